"""Numbers in the rows of an INSERT: the list of columns before VALUES says what they are.

Nothing further than ``FURTHEST`` bytes before a number is looked at, so of a long statement only the first rows are read so; a
statement in a file of SQL is read otherwise.
"""

from __future__ import annotations

from zhengan.masking.kinds.labels import FURTHEST, WINDOW
from zhengan.masking.plain import context

BLANK = b" \t\r\n"
QUOTES = b"'\""
IN_KEY = (b")=(", b", ")  # before the first number of a key, and before the others
LONGEST_KEY = 192  # bytes from a number to the names of the columns of its key


def inserted(data: bytes, start: int) -> tuple[int, str]:
    """The kind of the label of the column in which the number at ``start`` is inserted, and its word; (0, "") for none."""
    low = max(0, start - FURTHEST)
    if start == 0 or data[start - 1] not in b"'\"(, ":
        return 0, ""
    at, place = opened(data, start - (data[start - 1] in QUOTES), low, within_line=True)
    while at >= 0:
        at = before(data, at, low)
        if at < 0 or data[at] != ord(","):
            break
        at = before(data, at, low)
        at = opened(data, at, low)[0] if at >= 0 and data[at] == ord(")") else -1
    if at < 5 or data[at - 5 : at + 1].lower() != b"values":
        return 0, ""
    close = before(data, at - 5, low)
    if close < 0 or data[close] != ord(")"):
        return 0, ""
    first = opened(data, close, low)[0]
    names = data[first + 1 : close].split(b",") if first >= 0 else []
    if place >= len(names):
        return 0, ""
    begin = first + 1 + sum(len(name) + 1 for name in names[:place])
    end = begin + len(names[place])
    return context.label_in(data, max(begin, end - WINDOW), end)


def keyed_by(data: bytes, start: int) -> tuple[int, str] | None:
    """The kind of the label of the column whose value the number at ``start`` is in a key of several, and its word; (0, "") where
    that says nothing, None elsewhere: Key (cust_id, fund_account)=(88, 66012345) already exists."""
    stop = start - (start > 0 and data[start - 1] in QUOTES)
    low = max(0, start - LONGEST_KEY)
    at, place = opened(data, stop, low, within_line=True) if data.endswith(IN_KEY, 0, stop) else (-1, 0)
    if at < 2 or not data.endswith(IN_KEY[0], 0, at + 1):
        return None
    first = opened(data, at - 2, low, within_line=True)[0]
    names = data[first + 1 : at - 2].split(b",") if first >= 0 else []
    if len(names) < 2 or place >= len(names):
        return None
    begin = first + 1 + sum(len(name) + 1 for name in names[:place])
    end = begin + len(names[place])
    return context.label_in(data, max(begin, end - WINDOW), end)


def opened(data: bytes, at: int, low: int, within_line: bool = False) -> tuple[int, int]:
    """The bracket in which the byte before ``at`` stands, and how many commas stand between; -1 for none from ``low`` on."""
    depth = commas = 0
    quoted = False
    for k in range(at - 1, low - 1, -1):
        one = data[k : k + 1]
        if one == b"'":
            quoted = not quoted
        if one in (b"(", b")") and not quoted:
            depth += 1 if one == b")" else -1
        if depth < 0:
            return k, commas
        if one == b"\n" and within_line:
            break
        commas += one == b"," and not quoted and not depth
    return -1, 0


def before(data: bytes, at: int, low: int) -> int:
    """The last byte before ``at`` that is not blank, -1 for none from ``low`` on."""
    at -= 1
    while at >= low and data[at] in BLANK:
        at -= 1
    return at if at >= low else -1
