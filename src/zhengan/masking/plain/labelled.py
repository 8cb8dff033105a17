"""Numbers that prove nothing by themselves: a label says what they are, or the letters in front of them do."""

from __future__ import annotations

import re

from zhengan.masking.kinds import (
    fund_account,
    passport,
    permit,
    resident_id,
    securities_account,
)
from zhengan.masking.kinds.labels import (
    ACCOUNT,
    AGAINST,
    ASSIGNING,
    BARE,
    BEHIND_BARE,
    BEHIND_PAPERS,
    CARD,
    EMPTY,
    FIRMS,
    FUND,
    FUTURES,
    ID,
    MARKET,
    NO_PARTS,
    NUMBERED,
    PAPERS,
    PARTING,
    PASSPORT,
    PERMIT,
    REFERRING,
    SECURITIES,
    TICKED,
)
from zhengan.masking.plain import context
from zhengan.masking.plain.behind import aliased, compounded
from zhengan.masking.plain.columns import column
from zhengan.masking.plain.counters import client
from zhengan.masking.plain.lists import otherwise
from zhengan.masking.plain.reading import Reading, Value

MOST_SIGNS = 16
FURTHEST, LONGEST_CALL = 160, 24  # bytes to the sort of a document named before, and behind
MOST_MENTIONED = 6  # labels that are looked at behind a number
MOST_HEADED, LONGEST_HEAD = 4, 96  # labels of numbers under one sort of document, and bytes to the one before
MOST_WORDS, HAN = 6, re.compile(rb"[\xe4-\xe9][\x80-\xbf]{2}")
ABROAD = re.compile(rb"(?:" + passport.LETTERED.encode() + rb")(?![A-Za-z0-9_-])")
CARDED = (8, 9, 10)  # figures of a document
MOST_ABOVE, LONGEST_LINE, LONGEST_TITLE = 4, 128, 16  # lines above that count, bytes of one, characters of a title
TITLE = re.compile(rb"[ #*=]*((?:[\xe4-\xe9][\x80-\xbf]{2}){2,16})[ #*=\r]*")
BOX, LINE_OF_BOXES = re.compile(b"|".join((*EMPTY, *TICKED))), 192
BORDERS, INNER = frozenset(b",|;\t\r\n"), b"\"' "  # of the cells of a table, and what may stand within them beside what they hold
MOST_REFERRING, COMMAS = 4, tuple(text.encode() for text in ("，", ","))
WIDE_DIGIT = 0xEF  # the first byte of one
AROUND_SIGN = b" \"'\\"
TRADING, CLIENT, MOST_CLIENT = 12, 8, 10  # figures of a trading code, and of the client's part of one
MARKETS = {10: "securities_account", 12: "futures_code"}  # from 0, behind the name of a market
BROKERS = ("户", "号", "t", "T")  # the ends of labels of accounts
CLOSE_BY = 6  # bytes between 证券账户 and 账户
GROUPED = ((2, [4, 8]), (3, [4, 4, 4]))
TWELVE = {SECURITIES: "securities_account", FUTURES: "futures_code"}


def labelled(here: Reading) -> Value | None:
    """One group after a label of its kind."""
    if found := grouped(here):
        return found
    digits = here.first.digits
    joined = here.joined(1) and not compounded(here.data, here.start, here.end(1))
    if not 7 <= len(digits) <= 16 or joined or context.counted(here.data, here.start, here.end(1)):
        return None
    if here.weak(1) and not here.followed(here.label[0]):
        return None
    kind, word = aliased(here.data, here.end(1))
    if not kind:
        kind, word = here.label
    if kind == ID or (kind == CARD and len(digits) in CARDED):
        kind, word = document(here.data, here.start)
    if not kind and len(digits) in CARDED:
        kind, word = carded(here.data, here.start)
        if not kind:
            kind, word = in_row(here.data, here.start, here.end(1))
    if not kind and len(digits) == 10 and digits[0] == "0":
        kind, word = account_before(here.data, here.start)
    if kind == ACCOUNT and len(digits) == 10 and digits[0] == "0":  # the form of those in Shenzhen
        kind = SECURITIES
    name = fitting(kind, digits)
    if kind == ACCOUNT and not name and dated_account(here.data, here.start, digits):
        name = "fund_account"
    if kind == ACCOUNT and of_firm(here.data, here.start):
        return None
    if not name and kind in (SECURITIES, FUTURES, MARKET):
        before = beforehand(here.data, here.start)
        name, word = fitting(before[0], digits), before[1] or word
        if not name and kind in (SECURITIES, FUTURES):
            name = broker(here.data, here.start, digits, kind)
    elif kind == ACCOUNT and len(digits) in MARKETS:  # 证券账户子账户
        before = beforehand(here.data, here.start, CLOSE_BY)
        if before[0] == SECURITIES:
            (kind, word), name = before, "securities_account"
    return Value(here.start, here.end(1), name, 1, f"“{word}”之后") if name else None


