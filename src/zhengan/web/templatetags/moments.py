"""The day a page is about, carried from link to link, and said plainly where it is not today. Display only."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import template
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from zhengan.kit.quantities import duration
from zhengan.records.clock import now
from zhengan.web import moment
from zhengan.web.kit.deadlines import Deadline
from zhengan.web.language import lang
from zhengan.web.moment import in_address

register = template.Library()
WEEK = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))


@register.simple_tag(takes_context=True)
def on(context: Any, query: str = "", **more: Any) -> str:
    """The query that keeps a link on the reader's day (nothing where the page is about today), with ``more`` beside it.

    ``query``: what the link asks for besides, written as a query already.
    """
    besides = {**dict(parse_qsl(query)), **{k: v for k, v in more.items() if v not in (None, "")}}
    params = {**_asked(context), **besides}
    return "?" + urlencode(params) if params else ""


def _asked(context: Any) -> dict[str, str]:
    return in_address(context["request"]) if "request" in context else {}


@register.simple_tag(takes_context=True)
def kept(context: Any, *names: str) -> SafeString:
    """The rest of the address as hidden inputs, so that choosing another day loses no filter; ``names`` are left out."""
    query = context["request"].GET
    pairs = ((name, value) for name in query if name not in names for value in query.getlist(name))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.simple_tag(takes_context=True)
def day_kept(context: Any) -> SafeString:
    """The reader's day as hidden inputs, for a form that asks for something else."""
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', in_address(context["request"]).items())


@register.simple_tag
def today() -> str:
    """The last day a page can be about, as a date input reads it."""
    return now().date().isoformat()


@register.simple_tag
def made_at() -> str:
    """When the page was made, as its paper says."""
    return str(_("页面生成于 {at}")).format(at=f"{now():%Y-%m-%d %H:%M}")


@register.filter
def to_second(at: datetime, day: date) -> str:
    """An instant to the second; its day before it where that is not ``day``."""
    return f"{at:%H:%M:%S}" if at.date() == day else f"{at:%Y-%m-%d %H:%M:%S}"


@register.filter
def digits(span: timedelta) -> str:
    """A span as a clock shows it, in hours, minutes and seconds: 1:03:20."""
    minutes, seconds = divmod(max(0, int(span.total_seconds())), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


@register.filter
def lasting(span: timedelta) -> str:
    """A span in words, in the reader's language."""
    return duration(span.total_seconds(), lang())


@register.filter
def milliseconds(at: datetime) -> int:
    """An instant as scripts count it."""
    return int(at.timestamp() * 1000)


@register.filter
def is_past(day: date | None) -> bool:
    """Whether a page is about another day than today."""
    return day is not None and day != now().date()


@register.filter
def by_then(request: HttpRequest) -> bool:
    """Whether the page shows what was known on its day, and not what is known now."""
    return moment.by_then(request)


@register.filter
def headed(due: Deadline) -> str:
    """The short name of a deadline."""
    return due.heading(lang())


@register.filter
def weekday(day: date) -> str:
    """周一 or Mon."""
    return str(WEEK[day.weekday()])
