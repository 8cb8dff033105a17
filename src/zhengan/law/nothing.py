"""Texts that say nothing: 无, 暂无, 待补充, N/A, a dash. They fill a field, and prove nothing."""

from __future__ import annotations

import re
import unicodedata

from zhengan.kit.say import Say, say

EMPTY = frozenset({
    "无", "没有", "暂无", "暂时没有", "尚无", "并无", "空", "略", "否", "不适用", "不详", "不明", "不清楚", "不知道", "未知",
    "未定", "未填", "未填写", "未登记", "未写", "未说明", "未设", "未设定", "未设置", "待定", "待补", "待补充", "待填", "待填写",
    "待写", "待登记", "待核实", "待确认", "待查", "待办", "无理由", "没有理由", "无说明", "无故障", "无缺陷", "无阈值",
    "none", "null", "nil", "no", "n/a", "na", "notapplicable", "nothing", "unknown", "tbd", "tba", "todo", "pending",
})  # fmt: skip
"""As read by ``_plain``: one form of each character, small letters, without spaces and marks at the ends."""

NOT_FILED = re.compile(
    r"无(?!锡)|[未没否]|尚[无未]|并[无未]|还没|暂[无未没]|不(?:曾|用|须|需|备)|待|正在|办理中|申请中"
    r"|pending|not |(?:none|nil|no)$|no (?:filing|number)"
)
"""How a text begins that says, where a filing number is asked for, that there is none."""
NOT_TOLD = re.compile(r"未(?:知|登记|填|写|说明|核实)|待(?:查|核|确认|补|填)|不[详明知清]|无从|unknown")
"""And how one begins that says only that the writer does not know it."""
HAS_NUMBER = re.compile(r"[0-9a-z]")


def says_nothing(text: str | None) -> bool:
    """Whether a text that should give a reason, a threshold or a fault gives none: missing, a word for none, marks alone."""
    return text is None or (plain := _plain(text)) == "" or plain.replace(" ", "") in EMPTY


def missing_text(item: str | Say, text: str | None) -> Say:
    """What is missing, with the words that stand there instead and say nothing."""
    if text is None:
        return item if isinstance(item, Say) else say(item)
    return say("{item}（所写“{text}”不说明什么）", item=item, text=text)


def filed_under(number: str | None) -> bool | None:
    """Whether a filing number is on record; False: the text says that there is none; None: it tells neither.

    A number has a digit or a Latin letter in it. 无, 未备案, 待办, none say that nothing was filed; 不详 or 见附件 say nothing.
    """
    plain = _plain(number or "")
    if NOT_TOLD.match(plain):
        return None
    if NOT_FILED.match(plain):
        return False
    return True if HAS_NUMBER.search(plain) and plain.replace(" ", "") not in EMPTY else None


def _plain(text: str) -> str:
    """Full-width forms and capitals made one, and no marks or spaces at the ends: ``（无）``, ``无。`` and ``无`` are alike."""
    one = unicodedata.normalize("NFKC", text).casefold()
    while one and unicodedata.category(one[0])[0] in "PSZC":
        one = one[1:]
    while one and unicodedata.category(one[-1])[0] in "PSZC":
        one = one[:-1]
    return " ".join(one.split())
