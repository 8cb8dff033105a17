"""The cells of a line of a table: what stands between them, how many there are, where each is (``plain.columns``)."""

from __future__ import annotations

import numpy as np

from zhengan.masking.fast.lex import figure, jit
from zhengan.masking.fast.vector import BLOCK, at, count_of, digits_of, equal_to, lowest

BAR, BOX, TAB, COMMA, SEMICOLON, CARET, WIDE, GAP, SPACES = range(1, 10)
BEFORE = 3  # bytes of a full-width space
ONE, FULL = np.uint64(1), np.uint64(0xFFFFFFFFFFFFFFFF)
S1, S3, LAST = np.uint64(1), np.uint64(3), np.uint64(63)


@jit
def box(buf, i):
    """│ or ｜ stands there."""
    c, d, e = at(buf, i), at(buf, i + 1), at(buf, i + 2)
    return (c == 0xE2 and d == 0x94 and e == 0x82) or (c == 0xEF and d == 0xBD and e == 0x9C)


@jit
def blank(buf, i):
    """A full-width space stands there."""
    return at(buf, i) == 0xE3 and at(buf, i + 1) == 0x80 and at(buf, i + 2) == 0x80


@jit
def padding(c):
    """A byte that may stand between a number and the border of its cell."""
    return c == 32 or c == 42 or c == 96 or c == 39 or c == 34 or c == 13 or c == 45


@jit
def stripped(buf, low, high):
    """A span without what may stand around a number."""
    while low < high and padding(at(buf, low)):
        low += 1
    while low < high and padding(at(buf, high - 1)):
        high -= 1
    return low, high


@jit
def within(low, high):
    """The bits of the bytes of a block from ``low`` on that stand before ``high``."""
    return FULL if high - low >= BLOCK else (ONE << np.uint64(high - low)) - ONE


@jit
def starts_of(buf, i, high, sign, spaced):
    """Where of the 64 bytes at ``i`` separators start before ``high``; ``spaced``: a space stands before ``i``."""
    if sign == BOX:
        found = boxes_of(buf, i)
    elif sign == WIDE:
        found = blanks_of(buf, i)
    elif sign < GAP:
        found = equal_to(buf, i, narrow(sign))
    else:
        space = equal_to(buf, i, 32)
        found = space & ~(space << S1 | (ONE if spaced else np.uint64(0)))
        found &= equal_to(buf, i + 1, 32) if sign == GAP else ~times_of(buf, i)
    return found & within(i, high)


@jit
def times_of(buf, i):
    """Before which of 64 bytes the time of a day begins: 09:30."""
    colons = equal_to(buf, i + 3, 58)
    if colons == 0:
        return colons
    return colons & digits_of(buf, i + 1) & digits_of(buf, i + 2) & digits_of(buf, i + 4) & digits_of(buf, i + 5)


@jit
def boxes_of(buf, i):
    """Where in 64 bytes │ or ｜ starts."""
    box, wide = equal_to(buf, i, 0xE2), equal_to(buf, i, 0xEF)
    if box | wide == 0:
        return box
    box &= equal_to(buf, i + 1, 0x94) & equal_to(buf, i + 2, 0x82)
    return box | (wide & equal_to(buf, i + 1, 0xBD) & equal_to(buf, i + 2, 0x9C))


@jit
def blanks_of(buf, i):
    """Where in 64 bytes full-width spaces start that stand behind none."""
    found = equal_to(buf, i, 0xE3)
    if found == 0:
        return found
    found &= equal_to(buf, i + 1, 0x80) & equal_to(buf, i + 2, 0x80)
    if i < BEFORE:
        return found & ~(found << S3)
    return found & ~(equal_to(buf, i - 3, 0xE3) & equal_to(buf, i - 2, 0x80) & equal_to(buf, i - 1, 0x80))


