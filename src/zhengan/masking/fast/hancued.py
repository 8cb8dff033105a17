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
    COMMON,
    CUED,
    DOT,
    FAMILY,
    FIELD,
    HYPHEN,
    LABEL,
    LATIN_SHIFT,
    LETTER,
    MOST_BETWEEN,
    SHORTEST,
    SIGN,
    SLASH,
    SPACE,
    SYLLABLE,
    TITLED,
    UPPER,
    WORD,
    all_in,
    called,
    capitals,
    given,
    inverted,
    latin,
    letters,
    likely,
    nobody,
    says,
    speaks,
    word_start,
)
from zhengan.masking.fast.hanline import FNV, PRIME, char, hashed, ident, is_han, trait
from zhengan.masking.fast.lex import figure, jit, letter
from zhengan.masking.fast.raw import apart, byte
from zhengan.masking.plain import beside
from zhengan.masking.plain import latin as rules

AHEAD, MOST_GAPS, FIGURES, OF_ID = rules.AHEAD, rules.MOST_GAPS, rules.FIGURES, rules.OF_ID
AT_SIGN, NOTED, SURE = ord(rules.MENTIONS), rules.NOTED, rules.SURE
NOTE_ENDS = tuple(ord(c) for c in sorted(rules.NOTE_ENDS))
BETWEEN, BLANKS_BEFORE, GAPS, OPENERS, LINE_ENDS = (
    tuple(ord(c) for c in sorted(some) if c != "\0")
    for some in (rules.BETWEEN, rules.BLANKS_BEFORE, rules.GAPS, rules.OPENERS, rules.LINE_ENDS)
)
OPENING = (0, 10, *(code for code in OPENERS if code < 128))  # bytes, the end of the line above among them
CUE, ALNUM, LATIN_GAP = beside.CUE, tab.ALNUM, tab.LATIN_GAP
OPENED = tuple(ord(c) for c in sorted(rules.OPENED))
LINKED = tuple(ord(c) for c in sorted(beside.LINKS) if c < "\x80")  # bytes between a Chinese label and a name
JOINS_NOT = tuple(ord(c) for c in "._-")  # before a word that is the end of a longer one
TRAVELS = tuple(tuple(ord(c) for c in word) for word in rules.TRAVELS)
PASSPORT, PERMIT, HUZHAO, TONGXING, HUIXIANG, HUIXIANG_TOO = TRAVELS
STARTS = tuple(sorted({word[0] | 32 for word in TRAVELS}))
PAPERS, WHO = lexicon.PAPERS, lexicon.WHO
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
        if end == 0 and flags & (CUED | WHO):
            end = told(line, n, k + 2, flags, tables)
    elif flags & (TITLED if c == DOT else SIGN):
        end = latin(line, n, k + 2, c == DOT, tables)
        if end == 0 and c != DOT:
            end = whole(line, n, k + 2, tables)
    if end:
        return k + 2, end
    if letter(c):
        first = hyphened(line, n, first, tables)
        end = first_of(line, n, first, last, tables) if first >= 0 else 0
    elif c == COMMA:
        end = said(line, n, first, tables)
    return (first, end) if end else (-1, 0)


@jit
def hyphened(line, n, k, tables):
    """Where the first part of a name begins of which what begins at ``k`` may be the end; -1: in a longer word."""
    if char(line, n, k - 1) != HYPHEN or not trait(char(line, n, k - 2), LETTER, tables):
        return k
    start = k - 1
    while k - start <= WORD and trait(char(line, n, start - 1), LETTER, tables):
        start -= 1
    return -1 if trait(char(line, n, start - 1), ALNUM, tables) else start


@jit
def told(line, n, k, flags, tables):
    """Where the name ends that begins at ``k`` behind a word that may show one, and has the flags; 0 for none."""
    apart()
    end = likely(line, n, k, tables)
    if end == 0:
        end = papered(line, n, k, tables)
    return whole(line, n, k, tables) if end == 0 and flags & WHO else end


