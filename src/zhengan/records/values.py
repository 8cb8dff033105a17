"""Between a row and a fact: the same names, save the bookkeeping ones."""

from __future__ import annotations

import dataclasses
import functools
from collections import deque
from collections.abc import Callable, Collection, Hashable, Sequence
from itertools import chain, repeat
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connections
from django.db.models import QuerySet

from zhengan.facts.base import BOOKKEEPING, Fact
from zhengan.records.fields import Bare, Moment
from zhengan.records.models import Record

F = TypeVar("F", bound=Fact)
CHUNK = 5000

COLUMN_OF = {
    "id": "uid",
    "recorded": "recorded_at",
    "superseded": "superseded_at",
    "recorded_by": "recorder",
}


@functools.cache
def stated(kind: type[Fact]) -> tuple[str, ...]:
    """The names of the fields a user states about a kind of fact, its identifier left out."""
    return tuple(f.name for f in dataclasses.fields(kind) if f.name != "id" and f.name not in BOOKKEEPING)


@functools.cache
def columns(kind: type[Fact]) -> tuple[str, ...]:
    """The columns of a register that make its facts, in the order of the fact's fields."""
    return tuple(COLUMN_OF.get(f.name, f.name) for f in dataclasses.fields(kind))


def values_of(source: Record | Fact, kind: type[Fact] | None = None) -> dict[str, Any]:
    """What a row or a fact states, by field."""
    return {name: getattr(source, name) for name in stated(kind or _kind(source))}


def facts_from(kind: type[F], rows: QuerySet[Any]) -> list[F]:
    """The facts a query of a register finds, in its order; one query.

    Column by column and not row by row: half a million records are read in a second or two that way. Every value
    passes Django's own converters, an equal one only once where many are equal.
    """
    compiler = rows.values_list(*map(Bare, columns(kind))).query.get_compiler(rows.db)
    found = list(chain.from_iterable(compiler.execute_sql(chunked_fetch=True, chunk_size=CHUNK)))
    values: list[Sequence[Any]] = list(zip(*found, strict=True))
    for index, (converters, expression) in compiler.get_converters([part[0] for part in compiler.select]).items():
        if values:
            values[index] = _converted(values[index], converters, expression, connections[rows.db])
    return made(kind, values)


def made(kind: type[F], values: Sequence[Collection[Any]]) -> list[F]:
    """Facts from the values of their fields, one collection for each field in the order of the fields.

    Fills the slots directly: what was checked when it was recorded is not checked again (and no kind has a
    ``__post_init__`` that would have to run).
    """
    facts = list(map(object.__new__, repeat(kind, len(values[0]) if values else 0)))
    for slot, column in zip(_slots(kind), values, strict=bool(values)):
        deque(map(slot, facts, column), maxlen=0)
    return facts


def with_ids(kind: type[F], facts: Sequence[F], ids: Sequence[str]) -> list[F]:
    """The same facts under other identifiers."""
    values = {f.name: [*map(attrgetter(f.name), facts)] for f in dataclasses.fields(kind)}
    return made(kind, [*(values | {"id": [*ids]}).values()])


@functools.cache
def _slots(kind: type[Fact]) -> tuple[Callable[[Fact, Any], None], ...]:
    return tuple(getattr(kind, f.name).__set__ for f in dataclasses.fields(kind))


def _converted(column: Sequence[Hashable], converters: list[Any], expression: Any, connection: Any) -> list[Any]:
    if isinstance(expression.output_field, Moment) and connection.vendor == "sqlite":
        if _mostly_different(column) and None not in column:
            return Moment.from_texts(column)  # type: ignore[arg-type]
        read = Moment.from_text
        new = {value: read(value) for value in set(column)}  # type: ignore[arg-type]
    else:
        new = {}
        for value in set(column):
            changed: Any = value
            for convert in converters:
                changed = convert(changed, expression, connection)
            new[value] = changed
    return list(map(new.__getitem__, column))


def _mostly_different(column: Sequence[Hashable]) -> bool:
    """Whether holding what each value became would cost more than making it again; the first thousand tell."""
    first = column[:1000]
    return len(set(first)) > len(first) / 2


def _kind(source: Record | Fact) -> type[Fact]:
    return source.fact if isinstance(source, Record) else type(source)
