"""When an incident is to be reported, first and again: reckoned once, for the rule that judges and the page that counts down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from zhengan.facts.filings import Filing
from zhengan.facts.incidents import Incident
from zhengan.kit.limits import LimitSet

MINUTE = timedelta(minutes=1)
AGAIN = ("major", "severe")  # the grades that are reported again and again; of the others, news is reported as it comes


def reports_of(incident: Incident, filings: Iterable[Filing]) -> list[Filing]:
    """The emergency reports about an incident, the earliest first."""
    filed = (one for one in filings if one.type == "emergency_report" and one.about == incident.id)
    return sorted(filed, key=lambda one: one.at)


def first_due(incident: Incident, limits: LimitSet) -> datetime:
    """The instant up to which the first report counts as made at once (39.1), from detection on."""
    return incident.detected + limits.report_at_once.value * MINUTE


def over_by(incident: Incident, instant: datetime) -> datetime | None:
    """When the incident was over, if it was by an instant."""
    over = incident.recovered
    return over if isinstance(over, datetime) and over <= instant else None


Again = Literal["not_yet", "running", "over", "news", "ungraded"]


@dataclass(frozen=True)
class Following:
    """How it stands with the reports after the first.

    ``state``: ``not_yet`` (there is no first one), ``running`` (the next is due ``by``), ``over`` (recovered), ``news``
    (a grade that is reported when there is news), ``ungraded``. ``late``: the gaps between reports that were too long, up
    to recovery, each as its two instants. ``untold``: recovered, and nobody reported that yet.
    """

    state: Again
    by: datetime | None = None
    late: tuple[tuple[datetime, datetime], ...] = ()
    untold: bool = False


def following(incident: Incident, filed: list[Filing], limits: LimitSet, instant: datetime) -> Following:
    """The reports after the first as of an instant; ``filed`` in order of time, as ``reports_of`` gives them."""
    limit, over = limits.report_again, over_by(incident, instant)
    at = [one.at for one in filed if one.at <= instant]
    clocked = incident.grade in AGAIN
    late = tuple((a, b) for a, b in _gaps(at, over) if not limit.holds((b - a) / MINUTE)) if clocked else ()
    if over is not None:
        return Following("over", late=late, untold=not at or at[-1] < over)
    if not at:
        return Following("not_yet")
    if incident.grade is None:
        return Following("ungraded")
    return Following("running", next_due(at[-1], limits), late) if clocked else Following("news")


def next_due(reported: datetime, limits: LimitSet) -> datetime:
    """When the next report is due after one made, where the grade asks for it."""
    return reported + limits.report_again.value * MINUTE


def _gaps(at: Sequence[datetime], end: datetime | None) -> list[tuple[datetime, datetime]]:
    """The times between reports, and after the last of them up to ``end`` (None: not counted); nothing beyond the end is."""
    if end is not None:
        at = [*(min(one, end) for one in at), *([end] if at else [])]
    return list(pairwise(at))


@dataclass(frozen=True)
class Silence:
    """The longest time without a report while an incident went on, from one instant to another.

    ``sure``: whether it certainly still went on; where nobody recorded an end, the time after the last report is not.
    """

    begin: datetime
    end: datetime
    sure: bool = True

    @property
    def minutes(self) -> float:
        """How long, in minutes."""
        return (self.end - self.begin) / MINUTE


def longest_silence(incident: Incident, filed: list[Filing], instant: datetime) -> Silence:
    """After the first of some reports, in order of time and at least one, up to recovery or to ``instant``."""
    *between, last = _gaps([one.at for one in filed], over_by(incident, instant) or instant)
    silences = [*(Silence(*gap) for gap in between), Silence(*last, sure=incident.recovered is not None)]
    return max(silences, key=lambda silence: silence.minutes)
