"""A file → rows of cells by field: .xlsx, .csv in any encoding of a Chinese desk, or .ndjson; bounded in every way."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from zhengan.facts.convert import raise_found
from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import say
from zhengan.registers.kit.blocks import Block, Columns, blocks, by_column
from zhengan.registers.kit.cells import Cell
from zhengan.registers.kit.dates import SHIFT_1904
from zhengan.registers.kit.encoding import decoded
from zhengan.registers.kit.header import header_fields, heading_of, names_of
from zhengan.registers.kit.ndjson import is_ndjson, read_ndjson
from zhengan.registers.kit.register import Register
from zhengan.registers.kit.row import Row
from zhengan.registers.kit.workbook import Sheet, is_workbook, read_workbook
from zhengan.registers.kit.written import GUARD, unguarded

MOST_BYTES = 20 * 1024 * 1024
LONGEST_CELL = 131_072
MOST_EXACT = 10**15  # a spreadsheet keeps fifteen digits and turns the rest to noughts
BOOKS = (".xlsx", ".xlsm", ".xls")
SEPARATORS = (",", "\t", ";")  # the comma first: it is meant where another gives no more
UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Table:
    """The rows of a file, read as they are asked for; about how many; in which column each field stands; the sheet's name.

    ``wrong``: the cells that are known to be wrong before any is read. ``unread``: the workbook's other sheets that hold
    something.
    """

    blocks: Iterator[Block]
    total: int
    columns: Mapping[str, int]
    sheet: str = ""
    wrong: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def rows(self) -> Iterator[Row]:
        """The rows one by one."""
        return chain.from_iterable(block.rows() for block in self.blocks)


def read_table(register: Register, raw: bytes, source: str) -> Table:
    """The rows of a file, blank ones and the template's example left out; its content tells what kind of file it is.

    The header names fields by their own names, in Chinese or in English. Raises Problem(s) for what cannot be read at
    all, here or while the rows are asked for.
    """
    if len(raw) > MOST_BYTES:
        what, why = say("文件过大（{size} 字节）", size=len(raw)), say("上限 {most} 字节", most=MOST_BYTES)
        raise Problem(what, why, "请拆分后导入", code="too-large", where=Where(source))
    if is_workbook(raw):
        titles = (register.title("zh"), register.title("en"), register.name, sheet_name(register, "en"))
        return _from_sheet(register, read_workbook(raw, source, titles), source)
    if source.lower().endswith(BOOKS):
        raise Problem(
            "文件不是 Excel 工作簿",
            say("文件名以 {ending} 结尾，内容却不是工作簿，可能已损坏或改过扩展名", ending=source[source.rindex(".") :]),
            "请用 Excel 打开后另存为 .xlsx；若原是 CSV，请把扩展名改为 .csv",
            code="workbook",
            where=Where(source),
        )
    if raw.startswith(UTF16):
        raise Problem(
            "文件是 UTF-16 编码",
            "只读取 UTF-8 与 GB18030",
            "请另存为 UTF-8 的 CSV",
            code="encoding",
            where=Where(source),
        )
    if is_ndjson(raw, source):
        return Table(read_ndjson(register, raw, source), raw.count(b"\n") + 1, {})
    return _from_csv(register, decoded(raw, source), source)


def sheet_name(register: Register, lang: str) -> str:
    """What a register's sheet is called: at most 31 characters, none that a spreadsheet forbids there."""
    return "".join(" " if c in "[]:*?/\\" else c for c in register.title(lang))[:31]


def _from_csv(register: Register, text: str, source: str) -> Table:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=_separator(register, text))
    lines = _csv_lines(reader, source)
    _, header = next(lines, (1, []))
    fields = header_fields(register, [str(cell) for cell in header], source)
    return Table(_blocks(lines, fields, source), text.count("\n"), _columns(fields))


def _separator(register: Register, text: str) -> str:
    """What stands between the headings: of the usual separators the one that gives the most known ones, else the comma."""
    first, known = text.partition("\n")[0], names_of(register)
    return max(SEPARATORS, key=lambda sep: sum(heading_of(cell) in known for cell in first.replace('"', "").split(sep)))


def _csv_lines(reader: Any, source: str) -> Iterator[tuple[int, Sequence[Any]]]:
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        where = Where(source, reader.line_num)
        if "field larger" in str(error):
            raise Problem(
                "一格的文字过长",
                say("上限 {most} 字", most=LONGEST_CELL),
                "请缩短，或检查引号是否漏了",
                code="csv",
                where=where,
            ) from None
        raise Problem(
            "表格写法有误",
            "引号没有成对，或引号之后有多余的字",
            "请检查该行的引号与换行",
            code="csv",
            where=where,
        ) from None


