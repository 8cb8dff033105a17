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
    """Where ``openings`` keeps a word (``context.pair``)."""
    c, d, e = word[0], word[1], word[2] if len(word) > 2 else 0
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
LONGEST_LABEL = max(len(word) for word, _ in LABELS)
UNIT_WORDS = sorted(labels.UNITS)
# Signs and words that stand beside numbers, in the order in which they are tried.
SMALL = (
    labels.FILLER, labels.ATTACHED, labels.JOINERS, labels.WEAK_JOINERS, labels.OPENING, labels.CLOSING, labels.POINTING,
    labels.NAMING, labels.WHOSE, labels.ENDS, labels.TAIL, labels.COUNTS, labels.NO_COUNTS, labels.SINCE, labels.CURRENCIES,
    labels.ASKING, labels.NO_SPEAKER, labels.PARTING,
    labels.BEGIN, labels.BETWEEN, labels.TAGS, labels.INVESTORS,
    labels.OWNERS, labels.SURNAMES, labels.NO_PERSONS, labels.LETTERED, labels.HONOURS, labels.BEFORE_NAMES, labels.MASKS,
    labels.NO_BOXES, labels.SHENZHEN, labels.BEHIND_SHENZHEN, labels.REMARKS, labels.IDENTIFYING,
    labels.IN_BRACKETS, labels.VALUE_KEYS, labels.BROKERS, labels.NO_UNITS,
)  # fmt: skip
WORDS, SIZES, ((_first_label, _), (_first_unit, _), *_small) = packed(
    [[word for word, _ in LABELS], UNIT_WORDS, *map(list, SMALL)]
)
(
    FILLERS, ATTACHED, JOINERS, WEAK_JOINERS, OPENING, CLOSING, POINTING, NAMING, WHOSE, ENDS, TAIL, COUNTS, NO_COUNTS, SINCE,
    CURRENCIES, ASKING, NO_SPEAKER, PARTING, BEGIN, BETWEEN, TAGS, INVESTORS,
    OWNERS, SURNAMES, NO_PERSONS, LETTERED, HONOURS, BEFORE_NAMES, MASKS, NO_BOXES, SHENZHEN, BEHIND_SHENZHEN,
    REMARKS, IDENTIFYING, IN_BRACKETS, VALUE_KEYS, BROKERS, NO_UNITS,
) = _small  # fmt: skip
KINDS = np.array([kind for _, kind in LABELS], np.int64)


def bytes_of(words: Iterable[bytes], place: int) -> Any:
    """1 for every byte that stands at a place of some word."""
    return flags((str(word[place]) for word in words), 256)


JOINING = bytes_of((*labels.JOINERS, *labels.WEAK_JOINERS), -1)
SINCE_LAST = bytes_of(labels.SINCE, -1)
COUNTS_FIRST = bytes_of(labels.COUNTS, 0)
NAMING_FIRST = bytes_of((*labels.POINTING, *labels.NAMING, *labels.CLOSING), 0)


def openings(words: list[bytes], first: int) -> tuple[Any, Any]:
    """By ``opening``, the number of a family of words that start alike (0 for none); by that, its span of rows."""
    families = np.zeros(1024 + 32768, np.uint8)
    spans = [[0, 0]]
    for row, word in enumerate(words, first):
        place = opening(word)
        if not families[place]:
            families[place] = len(spans)
            spans.append([row, row])
        spans[families[place]][1] = row + 1
    return families, np.array(spans, np.int64)


LABEL_FAMILY, LABEL_ROWS = openings([word for word, _ in LABELS], _first_label)
UNIT_FAMILY, UNIT_ROWS = openings([word for word in UNIT_WORDS if word != b"%"], _first_unit + 1)
