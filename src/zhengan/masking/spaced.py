"""Numbers whose groups stand far apart in a line: by two blanks and more, a tab, a dash with blanks about it.

A reader sees one number; for programs such a gap parts the columns of a table. So what seems to be one is a doubt, and only
right behind a word that says what it is, and where all its figures together prove themselves: an identity number and a card by
their check digits, a mobile number by its form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengan.masking.doubt import KIND_OF, one_of
from zhengan.masking.kinds import bank_card, resident_id
from zhengan.masking.kinds.labels import CARD, ID, PHONE
from zhengan.masking.message import UNSEEN

BLANK = "[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]"
DASH = "[-\u2010-\u2015\u2212\uff0d]"
GAP = rf"{BLANK}{{0,8}}+(?:{DASH}{BLANK}{{0,8}}+)?"
CHAIN = re.compile(rf"(?<![0-9*.,/])[0-9]++(?:{GAP}[0-9]++)*(?:{GAP}[Xx](?![0-9A-Za-z]))?")
GROUP = re.compile("[0-9]+|[Xx]")
FAR = re.compile(rf"[\t\u3000]|{BLANK}{{2}}|{BLANK}{DASH}|{DASH}{BLANK}|[^ -]")
FIGURES = {0xFF10 + figure: str(figure) for figure in range(10)}
BEHIND = 60  # characters before a number in which its word is looked for
BETWEEN = re.compile(r"(?:[\s\"'+:=()\[\]]|：|（|）|是|为|号|码){0,8}\Z").pattern.encode()
WORDS = {kind: re.compile(one_of(word for word, one in KIND_OF.items() if one == kind) + BETWEEN) for kind in (ID, CARD, PHONE)}
MOBILE = re.compile("(?:86)?1[3-9][0-9]{9}")
LONGEST = 19


def spaced(text: str) -> Iterator[tuple[int, int]]:
    """Where such numbers stand in a masked text, from the first figure to the last."""
    places = [at for at, char in enumerate(text) if not UNSEEN.match(char)] if UNSEEN.search(text) else range(len(text))
    bare = UNSEEN.sub("", text).translate(FIGURES)
    for found in CHAIN.finditer(bare):
        if FAR.search(found[0]) and (end := _ends(bare, found)):
            yield places[found.start()], places[end - 1] + 1


def _ends(text: str, chain: re.Match[str]) -> int:
    """Where the number ends that a chain of groups begins with; 0: it begins with none."""
    before = text[max(0, chain.start() - BEHIND) : chain.start()].lower().encode("utf-8", "surrogatepass")
    kinds = [kind for kind, word in WORDS.items() if word.search(before)]
    value, last = "", chain.start()
    far = False
    for group in GROUP.finditer(text, *chain.span()) if kinds else ():
        far = far or FAR.search(text, last, group.start()) is not None
        value += group[0].upper()
        last = group.end()
        if len(value) > LONGEST:
            return 0
        if far and any(_proven(kind, value) for kind in kinds):
            return last
    return 0


def _proven(kind: int, value: str) -> bool:
    if kind == PHONE:
        return MOBILE.fullmatch(value) is not None
    return bank_card.shaped(value) if kind == CARD else resident_id.valid18(value)
