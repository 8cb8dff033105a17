"""Collect and evaluate: the findings of an institution as of a moment, straight from its records. Stores nothing."""

from __future__ import annotations

import functools
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from zhengan.accounts.models import Institution
from zhengan.assess.payload import digest, payload
from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.institution import Institution as InstitutionFact
from zhengan.facts.institution import Waiver
from zhengan.facts.window import Window
from zhengan.kit.asof import AsOf
from zhengan.kit.calendar import default_calendar
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.law.engine import Finding, before_law, evaluate
from zhengan.law.loader import load_law
from zhengan.law.rule import ROOMS, Needs, Rule, load_rules
from zhengan.registers.collect import SERIES, as_stood, collect
from zhengan.registers.kit.unhurried import unhurried

ALWAYS = frozenset({InstitutionFact, Waiver})  # the engine itself reads these, whatever the rules


@dataclass(frozen=True)
class Answer:
    """A finding with its place and canonical payload: what gets stored, and compared by digest."""

    article: int
    clause: str
    rule: str
    subject: str
    verdict: str
    payload: str
    digest: str

    @property
    def key(self) -> tuple[str, str]:
        """Which question it answers: the rule, and about whom."""
        return self.rule, self.subject


@unhurried()
def judge(institution: Institution, as_of: AsOf, rules: Iterable[Rule] | None = None) -> list[Answer]:
    """Every answer of the rules (default: all) as of a moment, in the order of the law.

    Raises Problem where the institution's own register is empty on that day: its kind decides what binds it.
    """
    asked = list(load_rules() if rules is None else rules)
    if before_law(as_of):
        return []
    kinds = ALWAYS.union(*(rule.kinds for rule in asked))
    known = as_stood(institution, collect(institution, kinds - SERIES, as_of.known_at), as_of)
    subjects = FactBook(known, as_of)
    long = windows([(rule, rule.over.pick(subjects, as_of)) for rule in asked], as_of)
    series = collect(institution, kinds & SERIES, as_of.known_at, long)
    return [answer(finding) for finding in evaluate(FactBook({**known, **series}, as_of), asked)]


def windows(questions: Iterable[tuple[Rule, Collection[Fact]]], as_of: AsOf) -> dict[type[Fact], Window]:
    """How much of a kind is read, where every rule that reads it about its subjects says how far back it looks."""
    needs: dict[type[Fact], list[Needs]] = defaultdict(list)
    for rule, subjects in questions:
        for need in rule.needs:
            if need.about is None or any(need.about(subject) != () for subject in subjects):
                needs[need.kind].append(need)
    return {
        kind: Window(
            as_of.years_back(max(years)), frozenset(mark for need in asked for mark in need.last),
            frozenset(need.highest for need in asked if need.highest),
        )
        for kind, asked in needs.items()
        if kind.moment is not None and len(years := [need.years for need in asked if need.years is not None]) == len(asked)
    }


def answer(finding: Finding) -> Answer:
    """A finding made ready to store."""
    text = payload(finding)
    verdict = finding.verdict.value
    mark = digest(f"{verdict}\n{text}")
    return Answer(int(finding.clause.split(".")[0]), finding.clause, finding.rule, finding.subject, verdict, text, mark)


def rules_reading(kinds: Iterable[type[Fact]]) -> list[Rule]:
    """The rules whose answers can change when facts of these kinds change: all of them where the engine reads one."""
    touched = frozenset(kinds)
    if touched & ALWAYS:
        return list(load_rules())
    return [rule for rule in load_rules() if rule.kinds & touched]


@functools.cache
def engine() -> str:
    """The digest of every rule, limit and calendar table: an assessment made by others is not the same assessment."""
    law = ROOMS.parent
    total = hashlib.sha256(default_calendar().digest.encode())
    for file in sorted([*law.rglob("*.py"), *law.rglob("limits.toml")]):
        total.update(f"{file.relative_to(law)}\n".encode() + file.read_bytes())
    return total.hexdigest()


def in_force(day: date) -> None:
    """Raise Problem for a day before the law: nothing was judged then, and a blank page would look like a pass."""
    effective = load_law().effective
    if day < effective:
        what, why = say("{day} 时本办法尚未施行", day=day), say("自 {day} 起施行", day=effective)
        raise Problem(what, why, "请选择之后的日期", code="before-law")
