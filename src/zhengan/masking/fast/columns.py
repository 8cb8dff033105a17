"""``plain.columns`` for kernels: numbers in the cells of a table.

A row is walked up to its header once: the next row of the same table remembers (``lex.MEMO``), and only goes up to this one.
"""

from __future__ import annotations

import numpy as np

from zhengan.masking.fast.cells import (
    COMMA,
    GAP,
    SPACES,
    TAB,
    blank,
    box,
    cell,
    place_of,
    separator,
    seps,
    stripped,
    within,
)
from zhengan.masking.fast.context import exact, label_in, near, plural
from zhengan.masking.fast.lex import (
    CELLS,
    HEADER,
    LINE,
    MEMO,
    OVER,
    OVER_LINE,
    SIGN,
    figure,
    get,
    jit,
    letter,
    put,
)
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.tables import FILLERS, TAIL
from zhengan.masking.fast.vector import BLOCK, at, capitals_of, digits_of, equal_to, highest, lowest
from zhengan.masking.kinds.labels import ACCOUNT, ROW, TABLE, WINDOW
from zhengan.masking.plain import columns
from zhengan.masking.plain.columns import LEAST, LONGEST, WIDE

S1, S2 = np.uint64(1), np.uint64(2)
ONE, NAMED = np.uint64(1), tuple(columns.NAMED)
SIZE = len(NAMED)


@jit
def column(buf, start, end, n, w):
    """The kind of the label in the header of the column in which a number stands alone, 0 for none."""
    apart()
    if not bordered(buf, start, end, n):
        return 0
    low = line_start(buf, start)
    if low <= 0 or (low > BLOCK and lonely(buf, low, start, end, n)):  # nothing stands above
        return 0
    high = line_end(buf, start, n)
    if high < 0:
        return 0
    if alone(buf, low, high):
        return over(buf, low, w)
    first, last = stripped(buf, low, high)
    sign, count = separator(buf, first, last)
    place = place_of(buf, first, last, start, end, sign) if sign else -1
    if place < 0:
        return 0
    above = header(buf, low, sign, count, w)
    first, last = titled(buf, above, sign, count, place) if above >= 0 else under(buf, low, start, end, sign, w)
    kind = label_in(buf, first, last) if first < last else 0
    if kind == ACCOUNT and place:
        first, last = cell(buf, low, high, sign, place - 1)
        beside = worded(buf, first, last)
        return beside if 0 < beside < ACCOUNT else kind
    return kind


@jit
def titled(buf, above, sign, count, place):
    """The span of the cell that names a column in the header at ``above``, an empty one where it names none."""
    apart()
    high = above
    while at(buf, high) != 10:
        high += 1
    parting = sign
    if sign == GAP:
        first, last = stripped(buf, above, high)
        held = seps(buf, first, last, GAP)
        numbered = held == count - 1 and at(buf, above) == 32
        place -= numbered
        if place < 0:
            return above, above
        parting = sign if numbered or held == count else SPACES
    names = copied(buf, above, high) if sign == TAB else 0
    return cell(buf, names, closing(buf, names), COMMA, place) if names else cell(buf, above, high, parting, place)


@jit
def bordered(buf, start, end, n):
    """What stands against the number may be the border of a cell."""
    wide = start > 2 and (wide_border(buf, start - 3) or blank(buf, start - 3))
    if start > 0 and not border(at(buf, start - 1)) and not wide:
        return False
    return end >= n or border(at(buf, end)) or (end + 2 < n and (box(buf, end) or blank(buf, end)))


@jit
def lonely(buf, low, start, end, n):
    """The number stands against a comma, and no other stands in the last 64 bytes above its line."""
    against = at(buf, start - 1) == 44 or (end < n and at(buf, end) == 44)
    return against and equal_to(buf, low - 1 - BLOCK, 44) == 0


@jit
def border(c):
    """A byte that may stand against a number in a cell."""
    if c < 45:
        return c == 32 or c == 9 or c == 44 or c == 34 or c == 39 or c == 42 or c == 13 or c == 10
    return c == 45 or c == 124 or c == 96 or c == 59 or c == 94


@jit
def wide_border(buf, i):
    """│ 、 or ） stands there."""
    c, d, e = at(buf, i), at(buf, i + 1), at(buf, i + 2)
    return box(buf, i) or (c == 0xE3 and d == 0x80 and e == 0x81) or (c == 0xEF and d == 0xBC and e == 0x89)


@jit
def line_start(buf, i):
    """Where the line that holds the byte before ``i`` starts; -1 for more than ``ROW`` bytes before."""
    low = max(0, i - ROW)
    k = i
    while k - BLOCK >= low:
        found = equal_to(buf, k - BLOCK, 10)
        if found:
            return k - BLOCK + highest(found) + 1
        k -= BLOCK
    while k > low:
        if at(buf, k - 1) == 10:
            return k
        k -= 1
    return 0 if i <= ROW else -1


