"""Strict JSON (RFC 8259) → the same tree as YAML, with lines: what machines write and the YAML reader would misread.

YAML's double-quoted text has no surrogate pairs and its keys may not stand on another line than their colon, so
valid JSON is read here and not as YAML. Works on the bytes in place; a token is decoded when it is met.
"""

from __future__ import annotations

import json
import re
from typing import NoReturn

from zhengan.facts.node import Builder, Node
from zhengan.kit.problem import Problem
from zhengan.kit.say import Say, say

LONGEST_TOKEN = 65_536
_SPACE = re.compile(rb"[ \t\n\r]*")
_STRING = re.compile(rb'"[^"\\\x00-\x1f]*+(?:\\["\\/bfnrtu][^"\\\x00-\x1f]*+)*+"')
_PLAIN = re.compile(rb"(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?=[ \t\n\r,\]}:]|\Z)")


class JsonBuilder(Builder):
    """Reads one JSON value; recursion is bounded by the depth. ``longest``: the bytes that one text or number may have."""

    def __init__(self, raw: bytes, source: str, longest: int = LONGEST_TOKEN):
        super().__init__(source)
        self.raw = raw
        self.longest = longest
        self.at = 0
        self.line = 1
        self.column = 1

    def build(self) -> Node:
        """The tree of the whole text; Problem where it is no JSON or more than one value."""
        root = self._value(1)
        if self._peek():
            self._fail("JSON 结尾有多余的内容")
        return root

    def _value(self, depth: int) -> Node:
        mark = self._peek()
        line, column = self.line, self.column
        if mark == b'"':
            return self.node(self._string(), line, column, quoted=True)
        if mark in (b"[", b"{"):
            self.deeper(depth, line, column)
            self._advance(self.at + 1)
            return self.node(self._items(depth) if mark == b"[" else self._pairs(depth), line, column)
        match = _PLAIN.match(self.raw, self.at, self.at + self.longest)
        if not match:
            self._fail("此处不是 JSON 的值" if mark else "JSON 没有写完")
        self._advance(match.end())
        text = match.group().decode()
        return self.node(None if text == "null" else text, line, column)

    def _items(self, depth: int) -> list[Node]:
        items: list[Node] = []
        if self._peek() == b"]":
            self._advance(self.at + 1)
            return items
        while True:
            items.append(self._value(depth + 1))
            if self._separator(b"]"):
                return items

    def _pairs(self, depth: int) -> dict[str, Node]:
        pairs: dict[str, Node] = {}
        if self._peek() == b"}":
            self._advance(self.at + 1)
            return pairs
        while True:
            if self._peek() != b'"':
                self._fail("JSON 的键应加双引号")
            line, column = self.line, self.column
            name = self.key(pairs, self._string(), line, column)
            if self._peek() != b":":
                self._fail("键之后缺少冒号")
            self._advance(self.at + 1)
            pairs[name] = self.under(line, self._value(depth + 1))
            if self._separator(b"}"):
                return pairs

    def _separator(self, end: bytes) -> bool:
        """Whether the list or mapping ends here; else a comma has been passed."""
        mark = self._peek()
        if mark not in (b",", end):
            self._fail(say("缺少逗号或 {end}", end=end.decode()))
        self._advance(self.at + 1)
        return mark == end

    def _string(self) -> str:
        match = _STRING.match(self.raw, self.at, self.at + self.longest)
        if not match:
            whole = _STRING.match(self.raw, self.at)
            if whole:
                self._too_long(whole.end() - self.at)
            self._fail("文字没有闭合，或含有未转义的控制字符")
        line, column = self.line, self.column
        token = match.group().decode()
        try:
            value = json.loads(token) if "\\" in token else token[1:-1]
        except ValueError:
            self._fail("文字中的转义有误")
        self._advance(match.end())
        return self.text(value, line, column)

    def _peek(self) -> bytes:
        """The next byte that is no white space; empty at the end."""
        mark = self.raw[self.at : self.at + 1]
        if mark > b" ":
            return mark
        match = _SPACE.match(self.raw, self.at)
        assert match is not None
        if match.end() > self.at:
            self._advance(match.end())
        return self.raw[self.at : self.at + 1]

    def _advance(self, to: int) -> None:
        passed = self.raw[self.at : to]
        if b"\n" in passed:
            self.line += passed.count(b"\n")
            self.column = 1
            passed = passed[passed.rfind(b"\n") + 1 :]
        self.column += len(passed) if passed.isascii() else len(passed.decode())
        self.at = to

    def _too_long(self, length: int) -> NoReturn:
        what, why = say("文字过长（{length} 字节）", length=length), say("上限 {most} 字节", most=self.longest)
        raise Problem(what, why, "请缩短", code="document", where=Node(None, self.source, self.line, self.column).where)

    def _fail(self, why: str | Say) -> NoReturn:
        raise Problem(
            "JSON 写法有误", why, "请检查该处的引号、逗号与括号；JSON 不允许注释与多余的逗号", code="document",
            where=Node(None, self.source, self.line, self.column).where,
        )  # fmt: skip
