"""Texts that stand for a page: what its table says in columns they say one below the other, and no head says what it is."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from tests.connectors.mailrelay.test_rewrite import read
from zhengan.connectors.mailrelay.rewrite import rewrite

CELLS = ("序号", "资金账号", "客户姓名", "1", "20018866", "李桂芳", "2", "20018867", "王强")
ROWS = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in CELLS[k : k + 3])}</tr>" for k in (0, 3, 6))


def alternatives(text: str, page: str, **more: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@example.cn", "b@example.cn", "report"
    made.set_content(text, **more)
    made.add_alternative(f"<table>{page}</table>", subtype="html")
    return made


def shown(raw: bytes) -> str:
    return str(next(part for part in read(raw).walk() if part.get_content_type() == "text/plain").get_content())


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\t", "  \n \t"])
@pytest.mark.parametrize("cte", ["8bit", "base64", "quoted-printable"])
def test_a_table_told_line_by_line_is_masked_as_the_page_is(gap, cte):
    done = rewrite(alternatives(gap.join(CELLS) + "\n", ROWS, cte=cte).as_bytes())
    after = shown(done.raw)
    assert "20018866" not in done.raw.decode() and not done.doubts
    assert [one.strip() for one in after.replace("\t", "\n").split("\n") if one.strip()] == [
        "序号", "资金账号", "客户姓名", "1", "20****66", "李＊＊", "2", "20****67", "王＊",
    ]  # fmt: skip
    assert done.counts["fund_account"] == 4


def test_only_what_stands_alone_is_taken_for_the_same():
    done = rewrite(alternatives("合计 20018866 手\n20018866元\n120018866\n", ROWS).as_bytes())
    assert shown(done.raw) == "合计 20018866 手\n20018866元\n120018866\n"


def test_what_is_no_alternative_is_read_by_itself():
    made = alternatives("见表\n", ROWS)
    made.add_attachment("20018866\n", filename="seq.txt")
    done = rewrite(made.as_bytes())
    assert b"20018866" in done.raw and done.counts["fund_account"] == 2


def test_the_parts_stay_in_their_order():
    made = alternatives("一\n", "<tr><td>二</td></tr>")
    made.add_alternative("BEGIN:VCALENDAR\nEND:VCALENDAR\n", subtype="calendar")
    raw = made.as_bytes()
    assert rewrite(raw).raw == raw
