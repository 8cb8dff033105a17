"""A piece of a line as code points, and the words of the lexicon on it.

``line`` holds the code points of a window around what is looked at, ``n`` how many; it ends where the line does, or at a
character that ``plain.han.used`` leaves out, or further away than any rule looks.
"""

from __future__ import annotations

import numpy as np

from zhengan.masking import lexicon
from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart, byte, half, long, set_half, set_long
from zhengan.masking.fast.sixteen import FIRST_THREE, MOST, SURROGATES, THREE, THREE_MASK, ones, threes
from zhengan.masking.fast.vector import BLOCK, count_of, equal_to, four_bytes, highest, lowest, starts_of

LEFT, RIGHT = 64, 184  # characters that rules look at, to the left and right
WINDOW = 512  # characters decoded at once
ROOM = WINDOW + 2 + MOST  # for them, and what is written behind and over
# Behind the offsets: what is decoded, the place last asked for, whether the line ends and begins there.
COUNT, END, HERE, CLOSED, BEGUN = (ROOM + k for k in range(5))
OFFSETS = ROOM + 5
FAR = 1 << 62  # no place at all
PRIVATE = 0xE000  # behind the surrogates
LINE_END, ONE = ord("\n"), np.uint64(1)
HAN, HANS = tab.HAN, tab.HANS
CLASSES, TRAITS, WORDS, WORD_BITS = tab.CLASSES, tab.TRAITS, tab.WORDS, tab.WORD_BITS
PAIRS, LAST_PAIR, PAIR_SHIFT = tab.PAIRS, (1 << tab.PAIR_BITS) - 1, np.uint64(64 - tab.PAIR_BITS)
BEGINS_THREE, BEGINS_FOUR, BEGINS_LONGER = tab.BEGINS_THREE, tab.BEGINS_FOUR, tab.BEGINS_THREE | tab.BEGINS_FOUR
HEADS, TAILS = tab.HEADS, tab.TAILS
IDENTS, IDENT_BITS = tab.IDENTS, tab.IDENT_BITS
SHIFT, MIX, NONE = np.uint64(16), np.uint64(tab.MIX), np.uint64(0)
FNV, PRIME = np.uint64(tab.FNV), np.uint64(tab.PRIME)
HEAD_SHIFT, FEW_SHIFT = np.uint64(64 - tab.HEAD_BITS), np.uint64(64 - tab.FEW_BITS)
ANY = tab.BEGINS_THREE - 1
NOT_PAIR = ANY & ~lexicon.PAIR
LONGEST, SPACE = lexicon.LONGEST, tab.SPACE


@jit
def point(four):
    """The code point of the first three of four bytes, the first lowest, as if they were one character of UTF-8."""
    return (four & 15) << 12 | (four >> 2) & 0xFC0 | (four >> 16) & 63


@jit
def three(buf, p):
    """The code point of three bytes at ``p``, 0 when they are none that counts."""
    four = four_bytes(buf, p)
    code = point(four)
    counts = (four & THREE_MASK == THREE) & (code >= FIRST_THREE) & ((code < SURROGATES) | (code >= PRIVATE))
    return code if counts else 0


@jit
def decode(buf, p, n):
    """Code point and length of the character at ``p`` of ``n`` bytes; code point 0 when it ends a line or counts for nothing."""
    if p >= n:
        return 0, 1
    a = byte(buf, p)
    if a < 0x80:
        return (0, 1) if a == 10 else (a, 1)
    if a == 0xC2:
        b = byte(buf, p + 1)
        return (b, 2) if p + 1 < n and (b == 0xA0 or b == 0xB7) else (0, 1)
    code = three(buf, p) if p + 2 < n else 0
    return code, 3 if code else 1


@jit
def decode_before(buf, p, low):
    """Code point and length of the character that ends before ``p``, not before ``low``; 0 as above."""
    if p <= low:
        return 0, 1
    a = byte(buf, p - 1)
    if a < 0x80:
        return (0, 1) if a == 10 else (a, 1)
    if p - 2 >= low and byte(buf, p - 2) == 0xC2:
        return (a, 2) if a == 0xA0 or a == 0xB7 else (0, 1)
    return (three(buf, p - 3), 3) if p - 3 >= low else (0, 1)


@jit
def forget(offsets):
    """Nothing is decoded: the text, or where it stands, is another."""
    set_long(offsets, END, -FAR)


@jit
def window(buf, p, low, n, left, right, line, offsets):
    """How many characters stand around ``p``, and the index of the one at ``p``: ``left`` before it and ``right`` from it on,
    or more, or as far as the line goes.

    What is decoded stays so: the next candidate of the line mostly stands in it, and what it lacks is decoded behind.
    """
    apart()
    if 0 <= p - long(offsets, END) < 4 * left:
        read_to(buf, p + 1, n, WINDOW, line, offsets)
    here = held(p, offsets)
    if here < 0 or here + right > WINDOW or (here < left and long(offsets, BEGUN) == 0):
        here = begun_before(buf, p, low, n, left, right, line, offsets)
    set_long(offsets, HERE, here)
    return read_to(buf, FAR, n, here + right, line, offsets), here


