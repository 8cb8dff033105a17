"""JSON Schema (draft 2020-12) of scenario files and of what ``zhengan assess --json`` prints.

The scenario's schema is made from the fields, types and titles of the facts themselves, so it cannot lag behind them.
It serves editors and other programs. The reader is the stricter judge: what the schema refuses the reader refuses, and
the reader also checks what no schema can (references, the clock, overlapping terms). YAML is meant as its core schema
reads it: days and instants are texts.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date, datetime
from typing import Any, Literal, Union

from zhengan.facts.base import Fact, fields_of
from zhengan.facts.convert import LONGEST_TEXT, MOST_EXACT, hints
from zhengan.facts.institution import Institution
from zhengan.facts.kinds import KINDS
from zhengan.facts.scenario import LONGEST_ABOUT, VERSION
from zhengan.kit.limits import COMPARISONS
from zhengan.kit.quantities import UNITS
from zhengan.kit.verdict import Verdict

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_DAY = r"[0-9]{4}(-[0-9]{1,2}-[0-9]{1,2}|/[0-9]{1,2}/[0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)"
_CLOCK = r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
_SPACE = r"\s*"
_YES = ["是", "否", "yes", "no"]

Schema = dict[str, Any]

COMMON: dict[str, Schema] = {
    "text": {"type": ["string", "number"], "minLength": 1, "$comment": f"one line, at most {LONGEST_TEXT} characters"},
    "yes_no": {"enum": [True, False, *_YES]},
    "quantity": {"type": "number", "minimum": 0, "maximum": MOST_EXACT},
    "count": {"type": "integer", "minimum": 0, "maximum": MOST_EXACT},
    "day": {"type": "string", "pattern": f"^{_SPACE}{_DAY}{_SPACE}$"},
    "clock": {"type": "string", "pattern": f"^{_SPACE}{_CLOCK}{_SPACE}$"},
    "instant": {
        "type": "string",
        "pattern": f"^{_SPACE}{_DAY}(T| *){_CLOCK} *(Z|[+-][0-9]{{2}}:?[0-9]{{2}})?{_SPACE}$",
        "$comment": "China time unless it carries an offset",
    },
    "daily": {
        "title": "每天一条，自 from 至 to（含）",
        "x-en": "One fact a day, from and to included",
        "type": "object",
        "properties": {
            "from": {"$ref": "#/$defs/day"},
            "to": {"$ref": "#/$defs/day"},
            "except": {"type": "array", "items": {"$ref": "#/$defs/day"}},
            "time": {"$ref": "#/$defs/clock"},
        },
        "required": ["from", "to"],
        "additionalProperties": False,
    },
}
_SCALARS = {str: "text", bool: "yes_no", float: "quantity", int: "count", date: "day", datetime: "instant"}


def scenario_schema() -> Schema:
    """The schema of a scenario file."""
    return {
        "$schema": DRAFT,
        "title": "证安情景文件",
        "x-en": "Zhengan scenario file",
        "type": "object",
        "properties": {
            "zhengan": {"title": "格式版本", "x-en": "Version of the format", "enum": [int(VERSION), VERSION]},
            "title": {"title": "标题", "x-en": "Title", "$ref": "#/$defs/text"},
            "about": {
                "title": "说明",
                "x-en": "What it shows",
                "type": ["string", "number", "boolean"],
                "maxLength": LONGEST_ABOUT,
            },
            "institution": {"$ref": "#/$defs/institution"},
            "facts": {
                "title": "事实",
                "x-en": "Facts",
                "type": "object",
                "properties": {
                    name: {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}
                    for name, kind in KINDS.items()
                    if kind is not Institution
                },
                "additionalProperties": False,
            },
        },
        "required": ["zhengan", "institution"],
        "additionalProperties": False,
        "$defs": {**COMMON, **{name: kind_schema(kind) for name, kind in KINDS.items()}},
    }


def kind_schema(kind: type[Fact]) -> Schema:
    """The schema of one stated fact; a kind dated ``at`` or by ``day`` may be ``daily`` instead."""
    schema = _object(kind, list(fields_of(kind)), ("id", "recorded"))
    if kind.moment in ("at", "day"):
        schema["properties"]["daily"] = {"$ref": "#/$defs/daily"}
        schema["required"].remove(kind.moment)
        schema["oneOf"] = [{"required": [kind.moment]}, {"required": ["daily"]}]
    return {"title": kind.zh, "x-en": kind.en, **schema}


def _object(kind: type, fields: list[dataclasses.Field[Any]], supplied: tuple[str, ...]) -> Schema:
    types_ = hints(kind)
    return {
        "type": "object",
        "properties": {
            f.name: {"title": f.metadata.get("zh", ""), "x-en": f.metadata.get("en", ""), **_of(types_[f.name], f)}
            for f in fields
        },
        "required": [f.name for f in fields if f.default is dataclasses.MISSING and f.name not in supplied],
        "additionalProperties": False,
    }


def _of(hint: Any, field: dataclasses.Field[Any]) -> Schema:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(arg, field) for arg in args]}
    if hint is type(None):
        return {"type": "null"}
    if origin is Literal:
        return {"enum": [*args]}
    if origin is tuple:
        return {"type": "array", "items": _of(args[0], field), "uniqueItems": True}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _object(hint, list(dataclasses.fields(hint)), ())
    schema: Schema = {"$ref": f"#/$defs/{_SCALARS[hint]}"}
    if field.metadata.get("within"):
        schema["minimum"], schema["maximum"] = field.metadata["within"]
    return {**schema, "exclusiveMinimum": 0} if field.metadata.get("positive") else schema


def assessment_schema() -> Schema:
    """The schema of the assessment that ``zhengan assess --json`` prints; it stays as it is."""
    day: Schema = {"type": "string", "format": "date"}
    instant: Schema = {"type": "string", "format": "date-time"}
    return {
        "$schema": DRAFT,
        "title": "证安判定结果",
        "x-en": "Zhengan assessment",
        **_closed({
            "as_of": _told("截至", "As of", day),
            "known_at": _told("当时所知（空：全部已登记的事实）", "Known at (null: everything recorded)", _or_null(instant)),
            "institution": _told("机构编号", "Institution", {"type": "string"}),
            "findings": _told("判定", "Findings", {"type": "array", "items": _finding(day, instant)}),
        }),
    }  # fmt: skip


def _finding(day: Schema, instant: Schema) -> Schema:
    limit = {"type": "object", "properties": {name: {"type": "number"} for name in COMPARISONS}, "additionalProperties": False}
    moment = {"anyOf": [day, instant]}
    lapse = _closed({"from": moment, "to": moment})
    return _closed({
        "clause": _told("条款", "Clause", {"type": "string", "pattern": r"^[0-9]+\.[0-9]+(\([0-9]+\))?$"}),
        "rule": _told("规则", "Rule", {"type": "string"}),
        "subject": _told("对象", "Subject", {"type": "string"}),
        "verdict": _told("结论", "Verdict", {"enum": [verdict.value for verdict in Verdict]}),
        "figure": _told("实测值", "Figure measured", _or_null({"type": "number"})),
        "limit": _told("要求值", "Figure required", _or_null({**limit, "minProperties": 1, "maxProperties": 1})),
        "unit": _told("单位", "Unit", _or_null({"enum": list(UNITS)})),
        "since": _told("现结论起始日", "Since when the verdict holds", _or_null(day)),
        "lapses": _told("缺口（含起始，不含结束）", "Lapses, [from, to)", {"type": "array", "items": lapse}),
        "due": _told("应完成日", "Due", _or_null(day)),
        "evidence": _told("证据", "Evidence", {"type": "array", "items": _closed({
            "kind": {"enum": list(KINDS)},
            "id": {"type": "string"},
            "recorded": instant,
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        })}),
        "says": _told("判定说明", "What it says", {"type": "string"}),
        "do": _told("如何整改", "What to do", _or_null({"type": "string"})),
    })  # fmt: skip


def _closed(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _told(zh: str, en: str, schema: Schema) -> Schema:
    return {"title": zh, "x-en": en, **schema}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}
