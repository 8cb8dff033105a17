"""Whether a number stands in a row of measures, such as prices and turnover: the rule of ``plain.structured`` for kernels."""

from __future__ import annotations

from zhengan.masking.fast.columns import column
from zhengan.masking.fast.lex import MEMO, TABLED, figure, get, jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.vector import BLOCK, at, count_of, equal_to
from zhengan.masking.kinds import labels
from zhengan.masking.plain.structured import FAR, MEASURED

L_PHONE = labels.PHONE


@jit
def celled_before(buf, start):
    """A sign that parts cells stands before the number, and a figure before that."""
    if start < 2 or not figure(at(buf, start - 2)):
        return False
    c = at(buf, start - 1)
    return c == 44 or c == 124 or c == 9


@jit
def measured(buf, start, end, n, w):
    """Nothing but figures stands before the number, four and more of them with decimals, and no header says that it is a
    number to call."""
    apart()
    if start >= 2 * BLOCK and points(buf, start - BLOCK) + points(buf, start - 2 * BLOCK) < MEASURED:
        return False
    low = start
    far = max(0, start - FAR)
    while low > far and of_figures(at(buf, low - 1)):
        low -= 1
    if low and at(buf, low - 1) >= 128:
        return False
    decimals = 0
    while low + 2 < start:
        one = figure(at(buf, low)) and at(buf, low + 1) == 46 and figure(at(buf, low + 2))
        decimals += one
        low += 3 if one else 1
    if decimals < MEASURED:
        return False
    return get(w, MEMO, TABLED) == 0 or column(buf, start, end, n, w) != L_PHONE


@jit
def points(buf, i):
    """How many of 64 bytes are points: of few, there is no row of decimals."""
    return count_of(equal_to(buf, i, 46))


@jit
def of_figures(c):
    """A byte of a row of figures."""
    return figure(c) or c == 44 or c == 46 or c == 124 or c == 9 or c == 32 or c == 43 or c == 58 or c == 45
