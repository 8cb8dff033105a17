"""The relay between a real client and a real server: what it says is true, nothing is lost, nothing sent twice knowingly."""

from __future__ import annotations

import asyncio
import json
import smtplib
import socket
import socketserver
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from tests.notices.sink import listening
from zhengan.connectors.mailrelay.decisions import Decisions
from zhengan.connectors.mailrelay.hop import Address
from zhengan.connectors.mailrelay.release import release
from zhengan.connectors.mailrelay.server import Relay, Settings
from zhengan.connectors.mailrelay.spool import Spool
from zhengan.kit.problem import Problem

NOW = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
DOUBT = "卡号 1234567812345678"


class Running:
    def __init__(self, relay: Relay, spool: Spool, log: list[str]):
        self.relay, self.spool, self.log = relay, spool, log

    @property
    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.log]

    def client(self) -> smtplib.SMTP:
        return smtplib.SMTP(*self.relay.address, timeout=20)


def decided(run: Running) -> Decisions:
    return Decisions(run.spool.folder.with_name("decisions"), NOW, "somebody")


@contextmanager
def relaying(url: str, folder, **more):
    log: list[str] = []
    spool = Spool(folder / "spool")
    relay = Relay(Settings(Address.read(url), spool, lambda: NOW, log.append, **{"timeout": 5.0, **more}), "127.0.0.1", 0)
    relay.start()
    try:
        yield Running(relay, spool, log)
    finally:
        relay.stop()


def test_whoever_makes_it_may_have_a_loop_of_their_own(tmp_path):
    async def within():
        with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
            client.send_message(mail())
        return len(sink.taken)

    with ThreadPoolExecutor(1) as apart:  # a browser driven earlier in the same process leaves its loop in this thread
        assert apart.submit(asyncio.run, within()).result() == 1


def mail(text: str = "手机13812345678\n.点\n..两点\n", subject: str = "您好") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@example.cn", "b@example.cn", subject
    made.set_content(text, cte="base64" if "\ud800" in text else "quoted-printable")
    return made


def shown(made: EmailMessage) -> str:
    return str(made.get_content()).replace("\r\n", "\n")


