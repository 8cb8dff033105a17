"""Names, addresses and labels written as escapes: the same spans and stars as ``plain.escapes`` gives.

Lines in which an escape stands for a Chinese character are read into another buffer and searched there. A text has few such
lines, or none: then it costs one test for each 64 bytes.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.han import LINE_END, Words
from zhengan.masking.fast.lex import GROUPS, hexa, jit, scratch
from zhengan.masking.fast.raw import apart, byte, set_byte, set_half
from zhengan.masking.fast.spans import Spans
from zhengan.masking.fast.stars import ADDRESS, NAME
from zhengan.masking.fast.structured import PAD, REACH, SMALLEST
from zhengan.masking.fast.structuredkernel import structured
from zhengan.masking.fast.vector import BLOCK, equal_to, escape_signs_of, escapes_of, lowest
from zhengan.masking.kept import kept
from zhengan.masking.plain import escapes

ONE = np.uint64(1)
PARTS = ord("&")
WIDE, NARROW = escapes.WIDE, escapes.NARROW
WIDE_BYTES = 0xEF << 16 | 0xBC << 8 | 0x8A
BACKSLASHES = 4
OCTET = 1 << 24  # added to the byte that %XX or \xXX stands for
LETTER_U, LETTER_X = ord("u"), ord("x")


@jit
def value(c):
    """What a hexadecimal figure says."""
    return c - 48 if c <= 57 else (c | 32) - 87


@jit
def hexadecimal(buf, p, end):
    """How many hexadecimal figures stand at ``p``, of seven at most."""
    size = 0
    while size < 7 and p + size < end and hexa(byte(buf, p + size)):
        size += 1
    return size


@jit
def number(buf, p, size, base):
    """What those figures say."""
    made = 0
    for k in range(p, p + size):
        made = made * base + value(byte(buf, k))
    return made


@jit
def entity(buf, p, end):
    """Bytes of the ``&#24352;`` or ``&#x5F20;`` at ``p`` (0: none), and what it stands for."""
    if p + 4 >= end or byte(buf, p + 1) != 35:
        return 0, 0
    if byte(buf, p + 2) | 32 == LETTER_X:
        size = hexadecimal(buf, p + 3, end)
        if 2 <= size <= 6 and p + 3 + size < end and byte(buf, p + 3 + size) == 59:
            return size + 4, number(buf, p + 3, size, 16)
        return 0, 0
    size = 0
    while size < 8 and p + 2 + size < end and 48 <= byte(buf, p + 2 + size) <= 57:
        size += 1
    if 2 <= size <= 7 and p + 2 + size < end and byte(buf, p + 2 + size) == 59:
        return size + 3, number(buf, p + 2, size, 10)
    return 0, 0


@jit
def unit(buf, p, end):
    """Bytes of the escape at ``p`` (0: none), and the code point that it stands for, or ``OCTET`` and a byte."""
    c = byte(buf, p)
    if c == 37:
        if p + 2 < end and hexa(byte(buf, p + 1)) and hexa(byte(buf, p + 2)):
            return 3, OCTET + number(buf, p + 1, 2, 16)
        return 0, 0
    if c == 38:
        return entity(buf, p, end)
    if c != 92:
        return 0, 0
    run = 1
    while run < BACKSLASHES and p + run < end and byte(buf, p + run) == 92:
        run += 1
    if p + run + 2 < end and byte(buf, p + run) == LETTER_X and hexadecimal(buf, p + run + 1, p + run + 3) == 2:
        return run + 3, OCTET + number(buf, p + run + 1, 2, 16)
    if p + run + 4 < end and byte(buf, p + run) == LETTER_U and hexadecimal(buf, p + run + 1, p + run + 5) == 4:
        return run + 5, number(buf, p + run + 1, 4, 16)
    return 0, 0


@jit
def chinese(buf, p, n):
    """Whether the escape at ``p`` stands for a Chinese character (``plain.escapes.CHINESE``)."""
    c = byte(buf, p)
    if c == 37 or (c == 92 and byte(buf, p + 1) == LETTER_X):
        size, code = unit(buf, p, n)
        return 0xE4 <= code - OCTET <= 0xE9 and goes_on(buf, p + size, n)
    if c == 92:
        return (
            p + 5 < n and byte(buf, p + 1) == LETTER_U and 52 <= byte(buf, p + 2) <= 57 and hexadecimal(buf, p + 3, p + 6) == 3
        )
    size, code = entity(buf, p, n)
    if byte(buf, p + 2) | 32 == LETTER_X:
        return size == 8 and 0x4000 <= code < 0xA000
    return size == 8 and 10_000 <= code < 50_000


@jit
def goes_on(buf, p, n):
    """Whether two bytes within a character stand at ``p`` as octets: %80 to %BF."""
    size, code = unit(buf, p, n)
    if size == 0 or not 0x80 <= code - OCTET < 0xC0:
        return False
    size, code = unit(buf, p + size, n)
    return size > 0 and 0x80 <= code - OCTET < 0xC0


