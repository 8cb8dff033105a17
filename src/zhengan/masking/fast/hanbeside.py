"""The look-ups of ``plain.beside`` on a window of code points: what stands beside a name, as points. The names are the same."""

from __future__ import annotations

from zhengan.masking import lexicon
from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanline import (
    BEGINS_THREE,
    NOT_PAIR,
    begun,
    cell,
    char,
    class_of,
    hashed,
    ident,
    is_han,
    longer,
    pair_at,
    trait,
    word_before,
    word_behind,
)
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.plain import beside

CUE, MAYBE, CLEAR, NOT_ONE, INSIDE = beside.CUE, beside.MAYBE, beside.CLEAR, beside.NOT_ONE, beside.INSIDE
SENDERS, CLOSING = tuple(tuple(ord(c) for c in word) for word in beside.SENDERS), tuple(ord(c) for c in sorted(beside.CLOSED))
LISTED, SOMEBODY = beside.LISTED, tuple(ord(c) for c in sorted(beside.SOMEBODY))
SPANS = beside.SPANS
RECORD, MEETING = tab.packed(beside.RECORD), tab.packed(beside.MEETING)
COMPANY_ENDS = tuple(ord(c) for c in sorted(beside.COMPANY_ENDS))
COMPANIES = tuple((tab.packed(word[:2]), tab.packed(word[2:])) for word in beside.COMPANIES)
LABELS, STROKES, GROUPING = beside.LABELS, tuple(ord(c) for c in sorted(beside.STROKES)), (ord(" "), ord("-"))
SINCE = ord(beside.SINCE)
LOOSE = tuple(ord(c) for c in sorted(beside.LOOSE))
CALLED, DETAILS, ORGANISATION, STOCK = beside.CALLED, beside.DETAILS, beside.ORGANISATION, beside.STOCK
GAP, LETTERS, CODES = beside.GAP, beside.LETTERS, tab.CODES
TITLE, ORGAN, VERB, WORD = lexicon.TITLE, lexicon.ORGAN, lexicon.VERB, lexicon.WORD
HOME, STRONG, WEAK, NEVER = lexicon.HOME, lexicon.STRONG, lexicon.WEAK, lexicon.NEVER
MASKED = ord(beside.MASKED)
NARROW_COLON, WIDE_COLON, SPEAKER = ord(":"), ord("："), beside.SPEAKER
AT_SIGN, ROUND, WIDE_ROUND, MALE, FEMALE = ord("@"), ord("("), ord("（"), ord("男"), ord("女")
BRANDS, SERIES, CODED = (
    tuple(ord(c) for c in sorted(some)) for some in (beside.BRANDS, beside.SERIES, beside.CODED)
)  # fmt: skip
MOST_CODED, NO = beside.MOST_CODED, ord("号")
LINK, KEY, ALNUM, BEFORE, FIELD = tab.LINK, tab.KEY, tab.ALNUM, tab.BEFORE, tab.FIELD
STOCK_GAP, DETAIL_GAP, SPACE, COLON = tab.STOCK_GAP, tab.DETAIL_GAP, tab.SPACE, tab.COLON


@jit
def key_before(line, n, k, tables):
    """The key of JSON or the column's word before a value."""
    apart()
    start = k
    while k - start < LETTERS and trait(char(line, n, start - 1), KEY, tables):
        start -= 1
    return ident(hashed(line, start, k), tables) & (tab.PERSON | tab.OTHER | tab.HOME_KEY)


@jit
def gap_before(line, n, k, tables):
    """Where the signs between a label and its value begin."""
    start = k
    while k - start < GAP and trait(char(line, n, start - 1), LINK, tables):
        start -= 1
    return start


