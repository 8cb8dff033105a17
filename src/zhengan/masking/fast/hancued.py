"""Names in Latin letters that words beside them show, and those whose papers stand behind: ``plain.latin`` on a window."""

from __future__ import annotations

import numpy as np

from zhengan.masking import lexicon
from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanbeside import cue_before, gap_before
from zhengan.masking.fast.hanlatin import (
    BORDERS,
    BRACKET,
    COLONS,
    COMMA,
    CUE,
    CUED,
    DOT,
    FIELD,
    GIVEN,
    LABEL,
    LATIN_SHIFT,
    MOST_BETWEEN,
    SHORTEST,
    SIGN,
    SLASH,
    SPACE,
    TITLED,
    UPPER,
    all_in,
    capitals,
    inverted,
    latin,
    letters,
    likely,
    says,
    speaks,
    word_start,
)
from zhengan.masking.fast.hanline import FNV, PRIME, char, hashed, ident, is_han, trait
from zhengan.masking.fast.lex import figure, jit, letter
from zhengan.masking.fast.raw import apart, byte
from zhengan.masking.plain import latin as rules

AHEAD, MOST_GAPS, FIGURES = rules.AHEAD, rules.MOST_GAPS, rules.FIGURES
BETWEEN, BLANKS_BEFORE, GAPS, OPENERS, LINE_ENDS = (
    tuple(ord(c) for c in sorted(some) if c != "\0")
    for some in (rules.BETWEEN, rules.BLANKS_BEFORE, rules.GAPS, rules.OPENERS, rules.LINE_ENDS)
)
OPENING = (0, 10, *(code for code in OPENERS if code < 128))  # bytes, the end of the line above among them
HUZHAO, PASSPORT = tuple(ord(c) for c in rules.HUZHAO), tuple(ord(c) for c in rules.PASSPORT)
FAMILY, PAPERS, COMMON = lexicon.FAMILY, lexicon.PAPERS, lexicon.COMMON
OPENS = tab.PINYIN | GIVEN << LATIN_SHIFT


@jit
def cue(buf, p, low, last, tables):
    """Whether a word ends at ``p``, before a space and a capital, that may show a name behind, or be the first part of one.
    ``last``: where the name found last ends, -1 for none."""
    c = byte(buf, p)
    start = word_start(buf, p + letter(c), low)
    if start < 0:
        return False
    if letter(c):
        if may_stand(buf, start, p, low, last) or may_open(buf, start, p, low, tables):
            return True
        return shows(buf, start, p, low) and says(buf, p + 1, low, tables) & (TITLED | CUED | LABEL) != 0
    if c == COMMA and start > low and byte(buf, start - 1) == SPACE and spoken(buf, start - 1, low):
        return True
    if c == COMMA and start < p and byte(buf, p - 1) & 32 == 0 and known(buf, start, p, tables) & tab.PINYIN:
        return True
    return says(buf, p, low, tables) & (TITLED if c == DOT else SIGN) != 0


@jit
def shows(buf, start, p, low):
    """Whether the word from ``start`` to ``p`` may show a name behind: of those in capitals RM, MR, and those behind a stroke."""
    return byte(buf, p) & 32 != 0 or p + 1 - start == SHORTEST or (start > low and byte(buf, start - 1) == SLASH)


@jit
def may_stand(buf, start, p, low, last):
    """Whether what stands before ``start`` may show that a name begins there, whose first part ends with ``p``."""
    if byte(buf, start) & 32:
        return False
    if last > 0 and 0 < start - last <= 3 * MOST_BETWEEN:
        return True
    one = byte(buf, start - 1) if start > low else 10
    if one >= 128:
        return True
    if one == SPACE or one == 9:
        two = byte(buf, start - 2) if start - 1 > low else 10
        if two >= 128 or two == SPACE or two == 9 or (one == SPACE and spoken(buf, start - 1, low)):
            return True
    return byte(buf, p) & 32 == 0 and one in BORDERS


