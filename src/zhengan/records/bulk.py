"""Very many rows of a register at once: what Django's own ``bulk_create`` writes, in a third of its time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import islice, repeat
from operator import itemgetter
from typing import Any

from django.db import connections, router
from django.db.models import CharField, Field, FloatField, JSONField

from zhengan.records.fields import Moment, When
from zhengan.records.models import Record

CHUNK = 5000
MANY = 1000  # below it Django's own way is quick enough
SHARED = ("institution_id", "recorded_at", "recorded_by_id", "recorder", "origin", "remark", "superseded_at", "superseded_by_id",
          "superseded_why")  # fmt: skip
"""What the rows of a write have in common as a rule."""
TEXT = {str, type(None)}
EACH = (When, FloatField, JSONField)
"""Columns in which equal values may be kept in different ways: 1 and 1.0, an instant in two zones."""
Progress = Callable[[int, int], None]


def insert(model: type[Record], rows: Sequence[Any], progress: Progress | None = None) -> None:
    """Insert the rows of one write and give each its key; call it inside a transaction."""
    if len(rows) < MANY:
        model._base_manager.bulk_create(rows)
    else:
        write_rows(model, rows, progress)
        first = rows[0]
        kept = model._base_manager.filter(institution_id=first.institution_id, recorded_at=first.recorded_at)
        keys = dict(kept.values_list("uid", "pk"))
        for row in rows:
            row.pk, row._state.adding = keys[row.uid], False
    if progress is not None:
        progress(len(rows), len(rows))


def write_rows(model: type[Record], rows: Sequence[Any], progress: Progress | None = None) -> None:
    """Insert rows of one or several writes, which learn no key; call it inside a transaction."""
    stated = [row.__dict__ for row in rows]
    own = {name: [*map(itemgetter(name), stated)] for name in _names(model)}
    alike = {name for name in SHARED if len(set(own[name])) == 1}
    write_columns(model, rows[0], {name: own[name] for name in own if name not in alike}, len(rows), progress)


def write_columns(
    model: type[Record], shared: Record, own: Mapping[str, Sequence[Any]], count: int, progress: Progress | None = None
) -> None:
    """Insert rows given by column: ``own`` those in which they differ, ``shared`` a row that holds the others.

    Everything passes its column's own preparation, an equal value only once. Call it inside a transaction.
    """
    connection = connections[router.db_for_write(model)]
    columns: list[Any] = [field for field in model._meta.concrete_fields if not field.primary_key]
    names = ", ".join(connection.ops.quote_name(field.column) for field in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    # Names of tables and columns come from the models; values go as parameters.
    sql = f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(columns))})"  # nosec B608
    values = [
        _prepared(field, own[field.attname], connection) if field.attname in own
        else repeat(field.get_db_prep_save(getattr(shared, field.attname), connection), count)
        for field in columns
    ]  # fmt: skip
    prepared, done = zip(*values, strict=True), 0
    with connection.cursor() as cursor:
        while part := list(islice(prepared, CHUNK)):
            cursor.executemany(sql, part)
            done += len(part)
            if progress is not None:
                progress(done, count)


def _names(model: type[Record]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if not field.primary_key]


def _prepared(field: Field[Any, Any], values: Sequence[Any], connection: Any) -> Sequence[Any]:
    """A column's values as the database takes them."""
    if isinstance(field, CharField) and not isinstance(field, EACH) and set(map(type, values)) <= TEXT:
        return values
    if isinstance(field, EACH):
        return [None if value is None else field.get_db_prep_save(value, connection) for value in values]
    prepare: Callable[[Any], Any] = partial(field.get_db_prep_save, connection=connection)
    if isinstance(field, Moment) and connection.vendor == "sqlite":
        prepare = Moment.to_text
    held = {value: None if value is None else prepare(value) for value in set(values)}
    return [*map(held.__getitem__, values)]
