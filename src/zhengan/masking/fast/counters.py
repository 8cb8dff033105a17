"""``plain.counters`` for kernels: fields of the interface of futures counters (CTP)."""

from __future__ import annotations

from zhengan.masking.fast.context import exact, exact_before
from zhengan.masking.fast.lex import figure, jit, letter
from zhengan.masking.fast.lists import quote
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.tables import CLIENT_FIELD, COUNTER_MARKS, USER_FIELD
from zhengan.masking.fast.vector import at
from zhengan.masking.plain.counters import AROUND, LONGEST_FIELD
from zhengan.masking.plain.counters import SIGNS as SIGNS_AROUND

SIGNS = tuple(SIGNS_AROUND)


@jit
def user(buf, start, end, n):
    """The number in ``[start, end)`` is who has logged in."""
    return field(buf, start, USER_FIELD[0], USER_FIELD[1]) and shown(buf, start, end, n)


@jit
def client(buf, start, end, n):
    """The number in ``[start, end)`` is the client's part of a trading code in a ClientID."""
    return field(buf, start, CLIENT_FIELD[0], CLIENT_FIELD[1]) and shown(buf, start, end, n)


@jit
def field(buf, start, low, high):
    """The name of a field, one of rows ``low`` to ``high``, stands before its number at ``start``."""
    i = start - (start > 0 and quote(at(buf, start - 1)))
    if i > 0 and at(buf, i - 1) == 91:
        i -= 1
    elif i > 2 and at(buf, i - 1) == 0x9A and at(buf, i - 2) == 0xBC and at(buf, i - 3) == 0xEF:
        i -= 3
    else:
        i -= i > 0 and at(buf, i - 1) == 32
        if i == 0 or not (at(buf, i - 1) == 58 or at(buf, i - 1) == 61):
            return False
        i -= 1
        i -= i > 0 and at(buf, i - 1) == 32
    i -= i > 0 and quote(at(buf, i - 1))
    size = exact_before(buf, i, low, high)
    c = at(buf, i - size - 1) if i > size else 0
    return size > 0 and not (letter(c) or figure(c) or c == 95)


@jit
def shown(buf, start, end, n):
    """A name of the interface stands in the line of the number in ``[start, end)``, not far from it; or in the lines around it,
    where its own holds nothing else."""
    apart()
    low, high, before, behind = start, end, 0, 0
    while low > 0 and start - low < AROUND and at(buf, low - 1) != 10:
        low -= 1
        before += at(buf, low) not in SIGNS
    while high < n and high - end < AROUND and at(buf, high) != 10:
        behind += at(buf, high) not in SIGNS
        high += 1
    if before <= LONGEST_FIELD and behind == 0:
        low, high = max(0, start - AROUND), min(n, end + AROUND)
    found = 0
    for i in range(low, start):
        found |= exact(buf, i, start, COUNTER_MARKS[0], COUNTER_MARKS[1])
    for i in range(end, high):
        found |= exact(buf, i, high, COUNTER_MARKS[0], COUNTER_MARKS[1])
    return found > 0
