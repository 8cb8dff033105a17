"""Rows → facts: one query for each kind of fact, whatever the number of rules and systems."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Q

from zhengan.accounts.models import Institution
from zhengan.facts.base import Fact
from zhengan.kit.time import end_of_day, start_of_day
from zhengan.records.fields import Refs
from zhengan.records.models import Record
from zhengan.records.values import COLUMN_OF, columns, facts_from
from zhengan.registers.catalogue import BY_KIND

F = TypeVar("F", bound=Fact)
CHUNK = 5000


def collect(
    institution: Institution, kinds: Iterable[type[Fact]], known_at: datetime | None = None
) -> dict[type[Fact], list[Fact]]:
    """Every fact of these kinds known at ``known_at`` (None: now), by kind.

    A kind no register holds yet gives an empty list: the rules then answer unknown, never met.
    """
    return {kind: _facts(institution, kind, known_at) for kind in kinds}


def series(
    institution: Institution, kind: type[F], first: date, last: date, known_at: datetime | None = None,
    **about: Collection[str],
) -> list[F]:  # fmt: skip
    """The facts of one kind true at some time from ``first`` to ``last`` (both included), the earliest first.

    ``about`` names a field of references and the identifiers wanted in it: ``system=["core"]``, ``systems=["core"]``.
    """
    model = BY_KIND[kind].model
    rows = model.objects.filter(_within(model, kind, first, last), institution=institution).known(known_at)
    several = {name: set(wanted) for name, wanted in about.items() if isinstance(model._meta.get_field(_column(name)), Refs)}
    for name, wanted in about.items():
        if name not in several:  # a list of references is no column that every database looks into alike
            rows = rows.filter(**{f"{_column(name)}__in": wanted})
    ordered = rows.order_by(kind.moment or "since", "pk").values_list(*columns(kind))
    found: Any = facts_from(kind, ordered.iterator(chunk_size=CHUNK))
    return [fact for fact in found if all(wanted.intersection(getattr(fact, name) or ()) for name, wanted in several.items())]


def _column(name: str) -> str:
    return COLUMN_OF.get(name, name)


def _within(model: type[Record], kind: type[Fact], first: date, last: date) -> Q:
    """A term or a span that touches the days, or a point that lies in them."""
    if kind.moment is None:
        return Q(since__lte=last) & (Q(to=None) | Q(to__gte=first))
    point = kind.moment
    by_day = model._meta.get_field(point).get_internal_type() == "DateField"
    begins = Q(**{f"{point}__lte": last}) if by_day else Q(**{f"{point}__lt": end_of_day(last)})
    since = first if by_day else start_of_day(first)
    if "end" in kind.__annotations__:
        return begins & (Q(end=None) | Q(end__gt=since))
    return begins & Q(**{f"{point}__gte": since})


def _facts(institution: Institution, kind: type[Fact], known_at: datetime | None) -> list[Fact]:
    register = BY_KIND.get(kind)
    if register is None:
        return []
    rows = register.model.objects.filter(institution=institution).known(known_at).order_by("pk")
    return facts_from(kind, rows.values_list(*columns(kind)).iterator(chunk_size=CHUNK))
