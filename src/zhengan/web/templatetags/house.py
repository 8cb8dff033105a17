"""What templates ask for: icons, verdicts, sentences and values in the reader's language. Display only."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhengan.assess.payload import Shown
from zhengan.kit.catalogue import translate
from zhengan.kit.problem import Problem, Problems
from zhengan.kit.say import Say, spoken
from zhengan.kit.spans import Span
from zhengan.kit.time import DAY
from zhengan.kit.verdict import VERDICT_ZH, Verdict
from zhengan.records import course
from zhengan.records.models import Record
from zhengan.records.services import OPERATOR
from zhengan.registers.catalogue import REGISTERS
from zhengan.registers.kit.fields import Field
from zhengan.registers.kit.register import Register
from zhengan.registers.kit.words import NO, UNKNOWN, YES, spoken_word
from zhengan.web.language import lang

register = template.Library()
SPRITE = "vendor/tabler-icons/sprite.svg"
ICONS = {
    "met": "circle-check", "not_met": "circle-x", "unknown": "help-circle", "not_applicable": "circle-minus",
    "attested": "user-check", "pending": "circle-dashed", "quiet": "book",
}  # fmt: skip
STATES = {
    "met": _("符合"), "not_met": _("不符合"), "unknown": _("未知"), "not_applicable": _("不适用"), "attested": _("人工认定"),
    "pending": _("尚无规则"), "quiet": _("无须判定"),
}  # fmt: skip
assert all(str(v) in STATES for v in VERDICT_ZH)


@register.simple_tag
@functools.cache
def asset(path: str) -> str:
    """The address of a static file, with the version, so that an upgrade is seen at once."""
    return f"{static(path)}?v={settings.VERSION}"


@register.simple_tag
@functools.cache
def icon(name: str, extra: str = "") -> SafeString:
    """An icon of the sprite, hidden from screen readers: a word always stands beside it."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', extra, asset(SPRITE), name
    )


@register.simple_tag
def verdict(value: Verdict | str, words: bool = True) -> SafeString:
    """A verdict as icon and word; never colour alone. Without ``words`` the word is for screen readers only."""
    return _verdict(str(value), words, lang())


@functools.cache
def _verdict(key: str, words: bool, language: str) -> SafeString:
    word = format_html('<span class="{}">{}</span>', "" if words else "visually-hidden", state_word(key))
    return format_html('<span class="verdict v-{}">{}{}</span>', key, icon(ICONS[key]), word)


@register.filter
def state_word(value: Verdict | str) -> str:
    """The word of a verdict, or of the state of an article."""
    return str(STATES[str(value)])


@register.filter
def state_icon(value: str) -> str:
    """The icon's name of a state."""
    return ICONS[str(value)]


@register.filter
def said(value: Say | None) -> str:
    """A sentence in the reader's language."""
    return value.render(lang()) if value is not None else ""


@register.filter
def in_words(text: str) -> str:
    """A fixed text of the law library in the reader's language."""
    return translate(text, lang())


@register.filter
def titled(value: Any) -> str:
    """The title of a chapter, an article, a duty or a register."""
    return str(value.title(lang()))


@register.filter
def register_titled(name: str) -> str:
    """The title of the register of this plural name."""
    return REGISTERS[name].title(lang())


@register.filter
def figure(finding: Shown) -> str:
    """The figure of a finding, with its unit."""
    return finding.figure_text(lang())


@register.filter
def required(finding: Shown) -> str:
    """The limit of a finding, with its sign and unit."""
    return finding.limit_text(lang())


@register.filter
def does(duty: Any) -> str:
    """What the software judges about a duty."""
    return str(duty.does(lang()))


@register.filter
def to_record(duty: Any) -> tuple[str, ...]:
    """What to record so that a duty can be judged."""
    return tuple(duty.record(lang()))


@register.filter
def labelled(field: Any) -> str:
    """The name of a field."""
    return str(field.label(lang()))


@register.filter
def heading(field: Any) -> str:
    """The name of a field over a column: without the example that a form shows."""
    return labelled(field).partition("（如")[0]


@register.filter
def person(name: str) -> str:
    """Who recorded it; what the machine's operator entered has no account."""
    return str(_("本机操作员")) if name == OPERATOR else name


