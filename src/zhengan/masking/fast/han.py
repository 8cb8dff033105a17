"""Names and addresses at the speed of a disk: the same spans as ``plain.han``.

Only a character of a certain class wakes the rules: a surname before a character that may stand in a given name, the
first character of a place before its second, the unit of a number behind a digit, a dot, and a colon before a capital.
Of ordinary Chinese that is one character in some thirty; there a window of the line is decoded and judged.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanaddresses import PLACE, address_at
from zhengan.masking.fast.hanline import (
    HAN,
    HANS,
    LEFT,
    NOT_PAIR,
    RIGHT,
    SHIFT,
    WINDOW,
    apart,
    cell,
    class_of,
    decode,
    flags_of,
    may_be,
    three,
    trait,
    window,
)
from zhengan.masking.fast.hannames import dotted, latin_after, name_at
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.vector import BLOCK, at, bits, equal, every, load, lowest, pointer
from zhengan.masking.plain.han import ADDRESS, NAME
from zhengan.masking.spans import Found

NAME_RANK, ADDRESS_RANK = 12, 13
KINDS = {NAME_RANK: NAME, ADDRESS_RANK: ADDRESS}
PAD = 3 * BLOCK  # zero bytes that must stand behind the text in its buffer
SMALLEST = 6  # bytes of the shortest value
REACH = 4 * WINDOW  # bytes that rules look at, to either side
NEAR_LEFT, NEAR_RIGHT = 40, 48  # characters that the rules for names look at
CLOSE_LEFT, CLOSE_RIGHT = 12, 30  # the same after a Chinese character, and for names without a dot in Chinese


@intrinsic
def lively(typingctx: Any, buf: Any, index: Any) -> Any:
    """Bits of 64 bytes from ``index`` that are no ASCII, a colon or a sign of equality."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        lanes = load(builder, pointer(context, builder, signature, args), 0)
        signs = builder.or_(equal(builder, lanes, 58), equal(builder, lanes, 61))
        high = builder.icmp_signed("<", lanes, every(0))
        return bits(builder, builder.or_(signs, high))

    return types.uint64(buf, types.int64), codegen


@jit
def han_at(buf, p):
    """The code point of a Chinese character at ``p``, or 0."""
    a = at(buf, p)
    if a < 0xE4 or a > 0xE9:
        return 0
    code = three(buf, p)
    return code if HAN <= code < HAN + HANS else 0


@jit
def longest(buf, p, n, mask, tables):
    """Size in characters and flags of the longest word at ``p`` with one of the flags; 0 when there is none."""
    apart()
    key = np.uint64(0)
    size = best = flags = 0
    q = p
    while size < 4 and q + 2 < n:
        code = han_at(buf, q)
        if code == 0:
            break
        key = key << SHIFT | np.uint64(code)
        size += 1
        q += 3
        if size > 1:
            found = flags_of(key, tables) & mask
            if found:
                best, flags = size, found
    return best, flags


@jit
def digit_before(buf, p, low):
    """Whether a digit ends before ``p``, of one byte or of three."""
    if p > low and 48 <= at(buf, p - 1) <= 57:
        return True
    return p - 3 >= low and at(buf, p - 3) == 0xEF and 0xFF10 <= three(buf, p - 3) <= 0xFF19


@jit
def scan(buf, begin, end, n, starts, ends, kinds, tables, line, offsets, state):
    """Writes the spans of what is known by a character that starts in ``[begin, end)``; returns how many.

    Lines are whole from ``begin`` on; ``state[0]`` receives where the next call may go on. The arrays must hold
    ``(end - begin) // SMALLEST + 2`` spans.
    """
    count = 0
    floor = begin
    p = begin
    while p < end:
        a = at(buf, p)
        if a < 0x80:
            if (a != 58 and a != 61) or not capital_behind(buf, p + 1):  # a colon, a sign of equality
                p = next_lively(buf, p + 1, end)
                continue
        elif 0xE4 <= a <= 0xE9:
            code = three(buf, p)
            if code < HAN or code >= HAN + HANS or p + 2 >= n:
                p += 1 if code == 0 or p + 2 >= n else 3
                continue
            k = code - HAN
            if cell(tables, k >> 5) >> (k & 31) & 1 == 0:
                p += 3
                continue
            if not stirs(buf, p, code, begin, n, tables):
                p += 3
                continue
            p, count, floor = wake(buf, p, code, begin, n, starts, ends, kinds, tables, line, offsets, count, floor)
            continue
        else:
            code, size = decode(buf, p, n)
            if code == 0 or not (trait(code, tab.DOT | tab.COLON, tables)):
                p += size
                continue
        code, size = decode(buf, p, n)
        many, here = window(buf, p, begin, n, NEAR_LEFT, NEAR_RIGHT, line, offsets)
        if trait(code, tab.DOT, tables):
            start, stop = dotted(line, many, here, tables)
            if start >= 0 and offsets[start] < floor:
                start = -1
        else:
            start, stop = latin_after(line, many, here, tables)
        if start < 0:
            p += size
            continue
        count = keep(starts, ends, kinds, count, offsets[start], offsets[stop], NAME_RANK)
        p = offsets[stop]
    state[0] = p
    return count


@jit
def capital_behind(buf, p):
    """Whether a capital stands at ``p`` or within three characters that may stand before it; more is asked later."""
    for k in range(p, p + 10):
        a = at(buf, k)
        if 65 <= a <= 90:
            return True
        if a != 32 and a != 34 and a != 39 and a != 58 and a < 0x80:
            return False
    return False


