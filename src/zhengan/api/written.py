"""Records and registers as plain data."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from zhengan.api.listing import filters_of, orders_of
from zhengan.kit.catalogue import translate
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.records.course import Step, closer
from zhengan.records.models import Record
from zhengan.records.values import values_of
from zhengan.registers.catalogue import BY_KIND
from zhengan.registers.kit.cells import Cell, Misfit
from zhengan.registers.kit.header import names_of
from zhengan.registers.kit.register import Register
from zhengan.registers.kit.typed import typed_cell


def record_data(row: Record) -> dict[str, Any]:
    """One version of a record."""
    return {
        "register": BY_KIND[row.fact].name,
        "id": row.uid,
        "version": row.pk,
        "fields": {name: plain(value) for name, value in values_of(row).items()},
        "recorded_at": row.recorded_at.isoformat(),
        "recorded_by": row.recorder,
        "origin": row.origin,
        "remark": row.remark,
        "late": row.late,
        "superseded_at": row.superseded_at.isoformat() if row.superseded_at else None,
        "superseded_by": closer(row),
        "superseded_why": row.superseded_why,
    }


def version_data(step: Step) -> dict[str, Any]:
    """One version among all of its record, with its withdrawal where it had one."""
    data = record_data(step.row)
    gone = {"at": data["superseded_at"], "by": data["superseded_by"], "why": data["superseded_why"]}
    return {**data, "withdrawn": gone if step.withdrawn else None}


def register_data(register: Register, lang: str) -> dict[str, Any]:
    """What a register asks for, field by field."""
    fields = [
        {
            "name": field.name,
            "title": field.label(lang) if lang == "en" else field.zh,
            "type": field.control,
            "required": field.required,
            "many": field.many,
            "words": list(field.words),
            "refers_to": field.ref or None,
        }
        for field in register.fields
    ]
    return {
        "name": register.name,
        "title": translate(register.title(lang), lang),
        "filters": filters_of(register),
        "orders": orders_of(register),
        "fields": fields,
    }


def cells(register: Register, stated: Mapping[str, Any], uid: str = "") -> dict[str, Cell]:
    """Fields as JSON states them → cells; names may be the fields' own, Chinese or English. ``uid``: the identifier.

    A value of another type than its field asks for becomes a cell that says so. Raises Problem for a field stated twice
    and for another identifier than ``uid``.
    """
    names = {key: register.field(name) for key, name in names_of(register).items()}
    made: dict[str, Cell] = {}
    for key, value in stated.items():
        field = names.get(key)
        name = field.name if field else key
        if name in made:
            raise Problem(say("键“{key}”重复", key=key[:80]), "后者会悄悄盖掉前者", "请只留一个", code="duplicate-key")
        if value is not None:
            nested = field is not None and field.control == "json"
            made[name] = json.dumps(value, ensure_ascii=False) if nested else typed_cell(field, key, value)
    if uid and isinstance(stated_id := made.get("id"), Misfit):
        raise stated_id.problem
    if uid and made.setdefault("id", uid) != uid:
        what = say("“{one}”与“{two}”是两个编号", one=uid, two=str(made["id"])[:100])
        raise Problem(what, "一条记录只有一个编号，更正也不改它", "请只写一处", code="value")
    return made


def plain(value: Any) -> Any:
    """A field's value as JSON holds it."""
    if isinstance(value, date):  # an instant is one too
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    return value
