"""``plain.context`` for kernels: labels, units, letters around a number."""

from __future__ import annotations

import numpy as np

from zhengan.masking.fast.checks import is_date
from zhengan.masking.fast.letters import begun, same
from zhengan.masking.fast.lex import escape, figure, jit, letter
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.tables import (
    CARES,
    CLOSED,
    COUNTS,
    COUNTS_FIRST,
    CURRENCIES,
    FILLERS,
    FOLDED,
    FOLDS,
    IN_UNITS,
    KINDS,
    LABEL_BUCKETS,
    LABEL_FAMILY,
    LONGEST,
    LONGEST_LABEL,
    NARROW_FAMILIES,
    NO_COUNTS,
    NO_UNITS,
    OPENED,
    SCORED,
    SINCE,
    SINCE_LAST,
    SIZES,
    SUBS,
    UNIT_FAMILY,
    UNIT_ROWS,
    WORDS,
)
from zhengan.masking.fast.vector import (
    BLOCK,
    alike,
    at,
    capitals_of,
    digits_of,
    equal_to,
    highest,
    leads_of,
    letters_of,
    narrow_stops_of,
    wide_stops_of,
)
from zhengan.masking.kinds import labels
from zhengan.masking.plain.context import LONGEST_ENTITY, MOST_PERCENT

WINDOW, ACCOUNT = labels.WINDOW, labels.ACCOUNT
MOST_SPACES, STAR = 8, 42
MOST_ENTITY = LONGEST_ENTITY - 2  # between its & and its ;
S1, S2 = np.uint64(1), np.uint64(2)
ENDED = np.uint64((1 << 62) - 1)  # a sign of three bytes that ends within 64


@jit
def spelt(buf, i, row):
    """The same of a label, all of it at once."""
    return alike(buf, i, FOLDED, FOLDS, CARES, row * LONGEST) and (not SCORED[row] or same(buf, i, row, SIZES[row]))


@jit
def exact(buf, i, end, low, high):
    """Bytes of the word among rows ``low`` to ``high`` that stands at ``i`` before ``end`` as it is; 0 for none."""
    for row in range(low, high):
        size = SIZES[row]
        if i + size <= end:
            k = 0
            while k < size and at(buf, i + k) == WORDS[row, k]:
                k += 1
            if k == size:
                return size
    return 0


@jit
def exact_before(buf, i, low, high):
    """Bytes of the first word among rows ``low`` to ``high`` that ends at ``i``; 0 for none."""
    for row in range(low, high):
        size = SIZES[row]
        if i >= size:
            k = size - 1
            while k >= 0 and at(buf, i - size + k) == WORDS[row, k]:
                k -= 1
            if k < 0:
                return size
    return 0


@jit
def stop(buf, i, start):
    """Bytes of a sign at ``i`` that ends a clause or field, before ``start``; 0 for none."""
    c = at(buf, i)
    if c == 10 or c == 13 or c == 44 or c == 59 or c == 124:
        return 1
    if i + 3 > start:
        return 0
    if c == 0xEF and at(buf, i + 1) == 0xBC:
        return 3 if at(buf, i + 2) == 0x8C or at(buf, i + 2) == 0x9B else 0
    if c == 0xE3 and at(buf, i + 1) == 0x80:
        return 3 if at(buf, i + 2) == 0x81 or at(buf, i + 2) == 0x82 else 0
    return 0


@jit
def window(buf, start):
    """Where the search for labels of a value at ``start`` ends."""
    run = 0
    low = max(0, start - WINDOW)
    i = start - 1
    while i >= low:
        c = at(buf, i)
        if figure(c) or c == STAR:
            run += 1
            if run >= 4 and (figure(c) or figure(at(buf, i + 1)) or figure(at(buf, i + 2)) or figure(at(buf, i + 3))):
                return i + 4
        else:
            run = 0
            size = stop(buf, i, start)
            if size and not (c == 59 and entity_ends(buf, i)):
                return i + size
        i -= 1
    return low


@jit
def entity_ends(buf, i):
    """The semicolon at ``i`` is the end of an entity such as &quot; in escaped HTML, XML or JSON."""
    apart()
    k = i - 1
    while k > 0 and i - k <= MOST_ENTITY and in_entity(at(buf, k)):
        k -= 1
    return k >= 0 and at(buf, k) == 38 and i - k > 2


