"""One written value → the value its field asks for, by the field's type. Every refusal names the place."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import math
import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal, Union, get_args, get_origin

from zhengan.facts.document import Node
from zhengan.kit.problem import Problem
from zhengan.kit.time import parse_day, parse_instant

LONGEST_TEXT = 2000
TRUE = {"true", "是", "yes"}
FALSE = {"false", "否", "no"}


def refuse(node: Node, what: str, why: str, do: str, code: str = "value") -> Problem:
    """A Problem at the place of a node."""
    return Problem(what, why, do, code=code, where=node.where)


@functools.cache
def hints(kind: type) -> dict[str, Any]:
    """The resolved types of a dataclass's fields."""
    return typing.get_type_hints(kind)


def convert(hint: Any, node: Node) -> Any:
    """The value of ``node`` as ``hint`` asks; raises Problem naming the line where it does not fit."""
    return _converter(hint)(node)


@functools.cache
def _converter(hint: Any) -> Callable[[Node], Any]:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _union(args)
    if origin is Literal:
        return lambda node: _literal(args, node)
    if origin is tuple:
        inner = _converter(args[0])
        return lambda node: _many(inner, node)
    if dataclasses.is_dataclass(hint):
        return lambda node: build(typing.cast(type, hint), node)
    return _SCALARS[hint]


def _union(args: tuple[Any, ...]) -> Callable[[Node], Any]:
    """Optional, or an instant that may also be the word ``none``: words are tried before the rest."""
    words = tuple(w for arg in args if get_origin(arg) is Literal for w in get_args(arg))
    rest = [arg for arg in args if arg is not type(None) and get_origin(arg) is not Literal]
    optional = type(None) in args

    def run(node: Node) -> Any:
        if node.value is None and optional:
            return None
        if isinstance(node.value, str) and (node.value in words or not rest):
            return _literal(words, node)
        return _converter(rest[0])(node)

    return run


def _literal(words: tuple[Any, ...], node: Node) -> Any:
    for word in words:
        if node.value == str(word):
            return word
    raise refuse(node, f"“{_shown(node)}”不在可选值之内", f"可选：{'、'.join(map(str, words))}", "请改为其中之一")


def _many(inner: Callable[[Node], Any], node: Node) -> tuple[Any, ...]:
    if not isinstance(node.value, list):
        raise refuse(node, f"“{_shown(node)}”应是列表", "此处可有多项", "请写成 [甲, 乙] 的形式")
    return tuple(inner(item) for item in node.value)


def _text(node: Node) -> str:
    if not isinstance(node.value, str):
        raise refuse(node, f"“{_shown(node)}”应是文字", "此处需要一段文字", "请填写")
    if len(node.value) > LONGEST_TEXT:
        raise refuse(node, f"文字过长（{len(node.value):,} 字）", f"上限 {LONGEST_TEXT:,} 字", "请缩短")
    return node.value


def _bool(node: Node) -> bool:
    if isinstance(node.value, str) and not node.quoted:
        if node.value.lower() in TRUE:
            return True
        if node.value.lower() in FALSE:
            return False
    raise refuse(node, f"“{_shown(node)}”不是是非值", "可写 true/false 或 是/否", "请改写")


def _number(node: Node) -> float:
    text = node.value if isinstance(node.value, str) and not node.quoted else ""
    try:
        value = float(text) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise refuse(node, f"“{_shown(node)}”不是数", "此处需要一个有限的数，不带单位与千分位", "请改写为数字")
    return value


def _integer(node: Node) -> int:
    value = _number(node)
    if not value.is_integer():
        raise refuse(node, f"“{_shown(node)}”不是整数", "此处计的是个数", "请改写为整数")
    return int(value)


def _day(node: Node) -> date:
    return _at_place(node, parse_day)


def _instant(node: Node) -> datetime:
    return _at_place(node, parse_instant)


def _at_place(node: Node, parse: Callable[[str], Any]) -> Any:
    try:
        return parse(_text(node))
    except Problem as problem:
        problem.where = node.where
        raise


_SCALARS: dict[Any, Callable[[Node], Any]] = {
    str: _text, bool: _bool, int: _integer, float: _number, date: _day, datetime: _instant,
}


def build(kind: type, node: Node) -> Any:
    """A plain dataclass (such as a figure inside a filing) from a mapping; unknown and missing keys are refused."""
    values = mapping(node, {f.name for f in dataclasses.fields(kind)}, kind.__name__)
    types_ = hints(kind)
    made = {name: convert(types_[name], inner) for name, inner in values.items()}
    for f in dataclasses.fields(kind):
        if f.name not in made and f.default is dataclasses.MISSING:
            raise refuse(node, f"缺少“{f.name}”", f.metadata.get("zh", ""), f"请补充 {f.name}", "missing")
    return kind(**made)


def mapping(node: Node, allowed: set[str], what: str) -> dict[str, Node]:
    """The pairs of a mapping node whose keys are all allowed; an unknown key is refused with the nearest known one."""
    if not isinstance(node.value, dict):
        raise refuse(node, f"“{_shown(node)}”应是“键: 值”的形式", f"此处描述{what}", "请按格式改写")
    for key, inner in node.value.items():
        if key not in allowed:
            raise refuse(inner, f"未知的键“{key[:80]}”", f"{what} 没有这一项{nearest(key, allowed)}", "请改正或删除", "unknown-key")
    return typing.cast(dict[str, Node], node.value)


def nearest(word: str, known: set[str]) -> str:
    """``；是否想写“…”`` for the nearest known word, or nothing."""
    close = difflib.get_close_matches(word[:80], sorted(known), 1)
    return f"；是否想写“{close[0]}”" if close else ""


def _shown(node: Node) -> str:
    if isinstance(node.value, str):
        return node.value[:80]
    return {list: "列表", dict: "一组键值"}.get(type(node.value), "空")
