"""``plain.tagged`` for kernels: numbers in messages of FIX and STEP."""

from __future__ import annotations

from zhengan.masking.fast.context import exact, exact_before
from zhengan.masking.fast.lex import figure, jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.tables import BEGIN, BETWEEN, INVESTORS, OTHER_TAGS, TAGS
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds import labels
from zhengan.masking.plain.tagged import AHEAD, SHENZHEN, TWELVE

FUND, FUTURES, SECURITIES, NUMBER = labels.FUND, labels.FUTURES, labels.SECURITIES, labels.NUMBER
FURTHEST = labels.FURTHEST


@jit
def tagged(buf, start, end, n):
    """The kind of the number in ``[start, end)`` by the tag of its field, 0 for none."""
    apart()
    other = exact_before(buf, start, OTHER_TAGS[0], OTHER_TAGS[1])
    size = other or exact_before(buf, start, TAGS[0], TAGS[1])
    i = start - size
    if size == 0 or exact_before(buf, i, BETWEEN[0], BETWEEN[1]) == 0 or not within(buf, i):
        return 0
    if other:
        return NUMBER
    if size > 2 and not investor(buf, end, n):
        return 0
    size = end - start if at(buf, start) == 48 else 0
    return SECURITIES if size == SHENZHEN else FUTURES if size == TWELVE else FUND


@jit
def within(buf, i):
    """A message begins before ``i`` in its line."""
    end, low = i, max(0, i - FURTHEST)
    while i > low and at(buf, i - 1) != 10:
        i -= 1
        if at(buf, i) == 56 and exact(buf, i, end, BEGIN[0], BEGIN[1]):
            return True
    return False


@jit
def investor(buf, end, n):
    """The role that follows a party is an investor's, or a customer's."""
    high = min(n, end + AHEAD)
    i = end
    while i + 4 <= high and at(buf, i) != 10:
        if at(buf, i) == 52 and at(buf, i + 3) == 61:
            c, d = at(buf, i + 1), at(buf, i + 2)
            if c == 53 and d == 50:
                i += 4
                stop = i
                while stop < n and stop - i < 3 and figure(at(buf, stop)):
                    stop += 1
                return exact(buf, i, stop, INVESTORS[0], INVESTORS[1]) == stop - i and stop > i
            if c == 52 and d == 56:
                return False
        i += 1
    return False
