"""``plain.meaning`` and ``plain.lists`` for kernels: what a number is by what stands around it."""

from __future__ import annotations

from zhengan.masking.fast.checks import is_date
from zhengan.masking.fast.columns import column
from zhengan.masking.fast.context import exact, exact_before, family
from zhengan.masking.fast.lex import (
    END,
    IN_LIST,
    KIND,
    MEMO,
    ORIGIN,
    PLACE,
    TABLED,
    TOP,
    figure,
    get,
    jit,
    letter,
    put,
)
from zhengan.masking.fast.markup import told
from zhengan.masking.fast.owners import enclosed, owned
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.spread import spread
from zhengan.masking.fast.tables import (
    CLOSING,
    ENDS,
    FILLERS,
    JOINERS,
    JOINING,
    KINDS,
    LABEL_FAMILY,
    LABEL_ROWS,
    NAMING,
    NAMING_FIRST,
    OPENING,
    POINTING,
    SIZES,
    WEAK_JOINERS,
    WHOSE,
)
from zhengan.masking.fast.tuples import inserted
from zhengan.masking.fast.vector import at, digits_of, lowest
from zhengan.masking.kinds import labels
from zhengan.masking.plain.lists import LEAST, MOST
from zhengan.masking.plain.meaning import LONGEST, MOST_WHOSE

AMOUNT, NOTE, FURTHEST = labels.AMOUNT, labels.NOTE, labels.FURTHEST


@jit
def label_at(buf, start, w):
    """The kind of the label that speaks of the number at ``start``, remembered for the next rule that asks."""
    if get(w, MEMO, PLACE) != start:
        kind = told(buf, start, w)
        put(w, MEMO, KIND, kind if kind else elsewhere(buf, start, w))
        put(w, MEMO, PLACE, start)
    return get(w, MEMO, KIND)


@jit
def elsewhere(buf, start, w):
    """The same where no label stands before it."""
    apart()
    size = lowest(~digits_of(buf, start) | TOP)
    return around(buf, start, start + size, w) if LEAST <= size <= LONGEST and not cell_like(buf, start, size) else 0


@jit
def around(buf, start, end, w):
    """The same where no label stands before it."""
    apart()
    n = get(w, MEMO, END)
    first = origin(buf, start, n, w)
    kind = told(buf, first, w) if first < start else 0
    kind = kind if kind else spread(buf, start)
    if kind == 0 and NAMING_FIRST[at(buf, end)]:
        kind = named(buf, end, n)
    if kind == 0 and enclosed(buf, start, end, n) and not otherwise(buf, start, end - start):
        kind = owned(buf, start, end, n)
    if kind or get(w, MEMO, TABLED) == 0:
        return kind
    kind = column(buf, start, end, n, w)
    return kind if kind else inserted(buf, start)


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
    before = behind(buf, end, MOST + 1)
    if before < LEAST or before > MOST:
        return -1
    first = end - before
    if first > 0:
        c = at(buf, first - 1)
        if letter(c) or figure(c) or c == 45 or c == 46 or c == 95:
            return -1
    return first if size == before or (strong and not otherwise(buf, start, size)) else -1


@jit
def otherwise(buf, i, size):
    """A date or a mobile number."""
    c, d = at(buf, i), at(buf, i + 1)
    if size == 8 and ((c == 49 and d == 57) or (c == 50 and d == 48)):
        month, day = pair_at(buf, i + 4), pair_at(buf, i + 6)
        return is_date(pair_at(buf, i) * 100 + pair_at(buf, i + 2), month, day)
    return cell_like(buf, i, size)


@jit
def cell_like(buf, i, size):
    """A mobile number by its length and beginning."""
    return size == 11 and at(buf, i) == 49 and at(buf, i + 1) >= 51


@jit
def pair_at(buf, i):
    """Two figures as a number."""
    return (at(buf, i) - 48) * 10 + at(buf, i + 1) - 48


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


@jit
def named(buf, end, n):
    """The label behind a number that ends at ``end``: its kind."""
    apart()
    end += exact(buf, end, n, CLOSING[0], CLOSING[1])
    pointing = exact(buf, end, n, POINTING[0], POINTING[1])
    size = pointing if pointing else exact(buf, end, n, NAMING[0], NAMING[1])
    if size == 0:
        return 0
    i = end + size
    for _ in range(MOST_WHOSE):
        i += exact(buf, i, n, WHOSE[0], WHOSE[1])
    kind, size = starting(buf, i, n)
    i += size
    while exact(buf, i, n, FILLERS[0], FILLERS[0] + 2):  # 号码
        i += 3
    c = at(buf, i) if i < n else 0
    spoken = pointing == 0 and c >= 128 and exact(buf, i, n, ENDS[0], ENDS[1]) == 0
    if kind == 0 or spoken or figure(c) or letter(c) or c == 58 or c == 61 or starting(buf, i, n)[0] >= AMOUNT:
        return 0
    return kind


@jit
def starting(buf, i, n):
    """The kind and size of the longest label in Chinese that starts at ``i``; 0 for none."""
    kind, longest = 0, 0
    if i + 2 < n and at(buf, i) >= 128:
        which = family(LABEL_FAMILY, buf, i)
        for row in range(LABEL_ROWS[which, 0], LABEL_ROWS[which, 1]):
            size = SIZES[row]
            if size > longest and i + size <= n and exact(buf, i, n, row, row + 1):
                kind, longest = KINDS[row], size
    return kind, longest
