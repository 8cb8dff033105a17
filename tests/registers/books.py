"""Workbooks made for tests: honest ones, and ones that mean harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

HEADER = ("编号", "系统编号", "备份完成时刻", "是否成功", "备份位置")
KEPT_AS_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


def book(
    rows: Sequence[Sequence[Any]],
    sheet: str = "备份执行",
    more: Callable[[Any, Any], None] | None = None,
    **options: Any,
) -> bytes:
    """A workbook of one sheet; dates are written as dates. ``more`` may add to the workbook and its sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {**KEPT_AS_TEXT, **options}) as made:
        page = made.add_worksheet(sheet)
        instant = made.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    page.write_datetime(number, column, cell, instant)
                elif isinstance(cell, date):
                    page.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), day)
                else:
                    page.write(number, column, cell)
        if more is not None:
            more(made, page)
    return out.getvalue()


def altered(raw: bytes, **parts: Callable[[bytes], bytes]) -> bytes:
    """A workbook with some of its parts (``sheet1``, ``workbook``) rewritten."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            stem = name.rsplit("/", 1)[-1].removesuffix(".xml")
            text = old.read(name)
            new.writestr(name, parts[stem](text) if stem in parts and name.endswith(".xml") else text)
    return out.getvalue()


def with_cell(reference: str) -> bytes:
    """A small workbook with one more cell, wherever it is."""
    row = "".join(c for c in reference if c.isdigit())
    cell = f'<row r="{row}"><c r="{reference}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'.encode()
    plain = book([HEADER, ("r1", "core", "2026-01-05 02:00", "是", "本地")])
    return altered(plain, sheet1=lambda text: text.replace(b"</sheetData>", cell))


def bomb(size: int) -> bytes:
    """A workbook whose texts unpack to ``size`` bytes of nothing."""
    plain = book([HEADER])
    padding = b"<!--" + b" " * size + b"-->"
    return altered(plain, sheet1=lambda text: text.replace(b"<sheetData", padding + b"<sheetData"))


def lying_bomb(size: int) -> bytes:
    """The same, but the directory of the archive says it is small."""
    raw = bytearray(bomb(size))
    with zipfile.ZipFile(io.BytesIO(bytes(raw))) as archive:
        part = next(p for p in archive.infolist() if p.filename.endswith("sheet1.xml"))
    true, told = part.file_size.to_bytes(4, "little"), (5000).to_bytes(4, "little")
    while (at := raw.find(true)) >= 0:
        raw[at : at + 4] = told
    return bytes(raw)
