"""The engine: asks every rule about every subject in one book and answers with findings."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from zhengan.facts.base import Fact, digest
from zhengan.facts.book import FactBook
from zhengan.facts.institution import Institution
from zhengan.facts.kinds import NAMES
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.problem import Problem, as_say
from zhengan.kit.say import say
from zhengan.kit.time import start_of_day
from zhengan.kit.verdict import Judgement, Verdict, not_applicable, unknown
from zhengan.law.called import called
from zhengan.law.loader import duty
from zhengan.law.notes import with_notes
from zhengan.law.room import limits_for
from zhengan.law.rule import Needs, Rule, load_rules
from zhengan.law.scope import audience, by_reference, kind_of
from zhengan.law.windows import IN_FORCE

log = logging.getLogger(__name__)
REFERENCE = 74  # the article that says which other bodies the rest applies to


@dataclass(frozen=True, slots=True)
class Finding:
    """A judgement with its place: clause, rule and subject (the key of a fact). The one shape shown everywhere."""

    clause: str
    rule: str
    subject: str
    judgement: Judgement
    act_on: date | None = None

    @property
    def verdict(self) -> Verdict:
        """The judgement's verdict."""
        return self.judgement.verdict

    def evidence(self) -> list[dict[str, str]]:
        """The deciding records: kind, id, when recorded, and the digest of their content."""
        return [
            {
                "kind": NAMES[type(fact)],
                "id": fact.id,
                "recorded": fact.recorded.isoformat(),
                "sha256": digest(fact),
            }
            for fact in self.judgement.evidence
        ]

    def sentence(self, lang: str = "zh") -> str:
        """What it says, with its notes."""
        notes = "".join(say("（{note}）", note=note).render(lang) for note in self.judgement.notes)
        return self.judgement.says.render(lang) + notes

    def as_dict(self, lang: str = "zh") -> dict[str, Any]:
        """Plain data in the published, stable shape."""
        j = self.judgement
        return {
            "clause": self.clause,
            "rule": self.rule,
            "subject": self.subject,
            "verdict": j.verdict.value,
            "figure": None if j.figure is None else round(j.figure, 9),
            "limit": None if j.limit is None else j.limit.as_dict(),
            "unit": None if j.limit is None else j.limit.unit,
            "since": j.since.isoformat() if j.since else None,
            "lapses": [{"from": stamp(span.start), "to": stamp(span.end)} for span in j.lapses],
            "due": j.due.isoformat() if j.due else None,
            "evidence": self.evidence(),
            "says": self.sentence(lang),
            "do": j.do.render(lang) if j.do else None,
        }


def stamp(moment: date | datetime) -> str:
    """A day or an instant as ISO 8601."""
    return moment.isoformat()


def before_law(as_of: AsOf) -> bool:
    """Whether the law was not yet in force: then nothing is found."""
    return as_of.until <= start_of_day(IN_FORCE)


def evaluate(book: FactBook, rules: Iterable[Rule] | None = None) -> list[Finding]:
    """Judge the book by the rules (default: all). Before the law was in force, nothing is found.

    The order is fixed (article, rule as written, subject), so the same book gives the same list.
    """
    if before_law(book.as_of):
        return []
    found: list[Finding] = []
    for asked in load_rules() if rules is None else rules:
        found.extend(judge_rule(asked, book))
    return found


def judge_rule(asked: Rule, book: FactBook, only: Collection[str] | None = None) -> Iterator[Finding]:
    """One rule's findings, one for each subject; one for the institution where there is none.

    ``only``: the keys of the subjects to ask about (None: all).
    """
    body = book.institution
    unbound = _unbound(asked, body, book.as_of.valid_on)
    if unbound is not None:
        yield Finding(asked.clause, asked.id, body.key, unbound)
        return
    limits = limits_for(asked.article, audience(body), book.as_of.valid_on)
    subjects = asked.over.pick(book, book.as_of)
    if not subjects:
        yield Finding(asked.clause, asked.id, body.key, asked.over.none(book, book.as_of))
    for subject in sorted(subjects, key=lambda s: s.key):
        if only is not None and subject.key not in only:
            continue
        yield answer(asked, subject, book, limits)


