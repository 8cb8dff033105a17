"""Zhengan in its own registers: measured facts, outages from gaps, sealed logs, and what the rules then say."""

from __future__ import annotations

import json
import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.assess.services import export, latest
from zhengan.kit.asof import AsOf
from zhengan.kit.time import CST
from zhengan.kit.verdict import Verdict
from zhengan.records.clock import running
from zhengan.records.models import Origin
from zhengan.records.services import Entry, correct, record, withdraw
from zhengan.records.values import values_of
from zhengan.registers.capacity.models import Capacity, DailyPeak
from zhengan.registers.continuity.models import BackupRun, BackupSite, RestoreTest
from zhengan.registers.incidents.models import Outage
from zhengan.registers.logs.models import LogArchive, LogSource, MonitorSource, Samples
from zhengan.registers.systems.models import System
from zhengan.schedule import backups, heartbeat, itself, logbook, peaks, runner
from zhengan.schedule.jobs import enrol
from zhengan.schedule.models import Beat, Job, Outcome, Peak, Run

NOON = datetime(2026, 5, 20, 12, tzinfo=CST)


@pytest.fixture
def clock() -> Any:
    hands = {"now": NOON}
    with running(lambda: hands["now"]):
        yield hands


@pytest.fixture
def one(db: None, clock: Any, tmp_path: Path, settings: Any) -> Institution:
    settings.HOME = tmp_path
    found = made.institution("one")
    itself.register_itself(found)
    return found


def test_it_is_registered_once_and_stays_withdrawn(one: Institution) -> None:
    row = System.objects.get(uid="zhengan")
    assert (row.name, row.important, row.markets, row.since, row.origin) == ("证安", True, None, NOON.date(), "connector")
    assert not itself.register_itself(one)
    withdraw(row, by=None, why="不是重要信息系统")
    assert not itself.register_itself(one) and itself.watched() == []


def systems_of(institution: Institution) -> set[str]:
    return set(System.objects.current().filter(institution=institution).values_list("uid", flat=True))


def test_only_who_runs_the_node_has_it_among_its_systems(one: Institution, settings: Any) -> None:
    other = made.institution("two")
    itself.register_with_owner()
    assert "zhengan" in systems_of(one) and "zhengan" not in systems_of(other) and itself.watched() == [one]
    settings.OWNER = "two"
    itself.register_with_owner()
    assert "zhengan" not in systems_of(one) and "zhengan" in systems_of(other) and itself.watched() == [other]
    settings.OWNER = "nobody"  # a slip of the operator's takes nothing away
    itself.register_with_owner()
    assert itself.watched() == [other]


def test_what_was_put_into_anothers_list_is_taken_back_with_what_hangs_on_it(one: Institution, clock: Any) -> None:
    other = made.institution("two")
    itself.register_itself(other)  # as earlier versions did
    backed_up(other, clock["now"] - timedelta(hours=1))
    made.enter(other, "backup_runs", system="core", at=(clock["now"] - timedelta(hours=1)).isoformat(), ok="true", site="local")
    itself.register_with_owner()
    assert systems_of(other) == {"core", "oa"} and "zhengan" in systems_of(one)
    for model in (MonitorSource, LogSource, BackupRun):
        left = model.objects.current().filter(institution=other)
        assert [row.system for row in left] == (["core"] if model is BackupRun else [])
    gone = System.objects.get(institution=other, uid="zhengan")
    assert gone.superseded_at is not None and "另一机构" in gone.superseded_why  # its history stays


def test_an_entry_that_people_made_their_own_stays(one: Institution) -> None:
    other = made.institution("two")
    itself.register_itself(other)
    person = made.people(other, one).owner
    row = System.objects.current().get(institution=other, uid="zhengan")
    correct(row, {**values_of(row), "name": "证安（本公司自建）"}, by=person, origin=Origin.PAGE)
    itself.register_with_owner()
    assert "zhengan" in systems_of(other)


def test_a_gap_is_an_outage_and_a_clean_stop_a_planned_one(one: Institution, clock: Any) -> None:
    row = heartbeat.begin("n")
    clock["now"] += timedelta(seconds=30)
    row = heartbeat.beat(row)
    clock["now"] += timedelta(seconds=80)
    heartbeat.begin("n")  # within a break: cannot be told from a late beat
    assert not Outage.objects.exists()
    clock["now"] += timedelta(minutes=10)
    heartbeat.begin("n")
    heartbeat.stop("n")
    clock["now"] += timedelta(hours=1)
    heartbeat.begin("n")
    seen = [(o.planned, o.end - o.start) for o in Outage.objects.order_by("start")]
    assert seen == [(False, timedelta(minutes=10)), (True, timedelta(hours=1))]


