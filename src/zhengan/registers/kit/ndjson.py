"""NDJSON, a JSON object a line → rows of cells by field. Strict: no duplicate keys, no NaN, one object on each line."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, NoReturn

from zhengan.facts.convert import LONGEST_NUMBER
from zhengan.facts.node import character_name, is_hidden
from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import say
from zhengan.registers.kit.blocks import Block, Columns, blocks
from zhengan.registers.kit.cells import Cell, Misfit
from zhengan.registers.kit.fields import Field
from zhengan.registers.kit.header import names_of
from zhengan.registers.kit.register import Register
from zhengan.registers.kit.row import Row
from zhengan.registers.kit.typed import Number, typed_cell

SUFFIXES = (".ndjson", ".jsonl", ".json")
LONGEST_LINE = 1_000_000


def is_ndjson(raw: bytes, source: str) -> bool:
    """Whether a file is called so, or begins with an object."""
    return source.lower().endswith(SUFFIXES) or raw.removeprefix(b"\xef\xbb\xbf")[:64].lstrip()[:1] == b"{"


def read_ndjson(register: Register, raw: bytes, source: str) -> Iterator[Block]:
    """A row for each line that holds something, in blocks. A line that is no object becomes a row that says so."""
    names = {key: register.field(name) for key, name in names_of(register).items()}
    lines = raw.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    written = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    return blocks(written, lambda part: _alike(part, names), lambda part: _rows(part, names, source), source)


def _rows(lines: Iterator[tuple[int, bytes]], names: dict[str, Field], source: str) -> Iterator[Row]:
    for number, line in lines:
        where = Where(source, number)
        try:
            stated = _object(line)
            yield Row(_cells(stated, names, line), where)
        except Problem as problem:
            problem.where = where
            yield Row({}, where, (problem,))


def _alike(lines: Sequence[bytes], names: dict[str, Field]) -> Columns | None:
    """What the objects state, by field; None where something in them is wrong or has a structure of its own."""
    try:
        stated = [_object(line) for line in lines]
        keys = dict.fromkeys(chain.from_iterable(stated))
        fields = {key: names.get(key) for key in keys}
        called = {key: field.name if field else key for key, field in fields.items()}
        if len(set(called.values())) < len(keys) or any(field and field.control == "json" for field in fields.values()):
            return None
        return {called[key]: _quick_cells(field, key, [one.get(key) for one in stated]) for key, field in fields.items()}
    except (Problem, _Odd):
        return None


class _Odd(Exception):
    """A value to be looked at line by line."""


def _quick_cells(field: Field | None, key: str, values: Sequence[Any]) -> Sequence[Cell | None]:
    """The cells of one key; raises _Odd where one does not fit."""
    kinds, control = set(map(type, values)) - {type(None)}, field.control if field else ""
    if kinds <= {str} and control != "bool":
        return values
    if kinds == {bool} and control == "bool":
        return [None if value is None else "true" if value else "false" for value in values]
    if kinds == {Number} and control in ("number", "integer"):
        return values
    return [None if value is None else _hashable(typed_cell(field, key, value)) for value in values]


def _hashable(cell: Cell) -> Cell:
    """A cell as a column's cells are held."""
    if isinstance(cell, Misfit):
        raise _Odd
    return cell if isinstance(cell, str) else tuple(cell)


def _object(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise _refusal("该行过长", "请缩短")
    try:
        found = _DECODER.decode(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise _refusal("该行不是 UTF-8 编码", "请另存为 UTF-8") from None
    except (ValueError, RecursionError):
        raise _refusal("该行不是完整的 JSON", "请检查引号、逗号与括号；每行一个对象") from None
    if not isinstance(found, dict):
        raise _refusal("该行不是一个 JSON 对象", '请写成 {"字段": 值} 的形式')
    return found


def _cells(stated: dict[str, Any], names: dict[str, Field], line: bytes) -> dict[str, Cell]:
    """What an object states, as cells; names may be the fields' own, Chinese or English."""
    cells: dict[str, Cell] = {}
    for key, value in stated.items():
        if key not in names:
            _refuse_hidden(key)  # before anything repeats it
        field = names.get(key)
        name = field.name if field else key
        if name in cells:
            raise Problem(
                say("键“{key}”重复", key=key[:80]), "后者会悄悄盖掉前者", "请只留一个", code="duplicate-key"
            )
        if value is not None:
            nested = field is not None and field.control == "json"
            cells[name] = _nested(line, key) if nested else typed_cell(field, key, value)
    return cells


def _nested(line: bytes, key: str) -> str:
    """A list of objects as JSON again, its numbers as numbers: the field's own reader takes it from there."""
    try:
        value = json.loads(line, parse_int=_whole, parse_float=_broken)[key]
        text = json.dumps(value, ensure_ascii=False)
        text.encode()
    except UnicodeEncodeError as error:
        _refuse_hidden(error.object[error.start])  # always: what cannot be encoded is half a character
        raise
    except RecursionError:
        raise Problem(say("“{key}”层次过深", key=key[:80]), "无法逐层核对", "请减少层次", code="value") from None
    return text


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise _too_long(text)
    return int(text)


def _broken(text: str) -> float:
    number = float(text) if len(text) <= LONGEST_NUMBER else math.inf
    if math.isinf(number):
        raise _too_long(text)
    return number


def _too_long(text: str) -> Problem:
    what = say("数字过长或过大：{text}", text=text[:40])
    return Problem(what, say("最多 {most} 位", most=LONGEST_NUMBER), "请改正", code="value")


def _refuse_hidden(text: str) -> None:
    """Raise Problem for what cannot be seen, and so may not be repeated to the reader either: he would see another key."""
    for character in filter(is_hidden, text):
        what = say("此处有看不见的字符 {character}", character=character_name(character))
        raise Problem(what, "它会使看到的与登记的不同", "请删除该字符", code="value")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        _refuse_hidden(twice)
        raise Problem(
            say("键“{key}”重复", key=twice[:80]), "后者会悄悄盖掉前者", "请只留一个", code="duplicate-key"
        )
    return made


def _no_constant(text: str) -> NoReturn:
    raise Problem(
        say("“{text}”不是 JSON 的值", text=text), "JSON 没有非数与无穷大", "请改为数字，或删去", code="value"
    )


def _refusal(what: str, do: str) -> Problem:
    return Problem(what, "NDJSON 每行是一个 JSON 对象", do, code="ndjson")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_constant=_no_constant, parse_float=Number, parse_int=Number
)