def judge_act(asked: Rule, act: Fact, book: FactBook) -> Finding:
    """One rule's finding about one act, on record or only asked about; not applicable where the rule is not about it."""
    body = book.institution
    unbound = _unbound(asked, body, book.as_of.valid_on)
    if unbound is None and asked.over.covers is not None and asked.over.covers(act, book):
        return answer(asked, act, book, limits_for(asked.article, audience(body), book.as_of.valid_on))
    return Finding(
        asked.clause, asked.id, act.key, unbound or asked.over.none(book, book.as_of), act.happened.date()
    )


def _since_the_law(judged: Judgement) -> Judgement:
    """What was due, or stood so, before the law was in force was so under other rules: by this one from its first day."""
    due, since = judged.due and max(judged.due, IN_FORCE), judged.since and max(judged.since, IN_FORCE)
    return judged if (due, since) == (judged.due, judged.since) else replace(judged, due=due, since=since)


def answer(asked: Rule, subject: Fact, book: FactBook, limits: LimitSet) -> Finding:
    """The finding of one rule about one subject; unknown where a kind of fact it requires was never recorded."""
    missing = [need.kind for need in asked.needs if need.required and not _recorded(need, subject, book)]
    judged = _nothing_recorded(missing, subject, book) if missing else _judged(asked, subject, book, limits)
    judgement = with_notes(_since_the_law(judged), asked.clause, subject, book)
    return Finding(
        asked.clause, asked.id, subject.key, judgement, subject.happened.date() if asked.act else None
    )


def _judged(asked: Rule, subject: Fact, book: FactBook, limits: LimitSet) -> Judgement:
    """The rule's judgement. Where the rule itself breaks there is none, which is said: the other clauses are judged all the
    same, and what broke stands in the log. A Problem says itself what it is, and what to do."""
    try:
        return asked.answer(subject, book, limits, book.as_of)
    except Problem as problem:
        log.exception("rule %s could not answer about %s", asked.id, subject.key)
        what, why, do = map(as_say, problem.sentences)
        reason = say("{what}（{why}）", what=what, why=why) if why.text else what
        return unknown(
            say("{subject}无从判定：{reason}", subject=called(subject, book), reason=reason), do=do if do.text else None
        )
    except Exception as error:
        log.exception("rule %s broke on %s", asked.id, subject.key)
        return unknown(
            say("判定{subject}时程序出错（{error}），没有结论", subject=called(subject, book), error=type(error).__name__),
            do=say("请将系统日志中的这一错误报给证安的维护者"),
        )


def _recorded(need: Needs, subject: Fact, book: FactBook) -> bool:
    """Whether there is one such fact, however old: of one long ago the rule tells, which would be untrue of the engine."""
    key = need.key(subject)
    return bool(book.all(need.kind) if key is None else book.of(need.kind, key))


def _nothing_recorded(missing: list[type[Fact]], subject: Fact, book: FactBook) -> Judgement:
    kinds = [kind.zh for kind in missing]
    return unknown(
        say("{subject}没有登记{kinds}，无法判定", subject=called(subject, book), kinds=kinds),
        do=say("请在台账登记或接入：{kinds}", kinds=kinds),
    )


def _unbound(asked: Rule, body: Institution, on: date) -> Judgement | None:
    """Why the clause does not bind the body, or None where it does (scope: 2.1, 71, 74)."""
    accounts = limits_for(REFERENCE, "operating", on).holder_accounts
    other = kind_of(body) == "other"
    if other and asked.article != REFERENCE and by_reference(body, accounts) is False:
        return not_applicable(say("本机构不参照适用本办法（第七十四条）"))
    who = duty(asked.clause).who
    if audience(body) in who or (other and "other" in who):
        return None
    if "cii" in who and body.cii_operator:
        return None
    if who == ("cii",):
        return not_applicable(say("本机构没有登记为关键信息基础设施运营者（以主管部门的认定通知为准）"))
    return not_applicable(say("本条款不约束本类机构"))
