"""Search over everything: articles, clauses, findings and records, in groups."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from zhengan.assess.services import known
from zhengan.web.kept import kept
from zhengan.web.kit.search import LOOKED, long_enough, search
from zhengan.web.kit.subjects import Subjects
from zhengan.web.language import lang
from zhengan.web.member import for_members, institution_of
from zhengan.web.moment import as_of, day_of, past_of

LONGEST = 100  # characters of a search; more is a slip


@for_members
@kept
def find(request: Any) -> HttpResponse:
    """What ``q`` finds as of a day: its findings, and the records there were."""
    institution, past = institution_of(request), past_of(request)
    text = " ".join(request.GET.get("q", "").split())[:LONGEST]
    short = bool(text) and not long_enough(text)
    context: dict[str, Any] = {"day": day_of(request), "text": text, "looked": LOOKED, "short": short}
    if text:
        context["view"] = view = known(institution, as_of(request), request.user)
        subjects, whole = Subjects(institution, view.then), request.GET.get("all", "")
        context["found"] = search(text, institution, view.findings, subjects, past, lang(), whole)
    return render(request, "web/search.html", context)
