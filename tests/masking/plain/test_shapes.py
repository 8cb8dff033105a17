"""Where a number stands tells what it is, on the reference and on the fast path."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhengan.masking.fast import engine
from zhengan.masking.kinds.structured import BY_NAME
from zhengan.masking.plain import structured
from zhengan.masking.spans import Found

FUND = "fund_account"
OWNED = {
    "客户张三（88012345）": ["88012345"],
    "为客户：李小明女士 (1002345678)办理": [],  # a space before the bracket
    "投资者李小明女士(1002345678)转账": ["1002345678"],
    "户名：王先生（880123456789）": ["880123456789"],
    "委托人陈*（88012345），持有人张＊＊(88012346)": ["88012345", "88012346"],
    "客户A（88012345）、客户甲（88012346）": ["88012345", "88012346"],
    "客户郭颖（53203436）、客户付胜利（52033036）": ["53203436", "52033036"],
}
NOT_OWNED = [
    "张三（88012345）", "客户经理张三（80012345）", "联系人张三（88012345）", "员工李四（00012345）", "顾问王五(80012345)",
    "客户张三（15）", "客户李四（2026）", "客户王五（20250611）", "客户张三（600519）", "贵州茅台（600519）",
    "客户张三（88012345元）", "客户周期（88012345）", "客户金额（88012345）", "客户代表（88012345）", "客户单号（88012345）",
    "客户服务部（88012345）", "客户号（88012345）", "客户张三（客户号 88012345）", "客户张三（88012345678901）",
    "客户张三丰收（88012345）", "客户ID（88012345）", "客户付款（88012345）", "客户任务（88012345）", "客户安全（88012345）",
]  # fmt: skip

HEAD = "<table><tr><th>订单号</th><th>资金账号</th><th>电话</th></tr>"
MARKED = {
    "header of th": (f"{HEAD}\n<tr><td>10023456</td><td>88012345</td><td>82345678</td></tr></table>",
                     [("88012345", FUND), ("82345678", "landline")]),
    "further down": (HEAD + "\n<tr><td>10023456</td>\n<td class='r'>88012345</td></tr>" * 3, [("88012345", FUND)] * 3),
    "first row of td": ("<TABLE border=1><TR><TD>姓名</TD><TD>交易编码</TD></TR>\r\n<TR><TD>张三</TD><TD>016812345678</TD></TR>",
                        [("016812345678", "futures_code")]),
    "cell to the left": ('<tr><td class="k" style="width:120px;align:right">资金账号：</td>\n  <td>\n    88012345\n  </td></tr>',
                         [("88012345", FUND)]),
    "inner tags": ("<tr><td><b>股东代码</b></td><td><p><span lang=EN-US>0123456789</span></p></td></tr>",
                   [("0123456789", "securities_account")]),
    "kind of account to the left": ("<tr><th>类型</th><th>账号</th></tr><tr><td>证券账户</td><td>0123456789</td></tr>",
                                    [("0123456789", "securities_account")]),
    "its own mark": ("<tr><td>手机号</td><td>13812345678</td><td>A123456789</td></tr>",
                     [("13812345678", "mobile"), ("A123456789", "securities_account")]),
    "no header, but a label in the cell": ("<td>资金账号：88012345</td>", [("88012345", FUND)]),
    "a line break in a cell": ("<td>资金账号<br>88012345</td>", [("88012345", FUND)]),
    "list in a cell": (f"{HEAD}<tr><td>1</td><td>88012345、88012346</td></tr>", [("88012345", FUND), ("88012346", FUND)]),
}  # fmt: skip
NOT_MARKED = {
    "order numbers beside an account": "<tr><th>订单号</th><th>资金账号</th></tr><tr><td>10023456</td></tr>",
    "order numbers that look like mobiles": "<tr><td>订单号</td><td>13812345678</td></tr>",
    "amounts": "<tr><th>资金账号</th><th>发生金额</th></tr><tr><td>-</td><td>88012345</td></tr>",
    "another table": f"{HEAD}</table><table><tr><td>合约</td><td>88012345</td></tr></table>",
    "spanned": '<tr><th colspan="2">编号</th><th>资金账号</th></tr><tr><td>1</td><td>88012345</td><td>2</td></tr>',
    "the cell before the label": "<tr><td>88012345</td><td>资金账号</td></tr>",
    "nothing": "<td>88012345</td>",
    "header too far": HEAD + "<tr><td>1</td></tr>" * 60 + "<tr><td>1</td><td>88012345</td></tr>",
}

COUNTER = {
    "OnRspQryTradingCode: InvestorID=69643991, BrokerID=9999, ExchangeID=SHFE, ClientID=25892891":
        [("69643991", FUND), ("25892891", "futures_code")],
    "[CTP] ReqOrderInsert UserID=85518833 InvestorID=35588882": [("85518833", FUND), ("35588882", FUND)],
    "CThostFtdcTrade {\"UserID\" : \"46143322\", \"ClientID\":\"9035780012\"}":
        [("46143322", FUND), ("9035780012", "futures_code")],
    "ClientID=90357800" + " " * 147 + "BrokerID": [("90357800", "futures_code")],
    "ClientID=90357800" + " " * 153 + "BrokerID": [],
    "mqtt clientId=90357800 UserID=46143322": [],
    "BrokerID=9999\nClientID=90357800 UserID=46143322": [],
    "CTP client_id=90357800 myUserID=46143322 UserID 46143322": [],
}
KEYS = {
    "Key (fund_account, order_no)=(88012345, 10023456) already exists.": [("88012345", FUND)],
    "Key (order_no, fund_account)=(10023456, 88012345) already exists.": [("88012345", FUND)],
    "Key (a, fund_account, mobile)=('1', '88012345', '13812345678')": [("88012345", FUND), ("13812345678", "mobile")],
    "Key (cust_id, fund_account)=(10023456, 88)": [],
    "Duplicate entry '1-88012345' for key 'uk_fund_account'": [("88012345", FUND)],
    "Duplicate entry '88012345-SH-2024.01' for key 'c.uk_fund_account'": [("88012345", FUND)],
    "Duplicate entry '20240105-88012345' for key 'uk_fund_account'": [("88012345", FUND)],
    "Duplicate entry 'a-b-c-88012345-1-2-3' for key 'uk_fund_account'": [("88012345", FUND)],
    "Duplicate entry 'z-a-b-c-10023456-1' for key 'uk_fund_account'": [],
    "Duplicate entry '10023456-1' for key 'uk_order'": [],
    "entry 10023456-1' for key 'uk_fund_account'": [],
}
ID, CARD = "360426199101010071", "6222021234567890128"
BELOW = {
    "资金账号：\n88012345，状态正常": [("88012345", FUND)],
    "资金账号：\r\n    88012345（普通账户）": [("88012345", FUND)],
    "> 资金账号（必填）：\n> 88012345、88012346": [("88012345", FUND), ("88012346", FUND)],
    "交易编码\n\n016812345678\n股东代码\n0123456789\n": [("016812345678", "futures_code"), ("0123456789", "securities_account")],
    "固定电话\n\t82345678转801": [("82345678转801", "landline")],
}
SAID = {
    "请问您的资金账号是多少？\n客户：88012345\n好的": [("88012345", FUND)],
    "【客服】请提供资金账号\n【客户】88012345\n": [("88012345", FUND)],
    "坐席(00:12)：麻烦报一下您的资金账号\n客户(00:15)：88012345": [("88012345", FUND)],
    "请问交易编码\n【客户】 016812345678": [("016812345678", "futures_code")],
    "麻烦您提供一下交易编码\r\nLi Lei (上海): 016812345678": [("016812345678", "futures_code")],
    "股东账户：A123456789（沪）、0123456789（深）": [("A123456789", "securities_account"), ("0123456789", "securities_account")],
    "holder IN ('A123456789', '88012345')": [("A123456789", "securities_account")],
    "secu_account in ('A123456789', '0123456789')": [("A123456789", "securities_account"), ("0123456789", "securities_account")],
    "holderCode=0123456789&secuid=0123456780": [("0123456789", "securities_account"), ("0123456780", "securities_account")],
    "转入资金账号88012345人民币500元": [("88012345", FUND)],
    "客户编码=016812345678 上期所编码016812345679": [("016812345678", "futures_code"), ("016812345679", "futures_code")],
}
NOT_SAID = [
    "资金账号\n客户：88012345", "请提供您的资金账号\n【编号】88012345", "请提供您的资金账号\n好【客户】88012345",
    "请提供您的资金账号\n客户编号：88012345", "请提供您的资金账号\n客户：20250611",
    "您的资金账号\n好的\n客户：88012345", "请提供您的资金账号\n客户15：88012345",
    "资金账号转入88012345人民币", "资金账号 A123456789、20250611", "客户编码=88012345",
]  # fmt: skip
NOT_BELOW = [
    "姓名|资金账号\n88012345|张三", "资金账号余额\n88012345，已核对", "资金账号见附件\n88012345，已核对",
    "订单号\n88012345，资金账号", "资金账号\n客户88012345，正常", "资金账号\n88012345元，已核对",
]  # fmt: skip
BROKEN = {
    "卡号 6222 0212\n3456 7890 128": ("bank_card", "6222 0212\n3456 7890 128"),
    "6222 0212\n3456 7890 128": ("bank_card", "6222 0212\n3456 7890 128"),
    "银行账号：62220212345\r\n    67890128，户名": ("bank_card", "62220212345\r\n    67890128"),
    "转入\n6222\n0212 3456 7890 128 。": ("bank_card", "6222\n0212 3456 7890 128"),
    f"客户证件 {ID[:10]}\n{ID[10:]}，已核验": ("resident_id", f"{ID[:10]}\n{ID[10:]}"),
    f"客户证件 {ID[:17]}\n{ID[17:]}": ("resident_id", f"{ID[:17]}\n{ID[17:]}"),
    f"身份证 {ID[:6]}\n{ID[6:]}": ("resident_id", f"{ID[:6]}\n{ID[6:]}"),
    "1\n1010119500101160X": ("resident_id", "1\n1010119500101160X"),
    "证件 1101051949\n1231002X": ("resident_id", "1101051949\n1231002X"),
}
NOT_BROKEN = {
    "check digit of a card": "卡号 6222 0212\n3456 7890 129",
    "check digit of an ID": f"证件 {ID[:10]}\n{ID[10:17]}2",
    "columns": f"110105,{ID[:6]}\n{ID[6:]},1",
    "numbers of a list": "62220212\n34567890128\n",
    "no groups of four": "成交 622202123\n4567890128",
    "other text behind the first": "卡号 6222 0212。\n3456 7890 128",
    "other text before the second": "卡号 6222 0212\n第3456 7890 128",
    "an empty line between": "卡号 6222 0212\n\n3456 7890 128",
    "more figures behind": "卡号 6222 0212\n3456 7890 128 77",
    "a hyphen": "卡号 6222 0212\n3456-7890-128",
    "line after line": "编号 12\n6222 0212\n3456 7890 128",
    "a date": "卡号 62220\n21234567890128-1",
    "a time": "卡号 62220\n21234567890128: 1",
    "an amount": "交易 6222 0212\n3456 7890 128元",
    "order number": "订单号6222 0212\n3456 7890 128",
}


@pytest.fixture(params=[structured.find, engine.find], ids=["plain", "fast"])
def find(request: pytest.FixtureRequest) -> Callable[[str], list[tuple[str, str]]]:
    def numbers(text: str) -> list[tuple[str, str]]:
        data = text.encode()
        found: list[Found] = request.param(data)
        return [(data[one.start : one.end].decode(), one.kind) for one in found if one.kind in BY_NAME]

    return numbers


@pytest.mark.parametrize("text", OWNED)
def test_in_brackets_behind_a_customer(text: str, find: Callable[[str], list[tuple[str, str]]]) -> None:
    assert find(text) == [(value, FUND) for value in OWNED[text]]


@pytest.mark.parametrize("text", NOT_OWNED)
def test_in_brackets_behind_others(text: str, find: Callable[[str], list[tuple[str, str]]]) -> None:
    assert find(text) == []


@pytest.mark.parametrize("name", MARKED)
def test_in_the_cell_of_a_table(name: str, find: Callable[[str], list[tuple[str, str]]]) -> None:
    text, values = MARKED[name]
    assert find(text) == values


@pytest.mark.parametrize("name", NOT_MARKED)
def test_in_other_cells(name: str, find: Callable[[str], list[tuple[str, str]]]) -> None:
    assert find(NOT_MARKED[name]) == []


def test_a_long_table_is_quick_and_the_same() -> None:
    """Rows remember the header, as far as it counts."""
    rows = "".join(f"<tr><td>{n}</td><td>8801{n:04}</td></tr>\n" for n in range(400))
    data = f"<table>\n<tr><th>序号</th><th>资金账号</th></tr>\n{rows}</table>".encode()
    found = engine.find(data)
    assert [(one.start, one.end) for one in found] == [(one.start, one.end) for one in structured.find(data)]
    assert 100 < len(found) < 400


@pytest.mark.parametrize("text", BELOW)
def test_below_its_label(text: str, find: Callable[[str], list[tuple[str, str]]]) -> None:
    assert find(text) == BELOW[text]


@pytest.mark.parametrize("text", NOT_BELOW)
def test_below_something_else(text: str, find: Callable[[str], list[tuple[str, str]]]) -> None:
    assert find(text) == []


@pytest.mark.parametrize("text", COUNTER)
def test_fields_of_futures_counters(text: str, find: Callable[[str], list[tuple[str, str]]]) -> None:
    assert find(text) == COUNTER[text]


@pytest.mark.parametrize("text", KEYS)
def test_keys_of_several_columns(text: str, find: Callable[[str], list[tuple[str, str]]]) -> None:
    assert find(text) == KEYS[text]


@pytest.mark.parametrize("text", BROKEN)
def test_broken_over_a_line_end(text: str, find: Callable[[str], list[tuple[str, str]]]) -> None:
    kind, value = BROKEN[text]
    assert find(text) == [(value, kind)]


@pytest.mark.parametrize("name", NOT_BROKEN)
def test_two_lines_are_no_number(name: str, find: Callable[[str], list[tuple[str, str]]]) -> None:
    assert find(NOT_BROKEN[name]) == []


@pytest.mark.parametrize("text", SAID)
def test_by_what_was_said(text: str, find: Callable[[str], list[tuple[str, str]]]) -> None:
    assert find(text) == SAID[text]


@pytest.mark.parametrize("text", NOT_SAID)
def test_by_what_was_said_of_others(text: str, find: Callable[[str], list[tuple[str, str]]]) -> None:
    assert all(kind == "securities_account" for _, kind in find(text))


CALLED = {
    "联系人包莹 045160212491": ["045160212491"],
    "09:15:38 商萍 087172776863 投诉": ["087172776863"],
    "HR：佘菲 045183917017": ["045183917017"],
    "异议请致电059274203039，运营部：037173205204": ["059274203039", "037173205204"],
    "郎沐辰 17108224394 / 02187452884": ["02187452884"],
    "联系人：贺德明，075572808584": ["075572808584"],
}
NOT_CALLED = [
    "项目组 059274203039", "高级 059274203039", "宗兴玲 037162345678 大商所", "交易编码清单\t张伟 037162345678（CZCE）",
    "单号包莹号 045160212491", "批次 13812345678901/02187452884", "编码 075582345678", "联系人包莹 0451602124",
]  # fmt: skip


@pytest.mark.parametrize("find", [structured.find, engine.find], ids=["plain", "fast"])
@pytest.mark.parametrize("text", [*CALLED, *NOT_CALLED])
def test_a_fixed_line_without_a_label_is_known_by_who_answers_it(find: Callable[[bytes], list[Found]], text: str) -> None:
    data = text.encode()
    assert [data[one.start : one.end].decode() for one in find(data) if one.kind == "landline"] == CALLED.get(text, [])
