"""The findings of a day as a table: which of them the address asks for, in which order, and as cells of a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from zhengan.assess.held import Whole
from zhengan.assess.payload import Shown
from zhengan.assess.services import View
from zhengan.assess.summary import ORDER
from zhengan.kit.catalogue import translate
from zhengan.kit.verdict import VERDICT_ZH, Verdict
from zhengan.law.loader import load_law
from zhengan.law.rule import Rule, load_rules
from zhengan.web.kit.strange import Part, Strange
from zhengan.web.kit.subjects import Subject, Subjects
from zhengan.web.language import lang

PAGE = 50
LONGEST = 40  # characters of what a rule asks, in a list to choose from
NAMES = {"verdict", "rule", "article", "q", "order", "page", "on", "known"}  # what an address may state
ORDERS = ("verdict", "clause", "subject", "since", "due")
COLUMNS: Mapping[str, Any] = {
    "clause": _("条款"), "rule": _("规则"), "verdict": _("结论"), "subject": _("对象"), "name": _("对象名称"), "says": _("判定"),
    "figure": _("实测"), "limit": _("要求"), "since": _("自"), "due": _("期限"), "do": _("如何整改"), "evidence": _("证据"),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A finding and what people call its subject."""

    finding: Shown
    subject: Subject


@dataclass(frozen=True)
class Answers:
    """The findings that passed the filters, in order, and the filters themselves as the address gave them.

    ``counts``: how many of each verdict there are under the other filters, the worst first. ``strange``: what the address
    asks for in vain.
    """

    found: Sequence[Shown]
    subjects: Subjects
    verdict: str
    article: str
    rule: str
    search: str
    order: str
    counts: list[tuple[Verdict, int]]
    strange: tuple[Strange, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether a filter or a search may be what left findings out."""
        return bool(self.verdict or self.article or self.rule or self.search)

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """The rules by their identifier."""
        return {rule.id: rule for rule in load_rules()}

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The rules to choose from, each with the beginning of what it asks: those of the article, where one is chosen."""
        several = [rule for rule in self.rules.values() if not self.article or str(rule.article) == self.article]
        return [(rule.id, f"{rule.id} {_beginning(translate(rule.doc, lang()))}") for rule in several]

    @property
    def articles(self) -> list[tuple[str, str]]:
        """The articles that have a rule."""
        with_rules = {rule.article for rule in self.rules.values()}
        return [(str(one.number), f"{one.number} {one.title(lang())}") for one in load_law().articles if one.number in with_rules]

    def page(self, number: str | None) -> Page[Line]:
        """One page of lines."""
        page = Paginator(self.found, PAGE).get_page(number)
        page.object_list = [self._line(one) for one in page.object_list]
        return page  # type: ignore[return-value]

    def lines(self) -> Iterator[Line]:
        """Every line, for a file."""
        return map(self._line, self.found)

    def _line(self, finding: Shown) -> Line:
        return Line(finding, self.subjects.of(self.rules[finding.rule], finding.subject))


def _beginning(text: str) -> str:
    """The first clause of a sentence, as long as a list of choices can show."""
    first = re.split(r"[：:；;。.，,（(]", text, maxsplit=1)[0].strip()
    return first if len(first) <= LONGEST else f"{first[: LONGEST - 1]}…"


def answers(view: View, query: QueryDict) -> Answers:
    """The findings of a view that the address asks for; none where it filters by what there is not, which is told."""
    subjects, rules = Subjects(view.institution, view.then), {rule.id: rule for rule in load_rules()}
    article, rule, verdict = (query.get(name, "") for name in ("article", "rule", "verdict"))
    words = query.get("q", "").strip().casefold().split()
    order = query.get("order", "") if query.get("order", "").removeprefix("-") in ORDERS else "verdict"
    strange = _strange(query, rules)
    narrowed = article or rule or words or not view.all.rules <= rules.keys()
    found = Whole(tuple(
        one for one in view.findings
        if one.rule in rules and (not article or one.clause.split(".")[0] == article) and (not rule or one.rule == rule)
        and (not words or _holds(words, one, subjects.of(rules[one.rule], one.subject).name))
    )) if narrowed else view.all  # fmt: skip
    counts = [(one, len(found.by_verdict[one])) for one in ORDER if one in found.by_verdict]
    states = {str(one): several for one, several in found.by_verdict.items()}
    chosen = Whole(tuple(states.get(verdict, ()))) if verdict else found
    return Answers(_sorted(chosen, order), subjects, verdict, article, rule, query.get("q", "").strip(), order, counts, strange)


def _strange(query: QueryDict, rules: Mapping[str, Rule]) -> tuple[Strange, ...]:
    """What the address asks for and there is not."""
    offered = {
        "verdict": ({str(one) for one in Verdict}, _("结论")), "rule": (rules.keys(), _("规则")),
        "article": ({str(one.number) for one in load_law().articles}, _("条")),
    }  # fmt: skip
    found = [
        Strange(name, query[name], str(called)) for name, (values, called) in offered.items()
        if query.get(name) and query[name] not in values
    ]  # fmt: skip
    if query.get("order") and query["order"].removeprefix("-") not in ORDERS:
        found.append(Strange("order", query["order"], part=Part.ORDER))
    found += [Strange(name, query[name], part=Part.FILTER) for name in query if name not in NAMES]
    return tuple(found)


def _holds(words: list[str], finding: Shown, name: str) -> bool:
    text = f"{finding.clause} {finding.rule} {finding.subject} {name} {finding.says.render('zh')}".casefold()
    return all(word in text for word in words)


def _sorted(chosen: Whole, order: str) -> Sequence[Shown]:
    """By a column; what has no day comes last, whichever way round. Python's sort keeps the order of the law within equals."""
    findings, name, turned = chosen.findings, order.removeprefix("-"), order.startswith("-")
    if name == "clause":
        return findings[::-1] if turned else findings
    if name == "verdict":
        several = sorted(chosen.by_verdict, key=lambda one: one.badness, reverse=not turned)
        return [one for verdict in several for one in chosen.by_verdict[verdict]]
    if name == "subject":
        return sorted(findings, key=lambda one: one.subject, reverse=turned)
    dated = sorted((one for one in findings if getattr(one, name)), key=lambda one: getattr(one, name), reverse=turned)
    return dated + [one for one in findings if not getattr(one, name)]


def cells(line: Line, language: str) -> list[str]:
    """A finding as the cells of a row."""
    f = line.finding
    told = f.as_dict(language)
    evidence = "; ".join(f"{one['kind']}/{one['id']} SHA-256 {one['sha256']}" for one in f.evidence)
    written = {
        "clause": f.clause, "rule": f.rule, "verdict": translate(VERDICT_ZH[f.verdict], language), "subject": f.subject,
        "name": line.subject.name, "says": told["says"], "figure": f.figure_text(language), "limit": f.limit_text(language),
        "since": f.since or "", "due": f.due or "", "do": told["do"] or "", "evidence": evidence,
    }  # fmt: skip
    return [str(written[name]) for name in COLUMNS]
