"""``plain.below`` for kernels: a label with which the line above ends."""

from __future__ import annotations

from zhengan.masking.fast.cells import box
from zhengan.masking.fast.columns import line_end, line_start, over
from zhengan.masking.fast.context import WINDOW, exact, exact_before, near
from zhengan.masking.fast.lex import LINE, MEMO, figure, jit, letter, put
from zhengan.masking.fast.lists import otherwise
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.tables import ANSWERING, ASKING, NO_SPEAKER, OF_IT
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds.labels import TABLE
from zhengan.masking.plain.below import MOST, MOST_DATED

LONGEST = 12  # characters of who speaks
LAST_OF_IS = "是".encode()[-1]  # 客户：记得是


@jit
def led(buf, start, n, w):
    """The kind of the label at the end of the line above the number at ``start``, 0 for none."""
    c = at(buf, start - 1) if start else 0
    if c == 58 or c == 32 or c == 0x9A or c == 0x91 or c == LAST_OF_IS:
        low = spoken(buf, start)
        if low > 0:
            return answered(buf, low, start, n, w)
    i = start
    while i > 0 and lead(at(buf, i - 1)):
        i -= 1
    if i < 2 or at(buf, i - 1) != 10:
        return 0
    c = at(buf, i - 2)
    turn = i > 4 and at(buf, i - 4) == 58 if figure(c) else c == 58 or c == 0x9A or c == 32 or c == 13
    end = ended(buf, start, n)
    c = at(buf, end) if end < n else 0
    if not turn and not (c >= 128 or c == 40 or c == 47):
        return 0
    kind = 0
    if (c >= 128 or c == 40 or c == 47) and not (end + 2 < n and box(buf, end)):
        kind = above(buf, i, start, n, w)
    return replied(buf, i, start, end, n) if kind == 0 and turn else kind


@jit
def replied(buf, low, start, end, n):
    """The kind of the label of what was asked before the line above the line at ``low``, where that may say whose turn it is."""
    apart()
    if not turn_ends(buf, low - 1) or otherwise(buf, start, end - start):
        return 0
    return turned(buf, low, start, n)


@jit
def turn_ends(buf, i):
    """The line that ends before ``i`` may be one that says whose turn it is: it ends in a time or a colon."""
    i = bare(buf, i)
    c = at(buf, i - 1) if i > 0 else 0
    return c == 58 or (figure(c) and i > 3 and at(buf, i - 3) == 58) or (c == 0x9A and i > 2 and at(buf, i - 3) == 0xEF)


@jit
def bare(buf, i):
    """``i`` before the blanks at the end of a line."""
    while i > 0 and (at(buf, i - 1) == 32 or at(buf, i - 1) == 13):
        i -= 1
    return i


@jit
def turned(buf, low, start, n):
    """The kind of the label of what was asked before the line above the line at ``low``, which says no more than whose turn it
    is; 0 for none."""
    apart()
    if line_start(buf, start) != low or line_end(buf, start, n) < 0:
        return 0
    first = line_start(buf, low - 1)
    if first <= 0 or low - first > TABLE or whose(buf, first, bare(buf, low - 1)) == 0:
        return 0
    end = first - 1
    begin = line_start(buf, end)
    while begin > 0 and low - begin <= TABLE and bare(buf, end) <= begin:
        end = begin - 1
        begin = line_start(buf, end)
    if begin < 0 or low - begin > TABLE:
        return 0
    i = begin
    while i < end:
        if exact(buf, i, end, ASKING[0], ASKING[1]):
            return last_label(buf, begin, end)
        i += 1
    return 0


@jit
def whose(buf, first, i):
    """Whether the line in ``[first, i)`` is who speaks, and a time or a colon."""
    if i > 0 and at(buf, i - 1) == 58:
        i -= 1
    elif i > 2 and at(buf, i - 1) == 0x9A and at(buf, i - 2) == 0xBC and at(buf, i - 3) == 0xEF:
        i -= 3
    else:
        i = clock_before(buf, i)
        count = 0
        while i > first and count < MOST_DATED and dated(at(buf, i - 1)):
            i -= 1
            count += 1
    if i <= first or at(buf, i - 1) == 32 or exact_before(buf, i, NO_SPEAKER[0], NO_SPEAKER[1]):
        return 0
    for _ in range(LONGEST):
        size = speaker(buf, i)
        if size == 0 or i - size < first:
            return 0
        i -= size
        if i == first:
            return 1
    return 0


@jit
def dated(c):
    """A byte that may stand in a day before the time."""
    return figure(c) or c == 32 or c == 45 or c == 46 or c == 47


@jit
def ended(buf, start, n):
    """Where the number ends, or is too long."""
    end = start
    while end < n and end - start < MOST and figure(at(buf, end)):
        end += 1
    return end


@jit
def lead(c):
    """A byte that may stand before the number."""
    return c == 32 or c == 9 or c == 62 or c == 42 or c == 45 or c == 34 or c == 39


@jit
def above(buf, low, start, n, w):
    """The kind of the label with which the line above the line at ``low`` ends, 0 for none."""
    apart()
    if line_start(buf, start) != low or line_end(buf, start, n) < 0:
        return 0
    kind = over(buf, low, w)
    put(w, MEMO, LINE, -1)  # this line is no row of numbers: it may be the header of those below
    return kind


