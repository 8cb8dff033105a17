"""``plain.dialled`` for kernels: a fixed line in one piece without a label, and who is called by it."""

from __future__ import annotations

from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.context import exact, exact_before
from zhengan.masking.fast.lex import MEMO, NAMES, figure, get, jit, letter
from zhengan.masking.fast.lists import behind
from zhengan.masking.fast.owners import han
from zhengan.masking.fast.raw import apart, byte
from zhengan.masking.fast.tables import (
    AREAS,
    BARE,
    BESIDE_LINE,
    CALLED_BY,
    CALLERS,
    CALLING,
    EXCHANGES,
    GOING_ON,
    NO_NAMES,
    NO_PERSONS,
)
from zhengan.masking.fast.vector import at
from zhengan.masking.plain.dialled import AROUND, BEFORE, FEWEST, HAN, MOST_BETWEEN, SIGNS, TYPICAL, USUAL

MOST_BEFORE = 3  # lines before one that goes on after them
MOST = 13  # figures of a number beside, and more


@jit
def dialled(buf, start, end, n, w):
    """What stands before the fixed line in ``[start, end)`` says that somebody is called."""
    apart()
    if end - start < FEWEST or exchanged(buf, start, end, n):
        return False
    if answered(buf, start) or bare(buf, back(buf, start, CALLED_BY[1])):
        return True
    return answers(buf, back(buf, start, CALLED_BY[0] + SIGNS), get(w, MEMO, NAMES)) or beside(buf, start)


@jit
def answered(buf, start):
    """Who answers the number at ``start`` stands right before it, or that it is called."""
    return exact_before(buf, back(buf, start, CALLED_BY[1]), CALLING[0], CALLING[1]) > 0


@jit
def bare(buf, i):
    """号码 ends at ``i`` and begins its line."""
    size = exact_before(buf, i, BARE[0], BARE[1])
    return size > 0 and (i == size or at(buf, i - size - 1) == 10)


@jit
def back(buf, i, last):
    """``i`` before the signs, and words up to row ``last``, that may stand between."""
    for _ in range(MOST_BETWEEN):
        i -= exact_before(buf, i, CALLED_BY[0], last)
    return i


@jit
def exchanged(buf, start, end, n):
    """A word of futures stands around the number in its line."""
    low = start
    while low > 0 and start - low < BEFORE and at(buf, low - 1) != 10:
        low -= 1
    high = end
    while high < n and high - end < AROUND and at(buf, high) != 10:
        high += 1
    found = 0
    for i in range(low, high):
        found |= exact(buf, i, high, EXCHANGES[0], EXCHANGES[1])
    return found > 0


@jit
def code_at(buf, i):
    """The Chinese character at ``i``, 0 for none of those that names are made of."""
    if i < 0 or not han(buf, i):
        return 0
    code = (at(buf, i) & 15) << 12 | (at(buf, i + 1) & 63) << 6 | at(buf, i + 2) & 63
    return code if tab.HAN <= code < tab.HAN + tab.HANS else 0


@jit
def class_of(code, tables):
    """The class of a Chinese character, as ``fast.hanline`` reads it: that one is the other kernel's."""
    return byte(tables, 4 * tab.CLASSES + code - tab.HAN)


@jit
def answers(buf, end, tables):
    """A name ends at ``end``, set off or behind a word for somebody."""
    for size in range(3, 1, -1):
        i = end - size * HAN
        if named(buf, i, end, tables) and (code_at(buf, i - HAN) == 0 or exact_before(buf, i, CALLERS[0], CALLERS[1])):
            return True
    return False


