"""Search over everything: articles, clauses, findings and records, in groups."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from zhengan.assess.services import latest
from zhengan.web.kept import kept
from zhengan.web.kit.search import LOOKED, long_enough, search
from zhengan.web.kit.subjects import Subjects
from zhengan.web.language import lang
from zhengan.web.member import for_members, institution_of
from zhengan.web.moment import day_of, known_on

LONGEST = 100  # characters of a search; more is a slip


@for_members
@kept
def find(request: Any) -> HttpResponse:
    """What ``q`` finds as of a day: records as known at its end, findings of that day."""
    institution, day = institution_of(request), day_of(request)
    text = " ".join(request.GET.get("q", "").split())[:LONGEST]
    context: dict[str, Any] = {"day": day, "text": text, "looked": LOOKED, "short": bool(text) and not long_enough(text)}
    if text:
        view = latest(institution, day, request.user)
        subjects, whole = Subjects(institution), request.GET.get("all", "")
        context["found"] = search(text, institution, view.findings, subjects, known_on(day), lang(), whole)
    return render(request, "web/search.html", context)
