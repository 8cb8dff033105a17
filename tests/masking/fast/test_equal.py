"""The fast path gives the answer of the reference: on drawn texts, at every cut, and with stars."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.masking_text import card, identity, mobile, text
from zhengan.masking.fast import engine
from zhengan.masking.fast.structured import REACH
from zhengan.masking.plain import find, stars
from zhengan.masking.spans import Found

FRAGMENTS = r"""
0 1 9 138 1234 5678 86 +86 0086 010 0755 62345678 6234 400 2024 20240101 360426 19910101 0071 110105 491231 002
卡号 银行卡 手机 电话： 资金账号 股东代码 身份证 订单号： 金额 元 万 护照 通行证 交易编码 一码通 号 为 tel ID orderNo
\n \u \x41 %20 %3 %31 %E5 \u0031 \u003a \uff11 &#49; &# &#x31; %EF%BC%91 \ % & %40 \u0040 &#64; ＠ @
Ａ Ｅ ＧＨ Ｚ １２３４５６７８９ KOR USA 110185062101
KOR110185062101 ns bytes nsec __ Message-ID: References:\t <a@b.cn> </label><span> <b/>
深 深圳 股东 【客户】 大商所： （深圳） (SZ) 深A A123456789（沪）和 改为 联系： &quot; &lt; &lt;/ &gt; &#34; &amp; %22 %25 ' "
%2B %2b %17 360 426 1991 01 0071
1380 0168 12345678 7654 SZ= sz SZ szse TR1234567 M12345678 543216789 0b7f3c1a-2d4e-4f60-8a9b-1c2d3e4f5a6b @mail.cn
- ‐ － . , ， ; 。 、 | " ' : ： ( ) （ ） _ ¥ $ a E x X ｘ H １ ３８ qq.com example.com li icon@2x.png a1b2
"""
GAPS = [" ", "\u200b", "\u00a0", "\u3000", "\u202f", "\t", "\n", "\r\n"]
VALUES = st.randoms(use_true_random=False).map(lambda rng: rng.choice((mobile, identity, card))(rng))
SPLIT = st.tuples(VALUES, st.sampled_from([3, 4, 6]), st.sampled_from([" ", "-", "\u00a0"])).map(
    lambda v: v[2].join(v[0][i : i + v[1]] for i in range(0, len(v[0]), v[1]))
)
SPACED = VALUES.map(" ".join)
RARE = st.tuples(st.sampled_from(["手机：", "", "1"]), st.sampled_from(["1380", "2380", "861380", "+86 1380"]),
                 st.sampled_from([" ", "-", "\u00a0", "  "]), st.sampled_from([" ", "-", "\u3000"]),
                 st.sampled_from(["0000", "00000"])).map(lambda v: f"{v[0]}{v[1]}{v[2]}138{v[3]}{v[4]}")
PARTED = st.tuples(st.sampled_from(["手机：", "交易编码：", "一码通 ", ""]),
                   st.sampled_from(["13800138000", "016812345678", "8613800138000"]), st.integers(3, 8), st.integers(3, 5),
                   st.sampled_from([" ", "-"]), st.sampled_from([" ", "-", ""]))
PARTS = PARTED.map(lambda v: v[0] + v[1][: v[2]] + v[4] + v[1][v[2] : v[2] + v[3]] + v[5] + v[1][v[2] + v[3] :])
FIGURES = st.lists(
    st.sampled_from(["3.10", "12.5", "1001", "2024-01-02", "13812345678", "张三", "手机", "a"]), min_size=3, max_size=9,
)  # fmt: skip
MEASURES = st.lists(FIGURES, min_size=1, max_size=3).map(lambda rows: "\n".join(",".join(row) for row in rows).encode())
KEYS = st.lists(
    st.sampled_from([
        "{",
        "\"name\":", "\"fund_account\"", "\"订单号\"", "'资金账号'", ",", ", ", " ,  ", "\"value\":",
        "value=", "\"old\" : ", "\"new\":",
        "v:", "\"88012345\"", "88012345", "0123456789", "20240101", "\"", "}", "x",
    ]), max_size=10,
).map(lambda parts: "".join(parts).encode())  # fmt: skip
NUMBERED = st.lists(
    st.lists(st.sampled_from(["", "0", "zjzh", "kyje", "88012345", "0123456789", "1.5"]), min_size=2, max_size=4), max_size=5,
).map(lambda rows: "\n".join("  ".join(row) for row in rows).encode())  # fmt: skip
SPACED_LINES = st.lists(
    st.sampled_from([
        "电话：", "0755", "010", " - ", "- ", "-", " -  ", " ", "82345678", "8234 5678", "(0755)", "-8001", "7654321", "x", "转",
        "分机", "号",
        "801", " ext. ", "Ext", "8012345",
    ]), max_size=8,
).map(lambda parts: "".join(parts).encode())  # fmt: skip
BEHIND = st.lists(
    st.sampled_from([
        "'88012345'", "88012345", "0123456789", " AS ", " as ", "fund_account", "sz_acct", "资金账号", "资金账户", " ",
        "  ", ", ", ";",
        "/* ", " */", "--", "# ", "// ",
        "\n", "客户的", "号", "。", "cnt",
        "订单号 ", "20240101", "x", "\t",
    ]), max_size=12,
).map(lambda parts: "".join(parts).encode())  # fmt: skip
ESCAPED = st.lists(
    st.sampled_from([
        "&lt;", "&lt;/", "&gt;", "&quot;", "&amp;", "&#34;", "%22", "%3A", "\\u0022", "acct", "orderNo", "mobile", "stkAcct", ":",
        ";", "88012345", "0123456789", "13812345678", "x", "&", "%", "%25", "'",
        "&lt", "资金账号", "账号",
    ]), max_size=14,
).map(lambda parts: "".join(parts).encode())  # fmt: skip
DIALOGUE = st.lists(
    st.sampled_from([
        "[00:16] ", "[00:20]", "09:15:38 ", "0:5 ", "坐席", "客户", "客户经理王小明的助理", "：", ": ", "麻烦报一下", "您的",
        "资金账号", "台胞证号码", "发我", "里有多少钱", "是多少？", "吗", "。", "\n", "\n", "88012345", "21061106", "13812345678",
        "1000000", "原证号 ", "往来港澳通行证换发：", "CC5242527", "C29469307", "护照", "证件号码", "C0K019F7N", "AB747294", "，",
        "梅彬", "台湾居民来往大陆通行证", "联系人包莹 ", "致电", "045160212491", "075582345678", " / ", "+86 (591) ", "89654428",
        "-f86d-30de",
    ]), max_size=16,
).map(lambda parts: "".join(parts).encode())  # fmt: skip
NUMBERS = st.text("0123456789", min_size=6, max_size=26)
TEXTS = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS.split() + GAPS), VALUES, SPLIT, SPACED, RARE, PARTS, NUMBERS), max_size=60
).map(lambda parts: "".join(parts).encode())
WORDS = """
客户 张伟 欧阳修远 王芳 李 先生 姓名： 联系人: Zhang Wei, LI 买买提·艾力 住址：北京市 朝阳区 建国路 88号 3栋 501室 张家村
＊ 600519 一 号 经纪 经纪人 [上海证券] 【东方基金】 过入方
"""
# What stands between and around numbers of one row, the cells of tables, rows that are inserted.
BESIDE = """
、 / ， , ; 和 以及 与 或 and or “ ” ' （普通） (信用) ） 这个 该
（ 是 为 我的 、资金账号 客户号 户 个 于 如下： 清单 fund_accounts account_id
资 金 账 号 A123456789 0123456789 A123456789,0123456789 F123456789\t'0123456789' SZ 500 人民币 RMB 请 您的 ？ 客户： holderCode
INSERT INTO t ( ) VALUES values ), ,( 
（深） 深的 zh InvestorAccountID 資金帳號 证券账户， 资金账号，
深 深： 账户 accounts Ａ123456789 Ａ１２３４５６７８９ Ｅ12345678 D12345678
`a` 88012345 1002345678 20240102 138.1234.5678 (138) (010) 1234-5678
/* */ -- # // AS as fund_account 资金账号 交易编码 证券账户 护照 &lt;acct&gt; &lt;/acct&gt; 1.5 2.25, 13812345678 016812345678
"""
SPREAD = ("资 金 账 号：", "订 单 号 ", "股东\u3000代码", "证 件 号", "金 额 ", "开 户", "\u3000")
BESIDES = st.lists(
    st.one_of(st.sampled_from([*BESIDE.split(), " ", "\n", *SPREAD, *FRAGMENTS.split()]), NUMBERS), max_size=40
).map(lambda parts: "".join(parts).encode())
PERSONS = """
客户 客户名称 投资者 户名 员工 客户经理 张三 王* 李小明 高级 A 甲 ＊ 女士 先生 ： : （ ( ） ) 88012345 1002345678 20250611
13812345678 1234567890123
"""
OWNED = st.lists(st.sampled_from([*PERSONS.split(), " "]), max_size=12).map(lambda parts: "".join(parts).encode())
NAMED = st.tuples(
    st.sampled_from(["客户", "投资人", "员工", "户主"]), st.sampled_from(["", "：", " ", "  "]),
    st.sampled_from(["张三", "李小明女士", "王*", "王＊＊先生", "A", "某", "周期", "王小明亮", "刘", "刘先生"]),
    st.sampled_from(["（", "(", "( "]), st.sampled_from(["88012345", "1002345678", "20250611", "8801234"]),
    st.sampled_from(["）", ")", "元）", ""]),
).map(lambda parts: "".join(parts).encode())  # fmt: skip
MESSAGES = st.lists(
    st.one_of(
        st.sampled_from([
            "8=FIX.4.2", "8=STEP", "35=D", "1=", "448=", "447=D", "452=5", "452=4", "452=24", "|", "|", "|", "\x01", "^A",
            "\\x01", "\\u0001", ";", "\n", "x" * 900, "0123456789", "012345678901", "88012345", "A123456789", "11=",
        ]),
        NUMBERS,
    ), max_size=16,
).map(lambda parts: "".join(parts).encode())  # fmt: skip
DOCUMENTS = st.lists(
    st.sampled_from([
        "证件类型：", "投资人", "\r\n", "\n  \"", "TR1234567", "台胞证", "台湾居民来往大陆通行证", "护照", "身份证", "passport",
        "证件号码", "证件号", "：", "，", "；", ",", "|", " ", "\n",
        "\"", "12345678", "1234567890", "143456789", "C12345678", "D12345678", "e12345678",
        "CA1234567", "姓名", "张三", "□ ", "☑ ", "√", "由其保管", "号码", "为", "護照", "台胞證",
    ]), max_size=12,
).map(lambda parts: "".join(parts).encode())  # fmt: skip
PAIRS = st.lists(
    st.tuples(
        st.sampled_from([
            "资金账号", "fund_account", "订单号", "姓名", "客户 资金账号 ", "账号清单", "", "88012345", "x" * 70 + "账号",
        ]),
        st.sampled_from([";", "|", "│", ",", "\t", " | "]),
        st.sampled_from(["88012345", "0123456789", " 88012345 ", "20250611", "张三", "", "88012345元"]),
        st.sampled_from(["\n", ";", "|", ",", "|\n| ", "\n| "]),
    ).map("".join), max_size=6,
).map(lambda parts: "".join(parts).encode())  # fmt: skip
HEADS = """
姓名 资金账号 账号 沪A 客户号 08:12 12:3 一码通 订单号 交易编码 股东代码 fund_acct
13812345678 "13812345678" 1,204.50 12,345 0123456789 A123456789
Account-No 张伟 88012345 1002345678 016812345678 - --- 12.5 "7700112233"
"""
CELLS = st.one_of(
    st.sampled_from([*HEADS.split(), ""]),
    st.text("0123456789", min_size=6, max_size=12),
)  # fmt: skip
ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=7)
SIGNS = st.sampled_from(["|", "│", "｜", " | ", "\t", ",", ";", "; ", "  ", "    ", " ", "，", "^", "\u3000", "\u3000\u3000"])
ENDS = st.sampled_from(["\n", "\n", "\r\n", "\n\n", "\n|---|---|\n", " \n"])
TABLES = st.tuples(ROWS, SIGNS, ENDS).map(lambda one: one[2].join(one[1].join(row) for row in one[0]).encode())
COPIED = st.tuples(
    st.sampled_from(["COPY t (", "COPY public.holder (id, ", "copy t (", "COPY (", "COPY t\t("]),
    st.lists(st.sampled_from(["fund_account", "sz_account", "order_no", "id", " ymt_account"]), max_size=3).map(",".join),
    st.sampled_from([") FROM stdin;", ") FROM stdin;\r", ")", "", ") (x)"]), ROWS,
).map(lambda one: (one[0] + one[1] + one[2] + "\n" + "\n".join("\t".join(row) for row in one[3])).encode())  # fmt: skip
LISTS = st.lists(
    st.sampled_from([
        "资金账号如下：", "订单号：", "88012345", "- 88012346", "1. 1002345678", "2）88012345", "", " ", "a", "\"88012345\",",
    ]), max_size=7,
).map(lambda lines: "\n".join(lines).encode())  # fmt: skip
MARKS = """
<table> <TABLE_w> </table> <tr> <tr> </tr> <td> <td> <td> <TD_a=1> </td> <th> <th> </th> <b> <br> </b> <p> <thead>
</acct> </Sec_acct> <acct> CNY </label> <span_class=v> <order_no/> 13812345678
<td_colspan=2> <th_rowspan='2'> < > 订单号 资金账号 账号 股东代码 88012345 1002345678 A123456789 10 12345 - 、
"""
MARKED = st.lists(st.sampled_from([*MARKS.split(), " ", "\n", "\r\n  "]), max_size=40).map(
    lambda parts: "".join(parts).replace("_", " ").encode()
)
MARKED_CELLS = st.tuples(
    st.sampled_from(["td", "td", "th", "td class=x", "td colspan=2"]), st.sampled_from(["", "<b>", "\n ", " "]),
    st.sampled_from(["资金账号", "订单号", "账号", "证券账户", "88012345", "1002345678", "1 3 8 1 2 3 4 5 6 7 8", "a", ""]),
).map(lambda cell: f"<{cell[0]}>{cell[1]}{cell[2]}</{cell[0][:2]}>")  # fmt: skip
MARKED_ROWS = st.lists(
    st.one_of(
        st.lists(MARKED_CELLS, min_size=1, max_size=3).map(lambda cells: f"<tr>{''.join(cells)}</tr>"),
        st.sampled_from(["<table>", "</table>", "<tr><th>订单号</th><th>资金账号</th></tr>", "<!--" + "x" * 470 + "-->\n"]),
    ), max_size=8,
)  # fmt: skip
MARKED_TABLES = st.tuples(MARKED_ROWS, st.sampled_from(["", "\n", "\r\n\t"])).map(lambda one: one[1].join(one[0]).encode())
HALVES = st.one_of(
    st.tuples(VALUES, st.integers(1, 17), st.sampled_from(["", "", "4", "6"])).map(lambda v: halved(*v)),
    st.sampled_from([
        "6222 0212", "3456 7890 128", "622202", "12", "身份证", "卡号 ", "账号：", "订单号", "资金账号：", "88012345", "，", "X",
        "，已核对", "（普通）", "> ", "元", "x" * 480, "请提供您的资金账号", "客户：", "Li Lei: ", "编号：",
        "请问交易编码是多少？", "1380 138 0000", "+86 1380-138-0000",
        "请问您的手机号？", "手机", "客户(00:15)：", "客户 9:30：", "客户（1:00:15）:", "【客户】", "【客 户】 ", "【号码】",
    ]),
)  # fmt: skip
TURNS = st.sampled_from(["\n", "\n", "\r\n", "\n  ", "\n\t", "\n\n", " \n", "，\n", "", " "])
TURNED = st.lists(st.tuples(HALVES, TURNS).map("".join), max_size=8).map(lambda parts: "".join(parts).encode())
ALIKE = st.one_of(TURNED, BESIDES, TABLES, COPIED, LISTS, OWNED, NAMED, MARKED, MARKED_TABLES, MESSAGES, DOCUMENTS, PAIRS)
AROUND = st.one_of(
    BEHIND, DIALOGUE, ESCAPED, MEASURES, KEYS, NUMBERED, SPACED_LINES, ALIKE, st.lists(ALIKE, max_size=3).map(b"\n".join)
)
MIXED = st.lists(st.one_of(st.sampled_from([*WORDS.split(), *FRAGMENTS.split(), *GAPS]), VALUES), max_size=40).map(
    lambda parts: "".join(parts).encode()
)
BROKEN = st.tuples(st.one_of(TEXTS, MIXED), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=5)).map(
    lambda pair: broken(*pair)
)


def halved(value: str, at: int, groups: str) -> str:
    """A number over two lines, in groups or not."""
    at = min(at, len(value) - 1)
    step = int(groups or 99)
    first, second = (" ".join(part[i : i + step] for i in range(0, len(part), step)) for part in (value[:at], value[at:]))
    return f"{first}\n{second}"


def broken(data: bytes, changes: list[tuple[int, int]]) -> bytes:
    out = bytearray(data)
    for place, byte in changes:
        if out:
            out[place % len(out)] = byte
    return bytes(out)


def spans(found: list[Found]) -> list[tuple[int, int, str]]:
    return [(one.start, one.end, one.kind) for one in found]


@settings(max_examples=600, deadline=None)
@given(st.one_of(TEXTS, MIXED, BROKEN, st.binary(max_size=300)))
def test_the_same_spans(data: bytes) -> None:
    assert spans(engine.find(data)) == spans(find.find(data))


@settings(max_examples=1500, deadline=None)
@given(AROUND)
def test_the_same_by_what_stands_around(data: bytes) -> None:
    assert spans(engine.find(data)) == spans(find.find(data))


@settings(max_examples=200, deadline=None)
@given(st.one_of(TEXTS, MIXED, BROKEN, AROUND))
def test_the_same_stars(data: bytes) -> None:
    masked = engine.mask(data)
    assert masked == stars.mask(data)
    assert len(masked) == len(data)


def test_masking_what_is_masked_changes_nothing() -> None:
    once = engine.mask(text(400_000))
    assert engine.mask(once) == once
    assert engine.find(once) == []


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(TEXTS, MIXED, AROUND), min_size=2, max_size=4).map(b"".join))
def test_cut_anywhere_it_finds_the_same(data: bytes) -> None:
    finds_the_same_cut_anywhere(data)


def finds_the_same_cut_anywhere(data: bytes) -> None:
    """What is found in a text that is handed over in two pieces, wherever they are cut, is what the reference finds in it."""
    whole = spans(find.find(data))
    buf = engine.padded(data)
    worker = engine.Engine(len(data))
    for cut in range(len(data) + 1):
        for read in worker.every:
            read.count = 0
        place = engine.Place()
        worker.read(buf, cut, len(data), place)
        worker.read(buf, len(data), len(data), place)
        worker.settle(*(read.count for read in worker.every))
        assert spans(worker.found.found()) == whole


@pytest.mark.parametrize("offset", range(0, 200, 7))
def test_wherever_in_a_block(offset: int) -> None:
    for value in (
        b"13812345678",
        b"1 3 8 1 2 3 4 5 6 7 8",
        b"138-1234-5678",
        "１３８１２３４５６７８".encode(),
        b"a@b.cn",
    ):
        data = b" " * offset + "：".encode() + value + b" " * (offset % 5)
        assert spans(engine.find(data)) == spans(find.find(data)) != []


def test_no_rule_looks_further_than_it_says() -> None:
    """A value far from everything is found the same with ``REACH`` bytes of anything on either side."""
    for filling in (b"1 ", b"a", b"13812345678 ", "账".encode()):
        data = (
            filling * (REACH // len(filling)) + "，13812345678，".encode() + filling * (REACH // len(filling))
        )
        assert spans(engine.find(data)) == spans(find.find(data))


def test_counts_and_arrays() -> None:
    worker = engine.Engine(64)
    data = b"13812345678 a@b.cn\n"
    buf = np.zeros(64 + engine.PAD, np.uint8)
    buf[: len(data)] = np.frombuffer(data, np.uint8)
    worker.mask(buf, len(data))
    assert bytes(buf[: len(data)]) == b"138****5678 *@b.cn\n"
    assert worker.counts[2] == worker.counts[5] == 1


def test_an_engine_that_is_in_use_is_nobody_elses() -> None:
    """Those for short texts are kept; what a signal handler logs while one reads is read by another."""
    with engine.engine_for(10) as one, engine.engine_for(10) as other:
        assert one is not other
    with engine.engine_for(10) as again:
        assert again in (one, other)
    long = "手机13812345678，".encode() * engine.SHORT
    for data in (b"13812345678", long, "资金账号88012345 客户李晓明".encode(), b""):  # nothing of a text stays for the next
        assert spans(engine.find(data)) == spans(find.find(data))
