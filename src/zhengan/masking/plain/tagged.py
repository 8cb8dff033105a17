"""Numbers in messages of FIX and STEP: tag 1 is an account, tag 448 a party, whose role (452) says whether it is an investor;
those of orders and quantities are nobody's.

    8=FIX.4.2|35=D|1=0123456789|11=…      …|453=1|448=0123456789|447=D|452=5|…

Between fields stands SOH, as it is or as ``|``, ``^A``, ``\\x01``, ``\\u0001``. Nothing further than ``FURTHEST`` bytes before a
number is looked at for the beginning of its message.
"""

from __future__ import annotations

from zhengan.masking.kinds.labels import (
    BEGIN,
    BETWEEN,
    FUND,
    FURTHEST,
    FUTURES,
    INVESTORS,
    NUMBER,
    OTHER_TAGS,
    SECURITIES,
    TAGS,
)

AHEAD = 40  # bytes behind a party within which its role stands
SHENZHEN, TWELVE = 10, 12  # digits of an account there, and of 一码通 or a futures code


def tagged(data: bytes, start: int, end: int) -> tuple[int, str]:
    """The kind of the number in ``[start, end)`` by the tag of its field, and the tag; (0, "") for none."""
    tag = next((tag for tag in (*OTHER_TAGS, *TAGS) if data.endswith(tag, 0, start)), b"")
    at = start - len(tag)
    if not tag or not any(data.endswith(sign, 0, at) for sign in BETWEEN) or not within(data, at):
        return 0, ""
    if tag in OTHER_TAGS:
        return NUMBER, tag.decode()
    if tag == TAGS[1] and not investor(data, end):
        return 0, ""
    size, first = end - start, data[start]
    own = SECURITIES if size == SHENZHEN and first == ord("0") else FUTURES if size == TWELVE and first == ord("0") else FUND
    return own, tag.decode()


def within(data: bytes, at: int) -> bool:
    """A message begins before ``at`` in its line."""
    low = max(0, at - FURTHEST)
    low = data.rfind(b"\n", low, at) + 1 or low
    return any(data.find(word, low, at) >= 0 for word in BEGIN)


def investor(data: bytes, end: int) -> bool:
    """The role that follows a party is an investor's, or a customer's."""
    high = min(len(data), end + AHEAD)
    at = data.find(b"452=", end, high)
    if at < 0 or data.find(b"448=", end, at) >= 0 or data.find(b"\n", end, at) >= 0:
        return False
    at += 4
    stop = at
    while stop < len(data) and stop - at < 3 and data[stop : stop + 1].isdigit():
        stop += 1
    return data[at:stop] in INVESTORS
