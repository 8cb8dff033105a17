"""Units, escapes, groups and chains of ``plain.lexer``, for kernels. The names are the same where the thing is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit, types

from zhengan.masking.fast.raw import apart, long, set_long
from zhengan.masking.fast.sixteen import figures
from zhengan.masking.fast.vector import at, digits_of, lowest

GROUPS, KEPT = 40, 24  # groups of a chain read at once; digits kept of one group
HEAD, SHIFT = 4, 5  # columns before the digits of a row; a row has 32
TOP = np.uint64(1 << 63)
JOINED, MEMO = GROUPS, GROUPS + 1  # rows of ``scratch``
# Columns of MEMO: the number last looked up and its label; where the text ends; the number whose row (``fast.meaning``) was
# last walked and where that begins; the line, signs and cells of the table (``fast.columns``) last walked, and its header;
# whether lines may belong to one table; the row of an HTML table (``fast.markup``) last walked, its header, what must be in
# reach of who looks at it, and whether it is of th; the line from which lines above were last counted, and how far they count;
# the address of the tables of names (``fast.hantables``), which stays; the line over which a header was last looked for by its
# place, and that header.
PLACE, KIND, END, IN_LIST, ORIGIN, LINE, SIGN, CELLS, HEADER, TABLED, HEAD_ROW, HEAD_START, HEAD_LIMIT, HEAD_TH = range(14)
BASE, LOW, NAMES, OVER_LINE, OVER = 14, 15, 16, 17, 18

INNER: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def jit(function: Callable[..., Any]) -> Any:
    """A function that only kernels call: no way in from Python, and compiled once.

    Numba compiles a function anew for every constant it is called with (a rule for ``g=0`` and for any ``g``, in all
    that they call): three times the functions, and no faster, for what is small is copied into its caller anyhow.
    """
    made = njit(nogil=True, error_model="numpy", **INNER)(function)
    template = made.get_call_template
    made.get_call_template = lambda args, kws: template([types.unliteral(arg) for arg in args], kws)
    return made


@jit
def get(w, row, column):
    """A figure of ``scratch``."""
    return long(w, (row << SHIFT) + column)


@jit
def put(w, row, column, value):
    """Writes one."""
    set_long(w, (row << SHIFT) + column, value)


@jit
def hexa(c):
    """A hexadecimal figure."""
    return 48 <= c <= 57 or 65 <= c <= 70 or 97 <= c <= 102


@jit
def letter(c):
    """An ASCII letter."""
    return 97 <= (c | 32) <= 122


@jit
def figure(c):
    """An ASCII digit."""
    return 48 <= c <= 57


@jit
def unit(buf, i, n):
    """How many bytes the digit at ``i`` takes, 0 when none starts there. Bytes from ``n`` on do not count."""
    if i < 0 or i >= n:
        return 0
    c = at(buf, i)
    if c <= 57:
        if c >= 48:
            return 1
        if c == 37:  # %
            if i + 2 < n and at(buf, i + 1) == 51 and figure(at(buf, i + 2)):
                return 3
            if i + 8 >= n or at(buf, i + 3) != 37 or at(buf, i + 6) != 37 or at(buf, i + 7) != 57:
                return 0
            first = at(buf, i + 1) | 32 == 101 and at(buf, i + 2) | 32 == 102  # EF
            second = at(buf, i + 4) | 32 == 98 and at(buf, i + 5) | 32 == 99  # BC
            return 9 if first and second and figure(at(buf, i + 8)) else 0
        if c == 38 and i + 4 < n and at(buf, i + 1) == 35:  # &#
            d, e = at(buf, i + 2), at(buf, i + 3)
            if at(buf, i + 4) == 59 and ((d == 52 and 56 <= e <= 57) or (d == 53 and 48 <= e <= 55)):
                return 5
            if i + 5 < n and d == 120 and e == 51 and figure(at(buf, i + 4)) and at(buf, i + 5) == 59:
                return 6
        return 0
    if c == 0xEF:
        if i + 2 < n and at(buf, i + 1) == 0xBC and 0x90 <= at(buf, i + 2) <= 0x99:
            return 3
        return 0
    if c == 92 and i + 5 < n and at(buf, i + 1) == 117 and figure(at(buf, i + 5)):  # \u
        a, b, d = at(buf, i + 2), at(buf, i + 3), at(buf, i + 4)
        if (a == 48 and b == 48 and d == 51) or (a | 32 == 102 and b | 32 == 102 and d == 49):
            return 6
    return 0


@jit
def digit(buf, i, size):
    """The digit that the unit of ``size`` bytes at ``i`` stands for."""
    if size == 5:
        return (at(buf, i + 2) - 48) * 10 + at(buf, i + 3) - 96
    if size == 6 and at(buf, i) == 38:
        return at(buf, i + 4) - 48
    return at(buf, i + size - 1) & 15


@jit
def octet(buf, i):
    """Two figures of a byte stand at ``i``, which are no start of a number: not 10 to 19."""
    c, d = at(buf, i), at(buf, i + 1)
    return hexa(c) and hexa(d) and not (c == 49 and figure(d))


@jit
def escape(buf, i, n):
    """How many bytes the escape at ``i`` takes, 0 when none starts there."""
    if i < 0 or i + 1 >= n:
        return 0
    c, d = at(buf, i), at(buf, i + 1)
    if c == 37:
        if d == 50 and i + 4 < n and at(buf, i + 2) == 53 and octet(buf, i + 3):
            return 5
        return 3 if i + 2 < n and octet(buf, i + 1) else 0
    if c != 92:
        return 0
    if d == 117:
        if (
            i + 5 < n
            and hexa(at(buf, i + 2))
            and hexa(at(buf, i + 3))
            and hexa(at(buf, i + 4))
            and hexa(at(buf, i + 5))
        ):
            return 6
        return 0
    if d == 120:
        return 4 if i + 3 < n and hexa(at(buf, i + 2)) and hexa(at(buf, i + 3)) else 0
    return 2 if d == 110 or d == 114 or d == 116 or d == 98 or d == 102 or d == 118 else 0


@jit
def past_escape(buf, i, stop):
    """``i``, or the end of an escape that began before it and reaches beyond, never past ``stop``."""
    for start in range(max(0, i - 5), i + 1):
        c = at(buf, start)
        if c == 37 or c == 92:
            size = escape(buf, start, stop)
            if size and start + size > i:
                return start + size
    return i


@jit
def spaced(buf, i, n):
    """``%20`` stands at ``i``, and three digits behind it."""
    if i + 6 > n or at(buf, i + 1) != 50 or at(buf, i + 2) != 48:
        return False
    return figure(at(buf, i + 3)) and figure(at(buf, i + 4)) and figure(at(buf, i + 5))


@jit
def separator(buf, i, n):
    """Bytes of the separator at ``i`` and a number that tells separators apart, negative for hyphens; (0, 0): none."""
    if i >= n:
        return 0, 0
    c = at(buf, i)
    if c == 32:
        return 1, 32
    if c == 45:
        return 1, -45
    if c == 37:
        return (3, 0x2520) if spaced(buf, i, n) else (0, 0)
    if c < 0xC2 or i + 1 >= n:
        return 0, 0
    d = at(buf, i + 1)
    if c == 0xC2:
        return (2, 0xC2A0) if d == 0xA0 else (0, 0)
    if i + 2 >= n:
        return 0, 0
    e = at(buf, i + 2)
    if c == 0xE2 and d == 0x80:
        if 0x80 <= e <= 0x8D or e == 0xAF:  # and what has no width
            return 3, 0xE28000 + e
        if 0x90 <= e <= 0x95:
            return 3, -(0xE28000 + e)
    elif c == 0xE3 and d == 0x80 and e == 0x80:
        return 3, 0xE38080
    elif c == 0xEF and d == 0xBC and e == 0x8D:
        return 3, -0xEFBC8D
    return 0, 0


@jit
def group_start(buf, i, low, n):
    """Where the group of units that ends at ``i`` starts, not before ``low``; ``i`` when no unit ends there."""
    while i > low:
        c = at(buf, i - 1)
        if 48 <= c <= 57:
            j = i - 1
            while j > low and figure(at(buf, j - 1)):
                j -= 1
            moved = False
            b = at(buf, j - 1) if j > 0 else 0
            if b == 37 or hexa(b) or b == 117 or b == 120:
                for q in range(j - 1, max(-1, j - 7), -1):
                    b = at(buf, q)
                    if b != 37 and b != 92:
                        continue
                    size = unit(buf, q, n)
                    if size and q + size > j and q >= low:
                        i = q
                        moved = True
                        break
                    size = escape(buf, q, n)
                    if size and q + size > j:
                        if q - 6 >= low and unit(buf, q - 6, n) == 9:
                            i = q - 6
                            moved = True
                            break
                        return q + size
            if not moved:
                i = j
        elif c == 59:
            if i - 5 >= low and unit(buf, i - 5, n) == 5:
                i -= 5
            elif i - 6 >= low and unit(buf, i - 6, n) == 6:
                i -= 6
            else:
                break
        elif 0x90 <= c <= 0x99 and i - 3 >= low and at(buf, i - 3) == 0xEF and at(buf, i - 2) == 0xBC:
            i -= 3
        else:
            break
    return i


@jit
def separator_start(buf, i, low, n):
    """Where the separator that ends at ``i`` starts; -1 when none does."""
    if i <= low:
        return -1
    c = at(buf, i - 1)
    if c == 32 or c == 45:
        return i - 1
    if c < 0x80:
        return i - 3 if c == 48 and i - 3 >= low and at(buf, i - 3) == 37 and spaced(buf, i - 3, n) else -1
    for size in (2, 3):
        if i - size >= low and separator(buf, i - size, n)[0] == size:
            return i - size
    return -1


@jit
def chain_start(buf, i, low, n):
    """Where the chain that holds the unit ending at ``i`` starts, not before ``low``."""
    apart()
    start = group_start(buf, i, low, n)
    if start == i:  # beyond it stands an escape, which may be a space
        return start
    while True:
        sep = separator_start(buf, start, low, n)
        if sep < 0:
            return start
        before = group_start(buf, sep, low, n)
        if before >= sep:
            return start
        start = before


@jit
def read_chain(buf, i, n, sep, w):
    """Reads the chain from the unit at ``i``; ``sep`` stands before it. Fills rows of ``w``
    (``scratch``); returns how many, and where reading stopped."""
    apart()
    count = 0
    while count < GROUPS:
        k = 0
        start = i
        while True:
            c = at(buf, i) if i < n else 0
            if 48 <= c <= 57:
                size = 1
            else:
                size = unit(buf, i, n)
                if size == 0:
                    break
                c = digit(buf, i, size)
            if k < KEPT:
                put(w, count, HEAD + k, c & 15)
            k += 1
            i += size
        put(w, count, 0, start)
        put(w, count, 1, i)
        put(w, count, 2, k)
        put(w, count, 3, sep)
        count += 1
        size, sep = separator(buf, i, n)
        if size == 0 or unit(buf, i + size, n) == 0:
            break
        i += size
    return count, i


@jit
def plain_sign(c, d, e):
    """Three bytes are a sign such as ， ： or 。 and none that separates digits, nor a digit."""
    return (c == 0xE3 and d == 0x80 and e != 0x80) or (c == 0xEF and d == 0xBC and e != 0x8D and not 0x90 <= e <= 0x99)


@jit
def lone_run(buf, p, low, n, w):
    """Reads the ASCII digits from ``p`` into row 0 where they plainly are a chain of one group, which most are: their
    count; 0 where ``chain_start`` and ``read_chain`` must tell."""
    if p - 4 < low:
        return 0
    c = at(buf, p - 1)
    # Before: a Chinese character or sign, or ASCII that neither separates nor ends a digit or an escape.
    if c >= 128:
        if not (0xE4 <= at(buf, p - 3) <= 0xEE or plain_sign(at(buf, p - 3), at(buf, p - 2), c)):
            return 0
    elif c == 32 or c == 45:  # what it separates from is no digit
        c = at(buf, p - 2)
        if c == 59 or figure(c) or (c >= 128 and not 0xE4 <= at(buf, p - 4) <= 0xEE):
            return 0
    elif c == 37 or c == 59 or letter(c) or figure(c):
        return 0
    k = lowest(~digits_of(buf, p) | TOP)
    if k > KEPT or p + k >= n:
        return 0
    c = at(buf, p + k)
    if c == 32 or c == 45:
        c = at(buf, p + k + 1)
        if figure(c):
            return 0
    if c == 37 or c == 38 or c == 92 or 0xC2 <= c <= 0xE2:
        return 0
    if (c == 0xE3 or c == 0xEF) and not plain_sign(c, at(buf, p + k + 1), at(buf, p + k + 2)):
        return 0
    put(w, 0, 0, p)
    put(w, 0, 1, p + k)
    put(w, 0, 2, k)
    put(w, 0, 3, 0)
    figures(buf, p, w, HEAD)  # ``KEPT`` of them, whatever stands behind the last
    return k


def scratch(names: int) -> Any:
    """The array that a kernel works in, one for each thread. A row for each group of a chain: start, end, digits, separator
    before, then the digits themselves; behind them a row for the digits of several groups, and one for
    what was last looked up (``MEMO``). One array, because Numba passes seven words for each at every call. ``names``: where the
    tables of names are kept."""
    work = np.full((GROUPS + 2, 1 << SHIFT), -1, np.int64)
    work[MEMO, NAMES] = names
    return work
