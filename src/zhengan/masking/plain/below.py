"""A label with which the line above ends, where its number begins a line of text, or is the answer of who speaks, in that line
or the one between, as chats are copied:

    资金账号：⏎ 88012345，状态正常      请提供您的资金账号⏎ 客户：88012345      账号发一下⏎ 周晓梅 14:23⏎ 88012345

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
# 周晓梅 14:23   周晓梅 2026/11/3 14:23:45   周晓梅：
NAMED = WHO + rb"(?<! )"
MOST_DATED, CLOCK = 12, rb"[0-9]{1,2}(?::[0-9]{2}){1,2}"
TURN = re.compile(rb"(" + NAMED + rb")(?:[0-9/. -]{0,%d}" % MOST_DATED + CLOCK + rb"|:|\xef\xbc\x9a)[ \r]*")
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
        found = over(data, line) if more else (0, "")
        return found if found[0] or otherwise(data[start:end]) else turned(data, line)
    if otherwise(data[start:end]) or not SPEAKER.fullmatch(data, line[0], start) or not asked(data, line, start):
        return 0, ""
    found = over(data, line)
    return found if found[0] else within(data, *next(lines_above(data, line), (0, 0)))


def turned(data: bytes, line: Line) -> tuple[int, str]:
    """The label of what was asked before the line above, which says no more than whose turn it is."""
    above = lines_above(data, line)
    turn = next(above, (0, 0))
    said = TURN.fullmatch(data, *turn)
    if not said or said[1].endswith(NO_SPEAKER):
        return 0, ""
    low, high = next((one for one in above if data[slice(*one)].strip(b" \r")), (0, 0))
    return within(data, low, high) if asks(data, low, high) else (0, "")


def within(data: bytes, low: int, high: int) -> tuple[int, str]:
    """The last label of a line, where no figure follows it, and nothing that asks for something of it:
    请把台胞证号码发我登记, not 您的资金账号里有多少钱."""
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
    return not speaker.endswith(NO_SPEAKER) and asks(data, *next(lines_above(data, line), (0, 0)))


def asks(data: bytes, low: int, high: int) -> bool:
    """Whether a line asks for something."""
    return any(word in data[low:high] for word in ASKING)
