"""Where names and addresses may begin: nearly every character is passed here, by bits and bounds, before any rule is asked.

Sixty-four bytes at a time become a word of bits, one for each character of a class that wakes (a surname, the first
character of a place, the unit of a number) and each sign. At these a few characters to either side give the most that a
name can come to; where that is too little the scan goes on, past the word that begins there.
"""

from __future__ import annotations

import numpy as np

from zhengan.masking import lexicon
from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanbeside import GAP, LISTED, LOOSE, MAYBE, SINCE, SOMEBODY, SPANS
from zhengan.masking.fast.handotted import AND
from zhengan.masking.fast.hanline import (
    BEGINS_FOUR,
    BEGINS_LONGER,
    FNV,
    HAN,
    HANS,
    NOT_PAIR,
    PRIME,
    RIGHT,
    SHIFT,
    class_of,
    decode,
    decode_before,
    flags_of,
    ident,
    is_han,
    may_be,
    may_be_few,
    pair_of,
    point,
    three,
    trait,
)
from zhengan.masking.fast.hannames import (
    BOTH,
    CALLED,
    CLEAR,
    CUE,
    ENDS,
    MOST_BEHIND,
    NAME,
    SURE,
    WHOLE_WORD,
    WORD_FIRST,
    WORD_ON,
    closes,
    opens,
)
from zhengan.masking.fast.lex import jit, letter
from zhengan.masking.fast.raw import apart, byte, copied, long
from zhengan.masking.fast.sixteen import THREE, THREE_MASK
from zhengan.masking.fast.vector import (
    digits_of,
    equal_to,
    four_bytes,
    leads_of,
    lowest,
    name_signs_of,
)
from zhengan.masking.plain import addresses, beside, housed, whole
from zhengan.masking.plain.addresses import PLACE

ONE, S6, S40, S48, LOW = (np.uint64(k) for k in (1, 6, 40, 48, 63))
LEAD_MIX = np.uint64(tab.LEAD_MIX)
S3, FIRST_PLACES, LAST_PLACES = (np.uint64(k) for k in (3, 7, 7 << 61))
SPACE, WIDE_SPACE = 0x20, 0xE3  # the first bytes of those that a name is set with
LEAST_GIVEN, PAIR_POINTS = 1, 6
JOINS, SIGNS = tuple(ord(c) for c in "和与及跟"), tuple(sorted(ord(c) for c in beside.JOINS if not lexicon.is_han(c)))
MOST_FIELD = whole.MOST_FIELD
LASTS = tuple(sorted({ord(word[-1]) for word in whole.LABELS}))
NAME_KEYS = tuple(sorted({ord(key[-2]) << 8 | ord(key[-1]) for key in (*whole.ENDINGS, whole.CLIENT)}))
# Last characters of what leads to an address, in Chinese and in keys.
SITE_LASTS = tuple(sorted({ord(word[-1]) for word in addresses.SITES | addresses.IS | addresses.LED | addresses.TURNED}))
KEY_LASTS = tuple(sorted({ord(key[-2]) << 8 | ord(key[-1]) for key, kind in lexicon.keys().items() if kind == "home"}))
LOWER, LETTERS, KEY_SIGNS = 32, beside.LETTERS, (ord("_"), ord("-"))  # of letters in lower case; of a key
COLON_ENDS = tuple(sorted({c.encode()[-1] for c in beside.COLONS}))
AT_SIGN, MOST_LABELS, LABEL_STROKES = ord("@"), beside.LABELS, tuple(ord(c) for c in sorted(beside.STROKES))
STROKES, AWAKE, SURNAMED = (
    tuple(ord(c) for c in sorted(some)) for some in (addresses.STROKES, housed.AWAKE, housed.SURNAMED)
)


