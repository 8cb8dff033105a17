"""Stars over CSV fields where they stand: over those of a list, or over whole columns as their borders are found.

A rule of stars is four numbers: characters kept in front and behind, fewest hidden (as ``operators.star.Star``), and ``STARS``
or, of numbers, ``GROUPED``; 0 for a column that is left.
"""

from __future__ import annotations

import numpy as np

from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import long, set_byte, set_long
from zhengan.masking.fast.vector import (
    at,
    beyond_ascii_of,
    count_of,
    digits_of,
    equal_to,
    highest,
    loose,
    lowest,
    star_1,
    star_4,
    star_8,
)
from zhengan.masking.formats.cells import QUOTED
from zhengan.masking.formats.csv.kernel import BAD, DOUBT, OPEN, ROWS, TAKEN, nothing, total
from zhengan.masking.kept import kept
from zhengan.masking.operators.kernels import chinese, gap

NONE, ONE, EVERY = np.uint64(0), np.uint64(1), np.uint64(0xFFFF_FFFF_FFFF_FFFF)
TOP = np.uint64(1 << 63)
TILE = 8192  # bytes whose fields are found before the next are: they are still near when the stars are put
STARS, GROUPED = 1, 2
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
def step_of(buf, j, high, quoted):
    """Bytes of the character at ``j``; as many stars stand for it, one ＊ for three (``operators.kernels.stars_until``).
    ``quoted``: two quotes are one character, and are not parted."""
    c = at(buf, j)
    if quoted and c == 34:
        return min(2, high - j)
    return min(1 if c < 0xC0 else 2 if c < 0xE0 else 3 if c < 0xF0 else 4, high - j)


