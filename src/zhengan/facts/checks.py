"""Checks across facts: references that lead nowhere, offices held by two at once, systems that serve no market."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from zhengan.facts.base import Fact
from zhengan.facts.institution import Appointment, Institution
from zhengan.facts.kinds import NAMES
from zhengan.facts.continuity import CentreOutage, DisasterSite
from zhengan.facts.logs import LogArchive, LogSource, MonitorSource, Samples
from zhengan.facts.suppliers import Supplier
from zhengan.facts.systems import Link, LinkUse, System
from zhengan.kit.calendar import known_markets
from zhengan.kit.problem import Problem, Problems, Where
from zhengan.kit.spans import overlaps

FAR = date(9999, 12, 31)


def check(facts: Iterable[Fact], places: Mapping[str, Where]) -> None:
    """Raise Problems for everything found wrong between facts, each at its place; silent where all is well."""
    current = [fact for fact in facts if fact.superseded is None]
    found = [*_dangling(current, places), *_double_office(current, places), *_marketless(current, places)]
    if found:
        raise found[0] if len(found) == 1 else Problems(found)


def _place(fact: Fact, places: Mapping[str, Where]) -> Where | None:
    return places.get(f"{NAMES[type(fact)]}/{fact.id}")


def _dangling(facts: list[Fact], places: Mapping[str, Where]) -> Iterator[Problem]:
    ids: dict[type[Fact], set[str]] = defaultdict(set)
    for fact in facts:
        ids[type(fact)].add(fact.key)
    for fact in facts:
        for kind, name in _references(fact):
            if name not in ids[kind]:
                yield Problem(
                    f"{type(fact).zh}“{fact.id}”所指的{kind.zh}“{name}”不存在", f"没有编号为“{name}”的{kind.zh}", f"请登记该{kind.zh}，或改正编号",
                    code="unknown-reference", where=_place(fact, places),
                )


_SOURCES: dict[type[Fact], tuple[str, type[Fact]]] = {
    LinkUse: ("link", Link), Samples: ("source", MonitorSource), LogArchive: ("source", LogSource), CentreOutage: ("centre", DisasterSite),
}


def _references(fact: Fact) -> Iterator[tuple[type[Fact], str]]:
    if isinstance(fact, Institution):
        return
    system = getattr(fact, "system", None)
    if system:
        yield System, system
    for name in getattr(fact, "systems", ()):
        yield System, name
    supplier = getattr(fact, "supplier", None)
    if supplier:
        yield Supplier, supplier
    if type(fact) in _SOURCES:
        name, kind = _SOURCES[type(fact)]
        yield kind, getattr(fact, name)


def _double_office(facts: list[Fact], places: Mapping[str, Where]) -> Iterator[Problem]:
    """One first responsible person at a time; several members may answer directly, the same one not twice."""
    held: dict[tuple[str, str], list[Appointment]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Appointment):
            held[(fact.role, "" if fact.role == "first_responsible" else fact.person)].append(fact)
    for terms in held.values():
        by_start = {term.span(FAR): term for term in terms}
        for earlier, later in overlaps([term.span(FAR) for term in terms]):
            a, b = by_start[earlier], by_start[later]
            yield Problem(
                f"任职期重叠：{a.person}（{a.since} 起）与 {b.person}（{b.since} 起）", "同一责任人职位同一天只能有一人", "请填写前任的截止日",
                code="overlap", where=_place(b, places),
            )


def _marketless(facts: list[Fact], places: Mapping[str, Where]) -> Iterator[Problem]:
    for fact in facts:
        if isinstance(fact, System) and fact.markets is not None:
            if not fact.markets:
                yield Problem(
                    f"系统“{fact.name}”没有服务任何市场", "交易时段由所服务的市场决定，空列表无法判定", "请写明市场；若尚不清楚，请删去 markets",
                    code="no-market", where=_place(fact, places),
                )
            for market in fact.markets:
                try:
                    known_markets((market,))
                except Problem as problem:
                    problem.where = _place(fact, places)
                    yield problem
