"""Records that were withdrawn: who asks for one is told by whom, when and why, and what he typed stays before him."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhengan.accounts.models import Institution
from zhengan.facts.capacity import Capacity
from zhengan.kit.problem import Problem
from zhengan.kit.say import Say, say
from zhengan.law.rule import Rule
from zhengan.records.course import closer
from zhengan.records.models import Record
from zhengan.records.services import history
from zhengan.records.titles import called
from zhengan.registers.catalogue import BY_KIND
from zhengan.registers.kit.cells import Cell
from zhengan.registers.kit.register import Register
from zhengan.web.kit.forms import cells_from, cells_of, controls, elsewhere, grouped
from zhengan.web.kit.problempage import problem_page
from zhengan.web.kit.teach import clauses_reading
from zhengan.web.member import institution_of
from zhengan.web.moment import as_of, day_of
from zhengan.web.templatetags.house import person


def withdrawn(into: Register, institution: Institution, uid: str) -> Record | None:
    """The last version of a record that was withdrawn; None where the record stands, or never was."""
    every = history(into.model, institution, uid)
    return every[0] if every and not every[0].current else None


def absent_page(request: Any, into: Register, uid: str) -> HttpResponse:
    """The page in the place of one about a record that is not there at the reader's moment: it had not begun, nobody had
    recorded it yet (``known=then``), or it was withdrawn. Raises Http404 where there never was one."""
    every, moment = history(into.model, institution_of(request), uid), as_of(request)
    if not every:
        raise Http404
    first = every[-1].recorded_at
    if moment.known_at is not None and first > moment.known_at:
        return _not_yet(request, into, uid, say("“{id}”于 {at} 登记", id=uid, at=first))
    if begins_after(every[0], moment.valid_on):
        return _not_yet(request, into, uid, say("“{id}”自 {since} 起", id=uid, since=every[0].happened.date()))
    return gone_page(request, into, uid)


def begins_after(row: Record, day: date) -> bool:
    """Whether what a record states had not happened, or begun, by the end of a day."""
    return row.happened.date() > day


def _not_yet(request: Any, into: Register, uid: str, why: Say) -> HttpResponse:
    what, code = say("{day} 时尚无这条记录", day=day_of(request)), institution_of(request).code
    problem = Problem(what, why, "请查看今天的，或选之后的日期", code="not-yet")
    today = reverse("record", kwargs={"code": code, "name": into.name, "uid": uid})
    return problem_page(request, problem, 404, (today, _("查看今天的")))


def gone_page(request: Any, into: Register, uid: str) -> HttpResponse:
    """The page in the place of one about a record that was withdrawn. Raises Http404 where there never was one."""
    row = withdrawn(into, institution_of(request), uid)
    if row is None:
        raise Http404
    why = say("{at} 由 {who} 撤回：{why}", at=row.superseded_at, who=person(closer(row)), why=row.superseded_why)
    do = "历史都在；若不应撤回，请在该记录的页面上重新登记"
    problem = Problem(say("“{name}”已撤回", name=called(row) or row.uid), why, do, code="withdrawn")
    address = reverse("record", kwargs={"code": institution_of(request).code, "name": into.name, "uid": uid})
    return problem_page(request, problem, 404, (address, _("查看这条记录及其历史")))


def gone_form(request: Any, into: Register, row: Record) -> HttpResponse:
    """The form of a record that was withdrawn, with what was typed into it (else what the record stated last), to be
    recorded anew under the same identifier or another."""
    typed = request.method == "POST"
    stated: Mapping[str, Cell] = cells_of(into, request.POST) if typed else cells_from(row, into)
    cells = {**stated, "id": row.uid}
    context = {
        "register": into, "row": None, "gone": row, "typed": typed, "decides": clauses_reading(into), "read": "",
        "groups": grouped(into, controls(into, institution_of(request), cells)), "remark": request.POST.get("remark", ""),
        "elsewhere": elsewhere(None), "differences": [],
    }  # fmt: skip
    return render(request, "registers/edit.html", context, status=422 if typed else 404)


def subject_row(rule: Rule, subject: str, institution: Institution) -> Record | None:
    """The last version, current or not, of the record that a rule's subject is; None where it is none."""
    register = BY_KIND.get(rule.over.reads[0])
    if register is None:
        return None
    key, held = register.key, {}
    if register.kind is Capacity:
        held["system"], _colon, subject = subject.partition(":")
        key = "measure"
    rows = register.model.objects.filter(institution=institution, **{key: subject}, **held).select_related("superseded_by")
    last = rows.order_by("-recorded_at", "-pk").first()
    standing = None if last is None or last.current else rows.current().first()  # another term of the same link
    return standing or last