def test_a_process_that_was_held_up_tells_so(one: Institution, clock: Any) -> None:
    row = heartbeat.begin("n")
    clock["now"] += timedelta(minutes=5)
    again = heartbeat.beat(row)
    assert again.pk != row.pk and Outage.objects.get().start == NOON


def test_beats_become_samples_without_a_seam(one: Institution, clock: Any) -> None:
    row = heartbeat.begin("n")
    for hour in range(2):
        for _ in range(10):
            clock["now"] += timedelta(seconds=30)
            row = heartbeat.beat(row)
        heartbeat.flush()
        assert Samples.objects.count() == hour + 1
    first, second = Samples.objects.order_by("start")
    assert (first.start, first.end, first.count) == (NOON, NOON + timedelta(minutes=5), 11)
    assert (second.start, second.count) == (first.end, 10)
    heartbeat.flush()
    assert Samples.objects.count() == 2


def backed_up(institution: Institution, at: datetime) -> None:
    made.enter(institution, "backup_runs", system="zhengan", at=at.isoformat(), ok="true", site="local")


def verdict_of_silence(institution: Institution, day: date) -> Verdict:
    (found,) = [f for f in latest(institution, day).findings if f.rule == "18.1-silent" and f.subject == itself.HEARTBEAT]
    return found.verdict


@pytest.mark.django_db(transaction=True)
def test_a_service_that_beats_is_not_called_silent_and_one_that_stopped_is(
    transactional_db: None, clock: Any, tmp_path: Path, settings: Any
) -> None:
    settings.HOME = tmp_path
    one = made.institution("one")
    itself.register_itself(one)
    row = heartbeat.begin("n")

    def beats(minutes: int) -> None:
        nonlocal row
        for _ in range(2 * minutes):
            clock["now"] += timedelta(seconds=30)
            row = heartbeat.beat(row)

    beats(10)
    with transaction.atomic():
        heartbeat.flush()
    assert verdict_of_silence(one, NOON.date()) is Verdict.MET
    for number in range(6):  # more than three minutes after the hourly flush, and then every minute
        beats(4 if number == 0 else 1)
        backed_up(one, clock["now"])
        assert verdict_of_silence(one, NOON.date()) is Verdict.MET
        asked = json.loads(export(one, AsOf(NOON.date())))
        (found,) = [f for f in asked["findings"] if f["rule"] == "18.1-silent" and f["subject"] == itself.HEARTBEAT]
        assert found["verdict"] == "met"
    assert Samples.objects.count() == 3  # not one for each write
    clock["now"] += timedelta(minutes=10)  # it stopped
    backed_up(one, clock["now"])
    assert verdict_of_silence(one, NOON.date()) is Verdict.NOT_MET


