"""The gate: the same rules asked before the act; allowed, refused with the next window, or unknown, never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.changes import Change
from zhengan.facts.institution import Institution
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.problem import Problem
from zhengan.kit.time import parse_instant as at
from zhengan.kit.verdict import Verdict
from zhengan.law.engine import evaluate
from zhengan.law.gate import GateAnswer, ask_change, ask_window
from zhengan.law.rule import load_rules

SAID = at("2020-01-01 00:00")
BODY = Institution(id="demo", recorded=SAID, name="示例证券", kind="operating")
CORE = System(id="core", recorded=SAID, since=date(2020, 1, 1), name="核心", important=True, markets=("SSE", "SZSE"))
READY = Change(
    id="c", recorded=SAID, system="core", name="升级", kind="change", start=at("2026-11-28 10:00"), end=at("2026-11-28 12:00"),
    technical_risk=SAID, business_risk=SAID, controls=SAID, emergency_plan=SAID, rollback_plan=SAID, larger_impact=False,
    test_plan=SAID, test_cases=SAID, test_passed=SAID,
)  # fmt: skip


def asked(change: Change = READY, *facts: Fact, **known: Any) -> GateAnswer:
    book = FactBook([BODY, CORE, *facts], AsOf(change.start.date(), **known))
    return ask_change(change, book)


def test_a_change_with_everything_done_is_allowed_and_told_what_is_still_to_come() -> None:
    answer = asked()
    assert answer.allowed is True
    assert answer.next_window is None
    assert {f.clause for f in answer.findings} == {"15.1", "15.2", "16.1", "16.3", "45.2"}
    assert any("复核验证" in str(note) for note in answer.unlooked)


def test_verification_is_not_asked_before_the_change() -> None:
    assert "15.1-verified" not in {finding.rule for finding in asked().findings}


def test_inside_a_session_is_refused_and_the_next_window_holds_the_whole_change() -> None:
    answer = asked(replace(READY, start=at("2026-11-23 10:30"), end=at("2026-11-23 12:30")))
    assert answer.allowed is False
    assert answer.next_window is not None
    start, end = answer.next_window
    assert at("2026-11-23 15:00") <= start
    assert end - start >= timedelta(hours=2)
    assert ask_window(CORE.markets or (), start, end - start).allowed is True


def test_refused_for_another_reason_offers_no_window() -> None:
    answer = asked(replace(READY, rollback_plan="none"))
    assert answer.allowed is False
    assert answer.next_window is None


def test_what_is_not_recorded_is_unknown_and_a_breach_outranks_it() -> None:
    assert asked(replace(READY, rollback_plan=None)).allowed is None
    assert asked(replace(READY, rollback_plan=None, test_plan="none")).allowed is False


def test_an_unregistered_system_is_unknown_never_unimportant() -> None:
    assert asked(replace(READY, system="nowhere")).allowed is None


def test_an_unimportant_system_is_none_of_the_gates_business() -> None:
    spare = replace(CORE, id="spare", important=False)
    answer = asked(replace(READY, system="spare", start=at("2026-11-23 10:30"), end=None, rollback_plan="none"), spare)
    assert answer.allowed is True
    assert {f.verdict for f in answer.findings} == {Verdict.NOT_APPLICABLE}


def test_without_an_end_the_start_decides_and_the_answer_says_by_when_to_be_done() -> None:
    answer = asked(replace(READY, start=at("2026-11-23 16:00"), end=None))
    assert answer.allowed is True
    assert any("2026-11-24 09:15" in str(note) for note in answer.unlooked)


def test_the_gate_works_from_what_is_known_long_before_the_change() -> None:
    assert asked(READY, known_at=at("2026-11-25 09:00")).allowed is True


def test_the_gate_and_the_later_judgement_agree() -> None:
    for change in (READY, replace(READY, start=at("2026-11-27 14:00")), replace(READY, rollback_plan="none")):
        gate = asked(change).findings
        rules = [rule for rule in load_rules() if rule.gate == "change"]
        later = evaluate(FactBook([BODY, CORE, change], AsOf(date(2026, 12, 31))), rules)
        bound = {(f.rule, f.verdict) for f in gate if f.subject == "c"} & {(f.rule, f.verdict) for f in later}
        assert {f.rule for f in gate if f.verdict is not Verdict.NOT_APPLICABLE} <= {rule for rule, _ in bound}


@pytest.mark.parametrize(
    ("markets", "when", "breaks_inside", "allowed"),
    [
        (["SSE"], "2026-11-23 10:30", True, False),
        (["SSE"], "2026-11-23 12:00", True, False),
        (["SSE"], "2026-11-23 12:00", False, True),
        (["SHFE.ag"], "2026-11-28 01:30", True, False),
        (["SHFE.ag"], "2026-11-28 02:29:59", True, False),
        (["SHFE.ag"], "2026-11-28 02:30", True, True),
        (["SHFE.ag"], "2026-11-28 02:31", True, True),
        (["SHFE.ag"], "2026-09-30 21:30", True, True),
        (["SSE", "SHFE.ag"], "2026-11-23 21:30", True, False),
        (["SSE"], "2027-06-15 10:30", True, None),
    ],
)
def test_a_window_asked_of_plain_markets(markets: list[str], when: str, breaks_inside: bool, allowed: bool | None) -> None:
    answer = ask_window(markets, at(when), breaks_inside=breaks_inside)
    assert answer.allowed is allowed
    assert (answer.next_window is not None) is (allowed is False)
    assert any("测试" in str(note) for note in answer.unlooked)


def test_the_next_window_of_a_night_market_is_past_the_night() -> None:
    answer = ask_window(["SHFE.ag"], at("2026-11-28 01:30"), timedelta(hours=1))
    assert answer.next_window == (at("2026-11-28 02:30"), at("2026-11-30 08:55"))


def test_an_unknown_market_and_no_market_are_problems() -> None:
    with pytest.raises(Problem):
        ask_window(["NYSE"], at("2026-11-23 10:30"))
    with pytest.raises(Problem):
        ask_window([], at("2026-11-23 10:30"))
