"""Passports of China: E, G or D and eight digits, E with a letter and seven; service passports, and those of other countries,
after a label."""

from __future__ import annotations

import re

from zhengan.masking.kinds.base import Case, Keep, Kind

FORM = re.compile(r"[EGDSP]\d{8}|E[A-HJ-NP-Z]\d{7}|[DSP]E\d{7}|1[45]\d{7}", re.ASCII | re.IGNORECASE)
FOREIGN = re.compile(r"[A-Z]\d{7,8}|[A-Z]{2}\d{7}|\d{9}", re.ASCII | re.IGNORECASE)
# Of Canada, of Singapore, and of Germany: nine letters and digits without vowels. Their digits alone are too few to be looked at.
LETTERED = (
    r"[A-Z]{2}[0-9]{6}|[A-Z][0-9]{7}[A-Z]|[CFGHJKLMNPRTVWXYZ]{3}[0-9]{6}"
    r"|[CFGHJKLMNPRTVWXYZ]{1,3}[0-9](?=[0-9]*[A-Z])[0-9CFGHJKLMNPRTVWXYZ]{4,7}"
)
FRENCH = r"[0-9]{2}[A-Z]{2}[0-9]{5}"
ABROAD, MIXED = re.compile(LETTERED), 9


def valid(value: str) -> bool:
    """One of the forms."""
    return FORM.fullmatch(value) is not None


def foreign(value: str) -> bool:
    """Letters and digits as passports of other countries have them; they prove nothing without a label."""
    return FOREIGN.fullmatch(value) is not None or mixed(value) or re.fullmatch(FRENCH, value) is not None


def mixed(value: str) -> bool:
    """Two letters and six digits, or nine characters of both."""
    return ABROAD.fullmatch(value) is not None and (len(value) == MIXED or value[2:].isdigit())


KIND = Kind(
    name="passport",
    zh="护照号",
    en="passport",
    form="E、G 加 8 位，E 加字母加 7 位；D、S、P 加 8 位、小写、9 位数字、外国护照（1–2 个字母加 6–8 位、"
    "数字夹字母 9 位）须有“护照”字样",
    valid=valid,
    keep=Keep(2, 2),
    rank=9,
    source="GA/T 704",
    verified=False,
    columns=("护照", "护照号", "passport", "passport_no"),
    cases=(
        Case("PB0513775号合同，持PA0513775号外国护照，持C01X78783号外国护照", ("PA0513775", "C01X78783"), "号码之后说是护照"),
        Case("護照號碼 D12345678", ("D12345678",), "繁体"),
        Case("护照由本人保管，证号：D12345678", ("D12345678",), "前一分句说明证件类型"),
        Case("护照，订单 D12345678", (), "前一分句之后另有所指"),
        Case("持E12345678入境", ("E12345678",)),
        Case("护照 EA1234567", ("EA1234567",)),
        Case("护照号码：D12345678", ("D12345678",)),
        Case("证件类型：护照，证件号码：143456789", ("143456789",), "证件类型在前"),
        Case("证件类型：护照，证件号码：D12345678", ("D12345678",), "公务护照，证件类型在前"),
        Case("类别;护照号\n甲;D12345678\n乙;SE1234567", ("D12345678", "SE1234567"), "公务护照，表头是护照"),
        Case("Ｇ１２３４５６７８", ("Ｇ１２３４５６７８",), "全角"),
        Case("类别;订单号\n甲;D12345678", (), "表头是订单号"),
        Case("Passport number: C0K019F7N，护照号 C1HN18HJF", ("C0K019F7N", "C1HN18HJF"), "德国护照以字母结尾"),
        Case("护照号：TR1234567，护照 M12345678，护照号码 543216789", ("TR1234567", "M12345678", "543216789"), "外国护照"),
        Case("姓名\t护照号码\n甲\tTR1234567", ("TR1234567",), "外国护照，表头是护照"),
        Case("合同 TR1234567，批号 543216789", ()),
        Case("批号 G20240101", (), "日期"),
        Case("D12345678", (), "无标签"),
        Case("护照 AB747294，passport No. C74X95J61 2030", ("AB747294", "C74X95J61"), "加拿大、德国"),
        Case("| Name | Passport |\n|---|---|\n| A | C66F79K65 |\n| B | AB784496 |\n| C | A25037071 |",
             ("C66F79K65", "AB784496", "A25037071"), "表头是护照"),
        Case("doc_type=passport doc_no=C86F70J29", ("C86F70J29",), "证件类型在前"),
        Case("passport no. K2280539E，护照号:K9178220A 有效，订单 K2280539E", ("K2280539E", "K9178220A"), "新加坡护照"),
        Case("Passport: CHM355286，批号 CHM355287", ("CHM355286",), "三个字母、六位数字"),
        Case("主体|证件|号码\n甲|护照|TZ0590864|2024-02-03\n乙|合同|TZ0590865|2024-02-03", ("TZ0590864",), "证件类型在前一格"),
        Case("护照号:35AB08282，证件类型：护照 证件号码：35AB08283", ("35AB08282", "35AB08283"), "法国"),
        Case("Name,Passport\nA,35AB08282", ("35AB08282",), "法国，表头是护照"),
        Case("订单 35AB08282，护照 1235AB08282，护照 35AB082821，护照 35ab08282", (), "无标签，更长的一串，小写"),
        Case("订单 AB747294，C74X95J61，SH600519", (), "无标签"),
    ),
)
