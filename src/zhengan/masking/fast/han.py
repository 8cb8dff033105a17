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
from numba import njit

from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanaddresses import PLACE, address_at, shown
from zhengan.masking.fast.hanline import (
    HAN,
    HANS,
    LEFT,
    NOT_PAIR,
    OFFSETS,
    RIGHT,
    SHIFT,
    WINDOW,
    cell,
    char,
    class_of,
    decode,
    decode_before,
    flags_of,
    forget,
    is_han,
    may_be,
    may_be_few,
    three,
    trait,
    window,
)
from zhengan.masking.fast.hannames import (
    CALLED,
    CLEAR,
    CUE,
    MOST_BEHIND,
    closes,
    dotted,
    latin_after,
    name_at,
    opens,
)
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart, byte, lively, long, set_byte, set_long
from zhengan.masking.fast.spans import Spans
from zhengan.masking.fast.vector import BLOCK, lowest
from zhengan.masking.kinds.every import RANKS
from zhengan.masking.plain import beside
from zhengan.masking.spans import Found

NAME_POINTS = beside.NAME
NAME_RANK, ADDRESS_RANK = RANKS["name"], RANKS["address"]
PAD = 3 * BLOCK  # zero bytes that must stand behind the text in its buffer
SMALLEST = 6  # bytes of the shortest value
REACH = 4 * (LEFT + RIGHT)  # bytes that rules look at, to either side
# Characters that the rules for names look at; for names in Chinese between Chinese characters, without and with spaces.
CLOSE_LEFT = 8
NEAR_RIGHT, CLOSE_RIGHT, FAR_RIGHT, SPACED_RIGHT = 48, 9, 24, 32


@jit
def han_at(buf, p):
    """The code point of a Chinese character at ``p``, or 0."""
    a = byte(buf, p)
    if a < 0xE4 or a > 0xE9:
        return 0
    code = three(buf, p)
    return code if HAN <= code < HAN + HANS else 0


@jit
def longest(buf, p, n, mask, tables):
    """Characters of the longest word at ``p`` with one of the flags; 0 when there is none."""
    apart()
    key = np.uint64(0)
    size = best = 0
    q = p
    while size < 4 and q + 2 < n:
        code = han_at(buf, q)
        if code == 0:
            break
        key = key << SHIFT | np.uint64(code)
        size += 1
        q += 3
        if size > 1 and flags_of(key, tables) & mask:
            best = size
    return best


@jit
def digit_before(buf, p, low):
    """Whether a digit ends before ``p``, of one byte or of three."""
    if p > low and 48 <= byte(buf, p - 1) <= 57:
        return True
    return p - 3 >= low and byte(buf, p - 3) == 0xEF and 0xFF10 <= three(buf, p - 3) <= 0xFF19


@jit
def scan(buf, low, begin, end, n, floor, count, spans, tables, line, offsets):
    """Writes the spans of what is known by a character that starts in ``[begin, end)``: where to go on, how many, the floor.

    All arrays are addresses; ``spans``: starts, ends, heads, kinds. ``low``: where what may be looked at begins; ``floor``:
    where the last address ended; ``count``: spans that stand there already, over which a later one may be written. There
    must be room for ``(end - begin) // SMALLEST + 2`` more.
    """
    p = begin
    forget(offsets)
    while p < end:
        a = byte(buf, p)
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
            if not stirs(buf, p, code, low, n, tables):
                p += 3
                continue
            p, count, floor = wake(buf, p, code, low, n, spans, tables, line, offsets, count, floor)
            continue
        else:
            code, size = decode(buf, p, n)
            if code == 0 or not (trait(code, tab.DOT | tab.COLON, tables)):
                p += size
                continue
        code, size = decode(buf, p, n)
        many, here = window(buf, p, low, n, LEFT, NEAR_RIGHT, line, offsets)
        if trait(code, tab.DOT, tables):
            start, stop = dotted(line, many, here, tables)
            if start >= 0 and long(offsets, start) < floor:
                start = -1
        else:
            start, stop = latin_after(line, many, here, tables)
        if start < 0:
            p += size
            continue
        head = surname_end(line, many, start, stop, tables)
        count = keep(spans, count, long(offsets, start), long(offsets, stop), long(offsets, head), NAME_RANK)
        p = long(offsets, stop)
    return p, count, floor