def fitting(kind: int, digits: str) -> str:
    """What a number is after a label of a kind; "" where it has not the form."""
    return {
        SECURITIES: "securities_account" if securities_account.valid(digits) else "",
        MARKET: MARKETS.get(len(digits), "") if digits[0] == "0" else "",
        FUTURES: "futures_code" if len(digits) == TRADING else "",
        FUND: "fund_account" if fund_account.valid(digits) else "",
        ACCOUNT: "" if otherwise(digits.encode()) else "fund_account",
        PASSPORT: "passport" if passport.valid(digits) or passport.foreign(digits) else "",
        PERMIT: "permit" if permit.valid(digits) else "",
    }.get(kind, "")


def of_firm(data: bytes, start: int) -> bool:
    """A firm stands right before 账号 and its number: it is the firm's account at a bank."""
    kind, word, end = context.nearest(data, context.window(data, start), start)
    return kind == ACCOUNT and data.endswith(FIRMS, 0, parted(data, end - len(word.encode())))


def broker(data: bytes, start: int, digits: str, label: int) -> str:
    """What seven to nine figures right behind 证券账号, stkAcct, 期货账号 are: what the broker calls so is his own account; and
    behind 交易编码, the client's part of it. "" for neither."""
    _, word, end = context.nearest(data, context.window(data, start), start)
    if label == FUTURES and CLIENT <= len(digits) <= MOST_CLIENT and client(data, start, start + len(digits)):
        return "futures_code"
    if not word or not 7 <= len(digits) <= 9 or not context.filler(data, end, start):
        return ""
    if context.day(digits.encode()) and not assigned(data, end, start):
        return ""
    if word.endswith(BROKERS):
        return "fund_account"
    if label != FUTURES or word.encode().endswith(NO_PARTS):
        return ""
    return "futures_code" if len(digits) == CLIENT else "fund_account"


def assigned(data: bytes, at: int, start: int) -> bool:
    """A colon or = stands between the label that ends at ``at`` and the number, and nothing else but blanks and quotes: then
    even what looks like a date is its number."""
    signs = data[at:start].strip(AROUND_SIGN)
    return signs in ASSIGNING


def dated_account(data: bytes, start: int, digits: str) -> bool:
    """What looks like a date is the account right behind a label and its sign: 账号：20240105."""
    kind, _, end = context.nearest(data, context.window(data, start), start)
    return kind == ACCOUNT and context.day(digits.encode()) and assigned(data, end, start)


def beforehand(data: bytes, start: int, most: int = 0) -> tuple[int, str]:
    """The label before the nearest one and its word, where only punctuation stands between: 资金账号/股东代码：88012345,
    资金账号（大商所）88012345; or ``most`` bytes of anything."""
    _, word, end = context.nearest(data, context.window(data, start), start)
    at = end - len(word.encode())
    kind, word, end = context.nearest(data, context.window(data, at), at)
    return (kind, word) if kind and (at - end <= most or context.filler(data, end, at)) else (0, "")


def grouped(here: Reading) -> Value | None:
    """A number of twelve figures in groups: 交易编码 0168-12345678, 一码通 1800 1234 5678."""
    for count, shape in GROUPED:
        whole = here.at + count == len(here.chain)
        if whole and here.shape(count) == shape and not here.weak(count) and here.label[0] in TWELVE:
            return Value(here.start, here.end(count), TWELVE[here.label[0]], count, f"“{here.label[1]}”之后")
    return None


