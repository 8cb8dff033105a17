"""Notices that may be told by now, put into one mail a member, in their language; and what such a mail says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from zhengan.accounts.models import Institution, Membership
from zhengan.assess.models import StoredFinding
from zhengan.assess.store import covers
from zhengan.kit.catalogue import translate
from zhengan.kit.verdict import VERDICT_ZH, Verdict
from zhengan.law.loader import duty
from zhengan.notices.models import Delivery, Kind, Mail, Notice, Preference
from zhengan.notices.plain import one_line
from zhengan.notices.when import after_quiet, ready_at
from zhengan.registers.catalogue import register

STALE = timedelta(days=3)  # older news is on the page and comes by no mail: a server set up late sends no flood
BRIEF = timedelta(minutes=10)  # what stood no longer was a slip somebody mended
MOST = 40  # lines of one mail; the rest is on the page
SUBJECT = 120


def compose(now: datetime) -> list[Mail]:
    """Put into mails what members have not read, want by mail, and may be told by ``now``; each notice goes once."""
    fresh = Delivery.objects.filter(mailed=False, read_at=None, notice__made_at__gte=now - STALE)
    waiting = fresh.filter(membership__user__is_active=True).order_by("membership").values_list("membership", flat=True)
    made = (_compose_for(pk, now) for pk in waiting.distinct())
    return [mail for mail in made if mail is not None]


@transaction.atomic
def _compose_for(member: int, now: datetime) -> Mail | None:
    """The lock on the membership keeps two from writing the same mail."""
    Membership.objects.select_for_update().filter(pk=member).first()
    membership = Membership.objects.select_related("user", "institution", "notice_preference").filter(pk=member).first()
    if membership is None:
        return None
    wish = Preference.of(membership)
    if not wish.mail or not wish.address:
        return None
    rows = Delivery.objects.filter(membership=membership, mailed=False, read_at=None, notice__made_at__gte=now - STALE)
    quiet = after_quiet(wish, now) > now
    ready = [row for row in rows.select_related("notice").order_by("pk") if _may_go(row, wish, now, quiet)]
    if not ready:
        return None
    told = _worth_telling(ready)
    mail = write(wish, told, now) if told else None
    if mail is not None:
        mail.save()
    Delivery.objects.filter(pk__in=[row.pk for row in ready]).update(mailed=True)
    Delivery.objects.filter(pk__in=[row.pk for row in told]).update(mail=mail)
    return mail


def _worth_telling(rows: Sequence[Delivery]) -> list[Delivery]:
    """Without breaches and silences that were gone within minutes, before any mail told of them, and that they are gone.

    Both stay on the page of notices: a slip mended at once is no news for a mailbox.
    """
    slips, open_ = set[int](), defaultdict[tuple[str, str], list[Delivery]](list)
    for row in sorted(rows, key=lambda row: row.notice.made_at):
        if row.notice.kind in (Kind.BREACH, Kind.SILENT):
            open_[_question(row)].append(row)
        elif row.notice.kind == Kind.CLEARED:
            begun = open_.pop(_question(row), [])
            if begun and row.notice.made_at - begun[0].notice.made_at <= BRIEF:
                slips.update(one.pk for one in (*begun, row))
    return [row for row in rows if row.pk not in slips]


def _question(row: Delivery) -> tuple[str, str]:
    return row.notice.rule, row.notice.subject


def _turned(rows: Sequence[Delivery], institution: Institution, now: datetime) -> dict[tuple[str, str], str]:
    """Of the breaches told here those that stand so no more, each with what stands instead: news may have waited."""
    asked = {_question(row) for row in rows if row.notice.kind == Kind.BREACH}
    if not asked:
        return {}
    held = StoredFinding.objects.filter(
        covers(now.date()), institution=institution, known_to=None, subject__in={subject for _rule, subject in asked}
    )
    stands = {(one.rule, one.subject): one.verdict for one in held}
    return {key: stands[key] for key in asked if stands.get(key, Verdict.NOT_MET.value) != Verdict.NOT_MET.value}


def _may_go(row: Delivery, wish: Preference, now: datetime, quiet: bool) -> bool:
    notice = row.notice
    if not wish.wants(notice.kind) or (quiet and not notice.urgent):
        return False
    return ready_at(wish, notice.made_at, notice.urgent) <= now


def write(wish: Preference, rows: Sequence[Delivery], now: datetime) -> Mail:
    """The mail, not yet kept: subject, plain text and HTML without anything fetched from elsewhere."""
    membership, institution = wish.membership, wish.membership.institution
    urgent = any(row.notice.urgent for row in rows)
    with translation.override("en" if wish.language == "en" else "zh-hans"):
        groups = _groups(rows, wish.language, _turned(rows, institution, now))
        counted = _("、").join(f"{word} {len(lines)}" for word, lines in groups)
        said = _("[证安 紧急] {name}：{counted}") if urgent else _("[证安] {name}：{counted}")
        subject = one_line(said.format(name=institution.name, counted=counted), SUBJECT)
        ending = _ending(institution)
        text, html = _text(institution, groups, ending), _html(institution, groups, ending, wish.language)
    return Mail(
        membership=membership, to=wish.address, subject=subject, text=text, html=html, urgent=urgent, made_at=now, send_at=now
    )


Line = tuple[str, str, str]  # the sentence, what to do, the address


def _groups(rows: Sequence[Delivery], lang: str, turned: Mapping[tuple[str, str], str]) -> list[tuple[str, list[Line]]]:
    """The lines of each kind, urgent ones first, under the kind's name."""
    found = []
    for kind in Kind:
        mine = sorted((row for row in rows if row.notice.kind == kind), key=lambda row: not row.notice.urgent)
        if mine:
            found.append((str(kind.label), [_line(row, lang, turned) for row in mine]))
    return found


