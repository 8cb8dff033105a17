"""What a column holds, by what it is called: the names of its kind, and the labels that say the same in texts.

A header is read as Chinese words to its end (上海股东账户 ends with 股东账户) and as words in Latin letters, joined in whatever
way: cardNo, card_no, CARD-NO, customerMobileNo. The longest of what fits decides, so that 自营证券账户 and orderNo name nothing.
What ends with name or address may be no one's (event_name, remote_addr), and is taken whole; a name alone is whose the key above
it says (``owners``).
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import cache, lru_cache

from zhengan.masking import lexicon, owners
from zhengan.masking.kinds import labels
from zhengan.masking.kinds.every import EVERY
from zhengan.masking.plain import context

# A machine's or a file's address is nobody's, nor where goods are delivered.
MACHINES = (
    "ip", "mac", "url", "网", "主机", "服务", "接口", "回调", "合约", "前置", "交易前置", "行情", "下载", "文件", "图片", "链接",
    "登录", "内存", "起始", "结束", "钱包", "邮箱服务", "仓库", "交割", "库点", "交货", "提货",
    "产地", "数据库", "访问", "跳转",
)  # fmt: skip
LABELLED = {
    labels.ID: "resident_id", labels.PHONE: "mobile", labels.CARD: "bank_card", labels.SECURITIES: "securities_account",
    labels.FUTURES: "futures_code", labels.FUND: "fund_account", labels.PASSPORT: "passport", labels.PERMIT: "permit",
    labels.AMOUNT: "", labels.NUMBER: "",
}  # fmt: skip
ASKS = ("是否", "有无", "is", "has", "can", "need", "enable", "allow", "show", "send", "support",
        "encrypted", "hashed", "masked")  # fmt: skip
NUMBER, DIGITS = re.compile(r"(?:号码|号|编号|號碼|號|number|num|no)$"), re.compile(r"(?<=[^0-9])[0-9]{1,2}$")
SIGNS = "\"'*＊:：[]【】 "
WORDED = ("name", "address", "email")
VAGUE = (
    "card contact identity permit a/c account_content accts acct clientid shcode szcode shno szno 沪a 深a 沪b 深b 沪市 深市 "
    "沪户 深户 主叫 被叫 改打 改拨 拨打 撥打 改撥 外线： 外线: 联系号： 联系号: 客户编码 办公： 宅： 联系： 联系: 新号"
)
"""Labels that say enough of a number beside them, and not of whatever a column holds."""
PERSONS = (
    "khxm xingming lxr lxrxm skr skrxm fkr fkrxm jbr jbrxm linkman contact contactperson applicant payee payer legalperson "
    "legalrep guardian cardholder spouse acctnm custnm cstnm clientnm fullnm"
)
"""Fields of persons that do not end with ``name``."""
PARTS_OF_NAMES = (
    "firstname", "lastname", "givenname", "middlename", "familyname", "surname", "forename", "姓", "名", "姓氏",
)  # fmt: skip
"""One column for each part of a name; 品名 and 域名 are none."""
HEADERS = {
    "securities_account": "shareholdercode uniaccount uniacct shaaccount szaaccount shbaccount szbaccount shaacct "
    "szaacct shholder szholder",
    "fund_account": "zczh 持有人账户 持有人账号 理财账户 理财账号 "
    "衍生品合约账户 衍生品合约账号 衍生品账户 衍生品账号 期权合约账户 期权合约账号 "
    "taaccount taacct taacc marginaccount marginacct marginacc tradeaccount tradeacct tradeacc tradingaccount "
    "taacco taaccountid transactionaccountid",
    "futures_code": "futuresaccount futuresacct futuresacc futuaccount futuacct futuacc futureaccount futureacct futureacc",
    "bank_card": "dfzh skzh fkzh dfyhzh 第三方存管账户 三方存管账户 存管账户 存管银行账户 存管帐户 "
    "开户行账号 开户行帐号 开户行账户 开户行帐户 payeeaccount payeeacct payeeacc payeraccount payeracct payeracc "
    "bankacco bankacctcode depositacct depositacco",
    "mobile": "lxrsj lxrsjh dhhm jtdh zzdh bgdh dwdh mobilephone mobiletelephone linktel linkphone",
    "resident_id": "zjbh 身份证明号码 身份证明号 身份证明编号 身份证明文件号码 身份证明文件号 身份证明文件编号",
    "name": "fddbr fddbrxm frdb frdbxm frxm fzr fzrxm dlr dlrxm sqdlr sqdlrxm wtdlr wtdlrxm jjlxr jjlxrxm sjkzr sjkzrxm "
    "syr syrxm "
    "xm khqc gdxm 客户全称 客户简称 投资者全称 被回访人 授权代表 质押人 融资人 与会人",
    "email": "email地址 e-mail地址 mail地址 邮箱地址 邮件地址 电邮地址",
    "address": "dz lxrdz zcdz bgdz zjdz sfzdz jzdz dwdz yjdz regaddr registeredaddr registeredaddress commaddr commaddress "
    "communicationaddr communicationaddress permaddr officeaddr officeaddress workaddr workaddress companyaddr companyaddress "
    "permanentaddr permanentaddress currentaddr currentaddress livingaddr livingaddress certaddr certaddress idcardaddr "
    "postaladdr postaladdress 居住地 现居住地 现住地 linkaddr linkaddress mailaddr 住所 住所地 经常居住地",
}  # fmt: skip
"""What columns are called beside the names of their kinds. Not receiver, holder and cell, which may be a queue, a lock and a
square of a sheet: there the values decide, as in any text."""
COUNTED = owners.words(
    "ye je yj zzc jzc kyye zjye dqye djzj djje sxf yhs ghf htxh sbxh 佣金 印花税 过户费 规费 税费 利息 盈亏 浮动盈亏 入金 出金"
)
"""Columns of amounts and of orders, whose names say in a text too little of a number beside them."""
DOINGS = owners.words(
    "记录 复核 审核 审批 经办 制单 记账 主持 出席 列席 缺席 请假 主讲 主班 副班 值班 录入 经手 校对 审稿 摄影 撰稿 编审"
)
"""What somebody does, which in a form stands before who has done it: at the end of a longer header it is the thing (回访记录,
客户审核), and alone it may be what came of it."""
OTHER_NAMES = ("英文名", "中文名", "外文名", "别名", "拼音", "名字", "昵称")
"""Things have them, too: 证券英文名, 字段别名."""
NO_PERSONS = "用户名 签名 签字 操作员 柜员 交易员 坐席 座席 username nickname uname displayname"
"""Beside these stand names, and in columns what people log in with, or the figures of a signature."""
SECURITIES_HAN = re.compile(
    "(?:证券|股票|基金|产品|债券|合约|品种|标的|商品|指数|权证|期权|转债|理财|證券|產品)(?:中文|英文)?(?:名称|简称|全称|名稱|簡稱|名)?$"
)
SECURITIES = owners.words(
    "zqmc zqjc gpmc gpjc jjmc jjjc cpmc cpjc zqqc cpqc stockname stocknm stkname stknm secuname secname securityname "
    "securitiesname fundname prodname productname bondname instrumentname symbolname secuabbr stkabbr stockabbr"
)
"""What columns of the names of securities and products are called: 毛戈平 and 谢瑞麟 are no persons there."""
WHOSE = owners.words(
    "cust customer client investor holder shareholder stockholder employee emp staff trader adviser advisor agent repr instrepr "
    "transactor beneficiary guarantor user"
)
BARE = owners.NAMES | {"fname"}
"""Behind one of those words, and no other between them, these are a person's: cust_full_name. (What people log in with is known
as a whole.)"""
TEXTUAL = "c vc v s str sz t vch nvc"
PREFIXES = {"name": frozenset(f"{TEXTUAL} n l f en".split()), "address": frozenset(TEXTUAL.split())}
"""What says of which type a column is, before its name: VC_CUSTNAME, sCustName. What stands behind it is the whole name."""
PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
ENDED = re.compile(r"[，,。；;：:|\r\n]")
"""Where the name of what a column holds is over in a comment, and its explanation begins."""
POSTAL = re.compile(r"[及和与、](?:邮政编码|邮编)$")
"""What stands beside another thing in one column: 通讯地址及邮编."""
REMARK = re.compile(r"[（(].*[)）]$")
WHICH = re.compile(
    r"(?<=[^\x00-\x7f])[_-](普通|信用|期权|期货|两融|融资融券|主|辅|副|备用|常用|新|旧|原|现|变更前|变更后|修改前|修改后|沪|深|沪市|深市|"
    r"上海|深圳|[AB]股|人民币|港币|美元|本人)$"
)
"""Which of several columns of one sort this is: 资金账号_普通."""



def kind_of_header(header: str) -> str:
    """The kind that a column's header names, or ''. What stands before a dot may say whose a name is: stock.name."""
    keys = [key for key in header.split(".") if key.strip(SIGNS) and not key.isdecimal()]  # 姓名.1 is a second column of names
    if len(keys) < 2 or not owners.bare(keys[-1]):
        return meaning(keys[0] if len(keys) == 1 else header) or ""
    who = owners.of(keys[:-1])
    return "name" if who == owners.PERSON else (meaning(keys[-1]) or "") if who == owners.NOBODY else ""