@jit
def cue_before(line, n, i, tables):
    """The cue word before a name, with what may stand between."""
    apart()
    if char(line, n, i - 1) == AT_SIGN:
        return 0 if of_firm(line, n, i - 1) else CUE
    k = gap_before(line, n, i, tables)
    last = char(line, n, k - 1)
    if is_han(last):
        flags = word_before(line, n, k, STRONG | WEAK | NEVER, tables)
        if flags & STRONG:
            return 0 if noted(line, n, k) else CUE
        for q in range(k, i):
            if trait(char(line, n, q), COLON, tables) and (flags & WEAK or headed(line, n, k, tables)):
                return CUE
        if flags & NEVER:
            company = i - k <= 1 and of_company(line, n, k) and char(line, n, i - 1) in COMPANY_ENDS
            return 0 if signature(line, n, k) or company or of_house(line, n, k, i, tables) else NOT_ONE
        return MAYBE if flags & WEAK else 0
    if k < i and trait(last, KEY, tables):
        kind = key_before(line, n, k, tables)
        if kind & tab.PERSON:
            return CUE
        return NOT_ONE if kind & tab.OTHER else 0
    return 0


@jit
def noted(line, n, k):
    """Whether the label that ends at ``k`` is of what was noted, not of who did."""
    if (char(line, n, k - 2) << 16 | char(line, n, k - 1)) != RECORD or not is_han(char(line, n, k - 3)):
        return False
    return (char(line, n, k - 4) << 16 | char(line, n, k - 3)) != MEETING


@jit
def of_company(line, n, k):
    """Whether the whole name of a company ends at ``k``, behind which one of its people may stand."""
    first, second = char(line, n, k - 4) << 16 | char(line, n, k - 3), char(line, n, k - 2) << 16 | char(line, n, k - 1)
    return (first, second) in COMPANIES


@jit
def headed(line, n, k, tables):
    """Whether the first of the labels joined by strokes that end at ``k`` says that a name comes first."""
    start = first = k
    while k - start < LABELS:
        one = char(line, n, start - 1)
        stroke = one in STROKES
        if not (stroke or is_han(one)):
            break
        start -= 1
        first = start if stroke else first
    return first < k and word_before(line, n, first, STRONG, tables) != 0


@jit
def of_firm(line, n, k):
    """Whether who speaks at the beginning of a line is said at the ``@`` at ``k`` to be of a firm."""
    start = k
    while k - start < SPEAKER and is_han(char(line, n, start - 1)):
        start -= 1
    return start < k and char(line, n, start - 1) == 0


@jit
def signature(line, n, k):
    """Whether the bracket at ``k`` ends who sends a message."""
    return char(line, n, k) in CLOSING and sender(line, n, k)


@jit
def of_house(line, n, k, i, tables):
    """Whether the short name of a house ends at ``k`` and one space leads to ``i``."""
    if i != k + 1 or not trait(char(line, n, k), SPACE, tables) or not sender(line, n, k):
        return False
    return word_before(line, n, k - 2, NEVER | VERB, tables) == 0


@jit
def sender(line, n, k):
    """Whether the short name of a house of securities or funds ends at ``k``."""
    if not (is_han(char(line, n, k - 3)) and is_han(char(line, n, k - 4))):
        return False
    one, two = char(line, n, k - 2), char(line, n, k - 1)
    return (one == SENDERS[0][0] and two == SENDERS[0][1]) or (one == SENDERS[1][0] and two == SENDERS[1][1])


@jit
def is_stock(line, n, k, tables):
    """Whether six digits from ``k`` begin as a stock's code does."""
    number = 0
    for q in range(k, k + 6):
        code = char(line, n, q)
        if code < 48 or code > 57:
            return False
        if q < k + 3:
            number = number * 10 + code - 48
    return cell(tables, CODES + number) != 0


@jit
def stock_before(line, n, i, tables):
    """Whether a stock's or a product's word stands before."""
    apart()
    k = i
    while i - k < 3 and trait(char(line, n, k - 1), STOCK_GAP, tables):
        k -= 1
    return is_stock(line, n, k - 6, tables) and not trait(char(line, n, k - 7), ALNUM, tables)


@jit
def inside(line, n, i, tables):
    """Whether a word of two or three characters begins just before."""
    if not begun(line, n, i - 1, tables):
        return False
    pair = pair_at(line, n, i - 1, tables)
    return pair & SPANS != 0 or (pair & BEGINS_THREE != 0 and longer(line, n, i - 1, 3, tables) & WORD != 0)