@jit
def named(buf, i, end, tables):
    """A surname with a given name of usual characters, of typical ones where the surname is rather a word."""
    first = code_at(buf, i)
    if first == 0:
        return False
    least = TYPICAL
    for k in range(i + HAN, end, HAN):
        code = code_at(buf, k)
        if code == 0:
            return False
        least = min(least, (class_of(code, tables) & tab.GIVEN) >> tab.GIVEN_SHIFT)
    weight = class_of(first, tables) & tab.SURNAME
    if exact(buf, i, end, NO_PERSONS[0], NO_PERSONS[1]) or exact_before(buf, end, NO_NAMES[0], NO_NAMES[1]):
        return False
    return (weight > 1 and least >= USUAL) or (weight > 0 and least >= TYPICAL)


@jit
def beside(buf, start):
    """A mobile number or a fixed line stands before the number, with a sign or blanks between."""
    i = start - (start > 0 and at(buf, start - 1) == 32)
    i -= exact_before(buf, i, BESIDE_LINE[0], BESIDE_LINE[1])
    i -= i > 0 and at(buf, i - 1) == 32
    size = behind(buf, i, MOST)
    first = i - size
    if i == start or size < 7:
        return False
    if size < 9:
        area = behind(buf, first - 1, 5) if first > 0 and at(buf, first - 1) == 45 else 0
        first -= area + 1
        if area < 3 or area > 4 or at(buf, first) != 48:
            return False
    elif size == 11 and at(buf, first) == 49:
        if at(buf, first + 1) < 51:
            return False
    elif size < 10 or size > 12 or at(buf, first) != 48:
        return False
    c = at(buf, first - 1) if first > 0 else 0
    return not (letter(c) or figure(c) or c == 45 or c == 46)


@jit
def second(buf, start, end, n):
    """The number in ``[start, end)`` goes on after a fixed line with its area code, and has as many figures."""
    apart()
    i = start
    for _ in range(MOST_BEFORE):
        i -= i > 0 and at(buf, i - 1) == 32
        sign = exact_before(buf, i, GOING_ON[0], GOING_ON[1])
        i -= sign
        i -= i > 0 and at(buf, i - 1) == 32
        size = behind(buf, i, 9)
        if sign == 0 or size < 7 or size > 8:
            return False
        i -= size
        area = area_before(buf, i)
        if area >= 0:
            local = at(buf, i) != 48 and (size == 8 or area < 1000)
            return local and AREAS[area] != 0 and size == end - start and not exchanged(buf, start, end, n)
    return False


@jit
def area_before(buf, i):
    """The area code before a local number at ``i``, set off by a hyphen or a space or in brackets; -1 for none."""
    c = at(buf, i - 1) if i > 0 else 0
    if c == 45 or c == 32:
        return area_at(buf, i - 1)
    close = 1 if c == 41 else 3 if i > 2 and c == 0x89 and at(buf, i - 2) == 0xBC and at(buf, i - 3) == 0xEF else 0
    width = behind(buf, i - close, 5) if close else 0
    k = i - close - width
    c = at(buf, k - 1) if k > 0 else 0
    opening = 1 if c == 40 else 3 if k > 2 and c == 0x88 and at(buf, k - 2) == 0xBC and at(buf, k - 3) == 0xEF else 0
    return area_code(buf, k, width) if opening and free(buf, k - opening) else -1


@jit
def area_at(buf, i):
    """The area code with its 0 that ends at ``i``, where nothing makes it part of a longer token; -1 for none."""
    width = behind(buf, i, 5)
    return area_code(buf, i - width, width) if free(buf, i - width) else -1


@jit
def area_code(buf, i, width):
    """Where ``AREAS`` has the code of so many figures at ``i``, of which the first is 0; -1 for none."""
    if width < 3 or width > 4 or at(buf, i) != 48:
        return -1
    number = (at(buf, i + 1) - 48) * 10 + at(buf, i + 2) - 48
    return number + 1000 if width == 3 else number * 10 + at(buf, i + 3) - 48


@jit
def free(buf, i):
    """Nothing stands before ``i`` that makes a longer token of a number there."""
    c = at(buf, i - 1) if i > 0 else 0
    return not (letter(c) or figure(c) or c == 45 or c == 46)
