"""A policy is read to its last key, or refused with the line and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.operators.fpe import Fpe

ONCE = bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")
HEAD = 'zhengan-masking: "1"\n'


def load(folder: Path, text: str, environment: dict[str, str] | None = None) -> policy.Policy:
    path = folder / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    return policy.load(path, environment or {}, ONCE)


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("columns: {a: {kind: name}}\n", 1, "zhengan-masking"),
        (HEAD + "colums: {}\n", 2, "colums"),
        (HEAD + "columns:\n  a: {kind: name}\n  a: {kind: mobile}\n", 4, "两次"),
        (HEAD + "columns:\n  a: {kind: nmae}\n", 3, "nmae"),
        (HEAD + "columns:\n  a: {operator: blur}\n", 3, "blur"),
        (HEAD + "columns:\n  a: {kind: name, fron: 1}\n", 3, "fron"),
        (HEAD + "columns:\n  a: {kind: name, operator: keep, front: two}\n", 3, "front"),
        (HEAD + "columns:\n  a: {kind: resident_id, operator: fpe}\n", 3, "密钥"),
        (HEAD + "columns:\n  a: {operator: hash}\n", 3, "密钥"),
        (HEAD + "key: once\ncolumns:\n  a: {operator: fpe}\n", 4, "kind"),
        (HEAD + "key: once\ncolumns:\n  a: {kind: mobile, operator: fpe, key: 00}\n", 4, "key"),
        (HEAD + "key: 00112233445566778899aabbccddeeff\ncolumns:\n  a: {operator: hash}\n", 2, "密钥"),
        (HEAD + "key: {env: SHORT}\ncolumns:\n  a: {operator: hash}\n", 2, "太短"),
        (HEAD + "rest: &all scan\n", 2, "锚点"),
        (HEAD + "patterns:\n  - {regex: '(a)\\1'}\n", 3, "RE2"),
        (HEAD + "patterns:\n  - {regex: 'a*'}\n", 3, "空文字"),
        (HEAD + "rest: [scan\n", 3, "YAML"),
        (HEAD + "columns: {a: {kind: text}}\ntext_columns: [a]\n", 3, "两次"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, line: int, word: str) -> None:
    with pytest.raises(Problem) as refused:
        load(tmp_path, text, {"SHORT": "00ff"})
    assert word in refused.value.line()
    assert refused.value.where and refused.value.where.line == line
    assert refused.value.do or refused.value.why


def test_lists_become_options(tmp_path: Path) -> None:
    made = load(tmp_path, HEAD + "key: once\ncolumns:\n  a: {kind: resident_id, operator: fpe, zones: [1880, 1950, 2050]}\n")
    operator = made.rule("a").operator
    assert isinstance(operator, Fpe) and operator.zones == (1880, 1950, 2050)


def test_the_key_is_named_by_its_mark_only(tmp_path: Path) -> None:
    text = HEAD + "key: {env: K}\ncolumns:\n  a: {kind: mobile, operator: fpe}\n"
    made = load(tmp_path, text, {"K": ONCE.hex()})
    assert made.key_mark and ONCE.hex() not in repr(made)
    again = load(tmp_path, text, {"K": ONCE.hex()})
    assert (again.key_mark, again.digest) == (made.key_mark, made.digest)


def test_columns_not_named_follow_their_header(tmp_path: Path) -> None:
    made = load(tmp_path, HEAD + "columns:\n  a: {operator: leave}\n")
    assert made.rule("a").operator is None and not made.rule("a").scan
    assert made.rule("客户手机号").kind == "mobile"
    assert made.rule("IP地址").scan
    assert load(tmp_path, HEAD + "rest: drop\n").rule("b").named == "drop"


def test_who_has_the_key_gets_the_values_back(tmp_path: Path) -> None:
    text = HEAD + "key: {env: K}\ncolumns:\n  a: {kind: mobile, operator: fpe}\n  b: {kind: mobile, operator: fpe, back: true}\n"
    made = load(tmp_path, text, {"K": ONCE.hex()})
    there, back = made.rule("a").operator, made.rule("b").operator
    assert there and back
    assert there.value("13812345678") != "13812345678" == back.value(there.value("13812345678"))


def test_options_that_operators_refuse_name_the_file_and_the_line(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="分段") as told:
        load(tmp_path, HEAD + "key: once\ncolumns:\n  a: {kind: resident_id, operator: fpe, zones: [1990, 1980]}\n")
    assert told.value.where and (told.value.where.source, told.value.where.line) == ("policy.yaml", 4)


def test_a_pattern_takes_the_options_of_its_operator(tmp_path: Path) -> None:
    rule = "key: once\npatterns:\n  - {regex: 'AB[0-9]+', operator: hash, domain: x, length: 16%s}\n"
    one, other = (load(tmp_path, HEAD + rule % more).patterns[0].operator.value("AB1") for more in ("", ", digest: sm3"))
    assert one != other and len(one or "") == len(other or "") == 16


BROKEN = [
    ("columns:\n  a: {kind: name\n  b: x\n", 4, "{ }", "expected"), ("columns:\n\ta: x\n", 3, "制表符", "found character"),
    ("patterns:\n  - {regex: '(a'}\n", 3, "圆括号", "missing )"),
    ("patterns:\n  - {regex: '(?<=a)b'}\n", 3, "环视", "perl operator"),
    ("patterns:\n  - {regex: 'a{1001}'}\n", 3, "次数", "repetition"),
    ("patterns:\n  - {regex: '(a)\\1'}\n", 3, "回溯引用", "escape"),
    ("patterns:\n  - {regex: '[z-a]'}\n", 3, "区间", "range"), ("purpose: !x test\n", 2, "标签", "constructor"),
    ("version: 2025-13-45\n", 2, "日期", ""), ('purpose: "\\ud800"\n', 2, "U+D800", ""),
    ("purpose: a\x07\n", 2, "字符编码", "special"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "word", "own"), BROKEN)
def test_what_libraries_refuse_is_said_with_their_words_behind(tmp_path: Path, text: str, line: int, word: str, own: str) -> None:
    with pytest.raises(Problem) as problem:
        load(tmp_path, HEAD + text)
    where, (why, _, words) = problem.value.where, str(problem.value).partition("；原话：")
    assert where and where.line == line and word in why and own in words and bool(words) == bool(own)