@jit
def capital_behind(buf, p):
    """Whether a capital stands at ``p`` or within three characters that may stand before it; more is asked later."""
    for k in range(p, p + 10):
        a = byte(buf, k)
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
        return kind & tab.SURNAME != 0 and space_at(buf, p + 3, n)
    if kind & tab.SURNAME and (class_of(second, tables) & (tab.GIVEN | tab.PAIR_HEAD) or may_be(code, second, tab.HEADS, tables)):
        return True
    return kind & tab.DOUBLE_HEAD != 0 or (kind & tab.PLACE_HEAD != 0 and may_be_few(code, second, tab.PLACES, tables))


@jit
def keep(spans, count, start, end, head, kind):
    """Writes a span over those that it overlaps. ``head``: where its stars begin."""
    starts, ends, heads, kinds = spans
    while count and long(ends, count - 1) > start:
        count -= 1
    set_long(starts, count, start)
    set_long(ends, count, end)
    set_long(heads, count, head)
    set_byte(kinds, count, kind)
    return count + 1


@jit
def surname_end(line, n, start, stop, tables):
    """Where the default mask of a name begins: behind a surname of two characters that more follow, else behind one."""
    first, second = char(line, n, start), char(line, n, start + 1)
    if stop - start > 2 and is_han(first) and is_han(second) and flags_of(np.uint64(first << 16 | second), tables) & tab.DOUBLE:
        return start + 2
    return start + 1


@jit
def wake(buf, p, code, low, n, spans, tables, line, offsets, count, floor):
    """Judges what may begin at a character of a class that wakes; returns where to go on, the count and the floor."""
    apart()
    kind = class_of(code, tables)
    second = han_at(buf, p + 3) if p + 5 < n else 0
    begun = second and may_be(code, second, tab.HEADS, tables)
    size = longest(buf, p, n, NOT_PAIR if kind & tab.SURNAME else PLACE, tables) if begun else 0
    placed = size > 0 and kind & tab.PLACE_HEAD != 0 and may_be_few(code, second, tab.PLACES, tables)
    if placed:  # the bits are few: most of what they let through is no place, and a window for addresses is wide
        placed = longest(buf, p, n, PLACE, tables) > 0
    if placed or (kind & tab.UNIT and digit_before(buf, p, low)):
        many, here = window(buf, p, low, n, LEFT, RIGHT, line, offsets)
        first = 0
        while long(offsets, first) < floor:
            first += 1
        start, stop = address_at(line, many, here, first, tables)
        if start >= 0:
            head = shown(line, stop, start, tables)
            count = keep(spans, count, long(offsets, start), long(offsets, stop), long(offsets, head), ADDRESS_RANK)
            return long(offsets, stop), count, long(offsets, stop)
    double = kind & tab.DOUBLE_HEAD and second and flags_of(np.uint64(code << 16 | second), tables) & tab.DOUBLE
    single = kind & tab.SURNAME != 0
    if single and not double:
        single = hopeful(buf, p, kind, second, size, low, n, tables) if second else space_at(buf, p + 3, n)
    if double or single:
        near, far = LEFT, SPACED_RIGHT
        if second:
            near = CLOSE_LEFT if han_before(buf, p, low) else LEFT
            far = CLOSE_RIGHT if not double and p + 11 < n and han_at(buf, p + 6) and han_at(buf, p + 9) else FAR_RIGHT
        many, here = window(buf, p, low, n, near, far, line, offsets)
        stop = name_at(line, many, here, double != 0, tables)
        if stop:
            head = surname_end(line, many, here, stop, tables)
            count = keep(spans, count, p, long(offsets, stop), long(offsets, head), NAME_RANK)
            return long(offsets, stop), count, floor
    return p + 3 * max(size, 1), count, floor


@jit
def han_before(buf, p, low):
    """The Chinese character that ends before ``p``, or 0."""
    return han_at(buf, p - 3) if p - 3 >= low else 0


@jit
def most_behind(first, second, left, tables):
    """The most that may stand behind a name, by the two characters after it."""
    if first == 0:
        return MOST_BEHIND if left == CUE else CALLED
    if second and may_be_few(first, second, tab.TITLES, tables):
        return CALLED
    if closes(first, tables) or (second and may_be_few(first, second, tab.VERBS, tables)):
        return CLEAR
    return 1 if second and may_be(first, second, tab.HEADS, tables) else 0


