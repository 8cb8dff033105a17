"""``plain.pairs`` for kernels: a number in the cell beside the word that says what it is."""

from __future__ import annotations

from zhengan.masking.fast.cells import CARET, TAB, box, cell, padding, place_of, separator, stripped
from zhengan.masking.fast.columns import bordered, ending, four, line_end, line_start, worded
from zhengan.masking.fast.context import near
from zhengan.masking.fast.lex import figure, jit
from zhengan.masking.fast.lists import otherwise
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds.labels import WINDOW


@jit
def paired(buf, start, end, n):
    """The kind of the label in the cell before the number in ``[start, end)``, 0 for none."""
    apart()
    if not bordered(buf, start, end, n) or otherwise(buf, start, end - start) or not beside(buf, start):
        return 0
    low, high = line_start(buf, start), line_end(buf, start, n)
    if low < 0 or high < 0:
        return 0
    first, last = stripped(buf, low, high)
    sign, count = separator(buf, first, last)
    if sign == 0 or sign == TAB or sign >= CARET:
        return 0
    place = place_of(buf, first, last, start, end, sign)
    if place < 0:
        return 0
    begin, stop = cell(buf, low, high, sign, 0)
    head = blank(buf, begin, stop)
    begin, stop = cell(buf, low, high, sign, count)
    many = count + 1 - head
    many -= many > 0 and blank(buf, begin, stop)
    place -= head
    if place < 0 or place & 1 == 0 or many & 1:
        return 0
    for k in range(0, many, 2):
        begin, stop = cell(buf, low, high, sign, k + head)
        if four(buf, begin, stop):
            return 0
    begin, stop = cell(buf, low, high, sign, place - 1 + head)
    return worded(buf, begin, stop)


@jit
def beside(buf, start):
    """A label may end before the cell of the number at ``start``: nearly always none does, which is cheap to see."""
    i = start
    while i > 0 and padding(at(buf, i - 1)):
        i -= 1
    c = at(buf, i - 1) if i > 0 else 0
    if c == 124 or c == 44 or c == 59:
        i -= 1
    elif i > 2 and box(buf, i - 3):
        i -= 3
    else:
        return False
    while i > 0 and padding(at(buf, i - 1)):
        i -= 1
    if i == 0 or figure(at(buf, i - 1)):
        return False
    low = max(0, i - WINDOW)
    end, kind = near(buf, low, i)
    return kind > 0 and ending(buf, end, i)


@jit
def blank(buf, low, high):
    """Nothing stands there but what may stand around a number."""
    low, high = stripped(buf, low, high)
    return low == high
