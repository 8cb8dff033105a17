"""The incident room (应急处置台): where an incident is declared, what is due and done, and the texts that are sent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from zhengan.accounts.access import may_change, require_change
from zhengan.facts.incidents import Incident, IncidentEntry
from zhengan.kit.asof import AsOf
from zhengan.kit.problem import Problem
from zhengan.records.clock import now
from zhengan.registers.called import names_in
from zhengan.registers.catalogue import BY_KIND, register
from zhengan.registers.kit.words import spoken_word
from zhengan.web.kit.gone import absent_page
from zhengan.web.kit.references import choices
from zhengan.web.member import for_members, institution_of
from zhengan.web.moment import day_of, past_of, refuse_past
from zhengan.web.room.acts import ITEMS, act, declare, once
from zhengan.web.room.duties import course, duties
from zhengan.web.room.room import Room, enter_room, listed
from zhengan.web.room.texts import TEXTS, text_of
from zhengan.web.views.exchange import attached

FEW = 30  # incidents listed; the register has them all
TITLES = {"first": _("应急报告（首报）"), "again": _("续报"), "final": _("调查处理报告"), "notice": _("通知投资者")}
CLAUSES = {"first": "39.1", "again": "39.1", "final": "40.1", "notice": "41.1"}
WRITERS = BY_KIND[Incident].writers


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def incidents(request: Any) -> HttpResponse:
    """The incidents that go on and the latest ones; a POST declares one and opens its room."""
    institution, past = institution_of(request), past_of(request)
    wrong: Problem | None = None
    if request.method == "POST":
        _require(request, past)
        try:
            uid = declare(institution, request.POST.dict(), request.user)
        except Problem as problem:
            wrong = problem
        else:
            return redirect("incident-room", code=institution.code, uid=uid)
    written = request.POST if wrong else request.GET
    found = listed(institution, past, names_in("systems", institution, past and past.known_at))
    context = {
        "day": day_of(request), "going": [one for one in found if one.open], "past": [one for one in found if not one.open][:FEW],
        "problem": wrong, "written": written, "once": once(), "may_write": _may_write(request, past),
        "systems": choices("systems", institution), "natures": _words(Incident, "nature"), "present": now(),
    }  # fmt: skip
    return render(request, "web/incidents.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def room(request: Any, uid: str) -> HttpResponse:
    """One incident: the clock, what is due, its course and evidence. A POST is one act, and comes back to the page."""
    institution, past = institution_of(request), past_of(request)
    if request.method == "POST":
        _require(request, past)
    shown, wrong = _entered(request, uid), None
    if shown is None:
        return absent_page(request, register("incidents"), uid)
    if request.method == "POST":
        try:
            act(shown, request.POST.dict(), request.user)
        except Problem as problem:
            wrong, shown = problem, _entered(request, uid) or shown  # what others did meanwhile is shown with it
        else:
            return redirect("incident-room", code=institution.code, uid=uid)
    entries = [one for one in shown.entries if one.item]
    context = {
        "room": shown, "incident": shown.incident, "day": day_of(request), "duties": duties(shown), "course": course(shown)[::-1],
        "may_write": _may_write(request, past), "problem": wrong, "once": once(),
        "typed": {request.POST.get("act", ""): request.POST} if wrong else {},  # each form has its own back
        "sorts": _words(IncidentEntry, "sort"), "grades": _words(Incident, "grade"),
        "addressees": [(word, spoken_word("to", word)) for word in ("dispatch_office", "csrc")],
        "items": [(item, spoken_word("item", item), [one for one in entries if one.item == item]) for item in ITEMS],
    }  # fmt: skip
    return render(request, "web/room.html", context, status=422 if wrong else 200)


@for_members
def text(request: Any, uid: str, kind: str) -> HttpResponse:
    """A text made of what is recorded, to be completed, copied and sent. Nothing of it is kept."""
    shown = _entered(request, uid)
    if shown is None:
        return absent_page(request, register("incidents"), uid)
    written, language = _text(request, shown, kind)
    context = {
        "room": shown, "incident": shown.incident, "day": day_of(request), "kind": kind, "title": TITLES[kind], "text": written,
        "clause": CLAUSES[kind], "language": language, "lines": min(40, written.count("\n") + 4),
        "kinds": [(name, TITLES[name]) for name in TEXTS],
    }  # fmt: skip
    return render(request, "web/incident_text.html", context)


@for_members
def text_file(request: Any, uid: str, kind: str) -> HttpResponse:
    """The same as a file; it begins with the mark by which older editors know UTF-8, and its lines end as theirs do."""
    shown = _entered(request, uid)
    if shown is None:
        raise Http404
    written, language = _text(request, shown, kind)
    body = ("\ufeff" + written).replace("\n", "\r\n").encode()
    return attached(HttpResponse(body, content_type="text/plain; charset=utf-8"), f"incident-{kind}-{language}.txt")


def _entered(request: Any, uid: str) -> Room | None:
    return enter_room(institution_of(request), uid, past_of(request))


def _text(request: Any, shown: Room, kind: str) -> tuple[str, str]:
    """The text and its language: Chinese, as the regulator reads it, unless English is asked for."""
    if kind not in TEXTS:
        raise Http404
    language = "en" if request.GET.get("in") == "en" else "zh"
    with translation.override("en" if language == "en" else settings.LANGUAGE_CODE):
        return text_of(kind, shown), language


def _words(kind: Any, name: str) -> list[tuple[str, str]]:
    return [(word, spoken_word(name, word)) for word in BY_KIND[kind].field(name).words]


def _may_write(request: Any, past: AsOf | None) -> bool:
    return may_change(request.user, institution_of(request), WRITERS) and past is None


def _require(request: Any, past: AsOf | None) -> None:
    """Raise Problem unless the person may write, and the page is about today."""
    require_change(request.user, institution_of(request), WRITERS)
    refuse_past(past)


