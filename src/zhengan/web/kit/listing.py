"""A register as a table: filters, search, order and pages, all of them in the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import QueryDict

from zhengan.accounts.models import Institution
from zhengan.records.models import Kept, Record
from zhengan.registers.called import names_in
from zhengan.registers.kit.fields import Field
from zhengan.registers.kit.register import Register
from zhengan.registers.kit.words import NO, YES, spoken_word
from zhengan.web.kit.references import choices

PAGE = 50


@dataclass(frozen=True)
class Filter:
    """One filter: its field, the values to choose from, and the one chosen."""

    field: Field
    choices: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class Listing:
    """What a list page shows. ``order`` is a column's name, with a minus for the other way round.

    ``names``: for each column of references, what people call the records it points to.
    """

    register: Register
    columns: list[Field]
    filters: list[Filter]
    search: str
    order: str
    page: Page[Record]
    names: dict[str, dict[str, str]]

    @property
    def narrowed(self) -> bool:
        """Whether a filter or a search may be what left rows out."""
        return bool(self.search or any(one.chosen for one in self.filters))


def listing(
    register: Register, institution: Institution, query: QueryDict, known_at: datetime | None = None
) -> Listing:
    """The rows of a register that the address asks for, as known at an instant (None: now).

    What it asks wrongly is ignored, not refused.
    """
    filters = [_filter(register.field(name), institution, query.get(name, "")) for name in register.filters]
    order = _order(register, query.get("order", ""))
    rows = selected(register, institution, filters, query.get("q", "").strip(), known_at).order_by(order, "pk")
    page = Paginator(rows, PAGE).get_page(query.get("page"))
    columns = [register.field(name) for name in register.columns]
    names = {field.name: names_in(field.ref, institution) for field in columns if field.ref}
    return Listing(register, columns, filters, query.get("q", "").strip(), order, page, names)


def selected(
    register: Register, institution: Institution, filters: list[Filter], search: str, known_at: datetime | None = None
) -> Kept:
    """The rows known at an instant (None: now) that pass the filters and hold the words searched for."""
    rows: Kept = register.model.objects.filter(institution=institution).known(known_at)
    for one in filters:
        if one.chosen:
            rows = rows.filter(**{one.field.name: _value(one.field, one.chosen)})
    for word in search.split():
        rows = rows.filter(Q(*((f"{name}__icontains", word) for name in register.search), _connector=Q.OR))
    return rows


def _filter(field: Field, institution: Institution, chosen: str) -> Filter:
    if field.control == "bool":
        values = [("true", str(YES)), ("false", str(NO))]
    elif field.ref:
        values = choices(field.ref, institution)
    else:
        values = [(word, spoken_word(field.name, word)) for word in field.words]
    return Filter(field, values, chosen if chosen in dict(values) else "")


def _value(field: Field, chosen: str) -> Any:
    return chosen == "true" if field.control == "bool" else chosen


def _order(register: Register, asked: str) -> str:
    """A column by name; anything else is the register's own order."""
    name = asked.removeprefix("-")
    return asked if name in register.columns or name in ("uid", "recorded_at") else register.order
