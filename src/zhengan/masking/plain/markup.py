"""Numbers in the cells of an HTML table: the cell to the left says what they are, or the header of their column.

    <tr><th>姓名</th><th>资金账号</th></tr><tr><td>张三</td><td>88012345</td></tr>
    <tr><td>资金账号</td><td>88012345</td></tr>

The header is the nearest row above of ``th`` alone, else the first row of the table where no four figures stand in a row. What
a header of ``th`` says goes before what stands to the left, that before what a row of ``td`` says, but 沪市 left of an amount.
No cell may span others, but for a title, which is one cell in its row, and no header.
Nothing is looked at further than ``FURTHEST`` bytes back in the line of the number, nor above it beyond lines that are longer, or
that start more than ``TABLE`` bytes before it: a text may be cut anywhere that much behind a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from zhengan.masking.kinds.labels import ACCOUNT, AGAINST, FURTHEST, MARKET, TABLE, WINDOW
from zhengan.masking.plain import context

BLANK = b" \t\r\n"
MOST_BLANK, LONGEST_TAG = 64, 160
FOUR = re.compile(rb"[0-9]{4}")
NAME = re.compile(rb"<(td|th|tr|table)(?![A-Za-z])", re.IGNORECASE)
CLOSED = re.compile(rb"</(?:tr|table)(?![A-Za-z])", re.IGNORECASE)
TABLE_ENDED = re.compile(rb"</table(?![A-Za-z])", re.IGNORECASE)
# What may open between a cell and its number.
INLINE = re.compile(rb"<(?:[sfpdnecuoa]|b(?!r)|i(?![a-z]))", re.IGNORECASE)
ENDED = re.compile(rb"</?t[dhr]", re.IGNORECASE)


@dataclass
class Row:
    """Where a row starts and ends, and where its cells do, with their names."""

    start: int
    end: int
    cells: list[tuple[int, str]] = field(default_factory=list)


def told(data: bytes, start: int) -> tuple[int, str]:
    """The kind of the label that speaks of what starts at ``start``, be it in the cell of a table or in a text, and its word."""
    cell = cell_of(data, start)
    return context.label(data, start) if cell < 0 else in_table(data, cell)


def cell_of(data: bytes, start: int) -> int:
    """Where the tag of the ``td`` starts with which the text at ``start`` begins, -1 where it begins none."""
    at = start
    while True:
        low = max(0, at - MOST_BLANK)
        while at > low and data[at - 1] in BLANK:
            at -= 1
        if at == 0 or data[at - 1] != ord(">"):
            return -1
        at = data.rfind(b"<", max(0, at - LONGEST_TAG), at)
        if at < 0 or start - at > FURTHEST or name(data, at) == "td":
            return at if at >= 0 and start - at <= FURTHEST else -1
        if name(data, at) or not INLINE.match(data, at):
            return -1


def name(data: bytes, at: int) -> str:
    """Which tag of tables opens at ``at``, "" for none."""
    found = NAME.match(data, at)
    return found[1].decode().lower() if found else ""


def reach(data: bytes, at: int) -> int:
    """From where on the text before ``at`` counts."""
    low = base = line_start(data, at)
    if base < 0:
        return at - FURTHEST
    while low > 0:
        above = line_start(data, low - 1)
        if above < 0 or base - above > TABLE:
            break
        low = above
    return low


def line_start(data: bytes, at: int) -> int:
    """Where the line starts in which the byte before ``at`` stands; -1 for more than ``FURTHEST`` bytes before."""
    low = data.rfind(b"\n", max(0, at - FURTHEST), at) + 1
    return low if low or at <= FURTHEST else -1


def in_table(data: bytes, cell: int) -> tuple[int, str]:
    """The kind of the label that speaks of the cell whose tag starts at ``cell``, and its word; (0, "") for none."""
    low = reach(data, cell)
    row, whole = row_of(data, cell, low)
    beside = text_label(data, row.cells[0][0], cell) if row.cells else (0, "")
    spanned = any(spans(data, at, cell) for at, _ in row.cells)
    header = header_of(data, row.start, low) if whole and not spanned else None
    above = column_label(data, header, len(row.cells)) if header else (0, "")
    if header and all(kind == "th" for _, kind in header.cells) and above[0]:
        return beside if above[0] == ACCOUNT and 0 < beside[0] < ACCOUNT else above
    return above if not beside[0] or (beside[0] == MARKET and above[0] in AGAINST) else beside


def tags(data: bytes, at: int, low: int) -> Iterator[int]:
    """Where tags start before ``at``, backwards, from ``low`` on."""
    at = data.rfind(b"<", low, at)
    while at >= 0:
        yield at
        at = data.rfind(b"<", low, at)


def row_of(data: bytes, cell: int, low: int) -> tuple[Row, bool]:
    """The cells before ``cell`` in its row, the nearest first, and whether the row's start was seen."""
    row = Row(cell, cell)
    for at in tags(data, cell, low):
        kind = name(data, at)
        if kind == "tr":
            row.start = at
            return row, True
        if kind == "table" or CLOSED.match(data, at):
            break
        if kind:
            row.cells.append((at, kind))
    return row, False


def header_of(data: bytes, start: int, low: int) -> Row | None:
    """The header above the row that starts at ``start``; None for none."""
    row = Row(start, start)
    top = None
    for at in tags(data, start, low):
        kind = name(data, at)
        if kind in ("td", "th"):
            row.cells.insert(0, (at, kind))
        elif kind == "tr":
            row.start = at
            if not titled(data, row):
                if row.cells and all(kind == "th" for _, kind in row.cells):
                    return row
                top = row
            row = Row(at, at)
        elif kind == "table":
            return top if top and not FOUR.search(data, top.start, top.end) else None
        elif TABLE_ENDED.match(data, at):
            return None
    return None


def titled(data: bytes, row: Row) -> bool:
    """The row is one cell over several columns: the title of the table."""
    return len(row.cells) == 1 and spans(data, row.cells[0][0], row.end)


def column_label(data: bytes, header: Row, place: int) -> tuple[int, str]:
    """The label in a header's cell, and its word."""
    if place >= len(header.cells) or any(spans(data, at, header.end) for at, _ in header.cells[: place + 1]):
        return 0, ""
    return text_label(data, header.cells[place][0], header.end)


def spans(data: bytes, at: int, end: int) -> bool:
    """The cell whose tag starts at ``at`` may take the place of several."""
    return b"span=" in data[at : max(at, data.find(b">", at, min(end, at + LONGEST_TAG)))].lower()


def text_label(data: bytes, at: int, end: int) -> tuple[int, str]:
    """The label in the first text behind the tag at ``at``, in its cell and before ``end``, and its word."""
    while True:
        at = data.find(b">", at, min(end, at + LONGEST_TAG)) + 1
        while 0 < at < end and data[at] in BLANK:
            at += 1
        if not 0 < at < end or ENDED.match(data, at):
            return 0, ""
        if data[at] != ord("<"):
            break
    stop = data.find(b"<", at, end)
    stop = stop if stop >= 0 else end
    return context.label_in(data, max(at, stop - WINDOW), stop)
