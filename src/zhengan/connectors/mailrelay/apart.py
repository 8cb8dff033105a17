"""A number whose pieces stand in cells or paragraphs of their own: a reader sees one, and the bytes hold none.

What stands in the next cell or paragraph is another thing as a rule, so that only what proves itself counts: an identity number
by its region, birth date and check digit; a card by its check digit, where a word such as 卡号 stands before, or where its issuer
is known and no other figures stand beside its pieces, which are the groups of a card if they stand in a row; a mobile number
right behind a word such as 手机. A piece is all there is in its cell, but for the text before the first and behind the last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengan.masking.doubt import KIND_OF, one_of
from zhengan.masking.kinds import bank_card, resident_id
from zhengan.masking.kinds.labels import CARD, PHONE
from zhengan.masking.message import UNSEEN
from zhengan.masking.wrapped import BEHIND, FIRST, MOST_FIGURES, WIDE

WHOLE = re.compile(rf"[Xx]|{MOST_FIGURES}[Xx]?")
LAST = re.compile(rf"(?:[Xx]|{MOST_FIGURES}[Xx]?)(?![0-9A-Za-z*%]|[ .,/:-][0-9])")
APART = re.compile("[^0-9X]")
BETWEEN = re.compile(r"(?:[\s:=()]|：|（|）|是|为|号|码){0,8}\Z").pattern.encode()
PHONES, CARDS = (re.compile(one_of(word for word, one in KIND_OF.items() if one == kind) + BETWEEN) for kind in (PHONE, CARD))
LONGEST, GROUP = 19, 4
MOBILE = re.compile("1[3-9][0-9]{9}")

Pieces = Sequence[tuple[bool, str]]


def parted(pieces: Pieces) -> bool:
    """Whether a value shows once pieces are joined. A piece: whether it stands in the row of the one before, and its text."""
    bare = [(row, UNSEEN.sub("", text).translate(WIDE).strip()) for row, text in pieces]
    return any(_begins(bare, at) for at in range(len(bare) - 1))


def _begins(pieces: Pieces, at: int) -> bool:
    """Whether a value begins at the end of a piece."""
    text = pieces[at][1]
    first = FIRST.search(text, max(0, len(text) - BEHIND))
    if first is None:
        return False
    before = text[: first.start()] or (pieces[at - 1][1] if at else "")
    found, row = [APART.sub("", first[0].upper().lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))], False
    for k in range(at + 1, len(pieces)):
        joined, text = pieces[k]
        piece = WHOLE.fullmatch(text) or LAST.match(text)
        if piece is None:
            return False
        found.append(APART.sub("", piece[0].upper()))
        row = row or joined
        value = "".join(found)
        if len(value) > LONGEST:
            return False
        beside = [pieces[one][1] for one in (at - 1, k + 1) if 0 <= one < len(pieces)]
        alone = not any(WHOLE.fullmatch(one) for one in beside) and (not row or _grouped([len(one) for one in found]))
        if _proven(value, before[-BEHIND:], alone):
            return True
        if len(piece[0]) < len(text):
            return False
    return False


def _grouped(sizes: list[int]) -> bool:
    """One figure each, or four."""
    return max(sizes) == 1 or (set(sizes[:-1]) == {GROUP} and sizes[-1] <= GROUP)


def _proven(value: str, before: str, one: bool) -> bool:
    """``one``: the pieces hardly are numbers of their own."""
    if resident_id.valid18(value):
        return True
    behind = before.lower().encode("utf-8", "surrogatepass")
    if bank_card.shaped(value):
        return CARDS.search(behind) is not None or (bank_card.issued(value) and one)
    return MOBILE.fullmatch(value) is not None and PHONES.search(behind) is not None
