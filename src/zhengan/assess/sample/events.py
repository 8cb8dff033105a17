"""One thing the sample firm recorded, and when; and the days by which it counts."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from zhengan.kit.calendar import default_calendar
from zhengan.kit.time import CST, DAY

DAYS = 3 * 365 + 1
PAST = 400  # how many days of acts before its first day the firm brought with it


@dataclass(frozen=True)
class Event:
    """A record of a register: its identifier, what it states, and the instant it was entered.

    The same identifier again is a correction, and ``why`` says why it was made.
    """

    recorded: datetime
    register: str
    uid: str
    values: dict[str, Any]
    why: str = ""


@dataclass(frozen=True)
class Years:
    """The days of the sample: ``first``, on which what stood was loaded from files, up to ``today``."""

    first: date
    today: date

    @property
    def opening(self) -> datetime:
        """When the files of what stood were loaded."""
        return at(self.first)

    def known(self, instant: datetime) -> datetime:
        """When something was entered: then, or with the opening load where it lay before."""
        return max(instant, self.opening)

    def holds(self, day: date) -> bool:
        """Whether what was done on a day is told of at all."""
        return self.first - PAST * DAY <= day < self.today


def at(day: date, clock: str = "09:00") -> datetime:
    """A day's instant in China."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=CST)


def chance(*parts: object) -> float:
    """A number in [0, 1) that depends on nothing but its arguments."""
    return zlib.crc32("|".join(map(str, parts)).encode()) / 2**32


def trading(day: date) -> bool:
    """Whether the stock exchanges trade that day; beyond the known calendar, on weekdays."""
    calendar = default_calendar()
    if day > calendar.known_through:
        return day.weekday() < 5
    return calendar.trading.is_trading_day("SSE", day)


def workday(day: date) -> date:
    """The day itself, or the last trading day before it."""
    return next(found for found in (day - n * DAY for n in range(20)) if trading(found))


def saturday(today: date, weeks: float) -> date:
    """The Saturday some weeks ago."""
    day = today - timedelta(weeks=weeks)
    return day - ((day.weekday() - 5) % 7) * DAY


def panic(today: date) -> date:
    """A trading day some eight weeks ago, when the market fell and everybody looked."""
    return workday(today - 56 * DAY)
