"""A signature with the branch's own telephones goes out as it was written; nothing else in the mail does."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.connectors.mailrelay.test_relay import NOW, mail, relaying, shown
from tests.connectors.mailrelay.test_rewrite import mail as written_mail
from tests.connectors.mailrelay.test_rewrite import read, written
from tests.notices.sink import listening
from zhengan.cli.main import cli
from zhengan.connectors.mailrelay.judge import SMALL
from zhengan.connectors.mailrelay.rewrite import rewrite
from zhengan.connectors.mailrelay.spool import Spool
from zhengan.kit.problem import Problem
from zhengan.masking.published import Published

CARD, FIRM = "6228480402564890018", "1202021209900012345"
LIST = ["0571-87654321", "400-820-8820", "杭州市西湖区文三路90号", "@hqzq.com.cn", CARD, FIRM, "13588880000"]
PUBLIC = Published(LIST)
SIGNATURE = f"""杭州文三路营业部
地址：杭州市西湖区文三路90号
电话：0571-87654321
310012
客服手机：135 8888 0000，邮箱 fuwu@hqzq.com.cn
结算账号：{FIRM}
银行卡号：{CARD}
2026年3月
"""
TEXT = "尊敬的张伟先生：您的手机13812345678已更新。\n" + SIGNATURE
SHOWN = "尊敬的张＊先生：您的手机138****5678已更新。\n" + SIGNATURE


def test_a_signature_arrives_as_it_was_written_and_the_client_is_masked(tmp_path):
    large = "您好\n" * (SMALL // 5)
    with listening() as sink, relaying(sink.url, tmp_path, public=PUBLIC) as run, run.client() as client:
        client.send_message(mail(TEXT, subject="营业部电话 0571-87654321"))
        client.send_message(mail(large + TEXT))  # judged in a process of its own
        client.send_message(mail(TEXT.replace("87654321\n", "87654321转801\n")))
    assert [line["verdict"] for line in run.lines] == ["forwarded"] * 3
    assert [line["masked"] for line in run.lines] == [{"mobile": 1, "name": 1}] * 2 + [{"mobile": 1, "name": 1, "landline": 1}]
    first, second, third = sink.taken
    assert shown(first) == SHOWN and first["subject"] == "营业部电话 0571-87654321" and shown(second) == large + SHOWN
    assert "87654321转801" not in shown(third)


def test_without_the_list_it_is_masked_and_the_firms_account_holds_it(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        client.send_message(mail(TEXT))
    assert not sink.taken and run.lines[0]["verdict"] == "held" and run.lines[0]["masked"]["landline"] == 1


PAGE = "<table>" + "".join(f"<tr><td>{line}</td></tr>" for line in TEXT.splitlines()) + "</table>"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nATTENDEE;CN=张伟:mailto:zhang@qq.com\r\n"
    "DESCRIPTION:营业部 0571-87654321\\n客户手机 13812345678\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
VCARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:张;伟;;;\r\nTEL;TYPE=work:0571-87654321\r\nTEL:13812345678\r\nEND:VCARD\r\n"


@pytest.mark.parametrize(("text", "kind"), [
    (TEXT.replace("\n", "\r\n"), "text/plain"), (PAGE, "text/html"), (CALENDAR, "text/calendar"), (VCARD, "text/vcard"),
    (f"网点,电话\r\n文三路,0571-87654321\r\n张伟,13812345678\r\n{FIRM},{CARD}\r\n", "text/csv"),
])  # fmt: skip
def test_in_whatever_part_and_no_doubt_of_it(text, kind):
    raw = written_mail(written(text, "utf-8", "base64", kind))
    done = rewrite(raw, public=PUBLIC)
    after = read(done.raw).get_payload(decode=True).decode()
    assert not done.doubts and "0571-87654321" in after and "13812345678" not in after
    assert after.count(CARD) == text.count(CARD) and after.count(FIRM) == text.count(FIRM)
    assert "0571-87654321" not in read(rewrite(raw).raw).get_payload(decode=True).decode()


def test_a_held_mail_is_released_by_the_same_list(tmp_path: Path):
    spool, listed = Spool(tmp_path / "held"), tmp_path / "public.txt"
    listed.write_text("\ufeff# 公开信息\n" + "\n".join(LIST), "utf-8")
    spool.prepare()
    raw = written_mail(written(TEXT + "卡号 1234567812345678\n", "utf-8", "8bit").replace(b"\n", b"\r\n").replace(b"\r\r", b"\r"))
    one = spool.hold(raw, "a@example.cn", ["b@example.cn"], False, {"card_label": 1}, NOW)
    with listening() as sink:
        words = ["mask", "relay", "release", one.id, "--to", sink.url, "--spool", str(spool.folder), "--public", str(listed)]
        told = CliRunner().invoke(cli, words, catch_exceptions=False)
    assert told.exit_code == 0 and not spool.all()
    after = sink.taken[0].get_payload(decode=True).decode().replace("\r\n", "\n")
    assert after == SHOWN + "卡号 1234567812345678\n"


@pytest.mark.parametrize("command", [["--listen", "127.0.0.1:0"], ["release", "20260303T100000-00000000"]])
def test_a_wrong_list_is_refused_at_once(tmp_path: Path, command: list[str]):
    listed = tmp_path / "public.txt"
    listed.write_text("0571-87654321\n110101199003070038\n", "utf-8")
    words = [*command, "--to", "smtp://127.0.0.1:9", "--spool", str(tmp_path / "held"), "--public", str(listed)]
    with pytest.raises(Problem) as refused:
        CliRunner().invoke(cli, ["mask", "relay", *words], catch_exceptions=False)
    assert refused.value.code == "masking-public" and refused.value.where and refused.value.where.line == 2
    assert "110101199003070038" not in refused.value.line() and not (tmp_path / "held").exists()


def test_coded_words_in_a_header_of_ones_own():
    coded = "=?utf-8?B?" + base64.b64encode("电话 0571-87654321，手机 13812345678".encode()).decode() + "?="
    raw = written_mail(written("您好\r\n", "utf-8", "8bit"), subject=coded.encode())
    assert read(rewrite(raw, public=PUBLIC).raw)["subject"] == "电话 0571-87654321，手机 138****5678"
