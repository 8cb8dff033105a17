"""A register out of the house: CSV and Excel, with nothing in a cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from zhengan.records.models import Record
from zhengan.registers.kit.register import Register
from zhengan.registers.kit.words import NO, YES, spoken_word

RISKY = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"  # without it Excel on a Chinese desk reads UTF-8 as GBK


def neutral(text: str) -> str:
    """A text no spreadsheet takes for a formula. Full-width signs count: after NFKC they are the same signs."""
    folded = unicodedata.normalize("NFKC", text).lstrip()
    return f"'{text}" if folded.startswith(RISKY) else text


def header(register: Register, lang: str) -> list[str]:
    """The names of the columns: an export can be filled in and imported again."""
    return [field.label(lang) for field in register.fields]


def table(register: Register, rows: Iterable[Record]) -> Iterator[list[Any]]:
    """The rows, each value as people write it, numbers and dates as themselves."""
    for row in rows:
        yield [row.uid, *(_value(field.name, getattr(row, field.name)) for field in register.fields if field.name != "id")]


def as_csv(register: Register, rows: Iterable[Record], lang: str) -> Iterator[str]:
    """A CSV file, piece by piece."""
    yield BOM
    for cells in [header(register, lang)], table(register, rows):
        for line in cells:
            buffer = io.StringIO()
            csv.writer(buffer).writerow([_text(value) for value in line])
            yield buffer.getvalue()


def as_xlsx(register: Register, rows: Iterable[Record], lang: str) -> bytes:
    """An Excel workbook; texts are written as texts, never as formulas or links."""
    import xlsxwriter

    buffer = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, settings) as book:
        sheet = book.add_worksheet(register.title(lang)[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.write_row(0, 0, header(register, lang), bold)
        sheet.freeze_panes(1, 0)
        for number, cells in enumerate(table(register, rows), 1):
            for column, value in enumerate(cells):
                if isinstance(value, datetime):
                    sheet.write_datetime(number, column, value.replace(tzinfo=None), instant)
                elif isinstance(value, date):
                    sheet.write_datetime(number, column, datetime(value.year, value.month, value.day), day)
                elif isinstance(value, str):
                    sheet.write_string(number, column, neutral(value))
                else:
                    sheet.write(number, column, value)
        sheet.autofit()
    return buffer.getvalue()


def _value(name: str, value: Any) -> Any:
    if isinstance(value, bool):
        return str(YES if value else NO)
    if isinstance(value, (tuple, list)):
        return ";".join(spoken_word(name, item) if isinstance(item, str) else str(item) for item in value)
    if isinstance(value, str):
        return spoken_word(name, value)
    return value


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return neutral(value) if isinstance(value, str) else str(value)
