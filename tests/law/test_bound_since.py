"""An institution that takes another name, place or licence is the same one: what recurs does not begin anew for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.filings import Filing
from zhengan.facts.institution import Institution
from zhengan.facts.logs import MonitoringReview
from zhengan.kit.asof import AsOf
from zhengan.kit.time import CST
from zhengan.kit.verdict import Verdict
from zhengan.law.engine import Finding, evaluate
from zhengan.law.rule import load_rules
from zhengan.law.subjects import bound_since

SAID = datetime(2023, 1, 1, tzinfo=CST)
MOVED = date(2026, 7, 1)
AS_OF = AsOf(date(2026, 11, 26))


def body(name: str, since: date, to: date | None = None, **more: Any) -> Institution:
    usual = Institution(id=name, recorded=SAID, name=name, since=since, to=to, kind="operating", licence="futures")
    return replace(usual, **{"jurisdiction": "北京", **more})


FIRST = body("first", date(2010, 1, 1), date(2026, 6, 30))
SECOND = body("second", MOVED, jurisdiction="上海")
REPORTS = [
    Filing(id=f"y{year}", recorded=SAID, at=datetime(year + 1, 4, 1, 9, tzinfo=CST), type="annual_report",
           to="dispatch_office", office="北京", year=year)
    for year in (2023, 2024)
]  # fmt: skip


def found(rule: str, *facts: Fact) -> list[Finding]:
    rules = [one for one in load_rules() if one.id == rule]
    return evaluate(FactBook([FIRST, SECOND, *facts], AS_OF), rules)


def test_what_was_never_filed_is_not_excused_by_a_move() -> None:
    (late,) = found("59.1-time", *REPORTS)
    assert (late.judgement.verdict, late.judgement.since, late.judgement.figure) == (Verdict.NOT_MET, date(2026, 5, 1), 210)


def test_what_was_filed_before_a_move_went_to_the_office_of_then() -> None:
    at = datetime(2026, 8, 1, 9, tzinfo=CST)
    later = Filing(id="c", recorded=SAID, at=at, type="change_report", to="dispatch_office", office="北京")
    assert {one.subject: one.judgement.verdict for one in found("72.1-routing", *REPORTS, later)} == {
        "y2023": Verdict.MET, "y2024": Verdict.MET, "c": Verdict.NOT_MET,
    }  # fmt: skip


def test_what_recurs_goes_on() -> None:
    review = MonitoringReview(id="r", recorded=SAID, at=date(2024, 6, 1))
    (stale,) = found("18.1-review", review)
    assert (stale.judgement.verdict, stale.judgement.since) == (Verdict.NOT_MET, date(2025, 6, 2))


@pytest.mark.parametrize(
    ("former", "since"),
    [
        (FIRST, date(2010, 1, 1)),
        (body("first", date(2010, 1, 1), date(2026, 6, 29)), MOVED),  # a day between: another institution, or a gap to mend
        (body("first", date(2010, 1, 1), date(2026, 6, 30), kind="core", licence="exchange"), date(2010, 1, 1)),
        (body("first", date(2010, 1, 1), date(2026, 6, 30), kind="provider", licence="it_provider"), MOVED),  # not bound by it
    ],
)
def test_how_far_back_it_goes(former: Institution, since: date) -> None:
    assert bound_since("59.1", FactBook([former, SECOND], AS_OF)) == since


def test_a_duty_of_another_kind_of_body_begins_with_the_kind() -> None:
    core = body("second", MOVED, kind="core", licence="exchange")
    assert bound_since("38.1", FactBook([FIRST, core], AS_OF)) == MOVED
