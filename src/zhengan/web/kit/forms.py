"""A form over the fields of a register: what was written comes back with what is wrong beside it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from django.http import QueryDict
from django.utils.translation import gettext as _

from zhengan.accounts.models import Institution
from zhengan.kit.problem import Problem, Problems
from zhengan.law.loader import load_law
from zhengan.law.model import Duty
from zhengan.law.served import clauses_served
from zhengan.records.models import Record
from zhengan.registers.kit.cells import Cell
from zhengan.registers.kit.fields import Field
from zhengan.registers.kit.register import Register
from zhengan.registers.kit.words import NO, NOTHING, UNKNOWN, YES, spoken_word
from zhengan.registers.kit.written import write_cell
from zhengan.web.kit.references import choices


@dataclass
class Control:
    """One input: its field, what stands in it, what it chooses from, what is wrong with it, and the clauses it serves."""

    field: Field
    value: Cell
    choices: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    fixed: bool = False
    clauses: tuple[str, ...] = ()

    @property
    def ticked(self) -> Sequence[str]:
        """The values ticked, where several may be."""
        return [self.value] if isinstance(self.value, str) else self.value

    @property
    def kind(self) -> str:
        """Which part of the template draws it."""
        if self.field.many and self.choices:
            return "many"
        if self.choices:
            return "choice"
        if self.field.control == "instant" and "." in str(self.value):
            return "text"  # the browser's own control would cut the fraction off
        return {"day": "day", "instant": "instant", "number": "number", "integer": "number"}.get(self.field.control, "text")


@dataclass(frozen=True)
class Group:
    """Inputs that stand together: those that one clause alone asks for, or (``duty`` None) the others."""

    duty: Duty | None
    controls: list[Control]


def grouped(register: Register, controls: list[Control]) -> list[Group]:
    """The inputs in groups: who and when first, then clause by clause in the order of the law."""
    basics: list[Control] = []
    alone: dict[str, list[Control]] = {}
    several = len({clause for control in controls for clause in control.clauses}) > 1
    whose = ("id", "name", "since", "to", register.kind.subject, register.kind.moment)
    for control in controls:
        if several and len(control.clauses) == 1 and not control.field.required and control.field.name not in whose:
            alone.setdefault(control.clauses[0], []).append(control)
        else:
            basics.append(control)
    by_law = [one for one in load_law().duties if one.id in alone]
    return [Group(None, basics), *(Group(one, alone[one.id]) for one in by_law)]


def cells_of(register: Register, data: QueryDict) -> dict[str, Cell]:
    """What a browser sent, field by field."""
    cells: dict[str, Cell] = {}
    for field_ in register.fields:
        ticked = data.getlist(field_.name) if _ticked(field_) else []
        cells[field_.name] = ticked if len(ticked) > 1 else (ticked or [data.get(field_.name, "")])[0]
    return cells


def cells_from(row: Record, register: Register) -> dict[str, Cell]:
    """What a row states, written as a form shows it and reads it back."""
    return {"id": row.uid, **{f.name: _written(f, getattr(row, f.name)) for f in register.fields if f.name != "id"}}


def controls(
    register: Register, institution: Institution, cells: Mapping[str, Cell], wrong: Problem | None = None, fixed_id: bool = False
) -> list[Control]:
    """The inputs of a form, each with its problems."""
    several = wrong.problems if isinstance(wrong, Problems) else [wrong] if wrong else []
    made = []
    for one in register.fields:
        ours = [problem for problem in several if getattr(problem, "field", "") == one.name]
        fixed = fixed_id and one.name == "id"
        value, clauses = cells.get(one.name, "") or _default(register, one), clauses_served(register.kind, one.name)
        made.append(Control(one, value, _choices(one, institution), ours, fixed, clauses))
    return made


def elsewhere(wrong: Problem | None) -> list[Problem]:
    """The problems that belong to no single input."""
    several = wrong.problems if isinstance(wrong, Problems) else [wrong] if wrong else []
    return [problem for problem in several if not getattr(problem, "field", "")]


def _ticked(one: Field) -> bool:
    """Whether several are chosen by ticking, rather than written with semicolons between."""
    return one.many and bool(one.words or one.ref)


def _default(register: Register, one: Field) -> str:
    """What a plain yes or no stands at unless somebody says otherwise."""
    if one.hint is not bool or one.required:
        return ""
    return "true" if next(f.default for f in dataclasses.fields(register.kind) if f.name == one.name) else "false"


def _choices(one: Field, institution: Institution) -> list[tuple[str, str]]:
    blank = [("", _("请选择") if one.required else str(UNKNOWN))]
    if one.hint is bool and not one.required:
        return [("true", str(YES)), ("false", str(NO))]
    if one.control == "bool":
        return [*blank, ("true", str(YES)), ("false", str(NO))]
    if one.control == "word":
        return _several(one, [(word, spoken_word(one.name, word)) for word in one.words], blank)
    if one.control == "ref":
        return _several(one, choices(one.ref, institution), blank)
    return []


def _several(one: Field, values: list[tuple[str, str]], blank: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What to choose one or several from. None ticked records nothing; that there is none is a tick of its own."""
    if not one.many:
        return [*blank, *values]
    return [*values, (NOTHING, _("确认没有"))] if type(None) in get_args(one.hint) else values


def _written(field_: Field, value: Any) -> Cell:
    """A value as its input shows it: a choice by its word, an instant as the browser's control wants it."""
    if field_.control in ("bool", "word", "ref") and value is not None:
        if isinstance(value, bool):
            return "true" if value else "false"
        return ([str(item) for item in value] or NOTHING) if field_.many else str(value)
    text = write_cell(field_, value)
    return text.replace(" ", "T") if field_.control == "instant" else text
