"""The lexicon as arrays: a class for each Chinese character, traits for each character, words and field names as hashes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np

from zhengan.masking import lexicon
from zhengan.masking.plain import addresses, beside, names

HAN, HANS = 0x4E00, 0x5200  # the first Chinese character, and how many
# Bits of a class: weight of a surname, of a given name; what may begin here.
SURNAME, GIVEN, GIVEN_SHIFT, PAIR_HEAD, PLACE_HEAD, DOUBLE_HEAD, UNIT = 7, 24, 3, 32, 64, 128, 256
AWAKE = SURNAME | PLACE_HEAD | DOUBLE_HEAD | UNIT
# Bits of a trait.
(
    LINK, KEY, LETTER, UPPER, ALNUM, BEFORE, FIELD, STOCK_GAP, DETAIL_GAP, SPACE, DOT, PART, STOP, DIGIT, NUMERAL, COUNTED,
    COLON, LATIN_GAP, CLOSE, SIDE,
) = (1 << n for n in range(20))  # fmt: skip
NAMED_SHIFT, NUMBERED_SHIFT = 20, 24
MEASURE, COUNT, STRETCH = 1 << 28, 1 << 29, 1 << 30
DOUBLE = 1 << 30
PERSON, OTHER, PINYIN, HOME_KEY = 1, 2, 4, 8
FNV, PRIME = 0xCBF29CE484222325, 0x100000001B3
MIX = 0x9E3779B97F4A7C15


# One array of uint32 holds all tables, so that a rule is handed one thing: where each begins.
WORD_BITS, IDENT_BITS, HEAD_BITS, FEW_BITS = 16, 11, 18, 14
AWAKES = 0  # a bit for each Chinese character
CLASSES = AWAKES + HANS // 32
TRAITS = CLASSES + HANS
HEADS = TRAITS + 65536  # a bit for each pair of characters with which a word may begin
TAILS = HEADS + (1 << HEAD_BITS) // 32  # a bit for each pair with which a word may end
PLACES = TAILS + (1 << HEAD_BITS) // 32  # the same for the first two characters of places, and the last two of cues
CUES = PLACES + (1 << FEW_BITS) // 32
TITLES = CUES + (1 << FEW_BITS) // 32  # the same for the first two of titles
VERBS = TITLES + (1 << FEW_BITS) // 32  # and of verbs and titles
WORDS = VERBS + (1 << FEW_BITS) // 32  # low and high half of up to four characters, flags; open addressing, flags 0: empty
IDENTS = WORDS + 3 * (1 << WORD_BITS)  # low and high half of FNV-1a, kind
CODES = IDENTS + 3 * (1 << IDENT_BITS)  # 1 where a stock's code begins so
SIZE = CODES + 1000


def packed(word: str) -> int:
    """Up to four characters as one number."""
    number = 0
    for char in word:
        number = number << 16 | ord(char)
    return number


def slot(key: int, bits: int) -> int:
    """Where the search for a key begins."""
    return (key * MIX & 0xFFFFFFFFFFFFFFFF) >> (64 - bits)


def fnv(word: str) -> int:
    """FNV-1a of ASCII letters."""
    number = FNV
    for byte in word.encode():
        number = (number ^ byte) * PRIME & 0xFFFFFFFFFFFFFFFF
    return number


def place(table: Any, entries: dict[int, int], bits: int) -> None:
    """Writes keys and values by open addressing; at most half the places may be taken."""
    if 2 * len(entries) > 1 << bits:
        raise ValueError(f"{len(entries)} entries need more than {bits} bits")
    for key, value in entries.items():
        at = slot(key, bits)
        while table[3 * at + 2]:
            at = (at + 1) & ((1 << bits) - 1)
        table[3 * at : 3 * at + 3] = key & 0xFFFFFFFF, key >> 32, value


def bitmap(places: Iterable[int], size: int) -> Any:
    """A bit at each place, 32 to a word."""
    found = np.zeros(size // 32, np.uint32)
    for place_ in places:
        found[place_ >> 5] |= np.uint32(1 << (place_ & 31))
    return found


def classes() -> Any:
    """The class of each Chinese character."""
    found = np.full(HANS, 1 << GIVEN_SHIFT, np.uint32)

    def mark(chars: Iterable[str], bits: int) -> None:
        for char in chars:
            if lexicon.is_han(char):
                found[ord(char) - HAN] |= bits

    for char, weight in lexicon.given().items():
        if lexicon.is_han(char):
            found[ord(char) - HAN] = weight << GIVEN_SHIFT
    for char, weight in lexicon.surnames().items():
        mark(char, weight)
    words = lexicon.words()
    mark((word[0] for word, flags in words.items() if flags & lexicon.PAIR), PAIR_HEAD)
    mark((word[0] for word, flags in words.items() if flags & addresses.PLACE), PLACE_HEAD)
    mark((word[0] for word in lexicon.doubles()), DOUBLE_HEAD)
    mark([*addresses.NUMBERED, "单"], UNIT)
    return found


def traits() -> Any:
    """The traits of each character."""
    found = np.zeros(65536, np.uint32)
    sets = {
        LINK: beside.LINKS, KEY: beside.KEY, LETTER: beside.LETTER, UPPER: beside.UPPER, ALNUM: beside.ALNUM,
        BEFORE: beside.BEFORE, FIELD: beside.FIELD, STOCK_GAP: beside.STOCK_GAP, DETAIL_GAP: beside.DETAIL_GAP,
        SPACE: names.SPACES, DOT: names.DOTS,
        PART: lexicon.transliterated(), STOP: addresses.STOP, DIGIT: addresses.DIGIT, NUMERAL: addresses.NUMERAL,
        COUNTED: addresses.COUNTED, COLON: beside.COLONS, LATIN_GAP: names.LATIN_GAP, CLOSE: addresses.CLOSE,
        SIDE: addresses.SIDES, MEASURE: names.MEASURES, COUNT: names.COUNTS,
        STRETCH: addresses.STRETCHES,
    }  # fmt: skip
    for bit, chars in sets.items():
        for char in chars:
            found[ord(char)] |= bit
    for shift, units in ((NAMED_SHIFT, addresses.NAMED), (NUMBERED_SHIFT, addresses.NUMBERED)):
        for char, unit in units.items():
            found[ord(char)] |= int(unit) << shift
    return found


def idents() -> dict[int, int]:
    """Names of fields and spelt surnames; the former are letters in lower case."""
    meanings = {"person": PERSON, "other": OTHER, "home": HOME_KEY}
    found: dict[int, int] = {}
    for word, kind in lexicon.keys().items():
        found[fnv(word)] = found.get(fnv(word), 0) | meanings[kind]
    for word in lexicon.pinyin():
        found[fnv(word)] = found.get(fnv(word), 0) | PINYIN
    return {key: value for key, value in found.items() if value}


def head(first: str, second: str, bits: int = HEAD_BITS) -> int:
    """The bit of two characters."""
    return slot(ord(first) << 16 | ord(second), bits)


@cache
def load() -> Any:
    """All tables, once a process: uint32[SIZE]."""
    known = {packed(word): flags for word, flags in lexicon.words().items()}
    for word in lexicon.doubles():
        known[packed(word)] = known.get(packed(word), 0) | DOUBLE
    table = np.zeros(SIZE, np.uint32)
    table[CLASSES:TRAITS] = classes()
    awake = np.flatnonzero(table[CLASSES:TRAITS] & AWAKE)
    table[AWAKES:CLASSES] = bitmap(map(int, awake), HANS)
    table[TRAITS:HEADS] = traits()
    said = [word for word, flags in lexicon.words().items() if flags & ~lexicon.PAIR]
    table[HEADS:TAILS] = bitmap((head(word[0], word[1]) for word in said), 1 << HEAD_BITS)
    table[TAILS:PLACES] = bitmap((head(word[-2], word[-1]) for word in said), 1 << HEAD_BITS)
    found = [word for word in said if lexicon.words()[word] & addresses.PLACE]
    table[PLACES:CUES] = bitmap((head(word[0], word[1], FEW_BITS) for word in found), 1 << FEW_BITS)
    cues = [word for word in said if lexicon.words()[word] & (lexicon.STRONG | lexicon.WEAK | lexicon.NEVER)]
    table[CUES:TITLES] = bitmap((head(word[-2], word[-1], FEW_BITS) for word in cues), 1 << FEW_BITS)
    titles = [word for word in said if lexicon.words()[word] & lexicon.TITLE]
    table[TITLES:VERBS] = bitmap((head(word[0], word[1], FEW_BITS) for word in titles), 1 << FEW_BITS)
    verbs = [word for word in said if lexicon.words()[word] & (lexicon.VERB | lexicon.TITLE)]
    table[VERBS:WORDS] = bitmap((head(word[0], word[1], FEW_BITS) for word in verbs), 1 << FEW_BITS)
    place(table[WORDS:IDENTS], known, WORD_BITS)
    place(table[IDENTS:CODES], idents(), IDENT_BITS)
    for code in beside.STOCK_CODES:
        low = int(code) * 10 ** (3 - len(code))
        table[CODES + low : CODES + low + 10 ** (3 - len(code))] = 1
    return table
