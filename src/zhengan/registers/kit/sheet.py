"""One workbook from standard input → its rows as JSON lines; a program of its own, run under hard limits.

``python -m zhengan.registers.kit.sheet '["title", …]'``, the names by which the wanted sheet may be called. The first
line written tells the sheet, which others hold something and are not read, and which of its cells are not what they seem,
or what keeps the workbook out; every other one
holds rows, ``[[number, [cell, …]], …]``. A cell is a text, a number, true or false, null, or ``[text]`` for a date. What a
workbook claims of its size is checked before its parser sees it; what it does not claim meets the limits of the process,
which may then die without harm.
"""

from __future__ import annotations

import io
import json
import os
import re
import resource
import sys
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from zhengan.kit.problem import Problem, Problems, Where
from zhengan.kit.say import Say, say

MEMORY = 1024 * 1024 * 1024  # of address space, the interpreter's own 100 MB included
SECONDS = 40
LESS_URGENT = 10  # steps of niceness: whoever asks for a page goes first
MOST_ANSWER = 256 * 1024 * 1024
MOST_PARTS = 2000
MOST_UNPACKED = 400 * 1024 * 1024
MOST_PLAN = 1024 * 1024  # of the list of sheets and their places
MOST_SHEETS = 100
MOST_ROWS = 200_001
MOST_COLUMNS = 200
MOST_CELLS = 6_000_000  # a parser keeps the whole rectangle between the first and the last cell
MOST_NAMED = 200
TOGETHER = 500  # rows on one line of the answer
NOTES = ("说明", "Notes")  # the sheet of a template that explains the others
LISTS = "_lists"  # the hidden sheet of a template with what its drop-downs offer
MOST_WHOLE = 10**20  # above it a number is told with its exponent: three hundred digits tell nobody anything
PIECE = 1024 * 1024
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=[\"']([0-9]{1,20})[\"']")
_WIDE = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]{2,20})([0-9]{1,20})[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?c(?=[\s>])([^>]*)>\s*<(?:\w+:)?f[\s/>]")
_ERROR = re.compile(rb"<(?:\w+:)?c\s([^>]*\bt=[\"']e[\"'][^>]*)>")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=[\"']([A-Z0-9:]{1,40})[\"']")
_MAYBE_WIDE = re.compile(rb"r=[\"'][A-Z]{2}")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t|f)[\s>]")  # a cell that only has a format has none of these
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,20})([0-9]{1,20})[\"']")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def main() -> None:
    """Read, answer, and be gone."""
    bound()
    raw = sys.stdin.buffer.read()
    out = sys.stdout
    try:
        title, shifted, sheet, wrong, unread = open_sheet(raw, json.loads(sys.argv[1]))
        told = {"sheet": title, "from_1904": shifted, "count": sheet.height, "unread": unread}
        _tell(out, {**told, "wrong": [_data(one) for one in wrong]})
        held = rows(sheet)
        while several := list(islice(held, TOGETHER)):
            _tell(out, several)
    except Problem as problem:
        found = problem.problems if isinstance(problem, Problems) else [problem]
        _tell(out, {"problems": [_data(one) for one in found]})
    out.flush()


def bound() -> None:
    """Give this process its limits, for good."""
    os.nice(LESS_URGENT)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, MOST_ANSWER),
        (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, 64),
    ):  # fmt: skip
        resource.setrlimit(what, (most, most))


def open_sheet(raw: bytes, wanted: Sequence[str]) -> tuple[str, bool, CalamineSheet, list[Problem], list[str]]:
    """The name of the sheet to read, whether its dates count from 1904, the sheet, its cells whose value is not their own,
    and the names of the other sheets that hold something.

    Raises Problem(s) for what is not safe or clear.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _look_through(archive)
            places, shifted = _plan(archive)
            _look_at_others(archive, set(places.values()))
            book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
            title = _choose(book, wanted)
            filled = _look_at_sheets(archive, set(places.values()) - {places[title]})
            wrong = _scan(archive, places[title])
            own = {*NOTES, *(s.name for s in book.sheets_metadata if s.name == LISTS and s.visible != SheetVisibleEnum.Visible)}
            unread = [name for name, place in places.items() if place in filled and name != title and name not in own]
            return title, shifted, book.get_sheet_by_name(title), wrong, unread
    except (
        zipfile.BadZipFile,
        CalamineError,
        ElementTree.ParseError,
        KeyError,
        NotImplementedError,
        RuntimeError,
        EOFError,
    ):
        raise Problem(
            "工作簿已损坏，或不是 .xlsx",
            "其中的内容无法读出",
            "请用 Excel 打开后另存为 .xlsx 再试",
            code="workbook",
        ) from None


def _look_through(archive: zipfile.ZipFile) -> None:
    """What the directory says: not too much, nothing locked, nothing twice (two readers could see two contents)."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        why = say("展开后 {size} 字节、{parts} 个部分；上限 {most} 字节、{most_parts} 个", size=unpacked, parts=len(parts),
                  most=MOST_UNPACKED, most_parts=MOST_PARTS)  # fmt: skip
        raise Problem("工作簿展开后过大", why, "请拆分，或改用 CSV", code="too-large")
    names = [part.filename.lower() for part in parts]
    if any(part.flag_bits & 1 for part in parts) or len(set(names)) != len(names):
        raise Problem(
            "工作簿的压缩包不规范",
            "其中有加密的或重名的部分",
            "请用 Excel 打开后另存为 .xlsx 再试",
            code="workbook",
        )


