"""Between a row and a fact: the same names, save the bookkeeping ones."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator
from typing import Any

from zhengan.facts.base import BOOKKEEPING, Fact
from zhengan.records.models import Record

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


def facts_from(kind: type[Fact], rows: Iterator[tuple[Any, ...]]) -> list[Fact]:
    """Facts from rows of ``columns(kind)``."""
    names = [f.name for f in dataclasses.fields(kind)]
    return [kind(**dict(zip(names, row, strict=True))) for row in rows]


def _kind(source: Record | Fact) -> type[Fact]:
    return source.fact if isinstance(source, Record) else type(source)
