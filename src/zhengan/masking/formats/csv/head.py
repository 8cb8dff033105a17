"""Where a table's header stands, and what stands between its fields.

A program that writes a sheet as CSV writes the titles above the table, too: ``客户明细表,,``. As in a workbook
(``formats.excel``) the header is then the row among the first that names most columns. A CSV has no cells that say they are none
of the table, and its first line is nearly always the header; so another is taken only where those above it can be none.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Name, Say, say
from zhengan.masking.formats import keyed
from zhengan.masking.headers import WHICH, WORDED, kind_of_header, second_header, speaks_against
from zhengan.masking.headers import known as names
from zhengan.masking.held import LOOKED_AT as VALUES
from zhengan.masking.kinds.every import BY_NAME

if TYPE_CHECKING:
    from zhengan.masking.formats.files import Result

SEPARATORS, RARE = b",\t;|", b"\x01^"
LOOKED_AT, BEGINNING = 20, 1 << 18
"""Among how many records, and bytes, the header is looked for."""
LEAST = 2
"""Cells that say what a column holds, in a row that is a header: one may be a value."""
BOM = b"\xef\xbb\xbf"
UPRIGHT = 1 << 15
"""Bytes among which it is seen whether a table stands upright."""
WIDEST = 100
"""Cells that no line of titles fills."""
NUMBER = re.compile(r"[-+0-9.,:/%¥￥ ]*[0-9][-+0-9.,:/% ]*(?:[年月日][0-9年月日]*)?")
"""A number or a date, which few headers hold, and most records."""
LONG = re.compile(r"[A-Za-z]?[0-9]{7,24}")
"""A number of more figures than a stock's code."""
SIGN = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f]+|[^\w\s()（）\"'<>《》\[\]【】]+|[ \u3000]+")
LABELS = re.compile(r"[-/.、，]+|[ \u3000]+")
"""Signs that stand within one label, too: card-no, 姓名/名称."""
LETTER = re.compile(r"[^\W\d_]")
ABOVE = "表头取自第 {line} 行；其上的 {count} 行是标题，按文字查找"
HEADED = "有一行像是表头（有“{name}”等列名），却按没有表头读：各列没有按表头脱敏；有表头的，去掉 --no-header 重新运行"
DOUBLED = "表头有两行（第 {line} 行起）：两行都作列名，没有改动"
UNNAMED = say("没有表头，策略也没有按列号写明各列：资金账号等没有字样可凭的号码、无汉姓的姓名认不出来，会漏；请按列号写策略")
LOST = say("第一行像是数据，不是表头：各列没有按表头脱敏，资金账号、姓名等会漏；没有表头的，加 --no-header，按列号写策略")
ONE_COLUMN = "表头像是以“{sign}”分隔的几列，读成了一列：确是几列的，用 --separator 写明分隔符重新运行"


@dataclass(frozen=True)
class Row:
    """One of the first records: where it begins, its cells and what separates them."""

    place: int
    sep: bytes
    cells: Sequence[str]

    @property
    def filled(self) -> int:
        """Cells that hold something."""
        return sum(map(bool, self.cells))

    @property
    def title(self) -> bool:
        """Whether it holds nothing, or only its first cell, as the title of a table does."""
        return not any(self.cells[1:])

    @cached_property
    def form(self) -> bool:
        """Whether it is one of a form, and no header."""
        return keyed.formed(self.cells)

    def numbered(self) -> bool:
        """Whether any cell is a number or a date."""
        return any(map(NUMBER.fullmatch, self.cells))

    def labels(self, columns: Container[str]) -> int:
        """How many cells name a column."""
        return sum(bool(one) and (one in columns or bool(kind_of_header(one))) for one in self.cells)


Score = Callable[[int], int]


def below(raw: bytes, start: int, sep: str, columns: Container[str]) -> int:
    """Where in a text the header begins, if that is not its first record (which begins at ``start``), else ``start``.

    ``columns``: those that a policy names. Of rows that may be headers the one that names most columns is taken, the first of
    equals; see ``fits``."""
    rows = [*beginning(raw, start, sep)]
    scores: dict[int, int] = {}

    def score(k: int) -> int:
        if k not in scores:
            scores[k] = 0 if rows[k].form else rows[k].labels(columns)
        return scores[k]

    fitting = [k for k in range(1, len(rows)) if fits(rows, k, score, columns)]
    if fitting:
        return rows[max(fitting, key=lambda k: (score(k), -k))].place
    return next((rows[k].place for k in range(1, len(rows)) if ledger(rows, k, columns)), start)


