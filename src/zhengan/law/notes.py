"""What the engine adds to a rule's own answer: figures in words, unverified limits, reference, waivers."""

from __future__ import annotations

from dataclasses import replace

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.incidents import Incident
from zhengan.facts.institution import Waiver
from zhengan.kit.quantities import Quantity
from zhengan.kit.say import Say, say
from zhengan.kit.verdict import Judgement, Verdict
from zhengan.law.scope import kind_of

NATURES = {"service": say("服务能力异常"), "data_damage": say("数据损毁"), "data_leak": say("数据泄露")}


def name_of(subject: Fact) -> str | Say:
    """What people call a subject: its name; without one an incident by its nature, another act by its time, else by its id."""
    kind = type(subject)
    at = getattr(subject, kind.moment, None) if kind.moment else None
    if (name := getattr(subject, "name", "")) or at is None:
        return name or subject.id
    if isinstance(subject, Incident):
        return NATURES[subject.nature]
    return say("{start} 的{kind}", start=at, kind=kind.zh)


def with_notes(judgement: Judgement, clause: str, subject: Fact, book: FactBook) -> Judgement:
    """The judgement with figure and limit put into words, and with every note its reader must see."""
    judgement = worded(judgement)
    if judgement.limit is not None and not judgement.limit.verified:
        judgement = judgement.noting(
            say(
                "要求值 {limit}未经核实，来源：{source}",
                limit=judgement.limit.quantity,
                source=judgement.limit.source,
            )
        )
    if kind_of(book.institution) == "other" and judgement.verdict is not Verdict.NOT_APPLICABLE:
        judgement = judgement.noting(say("参照适用"))
    if judgement.verdict is Verdict.NOT_MET:
        judgement = judgement.noting(*_waivers(clause, subject, book))
    return judgement


def worded(judgement: Judgement) -> Judgement:
    """The judgement whose sentence carries its own figure and limit, fit to be read or quoted."""
    if judgement.limit is None or judgement.figure is None:
        return judgement
    figure = Quantity(round(judgement.figure, 9), judgement.limit.unit)  # as it is stored: both are written alike
    values = {**judgement.says.values, "figure": figure, "limit": judgement.limit.quantity}
    return replace(judgement, says=Say(judgement.says.text, values))


def _waivers(clause: str, subject: Fact, book: FactBook) -> list[Say]:
    """A waiver stands beside the breach; the verdict stays."""
    return [
        say("风险接受：{by} 批准，理由：{reason}，至 {to}", by=w.by, reason=w.reason, to=w.to)
        if w.to
        else say("风险接受：{by} 批准，理由：{reason}，未定期限", by=w.by, reason=w.reason)
        for w in book.of(Waiver, clause)
        if w.holds_on(book.as_of.valid_on) and w.about in (None, subject.key)
    ]