def document(data: bytes, start: int) -> tuple[int, str]:
    """The sort of document whose number starts at ``start``, where it stands before the number or before its label:

    证件类型：台胞证，证件号码：12345678        台胞证,12345678 in a column of 证件号码

    Both may stand in lines of their own.
    """
    kind, word, end = context.nearest(data, context.window(data, start), start)
    called = kind in (ID, CARD)  # cardType=台胞证 cardNo=12345678
    at = end - len(word.encode()) if called else start
    found = ticked(data, parted(data, at)) if called else (0, "")
    if not found[0]:
        found = sort_before(data, parted(data, at))
    if found[0] or not called:
        return found
    found = sort_before(data, parted(data, worded(data, at)))
    return found if found[0] else titled(data, at)


def sort_before(data: bytes, at: int) -> tuple[int, str]:
    """The sort of document that stands right before ``at``."""
    kind, word, end = context.nearest(data, context.window(data, at), at)
    return (kind, word) if kind in (PASSPORT, PERMIT) and context.filler(data, end, at) else (0, "")


def titled(data: bytes, at: int) -> tuple[int, str]:
    """The sort of document that one of the lines above names and nothing else: 台胞证⏎姓名 张三 证件号码 12345678."""
    low = data.rfind(b"\n", max(0, at - LINE_OF_BOXES), at) + 1
    for _ in range(MOST_ABOVE):
        end = low - 1
        if end <= 0:
            break
        low = data.rfind(b"\n", max(0, end - LONGEST_LINE), end) + 1
        title = TITLE.fullmatch(data, low, end)
        kind, word, behind = context.nearest(data, *title.span(1)) if title else (0, "", 0)
        if title and kind and behind == title.end(1):
            return (kind, word) if kind in (PASSPORT, PERMIT) else (0, "")
    return 0, ""


def carded(data: bytes, start: int) -> tuple[int, str]:
    """The sort of document above a line of nothing but 号码 and the number at ``start``, as what is read from a card has it."""
    at = start
    for _ in range(MOST_REFERRING):
        at -= next((len(word) for word in BEHIND_BARE if data.endswith(word, 0, at)), 0)
    size = next((len(word) for word in BARE if data.endswith(word, 0, at)), 0)
    return titled(data, at - size) if size and data[at - size - 1 : at - size] == b"\n" else (0, "")


def in_row(data: bytes, start: int, end: int) -> tuple[int, str]:
    """The sort of document that ends the cell before that of the number in ``[start, end)``: | 台胞证 | 12345678 |."""
    low, high = inner(data, start, -1), inner(data, end, 1)
    parted_there = low > 0 and data[low - 1] in BORDERS and data[low - 1] not in b"\r\n"
    if not parted_there or (high < len(data) and data[high] not in BORDERS) or context.day(data[start:end]):
        return 0, ""
    return sort_before(data, inner(data, low - 1, -1))


def inner(data: bytes, at: int, way: int) -> int:
    """``at`` past the quotes and spaces that stand there, to the left (-1) or to the right (1)."""
    for _ in range(MOST_SIGNS):
        one = data[at - 1 : at] if way < 0 else data[at : at + 1]
        if not one or one not in INNER:
            break
        at += way
    return at


def ticked(data: bytes, at: int) -> tuple[int, str]:
    """The sort of document behind the tick in a line of boxes that ends at ``at``."""
    low = max(data.rfind(b"\n", 0, at) + 1, at - LINE_OF_BOXES)
    signs = sorted(found.span() for found in BOX.finditer(data, low, at))
    tick = next((end for start, end in reversed(signs) if data[start:end] in TICKED), 0)
    if not tick or all(data[start:end] in TICKED for start, end in signs):
        return 0, ""
    stop = next((start for start, _ in signs if start >= tick), at)
    kind, word, _ = context.nearest(data, tick, stop)
    return (kind, word) if kind in (PASSPORT, PERMIT) else (0, "")


