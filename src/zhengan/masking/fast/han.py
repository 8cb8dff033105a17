"""Names and addresses at the speed of a disk: the same spans as ``plain.han``.

Only a character of a certain class wakes the rules: a surname before a character that may stand in a given name, the
first character of a place before its second, the unit of a number behind a digit, a dot, and a colon before a capital.
Of ordinary Chinese that is one character in some thirty; there a window of the line is decoded and judged.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanaddresses import PLACE, address_at
from zhengan.masking.fast.hancued import cued, enclosed, latin_after
from zhengan.masking.fast.handistricts import shown
from zhengan.masking.fast.handotted import dotted
from zhengan.masking.fast.hanenglish import english, road
from zhengan.masking.fast.hanfirms import FIRM_STARTS, MOST_FIRM, incorporated, numbered, product
from zhengan.masking.fast.hanfirms import REACH as FIRM_RIGHT
from zhengan.masking.fast.hanhoused import AWAKE, GAPS, MOST_GAPS, SURNAMED, TAG, runs_into
from zhengan.masking.fast.hanhoused import addressed as housed
from zhengan.masking.fast.hanlatin import (
    addressed,
    bracketed,
    closes,
    greeted,
    greets,
    signed,
)
from zhengan.masking.fast.hanline import (
    LEFT,
    NOT_PAIR,
    OFFSETS,
    RIGHT,
    ROOM,
    char,
    class_of,
    decode,
    decode_before,
    forget,
    is_han,
    pair_of,
    trait,
    window,
    word_behind,
)
from zhengan.masking.fast.hanmay import cue, may_fill
from zhengan.masking.fast.hannames import name_at
from zhengan.masking.fast.hanwake import (
    MOST_FIELD,
    ONE,
    SITE_LASTS,
    across,
    clause,
    digit_before,
    fills_field,
    han_at,
    han_before,
    hopeful,
    keyed,
    latin_may,
    longest,
    parts_may,
    passed,
    site_may,
    space_at,
    stirring,
)
from zhengan.masking.fast.hanwhole import called, named_otherwise
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart, byte, long, set_byte, set_long
from zhengan.masking.fast.spans import Spans
from zhengan.masking.fast.vector import BLOCK, lowest
from zhengan.masking.kept import kept
from zhengan.masking.kinds.every import RANKS
from zhengan.masking.plain import beside, latin
from zhengan.masking.plain import english as rules_of_english

NAME_RANK, ADDRESS_RANK = RANKS["name"], RANKS["address"]
LINE_END, ROUNDS, BLANK, ANGLE = ord("\n"), (ord("("), ord("（")), ord(" "), ord("<")
INITIALS = tuple(ord(c) for c in sorted(latin.INITIALS))
LONGEST_PART = 24  # characters from the end of a Chinese name to that of the first part of its spelling
PAD = 3 * BLOCK  # zero bytes that must stand behind the text in its buffer
SMALLEST = 6  # bytes of the shortest value
REACH = 4 * (LEFT + RIGHT)  # bytes that rules look at, to either side
# Characters that the rules for names look at; for names in Chinese between Chinese characters, without and with spaces.
CLOSE_LEFT, SET_LEFT, LABEL_LEFT, NEAR_LEFT, HEADED_LEFT = 8, 12, 16, 32, 36
FIELD_LEFT = MOST_FIELD + HEADED_LEFT  # for what a name within a field is that of
COLON_ENDS = (ord(":"), ord("="), 0x9A, 32, 34)  # the last bytes of : = and ：, and of what may stand behind them
JOINS = tuple(ord(c) for c in sorted(beside.JOINS))
ENGLISH_RIGHT = rules_of_english.RIGHT + 4
NEAR_RIGHT, CLOSE_RIGHT, FAR_RIGHT, SPACED_RIGHT = 72, 11, 24, 32


@jit
def scan(buf, low, begin, end, n, floor, count, spans, tables, line, offsets, tabled):
    """Writes the spans of what is known by a character that starts in ``[begin, end)``: where to go on, how many, the floor.

    All arrays are addresses; ``spans``: starts, ends, heads, kinds. ``low``: where what may be looked at begins; ``floor``:
    where the last address ended; ``count``: spans that stand there already, over which a later one may be written. There
    must be room for ``(end - begin) // SMALLEST + 2`` more. ``tabled``: whether a line may stand under one of the same text.
    """
    p = pos = begin
    forget(offsets)
    if begin > 0 and byte(buf, begin - 1) == LINE_END and tabled:
        p, count = under(buf, begin - 1, low, n, spans, tables, line, offsets, count)
    pos = p
    while pos < end:
        bits = stirring(buf, pos, tables)
        if end - pos < BLOCK:
            bits &= (ONE << np.uint64(end - pos)) - ONE
        while bits:
            p = pos + lowest(bits)
            a = byte(buf, p)
            if 0xE4 <= a <= 0xE9:
                code = han_at(buf, p) if p + 2 < n else 0
                size = passed(buf, p, code, low, n, tables) if code else 1
                if size > 0:
                    p += 3 if size > 3 and named_before(p, spans, count) else size
                elif size < 0:
                    on = 3 if named_before(p, spans, count) else -size
                    p, count = name(buf, p, on, False, low, n, spans, tables, line, offsets, count)
                else:
                    p, count, floor = wake(buf, p, code, low, n, spans, tables, line, offsets, count, floor)
            else:
                if a != LINE_END and site_before(buf, p, low, n, tables):
                    p, count, floor = house(buf, p, low, n, spans, tables, line, offsets, count, floor)
                elif a == TAG:
                    p += 1
                elif a != LINE_END and road(buf, p, n):
                    p, count, floor = street(buf, p, low, n, spans, tables, line, offsets, count, floor)
                elif a != LINE_END:
                    p, count = sign(buf, p, low, n, spans, tables, line, offsets, count, floor)
                elif tabled:
                    p, count = under(buf, p, low, n, spans, tables, line, offsets, count)
                else:
                    p += 1
            if p - pos >= BLOCK:
                break
            bits = bits >> np.uint64(p - pos) << np.uint64(p - pos)
        pos = max(pos + BLOCK, p)
    return max(p, end), count, floor


@jit
def under(buf, p, low, n, spans, tables, line, offsets, count):
    """Judges the name under the end of a letter with which the line behind its end at ``p`` begins; where to go on, the count."""
    apart()
    if not closes(buf, p, tables):
        return p + 1, count
    many, here = window(buf, p + 1, low, n, NEAR_LEFT, NEAR_RIGHT, line, offsets)
    start, stop = signed(line, many, here, tables)
    if start < 0:
        return p + 1, count
    place = long(offsets, stop)
    return place, keep(spans, count, p + 1, place, long(offsets, start + 1), NAME_RANK)


@jit
def site_before(buf, p, low, n, tables):
    """Whether a colon, or what else ends a label, stands at ``p`` behind what may be one of addresses, before a Chinese
    character."""
    c = byte(buf, p)
    if c != 58 and c != 61 and c != TAG and (c != 0xEF or byte(buf, p + 2) != 0x9A):
        return False
    one = han_before(buf, p, low)
    if one and one not in SITE_LASTS:
        return False
    q = p + (3 if c == 0xEF else 1)
    code, size = decode(buf, q, n)
    for _ in range(MOST_GAPS):
        if c != TAG and code in GAPS:
            q += size
            code, size = decode(buf, q, n)
    return is_han(code) and site_may(buf, p, low, tables)


@jit
def house(buf, p, low, n, spans, tables, line, offsets, count, floor):
    """Judges the address behind the label that ends at ``p``, which begins with no place; returns where to go on, the count and
    the floor."""
    apart()
    stop, count = lived(buf, p, low, n, spans, tables, line, offsets, count)
    if stop:
        return stop, count, stop
    if byte(buf, p) == TAG:
        return p + 1, count, floor
    p, count = sign(buf, p, low, n, spans, tables, line, offsets, count, floor)
    return p, count, floor


@jit
def lived(buf, p, low, n, spans, tables, line, offsets, count):
    """Writes the span of the address that the character at ``p`` leads to; where it ends (0: there is none), and the count."""
    apart()
    many, here = window(buf, p, low, n, LEFT, RIGHT, line, offsets)
    start, stop = housed(line, many, here, tables)
    if start < 0:
        return 0, count
    head = shown(line, stop, start, tables)
    end = long(offsets, stop)
    return end, keep(spans, count, long(offsets, start), end, long(offsets, head), ADDRESS_RANK)


@jit
def street(buf, p, low, n, spans, tables, line, offsets, count, floor):
    """Judges the address in English whose road the word behind the space behind ``p`` may name; returns where to go on, the
    count and the floor."""
    apart()
    many, here = window(buf, p, low, n, LEFT, ENGLISH_RIGHT, line, offsets)
    start, stop = english(line, many, here, tables)
    if start >= 0 and long(offsets, start) >= floor:
        head = shown(line, stop, start, tables)
        count = keep(spans, count, long(offsets, start), long(offsets, stop), long(offsets, head), ADDRESS_RANK)
        return long(offsets, stop), count, long(offsets, stop)
    p, count = sign(buf, p, low, n, spans, tables, line, offsets, count, floor)
    return p, count, floor


@jit
def sign(buf, p, low, n, spans, tables, line, offsets, count, floor):
    """Judges what a dot joins, names in Latin letters, and those without a surname; returns where to go on, and the count."""
    apart()
    code, size = decode(buf, p, n)
    near = code in ROUNDS and named_near(buf, p, low, spans, count)
    if trait(code, tab.DOT, tables):
        may = parts_may(buf, p, size, low, n, tables)
    elif trait(code, tab.COLON, tables):
        may = latin_may(buf, p, p + size, low, n, tables)
    elif code in ROUNDS:
        may = near or may_fill(buf, p + size, n, tables)
    elif code == BLANK:
        may = p + 1 < n and byte(buf, p + 1) == ANGLE
    elif code in INITIALS and byte(buf, p + 1) != BLANK:
        may = greets(buf, p, low)
    else:
        may = cue(buf, p, low, last_name(spans, count), tables)
    if not may:
        return p + size, count
    many, here = window(buf, p, low, n, NEAR_LEFT, NEAR_RIGHT, line, offsets)
    if trait(code, tab.DOT, tables):
        start, stop = dotted(line, many, here, tables)
    elif code in ROUNDS:
        start, stop = bracketed(line, many, here, tables) if near else (-1, 0)
        if start < 0:
            start, stop = enclosed(line, many, here, tables)
    elif code == BLANK:
        start, stop = addressed(line, many, here, tables)
    elif code in INITIALS and byte(buf, p + 1) != BLANK:
        start, stop = greeted(line, many, here, tables)
    elif trait(code, tab.COLON, tables):
        start, stop = latin_after(line, many, here, tables)
        if start < 0:
            start, stop = called(line, many, here, tables)
    else:
        last = index_of(last_name(spans, count), here, offsets)
        start, stop = cued(buf, p, low, line, many, here, last, tables)
    if start < 0 or long(offsets, start) < floor:
        return p + size, count
    head = surname_end(line, many, start, stop, tables)
    count = keep(spans, count, long(offsets, start), long(offsets, stop), long(offsets, head), NAME_RANK)
    return max(long(offsets, stop), p + size), count


@jit
def keep(spans, count, start, end, head, kind):
    """Writes a span over those that it overlaps. ``head``: where its stars begin.

    An address over the end of a name leaves two characters or more of it a name: 张伟 + 光山县, not 张伟光 + 山县.
    """
    starts, ends, heads, kinds = spans
    while count and long(ends, count - 1) > start:
        left = start - long(starts, count - 1)
        one = min(3, long(heads, count - 1) - long(starts, count - 1))  # bytes of its first character
        if kind == ADDRESS_RANK and byte(kinds, count - 1) == NAME_RANK and left > one:
            set_long(ends, count - 1, start)
            if left == 2 * one:
                set_long(heads, count - 1, start - one)
        else:
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
    if stop - start > 2 and is_han(first) and is_han(second) and pair_of(first, second, tables) & tab.DOUBLE:
        return start + 2
    return start + 1


@jit
def wake(buf, p, code, low, n, spans, tables, line, offsets, count, floor):
    """Judges what may begin at a character of a class that wakes; returns where to go on, the count and the floor."""
    apart()
    kind = class_of(code, tables)
    second = han_at(buf, p + 3) if p + 5 < n else 0
    pair = pair_of(code, second, tables) if second else 0
    size = longest(buf, p, n, pair, NOT_PAIR if kind & tab.SURNAME else PLACE, tables)
    placed = longest(buf, p, n, pair, PLACE, tables) > 0 if pair & tab.BEGINS_PLACE else False
    if placed or (kind & tab.UNIT and digit_before(buf, p, low)):
        many, here = window(buf, p, low, n, LEFT, clause(buf, p, n, tables), line, offsets)
        first = 0
        while long(offsets, first) < floor:
            first += 1
        start, stop = address_at(line, many, here, first, tables)
        if start >= 0:
            head = shown(line, stop, start, tables)
            count = keep(spans, count, long(offsets, start), long(offsets, stop), long(offsets, head), ADDRESS_RANK)
            return long(offsets, stop), count, long(offsets, stop)
    if kind & tab.UNIT and code in AWAKE:
        end, count = lived(buf, p, low, n, spans, tables, line, offsets, count)
        if end:
            return end, count, end
    double = pair & tab.DOUBLE != 0
    between = size > 1 and (named_before(p, spans, count) or (not placed and across(buf, p, code, low, tables)))
    on = 3 if size < 2 or between or (code in SURNAMED and not placed) else 3 * size
    single = (kind & tab.SURNAME or (second == 0 and kind & tab.DOUBLE_HEAD)) and not double
    if single:
        single = hopeful(buf, p, code, second, size, low, n, tables) if second else space_at(buf, p + 3, n)
    if double or single:
        p, count = name(buf, p, on, double, low, n, spans, tables, line, offsets, count)
        return p, count, floor
    return p + on, count, floor


@jit
def name(buf, p, on, double, low, n, spans, tables, line, offsets, count):
    """Judges the name that may begin at a surname; returns where to go on (``on`` bytes where none begins), and the count."""
    apart()
    near, far = NEAR_LEFT if keyed(buf, p, low, tables) else LABEL_LEFT, SPACED_RIGHT
    if p > low and byte(buf, p - 1) in COLON_ENDS:
        near = HEADED_LEFT
    if han_at(buf, p + 3) and p + 5 < n:
        if han_before(buf, p, low):
            near = CLOSE_LEFT if han_before(buf, p - 3, low) else SET_LEFT
        far = CLOSE_RIGHT if not double and p + 11 < n and han_at(buf, p + 6) and han_at(buf, p + 9) else FAR_RIGHT
    many, here = window(buf, p, low, n, near, far, line, offsets)
    listed = joined(buf, p, low, spans, count)
    stop = name_at(line, many, here, double, listed, tables)
    if stop == 0:
        return p + on, count
    size = stop - here
    if fills_field(buf, p, low, tables):
        many, here = window(buf, p, low, n, FIELD_LEFT, size + 1, line, offsets)
        stop = here + size
        if named_otherwise(line, many, here, tables):
            return p + on, count
    if may_go_on(buf, long(offsets, stop), n):
        many, here = window(buf, p, low, n, near, size + FIRM_RIGHT, line, offsets)
        stop = here + size
        if incorporated(line, many, stop, tables) or product(line, many, stop, tables):
            return p + on, count
    if size > 2 and word_behind(line, many, stop - 1, PLACE, tables):
        more = size + clause(buf, long(offsets, stop - 1), n, tables)
        many, here = window(buf, p, low, n, LEFT, more, line, offsets)
        stop = here + size
        if runs_into(line, many, stop - 1, tables):
            stop -= 1
    head = surname_end(line, many, here, stop, tables)
    return long(offsets, stop), keep(spans, count, p, long(offsets, stop), long(offsets, head), NAME_RANK)


@jit
def may_go_on(buf, p, n):
    """Whether a firm's name may go on at ``p``, up to 有限公司, or a fund's: what such end with, or a number, begins some Chinese
    characters on."""
    q = p
    while q - p < 3 * MOST_FIRM and q + 2 < n:
        code = han_at(buf, q)
        if code == 0:
            return (48 <= byte(buf, q) <= 57 or byte(buf, q) == 0xEF) and numbered(buf, q, n)
        if code in FIRM_STARTS:
            return True
        q += 3
    return False


@jit
def last_name(spans, count):
    """Where what was found last ends, -1 where that is no name."""
    return long(spans[1], count - 1) if count and byte(spans[3], count - 1) == NAME_RANK else -1


@jit
def index_of(place, here, offsets):
    """The index of the character at ``place`` in the window, at most ``LONGEST_PART`` characters before ``here``; -1: none."""
    for q in range(here, max(-1, here - LONGEST_PART), -1):
        if long(offsets, q) == place:
            return q
    return -1


@jit
def named_before(p, spans, count):
    """Whether the name found last ends at ``p``."""
    return count > 0 and long(spans[1], count - 1) == p and byte(spans[3], count - 1) == NAME_RANK


@jit
def named_near(buf, p, low, spans, count):
    """Whether the name found last ends at ``p``, or before a space there."""
    return named_before(p, spans, count) or (p > low and byte(buf, p - 1) == BLANK and named_before(p - 1, spans, count))


@jit
def joined(buf, p, low, spans, count):
    """Whether a sign or a word joins what stands at ``p`` to the name found last."""
    _, ends, _, kinds = spans
    last = long(ends, count - 1) if count else p
    if last < low or not p - 3 <= last < p or byte(kinds, count - 1) != NAME_RANK:
        return False
    code, size = decode_before(buf, p, low)
    return size == p - last and code in JOINS


@kept(error_model="numpy")
def han(buf, low, begin, end, n, floor, count, starts, ends, heads, kinds, tables, line, offsets, state, tabled):
    """``scan``, from Python; ``state`` receives from where the next call may go on, and its ``floor``."""
    spans = (
        np.int64(starts.ctypes.data), np.int64(ends.ctypes.data), np.int64(heads.ctypes.data), np.int64(kinds.ctypes.data)
    )  # fmt: skip
    state[0], many, state[1] = scan(
        np.int64(buf.ctypes.data), low, begin, end, n, floor, count, spans, np.int64(tables.ctypes.data),
        np.int64(line.ctypes.data), np.int64(offsets.ctypes.data), tabled,
    )  # fmt: skip
    return many


class Words:
    """A worker's arrays around ``han``: names and addresses of a text, which may be handed over in pieces.

    With ``tabled`` off each line is a text of its own.
    """

    def __init__(self, size: int, tabled: bool = True) -> None:
        self.tabled = int(tabled)
        self.spans = Spans(size // SMALLEST + 2 + REACH)
        self.line, self.offsets = np.zeros(ROOM, np.uint32), np.zeros(OFFSETS, np.int64)
        self.state = np.zeros(2, np.int64)

    def find(self, buf: Any, begin: int, end: int, size: int, low: int = 0, floor: int = 0) -> tuple[int, int]:
        """Adds what starts in ``[begin, end)`` of a text of ``size`` bytes to its spans: where to go on, and the floor.

        Nothing before ``low`` is looked at; ``floor``: where the last address ended.
        """
        s = self.spans
        s.count = han(
            buf, low, begin, end, size, floor, s.count, s.starts, s.ends, s.heads, s.kinds, tab.load(), self.line, self.offsets,
            self.state, self.tabled,
        )  # fmt: skip
        return int(self.state[0]), int(self.state[1])
