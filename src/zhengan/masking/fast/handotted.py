"""``plain.names.dotted`` on a window of code points: names whose parts are joined by dots."""

from __future__ import annotations

from zhengan.masking import lexicon
from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanline import NOT_PAIR, char, is_han, trait, word, word_before
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.plain import names

JOINED_BY = lexicon.STRONG | lexicon.WEAK | lexicon.NEVER
PLACE = lexicon.PROVINCE | lexicon.CITY | lexicon.COUNTY
PART, MOST = names.PART, names.MOST
SOFT = tuple(ord(c) for c in sorted(names.SOFT))
AND, AND_ENDS = ord(names.AND), tuple(ord(c) for c in sorted(names.AND_ENDS))
BEFORE, DOT, IN_PART = tab.BEFORE, tab.DOT, tab.PART


@jit
def dotted(line, n, dot, tables):
    """Start and end; -1 when there is none."""
    apart()
    start = dot
    while dot - start < PART and trait(char(line, n, start - 1), IN_PART, tables):
        start -= 1
    if dot - start < 2 or (dot - start <= 4 and word(line, n, start, dot - start, tables) & PLACE):
        return -1, 0
    for first in range(dot - 2, start, -1):
        if word_before(line, n, first, JOINED_BY, tables):
            start = first
            break
    for first in range(min(start + 3, dot - 2), start, -1):
        across = False
        for size in range(first - start + 1, 5):
            across = across or (first >= size and word(line, n, first - size, size, tables) & NOT_PAIR != 0)
        if across:
            start = first
            break
    end = dot
    while trait(char(line, n, end), DOT, tables) and end - dot < MOST:
        part = past_part(line, n, end + 1, tables)
        if part - end < 3:
            break
        end = part
    return (start, end) if end > dot else (-1, 0)


@jit
def past_part(line, n, k, tables):
    """Where the part of a name ends that begins at ``k`` behind a dot."""
    apart()
    end = k
    while end - k < PART and trait(char(line, n, end), IN_PART, tables):
        end += 1
    if char(line, n, end) == AND and end == k + 1 and char(line, n, k) in AND_ENDS:
        end += 1
    for q in range(k + 2, end):
        for size in range(end - q + 1, 5) if char(line, n, q) in SOFT else range(0):
            if word(line, n, q, size, tables) & NOT_PAIR:
                return q
    while end - k > 2 and trait(char(line, n, end - 1), BEFORE, tables) and is_han(char(line, n, end)):
        end -= 1
    return end