@jit
def line_end(buf, i, n):
    """Where the line that holds ``i`` ends; -1 for more than ``ROW`` bytes behind."""
    high = min(n, i + ROW)
    k = i
    while k < high:
        found = equal_to(buf, k, 10)
        if found:
            k += lowest(found)
            break
        k += BLOCK
    if k < high:
        return k
    return n if n - i < ROW else -1


@jit
def copied(buf, low, high):
    """Where the names of columns begin in a line ``COPY account (id, holder) FROM stdin;``, 0 where it is none."""
    if at(buf, low) != 67 or at(buf, low + 1) != 79 or at(buf, low + 2) != 80 or at(buf, low + 3) != 89:
        return 0
    opened, closed = 0, 0
    for i in range(low, high):
        c = at(buf, i)
        if c == 9 or (c == 40 and opened) or (c == 41 and (closed or not opened)):
            return 0
        if c == 40:
            opened = i + 1
        elif c == 41:
            closed = i
    return opened if closed and at(buf, low + 4) == 32 and opened > low + 6 else 0


@jit
def closing(buf, i):
    """Where the bracket behind the names that begin at ``i`` stands."""
    while at(buf, i) != 41:
        i += 1
    return i


@jit
def rule(buf, low, high):
    """A line of dashes."""
    i = low
    while i < high:
        c = at(buf, i)
        if c == 0xE2 and i + 2 < high and (at(buf, i + 1) == 0x94 or at(buf, i + 1) == 0x95):
            i += 3
        elif c == 45 or c == 32 or c == 124 or c == 61 or c == 43 or c == 58 or c == 9 or c == 95 or c == 42 or c == 13:
            i += 1
        else:
            return False
    return high > low


@jit
def four(buf, low, high):
    """Four figures in a row stand there, or a number with letters in it."""
    i = low
    while i + 3 <= high:
        d = digits_of(buf, i) & within(i, high)
        if d & (d >> S2) & (capitals_of(buf, i) >> S1):
            return True
        d &= d >> S1
        if d & (d >> S2):
            return True
        i += BLOCK - 3
    return False


@jit
def named(buf, low, high):
    """MyBatis names columns there, whatever time stands before."""
    i = low
    while i + SIZE <= high:
        found = equal_to(buf, i, NAMED[0]) & within(i, high)
        while found:
            k = i + lowest(found)
            found &= found - ONE
            j = 0
            while j < SIZE and k + SIZE <= high and at(buf, k + j) == NAMED[j]:
                j += 1
            if j == SIZE:
                return True
        i += BLOCK
    return False


@jit
def alone(buf, low, high):
    """A line of one number and nothing else, or of nothing."""
    i = low
    while i < high and lead(at(buf, i)):
        i += 1
    k = figures(buf, i, high)
    if i < k <= i + 3:
        size = mark(buf, k, high)
        if size == 0:
            return False
        i = k + size
        while i < high and at(buf, i) == 32:
            i += 1
        k = figures(buf, i, high)
    if k > i and (k < i + 4 or k > i + 20):
        return False
    blank = k == i
    i = low if blank else k
    while i < high and tail(at(buf, i), blank):
        i += 1
    return i == high


@jit
def figures(buf, i, high):
    """Where the figures from ``i`` on end."""
    while i < high and figure(at(buf, i)):
        i += 1
    return i


@jit
def lead(c):
    """A byte that may stand before the only number of a line."""
    return c == 32 or c == 9 or c == 42 or c == 34 or c == 39 or c == 45


@jit
def tail(c, blank):
    """A byte that may stand behind it, or in a line of nothing."""
    return c == 32 or c == 9 or c == 13 or (not blank and (c == 34 or c == 39 or c == 44 or c == 59))


@jit
def mark(buf, i, high):
    """Bytes of what stands behind the number of an item in a list, 0 for nothing: 1. 2) 3、 4）."""
    if i >= high:
        return 0
    if at(buf, i) == 46 or at(buf, i) == 41:
        return 1
    return 3 if i + 2 < high and wide_border(buf, i) and not box(buf, i) else 0