@jit
def stirring(buf, pos, tables):
    """A bit for each of 64 bytes at which a character of a class that wakes, or a sign of names, may start.

    A character is known by a hash of its three bytes, which few share: one that wakes for another's sake is passed like others.
    """
    leads = leads_of(buf, pos)
    # What begins goes on with a Chinese character or a space; a unit has a figure before it, of one byte or three. Neighbours in
    # the next block and the one before are not seen here, and may be such.
    follows = (leads | equal_to(buf, pos, SPACE) | equal_to(buf, pos, WIDE_SPACE)) >> S3 | LAST_PLACES
    leads &= follows | digits_of(buf, pos) << ONE | equal_to(buf, pos, 0xEF) << S3 | FIRST_PLACES
    found = name_signs_of(buf, pos)
    while leads:
        k = lowest(leads)
        leads &= leads - ONE
        mixed = (np.uint64(four_bytes(buf, pos + k)) << S40) * LEAD_MIX >> S48
        found |= (np.uint64(long(tables, np.int64(mixed >> S6))) >> (mixed & LOW) & ONE) << np.uint64(k)
    return found


@jit
def han_at(buf, p):
    """The code point of a Chinese character at ``p``, or 0."""
    four = four_bytes(buf, p)
    code = point(four)
    return code if (four & THREE_MASK == THREE) & (code >= HAN) & (code < HAN + HANS) else 0


@jit
def han_before(buf, p, low):
    """The Chinese character that ends before ``p``, or 0."""
    return han_at(buf, p - 3) if p - 3 >= low else 0


@jit
def space_at(buf, p, n):
    """Whether a space stands at ``p`` that a name may be set with."""
    return p < n and (byte(buf, p) == 32 or (byte(buf, p) == 0xE3 and three(buf, p) == 0x3000))


@jit
def spaced_may(buf, p, kind, low, n, tables):
    """Whether a name may begin at ``p`` that is set with spaces: behind a Chinese character and with one narrow space, as words
    of prose and of lists are, only behind a cue, before a title, or before what may lead to details."""
    k = p + 3
    while k < p + 12 and space_at(buf, k, n):
        k += 1 if byte(buf, k) == SPACE else 3
    code = han_at(buf, k) if k > p + 3 and k + 2 < n else 0
    if code == 0 or class_of(code, tables) & tab.GIVEN == 0:
        return False
    one = han_before(buf, p, low)
    third = han_at(buf, k + 3) if k + 5 < n else 0
    fourth = han_at(buf, k + 6) if third and k + 8 < n else 0
    if one == 0 or k > p + 4 or kind & tab.DOUBLE_HEAD:
        return True
    if fourth:
        told = may_be_few(third, fourth, tab.TITLES, tables)
    else:
        sign = decode(buf, k + 6 if third else k + 3, n)[0]
        told = trait(sign, tab.DETAIL_GAP | tab.COLON | tab.ALNUM, tables)
    two = han_before(buf, p - 3, low)
    return told or two == 0 or may_be_few(two, one, tab.CUES, tables)


@jit
def digit_before(buf, p, low):
    """Whether a digit ends before ``p``, of one byte or of three."""
    if p > low and 48 <= byte(buf, p - 1) <= 57:
        return True
    return p - 3 >= low and byte(buf, p - 3) == 0xEF and 0xFF10 <= three(buf, p - 3) <= 0xFF19


@jit
def longest(buf, p, n, pair, mask, tables):
    """Characters of the longest word at ``p`` with one of the flags, 0 when there is none; ``pair``: flags of its first two."""
    if pair & BEGINS_LONGER:
        size = longer(buf, p, n, pair, mask, tables)
        if size:
            return size
    return 2 if pair & mask else 0


@jit
def longer(buf, p, n, pair, mask, tables):
    """Characters of such a word of three or four; 0 when there is none."""
    apart()
    third = han_at(buf, p + 6) if p + 8 < n else 0
    if third == 0:
        return 0
    key = np.uint64(han_at(buf, p)) << SHIFT | np.uint64(han_at(buf, p + 3))
    key = key << SHIFT | np.uint64(third)
    fourth = han_at(buf, p + 9) if pair & BEGINS_FOUR and p + 11 < n else 0
    if fourth and flags_of(key << SHIFT | np.uint64(fourth), tables) & mask:
        return 4
    return 3 if flags_of(key, tables) & mask else 0