def _line(row: Delivery, lang: str, turned: Mapping[tuple[str, str], str]) -> Line:
    notice, membership = row.notice, row.membership
    days = notice.days_left
    left = ""
    if notice.kind == Kind.DUE and days is not None:
        left = _("（今天到期）") if days == 0 else _("（{days} 天后到期：{due}）").format(days=days, due=notice.due)
    if notice.kind == Kind.BREACH and (word := turned.get(_question(row))):
        left = _("（发信时已变为“{verdict}”）").format(verdict=translate(VERDICT_ZH[Verdict(word)], lang))
    says = f"{_about(notice, lang)}{left} — {notice.sentence.render(lang)}"
    advice = notice.advice.render(lang) if notice.advice else ""
    return one_line(says, 600), one_line(advice, 600), _address(notice.path(membership.institution.code))


def _about(notice: Notice, lang: str) -> str:
    """The duty a finding is of, or the register a date stands in."""
    if notice.register:
        return translate(register(notice.register).title(lang), lang)
    return f"{notice.clause} {duty(notice.clause).title(lang)}"


def _address(path: str) -> str:
    """The page's whole address; nothing where the operator has not said under which one people reach it."""
    return f"{settings.SITE_URL.rstrip('/')}{path}" if settings.SITE_URL else ""


def _ending(institution: Institution) -> list[Line]:
    pages = (("notices", _("全部通知")), ("notices-settings", _("通知设置（种类、时间、语言、停止邮件）")))
    return [(word, "", _address(reverse(name, args=[institution.code]))) for name, word in pages]


def _rest(count: int) -> str:
    return _("其余 {count} 项见“全部通知”。").format(count=count) if count > 0 else ""


def _text(institution: Institution, groups: list[tuple[str, list[Line]]], ending: list[Line]) -> str:
    parts = [institution.name, ""]
    for word, lines in groups:
        parts += [f"{word} ({len(lines)})", ""]
        for says, advice, address in lines[:MOST]:
            parts += [f"- {says}", *([f"  → {advice}"] if advice else []), *([f"  {address}"] if address else [])]
        parts += [rest] if (rest := _rest(len(lines) - MOST)) else []
        parts.append("")
    parts += ["--", *(f"{word} {address}".strip() for word, _advice, address in ending)]
    return "\n".join(parts) + "\n"


def _html(institution: Institution, groups: list[tuple[str, list[Line]]], ending: list[Line], lang: str) -> str:
    def linked(text: str, address: str) -> str:
        return format_html('<a href="{}">{}</a>', address, text) if address else format_html("{}", text)

    def item(line: Line) -> tuple[str, str]:
        says, advice, address = line
        return linked(says, address), format_html("<br>→ {}", advice) if advice else ""

    body = format_html_join(
        "\n", "<h2>{} ({})</h2>\n<ul>{}</ul>\n<p>{}</p>",
        (
            (word, len(lines), format_html_join("\n", "<li>{}{}</li>", map(item, lines[:MOST])), _rest(len(lines) - MOST))
            for word, lines in groups
        ),
    )  # fmt: skip
    foot = format_html_join(" · ", "{}", ((linked(word, address),) for word, _advice, address in ending))
    return format_html(
        '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8"></head>\n'
        "<body><h1>{}</h1>\n{}\n<hr><p>{}</p></body></html>\n",
        "en" if lang == "en" else "zh-CN", institution.name, body, foot,
    )  # fmt: skip
