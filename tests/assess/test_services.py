"""Assessments: what is stored is what the records say, again and again, byte for byte; changes re-run only what reads them."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.assess import judging, services
from zhengan.assess.measured import both, wanted
from zhengan.assess.models import Assessment, StoredFinding
from zhengan.assess.payload import shown
from zhengan.facts.book import FactBook
from zhengan.facts.continuity import BackupSite, RestoreTest
from zhengan.facts.logs import Samples
from zhengan.facts.personal import OutboundChannel
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.problem import Problem
from zhengan.kit.time import CST
from zhengan.kit.verdict import Verdict
from zhengan.law.compare import compare
from zhengan.law.engine import evaluate
from zhengan.law.rule import load_rules
from zhengan.records.clock import running
from zhengan.records.models import Origin
from zhengan.records.services import correct, values_of, withdraw
from zhengan.registers.catalogue import BY_KIND, REGISTERS
from zhengan.registers.collect import SERIES, collect
from zhengan.registers.services import amend
from zhengan.registers.written import written_since
from zhengan.web.kit import trace
from zhengan.web.kit.subjects import Subjects

TODAY = date(2026, 5, 20)
NOON = datetime(2026, 5, 20, 12, tzinfo=CST)


@pytest.fixture
def clock() -> Any:
    """A clock the test moves."""
    hands = {"now": NOON}
    with running(lambda: hands["now"]):
        yield hands


@pytest.fixture
def one(db: None, clock: Any) -> Institution:
    found = made.institution("one")
    made.backups(found, 30)
    return found


def record_test(one: Institution, day: str = "2026-05-19") -> None:
    made.enter(one, "restore_tests", system="core", at=f"{day} 10:00", ok="是")


def finding(view: services.View, rule: str, subject: str = "core") -> Any:
    return next(f for f in view.findings if f.rule == rule and f.subject == subject)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_stored_is_what_the_engine_says(one: Institution, lang: str) -> None:
    record_test(one)
    view = services.latest(one, TODAY)
    kinds = judging.ALWAYS.union(*(rule.kinds for rule in load_rules()))
    direct = evaluate(FactBook(collect(one, kinds), view.as_of))
    assert sorted((f.as_dict(lang) for f in view.findings), key=str) == sorted((f.as_dict(lang) for f in direct), key=str)


def test_an_old_assessment_again_is_the_same_bytes(one: Institution, clock: Any) -> None:
    first = services.assess(one, TODAY)
    before = services.export(one, AsOf(TODAY, first.known_at))
    clock["now"] += timedelta(days=3)
    record_test(one)
    services.assess(one, TODAY)
    assert services.export(one, AsOf(TODAY, first.known_at)) == before
    assert services.export(one, AsOf(TODAY, clock["now"])) != before
    assert json.loads(before)["known_at"] == first.known_at.isoformat()
    old = services.view(first)
    again = services.known(one, AsOf(TODAY, first.known_at))
    assert [f.as_dict() for f in old.findings] == [f.as_dict() for f in again.findings]


def test_known_before_anything_was_recorded(one: Institution, clock: Any) -> None:
    clock["now"] += timedelta(days=1)
    record_test(one)
    then = services.known(one, AsOf(TODAY, NOON + timedelta(minutes=5)))
    assert finding(then, "20.1-restore").verdict is Verdict.UNKNOWN
    assert finding(services.latest(one, TODAY), "20.1-restore").verdict is Verdict.MET
    assert StoredFinding.objects.filter(known_to=None, rule="20.1-restore", subject="core").count() == 1


def test_a_repetition_costs_no_row(one: Institution, clock: Any) -> None:
    services.assess(one, date(2026, 5, 10))
    rows, runs = StoredFinding.objects.count(), Assessment.objects.count()
    for _ in range(3):
        clock["now"] += timedelta(hours=1)
        services.assess(one, date(2026, 5, 10))
    assert (StoredFinding.objects.count(), Assessment.objects.count()) == (rows, runs)
    assert Assessment.objects.get().confirmed_at == clock["now"]


def test_a_page_judges_again_only_what_is_out_of_date(one: Institution, clock: Any, monkeypatch: Any) -> None:
    asked: list[AsOf] = []
    judge = judging.judge
    monkeypatch.setattr(services, "judge", lambda i, as_of, rules=None: asked.append(as_of) or judge(i, as_of, rules))
    past = date(2026, 5, 10)
    services.latest(one, past)
    clock["now"] += timedelta(days=30)
    services.latest(one, past)
    assert len(asked) == 1  # a day that is over stays judged
    services.latest(one, clock["now"].date())
    clock["now"] += timedelta(minutes=5)
    services.latest(one, clock["now"].date())
    assert len(asked) == 2  # fresh enough
    clock["now"] += timedelta(minutes=6)
    services.latest(one, clock["now"].date())
    assert len(asked) == 3  # hours have passed on a day still running
    record_test(one, "2026-05-09")
    view = services.latest(one, past)
    assert finding(view, "20.1-restore").verdict is Verdict.MET  # something was recorded since: what it concerns is asked
    assert len(asked) == 3  # and nothing else
    whole = {(answer.rule, answer.subject): answer.digest for answer in judge(one, view.as_of)}
    assert {(f.rule, f.subject): f.digest for f in view.findings} == whole
    services.latest(one, past)
    assert len(asked) == 3


def test_what_was_written_since_is_found_with_what_it_was_about(one: Institution, clock: Any) -> None:
    made.enter(one, "systems", id="other", name="其他系统", important="是", since="2020-01-01")
    record_test(one, "2026-05-09")
    past = date(2026, 5, 10)
    services.latest(one, past)
    since = one.ticked_at
    assert since is not None and written_since(one, since) == {}
    model = REGISTERS["restore_tests"].model
    row: Any = model.objects.filter(institution=one).get()
    correct(row, {**values_of(row), "system": "other"}, by=None, origin=Origin.CLI)
    one.refresh_from_db()
    assert written_since(one, since) == {RestoreTest: frozenset({"core", "other"})}
    view = services.latest(one, past)
    assert finding(view, "20.1-restore").verdict is not Verdict.MET
    moved: Any = model.objects.filter(institution=one).current().get()
    since = one.ticked_at
    withdraw(moved, by=None, why="误登")
    one.refresh_from_db()
    assert since is not None and written_since(one, since) == {RestoreTest: frozenset({"other"})}
    assert written_since(one, one.ticked_at) == {}  # type: ignore[arg-type]


def test_a_whole_register_is_told_as_a_whole(one: Institution, clock: Any) -> None:
    since = one.ticked_at
    made.enter(one, "systems", id="other", name="其他系统", important="是", since="2020-01-01")
    assert written_since(one, since) == {System: None}  # type: ignore[arg-type]


def test_several_who_ask_at_once_have_a_day_judged_once(shared: None, clock: Any, monkeypatch: Any) -> None:
    one = made.institution("one")
    made.backups(one, 30)
    asked: list[AsOf] = []
    judge = judging.judge
    monkeypatch.setattr(services, "judge", lambda i, as_of, rules=None: asked.append(as_of) or judge(i, as_of, rules))

    def ask(_n: int) -> int:
        try:
            with running(lambda: NOON):
                return services.standing(one, date(2026, 5, 10)).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as four:
        assert len(set(four.map(ask, range(4)))) == 1
    assert len(asked) == 1


def test_other_rules_are_another_assessment(one: Institution, clock: Any, monkeypatch: Any) -> None:
    services.latest(one, date(2026, 5, 10))
    monkeypatch.setattr(services, "engine", lambda: "newer rules")
    clock["now"] += timedelta(hours=1)
    assert services.latest(one, date(2026, 5, 10)).assessment.engine == "newer rules"
    assert Assessment.objects.count() == 2


def test_a_changed_record_re_runs_the_rules_that_read_it(one: Institution, clock: Any, monkeypatch: Any) -> None:
    services.assess(one, TODAY)
    stored: list[Any] = []
    put = services.store.put
    monkeypatch.setattr(services.store, "put", lambda *args: stored.append(args[-1]) or put(*args))
    clock["now"] += timedelta(minutes=1)
    record_test(one)
    made_partly = services.reassess(one, {RestoreTest: {"core"}})
    (asked,) = stored
    assert list(asked) == [rule.id for rule in load_rules() if RestoreTest in rule.kinds]
    assert all(set(subjects) == {"core"} for subjects in asked.values())
    assert made_partly is not None and not made_partly.full
    monkeypatch.undo()
    partly = [f.as_dict() for f in services.view(made_partly).findings]
    whole = services.view(services.assess(one, TODAY))
    assert finding(whole, "20.1-restore").verdict is Verdict.MET
    timeless = [f.as_dict() for f in whole.findings]
    assert partly == timeless


def test_whatever_the_engine_itself_reads_re_runs_everything() -> None:
    for kind in judging.ALWAYS:
        assert judging.rules_reading([kind]) == list(load_rules())
    assert {rule.clause for rule in judging.rules_reading([BackupSite])} == {"20.1"}


@pytest.mark.django_db(transaction=True)
def test_recording_moves_todays_finding_by_itself() -> None:
    one = made.institution("one")
    made.backups(one, 10)
    services.latest(one, services.clock().date())
    stamp = services.clock() - timedelta(minutes=1)
    made.enter(one, "restore_tests", system="core", at=f"{stamp:%Y-%m-%d %H:%M}", ok="是")
    row = StoredFinding.objects.get(rule="20.1-restore", subject="core", known_to=None)
    assert row.verdict == "met"


def test_a_waiver_stands_beside_the_breach(one: Institution, clock: Any) -> None:
    made.backups(one, 1, until=date(2026, 4, 1))
    clock["now"] += timedelta(days=2)  # two nights without a backup
    made.enter(
        one, "waivers", clause="20.1", about="core", by="首席信息官", reason="存储扩容", since="2026-05-20", to="2026-06-20"
    )
    found = finding(services.latest(one, clock["now"].date()), "20.1-daily")
    assert found.verdict is Verdict.NOT_MET
    assert any("风险接受" in note.render() and "存储扩容" in note.render() for note in found.notes)
    clock["now"] = datetime(2026, 6, 25, 12, tzinfo=CST)
    assert not finding(services.latest(one, clock["now"].date()), "20.1-daily").notes


def test_two_moments_compared(one: Institution, clock: Any) -> None:
    before = services.latest(one, date(2026, 5, 19)).findings
    clock["now"] += timedelta(days=4)
    record_test(one, "2026-05-22")
    after = services.latest(one, clock["now"].date()).findings
    found = compare(before, after)
    assert [c.now.rule for c in found.appeared] == ["20.1-daily"]
    assert [c.now.rule for c in found.cleared] == ["20.1-restore"]
    assert compare(after, after) == compare(before, before)
    gone = compare(before, [])
    assert gone.cleared and all(change.after is None for change in gone.cleared)


@pytest.mark.parametrize("day", [date(2023, 4, 30), date(2026, 5, 21)])
def test_days_that_cannot_be_judged(one: Institution, day: date) -> None:
    with pytest.raises(Problem):
        services.assess(one, day)


def test_an_institution_nobody_registered_is_a_problem(db: None, clock: Any) -> None:
    empty = Institution.objects.create(code="empty", name="空")
    with pytest.raises(Problem, match="机构"):
        services.assess(empty, TODAY)
    assert not Assessment.objects.exists()


def test_a_handful_of_queries_whatever_the_kinds(one: Institution) -> None:
    with CaptureQueriesContext(connection) as queries:
        collect(one, list(BY_KIND))
    assert len(queries) == len(SERIES) + 1


def test_a_payload_knows_no_language(one: Institution) -> None:
    services.latest(one, TODAY)
    row = StoredFinding.objects.get(rule="20.1-daily", subject="core")
    found = shown(row.clause, row.rule, row.subject, row.verdict, row.payload, row.digest)
    assert found.as_dict("zh")["says"] != found.as_dict("en")["says"]
    assert judging.digest(f"{row.verdict}\n{row.payload}") == row.digest


def test_a_look_made_later_does_not_make_an_earlier_one_unsaid(one: Institution, clock: Any) -> None:
    """The last look at a channel is one field, written over by the next: of an earlier day the version before it tells."""
    way = {"id": "sms", "system": "core", "name": "短信", "kind": "sms", "personal": "是", "protection": "masked"}
    way |= {"since": "2024-01-01"}
    made.enter(one, "outbound_channels", **way, verified="2025-11-01")
    clock["now"] += timedelta(hours=1)
    row = BY_KIND[OutboundChannel].model.objects.filter(institution=one).current().get(uid="sms")
    amend(row, {**way, "verified": "2026-05-10"}, by=None, origin=Origin.CLI)
    clock["now"] += timedelta(hours=1)
    then, today = (finding(services.latest(one, day), "34.1-protected", "sms") for day in (date(2026, 1, 5), TODAY))
    assert then.verdict is Verdict.MET and "2025-11-01" in str(then.says) and today.verdict is Verdict.MET
    assert then.evidence[0]["sha256"] != today.evidence[0]["sha256"]
    assert trace.traced(then, one, Subjects(one))[0].sound
    before = finding(services.latest(one, date(2025, 10, 5)), "34.1-protected", "sms")
    assert before.verdict is Verdict.UNKNOWN and "在这一天之后" in str(before.says)
    assert finding(services.known(one, AsOf(date(2026, 1, 5), NOON + timedelta(minutes=30))), "34.1-protected", "sms").evidence


def test_what_was_measured_is_judged_beside_what_was_written(one: Institution, clock: Any) -> None:
    """One source is saved while another waits to be put on record: neither takes the other's place."""
    since = {"since": "2026-05-01", "every_minutes": "1", "grace_minutes": "2"}
    for name in ("quote", "beat"):
        made.enter(one, "monitor_sources", id=name, system="core", indicator=name, **since)
        made.enter(one, "samples", id=f"{name}-1", source=name, start="2026-05-01 00:00", end="2026-05-20 08:00")
    services.latest(one, TODAY)

    def measured(**told: Any) -> Any:
        if written:
            return None
        written.append("beat")
        made.enter(one, "samples", id="beat-2", source="beat", **until)
        return {Samples: {"beat"}}

    written: list[str] = []
    clock["now"] += timedelta(minutes=1)
    until = {"start": "2026-05-20 08:00", "end": f"{clock['now']:%Y-%m-%d %H:%M}"}
    made.enter(one, "samples", id="quote-2", source="quote", **until)
    wanted.connect(measured)
    try:
        services.assess(one, TODAY, touched={Samples: {"quote"}})
    finally:
        wanted.disconnect(measured)
    view = services.latest(one, TODAY)
    assert written and {f.verdict for f in view.findings if f.rule == "18.1-silent"} == {Verdict.MET}


def test_two_writes_concern_what_either_does() -> None:
    assert both({Samples: {"a"}}, {Samples: {"b"}, System: None}) == {Samples: {"a", "b"}, System: None}
    assert both({Samples: {"a"}}, {Samples: None}) == both({Samples: None}, {Samples: {"a"}}) == {Samples: None}


@pytest.mark.django_db(transaction=True)
def test_a_record_is_kept_where_judging_breaks_and_the_day_is_judged_anew(one: Institution, monkeypatch: Any) -> None:
    services.standing(one, TODAY)

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("zhengan.assess.follow.reassess", broken)
    made.enter(one, "backup_sites", id="b", name="B", site="local", since="2026-01-01")
    assert REGISTERS["backup_sites"].model.objects.filter(uid="b").exists()
    monkeypatch.undo()
    found = services.latest(one, TODAY).findings
    assert "b" in {entry["id"] for finding in found for entry in finding.evidence}
