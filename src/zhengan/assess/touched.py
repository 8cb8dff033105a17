"""Which questions a write can have changed: of the rules that read what was written, those about the subjects it names.

A rule says in its ``needs`` under which key the facts it reads are filed, so a backup of one system concerns the daily
backups of that system and of no other. Where a rule reads a kind as a whole, or draws its subjects from it, every
subject is asked again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from zhengan.accounts.models import Institution
from zhengan.assess.judging import ALWAYS, Answer, answer, windows
from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.kit.asof import AsOf
from zhengan.law.engine import judge_rule
from zhengan.law.rule import Rule
from zhengan.registers.collect import as_stood, collect
from zhengan.registers.kit.unhurried import unhurried

Touched = Mapping[type[Fact], Collection[str] | None]
"""What was written: kinds of fact, each with the subjects the written facts name (None: any)."""


@dataclass(frozen=True)
class Question:
    """A rule, and the subjects it is to be asked about (None: all)."""

    rule: Rule
    subjects: dict[str, Fact] | None

    def picked(self, book: FactBook) -> Collection[Fact]:
        """The subjects, those of the book where all are asked about."""
        return self.rule.over.pick(book, book.as_of) if self.subjects is None else self.subjects.values()


@unhurried()
def judge_touched(
    institution: Institution, as_of: AsOf, rules: Iterable[Rule], touched: Touched
) -> tuple[list[Answer], dict[str, Collection[str] | None]]:
    """The answers that a write can have changed, and what was asked for them. Raises as ``judge`` does."""
    rules = list(rules)
    small = ALWAYS.union(*(rule.over.reads for rule in rules))
    known = as_stood(institution, collect(institution, small, as_of.known_at), as_of)
    subjects = FactBook(known, as_of)
    questions = list(_questions(rules, subjects, touched))
    whole, about = _reads(questions)
    wanted = (whole | about.keys()) - small
    since = windows(((question.rule, question.picked(subjects)) for question in questions), as_of)
    facts = collect(institution, wanted, as_of.known_at, since, {k: v for k, v in about.items() if k not in whole})
    book = FactBook({**known, **as_stood(institution, facts, as_of)}, as_of)
    found = [
        answer(finding)
        for question in questions
        for finding in judge_rule(question.rule, book, question.subjects)
        if question.subjects is None or finding.subject in question.subjects
    ]
    return found, {question.rule.id: question.subjects for question in questions}


def _questions(rules: Iterable[Rule], book: FactBook, touched: Touched) -> Iterable[Question]:
    for rule in rules:
        if touched.keys() & (ALWAYS | set(rule.over.reads)):
            yield Question(rule, None)
            continue
        concerned = {s.key: s for s in rule.over.pick(book, book.as_of) if _concerned(rule, s, touched)}
        if concerned:
            yield Question(rule, concerned)


def _concerned(rule: Rule, subject: Fact, touched: Touched) -> bool:
    for need in rule.needs:
        if need.kind in touched:
            key, named = need.key(subject), touched[need.kind]
            if key is None or named is None or key in named:
                return True
    return False


def _reads(questions: Iterable[Question]) -> tuple[set[type[Fact]], dict[type[Fact], set[str]]]:
    """The kinds that are read as a whole, and of the others the subjects whose facts are read."""
    whole: set[type[Fact]] = set()
    about: dict[type[Fact], set[str]] = {}
    for question in questions:
        for need in question.rule.needs:
            keys = None if question.subjects is None else {need.key(s) for s in question.subjects.values()}
            if keys is None or None in keys or need.kind.subject is None:
                whole.add(need.kind)
            else:
                about.setdefault(need.kind, set()).update(str(key) for key in keys if key != ())
    return whole, about
