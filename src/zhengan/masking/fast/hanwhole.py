"""The rules of ``plain.whole`` on a window of code points: names with a character that hardly stands in one."""

from __future__ import annotations

from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanbeside import before
from zhengan.masking.fast.hanline import NOT_PAIR, char, class_of, is_han, pair_at, trait, word
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.plain import beside, whole

LEAST, CUE = whole.LEAST, beside.CUE
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
