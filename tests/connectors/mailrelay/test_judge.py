"""Large mails: read in good time, in a process of their own, and held where they are not."""

from __future__ import annotations

import base64
import os
import signal
import threading
import time

import pytest

from tests.connectors.mailrelay.test_relay import mail, relaying, shown
from tests.notices.sink import listening
from zhengan.connectors.mailrelay import server
from zhengan.connectors.mailrelay.judge import SMALL, Broken, Busy, Judge
from zhengan.connectors.mailrelay.rewrite import rewrite
from zhengan.masking import choice

LINES = "尊敬的张伟先生：您的手机13812345678已更新，谢谢。\n订单 12345678 已于 2026-03-03 成交，数量 1,200 股。\n"
LARGE = LINES * 12_000  # 1.7 MB
HEAD = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"


def large(count: int = 12_000) -> bytes:
    return HEAD + (LINES * count).replace("\n", "\r\n").encode()


@pytest.fixture
def judge():
    made = Judge(hands=1)
    yield made
    made.close()


def test_others_are_answered_while_a_large_mail_is_read(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path) as run:
        with run.client() as client:
            client.send_message(mail(LINES * 500))  # the process has loaded its kernels
        done, answered = threading.Event(), 0

        def send() -> None:
            with run.client() as client:
                client.send_message(mail(LARGE))
            done.set()

        thread = threading.Thread(target=send)
        thread.start()
        with run.client() as client:
            while not done.is_set():
                client.send_message(mail())
                answered += 1
        thread.join()
        assert answered > 2  # one, were the large mail waited for
        whole = next(one for one in sink.taken if len(str(one)) > 1_000_000)
        assert shown(whole) == LARGE.replace("张伟", "张＊").replace("13812345678", "138****5678")


def test_a_process_of_its_own_judges_as_the_relay_does(judge):
    raw = large(300) + "卡号 1234567812345678".encode()
    assert len(raw) > SMALL
    for attachments in ("hold", "pass"):
        assert judge.judged(raw, attachments, True) == rewrite(raw, attachments, True)
    assert judge.judged(raw, "hold", False).doubts == {"card_label": 1}
    assert len(judge._free) == 1  # the same process all along


def test_a_mail_that_is_not_read_in_time_is_held_whole(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path, judging=0.05) as run, run.client() as client:
        client.send_message(mail(LARGE))
        assert not sink.taken and run.lines[-1]["verdict"] == "held" and run.lines[-1]["doubts"] == {"time": 1}
        (held,) = run.spool.all()
        assert held.doubts == {"time": 1}
        client.send_message(mail())  # and the next goes out
        assert len(sink.taken) == 1


def test_none_free_in_time_is_busy_and_a_process_that_dies_is_broken(judge):
    judge.judged(large(300), "hold", False)
    (hand,) = judge._free
    os.kill(hand.process.pid, signal.SIGKILL)
    hand.process.wait()
    with pytest.raises(Broken):
        judge.judged(large(300), "hold", False)
    assert judge.judged(large(300), "hold", False).counts["mobile"] == 300  # by another one
    judge.seconds = 0.05
    judge._turns.acquire()
    with pytest.raises(Busy):
        judge.judged(large(300), "hold", False)
    judge._turns.release()


def test_a_closed_judge_leaves_no_process(judge):
    judge.judged(large(300), "hold", False)
    (hand,) = judge._free
    judge.close()
    assert hand.process.poll() is not None


FIGURES = HEAD + (b"1 " * 35 + b"\r\n") * 60  # 4 KB, of which the reference reads for a second


def test_small_mails_that_take_long_are_read_apart_until_the_kernels_are_loaded(judge, monkeypatch):
    monkeypatch.setattr(choice, "loaded", lambda: False)
    coded = HEAD.replace(b"8bit", b"base64") + base64.encodebytes(b"1 " * 1800).replace(b"\n", b"\r\n")
    word = b"=?utf-8?B?" + base64.b64encode(b"1 " * 1800) + b"?="
    heads = [field + word + b"\r\n" + HEAD for field in (b"Subject: ", b"To: ", b"References: ", b"X-Mailer: ")]
    for raw in (FIGURES, FIGURES.replace(b"plain", b"html"), coded, *heads):
        assert len(raw) < SMALL
        begun = time.process_time()
        assert not judge.judged(raw, "hold", False).doubts and len(judge._free) == 1
        assert time.process_time() - begun < 2  # in this process
        os.kill(judge._free[0].process.pid, signal.SIGSTOP)  # it never answers
        judge.seconds, before = 0.1, judge.seconds
        assert judge.judged(raw, "hold", False).doubts == {"time": 1} and not judge._free
        judge.seconds = before
    assert judge.judged(large(20), "hold", False).counts["mobile"] == 20 and not judge._free


def test_the_relay_loads_the_kernels_when_it_starts(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(server, "warm", lambda: asked.append(True))
    with listening() as sink, relaying(sink.url, tmp_path):
        assert asked == [True]


def test_a_small_mail_of_figures_stalls_nobody(tmp_path):
    """Through the real relay, kernels or not: a second each it would be, and every client behind it would wait."""
    begun = time.monotonic()
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        for _ in range(4):
            client.sendmail("a@b.cn", ["c@d.cn"], FIGURES)
        assert len(sink.taken) == 4 and {line["verdict"] for line in run.lines} == {"forwarded"}
    assert time.monotonic() - begun < 40
