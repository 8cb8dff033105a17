"""Which rows of a list were ticked, each box with the version the reader saw; and what has become of them since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict
from django.urls import reverse

from zhengan.accounts.models import Institution
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.records.models import Record
from zhengan.records.services import changes
from zhengan.records.titles import called
from zhengan.registers.kit.fields import Field
from zhengan.registers.kit.register import Register

MOST = 200  # ticked in one turn, over several pages of a list
LONGEST = 18  # digits that every database's number holds


@dataclass(frozen=True)
class Overtaken:
    """A record that somebody corrected since it was ticked: what stands, and by field what was ticked and what is now."""

    now: Record
    name: str
    differences: list[tuple[Field, Any, Any]]


@dataclass(frozen=True)
class Gone:
    """A record that somebody withdrew since it was ticked: its last version, and what people called it."""

    last: Record
    name: str


@dataclass(frozen=True)
class Standing:
    """What the ticked records are by now: those that stand, which of these were corrected since, and those withdrawn."""

    rows: list[Record]
    changed: dict[str, Overtaken]
    gone: list[Gone]


def standing(into: Register, institution: Institution, read: Sequence[Record]) -> Standing:
    """What has become of the versions that were ticked (``read``), by identifier."""
    every = into.model.objects.filter(institution=institution).versions({row.uid for row in read})
    last = {row.uid: row for row in every.select_related("superseded_by").order_by("recorded_at", "pk")}
    found = Standing([], {}, [])
    for row in read:
        now = last[row.uid]
        if now.superseded_at is not None:
            found.gone.append(Gone(now, called(now)))
            continue
        found.rows.append(now)
        if now.pk != row.pk:
            differences = [(into.field(name), old, new) for name, old, new in changes(row, now)]
            found.changed[row.uid] = Overtaken(now, called(now), differences)
    return found


def versions(into: Register, institution: Institution, data: QueryDict) -> Sequence[Record] | None:
    """The versions ticked (``v``), by identifier, of each record the latest; None where none is asked for.

    Raises Http404 where one of them is none of the institution's, Problem where they are too many for one turn.
    """
    asked = set(data.getlist("v"))
    if not asked:
        return None
    if len(asked) > MOST:
        what = say("一次选了 {count} 条", count=len(asked))
        raise Problem(what, say("一次至多 {most} 条", most=MOST), "请分几次处理", code="too-many")
    if not all(one.isascii() and one.isdigit() and len(one) <= LONGEST for one in asked):
        raise Http404
    rows = list(into.model.objects.filter(institution=institution, pk__in=asked).order_by("uid", "pk"))
    if len(rows) != len({int(one) for one in asked}):
        raise Http404
    return list({row.uid: row for row in rows}.values())


def list_left(institution: Institution, name: str, data: QueryDict) -> str:
    """The address of the list as it was left (``list``): its filters, its order and its page."""
    query = QueryDict(data.get("list", "")).urlencode()  # read and written anew: nothing but a query comes of it
    address = reverse("register", kwargs={"code": institution.code, "name": name})
    return f"{address}?{query}" if query else address