@jit
def before_entities(buf, base, stops):
    """The place of the highest of the signs that is not the end of an entity, -1 for none."""
    apart()
    while stops:
        i = highest(stops)
        if at(buf, base + i) != 59 or not entity_ends(buf, base + i):
            return i
        stops ^= S1 << np.uint64(i)
    return np.int64(-1)


@jit
def in_entity(c):
    """A byte that may stand between the & and the ; of an entity."""
    return letter(c) or figure(c) or c == 35


@jit
def escape_end(buf, i, end):
    """Where the entity or the escape that starts at ``i`` ends, before ``end``; 0 for none."""
    apart()
    if at(buf, i) != 38:
        size = escape(buf, i, end)
        return i + size if size else 0
    k = i + 1
    while k < end and k - i <= MOST_ENTITY and in_entity(at(buf, k)):
        k += 1
    return k + 1 if k < end and at(buf, k) == 59 and k - i > 2 else 0


@jit
def escaped_tag(buf, begin, low):
    """&lt; ends at ``begin`` and starts at ``low`` or behind."""
    if begin < low + 4 or at(buf, begin - 1) != 59 or at(buf, begin - 4) != 38:
        return False
    return at(buf, begin - 3) == 108 and at(buf, begin - 2) == 116


@jit
def whole_word(buf, i, end, low, start):
    """An ASCII label is not part of a longer word."""
    c = at(buf, i)
    if not letter(c):
        return True
    b = at(buf, i - 1) if i > low else 0
    if letter(b) and not (c <= 90 and b >= 97):
        return False
    end = plural(buf, end, start)
    if end >= start:
        return not ended(buf, i, low, start)
    c = at(buf, end)
    return (not letter(c) or c <= 90) and not ended(buf, i, low, start)


@jit
def ended(buf, i, low, start):
    """What stands at ``i`` is in the name of an element that ends before ``start``."""
    begin = i
    c = at(buf, i - 1) if i > low else 0
    while letter(c) or c == 58 or c == 95 or c == 45:
        begin -= 1
        c = at(buf, begin - 1) if begin > low else 0
    if c == 47:
        return (begin >= low + 2 and at(buf, begin - 2) == 60) or escaped_tag(buf, begin - 1, low)
    if c == 59 and escaped_tag(buf, begin, low):
        for k in range(i + 4, start):
            if at(buf, k) == 47 and escaped_tag(buf, k, i):
                return True
    if c == 60:
        for k in range(i, start - 1):
            if at(buf, k) == 60 and at(buf, k + 1) == 47:
                return True
    return False


@jit
def plural(buf, i, end):
    """``i``, or behind the s that stands there before ``end`` and ends a word."""
    if i >= end or at(buf, i) != 115:
        return i
    c = at(buf, i + 1)
    return i + 1 if i + 1 == end or not letter(c) or c <= 90 else i


@jit
def filler(buf, i, end):
    """Only punctuation, spaces, tags and words such as 号 or 为 stand between (and the s of a plural)."""
    i = plural(buf, i, end)
    while i < end:
        c = at(buf, i)
        skipped = 0
        if c == 60:
            skipped = tag_end(buf, i, end)
        elif c == 38 or c == 37 or c == 92:
            skipped = escape_end(buf, i, end)
        if skipped:
            i = skipped
        elif c < 128:
            if letter(c) or figure(c) or (c == 47 and at(buf, i + 1) == 62):  # <order/> is another's
                return False
            i += 1
        elif exact(buf, i, i + 3, FILLERS[0], FILLERS[1]):
            i += 3
        else:
            return False
    return True


@jit
def tag_end(buf, i, end):
    """Where the tag that starts at ``i`` ends, before ``end``; 0 for none."""
    apart()
    if i + 1 >= end or not (letter(at(buf, i + 1)) or at(buf, i + 1) == 47):
        return 0
    while i < end:
        i += 1
        if at(buf, i - 1) == 62:
            return i
    return 0


@jit
def pair(c, d, e):
    """Where ``tables.openings`` keeps three bytes: two of an ASCII word in either case, three of a Chinese or full-width one."""
    return (c & 31) << 5 | (d & 31) if c < 128 else 1024 + ((c & 7) << 12 | (d & 63) << 6 | (e & 63))


