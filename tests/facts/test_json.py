"""JSON as machines write it: what strict JSON allows is read, what it does not is refused with line and column."""

from __future__ import annotations

import json

import pytest

from tests.facts.documents import HEAD, line_of, read, refusal
from zhengan.facts.document import parse_document
from zhengan.facts.node import Node

FIRM = {
    "zhengan": 1,
    "institution": {"id": "demo", "name": "示例证券", "kind": "operating"},
    "facts": {"systems": [{"id": "core", "name": "核心交易系统", "since": "2020-01-01"}]},
}


@pytest.mark.parametrize("form", [
    {},
    {"indent": "\t"},
    {"indent": 2, "ensure_ascii": False},
    {"separators": (",", ":")},
    {"separators": ("\r\n,", "\t\n:\r")},
])  # fmt: skip
def test_however_it_is_laid_out(form: dict[str, object]) -> None:
    assert read(json.dumps(FIRM, **form), "x.json") == read(HEAD)  # type: ignore[arg-type]


def test_escapes_and_surrogate_pairs() -> None:
    tree = parse_document(r'{"a": "\u8bc1\u5b89 \ud83d\ude00 \"\\\/ \n\t", "b": "😀"}', "x.json")
    assert tree.value["a"].value == '证安 😀 "\\/ \n\t' and tree.value["b"].value == "😀"


def test_places_count_lines_and_characters() -> None:
    tree = parse_document('{\n  "证":\n    [1,\t"安", 2]\n}', "x.json")
    places = [(n.value, n.line, n.column) for n in tree.value["证"].value]
    assert places == [("1", 3, 6), ("安", 3, 9), ("2", 3, 14)]
    assert tree.value["证"].line == 2


def test_values() -> None:
    tree = parse_document('[null, true, false, -0.5e+3, "", "null", [], {}]', "X.JSON")
    assert [(n.value, n.quoted) for n in tree.value] == [
        (None, False), ("true", False), ("false", False), ("-0.5e+3", False),
        ("", True), ("null", True), ([], False), ({}, False),
    ]  # fmt: skip
    assert isinstance(tree, Node)


@pytest.mark.parametrize(("text", "line", "word"), [
    ('{"a": 1,}', 1, "键应加双引号"),
    ("[1,]", 1, "不是 JSON 的值"),
    ("{a: 1}", 1, "键应加双引号"),
    ("{'a': 1}", 1, "键应加双引号"),
    ('{"a": \'b\'}', 1, "不是 JSON 的值"),
    ('{\n// so\n"a": 1}', 2, "键应加双引号"),
    ('{\n"a": 1 /* so */}', 2, "缺少逗号"),
    ('{"a" 1}', 1, "缺少冒号"),
    ('{"a": 1\n"b": 2}', 2, "缺少逗号或 }"),
    ("[1 2]", 1, "缺少逗号或 ]"),
    ("[1}", 1, "缺少逗号或 ]"),
    ("[NaN]", 1, "不是 JSON 的值"),
    ("[Infinity]", 1, "不是 JSON 的值"),
    ("[-Infinity]", 1, "不是 JSON 的值"),
    ("[01]", 1, "不是 JSON 的值"),
    ("[0x10]", 1, "不是 JSON 的值"),
    ("[+1]", 1, "不是 JSON 的值"),
    ("[.5]", 1, "不是 JSON 的值"),
    ("[5.]", 1, "不是 JSON 的值"),
    ("[1_000]", 1, "不是 JSON 的值"),
    ("[True]", 1, "不是 JSON 的值"),
    ("[None]", 1, "不是 JSON 的值"),
    ("[undefined]", 1, "不是 JSON 的值"),
    ("[1", 1, "缺少逗号"),
    ("[", 1, "没有写完"),
    ('{"a":', 1, "没有写完"),
    ('["a', 1, "没有闭合"),
    ('["a\nb"]', 1, "没有闭合"),
    ('["\\x41"]', 1, "没有闭合"),
    ('["\\u12"]', 1, "转义有误"),
    ('["\\ud83d"]', 1, "U+D83D"),
    ('["\\u0000"]', 1, "U+0000"),
    ('["\\u202e"]', 1, "U+202E"),
    ('{"a": 1, "a": 2}', 1, "键“a”重复"),
    ('{"a": 1, "\\u0061": 2}', 1, "键“a”重复"),
    ("[] []", 1, "多余的内容"),
    ("{}\n{}", 2, "多余的内容"),
    ("[" * 25 + "]" * 25, 1, "嵌套过深"),
    ('{"a":' * 25 + "1" + "}" * 25, 1, "嵌套过深"),
    ('["' + "长" * 30_000 + '"]', 1, "过长"),
    ("[" + "9" * 70_000 + "]", 1, "缺少逗号"),
    (HEAD, 1, "不是 JSON 的值"),
])  # fmt: skip
def test_refused(text: str, line: int, word: str) -> None:
    problem = refusal(text, "x.json")
    assert line_of(problem) == line and word in str(problem)


def test_a_quoted_number_is_a_text() -> None:
    firm = {**FIRM, "facts": {"capacities": [{"system": "core", "measure": "m", "value": "5", "since": "2024-01-01"}]}}
    assert "不是数" in str(refusal(json.dumps(firm), "x.json"))
