"""A register out of the house: CSV and Excel, with nothing in a cell that a spreadsheet would run.

In CSV that takes a sign before the text; a cell of a workbook is a text by its kind, and stands as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from zhengan.records.models import Record
from zhengan.registers.exporting import QUIET
from zhengan.registers.kit.register import Register
from zhengan.registers.kit.written import GUARD, guarded, write_cell

BOM = "\ufeff"  # without it Excel on a Chinese desk reads UTF-8 as GBK


def header(register: Register, lang: str) -> list[str]:
    """The names of the columns: an export can be filled in and imported again."""
    return [field.label(lang) for field in register.fields]


def texts(register: Register, row: Record) -> list[str]:
    """A row as written cells; ``csv_of`` and ``in_workbook`` make of each what an import reads back."""
    values = (row.uid if field.name == "id" else getattr(row, field.name) for field in register.fields)
    return [write_cell(field, value) for field, value in zip(register.fields, values, strict=True)]


def as_csv(register: Register, rows: Iterable[Record], lang: str) -> Iterator[str]:
    """A CSV file, piece by piece."""
    return csv_of(header(register, lang), (texts(register, row) for row in rows))


def csv_of(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """A CSV file, piece by piece, none of whose cells a spreadsheet would run."""
    yield BOM + _line(head)
    for row in rows:
        yield _line([guarded(cell) for cell in row])


def in_workbook(text: str) -> str:
    """A text as a cell of a workbook holds it: as it is, unless an import would take its own first sign for a guard."""
    return guarded(text) if text.startswith(GUARD) else text


def _line(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


def xlsx_of(title: str, head: list[str], rows: Iterable[list[str]]) -> bytes:
    """An Excel workbook of texts, never formulas or links."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, QUIET) as book:
        sheet = book.add_worksheet(title[:31])
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True, "bottom": 1})
        for column, text in enumerate(head):
            sheet.write_string(0, column, text, bold)
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row):
                sheet.write_string(number, column, in_workbook(text))
        sheet.autofit()
    return buffer.getvalue()


def as_xlsx(register: Register, rows: Iterable[Record], lang: str) -> bytes:
    """An Excel workbook; texts are written as texts, never as formulas or links."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, QUIET) as book:
        sheet = book.add_worksheet(register.title(lang)[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.write_row(0, 0, header(register, lang), bold)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, 1):
            for column, (field, text) in enumerate(zip(register.fields, texts(register, row), strict=True)):
                value = None if field.name == "id" else getattr(row, field.name)
                if isinstance(value, datetime) and not _as_text(value):
                    sheet.write_datetime(number, column, value.replace(tzinfo=None), instant)
                elif isinstance(value, date) and not isinstance(value, datetime):
                    sheet.write_datetime(number, column, datetime(value.year, value.month, value.day), day)
                elif isinstance(value, (int, float)) and not isinstance(value, bool) and not field.words:
                    sheet.write_number(number, column, value)
                else:
                    sheet.write_string(number, column, in_workbook(text))
        sheet.autofit()
    return buffer.getvalue()


def _as_text(instant: datetime) -> bool:
    """A spreadsheet cannot tell midnight from a day without a time, nor keep microseconds: such an instant is written out."""
    return bool(instant.microsecond) or (instant.hour, instant.minute, instant.second) == (0, 0, 0)
