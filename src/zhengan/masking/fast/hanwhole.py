"""The rules of ``plain.whole`` on a window of code points: names that are known by filling a field."""

from __future__ import annotations

from zhengan.masking import lexicon
from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanbeside import before, cue_before, gap_before, key_before
from zhengan.masking.fast.hanline import (
    LONGEST,
    NOT_PAIR,
    char,
    class_of,
    is_han,
    pair_at,
    trait,
    word,
    word_before,
)
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.plain import beside, whole

LEAST, CUE, PAIR, WORD, STRONG = whole.LEAST, beside.CUE, lexicon.PAIR, lexicon.WORD, lexicon.STRONG
LABELS, LONG_LABELS = (tuple(tab.packed(word) for word in whole.LABELS if len(word) == size) for size in (2, 3))
NAME_KEY, SHORT_KEY, CLIENT_KEY = map(tab.packed, (*whole.ENDINGS, whole.CLIENT))
NAMES, MOST_FIELD, NOT_ONE = tuple(map(tab.packed, whole.NAMES)), whole.MOST_FIELD, beside.NOT_ONE
LOWER = 32 << 16 | 32  # of two letters
MOST = whole.MOST
GOES_ON = tuple(sorted(ord(c) for c in whole.GOES_ON - beside.ALNUM - beside.COLONS))


@jit
def filling(line, n, i, tables):
    """Where such a name ends; 0 when there is none."""
    if is_han(char(line, n, i - 1)):
        return 0
    return whole_field(line, n, i, tables)


@jit
def whole_field(line, n, i, tables):
    """The same where no Chinese character stands before it."""
    apart()
    first = char(line, n, i)
    if not (trait(char(line, n, i + 1), tab.RARE, tables) or trait(char(line, n, i + 2), tab.RARE, tables)):
        return 0
    if not is_han(first) or class_of(first, tables) & tab.SURNAME < LEAST:
        return 0
    end = i + 1
    while end - i < 4 and is_han(char(line, n, end)):
        if not trait(char(line, n, end), tab.RARE, tables) and class_of(char(line, n, end), tables) & tab.GIVEN == 0:
            return 0
        end += 1
    code = char(line, n, end)
    if end - i < 2 or end - i > 3 or code in GOES_ON or trait(code, tab.ALNUM | tab.COLON, tables):
        return 0
    if pair_at(line, n, i, tables) & NOT_PAIR or word(line, n, i, end - i, tables) & NOT_PAIR:
        return 0
    return end if before(line, n, i, False, tables) >= CUE else 0


@jit
def called(line, n, k, tables):
    """Start and end of the name that fills the field behind the colon or the sign of equality at ``k``; -1 when there is none."""
    apart()
    start = k + 1
    while start - k < 4 and trait(char(line, n, start), tab.LATIN_GAP, tables):
        start += 1
    end, foreign = start, True
    while end - start <= MOST and is_han(char(line, n, end)):
        foreign &= trait(char(line, n, end), tab.PART, tables)
        end += 1
    code = char(line, n, end)
    if not 2 <= end - start <= MOST or is_han(code) or code in GOES_ON or trait(code, tab.ALNUM | tab.COLON, tables):
        return -1, 0
    flags = word(line, n, start, end - start, tables) if end - start <= LONGEST else 0
    if flags & NOT_PAIR and not flags & PAIR:
        return -1, 0
    if labelled(line, n, k, tables):
        return (start, end) if foreign or likely(line, n, start, end, tables) else (-1, 0)
    if not foreign or end - start < 3:
        return -1, 0
    return (start, end) if word_before(line, n, gap_before(line, n, k, tables), STRONG, tables) else (-1, 0)


@jit
def named_otherwise(line, n, i, tables):
    """Whether the character at ``i`` stands within the name of a thing, which fills a field."""
    apart()
    start = i
    while i - start < MOST_FIELD and is_han(char(line, n, start - 1)):
        start -= 1
    end = gap_before(line, n, start, tables)
    if not end < start < i or cue_before(line, n, start, tables) != NOT_ONE:
        return False
    two = char(line, n, end - 2) << 16 | char(line, n, end - 1)
    return two in NAMES or four_before(line, n, end) == NAME_KEY


@jit
def likely(line, n, start, end, tables):
    """Whether Chinese characters in a field of names may be one."""
    apart()
    flags = pair_at(line, n, start, tables)
    if end - start == 2:
        return flags & PAIR != 0
    if end - start > 4 or flags & NOT_PAIR:
        return False
    weight = class_of(char(line, n, start), tables) & tab.SURNAME
    if end - start == 3 and weight > LEAST and pair_at(line, n, start + 1, tables) & NOT_PAIR == WORD:
        return True
    family = 2 if flags & tab.DOUBLE else 1 if weight else 0
    for q in range(start + family, end):
        one = char(line, n, q)
        if not trait(one, tab.RARE, tables) and class_of(one, tables) & tab.GIVEN == 0:
            return False
    flags = 0
    for q in range(start + 1, end - 1):
        flags |= pair_at(line, n, q, tables) & NOT_PAIR
    return flags == 0


@jit
def four_before(line, n, end):
    """The four letters that end before ``end``, in lower case."""
    two = char(line, n, end - 2) << 16 | char(line, n, end - 1)
    return char(line, n, end - 4) << 48 | char(line, n, end - 3) << 32 | two | LOWER << 32 | LOWER


@jit
def labelled(line, n, k, tables):
    """Whether a label of persons' names ends before the sign at ``k``."""
    end = gap_before(line, n, k, tables)
    two = char(line, n, end - 2) << 16 | char(line, n, end - 1)
    if two in LABELS or (char(line, n, end - 3) << 32 | two) in LONG_LABELS:
        return True
    key, longer = two | LOWER, four_before(line, n, end)
    before = char(line, n, end - 3 if key == SHORT_KEY else end - 5)
    named = (key == SHORT_KEY or longer == NAME_KEY) and trait(before, tab.KEY, tables)
    return (named or longer == CLIENT_KEY) and key_before(line, n, end, tables) & tab.PERSON != 0
