"""The rules of ``plain.latin`` on a window of code points. The names are the same."""

from __future__ import annotations

import numpy as np

from zhengan.masking import lexicon
from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanline import FNV, PRIME, char, hashed, ident, trait
from zhengan.masking.fast.lex import figure, jit, letter
from zhengan.masking.fast.raw import apart, byte
from zhengan.masking.plain import beside
from zhengan.masking.plain import latin as rules

LETTERS = beside.LETTERS
SHORTEST, LONGEST, PARTS, BACK, MAIL = rules.SHORTEST, rules.LONGEST, rules.PARTS, rules.BACK, rules.MAIL
GREETINGS = tuple(tuple(ord(c) for c in word) for word in rules.GREETINGS)
DEAR, HI, HELLO, HEY = GREETINGS
UPPER, LETTER, ALNUM = tab.UPPER, tab.LETTER, tab.ALNUM
TITLED, CUED, SIGN, NOBODY, SYLLABLE, GIVEN, LABEL, COMMON = (
    lexicon.TITLED, lexicon.CUE, lexicon.SIGN, lexicon.NOBODY, lexicon.SYLLABLE, lexicon.GIVEN, lexicon.LABEL, lexicon.COMMON
)  # fmt: skip
FAMILY, CANTON = lexicon.FAMILY, lexicon.CANTON
LATIN_SHIFT = tab.LATIN_SHIFT
WORD, MOST_BLANK, LINE, BLANKS, BEFORE_CLOSING = rules.WORD, rules.MOST_BLANK, rules.LINE, rules.BLANKS, rules.BEFORE_CLOSING
ENDS = tuple(ord(c) for c in sorted(rules.ENDS) if c != "\0")
DOT, COMMA, SLASH, SPACE, BRACKET, HYPHEN = (ord(c) for c in ".,/ ]-")
# Bytes before a field, the beginning of a line among them.
BORDERS = (0, 10, *(ord(c) for c in sorted(beside.FIELD) if c < "\x80"))
BETWEEN, COLONS, COMMA_ENDS, AFTER_SPACE, CLOSED, POINTED, BLANKS_BEFORE, GREETED = (
    tuple(ord(c) for c in sorted(some) if c != "\0")
    for some in (rules.BETWEEN, rules.COLONS, rules.COMMA_ENDS, rules.AFTER_SPACE, rules.CLOSED, rules.POINTED,
              rules.BLANKS_BEFORE, rules.GREETED)
)
MOST_BETWEEN, FIELD = rules.MOST_BETWEEN, tab.FIELD


@jit
def letters(line, n, k, tables):
    """A run of Latin letters, as names in pinyin have them."""
    end = k
    while end - k < LETTERS and trait(char(line, n, end), LETTER, tables):
        end += 1
    return end


@jit
def latin(line, n, k, foreign, tables):
    """Where a name in Latin letters ends that begins at ``k``; 0: none does."""
    apart()
    end = k
    parts = 0
    known = False
    while parts < PARTS:
        start = end + (1 if parts else 0)
        if parts and char(line, n, end) != 32:
            break
        if parts == 1 and foreign:
            start += initial(line, n, start, tables)
        stop = past_letters(line, n, start, tables)
        if parts > 1 and char(line, n, stop) in COLONS:
            break
        if stop - start < SHORTEST or stop - start > LONGEST or not trait(char(line, n, start), UPPER, tables):
            break
        mask = tab.PINYIN | GIVEN << LATIN_SHIFT if foreign else tab.PINYIN
        known = known or ident(hashed(line, start, stop), tables) & mask != 0
        end = stop
        parts += 1
    return end if known and parts >= 2 and not trait(char(line, n, end), ALNUM, tables) else 0


@jit
def initial(line, n, k, tables):
    """The length of the initial of a middle name at ``k``, with its point and the space behind it; 0 for none."""
    if not trait(char(line, n, k), UPPER, tables) or char(line, n, k + 1) != DOT:
        return 0
    return 3 if char(line, n, k + 2) == SPACE and trait(char(line, n, k + 3), UPPER, tables) else 0


@jit
def past_letters(line, n, k, tables):
    """Where a part of a name ends: a run of letters, O'Connor, or Jean-Luc."""
    stop = letters(line, n, k, tables)
    if stop - k == 1 and char(line, n, stop) in POINTED and trait(char(line, n, stop + 1), UPPER, tables):
        return letters(line, n, stop + 1, tables)
    if char(line, n, stop) == HYPHEN and trait(char(line, n, stop + 1), LETTER, tables):
        more = letters(line, n, stop + 1, tables)
        return more if more - k <= LONGEST and not trait(char(line, n, more), ALNUM, tables) else stop
    return stop


