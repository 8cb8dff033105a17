"""``plain.meaning`` for kernels: what a number is by what stands around it."""

from __future__ import annotations

from zhengan.masking.fast.behind import remark_like, remarked, starting
from zhengan.masking.fast.below import led
from zhengan.masking.fast.bound import bound
from zhengan.masking.fast.columns import column
from zhengan.masking.fast.context import exact, filler, nearest, window
from zhengan.masking.fast.counters import user
from zhengan.masking.fast.keyed import keyed
from zhengan.masking.fast.lex import (
    END,
    KIND,
    MEMO,
    PLACE,
    TABLED,
    TOP,
    figure,
    get,
    jit,
    letter,
    put,
)
from zhengan.masking.fast.lists import barred, cell_like, neighbour, origin, otherwise, quote
from zhengan.masking.fast.markup import told
from zhengan.masking.fast.owners import acting, enclosed, owned
from zhengan.masking.fast.pairs import paired
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.spread import spread
from zhengan.masking.fast.tables import (
    CLOSING,
    ENDS,
    FILLERS,
    NAMING,
    NAMING_FIRST,
    POINTING,
    WHOSE,
)
from zhengan.masking.fast.tagged import tagged
from zhengan.masking.fast.tuples import inserted, keyed_by
from zhengan.masking.fast.vector import at, digits_of, lowest
from zhengan.masking.kinds import labels
from zhengan.masking.plain.lists import LEAST
from zhengan.masking.plain.meaning import LONGEST, MOST_NOTED, MOST_WHOSE, NOTED, PAUSED

AMOUNT, NUMBER, MARKET, NOTE, FURTHEST = labels.AMOUNT, labels.NUMBER, labels.MARKET, labels.NOTE, labels.FURTHEST
FUND = labels.FUND


@jit
def label_at(buf, start, w):
    """The kind of the label that speaks of the number at ``start``, remembered for the next rule that asks."""
    if get(w, MEMO, PLACE) != start:
        kind = of_key(buf, start)
        if kind < 0:
            kind = told(buf, start, w)
            kind = kind if kind and kind != MARKET else max(kind, elsewhere(buf, start, kind, w))
        put(w, MEMO, KIND, kind)
        put(w, MEMO, PLACE, start)
    return get(w, MEMO, KIND)


@jit
def of_key(buf, start):
    """The kind by the column of a key of several whose value the number at ``start`` is, 0 for none; -1 where it is in none."""
    kind = keyed_by(buf, start)
    size = lowest(~digits_of(buf, start) | TOP) if kind >= 0 else 0
    return kind if LEAST <= size <= LONGEST else -1


@jit
def elsewhere(buf, start, market, w):
    """The same where no label stands before it, or one of a market, which says nothing of what looks like a mobile number."""
    apart()
    size = lowest(~digits_of(buf, start) | TOP)
    if size < LEAST or size > LONGEST:
        return 0
    if start > 1 and at(buf, start - 1) == 61 and tagged(buf, start, start + size, get(w, MEMO, END)) == NUMBER:
        return NUMBER
    if not cell_like(buf, start, size):
        return 0 if market else around(buf, start, start + size, w)
    if get(w, MEMO, TABLED) == 0 or not celled(buf, start, start + size, get(w, MEMO, END)):
        return 0
    kind = column(buf, start, start + size, get(w, MEMO, END), w)
    return kind if kind >= AMOUNT else 0


@jit
def celled(buf, start, end, n):
    """A number fills a cell whose borders are no spaces; quotes may stand around it."""
    start -= start > 0 and quote(at(buf, start - 1))
    end += end < n and quote(at(buf, end))
    return (start == 0 or hard(at(buf, start - 1))) and (end >= n or hard(at(buf, end)))


@jit
def hard(c):
    """A comma, a bar, a semicolon, a tab, or the end of a line."""
    return c == 44 or c == 124 or c == 59 or c == 9 or c == 10 or c == 13


