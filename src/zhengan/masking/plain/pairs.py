"""A number in the cell beside the word that says what it is, where a line holds nothing but such pairs:

    资金账号|88012345            | 股东账户 | 0123456789 |            custName;张三;fund_account;88012345

A line of two cells, or of words and values by turns. What a header above says goes before (``plain.columns``).
"""

from __future__ import annotations

from zhengan.masking.plain.columns import (
    BOX,
    FOUR,
    Line,
    bordered,
    cells_of,
    line_of,
    separator,
    stripped,
    worded,
)
from zhengan.masking.plain.lists import otherwise

HARD = (rb"\|", BOX.pattern, b",", b";")
"""What may stand between a word and its value, as ``columns`` spells it: behind a tab or spaces any label speaks."""
Cells = list[Line]


def paired(data: bytes, start: int, end: int) -> tuple[int, str]:
    """The kind of the label in the cell before the number in ``[start, end)``, and its word; (0, "") for none."""
    line = line_of(data, start)
    if not line or not bordered(data, start, end) or otherwise(data[start:end]):
        return 0, ""
    sign = separator(data, line)
    if not sign or sign.pattern not in HARD:
        return 0, ""
    cells = filled(data, cells_of(data, line, sign))
    place = next((k for k, cell in enumerate(cells) if stripped(data, cell) == (start, end)), -1)
    if place < 0 or place % 2 == 0 or len(cells) % 2 or any(FOUR.search(data, *cell) for cell in cells[::2]):
        return 0, ""
    return worded(data, *cells[place - 1])


def filled(data: bytes, cells: Cells) -> Cells:
    """Without the empty cells that a line between bars begins and ends with."""
    if cells and blank(data, cells[0]):
        cells = cells[1:]
    return cells[:-1] if cells and blank(data, cells[-1]) else cells


def blank(data: bytes, cell: Line) -> bool:
    """Nothing stands in the cell but what may stand around a number."""
    low, high = stripped(data, cell)
    return low == high