@jit
def next_lively(buf, p, end):
    """The next byte from ``p`` that is no ASCII, a colon or a sign of equality; ``end`` or more where there is none."""
    while p < end:
        found = lively(buf, p)
        if found:
            return p + lowest(found)
        p += BLOCK
    return p


@jit
def stirs(buf, p, code, low, n, tables):
    """Whether what follows, or a digit before, lets something begin here: most characters of names are words elsewhere."""
    kind = class_of(code, tables)
    if kind & tab.UNIT and digit_before(buf, p, low):
        return True
    second = han_at(buf, p + 3) if p + 5 < n else 0
    if second == 0:
        return kind & tab.SURNAME != 0 and may_follow(buf, p + 3, n, 0, tables)
    if kind & tab.SURNAME and class_of(second, tables) & (tab.GIVEN | tab.PAIR_HEAD):
        return True
    if kind & tab.DOUBLE_HEAD:
        return True
    return kind & (tab.SURNAME | tab.PLACE_HEAD) != 0 and may_be(code, second, tab.HEADS, tables)


@jit
def keep(starts, ends, kinds, count, start, end, kind):
    """Writes a span over those that it overlaps."""
    while count and ends[count - 1] > start:
        count -= 1
    starts[count], ends[count], kinds[count] = start, end, kind
    return count + 1


@jit
def wake(buf, p, code, low, n, starts, ends, kinds, tables, line, offsets, count, floor):
    """Judges what may begin at a character of a class that wakes; returns where to go on, the count and the floor."""
    apart()
    kind = class_of(code, tables)
    second = han_at(buf, p + 3) if p + 5 < n else 0
    heads = second > 0 and may_be(code, second, tab.HEADS, tables)
    placed = heads and kind & tab.PLACE_HEAD and longest(buf, p, n, PLACE, tables)[0] > 0
    if placed or (kind & tab.UNIT and digit_before(buf, p, low)):
        many, here = window(buf, p, low, n, LEFT, RIGHT, line, offsets)
        first = 0
        while offsets[first] < floor:
            first += 1
        start, stop = address_at(line, many, here, first, tables)
        if start >= 0:
            count = keep(starts, ends, kinds, count, offsets[start], offsets[stop], ADDRESS_RANK)
            return offsets[stop], count, offsets[stop]
    double = kind & tab.DOUBLE_HEAD and second and flags_of(np.uint64(code << 16 | second), tables) & tab.DOUBLE
    if double or (kind & tab.SURNAME and may_follow(buf, p + 3, n, second, tables)):
        near = CLOSE_LEFT if han_at(buf, p - 3) and p - 3 >= low else NEAR_LEFT
        many, here = window(buf, p, low, n, near, CLOSE_RIGHT, line, offsets)
        stop = name_at(line, many, here, double != 0, tables)
        if stop:
            count = keep(starts, ends, kinds, count, p, offsets[stop], NAME_RANK)
            return offsets[stop], count, floor
    if heads and kind & (tab.SURNAME | tab.PLACE_HEAD):
        size = longest(buf, p, n, NOT_PAIR, tables)[0]
        if size:
            return p + 3 * size, count, floor
    return p + 3, count, floor


@jit
def may_follow(buf, p, n, second, tables):
    """Whether a given name, or a space before one, may begin at ``p``."""
    if second:
        return class_of(second, tables) & (tab.GIVEN | tab.PAIR_HEAD) != 0
    return p < n and (at(buf, p) == 32 or (at(buf, p) == 0xE3 and three(buf, p) == 0x3000))


def sources() -> int:
    """A number that changes with any source whose figures are compiled in: compiled code is kept under it."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    rules = [here.parent / "plain" / f"{name}.py" for name in ("beside", "names", "addresses")]
    for path in [*sorted(here.glob("han*.py")), here / "vector.py", here / "lex.py", *rules]:
        digest.update(path.read_bytes())
    digest.update((here.parent / "lexicon" / "__init__.py").read_bytes())
    return int.from_bytes(digest.digest()[:6])


def kept(stamp: int) -> Any:
    """``scan`` as compiled code that is kept on disk until a source changes (see ``fast.structured``)."""

    @njit(nogil=True, error_model="numpy", cache=True)
    def han(buf, begin, end, n, starts, ends, kinds, tables, line, offsets, state):
        state[1] = stamp
        return scan(buf, begin, end, n, starts, ends, kinds, tables, line, offsets, state)

    return han


han = kept(sources())


def find(data: bytes) -> list[Found]:
    """Names and addresses in UTF-8 text, as ``plain.han.find`` gives them."""
    buf = np.zeros(len(data) + PAD, np.uint8)
    buf[: len(data)] = np.frombuffer(data, np.uint8)
    room = len(data) // SMALLEST + 2
    starts, ends, kinds = np.zeros(room, np.int64), np.zeros(room, np.int64), np.zeros(room, np.int64)
    line, offsets, state = np.zeros(WINDOW + 2, np.uint32), np.zeros(WINDOW + 2, np.int64), np.zeros(4, np.int64)
    count = han(buf, 0, len(data), len(data), starts, ends, kinds, tab.load(), line, offsets, state)
    return [Found(int(starts[k]), int(ends[k]), KINDS[int(kinds[k])]) for k in range(count)]
