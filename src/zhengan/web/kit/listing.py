"""A register as a table: filters, search, order and pages, all of them in the address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core.cache import caches
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import QueryDict
from django.utils.functional import cached_property

from zhengan.accounts.models import Institution
from zhengan.kit.asof import AsOf
from zhengan.kit.problem import Problem
from zhengan.kit.time import parse_day
from zhengan.records.models import Kept, Record
from zhengan.registers.called import names_in
from zhengan.registers.collect import begun, between, point
from zhengan.registers.kit.fields import Field
from zhengan.registers.kit.register import Register
from zhengan.registers.kit.words import NO, YES, spoken_word
from zhengan.web.kit.references import choices
from zhengan.web.kit.strange import Part, Strange
from zhengan.web.language import lang

PAGE = 50
DAYS = ("from_day", "to_day")
ELSE = {"q", "order", "page", "columns", "on", "known", "v", "list", *DAYS}
"""What an address may state beside the filters of its register."""
HELD = 600  # seconds


@dataclass(frozen=True)
class Filter:
    """One filter: its field, the values to choose from, and the one chosen; ``known``: whether that can be any record's."""

    field: Field
    choices: list[tuple[str, str]]
    chosen: str
    known: bool = True

    @property
    def word(self) -> str:
        """What people call the value chosen."""
        return dict(self.choices).get(self.chosen, self.chosen)


@dataclass(frozen=True)
class Days:
    """The days a list is narrowed to by when a record happened, or began (``field``): both included, None an open end."""

    field: Field
    first: date | None
    last: date | None
    strange: tuple[Strange, ...] = ()

    @property
    def asked(self) -> bool:
        """Whether the address narrows by days."""
        return self.first is not None or self.last is not None


@dataclass(frozen=True)
class Listing:
    """What a list page shows. ``order`` is a column's name, with a minus for the other way round.

    ``names``: for each column of references, what people call the records it points to. ``chosen``: the columns the
    address asks for; none where it leaves that to the register. ``strange``: what the address asks for in vain.
    """

    register: Register
    columns: list[Field]
    filters: list[Filter]
    search: str
    order: str
    page: Page[Record]
    names: dict[str, dict[str, str]]
    days: Days
    chosen: tuple[str, ...] = ()
    strange: tuple[Strange, ...] = ()

    @property
    def offered(self) -> list[tuple[Field, bool]]:
        """Every field that can be a column, and whether it is one now."""
        return [(field, field in self.columns) for field in self.register.fields if field.name != "id"]

    @property
    def narrowed(self) -> bool:
        """Whether a filter or a search may be what left rows out."""
        return bool(self.search or self.days.asked or any(one.chosen for one in self.filters))


def listing(
    register: Register, institution: Institution, query: QueryDict, past: AsOf | None = None
) -> Listing:
    """The rows of a register that the address asks for, as of a day gone by (None: today).

    A filter by what no record can have leaves none; an order there is not is the register's own. Both are told.
    """
    filters = _filters(register, institution, query, past and past.known_at)
    chosen = _chosen(register, query)
    columns = [register.field(name) for name in chosen or register.columns]
    order = _order(register, columns, query.get("order", ""))
    search, days = query.get("q", "").strip(), days_of(register, query)
    rows = selected(register, institution, filters, search, days, past).ordered(order)
    asked = (search, days.first, days.last, *(one.chosen for one in filters))
    mark = (register.name, institution.pk, institution.written_at, past, *asked)
    page = Counted(rows, mark).get_page(query.get("page"))
    names = {field.name: names_in(field.ref, institution, past and past.known_at) for field in columns if field.ref}
    strange = (*_strange(query, filters, days, order),)
    return Listing(register, columns, filters, search, order, page, names, days, chosen, strange)


def _strange(query: QueryDict, filters: list[Filter], days: Days, order: str) -> Iterator[Strange]:
    """What the address asks for in vain."""
    yield from (Strange(one.field.name, one.chosen, one.field.label(lang())) for one in filters if not one.known)
    yield from days.strange
    if query.get("order", "") not in ("", order):
        yield Strange("order", query["order"], part=Part.ORDER)
    offered = ELSE.union(one.field.name for one in filters)
    yield from (Strange(name, query[name], part=Part.FILTER) for name in query if name not in offered)


