"""The lexicon as arrays: a class for each Chinese character, traits for each character, words and field names as hashes.

What is asked most is smallest: a bit for each character, then a bit and a cell for each pair of characters with which a word
begins. Only where the pair's cell says that longer words begin so are these looked up.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np

from zhengan.masking import lexicon
from zhengan.masking.plain import addresses, beside, housed, latin, names, units, whole

HAN, HANS = 0x4E00, 0x5200  # the first Chinese character, and how many
# Bits of a class: weight of a surname, of a given name; what may begin here.
SURNAME, GIVEN, GIVEN_SHIFT, PAIR_HEAD, DOUBLE_HEAD, UNIT = 7, 24, 3, 32, 64, 128
# Bits of a trait.
(
    LINK, KEY, LETTER, UPPER, ALNUM, BEFORE, FIELD, STOCK_GAP, DETAIL_GAP, SPACE, DOT, PART, STOP, DIGIT, NUMERAL, COUNTED,
    COLON, LATIN_GAP, CLOSE, SIDE,
) = (1 << n for n in range(20))  # fmt: skip
NAMED_SHIFT, NUMBERED_SHIFT = 20, 24
MEASURE, COUNT, STRETCH, RARE = (1 << n for n in range(28, 32))
# What a pair's flags say beside those of the word that it is: longer words begin so (of three, of four), a place does.
BEGINS_THREE, BEGINS_FOUR, BEGINS_PLACE, DOUBLE = (1 << n for n in range(27, 31))
PERSON, OTHER, PINYIN, HOME_KEY = 1, 2, 4, 8
LATIN_SHIFT = 4  # of the flags of ``lexicon.latin``
FNV, PRIME = 0xCBF29CE484222325, 0x100000001B3
MIX, LEAD_MIX = 0x9E3779B97F4A7C15, 0xC2B2AE3D


# One array of uint32 holds all tables, so that a rule is handed one thing: where each begins.
PAIR_BITS, WORD_BITS, IDENT_BITS, HEAD_BITS, FEW_BITS = 17, 15, 13, 18, 15
AWAKES = 0  # a bit for each character by ``lead``, read 64 at a time
CLASSES = AWAKES + 65536 // 32  # a byte for each Chinese character, so that those of a text stay at hand
TRAITS = CLASSES + HANS // 4
HEADS = TRAITS + 65536  # a bit for each pair of characters with which a word may begin, or that is a surname
TAILS = HEADS + (1 << HEAD_BITS) // 32  # a bit for each pair with which a word may end
PLACES = TAILS + (1 << HEAD_BITS) // 32  # the same for the first two characters of places, and the last two of strong cues
CUES = PLACES + (1 << FEW_BITS) // 32
WEAKS = CUES + (1 << FEW_BITS) // 32  # the same for the last two of weak cues
TITLES = WEAKS + (1 << FEW_BITS) // 32  # the same for the first two of titles
VERBS = TITLES + (1 << FEW_BITS) // 32  # and of verbs and titles
PAIRS = VERBS + (1 << FEW_BITS) // 32  # two characters, flags; open addressing, flags 0: empty
WORDS = PAIRS + 2 * (1 << PAIR_BITS)  # the same of three and four characters: low and high half, flags
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


def lead(char: str) -> int:
    """The bit of a character of three bytes among ``AWAKES``."""
    return int.from_bytes(char.encode(), "little") * LEAD_MIX >> 8 & 0xFFFF


def fnv(word: str) -> int:
    """FNV-1a of ASCII letters."""
    number = FNV
    for byte in word.encode():
        number = (number ^ byte) * PRIME & 0xFFFFFFFFFFFFFFFF
    return number


def place(table: Any, entries: dict[int, int], bits: int, width: int = 3) -> None:
    """Writes keys (in cells of ``width`` less one) and values by open addressing; of sixteen places eleven may be taken."""
    if 16 * len(entries) > 11 << bits:
        raise ValueError(f"{len(entries)} entries need more than {bits} bits")
    cells = table.reshape(-1, width)
    for key, value in entries.items():
        at = slot(key, bits)
        while cells[at, -1]:
            at = (at + 1) & ((1 << bits) - 1)
        cells[at] = [key & 0xFFFFFFFF, value] if width == 2 else [key & 0xFFFFFFFF, key >> 32, value]


def bitmap(places: Iterable[int], size: int) -> Any:
    """A bit at each place, 32 to a word."""
    found = np.zeros(size // 32, np.uint32)
    for place_ in places:
        found[place_ >> 5] |= np.uint32(1 << (place_ & 31))
    return found


def classes() -> Any:
    """The class of each Chinese character."""
    found = np.full(HANS, 1 << GIVEN_SHIFT, np.uint8)

    def mark(chars: Iterable[str], bits: int) -> None:
        for char in chars:
            if lexicon.is_han(char):
                found[ord(char) - HAN] |= bits

    for char, weight in lexicon.given().items():
        if lexicon.is_han(char):
            found[ord(char) - HAN] = weight << GIVEN_SHIFT
    for char, weight in lexicon.surnames().items():
        mark(char, weight)
    mark((word[0] for word, flags in lexicon.words().items() if flags & lexicon.PAIR), PAIR_HEAD)
    mark((word[0] for word in lexicon.doubles()), DOUBLE_HEAD)
    mark([*units.NUMBERED, *(word[0] for word in units.LATER), *housed.AWAKE], UNIT)
    return found


def traits() -> Any:
    """The traits of each character."""
    found = np.zeros(65536, np.uint32)
    sets = {
        LINK: beside.LINKS, KEY: beside.KEY, LETTER: beside.LETTER, UPPER: beside.UPPER, ALNUM: beside.ALNUM,
        BEFORE: beside.BEFORE, FIELD: beside.FIELD, STOCK_GAP: beside.STOCK_GAP, DETAIL_GAP: beside.DETAIL_GAP,
        SPACE: names.SPACES, DOT: names.DOTS,
        PART: lexicon.transliterated(), STOP: units.STOP, DIGIT: units.DIGIT, NUMERAL: units.NUMERAL,
        COUNTED: units.COUNTED, COLON: beside.COLONS, LATIN_GAP: latin.LATIN_GAP, CLOSE: units.CLOSE,
        SIDE: units.SIDES, MEASURE: names.MEASURES, COUNT: names.COUNTS,
        STRETCH: units.STRETCHES, RARE: whole.RARE,
    }  # fmt: skip
    for bit, chars in sets.items():
        for char in chars:
            found[ord(char)] |= bit
    for shift, ends in ((NAMED_SHIFT, units.NAMED), (NUMBERED_SHIFT, units.NUMBERED)):
        for char, unit in ends.items():
            found[ord(char)] |= int(unit) << shift
    return found


def idents() -> dict[int, int]:
    """Names of fields, spelt surnames, and words in Latin letters that show names; all are letters in lower case."""
    meanings = {"person": PERSON, "other": OTHER, "home": HOME_KEY}
    found: dict[int, int] = {}
    for word, kind in lexicon.keys().items():
        found[fnv(word)] = found.get(fnv(word), 0) | meanings[kind]
    for word in lexicon.pinyin():
        found[fnv(word)] = found.get(fnv(word), 0) | PINYIN
    for word, flags in lexicon.latin().items():
        found[fnv(word)] = found.get(fnv(word), 0) | flags << LATIN_SHIFT
    return {key: value for key, value in found.items() if value}


def pairs() -> dict[int, int]:
    """Two characters → flags of the word that they are, and of what begins with them."""
    found = {packed(word): flags for word, flags in lexicon.words().items() if len(word) == 2}
    more = [(packed(word), DOUBLE) for word in lexicon.doubles()]
    for word, flags in lexicon.words().items():
        longer = {3: BEGINS_THREE, 4: BEGINS_FOUR}.get(len(word), 0)
        more.append((packed(word[:2]), longer | (BEGINS_PLACE if flags & addresses.PLACE else 0)))
    for key, bits in more:
        if bits:
            found[key] = found.get(key, 0) | bits
    return found


def head(first: str, second: str, bits: int = HEAD_BITS) -> int:
    """The bit of two characters."""
    return slot(ord(first) << 16 | ord(second), bits)


@cache
def load() -> Any:
    """All tables, once a process: uint32[SIZE]."""
    known = {packed(word): flags for word, flags in lexicon.words().items() if len(word) > 2}
    table = np.zeros(SIZE, np.uint32)
    of = classes()
    table[CLASSES:TRAITS] = of.view(np.uint32)
    awake = {chr(HAN + int(k)) for k in np.flatnonzero(of & (SURNAME | DOUBLE_HEAD | UNIT))}
    awake |= {word[0] for word, flags in lexicon.words().items() if flags & addresses.PLACE}
    table[AWAKES:CLASSES] = bitmap(map(lead, awake), 65536)
    table[TRAITS:HEADS] = traits()
    said = [word for word, flags in lexicon.words().items() if flags & ~lexicon.PAIR]
    table[HEADS:TAILS] = bitmap((head(word[0], word[1]) for word in [*said, *lexicon.doubles()]), 1 << HEAD_BITS)
    table[TAILS:PLACES] = bitmap((head(word[-2], word[-1]) for word in said), 1 << HEAD_BITS)
    found = [word for word in said if lexicon.words()[word] & addresses.PLACE]
    table[PLACES:CUES] = bitmap((head(word[0], word[1], FEW_BITS) for word in found), 1 << FEW_BITS)
    for start, stop, flag in ((CUES, WEAKS, lexicon.STRONG), (WEAKS, TITLES, lexicon.WEAK)):
        cues = [word for word in said if lexicon.words()[word] & flag]
        table[start:stop] = bitmap((head(word[-2], word[-1], FEW_BITS) for word in cues), 1 << FEW_BITS)
    titles = [word for word in said if lexicon.words()[word] & lexicon.TITLE]
    table[TITLES:VERBS] = bitmap((head(word[0], word[1], FEW_BITS) for word in titles), 1 << FEW_BITS)
    verbs = [word for word in said if lexicon.words()[word] & (lexicon.VERB | lexicon.TITLE)]
    table[VERBS:PAIRS] = bitmap((head(word[0], word[1], FEW_BITS) for word in verbs), 1 << FEW_BITS)
    place(table[PAIRS:WORDS], pairs(), PAIR_BITS, 2)
    place(table[WORDS:IDENTS], known, WORD_BITS)
    place(table[IDENTS:CODES], idents(), IDENT_BITS)
    for code in beside.STOCK_CODES:
        low = int(code) * 10 ** (3 - len(code))
        table[CODES + low : CODES + low + 10 ** (3 - len(code))] = 1
    return table
