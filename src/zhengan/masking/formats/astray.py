"""Names of fields that stand among the records of a table, their values beside them.

A form, a block of somebody's data above a ledger, a table of two customers side by side: none is a table whose header says what
stands below it, and read as one it keeps accounts in clear. Forms of names and values alone are read as such (``keyed``).
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

from zhengan.kit.say import Name, say
from zhengan.masking.formats import keyed
from zhengan.masking.formats.csv import head as csvhead
from zhengan.masking.headers import kind_of_header
from zhengan.masking.kinds.every import BY_NAME

if TYPE_CHECKING:
    from zhengan.masking.formats.files import Result

ACCOUNTS, WORDED = ("fund_account", "futures_code", "securities_account"), ("name", "address")
LEAST = 5
"""Figures of an account here: fewer may be a count."""
NOTE = ("第 {line} 行的“{name}”等列名夹在数据中，值在旁边：没有按它脱敏，会漏，别的值也会误改；"
        "请整理成列名在第一行的表，或在策略中写明这些列")  # fmt: skip


def astray(rows: Sequence[Sequence[str]], header: Sequence[str], columns: Container[str]) -> tuple[int, str]:
    """Which of the rows (from 0) has such a name first, and the name; (−1, "") where none does. ``header``: what the columns
    are called; ``columns``: those that a policy names.

    The value is an account, in a column that nothing speaks of; of names and addresses, which have many forms, two fields
    must stand there."""
    words: dict[str, int] = {}
    for row, cells in enumerate(rows):
        for k, cell in enumerate(cells):
            kind = kind_of_header(cell) if cell and not csvhead.valued(cell) else ""
            if kind not in ACCOUNTS and kind not in WORDED:
                continue
            place = next((j for j in range(k + 1, len(cells)) if cells[j]), 0)
            called = header[place] if place < len(header) else ""
            if not place or called in columns or kind_of_header(called) or kind_of_header(cells[place]):
                continue
            value = cells[place]
            if not BY_NAME[kind].valid(value) or keyed.day(value):
                continue
            if kind in ACCOUNTS and sum(map(str.isdigit, value)) >= LEAST:
                return row, cell
            if kind in WORDED:
                words.setdefault(cell, row)
    return (next(iter(words.values())), next(iter(words))) if len(words) > 1 else (-1, "")


def judge(result: Result, rows: Sequence[Sequence[str]], header: Sequence[str], columns: Container[str],
          line: int) -> tuple[int, str]:  # fmt: skip
    """Notes in a result that there is one; in which line it stands, and the name, (0, "") where there is none. ``line``: that of
    the first of the rows."""
    row, name = astray(rows, header, columns)
    if row >= 0:
        result.astray = True
        result.notes.append(say(NOTE, line=line + row, name=Name(name)))
    return (line + row, name) if row >= 0 else (0, "")
