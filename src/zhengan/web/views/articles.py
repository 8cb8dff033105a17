"""One article: its text, its duties, and how the institution stands, clause by clause."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from zhengan.assess.payload import Shown
from zhengan.assess.services import View, known
from zhengan.assess.summary import by_clause, tally, tile
from zhengan.kit.verdict import Verdict
from zhengan.law.cases import Case, cases_of
from zhengan.law.loader import article as law_article
from zhengan.law.loader import duty as law_duty
from zhengan.law.loader import load_law
from zhengan.law.model import Article, Duty
from zhengan.law.rule import Rule, load_rules
from zhengan.registers.catalogue import BY_KIND
from zhengan.registers.kit.register import Register
from zhengan.web.kept import kept
from zhengan.web.kit.ribbon import Ribbon, ribbons
from zhengan.web.kit.subjects import Subject, Subjects
from zhengan.web.member import for_members, institution_of
from zhengan.web.moment import as_of
from zhengan.web.views.bench import CLAUSES as BENCH

FEW = 10  # findings of a rule on the page of its article; the list of findings has them all


@dataclass(frozen=True)
class Line:
    """A finding and what people call its subject."""

    finding: Shown
    subject: Subject


@dataclass(frozen=True)
class Asked:
    """A rule and the worst of its findings; ``more``: how many others there are, and how they stand."""

    rule: Rule
    lines: list[Line]
    more: int
    rest: list[tuple[Verdict, int]]


@dataclass(frozen=True)
class Clause:
    """A duty as the page shows it: its verdict, how it stood over a year, its rules' findings, what feeds it, penalties."""

    duty: Duty
    state: str
    asked: list[Asked]
    ribbon: Ribbon | None
    registers: list[Register]
    penalties: list[tuple[str, str]]

    @property
    def bench(self) -> bool:
        """Whether the masking bench serves it."""
        return self.duty.id in BENCH


@for_members
@kept
def article(request: Any, number: int) -> HttpResponse:
    """Article ``number`` as of a day."""
    found = law_article(number)
    institution = institution_of(request)
    view = known(institution, as_of(request), request.user, article=number)
    day, findings = view.assessment.day, view.findings
    verdicts = by_clause(findings)
    last = len(load_law().articles)
    context = {
        "article": found,
        "chapter": load_law().chapters[found.chapter - 1],
        "tile": tile(found, verdicts),
        "clauses": _clauses(found, verdicts, view, {} if view.then else ribbons(institution, number, findings, day)),
        "cases": _cases(found),
        "view": view,
        "day": day,
        "before": number - 1 or None,
        "after": number + 1 if number < last else None,
    }
    return render(request, "web/article.html", context)


def _clauses(
    article: Article, verdicts: dict[str, Verdict], view: View, ribbons: Mapping[str, Ribbon]
) -> list[Clause]:
    by_rule: dict[str, list[Shown]] = defaultdict(list)
    for finding in view.findings:
        by_rule[finding.rule].append(finding)
    rules = [rule for rule in load_rules() if rule.article == article.number]
    subjects = Subjects(view.institution, view.then)
    made = []
    for duty in article.duties:
        ours = [rule for rule in rules if rule.clause == duty.id]
        asked = [_asked(rule, by_rule[rule.id], subjects) for rule in ours]
        state = verdicts[duty.id].value if duty.id in verdicts else _unjudged(duty)
        penalties = [(p, _clause_text(p)) for p in duty.penalties]
        made.append(Clause(duty, state, asked, ribbons.get(duty.id), _feeding(ours), penalties))
    return made


def _unjudged(duty: Duty) -> str:
    return "pending" if duty.status == "pending" else "quiet"


def _asked(rule: Rule, findings: list[Shown], subjects: Subjects) -> Asked:
    """The findings of a rule, the worst first; of a great number only those that need somebody, and few of these."""
    ordered = sorted(findings, key=lambda finding: (-finding.verdict.badness, finding.subject))
    few, rest = (ordered, []) if len(ordered) <= FEW + 2 else (ordered[:FEW], ordered[FEW:])
    lines = [Line(finding, subjects.of(rule, finding.subject)) for finding in few]
    return Asked(rule, lines, len(rest), tally(rest))


def _feeding(rules: Iterable[Rule]) -> list[Register]:
    """The registers whose records these rules read, those that decide first."""
    kinds = dict.fromkeys(need.kind for rule in rules for need in rule.needs)
    kinds.update(dict.fromkeys(kind for rule in rules for kind in rule.over.reads))
    return [BY_KIND[kind] for kind in kinds if kind in BY_KIND]


def _clause_text(clause: str) -> str:
    duty = law_duty(clause)
    return law_article(duty.article).text(duty)


@functools.cache
def _cases(article: Article) -> tuple[Case, ...]:
    return tuple(cases_of(article.path))
