"""A number in brackets right behind a customer's name is the customer's account: 客户张三（88012345）, 投资者A(1002345678); and
so is one between a word for customers and what they do: 投资者80012345报单, 客户[80012345]登录.

A name alone says nothing: behind it stand ages, years, a member of staff's number, a telephone number without its area code. Nor
does 客户经理, which begins no name.
"""

from __future__ import annotations

import re

from zhengan.masking.kinds.labels import (
    BEFORE_ACTING,
    BEFORE_NAMES,
    BEHIND_ACTING,
    DOES,
    FUND,
    HONOURS,
    LETTERED,
    MASKS,
    NO_PERSONS,
    OWNERS,
    SURNAMES,
)
from zhengan.masking.plain.counters import shown
from zhengan.masking.plain.lists import otherwise

FEWEST, MOST = 8, 12  # figures
FURTHEST = 48  # bytes from the number to the first of the word before the name
OPEN, CLOSE = ("(", "（"), (")", "）")


def one_of(words: tuple[bytes, ...]) -> bytes:
    """A pattern of one of the words."""
    return b"(?:" + b"|".join(map(re.escape, words)) + b")"


CHARACTER = rb"(?:[\xe4-\xe9][\x80-\xbf]{2}|" + one_of(MASKS) + rb")"
PERSON = rb"(?!" + one_of(NO_PERSONS) + rb")" + one_of(SURNAMES) + CHARACTER + rb"{1,2}" + one_of(HONOURS) + rb"?"
OWNER = re.compile(
    rb"(" + one_of(OWNERS) + rb")" + one_of(BEFORE_NAMES) + rb"?(?:[A-Z]|" + one_of(LETTERED) + rb"|" + PERSON + rb")\Z"
)
ACTOR = re.compile(rb"(" + one_of(OWNERS) + rb")" + one_of(BEFORE_ACTING) + rb"?\Z")
LED_ON = re.compile(rb"[\xe3-\xff \])]")
ACTS = re.compile(one_of(BEHIND_ACTING) + rb"?" + one_of(DOES))


def acting(data: bytes, start: int, end: int) -> tuple[int, str]:
    """``FUND`` and the word before the number in ``[start, end)`` where a customer is called by it who does something, or beside
    words of futures counters."""
    if not FEWEST <= end - start <= MOST or otherwise(data[start:end]) or not LED_ON.match(data, end):
        return 0, ""
    found = ACTOR.search(data, max(0, start - FURTHEST), start)
    return (FUND, found[1].decode()) if found and (ACTS.match(data, end) or shown(data, start, end)) else (0, "")


def owned(data: bytes, start: int, end: int) -> tuple[int, str]:
    """``FUND`` and the word before the name where the number in ``[start, end)`` stands in brackets behind one; (0, "")."""
    opening = next((sign.encode() for sign in OPEN if data.endswith(sign.encode(), 0, start)), b"")
    closed = any(data.startswith(sign.encode(), end) for sign in CLOSE)
    if not opening or not closed or not FEWEST <= end - start <= MOST or otherwise(data[start:end]):
        return 0, ""
    found = OWNER.search(data[max(0, start - FURTHEST) : start - len(opening)])
    return (FUND, found[1].decode()) if found else (0, "")
