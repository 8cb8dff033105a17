"""The incident room: what is due agrees with the rules to the second, every act is one record, the past is only read."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.web import made
from tests.web.test_pages import Markup
from zhengan.accounts.models import Institution
from zhengan.assess.judging import judge
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import Limit
from zhengan.kit.verdict import Verdict
from zhengan.law.room import limits_of
from zhengan.law.rule import load_rules
from zhengan.records.clock import now, running
from zhengan.registers.filings.models import Filing
from zhengan.registers.incidents.models import Incident, IncidentEntry
from zhengan.web.room.duties import duties
from zhengan.web.room.room import enter_room

ROOM = "/i/one/incidents/fire/room/"
AT_ONCE, AGAIN = (next(one for one in limits_of(39) if one.id == name) for name in ("report_at_once", "report_again"))


def current(model: Any, one: Institution) -> Any:
    return model.objects.filter(institution=one).current()


def fire(one: Institution) -> Incident:
    found: Incident = current(Incident, one).get(uid="fire")
    return found


def sent(client: Client, act: str, status: int = 302, **cells: str) -> str:
    """Post a form of the room as its page has it."""
    page = client.get(ROOM).content.decode()
    hidden = {name: value for name, value in re.findall(r'type="hidden" name="(once|version)" value="([^"]*)"', page)}
    response = client.post(ROOM, {**hidden, "act": act, **cells})
    assert response.status_code == status, response.content.decode()[-3000:]
    return response.content.decode()


def state(one: Institution, key: str) -> str:
    shown = enter_room(one, "fire", None)
    assert shown is not None
    return next(line.state for line in duties(shown) if line.key == key)


def minutes(limit: Limit) -> timedelta:
    return timedelta(minutes=limit.value)


def test_declared_reported_and_recovered(owner: Client, one: Institution) -> None:
    form = {"system": "core", "nature": "service", "name": "客户登录失败", "once": "0123456789ab"}
    opened = owner.post("/i/one/incidents/", form)
    incident = current(Incident, one).get()
    assert opened.headers["Location"] == f"/i/one/incidents/{incident.uid}/room/"
    assert incident.detected.microsecond == 0 and now() - incident.detected < timedelta(seconds=30)
    assert incident.recorder == "owner" and incident.recovered is None
    assert owner.post("/i/one/incidents/", form).headers["Location"] == opened.headers["Location"]
    assert current(Incident, one).count() == 1  # sent twice, recorded once
    again = owner.post("/i/one/incidents/", {**form, "name": "行情中断"})  # gone back to and written anew
    assert again.headers["Location"] != opened.headers["Location"] and current(Incident, one).count() == 2


def test_what_is_not_written_is_told_and_what_was_is_kept(owner: Client, one: Institution) -> None:
    refused = owner.post("/i/one/incidents/", {"system": "core", "nature": "data_leak", "name": ""})
    assert refused.status_code == 422 and "未写明所见" in refused.content.decode()
    refused = owner.post("/i/one/incidents/", {"system": "nope", "nature": "data_leak", "name": "泄露"})
    page = refused.content.decode()
    assert refused.status_code == 422 and 'value="泄露"' in page and 'value="data_leak" required checked' in page
    assert not current(Incident, one).exists()


def test_an_entry_is_by_whom_and_of_this_second_and_written_once(owner: Client, one: Institution) -> None:
    made.incident(one)
    form = {"act": "entry", "once": "a" * 12, "sort": "handled", "text": "切换到同城"}
    for _ in range(2):
        assert owner.post(ROOM, form).status_code == 302
    entry = current(IncidentEntry, one).get()
    assert (entry.incident, entry.sort, entry.text, entry.recorder) == ("fire", "handled", "切换到同城", "owner")
    assert now() - entry.at < timedelta(seconds=30)
    owner.post(ROOM, {**form, "text": "切换完成"})
    assert current(IncidentEntry, one).count() == 2
    page = owner.get(ROOM).content.decode()
    assert page.index("切换完成") < page.index("切换到同城") < page.index("Log-in fails</p>")  # the newest first


@pytest.mark.parametrize("act", ["entry", "report", "recovered", "told", "evidence"])
def test_a_time_ahead_is_refused(owner: Client, one: Institution, act: str) -> None:
    made.incident(one)
    before = fire(one).pk
    ahead = f"{now() + timedelta(minutes=5):%Y-%m-%dT%H:%M:%S}"
    cells = {"sort": "other", "text": "x", "to": "csrc", "item": "logs", "at": ahead}
    page = sent(owner, act, 422, **cells)
    assert 'class="problems"' in page and "没有登记" in page
    assert fire(one).pk == before and not current(IncidentEntry, one).exists() and not current(Filing, one).exists()


def test_it_is_not_over_before_it_was_found(owner: Client, one: Institution) -> None:
    made.incident(one, 30)
    page = sent(owner, "recovered", 422, at=f"{now() - timedelta(minutes=40):%Y-%m-%dT%H:%M:%S}")
    assert "“恢复时刻”早于“发现时刻”" in page and "请改正日期" in page and fire(one).recovered is None
    cells = {"system": "core", "nature": "service", "detected": "2026-01-02 10:01", "recovered": "2026-01-02 10:00"}
    form = owner.post("/i/one/registers/incidents/new/", cells)
    assert form.status_code == 422 and "“恢复时刻”早于“发现时刻”" in form.content.decode()
    sent(owner, "recovered", at=f"{fire(one).detected:%Y-%m-%dT%H:%M:%S}")
    assert fire(one).recovered == fire(one).detected


@pytest.mark.parametrize("cells", [{"act": "nonsense"}, {"act": "entry", "sort": "other", "text": " "}, {}])
def test_what_cannot_be_done_is_told(owner: Client, one: Institution, cells: dict[str, str]) -> None:
    made.incident(one)
    assert owner.post(ROOM, cells).status_code == 422


def test_a_refused_line_is_not_lost(owner: Client, one: Institution) -> None:
    made.incident(one)
    page = sent(owner, "entry", 422, sort="evidence", text="很长的一句", at="2999-01-01T00:00:00")
    assert 'value="很长的一句"' in page and '<option value="evidence" selected>' in page


def test_a_refused_grade_keeps_all_that_was_filled_in(owner: Client, one: Institution) -> None:
    made.incident(one, grade="一般", affected_accounts="5")
    page = sent(owner, "grade", 422, grade="severe", affected_accounts="约三百", remark="影响面扩大")
    assert '<option value="severe" selected>' in page and 'value="约三百"' in page and 'value="影响面扩大"' in page
    assert "现登记：一般" in page and "现登记：5" in page  # what stands is told beside it
    sent(owner, "grade", grade="severe", affected_accounts="12,345")
    assert (fire(one).grade, fire(one).affected_accounts) == ("severe", 12345)


@pytest.mark.parametrize(
    "act, cells, kept", [
        ("report", {"to": "csrc", "kind": "emergency_report", "remark": "王处"}, ['value="csrc" selected', 'value="王处"']),
        ("told", {"told_risks": "1"}, ['name="told_risks" value="1" checked']),
        ("recovered", {}, ['value="2999-01-01T00:00:00"']),
        ("evidence", {"item": "logs", "text": "取证机"}, ['value="取证机"']),
    ],
)  # fmt: skip
def test_no_refused_form_of_the_room_is_emptied(
    owner: Client, one: Institution, act: str, cells: dict[str, str], kept: list[str]
) -> None:
    made.incident(one, investors_affected="是")
    page = sent(owner, act, 422, at="2999-01-01T00:00:00", **cells)
    assert [text for text in kept if text not in page] == []


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_at_once_is_what_the_rule_says_to_the_second(owner: Client, one: Institution, seconds: int) -> None:
    """Before the limit it is due, on it still, a second after it overdue: as 39.1-report finds at the same instant."""
    made.incident(one)
    at = fire(one).detected + minutes(AT_ONCE) + timedelta(seconds=seconds)
    with running(lambda: at):
        shown = enter_room(one, "fire", None)
        assert shown is not None
        line = duties(shown)[0]
        (found,) = judged(one, at, "39.1-report")
    assert line.by == fire(one).detected + minutes(AT_ONCE)
    assert line.state == ("overdue" if seconds > 0 else "due")
    assert (found.verdict == Verdict.NOT_MET) is (line.state == "overdue")
    assert line.finding is not None and line.finding.verdict == found.verdict


def judged(one: Institution, at: Any, rule: str) -> list[Any]:
    """What the assessment of the institution finds at an instant."""
    return judge(one, AsOf(at.date(), at), [one for one in load_rules() if one.id == rule])


@pytest.mark.parametrize("seconds", [0, 1])
def test_a_report_made_is_late_where_the_rule_says_so(owner: Client, one: Institution, seconds: int) -> None:
    made.incident(one, 90)
    at = fire(one).detected + minutes(AT_ONCE) + timedelta(seconds=seconds)
    sent(owner, "report", kind="emergency_report", to="dispatch_office", at=f"{at:%Y-%m-%dT%H:%M:%S}")
    (found,) = judged(one, now(), "39.1-report")
    assert found.verdict == (Verdict.NOT_MET if seconds else Verdict.MET)
    assert state(one, "first") == ("late" if seconds else "done")


def test_reports_follow_each_other_as_the_grade_asks(owner: Client, one: Institution) -> None:
    made.incident(one, 50)
    assert state(one, "again") == "none"
    begun = now()
    sent(owner, "report", kind="emergency_report", to="dispatch_office", remark="王处，电话")
    report = current(Filing, one).get()
    assert (report.type, report.about, report.to, report.remark) == ("emergency_report", "fire", "dispatch_office", "王处，电话")
    assert report.at >= begun.replace(microsecond=0)
    assert state(one, "first") == "done" and state(one, "again") == "none"  # not graded: no clock
    sent(owner, "grade", grade="minor")
    assert state(one, "again") == "none"
    sent(owner, "grade", grade="severe", affected_accounts="1200", remark="影响面扩大")
    assert (fire(one).grade, fire(one).affected_accounts, fire(one).remark) == ("severe", 1200, "影响面扩大")
    for after, expected in ((timedelta(0), "due"), (timedelta(seconds=1), "overdue")):
        at = report.at + minutes(AGAIN) + after
        with running(lambda at=at: at):
            assert state(one, "again") == expected
    at = report.at + minutes(AGAIN) + timedelta(seconds=1, milliseconds=500)
    with running(lambda: at):
        assert state(one, "again") == "overdue"
        sent(owner, "report", to="dispatch_office")
        assert state(one, "again") == "due"


def test_gaps_that_were_too_long_are_named_after_recovery(owner: Client, one: Institution) -> None:
    start = now() - timedelta(hours=3)
    made.incident(one, 180, grade="重大", recovered=f"{start + timedelta(minutes=100):%Y-%m-%d %H:%M:%S}")
    for number, minute in enumerate((5, 35, 70, 101)):
        at = start + timedelta(minutes=minute)
        made.enter(one, "filings", id=f"r{number}", type="emergency_report", about="fire", at=f"{at:%Y-%m-%d %H:%M:%S}")
    shown = enter_room(one, "fire", None)
    assert shown is not None and not shown.following.untold
    assert [round((b - a) / timedelta(minutes=1)) for a, b in shown.following.late] == [35]  # 70 → 100 was 30: in time
    assert state(one, "again") == "late"


def test_recovery_stops_the_clock_and_asks_to_be_reported(owner: Client, one: Institution) -> None:
    made.incident(one)
    page = owner.get(ROOM).content.decode()
    assert "data-since" in page and '<p class="visually-hidden">30 ' in page  # the span is said without a script, too
    sent(owner, "report", to="dispatch_office", at=f"{now() - timedelta(minutes=1):%Y-%m-%dT%H:%M:%S}")
    seen = fire(one).pk
    for _ in range(2):  # sent twice: the second says the same
        assert owner.post(ROOM, {"act": "recovered", "version": str(seen)}).status_code == 302
    assert Incident.objects.filter(institution=one, uid="fire").count() == 2
    page = owner.get(ROOM).content.decode()
    assert "data-since" not in page and "自发现至恢复" in page and "请立即报告" in page
    assert state(one, "recovery") == "done" and state(one, "again") == "open"
    sent(owner, "report", to="dispatch_office")
    assert state(one, "again") == "done"
    assert state(one, "investigation") == "open"
    sent(owner, "report", kind="investigation_report", to="dispatch_office")
    assert state(one, "investigation") == "done"


def test_no_tick_says_that_the_evidence_is_kept(owner: Client, one: Institution) -> None:
    made.incident(one)
    sent(owner, "evidence", item="logs", text="取证机 /case/1")
    entry = current(IncidentEntry, one).get()
    assert (entry.sort, entry.item, entry.text) == ("evidence", "logs", "系统日志与业务日志 · 取证机 /case/1")
    assert fire(one).evidence_kept is None and state(one, "evidence") == "open"
    sent(owner, "kept", kept="true")
    assert fire(one).evidence_kept is True and state(one, "evidence") == "done"


def test_investors_are_told_of_what_and_when(owner: Client, one: Institution) -> None:
    made.incident(one)
    assert "影响投资者" in owner.get(ROOM).content.decode()
    sent(owner, "affected", affected="true")
    assert state(one, "investors") == "open"
    sent(owner, "told", told_substitute="1")
    assert (fire(one).told_substitute, fire(one).told_risks) == (True, False)
    (found,) = judged(one, now(), "41.1-told")
    assert found.verdict == Verdict.NOT_MET and state(one, "investors") == "open"
    sent(owner, "told", told_substitute="1", told_risks="1")
    (found,) = judged(one, now(), "41.1-told")
    assert found.verdict == Verdict.MET and state(one, "investors") == "done"


def test_a_clock_that_was_set_back_hides_nothing(owner: Client, one: Institution) -> None:
    made.incident(one)
    sent(owner, "entry", sort="handled", text="切换到同城")
    earlier = now() - timedelta(minutes=10)
    with running(lambda: earlier):
        assert "切换到同城" in owner.get(ROOM).content.decode()


def test_two_people_do_not_undo_each_other(owner: Client, one: Institution) -> None:
    made.incident(one)
    seen = str(fire(one).pk)
    sent(owner, "grade", grade="major")
    assert owner.post(ROOM, {"act": "kept", "kept": "true", "version": seen}).status_code == 302  # another field: both stand
    assert (fire(one).grade, fire(one).evidence_kept) == ("major", True)
    refused = owner.post(ROOM, {"act": "grade", "grade": "minor", "version": seen})
    assert refused.status_code == 422 and "已被 owner 改动" in refused.content.decode()
    assert fire(one).grade == "major"
    assert owner.post(ROOM, {"act": "grade", "grade": "major", "version": seen}).status_code == 302  # the same thing said


def test_a_colleague_sees_all_and_is_offered_nothing(colleague: Client, owner: Client, one: Institution) -> None:
    made.incident(one)
    sent(owner, "entry", sort="handled", text="切换到同城")
    page = colleague.get(ROOM).content.decode()
    assert "切换到同城" in page and "该做什么" in page and 'name="act"' not in page and "/edit/" not in page
    assert 'name="once"' not in colleague.get("/i/one/incidents/").content.decode()
    before = fire(one).pk
    for address in (ROOM, "/i/one/incidents/"):
        assert colleague.post(address, {"act": "kept", "kept": "true", "system": "core", "name": "x"}).status_code == 403
    assert fire(one).pk == before and current(Incident, one).count() == 1


def test_an_outsider_finds_nothing(outsider: Client, one: Institution) -> None:
    made.incident(one)
    for address in (ROOM, "/i/one/incidents/"):
        assert outsider.post(address, {"act": "kept", "kept": "true"}).status_code == 404
    assert outsider.get("/i/two/incidents/fire/room/").status_code == 404


def test_a_past_day_shows_what_was_known_and_writes_nothing(db: None) -> None:
    then = (now() - timedelta(days=2)).replace(hour=12)  # so that half an hour before is the same day
    with running(lambda: then):
        one = made.institution("one")
        owner = made.client_of(made.people(one, made.institution("two")).owner)
        made.incident(one)
        sent(owner, "entry", sort="handled", text="第一天")
    sent(owner, "entry", sort="handled", text="第三天")
    sent(owner, "recovered")
    day = (now() - timedelta(days=1)).date()
    page = owner.get(ROOM, {"on": day}).content.decode()
    assert "第一天" in page and "第三天" not in page and 'name="act"' not in page and "至这一天结束" in page
    assert "data-live" not in page and "data-since" not in page
    before = fire(one).pk
    assert owner.post(f"{ROOM}?on={day}", {"act": "kept", "kept": "true"}).status_code == 400
    assert fire(one).pk == before
    assert owner.get(ROOM, {"on": then.date() - timedelta(days=1)}).status_code == 404
    assert "Log-in fails" in owner.get("/i/one/incidents/", {"on": day}).content.decode()
    board = owner.get("/i/one/", {"on": day}).content.decode()
    assert f"/incidents/fire/room/?on={day}" in board and 'class="going"' not in owner.get("/i/one/").content.decode()


def test_ways_in(owner: Client, one: Institution) -> None:
    made.incident(one)
    for address in ("", "incidents/", "systems/core/events/", "registers/incidents/r/fire/"):
        assert f'href="{ROOM}"' in owner.get(f"/i/one/{address}").content.decode(), address
    assert 'href="/i/one/incidents/?system=core"' in owner.get("/i/one/systems/core/events/").content.decode()
    assert '<option value="core" selected>' in owner.get("/i/one/incidents/?system=core").content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("over", [False, True])
def test_every_state_is_well_formed(people: made.People, one: Institution, language: str, over: bool) -> None:
    owner = made.client_of(people.owner, language)
    made.incident(one, investors_affected="是", grade="重大")
    sent(owner, "report", to="dispatch_office")
    sent(owner, "evidence", item="logs")
    if over:
        sent(owner, "recovered")
    markup = Markup()
    markup.feed(owner.get(ROOM).content.decode())
    assert markup.faults == [] and len(markup.ids) == len(set(markup.ids))
    assert [field for field in markup.inputs if field not in markup.labelled] == []
