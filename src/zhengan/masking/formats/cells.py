"""Fields within a text: taken out as columns, masked by operators, and put back; what is not touched stays as it was."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from zhengan.masking.kept import kept
from zhengan.masking.operators import kernels
from zhengan.masking.operators.base import NoFit, Operator
from zhengan.masking.operators.packed import Packed
from zhengan.masking.plain import escapes

PLAIN, QUOTED, BARE, STRING, NUMBER, SPELT = range(6)
"""How a field is written: text; between CSV quotes; in CSV without; a JSON string; a JSON number, which becomes a string; a name
or an address with escapes in it, which an operator is handed as what it says and which comes back in escapes."""


@dataclass
class Cells:
    """Fields ``[starts, ends)`` of a buffer, by start; ``groups``: whose they are, ``forms``: how they are written, ``heads``:
    of names and addresses found in text, where their stars begin."""

    starts: Any
    ends: Any
    groups: Any
    forms: Any
    heads: Any = None

    def __post_init__(self) -> None:
        if self.heads is None:
            self.heads = self.starts

    def __len__(self) -> int:
        return len(self.starts)


@kept
def taken(buf: Any, starts: Any, ends: Any, forms: Any, rows: Any) -> Any:
    """Some fields as one run of bytes with offsets (doubled CSV quotes made single), and which of them hold a backslash."""
    at = np.zeros(rows.size + 1, np.int64)
    total = 0
    for k in range(rows.size):
        total += ends[rows[k]] - starts[rows[k]]
    data = np.empty(total, np.uint8)
    escaped = np.zeros(rows.size, np.bool_)
    j = 0
    for k in range(rows.size):
        r = rows[k]
        i, end = starts[r], ends[r]
        while i < end:
            c = buf[i]
            data[j] = c
            j += 1
            if c == 92 and forms[r] == STRING:
                escaped[k] = True
            i += 2 if c == 34 and forms[r] == QUOTED and i + 1 < end and buf[i + 1] == 34 else 1
        at[k + 1] = j
    return data[:j], at, escaped


@kept
def overwritten(buf: Any, starts: Any, ends: Any, rows: Any, data: Any, at: Any) -> None:
    """Values as long as the fields they replace, in place."""
    for k in range(rows.size):
        i = starts[rows[k]]
        for j in range(at[k], at[k + 1]):
            buf[i] = data[j]
            i += 1


@kept
def spliced(buf: Any, size: int, starts: Any, ends: Any, forms: Any, data: Any, at: Any, sep: int, out: Any) -> Any:
    """The text with other values in the fields, escaped as each is written; returns how many bytes."""
    o = i = 0
    for k in range(starts.size):
        while i < starts[k]:
            out[o] = buf[i]
            i += 1
            o += 1
        form = forms[k]
        wrap = form == NUMBER
        if form == BARE:
            for j in range(at[k], at[k + 1]):
                wrap |= data[j] == 34 or data[j] == 10 or data[j] == 13 or data[j] == sep
        if wrap:
            out[o] = 34
            o += 1
        for j in range(at[k], at[k + 1]):
            c = data[j]
            if c == 34 and form in (QUOTED, BARE):
                out[o] = 34
                o += 1
            elif form >= STRING and (c == 34 or c == 92):
                out[o] = 92
                o += 1
            elif form >= STRING and c < 32:
                out[o], out[o + 1], out[o + 2], out[o + 3] = 92, 117, 48, 48
                out[o + 4] = 48 + (c >> 4)
                o += 5
                c = 48 + (c & 15) if c & 15 < 10 else 87 + (c & 15)
            out[o] = c
            o += 1
        if wrap:
            out[o] = 34
            o += 1
        i = ends[k]
    while i < size:
        out[o] = buf[i]
        i += 1
        o += 1
    return o


def column(buf: Any, cells: Cells, rows: Any) -> tuple[Packed, bool]:
    """Some fields as a column, and whether any of them is written otherwise than it reads."""
    data, at, escaped = taken(buf, cells.starts, cells.ends, cells.forms, rows)
    made = Packed(data, at, np.ones(rows.size, np.bool_))
    spelt = cells.forms[rows] == SPELT
    if not (escaped.any() or spelt.any()):
        return made, len(data) != int((cells.ends[rows] - cells.starts[rows]).sum())
    texts: list[str | None] = [""] * rows.size
    for k in np.flatnonzero(escaped | spelt):
        raw = bytes(data[at[k] : at[k + 1]])
        texts[k] = escapes.said(raw) if spelt[k] else unescaped(raw)
    return made.replaced(escaped | spelt, Packed.of(texts)), True


def spelt_again(buf: Any, cells: Cells, rows: Any, before: Packed, after: Packed) -> Packed:
    """Masked values in escapes where those that they replace were; as it was written what is as it was."""
    spelt = cells.forms[rows] == SPELT
    if not spelt.any():
        return after
    made: list[str | None] = [""] * rows.size
    for k in np.flatnonzero(spelt):
        raw = bytes(memoryview(buf)[cells.starts[rows[k]] : cells.ends[rows[k]]])
        was, is_now = (bytes(one.data[one.offsets[k] : one.offsets[k + 1]]) for one in (before, after))
        made[k] = (raw if was == is_now else escapes.written(is_now.decode("utf-8", "replace"), raw)).decode("utf-8", "replace")
    return after.replaced(spelt, Packed.of(made))


def unescaped(raw: bytes) -> str:
    """What a JSON string says; a lone surrogate becomes a replacement character, text that is no JSON stays."""
    if b"\\" not in raw:
        return raw.decode("utf-8", "replace")
    try:
        text: str = json.loads(b'"' + raw + b'"', strict=False)
    except ValueError:
        text = raw.decode("utf-8", "replace")
    return text.encode("utf-8", "replace").decode("utf-8", "replace")


def treat(
    buf: Any, size: int, cells: Cells, operators: list[Operator], sep: int = 44
) -> tuple[Any, list[int], list[int]]:
    """The first ``size`` bytes of ``buf`` with each field masked by its group's operator, values and misfits by group.

    Masks of the same length are written into ``buf`` itself; where one is longer or shorter a new array is made.
    """
    counts, misfits = [0] * len(operators), [0] * len(operators)
    pending: list[tuple[Any, Packed]] = []
    for group, operator in enumerate(operators):
        rows = np.flatnonzero(cells.groups == group)
        if not rows.size:
            continue
        before, otherwise = column(buf, cells, rows)
        try:
            after, misfits[group] = operator.packed(before)
        except NoFit as problem:
            problem.cell, problem.group = int(rows[problem.row]), group
            raise
        counts[group] = int(before.filled.sum())
        numbers = (cells.forms[rows] == NUMBER).any()
        if (
            not otherwise
            and not numbers
            and np.array_equal(before.offsets, after.offsets)
            and not needs_quotes(after, cells, rows, sep)
        ):
            overwritten(buf, cells.starts, cells.ends, rows, after.data, after.offsets)
        else:
            pending.append((rows, spelt_again(buf, cells, rows, before, after)))
    if not pending:
        return buf[:size], counts, misfits
    return splice(buf, size, cells, pending, sep), counts, misfits


def needs_quotes(after: Packed, cells: Cells, rows: Any, sep: int) -> bool:
    """Whether a masked value holds a character that must be escaped: then it is not written in place."""
    special = np.isin(after.data, np.array([34, 92, 10, 13, sep], np.uint8))
    return bool(special.any()) and bool((cells.forms[rows] != PLAIN).any())


def splice(buf: Any, size: int, cells: Cells, pending: list[tuple[Any, Packed]], sep: int) -> Any:
    """The text with values of other lengths."""
    rows = np.concatenate([rows for rows, _ in pending])
    data = np.concatenate([made.data for _, made in pending])
    bases = np.cumsum([0, *(made.data.size for _, made in pending)])
    at = np.concatenate(
        [*(made.offsets[:-1] + base for (_, made), base in zip(pending, bases, strict=False)), bases[-1:]]
    )
    order = np.argsort(rows, kind="stable")
    data, at = kernels.spread(data, at, order)
    chosen = rows[order]
    starts, ends, forms = cells.starts[chosen], cells.ends[chosen], cells.forms[chosen].copy()
    forms[forms == SPELT] = PLAIN
    out = np.empty(size + 6 * data.size + 2 * rows.size, np.uint8)
    return out[: spliced(buf, size, starts, ends, forms, data, at, sep, out)]
