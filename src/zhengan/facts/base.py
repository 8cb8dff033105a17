"""What every fact carries, and how a fact says what its fields mean.

A *point* fact happened at one instant or day (``at``, ``day`` or ``start``); a *term* holds from ``since`` to ``to``,
the last day included, or to this day where ``to`` is empty. Every fact carries when it was recorded, so that an
old answer can be given again and evidence entered late shows as late.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from json.encoder import encode_basestring
from typing import Any, ClassVar, Literal, cast

from zhengan.kit.spans import Span
from zhengan.kit.time import DAY, end_of_day, start_of_day

When = datetime | Literal["none"] | None
"""When something was done; ``"none"``: on record as not done; None: nothing recorded, so unknown."""


def told(zh: str, *, en: str = "", default: Any = dataclasses.MISSING, future: bool = False, positive: bool = False,
         within: tuple[int, int] | None = None, sum: bool = False) -> Any:  # fmt: skip
    """A field and its name for people.

    ``future``: may lie ahead of the present, as a contract's end does. ``positive``: a quantity that divides another or
    paces it, so that nought is refused when it is written. ``within``: the least and the greatest that it may be. ``sum``: a
    digest with its algorithm, which registers ask for; a scenario may call its files as it likes.
    """
    metadata = {"zh": zh, "en": en, "future": future, "positive": positive, "within": within, "sum": sum}
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing known: identified, dated when recorded, and never edited (a correction supersedes it)."""

    zh: ClassVar[str] = ""
    en: ClassVar[str] = ""
    subject: ClassVar[str | None] = None  # the field naming what it is about; None: the institution itself
    moment: ClassVar[str | None] = "at"  # the field that dates a point fact; None: a term
    look: ClassVar[str | None] = None  # the field that dates the last look at it, and is written over by the next look

    id: str = told("编号", en="Identifier")
    recorded: datetime = told("记录时刻", en="Recorded at")
    superseded: datetime | None = told("被更正时刻", en="Superseded at", default=None)
    recorded_by: str = told("记录人", en="Recorded by", default="")

    @property
    def key(self) -> str:
        """What other facts name this one by; its id, save where several terms describe one thing."""
        return self.id

    @property
    def happened(self) -> datetime:
        """The instant the fact became true, in China time."""
        value = getattr(self, type(self).moment or "since")
        return value if isinstance(value, datetime) else start_of_day(value)

    @property
    def late(self) -> bool:
        """Recorded more than a day after it was true: back-filled (补录), and shown so."""
        return self.recorded > self.happened + 2 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Fact):
    """A fact that holds from ``since`` to ``to``, both days included."""

    moment: ClassVar[str | None] = None

    since: date = told("起始日", en="Since")
    to: date | None = told("截止日（含）", en="To (included)", default=None, future=True)

    def holds_on(self, day: date) -> bool:
        """Whether the term covers ``day``."""
        return self.since <= day and (self.to is None or day <= self.to)

    def span(self, end: date) -> Span:
        """The days held as a half-open span, an open term cut at ``end``."""
        return Span(self.since, end if self.to is None else min(self.to + DAY, end))

    def instants(self, until: datetime) -> Span:
        """The instants held, an open term cut at ``until``."""
        return Span(start_of_day(self.since), until if self.to is None else min(end_of_day(self.to), until))


def fields_of(kind: type[Fact]) -> Iterator[dataclasses.Field[Any]]:
    """The fields a user states, in order; the bookkeeping ones last."""
    own = [f for f in dataclasses.fields(kind) if f.name not in BOOKKEEPING]
    yield from own
    yield from (f for f in dataclasses.fields(kind) if f.name in BOOKKEEPING)


BOOKKEEPING = ("recorded", "superseded", "recorded_by")


@functools.lru_cache(8192)  # a change is evidence of half a dozen findings
def digest(fact: Fact) -> str:
    """SHA-256 over the fact's canonical JSON: the same fact gives the same digest on any machine, in any year."""
    return hashlib.sha256(canonical(fact).encode()).hexdigest()


def canonical(fact: Fact) -> str:
    """A fact as JSON whose bytes depend on what it says alone; when it was superseded is left out.

    It is ``json.dumps`` with sorted keys, written out here because ten thousand findings ask for it at a time.
    """
    parts = [label + _text(getattr(fact, name)) if name else label for name, label in _labels(cast(type, type(fact)))]
    return f"{{{', '.join(parts)}}}"


@functools.cache
def _labels(kind: type) -> tuple[tuple[str, str], ...]:
    """The fields of a kind with their JSON keys, in the order of the keys. Among them, without a field, the kind's own
    name, where no field is called so."""
    names = {f.name for f in dataclasses.fields(kind) if f.name != "superseded"}
    own = f'"kind": {json.dumps(kind.__name__)}'
    return tuple((name, f'"{name}": ') if name in names else ("", own) for name in sorted(names | {"kind"}))


def _text(value: Any) -> str:
    if value is None:
        return "null"
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if kind is datetime or kind is date:
        return f'"{value.isoformat()}"'
    if kind is bool:
        return "true" if value else "false"
    if kind is int or (kind is float and math.isfinite(value)):
        return repr(value)
    return json.dumps(value, default=_plain, sort_keys=True, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):  # a figure inside a filing
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    raise TypeError(f"a fact holds no {type(value).__name__}")
