"""Instants and days in China's one time zone.

China has kept UTC+8 without daylight saving since 1991, so a fixed offset is exact for every fact here,
and comparing instants that share one ``tzinfo`` object is as cheap as comparing naive ones.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone

from zhengan.kit.problem import Problem

CST = timezone(timedelta(hours=8), "CST")
DAY = timedelta(days=1)

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日)")


def start_of_day(day: date) -> datetime:
    """The first instant of a day in China."""
    return datetime(day.year, day.month, day.day, tzinfo=CST)


def end_of_day(day: date) -> datetime:
    """The instant a day ends: the start of the next one (spans are half-open)."""
    return start_of_day(day) + DAY


def years_before(day: date, years: int) -> date:
    """The same calendar day ``years`` earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def months_before(day: date, months: int) -> date:
    """The same day of month ``months`` earlier, or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def months_after(day: date, months: int) -> date:
    """The same day of month ``months`` later, or that month's last day where it is shorter."""
    return months_before(day, -months)


def years_between(first: date, last: date) -> float:
    """Whole years from ``first`` to ``last`` plus the part of a year that is left, so that five years to the day is 5."""
    whole = last.year - first.year
    if years_before(last, whole) < first:
        whole -= 1
    return whole + (years_before(last, whole) - first).days / 366


def parse_day(text: str) -> date:
    """A day from ``2026-03-03``, ``2026/3/3`` or ``2026年3月3日``; raises Problem for anything else."""
    match = _DATE.fullmatch(text.strip())
    if match:
        year, *rest = (int(group) for group in match.groups() if group)
        try:
            return date(year, *rest)
        except ValueError:
            pass
    raise Problem(
        f"“{text}”不是日期", "只接受 2026-03-03、2026/3/3、2026年3月3日 三种写法", "请改写为 2026-03-03 的形式", code="date"
    )


def parse_instant(text: str) -> datetime:
    """An instant from ``2026-03-03 10:30[:15]`` (China time unless it carries an offset).

    Accepts ``T`` or a space between day and time, ``Z`` and ``+08:00``. Raises Problem for anything else,
    a leap second included: no clock in this trade records one.
    """
    cleaned = text.strip()
    try:
        instant = datetime.fromisoformat(cleaned.replace("/", "-"))
    except ValueError:
        raise Problem(
            f"“{text}”不是时刻", "应写明日期与时间，例如 2026-03-03 10:30:15", "请改写；未写时区的按北京时间理解", code="instant"
        ) from None
    if len(cleaned) <= 10:
        raise Problem(f"“{text}”缺少时间", "此处以时刻为准，仅有日期无法判定", "请写成 2026-03-03 10:30 的形式", code="instant")
    return to_cst(instant if instant.tzinfo else instant.replace(tzinfo=CST))


def to_cst(instant: datetime) -> datetime:
    """The same instant carried by the one shared ``CST`` object; a naive instant is refused."""
    if instant.tzinfo is CST:
        return instant
    if instant.tzinfo is None:
        raise Problem(f"时刻 {instant} 没有时区", "无时区的时刻含义不明", "请附上时区，或按北京时间写明 +08:00", code="naive-instant")
    return instant.astimezone(CST)


def at(day: date, clock: str = "00:00") -> datetime:
    """``day`` at ``HH:MM[:SS]`` in China."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=CST)
