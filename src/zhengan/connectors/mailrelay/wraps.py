"""Lines joined as a reader sees them: a value that a line end cuts in two is none in the bytes.

A calendar or a visiting card is folded wherever its line is full, and its values are masked across the folds. In a text for
people a line end may stand between two numbers as well: there what seems to be one value is a doubt.
"""

from __future__ import annotations

import re

from zhengan.connectors.mailrelay.words import Masks
from zhengan.masking.message import UNSEEN, find

FOLD = re.compile(r"\r?\n[ \t]")
QUOTES = re.compile(r"(?m)^(?:[>|][ \t]?)+")
DIGITS = re.compile(r"(?<=[0-9])[ \t]{0,64}\r?\n[ \t]{0,64}(?=[0-9])")
SOFT = re.compile(r" \r?\n ?")
PROVEN = ("resident_id", "bank_card")  # by a check digit over the whole


def unfolded(text: str, masks: Masks) -> str:
    """A folded text masked across its folds, which stay where they are. Raises ValueError where ``masks`` changes the length."""
    parts, folds = FOLD.split(text), FOLD.findall(text)
    whole = "".join(parts)
    after = masks(whole)
    if len(after) != len(whole):
        raise ValueError
    out, at = [], 0
    for part, fold in zip(parts, [*folds, ""], strict=True):
        out += [after[at : at + len(part)], fold]
        at += len(part)
    return "".join(out)


def cut(text: str, flowed: bool) -> bool:
    """Whether a value shows in a masked text once its lines are joined: figures that meet at a line end, quoted or not; in
    ``format=flowed`` every line that ends in a space."""
    bare = QUOTES.sub("", UNSEEN.sub("", text))
    seen = {DIGITS.sub("", bare): PROVEN}
    if flowed:
        seen |= {DIGITS.sub("", SOFT.sub(space, bare)): () for space in (" ", "")}
    seen.pop(text, None)
    found = ((one.kind, kinds) for joined, kinds in seen.items() for one in find(joined.encode("utf-8", "surrogatepass")))
    return any(not kinds or kind in kinds for kind, kinds in found)