def matching(register: Register, institution: Institution, query: QueryDict, most: int) -> list[tuple[str, int]]:
    """Of the rows that the address asks for, over all its pages, the first ones: each identifier with its version now."""
    columns = [register.field(name) for name in _chosen(register, query)]
    filters, search = _filters(register, institution, query), query.get("q", "").strip()
    rows = selected(register, institution, filters, search, days_of(register, query))
    return list(rows.ordered(_order(register, columns, query.get("order", ""))).values_list("uid", "pk")[:most])


class Counted(Paginator):  # type: ignore[type-arg]
    """Pages of rows whose number is held as long as nothing is written: counting 180,000 takes longer than showing fifty."""

    def __init__(self, rows: Kept, mark: tuple[Any, ...]):
        super().__init__(rows, PAGE)
        self.mark = mark

    @cached_property
    def count(self) -> int:  # type: ignore[override]
        """How many rows there are."""
        key = f"rows:{sha256(repr(self.mark).encode()).hexdigest()}"
        return int(caches["held"].get_or_set(key, self.object_list.count, HELD))


def standing(register: Register, institution: Institution | int, past: AsOf | None) -> Kept:
    """What a register holds today; of a day gone by what was on record then (plans included), or, by what is known now,
    what had happened or begun."""
    rows: Kept = register.model.objects.filter(institution=institution).known(past and past.known_at)
    return rows if past is None or past.known_at is not None else rows.filter(begun(register.kind, past.valid_on))


def selected(
    register: Register, institution: Institution, filters: list[Filter], search: str, days: Days, past: AsOf | None = None
) -> Kept:
    """The rows as of a day gone by (None: today) that happened on the days, pass the filters and hold the words asked for."""
    rows = standing(register, institution, past)
    if days.strange:
        return rows.none()
    if days.asked:
        rows = rows.filter(between(register.kind, days.first, days.last))
    for one in filters:
        if not one.known:
            return rows.none()
        if one.chosen:
            rows = rows.filter(**{one.field.name: _value(one.field, one.chosen)})
    for word in search.split():
        rows = rows.filter(Q(*((f"{name}__holds", word) for name in register.search), _connector=Q.OR))
    return rows


def days_of(register: Register, query: QueryDict) -> Days:
    """The days an address narrows a list to."""
    field, strange = register.field(point(register.kind)), []
    read: list[date | None] = []
    for name in DAYS:
        text = query.get(name, "").strip()
        try:
            read.append(parse_day(text) if text else None)
        except Problem:
            read.append(None)
            strange.append(Strange(name, text, field.label(lang()), Part.DAY))
    if read[0] and read[1] and read[1] < read[0]:
        strange.append(Strange("to_day", str(read[1]), str(read[0]), Part.TURNED))
    return Days(field, read[0], read[1], tuple(strange))


def _chosen(register: Register, query: QueryDict) -> tuple[str, ...]:
    return tuple(field.name for field in register.fields[1:] if field.name in query.getlist("columns"))


def _filters(
    register: Register, institution: Institution, query: QueryDict, known_at: datetime | None = None
) -> list[Filter]:
    fields = [register.field(name) for name in register.filters]
    return [_filter(register, field, institution, query.get(field.name, ""), known_at) for field in fields]


def _filter(register: Register, field: Field, institution: Institution, chosen: str, known_at: datetime | None) -> Filter:
    if field.control == "bool":
        values = [("true", str(YES)), ("false", str(NO))]
    elif field.ref:
        values = choices(field.ref, institution, known_at)
    else:
        values = [(word, spoken_word(field.name, word)) for word in field.words]
    if not chosen or chosen in dict(values):
        return Filter(field, values, chosen)
    # What was withdrawn since is offered no more, but what was recorded of it can still be asked for.
    known = bool(field.ref) and register.model.objects.filter(institution=institution, **{field.name: chosen}).exists()
    return Filter(field, [*values, (chosen, chosen)], chosen, known)


def _value(field: Field, chosen: str) -> Any:
    return chosen == "true" if field.control == "bool" else chosen


def _order(register: Register, columns: list[Field], asked: str) -> str:
    """A column by name; anything else is the register's own order."""
    name = asked.removeprefix("-")
    known = {*register.columns, *(field.name for field in columns), "uid", "recorded_at"}
    return asked if name in known else register.order
