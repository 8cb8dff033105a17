"""Daily peaks against capacity, link use against bandwidth: what a chart draws, and the same as a table.

The lines to stay under come from the stored findings' limits; the trend from ``kit.forecast``. Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from zhengan.assess.payload import Shown
from zhengan.facts.capacity import Capacity, DailyPeak
from zhengan.facts.systems import Link, LinkUse
from zhengan.kit.forecast import trend
from zhengan.kit.limits import COMPARISONS
from zhengan.kit.quantities import Quantity
from zhengan.kit.time import DAY
from zhengan.web.language import lang

SILENT = 14  # days: a line drawn across a longer silence would look like readings
AHEAD = 183  # days the trend is drawn ahead
Point = tuple[date, float]


@dataclass(frozen=True)
class Chart:
    """One chart. ``rows``: the readings (day, value, note), the latest first, for those who read a table.

    ``peak`` is the highest reading shown, ``data`` what the script draws; ``finding`` says how it was judged.
    """

    id: str
    title: str
    unit: str
    rows: list[tuple[date | datetime, float, str]]
    peak: Point | None
    findings: list[Shown]
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def data_id(self) -> str:
        """Where in the page its data lie."""
        return f"data-{self.id}"


def of_measure(
    number: int, measure: str, held: Sequence[Capacity], peaks: Sequence[DailyPeak], found: list[Shown], day: date
) -> Chart:
    """The peaks of one measure, the capacity in force on each day, and what it must exceed them by."""
    points = [(peak.day, peak.value) for peak in peaks]
    first = points[0][0] if points else day
    lines = [_step("capacity", _("容量"), [(one.since, one.to, one.value) for one in held], first, day)]
    for finding in found:
        if finding.limit and lines[0]["points"]:
            times = finding.limit["value"]
            name = _("容量 ÷ %(times)s（%(clause)s）") % {"times": f"{times:g}", "clause": finding.clause}
            lines.append({"kind": "limit", "name": name, "points": [[d, v / times] for d, v in lines[0]["points"]]})
    late = _("补录")
    rows = [(peak.day, peak.value, late if peak.late else "") for peak in reversed(peaks)]
    data = _data(points, lines, day, _("日峰值"))
    return Chart(f"m{number}", measure, measure, rows, _highest(points), found, data)


def of_link(number: int, terms: Sequence[Link], uses: Sequence[LinkUse], found: list[Shown], day: date) -> Chart:
    """The daily peak of a link, its bandwidth, and the share of it that may be used."""
    points = [(use.at.date(), use.mbps) for use in uses if use.in_session is not False]
    outside = [(use.at.date(), use.mbps) for use in uses if use.in_session is False]
    first = min((use.at.date() for use in uses), default=day)
    lines = [_step("capacity", _("带宽"), [(one.since, one.to, one.mbps) for one in terms], first, day)]
    for finding in found:
        if finding.limit and lines[0]["points"]:
            share, text = _share(finding.limit), _required(finding.limit)
            name = _("要求 %(limit)s（%(clause)s）") % {"limit": text, "clause": finding.clause}
            lines.append({"kind": "limit", "name": name, "points": [[d, v * share] for d, v in lines[0]["points"]]})
    apart = _("交易时段外")
    rows: list[tuple[date | datetime, float, str]] = [
        (use.at, use.mbps, apart if use.in_session is False else "") for use in reversed(uses)
    ]
    data = _data(points, lines, day, _("日峰值")) | {"outside": [[d.isoformat(), v] for d, v in outside]}
    return Chart(f"l{number}", terms[-1].name, "Mbps", rows, _highest(points), found, data)


def _share(limit: dict[str, Any]) -> float:
    """Which part of the bandwidth may be used: a share as it stands, a multiple turned over."""
    value = float(limit["value"])
    return 1 / value if limit["unit"] == "times" else value


def _required(limit: dict[str, Any]) -> str:
    return Quantity(limit["value"], limit["unit"], COMPARISONS[limit["is"]][0]).render(lang())


def _step(kind: str, name: str, terms: Iterable[tuple[date, date | None, float]], first: date, last: date) -> dict[str, Any]:
    """What held from day to day as a line of steps; where nothing was in force, no line."""
    points: list[list[Any]] = []
    for since, to, value in sorted(terms):
        begin, end = max(since, first), min(to or last, last)
        if begin <= end:
            points += [[begin.isoformat(), value], [end.isoformat(), value]]
    return {"kind": kind, "name": name, "points": points}


def _highest(points: Sequence[Point]) -> Point | None:
    return max(points, key=lambda point: point[1], default=None)


def _data(points: list[Point], lines: list[dict[str, Any]], day: date, name: str) -> dict[str, Any]:
    drawn: list[list[Any]] = []
    for before, (at, value) in zip([None, *points], points, strict=False):
        if before is not None and (at - before[0]).days > SILENT:
            drawn.append([(before[0] + DAY).isoformat(), None])
        drawn.append([at.isoformat(), value])
    highest = _highest(points)
    return {
        "name": name,
        "points": drawn,
        "lines": [line for line in lines if line["points"]],
        "peak": [highest[0].isoformat(), highest[1]] if highest else None,
        "trend": _trend(points, day),
        "until": (day + timedelta(days=AHEAD)).isoformat(),
        "words": {"forecast": _("趋势"), "peak": _("最高")},
    }


def _trend(points: list[Point], day: date) -> dict[str, Any] | None:
    """The trend half a year ahead with its middle 80 %; None where there are too few readings, or they are old."""
    line = trend(points)
    if line is None or (day - line.on).days > SILENT:
        return None
    end = line.on + timedelta(days=AHEAD)

    def ray(slope: float) -> list[list[Any]]:
        return [[line.on.isoformat(), round(line.level, 3)], [end.isoformat(), round(max(0.0, line.level + slope * AHEAD), 3)]]

    return {"middle": ray(line.slope), "low": ray(line.slope_low), "high": ray(line.slope_high)}
