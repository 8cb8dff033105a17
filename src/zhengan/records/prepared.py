"""Queries whose SQL is made once: asked again, only the values in it change.

What the ORM needs to write a union of ten registers is several times what the database needs to answer it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
Asked = str | int | date | datetime
MARK = "\ue000"  # of the private use area: no query of ours has it
FAR = 32_100  # nor a number up here, which the smallest column still holds: of a greater one Django knows that it matches nothing


@dataclass(frozen=True)
class Written:
    """A query's SQL on one kind of database: its parameters, and for each the value (by place) that goes there, or −1."""

    compiler: Any
    sql: str
    fixed: tuple[Any, ...]
    places: tuple[int, ...]


class Prepared:
    """A query of values (``values_list``), from the strings, whole numbers, days and instants it is asked with.

    ``build(*values)`` gives the queryset. It must ask the same whatever the values are, and use each as it is, not as
    a part of something: TypeError otherwise.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]):
        self.build = build
        self._written: dict[tuple[str, ...], Written] = {}

    def rows(self, *values: Asked) -> list[tuple[Any, ...]]:
        """The rows the queryset would give for these values, in its order."""
        connection = connections["default"]
        key = (connection.vendor, *(type(value).__name__ for value in values))
        written = self._written.get(key)
        if written is None:
            written = self._written[key] = self._write(values)
        sent = [_sent(connection, value) for value in values]
        given = [fixed if place < 0 else sent[place] for fixed, place in zip(written.fixed, written.places, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, given)
            return [*written.compiler.results_iter([cursor.fetchall()], tuple_expected=True)]

    def _write(self, values: tuple[Asked, ...]) -> Written:
        marks = [_mark(value, place) for place, value in enumerate(values)]
        compiler = self.build(*marks).query.get_compiler("default")
        sql, params = compiler.as_sql()
        sent = [_sent(compiler.connection, mark) for mark in marks]
        places = tuple(sent.index(one) if one in sent else -1 for one in params)
        parts = [one for one in params if MARK in str(one) and one not in sent]
        if parts or set(places) - {-1} != set(range(len(values))):
            raise TypeError(f"a prepared query uses each of its values, as it is: {parts or places}")
        return Written(compiler, sql, tuple(params), places)


class Instances(Generic[M]):
    """A prepared query of a model's rows, each with the row its foreign key ``of`` points to. ``build`` as for Prepared."""

    def __init__(self, model: type[M], of: str, build: Callable[..., QuerySet[M]]):
        self.model, self.of = model, of
        self.prepared = Prepared(lambda *values: build(*values).values_list(*self._names))

    def first(self, *values: Asked) -> M | None:
        """The first row for these values."""
        for row in self.prepared.rows(*values):
            own, (other, others) = self._own, self._others
            made = self.model.from_db("default", own, row[: len(own)])
            setattr(made, self.of, other.from_db("default", others, row[len(own) :]))
            return made
        return None

    @cached_property
    def _own(self) -> list[str]:
        return columns_of(self.model)

    @cached_property
    def _others(self) -> tuple[type[Model], list[str]]:
        other = self.model._meta.get_field(self.of).related_model
        return other, columns_of(other)

    @property
    def _names(self) -> list[str]:
        return [*self._own, *(f"{self.of}__{name}" for name in self._others[1])]


def columns_of(model: type[Model]) -> list[str]:
    """The columns of a model's table, as ``from_db`` takes them."""
    return [field.attname for field in model._meta.concrete_fields]


def _mark(value: Asked, place: int) -> Asked:
    if type(value) is date:
        return date(1, 1, 1 + place)
    if type(value) is datetime and value.tzinfo:
        return datetime(2, 1, 1 + place, tzinfo=UTC)
    if isinstance(value, str):
        return f"{MARK}{place}"
    if type(value) is int:
        return FAR + place
    raise TypeError(f"a prepared query is asked with strings, whole numbers, days and instants, not {value!r}")


def _sent(connection: Any, value: Asked) -> Any:
    """A value as the database's driver takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
