"""The borders of CSV fields (RFC 4180), 64 bytes at a time."""

from __future__ import annotations

import numpy as np

from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.vector import at, equal_to, lowest
from zhengan.masking.formats.cells import BARE, QUOTED
from zhengan.masking.kept import kept

COUNT, TAKEN, ROWS, BAD, WIDTH, OPEN, BEHIND, DOUBT = range(8)
"""Places of ``state``: fields found, bytes taken, records, the record (from 1) of another width than WIDTH, WIDTH
(0: that of the first record), whether a quote was open at the end, the record with text behind a closing
quote, whether there may be such a one (``csvstars``)."""

NOTHING = (b"\\N", b"NULL", b"null", b"N/A", b"NA", b"None", b"nil", b"-", b"--", b"(null)", b"(NULL)",
           b"[NULL]", b"<null>", b"<NULL>")  # fmt: skip
"""What stands where there is no value, as databases and their programs write NULL: as empty fields these stay as they are."""
LONGEST = 6
CODES = tuple(int.from_bytes(mark, "big") for mark in NOTHING)


@jit
def nothing(buf, low, high):
    """Whether a field says that there is no value."""
    if high - low > LONGEST:
        return False
    code = np.int64(0)
    for i in range(low, high):
        code = code << 8 | at(buf, i)
    found = False
    for one in CODES:
        found |= code == one
    return found


@kept
def nothings(buf, starts, ends):
    """Which of some fields say that there is none."""
    made = np.zeros(starts.size, np.bool_)
    for k in range(starts.size):
        made[k] = nothing(buf, starts[k], ends[k])
    return made


@kept
def blank(buf, start, size, sep, width):
    """Where the next line begins, from ``start`` on, above which nothing stands, or a title: of ``width`` fields at most one, the
    first, is filled. −1 where there is none. Lines with more than three figures, which are no headers, do not count."""
    low, above = np.int64(start), False
    base = np.int64(start)
    while base < size:
        word = equal_to(buf, base, 10)
        while word:
            i = base + lowest(word)
            word &= word - np.uint64(1)
            if i >= size:
                break
            if above:
                figures = 0
                for j in range(low, i):
                    figures += 48 <= at(buf, j) <= 57
                if figures < 4 and i - low > width:
                    return low
            end = i - (i > low and at(buf, i - 1) == 13)
            above = end == low or end - low >= width - 1
            j = end - 1
            while above and j >= low and j > end - width:
                above = at(buf, j) == sep
                j -= 1
            low = i + 1
        base += 64
    return np.int64(-1)


@kept
def formulas(buf, size):
    """Whether =" stands anywhere: fields may be written as ="13812345678", which no table program takes for a number. 64 bytes
    must stand behind ``size``."""
    base = np.int64(0)
    while base < size:
        word = equal_to(buf, base, 61)
        while word:
            i = base + lowest(word)
            word &= word - np.uint64(1)
            if i + 1 < size and at(buf, i + 1) == 34:
                return True
        base += 64
    return False


@kept(error_model="numpy")
def fields(buf, size, sep, groups, starts, ends, group, forms, state):
    """The fields of whole records whose column has a group (``groups[column]`` ≥ 0). 64 bytes must stand behind ``size``.

    Where there is no room for those of another record it ends with what it has TAKEN, and so it does before a record that
    is BAD or has text BEHIND a quote in any column.
    """
    n = column = first = 0
    opened, closed, behind = False, np.int64(-2), False
    room = starts.size - groups.size - 1
    state[TAKEN] = state[COUNT] = 0
    base = np.int64(0)
    while base < size:
        word = equal_to(buf, base, sep) | equal_to(buf, base, 10) | equal_to(buf, base, 34)
        while word:
            i = base + lowest(word)
            word &= word - np.uint64(1)
            if i >= size:
                break
            c = at(buf, i)
            if c == 34:
                if opened:
                    opened, closed = False, i
                elif i == first or i == closed + 1:
                    opened = True
                continue
            if opened:
                continue
            wanted = groups[column] if column < groups.size else -1  # a record too wide has no room
            low, high, form = first, i, BARE
            if c == 10 and high > low and at(buf, high - 1) == 13:
                high -= 1
            if closed > first and at(buf, first) == 34:
                behind |= closed + 1 != high
                low, high, form = first + 1, closed, QUOTED
            if wanted >= 0:
                starts[n], ends[n], group[n], forms[n] = low, high, wanted, form
                n += 1
            first = i + 1
            column += 1
            if c != 10 and column == state[WIDTH]:  # one more follows
                state[BAD] = state[ROWS] + 1
                return
            if c == 10:
                empty = column == 1 and (
                    i == state[TAKEN] or (i == state[TAKEN] + 1 and at(buf, i - 1) == 13)
                )
                if empty:
                    n = state[COUNT]
                else:
                    state[ROWS] += 1
                    if state[WIDTH] == 0:
                        state[WIDTH] = column
                    elif column != state[WIDTH]:
                        state[BAD] = state[ROWS]
                        return
                    if behind:
                        state[BEHIND] = state[ROWS]
                        return
                column, behind = 0, False
                state[TAKEN], state[COUNT] = i + 1, n
                if n > room:
                    state[OPEN] = 0
                    return
        base += 64
    state[OPEN] = opened
