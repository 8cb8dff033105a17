"""``plain.owners`` for kernels: a number in brackets behind a customer's name."""

from __future__ import annotations

from zhengan.masking.fast.context import exact, exact_before
from zhengan.masking.fast.counters import shown
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.tables import (
    BEFORE_ACTING,
    BEFORE_NAMES,
    BEHIND_ACTING,
    DOES,
    HONOURS,
    LETTERED,
    MASKS,
    NO_PERSONS,
    OWNERS,
    SURNAMES,
)
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds import labels
from zhengan.masking.plain.owners import FEWEST, FURTHEST, MOST

FUND = labels.FUND


@jit
def enclosed(buf, start, end, n):
    """Bytes of the bracket before a number that stands in brackets, 0 for none."""
    if start == 0 or end >= n:
        return 0
    c = at(buf, start - 1)
    size = 1 if c == 40 else 3 if c == 0x88 and wide(buf, start - 3, 0x88) else 0
    if size and (at(buf, end) == 41 or (end + 2 < n and wide(buf, end, 0x89))):
        return size
    return 0


@jit
def wide(buf, i, last):
    """A full-width bracket stands at ``i``."""
    return i >= 0 and at(buf, i) == 0xEF and at(buf, i + 1) == 0xBC and at(buf, i + 2) == last


@jit
def owned(buf, start, end, n):
    """``FUND`` where the number in ``[start, end)`` stands in brackets behind a customer's name, else 0."""
    apart()
    bracket = enclosed(buf, start, end, n)
    if bracket == 0 or end - start < FEWEST or end - start > MOST:
        return 0
    low, end = max(0, start - FURTHEST), start - bracket
    if lettered(buf, low, end) or person(buf, low, end):
        return FUND
    size = exact_before(buf, end, HONOURS[0], HONOURS[1])
    return FUND if size and person(buf, low, end - size) else 0


@jit
def acting(buf, start, end, n):
    """``FUND`` where the number in ``[start, end)`` stands between a word for a customer and what customers do, or behind one and
    beside words of futures counters, else 0."""
    apart()
    if end - start < FEWEST or end - start > MOST:
        return 0
    if exact_before(buf, start, OWNERS[0], OWNERS[1]) == 0:
        i = start - exact_before(buf, start, BEFORE_ACTING[0], BEFORE_ACTING[1])
        if i == start or exact_before(buf, i, OWNERS[0], OWNERS[1]) == 0:
            return 0
    i = end + exact(buf, end, n, BEHIND_ACTING[0], BEHIND_ACTING[1])
    does = i < n and at(buf, i) >= 0xE4 and exact(buf, i, n, DOES[0], DOES[1]) > 0
    return FUND if does or shown(buf, start, end, n) else 0


@jit
def owner(buf, low, i):
    """A word that says whose account it is ends at ``i``, or before a colon or a space there."""
    for _ in range(2):
        size = longest_before(buf, low, i)
        if size:
            return True
        i -= exact_before(buf, i, BEFORE_NAMES[0], BEFORE_NAMES[1])
    return False


@jit
def longest_before(buf, low, i):
    """Bytes of a word of owners that ends at ``i`` and starts at ``low`` or behind it; 0 for none."""
    size = exact_before(buf, i, OWNERS[0], OWNERS[1])
    return size if i - size >= low else 0


@jit
def lettered(buf, low, end):
    """The name is a letter: 客户A, 客户甲."""
    if end > 0 and 65 <= at(buf, end - 1) <= 90:
        return owner(buf, low, end - 1)
    size = exact_before(buf, end, LETTERED[0], LETTERED[1])
    return size > 0 and owner(buf, low, end - size)


@jit
def person(buf, low, end):
    """A surname and one or two characters end at ``end``, behind a word of owners."""
    i = end
    for count in range(3):
        size = 3 if i >= 3 and han(buf, i - 3) else exact_before(buf, i, MASKS[0], MASKS[1])
        if size == 0:
            return False
        i -= size
        behind = count and size == 3 and owner(buf, low, i)
        if behind and surnamed(buf, i, end):
            return True
    return False


@jit
def surnamed(buf, i, end):
    """What stands from ``i`` to ``end`` begins with a surname, and with no word that looks so."""
    surname = exact(buf, i, end, SURNAMES[0], SURNAMES[1])
    return surname > 0 and exact(buf, i, end, NO_PERSONS[0], NO_PERSONS[1]) == 0


@jit
def han(buf, i):
    """A Chinese character stands at ``i``."""
    return 0xE4 <= at(buf, i) <= 0xE9 and at(buf, i + 1) >> 6 == 2 and at(buf, i + 2) >> 6 == 2