@jit
def passed(buf, p, code, low, n, tables):
    """How many bytes to go on from a Chinese character at which neither a name nor an address can begin; 0: one may.

    Less than 0: a name may, with a surname of one character, but no address; how far to go on where none does.
    """
    copied()
    kind = class_of(code, tables)
    if kind & tab.UNIT and (code in AWAKE or digit_before(buf, p, low)):
        return 0
    second = han_at(buf, p + 3) if p + 5 < n else 0
    if second == 0:
        return -3 if kind & (tab.SURNAME | tab.DOUBLE_HEAD) and spaced_may(buf, p, kind, low, n, tables) else 3
    if kind & (tab.SURNAME | tab.DOUBLE_HEAD) == 0:
        place = may_be_few(code, second, tab.PLACES, tables)
        return 0 if place and longest(buf, p, n, pair_of(code, second, tables), PLACE, tables) else 3
    pair = pair_of(code, second, tables) if may_be(code, second, tab.HEADS, tables) else 0
    if pair & tab.DOUBLE:
        return 0
    if pair & tab.BEGINS_PLACE and longest(buf, p, n, pair, PLACE, tables):
        return 0
    if kind & tab.SURNAME == 0:
        return 3
    size = longest(buf, p, n, pair, NOT_PAIR, tables) if pair else 0
    on = 3 if size < 2 or code in SURNAMED or across(buf, p, code, low, tables) else 3 * size
    return -on if hopeful(buf, p, code, second, size, low, n, tables) else on


@jit
def across(buf, p, code, low, tables):
    """Whether a word ends with the character at ``p``, so that none begins there: 股东 + 吴旭, 分析师 + 范家东."""
    apart()
    one = han_before(buf, p, low)
    if one == 0 or not may_be(one, code, tab.TAILS, tables):
        return False
    if pair_of(one, code, tables) & NOT_PAIR:
        return True
    two = han_before(buf, p - 3, low)
    key = (np.uint64(two) << SHIFT | np.uint64(one)) << SHIFT | np.uint64(code)
    if two and flags_of(key, tables) & NOT_PAIR:
        return True
    three_ = han_before(buf, p - 6, low) if two else 0
    return three_ > 0 and flags_of(np.uint64(three_) << S48 | key, tables) & NOT_PAIR != 0


@jit
def most_before(buf, p, code, one, low, tables):
    """The most that may stand before a name at ``p``, behind the Chinese character ``one``; -1: none may begin here."""
    copied()
    two = han_before(buf, p - 3, low)
    weak = False
    if two:
        if may_be_few(two, one, tab.CUES, tables):
            return CUE
        weak = may_be_few(two, one, tab.WEAKS, tables)
    elif trait(decode_before(buf, p - 3, low)[0], tab.SPACE, tables):  # 姓 名: a cue may be set with spaces
        return CUE
    if trait(one, tab.BEFORE, tables):
        return LISTED if one in JOINS else MAYBE if weak else CLEAR
    if weak:
        return MAYBE
    worded = two > 0 and may_be(two, one, tab.TAILS, tables)  # it may be one that shows no name, and reaches no further
    if not worded and may_be(one, code, tab.HEADS, tables) and pair_of(one, code, tables) & SPANS:
        return -1
    if one in SOMEBODY:
        return MAYBE
    return CLEAR if one in LOOSE or worded else 0


@jit
def most_after(buf, p, low, tables):
    """The most that may stand before a name at ``p`` that no Chinese character stands before: a cue where the two characters
    before the signs there may end one, or a key is one of persons."""
    code, _ = decode_before(buf, p, low)
    if code == AT_SIGN:
        return CUE
    last, k = past_links(buf, p, low, tables)
    if k < p and last >= HAN:
        two = han_before(buf, k - 3, low)
        if two == 0 or may_be_few(two, last, tab.CUES, tables):
            return CUE
        if colon_in(buf, k, p) and (may_be_few(two, last, tab.WEAKS, tables) or stroke_before(buf, k - 6, low)):
            return CUE
    elif k < p and trait(last, tab.KEY, tables) and key_before(buf, k, low, tables) & tab.PERSON:
        return CUE
    return LISTED if code in SIGNS else MAYBE


