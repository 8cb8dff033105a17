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
TOTALS, WIDEST_TOTAL = tuple(int.from_bytes(one.encode(), "big") for one in "合小总共累"), 27
"""What stands before 计 in front of a row of totals."""
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


@jit
def char(buf, high):
    """The three bytes that end before ``high``."""
    return at(buf, high - 3) << 16 | at(buf, high - 2) << 8 | at(buf, high - 1)


@jit
def total(buf, low, high):
    """Whether a field stands in front of a row of totals: 小计, 本页合计：, 总  计 (see ``standing.total``)."""
    last = at(buf, high - 1) if high - low >= 6 else 0
    if high - low > WIDEST_TOTAL or not (last == 0xA1 or last == 0x9A or last == 58):
        return False
    high -= 1 if last == 58 else 3 if char(buf, high) == 0xEFBC9A else 0
    if high - low < 6 or char(buf, high) != 0xE8AEA1:
        return False
    high -= 3
    while high > low and at(buf, high - 1) == 32:
        high -= 1
    while high - low > 3 and char(buf, high) == 0xE38080:
        high -= 3
    if high - low < 3 or high - low > 15 or high - low == 6:  # a surname may stand before it
        return False
    found = False
    for one in TOTALS:
        found |= char(buf, high) == one
    for i in range(low, high):
        found &= at(buf, i) > 127
    return found


@kept
def nothings(buf, starts, ends):
    """Which of some fields say that there is none."""
    made = np.zeros(starts.size, np.bool_)
    for k in range(starts.size):
        made[k] = nothing(buf, starts[k], ends[k]) or total(buf, starts[k], ends[k])
    return made


@jit
def naming(buf, low, high, sep, lasts):
    """Whether a field of a line may name a column: it ends with one of the Chinese characters ``lasts``, by their numbers, or
    with none."""
    for j in range(low, high + 1):
        if j == high or at(buf, j) == sep:
            k = j
            while k > low and (at(buf, k - 1) == 34 or at(buf, k - 1) == 13 or at(buf, k - 1) == 32):
                k -= 1
            last = at(buf, k - 1) if k > low else 0
            if (32 < last < 127 and last != sep) or (last > 127 and k - low < 3):
                return True
            if last > 127:
                code = (at(buf, k - 3) & 15) << 12 | (at(buf, k - 2) & 63) << 6 | (last & 63)
                if code >= 0xFF00 or lasts[code]:
                    return True
    return False


@jit
def figures(buf, low, high, most):
    """How many figures stand in a line; of more than ``most`` one more."""
    many = 0
    while low < high and many <= most:
        many += 48 <= at(buf, low) <= 57
        low += 1
    return many


@jit
def ends_field(buf, i, size, sep):
    """Whether a colon (：) stands at ``i`` and ends a field."""
    if i + 4 > size or at(buf, i) != 0xEF or at(buf, i + 1) != 0xBC or at(buf, i + 2) != 0x9A:
        return False
    behind = at(buf, i + 3)
    return behind == sep or (behind == 34 and at(buf, i + 4) == sep)


@kept
def colon(buf, start, size, sep):
    """Where from ``start`` on a field ends with a colon (：); −1 where none does."""
    base = np.int64(start)
    while base < size:
        word = equal_to(buf, base, 0xEF)
        while word:
            i = base + lowest(word)
            word &= word - np.uint64(1)
            if ends_field(buf, i, size, sep):
                return i
        base += 64
    return np.int64(-1)


@jit
def begins(buf, low, size, header):
    """Whether the line from ``low`` on begins as the header does."""
    many = header.size
    if many == 0 or low + many > size or at(buf, low) != at(header, 0):
        return False
    k = 1
    while k < many and at(buf, low + k) == at(header, k):
        k += 1
    return k == many


@kept
def usual(buf, start, size, sep, width, lasts, header):
    """Whether nothing stands from ``start`` on of what is looked for among records: no line that may be a header (``blank``) or
    begins as the ``header`` does, no field that ends with a colon (``colon``), no formula (``formulas``)."""
    place, odd = lines(buf, start, size, sep, width, lasts, header, True)
    return place < 0 and not odd


@kept
def blank(buf, start, size, sep, width, lasts):
    """Where the next line begins, from ``start`` on, that may be a header: with three figures at most where nothing stands
    above it, or a title (of ``width`` fields at most one, the first, is filled); elsewhere with none, and a field that may
    name a column (``naming``) above a line with figures. −1 where there is none."""
    return lines(buf, start, size, sep, width, lasts, buf, False)[0]


@jit
def lines(buf, start, size, sep, width, lasts, header, all_signs):
    """``blank``; and with ``all_signs`` whether one of the others of ``usual`` stands before that."""
    low, above, before = np.int64(start), False, np.int64(-1)
    base = np.int64(start)
    odd = all_signs and begins(buf, low, size, header)
    while base < size:
        if all_signs:
            other = equal_to(buf, base, 0xEF) | equal_to(buf, base, 61) & equal_to(buf, base + 1, 34)
            while other:
                i = base + lowest(other)
                other &= other - np.uint64(1)
                odd |= at(buf, i) == 61 or ends_field(buf, i, size, sep)
        word = equal_to(buf, base, 10)
        while word:
            i = base + lowest(word)
            word &= word - np.uint64(1)
            if i >= size:
                break
            many = figures(buf, low, i, 3 if above else 0)
            if before >= 0 and many and naming(buf, before, low - 1, sep, lasts):
                return before, odd
            wide = i - low > width
            if above and many < 4 and wide:
                return low, odd
            before = low if many == 0 and wide else np.int64(-1)
            end = i - (i > low and at(buf, i - 1) == 13)
            above = end == low or end - low >= width - 1
            j = end - 1
            while above and j >= low and j > end - width:
                above = at(buf, j) == sep
                j -= 1
            low = i + 1
            odd |= all_signs and begins(buf, low, size, header)
        base += 64
    rest = before >= 0 and (low >= size or figures(buf, low, size, 0))
    return before if rest and naming(buf, before, low - 1, sep, lasts) else np.int64(-1), odd


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
