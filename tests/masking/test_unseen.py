"""Names, cards and columns of texts that nobody had seen when the rules were made, on the reference and on the fast path."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhengan.masking.fast import engine
from zhengan.masking.fast import words as fast_names
from zhengan.masking.plain import find as plain
from zhengan.masking.plain import han
from zhengan.masking.spans import Found

NAMES = [
    ("姓名：卿泽华", "卿泽华"), ('{"custName":"和晓良"}', "和晓良"), ("姓名：邵开心", "邵开心"), ("姓名：太史以沫", "太史以沫"),
    ("姓名：欣然", "欣然"), ("联系人：李娜经理", "李娜"), ("姓名：王强电话", "王强"), ("姓名：尚未提供", ""),
    ("姓名：未采集", ""),
    ("联系人：客服中心", ""), ("姓名：张＊＊", ""), ("姓名：信息部", ""),
    ("公司应当向上海证券交易所申请", ""), ("请于五日前向北京证监局报告", ""), ("向广大投资者公开致歉", ""),
    ("向东方先生", "向东方"), ("客户向红兵", "向红兵"), ("联系王强时无人接听", "王强"), ("李燕生于1970年", "李燕"),
    ("刘洋有异议", "刘洋"), ("20240101王强合同.docx", "王强"), ("姚建和司徒瑶琦，监事", "姚建 司徒瑶琦"),
    ("对于王强的投诉", "王强"),
    ("会计师李娜表示", "李娜"), ("昨天向戴悦、崔雅良", "戴悦 崔雅良"), ("原王强账户", "王强"), ("投诉人高彭梓航反映", "高彭梓航"),
    ("乙方签字：毛戴秀成  日期", "毛戴秀成"), ("投诉人高明珠反映", "高明珠"), ("夏伟获配972股；苏艳获配467股", "夏伟 苏艳"),
    ("董事有夏伟、钱一荣", "夏伟 钱一荣"),
    ("66012345  王  芳  600519", "王  芳"), ("66012345  王  芳  买  1", "王  芳"), ("王  国  强  男", "王  国  强"),
    ("许  可  证", ""),
    ("<td>孙 悦</td><td>余 额</td><td>程 序</td><td>陈 述</td>", "孙 悦"), ("具有方案与有范围", ""),
    ("常青树稳健增利，毛利润下降，余震影响", ""),
]  # fmt: skip
NUMBERS = [
    ("transfer - from=9558809206784102182", "9558809206784102182"), ("卡 9559980868435875113", ""),
    ("交易编码 01234567，期货交易编码：00012345", "01234567 00012345"), ("客户编码：01234567", ""),
    ("注册号310115050904907，营业执照", ""), ("旧号 310115050904907", "310115050904907"),
    ("资金账号     姓名     代码  名称   余额\n66012345     王  芳       600519    茅台   12345678", "66012345"),
    ("资金账号     姓名     代码  名称\n66012345     李明            茅台\n\n小计:  3笔   20345678\n---\n66012346    李明  1",
     "66012345 66012346"),
    ("代码      名称     资金账号\n000001             88012345\n88012346  平安银行", "88012345"),
    ("2025-01-02 10:00:00 DEBUG : <==    Columns: khh, zjzh, je\n2025-01-02 10:00:00 DEBUG : <==        Row: 10001, 66012345, 1\n"
     "2025-01-02 10:00:00 DEBUG : <==        Row: 10002, 66012346, 2", "66012345 66012346"),
    ("资金账号     姓名     代码  名称\n以下为说明  无\n66012345    甲", ""),
]  # fmt: skip
WORDS = ("name", "address")


@pytest.mark.parametrize("find", [han.find, fast_names.find], ids=["plain", "fast"])
@pytest.mark.parametrize(("text", "names"), NAMES)
def test_names(find: Callable[[bytes], list[Found]], text: str, names: str) -> None:
    data = text.encode()
    assert " ".join(data[one.start : one.end].decode() for one in find(data) if one.kind == "name") == names


@pytest.mark.parametrize("find", [plain.find, engine.find], ids=["plain", "fast"])
@pytest.mark.parametrize(("text", "numbers"), NUMBERS)
def test_numbers(find: Callable[[bytes], list[Found]], text: str, numbers: str) -> None:
    data = text.encode()
    assert " ".join(data[one.start : one.end].decode() for one in find(data) if one.kind not in WORDS) == numbers


def statement(text: str, *values: object) -> str:
    bound = ", ".join(f"{value}({'Integer' if isinstance(value, int) else 'String'})" for value in values)
    return f"==>  Preparing: {text}\n==> Parameters: {bound}\n"


@pytest.mark.parametrize("find", [plain.find, engine.find], ids=["plain", "fast"])
@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (statement("SELECT * FROM kh WHERE zjzh IN ( ? , ? , ? ) AND je > ?", "66012345", "66012346", "66012347", 12345678),
         "66012345 66012346 66012347"),
        (statement("SELECT * FROM kh WHERE a.zjzh = ? AND b.rq BETWEEN ? AND ? AND a.je >= ?", "66012345", 20250101, 20250103,
                   12345678), "66012345"),
        (statement("UPDATE kh SET je = ?, fund_account = ? WHERE khh = ?", 12345678, "66012345", "12345679"), "66012345"),
        (statement("SELECT * FROM kh WHERE zjzh IN (?,?) OR sbxh=?", "66012345", "66012346", "66012347"), "66012345 66012346"),
    ],
)  # fmt: skip
def test_numbers_bound_to_the_marks_of_a_statement(find: Callable[[bytes], list[Found]], text: str, numbers: str) -> None:
    data = text.encode()
    assert " ".join(data[one.start : one.end].decode() for one in find(data)) == numbers
