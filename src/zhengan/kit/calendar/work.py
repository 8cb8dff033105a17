"""Working days: what the State Council's yearly notice makes of each day, make-up days included.

A year is known when its notice is in the tables. Whether one day of an unknown year is a working day is refused;
a deadline that runs into an unknown year is computed under stated assumptions and marked provisional (暂定).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NoReturn

from zhengan.kit.calendar.tables import Certainty, Holiday
from zhengan.kit.problem import Problem
from zhengan.kit.say import Say, say

DAY = timedelta(days=1)
MAX_COUNT = 5_000  # working days; twenty years is far beyond any deadline in the law
# 《全国年节及纪念日放假办法》: the days off that need no yearly notice, as (month, day), since 2025-01-01.
STATUTORY = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day a count ends on. ``provisional``: it used days no notice has arranged yet, and ``reason`` says so."""

    day: date
    provisional: bool
    reason: Say | None


class WorkCalendar:
    """Working days in China over the years whose notices are known."""

    def __init__(self, holidays: Iterable[Holiday]):
        self._off: set[date] = set()
        self._made_up: set[date] = set()
        self._sources: dict[int, Certainty] = {}
        for holiday in holidays:
            span = (holiday.last - holiday.first).days + 1
            (self._made_up if holiday.working else self._off).update(
                holiday.first + DAY * i for i in range(span)
            )
            self._sources.setdefault(holiday.year, holiday.certainty)
        self.known_from = date(min(self._sources), 1, 1)
        self.known_through = date(max(self._sources), 12, 31)

    def knows(self, day: date) -> bool:
        """Whether the notice for the day's year is in the tables."""
        return self.known_from <= day <= self.known_through

    def source(self, year: int) -> Certainty:
        """The notice that arranges a year. Raises Problem ``calendar-unknown`` when there is none."""
        if not self.known_from.year <= year <= self.known_through.year:
            self.refuse(year)
        return self._sources[year]

    def is_working(self, day: date) -> bool:
        """Whether people work on the day. Raises Problem ``calendar-unknown`` for a year without a notice."""
        self._check(day)
        return day in self._made_up or (day.weekday() < 5 and day not in self._off)

    def is_holiday(self, day: date) -> bool:
        """Whether the day lies in a holiday of a notice (a plain weekend does not). Raises as ``is_working``."""
        self._check(day)
        return day in self._off

    def add(self, day: date, n: int) -> Deadline:
        """The ``n``-th working day after ``day``, which is not itself counted; before it for a negative ``n``.

        Zero gives the day itself. Raises Problem for a count over 5,000 or one that leaves the tables backwards.
        """
        if abs(n) > MAX_COUNT:
            raise Problem(
                say("{n} 个工作日超出可计算的范围", n=str(n)),
                say("至多 {max_count} 个", max_count=MAX_COUNT),
                "请核对期限的天数",
                code="calendar-count",
            )
        step, left, reached = (DAY if n > 0 else -DAY), abs(n), day
        unknown: set[int] = set()
        while left:
            if reached in (date.min, date.max):
                self.refuse(reached.year)
            reached += step
            if self.knows(reached):
                left -= self.is_working(reached)
            else:
                unknown.add(reached.year)
                left -= self._assumed_working(reached)
        return Deadline(reached, bool(unknown), _provisional(sorted(unknown)) if unknown else None)

    def between(self, a: date, b: date) -> int:
        """How many working days lead from ``a`` (not counted) to ``b`` (counted); negative when ``b`` is earlier.

        Raises Problem ``calendar-unknown`` when a day on the way is not known.
        """
        step = DAY if b > a else -DAY
        count = sum(self.is_working(a + step * i) for i in range(1, abs((b - a).days) + 1))
        return count if b > a else -count

    def refuse(self, year: int) -> NoReturn:
        """Raise the Problem that says which year is unknown and how to make it known."""
        raise Problem(
            say("{year} 年的放假安排尚未录入", year=str(year)),
            say(
                "日历已录入 {first} 至 {last} 年，不对未知年份作猜测",
                first=str(self.known_from.year),
                last=str(self.known_through.year),
            ),
            say(
                "请在国务院办公厅发布 {year} 年放假通知后，按 holidays 表的格式写成 CSV 导入日历",
                year=str(year),
            ),
            code="calendar-unknown",
        )

    def _check(self, day: date) -> None:
        # A datetime is a date to Python but never equals one in a set: it would silently miss every holiday.
        if isinstance(day, datetime):
            do = "请先换算为北京时间的日期"
            raise Problem(say("{day} 是时刻而不是日期", day=day), "工作日以日为单位", do, code="calendar-day")
        if not self.knows(day):
            self.refuse(day.year)

    def _assumed_working(self, day: date) -> bool:
        if day < self.known_from:
            self.refuse(day.year)
        return day.weekday() < 5 and (day.month, day.day) not in STATUTORY


def _provisional(years: list[int]) -> Say:
    return say(
        "暂定：{years}年放假安排尚未录入，按周末与1月1日、5月1日至2日、10月1日至3日放假计算，清明节、农历节日与调休未计；"
        "国务院办公厅通知录入后将重新计算",
        years=[str(year) for year in years],
    )
