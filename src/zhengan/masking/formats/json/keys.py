"""What the keys on the way to a value of JSON say of it: the last one, and those above where it says nothing, or not whose it is.

    {"customer": {"name": "张三"}}                  a person's
    {"stock": {"name": "贵州茅台"}}                 nobody's: searched as any text
    {"mobile": {"value": "13812345678"}}            what stands under mobile is one
    {"资金账号": {"普通": 88012345, "状态": "1"}}   what is one, of what stands under 资金账号
    {"payee": {"account": "88012345"}}              payee_account, as a column would be called
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from zhengan.masking import owners
from zhengan.masking.formats.keyed import MEASURED
from zhengan.masking.headers import WORDED, kind_of_header, meaning

NUMBERED = owners.words("number num no $numberlong")
CHANGED = owners.words(
    "before after old new from to oldvalue newvalue oldval newval beforevalue aftervalue previous current original prev "
    "fromstring tostring fromvalue tovalue oldcontent newcontent 原值 旧值 新值 原 旧 新 变更前 变更后 修改前 修改后 变更前内容 "
    "变更后内容 修改前内容 修改后内容 变更前值 变更后值 修改前值 修改后值 调整前 调整后"
)
"""What a value is called before and behind a change."""
WHICH = owners.words(
    "home work office street streetaddress line line1 line2 line3 primary secondary backup 主 备 主要 备用 常用 默认 首选 "
    "家庭 住宅 办公 单位 公司 详细 详细地址 街道 门牌 中文 英文 拼音 全称"
)
"""Which of several, or which part, of what is called by the key above."""
BARE = (
    owners.words("values v raw full first last middle given family zh cn en #text") | {*MEASURED, *NUMBERED} | CHANGED | WHICH
)
"""Keys that hold no more than what is called by the key above; under one of names, addresses or mails a number is none."""

ACCOUNTS = owners.words("account acct acc accounts 账号 账户 帐号 帐户 账户号 帳號 帳戶 賬號 賬戶")
"""Keys that do not say which account: the key above may."""
WHICHEVER = ("account_no", "fund_account")
"""What an account is called, and taken for, of which nothing says which it is."""
OTHERS = owners.words(
    "date time day month year datetime timestamp ts at open opened opening close closed closing create created update updated "
    "modify modified expire expired expiry effective start started begin end ended until since status state stat flag type kind "
    "category class level grade currency ccy balance bal amount amt limit quota ratio rate percent count cnt total sum version "
    "ver seq"
)
"""The last word of keys that say of something else than of a number: how it stands with it, since when, how much there is."""
OTHERS_HAN = tuple(owners.words(
    "日期 时间 日 年月 年份 月份 状态 状态码 标志 标识 类型 类别 种类 级别 等级 币种 余额 金额 "
    "限额 额度 比例 费率 利率 数量 次数 个数 版本 狀態 時間 餘額 金額 幣種 類型"
))  # fmt: skip
CODED = owners.words(
    "status state stat error err result ret return response currency branch org dept bank market exchange country area zip post "
    "reason type"
)
"""Before ``code``."""


class Above(NamedTuple):
    """The key above that says what a value is, and the kind that it names; nothing in either for none."""

    header: str
    kind: str


NONE = Above("", "")


def header(keys: Sequence[str], beside: Callable[[], Sequence[str]]) -> str:
    """What a value is called by as a column is by its header; '' where nothing is said. ``beside``: all keys of its object."""
    if not keys or (len(keys) > 1 and typing(keys[-2])):
        return ""
    if not owners.bare(keys[-1]):
        above, last = over(keys)
        return above if last else joined(keys) or keys[-1]
    who = owners.of(keys[:-1])
    if who == owners.PERSON:
        return ".".join(keys)
    if who == owners.THING:
        return ""
    others = [key for key in beside() if not owners.bare(key)]
    said = owners.beside(others)
    if said == owners.PERSON or any(kind_of_header(key) for key in others):
        return keys[-1]
    return keys[-1] if who == owners.NOBODY and said == owners.NOBODY else ""


def above(keys: Sequence[str]) -> Above:
    """The key above of whose kind a value is if it looks so; none where its own key says what it is."""
    called, last = over(keys)
    if not called and owners.plain(keys[-1] if keys else "") in ACCOUNTS and held_by(keys) in ACCOUNTS:
        return Above(*WHICHEVER)
    kind = "" if last or not called else kind_of_header(called)
    return Above(called, kind) if kind and kind not in WORDED else NONE


def over(keys: Sequence[str]) -> tuple[str, bool]:
    """The nearest key above that names a kind, where none below it says anything; whether these only hold its value."""
    below: set[str] = set()
    for k in range(len(keys) - 1, 0, -1):
        if owners.bare(keys[k]) or meaning(keys[k]) is not None or other(keys[k]):
            break
        below.add(keys[k].replace("_", "").lower())
        called = ".".join(keys[:k]) if owners.bare(keys[k - 1]) else keys[k - 1]
        called = next((one for one in (called, owners.stem(keys[k - 1])) if kind_of_header(one)), "")
        if kind := kind_of_header(called):
            return called, below <= (BARE - NUMBERED if kind in WORDED else BARE)
    return "", False


def joined(keys: Sequence[str]) -> str:
    """What an account is called by its own key with the one above, where both together name a kind; else ''."""
    if owners.plain(keys[-1]) not in ACCOUNTS:
        return ""
    above = held_by(keys)
    made = f"{above}_{keys[-1]}" if above.isascii() and keys[-1].isascii() else above + keys[-1]
    return made if above and kind_of_header(made) else ""


def held_by(keys: Sequence[str]) -> str:
    """The nearest key above that says more than that it holds something, and of it what says more; '' for none."""
    return next(filter(None, map(owners.stem, reversed(keys[:-1]))), "")


@lru_cache(4096)
def typing(key: str) -> bool:
    """Whether below a key stand the types of columns, by their names, as in Canal's messages: {"mysqlType": {"mobile": …}}."""
    return [word.lower() for word in owners.WORDS.findall(key)][-1:] in (["type"], ["types"])


@lru_cache(4096)
def other(key: str) -> bool:
    """Whether a key below that of a number says of something else: its day, its state, an amount."""
    if not key.isascii():
        return owners.plain(key).endswith(OTHERS_HAN)
    words = [word.lower() for word in owners.WORDS.findall(key)]
    return bool(words) and (words[-1] in OTHERS or (words[-1] == "code" and bool(CODED.intersection(words[:-1]))))
