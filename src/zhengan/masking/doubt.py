"""What looks like somebody's number and is not proven: a mistyped ID, a card number that fails its check.

A value that proves itself is masked, and what speaks for nothing passes. Between the two stands a number right behind a
word such as 卡号 that has the length of what the word promises, and fails. No machine should decide on it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from zhengan.kit.say import Say, say
from zhengan.masking.kinds import resident_id
from zhengan.masking.kinds.labels import (
    AGAINST,
    CARD,
    FILLER,
    FUND,
    FUTURES,
    ID,
    PASSPORT,
    PERMIT,
    PHONE,
    SECURITIES,
    WORDS,
)
from zhengan.masking.plain import context
from zhengan.masking.plain.letters import run_on
from zhengan.masking.plain.lexer import DIGIT, HYPHEN, SPACE, digits_of

REASONS: dict[str, str] = {
    "id_check": "形如居民身份证号，区划与出生日期相符，校验码不符",
    "id_label": "“身份证”等字样之后的号码不合居民身份证号的规则",
    "card_label": "“卡号”等字样之后的号码不合银行卡号的规则",
    "phone_label": "“手机”等字样之后的 11 位号码不在号段内",
    "account_label": "“股东账号”“资金账号”等字样之后的号码形式不明",
    "document_label": "“护照”“通行证”等字样之后的号码形式不明",
    "wrapped": "换行或排版标记把一个号码或姓名分成几段",
    "spaced": "“身份证”“卡号”“手机”等字样之后的号码，各段之间隔着多个空格、制表符或“ - ”",
    "column": "表格中有账号、证件、姓名等列，其值不能逐一证明",
    "attachment": "附件无法读取",
    "charset": "文字的编码无法读取",
    "encrypted": "邮件已加密，无法读取",
    "signed": "邮件带数字签名，脱敏会使签名失效",
    "reference": "内嵌文件的标识（Content-ID）中有个人信息，脱敏会使正文的引用失效",
    "time": "邮件过大或结构过繁，未能在限定时间内读完",
    "structure": "邮件结构有误，各部分无法可靠区分",
}


def reason_say(reason: str) -> Say:
    """The sentence of a reason, to be read in either language."""
    return say(REASONS[reason])


@dataclass(frozen=True)
class Doubt:
    """Characters ``[start, end)`` may hold a personal value; ``reason``: a key of ``REASONS``. Never the value itself."""

    start: int
    end: int
    reason: str


# How many digits what a word promises has, and why another number of that length behind the word is doubtful.
PROMISED: dict[int, tuple[int, int, str]] = {
    ID: (14, 18, "id_label"),
    CARD: (15, 19, "card_label"),
    PHONE: (11, 11, "phone_label"),
    SECURITIES: (8, 12, "account_label"),
    FUTURES: (8, 14, "account_label"),
    FUND: (6, 20, "account_label"),
    PASSPORT: (7, 9, "document_label"),
    PERMIT: (7, 11, "document_label"),
}
END = -1  # of a word, in the tree of them
KIND_OF = {word.lower().encode(): kind for kind in PROMISED for word in WORDS[kind].split()}
KIND_OF |= {word.replace(b"_", b" "): kind for word, kind in KIND_OF.items()}  # card no. 6228…
SAID = {b"card": CARD, b"mobile": PHONE, b"phone": PHONE, b"id": ID, b"passport": PASSPORT}
KIND_OF |= {word + b" " + what: kind for word, kind in SAID.items() for what in (b"no", b"number")}


def one_of(words: Iterable[bytes]) -> bytes:
    """A pattern for the longest of the words, in lower case, as a tree by their letters: where none begins a place is left at
    its first byte, which over megabytes makes a second of a minute. A word in ASCII begins behind no letter."""
    tree: dict[int, Any] = {}
    for word in words:
        node = tree
        for byte in word:
            node = node.setdefault(byte, {})
        node[END] = b"(?<![a-z]" + re.escape(word) + b")" if word.isascii() else b""
    return _branches(tree)


def _branches(node: dict[int, Any]) -> bytes:
    found = [re.escape(bytes([byte])) + _branches(behind) for byte, behind in node.items() if byte != END]
    found += [node[END]] if END in node else []
    return found[0] if len(found) == 1 else b"(?:" + b"|".join(found) + b")"


GAP = rb"(?:[ \t\"'=:()\[\]_.#/-]|\xc2\xa0|\xe3\x80\x80|" + b"|".join(map(re.escape, FILLER)) + rb"){0,8}"
NUMBER = rb"[A-Za-z]{0,2}(?:" + DIGIT + rb")(?:(?:" + HYPHEN + rb"|" + SPACE + rb")?(?:" + DIGIT + rb")){5,22}[xX]?"
# In lower case.
LABELLED = re.compile(rb"(?P<word>" + one_of(KIND_OF) + rb")" + GAP + rb"(?P<number>" + NUMBER + rb")(?!" + DIGIT + rb"|[*])")
EIGHTEEN = re.compile(rb"(?<![0-9A-Za-z.*])[1-9][0-9]{16}[0-9xX](?![0-9A-Za-z*])")


def doubts(data: bytes) -> list[Doubt]:
    """The doubtful numbers of a text that is masked already; places are bytes here."""
    found: dict[int, Doubt] = {}
    for match in EIGHTEEN.finditer(data):
        if nearly_id(match[0].decode()) and not context.amount(data, match.start(), match.end()):
            kind, _word = context.label(data, match.start())
            if kind not in AGAINST:
                found[match.start()] = Doubt(match.start(), match.end(), "id_check")
    proven = sorted(one.start for one in found.values())
    for match in LABELLED.finditer(data.lower()):
        start, end = match.span("number")
        before = bisect_right(proven, start)
        if (before and start < found[proven[before - 1]].end) or context.amount(data, start, end):
            continue
        low, high, reason = PROMISED[KIND_OF[match["word"]]]
        digits = len(digits_of(match["number"])) + match["number"][-1:].isalpha()
        # Behind a Chinese word letters may follow (卡号6228…ATM取款); behind an English one they make a token of it.
        ended = context.right_free(data, end) or (run_on(data, end) and not match["word"].isascii())
        if reason == "account_label" and context.counted(data, start, end):  # 资金账户 12938192 户
            continue
        if low <= digits <= high and ended and not hotline(match["number"]):
            found[start] = Doubt(start, end, reason)
    return [found[start] for start in sorted(found)]


def nearly_id(value: str) -> bool:
    """A region, a birth date, and a check digit that is wrong."""
    year, month, day = int(value[6:10]), int(value[10:12]), int(value[12:14])
    dated = resident_id.FIRST_YEAR <= year <= resident_id.LAST_YEAR and resident_id.is_date(year, month, day)
    return dated and resident_id.region(value[:17]) and not resident_id.valid18(value)


def hotline(number: bytes) -> bool:
    """A number of a firm, not of a person: 400, 800 and 95 lines."""
    return digits_of(number).startswith(("400", "800", "95"))
