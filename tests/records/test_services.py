"""Records are added, closed and never edited; each write has an instant of its own."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhengan.accounts.models import Institution, Membership, Role, User
from zhengan.kit.problem import Problem
from zhengan.kit.time import CST
from zhengan.records import services
from zhengan.records.clock import now, running, tick
from zhengan.records.models import Origin
from zhengan.records.services import Conflict, Entry, changed
from zhengan.records.values import values_of
from zhengan.registers.continuity.models import BackupSite

NOON = datetime(2026, 5, 5, 12, tzinfo=CST)
SITE = {"site": "local", "name": "主机房", "since": NOON.date(), "to": None}


@pytest.fixture
def one(db: None) -> Institution:
    return Institution.objects.create(code="one", name="甲")


def keep(one: Institution, uid: str = "a", by: User | None = None, **values: object) -> BackupSite:
    entry = Entry(uid, {**SITE, **values})
    return services.record(BackupSite, entry, institution=one, by=by, origin=Origin.PAGE)


def test_a_row_is_never_edited_nor_deleted(one: Institution) -> None:
    row = keep(one)
    row.name = "另一处"
    for refused in (row.save, row.delete, lambda: BackupSite.objects.update(name="x"), BackupSite.objects.all().delete):
        with pytest.raises(TypeError):
            refused()
    assert BackupSite.objects.get().name == "主机房"


def test_a_correction_closes_one_version_and_adds_the_next(one: Institution) -> None:
    first = keep(one)
    second = services.correct(first, {**SITE, "name": "新机房"}, by=None, origin=Origin.CLI, remark="迁址")
    first.refresh_from_db()
    assert first.superseded_at == second.recorded_at and first.name == "主机房"
    assert services.history(BackupSite, one, "a") == [second, first]
    assert services.changes(first, second) == [("name", "主机房", "新机房")]
    assert list(BackupSite.objects.current()) == [second]
    assert list(BackupSite.objects.all().known(first.recorded_at)) == [first]
    assert list(BackupSite.objects.all().known(second.recorded_at)) == [second]
    assert list(BackupSite.objects.all().known(first.recorded_at - timedelta(seconds=1))) == []


def test_of_two_who_correct_the_same_version_the_second_is_told(one: Institution) -> None:
    read = keep(one)
    stands = services.correct(read, {**SITE, "name": "甲改"}, by=None, origin=Origin.PAGE)
    stale = BackupSite.objects.get(pk=read.pk)
    with pytest.raises(Conflict) as told:
        services.correct(stale, {**SITE, "name": "乙改"}, by=None, origin=Origin.PAGE)
    assert told.value.theirs == stands
    with pytest.raises(Conflict):
        services.withdraw(stale, by=None, why="误登")
    services.withdraw(stands, by=None, why="误登")
    with pytest.raises(Conflict) as gone:
        services.correct(stands, {**SITE, "name": "丙改"}, by=None, origin=Origin.PAGE)
    assert gone.value.theirs is None


def test_no_change_is_no_version(one: Institution) -> None:
    row = keep(one)
    with pytest.raises(Problem, match="没有改动"):
        services.correct(row, values_of(row), by=None, origin=Origin.PAGE)
    assert BackupSite.objects.count() == 1


def test_an_identifier_is_used_once_until_it_is_withdrawn(one: Institution) -> None:
    row = keep(one)
    with pytest.raises(Problem, match="已有编号"):
        keep(one)
    services.withdraw(row, by=None, why="误登")
    keep(one)
    keep(Institution.objects.create(code="two", name="乙"))


def test_all_or_none(one: Institution) -> None:
    entries = [Entry("x", SITE), Entry("y", SITE), Entry("x", SITE)]
    with pytest.raises(Problem, match="已有编号"):
        services.record_many(BackupSite, entries, institution=one, by=None, origin=Origin.IMPORT)
    assert not BackupSite.objects.exists()


def test_who_may_not_write_does_not(one: Institution) -> None:
    auditor = User.objects.create_user("auditor")
    Membership.objects.create(user=auditor, institution=one, role=Role.AUDITOR)
    stranger = User.objects.create_user("stranger")
    row = keep(one)
    for person in (auditor, stranger):
        with pytest.raises(Problem, match="无权"):
            keep(one, "b", by=person)
        with pytest.raises(Problem, match="无权"):
            services.correct(row, {**SITE, "name": "x"}, by=person, origin=Origin.PAGE)
        with pytest.raises(Problem, match="无权"):
            services.withdraw(row, by=person, why="x")


def test_the_recorders_name_outlives_the_account(one: Institution) -> None:
    officer = User.objects.create_user("zhou")
    Membership.objects.create(user=officer, institution=one, role=Role.OFFICER)
    keep(one, by=officer)
    User.objects.filter(pk=officer.pk).update(username="renamed")
    assert BackupSite.objects.get().recorder == "zhou"


def test_a_withdrawal_without_a_reason_is_refused(one: Institution) -> None:
    with pytest.raises(Problem, match="理由"):
        services.withdraw(keep(one), by=None, why="  ")


@pytest.mark.django_db(transaction=True)
def test_listeners_hear_of_what_was_committed_and_of_nothing_else() -> None:
    one = Institution.objects.create(code="one", name="甲")
    heard: list[object] = []

    def listen(kinds: object, **rest: object) -> None:
        heard.append(kinds)

    changed.connect(listen)
    try:
        keep(one)
        with pytest.raises(Problem):
            keep(one)
    finally:
        changed.disconnect(listen)
    assert heard == [frozenset({BackupSite.fact})]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-100_000, 100_000), max_size=20))
def test_ticks_only_go_forward_whatever_the_machines_clock_does(one: Institution, jumps: list[int]) -> None:
    last = tick(one)
    for jump in jumps:
        with running(lambda jump=jump: NOON + timedelta(seconds=jump)):  # type: ignore[misc]
            instant = tick(one)
        assert instant > last
        last = instant


def test_the_clock_is_the_machines_again_after_a_test(db: None) -> None:
    with running(lambda: NOON):
        assert now() == NOON
    assert abs(now() - datetime.now(CST)) < timedelta(minutes=1)
