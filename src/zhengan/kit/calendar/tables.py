"""The rows of the calendar tables: holidays, closures, markets and their hours, and how a CSV row becomes one.

Four tables, told apart by their header line, so an import may be one file or a folder of them:

* ``holidays``: State Council notices. One row per run of days off (``off``) or made-up working days (``work``).
* ``closures``: days on which venues closed although the notice did not ask for it.
* ``hours``: named sets of phases; a night phase is written past 24:00 (``26:30``) and belongs to the evening it began.
* ``markets``: which sets of hours a market keeps from a day on.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias, TypeVar

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Say, say

MAX_BYTES = 1_000_000  # all the shipped tables together are 30 kB: more than this is not a calendar


@dataclass(frozen=True, slots=True)
class Certainty:
    """How far a row can be relied upon: its public source, whether it was seen there, and when last checked."""

    source: str
    verified: bool
    checked: date


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days from ``first`` to ``last`` (both included) that the notice for ``year`` sets off, or makes working days."""

    year: int
    working: bool
    first: date
    last: date
    name: str
    certainty: Certainty
    where: Where


@dataclass(frozen=True, slots=True)
class Closure:
    """Days from ``first`` to ``last`` (both included) on which ``venues`` closed by their own notice."""

    venues: tuple[str, ...]
    first: date
    last: date
    name: str
    certainty: Certainty
    where: Where


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of a set of hours; ``start`` and ``end`` in seconds after the midnight its day begins with."""

    hours: str
    night: bool
    kind: str  # auction, trading or break
    start: int
    end: int
    name: str
    where: Where


@dataclass(frozen=True, slots=True)
class Market:
    """A venue (``SHFE``) or a market of it (``SHFE.ag``), and the sets of hours it keeps from ``valid_from`` on.

    ``in_venue`` is false for what is served through a venue but traded elsewhere (Stock Connect, southbound):
    asking for the bare venue leaves it out.
    """

    code: str
    name: str
    valid_from: date
    hours: tuple[str, ...]
    in_venue: bool
    certainty: Certainty
    where: Where

    @property
    def venue(self) -> str:
        """The venue's code: what stands before the dot."""
        return self.code.partition(".")[0]


T = TypeVar("T")
Row: TypeAlias = Holiday | Closure | Phase | Market
Cells: TypeAlias = Mapping[str, str]


