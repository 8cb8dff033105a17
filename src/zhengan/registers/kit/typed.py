"""What JSON states of a field → a cell, by JSON's own types: a yes or no is true or false, a text is in quotes.

A file of cells has texts alone; in JSON ``1`` is no yes, ``["core"]`` no identifier, and ``007`` no text that comes back
whole. What does not fit becomes a cell that says so, so that the rest of the record is looked at all the same.
"""

from __future__ import annotations

from typing import Any

from zhengan.kit.problem import Problem
from zhengan.kit.say import Say, say
from zhengan.registers.kit.cells import Cell, Misfit
from zhengan.registers.kit.fields import Field
from zhengan.registers.kit.words import NOTHING


class Number(str):
    """A number as it was written: nothing is rounded on the way."""


def typed_cell(field: Field | None, key: str, value: Any) -> Cell:
    """The cell of a field (None: none of the kind's, which its reader refuses) that is called ``key``."""
    if isinstance(value, list):
        return _several(field, key, value)
    return _one(field, key, value)


def _several(field: Field | None, key: str, value: list[Any]) -> Cell:
    if field is not None and not field.many:
        return _misfit(say("“{key}”不能是列表", key=key[:80]), "此处只填一项", "请直接写出这一项")
    parts = [_one(field, key, part) for part in value]
    if any(isinstance(part, (list, dict, bool)) or part is None for part in value):
        return _misfit(say("“{key}”中的一项不是文字", key=key[:80]), "此处可列多项文字", "请改正")
    return next((part for part in parts if isinstance(part, Misfit)), [str(part) for part in parts] or NOTHING)


def _one(field: Field | None, key: str, value: Any) -> Cell:
    """A single value; none of a field's own types is read as another."""
    name, control = key[:80], field.control if field is not None else ""
    if isinstance(value, (dict, list)):
        return _misfit(say("“{key}”不能是对象", key=name), "此处需要一个值", "请改正")
    if isinstance(value, bool):
        if control in ("", "bool"):
            return "true" if value else "false"
        return _misfit(say("“{key}”不是是非项", key=name), "true 与 false 只用于是非项", "请改正；若确为此文字，请加引号")
    if isinstance(value, str) and not value.strip():
        return ""  # nothing stated, as in a file
    if control == "bool":
        return _misfit(say("“{key}”应为 true 或 false", key=name), "JSON 中是非值不加引号，也不写作 0 或 1", "请改写")
    text = str(value)
    number = not isinstance(value, str) or isinstance(value, Number)
    if field is None or not number or control in ("number", "integer") or text in field.words:
        return text
    return _misfit(say("“{key}”应是文字", key=name), "JSON 中文字与日期须加引号，不加引号的是数", "请加引号")


def _misfit(what: Say, why: str, do: str) -> Misfit:
    return Misfit(Problem(what, why, do, code="value"))
