"""Instants and days in China's one time zone.

China has kept UTC+8 without daylight saving since 1991, so a fixed offset is exact for every fact here,
and comparing instants that share one ``tzinfo`` object is as cheap as comparing naive ones.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from zhengan.kit.problem import Problem
from zhengan.kit.say import say

CST = timezone(timedelta(hours=8), "CST")
DAY = timedelta(days=1)

FIRST_YEAR, LAST_YEAR = 1900, 2100  # beyond them lies a slip of the pen, and arithmetic that overflows

_DATE = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)"
)
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?")
_INSTANT = re.compile(
    rf"({_DATE.pattern})(?:(?:T| +|(?<=日))({_CLOCK.pattern}))? *(Z|[+-][0-9]{{2}}:?[0-9]{{2}})?"
)


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
    if months_after(first, 12 * whole) > last:
        whole -= 1
    return whole + (last - months_after(first, 12 * whole)).days / 366


def months_between(first: date, last: date) -> float:
    """Whole months from ``first`` to ``last`` plus the part of a month that is left: a year to the day is 12."""
    whole = (last.year - first.year) * 12 + last.month - first.month
    if months_after(first, whole) > last:
        whole -= 1
    return whole + (last - months_after(first, whole)).days / 31


@lru_cache(4096)
def parse_day(text: str) -> date:
    """A day from ``2026-03-03``, ``2026/3/3`` or ``2026年3月3日``; raises Problem for anything else.

    Years run from ``FIRST_YEAR`` to ``LAST_YEAR``: an open end is left out, not written 9999-12-31.
    """
    match = _DATE.fullmatch(text.strip())
    if match:
        year, month, day = (int(group) for group in match.groups() if group)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            why = say("只接受 {first} 至 {last} 年", first=str(FIRST_YEAR), last=str(LAST_YEAR))
            raise Problem(
                say("“{text}”的年份不可信", text=text[:40]),
                why,
                "请改正；长期有效的，请删去截止日",
                code="date",
            )
        try:
            return date(year, month, day)
        except ValueError:
            raise _no_such_day(text, year, month) from None
    why = say("只接受 2026-03-03、2026/3/3、2026年3月3日 三种写法")
    raise Problem(say("“{text}”不是日期", text=text[:40]), why, "请改写为 2026-03-03 的形式", code="date")


def _no_such_day(text: str, year: int, month: int) -> Problem:
    """A day written as one that the calendar has not: which month it is that is shorter, or is none."""
    if 1 <= month <= 12:
        last = (date(year + month // 12, month % 12 + 1, 1) - DAY).day
        why = say("{year} 年 {month} 月只有 1 日至 {last} 日", year=str(year), month=month, last=last)
    else:
        why = say("月份应为 1 至 12")
    return Problem(say("“{text}”这一天不存在", text=text[:40]), why, "请改正日期", code="date")


@lru_cache(8192)
def parse_clock(text: str) -> time:
    """A time of day from ``10:30`` or ``10:30:15[.250]``; raises Problem for anything else.

    A leap second and ``24:00`` are refused: no clock in this trade records the one, the other is the next day's 00:00.
    """
    match = _CLOCK.fullmatch(text.strip())
    if match:
        hour, minute, second, fraction = match.groups()
        try:
            return time(int(hour), int(minute), int(second or 0), int((fraction or "0").ljust(6, "0")))
        except ValueError:
            pass
    why = say("应写成 02:30 或 02:30:15，最晚 23:59:59")
    raise Problem(say("“{text}”不是钟点", text=text[:40]), why, "请改正；午夜请写次日 00:00", code="clock")


@lru_cache(1024)
def parse_instant(text: str) -> datetime:
    """An instant from ``2026-03-03 10:30[:15]`` (China time unless it carries an offset).

    The day as ``parse_day`` takes it, the time as ``parse_clock`` does, ``T`` or a space between, then nothing, ``Z`` or
    an offset such as ``+08:00``. Raises Problem for anything else.
    """
    cleaned = text.strip()
    match = _INSTANT.fullmatch(cleaned)
    if not match:
        why = say("应写明日期与时间，例如 2026-03-03 10:30:15")
        raise Problem(
            say("“{text}”不是时刻", text=text[:40]), why, "请改写；未写时区的按北京时间理解", code="instant"
        )
    day, clock, offset = match.group(1), match.group(9), match.group(14)
    if clock is None:
        why = say("此处以时刻为准，仅有日期无法判定")
        raise Problem(
            say("“{text}”缺少时间", text=cleaned), why, "请写成 2026-03-03 10:30 的形式", code="instant"
        )
    instant = datetime.combine(parse_day(day), parse_clock(clock), tzinfo=CST)
    return instant if offset is None else instant.replace(tzinfo=_zone(offset)).astimezone(CST)


@lru_cache(64)
def _zone(offset: str) -> timezone:
    if offset == "Z":
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    if hours > 14 or minutes > 59:
        why = say("时差最多 14 小时")
        raise Problem(
            say("时区“{offset}”不存在", offset=offset), why, "请改正，或按北京时间写明 +08:00", code="instant"
        )
    length = timedelta(hours=hours, minutes=minutes)
    return timezone(-length if offset[0] == "-" else length)


def to_cst(instant: datetime) -> datetime:
    """The same instant carried by the one shared ``CST`` object; a naive instant is refused."""
    if instant.tzinfo is CST:
        return instant
    if instant.tzinfo is None:
        why = say("无时区的时刻含义不明")
        what = say("时刻 {instant} 没有时区", instant=instant)
        raise Problem(what, why, "请附上时区，或按北京时间写明 +08:00", code="naive-instant")
    return instant.astimezone(CST)


def at(day: date, clock: str = "00:00") -> datetime:
    """``day`` at ``HH:MM[:SS]`` in China."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=CST)