def test_a_mail_arrives_masked(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        assert client.send_message(mail(subject="客户张伟手机13812345678")) == {}
        client.send_message(mail("第二封，在同一个会话里\n"))
    first, second = sink.taken
    assert shown(first) == "手机138****5678\n.点\n..两点\n" and "138****5678" in first["subject"]
    assert shown(second) == "第二封，在同一个会话里\n"
    assert first.keys()[:4] == ["Received", "From", "To", "Subject"]
    assert run.lines[0] == {
        "at": "2026-03-03T10:00:00.000+00:00", "verdict": "forwarded", "answer": 250, "size": run.lines[0]["size"],
        "recipients": 1, "masked": {"mobile": 2, "name": 1}, "doubts": {}, "seconds": run.lines[0]["seconds"],
    }  # fmt: skip
    assert not any(word in "".join(run.log) for word in ("13812345678", "张伟", "example.cn", "您好"))


def test_the_client_waits_for_the_next_servers_answer(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path) as run:
        sink.hold.clear()
        answered = threading.Event()

        def send() -> None:
            with run.client() as client:
                client.send_message(mail())
                answered.set()

        thread = threading.Thread(target=send)
        thread.start()
        while not sink.taken:
            thread.join(0.05)
        assert not answered.wait(0.3)
        sink.hold.set()
        assert answered.wait(10)
        thread.join()


@pytest.mark.parametrize(
    ("verb", "answer", "error"),
    [
        ("MAIL", "550 5.7.1 no", smtplib.SMTPSenderRefused),
        ("MAIL", "451 4.3.2 later", smtplib.SMTPSenderRefused),
        ("RCPT", "550 5.1.1 nobody", smtplib.SMTPRecipientsRefused),
        ("RCPT", "450 4.2.1 later", smtplib.SMTPRecipientsRefused),
        ("DATA", "554 5.6.0 no", smtplib.SMTPDataError),
        ("DATA", "452 4.3.1 full", smtplib.SMTPDataError),
    ],
)
def test_what_the_next_server_refuses_the_client_hears(tmp_path, verb, answer, error):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        sink.refuse[verb] = answer
        with pytest.raises(error) as caught:
            client.send_message(mail())
        if verb == "RCPT":
            code, text = caught.value.recipients["b@example.cn"]
        else:
            code, text = caught.value.smtp_code, caught.value.smtp_error
        assert f"{code} {text.decode()}" == answer
        (line,) = run.lines
        assert line["verdict"] == ("deferred" if code < 500 else "refused") and line["answer"] == code
        assert line.get("command", "DATA") == verb
        assert not sink.taken and not run.spool.all()
        sink.refuse.clear()
        client.send_message(mail())
        assert len(sink.taken) == 1


def test_a_next_server_that_is_down_defers(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with relaying(f"smtp://127.0.0.1:{port}", tmp_path) as run, run.client() as client:
        with pytest.raises(smtplib.SMTPSenderRefused) as caught:
            client.send_message(mail())
        assert caught.value.smtp_code == 451 and run.lines[0]["answer"] == 451


class Dying(socketserver.StreamRequestHandler):
    """Greets, takes the mail and dies where its server says: after DATA, in the middle of it, or before the last answer."""

    def handle(self) -> None:
        self.wfile.write(b"220 mortal\r\n")
        while line := self.rfile.readline():
            if line.upper().startswith(b"DATA"):
                if self.server.when == "data":
                    return
                self.wfile.write(b"354 go on\r\n")
                if self.server.when == "middle":
                    self.rfile.readline()
                    return
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    pass
                self.server.whole += 1
                return
            self.wfile.write(b"250 ok\r\n")


@pytest.mark.parametrize(("when", "whole"), [("data", 0), ("middle", 0), ("answer", 1)])
def test_a_next_server_that_dies_leaves_the_mail_with_the_client(tmp_path, when, whole):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Dying) as server:
        server.when, server.whole = when, 0
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        with relaying(f"smtp://127.0.0.1:{server.server_address[1]}", tmp_path) as run, run.client() as client:
            with pytest.raises(smtplib.SMTPDataError) as caught:
                client.send_message(mail())
            assert caught.value.smtp_code == 451
            assert server.whole == whole  # never tried a second time by the relay
            assert [line["verdict"] for line in run.lines] == ["deferred"] and not run.spool.all()
        server.shutdown()


class Hasty(Dying):
    """Calls the mail taken before it has seen it, or gives an answer that is none."""

    def handle(self) -> None:
        self.wfile.write(b"220 hasty\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            self.server.heard.append(line)
            self.wfile.write(self.server.says.get(verb, b"250 ok") + b"\r\n")


@pytest.mark.parametrize(
    ("verb", "says"), [("DATA", b"250 ok, taken"), ("DATA", b"221 bye"), ("MAIL", b"354 go on"), ("RCPT", b"199 x")]
)
def test_an_answer_that_is_none_leaves_the_mail_with_the_client(tmp_path, verb, says):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Hasty) as server:
        server.says, server.heard = {verb.encode(): says}, []
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        url = f"smtp://127.0.0.1:{server.server_address[1]}"
        with relaying(url, tmp_path) as run, run.client() as client:
            with pytest.raises(smtplib.SMTPException) as caught:
                client.send_message(mail())
            refused = getattr(caught.value, "recipients", {})
            code = refused["b@example.cn"][0] if refused else caught.value.smtp_code
            assert code == 451 and not run.spool.all() and not any(b"Subject" in line for line in server.heard)
            assert "forwarded" not in {line["verdict"] for line in run.lines}
        server.shutdown()


def test_a_release_to_a_hasty_server_leaves_the_mail_held(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        client.send_message(mail(DOUBT))
        (held,) = run.spool.all()
        sink.refuse = {"DATA": "250 2.0.0 taken"}
        with pytest.raises(Problem):
            release(run.spool, held, Address.read(sink.url), decided(run))
        assert run.spool.all() == [held] and not sink.taken


def test_a_doubtful_mail_is_held_not_sent_and_released_once(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        client.send_message(mail(DOUBT + "，手机13812345678\n"), to_addrs=["b@example.cn", "c@example.cn"])
        assert not sink.taken and run.lines[-1]["verdict"] == "held" and run.lines[-1]["doubts"] == {"card_label": 1}
        (held,) = run.spool.all()
        assert run.lines[-1]["id"] == held.id
        assert held.recipients == ("b@example.cn", "c@example.cn") and held.sender == "a@example.cn"
        assert stat.S_IMODE(run.spool.folder.stat().st_mode) == 0o700
        files = sorted(run.spool.folder.iterdir())
        assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]
        done = release(run.spool, held, Address.read(sink.url), decided(run))
        assert (done.taken, done.refused) == (2, ())
        assert shown(sink.taken[0]) == DOUBT + "，手机138****5678\n"
        assert not run.spool.all() and not list(run.spool.folder.iterdir())
        with pytest.raises(Problem):
            run.spool.get(held.id)


def test_a_release_that_fails_leaves_the_mail_held(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        client.send_message(mail(DOUBT))
        (held,) = run.spool.all()
        for verb in ("MAIL", "RCPT", "DATA"):
            sink.refuse = {verb: "450 4.0.0 later"}
            with pytest.raises(Problem):
                release(run.spool, held, Address.read(sink.url), decided(run))
            assert run.spool.all() == [held]
        assert not sink.taken


def test_a_release_that_broke_off_is_not_repeated_by_itself(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        client.send_message(mail(DOUBT))
        (held,) = run.spool.all()
        with run.spool.sending(held):
            pass  # the machine stops here
        (stuck,) = run.spool.all()
        assert stuck.state == "sending"
        with pytest.raises(Problem):
            release(run.spool, stuck, Address.read(sink.url), decided(run))
        assert not sink.taken
        release(run.spool, stuck, Address.read(sink.url), decided(run), again=True)
        assert len(sink.taken) == 1


def test_a_spool_that_cannot_be_written_defers(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        run.spool.folder.rmdir()
        run.spool.folder.write_text("a file where the folder was")
        with pytest.raises(smtplib.SMTPDataError) as caught:
            client.send_message(mail(DOUBT))
        assert caught.value.smtp_code == 452 and not sink.taken


def test_recipients_each_get_their_own_answer(tmp_path):
    class Picky(Dying):
        def handle(self) -> None:
            self.wfile.write(b"220 picky\r\n")
            while line := self.rfile.readline():
                if b"nobody@" in line:
                    self.wfile.write(b"550 5.1.1 unknown\r\n")
                elif line.upper().startswith(b"DATA"):
                    self.wfile.write(b"354 go on\r\n")
                    while self.rfile.readline() not in (b".\r\n", b""):
                        pass
                    self.wfile.write(b"250 taken\r\n")
                else:
                    self.wfile.write(b"250 ok\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Picky) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        with relaying(f"smtp://127.0.0.1:{server.server_address[1]}", tmp_path) as run, run.client() as client:
            refused = client.send_message(mail(), to_addrs=["b@example.cn", "nobody@example.cn"])
            assert refused == {"nobody@example.cn": (550, b"5.1.1 unknown")}
            assert [(line["verdict"], line["recipients"]) for line in run.lines] == [("refused", 1), ("forwarded", 1)]
            assert "nobody" not in "".join(run.log)
        server.shutdown()


def test_a_bounce_has_no_sender_and_passes(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        client.sendmail("", ["b@example.cn"], mail().as_bytes().replace(b"\n", b"\r\n"))
        assert len(sink.taken) == 1


@pytest.mark.parametrize("raw", [b"Subject: x\r\n\r\na\0b\r\n", b"Received: x\r\n" * 51 + b"\r\nx\r\n"])
def test_a_mail_of_bad_form_is_refused(tmp_path, raw):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        with pytest.raises(smtplib.SMTPDataError) as caught:
            client.sendmail("a@example.cn", ["b@example.cn"], raw)
        assert caught.value.smtp_code == 554 and not sink.taken


def test_a_bare_line_feed_cannot_smuggle_a_second_mail(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path) as run:
        with run.client() as client:
            client.ehlo()
            client.mail("a@example.cn")
            client.rcpt("b@example.cn")
            assert client.docmd("DATA")[0] == 354
            client.send(b"Subject: x\r\n\r\nhi\n.\nMAIL FROM:<evil@example.cn>\r\n.\r\n")
            assert client.getreply()[0] == 554
        assert not sink.taken


@pytest.mark.parametrize(("size", "code"), [(900, 250), (1200, 250), (30_000, 250)])  # whether it goes on the next server says
def test_line_length(tmp_path, size, code):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        client.ehlo()
        client.mail("a@example.cn")
        client.rcpt("b@example.cn")
        answer = client.data(b"Subject: x\r\n\r\n" + b"a" * size + b"\r\n")
        assert answer[0] == code and len(sink.taken) == (code == 250)


def test_a_mail_too_large_is_refused(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path, most=2000) as run, run.client() as client:
        client.ehlo()
        assert client.mail("a@example.cn", ["SIZE=6000"])[0] == 552
        client.mail("a@example.cn")  # and a client that does not say
        client.rcpt("b@example.cn")
        assert client.data(b"Subject: x\r\n\r\n" + b"abc\r\n" * 1000)[0] == 552 and not sink.taken


def test_internationalised_addresses_need_a_server_that_takes_them(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        client.ehlo()
        assert client.has_extn("smtputf8") and client.has_extn("8bitmime")
        client.command_encoding = "utf-8"
        assert client.mail("张@例子.cn", ["SMTPUTF8"])[0] == 550


@pytest.mark.parametrize("url", ["http://x", "smtp://", "smtp://x:notaport", ""])
def test_an_address_that_is_none_is_a_problem_without_its_password(url):
    with pytest.raises(Problem):
        Address.read(url)
    with pytest.raises(Problem) as caught:
        Address.read("ftp://user:secret@host")
    assert "secret" not in str(caught.value)


@contextmanager
def silent():
    """The client's refusals are the test's."""
    with pytest.raises(smtplib.SMTPSenderRefused) as caught:
        yield caught


@pytest.mark.parametrize(("scheme", "login", "word"), [
    ("smtp", "u:secret@", "STARTTLS"), ("smtps", "", "TLS"), ("smtps", "u:secret@", "TLS"),
])  # fmt: skip
def test_tls_that_does_not_come_about_is_told(tmp_path, scheme, login, word):
    with listening() as sink:
        url = f"{scheme}://{login}127.0.0.1:{sink.server_address[1]}"
        with relaying(url, tmp_path) as run, run.client() as client:
            with silent() as caught:
                client.send_message(mail())
            assert caught.value.smtp_code == 451 and word.encode() in caught.value.smtp_error
            assert word in run.lines[0]["why"] and run.lines[0]["verdict"] == "deferred"
            assert word in run.relay.trouble() and "secret" not in run.relay.trouble() + "".join(run.log)


def test_a_next_server_that_is_reached_is_no_trouble(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path) as run:
        assert run.relay.trouble() == ""


@pytest.mark.parametrize(("answer", "verdict"), [("451 4.3.2 later", "deferred"), ("550 5.7.1 no 13812345678", "refused")])
def test_a_sender_put_off_is_deferred_and_no_word_of_the_next_server_is_logged(tmp_path, answer, verdict):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        sink.refuse["MAIL"] = answer
        with silent():
            client.send_message(mail())
        assert run.lines[0]["verdict"] == verdict and "13812345678" not in run.log[0] and "why" not in run.lines[0]


@pytest.mark.parametrize("url", [
    "smtp://u:sec@ret@127.0.0.1:abc", "smtp://u:sec/ret@127.0.0.1:abc", "smtp:u:sec/ret@127.0.0.1", "smtp://u:sec#ret@host:x",
])  # fmt: skip
def test_no_piece_of_a_password_is_told(url):
    with pytest.raises(Problem) as caught:
        Address.read(url)
    assert "sec" not in str(caught.value) and "ret" not in str(caught.value)


def test_no_word_of_a_client_is_written_beside_the_log(tmp_path, caplog, capfd, recwarn):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        client.ehlo()
        assert client.docmd("FOO 13812345678")[0] == 500
        client.docmd("AUTH", "PLAIN AAAA")
        client.send_message(mail())
    assert not caplog.records and not [one for one in recwarn if "aiosmtpd" in one.filename]
    assert "FOO" not in "".join(capfd.readouterr())
