"""Letters that touch a number from behind: whether they begin something else, or make it part of a longer token."""

from __future__ import annotations

from zhengan.masking.kinds.labels import BEGUN, CHAT

LETTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
MOST, LEAST_OF_KEY = 12, 2


def run_of(data: bytes, end: int) -> int:
    """Where the letters that stand at ``end`` end, at most one more than ``MOST`` of them."""
    stop = end
    while stop < len(data) and data[stop] in LETTERS and stop - end <= MOST:
        stop += 1
    return stop


def begun(data: bytes, end: int) -> bool:
    """Whether the letters at ``end`` are the name of something else: 13812345678wx同号, 138…Fax:010-…, mobile=138…name=a."""
    stop = run_of(data, end)
    word = data[end:stop].lower()
    if word in BEGUN or (word == CHAT[:1] and data.startswith(CHAT[1:], stop)):
        return True
    return stop - end >= LEAST_OF_KEY and data[stop : stop + 1] == b"="


def run_on(data: bytes, end: int) -> bool:
    """Whether no more than some letters stand at ``end``: a number that proves itself or is told by a label may end there."""
    stop = run_of(data, end)
    return end < stop <= end + MOST and not (data[stop : stop + 1].isdigit() or data[stop : stop + 1] == b"_")


def run_into(data: bytes, end: int) -> bool:
    """The same, and Chinese follows, of which the letters are a word: 资金账号88012345VIP客户."""
    stop = run_of(data, end)
    return run_on(data, end) and data[stop : stop + 1] >= b"\x80"