@jit
def around(buf, start, end, w):
    """The same where no label stands before it."""
    apart()
    n = get(w, MEMO, END)
    first = origin(buf, start, n, w)
    kind = told(buf, first, w) if first < start else 0
    kind = kind if kind else spread(buf, start)
    if kind == 0 and start > 2 and at(buf, start - 1) == 0x8C and at(buf, start - 2) == 0xBC and at(buf, start - 3) == 0xEF:
        kind = paused(buf, start - 3)
    if kind == 0:
        kind = noted(buf, start)
    if kind == 0 and NAMING_FIRST[at(buf, end)]:
        kind = named(buf, end, n)
    if kind == 0 and end < n and remark_like(at(buf, end), at(buf, end + 1)) and not otherwise(buf, start, end - start):
        kind = remarked(buf, end, n)
    if kind == 0 and start > 1 and key_like(at(buf, start - 1), at(buf, start - 2)):
        kind = keyed(buf, start)
    if kind == 0 and enclosed(buf, start, end, n) and not otherwise(buf, start, end - start):
        kind = owned(buf, start, end, n)
    if kind == 0 and end < n and acts_like(at(buf, end)) and not otherwise(buf, start, end - start):
        kind = acting(buf, start, end, n)
    if kind == 0 and start > 1 and at(buf, start - 1) == 61:
        kind = tagged(buf, start, end, n)
    if kind == 0 and user(buf, start, end, n):
        kind = FUND
    if kind == 0 and start > 0 and at(buf, start - 1) == 124:
        row = barred(buf, start, n)
        kind = told(buf, row, w) if row < start else 0
    if kind or get(w, MEMO, TABLED) == 0:
        return kind
    kind = led(buf, first, n, w)
    if kind == 0:
        kind = column(buf, start, end, n, w)
    if kind == 0:
        kind = paired(buf, start, end, n)
    if kind == 0:
        kind = inserted(buf, start)
    if kind == 0:
        kind = bound(buf, start, end, n)
    return kind if kind else neighbour(buf, start, end, n)


@jit
def paused(buf, i):
    """The kind of the label of an account that stands right before the comma at ``i``, 0 for none."""
    apart()
    end, _, kind = nearest(buf, window(buf, i), i)
    return kind if kind in PAUSED and filler(buf, end, i) else 0


@jit
def noted(buf, start):
    """The kind of the label before a note in brackets that stands right before the number, 0 for none."""
    i = start
    for _ in range(2):
        if i > 0 and (at(buf, i - 1) == 58 or at(buf, i - 1) == 32):
            i -= 1
        elif i > 2 and at(buf, i - 1) == 0x9A and at(buf, i - 2) == 0xBC and at(buf, i - 3) == 0xEF:
            i -= 3
    low = max(0, i - MOST_NOTED)
    if i > 0 and at(buf, i - 1) == 41:
        return before_note(buf, i - 1, low)
    if i > 2 and at(buf, i - 1) == 0x89 and at(buf, i - 2) == 0xBC and at(buf, i - 3) == 0xEF:
        return before_note(buf, i - 3, low)
    return 0


@jit
def before_note(buf, i, low):
    """The kind of the label before the bracket that opens last before ``i`` in the line, not before ``low``."""
    apart()
    while i > low and at(buf, i - 1) != 10:
        i -= 1
        if at(buf, i) == 40 or (at(buf, i) == 0xEF and at(buf, i + 1) == 0xBC and at(buf, i + 2) == 0x88):
            end, _, kind = nearest(buf, window(buf, i), i)
            return kind if kind in NOTED and filler(buf, end, i) else 0
    return 0


@jit
def key_like(c, b):
    """What stands before a number, ``c`` and ``b`` before that, may be the end of a key, or a comma behind one."""
    if c == 32:
        return b == 58 or b == 61 or b == 44 or b == 32
    return quote(c) or c == 58 or c == 61 or c == 44


@jit
def acts_like(c):
    """What stands behind a number may be what somebody does, or a bracket or a space before it."""
    return c >= 0xE3 or c == 32 or c == 93 or c == 41


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
