"""Written cells → values: the same reader as scenario files, so a page, a CSV and a command line refuse alike."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from zhengan.facts.base import Fact
from zhengan.facts.convert import converters
from zhengan.facts.document import parse_document
from zhengan.facts.node import Node, character_name, is_hidden
from zhengan.facts.reader import read_item
from zhengan.kit.problem import Problem, Problems, Where
from zhengan.kit.say import Say, say
from zhengan.records.clock import now
from zhengan.records.models import Record
from zhengan.records.values import made
from zhengan.registers.kit.dates import as_iso
from zhengan.registers.kit.fields import Field, fields_of
from zhengan.registers.kit.figures import as_json
from zhengan.registers.kit.words import NOTHING, in_either, spoken_word

Cell = str | Sequence[str]
SEPARATORS = re.compile(r"[;；、,，]")
UNFIT_FOR_NAMES = re.compile(r"[\s/\\?#%;；、,，]")
UNNAMED = "-"
LONGEST_NAME = 100
DIGEST = re.compile(r"[a-z0-9-]{3,20}:[0-9a-f]{64}")  # with its algorithm
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:[,，][0-9]{3})+(?:\.[0-9]+)?")  # as pages and spreadsheets show numbers
BOOLS = {"1": "true", "0": "false", "y": "true", "yes": "true", "n": "false", "no": "false", "✓": "true", "✗": "false"}


class Misfit(str):
    """A cell known to be wrong before it is read, by ``problem``; it states nothing."""

    problem: Problem

    def __new__(cls, problem: Problem) -> Misfit:
        made = super().__new__(cls)
        made.problem = problem
        return made


class CellProblem(Problem):
    """A cell that does not fit; ``field`` names it for the form that shows it."""

    field: str = ""


def read_cells(
    model: type[Record], cells: Mapping[str, Cell], where: Where, columns: Mapping[str, int] | None = None,
    present: datetime | None = None,
) -> tuple[str, Fact]:  # fmt: skip
    """The identifier and the fact that a row of cells states; an empty cell states nothing.

    ``columns``: in which column of a file each field stands; without it, fields count in their own order. ``present``:
    the instant that all rows of a file are read at (None: now). Raises Problem
    (or Problems, each with its ``field``) naming every cell that does not fit, dates in the future, ends before
    beginnings, and what is missing.
    """
    fields = _by_name(model)
    nodes: dict[str, Node] = {}
    found = _unknown(model, cells, fields, where)
    for place, (name, field) in enumerate(fields.items(), 1):
        cell = cells.get(name, "")
        column = where.column or (place if columns is None else columns.get(name, 0))
        if isinstance(cell, Misfit):
            found.append(_at(field, cell.problem, Where(where.source, where.line, column or None)))
            continue
        if not is_written(cell):
            if field.required:
                found.append(_at(field, _missing(model, field), Where(where.source, where.line, column or None)))
            continue
        try:
            nodes[name] = read_cell(model, field, cell, Node(None, where.source, where.line or 0, column))
        except Problem as problem:
            inside = problem.where if field.control == "json" else None  # the place in the JSON, which names the row
            found.append(_at(field, problem, inside or Where(where.source, where.line, column or None)))
    if not found:
        present = present or now()
        outer = Node(dict(nodes), where.source, where.line or 0, where.column or 0)
        outer.value["recorded"] = _like(outer, present.isoformat())  # the server says when, never a cell
        try:
            (fact,) = read_item(model.fact, outer, present, UNNAMED)
            return ("" if fact.id == UNNAMED else fact.id), fact
        except Problem as problem:
            found = _misfits(model, nodes) or [_on_its_field(fields, nodes, problem)]
    else:
        found += _misfits(model, nodes)
    found.sort(key=lambda problem: (problem.where.column or 0) if problem.where else 0)
    raise found[0] if len(found) == 1 else Problems(found)


def what_it_names(model: type[Record], cells: Mapping[str, Cell]) -> Fact:
    """Of a row that does not fit: its identifier and the records it refers to, as far as they can be read; nothing else."""
    stated = dataclasses.fields(model.fact)
    values: dict[str, Any] = {one.name: None if one.default is dataclasses.MISSING else one.default for one in stated}
    values["id"] = UNNAMED
    for name, field in _by_name(model).items():
        cell = cells.get(name, "")
        if (name == "id" or field.ref) and is_written(cell):
            try:
                values[name] = converters(model.fact)[name](read_cell(model, field, cell, Node(None, "", 0, 0)))
            except Problem:
                continue  # named already, by who read the row
    (fact,) = made(model.fact, [[values[one.name]] for one in stated])
    return fact


def read_cell(model: type[Record], field: Field, cell: Cell, place: Node) -> Node:
    """A cell as a node; raises Problem where it does not fit."""
    if isinstance(cell, str) and field.name != "id" and not field.many and field.control != "json":
        return _single(field, _fitting(model, field.name, cell), place)
    _fits(field, cell)
    return _node(field, cell, place)


@functools.lru_cache(8192)
def _fitting(model: type[Record], name: str, text: str) -> str:
    """What a single cell says; held, for a column of 100,000 cells has few different ones."""
    field = _by_name(model)[name]
    _fits(field, text)
    return _word(field, text.strip())


@functools.cache
def _by_name(model: type[Record]) -> dict[str, Field]:
    return {field.name: field for field in fields_of(model)}


def _unknown(model: type[Record], cells: Mapping[str, Cell], known: Mapping[str, Field], where: Where) -> list[Problem]:
    """Every name that is none of the kind's: beside it, the rest of the row is looked at all the same."""
    return [
        Problem(
            say("{kind}没有“{name}”这一项", kind=model.fact.zh, name=name[:80]), say("可填：{names}", names=sorted(known)),
            "请改正或删去", code="unknown-key", where=where,
        )
        for name in cells if name not in known
    ]  # fmt: skip


