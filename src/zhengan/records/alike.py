"""Order and search that answer alike on SQLite and on PostgreSQL: each has rules of its own, and neither is the reader's.

Order: nothing stated comes last, and first the other way round; texts go by code point, lists by their text. Search: a
letter finds itself in either case, in any alphabet.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.backends.signals import connection_created
from django.db.models import F, Func
from django.db.models.expressions import OrderBy

BY_CODE_POINT = '"C"'


def ordering(model: type[models.Model], asked: str) -> OrderBy:
    """How rows are ordered by a column, with a minus for the other way round."""
    name = asked.removeprefix("-")
    column = model._meta.get_field(name)
    by: Any = F(name)
    if isinstance(column, models.JSONField):
        by = _ListText(name)
    elif isinstance(column, models.CharField | models.TextField):
        by = _ByCodePoint(name)
    if asked.startswith("-"):
        return OrderBy(by, descending=True, nulls_first=True if column.null else None)
    return OrderBy(by, nulls_last=True if column.null else None)


class _ByCodePoint(Func):
    """A text as it is ordered. SQLite goes by code point as it is, and so can use an index."""

    arity = 1
    template = "%(expressions)s"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """In a collation of its own, for the database's is of the place where it was made."""
        return self.as_sql(compiler, connection, template=f"%(expressions)s COLLATE {BY_CODE_POINT}", **context)


class _ListText(Func):
    """A list as text, ``["a", "b"]``, as PostgreSQL writes it."""

    arity = 1
    function = "zhengan_list_text"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Its own text, by code point."""
        return self.as_sql(compiler, connection, template=f"(%(expressions)s)::text COLLATE {BY_CODE_POINT}", **context)


def _list_text(kept: str | None) -> str | None:
    """What SQLite keeps has its letters outside ASCII escaped."""
    return None if kept is None else json.dumps(json.loads(kept), ensure_ascii=False)


def _teach(connection: Any, **rest: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function("zhengan_list_text", 1, _list_text, deterministic=True)


connection_created.connect(_teach, dispatch_uid="alike")


def cased(word: str) -> bool:
    """Whether a word has letters outside ASCII that have two cases: SQLite's LIKE would take these as they stand."""
    return any(not letter.isascii() and len(_cases(letter)) > 1 for letter in word)


def _cases(letter: str) -> list[str]:
    found = {letter, letter.lower(), letter.upper(), letter.lower().upper(), letter.upper().lower()}
    return sorted(one for one in found if len(one) == 1)


def needle(vendor: str, word: str) -> str:
    """The value with which ``holds`` asks this database for a word."""
    if not cased(word):
        return "%" + "".join(f"\\{c}" if c in "\\%_" else c for c in word) + "%"
    if vendor == "sqlite":
        return f"*{''.join(_either(letter, '*?[', '[{}]') for letter in word)}*"
    return "".join(_either(letter, "\\^$.|?*+()[]{}", "\\{}") for letter in word)


def _either(letter: str, special: str, quoted: str) -> str:
    """A letter in a pattern that tells case from case: in both cases, or by itself."""
    cases = _cases(letter)
    if len(cases) > 1:
        return f"[{''.join(cases)}]"
    return quoted.format(letter) if letter in special else letter


@models.Field.register_lookup
class Holds(models.Lookup):  # type: ignore[type-arg]
    """Whether a text holds a word, in either case: ``name__holds="жук"``."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Written as each database does it fastest: SQLite folds ASCII in LIKE, and for other letters is given both."""
        column, values = self.process_lhs(compiler, connection)
        word = str(self.rhs)
        if connection.vendor == "sqlite":
            how = f"{column} GLOB %s" if cased(word) else f"{column} LIKE %s ESCAPE '\\'"
        else:
            how = f'{column}::text COLLATE {BY_CODE_POINT} {"~" if cased(word) else "ILIKE"} %s'
        return how, (*values, needle(connection.vendor, word))