def ledger(rows: list[Row], k: int, columns: Container[str]) -> bool:
    """Whether a row is a header by what stands below it (``heads``), where nothing stands above but titles and forms."""
    above = rows[:k]
    forms = any(one.form for one in above)
    if rows[k].form or not all(one.title or (forms and keyed.like_one(one.cells)) for one in above):
        return False
    return heads([one.cells for one in rows[k : k + 2]], [], columns.__contains__)


def fits(rows: list[Row], k: int, score: Score, columns: Container[str]) -> bool:
    """Whether a row can be the header of a table that has titles above.

    It names more columns than each of these, and they fill two thirds of its cells at most. Where that is more than one cell, no
    row below may name half as many; where they fill more of the cells, they name nothing either, it names half of its
    columns, no number stands in it, and what stands below is of a kind that it names: else a record that holds 姓名 would be
    taken for one."""
    row, above = rows[k], rows[:k]
    above = [one for one in above if not one.form]
    if not row.filled or row.form:
        return False
    partly = 3 * max((one.filled for one in above), default=0) <= 2 * row.filled
    titled = partly and all(one.title for one in above)
    if not partly and (row.filled > WIDEST or not all(row.cells) or row.numbered()):
        return False
    many = score(k)
    if not many or any(score(j) >= many for j in range(k)):
        return False
    if titled:
        return True
    if partly and many < 2 and row.numbered():
        return False
    if not partly and (2 * many < row.filled or many < min(2, row.filled) or any(score(j) for j in range(k))):
        return False
    if not partly and not borne_out(row.cells, rows[k + 1 :], columns):
        return False
    return all(2 * score(j) < many or rows[j].cells == row.cells for j in range(k + 1, len(rows)))


def heads(rows: Sequence[Sequence[str]], header: Sequence[str], known: Callable[[str], bool]) -> bool:
    """Whether the first of two rows is another header, or the same once more: half of its cells say what a column holds, one
    otherwise than the header above, no value stands in it, and below one of these cells a number does."""
    cells = rows[0]
    if any(cells) and [*cells] == [*header[: len(cells)]]:
        return True
    if any(number(cell) for cell in cells):
        return False
    named = [k for k, cell in enumerate(cells) if cell and (kind_of_header(cell) or speaks_against(cell) or known(cell))]
    if len(named) < LEAST or 2 * len(named) < sum(map(bool, cells)) or len(rows) < 2:
        return False
    below = [rows[1][k] for k in named if k < len(rows[1])]
    if not any(map(number, below)):
        return False
    others = any(kind_of_header(cells[k]) != kind_of_header(header[k]) for k in named if k < len(header))
    return others or len(cells) > len(header)


def borne_out(header: Sequence[str], rows: Sequence[Row], columns: Container[str]) -> bool:
    """Whether of any column that a header names half of the values are what it says: of names and addresses, which have many
    forms, that they are words and no two the same. One that a policy names is believed."""
    for k, name in enumerate(header):
        kind = BY_NAME.get(kind_of_header(name))
        values = [one.cells[k] for one in rows if len(one.cells) > k and one.cells[k]]
        if name in columns or (kind and values and 2 * sum(map(kind.valid, values)) >= len(values)):
            return True
        if kind and kind.name in WORDED and len(set(values)) == len(values) > 1 and not any(map(NUMBER.fullmatch, values)):
            return True
    return False


def begin(raw: bytes) -> int:
    """Where the first record of a text begins: behind a BOM and empty lines, which are no records."""
    bom = len(BOM) if raw.startswith(BOM) else 0
    return bom + len(raw[bom:]) - len(raw[bom:].lstrip(b"\r\n"))


