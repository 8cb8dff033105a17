"""Reports in tables: an amount that looks like a mobile number is none where the head of its column says so."""

from __future__ import annotations

import pytest

from tests.connectors.mailrelay.test_rewrite import mail, written
from zhengan.connectors.mailrelay.rewrite import rewrite

CELL, OUT = "13812345678", "138****5678"


def page(*rows: str, tag: str = "td") -> bytes:
    head, *others = (row.split("|") for row in rows)
    top = "".join(f"<{tag}><p class=MsoNormal>{cell}</p></{tag}>" for cell in head)
    below = "".join(f"<tr>\r\n{''.join(f'<td><p><b>{cell}</b></p></td>' for cell in row)}\r\n</tr>\r\n" for row in others)
    return mail(written(f"<table>\r\n<tr>{top}</tr>\r\n{below}</table>", "utf-8", "8bit", "text/html"))


@pytest.mark.parametrize("tag", ["td", "th"])
@pytest.mark.parametrize("head", ["市场|成交额", "市场|成交额（元）", "日期|委托编号", "渠道|成交量(股)"])
def test_amounts_and_orders_stay(tag, head):
    raw = page(head, f"沪市|{CELL}", f"深市|{CELL}", f"20260303|{CELL}", tag=tag)
    done = rewrite(raw)
    assert done.raw == raw and not done.counts and not done.doubts


@pytest.mark.parametrize("head", ["姓名|手机", "序号|联系人", "市场|备注"])
def test_mobiles_do_not(head):
    done = rewrite(page(head, f"1|{CELL}", f"沪市|{CELL}"))
    assert CELL not in done.raw.decode() and done.raw.decode().count(OUT) == 2 and done.counts["mobile"] == 2


def test_a_mobile_beside_an_amount_is_masked():
    done = rewrite(page("手机|成交额|委托编号", f"{CELL}|{CELL}|{CELL}"))
    assert done.raw.decode().count(CELL) == 2 and done.counts == {"mobile": 1}