@jit
def family(families, buf, i):
    """The number of the family whose words start like the bytes at ``i``."""
    return at(families, pair(at(buf, i), at(buf, i + 1), at(buf, i + 2)))


@jit
def bucket(buf, i):
    """The number of the bucket of labels that may stand at ``i``; 0: none do."""
    c = at(buf, i)
    which = at(LABEL_FAMILY, pair(c, at(buf, i + 1), at(buf, i + 2)))
    which += NARROW_FAMILIES if which and c >= 128 else 0
    return which * SUBS + (at(buf, i + (2 if c < 128 else 5)) & (SUBS - 1)) if which else 0


@jit
def nearer(buf, i, low, start, end, size, kind, which):
    """The label of a bucket at ``i`` where it ends nearer to ``start`` than one of ``size`` bytes that ends at ``end``, or
    that one."""
    if i + LABEL_BUCKETS[which, 2] < end:
        return end, size, kind
    for row in range(LABEL_BUCKETS[which, 0], LABEL_BUCKETS[which, 1]):
        k = SIZES[row]
        better = i + k <= start and (i + k > end or (i + k == end and k > size))
        if better and spelt(buf, i, row) and whole_word(buf, i, i + k, low, start):
            end, size, kind = i + k, k, KINDS[row]
    return end, size, kind


@jit
def near(buf, low, start):
    """The nearest label in ``[low, start)``: where it ends, its kind."""
    end, _, kind = nearest(buf, low, start)
    return end, kind


@jit
def nearest(buf, low, start):
    """The same, and its size between them."""
    end, size, kind = 0, 0, 0
    for i in range(low, start):
        which = bucket(buf, i)
        if which:
            end, size, kind = nearer(buf, i, low, start, end, size, kind, which)
    return end, size, kind


@jit
def label_in(buf, low, start):
    """The kind of the label that speaks there, 0 without one."""
    apart()
    end, kind = near(buf, max(low, start - WINDOW), start)
    return 0 if kind >= ACCOUNT and not filler(buf, past_unit(buf, end, start, kind), start) else kind


@jit
def past_unit(buf, i, end, kind):
    """``i``, or behind the brackets there, before ``end``, that hold a unit, of what is no account: 成交额（元）."""
    k = i + (at(buf, i) == 32)
    if kind == ACCOUNT or not (at(buf, k) == 40 or at(buf, k) == 0xEF):
        return i
    for words in (OPENED, IN_UNITS, CLOSED):
        size = exact(buf, k, end, words[0], words[1])
        if size == 0:
            return i
        k += size
    return k


@jit
def inside(buf, start):
    """The same by words of bits over the 64 bytes before: the signs that end the search, then where words start."""
    base = start - BLOCK
    digits, letters = digits_of(buf, base), letters_of(buf, base)
    hidden = digits | equal_to(buf, base, STAR)
    four, some = hidden & (hidden << S1), digits | (digits << S1)
    four &= four << S2 & (some | some << S2)  # the last of four digits, or of stars over some
    low = np.int64(BLOCK - WINDOW)
    stops = narrow_stops_of(buf, base) | four
    if stops:
        last = highest(stops)
        if at(buf, base + last) == 59:
            last = before_entities(buf, base, stops)
        low = max(low, last + 1)
    stops = wide_stops_of(buf, base) & ENDED
    if stops:
        low = max(low, highest(stops) + 3)
    if low >= BLOCK:
        return 0, 0
    before, large = letters << S1, capitals_of(buf, base)
    words = letters & (~before | (large & ~(large << S1)) | (S1 << np.uint64(low)))
    words = (words | leads_of(buf, base)) >> np.uint64(low) << np.uint64(low)
    end, size, kind = 0, 0, 0
    while words:
        i = highest(words)
        if base + i + LONGEST_LABEL <= end:
            break
        which = bucket(buf, base + i)
        if which:
            end, size, kind = nearer(buf, base + i, base + low, start, end, size, kind, which)
        words ^= S1 << np.uint64(i)
    return end, kind


@jit
def label(buf, start):
    """The kind of the nearest label before ``start``, 0 without one."""
    apart()
    end, kind = inside(buf, start) if start >= BLOCK else near(buf, window(buf, start), start)
    against = kind >= ACCOUNT and not filler(buf, past_unit(buf, end, start, kind), start)
    return 0 if against else kind


@jit
def label_apart(buf, start):
    """The same, for who seldom asks."""
    apart()
    return label(buf, start)


