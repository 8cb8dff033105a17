"""A system on one page: who it is, its sessions today, and a tab for each thing that is recorded or found about it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhengan.assess.about import findings_about
from zhengan.assess.summary import tally
from zhengan.records.clock import now
from zhengan.registers.catalogue import register
from zhengan.web.kept import kept
from zhengan.web.kit.gone import absent_page
from zhengan.web.kit.strip import today_of
from zhengan.web.member import for_members, institution_of
from zhengan.web.moment import as_of
from zhengan.web.systems.findings import clauses
from zhengan.web.systems.header import find
from zhengan.web.systems.tabs import TABS


@for_members
@kept
def system(request: Any, uid: str, tab: str = "findings") -> HttpResponse:
    """The page of a system as of a day. 404 for a system or a tab that is not there, saying so of one that was withdrawn or
    was not there yet."""
    institution, moment = institution_of(request), as_of(request)
    day, subject = moment.valid_on, find(institution, uid, moment)
    if tab not in TABS:
        raise Http404
    if subject is None or (subject.past and subject.row.since > day):
        return absent_page(request, register("systems"), uid)
    view = findings_about(institution, moment, subject.subjects, request.user)
    chosen = TABS[tab]
    found = clauses(view.findings, subject.subjects, chosen.articles) if chosen.articles or tab == "findings" else []
    context = {
        "subject": subject, "row": subject.row, "day": day, "view": view, "tab": chosen, "tabs": TABS.values(),
        "counts": tally(view.findings), "strip": today_of(subject.markets, day), "today": day == now().date(),
        "clauses": found, "open": [clause for clause in found if clause.open], "rest": [c for c in found if not c.open],
        **chosen.fill(subject, view),
    }  # fmt: skip
    return render(request, f"web/system/{tab}.html", context)
