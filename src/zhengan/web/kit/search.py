"""One search over everything a member may see: the law, the findings of a day, and every register."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from zhengan.accounts.models import Institution
from zhengan.assess.payload import Shown
from zhengan.facts.capacity import DailyPeak
from zhengan.facts.continuity import BackupRun
from zhengan.facts.logs import LogArchive, Samples
from zhengan.facts.systems import LinkUse
from zhengan.kit.asof import AsOf
from zhengan.kit.time import end_of_day
from zhengan.law.loader import load_law
from zhengan.law.model import Article, Duty
from zhengan.records.alike import cased, needle
from zhengan.records.titles import TITLES
from zhengan.registers.catalogue import REGISTERS
from zhengan.registers.kit.register import Register
from zhengan.web.kit.cited import cited
from zhengan.web.kit.listing import standing
from zhengan.web.kit.said import rule_of, said
from zhengan.web.kit.subjects import Subject, Subjects

FEW = 8  # hits shown of each group
LOOKED = 5_000  # the newest records of a register that are searched by words; older ones by identifier alone
COUNTLESS = frozenset({BackupRun, DailyPeak, LinkUse, Samples, LogArchive})  # machines write these: by identifier alone
SHORTEST = 3
INSTITUTION, WORD = -218_218_218, "«word»"  # marks in the query that is kept; no value may be one of them
TEXTS = ("«text»", "«text» lower", "«text» upper")
BEGUN = AsOf(date(1901, 2, 3))  # a day's place in the query that is kept
KNOWN = AsOf(BEGUN.valid_on, end_of_day(date(1901, 2, 1)))
HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Hit:
    """A record found: its register, identifier and name."""

    register: Register
    uid: str
    name: str


@dataclass(frozen=True)
class Found:
    """What a search found, group by group, and how much more there is than is shown; of a register, whether there is more.

    ``registers``: those called so themselves; ``named``: the groups with the very record whose identifier was asked for.
    """

    articles: list[Article]
    more_articles: int
    clauses: list[Duty]
    more_clauses: int
    findings: list[tuple[Shown, Subject]]
    more_findings: int
    registers: list[Register]
    named: list[tuple[Register, list[Hit], bool]]
    records: list[tuple[Register, list[Hit], bool]]

    @property
    def nothing(self) -> bool:
        """Whether nothing was found."""
        return not (self.articles or self.clauses or self.findings or self.registers or self.named or self.records)


def long_enough(text: str) -> bool:
    """Whether words can be searched for: three characters, or two where they are Chinese ones (备份 is a word)."""
    return len(text) >= SHORTEST or len(HAN.findall(text)) >= 2


def search(
    text: str, institution: Institution, findings: tuple[Shown, ...], subjects: Subjects, past: AsOf | None, lang: str,
    whole: str = "",
) -> Found:  # fmt: skip
    """Everything that holds each word of ``text``, or has it as its identifier, in either case.

    Too short a text finds identifiers only.

    ``whole``: the group of the law, ``articles`` or ``clauses``, of which all is shown and not a few.
    """
    words = text.casefold().split() if long_enough(text) else []
    articles, clauses = _law(text, words)
    told = _findings(text, words, findings, lang)
    ours = [(one, subjects.of(rule_of(one.rule), one.subject)) for one in told[:FEW]]
    hits = records(text, text.split() if words else [], institution, past)
    named = [group for group in hits if any(hit.uid.casefold() == text.casefold() for hit in group[1])]
    of_articles, of_clauses = (len(articles) if whole == "articles" else FEW), (len(clauses) if whole == "clauses" else FEW)
    return Found(
        articles[:of_articles], len(articles[of_articles:]), clauses[:of_clauses], len(clauses[of_clauses:]),
        ours, max(0, len(told) - FEW), _registers(words), named, [group for group in hits if group not in named],
    )  # fmt: skip


def _law(text: str, words: list[str]) -> tuple[list[Article], list[Duty]]:
    number = cited(text)
    article = number.partition(".")[0]
    articles = [one for one, told in _articles() if str(one.number) == article or _holds(words, told)]
    clauses = [one for one, told in _clauses() if _at(one, number) or _holds(words, told)]
    # What is cited comes first, then what has the word in its title, then what merely mentions it.
    articles.sort(key=lambda one: (str(one.number) != article, not _titled(words, one), one.number))
    clauses.sort(key=lambda one: (not _at(one, number), not _titled(words, one)))
    return articles, clauses


def _registers(words: list[str]) -> list[Register]:
    """The registers whose own name holds the words."""
    return [one for one in REGISTERS.values() if _holds(words, f"{one.kind.zh} {one.kind.en} {one.name}".casefold())]


def _at(duty: Duty, number: str) -> bool:
    """Whether a duty is of the paragraph or item cited; an article cited whole shows itself."""
    return "." in number and (duty.id == number or duty.id.startswith(number + "("))


@functools.cache
def _articles() -> list[tuple[Article, str]]:
    """Each article with all of its text, as it is searched."""
    return [(one, " ".join((one.title_zh, one.title_en, *_parts(one))).casefold()) for one in load_law().articles]


def _parts(article: Article) -> Iterator[str]:
    for paragraph in article.paragraphs:
        yield paragraph.text
        yield from paragraph.items


@functools.cache
def _clauses() -> list[tuple[Duty, str]]:
    """Each clause with what the software says about it, as it is searched."""
    return [
        (one, " ".join((one.title_zh, one.title_en, one.does_zh, one.does_en)).casefold()) for one in load_law().duties
    ]


def _titled(words: list[str], one: Article | Duty) -> bool:
    return _holds(words, f"{one.title_zh} {one.title_en}".casefold())


def _holds(words: list[str], told: str) -> bool:
    return bool(words) and all(word in told for word in words)


def _findings(text: str, words: list[str], findings: tuple[Shown, ...], lang: str) -> list[Shown]:
    """The findings that say the words, or are about the identifier; breaches first."""
    return said(findings, lang).holding(text, words)


def records(
    text: str, words: list[str], institution: Institution, past: AsOf | None
) -> list[tuple[Register, list[Hit], bool]]:
    """The records found, register by register, in one query: each register gives a few hits and says whether there are more."""
    found: dict[str, list[Hit]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(*statement(text, words, institution.pk, past))
        for name, uid, called in cursor.fetchall():
            found[name].append(Hit(REGISTERS[name], uid, called or uid))
    return [(REGISTERS[name], hits[:FEW], len(hits) > FEW) for name, hits in found.items()]


def statement(text: str, words: list[str], institution: int, past: AsOf | None) -> tuple[str, list[Any]]:
    """The query over all registers and its values. Only the values differ from search to search: the rest is kept."""
    vendor = connection.vendor
    values: dict[Any, Any] = {INSTITUTION: institution, **dict(zip(TEXTS, _cases(text), strict=True))}
    marks = _marks(tuple(map(cased, words)))
    values |= {needle(vendor, mark): needle(vendor, word) for mark, word in zip(marks, words, strict=True)}
    which = None if past is None else KNOWN if past.known_at else BEGUN
    if past is not None:
        values |= {_moment(KNOWN.until): _moment(past.until), _moment(BEGUN.until): _moment(past.until)}
        values |= {connection.ops.adapt_datefield_value(BEGUN.valid_on): connection.ops.adapt_datefield_value(past.valid_on)}
    sql, slots = _form(vendor, marks, which)
    return sql, [values.get(slot, slot) for slot in slots]


def _cases(text: str) -> tuple[str, str, str]:
    """A text as it is written and in one case: an index of identifiers tells case from case, a reader does not."""
    return text, text.lower(), text.upper()


def _moment(value: datetime) -> Any:
    """An instant as this database takes it."""
    return connection.ops.adapt_datetimefield_value(value)


def _marks(words: tuple[bool, ...]) -> tuple[str, ...]:
    """A mark for each word, by whether it has letters that are asked for in both cases."""
    return tuple(f"{WORD}{'é' if both else ''}{n}" for n, both in enumerate(words))


@functools.lru_cache(maxsize=32)
def _form(vendor: str, marks: tuple[str, ...], past: AsOf | None) -> tuple[str, tuple[Any, ...]]:
    """The query with marks where the values go. Django takes longer to put it together than a database to answer it."""
    parts = [_part(register, TEXTS, [*marks], INSTITUTION, past) for register in REGISTERS.values()]
    sql, slots = parts[0].union(*parts[1:], all=True).query.sql_with_params()
    return sql, tuple(slots)


def _part(
    register: Register, texts: tuple[str, ...], words: list[str], institution: int, past: AsOf | None
) -> QuerySet[Register]:
    """Of one register: its name, the identifier and the name of each hit. No scan reaches further than ``LOOKED`` rows."""
    manager = register.model.objects
    known = standing(register, institution, past)
    match = Q(uid__in=texts)
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
        every &= Q(*((f"{name}__holds", word) for name in register.search), _connector=Q.OR)
    return every
