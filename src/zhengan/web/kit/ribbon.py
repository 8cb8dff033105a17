"""How a clause stood over a year as a ribbon: the verdicts of the days assessed, and below it the days on which it lapsed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zhengan.accounts.models import Institution
from zhengan.assess.history import Stretch, of_article
from zhengan.assess.payload import Shown
from zhengan.kit.spans import Span, clip, union
from zhengan.kit.time import DAY, years_before
from zhengan.web.kit.strip import Box

SLIMMEST = 2.0  # days: one day must be seen on a ribbon of a year
NEAR = 31  # days not judged; over longer ones nothing is drawn, however alike the two sides are
HEIGHT = 14
TALL = {"not_met": 14, "unknown": 10, "attested": 6, "met": 6, "not_applicable": 3}  # the worse the taller: not by colour alone


@dataclass(frozen=True)
class Piece:
    """A stretch as it is drawn: its verdict, its box, and its height.

    ``between``: days not judged, between two that were and had this same verdict; drawn paler.
    """

    state: str
    box: Box
    between: bool = False

    @property
    def height(self) -> int:
        """How tall it stands."""
        return TALL[self.state]

    @property
    def y(self) -> int:
        """Where its upper edge lies."""
        return HEIGHT - self.height


@dataclass(frozen=True)
class Ribbon:
    """The year from ``first`` to ``last``. Boxes are in days from its left end.

    ``lapses``: the days the present findings name as lapses; ``assessed`` counts the days that were judged.
    """

    first: date
    last: date
    stretches: Sequence[Stretch]
    pieces: Sequence[Piece]
    lapses: Sequence[Box]
    lapsed: Sequence[Span]

    @property
    def days(self) -> int:
        """How many days it shows."""
        return (self.last - self.first).days + 1

    @property
    def assessed(self) -> int:
        """On how many of them the clause was judged."""
        return sum(stretch.days for stretch in self.stretches if stretch.verdict is not None)

    @property
    def told(self) -> list[Stretch]:
        """The stretches that were judged, the latest first."""
        return [stretch for stretch in reversed(self.stretches) if stretch.verdict is not None]


def ribbons(institution: Institution, article: int, findings: Iterable[Shown], day: date) -> Mapping[str, Ribbon]:
    """A ribbon for each clause of an article that was ever judged in the year up to ``day``."""
    first = years_before(day, 1) + DAY
    lapses: dict[str, list[Span]] = {}
    for finding in findings:
        lapses.setdefault(finding.clause, []).extend(_days(span) for span in finding.lapses)
    kept = of_article(institution, article, first, day)
    return {clause: _ribbon(stretches, lapses.get(clause, []), first, day) for clause, stretches in kept.items()}


def _ribbon(stretches: Sequence[Stretch], lapses: list[Span], first: date, last: date) -> Ribbon:
    whole = Span(first, last + DAY)
    lapsed = clip(union(lapses), whole)
    told = [(one.verdict.value, Span(one.first, one.last + DAY)) for one in stretches if one.verdict is not None]
    pieces = [*_between(stretches, whole), *(Piece(state, _box(span, whole)) for state, span in told)]
    return Ribbon(first, last, stretches, pieces, [_box(span, whole) for span in lapsed], lapsed)


def _between(stretches: Sequence[Stretch], whole: Span) -> list[Piece]:
    """The gaps of up to ``NEAR`` days that the same verdict stands on both sides of."""
    return [
        Piece(before.verdict.value, _box(Span(gap.first, gap.last + DAY), whole), between=True)
        for before, gap, after in zip(stretches, stretches[1:], stretches[2:], strict=False)
        if gap.verdict is None and before.verdict is not None and before.verdict is after.verdict and gap.days <= NEAR
    ]


def _days(span: Span) -> Span:
    """A lapse in whole days, the day it ends in included."""
    start, end = span
    if isinstance(end, datetime):
        end = end.date() + (DAY if end.time() != end.min.time() else 0 * DAY)
    return Span(start.date() if isinstance(start, datetime) else start, end)


def _box(span: Span, whole: Span) -> Box:
    total = (whole.end - whole.start).days
    width = max(SLIMMEST, (span.end - span.start).days)
    return Box(min((span.start - whole.start).days, total - width), width)
