"""``plain.bound`` for kernels: numbers bound to a statement's question marks."""

from __future__ import annotations

from zhengan.masking.fast.context import label_in, window
from zhengan.masking.fast.foreign import capital
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.tuples import VALUES, inserted
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds.labels import FURTHEST
from zhengan.masking.plain import bound as rules

STATEMENT, BOUND, NULL = tuple(rules.STATEMENT), tuple(rules.BOUND), tuple(rules.NULL)
CLOSE, COMMA, BLANK, OPEN, MARK, LINE_END = (ord(c) for c in "), (?\n")


@jit
def bound(buf, start, end, n):
    """The kind of the label of the column to which the number in ``[start, end)`` is bound, 0 for none."""
    apart()
    if end + 1 >= n or at(buf, end) != OPEN or not capital(at(buf, end + 1)):
        return 0
    furthest = max(0, start - FURTHEST)
    first = start
    while first > furthest and at(buf, first - 1) != LINE_END:
        first -= 1
    if first == furthest:  # its line begins further away, or none stands above
        return 0
    head = last_of(buf, first, start, BOUND)
    said = last_of(buf, furthest, first, STATEMENT) if head >= 0 else -1
    if said < 0:
        return 0
    left = 1
    for i in range(head, start - 2):
        left += at(buf, i) == CLOSE and at(buf, i + 1) == COMMA and at(buf, i + 2) == BLANK
        left += i + len(NULL) <= start and stands(buf, i, NULL)
    i = said
    while left:
        i += 1
        if at(buf, i) == LINE_END:
            return 0
        left -= at(buf, i) == MARK
    if valued(buf, said, i):
        return inserted(buf, i)
    before = mark_before(buf, said, i)
    while before >= 0 and listed(buf, before + 1, i):
        i, before = before, mark_before(buf, said, before)
    return label_in(buf, max(before, said, window(buf, i)), i)


@jit
def mark_before(buf, low, i):
    """Where the last question mark stands in ``[low, i)``, -1 for nowhere."""
    while i > low and at(buf, i - 1) != MARK:
        i -= 1
    return i - 1 if i > low else -1


@jit
def listed(buf, low, high):
    """Whether nothing but blanks and commas stands in ``[low, high)``."""
    while low < high and (at(buf, low) == BLANK or at(buf, low) == COMMA):
        low += 1
    return low == high


@jit
def last_of(buf, low, high, word):
    """Where a word stands last in ``[low, high)``, -1 for nowhere."""
    for i in range(high - len(word), low - 1, -1):
        if stands(buf, i, word):
            return i
    return -1


@jit
def stands(buf, i, word):
    """Whether a word stands at ``i``."""
    k = 0
    while k < len(word) and at(buf, i + k) == word[k]:
        k += 1
    return k == len(word)


@jit
def valued(buf, low, high):
    """Whether VALUES stands in ``[low, high)``."""
    for i in range(low, high - len(VALUES) + 1):
        k = 0
        while k < len(VALUES) and at(buf, i + k) | 32 == VALUES[k]:
            k += 1
        if k == len(VALUES):
            return True
    return False
