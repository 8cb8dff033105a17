"""``plain.lists`` for kernels: numbers that stand in a row."""

from __future__ import annotations

from zhengan.masking.fast.context import day, exact, exact_before
from zhengan.masking.fast.lex import IN_LIST, MEMO, ORIGIN, figure, get, jit, letter, put
from zhengan.masking.fast.tables import (
    ASSIGNING,
    BEHIND_SHENZHEN,
    CLOSING,
    IN_BRACKETS,
    JOINERS,
    JOINING,
    OPENING,
    SHENZHEN,
    WEAK_JOINERS,
)
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds import labels
from zhengan.masking.plain.lists import (
    LEAST,
    LEAST_BARRED,
    MOST,
    MOST_BARRED,
    MOST_SIGNS,
    SHANGHAI,
    STACKED,
)

NOTE, FURTHEST, SECURITIES = labels.NOTE, labels.FURTHEST, labels.SECURITIES


@jit
def ahead(buf, i, most, n):
    """How many figures stand from ``i`` on, ``most`` where there are more."""
    count = 0
    while count < most and i + count < n and figure(at(buf, i + count)):
        count += 1
    return count


@jit
def behind(buf, i, most):
    """The same up to ``i``."""
    count = 0
    while count < most and count < i and figure(at(buf, i - 1 - count)):
        count += 1
    return count


@jit
def origin(buf, start, n, w):
    """Where the first of the row starts that goes on with the number at ``start``; ``start`` where none does or it is far."""
    first, known = start, get(w, MEMO, IN_LIST)
    while first >= 0:
        before = linked(buf, first, n)
        if before < 0:
            break
        first = get(w, MEMO, ORIGIN) if before == known else before
        if start - first > FURTHEST:
            first = -1
        if before == known:
            break
    put(w, MEMO, IN_LIST, start)
    put(w, MEMO, ORIGIN, first)
    return first if first >= 0 else start


@jit
def linked(buf, start, n):
    """Where the number starts to which the one at ``start`` is joined, -1 for none."""
    if start == 0 or at(buf, start - 1) == 10:
        return -1
    end = back(buf, start, OPENING[0], OPENING[1], 3)
    if end == 0 or JOINING[at(buf, end - 1)] == 0:
        return -1
    sign = exact_before(buf, end, JOINERS[0], JOINERS[1])
    strong = sign > 0
    if not strong:
        sign = exact_before(buf, end, WEAK_JOINERS[0], WEAK_JOINERS[1])
    if sign == 0:
        return -1
    size = ahead(buf, start, MOST + 1, n)
    if size < LEAST or size > MOST:
        return -1
    end -= sign
    if letter(at(buf, end)):  # and, or
        end = back(buf, end, OPENING[0], OPENING[1], 3)
        if end > 0 and at(buf, end - 1) == 44:
            end -= 1
    end = noted(buf, back(buf, end, CLOSING[0], CLOSING[1], 3))
    end = back(buf, end, CLOSING[0], CLOSING[1], 1)
    before = behind(buf, end, MOST + 1)
    if before < LEAST or before > MOST:
        return -1
    first = end - before
    if before == SHANGHAI - 1 and first > 0 and 65 <= at(buf, first - 1) <= 70:  # A123456789、0123456789
        first -= 1
        before = SHANGHAI
    if 7 <= before <= 8:
        first = coded(buf, first)
    if first > 0:
        c = at(buf, first - 1)
        if letter(c) or figure(c) or c == 45 or c == 46 or c == 95:
            return -1
    alike = size == before and not (day(buf, start, size) and not day(buf, first, size))
    if alike or ((strong or bracketed(buf, first)) and not otherwise(buf, start, size)):
        return first
    return -1


@jit
def barred(buf, start, n):
    """Where the first of three numbers and more of one length starts between which bars stand, up to the end of the row;
    ``start`` itself where the one there is in none."""
    if start == 0 or at(buf, start - 1) != 124:
        return start
    size, first, count = ahead(buf, start, MOST + 1, n), start, 1
    while count < MOST_BARRED and first > 0 and at(buf, first - 1) == 124 and behind(buf, first - 1, MOST + 1) == size:
        first -= 1 + size
        count += 1
    if first == start or size < LEAST or size > MOST:
        return start
    if exact_before(buf, back(buf, first, OPENING[0], OPENING[0] + 3, 2), ASSIGNING[0], ASSIGNING[1]) == 0:
        return start
    end = start + size
    while count < MOST_BARRED and end < n and at(buf, end) == 124 and ahead(buf, end + 1, MOST + 1, n) == size:
        end += 1 + size
        count += 1
    c = at(buf, end) if end < n else 0
    if count < LEAST_BARRED or c == 124 or apart_from(c):
        return start
    for k in range(first, end, size + 1):
        if day(buf, k, size):
            return start
    return first


@jit
def coded(buf, first):
    """Where the area code starts before the local number at ``first``, or ``first``."""
    if first == 0 or (at(buf, first - 1) != 45 and at(buf, first - 1) != 32):
        return first
    width = behind(buf, first - 1, 4)
    if width == 4 and at(buf, first - 5) != 48:
        width = 3
    return first - 1 - width if width >= 3 and at(buf, first - 1 - width) == 48 else first


@jit
def bracketed(buf, first):
    """The numbers of the row that ends at ``first`` are those of a list in brackets."""
    i = first
    while i > 0 and first - i < FURTHEST:
        c = at(buf, i - 1)
        if not (figure(c) or c == 34 or c == 39 or c == 44 or c == 32):
            break
        i -= 1
    return i > 0 and at(buf, i - 1) == 91


