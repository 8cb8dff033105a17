"""A finding as a row of a table, drawn once: what a finding says under one digest never changes, and pages show hundreds."""

from __future__ import annotations

import functools
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhengan.assess.payload import Shown
from zhengan.web.kit.bar import bar
from zhengan.web.kit.subjects import Subject
from zhengan.web.language import lang
from zhengan.web.templatetags.house import icon, query

register = template.Library()
HELD = 4096  # rows, of about a kilobyte


class Drawn:
    """A finding and all that its row depends on; two that are equal look the same."""

    __slots__ = ("finding", "key")

    def __init__(self, finding: Shown, *about: Any):
        self.finding, self.key = finding, (finding.digest, finding.rule, finding.subject, *about)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Drawn) and self.key == other.key


@register.simple_tag(takes_context=True)
def finding_row(context: Any, finding: Shown, subject: Subject, with_clause: bool = False) -> SafeString:
    """The row of a finding about a subject, under the institution and the day of the page; ``with_clause``: naming its clause."""
    on = context["request"].GET.get("on", "").strip()
    return _row(Drawn(finding, subject, context["institution"].code, on, with_clause, lang()))


@register.simple_tag(takes_context=True)
def heading_sorted(context: Any, name: str, order: str, shape: str) -> SafeString:
    """The heading of a column by which the findings can be sorted; a second click turns the order round."""
    word = {"verdict": _("结论"), "subject": _("对象"), "clause": _("条款与判定"), "since": _("自"), "due": _("期限")}[name]
    state = {name: "ascending", f"-{name}": "descending"}.get(order, "none")
    arrow = {"ascending": icon("arrow-up"), "descending": icon("arrow-down")}.get(state, "")
    link = query(context, order=f"-{name}" if order == name else name, page=None)
    return format_html('<th scope="col" class="{}" aria-sort="{}"><a href="{}">{}{}</a></th>', shape, state, link, word, arrow)


@functools.lru_cache(maxsize=HELD)
def _row(drawn: Drawn) -> SafeString:
    *_finding, subject, code, on, with_clause, _language = drawn.key
    f = drawn.finding
    about = {"f": f, "bar": bar(f), "subject": subject, "code": code, "on": on, "with_clause": with_clause}
    return get_template("parts/finding.html").render(about)