def _missing(model: type[Record], field: Field) -> Problem:
    what, why = say("缺少“{name}”", name=field.zh), say("{kind}必须写明这一项", kind=model.fact.zh)
    return Problem(what, why, "请填写", code="missing")


def is_written(cell: Cell) -> bool:
    """Whether a cell states anything."""
    return bool(cell.strip()) if isinstance(cell, str) else any(part.strip() for part in cell)


def _misfits(model: type[Record], nodes: Mapping[str, Node]) -> list[Problem]:
    """What each node alone does not fit: asked only where something is wrong, to say all of it at once."""
    found: list[Problem] = []
    for name, node in nodes.items():
        try:
            converters(model.fact)[name](node)
        except Problem as problem:
            found.append(_at(_by_name(model)[name], problem, node.where))
    return found


def _on_its_field(fields: Mapping[str, Field], nodes: Mapping[str, Node], problem: Problem) -> Problem:
    """A refusal of the whole (a date ahead, say) at the cell it points to, where it points to one."""
    column = problem.where.column if problem.where else None
    name = next((name for name, node in nodes.items() if column and node.column == column), None)
    name = name or _named_in(fields, problem)
    if name is None:
        return problem
    told = Problem(*(_by_headings(fields, one) for one in problem.sentences), code=problem.code)
    return _at(fields[name], told, problem.where or Where())


def _named_in(fields: Mapping[str, Field], problem: Problem) -> str | None:
    """The field that a sentence names, where the input has no columns to tell it by."""
    what = problem.sentences[0]
    values = what.values if isinstance(what, Say) else {}
    named = (str(values.get(key, "")).partition(".")[0] for key in ("name", "second"))  # of figures.to the field is figures
    return next((name for name in named if name in fields), None)


def _by_headings(fields: Mapping[str, Field], sentence: str | Say) -> str | Say:
    """A sentence that names two fields, by their headings."""
    if not isinstance(sentence, Say):
        return sentence
    named = {key: fields[sentence.values[key]].zh for key in ("first", "second") if sentence.values.get(key) in fields}
    return Say(sentence.text, {**sentence.values, **named})