@jit
def neighbour(buf, start, end, n):
    """The kind of securities where ten digits from 0 stand beside an account of Shanghai or behind 深, 0 elsewhere."""
    if end - start != SHANGHAI or at(buf, start) != 48:
        return 0
    before = back(buf, start, BEHIND_SHENZHEN[0], BEHIND_SHENZHEN[1], MOST_SIGNS)
    if exact_before(buf, before, SHENZHEN[0], SHENZHEN[1]):
        return SECURITIES
    if market_behind(buf, end, n) or stands_before(buf, start) or stands_behind(buf, end, n) or stacked(buf, start, end, n):
        return SECURITIES
    first = linked(buf, start, n)
    return SECURITIES if first >= 0 and letter(at(buf, first)) else 0


@jit
def stacked(buf, start, end, n):
    """The line above ends with an account of Shanghai behind the same sign, and this number ends its own."""
    if start == 0 or (end < n and at(buf, end) != 10 and at(buf, end) != 13):
        return False
    low, far = start - 1, max(0, start - STACKED)
    while low >= far and at(buf, low) != 10:
        low -= 1
    if low < far:
        return False
    last = low - (low > 0 and at(buf, low - 1) == 13)
    first = last - SHANGHAI
    if first <= 0 or not shanghai(buf, first):
        return False
    c = at(buf, first - 1)
    return c == at(buf, start - 1) and not letter(c) and not figure(c)


@jit
def market_behind(buf, i, n):
    """A market stands in brackets behind a number that ends at ``i``: 0123456789（深圳）."""
    i += i < n and at(buf, i) == 32
    if i < n and at(buf, i) == 40:
        i += 1
    elif i + 2 < n and bracket(buf, i, 0x88):
        i += 3
    else:
        return False
    return exact(buf, i, n, IN_BRACKETS[0], IN_BRACKETS[1]) > 0


@jit
def stands_before(buf, i):
    """An account of Shanghai, and what parts it from the number at ``i``, stand before that."""
    i -= i > 0 and quote(at(buf, i - 1))
    i = gap_before(buf, i)
    i -= i > 0 and quote(at(buf, i - 1))
    if i < SHANGHAI or not shanghai(buf, i - SHANGHAI):
        return False
    return i == SHANGHAI or not apart_from(at(buf, i - SHANGHAI - 1))


@jit
def gap_before(buf, i):
    """Where what parts two accounts and ends at ``i`` starts: a sign between single spaces, or up to three; 0: neither."""
    k = i - (i > 0 and at(buf, i - 1) == 32)
    if k > 0 and narrow(at(buf, k - 1)):
        k -= 1
    elif k > 2 and wide(buf, k - 3):
        k -= 3
    elif k < i:
        k -= k > 0 and at(buf, k - 1) == 32
    else:
        return 0
    return k - (k > 0 and at(buf, k - 1) == 32)


@jit
def gap_behind(buf, i, n):
    """Where it ends that starts at ``i``; ``n``: neither."""
    k = i + (i < n and at(buf, i) == 32)
    if k < n and narrow(at(buf, k)):
        k += 1
    elif k + 2 < n and wide(buf, k):
        k += 3
    elif k > i:
        k += k < n and at(buf, k) == 32
    else:
        return n
    return k + (k < n and at(buf, k) == 32)


@jit
def stands_behind(buf, i, n):
    """The same behind a number that ends at ``i``."""
    i += i < n and quote(at(buf, i))
    i = gap_behind(buf, i, n)
    i += i < n and quote(at(buf, i))
    if i + SHANGHAI > n or not shanghai(buf, i):
        return False
    return i + SHANGHAI == n or not apart_from(at(buf, i + SHANGHAI))


@jit
def quote(c):
    """A quote around a number."""
    return c == 34 or c == 39


@jit
def apart_from(c):
    """A byte that makes a longer token of an account beside it."""
    return letter(c) or figure(c) or c == 45 or c == 46 or c == 95


@jit
def narrow(c):
    """A byte that may part two accounts: , | ; / and a tab."""
    return c == 44 or c == 124 or c == 59 or c == 47 or c == 9


@jit
def wide(buf, i):
    """Three bytes that may: 、 ， ；"""
    c, d, e = at(buf, i), at(buf, i + 1), at(buf, i + 2)
    return (c == 0xE3 and d == 0x80 and e == 0x81) or (c == 0xEF and d == 0xBC and (e == 0x8C or e == 0x9B))


@jit
def shanghai(buf, i):
    """A letter and nine figures stand at ``i``."""
    if at(buf, i) < 65 or at(buf, i) > 70:
        return False
    k = i + 1
    while k < i + SHANGHAI and figure(at(buf, k)):
        k += 1
    return k == i + SHANGHAI


@jit
def otherwise(buf, i, size):
    """A date or a mobile number."""
    return day(buf, i, size) or cell_like(buf, i, size)


@jit
def cell_like(buf, i, size):
    """A mobile number by its length and beginning."""
    return size == 11 and at(buf, i) == 49 and at(buf, i + 1) >= 51


@jit
def back(buf, end, low, high, most):
    """``end`` before up to ``most`` of the signs."""
    for _ in range(most):
        end -= exact_before(buf, end, low, high)
    return end


@jit
def noted(buf, end):
    """``end`` before a short note in brackets without figures."""
    if end < 3 or not (at(buf, end - 1) == 41 or bracket(buf, end - 3, 0x89)):
        return end
    i = end - 1
    while i > end - NOTE - 1 and i >= 0:
        c = at(buf, i)
        if figure(c) or c == 10:
            return end
        if c == 40 or bracket(buf, i, 0x88):
            return i
        i -= 1
    return end


@jit
def bracket(buf, i, last):
    """A full-width bracket stands at ``i``."""
    return at(buf, i) == 0xEF and at(buf, i + 1) == 0xBC and at(buf, i + 2) == last
