"""One written value → the value its field asks for, by the field's type. Every refusal names the place."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import re
import types
import typing
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from zhengan.facts.node import Node
from zhengan.kit.problem import Problem, Problems
from zhengan.kit.say import Say, say
from zhengan.kit.time import parse_clock, parse_day, parse_instant

LONGEST_TEXT = 2000
LONGEST_NUMBER = 30
MOST_EXACT = 2**53  # above it a float no longer tells one whole number from the next
TRUE = ("true", "True", "TRUE", "是", "yes")
FALSE = ("false", "False", "FALSE", "否", "no")
NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")

Converter = Callable[[Node], Any]


def refuse(node: Node, what: str | Say, why: str | Say, do: str | Say, code: str = "value") -> Problem:
    """A Problem at the place of a node."""
    return Problem(what, why, do, code=code, where=node.where)


def lacking(node: Node, name: str, why: str) -> Problem:
    """A Problem at a mapping that has no ``name``."""
    return refuse(node, say("缺少“{name}”", name=name), why, say("请补充 {name}", name=name), "missing")


def too_long(node: Node, length: int, most: int) -> Problem:
    """A Problem at a text of more than ``most`` characters."""
    return refuse(node, say("文字过长（{length} 字）", length=length), say("上限 {most} 字", most=most), "请缩短")


@functools.cache
def hints(kind: type) -> dict[str, Any]:
    """The resolved types of a dataclass's fields."""
    return typing.get_type_hints(kind)


def convert(hint: Any, node: Node) -> Any:
    """The value of ``node`` as ``hint`` asks; raises Problem naming the line where it does not fit."""
    return converter(hint)(node)


@functools.cache
def converters(kind: type) -> dict[str, Converter]:
    """For each field of a dataclass, what turns a node into its value."""
    types_ = hints(kind)
    return {f.name: _bounded(converter(types_[f.name]), f.metadata) for f in dataclasses.fields(kind)}


def _bounded(inner: Converter, metadata: Mapping[str, Any]) -> Converter:
    """The converter of a field that says which of its type's values it takes."""
    if metadata.get("positive"):
        return _positive(inner)
    bounds = metadata.get("within")
    return functools.partial(_within, bounds, inner) if bounds else inner


@functools.cache
def converter(hint: Any) -> Converter:
    """What turns a node into a value of this type."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _union(args)
    if origin is Literal:
        return functools.partial(_literal, args)
    if origin is tuple:
        return functools.partial(_many, converter(args[0]))
    if dataclasses.is_dataclass(hint):
        return functools.partial(build, typing.cast(type, hint))
    return _SCALARS[hint]


def _union(args: tuple[Any, ...]) -> Converter:
    """Optional, or an instant that may also be the word ``none``: words are tried before the rest."""
    words = tuple(w for arg in args if get_origin(arg) is Literal for w in get_args(arg))
    rest = [converter(arg) for arg in args if arg is not type(None) and get_origin(arg) is not Literal]
    optional = type(None) in args

    def run(node: Node) -> Any:
        if node.value is None and optional:
            return None
        if not rest or (isinstance(node.value, str) and node.value in words):
            return _literal(words, node)
        return rest[0](node)

    return run


def _literal(words: tuple[Any, ...], node: Node) -> Any:
    for word in words:
        if node.value == str(word) and (isinstance(word, str) or not node.quoted):
            return word
    what = say("“{value}”不在可选值之内", value=shown(node))
    raise refuse(node, what, say("可选：{words}", words=[str(word) for word in words]), "请改为其中之一")


def _many(inner: Converter, node: Node) -> tuple[Any, ...]:
    if not isinstance(node.value, list):
        raise refuse(node, say("“{value}”应是列表", value=shown(node)), "此处可有多项", "请写成 [甲, 乙] 的形式")
    made: dict[Any, Node] = {}
    for item in node.value:
        value = inner(item)
        if value in made:
            line = made[value].line  # nought where the list came as one cell, or in a request
            why = say("第 {line} 行已写", line=str(line)) if line else "同一项只写一次"
            raise refuse(item, say("“{value}”在列表中重复", value=shown(item)), why, "请删去重复的一项")
        made[value] = item
    return tuple(made)


def _text(node: Node) -> str:
    text = node.value
    if not isinstance(text, str) or (not node.quoted and text in (*TRUE[:3], *FALSE[:3])):
        what = say("“{value}”应是文字", value=shown(node))
        raise refuse(node, what, "此处需要一段文字", "请填写；若确为此文字，请加引号")
    text = text.strip()
    if not text:
        raise refuse(node, "文字是空的", "空文字与未填无从区分", "请填写，或删去这一项")
    if len(text) > LONGEST_TEXT:
        raise too_long(node, len(text), LONGEST_TEXT)
    if "\n" in text or "\t" in text:
        raise refuse(node, "文字中有换行或制表符", "此处应为一行文字", "请写成一行")
    return text


def _bool(node: Node) -> bool:
    if not node.quoted:
        if node.value in TRUE:
            return True
        if node.value in FALSE:
            return False
    what = say("“{value}”不是是非值", value=shown(node))
    raise refuse(node, what, "可写 true/false 或 是/否，不加引号", "请改写")


def _number(node: Node) -> float:
    text = node.value if isinstance(node.value, str) and not node.quoted else ""
    value = float(text) if len(text) <= LONGEST_NUMBER and NUMBER.fullmatch(text) else float("nan")
    if not value < float("inf"):
        what = say("“{value}”不是数", value=shown(node))
        raise refuse(node, what, "此处需要一个有限的数，不带单位与引号", "请改写为数字")
    if value < 0:
        raise refuse(node, say("“{value}”是负数", value=shown(node)), "此处的量不会小于零", "请改正")
    if value > MOST_EXACT:
        why = say("此处的量最大 {most}", most=MOST_EXACT)
        raise refuse(node, say("“{value}”大得不可能", value=shown(node)), why, "请核对数值与单位")
    return value + 0.0  # -0 is 0


def _integer(node: Node) -> int:
    value = _number(node)
    if not value.is_integer():
        raise refuse(node, say("“{value}”不是整数", value=shown(node)), "此处计的是个数", "请改写为整数")
    return int(value)


def _positive(inner: Converter) -> Converter:
    def run(node: Node) -> Any:
        value = inner(node)
        if value == 0:
            raise refuse(node, "此处的量不能为零", "它是比例的分母或间隔", "请填写实际的数值；若已停用，请填写截止日")
        return value

    return run


def _within(bounds: tuple[int, int], inner: Converter, node: Node) -> Any:
    value, (least, most) = inner(node), bounds
    if value is not None and not least <= value <= most:
        why = say("此处应在 {least} 与 {most} 之间", least=str(least), most=str(most))
        raise refuse(node, say("“{value}”不在范围之内", value=shown(node)), why, "请改正")
    return value


T = TypeVar("T")


def placed(parse: Callable[[str], T]) -> Callable[[Node], T]:
    """A parser of texts as a converter of nodes: its Problems name the place."""

    def run(node: Node) -> T:
        try:
            return parse(_text(node))
        except Problem as problem:
            problem.where = node.where
            raise

    return run


_SCALARS: dict[Any, Converter] = {
    str: _text, bool: _bool, int: _integer, float: _number, date: placed(parse_day), datetime: placed(parse_instant),
    time: placed(parse_clock),
}  # fmt: skip


def values_of(kind: type, node: Node, what: str, besides: Collection[str] = ()) -> dict[str, Any]:
    """The converted values of a mapping's pairs, save those ``besides``; raises every Problem among them at once."""
    run = converters(kind)
    made: dict[str, Any] = {}
    found: list[Problem] = []
    for name, inner in mapping(node, (*run, *besides), what, found).items():
        if name not in besides:
            try:
                made[name] = run[name](inner)
            except Problem as problem:
                found.append(problem)
    raise_found(found)
    return made


