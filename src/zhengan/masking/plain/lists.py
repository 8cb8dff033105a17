"""Numbers that stand in a row: what says what the first of them is says it of the others too.

资金账号：88012345、88012346 · accounts 10023456, 10023457 and 10023458 · "fundAccounts":["88012345","88012346"]
"""

from __future__ import annotations

import re

from zhengan.masking.kinds.labels import (
    ASSIGNING,
    BEHIND_SHENZHEN,
    CLOSING,
    FURTHEST,
    IN_BRACKETS,
    JOINERS,
    NOTE,
    OPENING,
    SECURITIES,
    SHENZHEN,
    WEAK_JOINERS,
)
from zhengan.masking.plain.context import day

DIGITS = frozenset(b"0123456789")
APART = DIGITS | frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-_")
LEAST, MOST = 7, 16
LEAST_BARRED, MOST_BARRED = 3, 32  # numbers between which bars stand
IN_ROW = DIGITS | frozenset(b"\"', ")
MOST_SIGNS = 3  # between 深 and an account
SHANGHAI, LETTERS = 10, b"ABCDEF"  # characters of an account there, and what it begins with
LOCAL, AREA, LONGEST_AREA = (7, 8), re.compile(rb"0[0-9]{2,3}[ -]\Z"), 5  # figures of a local number, and its area code
STACKED = 64  # bytes of a line under one that ends with an account of Shanghai
BESIDE = 20  # bytes before a number within which an account of Shanghai beside it begins
GAP = rb"""['"]?(?: ?(?:[,|;\t/]|\xe3\x80\x81|\xef\xbc\x8c|\xef\xbc\x9b) ?| {1,3})['"]?"""
MARKET = re.compile(rb" ?(?:\(|\xef\xbc\x88)(?:" + b"|".join(IN_BRACKETS) + rb")")
ACCOUNT_OF_SHANGHAI = re.compile(rb"[A-F][0-9]{9}")
LEFT = re.compile(rb"(?<![A-Za-z0-9._-])[A-F][0-9]{9}" + GAP + rb"\Z")
RIGHT = re.compile(GAP + rb"[A-F][0-9]{9}(?![A-Za-z0-9._-])")


def origin(data: bytes, start: int) -> int:
    """Where the first of the row starts that goes on with the number at ``start``; ``start`` itself where none does, or
    where it is more than ``FURTHEST`` bytes away."""
    at = start
    while True:
        before = linked(data, at)
        if before < 0:
            return at
        at = before
        if start - at > FURTHEST:
            return start


def linked(data: bytes, start: int) -> int:
    """Where the number starts to which the one at ``start`` is joined, -1 for none."""
    size = run(data, start, 1, MOST + 1)
    end = back(data, start, OPENING, 3)
    joiner = next((sign for sign in (*JOINERS, *WEAK_JOINERS) if data.endswith(sign, 0, end)), b"")
    if not joiner or not LEAST <= size <= MOST:
        return -1
    end -= len(joiner)
    if joiner in (b"and", b"or"):
        end = back(data, back(data, end, OPENING, 3), (b",",), 1)
    end = back(data, noted(data, back(data, end, CLOSING, 3)), CLOSING, 1)
    before = run(data, end - 1, -1, MOST + 1)
    first = end - before
    if before == SHANGHAI - 1 and first and data[first - 1] in LETTERS:  # A123456789、0123456789
        first, before = first - 1, SHANGHAI
    first = coded(data, first) if before in LOCAL else first
    if not LEAST <= before <= MOST or (first and data[first - 1] in APART):
        return -1
    alike = size == before and not (day(data[start : start + size]) and not day(data[first : first + size]))
    row = alike or ((joiner in JOINERS or bracketed(data, first)) and not otherwise(data[start : start + size]))
    return first if row else -1


