"""What an assessment reads of a long series is enough: it answers as if it had read everything."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.assess.judging import answer, judge
from zhengan.assess.quiet import quiet
from zhengan.facts.book import FactBook
from zhengan.kit.asof import AsOf
from zhengan.kit.time import CST
from zhengan.law.engine import evaluate
from zhengan.records.clock import running
from zhengan.records.services import Entry, record_many
from zhengan.registers import services
from zhengan.registers.capacity.models import DailyPeak as Peaks
from zhengan.registers.catalogue import BY_KIND
from zhengan.registers.collect import collect
from zhengan.registers.continuity.models import BackupRun as Runs
from zhengan.registers.systems.models import LinkUse as Uses

TODAY = date(2026, 5, 20)
NOON = datetime(2026, 5, 20, 12, tzinfo=CST)
LATER = NOON + timedelta(hours=1)
AGES = st.integers(-400, 900)
"""Hours before noon a year ago and a day, where the window begins; and days among them far away."""


def run(n: int, age: int, far: bool, ok: bool, system: str) -> Entry:
    edge = datetime(2025, 5, 21, tzinfo=CST)
    at = edge - timedelta(days=age) if far else edge - timedelta(hours=age // 8)
    return Entry(f"r{n}", {"system": system, "at": min(at, NOON - timedelta(hours=1)), "ok": ok, "site": "local"})


def peak(n: int, age: int, far: bool, value: int, system: str, measure: str) -> Entry:
    day = date(2025, 5, 21) - timedelta(days=age if far else age // 40)
    return Entry(f"p{n}", {"system": system, "measure": measure, "day": min(day, TODAY), "value": float(value)})


def as_if_all_were_read(one: Institution, as_of: AsOf) -> list[Any]:
    return [answer(finding) for finding in evaluate(FactBook(collect(one, list(BY_KIND), as_of.known_at), as_of))]


def judged(one: Institution, as_of: AsOf) -> list[Any]:
    found = judge(one, as_of)
    assert found == as_if_all_were_read(one, as_of)
    return found


def holds_with(one: Institution, model: Any, entries: list[Entry]) -> None:
    with quiet(), running(lambda: NOON), transaction.atomic():
        if entries:
            record_many(model, entries, institution=one, by=None, origin="import")
        judged(one, AsOf(TODAY, LATER))
        transaction.set_rollback(True)


def decides(one: Institution, model: Any, entries: list[Entry], rule: str, subject: str) -> list[str]:
    """The verdicts by what was known before the second of two old records was withdrawn, which decided, and after."""
    with quiet(), running(lambda: NOON):
        first, second = record_many(model, entries, institution=one, by=None, origin="import")
        before = AsOf(TODAY, second.recorded_at)
    with quiet(), running(lambda: NOON + timedelta(minutes=1)):
        services.withdraw(second, by=None, why="误记")
    verdicts = []
    for as_of, uid in ((before, second.uid), (AsOf(TODAY, LATER), first.uid)):
        (found,) = [a for a in judged(one, as_of) if a.rule == rule and a.subject == subject]
        assert f'"id":"{uid}"' in found.payload
        verdicts.append(found.verdict)
    return verdicts


@pytest.fixture
def one(db: None) -> Institution:
    with running(lambda: datetime(2018, 1, 2, tzinfo=CST)):
        found = made.institution("one")
        made.enter(found, "systems", id="two", name="行情系统", important="是", markets="SSE", since="2018-01-01")
    return found


@pytest.fixture
def able(one: Institution) -> Institution:
    with running(lambda: datetime(2018, 1, 3, tzinfo=CST)):
        for n, (system, measure) in enumerate([("core", "委托笔/秒"), ("core", "连接数"), ("two", "委托笔/秒")]):
            made.enter(one, "capacities", id=f"c{n}", system=system, measure=measure, value="6", since="2018-01-02")
    return one


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(runs=st.lists(st.tuples(AGES, st.booleans(), st.booleans(), st.sampled_from(["core", "two"])), max_size=12))
def test_old_backups_tell_by_the_last_of_them(one: Institution, runs: list[Any]) -> None:
    holds_with(one, Runs, [run(n, *stated) for n, stated in enumerate(runs)])


def test_a_filing_that_counts_backups_has_them_all_read(one: Institution) -> None:
    figures = '[{"name": "backup_runs_failed", "value": 1, "about": "core"}]'
    with quiet(), running(lambda: NOON):
        entries = [run(n, 500 + n, True, n > 0, "core") for n in range(3)]  # early in 2024, one of them failed
        record_many(Runs, entries, institution=one, by=None, origin="import")
        as_of = AsOf(TODAY, LATER)
        filing = {"id": "f", "at": "2024-04-20 10:00", "type": "annual_report", "year": "2024", "figures": figures}
        services.enter("filings", filing, institution=one, by=None, origin="cli")
        found = judged(one, as_of)
    assert [a.verdict for a in found if a.rule == "57.1-figures"] == ["met"]


def test_what_was_known_then_decides_which_backup_was_the_last(one: Institution) -> None:
    """The last run of a system that has been silent for two years, withdrawn since, still answers for the time before."""
    runs = [run(0, 700, True, True, "core"), run(1, 600, True, True, "core")]
    assert decides(one, Runs, runs, "20.1-daily", "core") == ["not_met", "not_met"]


USES = st.lists(st.tuples(AGES, st.booleans(), st.integers(0, 900), st.booleans(), st.sampled_from(["sse", "szse"])), max_size=6)


def use(n: int, age: int, far: bool, mbps: int, inside: bool, link: str) -> Entry:
    at = run(n, age, far, True, "core").values["at"]
    return Entry(f"u{n}", {"link": link, "at": at, "mbps": float(mbps), "in_session": inside})


@pytest.fixture
def linked(one: Institution) -> Institution:
    """Two links, one of them enlarged since: its own id is what readings name, not that of either record."""
    terms = [("l1", "sse", "2018-01-02", "2024-12-31"), ("l2", "sse", "2025-01-01", ""), ("l3", "szse", "2018-01-02", "")]
    with running(lambda: datetime(2025, 1, 3, tzinfo=CST)):
        for id, link, since, to in terms:
            made.enter(one, "links", id=id, link=link, name=f"{link} 专线", systems="core", mbps="1000", since=since, to=to)
    return one


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(uses=USES)
def test_old_readings_of_a_link_tell_by_the_last_of_them(linked: Institution, uses: list[Any]) -> None:
    holds_with(linked, Uses, [use(n, *stated) for n, stated in enumerate(uses)])


def test_a_reading_of_long_ago_is_not_taken_for_none(linked: Institution) -> None:
    with quiet(), running(lambda: NOON):
        record_many(Uses, [use(0, 500, True, 300, True, "sse")], institution=linked, by=None, origin="import")
    found = {a.subject: a.payload for a in judged(linked, AsOf(TODAY, LATER)) if a.rule == "21.3-bandwidth"}
    assert "近一年没有登记线路使用峰值" in found["sse"] and "近一年" not in found["szse"]


MEASURES = st.sampled_from(["委托笔/秒", "连接数"])
SOME_PEAKS = st.lists(st.tuples(AGES, st.booleans(), st.integers(0, 4), st.sampled_from(["core", "two"]), MEASURES), max_size=12)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(peaks=SOME_PEAKS)
def test_old_peaks_tell_by_the_highest_of_them(able: Institution, peaks: list[Any]) -> None:
    """Of equal ones by the earliest; each measure of a system has its own."""
    holds_with(able, Peaks, [peak(n, *stated) for n, stated in enumerate(peaks)])


def test_what_was_known_then_decides_which_peak_was_the_highest(able: Institution) -> None:
    """A peak of years ago that was withdrawn, or entered too high at first, counts only for what was known before."""
    peaks = [peak(0, 700, True, 2, "core", "委托笔/秒"), peak(1, 600, True, 4, "core", "委托笔/秒")]
    assert decides(able, Peaks, peaks, "21.3-capacity", "core:委托笔/秒") == ["not_met", "met"]
