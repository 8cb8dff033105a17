"""The cases of a room: facts a lawyer can read and the verdict they must get. ``cases.yaml`` beside the rules.

given:                       # shared by every case of the file; optional
  institution: {id: demo, name: 示例证券, kind: operating}
  facts: {systems: [...]}
cases:
  - case: 每日备份齐全
    rule: 20.1-daily
    shows: met               # met, not_met, unknown or limit (exactly on the limit)
    as_of: 2024-03-31
    known_at: 2024-04-01 09:00   # optional
    institution: {…}         # optional: overrides keys of the given one
    facts: {…}               # added to the given ones
    expect: {verdict: met}   # and optionally subject, figure, lapses (how many), due, since, says (a part of it)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.convert import build, convert, mapping, refuse
from zhengan.facts.document import Node, read_document
from zhengan.facts.institution import Institution
from zhengan.facts.reader import read_facts, read_item
from zhengan.kit.asof import AsOf
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.law.engine import Finding, evaluate
from zhengan.law.rule import ROOMS, Rule, load_rules

Shows = Literal["met", "not_met", "unknown", "limit"]
OUTCOMES: tuple[Shows, ...] = ("met", "not_met", "unknown", "limit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What a case's findings must be; only what is stated is checked, of the finding of ``subject`` (or the worst)."""

    verdict: Literal["met", "not_met", "unknown", "not_applicable", "attested"]
    subject: str | None = None
    figure: float | None = None
    lapses: int | None = None
    due: date | None = None
    since: date | None = None
    says: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One case as read: its facts, the moment it is judged at, and what is expected."""

    article: int
    name: str
    rule: str
    shows: Shows
    as_of: AsOf
    facts: tuple[Fact, ...]
    expect: Expect
    line: int


def cases_of(room: Path) -> Iterator[Case]:
    """The cases of a room; none where it has no ``cases.yaml``."""
    path = room / "cases.yaml"
    if not path.exists():
        return
    document = mapping(read_document(path), {"given", "cases"}, "cases.yaml")
    given = mapping(document["given"], {"institution", "facts"}, "given") if "given" in document else {}
    for node in document["cases"].value:
        yield _case(node, given, int(room.name[1:3]))


def all_cases() -> Iterator[Case]:
    """Every case of every room, in order."""
    for room in sorted(ROOMS.glob("a*")):
        yield from cases_of(room)


def run(case: Case, rules: tuple[Rule, ...] | None = None) -> list[str]:
    """Judge a case: the differences from what it expects, empty where it passes."""
    asked = [rule for rule in rules or load_rules() if rule.id == case.rule]
    if not asked:
        return [f"没有规则 {case.rule}"]
    findings = evaluate(FactBook(case.facts, case.as_of), asked)
    return list(_differences(case.expect, findings))


def missing_outcomes(rules: tuple[Rule, ...], cases: list[Case]) -> dict[str, list[str]]:
    """For each clause with rules, the outcomes among the four that none of its cases shows; and rules with no case."""
    shown: dict[str, set[str]] = {rule.clause: set() for rule in rules}
    tried: set[str] = set()
    for case in cases:
        shown.setdefault(case.rule.partition("-")[0], set()).add(case.shows)
        tried.add(case.rule)
    lacking: dict[str, list[str]] = {
        clause: [o for o in OUTCOMES if o not in seen] for clause, seen in shown.items()
    }
    lacking.update({rule.id: ["no case"] for rule in rules if rule.id not in tried})
    return {name: outcomes for name, outcomes in lacking.items() if outcomes}


def _case(node: Node, given: dict[str, Node], article: int) -> Case:
    keys = {"case", "rule", "shows", "as_of", "known_at", "institution", "facts", "expect"}
    values = mapping(node, keys, "case")
    for name in ("case", "rule", "shows", "as_of", "expect"):
        if name not in values:
            raise refuse(
                node, say("案例缺少“{name}”", name=name), "", say("请补充 {name}", name=name), "missing"
            )
    facts: list[Fact] = []
    bodies = [part["institution"] for part in (given, values) if "institution" in part]
    if not bodies:
        raise refuse(node, "案例没有机构", "判定以机构类别为前提", "请写明 institution", "missing")
    merged = replace(bodies[-1], value={key: inner for body in bodies for key, inner in body.value.items()})
    facts.extend(read_item(Institution, merged))
    for part in (given, values):
        if "facts" in part:
            facts.extend(read_facts(part["facts"])[0])
    known = convert(datetime, values["known_at"]) if "known_at" in values else None
    return Case(
        article,
        convert(str, values["case"]),
        convert(str, values["rule"]),
        convert(Shows, values["shows"]),
        AsOf(convert(date, values["as_of"]), known),
        tuple(facts),
        build(Expect, values["expect"]),
        node.where.line or 0,
    )


def _differences(expect: Expect, findings: list[Finding]) -> Iterator[str]:
    if expect.subject is not None:
        findings = [finding for finding in findings if finding.subject == expect.subject]
    if not findings:
        yield "没有判定"
        return
    finding = max(findings, key=lambda f: f.verdict.badness)
    data = finding.as_dict()
    if finding.verdict != expect.verdict:
        yield f"结论应为 {expect.verdict}，实为 {finding.verdict}：{data['says']}"
    if expect.figure is not None and (data["figure"] is None or abs(data["figure"] - expect.figure) > 1e-6):
        yield f"实测值应为 {expect.figure}，实为 {data['figure']}"
    if expect.lapses is not None and len(data["lapses"]) != expect.lapses:
        yield f"缺口应有 {expect.lapses} 处，实有 {len(data['lapses'])} 处：{data['lapses']}"
    for name in ("due", "since"):
        wanted = getattr(expect, name)
        if wanted is not None and data[name] != wanted.isoformat():
            yield f"{name} 应为 {wanted}，实为 {data[name]}"
    if expect.says is not None and expect.says not in data["says"]:
        yield f"应写明“{expect.says}”，实为：{data['says']}"


def check_cases() -> None:
    """Raise Problem for the first clause or rule that lacks a case it must have."""
    lacking = missing_outcomes(load_rules(), list(all_cases()))
    if lacking:
        text = "；".join(f"{name}：{'、'.join(outcomes)}" for name, outcomes in sorted(lacking.items()))
        raise Problem(
            "有条款缺少案例",
            text,
            "请在该条的 cases.yaml 补齐 符合、不符合、未知、恰在限值 四种",
            code="cases",
        )
