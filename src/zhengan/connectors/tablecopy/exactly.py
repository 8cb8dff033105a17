"""Values that Python has none for: of PostgreSQL ``infinity``, years before Christ, 24:00:00, a year and two months; of JSON
numbers of any length and keys that stand twice. They are held as the database writes them, and written back in the same words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from typing import Any

from sqlalchemy import Dialect, Engine, event

from zhengan.kit.problem import Problem
from zhengan.kit.say import Name, as_names, say

DRIVER = "psycopg"
STYLES = "SET datestyle = 'ISO'; SET intervalstyle = 'postgres'"
"""How dates and durations are written, whatever the database's own setting is: read and written in the same words."""
LOADED = ("date", "time", "timetz", "timestamp", "timestamptz")
LASTING = "interval"
MOST_FIGURES = 400
"""Of a whole number that is written out."""


@dataclass(frozen=True)
class Odd:
    """A date, time or duration in the database's own words."""

    text: str

    def __str__(self) -> str:
        return self.text


class Spell(timedelta):
    """A duration that Python has, too, with the database's own words: 24 hours are not written back as a day."""

    text = ""


@dataclass(frozen=True)
class Document:
    """A value of JSON in the database's own words: no number is rounded, no key that stands twice is lost; ``null`` is told from
    no value."""

    text: str

    def __str__(self) -> str:
        return self.text


def loaded(data: Any) -> Document:
    """A value of JSON as it was read; that it is one is seen where it is looked into. A number, which SQLite makes of the text of
    one, is none (``TypeError``: it stays as it is)."""
    if isinstance(data, str):
        return Document(data)
    if not isinstance(data, bytes):
        raise TypeError("no text")
    try:
        return Document(data.decode(json.detect_encoding(data)))
    except UnicodeDecodeError:
        raise json.JSONDecodeError("no text", "", 0) from None


def spelt(value: Any) -> str:
    """A value of JSON as it is written."""
    return value.text if isinstance(value, Document) else json.dumps(value, ensure_ascii=False)


def meant(value: Document) -> str:
    """What a value of JSON says, the same however a database spells it: ``jsonb`` and MySQL have an order of keys and escapes of
    their own. Raises ``json.JSONDecodeError`` for what is no JSON."""
    try:
        made = json.loads(value.text, parse_float=figures, object_pairs_hook=lambda pairs: dict(sorted(dict(pairs).items())))
    except RecursionError:
        return value.text
    return str(made) if isinstance(made, Decimal) else repr(made)


def figures(number: str) -> int | Decimal:
    """A number without loss, the same for all ways to write it."""
    made = Decimal(number)
    if made == made.to_integral_value() and made.adjusted() < MOST_FIGURES:
        return int(made)
    return made.normalize(Context(prec=len(number), Emax=MAX_EMAX, Emin=MIN_EMIN))


def keep_exact(engine: Engine) -> None:
    """Has an engine of PostgreSQL read and write what Python has no value for."""
    if engine.dialect.name == "postgresql" and engine.dialect.driver == DRIVER:
        event.listen(engine, "connect", prepared)


def prepared(connection: Any, record: object) -> None:
    """A new connection of psycopg that does."""
    from psycopg import DataError
    from psycopg.adapt import Dumper, Loader
    from psycopg.pq import Format

    class Words(Dumper):
        """Writes the database's own words."""

        def dump(self, obj: Odd | Spell | Document) -> bytes:
            return obj.text.encode()

    def exact(usual: type[Any], lasting: bool) -> type[Loader]:
        class Exact(Loader):
            """Reads as usual, and what cannot be read so as it stands."""

            def __init__(self, oid: int, context: Any = None):
                super().__init__(oid, context)
                self.usual = usual(oid, context)

            def load(self, data: Any) -> Any:
                try:
                    made = self.usual.load(data)
                    return duration(bytes(data).decode(), made) if lasting else made
                except (DataError, NotImplementedError):
                    return Odd(bytes(data).decode())

        return Exact

    adapters = connection.adapters
    for name in (*LOADED, LASTING):
        oid = adapters.types[name].oid
        adapters.register_loader(oid, exact(adapters.get_loader(oid, Format.TEXT), name == LASTING))
    for kind in (Odd, Spell, Document):  # documents where a domain is of JSON
        adapters.register_dumper(kind, Words)
    connection.execute(STYLES)
    connection.commit()


def duration(words: str, read: Any) -> Odd | Spell:
    """A duration as it was ``read``; one of months, which have no fixed number of days, in words."""
    if "mon" in words or "year" in words:
        return Odd(words)
    spell = Spell(read.days, read.seconds, read.microseconds)
    spell.text = words
    return spell


def refuse_odd(dialect: Dialect, column: str, values: Iterable[Any], first: int) -> None:
    """A Problem for values that only PostgreSQL holds, on their way to another database; ``first``: the record's number."""
    if dialect.name == "postgresql":
        return
    row = next((first + k for k, value in enumerate(values) if isinstance(value, Odd)), 0)
    if row:
        raise Problem(say("“{column}”第 {row} 条记录的日期或时间放不进新表所在的数据库", column=Name(column), row=row),
                      "它是无穷（infinity）、公元前、24:00:00 或含年月的时长，只有 PostgreSQL 有这样的值",
                      "写 operator: drop，或先建一个视图，把这一列转换为文字再复制", code="masking-type")  # fmt: skip


def refuse_driver(dialect: Dialect, columns: Iterable[str]) -> None:
    """A Problem for columns of durations that another driver of PostgreSQL would read a year of 365 days from, without a word."""
    names = [*columns]
    if names and dialect.name == "postgresql" and dialect.driver != DRIVER:
        raise Problem(say("这些列是时长，驱动 {driver} 读不准：{names}", driver=dialect.driver, names=as_names(names)),
                      "它会把一年读成 365 天，一月读成 30 天", "地址改用 postgresql+psycopg://，或写 operator: drop",
                      code="masking-type")  # fmt: skip
