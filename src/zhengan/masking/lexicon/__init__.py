"""Words and characters by which names and addresses in Chinese are known; each file states where it comes from.

Words are flagged by what they say of what stands beside them. A word of more than four characters is kept by the four
that touch the name: the last four of what stands before it, the first four of what stands behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import chain

WORD, STRONG, WEAK, NEVER, TITLE, ORGAN, HOME, PROVINCE, CITY, COUNTY, ESTATE, NO_UNIT, PAIR, VERB, ROAD, TOWN, DISTRICT, AREA = (
    1 << n for n in range(18)
)
FLAGS = {
    "strong": STRONG, "weak": WEAK, "never": NEVER, "title": TITLE, "organ": ORGAN, "home": HOME,
    "province": PROVINCE, "city": CITY, "county": COUNTY, "estate": ESTATE, "no-unit": NO_UNIT, "pair": PAIR, "verb": VERB,
    "road": ROAD, "town": TOWN, "district": DISTRICT, "area": AREA,
}  # fmt: skip
BEHIND = TITLE | ORGAN
LONGEST = 4


def is_han(char: str) -> bool:
    """One of the 20,992 characters of the block U+4E00–U+9FFF; rarer ones are no part of a name here."""
    return "\u4e00" <= char <= "\u9fff"


def lines(name: str) -> Iterator[list[str]]:
    """The words of each line that is not a remark."""
    for line in files(__name__).joinpath(name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split()


def weights(name: str) -> dict[str, int]:
    """Character → weight, from lines of a weight and the characters that have it."""
    return {char: int(weight) for weight, *chars in lines(name) for char in "".join(chars)}


@cache
def surnames() -> dict[str, int]:
    """Single surnames and how surely each is one, 4 to 1."""
    return weights("surnames.txt")


@cache
def doubles() -> frozenset[str]:
    """Surnames of two characters."""
    return frozenset(word for line in lines("doubles.txt") for word in line if len(word) == 2)


@cache
def given() -> dict[str, int]:
    """Characters of given names: 3, 2, or 0 for those that never stand in one; characters not listed count 1."""
    return weights("given.txt")


@cache
def transliterated() -> frozenset[str]:
    """Characters of names whose parts are joined by a dot."""
    return frozenset(char for line in lines("transliteration.txt") for char in "".join(line))


@cache
def pinyin() -> frozenset[str]:
    """Surnames in Latin letters, lower case."""
    return frozenset(chain.from_iterable(lines("pinyin.txt")))


TITLED, CUE, SIGN, NOBODY, SYLLABLE, GIVEN, LABEL, COMMON, FAMILY, PAPERS, WHO, CANTON = (1 << n for n in range(12))
LATIN = {
    "titled": TITLED, "cue": CUE, "sign": SIGN, "never": NOBODY, "syllable": SYLLABLE, "given": GIVEN, "label": LABEL,
    "common": COMMON, "family": FAMILY, "papers": PAPERS, "who": WHO, "canton": CANTON,
}  # fmt: skip


@cache
def latin() -> dict[str, int]:
    """Words in Latin letters, lower case → what they say of a name: Mr before it, ask before it, regards above it; none (both
    its parts together); a syllable of a given name, an English given name; the name of a field; an English word that reads like
    syllables; a surname of Europe or America; what stands behind a name that papers are of; what a person is to another; a part
    of a given name as it is spelt in Hong Kong."""
    known: dict[str, int] = {}
    for kind, *found in lines("latin.txt"):
        for word in found:
            known[word] = known.get(word, 0) | LATIN[kind]
    return known


@cache
def keys() -> dict[str, str]:
    """Names of fields (lower case, without ``-``, ``_``) → person, other or home."""
    return {word: kind for kind, *words in lines("keys.txt") for word in words}


@cache
def persons() -> frozenset[str]:
    """Words before which nothing but a person can stand in a form: 联系人, 投资者名称."""
    return frozenset(word for kind, *found in lines("cues.txt") if kind == "strong" for word in found)


@cache
def words() -> dict[str, int]:
    """Words of two to four characters → flags of what they say of their neighbours."""
    known: dict[str, int] = {}
    for flag, word in flagged():
        if not all(map(is_han, word)) or len(word) < 2 or (flag == WORD and len(word) > LONGEST):
            continue
        short = word[:LONGEST] if flag & BEHIND else word[-LONGEST:]
        known[short] = known.get(short, 0) | flag
    return known


def flagged() -> Iterator[tuple[int, str]]:
    """Every word with the flag of its line."""
    for name in ("words.txt", "frequent.txt"):
        yield from ((WORD, word) for line in lines(name) for word in line)
    for name in ("cues.txt", "places.txt", "counties.txt", "units.txt", "pairs.txt", "verbs.txt"):
        for kind, *found in lines(name):
            yield from ((FLAGS[kind], word) for word in found)
