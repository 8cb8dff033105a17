"""What a member was told, and how they want to be told. Everybody sees and marks their own notices only."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from zhengan.accounts.models import Institution, Role
from zhengan.kit.problem import Problem
from zhengan.notices.explain import problem
from zhengan.notices.models import Kind, Mail, Preference
from zhengan.notices.server import configured, server
from zhengan.notices.services import mark_read, of_member
from zhengan.records.clock import now
from zhengan.web.kit.strange import Strange
from zhengan.web.kit.wishes import WishForm
from zhengan.web.member import for_members, institution_of

PAGE = 50
MAILS = 10


@for_members
def notices(request: Any) -> HttpResponse:
    """The reader's notices, by kind and read or not; a POST marks one (``read=<number>``) or all (``read=all``) read."""
    if request.method == "POST":
        return _marked(request)
    kind = request.GET.get("kind", "")
    strange = [Strange("kind", kind, str(_("种类")))] if kind and kind not in Kind.values else []
    unread = bool(request.GET.get("unread"))
    page = Paginator(of_member(request.member, kind, unread), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "kind": kind, "only_unread": unread, "kinds": Kind.choices, "narrowed": bool(kind or unread),
        "strange": strange,
    }  # fmt: skip
    return render(request, "web/notices.html", context)


def _marked(request: Any) -> HttpResponse:
    """Back to where the reader was, or on to the finding they opened."""
    asked = request.POST.get("read", "")
    pks = None if asked == "all" else [int(asked)] if asked.isascii() and asked.isdigit() and len(asked) < 19 else []
    mark_read(request.member, now(), pks)
    onward = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure()):
        onward = reverse("notices", args=[institution_of(request).code])
    return redirect(onward)


@for_members
def preferences(request: Any) -> HttpResponse:
    """What the reader wants to be told, when and in which language; and how the mails fared."""
    institution, member = institution_of(request), request.member
    wish = Preference.of(member)
    form = WishForm(request.POST or None, instance=wish)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("通知设置已保存。"))
        return redirect("notices-settings", code=institution.code)
    status = 422 if form.is_bound else 200
    mails = Mail.objects.filter(membership=member).order_by("-made_at", "-pk")[:MAILS]
    context = {
        "form": form, "mails": [(mail, _reason(mail)) for mail in mails], "setup": _setup(),
        "stuck": _stuck(institution) if member.role == Role.OFFICER else None,
    }  # fmt: skip
    return render(request, "web/notices_settings.html", context, status=status)


def _reason(mail: Mail) -> Problem | None:
    return problem(mail.why, mail.detail) if mail.why else None


def _setup() -> Problem | None:
    """What is wrong with the mail server's settings; None where nothing is."""
    try:
        server()
    except Problem as found:
        return found
    return None


def _stuck(institution: Institution) -> list[tuple[Mail, Problem]]:
    """Colleagues' mails that did not go, for the officer: the latest of each reason. Nobody else sees others' addresses."""
    rows = Mail.objects.filter(membership__institution=institution).exclude(why="").exclude(state="sent")
    latest: dict[str, Mail] = {}
    for mail in rows.order_by("-made_at")[:200]:
        latest.setdefault(mail.why, mail)
    return [(mail, problem(mail.why, mail.detail)) for mail in latest.values()] if configured() else []
