"""Deadlines: nothing that is due is left out, what may move says so, and a calendar program can read them all."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.web import made
from tests.web.test_pages import text
from zhengan.accounts.models import Institution, Membership
from zhengan.assess.services import latest
from zhengan.kit.time import CST
from zhengan.records.clock import now, running
from zhengan.records.models import Origin
from zhengan.records.services import withdraw
from zhengan.registers import services
from zhengan.registers.catalogue import REGISTERS
from zhengan.web.kit.deadlines import deadlines
from zhengan.web.kit.ical import escape, fold
from zhengan.web.kit.month import month
from zhengan.web.models import CalendarFeed

CALENDAR, SUBSCRIBE = "/i/one/calendar/", "/i/one/calendar/subscribe/"


def ahead(days: int) -> date:
    return now().date() + timedelta(days=days)


def due_of(institution: Institution) -> list[tuple[str, date]]:
    return [(one.heading("zh"), one.day) for one in deadlines(latest(institution, now().date()))]


@pytest.fixture
def dated(one: Institution) -> Institution:
    """Dates ahead in registers, none of which a finding speaks of."""
    made.enter(one, "suppliers", id="s", name="某供应商", since="2020-01-01")
    made.enter(one, "contracts", id="k", supplier="s", systems="oa", since="2024-01-01", to=str(ahead(40)))
    made.enter(one, "waivers", id="w", clause="20.2", by="首席信息官", reason="过渡期", since="2024-01-01", to=str(ahead(41)))
    made.enter(one, "drills", id="d", at=str(ahead(42)), name="年末演练")
    made.enter(one, "stress_tests", id="t", system="core", at=str(made.yesterday()), report="是")
    return one


def test_dates_of_registers_and_of_findings_are_both_there(dated: Institution) -> None:
    due = due_of(dated)
    assert ("合同到期：某供应商", ahead(40)) in due
    assert ("风险接受到期：20.2", ahead(41)) in due
    assert ("应急演练：年末演练", ahead(42)) in due
    wanted = {f.due for f in latest(dated, now().date()).findings if f.due and f.due >= now().date()}
    assert wanted and wanted <= {day for _, day in due}  # no finding's deadline is lost


def test_a_withdrawn_record_is_due_no_more(dated: Institution) -> None:
    withdraw(REGISTERS["drills"].model.objects.get(uid="d"), by=None, why="取消")
    assert "应急演练：年末演练" not in [heading for heading, _ in due_of(dated)]


def test_what_a_finding_tells_already_is_told_once(one: Institution) -> None:
    made.enter(
        one, "emergency_plans", id="p", name="总预案", since="2024-01-01", next_review=str(ahead(30)),
        impact_analysis="2024-01-01", aims="是", organisation="是", procedure="是",
        scenarios="security_event;disaster;key_people;supplier_exit",
    )  # fmt: skip
    on_that_day = [heading for heading, day in due_of(one) if day == ahead(30)]
    assert len(on_that_day) == 1 and "应急预案评审" not in on_that_day[0]


def test_systems_that_share_a_deadline_are_one_line(one: Institution) -> None:
    made.enter(one, "systems", id="second", name="第二系统", important="是", markets="SSE", since="2018-01-01")
    for system in ("core", "second"):
        made.enter(one, "restore_tests", id=system, system=system, at=f"{made.yesterday()} 10:00", ok="是")
    found = [d for d in deadlines(latest(one, now().date())) if any(line.rule == "20.1-restore" for line in d.lines)]
    assert len({(d.day, d.uid) for d in found}) == len(found)
    assert all(len({line.rule for line in d.lines}) == 1 for d in found)


def test_a_deadline_counted_into_an_unknown_year_is_provisional_with_its_reason(one: Institution, owner: Client) -> None:
    day, body = date(2026, 12, 18), REGISTERS["institution"].model.objects.get(institution=one)
    core = {"name": "某交易所", "kind": "core", "licence": "exchange", "since": "2010-01-01"}  # Art. 38 binds core institutions
    services.amend(body, core, by=None, origin=Origin.CLI)
    with running(lambda: datetime(2026, 12, 22, 12, tzinfo=CST)):
        made.enter(one, "drills", id="d", at=str(day), name="年度演练", systems="core", connected_parties="是")
        view = latest(one, date(2026, 12, 22))
        (found,) = [d for d in deadlines(view) if any(line.rule == "38.1-report" for line in d.lines)]
        assert found.provisional is not None and "2027" in found.provisional.render() and found.day.year == 2027
        page = text(owner, f"{CALENDAR}?month={found.day:%Y-%m}")
    assert "暂定" in page and "放假安排尚未录入" in page


def test_the_month_knows_holidays_make_up_days_and_shut_markets() -> None:
    cells = {cell.day: cell for week in month(date(2026, 10, 1), []).weeks for cell in week}
    assert cells[date(2026, 10, 1)].kind == "holiday" and cells[date(2026, 10, 1)].all_shut
    assert cells[date(2026, 10, 10)].kind == "made_up" and cells[date(2026, 10, 10)].all_shut  # a Saturday worked, not traded
    assert cells[date(2026, 10, 12)].kind == "working" and cells[date(2026, 10, 12)].shut == ()
    assert cells[date(2026, 10, 17)].kind == "weekend"
    assert {c.kind for week in month(date(2028, 2, 1), []).weeks for c in week} == {"unknown"}
    assert month(date(2026, 12, 1), []).after == date(2027, 1, 1) and month(date(2027, 1, 1), []).before == date(2026, 12, 1)


@pytest.mark.parametrize("asked", ["2026-13", "x", "2026-1", "0000-01", "9999-12", "2026-00", "２０２６-01", "2026-01-01"])
def test_what_is_no_month_is_a_problem(owner: Client, asked: str) -> None:
    assert 'class="problems"' in text(owner, f"{CALENDAR}?month={asked}", 400)


def test_both_views_show_what_is_due_and_an_empty_month_teaches(owner: Client, dated: Institution) -> None:
    assert "合同到期：某供应商" in text(owner, f"{CALENDAR}?month={ahead(40):%Y-%m}")
    assert "合同到期：某供应商" in text(owner, f"{CALENDAR}?view=list")
    assert "没有登记的合同与预案不会出现在这里" in text(owner, f"{CALENDAR}?month=2090-01")
    assert "今日交易时段" in text(owner, CALENDAR)


# ── the feed ──────────────────────────────────────────────────────────────────────────────────────────


def subscribe(client: Client) -> str:
    page = client.post(SUBSCRIBE, {"do": "renew"}, follow=True).content.decode()
    found = re.search(r'value="http://[^/]+(/calendar/[^"]+\.ics)"', page)
    assert found
    return found[1]


def parse(raw: bytes) -> list[dict[str, str]]:
    """The events of an iCalendar document, read by the letter of RFC 5545; asserts what it demands."""
    assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b"") and b"\r" not in raw.replace(b"\r\n", b"")
    for line in raw.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut in two
    lines = raw.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    assert {"VERSION:2.0"} <= set(lines) and any(line.startswith("PRODID:") for line in lines)
    events: list[dict[str, str]] = []
    inside = False
    for line in lines[1:-1]:
        assert re.match(r"[A-Z-]+(;[A-Z-]+=[^:;]+)*:", line), line
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            assert not inside
            inside = True
            events.append({})
        elif line == "END:VEVENT":
            inside = False
        elif inside:
            assert name not in events[-1]
            events[-1][name] = value
    assert not inside
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY"} <= set(event)
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
        start, end = (datetime.strptime(event[f"DT{edge};VALUE=DATE"], "%Y%m%d") for edge in ("START", "END"))
        assert end - start == timedelta(days=1)
        assert not re.search(r"(?<!\\)[;,]", event["SUMMARY"].replace("\\\\", ""))
    assert len({event["UID"] for event in events}) == len(events)
    return events


def test_the_feed_holds_every_deadline_and_its_identifiers_are_stable(owner: Client, dated: Institution) -> None:
    address, stranger = subscribe(owner), made.client_of(None)
    noon = (now() + timedelta(days=1)).replace(hour=12)  # half an hour later is the same day, whenever this test runs
    with running(lambda: noon):
        response = stranger.get(address)
        wanted = due_of(dated)
    assert response.status_code == 200 and response.headers["Content-Type"].startswith("text/calendar")
    events = parse(response.content)
    assert len(events) == len(wanted)
    assert any("合同到期：某供应商" in event["SUMMARY"] for event in events)
    with running(lambda: noon + timedelta(minutes=30)):  # judged again: the same deadlines keep their names
        again = parse(stranger.get(address).content)
    assert {event["UID"] for event in again} == {event["UID"] for event in events}


def test_the_feed_speaks_the_language_it_was_made_in(people: made.People, dated: Institution) -> None:
    address = subscribe(made.client_of(people.owner, "en"))
    summaries = [event["SUMMARY"] for event in parse(made.client_of(None).get(address).content)]
    assert any(summary.startswith("Contract ends") for summary in summaries)


def test_renewing_and_revoking_end_the_old_address(owner: Client) -> None:
    first, stranger = subscribe(owner), made.client_of(None)
    second = subscribe(owner)
    assert stranger.get(first).status_code == 404 and stranger.get(second).status_code == 200
    assert second.split("/")[-1].removesuffix(".ics") not in text(owner, SUBSCRIBE)  # told once
    owner.post(SUBSCRIBE, {"do": "revoke"})
    assert stranger.get(second).status_code == 404 and not CalendarFeed.objects.exists()


def test_the_page_of_a_new_address_is_reloaded_without_another(owner: Client) -> None:
    sent = owner.post(SUBSCRIBE, {"do": "renew"})
    assert sent.status_code == 302 and sent.headers["Location"] == SUBSCRIBE
    assert ".ics" in text(owner, SUBSCRIBE) and ".ics" not in text(owner, SUBSCRIBE)
    assert owner.post(SUBSCRIBE, {"do": "revoke"}).status_code == 302


def test_the_address_dies_with_membership_and_account(owner: Client, colleague: Client, people: made.People) -> None:
    mine, theirs, stranger = subscribe(owner), subscribe(colleague), made.client_of(None)
    assert stranger.get(mine).status_code == 200 and stranger.get(theirs).status_code == 200
    people.owner.is_active = False
    people.owner.save()
    Membership.objects.get(user=people.colleague).delete()
    assert stranger.get(mine).status_code == 404 and stranger.get(theirs).status_code == 404


def test_an_address_shows_its_own_institution_and_the_secret_is_not_kept(
    owner: Client, outsider: Client, dated: Institution
) -> None:
    theirs = outsider.post("/i/two/calendar/subscribe/", {"do": "renew"}, follow=True).content.decode()
    found = re.search(r'value="http://[^/]+(/calendar/([^"]+)\.ics)"', theirs)
    assert found and "某供应商" not in made.client_of(None).get(found[1]).content.decode()
    assert found[2] not in str(list(CalendarFeed.objects.values()))
    assert outsider.post(SUBSCRIBE, {"do": "renew"}).status_code == 404


@pytest.mark.parametrize("secret", ["x", "a" * 43, "%00", "..", "' or 1=1"])
def test_a_wrong_address_is_nothing(db: None, secret: str) -> None:
    assert made.client_of(None).get(f"/calendar/{secret}.ics").status_code == 404


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_folding_never_cuts_a_character_and_unfolds_to_the_same(line: str) -> None:
    line = "".join(char for char in escape(line) if char not in "\r\n")
    folded = fold(f"SUMMARY:{line}")
    parts = folded.split(b"\r\n")
    assert all(len(part) <= 75 for part in parts) and all(part.startswith(b" ") for part in parts[1:])
    for part in parts:
        part.decode()
    assert folded.replace(b"\r\n ", b"").decode() == f"SUMMARY:{line}"
