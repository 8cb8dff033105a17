"""Lines joined as a reader sees them: a value that a line end cuts in two is none in the bytes.

In a text for people a line end may stand between two numbers as well: what seems to be one value is a doubt.

Values that prove themselves by a check digit are looked for in all lines joined. Others only where few figures meet: all the
figures about the line end together must be the value, so that numbers one a line, and rows of a table, are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengan.masking.doubt import KIND_OF, Doubt, one_of
from zhengan.masking.kinds.labels import COUNTS, NO_COUNTS, NO_UNITS, UNITS
from zhengan.masking.message import UNSEEN, Places, find
from zhengan.masking.spaced import spaced

QUOTES = re.compile(r"(?m)^(?:[>|][ \t]?)+")
END = r"[ \t]{0,64}\r?\n[ \t]{0,64}"
# A line that begins with a date is one of its own, as in a report of a day a line; but where the six figures of a region stand
# before and four behind, the date is that of a birth.
DATE = r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9])"
BIRTH = rf"{DATE}(?:[ -]|-?{END})?[0-9]{{3}}[0-9Xx](?![0-9A-Za-z])"
DIGITS = re.compile(rf"(?<=[0-9])(?:(?<=[0-9]{{6}})(?<![0-9]{{7}})(?=-?{END}{BIRTH})|(?!-?{END}{DATE}))(-?){END}(?=[0-9])")
WIDE = {0xFF10 + figure: str(figure) for figure in range(10)}
# Figures about a line end, as far as they reach (no value has more); a part of an amount, a date or a word is not where they
# begin or end.
MOST_FIGURES = "[0-9](?:[ -]?[0-9]){0,23}"
FIRST = re.compile(rf"(?<![0-9*.,/])(?<![0-9][ -])[A-Za-z]{{0,2}}{MOST_FIGURES}\Z")
BETWEEN = re.compile(MOST_FIGURES)
LAST = re.compile(rf"{MOST_FIGURES}(?![0-9A-Za-z*%]|[ .,/:-][0-9])")
MOST_ENDS = 2
LABEL = re.compile(one_of(KIND_OF))
BEHIND = 60  # characters before a number in which its label is looked for, at most in the line above
TAIL = re.compile("尾号|[末后][0-9三四五六七八]?位")  # what stands behind these is whole, however short
ENDED = re.compile(  # behind the cell of a table, or an amount
    "[\t|]|[ \t]{0,2}(?!" + "|".join(word.decode() for word in (*NO_UNITS, *NO_COUNTS)) + "|手[机写动续工])(?:"
    + "|".join(re.escape(word.decode()) for word in (*UNITS, *COUNTS)) + "|手)(?![A-Za-z])"
)  # fmt: skip
GROUPS = frozenset((3, 7))  # figures of a mobile number before which something may stand
SOFT = re.compile(r" \r?\n ?")
QUOTED = re.compile(r'(?:\A|(?<=[,;\t|\n\ufeff]))"([^"]*+(?:""[^"]*+)*)"(?!")')  # a cell of a table
PROVEN = ("resident_id", "bank_card")  # by a check digit over the whole


def cut(text: str, flowed: bool, rows: bool = False) -> bool:
    """Whether a value shows in a masked text once its lines are joined: figures that meet at a line end, quoted or not; in
    ``format=flowed`` every line that ends in a space. ``rows``: each line is a record, and goes on in none, but for a cell in
    quotes that has lines of its own."""
    if rows:
        return any(cut(one[1].replace('""', '"'), flowed=False) for one in QUOTED.finditer(text) if "\n" in one[1])
    bare = QUOTES.sub("", UNSEEN.sub("", text)).translate(WIDE)
    seen: dict[str, tuple[str, ...]] = {DIGITS.sub(r"\1", bare): PROVEN}
    if flowed:
        seen |= {DIGITS.sub(r"\1", SOFT.sub(space, bare)): () for space in (" ", "")}
    seen.pop(text, None)
    found = ((one.kind, kinds) for joined, kinds in seen.items() for one in find(joined.encode("utf-8", "surrogatepass")))
    return any(not kinds or kind in kinds for kind, kinds in found) or any(True for _place in _met(bare))


def cuts(text: str) -> list[Doubt]:
    """Where in a masked text of moderate length ``cut`` sees a value, in order and none over another."""
    if not DIGITS.search(QUOTES.sub("", UNSEEN.sub("", text)).translate(WIDE)):
        return []
    seen, places = _without(text, list(range(len(text))), UNSEEN)
    bare, places = _without(seen, places, QUOTES)
    bare = bare.translate(WIDE)
    found = [(places[low], places[high - 1] + 1) for low, high in _met(bare)]
    joined, places = _without(bare, places, DIGITS)
    data = joined.encode("utf-8", "surrogatepass")
    chars = Places(data)
    for one in find(data):
        if one.kind in PROVEN:
            found.append((places[chars.of(one.start)], places[chars.of(one.end) - 1] + 1))
    alone: list[Doubt] = []
    for start, end in sorted(found):
        if not alone or start >= alone[-1].end:
            alone.append(Doubt(start, end, "wrapped"))
    return alone


def with_cuts(text: str, doubtful: tuple[Doubt, ...]) -> tuple[Doubt, ...]:
    """The doubts of a masked text, where a line end cuts a value in two, and where its groups stand far apart."""
    found = [*cuts(text), *(Doubt(low, high, "spaced") for low, high in spaced(text))]
    more = [one for one in found if not any(other.start < one.end and one.start < other.end for other in doubtful)]
    return tuple(sorted([*doubtful, *more], key=lambda one: one.start))


def _without(text: str, places: list[int], what: re.Pattern[str]) -> tuple[str, list[int]]:
    """The text without what is found, but for its first group, and where what is left stood."""
    kept: list[str] = []
    left: list[int] = []
    at = 0
    for one in what.finditer(text):
        low = one.end(1) if what.groups else one.start()
        kept.append(text[at:low])
        left += places[at:low]
        at = one.end()
    return "".join([*kept, text[at:]]), left + places[at:]


def _met(text: str) -> Iterator[tuple[int, int]]:
    """All figures that meet at a line end, may be a telephone number or stand behind a label, and are a value."""
    for low, high in _chains(text):
        whole = DIGITS.sub(r"\1", text[low:high])
        digits = re.sub("[^0-9]", "", whole)
        before = "\n".join(text[max(0, low - BEHIND) : low].split("\n")[-2:])
        labelled = LABEL.search(before.lower().encode("utf-8", "surrogatepass")) is not None
        if TAIL.search(before):
            continue
        behind = text[high : high + BEHIND]
        told: list[str] = []
        if labelled and 6 <= len(digits) <= 20:
            told = [value for value in (whole, digits) if value == whole or _mobile(whole, digits)]
        elif _mobile(whole, digits) and not (before.endswith(("\t", "|")) or ENDED.match(behind)):
            told = [digits]
        if any(_is(before, value, behind) for value in told):
            yield low, high


def _chains(text: str) -> Iterator[tuple[int, int]]:
    """Where figures stand that meet at one line end or two; those of a column of numbers meet at more."""
    ends: list[re.Match[str]] = []
    for end in (*DIGITS.finditer(text), None):
        if end and ends and BETWEEN.fullmatch(text, ends[-1].end(), end.start()):
            ends.append(end)
            continue
        if 0 < len(ends) <= MOST_ENDS:
            first = FIRST.search(text, max(0, ends[0].start() - BEHIND), ends[0].start())
            last = LAST.match(text, ends[-1].end())
            if first and last:
                yield first.start(), last.end()
        ends = [end] if end else []


def _mobile(whole: str, digits: str) -> bool:
    """It has the figures of a mobile number, grouped as one or not at all."""
    country = len(digits) - 11
    if country not in (0, 2) or not digits.startswith("86" if country else "1"):
        return False
    places = {len(re.sub("[^0-9]", "", whole[: one.start()])) - country for one in re.finditer("[^0-9]", whole)}
    return digits[country] == "1" and digits[country + 1] >= "3" and places <= GROUPS | {0}


def _is(before: str, value: str, behind: str) -> bool:
    """Whether it is a value where it stands, from its beginning to its end."""
    start = len(before.encode("utf-8", "surrogatepass"))
    data = (before + value + behind).encode("utf-8", "surrogatepass")
    return any(one.start <= start and one.end >= start + len(value) for one in find(data))
