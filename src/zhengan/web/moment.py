"""The day a page is about, from its address: ``?on=2026-11-01``, today where none is given."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.http import HttpRequest

from zhengan.kit.asof import not_ahead
from zhengan.kit.problem import Problem
from zhengan.kit.time import end_of_day, parse_day
from zhengan.records.clock import now

RUN_TOGETHER = re.compile(r"\A([0-9]{4})([0-9]{2})([0-9]{2})\Z")  # 20260105, as file names have it


def day_of(request: HttpRequest) -> date:
    """The day asked. Raises Problem for what is no date, or lies ahead."""
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


def known_on(day: date) -> datetime | None:
    """Up to which instant a register is read for a page about ``day``: the end of that day, None (all there is) for today."""
    return None if day == now().date() else end_of_day(day)
