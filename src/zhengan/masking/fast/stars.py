"""Default masks in place: stars over what a kind does not keep, byte for byte, so that no offset moves.

``*`` for an ASCII byte, ``＊`` (three bytes) for a full-width character; each byte of an escaped digit becomes ``*``.
Separators stay, and so do a country code, the @ and the domain of an address.
"""

from __future__ import annotations

import numpy as np

from zhengan.masking.fast.lex import figure, jit, letter, spaced, unit
from zhengan.masking.fast.mails import at_sign
from zhengan.masking.fast.raw import set_byte
from zhengan.masking.fast.vector import (
    BLOCK,
    at,
    beyond_ascii_of,
    count_of,
    digits_of,
    escapes_of,
    letters_of,
    lowest,
)
from zhengan.masking.kept import kept
from zhengan.masking.kinds.every import RANKS
from zhengan.masking.kinds.structured import BY_NAME, STRUCTURED

NAME, ADDRESS = RANKS["name"], RANKS["address"]
LONGEST = 64  # characters of a value that is no address
STAR, ONE, ALL = ord("*"), np.uint64(1), ~np.uint64(0)
ID, MOBILE, EMAIL = (BY_NAME[name].rank for name in ("resident_id", "mobile", "email"))
# What stays in front and behind for each kind and count of characters.
KEEP = np.zeros((len(STRUCTURED) + 1, LONGEST, 2), np.int64)
for _kind in STRUCTURED:
    for _size in range(LONGEST):
        KEEP[_kind.rank, _size] = _kind.keep.split(_size)
KEEP[ID, 15] = 3, 3  # the last digit of the birth date is the twelfth
for _size in range(12, LONGEST):
    KEEP[MOBILE, _size] = _size - 8, 4  # the country code and three


@jit
def character(buf, i, end):
    """Bytes of the digit or letter at ``i``, negative for those of a separator."""
    c = at(buf, i)
    if figure(c) or letter(c):
        return 1
    if c == 37 and spaced(buf, i, end):
        return -3
    size = unit(buf, i, end) if c == 37 or c == 38 or c == 92 or c == 0xEF else 0
    if size:
        return size
    if c == 0xEF and i + 2 < end:
        d, e = at(buf, i + 1), at(buf, i + 2)
        if (d == 0xBD and e == 0x98) or (d == 0xBC and 0xA1 <= e <= 0xBA):  # ｘ, or a capital
            return 3
    return -1


@jit
def star(buf, i, size):
    """Stars over one character."""
    if size == 3 and at(buf, i) == 0xEF:
        set_byte(buf, i, 0xEF)
        set_byte(buf, i + 1, 0xBC)
        set_byte(buf, i + 2, 0x8A)
    else:
        for k in range(i, i + size):
            set_byte(buf, k, 42)


@jit
def plain_value(buf, start, size, kind):
    """Stars over a value of ASCII without escapes, of up to 64 bytes, as nearly all are; whether it is one."""
    inside = ALL >> np.uint64(BLOCK - size)
    if (escapes_of(buf, start) | beyond_ascii_of(buf, start)) & inside:
        return False
    hidden = (digits_of(buf, start) | letters_of(buf, start)) & inside
    total = count_of(hidden)
    front, back = KEEP[kind, min(total, LONGEST - 1), 0], KEEP[kind, min(total, LONGEST - 1), 1]
    for _ in range(front):
        hidden &= hidden - ONE
    for _ in range(total - front - back):
        set_byte(buf, start + lowest(hidden), STAR)
        hidden &= hidden - ONE
    return True


@jit
def star_value(buf, start, end, kind):
    """Stars over one value."""
    if kind == EMAIL:
        stop = start
        while stop < end and at_sign(buf, stop, end) == 0:
            stop += 1
        for i in range(start + (stop > start + 1), stop):  # of one character, that one
            set_byte(buf, i, 42)
        return
    if end - start <= BLOCK and plain_value(buf, start, end - start, kind):
        return
    total = 0
    i = start
    while i < end:
        size = character(buf, i, end)
        total += size > 0
        i += abs(size)
    front = KEEP[kind, min(total, LONGEST - 1), 0]
    back = total - KEEP[kind, min(total, LONGEST - 1), 1]
    i, k = start, 0
    while i < end:
        size = character(buf, i, end)
        if size > 0:
            if front <= k < back:
                star(buf, i, size)
            k += 1
        i += abs(size)


@jit
def stays(buf, i, size):
    """A dot or a space between the parts of a name or an address."""
    if size == 1:
        return at(buf, i) == 32
    d = at(buf, i + 1)
    if size == 2:
        return at(buf, i) == 0xC2 and (d == 0xA0 or d == 0xB7)
    e = at(buf, i + 2)
    if at(buf, i) == 0xE2:
        return d == 0x80 and (e == 0xA2 or e == 0xA7)
    return at(buf, i) == 0xE3 and ((d == 0x80 and e == 0x80) or (d == 0x83 and e == 0xBB))


@jit
def star_words(buf, i, end):
    """Stars over the characters of a name or an address: ＊ for one of three bytes, else a * for each byte."""
    while i < end:
        while i + 2 < end and 0xE4 <= at(buf, i) <= 0xE9:  # nearly all of them; none of these stays
            set_byte(buf, i, 0xEF)
            set_byte(buf, i + 1, 0xBC)
            set_byte(buf, i + 2, 0x8A)
            i += 3
        if i >= end:
            return
        c = at(buf, i)
        size = min(1 if c < 0x80 else 2 if c < 0xE0 else 3 if c < 0xF0 else 4, end - i)
        if not stays(buf, i, size):
            if size == 3:
                set_byte(buf, i, 0xEF)
                set_byte(buf, i + 1, 0xBC)
                set_byte(buf, i + 2, 0x8A)
            else:
                for k in range(i, i + size):
                    set_byte(buf, k, 42)
        i += size


@kept(error_model="numpy")
def star_all(buf, starts, ends, heads, kinds, count, wanted, counts):
    """Stars over the values of those kinds (by rank) that are wanted, and how many of each are counted."""
    text = np.int64(buf.ctypes.data)
    for k in range(count):
        kind = np.int64(kinds[k])
        if not wanted[kind]:
            continue
        if kind in (NAME, ADDRESS):
            star_words(text, heads[k], ends[k])
        else:
            star_value(text, starts[k], ends[k], kind)
        counts[kind] += 1
