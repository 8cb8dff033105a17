"""YAML or JSON text → a tree that knows its lines, read so that hostile input costs nothing.

Built on the parser's event stream: no anchors or aliases, no tags, a bound on depth and size, and a duplicate key is
an error. Scalars stay text here; the reader turns them into what the field they stand in asks for, so ``no`` is
never a silent ``False`` and ``2023-05-01`` no accident.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from zhengan.kit.problem import Problem, Where

MOST_BYTES = 64 * 1024 * 1024
MOST_DEPTH = 24
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Node:
    """A scalar (``str``; None for an empty plain one), a list of nodes, or a dict of nodes, with its place."""

    value: Any
    where: Where
    quoted: bool = False


def read_document(path: Path) -> Node:
    """The tree of a file; Problem names the file and line."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _refusal(f"文件过大（{size:,} 字节）", f"上限为 {MOST_BYTES:,} 字节", "请拆分，或用批量导入", path.name)
        raw = path.read_bytes()
    except OSError as error:
        raise _refusal(f"读不到文件 {path}", error.strerror or "", "请检查路径与权限", path.name) from None
    return parse_document(raw, path.name)


def parse_document(raw: bytes | str, source: str) -> Node:
    """The tree of a text (UTF-8, with or without a BOM); ``source`` names it in errors."""
    if isinstance(raw, bytes):
        try:
            raw = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            raise _refusal("文件不是 UTF-8 编码", f"第 {error.start} 字节无法解读", "请另存为 UTF-8", source, line) from None
    try:
        events = yaml.parse(raw, Loader=_LOADER)
        return _Builder(source).build(events)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise _refusal("YAML 写法有误", str(error.problem or error.context), "请检查该行的缩进、冒号与引号", source, line) from None
    except yaml.reader.ReaderError as error:
        line = raw[: error.position].count("\n") + 1
        raise _refusal("文件含有不允许的字符", f"字符编码 {error.character!r}", "请删除该控制字符", source, line) from None


def _refusal(what: str, why: str, do: str, source: str, line: int | None = None) -> Problem:
    return Problem(what, why, do, code="document", where=Where(source, line))


class _Builder:
    """Turns events into nodes; recursion is bounded by ``MOST_DEPTH``."""

    def __init__(self, source: str):
        self.source = source

    def build(self, events: Iterator[Any]) -> Node:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise self._refuse(event, "文件含有多个文档", "只应有一个", "请删去“---”之后的部分")
                root = self._node(next(events), events, 1)
        if root is None:
            raise _refusal("文件是空的", "没有内容可读", "请写入机构与事实", self.source, 1)
        return root

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        where = Where(self.source, event.start_mark.line + 1, event.start_mark.column + 1)
        if depth > MOST_DEPTH:
            raise self._refuse(event, "嵌套过深", f"最多 {MOST_DEPTH} 层", "请检查多余的括号")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._refuse(event, "不接受锚点与别名（& 与 *）", "它们会使文件无限展开", "请把内容直接写出")
        if getattr(event, "tag", None):
            raise self._refuse(event, f"不接受标签 {event.tag}", "标签会触发程序行为", "请删去标签")
        if isinstance(event, yaml.ScalarEvent):
            quoted = event.style not in (None, "")
            empty = not quoted and event.value in ("", "~", "null", "Null", "NULL")
            return Node(None if empty else event.value, where, quoted)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(list(self._items(events, depth)), where)
        return Node(self._pairs(events, depth), where)

    def _items(self, events: Iterator[Any], depth: int) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, events, depth + 1)

    def _pairs(self, events: Iterator[Any], depth: int) -> dict[str, Node]:
        pairs: dict[str, Node] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, events, depth + 1)
            if not isinstance(key.value, str):
                raise self._refuse(event, "键应为文字", "列表或空值不能作键", "请改写该键")
            if key.value in pairs:
                first = pairs[key.value].where.line
                raise self._refuse(event, f"键“{key.value}”重复", f"第 {first} 行已有一个，后者会悄悄盖掉前者", "请只留一个")
            pairs[key.value] = self._node(next(events), events, depth + 1)
        return pairs

    def _refuse(self, event: Any, what: str, why: str, do: str) -> Problem:
        mark = event.start_mark
        return Problem(what, why, do, code="document", where=Where(self.source, mark.line + 1, mark.column + 1))
