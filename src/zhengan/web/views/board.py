"""The board: the law as a wall, and what needs somebody's attention."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice, takewhile
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhengan.assess.payload import Shown
from zhengan.assess.services import View, between, latest
from zhengan.assess.summary import counts, each, tile
from zhengan.kit.problem import Problem
from zhengan.kit.verdict import Verdict
from zhengan.law.compare import Comparison
from zhengan.law.loader import load_law
from zhengan.web.kept import kept
from zhengan.web.kit.markets import today
from zhengan.web.member import for_members, institution_of
from zhengan.web.moment import day_of

WEEK = timedelta(days=7)
SOON = timedelta(days=30)
FEW = 6


@for_members
@kept
def board(request: Any) -> HttpResponse:
    """The wall of 75 articles as of a day, what changed within the week before, and what falls due."""
    day = day_of(request)
    institution = institution_of(request)
    view = latest(institution, day, request.user)
    verdicts = view.verdicts
    tiles = [(chapter, [tile(article, verdicts) for article in chapter.articles]) for chapter in load_law().chapters]
    breaches = view.all.by_verdict.get(Verdict.NOT_MET, ())
    wanted = request.GET.get("verdict", "")
    context = {
        "view": view,
        "day": day,
        "chapters": tiles,
        "states": ",".join(one.state for _chapter, several in tiles for one in several),  # all that the wall depends on
        "counts": counts(verdicts),
        "each": each(view.all.by_verdict),
        "wanted": wanted,
        "changes": _since_last_week(request, view),
        "week": day - WEEK,
        "due": _due(view),
        "breaches": breaches[:FEW],
        "more_breaches": max(0, len(breaches) - FEW),
        "markets": today(),
    }
    return render(request, "web/board.html", context)


def _since_last_week(request: HttpRequest, view: View) -> Comparison | None:
    """Against the same weekday a week ago; None where that lies before the law or before the records."""
    before = view.assessment.day - WEEK
    if before < load_law().effective:
        return None
    try:
        return between(latest(view.institution, before), view)
    except Problem:
        return None


def _due(view: View) -> list[Shown]:
    """What must be done within thirty days, and what should have been, the earliest first."""
    first, last = view.assessment.day, view.assessment.day + SOON
    dated = takewhile(lambda finding: finding.due <= last, view.all.dated)  # type: ignore[operator]
    open_ = (f for f in dated if f.verdict is not Verdict.NOT_APPLICABLE or f.due >= first)  # type: ignore[operator]
    return [*islice(open_, FEW)]
