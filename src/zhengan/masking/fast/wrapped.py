"""``plain.wrapped`` for kernels: a number broken over a line end."""

from __future__ import annotations

from zhengan.masking.fast import checks
from zhengan.masking.fast.columns import line_start
from zhengan.masking.fast.context import amount, right_free
from zhengan.masking.fast.lex import (
    GROUPS,
    HEAD,
    JOINED,
    MEMO,
    TABLED,
    TOP,
    figure,
    get,
    jit,
    put,
    separator,
    unit,
)
from zhengan.masking.fast.meaning import label_at
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.reading import join
from zhengan.masking.fast.rules import CARD, L_ACCOUNT, L_AMOUNT, L_CARD, L_ID, RESIDENT
from zhengan.masking.fast.vector import at, digits_of, lowest
from zhengan.masking.plain.wrapped import MOST_BLANK

MOST = 19  # digits


@jit
def beginning(buf, i, n):
    """Where the figures start with which the line below begins, 0 for none; a line ends at ``i``."""
    i += at(buf, i) == 13
    if i >= n or at(buf, i) != 10:
        return 0
    i += 1
    high = min(n, i + MOST_BLANK)
    while i < high and (at(buf, i) == 32 or at(buf, i) == 9):
        i += 1
    return i if i < n and figure(at(buf, i)) else 0


@jit
def going_on(buf, i, n):
    """Where the figures start with which the line below begins, if they are no date or time, else 0; a line ends at ``i``."""
    i = beginning(buf, i, n)
    if i == 0:
        return 0
    c = at(buf, i + lowest(~digits_of(buf, i) | TOP))
    return 0 if c == 45 or c == 47 or c == 58 else i


@jit
def wrapped(buf, n, w, g, many):
    """The value of which the whole chain is the first part."""
    if g or get(w, 0, 3) or many == GROUPS:
        return 0, 0, 0, 0
    end = get(w, many - 1, 1)
    c = at(buf, end)
    if (c != 10 and c != 13) or get(w, MEMO, TABLED) == 0:
        return 0, 0, 0, 0
    below = going_on(buf, end, n)
    return both(buf, n, w, many, below) if below else (0, 0, 0, 0)


@jit
def both(buf, n, w, many, below):
    """The value in the chain and what stands at ``below``."""
    apart()
    start = get(w, 0, 0)
    first, fours = 0, True
    for k in range(many):
        size = get(w, k, 2)
        if get(w, k, 1) - get(w, k, 0) != size or (k and get(w, k, 3) != 32):
            return 0, 0, 0, 0
        first += size
        fours &= size == 4
    if first >= MOST or not opens(buf, start, n):
        return 0, 0, 0, 0
    join(w, 0, many)
    total, last, end = first, 0, below
    while end < n and total < MOST + 1:
        c = at(buf, end)
        if figure(c):
            put(w, JOINED, HEAD + total, c & 15)
            total += 1
            last += 1
        elif c == 32 and end + 1 < n and figure(at(buf, end + 1)):
            fours &= last == 4
            last = 0
        else:
            break
        end += 1
    if total > MOST or unit(buf, end, n):
        return 0, 0, 0, 0
    size = separator(buf, end, n)[0]
    if size and unit(buf, end + size, n):
        return 0, 0, 0, 0
    check = get(w, JOINED, HEAD + 17) if total == 18 else 10
    c = at(buf, end) if end < n else 0
    crossed = total == 17 and c | 32 == 120
    end += crossed
    if not right_free(buf, end, n):
        return 0, 0, 0, 0
    person = (total == 18 or crossed) and checks.valid18(w, JOINED, check)
    if person and (first not in (6, 14) or label_at(buf, start, w) == L_ID):
        return RESIDENT, start, end, many
    if crossed or total < 16 or first < 2 or total - first < 2 or not checks.luhn(w, JOINED, total):
        return 0, 0, 0, 0
    if amount(buf, start, end, n):
        return 0, 0, 0, 0
    issued = checks.issued(w, JOINED)
    kind = label_at(buf, start, w)
    proved = issued and kind < L_AMOUNT and (kind == L_ACCOUNT or (fours and last <= 4))
    return (CARD, start, end, many) if kind == L_CARD or proved else (0, 0, 0, 0)


@jit
def opens(buf, start, n):
    """The line around ``start`` is not too long before it and does not go on with figures where the one above ended with some."""
    low = line_start(buf, start)
    if low < 0:
        return False
    if low == 0 or not beginning(buf, low - 1, n):
        return True
    if line_start(buf, low - 1) < 0:
        return False
    i = low - 1
    i -= i > 0 and at(buf, i - 1) == 13
    return not (i > 0 and figure(at(buf, i - 1)))
