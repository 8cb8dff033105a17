"""The rules of ``plain.latin`` on a window of code points. The names are the same."""

from __future__ import annotations

from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanbeside import cue_before
from zhengan.masking.fast.hanline import char, hashed, ident, trait
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.plain import beside
from zhengan.masking.plain import latin as rules

CUE, LETTERS = beside.CUE, beside.LETTERS
SHORTEST, LONGEST, PARTS, BACK, MAIL = rules.SHORTEST, rules.LONGEST, rules.PARTS, rules.BACK, rules.MAIL
GREETINGS = tuple(tuple(ord(c) for c in word) for word in rules.GREETINGS)
DEAR, HI, HELLO = GREETINGS
UPPER, LETTER, ALNUM, LATIN_GAP = tab.UPPER, tab.LETTER, tab.ALNUM, tab.LATIN_GAP


@jit
def letters(line, n, k, tables):
    """A run of Latin letters, as names in pinyin have them."""
    end = k
    while end - k < LETTERS and trait(char(line, n, end), LETTER, tables):
        end += 1
    return end


@jit
def latin(line, n, k, tables):
    """Where a name in Latin letters ends that begins at ``k``; 0: none does."""
    apart()
    end = k
    parts = 0
    known = False
    while parts < PARTS:
        start = end + (1 if parts else 0)
        if parts and char(line, n, end) != 32:
            break
        stop = letters(line, n, start, tables)
        if stop - start < SHORTEST or stop - start > LONGEST or not trait(char(line, n, start), UPPER, tables):
            break
        known = known or ident(hashed(line, start, stop), tables) & tab.PINYIN != 0
        end = stop
        parts += 1
    return end if known and parts >= 2 and not trait(char(line, n, end), ALNUM, tables) else 0


@jit
def latin_after(line, n, k, tables):
    """Start and end; -1 when there is none."""
    apart()
    start = k + 1
    while start - k < 4 and trait(char(line, n, start), LATIN_GAP, tables):
        start += 1
    end = latin(line, n, start, tables) if trait(char(line, n, start), UPPER, tables) else 0
    return (start, end) if end and cue_before(line, n, start, tables) == CUE else (-1, 0)


@jit
def reads(line, n, k, word):
    """Whether the word stands at ``k``."""
    same = True
    for q in range(len(word)):
        same &= char(line, n, k + q) == word[q]
    return same


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
    end = latin(line, n, start, tables) if start > k else 0
    return (start, end) if end else (-1, 0)


@jit
def bracketed(line, n, k, tables):
    """Start and end; -1 when there is none."""
    end = latin(line, n, k + 1, tables)
    return (k + 1, end) if end and char(line, n, end) == 41 else (-1, 0)


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
    return (start, k) if start < k and latin(line, n, start, tables) == k else (-1, 0)