@jit
def read_to(buf, p, n, most, line, offsets):
    """Decodes on until the place ``p`` is passed, ``most`` characters are there or the line ends; how many there are."""
    count, at = long(offsets, COUNT), long(offsets, END)
    if long(offsets, CLOSED) == 0 and count < most:
        at, count, closed = decoded(buf, at, p, n, count, most, line, offsets)
        set_long(offsets, CLOSED, 1 if closed else 0)
    set_long(offsets, count, at)
    set_long(offsets, COUNT, count)
    set_long(offsets, END, at)
    return count


@jit
def decoded(buf, at, p, n, count, most, line, offsets):
    """Decodes from ``at`` on, behind ``count`` characters, until ``p`` is passed, ``most`` are there or one counts for nothing:
    where it came to, how many there are, and whether that was why.

    Sixteen at once, as long as they are of one width; what is written behind those that count is written over.
    """
    apart()
    while at < p and count < most:
        if byte(buf, at) < 0x80:
            size, many = 1, min(ones(buf, at, line, offsets, count), most - count, min(p, n) - at)
        else:
            size, many = 3, min(threes(buf, at, line, offsets, count), most - count, (min(p + 2, n) - at) // 3)
        if many <= 0:
            code, size = decode(buf, at, n)
            if code == 0:
                return at, count, True
            set_half(line, count, code)
            set_long(offsets, count, at)
            many = 1
        at += size * many
        count += many
    return at, count, False


@jit
def held(p, offsets):
    """The index of the character at ``p`` where it is decoded already, not before the one last asked for; else -1."""
    if p >= long(offsets, END):
        return -1
    here = long(offsets, HERE)
    while long(offsets, here) < p:
        here += 1
    return here if long(offsets, here) == p else -1


@jit
def back(buf, p, low, left):
    """Where the ``left`` characters before ``p`` begin, and how many there are: fewer behind ``low``, behind the end of a line,
    or where 3 × ``left`` bytes hold fewer."""
    at, many = p, 0
    low = max(low, p - 3 * left)
    while at > low and many < left:
        base = max(at - BLOCK, 0)
        ends = equal_to(buf, base, LINE_END) << np.uint64(BLOCK - (at - base))
        seen = min(at - low, BLOCK)
        if ends:
            seen = min(seen, BLOCK - 1 - highest(ends))
            low = at - seen
        if seen == 0:
            break
        firsts = (starts_of(buf, base) << np.uint64(BLOCK - (at - base))) >> np.uint64(BLOCK - seen)
        count = count_of(firsts)
        for _ in range(many + count - left):
            firsts &= firsts - ONE
        if many + count >= left:
            return at - seen + lowest(firsts), left
        many += count
        at -= seen
    return at, many


@jit
def begun_before(buf, p, low, n, left, right, line, offsets):
    """Decodes anew from ``left`` characters before ``p`` on, and ``right`` from it on; the index of the character at ``p``."""
    first, many = back(buf, p, low, left)
    begun = many < left and p - first < 3 * left
    at, count, closed = decoded(buf, first, FAR, n, 0, many + right, line, offsets)
    if count <= many or long(offsets, many) != p:  # something before it counts for nothing, or it does
        at, count, begun = behind_broken(buf, first, p, n, begun, line, offsets)
        many, closed = count, False
    set_long(offsets, BEGUN, 1 if begun else 0)
    set_long(offsets, COUNT, count)
    set_long(offsets, END, at)
    set_long(offsets, CLOSED, 1 if closed else 0)
    return many


@jit
def behind_broken(buf, first, p, n, begun, line, offsets):
    """Decodes from ``first`` up to ``p``, anew behind each that counts for nothing: where it came to, how many there are, and
    whether the line begins with them."""
    apart()
    at, here = first, 0
    while at < p:
        at, here, broken = decoded(buf, at, p, n, here, FAR, line, offsets)
        if broken:  # nothing before it belongs to the line, unless these are the last bytes of a character cut through
            begun = begun or at - first > 2
            here = 0
            at += decode(buf, at, n)[1]
    return p, here if at == p else 0, begun


@jit
def char(line, n, k):
    """The code point there, or 0 beyond the ends."""
    return half(line, k) if 0 <= k < n else 0


@jit
def is_han(code):
    """Whether a code is a Chinese character."""
    return HAN <= code < HAN + HANS


@jit
def cell(tables, k):
    """A cell of the tables."""
    return half(tables, k)


@jit
def class_of(code, tables):
    """The class of a Chinese character."""
    return byte(tables, 4 * CLASSES + code - HAN)


@jit
def trait(code, bits, tables):
    """Whether a character has one of the traits; NUL has none."""
    return cell(tables, TRAITS + code) & bits != 0


@jit
def sought(key, base, bits, tables):
    """The value of a key of an open-addressed table, 0 when it is not there."""
    apart()
    k = np.int64((key * MIX) >> np.uint64(64 - bits))
    low, high = np.int64(key & np.uint64(0xFFFFFFFF)), np.int64(key >> np.uint64(32))
    while True:
        value = cell(tables, base + 3 * k + 2)
        if value == 0 or (cell(tables, base + 3 * k) == low and cell(tables, base + 3 * k + 1) == high):
            return value
        k = (k + 1) & ((1 << bits) - 1)


@jit
def pair_of(first, second, tables):
    """The flags of two characters: of the word that they are, and whether longer ones begin so."""
    key = first << 16 | second
    k = np.int64((np.uint64(key) * MIX) >> PAIR_SHIFT)
    flags = cell(tables, PAIRS + 2 * k + 1)
    while flags and cell(tables, PAIRS + 2 * k) != key:
        k = (k + 1) & LAST_PAIR
        flags = cell(tables, PAIRS + 2 * k + 1)
    return flags


@jit
def flags_of(key, tables):
    """The flags of a word of three or four characters, packed; 0: no word."""
    return sought(key, WORDS, WORD_BITS, tables)


@jit
def pair_at(line, n, k, tables):
    """``pair_of`` the characters from ``k``, 0 beyond the ends."""
    first, second = char(line, n, k), char(line, n, k + 1)
    return pair_of(first, second, tables) if is_han(first) and is_han(second) else 0


@jit
def longer(line, n, k, size, tables):
    """The flags of the three or four characters from ``k``, 0 beyond the end."""
    apart()
    if k + size > n:
        return 0
    key = NONE
    for q in range(k, k + size):
        code = char(line, n, q)
        if not is_han(code):
            return 0
        key = key << SHIFT | np.uint64(code)
    return flags_of(key, tables)


@jit
def word(line, n, k, size, tables):
    """The flags of the ``size`` characters from ``k``, 0 beyond the ends."""
    apart()
    found = pair_at(line, n, k, tables)
    if size == 2:
        return found & ANY
    return longer(line, n, k, size, tables) if found & BEGINS_LONGER else 0


@jit
def may_be(first, second, base, tables):
    """Whether some word begins (``HEADS``) or ends (``TAILS``) with these two characters: nearly always not."""
    k = np.int64((np.uint64(first << 16 | second) * MIX) >> HEAD_SHIFT)
    return cell(tables, base + (k >> 5)) >> (k & 31) & 1 != 0


@jit
def may_be_few(first, second, base, tables):
    """The same for ``PLACES`` and ``CUES``."""
    k = np.int64((np.uint64(first << 16 | second) * MIX) >> FEW_SHIFT)
    return cell(tables, base + (k >> 5)) >> (k & 31) & 1 != 0


@jit
def begun(line, n, k, tables):
    """Whether some word may begin at ``k``."""
    first, second = char(line, n, k), char(line, n, k + 1)
    return is_han(first) and is_han(second) and may_be(first, second, HEADS, tables)


@jit
def word_behind(line, n, k, flags, tables):
    """Words that are only given names are not asked for here."""
    return longest_behind(line, n, k, flags, tables) if begun(line, n, k, tables) else 0


@jit
def longest_behind(line, n, k, flags, tables):
    """The longest word of a trait that begins here."""
    apart()
    pair = pair_at(line, n, k, tables)
    if pair & BEGINS_FOUR:
        found = longer(line, n, k, 4, tables)
        if found & flags:
            return found
    if pair & BEGINS_THREE:
        found = longer(line, n, k, 3, tables)
        if found & flags:
            return found
    return pair & ANY if pair & flags else 0


@jit
def word_before(line, n, k, flags, tables):
    """The longest word of a trait that ends here."""
    apart()
    one = two = three_ = four = NONE
    count = 0
    while count < LONGEST:
        code = char(line, n, k - 1)
        if not is_han(code):
            if count == 0 or not trait(code, SPACE, tables):
                break
            gap = 2 if trait(char(line, n, k - 2), SPACE, tables) else 1
            if not is_han(char(line, n, k - 1 - gap)):
                break
            k -= gap
            code = char(line, n, k - 1)
        number = np.uint64(code)
        if count == 0:
            one = number
        elif count == 1:
            two = number << SHIFT | one
        elif count == 2:
            three_ = number << np.uint64(32) | two
        else:
            four = number << np.uint64(48) | three_
        count += 1
        k -= 1
    if two == NONE or not may_be(np.int64(two >> SHIFT), np.int64(one), TAILS, tables):
        return 0
    for key in (four, three_):
        if key:
            found = flags_of(key, tables)
            if found & flags:
                return found
    found = pair_of(np.int64(two >> SHIFT), np.int64(one), tables) & ANY
    return found if found & flags else 0


@jit
def ident(number, tables):
    """What is known of a hashed name."""
    return sought(number, IDENTS, IDENT_BITS, tables)


@jit
def hashed(line, begin, end):
    """FNV-1a of the ASCII letters from ``begin`` to ``end`` in lower case, without what stands between them."""
    number = FNV
    for k in range(begin, end):
        code = half(line, k) | 32
        if 97 <= code <= 122:
            number = (number ^ np.uint64(code)) * PRIME
    return number