def _fits(field: Field, cell: Cell) -> None:
    """Raise Problem for what no column can hold: a text too long, hiding something, or a name no address can carry."""
    parts = [cell] if isinstance(cell, str) else cell
    text_alone = field.control in ("text", "ref") and not field.many
    for part in parts:
        text = part.strip()
        if text_alone and len(text) > field.longest:
            what, why = say("文字过长（{length} 字）", length=len(text)), say("上限 {most} 字", most=field.longest)
            raise Problem(what, why, "请缩短")
        if not text.isprintable():
            for character in filter(is_hidden, text):
                what = say("文字中有看不见的字符 {character}", character=character_name(character))
                raise Problem(what, "它会使看到的与记录的不同", "请删除该字符")
        if field.sum and not DIGEST.fullmatch(text):
            raise Problem(say("“{value}”不是摘要", value=text[:40]), "摘要写明算法，如 sha256: 加 64 位小写十六进制",
                          "照审计记录所写的填写", code="digest")  # fmt: skip
        names = [text] if text_alone else [one.strip() for one in SEPARATORS.split(text)] if field.ref else []
        if field.name != "id" and not field.ref:
            continue
        for name in names:
            if len(name) > LONGEST_NAME:
                what, why = say("文字过长（{length} 字）", length=len(name)), say("上限 {most} 字", most=LONGEST_NAME)
                raise Problem(what, why, "请缩短")
            if UNFIT_FOR_NAMES.search(name) or name in (".", ".."):
                why = "编号用于网址与列举，不可含空白、逗号、分号、顿号与 / \\ ? # %，也不可只是点"
                raise Problem(say("编号“{id}”含有不可用的字符", id=name), why, "请改用其他字符")


def _at(field: Field, problem: Problem, where: Where) -> Problem:
    sentences = (_in_their_words(field, sentence) for sentence in problem.sentences)
    made = CellProblem(*sentences, code=problem.code, where=where)
    made.field = field.name
    return made


def _in_their_words(field: Field, sentence: str | Say) -> str | Say:
    """A sentence that tells of a cell as who wrote it sees it: by its heading, and with the words that lists offer."""
    if not isinstance(sentence, Say):
        return sentence
    values = {key: field.zh if value == field.name else value for key, value in sentence.values.items()}
    if field.words and "words" in values:
        values["words"] = [spoken_word(field.name, word) for word in field.words]
    return Say(sentence.text, values)


def _node(field: Field, cell: Cell, place: Node) -> Node:
    if field.control == "json":
        return _structured(field, cell if isinstance(cell, str) else cell[0], place)
    if field.many and isinstance(cell, str) and cell.strip() == NOTHING:
        return _like(place, [])
    if field.many:
        parts = SEPARATORS.split(cell) if isinstance(cell, str) else cell
        return _like(place, [_scalar(field, part, place) for part in parts if part.strip()])
    return _scalar(field, cell if isinstance(cell, str) else cell[0], place)


def _structured(field: Field, text: str, place: Node) -> Node:
    """JSON with places of its own, under the row; what people wrote for it all at the place of the cell."""
    made = as_json(text)
    if made != text:
        return _placed(parse_document(made, place.source), place)
    row = f"{place.source} 第 {place.line} 行 " if place.line else ""
    return parse_document(text, f"{row}{field.label()}.json")


def _placed(node: Node, place: Node) -> Node:
    inner = node.value
    if isinstance(inner, list):
        inner = [_placed(one, place) for one in inner]
    elif isinstance(inner, dict):
        inner = {key: _placed(one, place) for key, one in inner.items()}
    return Node(inner, place.source, place.line, place.column, node.quoted)


def _scalar(field: Field, text: str, place: Node) -> Node:
    return _single(field, _word(field, text.strip()), place)


def _single(field: Field, word: str, place: Node) -> Node:
    node = _like(place, word)
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
    if field.control in ("number", "integer") and GROUPED.fullmatch(text):
        return text.replace(",", "").replace("，", "")
    word = in_either(field.name, field.words).get(text) if field.words else None
    if word is None and field.control in ("day", "instant", "when"):
        return _dated(field, text)
    return word or text


def _dated(field: Field, text: str) -> str:
    """A day or instant; a serial number with a time of day is none of a day, and is told as it was written."""
    made = as_iso(text)
    if field.control == "day" and " " in made and " " not in text.strip():
        what = say("“{text}”是带钟点的日期（{read}）", text=text[:40], read=made)
        raise Problem(what, "此处只填日期", "请删去钟点", code="date")
    return made


def chosen(field: Field, text: str) -> str | None:
    """The fixed word of a field that people mean by a text, in either language; None where there is none."""
    return in_either(field.name, field.words).get(text.strip())
