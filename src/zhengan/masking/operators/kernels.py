"""Loops over packed texts, compiled: copying rows, putting stars."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from zhengan.masking.kept import kept

Bytes = NDArray[np.uint8]
Offsets = NDArray[np.int64]
Flags = NDArray[np.bool_]
STAR = np.uint8(ord("*"))
WIDE_STAR = np.frombuffer("＊".encode(), np.uint8)


@kept
def merged(
    one: Bytes, one_at: Offsets, other: Bytes, other_at: Offsets, rows: Flags
) -> tuple[Bytes, Offsets]:
    """Texts of ``other`` where ``rows`` says so, else of ``one``; data and offsets."""
    at = np.zeros(rows.size + 1, np.int64)
    for i in range(rows.size):
        source = other_at if rows[i] else one_at
        at[i + 1] = at[i] + source[i + 1] - source[i]
    data = np.empty(at[-1], np.uint8)
    for i in range(rows.size):
        if rows[i]:
            data[at[i] : at[i + 1]] = other[other_at[i] : other_at[i + 1]]
        else:
            data[at[i] : at[i + 1]] = one[one_at[i] : one_at[i + 1]]
    return data, at


@kept
def overlaid(one: Bytes, other: Bytes, at: Offsets, rows: Flags) -> Bytes:
    """A copy of ``one`` with the bytes of ``other`` in some rows; both have the same offsets."""
    data = one.copy()
    for i in range(rows.size):
        if rows[i]:
            data[at[i] : at[i + 1]] = other[at[i] : at[i + 1]]
    return data


@kept
def spread(texts: Bytes, texts_at: Offsets, which: Offsets) -> tuple[Bytes, Offsets]:
    """Text number ``which[i]`` in row i; an empty one for −1."""
    at = np.zeros(which.size + 1, np.int64)
    for i in range(which.size):
        k = which[i]
        at[i + 1] = at[i] + (texts_at[k + 1] - texts_at[k] if k >= 0 else 0)
    data = np.empty(at[-1], np.uint8)
    for i in range(which.size):
        k = which[i]
        if k >= 0:
            data[at[i] : at[i + 1]] = texts[texts_at[k] : texts_at[k + 1]]
    return data, at


@njit(inline="always")
def size_of(byte: int, left: int) -> int:
    """Bytes of the character that starts with ``byte``, where ``left`` are left; 1 for what is no start."""
    size = 1 if byte < 0xC0 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
    return min(size, left)


@njit(inline="always")
def stars_of(size: int) -> int:
    """Stars that take as many bytes as a character of ``size``: one ＊ for three bytes, else a * a byte."""
    return 1 if size == 3 else size


@njit(inline="always")
def gap(byte: int) -> bool:
    """What stands between the groups of a number: a space, a hyphen, a bracket."""
    return byte == 32 or byte == 45 or byte == 40 or byte == 41


@njit(inline="always")
def chinese(byte: int) -> bool:
    """A Chinese character starts with ``byte``: beside a number it is a name, or a word of a remark."""
    return 0xE4 <= byte <= 0xE9


@kept
def ascii_only(data: Bytes) -> bool:
    """Whether all bytes are ASCII: then a byte is a character and a star."""
    every = np.uint8(0)
    for k in range(data.size):
        every |= data[k]
    return bool(every < 0x80)


@kept
def grouped(data: Bytes) -> bool:
    """Whether anything may stand between groups of numbers, a sign that comes before the figures, or what is Chinese."""
    least, most = np.uint8(255), np.uint8(0)
    for k in range(data.size):
        least = min(least, data[k])
        most = max(most, data[k])
    return bool(least < 48 or most >= 0x80)


@kept
def stars_until(data: Bytes, at: Offsets, ends: Offsets, gaps: bool) -> Offsets:
    """How many stars could stand for the first ``ends[i]`` bytes of each text: the unit in which masks count.

    One a character in ASCII and Chinese. Letters of two bytes and characters of four count as two and four, because
    a masked text must count like the one before. ``gaps``: what stands between groups counts for nothing.
    """
    if not gaps and ascii_only(data):
        return ends.copy()
    count = np.zeros(at.size - 1, np.int64)
    for i in range(at.size - 1):
        j, end = at[i], at[i] + ends[i]
        while j < end:
            size = size_of(data[j], end - j)
            if not (gaps and gap(data[j])):
                count[i] += stars_of(size)
            j += size
    return count


@kept
def between(length: Offsets, front: Offsets, back: int, hidden: int) -> tuple[Offsets, Offsets]:
    """From which star and up to before which one each text is hidden (see ``star.Star``)."""
    first, last = np.empty_like(length), np.empty_like(length)
    for i in range(length.size):
        size = length[i]
        low, high = front[i], size - back
        if hidden:
            if high - low < max(hidden, (size + 2) // 3):
                low, high = size // 4, size - size // 4
        elif high <= low:
            low, high = 0, size
        first[i], last[i] = low, high
    return first, last


@kept
def last_places(data: Bytes, at: Offsets, byte: int) -> Offsets:
    """Where each text has ``byte`` for the last time, counted from its start; −1 where it has none."""
    place = np.full(at.size - 1, -1)
    for i in range(at.size - 1):
        for j in range(at[i + 1] - 1, at[i] - 1, -1):
            if data[j] == byte:
                place[i] = j - at[i]
                break
    return place


@kept
def starred(data: Bytes, at: Offsets, ends: Offsets, first: Offsets, last: Offsets, gaps: bool) -> Bytes:
    """A copy with stars in the places ``first[i]`` up to before ``last[i]`` of each text, up to byte ``ends[i]``.

    A character that only partly lies between them becomes stars as a whole. ``gaps``: of a number what stands between groups
    stays, and what is Chinese does not, wherever it stands.
    """
    out = data.copy()
    if not gaps and ascii_only(data):
        for i in range(at.size - 1):
            for j in range(at[i] + max(first[i], 0), at[i] + min(last[i], ends[i])):
                out[j] = STAR
        return out
    for i in range(at.size - 1):
        j, place, end = at[i], 0, at[i] + ends[i]
        while j < end and (gaps or place < last[i]):
            if gaps and gap(data[j]):
                j += 1
                continue
            size = size_of(data[j], end - j)
            after = place + stars_of(size)
            if (after > first[i] and place < last[i]) or (gaps and size == 3 and chinese(data[j])):
                for k in range(size):
                    out[j + k] = WIDE_STAR[k] if size == 3 else STAR
            j += size
            place = after
    return out
