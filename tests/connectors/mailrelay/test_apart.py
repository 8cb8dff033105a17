"""Numbers of which the pieces stand in cells and paragraphs: held where the whole proves itself, and tables of numbers pass."""

from __future__ import annotations

import random
import time

import pytest

from tests.connectors.mailrelay.test_rewrite import mail, written
from zhengan.connectors.mailrelay.apart import parted
from zhengan.connectors.mailrelay.rewrite import rewrite

ID, CARD = "310104198503121235", "6222021234567890128"


def page(body: str) -> bytes:
    return mail(written(f"<html><body>{body}</body></html>", "utf-8", "8bit", "text/html"))


def cells(*texts: str) -> str:
    return "<table><tr>" + "".join(f"<td>{text}</td>" for text in texts) + "</tr></table>"


@pytest.mark.parametrize("body", [
    f"<p>身份证{ID[:6]}<o:p></o:p></p>\n<p class=x>{ID[6:]}，谢谢</p>",
    f"<table><tr><td>{ID[:6]}</td></tr><tr><td>{ID[6:]}</td></tr></table>",
    f"<ul>\n<li>{ID[:10]}</li>\n<li>{ID[10:]}</ul>", f"<h3>{ID[:6]}</h3><h3>{ID[6:14]}</h3><h3>{ID[14:]}</h3>",
    f"<p>证件 {ID[:6]}</p><p>&nbsp;</p><p>&#x200e;{ID[6:]}</p>", cells(ID[:6], ID[6:]), cells("身份证号码", *ID),
    f"<p>卡号：{CARD[:8]}</p><p>{CARD[8:]}</p>", f"<p>{CARD[:8]}</p><p>{CARD[8:]}</p>",
    cells("银行卡号：", CARD[:10], CARD[10:]), cells("尾款", *CARD),
    cells(CARD[:4], CARD[4:8], CARD[8:12], CARD[12:16], CARD[16:]),
    cells("手机", "139", "1678", "3204"), cells("联系电话：", *"13916783204"), "<p>手机号码</p><p>139</p><p>16783204</p>",
    "<p>１１０１０１１９９００３</p><p>０７７００２</p><p>手机139</p><p>16783204</p>",
])  # fmt: skip
def test_a_number_in_pieces_is_held_where_it_proves_itself(body):
    done = rewrite(page(body))
    assert done.doubts == {"wrapped": 1}


@pytest.mark.parametrize("body", [
    cells(ID[:6], ID[6:-1] + "6"), cells(CARD[:10], CARD[10:]), cells("139", "1678", "3204"),
    cells("电话", "数量", "139", "16783204"),
    cells("手机", "13912", "1678", "3204"), cells("1", ID[:6], "2026", ID[6:]), cells(f"{ID[:6]}.5", ID[6:]),
    cells(ID[:6], ID[6:] + "%"),
    cells(f"12,{ID[:6]}", ID[6:]), cells(ID[:6], "共", ID[6:]), "".join(f"<p>{n}</p>" for n in (CARD[:8], CARD[8:], 12345678, 1)),
])  # fmt: skip
def test_numbers_of_their_own_pass(body):
    raw = page(body)
    assert rewrite(raw).raw == raw and not rewrite(raw).doubts


@pytest.mark.parametrize("low, high", [(1, 9), (1, 99), (1, 9999), (10**5, 10**6), (1, 10**9), (62 * 10**6, 63 * 10**6)])
def test_tables_of_numbers_pass(low, high):
    """Forty pages of a hundred rows, in rows of six and one below the other: none is held for what comes together by chance."""
    dice = random.Random(high)
    begun = time.process_time()
    pages = [[(k % 6 != 0, str(dice.randint(low, high))) for k in range(600)] for _ in range(40)]
    held = sum(parted(one) for one in pages)
    assert held <= 1 and time.process_time() - begun < 20
