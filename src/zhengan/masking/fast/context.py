"""``plain.context`` for kernels: labels, units, letters around a number."""

from __future__ import annotations

from zhengan.masking.fast.lex import MEMO, figure, jit, letter, past_escape
from zhengan.masking.fast.tables import ATTACHED, FILLERS, FIRST, KINDS, OPENS, SIZES, UNITS, WORDS
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds import labels

WINDOW, AMOUNT, NUMBER = labels.WINDOW, labels.AMOUNT, labels.NUMBER
MOST_LETTERS = 12


@jit
def same(buf, i, row, size):
    """The word of a row stands at ``i``, in whatever case."""
    for k in range(size):
        c = at(buf, i + k)
        if 65 <= c <= 90:
            c |= 32
        if c != WORDS[row, k]:
            return False
    return True


@jit
def exact(buf, i, end, low, high):
    """Bytes of the word among rows ``low`` to ``high`` that stands at ``i`` before ``end`` as it is; 0 for none."""
    for row in range(low, high):
        size = SIZES[row]
        if i + size <= end:
            k = 0
            while k < size and at(buf, i + k) == WORDS[row, k]:
                k += 1
            if k == size:
                return size
    return 0


@jit
def stop(buf, i, start):
    """Bytes of a sign at ``i`` that ends a clause or field, before ``start``; 0 for none."""
    c = at(buf, i)
    if c == 10 or c == 13 or c == 44 or c == 59 or c == 124:
        return 1
    if i + 3 > start:
        return 0
    if c == 0xEF and at(buf, i + 1) == 0xBC:
        return 3 if at(buf, i + 2) == 0x8C or at(buf, i + 2) == 0x9B else 0
    if c == 0xE3 and at(buf, i + 1) == 0x80:
        return 3 if at(buf, i + 2) == 0x81 or at(buf, i + 2) == 0x82 else 0
    return 0


@jit
def window(buf, start):
    """Where the search for labels of a value at ``start`` ends."""
    run = 0
    low = max(0, start - WINDOW)
    i = start - 1
    while i >= low:
        c = at(buf, i)
        if figure(c):
            run += 1
            if run == 4:
                return i + 4
        else:
            run = 0
            size = stop(buf, i, start)
            if size:
                return i + size
        i -= 1
    return low


@jit
def whole_word(buf, i, end, low, start):
    """An ASCII label is not part of a longer word."""
    c = at(buf, i)
    if not letter(c):
        return True
    if i > low:
        b = at(buf, i - 1)
        if letter(b) and not (c <= 90 and b >= 97):
            return False
    if end >= start:
        return True
    c = at(buf, end)
    return not letter(c) or c <= 90


@jit
def filler(buf, i, end):
    """Only punctuation, spaces and words such as 号 or 为 stand between."""
    while i < end:
        c = at(buf, i)
        if c < 128:
            if letter(c) or figure(c):
                return False
            i += 1
        elif exact(buf, i, i + 3, FILLERS[0], FILLERS[1]):
            i += 3
        else:
            return False
    return True


@jit
def pair(c, d, e):
    """Where the table of openings keeps three bytes: two of an ASCII word in either case, three of a Chinese one."""
    return (c & 31) << 5 | (d & 31) if c < 128 else 1024 + ((c & 7) << 12 | (d & 63) << 6 | (e & 63))


@jit
def label(buf, start):
    """The kind of the nearest label before ``start``, 0 without one."""
    low = window(buf, start)
    best_end, best_size, best_kind = 0, 0, 0
    for i in range(low, start):
        c = at(buf, i)
        if not OPENS[pair(c, at(buf, i + 1), at(buf, i + 2))]:
            continue
        for row in range(FIRST[c, 0], FIRST[c, 1]):
            size = SIZES[row]
            end = i + size
            if end <= start and (end > best_end or (end == best_end and size > best_size)):
                if same(buf, i, row, size) and whole_word(buf, i, end, low, start):
                    best_end, best_size, best_kind = end, size, KINDS[row]
    if best_kind == AMOUNT or best_kind == NUMBER:
        if not filler(buf, best_end, start):
            return 0
    return best_kind


@jit
def label_at(buf, start, w):
    """The same, remembered for the next rule that asks."""
    if w[MEMO, 0] != start:
        w[MEMO, 0], w[MEMO, 1] = start, label(buf, start)
    return w[MEMO, 1]


@jit
def amount(buf, start, end, n):
    """A currency sign stands before, or a unit behind (after at most two spaces)."""
    if start > 0:
        c = at(buf, start - 1)
        if c == 36:
            return True
        if start > 1 and c == 0xA5 and at(buf, start - 2) == 0xC2:
            return True
        if start > 2 and at(buf, start - 3) == 0xEF:
            b = at(buf, start - 2)
            if (b == 0xBF and c == 0xA5) or (b == 0xBC and c == 0x84):
                return True
    for _ in range(2):
        if end < n and at(buf, end) == 32:
            end += 1
    if end >= n:
        return False
    c = at(buf, end)
    if c < 128 and c != 37 and not 65 <= c <= 90:
        return False
    return exact(buf, end, n, UNITS[0], UNITS[1]) > 0


@jit
def letters_before(buf, start):
    """How many letters touch the number: 0 for none or a word such as TEL; -1: part of a longer token."""
    if start == 0 or not letter(at(buf, start - 1)):
        return 0
    i = start
    while i > 0 and letter(at(buf, i - 1)) and start - i <= MOST_LETTERS:
        i -= 1
    clean = past_escape(buf, i, start)
    size = start - clean
    if size == 0:
        return 0
    if size > MOST_LETTERS or (clean == i and i > 0 and figure(at(buf, i - 1))):
        return -1
    for row in range(ATTACHED[0], ATTACHED[1]):
        if SIZES[row] == size and same(buf, clean, row, size):
            return 0
    return size


@jit
def left_free(buf, start):
    """Not the decimals of a number or the tail of an IP address."""
    return not (start > 1 and at(buf, start - 1) == 46 and figure(at(buf, start - 2)))


@jit
def right_free(buf, end, n):
    """No letter or decimal follows."""
    if end >= n:
        return True
    c = at(buf, end)
    return not letter(c) and not (c == 46 and end + 1 < n and figure(at(buf, end + 1)))