@jit
def spoken(buf, start):
    """Where the line starts that holds nothing before ``start`` but who speaks and a colon, or in 【】; 0 for none."""
    i = start - exact_before(buf, start, ANSWERING[0], ANSWERING[1])
    i -= i > 0 and at(buf, i - 1) == 32
    if i > 0 and at(buf, i - 1) == 58:
        i -= 1
    elif i > 2 and at(buf, i - 1) == 0x9A and at(buf, i - 2) == 0xBC and at(buf, i - 3) == 0xEF:
        i -= 3
    elif i > 2 and lenticular(buf, i, 0x91):
        return bracketed(buf, i - 3)
    else:
        return 0
    if exact_before(buf, i, NO_SPEAKER[0], NO_SPEAKER[1]):
        return 0
    i = time_before(buf, i)
    for count in range(LONGEST + 1):
        if i == 0 or (count and at(buf, i - 1) == 10):
            return i
        size = speaker(buf, i)
        if size == 0:
            return stamped(buf, i) if count else 0
        i -= size
    return 0


@jit
def stamped(buf, i):
    """Where the line starts that holds nothing before ``i`` but a time, or one in [ ]; 0 for none."""
    k = clock_before(buf, i - (i > 0 and at(buf, i - 1) == 93))
    if k < 0:
        return 0
    k -= k > 0 and at(buf, k - 1) == 91
    return k if k > 0 and at(buf, k - 1) == 10 else 0


@jit
def clock_before(buf, k):
    """Where 09:15 or 9:15:00 starts that ends at ``k``; -1 for none."""
    parts = 0
    while parts < 2 and k > 2 and figure(at(buf, k - 1)) and figure(at(buf, k - 2)) and at(buf, k - 3) == 58:
        k -= 3
        parts += 1
    if parts == 0 or k == 0 or not figure(at(buf, k - 1)):
        return -1
    return k - 1 - (k > 1 and figure(at(buf, k - 2)))


@jit
def time_before(buf, i):
    """``i`` before a time that ends there, with the bracket behind it: 客户(00:15)."""
    k = i
    if k > 0 and at(buf, k - 1) == 41:
        k -= 1
    elif k > 2 and at(buf, k - 1) == 0x89 and at(buf, k - 2) == 0xBC and at(buf, k - 3) == 0xEF:
        k -= 3
    k = clock_before(buf, k)
    return i if k < 0 else k


@jit
def lenticular(buf, i, last):
    """【 (0x90) or 】 (0x91) ends at ``i``."""
    return at(buf, i - 1) == last and at(buf, i - 2) == 0x80 and at(buf, i - 3) == 0xE3


@jit
def bracketed(buf, i):
    """Where the line starts that holds nothing but 【, who speaks up to ``i``, and 】; 0 for no such."""
    if exact_before(buf, i, NO_SPEAKER[0], NO_SPEAKER[1]):
        return 0
    for count in range(LONGEST + 1):
        if i > 3 and count and lenticular(buf, i, 0x90):
            return i - 3 if at(buf, i - 4) == 10 else 0
        size = speaker(buf, i) if i else 0
        if size == 0:
            return 0
        i -= size
    return 0


@jit
def speaker(buf, i):
    """Bytes of a character before ``i`` that may stand in the name of who speaks, 0 for none."""
    c = at(buf, i - 1)
    if letter(c) or c == 32 or c == 40 or c == 41:
        return 1
    if c >> 6 != 2 or i < 3 or at(buf, i - 2) >> 6 != 2:
        return 0
    b = at(buf, i - 3)
    wide = b == 0xEF and at(buf, i - 2) == 0xBC and (c == 0x88 or c == 0x89)
    return 3 if 0xE4 <= b <= 0xE9 or wide else 0


@jit
def answered(buf, low, start, n, w):
    """The kind of the label with which the line above the line at ``low`` ends, where it asks; 0 for none."""
    apart()
    if otherwise(buf, start, ended(buf, start, n) - start):
        return 0
    i = line_start(buf, low - 1)
    if i < 0 or low - i > TABLE:
        return 0
    while i < low - 1:
        if exact(buf, i, low - 1, ASKING[0], ASKING[1]):
            kind = above(buf, low, start, n, w)
            return kind if kind else within(buf, low, start, n)
        i += 1
    return 0


@jit
def within(buf, low, start, n):
    """The kind of the last label of the line above the line at ``low``, where no figure follows it, and nothing that asks for
    something of it; 0 for none."""
    if line_start(buf, start) != low or line_end(buf, start, n) < 0:
        return 0
    return last_label(buf, line_start(buf, low - 1), low - 1)


@jit
def last_label(buf, low, end):
    """The kind of the last label of the line in ``[low, end)``, where no figure follows it, and nothing that asks for something
    of it; 0 for none."""
    i, kind = near(buf, max(low, end - WINDOW), end)
    while i < end and kind:
        if figure(at(buf, i)) or exact(buf, i, end, OF_IT[0], OF_IT[1]):
            return 0
        i += 1
    return kind