def read_table(path: Path) -> list[Row]:
    """The rows of one CSV file, each knowing its line. Raises Problem naming file and line."""
    if path.stat().st_size > MAX_BYTES:
        raise _bad(
            Where(str(path)),
            "文件过大，不像日历表",
            say("超过 {max_bytes} 字节", max_bytes=MAX_BYTES),
            "请核对选择的文件",
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        why = say("第 {place} 字节无法读出", place=error.start)
        raise _bad(Where(str(path)), "文件不是 UTF-8 编码", why, "请另存为 UTF-8 编码的 CSV") from None
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(lines, [])
        make = _maker(header, Where(str(path), 1))
        return [make(cells, where) for cells, where in _cells(lines, header, str(path))]
    except csv.Error as error:
        raise _bad(
            Where(str(path), lines.line_num), "不是合格的 CSV", str(error), "请检查引号与换行"
        ) from None


def _maker(header: list[str], where: Where) -> Callable[[Cells, Where], Row]:
    for columns, make in _TABLES:
        if tuple(header) == columns:
            return make
    known = "；".join(",".join(columns) for columns, _ in _TABLES)
    raise _bad(
        where,
        "表头不是任何一种日历表",
        say("读到的是 {value}", value=repr(",".join(header))),
        say("表头应为其一：{known}", known=known),
    )


def _cells(lines: Iterator[list[str]], header: list[str], source: str) -> Iterator[tuple[Cells, Where]]:
    for number, row in enumerate(lines, start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            what = say("应有 {wanted} 列，实有 {found} 列", wanted=len(header), found=len(row))
            raise _bad(Where(source, number), what, "", "请补齐或删去多余的逗号")
        yield {key: cell.strip() for key, cell in zip(header, row, strict=True)}, Where(source, number)


def _holiday(cells: Cells, where: Where) -> Holiday:
    working = _choice(cells, "kind", {"off": False, "work": True}, where)
    if not (cells["year"].isascii() and cells["year"].isdigit() and len(cells["year"]) == 4):
        raise _bad(where, say("year 列“{value}”不是年份", value=cells["year"]), "", "请写四位数字，例如 2027")
    first, last = _days(cells, where)
    name, certainty = _text(cells, "name", where), _certainty(cells, where)
    return Holiday(int(cells["year"]), working, first, last, name, certainty, where)


def _closure(cells: Cells, where: Where) -> Closure:
    first, last = _days(cells, where)
    venues = tuple(_text(cells, "venues", where).split())
    return Closure(venues, first, last, _text(cells, "name", where), _certainty(cells, where), where)


def _phase(cells: Cells, where: Where) -> Phase:
    night = _choice(cells, "when", {"day": False, "night": True}, where)
    kind = _choice(cells, "kind", {"auction": "auction", "trading": "trading", "break": "break"}, where)
    start, end = _clock(cells, "start", where), _clock(cells, "end", where)
    if start >= end:
        raise _bad(
            where,
            "end 不晚于 start",
            say("{value} 至 {value2}", value=cells["start"], value2=cells["end"]),
            "夜盘跨过零点时写成 25:00、26:30",
        )
    return Phase(_text(cells, "hours", where), night, kind, start, end, _text(cells, "name", where), where)


def _market(cells: Cells, where: Where) -> Market:
    code = _text(cells, "market", where)
    return Market(
        code,
        _text(cells, "name", where),
        _day(cells, "valid_from", where),
        tuple(cells["hours"].split()),
        _choice(cells, "in_venue", _YES_NO, where),
        _certainty(cells, where),
        where,
    )


_YES_NO = {"yes": True, "no": False}
_TABLES: tuple[tuple[tuple[str, ...], Callable[[Cells, Where], Row]], ...] = (
    (("year", "kind", "first", "last", "name", "source", "verified", "checked"), _holiday),
    (("venues", "first", "last", "name", "source", "verified", "checked"), _closure),
    (("hours", "when", "kind", "start", "end", "name"), _phase),
    (("market", "name", "valid_from", "hours", "in_venue", "source", "verified", "checked"), _market),
)


def _certainty(cells: Cells, where: Where) -> Certainty:
    verified = _choice(cells, "verified", _YES_NO, where)
    return Certainty(_text(cells, "source", where), verified, _day(cells, "checked", where))


def _text(cells: Cells, key: str, where: Where) -> str:
    if not cells[key]:
        raise _bad(where, say("{key} 列是空的", key=key), "", "请补上")
    return cells[key]


def _choice(cells: Cells, key: str, choices: Mapping[str, T], where: Where) -> T:
    if cells[key] not in choices:
        raise _bad(
            where,
            say("{key} 列“{value}”不在可选值内", key=key, value=cells[key]),
            "",
            say("请写 {value} 之一", value=list(choices)),
        )
    return choices[cells[key]]


def _day(cells: Cells, key: str, where: Where) -> date:
    try:
        if len(cells[key]) == 10:
            return date.fromisoformat(cells[key])
    except ValueError:
        pass
    raise _bad(
        where, say("{key} 列“{value}”不是日期", key=key, value=cells[key]), "", "请写成 2027-01-01 的形式"
    )


def _days(cells: Cells, where: Where) -> tuple[date, date]:
    first, last = _day(cells, "first", where), _day(cells, "last", where)
    if not 0 <= (last - first).days <= 31:
        why = "last 应不早于 first，且相隔不超过一个月"
        raise _bad(
            where, say("{first} 至 {last} 不是一段假期", first=first, last=last), why, "请核对两个日期"
        )
    return first, last


def _clock(cells: Cells, key: str, where: Where) -> int:
    hour, colon, minute = cells[key].partition(":")
    if colon and len(hour) == len(minute) == 2 and (hour + minute).isascii() and (hour + minute).isdigit():
        seconds = int(hour) * 3600 + int(minute) * 60
        if int(minute) < 60 and seconds <= 32 * 3600:
            return seconds
    raise _bad(
        where,
        say("{key} 列“{value}”不是时间", key=key, value=cells[key]),
        "",
        "请写成 09:30 的形式；次日凌晨写成 26:30，不超过 32:00",
    )


def _bad(where: Where, what: str | Say, why: str | Say, do: str | Say) -> Problem:
    return Problem(what, why, do, code="calendar-table", where=where)
