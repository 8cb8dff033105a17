"""The command-line library's complaints come in the terminal's language; a version that words them otherwise is noticed."""

from __future__ import annotations

import ast
import inspect
from types import ModuleType

import click.core
import click.exceptions
import click.parser
import click.types
import pytest

from tests.cli.test_main import run
from zhengan.cli.clickwords import WORDS

NOT_SHOWN = ("Error: ", "Try '", "Invalid value", "Missing argument", "Missing option", "Missing parameter", "Missing {")
"""Put around a complaint, or instead of one of ours (``show.misuse``)."""


def looked_up(module: ModuleType) -> set[str]:
    """Every text that a module of the library looks up."""
    calls = (node for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.Call))
    asked = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext"))
    return {arg.value for call in asked for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}


def test_every_complaint_about_a_value_has_its_words() -> None:
    assert set(WORDS) <= looked_up(click.types) | looked_up(click.exceptions) | looked_up(click.parser) | looked_up(click.core)
    shown = looked_up(click.types) | looked_up(click.parser)
    assert {text for text in shown if not text.startswith(("Choose from", "Choice(", "Invalid start"))} <= set(WORDS)


@pytest.mark.parametrize(("args", "chinese", "english"), [
    (("calendar", "nope"), "没有命令 'nope'", "No such command 'nope'"),
    (("serve", "--port", "99999"), "99999 不在范围", "99999 is not in the range"),
    (("serve", "--port", "x"), "'x' 不是数", "'x' is not a valid integer"),
    (("serve", "--port"), "后面要写一个值", "requires an argument"),
    (("serve", "more"), "多写了：more", "unexpected extra argument"),
    (("serve", "--schedule", "x"), "不在可选值之内", "is not one of"),
    (("mask", "run", "nowhere.csv", "-o", "x"), "没有文件 nowhere.csv", "nowhere.csv"),
])  # fmt: skip
def test_they_come_in_the_terminals_language(args: tuple[str, ...], chinese: str, english: str) -> None:
    for lang, said in (("zh", chinese), ("en", english)):
        done = run(*args, lang=lang)
        assert done.returncode == 2 and said in done.stderr, done.stderr
