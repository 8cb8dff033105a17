"""Other tables below the first on one sheet: each with a header of its own, which says what stands below it.

Read by the first header the dates and amounts of the second would be masked, and its accounts would stay in clear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from zhengan.masking.formats.csv import head as csvhead
from zhengan.masking.headers import kind_of_header, speaks_against

LEAST = 2
"""Cells that say what a column holds, in a row that is a header: one may be a value."""
MOST = 20
"""Rows that are kept for what follows."""
Known = Callable[[str], bool]
"""Whether a policy names a column so."""
Row = list[Any]


def parted(rows: list[Row], header: list[str], known: Known, said: Callable[[Any], str]) -> Iterator[tuple[list[Row], list[str]]]:
    """Rows below a header in parts, each with what calls its columns: nothing for a header itself and for titles above it.
    ``said``: the text of a cell."""
    last = 0
    for k in range(len(rows)):
        if worded(rows[k]) and heads([[said(cell) for cell in row] for row in rows[k : k + 2]], header, known):
            first = titled(rows, last, k)
            if first > last:
                yield rows[last:first], header
            header, last = [said(cell) for cell in rows[k]], k + 1
            yield rows[first:last], []
    if last < len(rows):
        yield rows[last:], header


def whole(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Rows without the last that may be a header, or stand above one, for what stands below is to be read yet; and these."""
    k = len(rows)
    while k and len(rows) - k < MOST and (worded(rows[k - 1]) or filled(rows[k - 1]) < LEAST):
        k -= 1
    return (rows[:k], rows[k:]) if len(rows) - k < MOST else (rows, [])


def filled(row: Row) -> int:
    """How many cells hold something."""
    return sum(cell != "" for cell in row)


def worded(row: Row) -> bool:
    """Whether nothing but texts stands in a row, and more than one."""
    return all(isinstance(cell, str) for cell in row) and filled(row) >= LEAST


def heads(rows: Sequence[Sequence[str]], header: Sequence[str], known: Known) -> bool:
    """Whether the first of two rows is another header, or the same once more: half of its cells say what a column holds, one
    otherwise than the header above, no value stands in it, and below one of these cells a number does."""
    cells = rows[0]
    if [*cells] == [*header[: len(cells)]]:
        return True
    if any(csvhead.number(cell) for cell in cells):
        return False
    named = [k for k, cell in enumerate(cells) if cell and (kind_of_header(cell) or speaks_against(cell) or known(cell))]
    if len(named) < LEAST or 2 * len(named) < sum(map(bool, cells)) or len(rows) < 2:
        return False
    below = [rows[1][k] for k in named if k < len(rows[1])]
    if not any(csvhead.number(cell) for cell in below):
        return False
    others = any(kind_of_header(cells[k]) != kind_of_header(header[k]) for k in named if k < len(header))
    return others or len(cells) > len(header)


def titled(rows: Sequence[Row], first: int, k: int) -> int:
    """Where what stands above a header begins: empty rows, and below such a one a title in a single cell."""
    j = k
    while j > first and filled(rows[j - 1]) < LEAST:
        j -= 1
    while j < k and filled(rows[j]):  # a record of one cell is none
        j += 1
    return j