@jit
def hopeful(buf, p, kind, second, size, low, n, tables):
    """Whether a name at ``p`` can reach its points at all: bounds from six characters, before anything is looked up.

    ``size``: characters of the common word that begins there, 0 for none.
    """
    own = class_of(second, tables)
    first = (own & tab.GIVEN) >> tab.GIVEN_SHIFT
    if own & (tab.GIVEN | tab.PAIR_HEAD) == 0:
        return False
    third = han_at(buf, p + 6) if p + 8 < n else 0
    fourth = han_at(buf, p + 9) if third and p + 11 < n else 0
    later = (class_of(third, tables) & tab.GIVEN) >> tab.GIVEN_SHIFT if third else 0
    one = han_before(buf, p, low)
    fifth = han_at(buf, p + 12) if fourth and p + 14 < n else 0
    verb = fifth > 0 and may_be_few(fourth, fifth, tab.VERBS, tables)
    odd = size > 2 or later < 2 or (fourth and not verb and not closes(fourth, tables))
    if size and odd and (one or not opens(decode_before(buf, p, low)[0], tables)):
        return False
    left = CUE
    if one:
        two = han_before(buf, p - 3, low)
        spaced = not two and p - 4 >= low and trait(decode_before(buf, p - 3, low)[0], tab.SPACE, tables)
        if not spaced and not (two and may_be_few(two, one, tab.CUES, tables)):
            left = CLEAR
    weight = kind & tab.SURNAME
    if first and weight + first + 1 + left + most_behind(third, fourth, left, tables) >= NAME_POINTS:
        return True
    both = 6 if own & tab.PAIR_HEAD else first + max(later, 1) if later else 0
    if both == 0 or weight + both + left + MOST_BEHIND < NAME_POINTS:
        return False
    return weight + both + left + most_behind(fourth, fifth, left, tables) >= NAME_POINTS


@jit
def space_at(buf, p, n):
    """Whether a space stands at ``p`` that a name may be set with."""
    return p < n and (byte(buf, p) == 32 or (byte(buf, p) == 0xE3 and three(buf, p) == 0x3000))


def sources() -> int:
    """A number that changes with any source whose figures are compiled in: compiled code is kept under it."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    rules = [here.parent / "plain" / f"{name}.py" for name in ("beside", "names", "addresses")]
    for path in [*sorted(here.glob("han*.py")), here / "raw.py", here / "vector.py", here / "lex.py", *rules]:
        digest.update(path.read_bytes())
    digest.update((here.parent / "lexicon" / "__init__.py").read_bytes())
    return int.from_bytes(digest.digest()[:6])


def kept(stamp: int) -> Any:
    """``scan`` as compiled code that is kept on disk until a source changes (see ``fast.structured``)."""

    @njit(nogil=True, error_model="numpy", cache=True)
    def han(buf, low, begin, end, n, floor, count, starts, ends, heads, kinds, tables, line, offsets, state):
        state[2] = stamp
        spans = (
            np.int64(starts.ctypes.data), np.int64(ends.ctypes.data), np.int64(heads.ctypes.data), np.int64(kinds.ctypes.data)
        )  # fmt: skip
        state[0], many, state[1] = scan(
            np.int64(buf.ctypes.data), low, begin, end, n, floor, count, spans, np.int64(tables.ctypes.data),
            np.int64(line.ctypes.data), np.int64(offsets.ctypes.data),
        )  # fmt: skip
        return many

    return han


han = kept(sources())


class Words:
    """A worker's arrays around ``han``: names and addresses of a text, which may be handed over in pieces."""

    def __init__(self, size: int) -> None:
        self.spans = Spans(size // SMALLEST + 2 + REACH)
        self.line, self.offsets = np.zeros(WINDOW + 2, np.uint32), np.zeros(OFFSETS, np.int64)
        self.state = np.zeros(3, np.int64)

    def find(self, buf: Any, begin: int, end: int, size: int, low: int = 0, floor: int = 0) -> tuple[int, int]:
        """Adds what starts in ``[begin, end)`` of a text of ``size`` bytes to its spans: where to go on, and the floor.

        Nothing before ``low`` is looked at; ``floor``: where the last address ended.
        """
        s = self.spans
        s.count = han(
            buf, low, begin, end, size, floor, s.count, s.starts, s.ends, s.heads, s.kinds, tab.load(), self.line, self.offsets,
            self.state,
        )  # fmt: skip
        return int(self.state[0]), int(self.state[1])


def find(data: bytes) -> list[Found]:
    """Names and addresses in UTF-8 text, as ``plain.han.find`` gives them, without the words of ``why``."""
    buf = np.zeros(len(data) + PAD, np.uint8)
    buf[: len(data)] = np.frombuffer(data, np.uint8)
    words = Words(len(data))
    words.find(buf, 0, len(data), len(data))
    return words.spans.found()
