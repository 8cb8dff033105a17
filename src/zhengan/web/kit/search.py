"""One search over everything a member may see: the law, the findings of a day, and every register."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from zhengan.accounts.models import Institution
from zhengan.assess.payload import Shown
from zhengan.facts.capacity import DailyPeak
from zhengan.facts.continuity import BackupRun
from zhengan.facts.logs import LogArchive, Samples
from zhengan.facts.systems import LinkUse
from zhengan.law.loader import load_law
from zhengan.law.model import Article, Duty
from zhengan.law.rule import load_rules
from zhengan.registers.called import TITLES
from zhengan.registers.catalogue import REGISTERS
from zhengan.registers.kit.register import Register
from zhengan.web.kit.subjects import Subject, Subjects

FEW = 8  # hits shown of each group
LOOKED = 5_000  # the newest records of a register that are searched by words; older ones by identifier alone
COUNTLESS = frozenset({BackupRun, DailyPeak, LinkUse, Samples, LogArchive})  # machines write these: by identifier alone
SHORTEST = 3
HAN = re.compile(r"[\u3400-\u9fff]")
CLAUSE = re.compile(r"(?:\u7b2c\s*|art(?:icle)?\.?\s*)?([0-9]{1,2}(?:\.[0-9]+(?:\([0-9]+\))?)?)\s*\u6761?", re.IGNORECASE)


@dataclass(frozen=True)
class Hit:
    """A record found: its register, identifier and name."""

    register: Register
    uid: str
    name: str


@dataclass(frozen=True)
class Found:
    """What a search found, group by group. ``more``: in which registers there are further hits than are shown."""

    articles: list[Article]
    clauses: list[Duty]
    findings: list[tuple[Shown, Subject]]
    more_findings: int
    records: list[tuple[Register, list[Hit], bool]]

    @property
    def nothing(self) -> bool:
        """Whether nothing was found."""
        return not (self.articles or self.clauses or self.findings or self.records)


def long_enough(text: str) -> bool:
    """Whether words can be searched for: three characters, or two where they are Chinese ones (备份 is a word)."""
    return len(text) >= SHORTEST or len(HAN.findall(text)) >= 2


def search(
    text: str, institution: Institution, findings: Iterable[Shown], subjects: Subjects, known_at: datetime | None, lang: str
) -> Found:
    """Everything that holds each word of ``text``, or has it as its identifier. Too short a text finds identifiers only."""
    words = text.casefold().split() if long_enough(text) else []
    articles, clauses = _law(text, words)
    ours = list(_findings(text, words, findings, subjects, lang))
    hits = records(text, text.split() if words else [], institution, known_at)
    return Found(articles[:FEW], clauses[:FEW], ours[:FEW], max(0, len(ours) - FEW), hits)


def _law(text: str, words: list[str]) -> tuple[list[Article], list[Duty]]:
    law, cited = load_law(), CLAUSE.fullmatch(text)
    number = cited[1] if cited else ""
    articles = [one for one in law.articles if str(one.number) == number or _holds(words, _article_text(one))]
    clauses = [
        one
        for one in law.duties
        if one.id == number or _holds(words, " ".join((one.title_zh, one.title_en, one.does_zh, one.does_en)))
    ]
    # Whatever has the word in its title comes before what merely mentions it.
    articles.sort(key=lambda one: (str(one.number) != number, not _holds(words, f"{one.title_zh} {one.title_en}"), one.number))
    clauses.sort(key=lambda one: (one.id != number, not _holds(words, f"{one.title_zh} {one.title_en}")))
    return articles, clauses


def _article_text(article: Article) -> str:
    parts = [part for paragraph in article.paragraphs for part in (paragraph.text, *paragraph.items)]
    return " ".join((article.title_zh, article.title_en, *parts))


def _holds(words: list[str], text: str) -> bool:
    folded = text.casefold()
    return bool(words) and all(word in folded for word in words)


def _findings(
    text: str, words: list[str], findings: Iterable[Shown], subjects: Subjects, lang: str
) -> Iterator[tuple[Shown, Subject]]:
    """The findings that say the words, or are about the identifier; breaches first."""
    rules = {rule.id: rule for rule in load_rules()}
    for finding in sorted(findings, key=lambda one: -one.verdict.badness):
        if finding.rule not in rules:
            continue
        exact = text in (finding.subject, finding.clause, finding.rule)
        if exact or _holds(words, f"{finding.subject} {finding.rule} {finding.says.render(lang)}"):
            yield finding, subjects.of(rules[finding.rule], finding.subject)


def records(
    text: str, words: list[str], institution: Institution, known_at: datetime | None
) -> list[tuple[Register, list[Hit], bool]]:
    """The records found, register by register, in one query: each register gives a few hits and says whether there are more."""
    parts = [_part(register, text, words, institution, known_at) for register in REGISTERS.values()]
    rows = parts[0].union(*parts[1:], all=True)
    found: dict[str, list[Hit]] = defaultdict(list)
    for name, uid, called in rows:
        found[name].append(Hit(REGISTERS[name], uid, called or uid))
    return [(REGISTERS[name], hits[:FEW], len(hits) > FEW) for name, hits in found.items()]


def _part(
    register: Register, text: str, words: list[str], institution: Institution, known_at: datetime | None
) -> QuerySet[Register]:
    """Of one register: its name, the identifier and the name of each hit. No scan reaches further than ``LOOKED`` rows."""
    manager = register.model.objects
    known = manager.filter(institution=institution).known(known_at)
    match = Q(uid=text)
    if words and register.kind not in COUNTLESS:
        newest = known.order_by("-recorded_at").values("pk")[:LOOKED]
        match |= Q(pk__in=manager.filter(_words(register, words), pk__in=newest).values("pk")[: FEW + 1])
    hits = known.filter(match).values("pk")[: FEW + 1]
    names = {field.name for field in register.fields}
    title = next((name for name in TITLES if name in names), "uid")
    told = {"of": Value(register.name, output_field=CharField()), "named": F("uid"), "called": Cast(F(title), CharField())}
    return register.model._base_manager.filter(pk__in=hits).values_list(told["of"], told["named"], told["called"])


def _words(register: Register, words: list[str]) -> Q:
    """Each word in one or another of the fields the register is searched by."""
    every = Q()
    for word in words:
        every &= Q(*((f"{name}__icontains", word) for name in register.search), _connector=Q.OR)
    return every
