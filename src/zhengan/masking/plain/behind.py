"""A label behind its number, set off from it:

    SELECT '88012345' AS fund_account        :B1 = '88012345'  /* fund_account */        88012345  # 资金账号
    88012345 资金账号⏎        Duplicate entry '88012345' for key 'customer.uk_fund_account'

Nothing beyond the line is looked at.
"""

from __future__ import annotations

import re

from zhengan.masking.kinds.labels import (
    ACCOUNT,
    ENDS,
    IDENTIFYING,
    KEY_ENDS,
    LABELS,
    OF_KEYS,
    REMARKS,
    WINDOW,
)
from zhengan.masking.plain import context
from zhengan.masking.plain.lists import otherwise

ALIAS = re.compile(rb"""['"]? {1,3}[Aa][Ss] {1,3}((?:[A-Za-z0-9_`"]|[\x80-\xff]){1,32})""")
KEY = re.compile(rb"(?:[A-Za-z0-9_.]|[\x80-\xff]){0,64}")
REMARK = re.compile(rb"""['"]?[,;)]{0,2}[ \t]{0,8}(?:""" + b"|".join(map(re.escape, REMARKS)) + rb")")
# The parts of a key of several columns, around the one that is looked at.
PART, LONGEST_HEAD = rb"[A-Za-z0-9_.]{0,24}", 80
HEAD, TAIL = re.compile(rb"'(?:" + PART + rb"-){0,3}\Z"), re.compile(rb"(?:-" + PART + rb"){0,3}")
GAP = re.compile(rb"""['"]? {0,2}""")
CLOSED = b"*/"


def aliased(data: bytes, end: int) -> tuple[int, str]:
    """The label in the name that a query gives to the number that ends at ``end``, or in that of the key in which a database
    has it already, and its word; (0, "") for none."""
    found = ALIAS.match(data, end)
    return spanned(data, *found.span(1)) if found else keyed(data, end)


def keyed(data: bytes, end: int) -> tuple[int, str]:
    """The label in the name of the key of which a message says that the number that ends at ``end`` is in it."""
    tail = TAIL.match(data, end)
    end = tail.end() if tail else end
    low = end + next((len(sign) for sign in OF_KEYS if data.startswith(sign, end)), 0)
    found = KEY.match(data, low)
    if low == end or found is None:
        return 0, ""
    high = found.end()
    high -= next((len(one) for one in KEY_ENDS if data.endswith(one, low, high)), 0)
    return spanned(data, low, high)


def compounded(data: bytes, start: int, end: int) -> bool:
    """The number in ``[start, end)`` is a part of a key of several columns that a database has already:
    Duplicate entry '66012345-1' for key 'uk_fund_account'."""
    before, behind = HEAD.search(data, max(0, start - LONGEST_HEAD), start), TAIL.match(data, end)
    keyed_behind = behind is not None and data.startswith(OF_KEYS, behind.end())
    return before is not None and keyed_behind and not otherwise(data[start:end])


def remarked(data: bytes, start: int, end: int) -> tuple[int, str]:
    """The label in the remark behind a number in ``[start, end)``, or with which its line or clause ends."""
    if otherwise(data[start:end]):
        return 0, ""
    if found := REMARK.match(data, end):
        return spanned(data, found.end(), remark_end(data, found.end()))
    gap = GAP.match(data, end)
    at = gap.end() if gap else end
    kind, word = starting(data, at)
    at += len(word)
    if not kind or kind >= ACCOUNT or not word.endswith(IDENTIFYING):
        return 0, ""
    done = at == len(data) or data[at : at + 1] in (b"\n", b"\r") or data.startswith(ENDS, at)
    return (kind, word.decode()) if done else (0, "")


def remark_end(data: bytes, at: int) -> int:
    """Where a remark ends whose text starts at ``at``: at its own end, that of the line, or after ``WINDOW`` bytes."""
    high = min(len(data), at + WINDOW)
    return min((end for end in (data.find(sign, at, high) for sign in (CLOSED, b"\n", b"\r")) if end >= 0), default=high)


def spanned(data: bytes, low: int, high: int) -> tuple[int, str]:
    """The label with which ``[low, high)`` ends, but for punctuation and words such as 号, and its word."""
    kind, word, end = context.nearest(data, max(low, high - WINDOW), high)
    return (kind, word) if kind and context.filler(data, end, high) else (0, "")


def starting(data: bytes, at: int) -> tuple[int, bytes]:
    """The longest label in Chinese that starts at ``at`` and its kind; (0, b"") for none."""
    found = [(len(word), kind, word) for word, kind in LABELS if word[0] >= 128 and data.startswith(word, at)]
    _, kind, word = max(found, default=(0, 0, b""))
    return kind, word