@jit
def latin_after(line, n, k, tables):
    """Start and end of the name behind the colon, the quote or the sign of equality at ``k``; -1 when there is none."""
    apart()
    start = k + 1
    while start - k < 4 and trait(char(line, n, start), LATIN_GAP, tables):
        start += 1
    if not trait(char(line, n, start), UPPER, tables):
        return -1, 0
    end = latin(line, n, start, True, tables)
    if end == 0:
        end = inverted(line, n, start, True, tables)
    if end == 0:
        return -1, 0
    cue_points = cue_before(line, n, start, tables)
    flags = 0 if cue_points == CUE else word_says(line, n, k, tables)
    if cue_points == CUE or flags & (LABEL | TITLED):
        return (-1, 0) if nobody(line, start, end, tables) else (start, end)
    end = told(line, n, start, flags, tables) if flags & (CUED | WHO) else 0
    return (start, end) if end else (-1, 0)


@jit
def word_says(line, n, k, tables):
    """What the word in Latin letters that ends before ``k`` says of a name; 0 for none."""
    k = unnoted(line, n, k)
    start = k
    while k - start <= WORD and trait(char(line, n, start - 1), LETTER, tables):
        start -= 1
    one = char(line, n, start - 1)
    if start == k or trait(one, ALNUM, tables) or one in JOINS_NOT:
        return 0
    return ident(hashed(line, start, k), tables) >> LATIN_SHIFT


@jit
def unnoted(line, n, k):
    """``k`` before a note in brackets that ends there."""
    if char(line, n, k - 1) not in NOTE_ENDS:
        return k
    start = k - 1
    while k - start < NOTED and char(line, n, start) not in OPENED:
        start -= 1
    if char(line, n, start) not in OPENED:
        return k
    return start - (char(line, n, start - 1) == SPACE)


@jit
def first_of(line, n, k, last, tables):
    """Where the name ends whose first part begins at ``k``, by what stands before that; 0 for none."""
    apart()
    if not trait(char(line, n, k), UPPER, tables):
        return 0
    gap = gap_before(line, n, k, tables)
    blank = all_in(line, n, gap, k, BLANKS_BEFORE)
    if (blank or k - gap == 1) and is_han(char(line, n, gap - 1)):
        points = cue_before(line, n, k, tables)
        end = latin(line, n, k, True, tables) if points == CUE else 0
        if end == 0 and blank and points > 0:
            end = whole(line, n, k, tables)
        if end:
            return end
    if opened(line, n, k):
        end = papered(line, n, k, tables)
        if end:
            return end
    if char(line, n, k - 1) == AT_SIGN and not trait(char(line, n, k - 2), ALNUM, tables):
        return likely(line, n, k, tables)
    if last > 0 and 0 < k - last <= MOST_BETWEEN and all_in(line, n, last, k, BETWEEN):
        return whole(line, n, k, tables)
    if speaks(line, n, k):
        end = likely(line, n, k, tables)
        return end if char(line, n, end) in COLONS else 0
    one = char(line, n, k - 1)
    if one == 0:
        end = alone(line, n, k, tables)
        if end:
            return end
    if one == 0 or trait(one, FIELD, tables):
        end = likely(line, n, k, tables)
        return end if trait(char(line, n, end), FIELD, tables) and capitals(line, n, k, end, tables) else 0
    return 0


@jit
def alone(line, n, k, tables):
    """Where a name ends that begins a line at ``k`` and fills it, or has a note in brackets; 0 for none."""
    apart()
    end = whole(line, n, k, tables)
    one = char(line, n, end)
    if end == 0 or one == 0 or one in LINE_ENDS:
        return end
    noted = one == SPACE and char(line, n, end + 1) in OPENED
    return end if noted and likely(line, n, k, tables) == 0 else 0


