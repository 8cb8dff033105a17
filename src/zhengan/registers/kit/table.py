"""A file → rows of cells by field: .xlsx, .csv in any encoding of a Chinese desk, or .ndjson; bounded in every way."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import say
from zhengan.registers.kit.cells import Cell
from zhengan.registers.kit.dates import SHIFT_1904
from zhengan.registers.kit.header import header_fields
from zhengan.registers.kit.ndjson import is_ndjson, read_ndjson
from zhengan.registers.kit.register import Register
from zhengan.registers.kit.row import Row
from zhengan.registers.kit.workbook import Sheet, is_workbook, read_workbook
from zhengan.registers.kit.written import unguarded

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 200_000
LONGEST_CELL = 131_072
MOST_EXACT = 10**15  # a spreadsheet keeps fifteen digits and turns the rest to noughts
ENCODINGS = ("utf-8-sig", "gb18030")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
EXAMPLE = ("示例：此行不导入", "Example: this row is not imported")
"""What stands as the identifier of a template's example row: such a row is passed over."""


@dataclass(frozen=True)
class Table:
    """The rows of a file, read as they are asked for; about how many; in which column each field stands; the sheet's name."""

    rows: Iterator[Row]
    total: int
    columns: Mapping[str, int]
    sheet: str = ""


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
    if raw.startswith(UTF16):
        raise Problem(
            "文件是 UTF-16 编码",
            "只读取 UTF-8 与 GB18030",
            "请另存为 UTF-8 的 CSV",
            code="encoding",
            where=Where(source),
        )
    if is_ndjson(raw, source):
        rows = read_ndjson(register, raw, source)
        return Table(_some(_bounded(rows, source), source), raw.count(b"\n") + 1, {})
    return _from_csv(register, _decode(raw, source), source)


def sheet_name(register: Register, lang: str) -> str:
    """What a register's sheet is called: at most 31 characters, none that a spreadsheet forbids there."""
    return "".join(" " if c in "[]:*?/\\" else c for c in register.title(lang))[:31]


def _from_csv(register: Register, text: str, source: str) -> Table:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines = _csv_lines(reader, source)
    _, header = next(lines, (1, []))
    fields = header_fields(register, [str(cell) for cell in header], source)
    rows = _bounded(_rows(lines, fields, source), source)
    return Table(_some(rows, source), text.count("\n"), _columns(fields))


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
    fields = header_fields(register, [_text(cell) for cell in header], source)
    dated = (
        {f.name for f in register.fields if f.control in ("day", "instant", "when")}
        if sheet.from_1904
        else set()
    )
    late = frozenset(column for column, name in enumerate(fields) if name in dated)
    rows = _bounded(_rows(sheet.rows, fields, source, late), source)
    return Table(_some(rows, source), max(sheet.count - 1, 0), _columns(fields), sheet.title)


def _decode(raw: bytes, source: str) -> str:
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Problem(
        "无法识别文件编码",
        "既不是 UTF-8 也不是 GB18030",
        "请另存为 UTF-8 的 CSV",
        code="encoding",
        where=Where(source),
    )


def _columns(fields: Sequence[str | None]) -> dict[str, int]:
    return {name: column for column, name in enumerate(fields, 1) if name}


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
        named: dict[str, Cell] = {}
        for column, (name, cell) in enumerate(zip(fields, cells, strict=False)):
            if name is None or cell is None or cell == "":
                continue
            if isinstance(cell, str):
                named[name] = unguarded(cell)
                continue
            if not isinstance(cell, (bool, list)) and abs(cell) >= MOST_EXACT:
                wrong.append(_inexact(cell, Where(source, number, column + 1)))
            named[name] = _text(
                cell + SHIFT_1904 if column in late and not isinstance(cell, (bool, list)) else cell
            )
        if wrong or any(not isinstance(cell, str) or cell.strip() for cell in named.values()):
            yield Row(named, where, tuple(wrong))


def _text(cell: Any) -> str:
    """A cell of a workbook as text: a date is a list of its text, a number written without needless noughts."""
    if cell is None:
        return ""
    if isinstance(cell, list):
        return str(cell[0])
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)


def _stray(cells: Sequence[Any], fields: Sequence[str | None], where: Where) -> list[Problem]:
    """Something under no heading has no field to go to."""
    wrong: list[Problem] = []
    for column, cell in enumerate(cells, 1):
        if (column > len(fields) or fields[column - 1] is None) and _text(cell).strip():
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


def _bounded(rows: Iterator[Row], source: str) -> Iterator[Row]:
    """At most ``MOST_ROWS``; the template's example row is passed over."""
    count = 0
    for row in rows:
        if row.cells.get("id") in EXAMPLE:
            continue
        count += 1
        if count > MOST_ROWS:
            raise Problem(
                say("超过 {most} 行", most=MOST_ROWS),
                "一次导入的上限",
                "请拆分后导入",
                code="too-large",
                where=row.where,
            )
        yield row


def _some(rows: Iterator[Row], source: str) -> Iterator[Row]:
    first = next(rows, None)
    if first is None:
        raise Problem(
            "没有数据行",
            "表头之下没有内容（示例行不算）",
            "请填写后再导入",
            code="empty",
            where=Where(source),
        )
    yield first
    yield from rows
