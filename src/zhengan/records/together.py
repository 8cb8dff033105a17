"""Many registers in one query: for the small ones, whose rows are few and whose asking would cost more than their reading.

Each branch of one ``UNION ALL`` gives a register's rows as JSON lists. The facts are the same, on either database, as
``values.facts_from`` makes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.db import models
from django.db.models import F, Field, FloatField, Func, JSONField, QuerySet, Value
from django.db.models.functions import JSONArray

from zhengan.facts.base import Fact
from zhengan.facts.kinds import KINDS, NAMES
from zhengan.kit.time import to_cst
from zhengan.records.fields import When
from zhengan.records.models import Record
from zhengan.records.values import columns, made

Reader = Callable[[Any], Any]


def facts_together(queries: Mapping[type[Fact], QuerySet[Any]]) -> dict[type[Fact], list[Fact]]:
    """The facts that queries of several registers find, each kind in the order its rows were written; one query."""
    models = {kind: rows.model for kind, rows in queries.items()}
    return facts_of(models, together(queries) if queries else [])


def together(queries: Mapping[type[Fact], QuerySet[Any]]) -> QuerySet[Any, Any]:
    """The query: a row is the kind's name, the row's own number and its values."""
    first, *others = (_branch(kind, rows) for kind, rows in queries.items())
    united: QuerySet[Any, Any] = first.union(*others, all=True)
    return united


def facts_of(models: Mapping[type[Fact], type[Record]], rows: Iterable[Any]) -> dict[type[Fact], list[Fact]]:
    """The facts of such rows, each kind in the order its rows were written."""
    found: dict[type[Fact], list[tuple[int, list[Any]]]] = defaultdict(list)
    for name, pk, values in rows:
        found[KINDS[name]].append((pk, values))
    return {kind: _facts(kind, model, sorted(found[kind])) for kind, model in models.items()}


def _branch(kind: type[Fact], rows: QuerySet[Any]) -> Any:
    model = rows.model
    exact = [Exact(name) if isinstance(model._meta.get_field(name), FloatField) else F(name) for name in columns(kind)]
    return rows.order_by().values_list(Value(NAMES[kind], output_field=models.CharField()), "pk", JSONArray(*exact))


class Exact(Func):
    """A number whose every digit survives: SQLite writes JSON with fifteen of the seventeen."""

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Twenty digits by ``printf``; ``quote`` is a digit short for one number in fifty thousand."""
        written = "CASE WHEN %(expressions)s IS NOT NULL THEN printf('%%%%!.20e', %(expressions)s) END"
        return self.as_sql(compiler, connection, template=written, **context)


def _facts(kind: type[Fact], model: type[Record], rows: list[tuple[int, list[Any]]]) -> list[Fact]:
    values = zip(*(row for _, row in rows), strict=True)
    return made(kind, [_read(column, read) for read, column in zip(_readers(model), values, strict=bool(rows))])


def _read(column: Sequence[Any], read: Reader) -> Sequence[Any]:
    """None stays None."""
    return column if read is _same else [None if value is None else read(value) for value in column]


@cache
def _readers(model: type[Record]) -> tuple[Reader, ...]:
    return tuple(_reader(model._meta.get_field(name)) for name in columns(model.fact))


def _reader(field: Field[Any, Any]) -> Reader:
    """What turns a JSON value, not None, into what the column holds."""
    if isinstance(field, JSONField):
        return _json(field)
    if isinstance(field, When):
        return field.to_python
    return next((known for kind, known in READERS.items() if isinstance(field, kind)), _same)


def _same(value: Any) -> Any:
    return value


def _instant(text: str) -> datetime:
    read = datetime.fromisoformat(text)  # SQLite's is in UTC and does not say so
    return to_cst(read if read.tzinfo else read.replace(tzinfo=UTC))


def _json(field: Any) -> Reader:
    """A JSON column inside a JSON list: SQLite gives its text, PostgreSQL what it holds."""

    def read(value: Any) -> Any:
        return field.from_db_value(value if isinstance(value, str) else json.dumps(value), None, None)

    return read


READERS: dict[type[Field[Any, Any]], Reader] = {
    models.DateTimeField: _instant, models.DateField: date.fromisoformat, models.BooleanField: bool, FloatField: float,
}  # fmt: skip
