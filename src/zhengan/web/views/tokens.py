"""Tokens for programs: make one (told once), see whose there are, revoke."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from zhengan.accounts.models import Role
from zhengan.accounts.tokens import RANK, alive, issue, revoke, tokens_seen_by
from zhengan.kit.problem import Problem
from zhengan.records.clock import now
from zhengan.web.kit.shownonce import keep, take, told_once
from zhengan.web.member import for_members


@for_members
def tokens(request: Any) -> HttpResponse:
    """A member's own tokens; an officer sees, and may revoke, everybody's. New ones are always one's own, shown once."""
    member, problem = request.member, None
    if request.method == "POST" and "revoke" in request.POST:
        number = request.POST["revoke"]
        found = tokens_seen_by(member).filter(pk=int(number)).first() if number.isdecimal() and len(number) < 19 else None
        if found is None:
            raise Http404
        revoke(found, now())
        return redirect("tokens", code=member.institution.code)
    elif request.method == "POST":
        try:  # the page that shows it is another: reloaded, it makes no second token
            return keep(request, redirect("tokens", code=member.institution.code), "token", _made(request))
        except Problem as refused:
            problem = refused
    secret = take(request, "token")
    present = now()
    rows = [(token, alive(token, present)) for token in tokens_seen_by(member)]
    roles = [role for role in Role if RANK[role] <= RANK[Role(member.role)]]
    context = {"rows": rows, "roles": roles, "secret": secret, "problem": problem, "name": request.POST.get("name", "")}
    return told_once(request, render(request, "web/tokens.html", context, status=400 if problem else 200))


def _made(request: Any) -> str:
    """The secret of a new token as the form asks for it."""
    days, role = request.POST.get("days", ""), request.POST.get("role", "")
    if role not in Role.values or (days and not (days.isdecimal() and len(days) < 6)):
        raise Problem("表单的值不可用", "角色应从列表中选，天数应为整数", "请改正", code="token-days")
    name = request.POST.get("name", "")
    return issue(request.member, name, now=now(), role=role, days=int(days) if days else None)[1]
