"""A Problem as a page: what, why, what to do, and the one link that leads on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhengan.kit.problem import Problem

PAST = "past"  # something was to be written on the page of a day gone by: on that of today it can be
NO_DAY = frozenset({"future", "before-law", "date", PAST})  # what can be wrong with the day a page is asked for
NOT_KNOWN = frozenset({"not-known", "known"})  # what can be wrong with the asking for what was known

FILTER = "filter"  # a value no filter has: the list shows which


def problem_page(request: HttpRequest, problem: Problem, status: int, lead: tuple[str, str] | None = None) -> HttpResponse:
    """``lead``: an address and what its link is called. By itself it leads to the same page of today, from a day that cannot be
    shown, or not written on; to what is known now, where nothing was known then, or the way of knowing is none; to the list,
    where a file is refused for a filter.

    The problem goes with the answer: a program is told it in JSON.
    """
    if lead is None and problem.code in NO_DAY and (request.method == "GET" or problem.code == PAST) and "on" in request.GET:
        kept = request.GET.copy()
        del kept["on"]
        kept.pop("known", None)
        lead = (f"{request.path}?{kept.urlencode()}".rstrip("?"), _("回到今天") if problem.code == PAST else _("查看今天的"))
    if lead is None and problem.code in NOT_KNOWN and request.method == "GET" and "known" in request.GET:
        kept = request.GET.copy()
        del kept["known"]
        lead = (f"{request.path}?{kept.urlencode()}".rstrip("?"), _("改按现在所知"))
    if lead is None and problem.code == FILTER and "/export." in request.path:
        lead = (f"{request.path.rpartition('/')[0]}/?{request.GET.urlencode()}", _("回到列表"))
    response = render(request, "web/problem.html", {"problem": problem, "lead": lead}, status=status)
    response.problem = problem  # type: ignore[attr-defined]
    return response
