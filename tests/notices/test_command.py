"""`zhengan mail`: it works, or says why not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.notices.sink import listening
from zhengan.cli.main import main


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGAN_LANG", "zh")


def run(*args: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(args))
    return int(ended.value.code or 0)


def test_a_server_that_takes_it(db: None, chinese: None, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with listening() as sink:
        settings.SMTP_URL, settings.MAIL_FROM = sink.url, "z@example.cn"
        assert run("mail", "test", "ops@example.cn") == 0
        assert "已接收" in capsys.readouterr().out and len(sink.taken) == 1


def test_a_server_that_does_not(db: None, chinese: None, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with listening() as sink:
        settings.SMTP_URL, settings.MAIL_FROM = sink.url, "z@example.cn"
        sink.refuse["RCPT"] = "550 5.1.1 unknown"
        assert run("mail", "test", "ops@example.cn") == 2
        said = capsys.readouterr().err
        assert "邮件服务器不接受收件地址" in said and "550 5.1.1 unknown" in said and "处理" in said


def test_in_english(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ZHENGAN_LANG", "en")
    settings.SMTP_URL = ""
    assert run("mail", "send") == 2
    said = capsys.readouterr().err
    assert "No mail server is set up" in said and "smtp+tls://user" in said


def test_an_address_that_is_none(db: None, chinese: None, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with listening() as sink:
        settings.SMTP_URL, settings.MAIL_FROM = sink.url, "z@example.cn"
        assert run("mail", "test", "no\nBcc: x@example.cn") == 2
        assert "收件地址" in capsys.readouterr().err and sink.conversations == 0
