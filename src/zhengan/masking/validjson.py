"""Whether a text is JSON (RFC 8259, and what Python reads besides: NaN, Infinity), and what is masked of it, which stays so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhengan.masking.message import Outcome

BEFORE_NUMBER, BEHIND_NUMBER = (":", ",", "["), (",", "}", "]")
SPACES = (" ", "\t", "\r", "\n")


def still(text: str, found: Outcome) -> str:
    """What is masked of a text, which stays JSON where it was: a number under stars becomes a string there."""
    out, at = [], 0
    for one in found.spans:
        if text[one.start : one.end].isdigit() and is_bare(text, one.start, one.end):
            out += [found.text[at : one.start], '"', found.text[one.start : one.end], '"']
            at = one.end
    whole = "".join([*out, found.text[at:]])
    return whole if at and valid(whole) else found.text


def is_bare(text: str, start: int, end: int) -> bool:
    """Whether what stands there may be a number of JSON: no string, of which a sign may stand beside it, too."""
    while text[start - 1 : start] in SPACES:
        start -= 1
    while text[end : end + 1] in SPACES:
        end += 1
    return text[start - 1 : start] in BEFORE_NUMBER and text[end : end + 1] in BEHIND_NUMBER


def valid(text: str | bytes) -> bool:
    """Whether a text is JSON: not one that is nested too deep to be read."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
