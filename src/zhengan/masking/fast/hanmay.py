"""Where a name in Latin letters may begin or be shown, told from a few bytes, before a window is read for ``hancued``."""

from __future__ import annotations

import numpy as np

from zhengan.masking import lexicon
from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanlatin import (
    BORDERS,
    BRACKET,
    COMMA,
    CUED,
    DOT,
    FAMILY,
    HYPHEN,
    LABEL,
    LATIN_SHIFT,
    LONGEST,
    MOST_BETWEEN,
    SHORTEST,
    SIGN,
    SLASH,
    SPACE,
    SYLLABLE,
    TITLED,
    says,
    word_start,
)
from zhengan.masking.fast.hanline import FNV, PRIME, ident
from zhengan.masking.fast.lex import figure, jit, letter
from zhengan.masking.fast.raw import byte
from zhengan.masking.plain import beside
from zhengan.masking.plain import latin as rules

AT_SIGN = ord(rules.MENTIONS)
OPENING = (0, 10, *(ord(c) for c in sorted(rules.OPENERS) if "\0" < c < "\x80"))  # bytes, the end of the line above among them
LINKED = tuple(ord(c) for c in sorted(beside.LINKS) if c < "\x80")  # bytes between a Chinese label and a name
WHO = lexicon.WHO
NAMED = lexicon.GIVEN | lexicon.SYLLABLE | lexicon.CANTON
FAMILIES = tab.PINYIN | FAMILY << LATIN_SHIFT
LAST_OF_SYLLABLES = tuple(sorted({ord(word[-1]) for word, flags in lexicon.latin().items() if flags & SYLLABLE}))
OPENS = tab.PINYIN | NAMED << LATIN_SHIFT


@jit
def cue(buf, p, low, last, tables):
    """Whether a word ends at ``p``, before a space and a capital, that may show a name behind, or be the first part of one.
    ``last``: where the name found last ends, -1 for none."""
    c = byte(buf, p)
    start = word_start(buf, p + letter(c), low)
    if start < 0:
        return False
    if letter(c):
        if start - 2 >= low and byte(buf, start - 1) == HYPHEN and letter(byte(buf, start - 2)):
            return may_begin(buf, start - 1, low) or shown_by(buf, start, p, low, tables)
        if may_stand(buf, start, p, low, last) or may_open(buf, start, p, low, tables):
            return True
        return shown_by(buf, start, p, low, tables)
    if c == COMMA and start > low and byte(buf, start - 1) == SPACE and spoken(buf, start - 1, low):
        return True
    if c == COMMA and start < p and byte(buf, start) & 32 == 0 and known(buf, start, p, tables) & FAMILIES:
        return True
    return says(buf, p, low, tables) & (TITLED if c == DOT else SIGN) != 0


@jit
def shown_by(buf, start, p, low, tables):
    """Whether the word from ``start`` to ``p`` shows a name behind."""
    return shows(buf, start, p, low) and says(buf, p + 1, low, tables) & (TITLED | CUED | LABEL | WHO) != 0


@jit
def may_begin(buf, p, low):
    """Whether a first part with the hyphen at ``p`` (Jean-Luc) begins with a capital."""
    start = word_start(buf, p, low)
    return 0 <= start < p and byte(buf, start) & 32 == 0


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
    if one >= 128 or one == AT_SIGN or (start - 1 > low and byte(buf, start - 2) >= 128 and one in LINKED):
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
    if byte(buf, start) & 32 or letter(one):
        return False
    return (one >= 128 or one in OPENING) and first_part(buf, start, p + 1, tables)


@jit
def first_part(buf, start, end, tables):
    """Whether the word in Latin letters in ``[start, end)`` may be the first part of a name: a surname, or a given name."""
    if end - start < SHORTEST:
        return False
    if known(buf, start, end, tables) & OPENS:
        return True
    if byte(buf, end - 1) | 32 not in LAST_OF_SYLLABLES:
        return False
    number = FNV
    for cut in range(start, end - 1):
        number = (number ^ np.uint64(byte(buf, cut) | 32)) * PRIME
        if ident(number, tables) >> LATIN_SHIFT & SYLLABLE and known(buf, cut + 1, end, tables) >> LATIN_SHIFT & SYLLABLE:
            return True
    return False


@jit
def may_fill(buf, p, n, tables):
    """Whether the first part of a name may begin at ``p`` behind a bracket."""
    end = p
    while end < n and end - p <= LONGEST and letter(byte(buf, end)):
        end += 1
    return end < n and byte(buf, end) == SPACE and first_part(buf, p, end, tables)
