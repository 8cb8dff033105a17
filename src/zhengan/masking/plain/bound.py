"""Numbers bound to a statement's question marks, as MyBatis logs them: the column before the mark says what they are.

    ==>  Preparing: INSERT INTO cust (name, fund_account) VALUES (?, ?)
    ==> Parameters: 张伟(String), 88012345(String)

What stands before the mark above is another's; of marks in a row, as behind IN, the first one's column is that of all. Nothing
further than ``FURTHEST`` bytes before a number is looked at.
"""

from __future__ import annotations

from zhengan.masking.kinds.labels import FURTHEST
from zhengan.masking.plain import context
from zhengan.masking.plain.tuples import inserted

STATEMENT, BOUND, MARK, VALUES = b"Preparing: ", b"Parameters: ", b"?", b"values"
BETWEEN, NULL, LISTED = b"), ", b" null,", b" ,"


def bound(data: bytes, start: int, end: int) -> tuple[int, str]:
    """The kind of the label of the column to which the number in ``[start, end)`` is bound, and its word; (0, "") for none."""
    if data[end : end + 1] != b"(" or not data[end + 1 : end + 2].isupper():
        return 0, ""
    furthest = max(0, start - FURTHEST)
    first = data.rfind(b"\n", furthest, start) + 1
    head = data.rfind(BOUND, first, start) if first else -1
    said = data.rfind(STATEMENT, furthest, first) if head >= 0 else -1
    if said < 0:
        return 0, ""
    stop = data.find(b"\n", said, first)
    at = said
    for _ in range(data.count(BETWEEN, head, start) + data.count(NULL, head, start) + 1):
        at = data.find(MARK, at + 1, stop)
        if at < 0:
            return 0, ""
    if VALUES in data[said:at].lower():
        return inserted(data, at)
    before = data.rfind(MARK, said, at)
    while before >= 0 and not data[before + 1 : at].strip(LISTED):  # IN ( ? , ? )
        at, before = before, data.rfind(MARK, said, before)
    return context.label_in(data, max(before, said, context.window(data, at)), at)