@jit
def spoken(buf, p, low):
    """Whether a time may stand before the space at ``p``: a bracket, or a colon and two figures."""
    if p <= low:
        return False
    return byte(buf, p - 1) == BRACKET or (p - 3 >= low and byte(buf, p - 3) == 58 and figure(byte(buf, p - 1)))


@jit
def known(buf, start, end, tables):
    """What is known of the word in Latin letters in ``[start, end)``."""
    number = FNV
    for k in range(start, end):
        number = (number ^ np.uint64(byte(buf, k) | 32)) * PRIME
    return ident(number, tables)


@jit
def may_open(buf, start, p, low, tables):
    """Whether the word from ``start`` to ``p`` may be the first part of a name whose papers follow."""
    one = byte(buf, start - 1) if start > low else 10
    if one == SPACE:
        one = byte(buf, start - 2) if start - 1 > low else 10
    return (one >= 128 or one in OPENING) and byte(buf, start) & 32 == 0 and known(buf, start, p + 1, tables) & OPENS != 0


@jit
def cued(buf, p, low, line, n, k, last, tables):
    """Start and end of the name behind the space behind ``k`` (at ``p``), before which such a word stands, or of which it is
    the first part; -1 for none. ``last``: the index where the name found last ends, -1 for none near."""
    apart()
    c = byte(buf, p)
    start = word_start(buf, p + letter(c), low)
    if start < 0:
        return -1, 0
    first = k - (p - start)
    end = 0
    flags = 0
    if not letter(c) or shows(buf, start, p, low):
        flags = says(buf, p + letter(c), low, tables)
    if letter(c):
        if flags & TITLED or (flags & LABEL and char(line, n, first - 1) == SLASH):
            end = latin(line, n, k + 2, True, tables)
        if end == 0 and flags & CUED:
            end = likely(line, n, k + 2, False, tables)
    elif flags & (TITLED if c == DOT else SIGN):
        end = latin(line, n, k + 2, c == DOT, tables)
    if end:
        return k + 2, end
    if letter(c):
        end = first_of(line, n, first, last, tables)
    elif c == COMMA:
        end = said(line, n, first, tables)
    return (first, end) if end else (-1, 0)


@jit
def first_of(line, n, k, last, tables):
    """Where the name ends whose first part begins at ``k``, by what stands before that; 0 for none."""
    apart()
    if not trait(char(line, n, k), UPPER, tables):
        return 0
    gap = gap_before(line, n, k, tables)
    if all_in(line, n, gap, k, BLANKS_BEFORE) and is_han(char(line, n, gap - 1)):
        points = cue_before(line, n, k, tables)
        end = latin(line, n, k, True, tables) if points == CUE else 0
        if end == 0 and points > 0:
            end = whole(line, n, k, tables)
        if end:
            return end
    if opened(line, n, k):
        end = papered(line, n, k, tables)
        if end:
            return end
    if last > 0 and 0 < k - last <= MOST_BETWEEN and all_in(line, n, last, k, BETWEEN):
        return likely(line, n, k, True, tables)
    if speaks(line, n, k):
        end = likely(line, n, k, True, tables)
        return end if char(line, n, end) in COLONS else 0
    one = char(line, n, k - 1)
    if one == 0 or trait(one, FIELD, tables):
        end = likely(line, n, k, True, tables)
        two = char(line, n, end)
        alone = one == 0 and (two == 0 or two in LINE_ENDS)
        return end if (alone or trait(two, FIELD, tables)) and capitals(line, n, k, end, tables) else 0
    return 0


@jit
def said(line, n, k, tables):
    """Where a name with a comma ends that begins at ``k`` and speaks in a chat, or is written in capitals alone in its line or
    before a word of papers; 0 for none."""
    apart()
    if speaks(line, n, k):
        end = inverted(line, n, k, True, tables)
        return end if char(line, n, end) in COLONS else 0
    end = inverted(line, n, k, False, tables) if opened(line, n, k) else 0
    for q in range(k, end):
        code = char(line, n, q)
        if not (code in (COMMA, SPACE) or trait(code, UPPER, tables)):
            return 0
    if end == 0:
        return 0
    two = char(line, n, end)
    alone = char(line, n, k - 1) == 0 and (two == 0 or two in LINE_ENDS)
    return end if alone or papers(line, n, end, tables) else 0


