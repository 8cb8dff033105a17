"""When does a growing peak reach its ceiling? A robust line through a year's daily peaks.

Theil–Sen: the median of pairwise slopes is unmoved by a few wild days, which market data always has.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

FEWEST_POINTS = 30
MOST_POINTS = (
    60  # pairs grow with the square: sixty evenly spread buckets give 1,770 slopes, plenty for a median
)
HORIZON_DAYS = 3653


@dataclass(frozen=True, slots=True)
class Trend:
    """A line through daily figures: ``level`` at ``on``, ``slope`` a day, and the slope's middle-80 % interval."""

    on: date
    level: float
    slope: float
    slope_low: float
    slope_high: float

    def reaches(self, ceiling: float) -> date | None:
        """The first day the line stands at or above ``ceiling``; None if it never does within ten years."""
        if self.level >= ceiling:
            return self.on
        if self.slope <= 0:
            return None
        days = (ceiling - self.level) / self.slope
        # a rounding error above a whole number of days is not another day
        return self.on + timedelta(days=math.ceil(days - 1e-9)) if days < HORIZON_DAYS else None


def trend(points: Sequence[tuple[date, float]]) -> Trend | None:
    """The trend of (day, figure) in day order; None where there are too few points or they span under 30 days.

    Long series are first cut into at most sixty buckets, each represented by its highest day: a capacity must
    bear the peaks, not the average.
    """
    if len(points) < FEWEST_POINTS or (points[-1][0] - points[0][0]).days < FEWEST_POINTS:
        return None
    size = max(1, -(-len(points) // MOST_POINTS))
    highest = [max(points[i : i + size], key=lambda p: p[1]) for i in range(0, len(points), size)]
    xs = [day.toordinal() for day, _ in highest]
    ys = [figure for _, figure in highest]
    slopes: list[float] = []
    for i, (day, figure) in enumerate(zip(xs, ys, strict=True), 1):
        slopes += [(later - figure) / (then - day) for then, later in zip(xs[i:], ys[i:], strict=True) if then != day]
    slopes.sort()
    slope = statistics.median(slopes)
    last = points[-1][0]
    level = statistics.median(y + slope * (last.toordinal() - x) for x, y in zip(xs, ys, strict=True))
    tenth = len(slopes) // 10
    return Trend(last, level, slope, slopes[tenth], slopes[-tenth - 1])