@jit
def amount(buf, start, end, n):
    """A currency sign stands before, or a unit behind (after at most two spaces)."""
    if start > 0:
        c = at(buf, start - 1)
        if c == 36:
            return True
        if start > 1 and c == 0xA5 and at(buf, start - 2) == 0xC2:
            return True
        if start > 2 and at(buf, start - 3) == 0xEF:
            b = at(buf, start - 2)
            if (b == 0xBF and c == 0xA5) or (b == 0xBC and c == 0x84):
                return True
    whole = end - start
    for _ in range(2):
        if end < n and at(buf, end) == 32:
            end += 1
    if end >= n:
        return False
    c = at(buf, end)
    if c == 37:
        return whole <= MOST_PERCENT and not no_percent(buf, end, n)
    if c < 65:  # no unit begins so
        return False
    which = family(UNIT_FAMILY, buf, end)
    size = exact(buf, end, n, UNIT_ROWS[which, 0], UNIT_ROWS[which, 1]) if which else 0
    if size and letter(c) and end + size < n and letter(at(buf, end + size)):  # nsec
        return False
    if size == 3 and exact(buf, end, n, NO_UNITS[0], NO_UNITS[1]):
        return False
    if size >= 3 and another(buf, end + size, n):
        return exact(buf, end, n, CURRENCIES[0], CURRENCIES[1]) == 0
    return size > 0


@jit
def no_percent(buf, i, n):
    """The % at ``i`` is that of LIKE '138…%', or begins an escape other than its own."""
    apart()
    c = at(buf, i + 1) if i + 1 < n else 0
    if c == 34 or c == 39:
        return True
    return escape(buf, i, n) > 0 and not (c == 50 and at(buf, i + 2) == 53)


@jit
def another(buf, i, n):
    """A figure follows, after a few spaces at most: the currency is that number's."""
    for _ in range(MOST_SPACES):
        if i < n and at(buf, i) == 32:
            i += 1
    return i < n and figure(at(buf, i))


@jit
def counted(buf, start, end, n):
    """A unit of what is counted stands behind (户, 个, 次), or 于 before what is a day."""
    since = start > 0 and SINCE_LAST[at(buf, start - 1)] and exact_before(buf, start, SINCE[0], SINCE[1])
    if since and day(buf, start, end - start):
        return True
    i = end
    while i - end < 2 and i < n and at(buf, i) == 32:
        i += 1
    if i >= n or COUNTS_FIRST[at(buf, i)] == 0:
        return False
    size = exact(buf, i, n, COUNTS[0], COUNTS[1])
    if size == 0 or exact(buf, i, n, NO_COUNTS[0], NO_COUNTS[1]):
        return False
    return i == end or i + size >= n or not 0xE4 <= at(buf, i + size) <= 0xE9


@jit
def day(buf, i, size):
    """Eight figures at ``i`` that are a day of the last century or the first half of this."""
    c, d = at(buf, i), at(buf, i + 1)
    if size != 8 or not ((c == 49 and d == 57) or (c == 50 and d == 48 and at(buf, i + 2) < 53)):
        return False
    return is_date(pair_at(buf, i) * 100 + pair_at(buf, i + 2), pair_at(buf, i + 4), pair_at(buf, i + 6))


@jit
def pair_at(buf, i):
    """Two figures as a number."""
    return (at(buf, i) - 48) * 10 + at(buf, i + 1) - 48


@jit
def left_free(buf, start):
    """Not the decimals of a number or the tail of an IP address."""
    return not (start > 1 and at(buf, start - 1) == 46 and figure(at(buf, start - 2)))


@jit
def right_free(buf, end, n):
    """No letter or decimal follows, but for what has ``begun`` right behind the number."""
    if end >= n:
        return True
    c = at(buf, end)
    if letter(c):
        return begun(buf, end, n)
    return not (c == 46 and end + 1 < n and figure(at(buf, end + 1)) and not floated(buf, end, n))


@jit
def floated(buf, end, n):
    """``.0`` stands there and nothing more of a number or a word."""
    if end + 1 >= n or at(buf, end) != 46 or at(buf, end + 1) != 48:
        return False
    c = at(buf, end + 2) if end + 2 < n else 32
    return not (letter(c) or figure(c) or c == 46 or c == 95 or c == 45)