@jit
def separator(buf, low, high):
    """What stands between the cells of a line (0: nothing), and how often."""
    bars, boxes, tabs, commas, semicolons, carets, wides, gaps, spaces = 0, 0, 0, 0, 0, 0, 0, 0, 0
    spaced = np.uint64(0)
    i = low
    while i < high:
        inside = within(i, high)
        bars += count_of(equal_to(buf, i, 124) & inside)
        tabs += count_of(equal_to(buf, i, 9) & inside)
        commas += count_of(equal_to(buf, i, 44) & inside)
        semicolons += count_of(equal_to(buf, i, 59) & inside)
        carets += count_of(equal_to(buf, i, 94) & inside)
        wides += count_of(blanks_of(buf, i) & inside)
        boxes += count_of(boxes_of(buf, i) & inside)
        space = equal_to(buf, i, 32) & inside
        if space:
            found = space & ~(space << S1 | spaced)
            spaces += count_of(found & ~times_of(buf, i))
            gaps += count_of(found & equal_to(buf, i + 1, 32))
        spaced = space >> LAST
        i += BLOCK
    if bars:
        return BAR, bars
    if boxes:
        return BOX, boxes
    if tabs:
        return TAB, tabs
    if semicolons > commas:
        return SEMICOLON, semicolons
    if commas and (apart_commas(buf, low, high) or not (semicolons or carets or wides or gaps or spaces)):
        return COMMA, commas
    if semicolons:
        return SEMICOLON, semicolons
    if carets:
        return CARET, carets
    if wides:
        return WIDE, wides
    return (GAP, gaps) if gaps else (SPACES, spaces) if spaces else (0, 0)


@jit
def apart_commas(buf, low, high):
    """Some comma does not stand among the figures of one number (1,204.50)."""
    i = low
    while i < high and (at(buf, i) != 44 or thousands(buf, i, high)):
        i += 1
    return i < high


@jit
def thousands(buf, i, high):
    """A figure stands before the comma at ``i``, three and no more behind it."""
    if i == 0 or not figure(at(buf, i - 1)) or i + 3 >= high:
        return False
    three = figure(at(buf, i + 1)) and figure(at(buf, i + 2)) and figure(at(buf, i + 3))
    return three and not (i + 4 < high and figure(at(buf, i + 4)))


@jit
def seps(buf, low, high, sign):
    """How many separators stand in a span that starts and ends with none."""
    count, i = 0, low
    while i < high:
        count += count_of(starts_of(buf, i, high, sign, i > low and at(buf, i - 1) == 32))
        i += BLOCK
    return count


@jit
def place_of(buf, low, high, start, end, sign):
    """The number of the cell in which the number stands alone, -1 where it does not."""
    i = start
    while i > low and not ends_sep(buf, i, low, sign):
        if not padding(at(buf, i - 1)):
            return -1
        i -= 1
    i = end
    while i < high and not starts_sep(buf, i, sign):
        if not padding(at(buf, i)):
            return -1
        i += 1
    return seps(buf, low, start, sign)


@jit
def narrow(sign):
    """The byte that a separator of one is."""
    if sign == BAR:
        return 124
    return 9 if sign == TAB else 44 if sign == COMMA else 59 if sign == SEMICOLON else 94


@jit
def ends_sep(buf, i, low, sign):
    """A separator ends at ``i``."""
    c = at(buf, i - 1)
    if sign >= GAP:
        return c == 32 and (sign == SPACES or (i - 2 >= low and at(buf, i - 2) == 32))
    if sign == BOX:
        return i - 3 >= low and box(buf, i - 3)
    if sign == WIDE:
        return i - 3 >= low and blank(buf, i - 3)
    return c == narrow(sign)


@jit
def starts_sep(buf, i, sign):
    """A separator starts at ``i``."""
    c = at(buf, i)
    if sign >= GAP:
        return c == 32 and (at(buf, i + 1) == 32 if sign == GAP else not timed(buf, i))
    if sign == BOX:
        return box(buf, i)
    if sign == WIDE:
        return blank(buf, i)
    return c == narrow(sign)


@jit
def timed(buf, i):
    """The time of a day begins behind the space at ``i``."""
    two = figure(at(buf, i + 1)) and figure(at(buf, i + 2)) and at(buf, i + 3) == 58
    return two and figure(at(buf, i + 4)) and figure(at(buf, i + 5))


@jit
def cell(buf, line, high, sign, place):
    """The span of a cell of the line ``[line, high)``, which has it."""
    low, high = stripped(buf, line, high)
    begin, i = low, low
    while i < high:
        found = starts_of(buf, i, high, sign, i > low and at(buf, i - 1) == 32)
        while found:
            k = i + lowest(found)
            found &= found - ONE
            if place == 0:
                return begin, k
            place -= 1
            begin = k + (3 if sign in (BOX, WIDE) else 1)
            while sign == WIDE and blank(buf, begin):
                begin += 3
            while sign >= GAP and at(buf, begin) == 32:
                begin += 1
        i += BLOCK
    return begin, high
