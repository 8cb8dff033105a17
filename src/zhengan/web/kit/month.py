"""A month as people plan by it: working days, make-up days, holidays, and the days on which exchanges stay shut."""

from __future__ import annotations

from calendar import Calendar as Grid
from dataclasses import dataclass
from datetime import date

from zhengan.kit.calendar import default_calendar
from zhengan.kit.time import DAY
from zhengan.web.kit.deadlines import Deadline
from zhengan.web.kit.markets import EXCHANGES


@dataclass(frozen=True)
class Cell:
    """One day. ``kind``: working, weekend, holiday, made_up (a weekend worked), or unknown (no notice for the year).

    ``shut``: the exchanges without trading on a day people work; ``all_shut``: none trades.
    """

    day: date
    inside: bool
    kind: str
    shut: tuple[str, ...]
    due: tuple[Deadline, ...]

    @property
    def all_shut(self) -> bool:
        """Whether no exchange trades."""
        return len(self.shut) == len(EXCHANGES)


@dataclass(frozen=True)
class Month:
    """The weeks of a month, Monday first, with the first days of the months beside it."""

    first: date
    weeks: list[list[Cell]]
    before: date
    after: date
    known: bool


def month(first: date, due: list[Deadline]) -> Month:
    """The month that begins on ``first``, each day with what is due on it."""
    by_day: dict[date, list[Deadline]] = {}
    for one in due:
        by_day.setdefault(one.day, []).append(one)
    weeks = [[_cell(day, first, by_day) for day in week] for week in Grid(0).monthdatescalendar(first.year, first.month)]
    after = (first.replace(day=28) + 4 * DAY).replace(day=1)
    return Month(first, weeks, (first - DAY).replace(day=1), after, default_calendar().work.knows(first))


def kind_of(day: date) -> str:
    """What the State Council's notice makes of a day."""
    work = default_calendar().work
    if not work.knows(day):
        return "unknown"
    if work.is_working(day):
        return "made_up" if day.weekday() >= 5 else "working"
    return "holiday" if work.is_holiday(day) else "weekend"


def _cell(day: date, first: date, by_day: dict[date, list[Deadline]]) -> Cell:
    kind = kind_of(day)
    trading = default_calendar().trading
    shut: tuple[str, ...] = ()
    if kind in ("working", "made_up", "holiday"):
        shut = tuple(str(name) for code, name in EXCHANGES.items() if not trading.is_trading_day(code, day))
    return Cell(day, day.month == first.month, kind, shut, tuple(by_day.get(day, ())))
