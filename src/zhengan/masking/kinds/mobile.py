"""Mobile telephone numbers of mainland China."""

from __future__ import annotations

from zhengan.masking.kinds.base import Case, Keep, Kind


def valid(value: str) -> bool:
    """Eleven digits from 13 to 19, with or without 86, +86 or 0086 before them."""
    for prefix in ("+86", "0086", "86", ""):
        if value.startswith(prefix):
            body = value[len(prefix) :]
            return len(body) == 11 and body.isascii() and body.isdigit() and body[0] == "1" and body[1] >= "3"
    return False


KIND = Kind(
    name="mobile",
    zh="手机号",
    en="mobile number",
    form="1[3-9] 加 9 位数字；可带 +86、0086、86；可按 3-4-4、3-8（有字样时也按 4-3-4）用空格或连字符分组",
    valid=valid,
    keep=Keep(3, 4),
    rank=2,
    source="电信网编号计划（2017年版）",
    columns=("手机", "手机号", "手机号码", "联系电话", "mobile", "phone", "cellphone"),
    cases=(
        Case("请致电13812345678。", ("13812345678",), "紧邻汉字"),
        Case("+86 138-1234-5678", ("+86 138-1234-5678",)),
        Case("008613812345678 或 8613812345678", ("008613812345678", "8613812345678")),
        Case("138 1234 5678", ("138 1234 5678",)),
        Case("138\u00a01234\u00a05678", ("138\u00a01234\u00a05678",), "不换行空格"),
        Case("电话1380 138 0000，手机：+86 1380 138 0000", ("1380 138 0000", "+86 1380 138 0000"), "4-3-4，须有字样"),
        Case("客服：请问您的手机号？\n客户：1380 138 0000", ("1380 138 0000",), "4-3-4，上一行问的是电话"),
        Case("国别,手机\n甲,1380 138 0000", ("1380 138 0000",), "4-3-4，表头是电话"),
        Case("1500 200 3000", (), "三个数，没有字样"),
        Case("１３８１２３４５６７８", ("１３８１２３４５６７８",), "全角"),
        Case("成交金额13812345678元", (), "金额"),
        Case("<label>订单编号</label><span class='v'>13812345678</span>", (), "标签在前一个元素里"),
        Case("<order/><tel>13812345678</tel>", ("13812345678",), "空的元素说的不是它"),
        Case("间隔 15000000000 ns，13812345678 nsn", ("13812345678",), "时间单位须是整个词"),
        Case("1381234567890", (), "更长数字的一部分"),
        Case("13812345678.00", (), "小数"),
        Case("订单号：13812345678", (), "订单号"),
        Case('{"tradeNo":"13812345678"} 录音编号：13812345678 offset=13812345678', (), "各种编号与计数"),
        Case("order_no,product\n13812345678,A\n13912345678,B", (), "表头是订单号"),
        Case("ticket 13812345678, Case ID 13812345678", (), "工单号"),
        Case("product,phone\nA,13812345678", ("13812345678",), "表头是电话"),
        Case("订单联系人 13812345678", ("13812345678",), "标签与数字之间有别的词"),
    ),
)
