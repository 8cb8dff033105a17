"""Figures drawn by the server: strips of a day, a year of days, readings as a table. Display only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django import template
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhengan.kit.quantities import BEYOND, Quantity
from zhengan.kit.say import spoken
from zhengan.registers.kit.words import spoken_word
from zhengan.web.kit.markets import EXCHANGES
from zhengan.web.kit.panel import Panel
from zhengan.web.kit.strip import Strip
from zhengan.web.language import lang
from zhengan.web.systems.backups import Cell, Month, Year

register = template.Library()


@register.filter
def plain(value: float) -> str:
    """A number as SVG wants it, whatever the language."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@register.filter
def amount(value: float) -> str:
    """A figure with its thousands apart."""
    return f"{value:.6g}" if abs(value) >= BEYOND else f"{value:,.2f}".rstrip("0").rstrip(".")


@register.filter
def percent(share: float) -> str:
    """A share; never rounded up to a whole that it is not."""
    return Quantity(min(share, 0.9999) if share < 1 else 1.0, "ratio").render(lang())


@register.filter
def any_empty(panels: Iterable[Panel]) -> bool:
    """Whether some register has nothing to show."""
    return any(not panel.rows for panel in panels)


@register.simple_tag
def words(field: str, values: str | Sequence[str] | None) -> str:
    """The words of a field as people say them."""
    several = [values] if isinstance(values, str) else values or []
    return _comma().join(spoken_word(field, value) for value in several) or "—"


@register.simple_tag
def markets(codes: Sequence[str]) -> SafeString | str:
    """Markets by name, the code beside it."""
    if not codes:
        return _("未登记")
    return format_html_join(_comma(), '<span title="{}">{}</span>', ((code, EXCHANGES.get(code, code)) for code in codes))


@register.simple_tag
def strip_words(strip: Strip) -> str:
    """What a strip shows, for those who do not see it."""
    if not strip.spans:
        return _("没有交易时段")
    return _comma().join(f"{start:%H:%M}–{end:%H:%M}" for start, end in strip.spans)


@register.simple_tag
def strip_now(strip: Strip) -> SafeString | str:
    """The hours of the day in words, and how it stands at this instant."""
    if strip.problem is not None:
        what, why, _do = strip.problem.spoken(lang())
        return format_html('<span class="unsaid">{}</span> {}', what, why)
    hours = strip_words(strip)
    if strip.now is None:
        return hours
    if strip.open:
        state = _("正在交易时段内，至 %(at)s") % {"at": f"{strip.open.end:%H:%M}"}
    elif strip.next:
        same = strip.next.date() == strip.first
        state = _("现在不在交易时段内，下一时段 %(at)s") % {"at": f"{strip.next:%H:%M}" if same else spoken(strip.next, lang())}
    else:
        state = _("现在不在交易时段内")
    return format_html('{} <b class="{}">{}</b>', hours, "running" if strip.open else "resting", state)


@register.simple_tag
def readings(rows: Iterable[tuple[date | datetime, float, str]]) -> SafeString:
    """A series as a table, the latest first."""
    # A year of days: put together in one go. Days and amounts are figures, only the note may hold what must be escaped.
    lines = (
        f"<tr><td>{spoken(at, 'zh')}</td><td>{amount(value)}</td><td>{escape(note) if note else ''}</td></tr>"
        for at, value, note in rows
    )
    body = SafeString("".join(lines))  # nosec B703
    return _table("readings", "", (_("日期"), _("峰值"), _("备注")), body)


@register.simple_tag
def calendar(year: Year) -> SafeString:
    """A year of days, a table for each month; every day says its state in words."""
    days = [str(WEEKDAYS_ABBR[n]) for n in range(7)]
    heads = [day[-1:] if lang() == "zh" else day[:2] for day in days]
    return format_html_join("", "{}", ((_table("month", f"{m.first:%Y-%m}", heads, _weeks(m)),) for m in year.months))


def _table(name: str, caption: str, heads: Iterable[str], body: SafeString) -> SafeString:
    row = format_html_join("", '<th scope="col">{}</th>', ((head,) for head in heads))
    top = format_html("<caption>{}</caption>", caption) if caption else ""
    return format_html('<table class="{}">{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>', name, top, row, body)


def _weeks(month: Month) -> SafeString:
    weeks = (SafeString("").join(_day(cell) for cell in week) for week in month.weeks)
    return format_html_join("", "<tr>{}</tr>", ((SafeString(week),) for week in weeks))  # nosec B703: of escaped cells


def _day(cell: Cell | None) -> SafeString:
    if cell is None:
        return SafeString("<td></td>")
    checked = "" if cell.check is None else " checked" if cell.check else " check-failed"
    mark = {"failed": "×", "none": "?"}.get(cell.state) or str(cell.day.day)
    return format_html(
        '<td class="b-{}{}" title="{said}"><span aria-hidden="true">{}</span><span class="visually-hidden">{said}</span></td>',
        cell.state, checked, mark, said=f"{cell.day.isoformat()} {cell.words}",
    )  # fmt: skip


def _comma() -> str:
    return "、" if lang() == "zh" else ", "
