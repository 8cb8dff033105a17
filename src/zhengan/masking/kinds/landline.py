"""Fixed lines: an area code of the table and a local number of seven or eight digits.

Written in one piece, or without its area code, a number counts only after a word such as 电话. 400 and 800 numbers
belong to organisations and stay. An extension is part of the number.
"""

from __future__ import annotations

from zhengan.masking.kinds.base import Case, Keep, Kind
from zhengan.masking.kinds.tables import area_codes


def local(value: str, area: str = "") -> bool:
    """Seven or eight digits, eight where the area code has two; from 2 to 8 without an area code, else not from 0."""
    lengths = (8,) if len(area) == 2 else (7, 8)
    low, high = ("1", "9") if area else ("2", "8")
    return value.isascii() and value.isdigit() and low <= value[0] <= high and len(value) in lengths


def area_of(value: str) -> str:
    """The area code (without 0) with which ``value`` starts after its 0; "" where none does."""
    for length in (2, 3):
        if value[:1] == "0" and value[1 : 1 + length] in area_codes() and len(value) > 1 + length:
            return value[1 : 1 + length]
    return ""


def valid(value: str) -> bool:
    """0, area code and local number."""
    area = area_of(value)
    return bool(area) and local(value[1 + len(area) :], area)


KIND = Kind(
    name="landline",
    zh="固定电话",
    en="landline",
    form="0 加区号加 7 至 8 位本地号码；连写或无区号时须有“电话”等字样；分机号连同号码一起打码；400、800 不属个人信息",
    valid=valid,
    keep=Keep(3, 4),
    rank=3,
    source="电信网编号计划（2017年版）",
    columns=("固定电话", "座机", "办公电话", "telephone", "landline"),
    cases=(
        Case("電話：2848 4333 傳真：2845 0000", ("2848 4333", "2845 0000"), "繁体"),
        Case("直线：0991 5002 782", ("0991 5002 782",), "七位号码分为四位、三位"),
        Case("联系电话：0931 463 1452", ("0931 463 1452",), "七位号码分为三位、四位"),
        Case("合计 0931 463 1452", (), "没有电话字样"),
        Case("来电弹屏\n号码 02188076916\n匹配客户", ("02188076916",), "单列一行的“号码”"),
        Case("设备号码 02188076916", (), "不是单列的“号码”"),
        Case("ani=041172591683 dnis=95500", ("041172591683",), "呼叫中心日志"),
        Case("099-62345678，010-02345678", (), "没有这样的区号；本地号码不以 0 开头"),
        Case("座机 010-62345678 转 801", ("010-62345678 转 801",), "分机号与号码一起打码"),
        Case("021-62345678转分机8012，0755-82345678 ext. 12", ("021-62345678转分机8012", "0755-82345678 ext. 12")),
        Case("电话010-62345678转9551234，转0", ("010-62345678",), "转接的是另一个号码"),
        Case("（0755）8234 5678", ("（0755）8234 5678",)),
        Case("宅电：86-755-82345678，办公：82345679", ("86-755-82345678", "82345679")),
        Case("86-755-82345678", (), "没有加号也没有字样"),
        Case("电话回访20240105", (), "日期"),
        Case("电话：0755 - 82345678，电话 82345678-801", ("0755 - 82345678", "82345678-801")),
        Case("（0755）-82345678", ("（0755）-82345678",)),
        Case("联系：02462345678", ("02462345678",)),
        Case("固话 0378-2234567", ("0378-2234567",), "已并入他处的区号"),
        Case("电话：075582345678", ("075582345678",), "连写，有标签"),
        Case("编码 075582345678", (), "连写，无标签"),
        Case("异议请致电059274203039或回拨至02165432187，运营部 037173205204", ("059274203039", "02165432187", "037173205204"),
             "拨打等字样、部门之后"),
        Case("010-62345678 / 02187452884，027-87654321/059274203039",
             ("010-62345678", "02187452884", "027-87654321", "059274203039"),
             "另一号码之后"),
        Case("项目号 02165432187，高级 02165432187，流水 02165432187，合约号码 02165432187", (), "不是人名"),
        Case("+86 (591) 89654428，+86（21）65432187，0086 (0431)64779018",
             ("+86 (591) 89654428", "+86（21）65432187", "0086 (0431)64779018"), "国家号码与括号中的区号"),
        Case("深证通：服务台 02280056897，call_out\t09982845463", ("02280056897", "09982845463"), "市场的名称不是字样"),
        Case("(591) 89654428", (), "括号中没有 0 的区号"),
        Case("contact: session=89054224-f86d-30de-7f67-730bc5acdce4", (), "更长字串的一部分"),
        Case("电话 62345678", ("62345678",)),
        Case("+86 10 6234 5678", ("+86 10 6234 5678",)),
        Case("客服 400-820-8820，4008208820", ()),
        Case("Tel: +86-757-73784172 x879; 010-62345678 x 2", ("+86-757-73784172 x879", "010-62345678"), "分机写作 x"),
        Case("INSERT INTO c (phonecode) VALUES ('055179646258')", ("055179646258",), "柜台系统的字段名"),
    ),
)