@jit
def header(buf, line, sign, count, w):
    """Where the header above the row at ``line`` starts, which has ``count`` separators (``sign`` 0: nothing but a number);
    -1 for none."""
    same = get(w, MEMO, SIGN) == sign and get(w, MEMO, CELLS) == count
    known = get(w, MEMO, LINE) if same else -1
    found = get(w, MEMO, HEADER) if known == line else -1
    low = 0 if known == line else line
    while low > 0:
        high = low - 1
        low = line_start(buf, high)
        if low < 0 or line - low > TABLE:
            break
        if sign == 0:
            row = alone(buf, low, high)
        elif rule(buf, low, high):
            continue
        else:
            first, last = stripped(buf, low, high)
            cells = seps(buf, first, last, sign)
            if sign == GAP and cells == count - 1 and at(buf, low) == 32 and not four(buf, low, high):
                found = low  # rows are numbered, and the numbers have no header
                break
            if sign == GAP and cells != count:  # NAME       FUND_ACCOUNT MOBILE
                cells = seps(buf, first, last, SPACES)
            if cells != count:
                names = copied(buf, low, high) if sign == TAB else 0
                if names:
                    first, last = stripped(buf, names, closing(buf, names))
                    found = low if seps(buf, first, last, COMMA) == count else found
                break
            row = four(buf, low, high) and not named(buf, low, high)
        if low == known:
            found = get(w, MEMO, HEADER)
            break
        if not row:
            found = low
            break
    if found >= 0 and line - found > TABLE:
        found = -1
    put(w, MEMO, LINE, line)
    put(w, MEMO, SIGN, sign)
    put(w, MEMO, CELLS, count)
    put(w, MEMO, HEADER, found)
    return found


@jit
def under(buf, line, start, end, sign, w):
    """The span of the cell of a header that stands over a number as lines are shown whose cells gaps part; an empty one where
    none does."""
    apart()
    above = header_over(buf, line, w) if sign == GAP else -1
    if above < 0:
        return line, line
    high = above
    while at(buf, high) != 10:
        high += 1
    left, right = shown(buf, line, start), shown(buf, line, end)
    first, last = stripped(buf, above, high)
    most, best = 0, -1
    for k in range(seps(buf, first, last, GAP) + 1):
        low, over = cell(buf, above, high, GAP, k)
        shared = min(right, shown(buf, above, over)) - max(left, shown(buf, above, low))
        if shared > most:
            most, best = shared, k
    return cell(buf, above, high, GAP, best) if best >= 0 else (line, line)


@jit
def header_over(buf, line, w):
    """Where the nearest line above begins in which no figure stands, if it has the cells of a header; -1 for none."""
    known = get(w, MEMO, OVER_LINE)
    found = get(w, MEMO, OVER) if known == line else -1
    low = 0 if known == line else line
    while low > 0:
        high = low - 1
        low = line_start(buf, high)
        if low < 0 or line - low > TABLE:
            break
        if low == known:
            found = get(w, MEMO, OVER)
            break
        first, last = stripped(buf, low, high)
        if first == last or figured(buf, first, last) or rule(buf, low, high):
            continue
        found = low if seps(buf, first, last, GAP) >= LEAST - 1 else -1
        break
    if found >= 0 and line - found > TABLE:
        found = -1
    put(w, MEMO, OVER_LINE, line)
    put(w, MEMO, OVER, found)
    return found


@jit
def figured(buf, low, high):
    """Whether a figure stands there."""
    while low < high:
        if digits_of(buf, low) & within(low, high):
            return True
        low += BLOCK
    return False


@jit
def shown(buf, low, place):
    """How many characters of a font of one width stand before a place of the line that begins at ``low``."""
    many = 0
    for i in range(low, place):
        c = at(buf, i)
        many += 2 if c >= WIDE else 1 if c < 0x80 or c >= 0xC0 else 0
    return many


@jit
def worded(buf, low, high):
    """The kind of the label with which a cell ends, 0 for none, or in a long cell."""
    apart()
    i, kind = near(buf, max(low, high - WINDOW), high)
    return kind if kind and high - low <= LONGEST and ending(buf, i, high) else 0


@jit
def over(buf, line, w):
    """The kind of the label with which the line above lines of one number each ends, 0 for none."""
    low = header(buf, line, 0, 0, w)
    if low < 0:
        return 0
    end = low
    while at(buf, end) != 10:
        end += 1
    if end > low and at(buf, end - 1) == 13:
        end -= 1
    i, kind = near(buf, max(low, end - WINDOW), end)
    if kind == 0:
        return 0
    return kind if ending(buf, i, end) else 0


@jit
def ending(buf, i, end):
    """Only punctuation and words such as 如下 follow a label that ends at ``i``."""
    i = plural(buf, i, end)
    while i < end:
        c = at(buf, i)
        if c < 128:
            if letter(c) or figure(c):
                return False
            i += 1
        elif exact(buf, i, end, FILLERS[0], FILLERS[1]) or exact(buf, i, end, TAIL[0], TAIL[1]):
            i += 3
        else:
            return False
    return True