@jit
def inverted(line, n, k, closed, tables):
    """Where a name ends that begins with its surname and a comma or a stroke, and no sentence goes on if ``closed``; 0: none."""
    apart()
    comma = letters(line, n, k, tables)
    start = comma + 1 if char(line, n, comma) == SLASH else 0
    if char(line, n, comma) == COMMA and char(line, n, comma + 1) == SPACE:
        start = comma + 2
    if start == 0:
        return 0
    end = letters(line, n, start, tables)
    if not trait(char(line, n, k), UPPER, tables) or not trait(char(line, n, start), UPPER, tables):
        return 0
    if not (SHORTEST <= comma - k <= LONGEST and SHORTEST <= end - start <= LONGEST):
        return 0
    first = ident(hashed(line, k, comma), tables)
    if first & tab.PINYIN:
        if not given(line, start, end, tables):
            return 0
    elif first >> LATIN_SHIFT & FAMILY == 0 or ident(hashed(line, start, end), tables) >> LATIN_SHIFT & GIVEN == 0:
        return 0
    one, two = char(line, n, end), char(line, n, end + 1)
    return end if not closed or one == 0 or one in COMMA_ENDS or (one == SPACE and (two == 0 or two in AFTER_SPACE)) else 0


@jit
def reads(line, n, k, word):
    """Whether the word stands at ``k``."""
    same = True
    for q in range(len(word)):
        same &= char(line, n, k + q) == word[q]
    return same


@jit
def greets(buf, p, low):
    """Whether a greeting begins at ``p``, and no longer word."""
    if p > low and (letter(byte(buf, p - 1)) or figure(byte(buf, p - 1))):
        return False
    return same(buf, p, DEAR) or same(buf, p, HI) or same(buf, p, HELLO) or same(buf, p, HEY)


@jit
def same(buf, p, word):
    """Whether the word stands at ``p``."""
    found = True
    for q in range(len(word)):
        found &= byte(buf, p + q) == word[q]
    return found


@jit
def greeted(line, n, k, tables):
    """Start and end; -1 when there is none."""
    if trait(char(line, n, k - 1), ALNUM, tables):
        return -1, 0
    start = k
    if reads(line, n, k, DEAR):
        start = k + len(DEAR)
    elif reads(line, n, k, HI):
        start = k + len(HI)
    elif reads(line, n, k, HELLO):
        start = k + len(HELLO)
    elif reads(line, n, k, HEY):
        start = k + len(HEY)
    end = latin(line, n, start, False, tables) if start > k else 0
    if end == 0 and start > k:
        end = inverted(line, n, start, True, tables)
    if end == 0 and start > k:
        found = called(line, n, start, tables)[0]
        one = char(line, n, found)
        end = found if one == 0 or one in GREETED else 0
    return (start, end) if end else (-1, 0)


@jit
def says(buf, p, low, tables):
    """The flags of the word in Latin letters that ends before ``p``, 0 for none or part of a longer one."""
    start = p
    while start > low and p - start <= WORD and letter(byte(buf, start - 1)):
        start -= 1
    if start == p or p - start > WORD or (start > low and figure(byte(buf, start - 1))):
        return 0
    number = FNV
    for k in range(start, p):
        number = (number ^ np.uint64(byte(buf, k) | 32)) * PRIME
    return ident(number, tables) >> LATIN_SHIFT


@jit
def word_start(buf, p, low):
    """Where the word in Latin letters begins that ends before ``p``; -1 where it is too long, or part of something longer."""
    start = p
    while start > low and p - start <= WORD and letter(byte(buf, start - 1)):
        start -= 1
    if p - start > WORD or (start > low and figure(byte(buf, start - 1))):
        return -1
    return start


@jit
def all_in(line, n, start, end, some):
    """Whether only some characters stand in ``[start, end)``."""
    found = True
    for q in range(start, end):
        found &= char(line, n, q) in some
    return found


@jit
def capitals(line, n, start, end, tables):
    """Whether there are only capitals and spaces in ``[start, end)``."""
    found = True
    for q in range(start, end):
        found &= char(line, n, q) == SPACE or trait(char(line, n, q), UPPER, tables)
    return found


@jit
def speaks(line, n, k):
    """Whether a time stands before who speaks."""
    if char(line, n, k - 1) != SPACE:
        return False
    one, two = char(line, n, k - 2), char(line, n, k - 3)
    return one == BRACKET or (48 <= one <= 57 and 48 <= two <= 57 and char(line, n, k - 4) == 58)


@jit
def likely(line, n, k, tables):
    """Where a name in a sentence ends that begins at ``k``; 0 for none."""
    end = latin(line, n, k, False, tables)
    if end == 0 or (char(line, n, end) == SPACE and trait(char(line, n, end + 1), UPPER, tables)) or nobody(line, k, end, tables):
        return 0
    others, strange, start = 0, 0, k
    for q in range(k, end + 1):
        if q < end and char(line, n, q) != SPACE:
            continue
        if ident(hashed(line, start, q), tables) >> LATIN_SHIFT & COMMON:
            return 0
        if not given(line, start, q, tables):
            others += 1
            strange += ident(hashed(line, start, q), tables) & tab.PINYIN == 0
        start = q + 1
    return end if others <= 1 and strange == 0 else 0


