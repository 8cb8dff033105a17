"""The tables of ``kinds`` as arrays. Kernels read them as constants: an argument would cost seven words at every call."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from zhengan.masking.kinds import labels, tables

LONGEST = 32  # bytes of a word
FIRST_WIDE = 1024  # where ``opening`` keeps the words that are no ASCII


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
    return (c & 31) << 5 | (d & 31) if c < 128 else FIRST_WIDE + ((c & 7) << 12 | (d & 63) << 6 | (e & 63))


def packed(lists: list[list[bytes]]) -> tuple[Any, Any, list[tuple[int, int]]]:
    """Words in rows of ``LONGEST`` bytes, their sizes, and the span of rows of each list."""
    rows = [word for words in lists for word in words]
    table = np.zeros((len(rows), LONGEST), np.uint8)
    for row, word in enumerate(rows):
        table[row, : len(word)] = np.frombuffer(word, np.uint8)
    ends = np.cumsum([len(words) for words in lists]).tolist()
    spans = [(end - len(words), end) for end, words in zip(ends, lists, strict=True)]
    return table, np.array([len(word) for word in rows], np.int64), spans


SUBS = 32  # buckets of a family of labels


def subs(word: bytes) -> Iterable[int]:
    """The buckets in which a label must stand to be found: by the third byte of an ASCII word, the last of the second
    character of a Chinese one; a space or a hyphen may stand for an underscore, and anything behind a shorter word."""
    place = 2 if word[0] < 128 else 5
    if len(word) <= place:
        return range(SUBS)
    return {c & (SUBS - 1) for c in (b"_ -" if word[place : place + 1] == b"_" else word[place : place + 1])}


def buckets(words: list[tuple[bytes, int]]) -> tuple[list[tuple[bytes, int]], Any, Any, int]:
    """Labels ordered so that those of a bucket stand together (some stand in several); by ``opening``, the number of a family
    of labels that start alike (0 for none); by that and ``subs``, the bucket's rows and the size of its longest label; and how
    many families of ASCII labels stand before the Chinese ones, which are numbered from 1 again, so that a byte holds either."""
    places = sorted({opening(word) for word, _ in words})
    narrow = sum(place < FIRST_WIDE for place in places)
    numbers = {place: number for number, place in enumerate(places, 1)}
    families = np.zeros(FIRST_WIDE + 32768, np.uint8)
    for place, number in numbers.items():
        families[place] = number - narrow * (place >= FIRST_WIDE)
    held: list[list[list[tuple[bytes, int]]]] = [[[] for _ in range(SUBS)] for _ in range(len(places) + 1)]
    for word in words:
        for sub in subs(word[0]):
            held[numbers[opening(word[0])]][sub].append(word)
    rows: list[tuple[bytes, int]] = []
    spans = []
    for bucket in (bucket for family in held for bucket in family):
        spans.append([len(rows), len(rows) + len(bucket), max((len(word) for word, _ in bucket), default=0)])
        rows += bucket
    return rows, families, np.array(spans, np.int64), narrow


PREFECTURES = flags(tables.prefectures(), 10_000)
PROVINCES = flags(tables.provinces(), 100)
COUNTIES = sorted_codes(tables.counties())
BINS = sorted_codes(tables.bins())
# Area codes of three digits at their number, of two at 1000 and more.
AREAS = flags((c for c in tables.area_codes() if len(c) == 3), 1100) | flags(
    (c for c in tables.area_codes() if len(c) == 2), 1100, 1000
)
LABELS, LABEL_FAMILY, LABEL_BUCKETS, NARROW_FAMILIES = buckets(sorted(labels.LABELS))
LONGEST_LABEL = max(len(word) for word, _ in LABELS)
UNIT_WORDS = sorted(labels.UNITS)
# Signs and words that stand beside numbers, in the order in which they are tried.
SMALL = (
    labels.FILLER, labels.ATTACHED, labels.JOINERS, labels.WEAK_JOINERS, labels.OPENING, labels.CLOSING, labels.POINTING,
    labels.NAMING, labels.WHOSE, labels.ENDS, labels.TAIL, labels.COUNTS, labels.NO_COUNTS, labels.SINCE, labels.CURRENCIES,
    labels.ASKING, labels.NO_SPEAKER, labels.PARTING,
    labels.BEGIN, labels.BETWEEN, labels.TAGS, labels.OTHER_TAGS, labels.INVESTORS,
    labels.OWNERS, labels.SURNAMES, labels.NO_PERSONS, labels.LETTERED, labels.HONOURS, labels.BEFORE_NAMES, labels.MASKS,
    labels.NO_BOXES, labels.SHENZHEN, labels.BEHIND_SHENZHEN, labels.REMARKS, labels.OF_KEYS, labels.KEY_ENDS, labels.IDENTIFYING,
    labels.IN_BRACKETS, labels.VALUE_KEYS, labels.BROKERS, labels.NO_UNITS, labels.EMPTY, labels.TICKED,
    labels.REFERRING, labels.TURNS, labels.CALLING, labels.CALLED_BY, labels.CALLERS, labels.NO_NAMES, labels.BESIDE_LINE,
    labels.EXCHANGES, labels.PAPERS, labels.BEHIND_PAPERS, labels.OF_IT, labels.BARE, labels.BEHIND_BARE, labels.FIRMS,
    labels.ANSWERING, labels.BOARDS, labels.BEGUN, labels.IN_UNITS, labels.OPENED,
    labels.CLOSED, labels.ASSIGNING, labels.NO_PARTS, labels.GOING_ON, labels.CLIENT_FIELD, labels.USER_FIELD,
    labels.COUNTER_MARKS, labels.DOES, labels.BEFORE_ACTING, labels.BEHIND_ACTING,
)  # fmt: skip
WORDS, SIZES, (_labels, (_first_unit, _), *_small) = packed(
    [[word for word, _ in LABELS], UNIT_WORDS, *map(list, SMALL)]
)
(
    FILLERS, ATTACHED, JOINERS, WEAK_JOINERS, OPENING, CLOSING, POINTING, NAMING, WHOSE, ENDS, TAIL, COUNTS, NO_COUNTS, SINCE,
    CURRENCIES, ASKING, NO_SPEAKER, PARTING, BEGIN, BETWEEN, TAGS, OTHER_TAGS, INVESTORS,
    OWNERS, SURNAMES, NO_PERSONS, LETTERED, HONOURS, BEFORE_NAMES, MASKS, NO_BOXES, SHENZHEN, BEHIND_SHENZHEN,
    REMARKS, OF_KEYS, KEY_ENDS, IDENTIFYING, IN_BRACKETS, VALUE_KEYS, BROKERS, NO_UNITS, EMPTY, TICKED, REFERRING, TURNS,
    CALLING, CALLED_BY, CALLERS, NO_NAMES, BESIDE_LINE, EXCHANGES, PAPERS, BEHIND_PAPERS, OF_IT, BARE, BEHIND_BARE, FIRMS,
    ANSWERING, BOARDS, BEGUN, IN_UNITS, OPENED, CLOSED, ASSIGNING, NO_PARTS, GOING_ON, CLIENT_FIELD, USER_FIELD, COUNTER_MARKS,
    DOES, BEFORE_ACTING, BEHIND_ACTING,
) = _small  # fmt: skip
# What of a label is compared at once: a letter in either case, and no underscore, for which another sign may stand.
CARES = np.where((np.arange(LONGEST) < SIZES[: len(LABELS), None]) & (WORDS[: len(LABELS)] != 95), 255, 0).astype(np.uint8)
FOLDS = (((WORDS[: len(LABELS)] >= 97) & (WORDS[: len(LABELS)] <= 122)) * 32).astype(np.uint8).ravel()
FOLDED = (WORDS[: len(LABELS)] & CARES).ravel()
SCORED = np.array([b"_" in word for word, _ in LABELS])
CARES = CARES.ravel()
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
    families = np.zeros(FIRST_WIDE + 32768, np.uint8)
    spans = [[0, 0]]
    for row, word in enumerate(words, first):
        place = opening(word)
        if not families[place]:
            families[place] = len(spans)
            spans.append([row, row])
        spans[families[place]][1] = row + 1
    return families, np.array(spans, np.int64)


UNIT_FAMILY, UNIT_ROWS = openings([word for word in UNIT_WORDS if word != b"%"], _first_unit + 1)
