"""What a column holds where its header alone does not decide: its first values have a say.

账号 does not say which account, nor that there is one: people log in with a name, too. 深圳A股 may be a shareholder's account or
an amount. And a header may promise what the values are not: the addresses of machines under 下单地址, codes of banks under
bank_no, sentences under 审核. Of such a column nothing is masked whole; it is searched as any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from zhengan.kit.say import Name, Say, say
from zhengan.masking.headers import DOINGS, SIGNS, joined, kind_of_header, meaning, speaks_against
from zhengan.masking.kinds.every import BY_NAME as KINDS
from zhengan.masking.lexicon import doubles, is_han

LOOKED_AT = 2000
"""So many values have a say."""
NEARLY, HALF, HARDLY = 0.8, 0.5, 0.05
ACCOUNT_HAN = re.compile(r"(?:[账帐帳賬][号号號户戶])(?:[号號]码?|编号|代码|[iI][dD])?$")
ACCOUNT = re.compile(
    r"(?:^|(?<=[_\W])|(?<=[a-z])(?=A))(?:account|acct|acc|acco)(?:code|cd)?$|^(?:acct?|account)(?:_?(?:no|num|id))?$"
    r"|(?:^|_)zhh?(?:bh|hm|dm|id)?$", re.IGNORECASE,
)  # fmt: skip
LOGIN = "登录", "登陆", "登入"
"""What people log in with may be their account."""
MARKET = re.compile(
    r"(?:[沪深京滬]|上海|深圳|上交所|深交所|北交所|股转|三板)市?(?:[ABＡＢ]股?)?(?:股东|股東)?(?:[账帐]?[号户]|代码)?$"
    r"|(?:^|[_.])(?:sh|sz|sse|szse|bj)(?:[ab]|_?(?:code|no|holder))?$", re.IGNORECASE,
)  # fmt: skip
SHAREHOLDER = re.compile(r"[A-Fa-f][0-9]{9}|[02][0-9]{9}")
"""As accounts of Shanghai and of Shenzhen are written: amounts begin with no 0."""
NUMBER = re.compile(r"[0-9]{7,19}|9[89][A-Fa-f][0-9]{9}")
LIKE = ("mobile", "resident_id", "bank_card")
"""What an account may be the number of; each proves itself."""
HOST = r"(?:(?:[0-9]{1,3}\.){3}[0-9]{1,3}|[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{12}|[0-9A-Fa-f:]*::?[0-9A-Fa-f:]+)"
MACHINE = re.compile(rf"(?:[a-z]+://\S+|{HOST}(?::[0-9]+|/[0-9]+)?(?:[ ,;|/@]+{HOST}(?::[0-9]+)?)*)", re.IGNORECASE)
CODES, CODE = ("bankno",), re.compile(r"[0-9A-Za-z]{1,4}")
"""What may be called a number of a bank, and is that of the bank itself."""
FIGURES = re.compile(r"(?!.*[0-9]{7})[-+.,:/% ]*[0-9][-+0-9.,:/% ]*")
"""Not those of an account, which are somebody's under whatever header."""
SENTENCE = re.compile(r"[。！？!?]|.{41}", re.DOTALL)
NO_NAMES = "“{name}”的表头像是姓名，值却不像：没有按姓名掩盖，只按文字查找；确是姓名的，请在策略中写 kind: name"
SOME = "“{name}”中有像账号的号码，其余不是：没有按账号掩盖，只按文字查找；是账号的，请在策略中写 kind: fund_account"
EMPTY = "“{name}”开头的值都是空的，认不出是不是账号：只按文字查找；是账号的，请在策略中写 kind: fund_account"


def kind(header: str, values: Sequence[str | None]) -> str:
    """The kind of a column by its header and its first values, or ''."""
    said = kind_of_header(header)
    shown = filled(values)
    if not shown or not asks(header):
        return said
    if said:
        return "" if vetoed(said, header, shown) else said
    if market(header):
        return "securities_account" if share(shown, SHAREHOLDER.fullmatch) >= NEARLY else ""
    return account(shown)


def note(header: str, values: Sequence[str | None], shown: str) -> Say | None:
    """What is said of a column whose values are not what its header promises, or are so in part. ``shown``: its name."""
    held = filled(values)
    if values and not any(value and value.strip() for value in values):
        return say(EMPTY, name=Name(shown)) if accounts(header) or market(header) else None
    if not held or not asks(header) or kind(header, values):
        return None
    if kind_of_header(header) == "name":
        return say(NO_NAMES, name=Name(shown))
    return say(SOME, name=Name(shown)) if accounts(header) and any(map(NUMBER.fullmatch, held)) else None


@lru_cache(4096)
def asks(header: str) -> bool:
    """Whether the values of a column with that header have a say."""
    said = kind_of_header(header)
    return said in ("name", "address") or (said == "bank_card" and coded(header)) or accounts(header) or market(header)


def accounts(header: str) -> bool:
    """Whether a header says that a number is an account, and not which."""
    word = header.split(".")[-1].strip(SIGNS)
    said = meaning(header)
    nothing = said is None or (said == "" and word.startswith(LOGIN))
    return nothing and not speaks_against(header) and bool((ACCOUNT if word.isascii() else ACCOUNT_HAN).search(word))


def market(header: str) -> bool:
    """Whether a header says of which market something is, and no more."""
    return not kind_of_header(header) and not speaks_against(header) and bool(MARKET.search(header.strip(SIGNS)))


def coded(header: str) -> bool:
    """Whether a header may mean the code of a bank."""
    return joined(header.strip(SIGNS)).endswith(CODES)


def account(values: Sequence[str]) -> str:
    """Which accounts some values are; '' where they are none."""
    like = next((one for one in LIKE if share(values, KINDS[one].valid) >= NEARLY), "")
    return like or ("fund_account" if share(values, NUMBER.fullmatch) >= NEARLY else "")


def vetoed(said: str, header: str, values: Sequence[str]) -> bool:
    """Whether the values are not of the kind that the header names."""
    if said == "address":
        return share(values, MACHINE.fullmatch) >= NEARLY
    if said == "bank_card":
        return share(values, CODE.fullmatch) >= NEARLY
    if joined(header.strip(SIGNS)) in DOINGS:  # 审核: who has, or what came of it
        return share(values, one_name) < HALF
    return share(values, no_name) > 1 - HARDLY


def one_name(value: str) -> bool:
    """Whether a value is a name; of four characters only with a surname of two: 常规回访, 修改密码."""
    han = len(value) == 4 and all(map(is_han, value))
    return KINDS["name"].valid(value) and (not han or value[:2] in doubles())


def no_name(value: str) -> bool:
    """Whether a value is neither a name nor that of a firm: figures, sentences."""
    return bool(FIGURES.fullmatch(value) or SENTENCE.search(value)) and not KINDS["name"].valid(value)


def share(values: Sequence[str], good: Callable[[str], object]) -> float:
    """Of how many of the values something holds."""
    return sum(bool(good(value)) for value in values) / len(values)


def filled(values: Sequence[str | None]) -> list[str]:
    """Those of the first values that say anything: not stars."""
    shown = [value.strip() for value in values[:LOOKED_AT] if value]
    return [value for value in shown if value.strip("*＊")]