@jit
def nobody(line, k, end, tables):
    """Whether a place or a firm is written like a name."""
    return ident(hashed(line, k, end), tables) >> LATIN_SHIFT & NOBODY != 0


@jit
def called(line, n, k, tables):
    """Where a name ends that begins at ``k`` with a usual given name of Europe, 0 for none; whether its last part is known."""
    apart()
    end = latin(line, n, k, True, tables)
    if end == 0 or (char(line, n, end) == SPACE and trait(char(line, n, end + 1), UPPER, tables)) or nobody(line, k, end, tables):
        return 0, False
    start, last = k, 0
    for q in range(k, end + 1):
        if q < end and char(line, n, q) != SPACE:
            continue
        if char(line, n, q - 1) != DOT:
            last = ident(hashed(line, start, q), tables)
            flags = last >> LATIN_SHIFT
            if flags & COMMON or (start == k and flags & GIVEN == 0):
                return 0, False
        start = q + 1
    return end, last & tab.PINYIN != 0 or last >> LATIN_SHIFT & (FAMILY | GIVEN) != 0


@jit
def given(line, start, end, tables):
    """A given name: an English one that is usual, or one or two syllables."""
    apart()
    if ident(hashed(line, start, end), tables) >> LATIN_SHIFT & (GIVEN | SYLLABLE | CANTON):
        return True
    for cut in range(start + 1, end):
        first, second = ident(hashed(line, start, cut), tables), ident(hashed(line, cut, end), tables)
        if first & second & SYLLABLE << LATIN_SHIFT:
            return True
    return False


@jit
def signed(line, n, k, tables):
    """Start and end of the name with which a line under the end of a letter begins at ``k``; -1 for none."""
    end = latin(line, n, k, False, tables)
    if end == 0:
        end = inverted(line, n, k, True, tables)
    if end == 0:
        end = called(line, n, k, tables)[0]
    if end == 0:
        return -1, 0
    code = char(line, n, end)
    if code == 32:
        code = char(line, n, end + 1)
    return (k, end) if code == 0 or code in ENDS else (-1, 0)


@jit
def closes(buf, p, tables):
    """The line that ends at ``p``, past up to two of nothing, ends a letter."""
    apart()
    end = p
    for _ in range(MOST_BLANK + 1):
        stop = max(0, end - LINE)
        low = end
        while low > stop and byte(buf, low - 1) != 10:
            low -= 1
        if low == stop and stop > 0:
            return False
        last = end
        while last > low and blank(byte(buf, last - 1)):
            last -= 1
        if end - last > BLANKS:
            return False
        if last > low:
            return closing(buf, low, last, tables)
        if low == 0:
            return False
        end = low - 1
    return False


@jit
def blank(c):
    """A space, a tab, or a carriage return."""
    return c == 32 or c == 9 or c == 13


@jit
def closing(buf, low, end, tables):
    """``[low, end)`` ends a letter: Best regards,"""
    c = byte(buf, end - 1)
    end -= c == 44 or c == 46 or c == 33 or c == 126
    start = end
    while start > low and letter(byte(buf, start - 1)):
        start -= 1
    if end - start < 2 or end - start > WORD or start - low > BEFORE_CLOSING or says(buf, end, low, tables) & SIGN == 0:
        return False
    for k in range(low, start):
        c = byte(buf, k)
        if not (letter(c) or c == 32 or c == 44):
            return False
    return start == low or not letter(byte(buf, start - 1))


@jit
def bracketed(line, n, k, tables):
    """Start and end; -1 when there is none."""
    end = latin(line, n, k + 1, True, tables)
    return (k + 1, end) if end and char(line, n, end) in CLOSED else (-1, 0)


@jit
def addressed(line, n, k, tables):
    """Start and end; -1 when there is none."""
    apart()
    q = k + 2
    while q < k + MAIL and char(line, n, q) != 64:
        q += 1
    if q == k + MAIL:
        return -1, 0
    start = end = k
    for _ in range(PARTS):
        one = end
        while end - one < LONGEST and k - one < BACK and trait(char(line, n, one - 1), LETTER, tables):
            one -= 1
        if one == end or not trait(char(line, n, one), UPPER, tables) or trait(char(line, n, one - 1), ALNUM, tables):
            break
        start = one
        if char(line, n, one - 1) != 32:
            break
        end = one - 1
    if start == k:
        return -1, 0
    if latin(line, n, start, False, tables) == k:
        return start, k
    if char(line, n, start - 1) != SPACE or char(line, n, start - 2) != COMMA:
        return -1, 0
    first = start - 2
    while start - first < LETTERS and trait(char(line, n, first - 1), LETTER, tables):
        first -= 1
    alone = not trait(char(line, n, first - 1), ALNUM, tables)
    return (first, k) if alone and inverted(line, n, first, True, tables) == k else (-1, 0)