@jit
def before(line, n, i, listed, tables):
    """What stands to the left of a name, as evidence."""
    apart()
    cue = cue_before(line, n, i, tables)
    if listed and 0 <= cue < LISTED:
        return LISTED
    if cue > 0:
        return cue
    if word_before(line, n, i + 1, HOME, tables):
        return INSIDE
    one = char(line, n, i - 1)
    if is_han(one):
        near = trait(one, BEFORE, tables)
        if cue == 0 and (not near or char(line, n, i) == SINCE) and inside(line, n, i, tables):
            return INSIDE
        if one in SOMEBODY:
            return cue + MAYBE
        return cue + (CLEAR if near or one in LOOSE or word_before(line, n, i, NOT_PAIR, tables) else 0)
    if stock_before(line, n, i, tables):
        return STOCK
    if one == MASKED:
        return cue
    if trait(one, ALNUM, tables):
        return cue + 1
    return cue + (MAYBE if trait(one, COLON, tables) else CLEAR)


@jit
def given(code, tables):
    """How well a character stands in a given name; 0 for one that is not Chinese."""
    return (class_of(code, tables) & tab.GIVEN) >> tab.GIVEN_SHIFT if is_han(code) else 0


@jit
def behind(line, n, e, tables):
    """What stands to the right of a name, as evidence."""
    apart()
    k = e
    for _ in range(2):
        if trait(char(line, n, k), SPACE, tables):
            k += 1
    flags = word_behind(line, n, k, TITLE | ORGAN, tables)
    if flags & TITLE:
        return CALLED
    if flags & ORGAN and word_behind(line, n, e, NOT_PAIR, tables) & (ORGAN | TITLE):
        return ORGANISATION
    if NO in (char(line, n, e), char(line, n, e + 1), char(line, n, e + 2)) and numbered(line, n, e):
        return ORGANISATION
    one = char(line, n, e)
    if dated(line, n, e):
        return CLEAR
    if is_han(one):
        if given(one, tables) == 0 or trait(one, BEFORE, tables) or word_behind(line, n, e, VERB, tables):
            return CLEAR
        if word_behind(line, n, e, NOT_PAIR, tables):
            return CLEAR if given(one, tables) < 3 else 1
        return 0
    if one in (ROUND, WIDE_ROUND) and stock_at(line, n, e + 1, tables):
        return STOCK
    return CLEAR + (DETAILS if details(line, n, e, tables) else 0)


@jit
def dated(line, n, k):
    """Whether a time or a year is told at ``k``."""
    return char(line, n, k) == SINCE and 48 <= char(line, n, k + 1) <= 57


@jit
def stock_at(line, n, k, tables):
    """Whether a stock's code stands at ``k``, or behind a word such as 基金代码 and a colon."""
    apart()
    for _ in range(MOST_CODED):
        if char(line, n, k) not in CODED:
            break
        k += 1
    return is_stock(line, n, k, tables) and not trait(char(line, n, k + 6), ALNUM, tables)


@jit
def numbered(line, n, e):
    """Whether a name that ends as wealth products' do has a number of its series behind it, or one that ends with a number 号."""
    apart()
    if char(line, n, e) == NO and char(line, n, e - 1) in SERIES:
        return True
    k = e
    while k - e < 2 and char(line, n, k) in SERIES:
        k += 1
    return k > e and char(line, n, k) == NO and char(line, n, e - 1) in BRANDS


@jit
def details(line, n, e, tables):
    """The evidence around a name, weighed."""
    apart()
    k = e
    while k - e < 3 and trait(char(line, n, k), DETAIL_GAP, tables):
        k += 1
    one = char(line, n, k)
    sex = k + 1 if k == e and one in (NARROW_COLON, WIDE_COLON) else k
    if char(line, n, sex) in (MALE, FEMALE) and not is_han(char(line, n, sex + 1)):
        return True
    digits, q = 0, k
    while digits < 11 and 48 <= char(line, n, q) <= 57:
        digits += 1
        q += 1
        q += (digits == 3 or digits == 7) and char(line, n, q) in GROUPING
    return digits == 11 or word_behind(line, n, k, TITLE, tables) & TITLE != 0


@jit
def field(line, n, i, e, tables):
    """Whether a name fills a field of its own."""
    return 1 if trait(char(line, n, i - 1), FIELD, tables) and trait(char(line, n, e), FIELD, tables) else 0
