"""Forms in a CSV: above the header their values go by the names before them, and the rest is searched as a text; among records,
for which they would be taken, they are found.

    客户姓名：,Anna,资金账号：,10020001
    日期,摘要,发生金额,余额
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from zhengan.masking.formats import keyed
from zhengan.masking.formats.cells import QUOTED, Cells, treat
from zhengan.masking.formats.csv import head as csvhead
from zhengan.masking.formats.csv import kernel
from zhengan.masking.formats.files import Result
from zhengan.masking.formats.scanning import PAD, Scanner, chosen, found, outside, together
from zhengan.masking.kinds.every import RANKS
from zhengan.masking.policy import Policy

SHORTEST, ENDS = 6, (b"", b"\r", b"\n")
"""Bytes of a header that is looked for below; what may stand behind it."""
REACH = 1 << 13
"""Bytes around a place among which its record is looked for."""


def masked(above: bytes, separator: str, policy: Policy, result: Result) -> bytes:
    """What stands above a header, masked as the policy masks texts, and its forms by their names; counted in ``result``."""
    if policy.rest == "leave":
        return above
    size, scanner = len(above), Scanner(policy, len(above))
    buf = np.frombuffer(bytearray(above + bytes(PAD)), np.uint8)
    mine = by_names(above, separator, scanner, buf)
    cells = scanner.cells(buf, size, QUOTED)
    cells = scanner.starred(buf, chosen(cells, outside(cells.starts, cells.ends, mine.starts, mine.ends)), result)
    out, counts, misfits = treat(buf, size, together(cells, mine), scanner.operators, ord(separator or ","))
    found(result, scanner, counts, misfits)
    return bytes(out)


def usual(buf: Any, skip: int, size: int, sep: int, width: int, header: bytes) -> bool:
    """Whether records have nothing among them of what is looked for below, as nearly all have: one look shows it."""
    named = np.frombuffer(header if len(header) >= SHORTEST else b"", np.uint8)
    return bool(kernel.usual(buf, skip, size, sep, width, csvhead.lasts(), named))


def amid(buf: Any, skip: int, size: int, sep: int, again: list[int]) -> tuple[int, str]:
    """Where a form begins among the records of a buffer from ``skip`` on, and a name in it; −1 where none does. Of forms such are
    found in which a colon (：) ends a name, and those above a header that is repeated (``again``)."""
    place = skip
    while (place := kernel.colon(buf, place, size, sep)) >= 0:
        low, name = form(buf, skip, place, size, sep)
        if name:
            return low, name
        place += 1
    for place in again:
        low, name = form(buf, skip, place - 1, size, sep) if place > skip else (0, "")
        if name:
            return low, name
    return -1, ""


def repeats(buf: Any, skip: int, size: int, header: bytes) -> list[int]:
    """Where the lines begin that are the header once more, as files that were joined have it, and each page of a report."""
    made: list[int] = []
    text = memoryview(buf)[skip:size].tobytes() if len(header) >= SHORTEST else b""
    place = text.find(header) if text else -1
    while place >= 0:
        end = place + len(header)
        if (place == 0 or text[place - 1] == 10) and text[end : end + 1] in ENDS:
            made.append(skip + place)
        place = text.find(header, end)
    return made


def spared(cells: Cells, places: list[int], header: bytes) -> Cells:
    """The fields without those of such lines."""
    left = np.ones(len(cells), np.bool_)
    for place in places:
        low, high = np.searchsorted(cells.starts, (place, place + len(header) + 1))
        left[low:high] = False
    return chosen(cells, left) if places else cells


def restored(buf: Any, places: list[int], header: bytes, before: int) -> None:
    """Such lines as they were where stars were put over a whole text, as far as ``before``."""
    for place in places:
        if place < before:
            buf[place : place + len(header)] = np.frombuffer(header, np.uint8)


def form(buf: Any, skip: int, place: int, size: int, sep: int) -> tuple[int, str]:
    """Where the line around a place begins, and a name in it where it is a record and a form, "" where not."""
    before = memoryview(buf)[max(skip, place - REACH) : place].tobytes()
    low = place - len(before) + before.rfind(b"\n") + 1
    line = memoryview(buf)[low : min(size, place + REACH)].tobytes()
    row = next(csvhead.beginning(line, 0, chr(sep)), None)
    if row is None or not row.form or memoryview(buf)[skip:low].tobytes().count(b'"') % 2:  # within quotes
        return low, ""
    return low, next(filter(keyed.kind_of, row.cells))


def by_names(above: bytes, separator: str, scanner: Scanner, buf: Any) -> Cells:
    """The values of forms that the policy masks, as fields."""
    places = [*values(above, separator)]
    starts, ends = (np.array([one[k] for one in places], np.int64) for k in (0, 1))
    ranks = np.array([RANKS[kind] for _, _, kind in places], np.uint8)
    groups = scanner.group[ranks]
    mine = groups >= 0
    if scanner.sparing:
        mine &= ~scanner.sparing.held(buf, starts, ends, ranks, mine)
    return chosen(Cells(starts, ends, groups, np.full(len(places), QUOTED, np.uint8)), mine)


def values(above: bytes, separator: str) -> Iterator[tuple[int, int, str]]:
    """Where the values of forms stand that are what the names before them say, and their kinds."""
    rows = [*csvhead.beginning(above, csvhead.begin(above), separator)]
    for row in rows if any(row.form for row in rows) else ():
        yield from of_row(above, row)


def of_row(above: bytes, row: csvhead.Row) -> Iterator[tuple[int, int, str]]:
    """The same of one record."""
    names, place = dict(keyed.behind(row.cells)), row.place
    for k, cell in enumerate(row.cells):
        raw = cell.replace('"', '""').encode()
        place = max(above.find(raw, place), place)
        if kind := keyed.beside(names[k], cell) if k in names else "":
            yield place, place + len(raw), kind
        place += len(raw)
