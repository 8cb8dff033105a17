"""Pages with joined cells are held, calendars keep what tells their meetings apart, and a page of ASCII stays one (Art. 34.2)."""

from __future__ import annotations

import time

import pytest

from zhengan.connectors.mailrelay.rewrite import Rewritten, rewrite
from zhengan.connectors.mailrelay.spanned import spanned


def sent(kind: str, body: str, charset: str = "utf-8") -> tuple[Rewritten, str]:
    """A mail of one part: what became of it, and its body."""
    head = f"From: a@x.cn\r\nTo: b@y.cn\r\nMIME-Version: 1.0\r\nContent-Type: {kind}; charset={charset}\r\n\r\n"
    made = rewrite(f"{head}{body}\r\n".encode(charset))
    return made, made.raw.split(b"\r\n\r\n", 1)[1].decode(charset)


def table(*rows: str) -> str:
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


@pytest.mark.parametrize(
    "page",
    [
        table("<th>营业部</th><th>资金账号</th>", "<td rowspan=2>北京</td><td>88019999</td>", "<td>88012345</td>"),
        table("<th rowspan='2'>号</th><th colspan=2>户</th>", "<th>名</th><th>资 金账号</th>", "<td>1<td>x<td>88012345"),
        table('<th colspan = "2">客户</th><TH>资金<br>账号</TH>', "<td>1</td><td>x</td><td><b>88012345</b></td>"),
    ],
)  # fmt: skip
def test_numbers_below_joined_heads_of_accounts_are_a_doubt(page: str) -> None:
    assert sent("text/html", page)[0].doubts["column"] == 1


@pytest.mark.parametrize(
    "page",
    [
        table("<td colspan=2>通知</td>", "<td>资金账号</td><td>88012345</td>", "<td>订单号</td><td>12345678</td>"),
        table("<th>客户</th><th>资金账号</th>", "<td>1</td><td>88012345</td>"),
        table("<th colspan=2>产品</th><th>成交额</th>", "<td>1</td><td>x</td><td>88012345</td>"),
    ],
)
def test_what_is_read_beside_its_label_is_none(page: str) -> None:
    made, body = sent("text/html", page)
    assert not made.doubts and ("资金账号" not in page or "88****45" in body)


@pytest.mark.parametrize("page", ["<table " * 50000, "<table><tr><td colspan=2>" + "<td>1" * 50000 + "</table>", "<" * 200000])
def test_no_page_takes_long(page: str) -> None:
    begun = time.process_time()
    assert not spanned(page) and time.process_time() - begun < 5


def test_meetings_are_told_apart_and_addresses_in_them_masked() -> None:
    marks = ["7kukuqrfedlm2f9t0vr2bd8k5c@google.com", "7abcdefghijklmnopqrs0123ab@google.com"]
    lines = "BEGIN:VEVENT\r\nUID:{}\r\nRELATED-TO:{}\r\nDESCRIPTION:zhang.wei88@163.com\r\nEND:VEVENT"
    for mark in marks:
        body = sent("text/calendar", lines.format(mark, mark))[1]
        assert body.count(mark) == 2 and "zhang.wei88" not in body
    assert "13812345678" not in sent("text/calendar", lines.format("13812345678@139.com", "x"))[1]


@pytest.mark.parametrize("kind", ["text/html", "text/xml"])
def test_a_page_of_ascii_stays_one(kind: str) -> None:
    made, body = sent(kind, "<p>&#22995;&#21517;&#65306;&#29579;&#23567;&#26126;</p>", "us-ascii")
    assert body == "<p>&#22995;&#21517;&#65306;&#29579;&#65290;&#65290;</p>\r\n" and made.counts == {"name": 1}
