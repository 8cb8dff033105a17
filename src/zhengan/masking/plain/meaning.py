"""What a number is by what stands around it: a label before it, before the row it is in, behind it, over its column, in the
cell beside it or on the line above, the tag of its field, or a customer's name."""

from __future__ import annotations

import re

from zhengan.masking.kinds.labels import (
    AGAINST,
    CLOSING,
    ENDS,
    FILLER,
    FUND,
    FUTURES,
    MARKET,
    NAMING,
    NUMBER,
    PASSPORT,
    PERMIT,
    POINTING,
    SECURITIES,
    WHOSE,
)
from zhengan.masking.plain import context
from zhengan.masking.plain.behind import remarked, starting
from zhengan.masking.plain.below import led
from zhengan.masking.plain.bound import bound
from zhengan.masking.plain.columns import column
from zhengan.masking.plain.counters import user
from zhengan.masking.plain.keyed import keyed
from zhengan.masking.plain.lists import LEAST, barred, cell_like, neighbour, origin, run
from zhengan.masking.plain.markup import told
from zhengan.masking.plain.owners import acting, owned
from zhengan.masking.plain.pairs import paired
from zhengan.masking.plain.tagged import tagged
from zhengan.masking.plain.tuples import inserted, keyed_by

LONGEST, MOST_WHOSE = 20, 3
PAUSE, PAUSED = "，".encode(), (SECURITIES, FUTURES, FUND)
NOTED, MOST_NOTED = (SECURITIES, FUTURES, FUND, PASSPORT, PERMIT), 72
BEHIND_NOTE, NOTE_CLOSED, NOTE_OPENED = (tuple(sign.encode() for sign in signs) for signs in ("：: ", "）)", "（("))
QUOTED, HARD = (b"'", b'"'), b",|;\t\r\n"
CLOSE_BY = 18  # bytes before a number within which a label spaced out shows
HAN, SPACE = rb"[\xe4-\xe9][\x80-\xbf]{2}", rb"(?: |\xe3\x80\x80)"
SPREAD, SPACED = re.compile(HAN + SPACE + HAN), re.compile(rb"(?<=[\xe4-\xe9][\x80-\xbf]{2})" + SPACE + rb"(?=" + HAN + rb")")
MORE = b"0123456789:=abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def meaning(data: bytes, start: int) -> tuple[int, str]:
    """The kind of the label that speaks of the number at ``start`` and its word; (0, "") without one.

    What looks like a mobile number is one where no label stands before it, nor the header of an order number over its cell.
    """
    size = run(data, start, 1, LONGEST + 1)
    if LEAST <= size <= LONGEST and (of_key := keyed_by(data, start)):
        return of_key
    found = told(data, start)
    if found[0] not in (0, MARKET) or not LEAST <= size <= LONGEST:
        return found
    if (tag := tagged(data, start, start + size))[0] == NUMBER:
        return tag
    if cell_like(data[start : start + size]):  # 沪市 says nothing of a number to call
        above = column(data, start, start + size) if celled(data, start, start + size) else found
        return above if above[0] in AGAINST else found
    if found[0]:
        return found
    first, row, end = origin(data, start), barred(data, start), start + size
    found = told(data, first) if first < start else found
    before = spread(data, start), paused(data, start), noted(data, start)
    beside = named(data, end), remarked(data, start, end), keyed(data, start)
    within = owned(data, start, end), acting(data, start, end), tagged(data, start, end), user(data, start, end)
    among = told(data, row) if row < start else (0, "")
    over = among, led(data, first), column(data, start, end), paired(data, start, end)
    for one in (found, *before, *beside, *within, *over):
        if one[0]:
            return one
    for one in (inserted(data, start), bound(data, start, end)):
        if one[0]:
            return one
    return neighbour(data, start, end)


def celled(data: bytes, start: int, end: int) -> bool:
    """A number fills a cell whose borders are no spaces; quotes may stand around it."""
    start -= data[start - 1 : start] in QUOTED
    end += data[end : end + 1] in QUOTED
    return (start == 0 or data[start - 1] in HARD) and (end >= len(data) or data[end] in HARD)


def paused(data: bytes, start: int) -> tuple[int, str]:
    """The label of an account right before a comma and the number: 帮我查下资金账号，88012345这个."""
    at = start - len(PAUSE)
    if not data.endswith(PAUSE, 0, start):
        return 0, ""
    kind, word, end = context.nearest(data, context.window(data, at), at)
    return (kind, word) if kind in PAUSED and context.filler(data, end, at) else (0, "")


def noted(data: bytes, start: int) -> tuple[int, str]:
    """The label before a note in brackets that stands right before the number: 一码通账户号码（由代理机构填写）：180012345678."""
    at = start
    for _ in range(2):
        at -= next((len(sign) for sign in BEHIND_NOTE if data.endswith(sign, 0, at)), 0)
    size = next((len(sign) for sign in NOTE_CLOSED if data.endswith(sign, 0, at)), 0)
    low = max(0, at - MOST_NOTED)
    opening = max(data.rfind(sign, low, at - size) for sign in NOTE_OPENED) if size else -1
    if opening < 0 or b"\n" in data[opening:at]:
        return 0, ""
    kind, word, end = context.nearest(data, context.window(data, opening), opening)
    return (kind, word) if kind in NOTED and context.filler(data, end, opening) else (0, "")


def spread(data: bytes, start: int) -> tuple[int, str]:
    """The label spaced out before a number, as forms and recognised pictures have it: 资 金 账 号：88012345."""
    if not SPREAD.search(data, max(0, start - CLOSE_BY), start):
        return 0, ""
    text = SPACED.sub(b"", data[context.window(data, start) : start])
    return context.label_in(text, 0, len(text))


def named(data: bytes, end: int) -> tuple[int, str]:
    """The label behind a number that ends at ``end``: 88012345这个资金账号, 88012345（资金账号）."""
    end += next((len(sign) for sign in CLOSING if data.startswith(sign, end)), 0)
    pointing = next((word for word in POINTING if data.startswith(word, end)), b"")
    naming = next((word for word in NAMING if data.startswith(word, end)), b"")
    if not pointing and not naming:
        return 0, ""
    at = end + len(pointing or naming)
    for _ in range(MOST_WHOSE):
        at += next((len(word) for word in WHOSE if data.startswith(word, at)), 0)
    kind, word = starting(data, at)
    behind = at + len(word)
    while data.startswith(FILLER[:2], behind):  # 号码
        behind += 3
    follows = data[behind : behind + 1]
    spoken = not pointing and follows >= b"\x80" and not data.startswith(ENDS, behind)
    if not kind or spoken or (follows and follows in MORE) or starting(data, behind)[0] in AGAINST:
        return 0, ""
    return kind, word.decode()