def clause_before(data: bytes, start: int) -> tuple[int, str]:
    """The sort of document that the clause before says of the number at ``start``: 护照由其保管，号码D12345678."""
    at = start
    for _ in range(MOST_REFERRING):
        at -= next((len(word) for word in REFERRING if data.endswith(word, 0, at)), 0)
    comma = next((len(sign) for sign in COMMAS if data.endswith(sign, 0, at)), 0)
    if not comma:
        return 0, ""
    kind, word, _ = context.nearest(data, context.window(data, at - comma), at - comma)
    return (kind, word) if kind in (PASSPORT, PERMIT) else (0, "")


def called_paper(data: bytes, at: int) -> bool:
    """The number at ``at`` is called that of a document: 原证号 C12345678."""
    for _ in range(MOST_REFERRING):
        at -= next((len(word) for word in BEHIND_PAPERS if data.endswith(word, 0, at)), 0)
    return data.endswith(PAPERS, 0, at)


def worded(data: bytes, at: int) -> int:
    """``at`` before the Chinese words that its label begins with: 投资人 in 投资人证件号码."""
    for _ in range(MOST_WORDS):
        at -= 3 * (HAN.fullmatch(data, max(0, at - 3), at) is not None)
    return at


def parted(data: bytes, at: int) -> int:
    """``at`` before the signs and spaces that stand there."""
    for _ in range(MOST_SIGNS):
        at -= next((len(sign) for sign in PARTING if data.endswith(sign, 0, at)), 0)
    return at


def lettered(here: Reading, letters: bytes, width: int = 1) -> Value | None:
    """One or two letters that touch the group, each of ``width`` bytes: a Shanghai account, a passport, a permit; or three: an
    older residence permit."""
    if width == 1 and (found := abroad(here, len(letters))):
        return found
    digits, start, end = here.first.digits, here.start - len(letters) * width, here.end(1)
    size = end - here.start
    plain = size == len(digits) or (size == context.WIDE * len(digits) and here.data[here.start] == WIDE_DIGIT)
    if len(letters) > 3 or not plain or here.joined(1):
        return None
    text = letters.decode() + digits
    kind, word = here.label_before(len(letters) * width)
    if kind in AGAINST or (here.weak(1) and not here.followed(kind)):
        return None
    kind = ID if kind == CARD else kind
    if len(letters) == 3:
        return Value(start, end, "resident_id", 1, "国家代码、区划与出生日期相符") if resident_id.valid_older(text) else None
    name = kind_of(text, kind)
    if not name and kind in (0, ID) and kind_of(text, PASSPORT) + kind_of(text, PERMIT):
        kind, word = sorted_out(here.data, start, end, kind)
        name = kind_of(text, kind)
        if not name and kind in (0, ID):
            kind, word = nearby(here.data, start)
            name = kind_of(text, kind) if own(text, kind) else ""
            if not name:
                kind, word = called_behind(here.data, end)
                name = kind_of(text, kind)
            if not name and not dated(text[1:]):
                kind, word = mentioned(here.data, end, text)
                name = kind_of(text, kind)
    why = f"“{word}”之后" if kind in (SECURITIES, PASSPORT, PERMIT) else "字母与位数相符"
    return Value(start, end, name, 1, why) if name else None


def abroad(here: Reading, letters: int) -> Value | None:
    """A passport of Canada or Germany, which has few digits in a row, after a label or in a column of passports."""
    start = here.start - letters
    found = ABROAD.match(here.data, start)
    return foreign(here, start, found.end()) if found and passport.mixed(found[0].decode()) else None


def foreign(here: Reading, start: int, end: int) -> Value | None:
    """What has the form of another country's passport in ``[start, end)``, in or before the group: after a label, in a column
    of passports, or where the sort of the document says so."""
    kind, word = here.label_before(here.start - start)
    kind = ID if kind == CARD else kind
    if kind in (0, ID):
        kind, word = sorted_out(here.data, start, end, kind)
        if kind in (0, ID):
            kind, word = called_behind(here.data, end)
    return Value(start, end, "passport", 1, f"“{word}”之后") if kind == PASSPORT else None


