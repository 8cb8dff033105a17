"""Numbers that a line end cuts: the trial, the gate and the relay say the same of them, and where."""

from __future__ import annotations

import pytest

from zhengan.connectors.mailrelay.rewrite import rewrite
from zhengan.masking.bench import trial
from zhengan.masking.message import mask_message
from zhengan.masking.wrapped import cut, cuts, with_cuts


@pytest.mark.parametrize(("text", "parts"), [
    ("手机139\n1678\n3204", ["139\n1678\n3204"]), ("您好，手机1391234\r\n5678，谢谢", ["1391234\r\n5678"]),
    ("> 手机1391234\n> 5678\n", ["1391234\n> 5678"]), ("手机139\u200e1234\n5678", ["139\u200e1234\n5678"]),
    ("编号 3604261991\n\n> 姓名\n> 身份证 36042619910\n> 1010071", ["36042619910\n> 1010071"]),
    ("资金账号 8801\n2345；手机１３９\n１２３４５６７８", ["8801\n2345", "１３９\n１２３４５６７８"]),
    ("合计 1200\n3400\n", []), ("1381234\n5678901\n2345678\n3456789\n", []), ("无数字\n第二行\n", []),
])  # fmt: skip
def test_where_a_line_end_cuts_a_number(text: str, parts: list[str]) -> None:
    masked = mask_message(text, "mail").text
    assert [text[one.start : one.end] for one in cuts(masked)] == parts and cut(masked, flowed=False) == bool(parts)
    found = trial(text)
    assert found.hold == bool(parts) and [text[one.start : one.end] for one in found.doubtful] == parts
    assert {one.reason for one in found.doubtful} <= {"wrapped"} and not trial(text, "file").doubtful
    raw = b"Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text.encode() + b"\r\n"
    assert bool(rewrite(raw).doubts) == bool(parts)


def test_a_doubt_there_is_already_stays_one() -> None:
    gate = mask_message("卡号 12345678\n12345678，手机139\n12345678")
    assert len(with_cuts(gate.text, gate.doubtful)) == len({one.start for one in with_cuts(gate.text, gate.doubtful)})


@pytest.mark.parametrize("text", ["手机138\u200b1234\u200e5678，客户张\u2060伟", "1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣ 91110000600037341L"])
def test_a_trial_reads_as_the_gate_does_what_nobody_sees(text: str) -> None:
    found, gate = trial(text), mask_message(text)
    assert found.masked == gate.text and gate.spans
    assert [(one.start, one.end, one.kind.name) for one in found.taken] == [(s.start, s.end, s.kind) for s in gate.spans]
    assert len(found.left) == text.count("91110000600037341L")


@pytest.mark.parametrize("text", [
    "20260107 604059 17900 188.39 6215160775\n20260108 602928 17900 188.39 6215160776", "20260303：138\n20260304：139",
    "本日新增开户 158\n20260304 统计", "涨停家数 138\n12345678 手为今日总成交", "开户 158\n12345678 户",
    "138\n20260304", "158-\n20260304", "成交 6215160775\n20260108 0930 开盘", "净流入 138\n12345678元",
])  # fmt: skip
def test_the_next_line_of_a_report_is_no_part_of_a_number(text: str) -> None:
    for end in ("\n", "\r\n"):
        lines = text.replace("\n", end)
        assert not cut(lines, flowed=False) and not cuts(lines)
    part = b"Subject: x\r\nContent-Type: text/%s; charset=utf-8\r\n\r\n%s\r\n"
    pages = [text.replace("\n", mark) for mark in ("<br>", "</div><div>")]
    for kind, one in (("plain", text.replace("\n", "\r\n")), *(("html", f"<div>{page}</div>") for page in pages)):
        assert not rewrite(part % (kind.encode(), one.encode())).doubts


@pytest.mark.parametrize("text", [
    "编号 110105\n19491231002X", "110105\n19491231\n002X", "110105\n19491231 002X", "编号 110105-\n19491231-\n002X",
    "11010519491231\n002X", "138\n12345678", "138\n1234\n5678", "139\n20261304", "138\n12345678 手机",
    "手机 138\n12345678 户", "62284804\n02564890018",
])  # fmt: skip
def test_what_only_resembles_a_date_or_an_amount_goes_on(text: str) -> None:
    assert cut(text, flowed=False) and cuts(text)
