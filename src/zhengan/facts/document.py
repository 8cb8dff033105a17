"""YAML or JSON text → a tree that knows its lines, read so that hostile input costs nothing.

YAML is built on the parser's event stream: no anchors or aliases, no tags, a bound on depth and size, and a duplicate
key is an error. Scalars stay text here; the reader turns them into what the field they stand in asks for, so ``no``
is never a silent ``False`` and ``2023-05-01`` no accident. A name ending in ``.json`` is read as strict JSON.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from zhengan.facts.jsontext import JsonBuilder
from zhengan.facts.node import Builder, Node
from zhengan.facts.rawtext import checked, read_bytes, without_controls
from zhengan.kit import yamlerrors
from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Say, say

__all__ = ["Node", "parse_document", "read_document"]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = ("", "~", "null", "Null", "NULL")


def read_document(path: Path) -> Node:
    """The tree of a file; Problem names the file and line."""
    return parse_document(read_bytes(path), without_controls(path.name))


def parse_document(raw: bytes | str, source: str) -> Node:
    """The tree of a text (UTF-8, with or without a BOM); ``source`` names it in errors and, by ``.json``, its form."""
    if isinstance(raw, str):
        raw = raw.encode("utf-8", "surrogatepass")  # a lone surrogate is then refused as any other bad byte
    raw = checked(raw, source)
    if not raw.strip():
        raise Problem("文件是空的", "没有内容可读", "请写入机构与事实", code="document", where=Where(source, 1))
    if source.lower().endswith(".json"):
        return JsonBuilder(raw, source).build()
    try:
        return _YamlBuilder(raw, source).build()
    except yaml.MarkedYAMLError as error:
        raise Problem("YAML 写法有误", yamlerrors.reason(error), "请检查该行及上一行的缩进、冒号与引号", code="document",
                      where=yamlerrors.where(error, source)) from None  # fmt: skip
    except yaml.reader.ReaderError as error:
        raise Problem("文件含有不允许的字符", yamlerrors.reason(error), "请删除该字符", code="document",
                      where=yamlerrors.where(error, source, raw)) from None  # fmt: skip


class _YamlBuilder(Builder):
    """Turns events into nodes; recursion is bounded by the depth."""

    def __init__(self, raw: bytes, source: str):
        super().__init__(source)
        self._next = _LOADER(raw).get_event

    def build(self) -> Node:
        self._next()  # the stream's start
        event = self._next()
        if type(event) is yaml.StreamEndEvent:
            raise self.problem(1, 1, "文件是空的", "只有注释，没有内容可读", "请写入机构与事实")
        root = self._node(self._next(), 1)
        self._next()  # the document's end
        event = self._next()
        if type(event) is not yaml.StreamEndEvent:
            raise self._refuse(event, "文件含有多个文档", "只应有一个", "请删去第二个“---”及其后的部分")
        return root

    def _node(self, event: Any, depth: int) -> Node:
        kind, mark = type(event), event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if kind is yaml.AliasEvent or event.anchor is not None:
            do = "请把内容直接写出；文字以 & 或 * 开头时请加引号"
            raise self._refuse(event, "不接受锚点与别名（& 与 *）", "它们会使文件无限展开", do)
        if event.tag is not None:
            do = "请删去标签；文字以 ! 开头时请加引号"
            raise self._refuse(event, say("不接受标签 {tag}", tag=event.tag[:80]), "标签会触发程序行为", do)
        if kind is yaml.ScalarEvent:
            quoted = bool(event.style)
            empty = not quoted and event.value in _NULLS
            return self.node(None if empty else self.text(event.value, line, column), line, column, quoted)
        self.deeper(depth, line, column)
        if kind is yaml.SequenceStartEvent:
            return self.node(self._items(depth), line, column)
        return self.node(self._pairs(depth), line, column)

    def _items(self, depth: int) -> list[Node]:
        items: list[Node] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            items.append(self._node(event, depth + 1))
        return items

    def _pairs(self, depth: int) -> dict[str, Node]:
        pairs: dict[str, Node] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            key = self._node(event, depth + 1)
            name = self.key(pairs, key.value, key.line, key.column)
            pairs[name] = self.under(key.line, self._node(self._next(), depth + 1))
        return pairs

    def _refuse(self, event: Any, what: str | Say, why: str, do: str) -> Problem:
        mark = event.start_mark
        return self.problem(mark.line + 1, mark.column + 1, what, why, do)
