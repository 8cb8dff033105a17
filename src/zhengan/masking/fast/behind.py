"""``plain.behind`` for kernels: a label behind its number, set off from it."""

from __future__ import annotations

from zhengan.masking.fast.context import bucket, exact, exact_before, filler, nearest
from zhengan.masking.fast.lex import figure, jit, letter
from zhengan.masking.fast.lists import otherwise, quote
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.tables import (
    ENDS,
    IDENTIFYING,
    KEY_ENDS,
    KINDS,
    LABEL_BUCKETS,
    OF_KEYS,
    REMARKS,
    SIZES,
)
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds import labels

WINDOW, ACCOUNT = labels.WINDOW, labels.ACCOUNT
MOST_PARTS, LONGEST_PART = 3, 24  # of a key of several columns, to either side of a number


@jit
def blanks(buf, i, n, most):
    """``i`` behind up to ``most`` spaces."""
    k = i
    while k < n and k - i < most and at(buf, k) == 32:
        k += 1
    return k


@jit
def aliased(buf, end, n):
    """The kind of the label in the name that a query gives to the number that ends at ``end``, or in that of the key in which
    a database has it already; 0 for none."""
    if end + 2 < n and (at(buf, end) == 45 or (at(buf, end) == 39 and at(buf, end + 2) == 102)):
        return keyed(buf, end, n)
    i = end + (end < n and quote(at(buf, end)))
    k = blanks(buf, i, n, 3)
    if k == i or k + 3 >= n or at(buf, k) | 32 != 97 or at(buf, k + 1) | 32 != 115:
        return 0
    i = blanks(buf, k + 2, n, 3)
    return named_so(buf, i, n) if i > k + 2 else 0


@jit
def keyed(buf, end, n):
    """The kind of the label in the name of the key of which a message says that the number that ends at ``end`` is in it."""
    apart()
    end = past_parts(buf, end, n)
    sign = exact(buf, end, n, OF_KEYS[0], OF_KEYS[1])
    if sign == 0:
        return 0
    low = end + sign
    high = low
    while high < n and high - low < 64:
        c = at(buf, high)
        if not (letter(c) or figure(c) or c == 95 or c == 46 or c >= 128):
            break
        high += 1
    ending = exact_before(buf, high, KEY_ENDS[0], KEY_ENDS[1])
    return spanned(buf, low, high - ending if high - ending >= low else high)


@jit
def past_parts(buf, i, n):
    """``i`` behind the parts of a key of several columns that follow a number which ends there."""
    for _ in range(MOST_PARTS):
        if i >= n or at(buf, i) != 45:
            break
        first = i + 1
        i = first
        while i < n and i - first < LONGEST_PART and part_of(at(buf, i)):
            i += 1
    return i


@jit
def part_of(c):
    """A byte of a part of a key of several columns."""
    return letter(c) or figure(c) or c == 95 or c == 46


@jit
def compounded(buf, start, end, n):
    """The number in ``[start, end)`` is a part of a key of several columns that a database has already."""
    apart()
    i = past_parts(buf, end, n)
    if i >= n or at(buf, i) != 39 or exact(buf, i, n, OF_KEYS[0], OF_KEYS[1]) == 0 or otherwise(buf, start, end - start):
        return False
    i = start
    for _ in range(MOST_PARTS + 1):
        if i > 0 and at(buf, i - 1) == 39:
            return True
        if i == 0 or at(buf, i - 1) != 45:
            return False
        last = i - 1
        i = last
        while i > 0 and last - i < LONGEST_PART and part_of(at(buf, i - 1)):
            i -= 1
    return False


@jit
def named_so(buf, i, n):
    """The kind of the label that the name at ``i`` ends with, 0 for none."""
    apart()
    k = i
    while k < n and k - i < 32:
        c = at(buf, k)
        if not (letter(c) or figure(c) or c == 95 or c == 96 or c == 34 or c >= 128):
            break
        k += 1
    return spanned(buf, i, k)


@jit
def alias_like(c, d):
    """``c`` and ``d`` behind a number may begin a name that a query gives to it, or a part of its key; cheap to see."""
    return d == 32 if quote(c) else c == 45 or (c == 32 and (d == 32 or d | 32 == 97))


@jit
def remark_like(c, d):
    """``c`` and ``d`` behind a number may begin a remark, or a word in Chinese; cheap to see."""
    if c >= 128:
        return 0xE4 <= c <= 0xE9
    if c == 47:
        return d == 47 or d == 42
    if c == 45 or c == 35:
        return c == 35 or d == 45
    sign = d == 32 or d == 9 or d == 47 or d == 45 or d == 35
    if c == 32 or c == 9:
        return sign or 0xE4 <= d <= 0xE9
    closing = c == 44 or c == 59 or c == 41
    return (closing or quote(c)) and (sign or d == 44 or d == 59 or d == 41 or 0xE4 <= d <= 0xE9)


@jit
def remarked(buf, end, n):
    """The kind of the label in the remark behind a number that ends at ``end``, or with which its line or clause ends."""
    apart()
    first = end + (end < n and quote(at(buf, end)))
    i = first
    while i < n and i - first < 2 and (at(buf, i) == 44 or at(buf, i) == 59 or at(buf, i) == 41):
        i += 1
    k = i
    while k < n and k - i < 8 and (at(buf, k) == 32 or at(buf, k) == 9):
        k += 1
    sign = exact(buf, k, n, REMARKS[0], REMARKS[1])
    if sign:
        return spanned(buf, k + sign, remark_end(buf, k + sign, n))
    i = blanks(buf, first, n, 2)
    kind, size = starting(buf, i, n)
    i += size
    if kind == 0 or kind >= ACCOUNT or exact_before(buf, i, IDENTIFYING[0], IDENTIFYING[1]) == 0:
        return 0
    c = at(buf, i) if i < n else 10
    return kind if c == 10 or c == 13 or exact(buf, i, n, ENDS[0], ENDS[1]) else 0


@jit
def remark_end(buf, i, n):
    """Where a remark ends whose text starts at ``i``: at its own end, that of the line, or after ``WINDOW`` bytes."""
    high = min(n, i + WINDOW)
    while i < high:
        c = at(buf, i)
        if c == 10 or c == 13 or (c == 42 and i + 1 < high and at(buf, i + 1) == 47):
            break
        i += 1
    return i


@jit
def spanned(buf, low, high):
    """The kind of the label with which ``[low, high)`` ends, but for punctuation and words such as 号; 0 for none."""
    apart()
    end, _, kind = nearest(buf, max(low, high - WINDOW), high)
    return kind if kind and filler(buf, end, high) else 0


@jit
def starting(buf, i, n):
    """The kind and size of the longest label in Chinese that starts at ``i``; 0 for none."""
    kind, longest = 0, 0
    if i + 2 < n and at(buf, i) >= 128:
        which = bucket(buf, i)
        for row in range(LABEL_BUCKETS[which, 0], LABEL_BUCKETS[which, 1]):
            size = SIZES[row]
            if size > longest and i + size <= n and exact(buf, i, n, row, row + 1):
                kind, longest = KINDS[row], size
    return kind, longest
