"""The engine: nothing before the law, silence named, waivers shown, reference marked, the same answer twice."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.capacity import Capacity
from zhengan.facts.continuity import BackupRun, DisasterSite
from zhengan.facts.institution import Institution, Waiver
from zhengan.facts.logs import LogSource, MonitorSource
from zhengan.facts.suppliers import Contract, Supplier
from zhengan.facts.systems import Link, MlpsGrading, System
from zhengan.kit.asof import AsOf
from zhengan.kit.problem import Problem
from zhengan.kit.time import CST
from zhengan.kit.verdict import Verdict
from zhengan.law.called import called
from zhengan.law.engine import Finding, evaluate
from zhengan.law.rule import Needs, load_rules

SAID = datetime(2020, 1, 1, tzinfo=CST)
BODY = Institution(id="demo", recorded=SAID, name="示例证券", kind="operating")
SYSTEM = System(id="core", recorded=SAID, since=date(2020, 1, 1), name="核心", important=True, markets=("SSE",))
DAILY = [rule for rule in load_rules() if rule.id == "20.1-daily"]


def backup(day: date, recorded: datetime | None = None, ok: bool = True) -> BackupRun:
    at = datetime(day.year, day.month, day.day, 2, tzinfo=CST)
    return BackupRun(id=f"b-{day}-{ok}", recorded=recorded or at, system="core", at=at, ok=ok)


def daily(*facts: Fact, on: date = date(2024, 3, 31), known: datetime | None = None, body: Institution = BODY) -> Finding:
    (finding,) = evaluate(FactBook([body, SYSTEM, *facts], AsOf(on, known)), DAILY)
    return finding


def test_nothing_is_found_before_the_law_is_in_force() -> None:
    book = [BODY, SYSTEM]
    assert evaluate(FactBook(book, AsOf(date(2023, 4, 30)))) == []
    assert evaluate(FactBook(book, AsOf(date(2023, 5, 1)))) != []


def test_lapses_begin_with_the_law() -> None:
    finding = daily(backup(date(2023, 5, 3)), on=date(2023, 5, 3))
    assert finding.as_dict()["lapses"] == [{"from": "2023-05-01", "to": "2023-05-03"}]


def test_an_institution_nobody_recorded_is_a_problem() -> None:
    with pytest.raises(Problem, match="没有登记机构"):
        evaluate(FactBook([SYSTEM], AsOf(date(2024, 1, 1))))


def test_no_systems_is_unknown_and_no_important_ones_is_not_applicable() -> None:
    as_of = AsOf(date(2024, 1, 1))
    (nothing,) = evaluate(FactBook([BODY], as_of), DAILY)
    (ordinary,) = evaluate(FactBook([BODY, replace(SYSTEM, important=False)], as_of), DAILY)
    (undecided,) = evaluate(FactBook([BODY, replace(SYSTEM, important=None)], as_of), DAILY)
    assert [f.verdict for f in (nothing, ordinary, undecided)] == ["unknown", "not_applicable", "unknown"]


def test_what_was_recorded_later_was_not_known_then() -> None:
    late = backup(date(2024, 3, 31), recorded=datetime(2024, 4, 5, tzinfo=CST))
    early = backup(date(2024, 3, 30))
    assert daily(late, early).verdict is Verdict.MET
    assert daily(late, early, known=datetime(2024, 4, 1, tzinfo=CST)).verdict is Verdict.NOT_MET


def test_a_corrected_fact_is_seen_as_it_stood() -> None:
    day = date(2024, 3, 31)
    first = replace(backup(day), superseded=datetime(2024, 4, 10, tzinfo=CST))
    second = replace(backup(day, recorded=datetime(2024, 4, 10, tzinfo=CST)), ok=False)
    assert daily(first, second, known=datetime(2024, 4, 2, tzinfo=CST)).verdict is Verdict.MET
    assert daily(first, second, known=datetime(2024, 4, 11, tzinfo=CST)).verdict is Verdict.NOT_MET
    assert daily(first, second).verdict is Verdict.NOT_MET


def test_a_waiver_stands_beside_the_breach_and_never_turns_it_green() -> None:
    year = {"since": date(2024, 1, 1), "to": date(2024, 12, 31)}
    waiver = Waiver(id="w", recorded=SAID, clause="20.1", by="王某", reason="机房搬迁", **year)
    finding = daily(backup(date(2024, 3, 1)), waiver)
    assert finding.verdict is Verdict.NOT_MET
    assert "风险接受：王某 批准，理由：机房搬迁，至 2024-12-31" in finding.sentence()
    other = replace(waiver, about="another-system")
    assert "风险接受" not in daily(backup(date(2024, 3, 1)), other).sentence()
    assert "风险接受" not in daily(backup(date(2025, 3, 1)), waiver, on=date(2025, 3, 5)).sentence()


def test_article_74_bodies_are_judged_by_reference() -> None:
    body = replace(BODY, kind="other", licence="adviser")
    assert "参照适用" in daily(backup(date(2024, 3, 31)), body=body).sentence()


def test_a_provider_is_not_bound_by_an_institutions_duty() -> None:
    finding = daily(body=replace(BODY, kind="provider"))
    assert (finding.verdict, finding.subject) == ("not_applicable", "demo")


def test_the_same_book_gives_the_same_bytes_whatever_the_order() -> None:
    facts: list[Fact] = [BODY, SYSTEM, *(backup(date(2024, 1, 1) + timedelta(days=n)) for n in range(0, 90, 2))]
    as_of = AsOf(date(2024, 3, 31), datetime(2024, 4, 1, tzinfo=CST))

    def text(book: list[Fact]) -> str:
        return json.dumps([f.as_dict() for f in evaluate(FactBook(book, as_of))], ensure_ascii=False)

    assert text(facts) == text(facts) == text(facts[::-1])


def test_evidence_carries_id_time_and_digest() -> None:
    kept: list[dict[str, Any]] = daily(backup(date(2024, 3, 31))).as_dict()["evidence"]
    assert [e["id"] for e in kept] == ["b-2024-03-31-True"]
    assert len(kept[0]["sha256"]) == 64
    changed = daily(replace(backup(date(2024, 3, 31)), site="remote")).as_dict()["evidence"]
    assert changed[0]["sha256"] != kept[0]["sha256"]


def test_the_published_keys_are_stable() -> None:
    assert list(daily().as_dict()) == [
        "clause", "rule", "subject", "verdict", "figure", "limit", "unit", "since", "lapses", "due", "evidence", "says", "do",
    ]  # fmt: skip


def test_a_body_outside_article_74_is_bound_by_no_other_clause() -> None:
    fund = replace(BODY, kind="other", licence="private_fund", runs_own_systems=True, holder_accounts=999)
    assert daily(body=fund).verdict is Verdict.NOT_APPLICABLE
    assert daily(backup(date(2024, 3, 31)), body=replace(fund, holder_accounts=1000)).verdict is Verdict.MET


def test_what_is_required_and_read_for_a_year_is_read_once_more() -> None:
    """Else the last of long ago would not be read, and the finding would say that there never was one."""
    assert Needs(BackupRun, years=1, last=("", "ok")).required and Needs(BackupRun, years=1, required=False)
    with pytest.raises(ValueError, match="BackupRun"):
        Needs(BackupRun, years=1, last=("ok",))


def test_a_subject_is_called_as_people_call_it() -> None:
    """By its name, or by its system and what it is: never by the id of a record, which nobody has seen."""
    term = {"recorded": SAID, "system": "core", "since": date(2020, 1, 1)}
    said = [
        (SYSTEM, "“核心”"),
        (Capacity(id="capacities-8", measure="委托笔/秒", value=1.0, **term), "“核心”的“委托笔/秒”"),
        (LogSource(id="s", kind="business", name="委托日志", **term), "“核心”的业务日志“委托日志”"),
        (MonitorSource(id="m", indicator="CPU", every_minutes=1.0, **term), "“核心”的监测指标“CPU”"),
        (DisasterSite(id="d", name="同城中心", place="same_city", **term), "“核心”的灾备设施“同城中心”"),
        (MlpsGrading(id="g", level=3, **term), "“核心”的等保定级"),
        (MlpsGrading(id="g", level=3, **{**term, "system": "gone"}), "“gone”的等保定级"),
    ]
    book = FactBook([BODY, SYSTEM], AsOf(date(2024, 3, 31)))
    assert [called(subject, book).render() for subject, _ in said] == [words for _, words in said]


def test_a_rule_that_breaks_is_told_of_and_takes_no_other_with_it(caplog: pytest.LogCaptureFixture) -> None:
    def broken(*_: object) -> Any:
        raise ZeroDivisionError

    done, as_of = backup(date(2024, 1, 1)), AsOf(date(2024, 1, 1))
    first, second = evaluate(FactBook([BODY, SYSTEM, done], as_of), [replace(DAILY[0], answer=broken), *DAILY])
    assert first.verdict is Verdict.UNKNOWN and "程序出错（ZeroDivisionError）" in first.sentence()
    assert second == daily(done, on=date(2024, 1, 1))
    assert "20.1-daily broke on core" in caplog.text


def test_a_problem_inside_a_rule_is_told_in_its_own_words(caplog: pytest.LogCaptureFixture) -> None:
    def helpless(*_: object) -> Any:
        raise Problem("日历没有这一年", "只录到 2026 年", "请更新日历")

    book = FactBook([BODY, SYSTEM, backup(date(2024, 1, 1))], AsOf(date(2024, 1, 1)))
    first, second = evaluate(book, [replace(DAILY[0], answer=helpless), *DAILY])
    assert first.verdict is Verdict.UNKNOWN and second.verdict is Verdict.MET
    assert first.sentence() == "“核心”无从判定：日历没有这一年（只录到 2026 年）"
    assert first.as_dict()["do"] == "请更新日历" and "20.1-daily" in caplog.text


def test_a_supplier_that_is_named_and_not_on_record_is_not_nobody_s() -> None:
    other = Supplier(id="other", recorded=SAID, since=date(2020, 1, 1), name="其他")
    deal = Contract(id="c", recorded=SAID, since=date(2020, 1, 1), supplier="gone", systems=("core",))
    asked = [rule for rule in load_rules() if rule.clause in ("22.2", "23.1", "23.2")]
    found = evaluate(FactBook([BODY, SYSTEM, other, deal], AsOf(date(2024, 1, 1))), asked)
    assert {finding.verdict for finding in found} == {Verdict.UNKNOWN} and all("gone" in one.sentence() for one in found)
    found = evaluate(FactBook([BODY, SYSTEM, other], AsOf(date(2024, 1, 1))), asked)
    assert {finding.verdict for finding in found} == {Verdict.NOT_APPLICABLE}


def test_before_a_system_is_live_nothing_is_asked_of_it() -> None:
    """On a day before its go-live it has no finding; a register of nothing else is no empty register."""
    to_come = replace(SYSTEM, id="next", since=date(2024, 6, 1), name="下一代")
    gone = replace(SYSTEM, id="old", to=date(2023, 12, 31))
    day = AsOf(date(2024, 3, 31))
    for systems, said in (((to_come,), "均未上线"), ((gone, to_come), "均已下线")):
        asked = [rule for rule in load_rules() if rule.id in ("20.1-daily", "21.3-bandwidth", "14.1-graded")]
        found = evaluate(FactBook([BODY, *systems], day), asked)
        assert len(found) == 3
        for finding in found:
            assert finding.subject == "demo" and finding.verdict is Verdict.NOT_APPLICABLE and said in finding.sentence()
            assert finding.judgement.do is None
    found = evaluate(FactBook([BODY, SYSTEM, to_come], day))
    assert found and not any(finding.subject == "next" for finding in found)
    assert not any("下一代" in finding.sentence() for finding in found)


def test_a_link_is_judged_by_the_systems_that_run() -> None:
    link = Link(id="l", link="l", name="专线", recorded=SAID, since=date(2020, 1, 1), systems=("core", "next"), mbps=100.0)
    to_come = replace(SYSTEM, id="next", since=date(2024, 6, 1), markets=("SHFE",))
    book = FactBook([BODY, SYSTEM, to_come, link], AsOf(date(2024, 3, 31)))
    assert book.markets_of_link(link) == ("SSE",)
