"""How clauses stood over time, and the findings about some subjects: read from what is kept, adding nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.assess.about import findings_about
from zhengan.assess.history import Stretch, of_article
from zhengan.assess.services import assess, latest
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.time import CST
from zhengan.kit.verdict import Verdict
from zhengan.records.clock import running

TODAY = date(2026, 5, 20)


@pytest.fixture
def one(db: None) -> Any:
    with running(lambda: datetime(2026, 5, 20, 12, tzinfo=CST)):
        found = made.institution("one")
        made.backups(found, 40, until=TODAY - timedelta(days=1))
        yield found


def test_days_that_were_not_assessed_are_told_as_such(one: Institution) -> None:
    days = [date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 10)]
    for day in days:
        assess(one, day)
    stretches = of_article(one, 20, date(2026, 4, 25), TODAY)["20.1"]
    told = [(one.first, one.last) for one in stretches if one.verdict is not None]
    assert told == [(days[0], days[1]), (days[2], days[2])]
    assert stretches[0] == Stretch(date(2026, 4, 25), date(2026, 4, 30), None) and stretches[-1].last == TODAY
    assert sum(stretch.days for stretch in stretches) == 26


def test_a_clause_stands_as_badly_as_its_worst_finding(one: Institution) -> None:
    assess(one, TODAY)
    worst = max((f for f in latest(one, TODAY).findings if f.clause == "20.1"), key=lambda f: f.verdict.badness)
    (stretch,) = of_article(one, 20, TODAY, TODAY)["20.1"]
    assert stretch.verdict is worst.verdict


def test_what_is_known_now_counts_and_not_what_was_thought(one: Institution) -> None:
    for place in ("local", "same_city", "remote"):
        made.enter(one, "backup_sites", id=place, site=place, name=place, since="2020-01-01")
    made.enter(one, "restore_tests", id="a", system="core", at="2026-02-03 10:00", ok="是")
    day = date(2026, 5, 15)
    assess(one, day)
    before = of_article(one, 20, day, day)["20.1"][0].verdict
    made.enter(one, "backup_runs", id="failed", system="core", at="2026-05-15 03:00", ok="否")
    from zhengan.registers.continuity.models import BackupRun
    from zhengan.registers.services import withdraw

    withdraw(BackupRun.objects.get(institution=one, uid="core-20260515"), by=None, why="never ran")
    assess(one, day)
    after = of_article(one, 20, day, day)["20.1"][0].verdict
    assert (before, after) == (Verdict.MET, Verdict.NOT_MET)


def test_nothing_kept_is_nothing_told(one: Institution) -> None:
    assert of_article(one, 20, date(2024, 1, 1), date(2024, 12, 31)) == {}


def test_the_findings_about_a_subject_are_those_of_the_whole_assessment(one: Institution) -> None:
    whole = [f for f in latest(one, TODAY).findings if f.subject == "core"]
    ours = findings_about(one, AsOf(TODAY), {System: {"core"}}).findings
    assert ours and list(ours) == [f for f in whole if f.id in {o.id for o in ours}]
    assert {f.subject for f in ours} == {"core"} and findings_about(one, AsOf(TODAY), {System: set()}).findings == ()


def test_a_subject_is_of_its_kind_and_not_of_another_with_the_same_name(one: Institution) -> None:
    from zhengan.facts.changes import Change

    assert findings_about(one, AsOf(TODAY), {Change: {"core"}}).findings == ()
