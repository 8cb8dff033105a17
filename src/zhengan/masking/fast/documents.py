"""The sort of a document whose number stands without letters, or with one that says little: ``plain.labelled`` for kernels."""

from __future__ import annotations

from zhengan.masking.fast.context import day, exact, exact_before, filler, nearest, window
from zhengan.masking.fast.lex import MEMO, TABLED, get, jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.tables import (
    BARE,
    BEHIND_BARE,
    BEHIND_PAPERS,
    EMPTY,
    PAPERS,
    PARTING,
    REFERRING,
    TICKED,
)
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds import labels
from zhengan.masking.plain.labelled import (
    FURTHEST,
    LINE_OF_BOXES,
    LONGEST_CALL,
    LONGEST_HEAD,
    LONGEST_LINE,
    LONGEST_TITLE,
    MOST_ABOVE,
    MOST_HEADED,
    MOST_MENTIONED,
    MOST_REFERRING,
    MOST_SIGNS,
    MOST_WORDS,
)

L_ID, L_CARD, L_PASSPORT, L_PERMIT = labels.ID, labels.CARD, labels.PASSPORT, labels.PERMIT
L_SECURITIES = labels.SECURITIES
NUMBERED = tuple(labels.NUMBERED)
SIGN = 3  # bytes of a box


@jit
def document(buf, start, w):
    """The kind of the sort of document that stands before the number at ``start`` or before its label; 0 for none."""
    apart()
    end, size, kind = nearest(buf, window(buf, start), start)
    lines = get(w, MEMO, TABLED)
    called = kind in (L_ID, L_CARD)
    i = end - size if called else start
    found = ticked(buf, parted(buf, i, lines)) if called else 0
    if found == 0:
        found = sort_before(buf, parted(buf, i, lines))
    if found or not called:
        return found
    found = sort_before(buf, parted(buf, worded(buf, i), lines))
    return found if found or lines == 0 else titled(buf, i)


@jit
def sort_before(buf, i):
    """The kind of the sort of document that stands right before ``i``, 0 for none."""
    apart()
    end, _, kind = nearest(buf, window(buf, i), i)
    return kind if kind in (L_PASSPORT, L_PERMIT) and filler(buf, end, i) else 0


@jit
def called_paper(buf, i):
    """The number at ``i`` is called that of a document."""
    for _ in range(MOST_REFERRING):
        i -= exact_before(buf, i, BEHIND_PAPERS[0], BEHIND_PAPERS[1])
    return exact_before(buf, i, PAPERS[0], PAPERS[1]) > 0


@jit
def headed(buf, i):
    """The kind of the sort of document that the line named before other labels, 0 for none."""
    apart()
    first = start_of(buf, i, MOST_HEADED * LONGEST_HEAD)
    for _ in range(MOST_HEADED):
        end, size, kind = nearest(buf, max(first, i - LONGEST_HEAD), i)
        if kind != L_ID:
            return kind if kind in (L_PASSPORT, L_PERMIT) else 0
        i = end - size
    return 0


@jit
def worded(buf, i):
    """``i`` before the Chinese words that its label begins with."""
    for _ in range(MOST_WORDS):
        if i > 2 and 0xE4 <= at(buf, i - 3) <= 0xE9 and at(buf, i - 2) >> 6 == 2 and at(buf, i - 1) >> 6 == 2:
            i -= 3
    return i


@jit
def parted(buf, i, lines):
    """``i`` before the signs and spaces that stand there; ends of lines, too, if ``lines``."""
    for _ in range(MOST_SIGNS):
        if lines == 0 and i > 0 and (at(buf, i - 1) == 10 or at(buf, i - 1) == 13):
            break
        i -= exact_before(buf, i, PARTING[0], PARTING[1])
    return i


@jit
def titled(buf, i):
    """The kind of the sort of document that one of the lines above names and nothing else, 0 for none."""
    apart()
    low = start_of(buf, i, LINE_OF_BOXES)
    for _ in range(MOST_ABOVE):
        end = low - 1
        if end <= 0:
            break
        low = start_of(buf, end, LONGEST_LINE)
        first, last = low, end
        while first < end and beside(at(buf, first)):
            first += 1
        while last > first and (beside(at(buf, last - 1)) or at(buf, last - 1) == 13):
            last -= 1
        if last - first < 2 * SIGN or last - first > LONGEST_TITLE * SIGN or not chinese(buf, first, last):
            continue
        behind, _, kind = nearest(buf, first, last)
        if kind and behind == last:
            return kind if kind in (L_PASSPORT, L_PERMIT) else 0
    return 0


@jit
def sorted_near(buf, start, end, n, w):
    """The kind of the sort of document in the lines above a card's number in ``[start, end)``, or in the cell before its own."""
    kind = carded(buf, start) if get(w, MEMO, TABLED) else 0
    return kind if kind else in_row(buf, start, end, n)


@jit
def carded(buf, start):
    """The kind of the sort of document above a line of nothing but 号码 and the number at ``start``, 0 for none."""
    i = start
    for _ in range(MOST_REFERRING):
        i -= exact_before(buf, i, BEHIND_BARE[0], BEHIND_BARE[1])
    size = exact_before(buf, i, BARE[0], BARE[1])
    return titled(buf, i - size) if size and i > size and at(buf, i - size - 1) == 10 else 0


