"""The day a page is about, from its address: ``?on=2026-11-01``, today where none is given; and what is counted as known.

Of a day gone by, every page shows what was true then by what is known now; with ``&known=then``, what had been recorded by
the end of that day and nothing since.
"""

from __future__ import annotations

import re
from datetime import date

from django.http import HttpRequest

from zhengan.kit.asof import AsOf, not_ahead
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.kit.time import end_of_day, parse_day
from zhengan.records.clock import now

THEN = "then"
RUN_TOGETHER = re.compile(r"\A([0-9]{4})([0-9]{2})([0-9]{2})\Z")  # 20260105, as file names have it


def day_of(request: HttpRequest) -> date:
    """The day asked. Raises Problem for what is no date, or lies ahead, and for a way of knowing that there is not."""
    known = request.GET.get("known", "")
    if known not in ("", THEN):  # taken for "now" it would answer another question
        what, why = say("没有“known={known}”这种看法", known=known[:40]), "known=then 为当日所知；不写即现在所知"
        raise Problem(what, why, "请改正网址，或改按现在所知查看", code="known")
    text = request.GET.get("on", "").strip()
    today = now().date()
    if not text:
        return today
    return not_ahead(read_day(text), today)


def read_day(text: str) -> date:
    """A day as an address has it, 20260105 as well. Raises Problem for what is no date."""
    return parse_day(RUN_TOGETHER.sub(r"\1-\2-\3", text))


def is_today(request: HttpRequest) -> bool:
    """Whether a page is about today: of another day there is nothing to write, only to look at."""
    text = request.GET.get("on", "").strip()
    try:
        return not text or read_day(text) == now().date()
    except Problem:
        return False


def past_of(request: HttpRequest) -> AsOf | None:
    """The day gone by that a page is about, and up to which instant the records are read (None: all that are known now);
    None of today. Raises Problem for what is no date, or lies ahead.
    """
    day = day_of(request)
    return None if day == now().date() else AsOf(day, end_of_day(day) if by_then(request) else None)


def refuse_past(past: AsOf | None) -> None:
    """Raise Problem where a page is about a day gone by, and something is to be written."""
    if past is not None:
        raise Problem("过去的日子只供查看", "登记以现在为准，时刻可另行填写", "请回到今天再登记", code="past")


def form_of_today(request: HttpRequest) -> None:
    """Raise Problem where a form is opened for a day gone by; one that is sent keeps what was typed, and is of now."""
    if request.method in ("GET", "HEAD"):
        refuse_past(past_of(request))


def as_of(request: HttpRequest) -> AsOf:
    """The moment whose findings a page shows. Raises as ``past_of`` does."""
    return past_of(request) or AsOf(now().date())


def by_then(request: HttpRequest) -> bool:
    """Whether only what was known at the end of the day is asked for; of today that is everything."""
    return request.GET.get("known", "") == THEN and not is_today(request)


def in_address(request: HttpRequest) -> dict[str, str]:
    """How links stay on the reader's day, and with what was known then: empty where the page is about today."""
    on = request.GET.get("on", "").strip()
    then = {"known": THEN} if on and request.GET.get("known", "") == THEN else {}
    return {"on": on, **then} if on else {}
