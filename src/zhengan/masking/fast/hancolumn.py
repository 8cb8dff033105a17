"""Names and addresses whose borders are known, under their default masks: what ``plain.stars`` makes of each value."""

from __future__ import annotations

from typing import Any

import numpy as np

from zhengan.masking.fast import handistricts
from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.han import surname_end
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart, byte, long, set_half, set_long
from zhengan.masking.fast.stars import ADDRESS, NAME, star_words
from zhengan.masking.kept import kept

MOST = 128  # characters that may decide where stars begin
ASTRAL = 0xFFFF  # stands for characters beyond the tables, which have no trait either


@jit
def code_at(buf, p):
    """Code point and length of the character of valid UTF-8 at ``p``."""
    a = byte(buf, p)
    if a < 0x80:
        return a, 1
    if a < 0xE0:
        return (a & 31) << 6 | byte(buf, p + 1) & 63, 2
    if a < 0xF0:
        return (a & 15) << 12 | (byte(buf, p + 1) & 63) << 6 | byte(buf, p + 2) & 63, 3
    return ASTRAL, 4


@jit
def read(buf, low, high, line, offsets):
    """The value ``[low, high)`` as code points, as far as they decide; how many."""
    apart()
    n, p = 0, low
    while p < high and n < MOST:
        code, size = code_at(buf, p)
        set_half(line, n, code)
        set_long(offsets, n, p)
        n += 1
        p += size
    set_long(offsets, n, p)
    return n


@jit
def head(buf, low, high, kind, tables, line, offsets):
    """Where the stars of one value ``[low, high)`` begin: behind its surname or its district."""
    n = read(buf, low, high, line, offsets)
    if kind == ADDRESS:
        return long(offsets, handistricts.shown(line, n, 0, tables))
    return long(offsets, surname_end(line, n, 0, n, tables)) if n > 1 else low


@kept(error_model="numpy")
def star_rows(buf, at, kind, tables, line, offsets):
    """Stars over packed texts."""
    text, table = np.int64(buf.ctypes.data), np.int64(tables.ctypes.data)
    work, places = np.int64(line.ctypes.data), np.int64(offsets.ctypes.data)
    for row in range(at.size - 1):
        if at[row + 1] > at[row]:
            star_words(text, head(text, at[row], at[row + 1], kind, table, work, places), at[row + 1])


@kept(error_model="numpy")
def find_heads(buf, starts, ends, heads, tables, line, offsets):
    """Where the stars of names begin."""
    text, table = np.int64(buf.ctypes.data), np.int64(tables.ctypes.data)
    work, places = np.int64(line.ctypes.data), np.int64(offsets.ctypes.data)
    for row in range(starts.size):
        heads[row] = head(text, starts[row], ends[row], NAME, table, work, places)


@kept(error_model="numpy")
def find_places(buf, at, levels, starts, ends, tables, line, offsets):
    """Where the places in packed texts begin and end."""
    text, table = np.int64(buf.ctypes.data), np.int64(tables.ctypes.data)
    work, places = np.int64(line.ctypes.data), np.int64(offsets.ctypes.data)
    for row in range(at.size - 1):
        n = read(text, at[row], at[row + 1], work, places)
        start, end = handistricts.place(work, n, 0, levels, table)
        starts[row], ends[row] = long(places, start), long(places, end)


def room() -> tuple[Any, Any]:
    """What a kernel writes into."""
    return np.zeros(MOST + 1, np.uint32), np.zeros(MOST + 1, np.int64)


def starred(data: Any, at: Any, kind: int) -> Any:
    """A copy of packed texts (valid UTF-8, offsets) with stars; ``kind``: the rank of names or of addresses."""
    out = data.copy()
    star_rows(out, np.ascontiguousarray(at), kind, tab.load(), *room())
    return out


def places(data: Any, at: Any, levels: int) -> tuple[Any, Any]:
    """Where in packed texts (valid UTF-8, offsets) the places of that many levels begin and end with which addresses begin."""
    starts, ends = np.zeros(at.size - 1, np.int64), np.zeros(at.size - 1, np.int64)
    find_places(data, np.ascontiguousarray(at), levels, starts, ends, tab.load(), *room())
    return starts, ends


def behind_surnames(buf: Any, starts: Any, ends: Any, heads: Any) -> None:
    """Writes where the stars of names begin that stand at ``[starts, ends)``."""
    find_heads(buf, starts, ends, heads, tab.load(), *room())
