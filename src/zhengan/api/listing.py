"""A register as a machine reads it: filters, a span of days, words to search, and pages that all show one instant.

Rows are never edited, so reading every page "as known at" the first page's instant reads one whole: nothing slips
between two pages. Without ``order`` pages follow a cursor and cost the same however deep; with it they are numbered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, QueryDict

from zhengan.accounts.models import Institution
from zhengan.facts.convert import FALSE, TRUE
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.kit.time import parse_day, parse_instant
from zhengan.records.clock import now
from zhengan.records.models import Kept, Record
from zhengan.registers.collect import between
from zhengan.registers.kit.cells import BOOLS, chosen
from zhengan.registers.kit.fields import Field
from zhengan.registers.kit.register import Register

RESERVED = ("limit", "cursor", "page", "order", "q", "known_at", "from_day", "to_day")
MOST_PAGE = 10_000
NARROWING = ("text", "ref", "word", "bool", "day")


@dataclass(frozen=True)
class Asked:
    """How a list is asked for; ``filters``: field by field, the value wanted."""

    limit: int
    cursor: int
    page: int
    order: str
    q: str
    known_at: datetime
    from_day: date | None
    to_day: date | None
    filters: Mapping[str, str]


@dataclass(frozen=True)
class Page:
    """The rows of one page; ``count`` of all where it was counted; ``next``: the following page's address, or None."""

    rows: list[Record]
    known_at: datetime
    count: int | None
    next: str | None


def filters_of(register: Register) -> list[str]:
    """The fields that a list may be narrowed by."""
    return ["id", *(f.name for f in register.fields if f.name != "id" and not f.many and f.control in NARROWING)]


def orders_of(register: Register) -> list[str]:
    """What a list may be ordered by; a minus before it turns the order round."""
    return list(dict.fromkeys(("id", "recorded_at", *register.columns)))


def asked(
    request: HttpRequest, institution: Institution, *, limit: int, cursor: int, page: int, order: str, q: str,
    known_at: str, from_day: str, to_day: str,
) -> Asked:  # fmt: skip
    """The parameters read; raises Problem for a date that is none, a knowledge of tomorrow, and a way of paging not used."""
    _refuse_other_pages(request)
    first, last = parse_day(from_day) if from_day else None, parse_day(to_day) if to_day else None
    if first and last and last < first:
        raise Problem(
            "to_day 早于 from_day", say("{last} 早于 {first}", last=last, first=first), "请对调或改正", code="parameter"
        )
    return Asked(
        limit, cursor, page, order, q.strip(), known_at_of(known_at) or latest_known(institution),
        first, last,
        {name: request.GET[name] for name in request.GET if name not in RESERVED},
    )  # fmt: skip


def _refuse_other_pages(request: HttpRequest) -> None:
    """Pages are numbered where an order is asked for, and follow a cursor where none is."""
    ordered = bool(request.GET.get("order"))
    if ordered and "cursor" in request.GET:
        what, why = say("“{name}”不与 order 同用", name="cursor"), "写明排序的列表按页码翻页，游标只用于按登记先后"
        raise Problem(what, why, "请改用 page，或删去 order；沿回答中的 next 走即可", code="parameter")
    if not ordered and "page" in request.GET:
        what, why = say("“{name}”须与 order 同用", name="page"), "不写排序的列表按游标翻页，没有页码"
        raise Problem(what, why, "请写明 order，或改用 cursor；沿回答中的 next 走即可", code="parameter")


def known_at_of(text: str) -> datetime | None:
    """The instant of knowledge asked for, None where none is. Raises Problem for one that lies ahead."""
    if not text.strip():
        return None
    instant = parse_instant(text)
    if instant > now():
        raise Problem(say("{at} 还没有到", at=instant), "届时所知，此刻无从得知", "请选择此刻或更早", code="future")
    return instant


def latest_known(institution: Institution) -> datetime:
    """Now, or the last write where the machine's clock was set back since."""
    return max(now(), institution.written_at or now())


def page(register: Register, institution: Institution, wanted: Asked, request: HttpRequest) -> Page:
    """One page. Raises Problem for a filter or an order there is not."""
    rows = _narrowed(register, institution, wanted)
    query = request.GET.copy()
    query["known_at"] = wanted.known_at.isoformat()
    if wanted.order:
        start = (wanted.page - 1) * wanted.limit
        found = list(rows.ordered(_order(register, wanted.order))[start : start + wanted.limit + 1])
        count, following = rows.count(), {"page": str(wanted.page + 1)}
        if wanted.page >= MOST_PAGE:
            found = found[: wanted.limit]
    else:
        found = list(rows.filter(pk__gt=wanted.cursor).order_by("pk")[: wanted.limit + 1])
        count = rows.count() if not wanted.cursor else None
        following = {"cursor": str(found[wanted.limit - 1].pk)} if len(found) > wanted.limit else {}
    more = len(found) > wanted.limit
    return Page(found[: wanted.limit], wanted.known_at, count, _address(request, query, following) if more else None)


def _address(request: HttpRequest, query: QueryDict, following: Mapping[str, str]) -> str:
    for name, value in following.items():
        query[name] = value
    return f"{request.path}?{query.urlencode()}"


def _narrowed(register: Register, institution: Institution, wanted: Asked) -> Kept:
    rows: Kept = register.model.objects.filter(institution=institution).known(wanted.known_at).select_related("superseded_by")
    allowed = filters_of(register)
    for name, text in wanted.filters.items():
        if name not in allowed:
            what = say("不能按“{name}”筛选", name=name[:80])
            why = say("可按这些项筛选：{names}；另有参数：{others}", names=allowed, others=list(RESERVED))
            raise Problem(what, why, "请改正或删去", code="filter")
        field = register.field(name)
        rows = rows.filter(**{"uid" if name == "id" else name: _value(field, text)})
    for word in wanted.q.split()[:10]:
        rows = rows.filter(Q(*((f"{name}__holds", word) for name in register.search), _connector=Q.OR))
    return rows.filter(between(register.kind, wanted.from_day, wanted.to_day))


def _value(field: Field, text: str) -> Any:
    if field.control == "day":
        return parse_day(text)
    if field.control == "bool":
        word = BOOLS.get(text.lower(), text.lower())
        if word not in (*TRUE, *FALSE):
            raise Problem(say("“{value}”不是是非值", value=text[:40]), "应为 true 或 false", "请改写", code="filter")
        return word in TRUE
    if field.words:
        chosen_word = chosen(field, text)
        if chosen_word is None:
            what, why = say("“{value}”不在可选值之内", value=text[:40]), say("可选：{words}", words=list(field.words))
            raise Problem(what, why, "请改为其中之一", code="filter")
        return chosen_word
    return text


def _order(register: Register, text: str) -> str:
    name = text.removeprefix("-")
    if name not in orders_of(register):
        what, why = say("不能按“{name}”排序", name=name[:80]), say("可用：{names}", names=orders_of(register))
        raise Problem(what, why, "请改正或删去", code="order")
    column = "uid" if name == "id" else name
    return f"-{column}" if text.startswith("-") else column