@jit
def next_chinese(buf, low, n):
    """The first place of ``[low, n)`` where such an escape stands; -1: none."""
    for base in range(low, n, BLOCK):
        bits = escapes_of(buf, base)
        if bits:  # texts full of \n and \" have no more than these
            bits &= escape_signs_of(buf, base + 1)
        while bits:
            p = base + lowest(bits)
            bits &= bits - ONE
            if p < n and chinese(buf, p, n):
                return p
    return -1


@jit
def line_end(buf, low, n):
    """The first line end of ``[low, n)``, or ``n``."""
    for base in range(low, n, BLOCK):
        bits = equal_to(buf, base, 10)
        if bits:
            return min(n, base + lowest(bits))
    return n


@jit
def line_start(buf, p, low):
    """Where the line of ``p`` begins, not before ``low``."""
    while p > low and byte(buf, p - 1) != 10:
        p -= 1
    return p


@jit
def written(out, k, code):
    """Writes what an escape stands for behind ``k`` bytes; how many stand there then."""
    if code >= OCTET:
        set_byte(out, k, max(code - OCTET, 32))
        return k + 1
    if code < 0xA0:
        set_byte(out, k, 32 if control(code) else code)
        return k + 1
    if code < 0x800:
        set_byte(out, k, 0xC0 | code >> 6)
        set_byte(out, k + 1, 0x80 | code & 63)
        return k + 2
    if 0xD800 <= code < 0xE000 or code > 0xFFFF:
        set_byte(out, k, 0xFF)
        return k + 1
    set_byte(out, k, 0xE0 | code >> 12)
    set_byte(out, k + 1, 0x80 | code >> 6 & 63)
    set_byte(out, k + 2, 0x80 | code & 63)
    return k + 3


@jit
def read(buf, low, high, out, places):
    """Writes what ``[low, high)`` says, and where each of its bytes is written, with the end; how many bytes."""
    apart()
    p, k = low, 0
    ended = -1  # where %XX ended last: a space there parts as & does
    while p < high:
        c = byte(buf, p)
        size, code = unit(buf, p, high) if c == 37 or c == 38 or c == 92 else (0, 0)
        first = k
        if size == 0:
            set_byte(out, k, PARTS if c == 32 and p == ended else c)
            k, size = k + 1, 1
        else:
            k = written(out, k, code)
            ended = p + size if c == 37 else -1
        for place in range(first, k):
            set_half(places, place, p)
        p += size
    set_half(places, k, high)
    return k


@kept(error_model="numpy")
def said(buf, low, begin, end, n, out, places):
    """Writes what the lines before ``end`` say in which an escape stands for a Chinese character, from that of ``begin`` on, and
    where each of their bytes is written; how many bytes. ``low``: where what may be looked at begins."""
    text, into, at = np.int64(buf.ctypes.data), np.int64(out.ctypes.data), np.int64(places.ctypes.data)
    found = next_chinese(text, line_start(text, begin, low), n) if begin < end else -1
    floor, many = low, 0
    while found >= 0:
        start = line_start(text, found, floor)
        if start >= end:
            break
        floor = line_end(text, found, n)
        many += read(text, start, floor, into + many, at + 4 * many)
        set_byte(into, many, LINE_END)
        many += 1
        found = next_chinese(text, floor, n) if floor < end else -1
    for place in range(many, many + PAD):
        set_byte(into, place, 0)
    return many


@kept(error_model="numpy")
def brought_back(one, many, other, count, places, begin, end, figures):
    """Adds the ``many`` spans of what some lines say to ``count`` others, where they are written: those that start in
    ``[begin, end)``, but for ``figures`` with an escape in them, which are read as they are written; how many there are then."""
    for k in range(many):
        first, last, head = one[0][k], one[1][k], one[2][k]
        low, high = np.int64(places[first]), np.int64(places[last])
        if begin <= low < end and not (figures and high - low > last - first):
            other[0][count], other[1][count], other[3][count] = low, high, one[3][k]
            other[2][count] = 0 if figures else places[head]
            count += 1
    return count


@jit
def figure(number, upper):
    """A hexadecimal figure."""
    return 48 + number if number < 10 else (55 if upper else 87) + number


@jit
def any_letter(buf, low, high, lowest_one):
    """Whether one of the six letters from ``lowest_one`` on stands there."""
    found = False
    for k in range(low, high):
        found |= lowest_one <= byte(buf, k) < lowest_one + 6
    return found


@jit
def put_code(buf, p, size, code):
    """Another code in the escape ``[p, p + size)``, with as many figures: where they are too few, a narrow star."""
    base, high = 16, p + size
    if byte(buf, p) == 92:
        low = high - 4
        upper = any_letter(buf, low, high, 65)
    else:
        high -= 1
        base = 16 if byte(buf, p + 2) | 32 == LETTER_X else 10
        low = p + (3 if base == 16 else 2)
        upper = not any_letter(buf, low, high, 97)
    if (base == 16 and high - low < 4) or (base == 10 and high - low < 5):
        code = NARROW
    for k in range(high - 1, low - 1, -1):
        set_byte(buf, k, figure(code % base, upper))
        code //= base


