"""A Problem as a page: what, why, what to do, and the one link that leads on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhengan.kit.problem import Problem


def problem_page(request: HttpRequest, problem: Problem, status: int, lead: tuple[str, str] | None = None) -> HttpResponse:
    """``lead``: an address and what its link is called. The problem goes with the answer: a program is told it in JSON."""
    response = render(request, "web/problem.html", {"problem": problem, "lead": lead}, status=status)
    response.problem = problem  # type: ignore[attr-defined]
    return response