@jit
def in_row(buf, start, end, n):
    """The kind of the sort of document that ends the cell before that of the number in ``[start, end)``; 0 for none."""
    low, high = before(buf, start), end
    if low == 0 or not border(at(buf, low - 1)):
        return 0
    for _ in range(MOST_SIGNS):
        if high >= n or not inner(at(buf, high)):
            break
        high += 1
    if high < n and not (border(at(buf, high)) or at(buf, high) == 10 or at(buf, high) == 13):
        return 0
    return 0 if day(buf, start, end - start) else sort_before(buf, before(buf, low - 1))


@jit
def before(buf, i):
    """``i`` before the quotes and spaces that stand there."""
    for _ in range(MOST_SIGNS):
        if i <= 0 or not inner(at(buf, i - 1)):
            break
        i -= 1
    return i


@jit
def inner(c):
    """A quote or a space, which may stand in a cell beside what it holds."""
    return c == 32 or c == 34 or c == 39


@jit
def border(c):
    """A sign between two cells."""
    return c == 44 or c == 124 or c == 59 or c == 9


@jit
def nearby(buf, start, w):
    """The kind of the sort of document that was named last before the number at ``start``, 0 for none."""
    apart()
    i, kind, low = start, 0, far(buf, start, w)
    for _ in range(MOST_HEADED):
        end, size, kind = nearest(buf, low, i)
        if kind != L_ID:
            break
        i = end - size
    return kind if kind in (L_PASSPORT, L_PERMIT) else 0


@jit
def far(buf, start, w):
    """From where on a label named before ``start`` counts: within ``FURTHEST`` bytes, and its line, where each is a text."""
    return max(0, start - FURTHEST) if get(w, MEMO, TABLED) else max(start - FURTHEST, start_of(buf, start, FURTHEST))


@jit
def account_before(buf, start, w):
    """The kind of securities where that is the label named last before ten digits from 0; 0 elsewhere."""
    apart()
    kind = nearest(buf, far(buf, start, w), start)[2]
    return kind if kind == L_SECURITIES else 0


@jit
def mentioned(buf, end, n, travel, crossing):
    """The kind of the sort of document of which the line speaks further on, and whose form the number has; 0 for none."""
    apart()
    stop = end
    while stop < n and stop - end < LONGEST_HEAD and at(buf, stop) != 10:
        stop += 1
    for _ in range(MOST_MENTIONED):
        i, size, kind = nearest(buf, end, stop)
        if (kind == L_PASSPORT and travel) or (kind == L_PERMIT and crossing):
            return kind
        if kind == 0:
            break
        stop = i - size
    return 0


@jit
def called_behind(buf, end, n):
    """The kind of the sort of document that is named behind its number, 0 for none."""
    apart()
    if end + 2 >= n or at(buf, end) != NUMBERED[0] or at(buf, end + 1) != NUMBERED[1] or at(buf, end + 2) != NUMBERED[2]:
        return 0
    kind = nearest(buf, end + 3, min(n, end + LONGEST_CALL))[2]
    return kind if kind in (L_PASSPORT, L_PERMIT) else 0


@jit
def start_of(buf, i, most):
    """Where the line starts that holds the byte before ``i``; 0 where that is more than ``most`` bytes away."""
    low = i
    while low > 0 and i - low < most:
        if at(buf, low - 1) == 10:
            return low
        low -= 1
    return 0


@jit
def beside(c):
    """A sign that may stand beside a title."""
    return c == 32 or c == 35 or c == 42 or c == 61


@jit
def chinese(buf, i, end):
    """Only Chinese characters stand there."""
    while i + 2 < end and 0xE4 <= at(buf, i) <= 0xE9 and at(buf, i + 1) >> 6 == 2 and at(buf, i + 2) >> 6 == 2:
        i += SIGN
    return i == end


@jit
def ticked(buf, end):
    """The kind of the sort of document behind the tick in a line of boxes that ends at ``end``, 0 for none."""
    apart()
    i, stop, empty = end - SIGN, end, False
    low, tick = max(0, end - LINE_OF_BOXES), -1
    while i >= low and at(buf, i + SIGN - 1) != 10 and at(buf, i + SIGN - 2) != 10 and at(buf, i) != 10:
        box = exact(buf, i, end, EMPTY[0], EMPTY[1]) > 0
        if tick < 0 and not box and exact(buf, i, end, TICKED[0], TICKED[1]):
            tick = i + SIGN
        elif tick < 0 and box:
            stop = i
        empty |= box
        i -= 1
    if tick < 0 or not empty:
        return 0
    kind = nearest(buf, tick, stop)[2]
    return kind if kind in (L_PASSPORT, L_PERMIT) else 0


@jit
def clause_before(buf, start):
    """The kind of the sort of document that the clause before says of the number at ``start``, 0 for none."""
    apart()
    i = start
    for _ in range(MOST_REFERRING):
        i -= exact_before(buf, i, REFERRING[0], REFERRING[1])
    if i > 0 and at(buf, i - 1) == 44:
        i -= 1
    elif i > 2 and at(buf, i - 3) == 0xEF and at(buf, i - 2) == 0xBC and at(buf, i - 1) == 0x8C:
        i -= 3
    else:
        return 0
    kind = nearest(buf, window(buf, i), i)[2]
    return kind if kind in (L_PASSPORT, L_PERMIT) else 0
