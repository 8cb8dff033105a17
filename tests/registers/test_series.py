"""One kind of fact, about some things, over some days: what a chart reads."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.facts.continuity import BackupRun
from zhengan.facts.incidents import Outage
from zhengan.facts.suppliers import Contract, Supplier
from zhengan.facts.systems import Link, MlpsGrading
from zhengan.records.clock import now
from zhengan.registers.collect import series

ALWAYS = (date(2020, 1, 1), date(2026, 1, 31))


@pytest.fixture
def one(db: None) -> Institution:
    found, other = made.institution("one"), made.institution("two")
    made.backups(found, 5, until=date(2026, 1, 10))
    made.backups(found, 2, "oa", until=date(2026, 1, 10))
    made.backups(other, 3, until=date(2026, 1, 10))
    return found


def test_points_in_their_order_and_of_their_subject(one: Institution) -> None:
    found = series(one, BackupRun, date(2026, 1, 8), date(2026, 1, 10), system=["core"])
    assert [run.at.day for run in found] == [8, 9, 10] and {run.system for run in found} == {"core"}
    assert len(series(one, BackupRun, *ALWAYS, system=["core", "oa"])) == 7
    assert series(one, BackupRun, *ALWAYS, system=[]) == []


def test_terms_that_touch_the_days(one: Institution) -> None:
    for level, since, to in ((2, "2022-01-01", "2024-12-31"), (3, "2025-01-01", "")):
        made.enter(one, "mlps_gradings", id=f"g{level}", system="core", level=str(level), since=since, to=to)
    assert [g.level for g in series(one, MlpsGrading, *ALWAYS, system=["core"])] == [2, 3]
    assert [g.level for g in series(one, MlpsGrading, date(2025, 1, 1), ALWAYS[1], system=["core"])] == [3]
    assert [g.level for g in series(one, MlpsGrading, date(2024, 12, 31), date(2024, 12, 31), system=["core"])] == [2]


def test_a_span_counts_while_it_lasts_and_while_nobody_ended_it(one: Institution) -> None:
    made.enter(one, "outages", id="over", system="core", start="2026-01-02 23:00", end="2026-01-03 01:00")
    made.enter(one, "outages", id="open", system="core", start="2026-01-02 12:00")
    assert [o.id for o in series(one, Outage, date(2026, 1, 3), date(2026, 1, 3), system=["core"])] == ["open", "over"]
    assert [o.id for o in series(one, Outage, date(2026, 1, 4), date(2026, 1, 5), system=["core"])] == ["open"]
    assert series(one, Outage, date(2026, 1, 1), date(2026, 1, 1), system=["core"]) == []


def test_several_references_and_identifiers(one: Institution) -> None:
    made.enter(one, "suppliers", id="maker", name="Maker", since="2020-01-01")
    made.enter(one, "contracts", id="both", supplier="maker", systems="core;oa", since="2020-01-01")
    made.enter(one, "contracts", id="none", supplier="maker", since="2020-01-01")
    made.enter(one, "links", id="l1", link="l", name="L", systems="oa", mbps="10", since="2020-01-01")
    assert [c.id for c in series(one, Contract, *ALWAYS, systems=["core"])] == ["both"]
    assert [link.id for link in series(one, Link, *ALWAYS, systems=["core"])] == []
    assert [s.name for s in series(one, Supplier, *ALWAYS, id=["maker"])] == ["Maker"]


def test_what_was_not_known_yet_is_left_out(one: Institution) -> None:
    assert series(one, BackupRun, *ALWAYS, known_at=now() - timedelta(days=1), system=["core"]) == []
