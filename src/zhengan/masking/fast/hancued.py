"""Names in Latin letters that words beside them show, and those whose papers stand behind: ``plain.latin`` on a window."""

from __future__ import annotations

from zhengan.masking import lexicon
from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanbeside import cue_before, gap_before
from zhengan.masking.fast.hanlatin import (
    COLONS,
    COMMA,
    COMMON,
    CUED,
    DOT,
    FAMILY,
    FIELD,
    GIVEN,
    HYPHEN,
    LABEL,
    LATIN_SHIFT,
    LETTER,
    MOST_BETWEEN,
    SIGN,
    SLASH,
    SPACE,
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
from zhengan.masking.fast.hanline import char, hashed, ident, is_han, trait
from zhengan.masking.fast.hanmay import shows
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
CUE, ALNUM, LATIN_GAP = beside.CUE, tab.ALNUM, tab.LATIN_GAP
OPENED = tuple(ord(c) for c in sorted(rules.OPENED))
JOINS_NOT = tuple(ord(c) for c in "._-")  # before a word that is the end of a longer one
TRAVELS = tuple(tuple(ord(c) for c in word) for word in rules.TRAVELS)
PASSPORT, PERMIT, HUZHAO, TONGXING, HUIXIANG, HUIXIANG_TOO = TRAVELS
STARTS = tuple(sorted({word[0] | 32 for word in TRAVELS}))
PAPERS, WHO = lexicon.PAPERS, lexicon.WHO


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
        beside = char(line, n, first - 1) == SLASH or (char(line, n, first - 1) == SPACE and is_han(char(line, n, first - 2)))
        if flags & TITLED or (flags & LABEL and beside):
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
def enclosed(line, n, k, tables):
    """Start and end of the name that fills the bracket that opens at ``k``; -1 when there is none."""
    end = likely(line, n, k + 1, tables)
    return (k + 1, end) if end and char(line, n, end) in NOTE_ENDS else (-1, 0)


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
    return filling(line, n, k, tables)


@jit
def filling(line, n, k, tables):
    """Where the name ends that begins at ``k`` and fills a cell, or has a note, or is in capitals and sure; 0 for none."""
    apart()
    end = whole(line, n, k, tables)
    if end == 0:
        return 0
    upper, clear = capitals(line, n, k, end, tables), sure(line, n, k, end, tables)
    one = char(line, n, k - 1)
    if one == 0 or trait(one, FIELD, tables):
        two = char(line, n, end)
        fills = trait(two, FIELD, tables)
        if (fills and (clear or (upper and likely(line, n, k, tables)))) or (clear and two in OPENED):
            return end
    return end if upper and clear and opened(line, n, k) else 0


@jit
def sure(line, n, k, end, tables):
    """Whether a name is a given name and a surname of Europe, or a surname in pinyin and two syllables that are no other word."""
    start, stop = end, k
    while start > k and char(line, n, start - 1) != SPACE:
        start -= 1
    while stop < end and char(line, n, stop) != SPACE:
        stop += 1
    first, last = ident(hashed(line, k, stop), tables), ident(hashed(line, start, end), tables)
    if first >> LATIN_SHIFT & GIVEN and last >> LATIN_SHIFT & FAMILY:
        return True
    return spelt_out(line, n, first, start, end, tables)


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
    if end and catalogued(line, n, k, end, tables):
        return end
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
def catalogued(line, n, k, end, tables):
    """Whether a name in capitals with a comma that begins at ``k`` shows by itself what it is."""
    comma = letters(line, n, k, tables)
    if not capitals(line, n, k, comma, tables):
        return False
    first = ident(hashed(line, k, comma), tables)
    if first >> LATIN_SHIFT & COMMON or trait(char(line, n, end), ALNUM, tables):
        return False
    return spelt_out(line, n, first, comma + 2, end, tables)


@jit
def spelt_out(line, n, first, start, end, tables):
    """Whether a surname in pinyin and two syllables that are no other word, in ``[start, end)``, make up a name."""
    if first & tab.PINYIN == 0 or ident(hashed(line, start, end), tables) >> LATIN_SHIFT:
        return False
    size = 0  # letters: Li-Na has four
    for q in range(start, end):
        size += trait(char(line, n, q), LETTER, tables)
    return size >= SURE and given(line, start, end, tables)


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
