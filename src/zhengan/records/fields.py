"""Columns that read back exactly what a fact holds: China time, tuples, ``"none"``, references by identifier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.models import Func

from zhengan.kit.time import CST, to_cst


class Moment(models.DateTimeField):
    """An instant; read back in China time, as facts carry it."""

    def from_db_value(self, value: datetime | None, expression: object, connection: object) -> datetime | None:
        return None if value is None else to_cst(value)

    @staticmethod
    def from_text(text: str | None) -> datetime | None:
        """The same from the text that SQLite keeps, which is in UTC."""
        return None if text is None else datetime.fromisoformat(text + "+00:00").astimezone(CST)

    @staticmethod
    def from_texts(texts: Sequence[str]) -> list[datetime]:
        """The same of very many texts."""
        in_utc = map(datetime.fromisoformat, [text + "+00:00" for text in texts])
        return [instant.astimezone(CST) for instant in in_utc]

    @staticmethod
    def to_text(instant: datetime) -> str:
        """The text that SQLite keeps of an instant."""
        return str(to_cst(instant).astimezone(UTC).replace(tzinfo=None))


class When(models.CharField):
    """When something was done: an instant, ``"none"`` (on record as not done), or NULL (nothing recorded)."""

    def __init__(self, **options: Any):
        super().__init__(**{"max_length": 40, "null": True, "blank": True, **options})

    def from_db_value(self, value: str | None, expression: object, connection: object) -> datetime | str | None:
        return self.to_python(value)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value != "none":
            return to_cst(datetime.fromisoformat(value))
        return value

    def get_prep_value(self, value: Any) -> str | None:
        return value.isoformat() if isinstance(value, datetime) else value


class Word(models.CharField):
    """One of a fact's fixed words; which ones there are, the fact says."""

    def __init__(self, **options: Any):
        super().__init__(**{"max_length": 40, **options})


class Words(models.JSONField):
    """Several words, kept in order; read back as a tuple."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> tuple[str, ...] | None:
        found = super().from_db_value(value, expression, connection)
        return None if found is None else tuple(found)


class Ref(models.CharField):
    """The identifier of a record in another register (``to``). Not a foreign key: rows are superseded, names stay."""

    def __init__(self, to: str = "", **options: Any):
        self.to = to
        super().__init__(**{"max_length": 100, **options})


class Refs(Words):
    """Several identifiers of records in another register (``to``)."""

    def __init__(self, to: str = "", **options: Any):
        self.to = to
        super().__init__(**options)


class Bare(Func):
    """A column as the database holds it: SQLite's driver parses every date it knows for one, the same again and again."""

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """The unary plus makes it an expression, which the driver leaves alone."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)