@jit
def colon_in(buf, start, end):
    """Whether a colon or a sign of equality may stand among signs."""
    found = False
    for k in range(start, end):
        found |= byte(buf, k) in COLON_ENDS
    return found


@jit
def stroke_before(buf, p, low):
    """Whether a stroke stands before the Chinese characters before ``p``, as between labels (户名/账号)."""
    q = p
    while p - q < 3 * MOST_LABELS and han_before(buf, q, low):
        q -= 3
    return decode_before(buf, q, low)[0] in LABEL_STROKES


@jit
def key_before(buf, p, low, tables):
    """What the field's name in letters that ends before ``p`` holds."""
    start = p
    while start > low and p - start < LETTERS and trait(byte(buf, start - 1), tab.KEY, tables):
        start -= 1
    number = FNV
    for k in range(start, p):
        if letter(byte(buf, k)):
            number = (number ^ np.uint64(byte(buf, k) | LOWER)) * PRIME
    return ident(number, tables)


@jit
def most_behind(first, second, one, tables):
    """The most that may stand behind a name, by the two characters after it; ``one``: the Chinese character before it, behind
    which it fills no field."""
    if first == 0:
        return CALLED if one else MOST_BEHIND
    if first == SINCE and second == 0:
        return CLEAR
    if second and may_be_few(first, second, tab.TITLES, tables):
        return CALLED
    if closes(first, tables) or (second and may_be_few(first, second, tab.VERBS, tables)):
        return CLEAR
    if second and may_be(first, second, tab.HEADS, tables):
        return 1 if class_of(first, tables) & tab.GIVEN == tab.GIVEN else CLEAR
    return 0


@jit
def hopeful(buf, p, code, second, size, low, n, tables):
    """Whether a name at ``p`` can reach its points at all: bounds from eight characters, before anything is looked up.

    ``size``: characters of the common word that begins there, 0 for none.
    """
    copied()
    own = class_of(second, tables)
    first = (own & tab.GIVEN) >> tab.GIVEN_SHIFT
    one = han_before(buf, p, low)
    if own & (tab.GIVEN | tab.PAIR_HEAD) == 0:
        return one == 0 and trait(second, tab.RARE, tables)
    third = han_at(buf, p + 6) if p + 8 < n else 0
    fourth = han_at(buf, p + 9) if third and p + 11 < n else 0
    later = (class_of(third, tables) & tab.GIVEN) >> tab.GIVEN_SHIFT if third else 0
    fifth = han_at(buf, p + 12) if fourth and p + 14 < n else 0
    if size:
        verb = fifth > 0 and may_be_few(fourth, fifth, tab.VERBS, tables)
        odd = size > 2 or (later < 2 and own & tab.PAIR_HEAD == 0) or (fourth and not verb and not closes(fourth, tables))
        if odd and (one or not opens(decode_before(buf, p, low)[0], tables)):
            return False
    left = most_before(buf, p, code, one, low, tables) if one else most_after(buf, p, low, tables)
    if left < 0:
        return False
    if one == 0 and left == CUE and (trait(second, tab.RARE, tables) or trait(third, tab.RARE, tables)):
        return True  # 联系人：张未
    weight = class_of(code, tables) & tab.SURNAME
    least = BOTH - 1 if left == CUE else BOTH
    if size == 0 and fourth and weight >= least and own & tab.SURNAME >= least and left + CALLED >= SURE:
        return True  # the surnames of both parents, and two characters more: 丁刘伟任
    if first:
        word = 0 if size == 0 else WORD_FIRST if left == CUE and size == 2 and third == 0 else WHOLE_WORD
        if weight + first + LEAST_GIVEN + left + word + most_behind(third, fourth, one, tables) >= NAME - ENDS:
            return True
    both = PAIR_POINTS if own & tab.PAIR_HEAD else first + max(later, 1) if later else 0
    if third == 0 or both == 0:
        return False
    word = 0 if size == 0 else WORD_FIRST if size == 2 or (left == CUE and size == 3 and fourth == 0) else WHOLE_WORD
    right = most_behind(fourth, fifth, one, tables)
    if size == 2 and right < CLEAR:
        word += WORD_ON
    return weight + both + left + word + right >= NAME - ENDS


