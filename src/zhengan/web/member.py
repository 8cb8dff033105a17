"""The door of every page of an institution: members in, everybody else is told there is nothing there."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from zhengan.accounts.access import membership
from zhengan.accounts.models import Institution, Membership

View = Callable[..., HttpResponse]


class MemberRequest(HttpRequest):
    """A request that passed ``for_members``."""

    member: Membership


def for_members(view: View) -> View:
    """Resolve ``code`` in the address to the reader's membership (``request.member``); 404 for everybody else."""

    @functools.wraps(view)
    def guarded(request: Any, code: str, *args: Any, **options: Any) -> HttpResponse:
        member = membership(request.user, code)
        if member is None or _unheard_of(request, *args, *options.values()):
            raise Http404
        request.member = member
        if request.method == "GET" and "as_of" in request.GET and "on" not in request.GET:
            return redirect(f"{request.path}?{_as_pages_say(request.GET)}")  # the API's word: today would answer another day
        return view(request, *args, **options)

    return guarded


def _as_pages_say(asked: QueryDict) -> str:
    renamed = asked.copy()
    renamed["on"] = renamed.pop("as_of")[-1]
    return renamed.urlencode()


def _unheard_of(request: HttpRequest, *parts: Any) -> bool:
    """Whether the address holds a NUL: no record can, and PostgreSQL refuses even to look for one."""
    asked = [text for texts in request.GET.lists() for text in texts[1]]
    return any("\x00" in text for text in (*parts, *asked) if isinstance(text, str))


def institution_of(request: MemberRequest) -> Institution:
    """The institution whose pages these are."""
    return request.member.institution
