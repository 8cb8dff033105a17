"""A finding: figure → facts → who recorded them and when, on one screen, and how it has stood over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhengan.accounts.access import may_change
from zhengan.assess.payload import Shown
from zhengan.assess.services import View, known
from zhengan.assess.spells import of_question
from zhengan.kit.verdict import Verdict
from zhengan.law.loader import article as law_article
from zhengan.law.loader import duty as law_duty
from zhengan.law.rule import Rule, load_rules
from zhengan.records.models import Record
from zhengan.records.titles import called
from zhengan.registers.catalogue import BY_KIND, REGISTERS
from zhengan.registers.kit.register import Register
from zhengan.web.kept import kept
from zhengan.web.kit.bar import bar
from zhengan.web.kit.gone import subject_row
from zhengan.web.kit.subjects import Subject, Subjects
from zhengan.web.kit.trace import MOST, traced
from zhengan.web.member import for_members, institution_of
from zhengan.web.moment import as_of, is_today


@dataclass(frozen=True)
class Feed:
    """A register that feeds the rule, and the query that fills in what is already known of a new record."""

    register: Register
    prefill: str
    may_write: bool


@for_members
@kept
def finding(request: Any, rule: str, subject: str) -> HttpResponse:
    """The answer of ``rule`` about ``subject`` as of a day; a day it was not asked shows only how it stood before."""
    asked = next((one for one in load_rules() if one.id == rule), None)
    if asked is None:
        raise Http404
    institution = institution_of(request)
    view = known(institution, as_of(request), request.user)
    day = view.assessment.day
    found = next((one for one in view.all.about([subject]) if one.rule == rule), None)
    standing = of_question(institution, rule, subject, day)
    last = subject_row(asked, subject, institution) if found is None else None
    gone = last if last is not None and not last.current else None
    if found is None and not standing.spells and gone is None:
        raise Http404
    duty = law_duty(asked.clause)
    article = law_article(duty.article)
    subjects = Subjects(institution, view.then)
    about = subjects.of(asked, subject)
    if gone is not None and about.name == subject:
        about = Subject(called(gone) or subject)
    context = {
        "view": view, "day": day, "rule": asked, "duty": duty, "article": article, "f": found, "subject": about,
        "text": article.text(duty), "bar": bar(found) if found else None, "standing": standing,
        "traced": traced(found, institution, subjects) if found else [],
        "more": max(0, len(found.evidence) - MOST) if found else 0,
        "waivers": _waivers(view, asked, subject), "waive": _waive(request, asked, subject, found),
        "feeds": _feeds(request, asked, about), "gone": gone, "register": BY_KIND.get(asked.over.reads[0]),
    }  # fmt: skip
    return render(request, "web/finding.html", context)


def _waivers(view: View, rule: Rule, subject: str) -> list[Record]:
    """The accepted risks on record for this clause and subject on the day, as known when it was judged."""
    day = view.assessment.day
    rows = REGISTERS["waivers"].model.objects.filter(institution=view.institution, clause=rule.clause, since__lte=day)
    held = rows.known(view.known_at).order_by("-since")
    return [row for row in held if (row.to is None or day <= row.to) and row.about in (None, "", subject)]


def _waive(request: Any, rule: Rule, subject: str, found: Shown | None) -> str:
    """The query of the form that accepts the risk of a breach; empty where there is none, or it may not be."""
    if found is None or found.verdict is not Verdict.NOT_MET or not is_today(request):
        return ""
    if not may_change(request.user, institution_of(request), REGISTERS["waivers"].writers):
        return ""
    return "?" + urlencode({"clause": rule.clause, "about": subject, "by": request.user.get_full_name() or ""})


def _feeds(request: Any, rule: Rule, about: Subject) -> list[Feed]:
    """The registers whose records decide, those the rule needs first."""
    kinds = dict.fromkeys([*(need.kind for need in rule.needs), *rule.over.reads])
    held = request.member.role
    made = []
    for kind in kinds:
        register = BY_KIND.get(kind)
        if register is not None:
            fits = about.system and any(field.name == "system" for field in register.fields)
            prefill = "?" + urlencode({"system": about.system}) if fits else ""
            made.append(Feed(register, prefill, held in register.writers and is_today(request)))
    return made