def _plan(archive: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    """Where in the archive each sheet lies, and whether dates count from 1904."""
    book = _tree(archive, "xl/workbook.xml")
    relations = {r.get("Id"): r.get("Target", "") for r in _tree(archive, "xl/_rels/workbook.xml.rels")}
    sheets = [node for node in book.iter() if node.tag.endswith("}sheet")]
    if len(sheets) > MOST_SHEETS:
        raise Problem(
            say("工作簿有 {count} 张表", count=len(sheets)),
            say("上限 {most} 张", most=MOST_SHEETS),
            "请拆分",
            code="too-large",
        )
    places = {s.get("name", ""): _place(relations.get(s.get(RELATION), "")) for s in sheets}
    shifted = any(n.get("date1904") in ("1", "true") for n in book.iter() if n.tag.endswith("}workbookPr"))
    return places, shifted


def _place(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _tree(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    with archive.open(name) as part:
        text = part.read(MOST_PLAN + 1)
    if len(text) > MOST_PLAN:
        raise Problem(
            "工作簿的目录过大",
            say("上限 {most} 字节", most=MOST_PLAN),
            "请用 Excel 打开后另存为 .xlsx 再试",
            code="too-large",
        )
    _refuse_doctype(text)
    return ElementTree.fromstring(text)  # nosec B314: no document type reaches here


def _refuse_doctype(text: bytes) -> None:
    """No entities, so none that explode or reach outside; no second encoding to hide them in."""
    if _DOCTYPE.search(text) or b"\x00" in text:
        raise Problem(
            "工作簿中有文档类型声明（DTD），或编码不是 UTF-8",
            "它可使程序读取外部文件或无限展开",
            "请用 Excel 打开后另存为 .xlsx 再试",
            code="dtd",
        )


def _choose(book: CalamineWorkbook, wanted: Sequence[str]) -> str:
    """The sheet called as wanted; else the only one that shows and holds something."""
    shown = [s.name for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
    for name in shown:
        if name.strip() in wanted:
            return name
    others = [name for name in shown if name not in NOTES]
    if len(others) != 1:
        raise Problem(
            say("工作簿有 {count} 张可见的表，不知该读哪一张", count=len(others)),
            say("表名：{names}", names=[name[:40] for name in others[:10]]),
            say("请把要导入的表命名为“{name}”，或删去其余", name=wanted[0] if wanted else ""), code="which-sheet",
        )  # fmt: skip
    return others[0]


def _look_at_others(archive: zipfile.ZipFile, sheets: set[str]) -> None:
    """Look at the parts that the parser reads first, whichever sheet is asked for: none explodes, not too many texts."""
    for name in set(archive.namelist()) - sheets:
        texts = 0
        for text in _pieces(archive, name, b">") if name.endswith((".xml", ".rels")) else ():
            _refuse_doctype(text)
            texts += text.count(b"<si")
            if texts > MOST_CELLS:
                why = say("上限 {most} 条文字", most=MOST_CELLS)
                raise Problem("工作簿展开后过大", why, "请拆分，或改用 CSV", code="too-large")


def _look_at_sheets(archive: zipfile.ZipFile, sheets: set[str]) -> set[str]:
    """Of the sheets that are not read, those with a value in some cell."""
    filled: set[str] = set()
    for name in sheets.intersection(archive.namelist()):
        for text in _pieces(archive, name, b">"):
            _refuse_doctype(text)
            if name not in filled and _VALUE.search(text):
                filled.add(name)
    return filled


def _scan(archive: zipfile.ZipFile, place: str) -> list[Problem]:
    """Look at the sheet without building anything: bounds (raised), and cells whose value is not their own.

    A row or a cell need not say where it stands, so they are counted as well: the parser makes each of them.
    """
    last_row, last_column, count, cells = 1, 26, 0, 0
    found: list[Problem] = []
    for text in _pieces(archive, place, b"</row>"):
        _refuse_doctype(text)
        last_row = max((int(r) for r in _ROW.findall(text)), default=last_row)
        count += text.count(b"<row") - text.count(b"<rowBreaks") + text.count(b":row")
        cells += text.count(b"<c") + text.count(b":c")
        for letters, digits in _WIDE.findall(text) if _MAYBE_WIDE.search(text) else ():
            column = number_of(letters)
            if column > MOST_COLUMNS:
                raise _too_far(int(digits), letters.decode())
            last_column = max(last_column, column)
        last_column = max(last_column, _most_unplaced(text))
        rows = max(last_row, count)
        if last_column > MOST_COLUMNS or rows > MOST_ROWS or max(rows * last_column, cells) > MOST_CELLS:
            raise _too_far(rows, "")
        if len(found) < MOST_NAMED:
            found += _not_their_own(text)
    return found[:MOST_NAMED]


def _most_unplaced(text: bytes) -> int:
    """The most cells of a row, where cells do not say in which column they stand; else 0."""
    if text.count(b"<c") + text.count(b":c") == text.count(b"<c r="):
        return 0
    rows = text.split(b"<row") if b"<row" in text else text.split(b":row")
    return max(len(_CELL.findall(row)) for row in rows)


def _pieces(archive: zipfile.ZipFile, name: str, end: bytes) -> Iterator[bytes]:
    """A part, piece by piece, each ending after ``end``; its true size may not be more than the directory says."""
    rest = b""
    with archive.open(name) as part:
        while piece := part.read(PIECE):
            rest += piece
            cut = rest.rfind(end) + len(end)
            if cut >= len(end):
                yield rest[:cut]
                rest = rest[cut:]
            elif len(rest) > 32 * PIECE:
                raise Problem(
                    "工作簿的一行过大",
                    say("上限 {most} 字节", most=32 * PIECE),
                    "请检查该表",
                    code="too-large",
                )
    yield rest


def _too_far(row: int, column: str) -> Problem:
    what = (
        say("第 {row} 行 第 {column} 列有内容或格式", row=str(row), column=column)
        if column
        else say("表格有 {rows} 行", rows=row)
    )
    why = say(
        "上限 {rows} 行、{columns} 列，合计 {cells} 格",
        rows=MOST_ROWS,
        columns=MOST_COLUMNS,
        cells=MOST_CELLS,
    )
    return Problem(what, why, "请删去远处多余的行列（选中后删除整行整列），或拆分", code="too-large")


def _not_their_own(text: bytes) -> Iterator[Problem]:
    """Formulas (what is kept is only what they gave last), errors such as #N/A, and merged cells."""
    # A plain look for what each pattern must hold comes first: it costs a tenth, and most sheets hold none of it.
    for match in _FORMULA.finditer(text) if b"<f" in text or b":f" in text else ():
        yield _at(
            match.group(1),
            "此格是公式",
            "文件里存的只是上次计算的结果，可能已经过时",
            "请复制后“选择性粘贴”为数值",
            "formula",
        )
    for match in _ERROR.finditer(text) if b't="e' in text or b"t='e" in text else ():
        if not _FORMULA.match(text, match.start()):
            yield _at(
                match.group(1),
                "此格是错误值（如 #N/A）",
                "它不是可以登记的内容",
                "请改正或清空",
                "cell-error",
            )
    for match in _MERGED.finditer(text) if b"mergeCell" in text else ():
        what = say("{range} 是合并的单元格", range=match.group(1).decode())
        yield Problem(what, "除左上角外各格都是空的，会丢失内容", "请取消合并，逐格填写", code="merged")


def _at(attributes: bytes, what: str, why: str, do: str, code: str) -> Problem:
    found = _REFERENCE.search(attributes)
    where = Where("", int(found.group(2)), number_of(found.group(1))) if found else None
    return Problem(what, why, do, code=code, where=where)


def number_of(letters: bytes) -> int:
    """``A`` → 1, ``AA`` → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[Any]]]:
    """The rows that hold something, by number, cells from column A on."""
    first = sheet.start
    if first is None:
        return
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
        cells = [cell if cell and type(cell) is str else _plain(cell) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            yield number, cells


def _plain(cell: Any) -> Any:
    if cell == "":
        return None
    if isinstance(cell, (str, bool)):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < MOST_WHOLE else cell
    if isinstance(cell, datetime):
        return [cell.isoformat(" ")]
    if isinstance(cell, (date, time)):
        return [cell.isoformat()]
    return str(cell)


def _data(problem: Problem) -> dict[str, Any]:
    said = [s.as_data() if isinstance(s, Say) else [s, {}] for s in problem.sentences]
    where = problem.where
    return {
        "said": said,
        "code": problem.code,
        "line": where.line if where else None,
        "column": where.column if where else None,
    }


def _tell(out: Any, data: Any) -> None:
    out.write(json.dumps(data, ensure_ascii=True, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