def _from_sheet(register: Register, sheet: Sheet, source: str) -> Table:
    _, header = next(sheet.rows, (1, []))
    try:
        fields = header_fields(register, [cell if isinstance(cell, str) else _said(cell) for cell in header], source)
    except Problem as problem:
        raise_found([*sheet.wrong, problem])
        raise
    dated = (
        {f.name for f in register.fields if f.control in ("day", "instant", "when")}
        if sheet.from_1904
        else set()
    )
    late = frozenset(column for column, name in enumerate(fields) if name in dated)
    read = _blocks(sheet.rows, fields, source, late)
    return Table(read, max(sheet.count - 1, 0), _columns(fields), sheet.title, sheet.wrong, sheet.unread)


def _columns(fields: Sequence[str | None]) -> dict[str, int]:
    return {name: column for column, name in enumerate(fields, 1) if name}


def _blocks(
    lines: Iterator[tuple[int, Sequence[Any]]], fields: Sequence[str | None], source: str,
    late: frozenset[int] = frozenset(),
) -> Iterator[Block]:  # fmt: skip
    return blocks(lines, lambda cells: _alike(cells, fields, late), lambda part: _rows(part, fields, source, late), source)


def _alike(rows: Sequence[Sequence[Any]], fields: Sequence[str | None], late: frozenset[int]) -> Columns | None:
    """The cells of rows by field; None where a row is blank, holds what no heading names, or a number that is not exact."""
    if not all(map(any, rows)):
        return None
    named: dict[str, Sequence[Cell | None]] = {}
    for index, cells in enumerate(by_column(rows, "")):
        name = fields[index] if index < len(fields) else None
        if name is None:
            if any(_said(cell) for cell in cells):
                return None
        elif (texts := _texts(cells, index in late)) is not None:
            named[name] = texts
        else:
            return None
    return named


def _texts(cells: Sequence[Any], late: bool) -> Sequence[str] | None:
    """The cells of a column as texts; None where one is a number that is not exact."""
    try:
        if GUARD not in "".join(cells):
            return cells
    except TypeError:  # not all of them are texts
        if any(type(cell) in (int, float) and abs(cell) >= MOST_EXACT for cell in cells):
            return None
    return [_said(cell, late) for cell in cells]


def _rows(
    lines: Iterator[tuple[int, Sequence[Any]]],
    fields: Sequence[str | None],
    source: str,
    late: frozenset[int] = frozenset(),
) -> Iterator[Row]:
    """Rows of cells → rows by field. ``late``: the columns whose serial dates count from 1904."""
    for number, cells in lines:
        where = Where(source, number)
        wrong = _stray(cells, fields, where)
        named: dict[str, str] = {}
        for column, (name, cell) in enumerate(zip(fields, cells, strict=False)):
            if name is None or cell is None or cell == "":
                continue
            if type(cell) in (int, float) and abs(cell) >= MOST_EXACT:
                wrong.append(_inexact(cell, Where(source, number, column + 1)))
            named[name] = _said(cell, column in late)
        if wrong or any(map(str.strip, named.values())):
            yield Row(named, where, tuple(wrong))


def _said(cell: Any, late: bool = False) -> str:
    """A cell as text: a date is a list of its text, a number written without needless noughts. ``late``: counts from 1904."""
    if isinstance(cell, str):
        return unguarded(cell)
    if cell is None:
        return ""
    if isinstance(cell, list):
        return str(cell[0])
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell + SHIFT_1904 if late else cell)


def _stray(cells: Sequence[Any], fields: Sequence[str | None], where: Where) -> list[Problem]:
    """Something under no heading has no field to go to."""
    wrong: list[Problem] = []
    for column, cell in enumerate(cells, 1):
        if (column > len(fields) or fields[column - 1] is None) and _said(cell).strip():
            what = say("该格没有对应的表头（表头共 {columns} 列）", columns=len(fields))
            place = Where(where.source, where.line, column)
            wrong.append(
                Problem(what, "多出的格无法对应", "请检查是否多了逗号或漏了表头", code="width", where=place)
            )
            break
    return wrong


def _inexact(cell: float, where: Where) -> Problem:
    why = "电子表格的数字只保留 15 位，其后的已变成 0"
    return Problem(
        say("数字超过 15 位：{number}", number=str(cell)),
        why,
        "请把该格设为文本格式后重填",
        code="inexact",
        where=where,
    )