def beginning(raw: bytes, start: int, sep: str) -> Iterator[Row]:
    """The first whole records of a text that are not empty lines; what separates their cells is ``sep``, or found out."""
    held, place = raw[: start + BEGINNING], start
    whole, many = len(held) == len(raw), 0
    while place < len(held) and many < LOOKED_AT:
        stop = record_end(held, place)
        if stop < 0 and not whole:
            return
        record = held[place : stop if stop >= 0 else len(held)].removesuffix(b"\r")
        if record:
            many += 1
            own = sep.encode() or guessed(record)
            yield Row(place, own, cells(record, own.decode()))
        place = stop + 1 if stop >= 0 else len(held)


@cache
def lasts() -> Any:
    """With which characters, by their numbers, the names of columns in Chinese end."""
    made = np.zeros(1 << 16, np.bool_)
    made[[ord(word[-1]) for word, kind in names().items() if kind and "\x7f" < word[-1] < "\uffff"]] = True
    return made


def untitled(line: bytes, sep: bytes) -> bool:
    """Whether a line is a record: more than nothing, or than a title."""
    return sep in line.strip(b"\r\n \"" + sep)


def first_rows(raw: bytes, sep: str, many: int) -> list[list[str]]:
    """The first records of a text, the last of which may be cut off, as a table that stands upright has them."""
    text = raw[:UPRIGHT].decode("utf-8", "replace")
    try:
        rows = [row for row in csv.reader(text.splitlines(keepends=True)[:many], delimiter=sep) if row]
    except csv.Error:
        return []
    return rows[: -1 if len(raw) > UPRIGHT else None]


def first_values(raw: bytes, sep: str, width: int) -> list[list[str]]:
    """The first values of each column; ``raw``: the records below the header, the last of which may be cut off."""
    text = io.StringIO(raw[:BEGINNING].decode("utf-8", "replace"), newline="")
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows += islice((row for row in csv.reader(text, delimiter=sep) if len(row) == width), VALUES)
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]


def cells(record: bytes, sep: str) -> list[str]:
    """The fields of a record; none of one that has more than 128 KiB in a field."""
    try:
        return [one.strip() for one in next(csv.reader(lines(record.decode("utf-8", "replace")), delimiter=sep), [])]
    except csv.Error:
        return []


def lines(text: str) -> list[str]:
    """The lines of a record; U+001C to U+001E and the like, at which Python ends one, are characters of it."""
    return [f"{one}\n" for one in text.split("\n")]


def line_of(raw: bytes, start: int, place: int) -> tuple[int, int]:
    """The line that begins at a place of a text (from 1), and how many lines stand above it from ``start`` on."""
    return raw.count(b"\n", 0, place) + 1, raw.count(b"\n", start, place)


def said(line: int, above: int) -> Say:
    """That the header was taken from a line that has others above it."""
    return say(ABOVE, line=line, count=above)


def doubled(rows: Sequence[Sequence[str]], columns: Container[str]) -> bool:
    """Whether the second of the first rows is a header, too, as captions below codes are: one of its cells names what the
    cell above does, or is part of what it does (``merged``), none holds a value, what stands below a name or an address is a
    label, and there are no more such rows: in a table of columns they are its records."""
    if len(rows) < 2 or len(rows[0]) != len(rows[1]) or any(map(valued, rows[1])) or any(map(NUMBER.fullmatch, rows[1])):
        return False
    kinds = [(kind_of_header(above), kind_of_header(below)) for above, below in zip(*rows[:2], strict=True)]
    for (above, below), cell in zip(kinds, rows[1], strict=True):
        if above in WORDED and cell and not below and cell not in columns:
            return False
    many = sum(bool(kind_of_header(one)) for one in rows[1])
    others = [row for row in rows[2:] if row != rows[1] and not any(map(valued, row))]
    if any(2 * sum(bool(kind_of_header(one)) for one in row) >= many for row in others):
        return False
    return any(above and above == below for above, below in kinds) or merged(*rows[:2])


