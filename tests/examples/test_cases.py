"""The enforcement cases and their compliant twins, clause by clause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from tests.examples.firm import EXAMPLES, clauses, judged, load
from zhengan.kit.time import parse_instant
from zhengan.kit.verdict import Verdict
from zhengan.law.loader import duty
from zhengan.law.windows import IN_FORCE

MET, NOT_MET, UNKNOWN, NOT_APPLICABLE = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE


@dataclass(frozen=True)
class Enforced:
    """``not_met``: exactly these; ``pending``: breached too, but no rule serves them yet; ``arises``: duties at stake."""

    day: date
    not_met: frozenset[str]
    pending: frozenset[str] = frozenset()
    arises: frozenset[str] = frozenset()


def enforced(day: str, not_met: str, pending: str = "", arises: str = "") -> Enforced:
    return Enforced(date.fromisoformat(day), *(frozenset(words.split()) for words in (not_met, pending, arises)))


CASES = {
    "huabao-2023": enforced("2023-05-23", "15.1 16.1 18.2 57.1"),
    "order-gateway-2024": enforced("2024-01-31", "21.3", pending="13.1"),
    "gzjk-futures-2022": enforced("2023-07-31", "39.1"),
    "guoyuan-2022": enforced("2023-06-30", "16.1 37.1 39.1"),
    "cmsc-2022": enforced("2023-08-31", "15.1 16.1"),
    "hualin-2019": enforced("2023-09-30", "39.1"),
    "dongxing-2023": enforced("2023-12-21", "", arises="39.1 41.1"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_case_breaches_exactly_its_clauses(name: str) -> None:
    case = CASES[name]
    found = judged(f"cases/{name}", case.day)
    assert clauses(found, NOT_MET) == case.not_met
    assert case.arises <= clauses(found, MET, UNKNOWN)


@pytest.mark.parametrize("name", CASES)
def test_the_twin_breaches_nothing_and_leaves_nothing_unknown(name: str) -> None:
    case = CASES[name]
    found = judged(f"cases/{name}-compliant", case.day)
    assert clauses(found, NOT_MET) == set()
    assert clauses(found, UNKNOWN) == set()
    assert case.not_met | case.arises <= clauses(found, MET)


@pytest.mark.parametrize(("name", "clause"), [(name, clause) for name, case in CASES.items() for clause in case.pending])
def test_a_clause_without_a_rule_is_pending_by_name(name: str, clause: str) -> None:
    """The day it gets a rule this fails, and the clause moves to ``not_met`` above."""
    assert duty(clause).status == "pending"
    assert clause not in {finding.clause for finding in judged(f"cases/{name}", CASES[name].day)}


@pytest.mark.parametrize("name", [*CASES, *(f"{name}-compliant" for name in CASES)])
def test_before_the_law_nothing_is_judged(name: str) -> None:
    """The same facts with their dates before 2023-05-01, judged as of those dates."""
    day = CASES[name.removesuffix("-compliant")].day
    moved = (IN_FORCE - timedelta(days=1) - day).days
    assert judged(f"cases/{name}", day + timedelta(days=moved), moved=moved) == []


def test_facts_before_the_law_are_no_breach_once_it_is_in_force() -> None:
    """Huabao's change, event and filing moved to April 2023, asked about in May: acts of that time are judged by no clause."""
    found = judged("cases/huabao-2023", date(2023, 5, 2), moved=-30)
    assert clauses(found, NOT_MET) & {"15.1", "16.1", "57.1"} == set()


def test_every_case_has_its_twin_and_says_what_is_assumed() -> None:
    files = {path.stem for path in (EXAMPLES / "cases").glob("*")}
    assert files == {*CASES, *(f"{name}-compliant" for name in CASES)}
    for name in CASES:
        about = load(f"cases/{name}").about
        assert "公开：" in about or "公开（" in about
        assert "假定" in about and f"{CASES[name].day}" in about
        assert "虚构" in load(f"cases/{name}-compliant").about
        year = int(name.rpartition("-")[2])
        assert (year < 2023) == ("视同施行" in about)


def test_huabao_in_figures() -> None:
    found = {(f.rule, f.subject): f.as_dict() for f in judged("cases/huabao-2023", date(2023, 5, 23))}
    logs = found["18.2-kept", "business-log"]
    assert logs["figure"] == pytest.approx(80 / 60) and logs["limit"] == {"at_most": 0}
    assert [(span["from"], span["to"]) for span in logs["lapses"]] == [
        ("2023-05-22T09:30:00+08:00", "2023-05-22T10:50:00+08:00")
    ]
    false_figures = found["57.1-figures", "investigation"]
    assert "40" in false_figures["says"] and "75" in false_figures["says"] and "18,230" in false_figures["says"]


def test_before_the_false_filing_57_1_is_no_breach() -> None:
    assert "57.1" not in clauses(judged("cases/huabao-2023", date(2023, 5, 22)), NOT_MET)


def test_dongxing_while_the_clock_ran() -> None:
    """At 09:50 the report is not late yet: its day is named; whether investors were told is not known yet."""
    found = judged("cases/dongxing-2023", date(2023, 12, 21), parse_instant("2023-12-21 09:50"))
    by_rule = {f.rule: f for f in found}
    assert by_rule["39.1-report"].verdict is NOT_APPLICABLE
    assert by_rule["39.1-report"].judgement.due == date(2023, 12, 21)
    assert by_rule["41.1-told"].verdict is UNKNOWN
    assert clauses(found, NOT_MET) == set()
