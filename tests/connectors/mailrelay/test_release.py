"""Letting a held mail go: nothing readable leaves in clear unless somebody says so, and every decision is told."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import pwd
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.connectors.mailrelay.test_relay import DOUBT, NOW
from tests.connectors.mailrelay.test_rewrite import mail, written
from tests.notices.sink import Sink, listening
from zhengan.cli.main import cli
from zhengan.connectors.mailrelay.decisions import Decisions
from zhengan.connectors.mailrelay.hop import Address
from zhengan.connectors.mailrelay.release import drop, release
from zhengan.connectors.mailrelay.spool import Held, Spool
from zhengan.kit.problem import Problem

CELL, OUT = "13812345678", "138****5678"
SIGNED = (
    b"Content-Type: multipart/signed; boundary=q; protocol=\"application/pgp-signature\"\r\n\r\n--q\r\n"
    + written(f"手机{CELL}\r\n", "utf-8", "8bit") + b"\r\n--q\r\nContent-Type: application/pgp-signature\r\n\r\n"
    b"-----BEGIN PGP SIGNATURE-----\r\nx\r\n\r\n--q--\r\n"
)  # fmt: skip


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    made = Spool(tmp_path / "held")
    made.prepare()
    return made


def held(spool: Spool, raw: bytes, **doubts: int) -> Held:
    return spool.hold(raw, "a@example.cn", ["b@example.cn"], False, doubts or {"charset": 1}, NOW)


def decisions(spool: Spool) -> Decisions:
    return Decisions.beside(spool, NOW)


def told(spool: Spool) -> list[dict]:
    return [json.loads(line) for line in decisions(spool).path.read_text("utf-8").splitlines()]


def body(sink: Sink) -> bytes:
    (one,) = sink.taken
    return one.as_bytes()


@pytest.mark.parametrize(("label", "charset"), [
    ("utf8mb4", "utf-8"), ("ansi", "gb18030"), ("klingon", "utf-8"), ("unicode-1-1", "ascii"),
])  # fmt: skip
@pytest.mark.parametrize("coding", ["8bit", "base64", "quoted-printable"])
def test_what_is_labelled_with_a_charset_nobody_knows_is_masked(spool, label, charset, coding):
    text = f"{'' if charset == 'ascii' else '客户手机'} {CELL}\r\n"
    part = written(text, charset, coding).replace(f"charset={charset}".encode(), f"charset={label}".encode())
    subject = f"=?{label}?B?{base64.b64encode(text.encode(charset)).decode()}?=".encode()
    one = held(spool, mail(part, subject=subject))
    with listening() as sink:
        release(spool, one, Address.read(sink.url), decisions(spool))
        (sent,) = sink.taken
    assert sent.get_payload(decode=True).decode(charset).strip().endswith(OUT) and CELL not in str(sent["subject"])
    assert told(spool)[-1]["masked"] == {"mobile": 2}


UTF7 = b"Content-Type: text/plain; charset=utf-7\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n+Ykt1Og- 13812345678 ~\r\n"


@pytest.mark.parametrize(("raw", "reason"), [
    (mail(UTF7), "charset"), (mail(SIGNED), "signed"), (b"no header: 1\r\nat all\r\n\r\n13812345678\r\n", "structure"),
    (mail(b"Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n\r\n13812345678\r\n"), "structure"),
    (mail(b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!! 13812345678"), "charset"),
])  # fmt: skip
def test_what_cannot_be_masked_goes_out_where_somebody_says_so_only(spool, raw, reason):
    one = held(spool, raw, **{reason: 1})
    with listening() as sink:
        to = Address.read(sink.url)
        with pytest.raises(Problem) as caught:
            release(spool, one, to, decisions(spool))
        assert caught.value.code == "unread" and "--as-is" in caught.value.do and spool.all() == [one]
        assert not sink.conversations and not decisions(spool).path.exists()
        release(spool, one, to, decisions(spool), form="as-is")
        assert CELL.encode() in body(sink).replace(b"\n", b"")
    assert [(line["decision"], line["form"]) for line in told(spool)] == [("release", "as-is"), ("released", "as-is")]


def test_a_signed_mail_may_be_masked_where_somebody_says_so(spool):
    one = held(spool, mail(SIGNED), signed=1)
    with listening() as sink:
        release(spool, one, Address.read(sink.url), decisions(spool), form="masked")
        assert CELL not in sink.taken[0].as_string()


def test_masked_does_not_send_what_nothing_was_masked_in(spool):
    one = held(spool, b"no header\r\n\r\n13812345678\r\n", structure=1)
    with listening() as sink, pytest.raises(Problem):
        release(spool, one, Address.read(sink.url), decisions(spool), form="masked")
    assert not sink.conversations and spool.all() == [one]


def test_a_mail_that_is_gone_leaves_its_note_as_it_was(spool):
    one = held(spool, b"Subject: x\r\n\r\nx\r\n", card_label=1)
    (spool.folder / f"{one.id}.eml").unlink()
    with listening() as sink:
        for again in (False, True):
            with pytest.raises(Problem) as caught:
                release(spool, one, Address.read(sink.url), decisions(spool), again)
            assert caught.value.code == "spool-damaged" and spool.all() == [one] and not sink.conversations
    drop(spool, one, decisions(spool))
    assert not spool.all() and told(spool)[-1]["decision"] == "drop" and told(spool)[-1]["sha256"] == ""


def test_every_decision_is_told_without_a_word_of_the_mail(spool):
    raw = mail(written(f"{DOUBT}，客户张伟{CELL}\r\n", "utf-8", "8bit"))
    first, second, third = (held(spool, raw, card_label=1) for _ in range(3))
    with listening() as sink:
        release(spool, first, Address.read(sink.url), decisions(spool))
        sink.refuse["RCPT"] = "550 5.1.1 nobody"
        with pytest.raises(Problem):
            release(spool, second, Address.read(sink.url), decisions(spool))
    drop(spool, third, decisions(spool))
    lines = told(spool)
    assert [(line["id"], line["decision"]) for line in lines] == [
        (first.id, "release"), (first.id, "released"), (second.id, "release"), (second.id, "not released"), (third.id, "drop"),
    ]  # fmt: skip
    assert {line["sha256"] for line in lines} == {hashlib.sha256(raw).hexdigest()}
    assert {line["by"].split()[0] for line in lines} == {pwd.getpwuid(os.getuid()).pw_name}
    assert lines[1]["masked"] == {"mobile": 1, "name": 1} and lines[1]["taken"] == 1 and lines[0]["recipients"] == 1
    path = decisions(spool).path
    assert path.stat().st_mode & 0o777 == 0o600 and path.parent == spool.folder.parent
    assert not any(word in path.read_text("utf-8") for word in (CELL, "张伟", "example.cn", "1234567812345678"))


def test_what_cannot_be_told_is_not_done(spool):
    one = held(spool, b"Subject: x\r\n\r\nx\r\n", card_label=1)
    decisions(spool).path.mkdir()
    with listening() as sink:
        with pytest.raises(Problem) as caught:
            release(spool, one, Address.read(sink.url), decisions(spool))
        assert caught.value.code == "decisions" and not sink.taken
        with pytest.raises(Problem):
            drop(spool, one, decisions(spool))
    assert spool.all() == [one]


def test_the_command_line_says_in_what_form_a_mail_goes(spool):
    one = held(spool, mail(UTF7))
    with listening() as sink:
        given = ["mask", "relay", "release", one.id, "--to", sink.url, "--spool", str(spool.folder)]
        with pytest.raises(Problem):
            CliRunner().invoke(cli, given, catch_exceptions=False)
        done = CliRunner().invoke(cli, [*given, "--as-is"], catch_exceptions=False)
        assert "原件未经脱敏" in done.output and str(decisions(spool).path) in done.output and len(sink.taken) == 1
    other = held(spool, mail(UTF7))
    done = CliRunner().invoke(cli, ["mask", "relay", "drop", other.id, "--spool", str(spool.folder)], catch_exceptions=False)
    assert done.exit_code == 0 and told(spool)[-1]["decision"] == "drop"


@pytest.mark.parametrize("flags", [["--masked", "--as-is"], ["--as-is", "--masked"]])
def test_masked_and_as_is_at_once_are_refused(spool, flags):
    one = held(spool, mail(UTF7))
    with listening() as sink:
        given = ["mask", "relay", "release", one.id, "--to", sink.url, "--spool", str(spool.folder), *flags]
        with pytest.raises(Problem) as caught:
            CliRunner().invoke(cli, given, catch_exceptions=False)
        assert caught.value.code == "usage" and "--as-is" in str(caught.value.what) and not sink.conversations
    assert spool.all() == [one] and not decisions(spool).path.exists()


@pytest.mark.parametrize(("before", "command"), [
    (["--spool", "held"], ["held"]), (["--to", "smtp://127.0.0.1:25"], ["release", "20260303T101500-1a2b3c4d"]),
    (["--spool", "held"], ["drop", "20260303T101500-1a2b3c4d"]), (["--attachments", "pass"], ["held"]),
])  # fmt: skip
def test_an_option_before_a_command_is_refused_and_not_forgotten(before, command):
    with pytest.raises(Problem) as caught:
        CliRunner().invoke(cli, ["mask", "relay", *before, *command], catch_exceptions=False)
    assert caught.value.code == "usage" and before[0] in str(caught.value.do)


def test_the_next_server_may_come_by_the_environment(spool):
    done = CliRunner().invoke(cli, ["mask", "relay", "held", "--spool", str(spool.folder)], env={"ZHENGAN_RELAY_TO": "smtp://x:25"})
    assert done.exit_code == 0


def test_a_doubt_that_shows_only_at_the_release_is_told_first(spool):
    part = written("身份证 110105194912310021\r\n", "utf-8", "8bit").replace(b"charset=utf-8", b"charset=foo")
    for state in ("held", "sending"):
        one = held(spool, mail(part), charset=1)
        if state == "sending":
            with spool.sending(one):
                pass
        with listening() as sink:
            to = Address.read(sink.url)
            with pytest.raises(Problem) as caught:
                release(spool, spool.get(one.id), to, decisions(spool), again=state == "sending")
            assert caught.value.code == "doubts" and "校验码" in str(caught.value.what) and not sink.conversations
            now = spool.get(one.id)
            assert now.state == state and now.doubts == {"charset": 1, "id_check": 1}
            assert told(spool)[-1]["decision"] == "not released" and told(spool)[-1]["found"] == {"id_check": 1}
            release(spool, now, to, decisions(spool), again=state == "sending")  # by somebody who has been told
            assert len(sink.taken) == 1 and told(spool)[-1]["doubts"] == {"charset": 1, "id_check": 1}
