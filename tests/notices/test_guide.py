"""What the guide says of mail works as it is written: its settings name a server and a sender, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from zhengan.kit.problem import Problem
from zhengan.notices.server import PORTS, parse, sender

GUIDE = Path(__file__).parents[2] / "docs" / "guide"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_settings_of_the_guide(language: str, settings: Any) -> None:
    page = (GUIDE / language / "6-gate-and-calendar.md").read_text("utf-8")
    block = next(part for part in re.findall(r"```console\n(.*?)```", page, re.S) if "SMTP" in part)
    named = dict(re.findall(r"^export (\w+)=(\S+)$", block, re.M))
    assert set(named) == {"ZHENGAN_SMTP_URL", "ZHENGAN_MAIL_FROM", "ZHENGAN_SITE_URL"}
    settings.SMTP_URL, settings.MAIL_FROM = named["ZHENGAN_SMTP_URL"], named["ZHENGAN_MAIL_FROM"]
    assert parse(settings.SMTP_URL).port == 587 and parse(settings.SMTP_URL).password
    assert sender() == "zhengan@example.cn"
    settings.MAIL_FROM = ""  # the user of that address is no address: without the second line nothing goes out
    with pytest.raises(Problem) as refused:
        sender()
    assert refused.value.code == "mail-from"
    for scheme, port in PORTS.items():
        assert f"{scheme}://" in page and str(port) in page
    assert parse("smtps://x:p%40ss@h").password == "p@ss" and "p%40ss" in page
