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
        Case("资金账号余额：88012345元", (), "金额"),
    ),
)