@jit
def byte_at(buf, p, end):
    """Bytes of what stands for one byte at ``p``, and that byte; 0, 0 where an escape is a whole character."""
    size, code = unit(buf, p, end)
    if size == 0:
        return 1, byte(buf, p)
    return (size, max(code - OCTET, 32)) if code >= OCTET else (0, 0)


@jit
def hide_bytes(buf, p, end):
    """A star over the character at ``p`` whose bytes stand there or are octets, unless it stays; where the next begins."""
    size, lead = byte_at(buf, p, end)
    many = 1 if lead < 0x80 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
    upper = size == 1 or not any_letter(buf, p + size - 2, p + size, 97)
    q, code = p, 0
    taken = 0
    while taken < many and q < end:
        size, one = byte_at(buf, q, end)
        if size == 0:
            break
        code = code << 8 | one
        q += size
        taken += 1
    if kept_bytes(code, taken):
        return q
    k = 0
    at = p
    while k < taken:
        star = WIDE_BYTES >> 8 * (2 - k) & 255 if taken == 3 else NARROW
        size = byte_at(buf, at, end)[0]
        if size > 1:
            set_byte(buf, at + size - 2, figure(star >> 4, upper))
            set_byte(buf, at + size - 1, figure(star & 15, upper))
        else:
            set_byte(buf, at, star)
        at += size
        k += 1
    return q


@jit
def kept_bytes(code, many):
    """Whether these bytes are a dot or a space between the parts of a name or an address."""
    if many == 2:
        return code == 0xC2A0 or code == 0xC2B7
    if many == 1:
        return code == 32
    return many == 3 and code in (0xE280A2, 0xE280A7, 0xE38080, 0xE383BB)


@jit
def kept_code(code):
    """The same of a code point."""
    return control(code) or code in (32, 0xA0, 0xB7, 0x2022, 0x2027, 0x3000, 0x30FB)


@jit
def control(code):
    """A control character, which is read as a space."""
    return code < 32 or 0x7F <= code < 0xA0


@jit
def holds(buf, low, high):
    """Whether an escape stands in ``[low, high)``."""
    for p in range(low, high):
        c = byte(buf, p)
        if (c == 37 or c == 38 or c == 92) and unit(buf, p, high)[0]:
            return True
    return False


@kept(error_model="numpy")
def star_escapes(buf, ends, heads, kinds, count, wanted):
    """Stars over the names and addresses with escapes in what is hidden: of them nothing is left for ``stars.star_all``."""
    text = np.int64(buf.ctypes.data)
    for k in range(count):
        kind = np.int64(kinds[k])
        if kind in (NAME, ADDRESS) and wanted[kind] and holds(text, heads[k], ends[k]):
            p, end = heads[k], ends[k]
            while p < end:
                size, code = unit(text, p, end)
                if size == 0 or code >= OCTET:
                    p = hide_bytes(text, p, end)
                else:
                    if not kept_code(code):
                        put_code(text, p, size, WIDE if 0x800 <= code < 0x10000 else NARROW)
                    p += size
            heads[k] = end


@kept(error_model="numpy")
def in_escapes(buf, starts, ends, kinds):
    """Which of some spans are names or addresses with an escape in them."""
    text = np.int64(buf.ctypes.data)
    made = np.zeros(starts.size, np.bool_)
    for k in range(starts.size):
        made[k] = kinds[k] in (NAME, ADDRESS) and holds(text, starts[k], ends[k])
    return made


class Spelt:
    """A worker's arrays for lines of a text of up to ``size`` bytes in which escapes stand for Chinese characters; what is never
    used of them takes no memory. ``spans``: names and addresses (none where ``worded`` is off); ``numbers``: what the labels in
    them say of numbers that are written as they are."""

    def __init__(self, size: int, worded: bool = True) -> None:
        self.words = Words(size if worded else 0, tabled=False)
        self.spans = Spans(len(self.words.spans.starts))
        self.read, self.numbers = (Spans(size // SMALLEST + GROUPS + REACH) for _ in range(2))
        self.out, self.places = np.zeros(size + 1 + PAD, np.uint8), np.zeros(size + 1, np.uint32)
        self.worded, self.scratch, self.state = worded, scratch(tab.load().ctypes.data), np.zeros(3, np.int64)

    def find(self, buf: Any, begin: int, end: int, size: int, low: int = 0) -> None:
        """Adds what starts in ``[begin, end)`` of a text of ``size`` bytes to its spans; nothing before ``low`` is looked at."""
        many = int(said(buf, low, begin, end, size, self.out, self.places))
        if not many:
            return
        one = self.read
        one.count = int(structured(
            self.out, 0, many, many, 0, one.starts, one.ends, one.kinds, self.scratch, self.state, 0
        ))  # fmt: skip
        self.bring_back(one, self.numbers, begin, end, figures=True)
        if self.worded:
            self.words.spans.count = 0
            self.words.find(self.out, 0, many, many)
            self.bring_back(self.words.spans, self.spans, begin, end, figures=False)

    def bring_back(self, one: Spans, other: Spans, begin: int, end: int, figures: bool) -> None:
        """``brought_back``, from spans to spans."""
        other.count = int(brought_back(one.arrays, one.count, other.arrays, other.count, self.places, begin, end, figures))
