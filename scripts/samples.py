"""`python scripts/samples.py`: the sample files of `samples/`, for the guide and the tests.

They speak of the systems of the sample institution (`zhengan init`): `core`, `quote`, `app`, `settle`, `risk`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

FOLDER = Path(__file__).parent.parent / "samples"
MADE = datetime(2026, 1, 1)  # told to the workbook, so that the same sample is the same bytes
SYSTEMS = ("core", "quote", "app", "settle", "risk")
HEADER = ("编号", "系统编号", "备份完成时刻", "是否成功", "备份位置")
FIRST = date(2025, 3, 3)


def runs() -> list[Sequence[Any]]:
    """Thirty days of backups, their times written in every way that is taken."""
    ways = ("{:%Y-%m-%d}", "{:%Y/%m/%d}", "{:%Y.%m.%d}", "{0.year}年{0.month}月{0.day}日", "{:%Y%m%d}")
    made: list[Sequence[Any]] = []
    for back in range(30):
        day = FIRST + timedelta(days=back)
        for number, system in enumerate(SYSTEMS):
            at: Any = datetime(day.year, day.month, day.day, 2, 10 * number)
            if back % 6 < 5:
                at = f"{ways[back % 6].format(day)} {at:%H:%M}"
            made.append(("", system, at, "否" if (back, number) == (17, 3) else "是", "同城" if number % 2 else "本地"))
    return made


def wrong() -> list[Sequence[Any]]:
    """One of every slip: each is named by its cell, and nothing is imported."""
    return [
        ("w1", "core", "03/04/2026", "是", "本地"),
        ("w2", "core", "2026-02-30 02:00", "是", "本地"),
        ("w3", "core", "2025-03-03", "是", "本地"),
        ("w4", "core", "2025-03-03 02:00", "也许", "本地"),
        ("w5", "core", "2025-03-04 02:00", "是", "月球"),
        ("w 6", "core", "2025-03-05 02:00", "是", "本地"),
        ("w7", "", "2025-03-06 02:00", "是", "本地"),
        ("w8", "core", "2099-03-07 02:00", "是", "本地"),
        ("w9\u202e", "core", "2025-03-08 02:00", "是", "本地"),
        ("长" * 10_000, "core", "2025-03-09 02:00", "是", "本地"),
        ("w11", 123456789012345678, "2025-03-10 02:00", "是", "本地"),
    ]


def strangers() -> list[Sequence[Any]]:
    """Every cell reads well, but a system is not registered and an identifier stands twice."""
    return [
        ("s1", "core", "2025-03-03 02:00", "是", "本地"),
        ("s1", "core", "2025-03-04 02:00", "是", "本地"),
        ("s2", "nobody", "2025-03-05 02:00", "是", "本地"),
    ]


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    """A workbook whose sheet is called as the register is."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet("备份记录")
        instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.set_column(0, 4, 20)
        for number, row in enumerate((HEADER, *rows)):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(number, column, cell, instant)
                elif cell != "":
                    sheet.write(number, column, cell)
    return out.getvalue()


def samples() -> dict[str, bytes]:
    """Every sample by the name of its file."""
    text = io.StringIO()
    csv.writer(text).writerows((HEADER, *runs()[:20]))
    return {
        "backup_runs.xlsx": workbook(runs()),
        "backup_runs-wrong.xlsx": workbook(wrong()),
        "backup_runs-strangers.xlsx": workbook(strangers()),
        "backup_runs-gb18030.csv": text.getvalue().encode("gb18030"),
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, raw in samples().items():
        (FOLDER / name).write_bytes(raw)
