"""``plain.tuples`` for kernels: numbers in the rows of an INSERT."""

from __future__ import annotations

from zhengan.masking.fast.context import label_in
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds.labels import FURTHEST
from zhengan.masking.plain.tuples import LONGEST_KEY

VALUES = (118, 97, 108, 117, 101, 115)


@jit
def inserted(buf, start):
    """The kind of the label of the column in which the number at ``start`` is inserted, 0 for none."""
    apart()
    low = max(0, start - FURTHEST)
    c = at(buf, start - 1) if start else 0
    quoted = c == 39 or c == 34
    if not (quoted or c == 40 or c == 44 or c == 32):
        return 0
    i, place = opened(buf, start - 1 if quoted else start, low, True)
    while i >= 0:
        i = before(buf, i, low)
        if i < 0 or at(buf, i) != 44:
            break
        i = before(buf, i, low)
        i = opened(buf, i, low, False)[0] if i >= 0 and at(buf, i) == 41 else -1
    if i < 5:
        return 0
    for k in range(6):
        if at(buf, i - 5 + k) | 32 != VALUES[k]:
            return 0
    close = before(buf, i - 5, low)
    if close < 0 or at(buf, close) != 41:
        return 0
    first = opened(buf, close, low, False)[0]
    if first < 0:
        return 0
    begin = first + 1
    while place and begin < close:
        place -= at(buf, begin) == 44
        begin += 1
    if place:
        return 0
    end = begin
    while end < close and at(buf, end) != 44:
        end += 1
    return label_in(buf, begin, end)


@jit
def keyed_by(buf, start):
    """The kind of the label of the column whose value the number at ``start`` is in a key of several, 0 where that says nothing;
    -1 elsewhere."""
    stop = start - (start > 0 and (at(buf, start - 1) == 39 or at(buf, start - 1) == 34))
    if not (in_key(buf, stop) or (stop > 1 and at(buf, stop - 1) == 32 and at(buf, stop - 2) == 44)):
        return -1
    apart()
    low = max(0, start - LONGEST_KEY)
    i, place = opened(buf, stop, low, True)
    if i < 2 or not in_key(buf, i + 1):
        return -1
    first = opened(buf, i - 2, low, True)[0]
    if first < 0:
        return -1
    begin, many = first + 1, 0
    for k in range(first + 1, i - 2):
        if at(buf, k) == 44:
            many += 1
            if many == place:
                begin = k + 1
    if many == 0 or place > many:
        return -1
    end = begin
    while end < i - 2 and at(buf, end) != 44:
        end += 1
    return label_in(buf, begin, end)


@jit
def in_key(buf, i):
    """What stands between the columns of a key and its values ends at ``i``."""
    return i > 2 and at(buf, i - 1) == 40 and at(buf, i - 2) == 61 and at(buf, i - 3) == 41


@jit
def opened(buf, i, low, within_line):
    """The bracket in which the byte before ``i`` stands, and how many commas stand between; -1 for none from ``low`` on."""
    depth, commas = 0, 0
    quoted = False
    k = i - 1
    while k >= low:
        c = at(buf, k)
        if c == 39:
            quoted = not quoted
        elif c == 10 and within_line:
            break
        elif not quoted:
            if c == 41:
                depth += 1
            elif c == 40:
                depth -= 1
                if depth < 0:
                    return k, commas
            elif c == 44 and depth == 0:
                commas += 1
        k -= 1
    return -1, 0


@jit
def before(buf, i, low):
    """The last byte before ``i`` that is not blank, -1 for none from ``low`` on."""
    i -= 1
    while i >= low and (at(buf, i) == 32 or at(buf, i) == 9 or at(buf, i) == 10 or at(buf, i) == 13):
        i -= 1
    return i if i >= low else -1
