"""One article: its text, its duties, and how the institution stands, clause by clause."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from zhengan.accounts.models import Institution
from zhengan.assess.payload import Shown
from zhengan.assess.services import latest
from zhengan.assess.summary import by_clause, tile
from zhengan.facts.institution import Institution as InstitutionFact
from zhengan.kit.verdict import Verdict
from zhengan.law.cases import Case, cases_of
from zhengan.law.loader import article as law_article
from zhengan.law.loader import duty as law_duty
from zhengan.law.loader import load_law
from zhengan.law.model import Article, Duty
from zhengan.law.rule import Rule, load_rules
from zhengan.registers.catalogue import BY_KIND
from zhengan.registers.kit.register import Register
from zhengan.web.kit.bar import Bar, bar
from zhengan.web.kit.references import names_in
from zhengan.web.member import for_members, institution_of
from zhengan.web.moment import day_of


@dataclass(frozen=True)
class Line:
    """A finding with its bar and what people call its subject."""

    finding: Shown
    bar: Bar | None
    subject: str


@dataclass(frozen=True)
class Asked:
    """A rule and its findings, the worst first."""

    rule: Rule
    lines: list[Line]


@dataclass(frozen=True)
class Clause:
    """A duty as the page shows it: its verdict, its rules' findings, the registers that feed it, possible penalties."""

    duty: Duty
    state: str
    asked: list[Asked]
    registers: list[Register]
    penalties: list[tuple[str, str]]


@for_members
def article(request: Any, number: int) -> HttpResponse:
    """Article ``number`` as of a day."""
    found = law_article(number)
    institution = institution_of(request)
    day = day_of(request)
    view = latest(institution, day, request.user)
    findings = [finding for finding in view.findings if int(finding.clause.split(".")[0]) == number]
    verdicts = by_clause(findings)
    last = len(load_law().articles)
    context = {
        "article": found,
        "chapter": load_law().chapters[found.chapter - 1],
        "tile": tile(found, verdicts),
        "clauses": _clauses(found, findings, verdicts, institution),
        "cases": _cases(found),
        "view": view,
        "day": day,
        "before": number - 1 or None,
        "after": number + 1 if number < last else None,
    }
    return render(request, "web/article.html", context)


def _clauses(
    article: Article, findings: Iterable[Shown], verdicts: dict[str, Verdict], institution: Institution
) -> list[Clause]:
    by_rule: dict[str, list[Shown]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule].append(finding)
    rules = [rule for rule in load_rules() if rule.article == article.number]
    names = Names(institution)
    made = []
    for duty in article.duties:
        ours = [rule for rule in rules if rule.clause == duty.id]
        asked = [Asked(rule, _lines(by_rule[rule.id], names.of(rule))) for rule in ours]
        state = verdicts[duty.id].value if duty.id in verdicts else _unjudged(duty)
        made.append(Clause(duty, state, asked, _feeding(ours), [(p, _clause_text(p)) for p in duty.penalties]))
    return made


def _unjudged(duty: Duty) -> str:
    return "pending" if duty.status == "pending" else "quiet"


def _lines(findings: list[Shown], names: Mapping[str, str]) -> list[Line]:
    """The findings of a rule, the worst first, each with its bar and its subject's name."""
    ordered = sorted(findings, key=lambda finding: (-finding.verdict.badness, finding.subject))
    return [Line(finding, bar(finding), names.get(finding.subject, finding.subject)) for finding in ordered]


class Names:
    """What people call the subjects of a rule; each register is asked once."""

    def __init__(self, institution: Institution):
        self.institution = institution
        self._held: dict[str, dict[str, str]] = {}

    def of(self, rule: Rule) -> Mapping[str, str]:
        """The names in the register the rule's subjects come from, and the institution's own."""
        register = BY_KIND.get(rule.over.reads[0])
        if register is None or register.kind is InstitutionFact:
            return {self.institution.code: self.institution.name}
        if register.name not in self._held:
            self._held[register.name] = names_in(register.name, self.institution)
        return {**self._held[register.name], self.institution.code: self.institution.name}


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
