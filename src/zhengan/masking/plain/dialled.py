"""A fixed line in one piece without a label, where what stands right before it says that it is called:

    联系人包莹 045160212491        请致电053261106735        17108224394 / 02187452884        运营部 037173205204

Twelve figures may also be a futures code: where an exchange or 编码 stands in its line nothing here says more.
"""

from __future__ import annotations

import re

from zhengan.masking.kinds import landline
from zhengan.masking.kinds.labels import (
    BARE,
    BESIDE_LINE,
    CALLED_BY,
    CALLERS,
    CALLING,
    EXCHANGES,
    GOING_ON,
    NO_NAMES,
    NO_PERSONS,
)
from zhengan.masking.kinds.tables import area_codes
from zhengan.masking.lexicon import given, is_han, surnames

FEWEST = 11  # figures
SIGNS = 5  # of the words between, those that are signs
MOST_BETWEEN = 3  # signs between a number and what says so
AROUND, BEFORE = 24, 96  # bytes behind and before a number where an exchange may stand
USUAL, TYPICAL = 2, 3  # characters of given names
NUMBER = re.compile(rb"(?:(?<![0-9A-Za-z.-])1[3-9][0-9]{9}|(?<![0-9A-Za-z.-])0[0-9]{2,3}-?[0-9]{7,8})\Z")
# What stands before the second of lines of one area code: 025-33373339、21797051.
AREA = rb"(?:0([0-9]{2,3})[ -]|(?:[(]|\xef\xbc\x88)0([0-9]{2,3})(?:[)]|\xef\xbc\x89))"
FURTHER = rb" ?(?:" + b"|".join(GOING_ON) + rb") ?"
FIRST = re.compile(
    rb"(?<![0-9A-Za-z.-])" + AREA + rb"([0-9]{7,8})(?:" + FURTHER + rb"[0-9]{7,8}){0,2}" + FURTHER + rb"\Z"
)
FURTHEST = 64  # bytes
LONGEST = 14  # bytes of a number beside, and one before it
HAN = 3  # bytes of a Chinese character


def dialled(data: bytes, start: int, end: int) -> bool:
    """What stands before the fixed line in ``[start, end)``, of a form that is known already, says that somebody is called."""
    if end - start < FEWEST or exchanged(data, start, end):
        return False
    return answered(data, start) or bare(data, past(data, start)) or answers(data, start) or beside(data, start)


def past(data: bytes, start: int) -> int:
    """``start`` before the signs and words that may stand between."""
    at = start
    for _ in range(MOST_BETWEEN):
        at -= next((len(sign) for sign in CALLED_BY if data.endswith(sign, 0, at)), 0)
    return at


def answered(data: bytes, start: int) -> bool:
    """Who answers the number at ``start`` stands right before it, or that it is called: 值班室, 拨打."""
    return data.endswith(CALLING, 0, past(data, start))


def bare(data: bytes, at: int) -> bool:
    """号码 ends at ``at`` and begins its line."""
    size = next((len(word) for word in BARE if data.endswith(word, 0, at)), 0)
    return size > 0 and data[at - size - 1 : at - size] in (b"", b"\n")


def exchanged(data: bytes, start: int, end: int) -> bool:
    """A word of futures stands around the number in its line."""
    low = max(data.rfind(b"\n", max(0, start - BEFORE), start) + 1, start - BEFORE)
    high = data.find(b"\n", end, end + AROUND)
    around = data[low : high if high >= 0 else end + AROUND]
    return any(word in around for word in EXCHANGES)


def answers(data: bytes, start: int) -> bool:
    """A name stands before the number, set off or behind a word for somebody: 联系人包莹 02123456789, HR：佘菲 02123456789."""
    at = start
    for _ in range(MOST_BETWEEN):
        at -= next((len(sign) for sign in CALLED_BY[:SIGNS] if data.endswith(sign, 0, at)), 0)
    text = data[max(0, at - 4 * HAN) : at].decode(errors="replace")
    for size in (3, 2):
        name, left = text[-size:], text[-size - 1 : -size]
        apart = not (left and is_han(left)) or left.encode() in CALLERS
        if apart and len(name) == size and all(map(is_han, name)) and named(name):
            return True
    return False


def named(name: str) -> bool:
    """A surname with a given name of usual characters, of typical ones where the surname is rather a word."""
    weight, least = surnames().get(name[0], 0), min(given().get(one, 1) for one in name[1:])
    if name.encode().startswith(NO_PERSONS) or name[-1].encode() in NO_NAMES:
        return False
    return (weight > 1 and least >= USUAL) or (weight > 0 and least >= TYPICAL)


def beside(data: bytes, start: int) -> bool:
    """A mobile number or a fixed line stands before the number, with a sign or blanks between."""
    at = start
    for signs in ((b" ",), BESIDE_LINE, (b" ",)):
        at -= next((len(sign) for sign in signs if data.endswith(sign, 0, at)), 0)
    return at < start and NUMBER.search(data[max(0, at - LONGEST) : at]) is not None


def second(data: bytes, start: int, end: int) -> bool:
    """The number in ``[start, end)`` goes on after a fixed line with its area code, and has as many figures."""
    found = FIRST.search(data, max(0, start - FURTHEST), start)
    if not found or len(found[3]) != end - start or exchanged(data, start, end):
        return False
    area = (found[1] or found[2]).decode()
    return area in area_codes() and landline.local(found[3].decode(), area)
