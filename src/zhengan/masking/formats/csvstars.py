"""Stars over CSV fields where they stand: over those of a list, or over whole columns in the pass that finds them.

A rule of stars is four numbers: characters kept in front and behind, fewest hidden (as ``operators.star.Star``), and 1; 0 for
a column that is left.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.vector import (
    at,
    beyond_ascii_of,
    equal_to,
    highest,
    loose,
    lowest,
    star_1,
    star_4,
    star_8,
)
from zhengan.masking.formats.csvkernel import BAD, COLUMN, DONE, OPEN, ROWS, TAKEN, WIDTH

NONE, ONE, EVERY = np.uint64(0), np.uint64(1), np.uint64(0xFFFF_FFFF_FFFF_FFFF)
TOP = np.uint64(1 << 63)
STEPS = tuple(np.uint64(1 << k) for k in range(6))


@jit
def star_bytes(buf, i, end):
    """Stars over ``[i, end)``, eight at a time; the last eight may cover some twice, never what stands beside."""
    if end - i >= 8:
        while i < end - 8:
            star_8(buf, i)
            i += 8
        star_8(buf, end - 8)
    elif end - i >= 4:
        star_4(buf, i)
        star_4(buf, end - 4)
    else:
        while i < end:
            star_1(buf, i)
            i += 1


@jit
def star_field(buf, low, high, front, back, hidden):
    """Stars over one field; 64 bytes stand behind ``low``."""
    size = high - low
    ascii = size <= 64 and (size <= 0 or beyond_ascii_of(buf, low) << np.uint64(64 - size) == NONE)
    length = size
    if not ascii:
        length = 0
        for j in range(low, high):
            length += not 0x80 <= at(buf, j) < 0xC0
    if length - front - back < max(hidden, (length + 2) // 3):
        front = back = length // 4
    if ascii:
        star_bytes(buf, low + front, high - back)
    else:
        star_characters(buf, low, high, front, length - back)


@jit
def star_characters(buf, j, high, front, back):
    """Stars over the characters ``[front, back)`` of a text in UTF-8, ＊ for one of three bytes."""
    place = 0
    while j < high:
        c = at(buf, j)
        step = min(1 if c < 0xC0 else 2 if c < 0xE0 else 3 if c < 0xF0 else 4, high - j)
        if front <= place < back:
            if step == 3:
                buf[j], buf[j + 1], buf[j + 2] = 0xEF, 0xBC, 0x8A
            else:
                star_bytes(buf, j, j + step)
        place += 1
        j += step


@njit(nogil=True, error_model="numpy", cache=True)
def star_fields(buf, starts, ends, group, rules, values):
    """Stars in place over fields whose group has a rule; others are left. ``values``: how many were not empty."""
    buf = loose(buf)
    for k in range(starts.size):
        g = group[k]
        if rules[g, 3]:
            values[g] += ends[k] > starts[k]
            star_field(buf, starts[k], ends[k], rules[g, 0], rules[g, 1], rules[g, 2])


@jit
def parity(word):
    """Of each bit: whether an odd number of bits is set up to and with it."""
    for step in STEPS:
        word ^= word << step
    return word


@jit
def one_by_one(stops, quotes, base, first, opened, closed):
    """Stops outside quotes, quotes that close, and whether one is open behind 64 bytes whose quotes are not all in pairs."""
    outside = closing = NONE
    left = stops | quotes
    while left:
        i = base + lowest(left)
        bit = left & (NONE - left)
        left ^= bit
        if stops & bit:
            if not opened:
                outside |= bit
                first = i + 1
        elif opened:
            opened, closed = False, i
            closing |= bit
        elif i == first or i == closed + 1:
            opened = True
    return outside, closing, opened


@njit(nogil=True, error_model="numpy", cache=True)
def star_columns(buf, size, sep, rules, values, state):
    """Stars over the columns of a CSV text that have a rule, in the pass that finds their borders.

    The borders are those of ``csvkernel.fields``. Where every quote of 64 bytes opens a field, closes one or is one of a
    pair, what lies within quotes is known for all 64 at once. The last record may be cut: it is not TAKEN, and the next
    call, whose text must begin with it, goes on at its field that starts at DONE. 64 bytes must stand behind ``size``.
    """
    buf = loose(buf)
    first, column, record = state[DONE], state[COLUMN], np.int64(0)
    opened, closed = False, np.int64(-2)
    last = rules.shape[0] - 1
    base = first
    while base < size:
        quotes = equal_to(buf, base, 34)
        stops = (equal_to(buf, base, sep) | equal_to(buf, base, 10)) & ~quotes
        if size - base < 64:
            stops &= (ONE << np.uint64(size - base)) - ONE
            quotes &= (ONE << np.uint64(size - base)) - ONE
        closing = NONE
        if opened or quotes:
            within = parity(quotes) ^ (EVERY if opened else NONE)
            edge = ONE if base == first or base == closed + 1 else NONE
            if quotes & within & ~((stops | quotes) << ONE | edge):
                stops, closing, opened = one_by_one(stops, quotes, base, first, opened, closed)
            else:
                stops, closing, opened = stops & ~within, quotes & ~within, within & TOP != NONE
        while stops:
            i = base + lowest(stops)
            bit = stops & (NONE - stops)
            stops ^= bit
            c = at(buf, i)
            rule = min(column, last)
            if rules[rule, 3]:
                low, high = first, i
                if c == 10 and high > low and at(buf, high - 1) == 13:
                    high -= 1
                if at(buf, first) == 34:
                    before = closing & (bit - ONE)
                    quote = base + highest(before) if before else closed
                    if quote > first:
                        low, high = first + 1, quote
                values[rule] += high > low
                star_field(buf, low, high, rules[rule, 0], rules[rule, 1], rules[rule, 2])
            column += 1
            if c == 10:
                blank = i == first or (i == first + 1 and at(buf, first) == 13)
                if column > 1 or not blank:
                    state[ROWS] += 1
                    if column != state[WIDTH]:
                        state[BAD] = state[ROWS]
                        return
                column, record = 0, i + 1
            first = i + 1
        if closing:
            closed = base + highest(closing)
        base += 64
    state[TAKEN], state[DONE], state[COLUMN], state[OPEN] = record, first - record, column, opened