def sorted_out(data: bytes, start: int, end: int, kind: int) -> tuple[int, str]:
    """What the header of its column says of a document's number without a label of its own, or the sort of the document."""
    found = (kind, "") if kind else column(data, start, end)
    if not found[0]:
        found = clause_before(data, start)
        found = found if found[0] else in_row(data, start, end)
        return headed(data, start) if not found[0] and called_paper(data, start) else found
    if found[0] != ID:
        return found
    found = document(data, start)
    return found if found[0] else headed(data, start)


def headed(data: bytes, at: int) -> tuple[int, str]:
    """The sort of document that the line named before other labels: 往来港澳通行证换发：原证号 C12345678，新证号 C87654321."""
    first = data.rfind(b"\n", 0, at) + 1
    for _ in range(MOST_HEADED):
        kind, word, end = context.nearest(data, max(first, at - LONGEST_HEAD), at)
        if kind != ID:
            return (kind, word) if kind in (PASSPORT, PERMIT) else (0, "")
        at = end - len(word.encode())
    return 0, ""


def nearby(data: bytes, start: int) -> tuple[int, str]:
    """The sort of document that was named last before the number at ``start``, be it in the line above; 证件号码 names none."""
    at, kind, word = start, 0, ""
    for _ in range(MOST_HEADED):
        kind, word, end = context.nearest(data, max(0, start - FURTHEST), at)
        if kind != ID:
            break
        at = end - len(word.encode())
    return (kind, word) if kind in (PASSPORT, PERMIT) else (0, "")


def account_before(data: bytes, start: int) -> tuple[int, str]:
    """``SECURITIES`` and its word where that is the label named last before ten digits from 0: 以下证券账户：甲某 0123456789."""
    kind, word, _ = context.nearest(data, max(0, start - FURTHEST), start)
    return (kind, word) if kind == SECURITIES else (0, "")


def called_behind(data: bytes, end: int) -> tuple[int, str]:
    """The sort of document that is named behind its number: 持PA0513775号外国护照."""
    if not data.startswith(NUMBERED, end):
        return 0, ""
    kind, word, _ = context.nearest(data, end + len(NUMBERED), min(len(data), end + LONGEST_CALL))
    return (kind, word) if kind in (PASSPORT, PERMIT) else (0, "")


def mentioned(data: bytes, end: int, text: str) -> tuple[int, str]:
    """The sort of document whose form ``text`` has, where its line speaks of it further on: 证件号码C12345678，通行证有效期至…"""
    line = data.find(b"\n", end, end + LONGEST_HEAD)
    stop = line if line >= 0 else min(len(data), end + LONGEST_HEAD)
    for _ in range(MOST_MENTIONED):
        kind, word, at = context.nearest(data, end, stop)
        if kind in (PASSPORT, PERMIT) and own(text, kind):
            return kind, word
        if not kind:
            break
        stop = at - len(word.encode())
    return 0, ""


def own(text: str, kind: int) -> bool:
    """Letters and digits in capitals as documents of this country have them."""
    return text[:2].upper() == text[:2] and (passport.valid(text) if kind == PASSPORT else permit.valid(text))


def kind_of(text: str, label: int) -> str:
    """The kind of letters and digits written together; "" for none."""
    plain = text[0].isupper() and (text[1].isupper() or text[1].isdigit())
    if securities_account.valid(text) and text[1].isdigit():
        return "securities_account" if plain or label == SECURITIES else ""
    if label == PASSPORT and passport.foreign(text):
        return "passport"
    if passport.valid(text) and (label == PASSPORT or (plain and text[0] in "EG" and not dated(text[1:]))):
        return "passport"
    if permit.valid(text) and (label == PERMIT or (plain and text[0] in "HM" and not dated(text[1:]))):
        return "permit"
    return ""


def dated(digits: str) -> bool:
    """Begins like a date of this or the last century: a batch number rather than a document."""
    if len(digits) < 8 or not digits.isdigit() or digits[:2] not in ("19", "20"):
        return False
    return resident_id.is_date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