@jit
def opened(line, n, k):
    """Whether no word of a longer name stands before ``k``."""
    one = char(line, n, k - 1)
    if one == SPACE:
        one = char(line, n, k - 2)
    return one == 0 or is_han(one) or one in OPENERS


@jit
def papered(line, n, k, tables):
    """Where the name ends that begins at ``k`` and whose papers follow; 0 for none."""
    apart()
    if ident(hashed(line, k, letters(line, n, k, tables)), tables) & OPENS == 0:
        return 0
    end, sure = likely(line, n, k, True, tables), True
    if end == 0:
        end, sure = called(line, n, k, tables)
    if end == 0:
        return 0
    return end if (sure and numbered(line, n, end, tables)) or travels(line, n, end) or papers(line, n, end, tables) else 0


@jit
def travels(line, n, k):
    """Whether a passport is spoken of close behind ``k``."""
    for q in range(k, k + AHEAD - 1):
        code = char(line, n, q)
        if code == HUZHAO[0] and char(line, n, q + 1) == HUZHAO[1]:
            return True
        if code | 32 == PASSPORT[0] and q + len(PASSPORT) <= k + AHEAD:
            same = True
            for j in range(1, len(PASSPORT)):
                same &= char(line, n, q + j) | 32 == PASSPORT[j]
            if same:
                return True
    return False


@jit
def papers(line, n, k, tables):
    """Whether a word that speaks of a name's papers stands behind its end ``k``."""
    start = past_gaps(line, n, k)
    stop = letters(line, n, start, tables)
    return stop > start > k and ident(hashed(line, start, stop), tables) >> LATIN_SHIFT & PAPERS != 0


@jit
def past_gaps(line, n, k):
    """Behind the signs that may stand between a name and its papers."""
    end = k
    while end - k < MOST_GAPS and char(line, n, end) in GAPS:
        end += 1
    return end


@jit
def numbered(line, n, end, tables):
    """Whether a cell ends at ``end``, and the next begins with the number of a passport, an ID or a mobile."""
    start = past_gaps(line, n, end)
    cell = False
    for q in range(end, start):
        cell |= trait(char(line, n, q), FIELD, tables)
    if not cell:
        return False
    k = start
    while k - start < 2 and trait(char(line, n, k), UPPER, tables):
        k += 1
    stop, most = k, FIGURES - (k - start == 2)
    while stop - k < most and figure(char(line, n, stop)):
        stop += 1
    if stop - k == most:
        return True
    return k - start == 1 and stop - k == 2 and trait(char(line, n, stop), UPPER, tables) and figure(char(line, n, stop + 1))


@jit
def whole(line, n, k, tables):
    """Where a name ends that begins at ``k`` and is known in all its parts; 0 for none."""
    apart()
    end, sure = likely(line, n, k, True, tables), True
    if end == 0:
        end, sure = called(line, n, k, tables)
    return end if sure else 0


@jit
def called(line, n, k, tables):
    """Where a name ends that begins at ``k`` with a usual given name of Europe, 0 for none; whether its last part is known."""
    end = latin(line, n, k, True, tables)
    if end == 0 or (char(line, n, end) == SPACE and trait(char(line, n, end + 1), UPPER, tables)):
        return 0, False
    start, last = k, 0
    for q in range(k, end + 1):
        if q < end and char(line, n, q) != SPACE:
            continue
        last = ident(hashed(line, start, q), tables)
        flags = last >> LATIN_SHIFT
        if flags & COMMON or (start == k and flags & GIVEN == 0):
            return 0, False
        start = q + 1
    return end, last & tab.PINYIN != 0 or last >> LATIN_SHIFT & (FAMILY | GIVEN) != 0
