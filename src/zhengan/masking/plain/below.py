"""A label with which the line above ends, where its number begins a line of text, or is the answer of who speaks:

    资金账号：⏎ 88012345，状态正常            请提供您的资金账号⏎ 客户：88012345

A line of one number and nothing else, and the cells of a table, are read by ``plain.columns``.
"""

from __future__ import annotations

import re

from zhengan.masking.kinds.labels import ANSWERING, ASKING, NO_SPEAKER, OF_IT, WINDOW
from zhengan.masking.plain import context
from zhengan.masking.plain.columns import BOXES, Line, line_of, lines_above, over
from zhengan.masking.plain.lists import otherwise, run
from zhengan.masking.plain.tuples import QUOTES

LEAD = b" \t>*-" + QUOTES  # what may stand before it
MOST = 20  # figures
WHO = rb"(?:[A-Za-z ()]|[\xe4-\xe9][\x80-\xbf]{2}|\xef\xbc[\x88\x89]){1,12}"
TIME = rb"(?:[0-9]{1,2}(?::[0-9]{2}){1,2}(?:\)|\xef\xbc\x89)?)?"
STAMP = rb"(?:\[?[0-9]{1,2}(?::[0-9]{2}){1,2}\]?)?"
LEADS = b"(?:" + b"|".join(ANSWERING) + b")?"
# 客户： 客户(00:15)： 【客户】 [00:15] 客户： 客户：记得是
SPEAKER = re.compile(rb"(?:" + STAMP + WHO + TIME + rb"(?::|\xef\xbc\x9a)|\xe3\x80\x90" + WHO + rb"\xe3\x80\x91) ?" + LEADS)


def led(data: bytes, start: int) -> tuple[int, str]:
    """The kind of the label at the end of the line above the number at ``start``, and its word; (0, "") for none."""
    end = start + run(data, start, 1, MOST)
    follows = data[end : end + 1]
    line = line_of(data, start)
    if not line:
        return 0, ""
    if all(byte in LEAD for byte in data[line[0] : start]):
        more = bool(follows) and (follows >= b"\x80" or follows in (b"(", b"/")) and not data.startswith(BOXES, end)
        return over(data, line) if more else (0, "")
    if otherwise(data[start:end]) or not SPEAKER.fullmatch(data, line[0], start) or not asked(data, line, start):
        return 0, ""
    found = over(data, line)
    return found if found[0] else within(data, line)


def within(data: bytes, line: Line) -> tuple[int, str]:
    """The last label of the line above, where no figure follows it, and nothing that asks for something of it:
    请把台胞证号码发我登记, not 您的资金账号里有多少钱."""
    low, high = next(lines_above(data, line), (0, 0))
    kind, word, behind = context.nearest(data, max(low, high - WINDOW), high)
    tail = data[behind:high]
    return (0, "") if not kind or context.DIGITS & set(tail) or any(one in tail for one in OF_IT) else (kind, word)


def unanswered(data: bytes, start: int) -> int:
    """``start`` before the words that lead to an answer."""
    return start - next((len(word) for word in ANSWERING if data.endswith(word, 0, start)), 0)


def asked(data: bytes, line: Line, start: int) -> bool:
    """Who speaks is nobody's number or amount, and the line above asks."""
    speaker = data[line[0] : unanswered(data, start)].rstrip(b" ")
    speaker = speaker.removesuffix(b":").removesuffix("：".encode()).removesuffix("】".encode())
    above = next(lines_above(data, line), (0, 0))
    return not speaker.endswith(NO_SPEAKER) and any(word in data[above[0] : above[1]] for word in ASKING)
