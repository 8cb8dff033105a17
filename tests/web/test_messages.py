"""Every Chinese text a reader may meet on a page has its English, and the compiled catalogue is the one asked for."""

from __future__ import annotations

import subprocess
import sys

import polib

from scripts import webmessages
from tests.architecture.tree import ROOT


def test_the_catalogue_is_whole_and_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/webmessages.py", "--check"], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_missing_translation_is_a_fault() -> None:
    po = polib.POFile()
    po.append(polib.POEntry(msgid="{day} 还没有到", msgstr=""))
    po.append(polib.POEntry(msgid="{day} 已过", msgstr="It has passed"))
    assert [fault for fault in webmessages.faults(po) if "还没有到" in fault or "已过" in fault] == [
        "no English: {day} 还没有到",
        "other placeholders: {day} 已过",
    ]


def test_every_fixed_word_of_a_fact_can_be_said() -> None:
    from zhengan.registers.catalogue import REGISTERS
    from zhengan.registers.kit.words import WORDS

    unsaid = {
        f"{register.name}.{field.name}: {word}"
        for register in REGISTERS.values()
        for field in register.fields
        for word in field.words
        if not word.isdigit() and word not in WORDS and f"{field.name}.{word}" not in WORDS
    }
    assert unsaid == set()
