"""Findings and records as rows of tables, each drawn once: what a finding says under one digest never changes, nor what
a version of a record states; and pages show hundreds."""

from __future__ import annotations

import functools
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhengan.assess.held import Whole
from zhengan.assess.payload import Shown
from zhengan.kit.verdict import Verdict
from zhengan.records.models import Record
from zhengan.registers.catalogue import REGISTERS
from zhengan.web.kit.bar import bar
from zhengan.web.kit.listing import Listing
from zhengan.web.kit.subjects import Subject
from zhengan.web.language import lang
from zhengan.web.moment import in_address
from zhengan.web.templatetags.house import icon, moment, query, said

register = template.Library()
HELD = 4096  # rows, of about a kilobyte
FEW = 8  # lists of breaches, of some tens of kilobytes


class Drawn:
    """What a row shows and all that the row depends on; two with the same key look the same."""

    __slots__ = ("key", "of")

    def __init__(self, of: Any, *key: Any):
        self.of, self.key = of, key

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Drawn) and self.key == other.key


@register.simple_tag(takes_context=True)
def finding_row(context: Any, finding: Shown, subject: Subject, with_clause: bool = False) -> SafeString:
    """The row of a finding about a subject, under the institution and the day of the page; ``with_clause``: naming its clause."""
    house = context["institution"].code
    return _row(Drawn(finding, finding.digest, finding.rule, finding.subject, subject, house, _on(context), with_clause, lang()))


@register.simple_tag(takes_context=True)
def record_row(context: Any, listing: Listing, row: Record) -> SafeString:
    """The row of a record in its register, under the institution and the day of the page."""
    house, into = context["institution"].code, listing.register.name
    called = tuple(
        (field, tuple((uid, names[uid]) for uid in _several(getattr(row, field)) if uid in names))
        for field, names in listing.names.items()
    )
    columns = tuple(field.name for field in listing.columns)
    return _record(Drawn(row, into, row.pk, row.uid, row.recorded_at, called, columns, house, _on(context), lang()))


@register.simple_tag(takes_context=True)
def change_row(context: Any, finding: Shown, name: str, look: str) -> SafeString:
    """One line of what changed: ``name`` of its sort, ``look`` of its tag."""
    house = context["institution"].code
    return _change(Drawn(finding, finding.digest, finding.rule, finding.subject, str(name), look, house, _on(context), lang()))


@register.simple_tag
def printed_rows(found: Whole, most: int) -> SafeString:
    """The breaches of the printed board, a line each: at most so many, drawn once of an assessment."""
    return _printed(found, most, lang())


def _on(context: Any) -> str:
    """The query that keeps a link on the reader's day, without its question mark; empty of today."""
    return urlencode(in_address(context["request"]))


def _several(value: Any) -> Any:
    return value if isinstance(value, (tuple, list)) else [value]


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
    f = drawn.of
    about = {"f": f, "bar": bar(f), "subject": subject, "code": code, "on": on, "with_clause": with_clause}
    return get_template("parts/finding.html").render(about)


@functools.lru_cache(maxsize=HELD)
def _change(drawn: Drawn) -> SafeString:
    *_finding, name, look, code, on, _language = drawn.key
    return get_template("parts/change.html").render({"f": drawn.of, "name": name, "look": look, "code": code, "on": on})


@functools.lru_cache(maxsize=FEW)
def _printed(found: Whole, most: int, _language: str) -> SafeString:
    line = '<tr><th scope="row">{}</th><td>{}</td><td class="nowrap">{}</td></tr>'
    breaches = found.by_verdict.get(Verdict.NOT_MET, ())[:most]
    return format_html_join("", line, ((f.clause, said(f.says), moment(f.since)) for f in breaches))


@functools.lru_cache(maxsize=HELD)
def _record(drawn: Drawn) -> SafeString:
    into, *_version, called, shown, code, on, _language = drawn.key
    names = {field: dict(pairs) for field, pairs in called}
    columns = [REGISTERS[into].field(name) for name in shown]
    about = {"row": drawn.of, "register": into, "columns": columns, "names": names, "code": code, "on": on}
    return get_template("parts/record_row.html").render(about)


def forget() -> None:
    """Let go of everything: for tests, which change databases."""
    _row.cache_clear()
    _change.cache_clear()
    _printed.cache_clear()
    _record.cache_clear()
