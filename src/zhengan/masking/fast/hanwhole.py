"""The rules of ``plain.whole`` on a window of code points: names that are known by filling a field."""

from __future__ import annotations

from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanbeside import before, gap_before, key_before
from zhengan.masking.fast.hanline import LONGEST, NOT_PAIR, char, class_of, is_han, pair_at, trait, word
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.plain import beside, whole

LEAST, CUE = whole.LEAST, beside.CUE
LABELS, LONG_LABELS = (tuple(tab.packed(word) for word in whole.LABELS if len(word) == size) for size in (2, 3))
NAME_KEY, SHORT_KEY = map(tab.packed, whole.ENDINGS)
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
    end = start
    while end - start <= MOST and trait(char(line, n, end), tab.PART, tables):
        end += 1
    code = char(line, n, end)
    if not 2 <= end - start <= MOST or is_han(code) or code in GOES_ON or trait(code, tab.ALNUM | tab.COLON, tables):
        return -1, 0
    if not labelled(line, n, k, tables) or (end - start <= LONGEST and word(line, n, start, end - start, tables) & NOT_PAIR):
        return -1, 0
    return start, end


@jit
def labelled(line, n, k, tables):
    """Whether a label of persons' names ends before the sign at ``k``."""
    end = gap_before(line, n, k, tables)
    two = char(line, n, end - 2) << 16 | char(line, n, end - 1)
    if two in LABELS or (char(line, n, end - 3) << 32 | two) in LONG_LABELS:
        return True
    key = two | LOWER
    longer = char(line, n, end - 4) << 48 | char(line, n, end - 3) << 32 | key | LOWER << 32
    before = char(line, n, end - 3 if key == SHORT_KEY else end - 5)
    named = (key == SHORT_KEY or longer == NAME_KEY) and trait(before, tab.KEY, tables)
    return named and key_before(line, n, end, tables) & tab.PERSON != 0
