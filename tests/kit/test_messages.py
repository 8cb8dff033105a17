"""English for every text a reader may meet: none missing, none stale, and none that stays Chinese once rendered."""

from __future__ import annotations

import ast
import dataclasses
import functools
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import polib
import pytest

from tests.architecture.tree import ROOT
from zhengan.facts.book import FactBook
from zhengan.kit.problem import Problem, Where
from zhengan.kit.quantities import UNITS, Quantity
from zhengan.kit.say import say
from zhengan.law.cases import Case, all_cases
from zhengan.law.engine import evaluate

CHINESE = re.compile("[\u3001-\u301b\u4e00-\u9fff\uff01-\uff5e]")
KEPT = ("证安", "2026年3月3日")  # the product's own name, and a way of writing dates that is accepted


def script() -> ModuleType:
    """The collector, as `make messages` runs it."""
    spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


messages = script()


@functools.cache
def collected() -> polib.POFile:
    po: polib.POFile = messages.collect()
    return po


def test_no_text_lacks_its_english() -> None:
    assert messages.faults(collected()) == []


def test_the_catalogue_is_the_one_the_source_asks_for() -> None:
    assert messages.PO.read_text("utf-8") == str(collected())
    assert messages.PO.with_suffix(".mo").read_bytes() == collected().to_binary()


def test_the_english_is_english() -> None:
    for entry in collected():
        for text in entry.msgstr_plural.values() or [entry.msgstr]:
            assert not left_chinese(text, KEPT), text


COUNTED = re.compile(r"(?:\{|%\()(?:count|n|total|values|cases|taken|failed|looked|unmasked|gone)[})]s? (?:\w+ )?\w+s\b")
BOUNDED = re.compile(r"(?:newest|is given|at least|at most|more than|too long|too large|workbook has)", re.IGNORECASE)


@pytest.mark.parametrize("name", ["zhengan.po", "django.po"])
def test_no_count_governs_a_plural(name: str) -> None:
    """What has no plural forms (a ``Say``) is worded so that one of a thing reads as well: “Errors: 1”, never “1 errors”."""
    plain = [e for e in polib.pofile(str(messages.PO.with_name(name))) if not e.obsolete and not e.msgid_plural]
    assert [e.msgstr for e in plain if COUNTED.search(e.msgstr) and not BOUNDED.search(e.msgstr)] == []
    assert COUNTED.search("{count} errors; nothing") and COUNTED.search("%(n)s more findings are")


def test_a_missing_text_and_a_lost_placeholder_are_found() -> None:
    po = polib.POFile()
    po.append(polib.POEntry(msgid="缺 {figure}"))
    po.append(polib.POEntry(msgid="于 {day:%Y} 起", msgstr="since {day}"))
    po.append(polib.POEntry(msgid="项", msgid_plural="项", msgstr_plural={0: "item", 1: ""}))
    po.append(polib.POEntry(msgid="共 {n}", msgstr="{n} in all"))
    assert messages.faults(po) == ["no English: 缺 {figure}", "other placeholders: 于 {day:%Y} 起", "no English: 项"]


SOURCE = '''
"""模块说明"""
WORDS = ("是", "否")
ASKED = re.compile(r"[是否]")
HELP = "查看用法"
"""说明"""

@rule("1.1-x", over=institution)
def one(body):
    """规则所问。"""
    return say("缺：{missing}", missing=f"甲{body}")

def two():
    """函数说明"""

class Gate(Fact):
    zh = "等级测评"
    en = "MLPS assessment"
    plan: str = told("测试方案", en="Test plan")
'''


def test_what_readers_meet_is_collected_and_nothing_else() -> None:
    tree = ast.parse(SOURCE)
    found = {text: english for text, _line, english in messages.texts(tree, frozenset({"WORDS"}))}
    assert found == {
        "查看用法": "", "规则所问。": "", "缺：{missing}": "", "等级测评": "MLPS assessment", "测试方案": "test plan",
    }  # fmt: skip
    assert list(messages.hidden(tree)) == [SOURCE.split("\n").index('    return say("缺：{missing}", missing=f"甲{body}")') + 1]


def test_sessions_holidays_and_sources_are_collected() -> None:
    places = {entry.msgid: entry.occurrences[0][0] for entry in collected()}
    assert places["午间休市"] == "kit/calendar/data/hours.csv"
    assert places["抗战胜利纪念日"] == "kit/calendar/data/holidays.csv"
    assert any(place.endswith("a14_mlps/limits.toml") for place in places.values())


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit not in ("ratio", "times")])
def test_a_unit_agrees_with_its_number(unit: str) -> None:
    one, two = Quantity(1, unit).render("en"), Quantity(2, unit).render("en")
    assert not left_chinese(one) and (one == "1 person" or one[2:] + "s" == two[2:])
    assert Quantity(0.5, unit).render("en").split(" ", 1)[1] == two[2:]


def test_times_keep_two_decimals() -> None:
    assert Quantity(2, "times", "≥").render("en") == "≥ 2.00 times"


def test_a_problem_reads_in_english() -> None:
    line = Problem("文件是空的", "没有内容可读", "请写入机构与事实", where=Where("a.yaml", 3, 1)).line("en")
    assert line == "a.yaml line 3 column 1: The file is empty (There is no content) → Write the institution and its facts"


def strings(value: Any) -> Iterator[str]:
    """Every text inside a fact."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list, frozenset)):
        for item in value:
            yield from strings(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from strings(getattr(value, field.name))


def left_chinese(text: str, names: tuple[str, ...] = ()) -> str:
    """The Chinese of a text that is not one of the names."""
    for name in names:
        text = text.replace(name, "")
    return "".join(CHINESE.findall(text))


CASES = {f"{case.rule} {case.line}": case for case in all_cases()}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_findings_read_in_english(case: Case) -> None:
    own = {text for fact in case.facts for text in strings(fact) if CHINESE.search(text)}
    names = tuple(sorted(own, key=len, reverse=True))
    for finding in evaluate(FactBook(case.facts, case.as_of)):
        data = finding.as_dict("en")
        for said in (data["says"], data["do"] or ""):
            assert not left_chinese(said, names), said
            assert "{" not in said, said


def test_a_text_without_english_would_be_seen() -> None:
    assert left_chinese(say("“{name}”不在目录里", name="核心系统").render("en"), ("核心系统",))


HELP = """
import click
from zhengan.cli.main import cli

def show(command, name, parent=None):
    context = click.Context(command, info_name=name, parent=parent)
    print(command.get_help(context))
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            show(command.get_command(context, inner), inner, context)

show(cli, "zhengan")
"""


def test_the_help_of_every_command_reads_in_english() -> None:
    env = {**os.environ, "ZHENGAN_LANG": "en", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", HELP], capture_output=True, text=True, env=env, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "zhengan law coverage" in done.stdout and "zhengan gate change" in done.stdout
    for line in done.stdout.splitlines():
        assert not left_chinese(line, ("证安",)), line