@jit
def star_grouped(buf, low, high, front, back, hidden, quoted):
    """Stars over a number; what stands between its groups counts for nothing and stays."""
    length = high - low
    if 0 < length <= 64 and ~digits_of(buf, low) << np.uint64(64 - length) == NONE:
        if length - front - back < max(hidden, (length + 2) // 3):
            front = back = length // 4
        return star_bytes(buf, low + front, high - back)
    length = 0
    j = low
    while j < high:
        step = step_of(buf, j, high, quoted)
        length += 0 if gap(at(buf, j)) else 1 if step == 3 else step
        j += step
    if length - front - back < max(hidden, (length + 2) // 3):
        front = back = length // 4
    star_characters(buf, low, high, front, length - back, True, quoted)


@jit
def star_field(buf, low, high, front, back, hidden, quoted):
    """Stars over one field; 64 bytes stand behind ``low``."""
    size = high - low
    plain = size <= 64
    if plain and size > 0:
        others = beyond_ascii_of(buf, low) | (equal_to(buf, low, 34) if quoted else NONE)
        plain = others << np.uint64(64 - size) == NONE
    length = size
    if not plain:
        length = 0
        j = low
        while j < high:
            step = step_of(buf, j, high, quoted)
            length += 1 if step == 3 else step
            j += step
    if length - front - back < max(hidden, (length + 2) // 3):
        front = back = length // 4
    if plain:
        star_bytes(buf, low + front, high - back)
    else:
        star_characters(buf, low, high, front, length - back, False, quoted)


@jit
def star_by(buf, low, high, quoted, rules, k, values):
    """Stars over one field by the rule ``k``, and one more value that is not empty. What says that there is none stays."""
    if nothing(buf, low, high) or total(buf, low, high):
        return
    set_long(values, k, long(values, k) + (high > low))
    front, back, hidden = long(rules, 4 * k), long(rules, 4 * k + 1), long(rules, 4 * k + 2)
    if long(rules, 4 * k + 3) == GROUPED:
        star_grouped(buf, low, high, front, back, hidden, quoted)
    else:
        star_field(buf, low, high, front, back, hidden, quoted)


@jit
def star_characters(buf, j, high, front, back, grouped, quoted):
    """Stars in the places ``[front, back)`` of a text in UTF-8, over the whole of what reaches into them. ``grouped``: of a
    number what stands between groups has no place and stays, and what is Chinese becomes stars wherever it stands."""
    place = 0
    while j < high:
        step = step_of(buf, j, high, quoted)
        if grouped and gap(at(buf, j)):
            j += step
            continue
        after = place + (1 if step == 3 else step)
        if (place < back and after > front) or (grouped and step == 3 and chinese(at(buf, j))):
            if step == 3:
                set_byte(buf, j, 0xEF)
                set_byte(buf, j + 1, 0xBC)
                set_byte(buf, j + 2, 0x8A)
            else:
                star_bytes(buf, j, j + step)
        place = after
        j += step


@kept(error_model="numpy")
def star_fields(buf, starts, ends, group, forms, rules, values):
    """Stars in place over fields whose group has a rule; others are left. ``values``: how many were not empty."""
    buf = np.int64(buf.ctypes.data)
    by, counts = np.int64(rules.ctypes.data), np.int64(values.ctypes.data)
    for k in range(starts.size):
        if rules[group[k], 3]:
            star_by(buf, starts[k], ends[k], forms[k] == QUOTED, by, group[k], counts)


@jit
def parity(word):
    """Of each bit: whether an odd number of bits is set up to and with it."""
    for step in STEPS:
        word ^= word << step
    return word


@jit
def over(buf, i, sep):
    """Whether a field whose closing quote stands right before ``i`` is over, or goes on with a quote that is doubled."""
    c = at(buf, i)
    return c == sep or c == 10 or c == 34 or (c == 13 and at(buf, i + 1) == 10)


@jit
def star_record(buf, marks, k, start, width, chosen, rules, values):
    """Stars over the chosen columns of a record that begins at ``start`` and whose fields end at ``marks`` from ``k`` on."""
    column = long(chosen, 0)
    while column < width:
        low = long(marks, k + column - 1) + 1 if column else start
        high = long(marks, k + column)
        if column == width - 1 and high > low and at(buf, high - 1) == 13:
            high -= 1
        quoted = at(buf, low) == 34
        if quoted:
            low, high = low + 1, high - 1  # where that is not so, there is DOUBT
        star_by(buf, low, high, quoted, rules, column, values)
        chosen += 8
        column = long(chosen, 0)


@jit
def even(buf, marks, n, lines, width):
    """Whether records of ``width`` fields, and nothing else, end at some marks, of which so many are line feeds; the last
    may lack its end."""
    if width == 1 or lines != n // width:  # of one column, empty lines look like records
        return False
    last = width - 1
    while last < n:
        if at(buf, long(marks, last)) != 10:
            return False
        last += width
    return True


@jit
def star_uneven(buf, marks, n, start, width, chosen, rules, values, state):
    """How many marks are of whole records, with stars put there. Empty lines are no records; one of another width is BAD."""
    k = end = 0
    while end < n:
        i = long(marks, end)
        ended = at(buf, i) == 10
        blank = end == k and (i == start or (i == start + 1 and at(buf, start) == 13))
        wide = end - k + 1
        end += 1
        if wide > width or (wide == width and not ended) or (ended and wide < width and not blank):
            state[BAD] = state[ROWS] + 1
            return k
        if ended:
            if not blank:
                state[ROWS] += 1
                star_record(buf, marks, k, start, width, chosen, rules, values)
            k, start = end, i + 1
    return k


@kept(error_model="numpy")
def star_columns(buf, size, sep, chosen, rules, marks, values, state):
    """Stars over the ``chosen`` columns (and a last number beyond all) of whole records of a CSV text, tile by tile;
    ``rules``: of every column.

    The borders are those of ``csvkernel.fields``. Where every quote of 64 bytes opens a field, closes one or is one of a
    pair, what lies within quotes is known for all 64 at once; where that is not so, or something else than the end of a field
    stands behind a quote, there is DOUBT: it ends with what it has TAKEN, and ``csvkernel.fields`` is to go on from there.
    ``marks`` is room for where fields end, ``TILE + BLOCK`` and a record more. 64 bytes must stand behind ``size``.
    """
    width = rules.shape[0]
    buf, state = np.int64(buf.ctypes.data), loose(state)
    chosen, rules = np.int64(chosen.ctypes.data), np.int64(rules.ctypes.data)
    marks, values = np.int64(marks.ctypes.data), np.int64(values.ctypes.data)
    base = start = first = np.int64(0)
    opened, closed = False, np.int64(-2)
    n = lines = 0
    while base < size and not state[BAD]:
        tile = min(base + TILE, size)
        while base < tile:
            quotes = equal_to(buf, base, 34)
            ends = equal_to(buf, base, 10)
            stops = (equal_to(buf, base, sep) | ends) & ~quotes
            if size - base < 64:
                stops &= (ONE << np.uint64(size - base)) - ONE
                quotes &= (ONE << np.uint64(size - base)) - ONE
            if opened or quotes:
                within = parity(quotes) ^ (EVERY if opened else NONE)
                edge = ONE if base == first or base == closed + 1 else NONE
                if quotes & within & ~((stops | quotes) << ONE | edge):
                    state[DOUBT] = 1
                shut = quotes & ~within
                returns = equal_to(buf, base, 13) & (ends >> ONE | (TOP if at(buf, base + 64) == 10 else NONE))
                if (shut << ONE) & ~(stops | quotes | returns) or (shut & TOP and not over(buf, base + 64, sep)):
                    state[DOUBT] = 1
                stops, opened = stops & ~within, within & TOP != NONE
                if shut:
                    closed = base + highest(shut)
            if stops:
                first = base + highest(stops) + 1
                lines += count_of(stops & ends)
                more = n + count_of(stops)
                while n < more:
                    for _ in range(8):  # those beyond ``more`` are overwritten: how often eight are taken is guessed right
                        set_long(marks, n, base + lowest(stops))
                        stops &= stops - ONE
                        n += 1
                n = more
            base += 64
        if state[DOUBT]:
            break
        if even(buf, marks, n, lines, width):
            k = n - n % width
            for row in range(0, k, width):
                star_record(buf, marks, row, start, width, chosen, rules, values)
                start = long(marks, row + width - 1) + 1
            state[ROWS] += lines
        else:
            k = star_uneven(buf, marks, n, start, width, chosen, rules, values, state)
        if k:
            start = long(marks, k - 1) + 1
        for j in range(k, n):
            set_long(marks, j - k, long(marks, j))
        n, lines = n - k, 0
    state[TAKEN], state[OPEN] = start, opened
