"""``plain.reading`` for kernels: what the rules ask about the groups from ``g`` on.

``w`` has a row for each group of the chain: start, end, digits, separator before (0: first of its chain,
negative: a hyphen); ``count`` is how many groups from ``g`` on, ``many`` how many rows there are.
"""

from __future__ import annotations

from zhengan.masking.fast.context import amount, right_free
from zhengan.masking.fast.extensions import extended
from zhengan.masking.fast.letters import run_into, run_on
from zhengan.masking.fast.lex import HEAD, JOINED, KEPT, get, jit, letter, put
from zhengan.masking.fast.meaning import label_at
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds import labels
from zhengan.masking.plain import reading as rules

PROVING = (labels.PHONE, labels.CARD, labels.ID)
OTHER = rules.OTHER
TELLING = (labels.SECURITIES, labels.FUTURES, labels.FUND, labels.PASSPORT, labels.PERMIT)


@jit
def even(w, g, count, skip):
    """The separators between them are the same; those of the first ``skip`` groups may differ."""
    others = 0
    for k in range(g + 2 + skip, g + count):
        others += get(w, k, 3) != get(w, k - 1, 3)
    return others == 0


@jit
def join(w, g, count):
    """Their digits in the row ``JOINED``; how many (0 when they do not fit)."""
    total = 0
    for k in range(g, g + count):
        size = get(w, k, 2)
        if total + size > KEPT:
            return 0
        for j in range(size):
            put(w, JOINED, HEAD + total + j, get(w, k, HEAD + j))
        total += size
    return total


@jit
def near(w, g):
    """A space or a hyphen of one byte stands before the group."""
    return get(w, g, 3) == 32 or get(w, g, 3) == -45


@jit
def tight(w, g, count):
    """Some group has seven digits, two neighbours have four each, three have 4, 3 and 4 a byte apart, all have one and a
    space between, or a digit is written otherwise."""
    single = True
    for k in range(g, g + count):
        size = get(w, k, 2)
        if size >= 7 or get(w, k, 1) - get(w, k, 0) != size:
            return True
        if k > g and size >= 4 and get(w, k - 1, 2) >= 4:
            return True
        if k > g + 1 and size == 4 and get(w, k - 1, 2) == 3 and get(w, k - 2, 2) == 4 and near(w, k - 1) and near(w, k):
            return True
        single &= size == 1
    if parted(w, g, count):
        return True
    return single and get(w, g + count - 1, 3) == 32


@jit
def parted(w, g, count):
    """The parts of an ID read aloud: 3-3-4-2-2-4 or 6-4-2-2-4, a byte apart."""
    k = g + count - 4
    if count == 6:
        if get(w, g, 2) != 3 or get(w, g + 1, 2) != 3:
            return False
    elif count != 5 or get(w, g, 2) != 6:
        return False
    if get(w, k, 2) != 4 or get(w, k + 1, 2) != 2 or get(w, k + 2, 2) != 2 or get(w, k + 3, 2) != 4:
        return False
    others = 0
    for j in range(g + 1, g + count):
        others += not near(w, j)
    return others == 0


@jit
def joined(w, g, count, many):
    """A hyphen ties the value to digits before or behind it."""
    return get(w, g, 3) < 0 or (g + count < many and get(w, g + count, 3) < 0)


@jit
def weak(buf, n, w, g, count, many):
    """What speaks against a number that proves little."""
    end = get(w, g + count - 1, 1)
    if count > 1 and (joined(w, g, count, many) or not tight(w, g, count)):
        return True
    if count == 1 and get(w, g, 2) < 7 and not tight(w, g, 1):
        return True
    return not right_free(buf, end, n) or amount(buf, get(w, g, 0), end, n)


@jit
def unlike(buf, n, w, g, count, many):
    """The same against a number with check digits, or of the form of a mobile number: letters may follow it behind a label."""
    end = get(w, g + count - 1, 1)
    if end < n and letter(at(buf, end)) and run_on(buf, end, n) and label_at(buf, get(w, g, 0), w) in PROVING:
        return (count > 1 and joined(w, g, count, many)) or not tight(w, g, count)
    return weak(buf, n, w, g, count, many)


@jit
def followed(buf, n, w, g, kind):
    """A word in letters and Chinese follow a group, which a label of that kind tells."""
    return kind in TELLING and run_into(buf, get(w, g, 1), n) and tight(w, g, 1)


@jit
def weak_line(buf, n, w, g, count, many):
    """The same for a fixed line, behind which an extension of up to five digits may be tied."""
    if get(w, g, 3) < 0:
        return True
    after = g + count
    cell = after < many and get(w, after, 2) == 11 and get(w, after, HEAD) == 1 and get(w, after, HEAD + 1) > 2
    if after < many and get(w, after, 3) < 0 and 5 < get(w, after, 2) < OTHER and not cell:
        return True
    end = get(w, after - 1, 1)
    if not (right_free(buf, end, n) or extended(buf, end, n) > end) or amount(buf, get(w, g, 0), end, n):
        return True
    return not tight(w, g, count)


@jit
def plus(buf, start):
    """Where a plus sign before the country code starts, or ``start``."""
    if start > 0 and at(buf, start - 1) == 43:
        return start - 1
    if start > 2 and at(buf, start - 1) == 0x8B and at(buf, start - 2) == 0xBC and at(buf, start - 3) == 0xEF:
        return start - 3
    if start > 2 and at(buf, start - 3) == 37 and at(buf, start - 2) == 50 and at(buf, start - 1) | 32 == 98:  # %2B
        return start - 3
    return start
