"""Whose a name is, by the keys above it: customer.name is a person's, stock.name and logger.name are nobody's.

The nearest key that says anything decides, by its last word; keys that only hold things (data, result, items) say nothing. Of an
object the other keys speak too, where those above say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from zhengan.masking import lexicon


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


PERSON, THING, UNKNOWN, NOBODY = range(4)
"""What stands above: a person, a thing, a word that says nothing known; nothing at all, or what holds all sorts of things."""
NAMES = words(
    "name names fullname shortname cname ename cnname enname engname chname zhname chinesename englishname 名称 名字"
)
"""Keys that do not say whose the name is."""
ALIAS = re.compile(r"[A-Za-z]{1,2}[0-9]{0,2}")
"""Of a table, before its columns: T1.NAME."""
HOLDING = words(
    "data result results payload body content contents list items item records record rows row info infos information detail "
    "details basic base response resp request req profile object obj entity entities after before old new source src doc docs "
    "hit hits set array page params args query form input output values message msg root model dto vo"
)
HELD = re.compile("(?:基本|详细)?(?:数据|结果|信息|资料|明细|列表|清单|记录|详情)$")
PERSONS = words(
    "cust customer client user investor holder shareholder stockholder person people contact employee emp staff member owner "
    "director trader adviser advisor clerk teller student patient witness principal individual relative child parent father "
    "mother wife husband accountholder"
)
PERSONS_HAN = (
    "客户", "投资者", "用户", "员工", "股东", "人员", "顾问", "经理", "柜员", "会员", "董事", "监事", "高管", "配偶", "人",
    "客戶", "投資者", "員工", "股東",
)  # fmt: skip
THINGS = words(
    "stock fund product prod logger file host branch app application service server department dept company corp corporation "
    "organisation organization org orgs firm enterprise institution bank broker exchange security securities secu bond index "
    "plan portfolio strategy policy rule process thread event container pod image cluster namespace node device os browser "
    "metric metrics label labels queue topic bucket library artifact repo repository vendor supplier shop store merchant "
    "subsidiary team param property attribute header tool function span trace env environment domain zone region interface "
    "currency country city province instrument variety contract project system module menu role group"
)
THINGS_HAN = (
    "股票", "证券", "基金", "产品", "公司", "机构", "部门", "营业部", "银行", "券商", "主机", "服务", "文件", "应用",
    "系统", "项目", "合约", "债券", "指数", "行业", "地区", "角色", "权限", "接口", "模块", "组织", "单位", "企业",
    "商品", "品种", "菜单", "节点",
)  # fmt: skip
PERSONAL = words(
    "sex gender age birthday birthdate birth dob nationality marital maritalstatus idtype certtype 性别 年龄 出生日期 "
    "生日 民族 学历 职业 国籍 证件类型"
)
"""Keys of persons that name no kind."""
THINGS_BESIDE = words(
    "symbol ticker isin stockcode secucode securitycode fundcode bondcode prodcode productcode price lastprice closeprice "
    "logger loggername thread threadname hostname pid severity connector db 证券代码 股票代码 基金代码 产品代码 最新价 "
    "zqdm gpdm jjdm zqjc zqmc stkcode securitiescode securitiescd secid tscode cusip sedol openprice preclose zxj spj listdate "
    "listingdate marketcap 证券名称 证券简称 股票简称 股票名称 现价 收盘价 开盘价 涨跌幅 市盈率"
)
"""Keys that stand beside the name of a thing, or in a line of a log."""
WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def plain(word: str) -> str:
    """A key as it is compared."""
    return "".join(word.split()).lower().replace("_", "").replace("-", "").rstrip("0123456789")


def bare(key: str) -> bool:
    """Whether a key is that of a name, and does not say whose."""
    return plain(key) in NAMES


def singular(word: str) -> list[str]:
    """A word, and what it may be the plural of."""
    made = [word]
    if len(word) > 3 and word.isascii() and word.endswith("s") and not word.endswith("ss"):
        made += [f"{word[:-3]}y"] if word.endswith("ies") else []
        made += [word[:-2]] if word.endswith(("sses", "shes", "ches", "xes")) else []
        made.append(word[:-1])
    return made


def of(keys: Sequence[str]) -> int:
    """What the keys above a name say of whose it is, the nearest first."""
    for key in reversed(keys):
        if ALIAS.fullmatch(key.strip()):
            continue
        said = one(key)
        if said != NOBODY:
            return said
    return NOBODY


def column(table: str, name: str) -> str:
    """What a column of a table is called by: that of a stock's name with its table."""
    return f"{table}.{name}" if bare(name) and of([table]) == THING else name


def one(key: str) -> int:
    """The same of one key."""
    if not key.isascii():
        return han(plain(key))
    words = parts(key)
    for k in range(len(words)):
        for end in singular("".join(words[k:])):
            if end in persons():
                return PERSON
            if end in things():
                return THING
    return UNKNOWN if words else NOBODY


def parts(key: str) -> list[str]:
    """The words of a key in Latin letters, without those that only say that it holds something."""
    words = [word.lower() for word in WORDS.findall(key)]
    while words and HOLDING.intersection(singular(words[-1])):
        words.pop()
    return words


def stem(key: str) -> str:
    """A key without what only says that it holds something; '' where that is all."""
    return "_".join(parts(key)) if key.isascii() else HELD.sub("", plain(key))


def han(key: str) -> int:
    """The same of a key in Chinese: by how it ends, without what only says that it holds something."""
    key = HELD.sub("", key)
    if not key:
        return NOBODY
    if key.endswith(THINGS_HAN):
        return THING
    return PERSON if key.endswith(PERSONS_HAN) or key in lexicon.persons() else UNKNOWN


@cache
def persons() -> frozenset[str]:
    """Words of persons; account.name is the name of who holds it."""
    fields = {word for word, what in lexicon.keys().items() if what == "person"}
    return PERSONS | fields | {word.removesuffix("name") for word in fields if word.endswith("name")} - things() - {""}


@cache
def things() -> frozenset[str]:
    """Words of what is no person."""
    fields = {word for word, what in lexicon.keys().items() if what == "other"}
    return (THINGS | fields | {word.removesuffix("name") for word in fields if word.endswith("name")}) - PERSONS - {""}


def beside(keys: Iterable[str]) -> int:
    """What the other keys of an object say of whose its name is."""
    held = {plain(key) for key in keys}
    if held & PERSONAL:
        return PERSON
    return THING if held & THINGS_BESIDE else NOBODY