def merged(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the second row names what the first calls by one name over several columns, whose other cells are empty: 客户信息
    over 姓名 and 资金账号, and beside them columns that the first names alone."""
    pairs = [*zip(above, below, strict=True)]
    parts = any(one and not two for one, two in pairs) and any(two and not one for one, two in pairs)
    sorts = any(one and two and WHICH.search(f"{one}_{two}") and kind_of_header(one) for one, two in pairs)  # 资金账号 over 普通
    return parts and (sorts or any(kind_of_header(two) and not kind_of_header(one) for one, two in pairs))


def doubled_said(line: int) -> Say:
    """That the header is of two rows, from a line on."""
    return say(DOUBLED, line=line)


def called_all(above: Sequence[str], below: Sequence[str], columns: Container[str]) -> list[str]:
    """What the columns go by that two rows name. Where the first names a group of several, whose other cells are empty, the
    second says what each holds (联系方式 over 手机 and 住址), with the group's name where it says nothing: 证件 over 号码."""
    made, group = [], ""
    for k, (one, two) in enumerate(zip(above, below, strict=True)):
        group = one or (group if two else "")
        grouped = two and (not one or (k + 1 < len(above) and not above[k + 1] and below[k + 1]))
        made.append(part_of(group, two, columns) if grouped else called(one, two, columns))
    return made


def part_of(group: str, name: str, columns: Container[str]) -> str:
    """What a column of a group goes by."""
    if name in columns or kind_of_header(name) or speaks_against(name):
        return name
    return next((one for one in (f"{group}{name}", f"{group}_{name}") if kind_of_header(one)), name)


def called(above: str, below: str, columns: Container[str]) -> str:
    """What a column goes by that two rows name: as a policy does, else by what says something."""
    return above if above in columns else below if below in columns else second_header(above, below)


def headed(cells: Sequence[str]) -> bool:
    """Whether a first record looks like a header: more cells name columns than hold values. Where stars stand a label may have
    stood, or a value, so that one label more is asked for."""
    said = [one.strip(' "\r') for one in cells]
    shown = [one for one in said if not masked(one)]
    return sum(bool(kind_of_header(one)) for one in shown) > (len(shown) < len(said)) and not any(map(valued, said))


def headed_said(cells: Sequence[str]) -> Say:
    """That it does."""
    return say(HEADED, name=Name(next(one for one in map(str.strip, cells) if kind_of_header(one))))


def judge(result: Result, first: Sequence[str], columns: Container[str], personal: bool) -> None:
    """Notes what nothing tells of a table: that its header is a record (``personal``: somebody stands in it), or that it has
    none and a policy calls no column by its number. Then no column says what its values are."""
    if not (result.header or result.headed or columns):
        result.unnamed = True
        result.notes.append(UNNAMED)
    elif result.header and record(first, columns, personal):
        result.lost = True
        result.notes += [] if personal else [LOST]  # else it is said what became of it


def record(cells: Sequence[str], columns: Container[str], personal: bool) -> bool:
    """Whether a first record is no header: beside somebody's values (``personal``) a number stands in it, or nothing in it names
    a column, and a number that may be somebody's stands there."""
    if personal:
        return any(map(valued, cells))
    shown = [one.strip() for one in cells]
    named = any(one in columns or kind_of_header(one) for one in shown)
    return not named and any(LONG.fullmatch(one) and not keyed.day(one) for one in shown)


def masked(cell: str) -> bool:
    """Whether stars stand in a cell."""
    return "*" in cell or "＊" in cell


def valued(cell: str) -> bool:
    """Whether a cell holds a number, and no name of a column: 2024年余额 is one."""
    many = sum(map(str.isdigit, cell))
    return many > 4 or (many == 4 and bool(NUMBER.fullmatch(cell)))


def number(cell: str) -> bool:
    """Whether a cell is a number or holds one."""
    return valued(cell) or bool(NUMBER.fullmatch(cell))


def place_of(raw: bytes, line: int) -> int:
    """Where a line (from 1) begins; −1 where there are not so many."""
    place = 0
    for _ in range(line - 1):
        place = raw.find(b"\n", place) + 1
        if not place:
            return -1
    return place


def unsplit(header: str, raw: bytes, start: int, source: Path) -> Say | None:
    """What is said of a header that was read as one column and whose labels something else separates: a ``Problem`` where
    the records below (from ``start`` on) have it as often, a note where that is not sure, None where nothing speaks for it."""
    following = raw[start : start + BEGINNING].decode("utf-8", "replace").split("\n")
    records = [header, *(one.strip() for one in following if one.strip())][:LOOKED_AT]  # titles may stand above the header
    best = [max(signs(one), key=lambda of: of[1], default=("", 0, 0)) for one in records]
    for k, (sign, known, many) in enumerate(best[:-1]):
        alike = all(one.count(sign) == (many if j > k else 0) for j, one in enumerate(records) if j != k)
        if known > bool(k) and alike:
            raise Problem(say("分不出这个 CSV 的列：表头像是以“{sign}”分隔，却只读成一列", sign=shown(sign)),
                          "其余各列会漏脱敏", how(sign, records[k]), code="masking-csv", where=Where(source.name))  # fmt: skip
    sign, known, many = best[0]
    return say(ONE_COLUMN, sign=shown(sign)) if known > 1 or (known and many > 1) else None


def signs(header: str) -> Iterator[tuple[str, int, int]]:
    """What may separate labels in a header, how many of these name a column, and how often it stands there. One label and
    something beside it are no proof where the sign may stand within a label, nor are words of a language that has spaces."""
    for sign in dict.fromkeys(SIGN.findall(header)):
        parts = [one.strip() for one in header.split(sign)]
        known = sum(bool(kind_of_header(one)) for one in parts)
        spaced = sign.isspace() and sign.isprintable() and header.isascii()
        if all(map(LETTER.search, parts)) and not spaced and known > bool(LABELS.fullmatch(sign)):
            yield sign, known, len(parts) - 1


def how(sign: str, header: str) -> Say:
    """What to do where that separates the labels of a header."""
    if sign not in unquoted(header.encode(errors="replace")).decode(errors="replace"):
        return say("各行整个在一对引号之内：先去掉外层的引号，里面写成两个的还原为一个，再运行；确实只有一列的加 --separator ,")
    if len(sign.encode()) == 1:
        return say("加 --separator '{sign}'；确实只有一列的加 --separator ,", sign=written(sign))
    return say("分隔符只能是一个 ASCII 字符：先把它替换为一个（例如制表符），再运行；确实只有一列的加 --separator ,")


def shown(sign: str) -> str:
    """A sign as it may be read."""
    return sign if sign.isprintable() else " ".join(f"U+{ord(one):04X}" for one in sign)


def written(sign: str) -> str:
    """A separator as ``--separator`` takes it."""
    return sign if sign.isprintable() else f"\\x{ord(sign):02x}"


def record_end(raw: bytes, start: int) -> int:
    """Where the line feed of the first record stands, outside quotes; −1 where it has none."""
    stop = raw.find(b"\n", start)
    while stop >= 0 and raw.count(b'"', start, stop) % 2:
        stop = raw.find(b"\n", stop + 1)
    return stop


def guessed(first: bytes) -> bytes:
    """The separator that a record has most of, outside quotes; a comma where it has none. A caret only where there is no other,
    for it may stand for something; U+0001 stands for nothing else."""
    counts = {one: unquoted(first).count(bytes([one])) for one in SEPARATORS + RARE}
    best = max(SEPARATORS, key=lambda one: (counts[one], one == 44))
    if counts[1] > counts[best]:
        return b"\x01"
    return b"^" if counts[94] and not counts[best] else bytes([best])


def unquoted(record: bytes) -> bytes:
    """What of a record stands outside quotes."""
    return b"".join(record.split(b'"')[::2])


def no_returns(source: Path, record: bytes) -> None:
    """A Problem where the lines of a table seem to end with CR."""
    if b"\r" in unquoted(record.rstrip(b"\r\n")):
        raise Problem("这个 CSV 的行以 CR（回车）结尾，或在字段中夹有 CR", "按 LF 或 CRLF 分行，分不清哪里是一条记录",
                      "先把行尾转换为 LF（例如 tr '\\r' '\\n'），再运行", code="masking-csv",
                      where=Where(source.name))  # fmt: skip


def split(source: Path, record: str, sep: str) -> list[str]:
    """The fields of the first record; a Problem where there are none to be made out."""
    no_returns(source, record.encode(errors="replace"))
    try:
        return next(csv.reader(lines(record.rstrip("\r\n")), delimiter=sep), [])
    except csv.Error:  # a field of more than 128 KiB
        raise Problem("读不出第一条记录的各列", "其中一格过长，可能是引号未闭合", "检查第一条记录的引号", code="masking-csv",
                      where=Where(source.name)) from None  # fmt: skip