@jit
def latin_may(buf, sign, p, low, n, tables):
    """Whether a capital stands at ``p``, or behind at most three signs that may stand before a name in Latin letters; or two
    characters with which names of other languages are written, or two of any behind a label of names (``sign`` ends it)."""
    for _ in range(4):
        code, size = decode(buf, p, n)
        if not trait(code, tab.LATIN_GAP, tables):
            if size == 1:
                return trait(code, tab.UPPER, tables)
            second = decode(buf, p + size, n)[0]
            if trait(code, tab.PART, tables) and trait(second, tab.PART, tables):
                return True
            return is_han(code) and is_han(second) and label_may(buf, sign, low, tables)
        p += size
    return False


@jit
def past_links(buf, p, low, tables):
    """The last character before ``p`` of a label, past what may stand between, and where it ends."""
    code, size = decode_before(buf, p, low)
    for _ in range(GAP):
        if not trait(code, tab.LINK, tables):
            break
        p -= size
        code, size = decode_before(buf, p, low)
    return code, p


@jit
def label_may(buf, p, low, tables):
    """Whether the last character of a label of names stands before ``p``, or the last two letters of one, past what may stand
    between."""
    code, p = past_links(buf, p, low, tables)
    if code >= HAN or p - 2 < low:
        return code in LASTS
    return ((byte(buf, p - 2) | LOWER) << 8 | code | LOWER) in NAME_KEYS


@jit
def parts_may(buf, p, size, low, n, tables):
    """Whether two characters of a foreign name stand before a dot of ``size`` bytes at ``p``, and two behind."""
    one, back = decode_before(buf, p, low)
    two = decode_before(buf, p - back, low)[0]
    three_, on = decode(buf, p + size, n)
    four = decode(buf, p + size + on, n)[0]
    found = trait(one, tab.PART, tables) and trait(two, tab.PART, tables)
    return found and trait(three_, tab.PART, tables) and (four == AND or trait(four, tab.PART, tables))


@jit
def site_may(buf, p, low, tables):
    """Whether the last character of a label of addresses may stand before ``p``, past what may stand between."""
    code, p = past_links(buf, p, low, tables)
    if code >= HAN:
        return code in SITE_LASTS
    if not trait(code, tab.KEY, tables) or p - 2 < low:
        return False
    second = byte(buf, p - 2)
    may = ((second | LOWER) << 8 | code | LOWER) in KEY_LASTS or code in KEY_SIGNS or second in KEY_SIGNS
    return may and key_before(buf, p, low, tables) & tab.HOME_KEY != 0


@jit
def clause(buf, p, n, tables):
    """How many characters from ``p`` on an address may be read from: to the first that stands in none, and with it."""
    apart()
    many = 0
    while many < RIGHT - 1:
        while many < RIGHT - 1 and p + 2 < n and han_at(buf, p):
            p += 3
            many += 1
        code, size = decode(buf, p, n)
        if many < RIGHT - 1 and not is_han(code):
            many += 1
            if not trait(code, tab.NUMERAL | tab.DIGIT | tab.LETTER | tab.SPACE, tables) and code not in STROKES:
                return many
            p += size
    return RIGHT


@jit
def fills_field(buf, p, low, tables):
    """Whether some Chinese characters stand before ``p``, and before them what may stand between a label and its field."""
    q = p
    while p - q < 3 * MOST_FIELD and han_before(buf, q, low):
        q -= 3
    return q < p and trait(decode_before(buf, q, low)[0], tab.LINK, tables)


@jit
def keyed(buf, p, low, tables):
    """Whether a field's name in letters may stand before a name at ``p``, with what stands between."""
    return trait(past_links(buf, p, low, tables)[0], tab.KEY, tables)
