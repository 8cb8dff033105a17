"""The reference for names with a character that hardly stands in one (王均, 任正非): behind a cue for a person, and nothing else
in their field."""

from __future__ import annotations

from zhengan.masking.lexicon import PAIR, given, is_han, surnames, words
from zhengan.masking.plain.beside import ALNUM, COLONS, CUE, MASKED, at, before

RARE = frozenset("于向在序得来每自起里也非无勿则即由从往同与及会让令为以所何并均曾采尽未皆再又者都可")
LEAST = 2  # the weight of a surname
GOES_ON = ALNUM | COLONS | {MASKED} | frozenset("·•・‧_")  # behind what is no whole name


def filling(line: str, i: int) -> int:
    """Where such a name ends that begins at ``i``; 0: none does."""
    if is_han(at(line, i - 1)) or surnames().get(at(line, i), 0) < LEAST:
        return 0
    end = i + 1
    while end - i < 4 and is_han(at(line, end)):
        end += 1
    rest = frozenset(line[i + 1 : end])
    never = any(given().get(one, 1) == 0 for one in rest - RARE)
    if not 2 <= end - i <= 3 or at(line, end) in GOES_ON or not rest & RARE or never:
        return 0
    if words().get(line[i : i + 2], 0) & ~PAIR or words().get(line[i:end], 0) & ~PAIR:
        return 0
    return end if before(line, i, False) >= CUE else 0
