"""The tree a document becomes: values that know their place, built under bounds that hostile input cannot pass.

Both readers, of YAML and of JSON, hand their scalars and mappings to a ``Builder``, so that depth, number of values,
hidden characters and duplicate keys are refused in one place and in the same words.
"""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass
from typing import Any

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Say, say

MOST_DEPTH = 24
MOST_VALUES = 500_000
LONGEST_KEY = 200


@dataclass(slots=True)
class Node:
    """A scalar (``str``; None for an empty or null one), a list of nodes, or a dict of nodes, with its place.

    ``quoted`` tells ``"5"`` from ``5``. A value that begins below its key stands at the key's line.
    """

    value: Any
    source: str
    line: int
    column: int
    quoted: bool = False

    @property
    def where(self) -> Where:
        """The place, for a Problem."""
        return Where(self.source, self.line, self.column)


class Builder:
    """Makes the nodes of one document; raises Problem where a bound is passed."""

    def __init__(self, source: str):
        self.source = source
        self.left = MOST_VALUES

    def problem(self, line: int, column: int | None, what: str | Say, why: str | Say, do: str) -> Problem:
        """A Problem at a place of this document."""
        return Problem(what, why, do, code="document", where=Where(self.source, line, column))

    def node(self, value: Any, line: int, column: int, quoted: bool = False) -> Node:
        """One value, counted: a document of more than ``MOST_VALUES`` belongs in a batch import."""
        self.left -= 1
        if self.left < 0:
            why = say("一份文件最多 {most} 个值", most=MOST_VALUES)
            raise self.problem(line, column, "文件内容过多", why, "请拆分，或改用批量导入")
        return Node(value, self.source, line, column, quoted)

    def text(self, value: str, line: int, column: int) -> str:
        """The text, once nothing in it hides from a reader."""
        if not value.isprintable():
            for character in value:
                if "\ud800" <= character <= "\udfff":
                    raise self.problem(
                        line, column, say("文字中有半个字符 {character}", character=character_name(character)),
                        "一个字符由两半组成，另一半不在（常见于按长度截断的文字）", "请在截断之前的文字上重试，或删除它",
                    )  # fmt: skip
                if is_hidden(character):
                    raise self.problem(
                        line, column, say("文字中有看不见的控制字符 {character}", character=character_name(character)),
                        "它会使看到的与判定的不是同一内容", "请删除该字符",
                    )  # fmt: skip
        return value

    def deeper(self, depth: int, line: int, column: int) -> None:
        """Refuse a nesting no honest document has."""
        if depth > MOST_DEPTH:
            raise self.problem(line, column, "嵌套过深", say("最多 {most} 层", most=MOST_DEPTH), "请检查多余的括号或缩进")

    def key(self, pairs: dict[str, Node], value: Any, line: int, column: int) -> str:
        """The key of the next pair: a text, of sensible length, not written before."""
        if not isinstance(value, str):
            raise self.problem(line, column, "键应为文字", "列表、一组键值或空值不能作键", "请改写该键")
        if len(value) > LONGEST_KEY:
            what = say("键过长（{length} 字）", length=len(value))
            raise self.problem(line, column, what, say("上限 {most} 字", most=LONGEST_KEY), "请改正该键")
        if value in pairs:
            why = say("第 {line} 行已有一个，后者会悄悄盖掉前者", line=str(pairs[value].line))
            raise self.problem(line, column, say("键“{key}”重复", key=value[:80]), why, "请只留一个")
        return sys.intern(self.text(value, line, column))

    def under(self, key_line: int, node: Node) -> Node:
        """The value of a pair, placed at its key's line where it begins below it."""
        node.line = min(node.line, key_line)
        return node


def is_hidden(character: str) -> bool:
    """Controls (tab and line feed aside), bidirectional and invisible marks, surrogates, exotic line ends.

    The two joiners stay: emoji and some scripts need them.
    """
    if character in "\t\n\u200c\u200d":
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def character_name(character: str) -> str:
    """``U+202E RIGHT-TO-LEFT OVERRIDE``: a character that cannot itself be shown."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