@lru_cache(4096)
def meaning(header: str) -> str | None:
    """The kind that a header names by itself, "" where it says that it names none, None where it says nothing."""
    word = "".join(header.split()).strip(SIGNS)
    word = DIGITS.sub("", WHICH.sub("", POSTAL.sub("", REMARK.sub("", word))).split("/")[0])
    parts = [part.lower() for part in PARTS.findall(word)] if word.isascii() else []
    low = joined(word)
    if low.startswith(MACHINES) or (parts or [low])[0].startswith(ASKS[:2]) or parts[:1] in [[one] for one in ASKS]:
        return known().get(low, "")
    thing = next((low.removesuffix(one) for one in OTHER_NAMES if low.endswith(one)), "")
    if owners.han(thing) == owners.THING or thing.endswith(("字段", "表", "列")):
        return ""
    ends = ["".join(parts[k:]) for k in range(len(parts))] or [low[k:] for k in range(max(1, len(low) - 1))]
    if not parts:
        ends = [end for k, end in enumerate(ends) if not (k and end in DOINGS)]
    typed = known().get(ends[1], "") if len(parts) > 1 and not owners.bare(ends[1]) else ""  # c_name may be anybody's
    if parts[:1] and parts[0] in PREFIXES.get(typed, ()) and ends[0] not in known():
        return typed
    said = next((kind for k, end in enumerate(ends) if (kind := named(end, bool(parts and k))) is not None), None)
    theirs = said is None and any(one in WHOSE and end in BARE for one, end in zip(parts, ends[1:], strict=False))
    return "name" if theirs else said


