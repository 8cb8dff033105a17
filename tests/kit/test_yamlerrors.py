"""Why YAML cannot be read is said in the reader's language, whichever of the two parsers says it."""

from __future__ import annotations

import re

import pytest
import yaml

from zhengan.kit import yamlerrors

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])]
BROKEN = [
    ("a: {b: c\n  d: e\n", "{ }", 2), ("a: [1, 2\nb: c\n", "[ ]", 2), ("a: b\n c: d\n", "冒号", 2), ("a: b: c\n", "冒号", 1),
    ("a: 'x\nb: c\n", "引号", 1), ('a: "\\q"\n', "转义", 1), ("a: @b\n", "字符", 1), ("a:\n\tb: c\n", "制表符", 2),
    ("- a\nb: c\n", "没有对齐", 2), ("a: }\n", "括号", 1), ("a: *\n", "引号", 1), ("a: 1\n---\nb: 2\n", "多个文档", 2),
    ("a: b\x07\n", "字符编码", 1), ("a: b\n\nc: d\x07\n", "字符编码", 3),
]  # fmt: skip


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "word", "line"), BROKEN)
def test_said_with_its_place(loader: type[yaml.SafeLoader], text: str, word: str, line: int) -> None:
    with pytest.raises(yaml.YAMLError) as error:
        yaml.compose(text, Loader=loader)
    said = str(yamlerrors.reason(error.value))
    assert word in said and not re.search("[a-z]{3}", said) and yamlerrors.where(error.value, "x.yaml", text).line == line
    assert yamlerrors.words(error.value)


def test_words_that_are_not_known_are_the_parsers_own() -> None:
    error = yaml.scanner.ScannerError(problem="found something new")
    assert yamlerrors.reason(error) == "found something new" and yamlerrors.reason(error, "写法有误") == "写法有误"
    assert str(yamlerrors.where(error, "x.yaml")) == "x.yaml"
