"""A number broken over a line end, as mails, PDF text and terminals have it:  6222 0212⏎3456 7890 128.

Only where its check digit agrees over both parts, and each part is all that stands there: figures in groups with single spaces. A
resident ID broken where such numbers are grouped (6-8-4), or a card not in fours, must have its label before it: else two columns
of a table would make one now and then. Where line after line ends and begins with figures, nothing is joined; so a text may be
cut at a line end behind which no number goes on, and one line further up where it does.
"""

from __future__ import annotations

import re

from zhengan.masking.kinds import bank_card, resident_id
from zhengan.masking.kinds.labels import ACCOUNT, AGAINST, CARD, ID, ROW
from zhengan.masking.plain import context
from zhengan.masking.plain.lexer import TOKEN
from zhengan.masking.plain.reading import Reading, Value

MOST_BLANK = 64  # bytes before the second part
PART = re.compile(rb"[0-9]+(?: [0-9]+)*")
DATED = re.compile(rb"[0-9]+[-/:]")  # a date or a time
GROUPED = (6, 14)  # digits of a resident ID before its gaps
BLANK = b" \t"
X = (b"x", b"X")


def wrapped(here: Reading) -> Value | None:
    """The number of which the chain is the first part."""
    data, end = here.data, here.chain[-1].end
    below = beginning(data, end, len(data))
    second = TOKEN.match(data, below) if below else None
    if here.at or not second or DATED.match(data, below) or not opens(data, here.start):
        return None
    parts = (data[here.start : end], second[0])
    if second["chain"] is None or not all(map(PART.fullmatch, parts)):
        return None
    end = second.end()
    digits = b"".join(parts).replace(b" ", b"").decode()
    if len(digits) == 17 and data.startswith(X, end):
        digits, end = digits + "X", end + 1
    if context.right_free(data, end) and (name := kind_of(digits, parts, here, end)):
        return Value(here.start, end, name, len(here.chain), "换行前后相接，校验相符")
    return None


def kind_of(digits: str, parts: tuple[bytes, bytes], here: Reading, end: int) -> str:
    """What both parts together are, "" for nothing."""
    first = len(parts[0].replace(b" ", b""))
    if resident_id.valid18(digits) and (first not in GROUPED or here.label[0] == ID):
        return "resident_id"
    if bank_card.shaped(digits) and 2 <= first <= len(digits) - 2 and not context.amount(here.data, here.start, end):
        kind = here.label[0]
        proved = bank_card.issued(digits) and kind not in AGAINST
        return "bank_card" if kind == CARD or (proved and (kind == ACCOUNT or in_fours(parts))) else ""
    return ""


def in_fours(parts: tuple[bytes, bytes]) -> bool:
    """Groups of four, but for a shorter last."""
    sizes = [len(group) for part in parts for group in part.split(b" ")]
    return set(sizes[:-1]) == {4} and sizes[-1] <= 4


def beginning(data: bytes | bytearray, at: int, end: int) -> int:
    """Where the figures start with which the line below begins, 0 for none; a line ends at ``at``, the text at ``end``."""
    at += data[at : at + 1] == b"\r"
    if at >= end or data[at] != ord("\n"):
        return 0
    at += 1
    high = min(end, at + MOST_BLANK)
    while at < high and data[at] in BLANK:
        at += 1
    return at if at < end and data[at] in context.DIGITS else 0


def opens(data: bytes, start: int) -> bool:
    """The line around ``start`` is not too long before it and does not go on with figures where the one above ended with some."""
    low = data.rfind(b"\n", max(0, start - ROW), start)
    if low < 0:
        return start <= ROW
    if not beginning(data, low, len(data)):
        return True
    above = data.rfind(b"\n", max(0, low - ROW), low)
    return (above >= 0 or low <= ROW) and not ends(data, low)


def ends(data: bytes | bytearray, at: int) -> bool:
    """The line that ends at ``at`` does so with a figure."""
    at -= data[at - 1 : at] == b"\r"
    return at > 0 and data[at - 1] in context.DIGITS


def last_line(data: bytes | bytearray, low: int, size: int) -> int:
    """Where ``[low, size)`` may be cut: the end of its last line, of the one before where a number may go on; 0: nowhere."""
    last = data.rfind(b"\n", low, size)
    if last < 0 or not (ends(data, last) and may_begin(data, last, size)):
        return last + 1
    above = data.rfind(b"\n", low, last)
    if above < 0:
        return 0 if last - low <= 2 * ROW else last + 1
    return last + 1 if ends(data, above) and beginning(data, above, size) else above + 1


def may_begin(data: bytes | bytearray, at: int, size: int) -> bool:
    """The line below begins with figures, or what is there of it does not tell."""
    return at + 1 + MOST_BLANK >= size or beginning(data, at, size) > 0
