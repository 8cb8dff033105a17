"""The calendar of deadlines: by month and as a list, and as a feed that a calendar program subscribes to."""

from __future__ import annotations

import re
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from zhengan.accounts.models import Institution
from zhengan.assess.services import known, latest
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.kit.time import FIRST_YEAR, LAST_YEAR
from zhengan.records.clock import now
from zhengan.web.kept import kept
from zhengan.web.kit.deadlines import Deadline, deadlines
from zhengan.web.kit.ical import document
from zhengan.web.kit.markets import today as markets
from zhengan.web.kit.month import month
from zhengan.web.kit.shownonce import keep, take, told_once
from zhengan.web.language import lang
from zhengan.web.member import for_members, institution_of
from zhengan.web.models import CalendarFeed
from zhengan.web.moment import as_of
from zhengan.web.templatetags.moments import WEEK

MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@for_members
@kept
def calendar(request: Any) -> HttpResponse:
    """Everything due as of a day: one month of it as a grid, or all of it as a list (``?view=list``)."""
    view = known(institution_of(request), as_of(request), request.user)
    day = view.assessment.day
    due = deadlines(view)
    as_list = request.GET.get("view") == "list"
    shown = month(_month_of(request, day), due)
    listed = due if as_list else [one for one in due if one.day.replace(day=1) == shown.first]
    context = {
        "view": view, "day": day, "month": shown, "as_list": as_list, "today": now().date(),
        "groups": [(first, [(one, one.working_days(day)) for one in group]) for first, group in groupby(listed, _first)],
        "week": WEEK, "overdue": [one for one in due if one.overdue], "count": len(due), "markets": markets(),
    }  # fmt: skip
    return render(request, "web/calendar.html", context)


@for_members
def subscribe(request: Any) -> HttpResponse:
    """The reader's own feed: make or renew its secret address (told once), or revoke it."""
    if request.method == "POST":  # the page that shows it is another: reloaded, it does not renew the address again
        back = redirect("calendar-subscribe", code=institution_of(request).code)
        if request.POST.get("do") == "revoke":
            CalendarFeed.revoke(request.member)
            return back
        return keep(request, back, "feed", CalendarFeed.renew(request.member, lang()))
    secret = take(request, "feed")
    held = CalendarFeed.objects.filter(membership=request.member).first()
    address = request.build_absolute_uri(reverse("calendar-feed", args=[secret])) if secret else ""
    return told_once(request, render(request, "web/subscribe.html", {"feed": held, "address": address}))


@login_not_required
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The deadlines of the institution the secret belongs to; anybody else is told there is nothing here."""
    found = CalendarFeed.of(secret)
    if found is None or request.method not in ("GET", "HEAD"):
        raise Http404
    institution = found.membership.institution
    view = latest(institution, now().date())
    CalendarFeed.objects.filter(pk=found.pk).update(fetched_at=now())
    with translation.override("en" if found.language == "en" else "zh-hans"):
        name = _("证安 · %(name)s") % {"name": institution.name}
        body = document(name, deadlines(view), view.assessment.known_at, lang(), lambda one: _address(request, institution, one))
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="zhengan.ics"'
    response["Cache-Control"] = "private, max-age=900"
    return response


def _address(request: HttpRequest, institution: Institution, one: Deadline) -> str:
    """Where an event leads: its finding or record, or the list of its day where there are several."""
    line = one.lines[0]
    if len(one.lines) > 1:
        path = reverse("calendar", args=[institution.code]) + f"?month={one.day:%Y-%m}#d{one.day}"
    elif line.rule:
        path = reverse("finding", args=[institution.code, line.rule, line.key])
    else:
        path = reverse("record", args=[institution.code, line.register, line.key])
    return request.build_absolute_uri(path)


def _first(one: Deadline) -> date:
    return one.day.replace(day=1)


def _month_of(request: HttpRequest, day: date) -> date:
    """The month asked for (``?month=2026-12``), else the day's own. Raises Problem for what is no month."""
    text = request.GET.get("month", "").strip()
    if not text:
        return day.replace(day=1)
    written = MONTH.fullmatch(text)
    if written and FIRST_YEAR < int(written[1]) < LAST_YEAR:
        return date(int(written[1]), int(written[2]), 1)
    raise Problem(say("“{text}”不是月份", text=text[:40]), "月份写成 2026-12 的形式", "请改正，或回到日历", code="month")