@jit
def said(line, n, k, tables):
    """Where a name with a comma ends that begins at ``k`` and speaks in a chat, or is written in capitals alone in its line or
    before a word of papers; 0 for none."""
    apart()
    if speaks(line, n, k):
        end = inverted(line, n, k, True, tables)
        return end if char(line, n, end) in COLONS else 0
    listed = char(line, n, k - 1) == SPACE and char(line, n, k - 2) == SLASH
    end = inverted(line, n, k, False, tables) if listed or opened(line, n, k) else 0
    if end and is_han(char(line, n, gap_before(line, n, k, tables) - 1)) and cue_before(line, n, k, tables) == CUE:
        return end
    for q in range(k, end):
        code = char(line, n, q)
        if not (code in (COMMA, SPACE) or trait(code, UPPER, tables)):
            return 0
    if end == 0:
        return 0
    two = char(line, n, end)
    alone = char(line, n, k - 1) == 0 and (two == 0 or two in LINE_ENDS)
    return end if alone or papers(line, n, end, tables) or catalogued(line, n, k, end, tables) else 0


@jit
def catalogued(line, n, k, end, tables):
    """Whether a name in capitals with a comma that begins at ``k`` shows by itself what it is."""
    comma = letters(line, n, k, tables)
    start = comma + 2
    first, second = ident(hashed(line, k, comma), tables), ident(hashed(line, start, end), tables)
    if first & tab.PINYIN == 0 or first >> LATIN_SHIFT & COMMON or second >> LATIN_SHIFT:
        return False
    return end - start >= SURE and not trait(char(line, n, end), ALNUM, tables) and given(line, start, end, tables)


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
    stop = letters(line, n, k, tables)
    if ident(hashed(line, k, stop), tables) & tab.PINYIN == 0 and not given(line, k, stop, tables):
        return 0
    end, sure = likely(line, n, k, tables), True
    if end == 0:
        end, sure = called(line, n, k, tables)
    if end == 0:
        return 0
    return end if (sure and numbered(line, n, end, tables)) or travels(line, n, end) or papers(line, n, end, tables) else 0


@jit
def travels(line, n, k):
    """Whether a passport or a permit is spoken of close behind ``k``."""
    for q in range(k, k + AHEAD - 1):
        if char(line, n, q) | 32 in STARTS and q + spoken_of(line, n, q) <= k + AHEAD and spoken_of(line, n, q):
            return True
    return False


@jit
def spoken_of(line, n, q):
    """The length of the word for a passport or a permit at ``q``, 0 for none."""
    if reads_low(line, n, q, PASSPORT):
        return len(PASSPORT)
    if reads_low(line, n, q, PERMIT):
        return len(PERMIT)
    if reads_low(line, n, q, HUZHAO):
        return len(HUZHAO)
    if reads_low(line, n, q, TONGXING) or reads_low(line, n, q, HUIXIANG) or reads_low(line, n, q, HUIXIANG_TOO):
        return len(TONGXING)
    return 0


@jit
def reads_low(line, n, k, word):
    """Whether a word stands at ``k``, in small letters or in capitals."""
    same = True
    for q in range(len(word)):
        code = char(line, n, k + q)
        same &= code == word[q] or (65 <= code <= 90 and code + 32 == word[q])
    return same


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
    if not cell and (start != end + 1 or char(line, n, end) != SPACE):
        return False
    k = start
    while k - start < 2 and trait(char(line, n, k), UPPER, tables):
        k += 1
    stop, most = k, FIGURES - (k - start == 2)
    if not cell and k == start:
        most = OF_ID
    while stop - k < most and figure(char(line, n, stop)):
        stop += 1
    if stop - k == most:
        return True
    return k - start == 1 and stop - k == 2 and trait(char(line, n, stop), UPPER, tables) and figure(char(line, n, stop + 1))


@jit
def whole(line, n, k, tables):
    """Where a name ends that begins at ``k`` and is known in all its parts; 0 for none."""
    apart()
    end, sure = likely(line, n, k, tables), True
    if end == 0:
        end, sure = called(line, n, k, tables)
    return end if sure else 0
