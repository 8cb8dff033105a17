"""Other tables below the first on one sheet: each with a header of its own, which says what stands below it.

Read by the first header the dates and amounts of the second would be masked, and its accounts would stay in clear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from zhengan.masking.formats import keyed
from zhengan.masking.formats.csv import head as csvhead

MOST = 20
"""Rows that are kept for what follows."""
FIGURES = re.compile(r"\d{5}")
"""What stands in no name of a column."""
Known = Callable[[str], bool]
"""Whether a policy names a column so."""
Row = list[Any]


def parted(rows: list[Row], ahead: list[Row], header: list[str], known: Known,
           said: Callable[[Any], str]) -> Iterator[tuple[list[Row], list[str]]]:  # fmt: skip
    """Rows below a header in parts, each with what calls its columns: nothing for a header itself and for titles above it.
    ``ahead``: rows behind them; ``said``: the text of a cell."""
    last = 0
    for k in range(len(rows)):
        if not worded(rows[k]) or (FIGURES.search("\t".join(rows[k])) and [*map(str.strip, rows[k])] != header):
            continue
        if csvhead.heads([[*map(said, row)] for row in [*rows[k : k + 2], *ahead][:2]], header, known):
            first = titled(rows, last, k, said)
            if first > last:
                yield rows[last:first], header
            header, last = [said(cell) for cell in rows[k]], k + 1
            yield rows[first:last], []
    if last < len(rows):
        yield rows[last:], header


def whole(rows: list[Row], said: Callable[[Any], str]) -> tuple[list[Row], list[Row]]:
    """Rows without the last that may be a header, or stand above one, for what stands below is to be read yet; and these."""
    k = len(rows)
    while k and len(rows) - k < MOST:
        row = rows[k - 1]
        if not worded(row) and filled(row) >= csvhead.LEAST and not keyed.formed([*map(said, row)]):
            break
        k -= 1
    return rows[:k], rows[k:]


def filled(row: Row) -> int:
    """How many cells hold something."""
    return sum(cell != "" for cell in row)


def worded(row: Row) -> bool:
    """Whether nothing but texts stands in a row, and more than one."""
    return set(map(type, row)) == {str} and filled(row) >= csvhead.LEAST


def titled(rows: Sequence[Row], first: int, k: int, said: Callable[[Any], str]) -> int:
    """Where what stands above a header begins: empty rows and those of a form, and below such a one a title in a single cell."""
    j, forms = k, 0
    while j > first:
        texts = [said(cell) for cell in rows[j - 1]]
        if filled(rows[j - 1]) >= csvhead.LEAST and not keyed.like_one(texts):
            break
        forms += keyed.formed(texts)
        j -= 1
    while j < k and filled(rows[j]) and not (forms and keyed.like_one([*map(said, rows[j])])):  # a record of one cell is none
        j += 1
    return j
