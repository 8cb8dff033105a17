"""Numbers that prove nothing by themselves: a label says what they are, or the letters in front of them do."""

from __future__ import annotations

from zhengan.masking.kinds import (
    fund_account,
    futures_code,
    passport,
    permit,
    resident_id,
    securities_account,
)
from zhengan.masking.kinds.labels import (
    ACCOUNT,
    AGAINST,
    FUND,
    FUTURES,
    ID,
    MARKET,
    PARTING,
    PASSPORT,
    PERMIT,
    SECURITIES,
)
from zhengan.masking.plain import context
from zhengan.masking.plain.columns import column
from zhengan.masking.plain.lists import neighbour, otherwise
from zhengan.masking.plain.reading import Reading, Value

MOST_SIGNS = 6
WIDE_DIGIT = 0xEF  # the first byte of one


def labelled(here: Reading) -> Value | None:
    """One group after a label of its kind."""
    digits = here.first.digits
    if not 7 <= len(digits) <= 16 or here.joined(1) or here.weak(1) or context.counted(here.data, here.start, here.end(1)):
        return None
    kind, word = here.label
    if kind == ID:
        kind, word = document(here.data, here.start)
    if kind == ACCOUNT:  # beside an account of Shanghai, 账户 is one of Shenzhen
        kind, word = max((kind, word), neighbour(here.data, here.start, here.end(1)), key=lambda one: one[0] == SECURITIES)
    name = {
        SECURITIES: "securities_account" if securities_account.valid(digits) else "",
        MARKET: "securities_account" if shenzhen(digits) else "",
        FUTURES: "futures_code" if futures_code.valid(digits) else "",
        FUND: "fund_account" if fund_account.valid(digits) else "",
        ACCOUNT: "" if otherwise(digits.encode()) else "fund_account",
        PASSPORT: "passport" if passport.valid(digits) else "",
        PERMIT: "permit" if permit.valid(digits) else "",
    }.get(kind, "")
    return Value(here.start, here.end(1), name, 1, f"“{word}”之后") if name else None


def shenzhen(digits: str) -> bool:
    """Ten digits from 0, as accounts in Shenzhen have them."""
    return len(digits) == 10 and digits[0] == "0"


def document(data: bytes, start: int) -> tuple[int, str]:
    """The sort of document whose number starts at ``start``, where it stands before the number or before its label:

    证件类型：台胞证，证件号码：12345678        台胞证,12345678 in a column of 证件号码
    """
    kind, word, end = context.nearest(data, context.window(data, start), start)
    at = parted(data, end - len(word.encode()) if kind == ID else start)
    kind, word, end = context.nearest(data, context.window(data, at), at)
    return (kind, word) if kind in (PASSPORT, PERMIT) and context.filler(data, end, at) else (0, "")


def parted(data: bytes, at: int) -> int:
    """``at`` before the signs and spaces that stand there."""
    for _ in range(MOST_SIGNS):
        at -= next((len(sign) for sign in PARTING if data.endswith(sign, 0, at)), 0)
    return at


def lettered(here: Reading, letters: bytes, width: int = 1) -> Value | None:
    """One or two letters that touch the group, each of ``width`` bytes: a Shanghai account, a passport, a permit; or three: an
    older residence permit."""
    digits, start, end = here.first.digits, here.start - len(letters) * width, here.end(1)
    size = end - here.start
    plain = size == len(digits) or (size == context.WIDE * len(digits) and here.data[here.start] == WIDE_DIGIT)
    if len(letters) > 3 or not plain or here.joined(1) or here.weak(1):
        return None
    text = letters.decode() + digits
    kind, word = here.label_before(len(letters) * width)
    if kind in AGAINST:
        return None
    if len(letters) == 3:
        return Value(start, end, "resident_id", 1, "国家代码、区划与出生日期相符") if resident_id.valid_older(text) else None
    name = kind_of(text, kind)
    if not name and kind_of(text, PASSPORT) + kind_of(text, PERMIT) and kind in (0, ID):
        kind, word = sorted_out(here.data, start, end, kind)
        name = kind_of(text, kind)
    why = f"“{word}”之后" if kind in (SECURITIES, PASSPORT, PERMIT) else "字母与位数相符"
    return Value(start, end, name, 1, why) if name else None


def sorted_out(data: bytes, start: int, end: int, kind: int) -> tuple[int, str]:
    """What the header of its column says of a document's number without a label of its own, or the sort of the document."""
    found = (kind, "") if kind else column(data, start, end)
    return document(data, start) if found[0] == ID else found


def kind_of(text: str, label: int) -> str:
    """The kind of letters and digits written together; "" for none."""
    plain = text[0].isupper() and (text[1].isupper() or text[1].isdigit())
    if securities_account.valid(text) and text[1].isdigit():
        return "securities_account" if plain or label == SECURITIES else ""
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
