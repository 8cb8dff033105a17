"""Whatever is refused is told, whoever refuses it; long lines are taken; a release that broke off says so."""

from __future__ import annotations

import json
import smtplib
import socketserver
import threading
import time
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from tests.connectors.mailrelay.test_relay import DOUBT, Dying, decided, mail, relaying
from tests.connectors.mailrelay.test_rewrite import mail as made
from tests.connectors.mailrelay.test_rewrite import written
from tests.notices.sink import listening
from zhengan.cli.main import cli
from zhengan.connectors.mailrelay.hop import Address
from zhengan.connectors.mailrelay.release import release
from zhengan.kit.problem import Problem

LONG = b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>" + "手机13812345678，通知。".encode() * 600 + b"</p>\r\n"


def test_a_line_may_be_as_long_as_a_mail(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        client.sendmail("a@b.cn", ["c@d.cn"], LONG)
        client.sendmail("a@b.cn", ["c@d.cn"], b"Subject: " + b"x" * 5000 + b"\r\n\r\n" + b"y" * 20_000 + b"\r\n.z\r\n")
    first, second = sink.taken
    assert first.get_content().count("138****5678") == 600 and second.get_content().endswith("y\r\n.z\r\n")
    assert [line["verdict"] for line in run.lines] == ["forwarded", "forwarded"]


def test_what_is_larger_than_the_limit_is_refused_and_told(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path, most=50_000) as run:
        for raw in (b"x" * 60_000, (b"x" * 78 + b"\r\n") * 900):
            with run.client() as client, pytest.raises(smtplib.SMTPResponseException) as caught:
                client.ehlo()
                client.esmtp_features.pop("size")  # a client that does not say beforehand
                client.sendmail("a@b.cn", ["c@d.cn", "e@f.cn"], b"Subject: 13812345678\r\n\r\n" + raw)
            assert caught.value.smtp_code in (500, 552)
        with run.client() as client, pytest.raises(smtplib.SMTPSenderRefused):
            client.sendmail("a@b.cn", ["c@d.cn"], b"Subject: x\r\n\r\n" + b"x\r\n" * 30_000)
    assert [(line["verdict"], line["recipients"]) for line in run.lines] == [("refused", 2), ("refused", 2), ("refused", 0)]
    assert run.lines[1]["answer"] == run.lines[2]["answer"] == 552 and "larger" in run.lines[2]["why"] and not sink.taken


def test_whatever_is_refused_is_told_once_and_without_a_word_of_the_clients(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        client.ehlo()
        client.docmd("13812345678")
        client.docmd("RCPT TO:<chan@example.com>")
        client.docmd("MAIL FROM:<a@b.cn> X-PHONE=13812345678")
        sink.refuse = {"RCPT": "550 5.1.1 nobody"}
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            client.send_message(mail())
        sink.refuse = {"DATA": "554-5.6.0 no\r\n554 5.6.0 never"}
        with pytest.raises(smtplib.SMTPDataError):
            client.send_message(mail())
    answers = [line["answer"] for line in run.lines]
    assert all(answer >= 500 for answer in answers) and answers[-2:] == [550, 554] and len(answers) <= 7
    assert {"500", "501", "503"} <= {str(answer) for answer in answers[:-2]}
    assert not any(word in "".join(run.log) for word in ("13812345678", "example.com", "X-PHONE"))


@contextmanager
def dying(when):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Dying) as server:
        server.when, server.whole = when, 0
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server, f"smtp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def told(decisions):
    return [json.loads(line) for line in decisions.path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("when", "sure"), [("data", True), ("middle", False), ("answer", False)])
def test_a_release_whose_server_broke_off_says_that_nobody_knows(tmp_path, when, sure):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        client.send_message(mail(DOUBT))
        (held,) = run.spool.all()
        with dying(when) as (_server, url), pytest.raises(Problem) as caught:
            release(run.spool, held, Address.read(url), decided(run))
        assert caught.value.code == ("next-hop" if sure else "sending")
        assert ("不能确定" in str(caught.value.what)) == (not sure)
        (after,) = run.spool.all()
        assert after.state == ("held" if sure else "sending")
        assert told(decided(run))[-1]["decision"] == ("not released" if sure else "broken off")
        if not sure:
            with pytest.raises(Problem):
                release(run.spool, after, Address.read(sink.url), decided(run))
            assert not sink.taken
        release(run.spool, after, Address.read(sink.url), decided(run), again=not sure)
        assert len(sink.taken) == 1 and not run.spool.all()


FILE = b"Content-Type: application/pdf; name=a.pdf\r\n\r\n%PDF 13912345678\r\n"
PDF = made(written("手机13812345678\r\n", "utf-8", "8bit"), FILE)


@pytest.mark.parametrize("form", ["", "--as-is"])
def test_what_went_out_unread_is_recorded_and_said(tmp_path, form):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        client.sendmail("a@b.cn", ["c@d.cn"], PDF)
        (held,) = run.spool.all()
        given = ["mask", "relay", "release", held.id, "--to", sink.url, "--spool", str(run.spool.folder), *form.split()]
        done = CliRunner().invoke(cli, given, catch_exceptions=False)
        assert ("未经脱敏即已发出：附件无法读取" in done.output) == (not form) and ("原件未经脱敏" in done.output) == bool(form)
        assert "13912345678" in sink.taken[0].as_string()
        path = run.spool.folder.with_name(run.spool.folder.name + ".decisions.jsonl")
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        assert [line["unread"] for line in lines] == [{"attachment": 1}] * 2
        client.sendmail("a@b.cn", ["c@d.cn"], made(written(DOUBT, "utf-8", "8bit")))
        (other,) = run.spool.all()
        assert release(run.spool, other, Address.read(sink.url), decided(run)).unread == {}


def test_a_signature_that_coding_breaks_goes_out_where_somebody_says_so(tmp_path):
    part = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{DOUBT}\r\n".encode()
    raw = (
        b"From: a@b.cn\r\nContent-Type: multipart/signed; boundary=q\r\n\r\n--q\r\n" + part
        + b"\r\n--q\r\nContent-Type: application/pgp-signature\r\n\r\n-----BEGIN PGP SIGNATURE-----\r\n\r\n--q--\r\n"
    )  # fmt: skip
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        client.sendmail("a@b.cn", ["c@d.cn"], raw)
        (held,) = run.spool.all()
        with pytest.raises(Problem) as caught:
            release(run.spool, held, Address.read(sink.url), decided(run))
        assert caught.value.code == "unread" and not sink.taken and run.spool.all() == [held]
        release(run.spool, held, Address.read(sink.url), decided(run), form="masked")
        assert len(sink.taken) == 1


def test_a_mail_of_figures_is_released_in_good_time(tmp_path):
    raw = b"Content-Type: text/plain\r\n\r\n" + (b"1 " * 35 + b"\r\n") * 100 + DOUBT.encode() + b"\r\n"
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        client.sendmail("a@b.cn", ["c@d.cn"], raw)
        (held,) = run.spool.all()
        begun = time.monotonic()
        release(run.spool, held, Address.read(sink.url), decided(run))
        assert len(sink.taken) == 1 and time.monotonic() - begun < 20
