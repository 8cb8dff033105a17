"""Fund accounts (资金账号): each broker's own, without a check: seven to sixteen digits after a label or in a column."""

from __future__ import annotations

from zhengan.masking.kinds.base import Case, Keep, Kind


def valid(value: str) -> bool:
    """Seven to sixteen digits."""
    return 7 <= len(value) <= 16 and value.isascii() and value.isdigit()


KIND = Kind(
    name="fund_account",
    zh="资金账号",
    en="fund account",
    form="各公司自定，7 至 16 位数字；须有“资金账号”等字样",
    valid=valid,
    keep=Keep(2, 4),
    rank=8,
    columns=("资金账号", "资金账户", "资金帐号", "fund_account", "fund_acct"),
    cases=(
        Case("资产账号：1002345678，acct=8831830698", ("1002345678", "8831830698"), "同义的字样"),
        Case("资金账号：88012345", ("88012345",)),
        Case("资 金 账 号 ： 88012345", ("88012345",), "识别图片所得，字间有空格"),
        Case("客户A（88012345）、客户：王*（88012346）", ("88012345", "88012346"), "化名、已脱敏的姓名"),
        Case("<tr><th>单号</th><th>资金账号</th></tr><tr><td>10023456</td><td>88012345</td></tr>", ("88012345",), "网页表头"),
        Case("<tr><td>资金账号</td>\n<td>88012345</td></tr>", ("88012345",), "左边一格是字样"),
        Case("员工A（00012345）、客户A（15）、客户B（20250611）、贵州茅台（600519）", (), "工号、年龄、日期、证券代码"),
        Case("资金账号：\r\n\r\n  88012345，状态正常", ("88012345",), "字样在上一行"),
        Case('{"fund_account": "1000123456"}', ("1000123456",)),
        Case("户数;资金账号;营业部\n1;88012345;深圳", ("88012345",), "以分号分列的表"),
        Case("客户级别|普通\n资金账号|88012345\n委托编号|88012346", ("88012345",), "每行一个字样、一个值"),
        Case("level;A;fund_account;88012345;amt;5000", ("88012345",), "字样与值相间"),
        Case("普通|资金账户|10023456|正常", (), "一列是账户类别，号码并不由它说明"),
        Case("InvestorID=88012345 FundAcco=880123456789 cuacct:1002345678", ("88012345", "880123456789", "1002345678"),
             "柜台字段名"),
        Case("8=FIX.4.2|35=D|1=88012345|11=10023456|10=128|", ("88012345",), "FIX 的 1 号域"),
        Case("8=FIX.4.2|35=D|448=88012345|447=D|452=4|11=1=10023456|", (), "448 不是投资者；11 号域"),
        Case("1=88012345|2=10023456", (), "不是 FIX"),
        Case("资金账号  币种  余额\n88012345  CNY  1204.50", ("88012345",), "后一列是币种"),
        Case("<acct>88012345</acct><x>88012346</x>", ("88012345",), "结束标签不说明后面的值"),
        Case("资金账号余额：88012345元", (), "金额"),
    ),
)
