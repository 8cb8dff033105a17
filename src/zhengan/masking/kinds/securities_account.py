"""Securities accounts. Shanghai: a letter A–F and nine digits, its own evidence unless a label says an order number.
Shenzhen (ten digits) and 一码通 (twelve) are bare digits: only after a label, or in a column, of that name.
"""

from __future__ import annotations

from zhengan.masking.kinds.base import Case, Keep, Kind


def valid(value: str) -> bool:
    """One of the three forms."""
    head, body = value[:1].upper(), value[1:]
    if len(value) == 10 and head in set("ABCDEF"):
        return body.isascii() and body.isdigit()
    return len(value) in (10, 12) and value.isascii() and value.isdigit()


KIND = Kind(
    name="securities_account",
    zh="证券账户",
    en="securities account",
    form="沪市：字母 A–F 加 9 位；深市：10 位；一码通：12 位。纯数字须有“股东代码”等字样",
    valid=valid,
    keep=Keep(2, 4),
    rank=6,
    verified=False,
    source="中国结算业务规则；一码通的位数未核实",
    columns=("股东代码", "股东账号", "证券账户", "证券账号", "一码通", "securities_account", "stock_account"),
    cases=(
        Case("沪市A123456789", ("A123456789",)),
        Case("股东代码：0123456789", ("0123456789",)),
        Case("一码通账户 180012345678", ("180012345678",)),
        Case("沪市A股账户A123456789、深市A股账户0123456789", ("A123456789", "0123456789")),
        Case("stockAccounts=[A123456789, 0123456789]", ("A123456789", "0123456789")),
        Case("secuacct=0123456789 acode_account=180012345678 <SecAcct>0123456789</SecAcct>",
             ("0123456789", "180012345678", "0123456789"), "柜台字段名"),
        Case("8=FIX.4.4|453=1|448=0123456789|447=D|452=5|", ("0123456789",), "FIX 的投资者"),
        Case("账户类型;账户号码\n沪A;A123456789\n深A;0123456789", ("A123456789", "0123456789"), "左边一格比表头说得明白"),
        Case("SZ=0123456789 market=\"SZ\" no=\"0123456789\"", ("0123456789", "0123456789"), "只说市场，由 0 开头"),
        Case("SZ=1048576000", (), "不由 0 开头：大小"),
        Case("('A123456789','0123456789'), 0123456789|F123456789", ("A123456789", "0123456789", "0123456789", "F123456789"),
             "沪市账户的旁边"),
        Case("序号  证券账户  余额\n甲  0123456789  1,204.50", ("0123456789",), "金额中的逗号不分列"),
        Case("<tr><th>深市账户</th><th>ymt_code</th></tr><tr><td>0123456789</td><td>180012345678</td></tr>",
             ("0123456789", "180012345678"), "网页表头"),
        Case("股东|订单号\nA123456789|0123456789", ("A123456789",), "表头先于旁边的账户"),
        Case("股东账号：Ａ１２３４５６７８９，深市Ａ股账户 0123456789", ("Ａ１２３４５６７８９", "0123456789"), "全角字母和数字"),
        Case("沪A123456789 深0123456789", ("A123456789", "0123456789"), "只写一个“深”字"),
        Case('accounts: ["A123456789", "0123456789"]', ("A123456789", "0123456789"), "“账户”旁边有沪市账户"),
        Case("|股东=0123456789|股东人数=1023456789|", ("0123456789",), "“股东”之后由 0 开头的 10 位"),
        Case("ＢＡ１２３４５６７８９ 1Ａ123456789", (), "更长字串的一部分，全角"),
        Case("时间 1700000000", (), "无标签的 10 位数字"),
        Case("xA123456789", (), "更长字串的一部分"),
    ),
)