@register.filter
def closer(row: Record) -> str:
    """By whose hand a version of a record was closed."""
    return course.closer(row)


@register.filter
def field_of(register: Register, name: str) -> Field:
    """The field of a register by its name."""
    return register.field(name)


@register.filter
def moment(value: date | datetime | None) -> str:
    """A day or an instant as tables write it; seconds only where they are not nought."""
    return "—" if value is None else spoken(value, lang())


@register.filter
def span(value: Span) -> str:
    """A lapse as people write it: one day, or the first and the last day of it."""
    start, end = value
    if isinstance(start, datetime) or isinstance(end, datetime):
        return f"{spoken(start, lang())} – {spoken(end, lang())}"
    last = end - DAY
    return spoken(start, lang()) if last == start else f"{spoken(start, lang())} – {spoken(last, lang())}"


@register.simple_tag
def cell(field: Any, value: Any, names: Any = None) -> SafeString | str:
    """A value of a register as a table shows it: words for words, names for references, a dash for nothing recorded."""
    if value is None:
        return format_html('<span class="text-secondary" title="{}">—</span>', UNKNOWN)
    if isinstance(value, bool):
        return format_html('<span class="bool-{}">{}</span>', "yes" if value else "no", YES if value else NO)
    if field.control == "json":
        return ", ".join(str(item) for item in value)
    if field.ref:
        called = (names or {}).get(field.name, {})
        several = value if isinstance(value, (tuple, list)) else [value]
        return format_html_join(_comma(), '<span title="{}">{}</span>', ((uid, called.get(uid, uid)) for uid in several))
    if isinstance(value, (tuple, list)):
        return _comma().join(spoken_word(field.name, item) for item in value)
    if field.words and isinstance(value, (str, int)):
        return spoken_word(field.name, value)
    return spoken(value, "zh") if not isinstance(value, str) else value


@register.filter
def listed(names: Iterable[str]) -> str:
    """Names one after another."""
    return _comma().join(names)


def _comma() -> str:
    return "、" if lang() == "zh" else ", "


@register.filter
def problems(problem: Problem) -> list[tuple[str, str, str, str]]:
    """Place, what, why and what to do of a problem, or of each of several."""
    several: Iterable[Problem] = problem.problems if isinstance(problem, Problems) else [problem]
    return [(str(one.where or ""), *one.spoken(lang())) for one in several]


@register.filter
def article_name(number: int | str) -> str:
    """第 20 条, or Article 20."""
    return gettext("第 %(number)s 条") % {"number": number}


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """An entry of a mapping, or nothing."""
    return mapping.get(key)


@register.simple_tag(takes_context=True)
def query(context: Any, **changes: Any) -> str:
    """The present address's query with some of it changed; None takes a key out."""
    params = context["request"].GET.copy()
    for name, value in changes.items():
        params.pop(name, None)
        if value not in (None, ""):
            params[name] = value
    return "?" + params.urlencode()


@register.simple_tag(takes_context=True)
def query_without(context: Any, name: str) -> str:
    """The present address's query without one of its parts, and from the first page."""
    return str(query(context, **{name: None, "page": None}))


@register.simple_tag
def options(values: Iterable[tuple[str, str]], chosen: Any) -> SafeString:
    """The options of a select."""
    picked = {str(one) for one in (chosen if isinstance(chosen, (list, tuple)) else [chosen])}
    return format_html_join(
        "", '<option value="{}"{}>{}</option>', ((v, SafeString(" selected") if v in picked else "", word) for v, word in values)
    )


@register.filter
def article_of(clause: str) -> int:
    """The article of a clause."""
    return int(clause.split(".")[0])


@register.filter
def instant(text: str) -> str:
    """An instant in ISO 8601 as tables write it."""
    return spoken(datetime.fromisoformat(text), lang())


@register.filter
def attr(row: Any, name: str) -> Any:
    """A field of a row."""
    return getattr(row, name)


@register.filter
def as_text(value: Any) -> str:
    """What a text input shows: several values joined the way an import splits them."""
    return ";".join(value) if isinstance(value, (list, tuple)) else str(value)


@register.filter
def one_line(problem: Problem) -> str:
    """A problem on one line, without its place: the form shows that."""
    what, why, do = problem.spoken(lang())
    return " · ".join(filter(None, (what, why))) + (f" → {do}" if do else "")
