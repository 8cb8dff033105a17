"""Lines joined as a reader sees them: a value that a line end cuts in two is none in the bytes.

A calendar or a visiting card is folded wherever its line is full, and its values are masked across the folds. In a text for
people a line end may stand between two numbers as well: there what seems to be one value is a doubt.

Values that prove themselves by a check digit are looked for in all lines joined. Others only where few figures meet: all the
figures about the line end together must be the value, so that numbers one a line, and rows of a table, are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengan.connectors.mailrelay.words import Masks
from zhengan.masking.doubt import KIND_OF, one_of
from zhengan.masking.message import UNSEEN, find

FOLD = re.compile(r"\r?\n[ \t]")
QUOTES = re.compile(r"(?m)^(?:[>|][ \t]?)+")
END = r"[ \t]{0,64}\r?\n[ \t]{0,64}"
DIGITS = re.compile(rf"(?<=[0-9])(-?){END}(?=[0-9])")
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
GROUPS = frozenset((3, 7))  # figures of a mobile number before which something may stand
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


def cut(text: str, flowed: bool, rows: bool = False) -> bool:
    """Whether a value shows in a masked text once its lines are joined: figures that meet at a line end, quoted or not; in
    ``format=flowed`` every line that ends in a space. ``rows``: each line is a record, and goes on in none."""
    bare = QUOTES.sub("", UNSEEN.sub("", text)).translate(WIDE)
    seen = {DIGITS.sub(r"\1", bare): PROVEN}
    if flowed:
        seen |= {DIGITS.sub(r"\1", SOFT.sub(space, bare)): () for space in (" ", "")}
    seen.pop(text, None)
    found = ((one.kind, kinds) for joined, kinds in seen.items() for one in find(joined.encode("utf-8", "surrogatepass")))
    return any(not kinds or kind in kinds for kind, kinds in found) or (not rows and any(_met(bare)))


def _met(text: str) -> Iterator[bool]:
    """Of all figures that meet at a line end, where they may be a telephone number or stand behind a label: is it a value?"""
    for low, high in _chains(text):
        whole = DIGITS.sub(r"\1", text[low:high])
        digits = re.sub("[^0-9]", "", whole)
        before = "\n".join(text[max(0, low - BEHIND) : low].split("\n")[-2:])
        labelled = LABEL.search(before.lower().encode("utf-8", "surrogatepass")) is not None
        if TAIL.search(before):
            continue
        behind = text[high : high + BEHIND]
        if labelled and 6 <= len(digits) <= 20:
            yield from (_is(before, value, behind) for value in (whole, digits) if value == whole or _mobile(whole, digits))
        elif _mobile(whole, digits) and not (before.endswith(("\t", "|")) or behind.startswith(("\t", "|"))):
            yield _is(before, digits, behind)


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
