"""Written cells → values: the same reader as scenario files, so a page, a CSV and a command line refuse alike."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import override

from zhengan.facts.base import Fact
from zhengan.facts.convert import converters
from zhengan.facts.document import parse_document
from zhengan.facts.node import Node, character_name, is_hidden
from zhengan.facts.reader import read_item
from zhengan.kit.problem import Problem, Problems, Where
from zhengan.kit.say import say
from zhengan.records.clock import now
from zhengan.records.models import Record
from zhengan.registers.kit.fields import Field, fields_of
from zhengan.registers.kit.words import spoken_word

Cell = str | Sequence[str]
SEPARATORS = re.compile(r"[;；、,，]")
UNFIT_FOR_NAMES = re.compile(r"[\s/\\?#%;；、,，]")
UNNAMED = "-"
NOTHING = "无"  # of several: on record that there is none, where an empty cell would record nothing
BOOLS = {"1": "true", "0": "false", "y": "true", "yes": "true", "n": "false", "no": "false", "✓": "true", "✗": "false"}


class CellProblem(Problem):
    """A cell that does not fit; ``field`` names it for the form that shows it."""

    field: str = ""


def read_cells(model: type[Record], cells: Mapping[str, Cell], where: Where) -> tuple[str, Fact]:
    """The identifier and the fact that a row of cells states; an empty cell states nothing.

    Raises Problem (or Problems, each with its ``field``) naming every cell that does not fit, dates in the
    future, ends before beginnings, and what is missing.
    """
    _refuse_unknown(model, cells, where)
    nodes: dict[str, Node] = {}
    found: list[Problem] = []
    convert = converters(model.fact)
    for column, field in enumerate(fields_of(model), 1):
        cell = cells.get(field.name, "")
        if not _written(cell):
            if field.required:
                found.append(_at(field, _missing(model, field), where))
            continue
        try:
            node = _node(field, cell, Node(None, where.source, where.line or 0, where.column or column))
            _fits(field, convert[field.name](node), node.where)
            nodes[field.name] = node
        except Problem as problem:
            found.append(_at(field, problem, where))
    if found:
        raise found[0] if len(found) == 1 else Problems(found)
    present = now()
    outer = Node(nodes, where.source, where.line or 0, where.column or 0)
    nodes["recorded"] = _like(outer, present.isoformat())  # the server says when, never a cell
    (fact,) = read_item(model.fact, outer, present, UNNAMED)
    return ("" if fact.id == UNNAMED else fact.id), fact


def _refuse_unknown(model: type[Record], cells: Mapping[str, Cell], where: Where) -> None:
    known = {field.name for field in fields_of(model)}
    for name in cells:
        if name not in known:
            raise Problem(
                say("{kind}没有“{name}”这一项", kind=model.fact.zh, name=name[:80]), say("可填：{names}", names=sorted(known)),
                "请改正或删去", code="unknown-key", where=where,
            )  # fmt: skip


def _missing(model: type[Record], field: Field) -> Problem:
    what, why = say("缺少“{name}”", name=field.zh), say("{kind}必须写明这一项", kind=model.fact.zh)
    return Problem(what, why, "请填写", code="missing")


def _written(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else any(part.strip() for part in cell)


def _fits(field: Field, value: Any, where: Where) -> None:
    """Raise Problem where a column cannot hold the value: too long, hiding something, or a name no address can carry."""
    if isinstance(value, str):
        if len(value) > field.longest:
            what, why = say("文字过长（{length} 字）", length=len(value)), say("上限 {most} 字", most=field.longest)
            raise Problem(what, why, "请缩短", where=where)
        for character in filter(is_hidden, value):
            what = say("文字中有看不见的字符 {character}", character=character_name(character))
            raise Problem(what, "它会使看到的与记录的不同", "请删除该字符", where=where)
        if (field.name == "id" or field.ref) and UNFIT_FOR_NAMES.search(value):
            why = "编号用于网址与列举，不可含空白、逗号、分号、顿号与 / \\ ? # %"
            raise Problem(say("编号“{id}”含有不可用的字符", id=value), why, "请改用其他字符", where=where)
    elif isinstance(value, tuple) and field.ref:
        for part in value:
            _fits(replace(field, many=False), part, where)


def _at(field: Field, problem: Problem, where: Where) -> Problem:
    made = CellProblem(*problem.sentences, code=problem.code, where=problem.where or where)
    made.field = field.name
    return made


def _node(field: Field, cell: Cell, place: Node) -> Node:
    if field.control == "json":
        row = f"{place.source} 第 {place.line} 行 " if place.line else ""
        return parse_document(cell if isinstance(cell, str) else cell[0], f"{row}{field.label()}.json")
    if field.many and isinstance(cell, str) and cell.strip() == NOTHING:
        return _like(place, [])
    if field.many:
        parts = SEPARATORS.split(cell) if isinstance(cell, str) else cell
        return _like(place, [_scalar(field, part, place) for part in parts if part.strip()])
    return _scalar(field, cell if isinstance(cell, str) else cell[0], place)


def _scalar(field: Field, text: str, place: Node) -> Node:
    node = _like(place, _word(field, text.strip()))
    node.quoted = field.control in ("text", "ref")  # a cell that says 是 where text is asked for means the text
    return node


def _like(place: Node, value: Any) -> Node:
    return Node(value, place.source, place.line, place.column)


def _word(field: Field, text: str) -> str:
    """What people write for a fixed word or a yes and no → the word itself; anything else as written."""
    if field.control == "bool":
        return BOOLS.get(text.lower(), text)
    if field.control == "when" and text in ("无", "未做"):
        return "none"
    for word in field.words:
        for lang in ("zh-hans", "en"):
            with override(lang):
                if text == spoken_word(field.name, word):
                    return word
    return text