def raise_found(found: list[Problem]) -> None:
    """Raise what was found wrong, all of it, in the order of the lines; nothing where nothing was."""
    flat = [p for problem in found for p in (problem.problems if isinstance(problem, Problems) else [problem])]
    if flat:
        flat.sort(key=lambda p: (p.where.line or 0, p.where.column or 0) if p.where else (0, 0))
        raise flat[0] if len(flat) == 1 else Problems(flat)


def build(kind: type, node: Node) -> Any:
    """A plain dataclass (such as a figure inside a filing) from a mapping; unknown and missing keys are refused."""
    made = values_of(kind, node, str(getattr(kind, "zh", kind.__name__)))
    for f in dataclasses.fields(kind):
        if f.name not in made and f.default is dataclasses.MISSING:
            raise lacking(node, f.name, f.metadata.get("zh", ""))
    return kind(**made)


def mapping(
    node: Node, allowed: Collection[str], what: str, found: list[Problem] | None = None
) -> dict[str, Node]:
    """The pairs of a mapping node whose keys are all allowed; unknown ones are refused with the nearest known one.

    Where ``found`` is given, the refusals are added to it and the known pairs returned, so that more may be found.
    """
    if not isinstance(node.value, dict):
        form = say("“{value}”应是“键: 值”的形式", value=shown(node))
        raise refuse(node, form, say("此处描述{what}", what=what), "请按格式改写")
    unknown = [key for key in node.value if key not in allowed]
    if unknown:
        refusals = [_unknown(node.value[key], key, allowed, what) for key in unknown[:20]]
        if found is None:
            raise_found(refusals)
        else:
            found += refusals
            return {key: inner for key, inner in node.value.items() if key in allowed}
    return typing.cast(dict[str, Node], node.value)


def _unknown(node: Node, key: str, allowed: Collection[str], what: str) -> Problem:
    close = difflib.get_close_matches(key[:80], sorted(allowed), 1)
    why = (
        say("{what}没有这一项；是否想写“{near}”", what=what, near=close[0])
        if close
        else say("{what}没有这一项", what=what)
    )
    return refuse(node, say("未知的键“{key}”", key=key[:80]), why, "请改正或删除", "unknown-key")


def shown(node: Node) -> str:
    """A written value as an error quotes it, cut where it is long."""
    if isinstance(node.value, str):
        return node.value if len(node.value) <= 80 else node.value[:80] + "…"
    return "空" if node.value is None else "列表" if isinstance(node.value, list) else "一组键值"