def test_the_busiest_second_is_told_when_the_day_is_over(one: Institution, clock: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(peaks, "REQUESTS", counter := peaks.Counter())
    for second, requests in ((0, 3), (1, 7), (2, 5)):
        for _ in range(requests):
            counter.one(NOON + timedelta(seconds=second))
    peaks.keep("n")
    counter.one(NOON + timedelta(seconds=9))
    peaks.keep("n")
    Peak.objects.create(node="m", day=NOON.date(), value=2, at=NOON)
    assert peaks.so_far(NOON.date()) == 9
    assert peaks.close_days() == 0
    clock["now"] += timedelta(days=1)
    assert (peaks.close_days(), peaks.close_days()) == (1, 0)
    assert DailyPeak.objects.get().value == 9.0
    assert peaks.so_far(date(2026, 5, 19)) is None


def test_one_event_is_one_line_whatever_it_holds(one: Institution, clock: Any) -> None:
    logbook.write("system", "odd", text="a\nb\r\x00\x1b[31m\u2028\u202e坏")
    raw = logbook.path_of("system", NOON.date()).read_bytes()
    assert raw.count(b"\n") == 1 and raw.isascii() and not any(byte < 32 for byte in raw[:-1])
    assert json.loads(raw)["text"].endswith("坏")


def test_a_sealed_log_that_was_changed_is_found_out(one: Institution, clock: Any) -> None:
    logbook.write("system", "started")
    clock["now"] += timedelta(days=1)
    assert logbook.archive() == (1, 0)
    assert LogArchive.objects.get().intact is True
    path = logbook.path_of("system", NOON.date())
    path.chmod(0o600)
    path.write_text(path.read_text().replace("started", "stopped"))
    assert logbook.archive() == (0, 1)
    assert LogArchive.objects.get(superseded_at=None).intact is False
    clock["now"] += timedelta(seconds=1)
    path.unlink()
    assert logbook.archive() == (0, 1)


def test_a_vanished_log_is_found_out(one: Institution, clock: Any) -> None:
    logbook.write("business", "login", user="ann")
    clock["now"] += timedelta(days=1)
    logbook.archive()
    logbook.path_of("business", NOON.date()).unlink()
    assert logbook.archive() == (0, 1)
    assert LogArchive.objects.get(superseded_at=None).intact is False


def test_capacity_is_unknown_until_measured_and_replaced_when_measured_again(one: Institution, clock: Any) -> None:
    assert not Capacity.objects.exists()
    itself.set_capacity(150.0, "measured")
    clock["now"] += timedelta(days=3)
    itself.set_capacity(180.0, "measured")
    clock["now"] += timedelta(hours=3)
    itself.set_capacity(190.0, "measured")
    held = [(c.value, c.since, c.to) for c in Capacity.objects.filter(superseded_at=None).order_by("since")]
    assert held == [(150.0, date(2026, 5, 20), date(2026, 5, 22)), (190.0, date(2026, 5, 23), None)]


@pytest.fixture
def real(transactional_db: None, clock: Any, tmp_path: Path, settings: Any) -> Institution:
    """On a database in a file or on a server: the online backup copies what was committed."""
    settings.HOME = tmp_path
    found = made.institution("one")
    enrol()
    return found


def address_of_the_test() -> str:
    """The database the test runs in, not the one of the settings."""
    from django.db import connection

    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(told["NAME"])
    return f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_backed_up_checked_and_a_bad_disk_found_out(real: Institution, clock: Any, monkeypatch: Any, tmp_path: Path) -> None:
    from django.db import connection

    if connection.vendor == "sqlite":  # the test's own database is in memory: a committed copy of it stands for the file
        import sqlite3

        with sqlite3.connect(tmp_path / "copy.sqlite3") as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
        copy.close()
        monkeypatch.setattr(backups, "address", lambda: str(tmp_path / "copy.sqlite3"))
    else:
        monkeypatch.setattr(backups, "address", address_of_the_test)
    assert runner.round_of_jobs() == ["backup", "verify", "history"]
    assert not Run.objects.exclude(outcome=Outcome.DONE).exists(), list(Run.objects.values_list("detail"))
    assert BackupRun.objects.get(system="zhengan").ok and RestoreTest.objects.get(system="zhengan").ok
    found = {f.rule: f.verdict for f in latest(real, NOON.date()).findings if f.subject == "zhengan"}
    assert found["20.1-restore"] is Verdict.MET
    (backup,) = [path for path in (tmp_path / "backups").iterdir() if path.suffix != ".json"]
    raw = bytearray(backup.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    backup.write_bytes(raw)
    clock["now"] += timedelta(seconds=10)
    Job.objects.filter(name="verify").update(next_at=clock["now"])
    assert runner.round_of_jobs() == ["verify"]
    last = RestoreTest.objects.filter(system="zhengan").latest("at")
    assert not last.ok and Run.objects.latest("pk").outcome == Outcome.FAILED
    assert os.path.exists(logbook.path_of("system", NOON.date()))


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_cannot_be_made_is_on_record_as_failed(real: Institution, monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(backups, "address", lambda: str(tmp_path / "nothing-here.sqlite3"))
    runner.round_of_jobs()
    assert [run.ok for run in BackupRun.objects.filter(system="zhengan")] == [False]
    assert Run.objects.get(job__name="backup").says.render().startswith("找不到要备份的数据库")
    assert Beat.objects.count() == 0


def test_the_backup_folder_an_earlier_version_stated_as_the_firms_is_withdrawn(one: Institution) -> None:
    """It made 20.1 find a local facility where the firm has none; what a person stated so stays."""
    stated = {"site": "local", "name": "证安本地备份目录", "since": NOON.date(), "to": None}
    record(BackupSite, Entry("zhengan-backups", stated), institution=one, by=None, origin=Origin.CONNECTOR)
    record(BackupSite, Entry("hall", {**stated, "name": "主机房"}), institution=one, by=None, origin=Origin.IMPORT)
    itself.register_itself(one)
    assert list(BackupSite.objects.current().filter(institution=one).values_list("uid", flat=True)) == ["hall"]
    itself.register_itself(one)
    assert BackupSite.objects.filter(institution=one, uid="zhengan-backups").count() == 1
