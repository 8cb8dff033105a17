"""Judgements: the limit decides, nobody is told to mend what is right, and notes add up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengan.kit.limits import COMPARISONS, Limit
from zhengan.kit.say import say
from zhengan.kit.spans import Span
from zhengan.kit.verdict import (
    VERDICT_ZH,
    Verdict,
    attested,
    judge,
    met,
    not_applicable,
    not_met,
    unknown,
    verdict_where,
)

SAYS, DO = say("实测 {figure}，要求 {limit}"), say("请整改")


@given(st.sampled_from(sorted(COMPARISONS)), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_the_limit_alone_decides(comparison: str, value: float, figure: float) -> None:
    limit = Limit("x", "1.1", comparison, value, "ratio")
    judged = judge(limit, figure, SAYS, do=DO)
    assert (judged.verdict is Verdict.MET) == limit.holds(figure)
    assert judged.verdict in (Verdict.MET, Verdict.NOT_MET)
    assert (judged.do is None) == (judged.verdict is Verdict.MET)
    assert (judged.figure, judged.limit) == (figure, limit)


def test_each_verdict_has_its_maker_and_its_name() -> None:
    made = [met(SAYS), not_met(SAYS), unknown(SAYS), not_applicable(SAYS), attested(SAYS)]
    assert [j.verdict.value for j in made] == ["met", "not_met", "unknown", "not_applicable", "attested"]
    assert set(VERDICT_ZH) == set(Verdict)
    assert verdict_where(True) is Verdict.MET and verdict_where(False) is Verdict.NOT_MET


def test_worst_first() -> None:
    worst = sorted(Verdict, key=lambda verdict: -verdict.badness)
    assert [v.value for v in worst] == ["not_met", "unknown", "attested", "met", "not_applicable"]


def test_lists_become_tuples_so_that_nothing_changes_afterwards() -> None:
    lapses = [Span(date(2024, 1, 1), date(2024, 1, 2))]
    judged = met(SAYS, lapses=lapses, evidence=["a"])
    lapses.clear()
    assert judged.lapses == (Span(date(2024, 1, 1), date(2024, 1, 2)),) and judged.evidence == ("a",)
    with pytest.raises(AttributeError):
        judged.verdict = Verdict.NOT_MET  # type: ignore[misc]


def test_notes_add_up() -> None:
    one, two = say("一"), say("二")
    judged = unknown(SAYS, notes=(one,))
    assert judged.noting(two).notes == (one, two) and judged.notes == (one,)
