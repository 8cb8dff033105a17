"""Checks across facts: references that lead nowhere, offices held by two at once, systems that serve no market."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, pairwise
from operator import attrgetter
from typing import Any, cast

from zhengan.facts.base import Fact, Term
from zhengan.facts.capacity import Capacity
from zhengan.facts.changes import Change
from zhengan.facts.clauses import CLAUSES
from zhengan.facts.continuity import CentreOutage, DisasterSite
from zhengan.facts.convert import raise_found
from zhengan.facts.filings import Filing
from zhengan.facts.incidents import Drill, Incident, IncidentEntry, Outage
from zhengan.facts.institution import Appointment, Institution, Waiver
from zhengan.facts.logs import LogArchive, LogSource, MonitorSource, Samples
from zhengan.facts.personal import DataSet, MaskingCheck, MaskingRun, OutboundChannel, OutboundSample
from zhengan.facts.reader import MOST_PROBLEMS, Stated
from zhengan.facts.suppliers import Supplier
from zhengan.facts.systems import Link, LinkUse, MlpsGrading, System
from zhengan.kit.calendar import default_calendar
from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import say

FAR = date(9999, 12, 31)
CLAUSE = re.compile(r"[1-9][0-9]?\.[1-9][0-9]?(\([1-9][0-9]?\))?")


def check(stated: Sequence[Stated], standing: Sequence[Fact] = (), most: int = MOST_PROBLEMS) -> None:
    """Raise every Problem found between facts (the first ``most``); silent where all is well.

    ``standing`` are the facts known already: the stated ones may name them and may not clash with them, but what is
    wrong among them alone is not raised.
    """
    current = [item for item in stated if item.fact.superseded is None]
    found: list[Problem] = []
    asked = (
        _dangling(current, standing), _two_at_once(current, standing), _marketless(current), _clauseless(current),
        _versions(stated), _after_the_end(current, standing),
    )  # fmt: skip
    for problem in chain.from_iterable(asked):
        found.append(problem)
        if len(found) >= most:
            raise_found(found)
    raise_found(found)


def unresolved(stated: Sequence[Stated], standing: Sequence[Fact]) -> list[Problem]:
    """The references of stated facts that lead nowhere, and nothing else: asked of facts that could be read in part."""
    return [*_dangling(stated, standing)]


def settled(kind: type[Fact], facts: Sequence[Fact], standing: Sequence[Fact]) -> bool:
    """Whether ``check`` could find nothing: facts of points that name only what is known, as a series of them does."""
    if kind.moment is None or kind in (Filing, *_WHILE_IT_RAN):
        return False
    for field, kinds in _named_by(cast(type, kind)):
        known = {name for fact in standing if type(fact) in kinds for name in (fact.key, fact.id)}
        stated = set(map(attrgetter(field), facts)) - {None}
        named = chain.from_iterable((name,) if isinstance(name, str) else name for name in stated)
        if not known.issuperset(named):
            return False
    return True


# Which field of a kind names a fact of which kinds. Fields every kind may have are listed under Fact.
_NAMED: dict[type[Fact], tuple[tuple[str, tuple[type[Fact], ...]], ...]] = {
    Fact: (("system", (System,)), ("systems", (System,)), ("supplier", (Supplier,))),
    LinkUse: (("link", (Link,)),),
    Samples: (("source", (MonitorSource,)),),
    LogArchive: (("source", (LogSource,)),),
    CentreOutage: (("centre", (DisasterSite,)),),
    MaskingRun: (("data_set", (DataSet,)),),
    MaskingCheck: (("data_set", (DataSet,)),),
    OutboundSample: (("channel", (OutboundChannel,)),),
    IncidentEntry: (("incident", (Incident,)),),
}
_ABOUT: dict[str, tuple[type[Fact], ...]] = {
    "emergency_report": (Incident,),
    "investigation_report": (Incident,),
    "drill_report": (Drill,),
    "change_report": (Change,),
}
_FIGURES: dict[str, tuple[type[Fact], ...]] = {
    "outage_minutes": (Incident, Outage, System),
    "backup_runs_failed": (System,),
    "stress_tests": (System,),
}


def _dangling(stated: Sequence[Stated], standing: Sequence[Fact]) -> Iterator[Problem]:
    ids: dict[type[Fact], set[str]] = defaultdict(set)
    for fact in chain((item.fact for item in stated), standing):
        ids[type(fact)].update((fact.key, fact.id))
    for fact, where in stated:
        for kinds, name in references(fact):
            if not any(name in ids[kind] for kind in kinds):
                yield Problem(
                    say("{kind}“{id}”所指的“{name}”不存在", kind=type(fact).zh, id=fact.id, name=name),
                    say("没有编号为“{name}”的：{kinds}", name=name, kinds=[kind.zh for kind in kinds]),
                    "请登记它，或改正编号", code="unknown-reference", where=where,
                )  # fmt: skip


@functools.cache
def _named_by(kind: type) -> tuple[tuple[str, tuple[type[Fact], ...]], ...]:
    """The fields of a kind that name other facts, each with the kinds that may be meant."""
    fields = {f.name for f in dataclasses.fields(kind)}
    return tuple(pair for pair in (*_NAMED[Fact], *_NAMED.get(kind, ())) if pair[0] in fields)


def references(fact: Fact) -> Iterator[tuple[tuple[type[Fact], ...], str]]:
    """What a fact names: the kinds of fact it may be, and the identifier."""
    for field, kinds in _named_by(cast(type, type(fact))):
        named = getattr(fact, field)
        for name in (named,) if isinstance(named, str) else named or ():
            yield kinds, name
    if isinstance(fact, Filing):
        if fact.about and fact.type in _ABOUT:
            yield _ABOUT[fact.type], fact.about
        for figure in fact.figures:
            if figure.about and figure.name in _FIGURES:
                yield _FIGURES[figure.name], figure.about


# Terms of which one at a time may hold, and what they share. Several members may answer directly, the same one not twice.
_ALONE: dict[type[Term], tuple[str, Callable[[Any], object]]] = {
    Institution: ("同一天只能有一条机构登记，判定以它的类别为前提", lambda t: None),
    Appointment: ("同一责任人职位同一天只能有一人", lambda t: (t.role, None if t.role == "first_responsible" else t.person)),
    Capacity: ("同一系统同一指标同一天只能有一个容量", lambda t: t.key),
    Link: ("同一线路同一天只能有一个带宽", lambda t: t.link),
    MlpsGrading: ("同一系统同一天只能有一个等级", lambda t: t.system),
}


def _two_at_once(stated: Sequence[Stated], standing: Sequence[Fact]) -> Iterator[Problem]:
    """Overlaps that a stated term has a part in, at its place."""
    held: dict[tuple[type[Fact], object], list[tuple[Term, Where | None]]] = defaultdict(list)
    for fact, where in chain(stated, ((fact, None) for fact in standing)):
        if isinstance(fact, Term) and type(fact) in _ALONE:
            held[(type(fact), _ALONE[type(fact)][1](fact))].append((fact, where))
    for (kind, _), terms in held.items():
        terms.sort(key=lambda pair: pair[0].since)
        reigning, place = terms[0]
        for term, where in terms[1:]:
            if term.since < reigning.span(FAR).end and (where or place):
                yield Problem(
                    say("{kind}重叠：“{a}”（{a_since} 起）与“{b}”（{b_since} 起）", kind=kind.zh,
                        a=_called(reigning), a_since=reigning.since, b=_called(term), b_since=term.since),
                    _ALONE[type(term)][0], "请填写前一条的截止日", code="overlap", where=where or place,
                )  # fmt: skip
            reigning, place = max((reigning, place), (term, where), key=lambda pair: pair[0].to or FAR)


def _called(term: Term) -> str:
    return str(getattr(term, "person", None) or term.id)


# What can only happen while what it names is in service: the field that names it, and the kind of that.
_WHILE_IT_RAN: dict[type[Fact], tuple[str, type[Term]]] = {Outage: ("system", System), CentreOutage: ("centre", DisasterSite)}


def _after_the_end(stated: Sequence[Stated], standing: Sequence[Fact]) -> Iterator[Problem]:
    """Outages that begin after the last day of the system, or of the disaster site, that they name."""
    named: dict[tuple[type[Fact], str], list[Term]] = defaultdict(list)
    for fact in chain((item.fact for item in stated), standing):
        if isinstance(fact, System | DisasterSite):
            named[(type(fact), fact.id)].append(fact)
    for fact, where in stated:
        field, kind = _WHILE_IT_RAN.get(type(fact), ("", Term))
        terms = named[(kind, getattr(fact, field))] if field else []
        begun = fact.happened.date()
        ended = max((term.to or FAR for term in terms), default=FAR)
        if begun <= ended:
            continue
        values = {"kind": kind.zh, "name": getattr(terms[-1], "name", ""), "begun": begun, "ended": ended}
        yield Problem(
            say("{kind}“{name}”已于 {ended} 停止使用，{begun} 不会再中断", **values),
            say("起始日 {begun} 在其截止日 {ended} 之后", **values),
            say("请核对起始日和所指的{kind}；若其仍在使用，请先在“{kind}”台账更正截止日", **values),
            code="after-end", where=where,
        )  # fmt: skip


def _marketless(stated: Iterable[Stated]) -> Iterator[Problem]:
    for fact, where in stated:
        if not isinstance(fact, System) or fact.markets is None:
            continue
        if not fact.markets:
            yield Problem(
                say("系统“{name}”没有服务任何市场", name=fact.name), "交易时段由所服务的市场决定，空列表无法判定",
                "请写明市场；若尚不清楚，请删去 markets", code="no-market", where=where,
            )  # fmt: skip
        for market in fact.markets:
            try:
                default_calendar().resolve(market)
            except Problem as problem:
                problem.where = where
                yield problem


def _clauseless(stated: Iterable[Stated]) -> Iterator[Problem]:
    for fact, where in stated:
        if not isinstance(fact, Waiver) or fact.clause in CLAUSES:
            continue
        if not CLAUSE.fullmatch(fact.clause):
            what = say("“{clause}”不是条款编号", clause=fact.clause)
            yield Problem(what, "条款写作“条.款”或“条.款(项)”", "请改写为 20.1 的形式", code="clause", where=where)
            continue
        yield Problem(
            say("没有条款“{clause}”", clause=fact.clause), "本办法没有这一款，或这一款分项而没有写到项",
            "请核对条文，写明所接受的一款，如 20.1、71.1(6)", code="clause", where=where,
        )  # fmt: skip


def _versions(stated: Sequence[Stated]) -> Iterator[Problem]:
    """A correction takes over when the version before it is superseded: no moment may know two of them."""
    corrected = {(type(fact), fact.id) for fact, _ in stated if fact.superseded is not None}
    versions: dict[tuple[type[Fact], str], list[Stated]] = defaultdict(list)
    for item in stated:
        if (type(item.fact), item.fact.id) in corrected:
            versions[(type(item.fact), item.fact.id)].append(item)
    for items in versions.values():
        items.sort(key=lambda item: item.fact.recorded)
        for before, after in pairwise(items):
            ended = before.fact.superseded
            if ended is None or after.fact.recorded < ended:
                yield Problem(
                    say("{kind}“{id}”同时有两个版本", kind=type(after.fact).zh, id=after.fact.id),
                    "后一版本登记时，前一版本尚未被更正",
                    "请使前一版本的 superseded 不晚于后一版本的 recorded", code="versions", where=after.where,
                )  # fmt: skip