def whose(name: str, names: Sequence[str], stated: Container[str] = ()) -> str:
    """What a column goes by among all the ``names`` of its table: a name alone beside those of securities and of nobody is called
    by nothing, unless a policy has ``stated`` it."""
    if name in stated or not owners.bare(name):
        return name
    others = [one for one in names if not owners.bare(one)]
    return "" if owners.beside(others) == owners.THING and not any(map(kind_of_header, others)) else name


def second_header(name: str, remark: str) -> str:
    """What a column goes by: its name; where that says nothing, the beginning of a comment on it that does."""
    said = ENDED.split(remark.strip(), maxsplit=1)[0]
    if not said or kind_of_header(name) or speaks_against(name):
        return name
    return said if kind_of_header(said) or speaks_against(said) else name


def named(word: str, last: bool) -> str | None:
    """The kind of a word, "" where it names none, None where it says nothing. ``last``: others stand before it."""
    one = next((one for one in owners.singular(word) if one in known()), "")
    if one:
        return None if last and known()[one] in WORDED[:2] and one not in PARTS_OF_NAMES else known()[one]
    single = owners.singular(word)[-1]
    bare = NUMBER.sub("", single)
    if bare == single:
        return None
    kind = known().get(f"{bare}no", known().get(bare))  # card_number is card_no
    return "" if kind in WORDED else kind  # contactNo is nobody's name


@lru_cache(4096)
def of_securities(header: str) -> bool:
    """Whether a column's header says that it holds the names of securities or products."""
    word = DIGITS.sub("", REMARK.sub("", "".join(header.split()).strip(SIGNS).split(".")[-1]))
    parts = [part.lower() for part in PARTS.findall(word)] if word.isascii() else []
    named_so = any("".join(parts[k:]) in SECURITIES for k in range(len(parts)))
    return not kind_of_header(header) and (named_so or bool(SECURITIES_HAN.search(word)))


@lru_cache(4096)
def speaks_against(header: str) -> bool:
    """Whether a column's header says that a number in it is an amount, or that of an order, a ticket, a product: in text that
    label would speak against a mobile number or a card."""
    word = header.strip(" \t\r\n\"'").encode("utf-8", "replace")
    low = word.lower().translate(context.UNDERSCORED)
    if joined(word.decode()) in COUNTED:
        return True
    if not any(label in low for label, kind in labels.LABELS if kind in labels.AGAINST):
        return False
    return context.label_in(word, max(0, len(word) - labels.WINDOW), len(word))[0] in labels.AGAINST


@cache
def known() -> dict[str, str]:
    """Words in lower case without ``_`` → the kind that they name, "" for none."""
    made: dict[str, str] = {}
    vague, fields = VAGUE.split(), PERSONS.split()
    for kind, words in labels.WORDS.items():
        made |= {joined(word): LABELLED[kind] for word in words.split() if kind in LABELLED and joined(word) not in vague}
    made |= dict.fromkeys(lexicon.persons(), "name")
    for word, what in lexicon.keys().items():
        if what == "person" and (word.endswith("name") or word in fields):
            made[word] = "name"
        elif what == "home" and len(word) > 2:
            made[word] = "address"
        elif what == "other":
            made[word] = ""
    for one in EVERY:
        if one.personal:
            made |= {joined(word): one.name for word in one.columns}
    made |= dict.fromkeys(PARTS_OF_NAMES, "name") | {word: kind for kind, words in HEADERS.items() for word in words.split()}
    return made | dict.fromkeys(NO_PERSONS.split(), "")


def joined(word: str) -> str:
    """As headers are compared."""
    return word.lower().replace("_", "").replace("-", "")
