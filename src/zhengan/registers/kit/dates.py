"""The ways a date is written on a Chinese desk → the one the readers of facts take; what could mean two days is refused."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from zhengan.kit.numerals import ONES, PATTERN, numeral
from zhengan.kit.problem import Problem
from zhengan.kit.say import say

FORMS = "2026-03-03、2026/3/3、2026.3.3、2026年3月3日、二〇二六年三月三日、20260303"
EPOCH = datetime(1899, 12, 30)  # day 0 of a workbook's serial dates, its 29 February 1900 allowed for
SHIFT_1904 = 1462  # days by which a workbook counting from 1904 is behind
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?")
_DAY = re.compile(
    r"(?:(?:([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})|([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})"
    r"|([0-9]{4})([0-9]{2})([0-9]{2}))(?![0-9])|([0-9]{4})\u5e74([0-9]{1,2})\u6708([0-9]{1,2})\u65e5)"  # 年 月 日
)
_ZEROS = "\u3007\u96f6"  # 〇 零
_NUMERALS = re.compile(rf"([{_ZEROS}{ONES}]{{4}})\u5e74({PATTERN})\u6708({PATTERN})\u65e5")
_TIME = re.compile(
    r"[ T]?(?:(?P<before>上午|凌晨)|(?P<after>下午|晚上))? ?(?P<hour>[0-9]{1,2})"
    r"(?::(?P<minutes>[0-9]{2})(?::(?P<seconds>[0-9]{2}))?|[时点](?:(?P<minute>[0-9]{1,2})分(?:(?P<second>[0-9]{1,2})秒)?)?整?)"
)
_SERIAL = re.compile(r"[1-6][0-9]{4}(?:\.[0-9]{1,12})?")  # 1927 to 2091
_EITHER = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9])")


def as_iso(text: str) -> str:
    """A written day or instant with its day as ``2026-03-03`` and its time of day, where there is one, as ``09:05``.

    Takes the ways of ``FORMS``, full-width digits, 9时5分6秒, 下午3:05, and the serial number a workbook keeps a date as.
    Raises Problem for a day that does not exist, one whose day and month could be exchanged for another day, and anything
    else; a time of day that is none of these is left as it is.
    """
    if _ISO.fullmatch(text) and _exists(text[:4], text[5:7], text[8:10]):
        return text
    plain = _in_digits(unicodedata.normalize("NFKC", text).strip())
    if _SERIAL.fullmatch(plain):
        return from_serial(float(plain))
    found = _DAY.match(plain)
    if found:
        year, month, day = (part for part in found.groups() if part)
        if not _exists(year, month, day):
            raise _no_day(plain)
        return f"{year}-{int(month):02}-{int(day):02}{_clock(plain[found.end() :])}"
    either = _EITHER.match(plain)
    if either:
        first, second, year = either.group(1), either.group(3), either.group(4)
        if len(year) == 4:  # a year of two digits may as well be the day
            days = _readings(year, first, second)
            if len(days) == 1:
                return days.pop() + _clock(plain[either.end() :])
            if not days:
                raise _no_day(plain)
        if len(year) == 2:
            raise Problem(
                say("“{text}”分不清年、月与日", text=plain[:40]), "其中没有四位的年份",
                say("请写四位的年份，按年月日的顺序，例如 {form}", form="2026-03-04"), code="date",
            )  # fmt: skip
        raise Problem(
            say("“{text}”分不清日与月", text=plain[:40]),
            say("可读作 {first} 月 {second} 日，也可读作 {second} 月 {first} 日", first=first, second=second),
            say("请改写为年月日的顺序，例如 {form}", form=f"{year}-03-04"), code="date",
        )  # fmt: skip
    raise Problem(
        say("“{text}”不是日期", text=text[:40]),
        say("可写：{forms}", forms=FORMS),
        "请改写为 2026-03-03 的形式",
        code="date",
    )


def _readings(year: str, first: str, second: str) -> set[str]:
    """The days that may be meant: one where both orders give the same (3/3/2026) or only one gives any (25/3/2026)."""
    orders = ((first, second), (second, first))
    return {f"{year}-{int(month):02}-{int(day):02}" for month, day in orders if _exists(year, month, day)}


def _no_day(text: str) -> Problem:
    return Problem(say("“{text}”这一天不存在", text=text[:40]), "月份或日子超出范围", "请改正日期", code="date")


def from_serial(number: float) -> str:
    """The day of a workbook's serial number, with the time of day where it has a fraction (to the millisecond)."""
    days = int(number)
    if days == number:
        return f"{EPOCH + timedelta(days=days):%Y-%m-%d}"
    milliseconds = round((number - days) * 86_400_000)
    return (EPOCH + timedelta(days=days, milliseconds=milliseconds)).isoformat(" ").removesuffix("000")


def _exists(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _in_digits(text: str) -> str:
    """A day written in Chinese numerals (二〇二六年三月三十一日) in digits; anything else as it is."""
    found = _NUMERALS.match(text)
    if found is None:
        return text
    year = "".join("0" if one in _ZEROS else str(numeral(one)) for one in found[1])
    rest = text[found.end() :].strip()
    return f"{year}-{numeral(found[2])}-{numeral(found[3])}" + (f" {rest}" if rest else "")


def _clock(rest: str) -> str:
    """What follows the day, as a clock of 24 hours where it is one; written right after 日 it gets its space.

    9:5 and 上午12 could each be two times, and stay as they are, to be refused.
    """
    found = _TIME.fullmatch(rest)
    if found is None:
        return f" {rest}" if rest[:1].isdigit() else rest
    hour, seconds = int(found["hour"]), found["seconds"] or found["second"]
    if (found["before"] or found["after"]) and not 1 <= hour <= 11:
        return f" {rest.strip()}"
    hour += 12 * bool(found["after"])
    return f" {hour:02}:{int(found['minutes'] or found['minute'] or 0):02}" + (f":{int(seconds):02}" if seconds else "")
