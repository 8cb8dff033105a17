"""When a job is due: every hour, every day or every quarter, at a time of day in China."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from zhengan.kit.time import CST, DAY, to_cst


@dataclass(frozen=True)
class Timing:
    """``every`` hour at ``minute``, or every day, or the first day of every quarter, at ``hour``:``minute``."""

    every: Literal["hour", "day", "quarter"]
    hour: int = 0
    minute: int = 0

    def after(self, instant: datetime) -> datetime:
        """The first time strictly after an instant."""
        local = to_cst(instant)
        if self.every == "hour":
            found = local.replace(minute=self.minute, second=0, microsecond=0)
            return found if found > local else found + timedelta(hours=1)
        day = local.date() if self.every == "day" else _quarter(local.date())
        found = self._on(day)
        return found if found > local else self._on(day + DAY if self.every == "day" else _quarter(day + 93 * DAY))

    def _on(self, day: date) -> datetime:
        return datetime.combine(day, time(self.hour, self.minute), tzinfo=CST)


def _quarter(day: date) -> date:
    """The first day of the quarter of a day."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
