"""What keeps a workbook out before its parser sees it: too much behind a small file, a cell far out, something locked.

A parser keeps the whole rectangle between the first and the last cell of a sheet: its size is bounded here.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import say

MOST_PARTS, MOST_UNPACKED, MOST_CELLS = 5000, 2 << 30, 10_000_000
"""Parts of an archive, their bytes together, and cells of a sheet's rectangle (which takes about 75 bytes each)."""
PIECE, MOST_ROW = 1 << 20, 32 << 20
ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=[\"']([0-9]{1,20})[\"']")
CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]{1,20})([0-9]{1,20})[\"']")
ERROR = re.compile(rb"<(?:\w+:)?c\s[^>]*?\bt=[\"']e[\"']")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


def looked_through(path: Path) -> tuple[int, int]:
    """The number of formulas, and of cells that hold errors, of a workbook that may be read; raises ``Problem`` for one that may
    not."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
                why = say("展开后 {size} 字节、{parts} 个部分；上限 {most} 字节、{most_parts} 个", size=unpacked,
                          parts=len(parts), most=MOST_UNPACKED, most_parts=MOST_PARTS)  # fmt: skip
                raise refused(path, "工作簿展开后过大", why, "拆分，或改用 CSV")
            names = [part.filename.lower() for part in parts]
            if len(set(names)) != len(names) or "xl/workbook.xml" not in names:
                raise zipfile.BadZipFile
            texts = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
            counts = [counted(archive, part, path) for part in texts]
            return sum(formulas for formulas, _ in counts), sum(errors for _, errors in counts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise refused(path, "工作簿已损坏、已加密，或不是 .xlsx", "其中的内容无法读出",
                      "用 Excel 打开后另存为不加密的 .xlsx") from None  # fmt: skip


def counted(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> tuple[int, int]:
    """Reads a part to its end, so that its true size and sum are known; how many formulas and errors it has."""
    count, errors, last_row, last_column = 0, 0, 0, 0
    sheet = "/worksheets/" in part.filename.lower()
    for text in pieces(archive, part, path):
        if not sheet:
            continue
        count += len(FORMULA.findall(text))
        errors += len(ERROR.findall(text))
        last_row = max(last_row, *map(int, ROW.findall(text) or [0]))
        cells = CELL.findall(text)
        last_row = max(last_row, max((int(digits) for _, digits in cells), default=0))
        last_column = max(last_column, max(map(number_of, {letters for letters, _ in cells}), default=0))
        if last_row * last_column > MOST_CELLS or last_row > 1 << 20 or last_column > 1 << 14:
            what = say("有一张表从第 1 行到第 {row} 行、共 {column} 列", row=last_row, column=last_column)
            raise refused(path, what, say("上限 {most} 格", most=MOST_CELLS), "删去远处多余的行列，或拆分，或改用 CSV")
    return count, errors


def pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> Iterator[bytes]:
    """A part, each piece ending behind a tag."""
    rest = b""
    with archive.open(part) as file:
        while piece := file.read(PIECE):
            rest += piece
            cut = rest.rfind(b">") + 1
            if cut:
                yield rest[:cut]
                rest = rest[cut:]
            elif len(rest) > MOST_ROW:
                raise refused(path, "工作簿的一处文字过长", say("上限 {most} 字节", most=MOST_ROW), "检查该表")
    yield rest


def number_of(letters: bytes) -> int:
    """``A`` → 1, ``AA`` → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def letters_of(number: int) -> str:
    """1 → ``A``, 27 → ``AA``."""
    made = ""
    while number:
        number, rest = divmod(number - 1, 26)
        made = chr(65 + rest) + made
    return made


def refused(path: Path, what: object, why: object, do: str) -> Problem:
    """A Problem of this workbook."""
    return Problem(what, why, do, code="masking-excel", where=Where(path.name))  # type: ignore[arg-type]
