"""The tables of ``kinds`` as arrays. Kernels read them as constants: an argument would cost seven words at every call."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from zhengan.masking.kinds import labels, tables

LONGEST = 32  # bytes of a word


def flags(codes: Iterable[str], size: int, shift: int = 0) -> Any:
    """An array with 1 at every code."""
    found = np.zeros(size, np.uint8)
    found[[int(code) + shift for code in codes]] = 1
    return found


def sorted_codes(codes: Iterable[str]) -> Any:
    """The codes as numbers, in order."""
    return np.array(sorted(int(code) for code in codes), np.int32)


def opening(word: bytes) -> int:
    """Where ``OPENS`` keeps a label (``context.pair``)."""
    c, d, e = (*word, 0)[:3]
    return (c & 31) << 5 | (d & 31) if c < 128 else 1024 + ((c & 7) << 12 | (d & 63) << 6 | (e & 63))


def packed(lists: list[list[bytes]]) -> tuple[Any, Any, list[tuple[int, int]]]:
    """Words in rows of ``LONGEST`` bytes, their sizes, and the span of rows of each list."""
    rows = [word for words in lists for word in words]
    table = np.zeros((len(rows), LONGEST), np.uint8)
    for row, word in enumerate(rows):
        table[row, : len(word)] = np.frombuffer(word, np.uint8)
    ends = np.cumsum([len(words) for words in lists]).tolist()
    spans = [(end - len(words), end) for end, words in zip(ends, lists, strict=True)]
    return table, np.array([len(word) for word in rows], np.int64), spans


PREFECTURES = flags(tables.prefectures(), 10_000)
PROVINCES = flags(tables.provinces(), 100)
COUNTIES = sorted_codes(tables.counties())
BINS = sorted_codes(tables.bins())
# Area codes of three digits at their number, of two at 1000 and more.
AREAS = flags((c for c in tables.area_codes() if len(c) == 3), 1100) | flags(
    (c for c in tables.area_codes() if len(c) == 2), 1100, 1000
)
LABELS = sorted(labels.LABELS)
WORDS, SIZES, (_, UNITS, FILLERS, ATTACHED) = packed(
    [[word for word, _ in LABELS], list(labels.UNITS), list(labels.FILLER), list(labels.ATTACHED)]
)
KINDS = np.array([kind for _, kind in LABELS], np.int64)
OPENS = np.zeros(1024 + 32768, np.uint8)  # labels may start with these bytes
FIRST = np.zeros((256, 2), np.int64)  # rows of the labels that start with this byte, in either case
for _row, (_word, _) in enumerate(LABELS):
    OPENS[opening(_word)] = 1
    for _byte in {_word[0], _word[:1].upper()[0]}:
        FIRST[_byte] = FIRST[_byte, 0] if FIRST[_byte, 1] else _row, _row + 1
