"""Why YAML could not be read, in the reader's language: the parsers' own words are English, and those of libyaml are others."""

from __future__ import annotations

import yaml

from zhengan.kit.problem import Where
from zhengan.kit.say import Say, say

UNCLOSED, NO_COLON = "引号没有闭合", "缺少冒号，或冒号后没有空格"
IN_LIST, IN_BRACES = "列表 [ ] 没有闭合，或缺少逗号", "括号 { } 没有闭合，或缺少逗号"
NO_KEY, NOTHING = "缩进没有对齐，或缺少“键:”", "此处缺少内容，或有多余的括号"
TABBED, MORE = "缩进用了制表符，应改用空格", "结尾有多余的内容"
MARK = "文字以 & 或 * 开头时请加引号"
NO_START = "出现了不能在此开头的字符（如制表符、@、`、%）"
REASONS = {
    "mapping values are not allowed": "此处不应再有冒号；值中含冒号或缩进不齐时会如此",
    "could not find expected ':'": NO_COLON,
    "found character '\\t'": TABBED,
    "found character": NO_START,
    "found a tab character": TABBED,
    "found unexpected end of stream": UNCLOSED,
    "found unexpected document": UNCLOSED,
    "found unknown escape character": "双引号内有不认识的转义（反斜杠请写两个，或改用单引号）",
    "expected escape sequence": "双引号内有不认识的转义（反斜杠请写两个，或改用单引号）",
    "did not find expected ',' or ']'": IN_LIST,
    "expected ',' or ']'": IN_LIST,
    "did not find expected ',' or '}'": IN_BRACES,
    "expected ',' or '}'": IN_BRACES,
    "did not find expected '-' indicator": "列表项没有对齐，或缺少“- ”",
    "did not find expected key": NO_KEY,
    "expected <block end>": NO_KEY,
    "did not find expected <document start>": MORE,
    "expected '<document start>'": MORE,
    "did not find expected node content": NOTHING,
    "expected the node content": NOTHING,
    "block sequence entries are not allowed": "“- ”不能写在这里，应另起一行",
    "sequence entries are not allowed": "“- ”不能写在这里，应另起一行",
    "did not find expected alphabetic": MARK,
    "expected alphabetic": MARK,
    "found unknown directive": NO_START,
    "but found another document": "文件含有多个文档（“---”），只应有一个",
    "could not determine a constructor for the tag": "不接受标签（!…）：文字以 ! 开头时请加引号",
}  # fmt: skip
"""By how the words of libyaml, or of PyYAML where that is not there, begin; the longer before what it begins with."""


def reason(error: yaml.YAMLError, otherwise: str = "") -> Say | str:
    """What a Problem gives as the cause: a sentence of the catalogue, else ``otherwise``, else the parser's own words."""
    if isinstance(error, yaml.reader.ReaderError):
        return say("字符编码 {character}", character=repr(error.character))
    told = words(error)
    return next((zh for en, zh in REASONS.items() if told.startswith(en)), otherwise or told)


def words(error: yaml.YAMLError) -> str:
    """The parser's own words."""
    return str(getattr(error, "problem", "") or getattr(error, "context", "") or getattr(error, "reason", ""))


def where(error: yaml.YAMLError, source: str, text: str | bytes = "") -> Where:
    """The place; ``text``: what was read, for a character that no YAML may hold is counted from its beginning."""
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position]
        return Where(source, (before.count(b"\n") if isinstance(before, bytes) else before.count("\n")) + 1)
    quoted = "quoted scalar" in str(getattr(error, "context", ""))  # an open quote is mended where it opens, not at the end
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    mark = (quoted and marks[1]) or marks[0] or marks[1]
    return Where(source, mark.line + 1, mark.column + 1) if mark else Where(source)