def barred(data: bytes, start: int) -> int:
    """Where the first of three numbers and more of one length starts between which bars stand, up to the end of the row;
    ``start`` itself where the one there is in none: fund_account:66012345|66012346|66012347."""
    size, first, count = run(data, start, 1, MOST + 1), start, 1
    while count < MOST_BARRED and data[first - 1 : first] == b"|" and run(data, first - 2, -1, MOST + 1) == size:
        first, count = first - 1 - size, count + 1
    if first == start or not LEAST <= size <= MOST or not data.endswith(ASSIGNING, 0, unquoted(data, first)):
        return start
    end = start + size
    while count < MOST_BARRED and data[end : end + 1] == b"|" and run(data, end + 1, 1, MOST + 1) == size:
        end, count = end + 1 + size, count + 1
    over = data[end : end + 1]
    dated = any(day(one) for one in data[first:end].split(b"|"))
    return start if dated or count < LEAST_BARRED or over == b"|" or (over and over[0] in APART) else first


def unquoted(data: bytes, at: int) -> int:
    """``at`` before a space and a quote that may stand there."""
    return back(data, at, OPENING[:3], 2)


def coded(data: bytes, first: int) -> int:
    """Where the area code starts before the local number at ``first``, or ``first``: 010-62345678、62345679."""
    found = AREA.search(data, max(0, first - LONGEST_AREA), first)
    return found.start() if found else first


def bracketed(data: bytes, first: int) -> bool:
    """The numbers of the row that ends at ``first`` are those of a list in brackets: ["88012345", "881937917"]."""
    at = first
    while at > 0 and first - at < FURTHEST and data[at - 1] in IN_ROW:
        at -= 1
    return data[at - 1 : at] == b"["


def neighbour(data: bytes, start: int, end: int) -> tuple[int, str]:
    """``SECURITIES`` and its word where ten digits from 0 stand beside an account of Shanghai, as a customer's own two do in a
    row or in a list, or behind 深; (0, "") elsewhere."""
    if end - start != SHANGHAI or data[start] != ord("0"):
        return 0, ""
    beside = LEFT.search(data[max(0, start - BESIDE) : start]) or RIGHT.match(data, end) or joined(data, start)
    if data.endswith(SHENZHEN, 0, back(data, start, BEHIND_SHENZHEN, MOST_SIGNS)):
        return SECURITIES, "深"
    if MARKET.match(data, end):
        return SECURITIES, "深"
    beside = beside or stacked(data, start, end)
    return (SECURITIES, "沪A") if beside else (0, "")


def stacked(data: bytes, start: int, end: int) -> bool:
    """The line above ends with an account of Shanghai behind the same sign, and this number ends its own: one of a list."""
    low = data.rfind(b"\n", max(0, start - STACKED), start)
    if low < 0 or data[end : end + 1] not in (b"", b"\r", b"\n"):
        return False
    last = low - (data[low - 1 : low] == b"\r")
    first = last - SHANGHAI
    if first <= 0 or not ACCOUNT_OF_SHANGHAI.fullmatch(data, first, last):
        return False
    return data[first - 1] == data[start - 1] and data[first - 1] not in APART - frozenset(b".-_")


def joined(data: bytes, start: int) -> bool:
    """An account of Shanghai stands before what joins the number at ``start`` to it: A123456789（沪）和0123456789."""
    first = linked(data, start)
    return first >= 0 and data[first] in LETTERS


def otherwise(digits: bytes) -> bool:
    """A date or a mobile number: another thing than numbers of other lengths beside it."""
    return day(digits) or cell_like(digits)


def cell_like(digits: bytes) -> bool:
    """A mobile number by its length and beginning."""
    return len(digits) == 11 and digits[:1] == b"1" and digits[1:2] >= b"3"


def run(data: bytes, at: int, step: int, most: int) -> int:
    """How many figures stand from ``at`` on, ``most`` where there are more."""
    count = 0
    while count < most and 0 <= at < len(data) and data[at] in DIGITS:
        count, at = count + 1, at + step
    return count


def back(data: bytes, end: int, signs: tuple[bytes, ...], most: int) -> int:
    """``end`` before up to ``most`` of the signs."""
    for _ in range(most):
        end -= next((len(sign) for sign in signs if data.endswith(sign, 0, end)), 0)
    return end


def noted(data: bytes, end: int) -> int:
    """``end`` before a short note in brackets without figures: 88012345（普通）."""
    if not data.endswith(("）".encode(), b")"), 0, end):
        return end
    for at in range(end - 1, max(-1, end - NOTE), -1):
        if data[at] in DIGITS or data[at] == 10:
            return end
        if data.startswith(("（".encode(), b"("), at):
            return at
    return end
