"""YAML of a policy as plain data, with the line of every key: duplicates, anchors, deep nesting and huge files refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from zhengan.kit import yamlerrors
from zhengan.kit.problem import Problem, Where, cited
from zhengan.kit.say import Name, Say, say

SURROGATE = re.compile("[\ud800-\udfff]")
MOST_BYTES, DEEPEST = 1 << 20, 8
Path = tuple[Any, ...]


@dataclass
class Document:
    """What a file says, and in which line it says it."""

    source: str
    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)

    def refuse(self, path: Path, what: str | Say, why: str | Say = "", do: str | Say = "") -> Problem:
        """A Problem at the line of a key (or of the nearest key above it)."""
        while path not in self.lines and path:
            path = path[:-1]
        return Problem(
            what, why, do, code="masking-policy", where=Where(self.source, self.lines.get(path, 1))
        )


def read(raw: bytes, source: str) -> Document:
    """The document; raises ``Problem`` (code ``masking-policy``) for what cannot be read or could mislead."""
    made = Document(source)
    if len(raw) > MOST_BYTES:
        raise made.refuse((), "策略文件过大", say("上限 {most} 字节", most=MOST_BYTES), "检查是否选错了文件")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise made.refuse((), "策略文件不是 UTF-8 编码", "", "另存为 UTF-8") from None
    try:
        refuse_aliases(made, text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if node is not None:
            made.data = plain(made, node, ())
    except yaml.YAMLError as error:
        why = cited(yamlerrors.reason(error, "写法有误"), yamlerrors.words(error))
        raise Problem("策略文件不是有效的 YAML", why, "检查该行及上一行的缩进、冒号与引号", code="masking-policy",
                      where=yamlerrors.where(error, source, text)) from None  # fmt: skip
    return made


def refuse_aliases(made: Document, text: str) -> None:
    """No anchors: a policy that an inspector reads stands as it is written. And no depth that exhausts a reader."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if event.start_mark is not None:
            made.lines[("event",)] = event.start_mark.line + 1
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise made.refuse(
                ("event",), "策略中不能用锚点与引用（&、*）", "每一列的规则要直接看得到", "把内容写全"
            )
        if isinstance(event, yaml.ScalarEvent) and SURROGATE.search(event.value):  # "\ud800" spells one
            raise made.refuse(("event",), "有不成字符的编码（U+D800 至 U+DFFF）", "", "删去或改正这个转义")
        if depth > DEEPEST:
            raise made.refuse(("event",), "嵌套过深", say("至多 {most} 层", most=DEEPEST), "检查缩进")
    made.lines.clear()


def plain(made: Document, node: yaml.Node, path: Path) -> Any:
    """Mappings, lists and scalars; the line of each noted."""
    made.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [plain(made, item, (*path, k)) for k, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        found: dict[Any, Any] = {}
        for key_node, value in node.value:
            key = yaml.safe_load(key_node.value) if key_node.tag.endswith(":int") else key_node.value
            if not isinstance(key, str | int):
                raise made.refuse(path, "键应是文字", "", "加上引号")
            here = (*path, key)
            if key in found:
                first = made.lines[here]
                made.lines[here] = key_node.start_mark.line + 1
                raise made.refuse(
                    here,
                    say("“{name}”写了两次", name=Name(key)),
                    say("第一次在第 {line} 行", line=first),
                    "删去其一",
                )
            made.lines[here] = key_node.start_mark.line + 1
            found[key] = plain(made, value, here)
        return found
    try:
        return yaml.SafeLoader("").construct_object(node, deep=True)
    except ValueError:  # 2025-13-45 looks like a day
        what = say("“{name}”的值不对", name=Name(node.value[:80]))
        raise made.refuse(path, what, "写成了日期或数字的样子，却不是", "加上引号") from None
