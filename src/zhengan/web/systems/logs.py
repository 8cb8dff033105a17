"""What is kept of each log, and what arrived from each monitoring source, as bars over a year with their gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zhengan.assess.payload import Shown
from zhengan.facts.logs import LogArchive, LogSource, MonitorSource, Samples
from zhengan.kit.limits import Limit
from zhengan.kit.spans import Span, clip, gaps, union
from zhengan.kit.time import DAY, end_of_day, start_of_day, years_before
from zhengan.law.arrivals import Arrivals
from zhengan.web.kit.strip import Box

SLIMMEST = 1.2  # days: a hole of an hour must be seen on a bar of a year
FEW = 12


@dataclass(frozen=True)
class Bar:
    """A source and the year of it that is kept. Lengths are days from the bar's left end; ``width`` is its whole.

    ``holes`` are gaps between what is kept, ``tail`` what followed the last of it; ``gaps`` the holes as spans.
    """

    id: str
    recorded: datetime
    name: str
    kind: str
    width: float
    kept: list[Box]
    holes: list[Box]
    tail: Box | None
    gaps: list[Span]
    last: datetime | None
    share: float
    findings: list[Shown]

    @property
    def few_gaps(self) -> list[Span]:
        """The latest gaps, which are the ones to look at."""
        return self.gaps[-FEW:][::-1]


def window(day: date, now: datetime) -> Span:
    """The year that ends with the day; not beyond the present."""
    return Span(start_of_day(years_before(day, 1) + DAY), min(end_of_day(day), now))


def of_log(source: LogSource, archives: Iterable[LogArchive], whole: Span, found: list[Shown]) -> Bar:
    """The stretches of a log that are kept: neither deleted nor found damaged.

    On the day it was taken into use nothing lacks before the first of them: that day is told without its hour (18.2-kept).
    """
    stretches = list(archives)
    kept = [Span(one.start, one.end) for one in stretches if one.deleted is None and one.intact is not False]
    first = min((one.start for one in stretches), default=None)
    begun = first if first is not None and first.date() == source.since else start_of_day(source.since)
    return _bar(source, source.name, source.kind, kept, whole, timedelta(0), found, begun)


def of_monitor(source: MonitorSource, samples: Sequence[Samples], whole: Span, found: list[Shown], share: Limit) -> Bar:
    """The stretches in which samples surely arrived, as 18.1-silent has it; a pause within the interval and its grace is none.

    What never moved, counts no sample or holds fewer than ``share`` of those due is drawn as a gap.
    """
    pause = timedelta(minutes=source.every_minutes + source.grace_minutes)
    got = [*Arrivals.of(samples, source, share, whole.end).at_least]
    return _bar(source, source.indicator, "", got, whole, pause, found, start_of_day(source.since))


def _bar(
    source: LogSource | MonitorSource, name: str, kind: str, spans: list[Span], whole: Span, pause: timedelta,
    found: list[Shown], begun: datetime,
) -> Bar:  # fmt: skip
    begin = max(whole.start, begun)
    asked = Span(min(begin, whole.end), whole.end)
    kept = clip(union(spans), asked)
    last = max((span.end for span in spans), default=None)
    missing = [gap for gap in gaps(kept, asked) if gap.end - gap.start > pause]
    tail = missing[-1] if missing and missing[-1].end == asked.end else None
    holes = [gap for gap in missing if gap is not tail]
    asked_for = (asked.end - asked.start) / DAY
    share = 1.0 - sum((gap.end - gap.start) / DAY for gap in missing) / asked_for if asked_for else 0.0
    return Bar(
        source.id, source.recorded, name, kind, (whole.end - whole.start) / DAY, [_box(span, whole) for span in kept],
        [_box(span, whole, SLIMMEST) for span in holes], _box(tail, whole, SLIMMEST) if tail else None,
        holes, last, share, found,
    )  # fmt: skip


def _box(span: Span, whole: Span, least: float = 0.0) -> Box:
    x, total = (span.start - whole.start) / DAY, (whole.end - whole.start) / DAY
    width = max(least, (span.end - span.start) / DAY)
    return Box(round(min(x, total - width), 3), round(width, 3))
