"""Rows → facts: a handful of queries, whatever the number of kinds, rules and systems.

The series that grow by the day are asked each by its own query, all other kinds together in one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from django.db.models import OuterRef, Q, Subquery

from zhengan.accounts.models import Institution
from zhengan.facts.base import Fact
from zhengan.facts.capacity import DailyPeak
from zhengan.facts.continuity import BackupRun
from zhengan.facts.logs import LogArchive, Samples
from zhengan.facts.systems import LinkUse
from zhengan.facts.window import Window
from zhengan.kit.asof import AsOf
from zhengan.kit.time import end_of_day, start_of_day
from zhengan.records.fields import Refs
from zhengan.records.models import Record
from zhengan.records.prepared import Prepared
from zhengan.records.together import facts_of, facts_together, together
from zhengan.records.values import COLUMN_OF, facts_from
from zhengan.registers.catalogue import BY_KIND, REGISTERS

F = TypeVar("F", bound=Fact)
SERIES: frozenset[type[Fact]] = frozenset({BackupRun, DailyPeak, LinkUse, LogArchive, Samples})


def collect(
    institution: Institution,
    kinds: Iterable[type[Fact]],
    known_at: datetime | None = None,
    windows: Mapping[type[Fact], Window] | None = None,
    about: Mapping[type[Fact], Collection[str]] | None = None,
) -> dict[type[Fact], list[Fact]]:
    """Every fact of these kinds known at ``known_at`` (None: now), by kind.

    Narrowed where asked: ``windows`` leaves out old points of a kind, ``about`` those of a kind that do
    not name one of these subjects. A kind no register holds yet gives an empty list: the rules then answer unknown,
    never met.
    """
    kinds = frozenset(kinds)
    if not windows and not about and known_at is not None and not kinds & SERIES:
        return _small_ones(institution, kinds, known_at)
    asked = {kind: BY_KIND[kind].model.objects.filter(institution=institution).known(known_at)
             for kind in kinds if kind in BY_KIND}  # fmt: skip
    whose = {kind: Q(institution=institution) for kind in asked}
    for kind, subjects in (about or {}).items():
        if kind in asked and kind.subject is not None:
            whose[kind] &= Q(**{f"{_column(kind.subject)}__in": subjects})
            asked[kind] = asked[kind].filter(whose[kind])
    for kind in asked.keys() & (windows or {}):
        within = _within_window(institution, kind, whose[kind], asked[kind], windows[kind])
        asked[kind] = BY_KIND[kind].model.objects.known(known_at).filter(within)
    found = facts_together({kind: rows for kind, rows in asked.items() if kind not in SERIES})
    for kind in SERIES.intersection(asked):
        found[kind] = facts_from(kind, asked[kind].order_by("pk"))
    return {kind: found.get(kind, []) for kind in kinds}


def _small_ones(institution: Institution, kinds: frozenset[type[Fact]], known_at: datetime) -> dict[type[Fact], list[Fact]]:
    """What every assessment begins with, after each write anew: asked by a query that is written once."""
    models = {kind: BY_KIND[kind].model for kind in kinds if kind in BY_KIND}
    found = facts_of(models, _whole(kinds).rows(institution.pk, known_at)) if models else {}
    return {kind: found.get(kind, []) for kind in kinds}


@cache
def _whole(kinds: frozenset[type[Fact]]) -> Prepared:
    """All facts of these kinds, of an institution as known at an instant."""
    models = {kind: BY_KIND[kind].model for kind in kinds if kind in BY_KIND}
    return Prepared(
        lambda institution, at: together({k: m.objects.filter(institution=institution).known(at) for k, m in models.items()})
    )


def as_stood(institution: Institution, known: Mapping[type[Fact], list[Fact]], as_of: AsOf) -> dict[type[Fact], list[Fact]]:
    """The facts, with the version before in the place of one that tells of a look made after the day judged.

    The last look at a thing is written over by the next: of an earlier day the record says what it said until then, and
    where no version says anything of that time it stays as it is, for the rule to answer unknown.
    """
    return {kind: _stood(institution, kind, facts, as_of) if kind.look else facts for kind, facts in known.items()}


def _stood(institution: Institution, kind: type[Fact], facts: list[Fact], as_of: AsOf) -> list[Fact]:
    later = {fact.id for fact in facts if _looked_after(fact, as_of)}
    if not later:
        return facts
    rows = BY_KIND[kind].model.objects.filter(institution=institution).versions(sorted(later))
    before: dict[str, Fact] = {}
    for fact in facts_from(kind, rows.order_by("recorded_at", "pk")):
        if (as_of.known_at is None or fact.recorded <= as_of.known_at) and not _looked_after(fact, as_of):
            before[fact.id] = replace(fact, superseded=None)  # it stands in for the one that is known
    return [before.get(fact.id, fact) for fact in facts]


def _looked_after(fact: Fact, as_of: AsOf) -> bool:
    seen = getattr(fact, str(fact.look))
    if isinstance(seen, datetime):
        return seen >= as_of.until
    return isinstance(seen, date) and seen > as_of.valid_on


def series(
    institution: Institution, kind: type[F], first: date, last: date, known_at: datetime | None = None,
    **about: Collection[str],
) -> list[F]:  # fmt: skip
    """The facts of one kind true at some time from ``first`` to ``last`` (both included), the earliest first.

    ``about`` names a field of references and the identifiers wanted in it: ``system=["core"]``, ``systems=["core"]``.
    """
    model = BY_KIND[kind].model
    rows = model.objects.filter(_within(kind, first, last), institution=institution).known(known_at)
    several = {name: set(wanted) for name, wanted in about.items() if isinstance(model._meta.get_field(_column(name)), Refs)}
    for name, wanted in about.items():
        if name not in several:  # a list of references is no column that every database looks into alike
            rows = rows.filter(**{f"{_column(name)}__in": wanted})
    found: list[F] = facts_from(kind, rows.order_by(point(kind), "pk"))
    return [fact for fact in found if all(wanted.intersection(getattr(fact, name) or ()) for name, wanted in several.items())]


def _column(name: str) -> str:
    return COLUMN_OF.get(name, name)


def begun(kind: type[Fact], day: date) -> Q:
    """What had happened, or begun, by the end of a day."""
    column, by_day = _point(kind)
    return Q(**{f"{column}__lte": day}) if by_day else Q(**{f"{column}__lt": end_of_day(day)})


def not_before(kind: type[Fact], instant: datetime) -> Q:
    """What happened, or began, at an instant or later; its day counts where a kind is dated by days."""
    column, by_day = _point(kind)
    return Q(**{f"{column}__gte": instant.date() if by_day else instant})


def between(kind: type[Fact], first: date | None, last: date | None) -> Q:
    """What happened, or began, on these days, both included; None leaves an end open."""
    asked = Q() if first is None else not_before(kind, start_of_day(first))
    return asked if last is None else asked & begun(kind, last)


def point(kind: type[Fact]) -> str:
    """The field that says when a fact of a kind happened; of a term, when it began."""
    return kind.moment or "since"


def _point(kind: type[Fact]) -> tuple[str, bool]:
    """The column that says when a fact happened or began, and whether it holds days and no instants."""
    column = point(kind)
    return column, BY_KIND[kind].model._meta.get_field(column).get_internal_type() == "DateField"


def _within(kind: type[Fact], first: date, last: date) -> Q:
    """A term or a span that touches the days, or a point that lies in them."""
    if kind.moment is None:
        return Q(since__lte=last) & (Q(to=None) | Q(to__gte=first))
    if "end" in kind.__annotations__:
        since = first if _point(kind)[1] else start_of_day(first)
        return begun(kind, last) & (Q(end=None) | Q(end__gt=since))
    return begun(kind, last) & not_before(kind, start_of_day(first))


def _within_window(institution: Institution, kind: type[Fact], whose: Q, rows: Any, window: Window) -> Q:
    """The points of a window, and what is wanted of those before it: found from what it is wanted for, along an index.

    ``whose`` they are (as ``rows`` are) stands with the window itself, not around it all: each part has its own index then.
    """
    inside = not_before(kind, window.since)
    wanted, old = whose & inside, rows.filter(~inside).order_by(f"-{kind.moment}", "-pk")
    if kind.subject is not None:
        into = REGISTERS[BY_KIND[kind].field(kind.subject).ref]
        for mark in sorted(window.last):
            wanted |= _first(institution, into.model, {kind.subject: into.key}, old.filter(**{mark: True}) if mark else old)
    for highest in window.highest:
        ordered = old.order_by(f"-{highest.figure}", kind.moment, "pk")
        wanted |= _first(institution, BY_KIND[highest.of].model, {name: name for name in highest.by}, ordered)
    return wanted


def _first(institution: Institution, of: type[Record], agreeing: Mapping[str, str], ordered: Any) -> Q:
    """For each row of a register the first in order that agrees with it.

    As keys of a set, never a join: PostgreSQL may not know yet how many rows there are, and would join each with all.
    """
    first = ordered.filter(**{name: OuterRef(its) for name, its in agreeing.items()}).values("pk")
    each = of.objects.filter(institution=institution).order_by()
    return Q(pk__in=each.annotate(first=Subquery(first[:1])).values("first"))
