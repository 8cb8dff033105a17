"""Registers: the index, a list, a record with its history, and the form that records or corrects."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from zhengan.accounts.access import may_change, require_change
from zhengan.facts.base import Fact
from zhengan.facts.personal import DataSet, MaskingCheck, MaskingRun, OutboundChannel, OutboundSample
from zhengan.kit.problem import Problem
from zhengan.records.course import course
from zhengan.records.models import Origin, Record
from zhengan.records.services import Conflict, history
from zhengan.registers import services
from zhengan.registers.catalogue import GROUPS, register
from zhengan.registers.collect import series
from zhengan.registers.kit.register import Register
from zhengan.web.kept import kept
from zhengan.web.kit.forms import cells_from, cells_of, controls, elsewhere, grouped
from zhengan.web.kit.gone import absent_page, begins_after, gone_form, gone_page, withdrawn
from zhengan.web.kit.listing import listing
from zhengan.web.kit.merging import Difference, merged
from zhengan.web.kit.panel import Panel, panel
from zhengan.web.kit.picked import MOST
from zhengan.web.kit.teach import clauses_reading
from zhengan.web.kit.withdrawals import asked, status_of, wanted
from zhengan.web.member import for_members, institution_of
from zhengan.web.moment import as_of, day_of, form_of_today, past_of
from zhengan.web.systems.header import BEGINNING

BELOW: dict[type[Fact], tuple[tuple[type[Fact], str], ...]] = {
    DataSet: ((MaskingRun, "data_set"), (MaskingCheck, "data_set")), OutboundChannel: ((OutboundSample, "channel"),),
}  # fmt: skip
"""Records on whose page stand those that name them, and by which field these do."""


@for_members
@kept
def index(request: Any) -> HttpResponse:
    """Every register, by group."""
    return render(request, "registers/index.html", {"groups": GROUPS, "day": day_of(request)})


@for_members
@kept
def rows(request: Any, name: str) -> HttpResponse:
    """A register as a table. A filter asks for the whole page and takes its parts, so that none tells of other rows."""
    into = register(name)
    day, past = day_of(request), past_of(request)
    shown = listing(into, institution_of(request), request.GET, past)
    context = {
        "register": into, "listing": shown, "day": day, "most": MOST, "decides": clauses_reading(into),
        "may_write": _may_write(request, into) and past is None,
    }  # fmt: skip
    return render(request, "registers/list.html", context)


@for_members
def detail(request: Any, name: str, uid: str) -> HttpResponse:
    """A record: what it states, who recorded it and when, and every version before."""
    into = register(name)
    moment, past = as_of(request), past_of(request)
    day, known_at = moment.valid_on, moment.known_at
    every = history(into.model, institution_of(request), uid)
    versions = [row for row in every if known_at is None or row.recorded_at <= known_at]
    if not every:
        raise Http404
    if not versions or (past and known_at is None and begins_after(versions[0], day)):
        return absent_page(request, into, uid)
    steps, row = course(versions, known_at), versions[0]
    context = {
        "register": into, "row": row, "steps": steps, "day": day, "withdrawn": steps[0].withdrawn,
        "fields": [(field, getattr(row, field.name)) for field in into.fields if field.name != "id"],
        "may_write": _may_write(request, into) and past is None,
    }  # fmt: skip
    drawer = request.htmx and not request.htmx.boosted
    if not drawer and into.kind in BELOW:
        context["panels"] = [_below(kind, by, row, day, known_at) for kind, by in BELOW[into.kind]]
    page = "registers/drawer.html" if drawer else "registers/detail.html"
    response = render(request, page, context)
    patch_vary_headers(response, ["HX-Request"])  # the browser keeps the drawer apart from the page of the same address
    return response


def _below(kind: type[Fact], by: str, row: Record, day: date, known_at: datetime | None) -> Panel:
    """What of a kind was done under a record, which it names by a field, up to the day and as known then."""
    facts = series(row.institution, kind, BEGINNING, day, known_at, **{by: [row.uid]})
    return panel(kind, facts, row.institution, row.uid, by, known_at)


@for_members
def edit(request: Any, name: str, uid: str = "") -> HttpResponse:
    """Record something new, or correct what stands; a conflict shows both versions side by side, and merges what it can.

    What was withdrawn meanwhile keeps what was typed, to be recorded anew.
    """
    into = register(name)
    _require(request, into)
    institution = institution_of(request)
    if uid and (gone := withdrawn(into, institution, uid)) is not None:
        return gone_form(request, into, gone)
    row = _current(into, institution, uid) if uid else None
    cells = cells_from(row, into) if row else {k: v for k, v in request.GET.items() if k in {f.name for f in into.fields}}
    wrong: Problem | None = None
    version, differences = request.POST.get("version") or (row.pk if row else ""), list[Difference]()
    if request.method == "POST":
        cells = cells_of(into, request.POST)
        try:
            return _save(request, into, row, cells)
        except Problem as problem:
            wrong = problem
    if isinstance(wrong, Conflict) and wrong.theirs is None and (gone := withdrawn(into, institution, uid)) is not None:
        return gone_form(request, into, gone)  # it went in this very second
    if isinstance(wrong, Conflict) and wrong.theirs is not None:
        found = merged(into, _read_version(into, institution, uid, str(version)), wrong.theirs, cells)
        cells, differences = found.cells, found.differences
        version = wrong.theirs.pk  # saving again, having seen both, is a choice
    context = {
        "register": into, "row": row, "problem": wrong, "elsewhere": elsewhere(wrong), "decides": clauses_reading(into),
        "groups": grouped(into, controls(into, institution, cells, wrong, fixed_id=row is not None)),
        "read": version, "remark": request.POST.get("remark", ""), "differences": differences,
    }  # fmt: skip
    return render(request, "registers/edit.html", context, status=422 if wrong else 200)


@for_members
def withdraw(request: Any, name: str, uid: str) -> HttpResponse:
    """Close a record that should not have been made: what refers to it is shown, and a reason asked."""
    into, institution = register(name), institution_of(request)
    _require(request, into)
    wrong: Problem | None = None
    if request.method == "POST":
        row = _read_version(into, institution, uid, request.POST.get("version", ""))
        try:
            services.withdraw(row, by=request.user, **wanted(request))
        except Problem as problem:
            wrong = problem
        else:
            messages.success(request, _("已撤回，历史保留。"))
            return redirect("record", code=institution.code, name=name, uid=uid)
    else:
        if withdrawn(into, institution, uid) is not None:
            return gone_page(request, into, uid)
        row = _current(into, institution, uid)
    context = {"register": into, "row": row, **asked(request, into, [uid], wrong)}
    return render(request, "registers/withdraw.html", context, status=status_of(wrong))


def _save(request: Any, into: Register, row: Record | None, cells: Any) -> HttpResponse:
    institution = institution_of(request)
    remark = request.POST.get("remark", "")[:500]
    if row is None:
        made = services.enter(into.name, cells, institution=institution, by=request.user, origin=Origin.PAGE, remark=remark)
        messages.success(request, _("已登记：%(uid)s") % {"uid": made.uid})
    else:
        read = _read_version(into, institution, row.uid, request.POST.get("version", ""))
        made = services.amend(read, cells, by=request.user, origin=Origin.PAGE, remark=remark)
        messages.success(request, _("已更正，旧版本保留在历史中。"))
    return redirect("record", code=institution.code, name=into.name, uid=made.uid)


def _current(into: Register, institution: Any, uid: str) -> Record:
    row = into.model.objects.filter(institution=institution, uid=uid).current().first()
    if row is None:
        raise Http404
    return row


def _read_version(into: Register, institution: Any, uid: str, version: str) -> Record:
    """The version the reader had before them when they wrote."""
    rows = into.model.objects.filter(institution=institution, uid=uid)
    row = rows.filter(pk=int(version)).first() if version.isascii() and version.isdigit() else None
    if row is None:
        raise Http404
    return row


def _may_write(request: Any, into: Register) -> bool:
    return may_change(request.user, institution_of(request), into.writers)


def _require(request: Any, into: Register) -> None:
    """Raise Problem unless the person may write, and a form is opened for today."""
    require_change(request.user, institution_of(request), into.writers)
    form_of_today(request)
