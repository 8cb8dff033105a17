"""Dates that only registers hold are told like deadlines: thirty, seven, one and no days before, each once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from tests.notices.conftest import Clock, Judge, by_mail
from tests.notices.sink import Sink, listening
from tests.notices.test_mail import body
from tests.web import made
from zhengan.accounts.models import Institution, Membership
from zhengan.assess.services import latest
from zhengan.notices.models import Delivery, Kind, Notice
from zhengan.notices.services import send_due
from zhengan.records.services import withdraw
from zhengan.registers import services
from zhengan.registers.catalogue import REGISTERS
from zhengan.registers.dated import DATED
from zhengan.web.kit.deadlines import deadlines


@pytest.fixture
def supplied(one: Institution) -> Institution:
    made.enter(one, "suppliers", id="s", name="某供应商", since="2020-01-01")
    return one


def contract(one: Institution, until: date, id: str = "k") -> None:
    made.enter(one, "contracts", id=id, supplier="s", systems="oa", since="2024-01-01", to=str(until))


def of_records(notices: list[Notice]) -> list[Notice]:
    return [one for one in notices if one.register]


def days(clock: Clock, count: int) -> date:
    return clock.at.date() + timedelta(days=count)


def test_each_step_is_told_once(supplied: Institution, judge: Judge, clock: Clock) -> None:
    end = days(clock, 32)
    contract(supplied, end)
    told: list[Notice] = []
    for _ in range(36):
        told += of_records(judge())
        clock.on(minutes=11)
        told += of_records(judge())
        clock.on(days=1)
    assert [(one.days_left, one.due) for one in told] == [(30, end), (7, end), (1, end), (0, end)]
    first = told[0]
    assert (first.kind, first.register, first.subject, first.urgent) == ("due", "contracts", "k", False)
    assert (first.clause, first.rule, first.verdict, first.advice) == ("", "", "", None)
    assert str(first.sentence) == "合同到期：某供应商"
    assert first.sentence.render("en").startswith("Contract ends: ")
    assert first.path("one") == "/i/one/registers/contracts/r/k/"


def test_a_correction_tells_the_new_day_and_a_withdrawal_nothing_more(
    supplied: Institution, judge: Judge, clock: Clock
) -> None:
    contract(supplied, days(clock, 20))
    assert [one.due for one in of_records(judge())] == [days(clock, 20)]
    row = REGISTERS["contracts"].model.objects.get(uid="k")
    moved = days(clock, 25)
    services.amend(row, {"supplier": "s", "systems": "oa", "since": "2024-01-01", "to": str(moved)}, by=None, origin="cli")
    clock.on(minutes=11)
    assert [one.due for one in of_records(judge())] == [moved]
    clock.at += timedelta(days=13)  # the first day would be seven days off
    assert of_records(judge()) == []
    withdraw(REGISTERS["contracts"].model.objects.get(uid="k", superseded_at=None), by=None, why="误登")
    for _ in range(14):
        clock.on(days=1)
        assert of_records(judge()) == []


def test_a_date_that_a_finding_tells_is_told_by_it_alone(one: Institution, judge: Judge, clock: Clock) -> None:
    made.enter(
        one, "emergency_plans", id="p", name="总预案", since="2024-01-01", next_review=str(days(clock, 30)),
        impact_analysis="2024-01-01", aims="是", organisation="是", procedure="是",
        scenarios="security_event;disaster;key_people;supplier_exit",
    )  # fmt: skip
    found = [notice for notice in judge() if notice.due == days(clock, 30)]
    assert found and of_records(found) == []
    clock.on(minutes=11)  # nor later the same day, when only new findings are looked at
    made.enter(one, "suppliers", id="s", name="某供应商", since="2020-01-01")
    assert of_records(judge()) == []


def test_every_date_of_the_calendar_is_told(supplied: Institution, judge: Judge, clock: Clock) -> None:
    """What the calendar page shows of registers within thirty days is what the notices tell, date by date."""
    day, at = str(days(clock, 9)), f"{days(clock, 9)} 21:30"
    contract(supplied, days(clock, 9))
    contract(supplied, days(clock, 31), "far")
    made.enter(supplied, "waivers", id="w", clause="20.2", by="首席信息官", reason="过渡期", since="2024-01-01", to=day)
    made.enter(supplied, "drills", id="d", at=day, name="年末演练")
    made.enter(supplied, "changes", id="c", system="oa", name="升级", kind="change", start=at)
    made.enter(supplied, "stress_tests", id="t", system="oa", at="2025-11-19", report="是", report_kept_to=day)
    made.enter(supplied, "market_swings", id="m", system="oa", at="2026-11-19", test_by=day)
    made.enter(supplied, "emergency_plans", id="p", name="分预案", since="2024-01-01", next_review=day)
    told = {(one.register, one.subject, one.due) for one in of_records(judge())}
    shown = {
        (line.register, line.key, one.day)
        for one in deadlines(latest(supplied, clock.at.date())) for line in one.lines if line.register
    }  # fmt: skip
    assert told == {one for one in shown if one[2] <= days(clock, 30)} and ("contracts", "far", days(clock, 31)) in shown
    by_findings = {"emergency_plans", "market_swings", "changes"}  # which may be told by a finding instead
    assert {name for name, _, _ in told} >= {"contracts", "waivers", "drills", "stress_tests"} - by_findings
    assert {REGISTERS[name].kind for name, _, _ in told} <= {kind for kind, *_ in DATED}


def test_the_last_hours_of_the_thirtieth_day_count(supplied: Institution, judge: Judge, clock: Clock) -> None:
    made.enter(supplied, "changes", id="c", system="oa", name="升级", kind="change", start=f"{days(clock, 30)} 23:59")
    made.enter(supplied, "changes", id="n", system="oa", name="再升级", kind="change", start=f"{days(clock, 31)} 00:00")
    spoken = {notice.subject for notice in judge() if notice.due == days(clock, 30) or notice.register}
    assert "n" not in spoken and "c" in spoken


def test_nobody_hears_of_anothers_dates(supplied: Institution, judge: Judge, clock: Clock) -> None:
    contract(supplied, days(clock, 5))
    people = made.people(supplied, made.institution("two"))
    (found,) = of_records(judge())
    assert {one.membership.user for one in Delivery.objects.filter(notice=found)} == {people.owner}  # auditors start without


@pytest.fixture
def told(supplied: Institution, judge: Judge, clock: Clock) -> made.People:
    people = made.people(supplied, made.institution("two"))
    contract(supplied, days(clock, 7))
    judge()
    return people


def test_the_page_leads_to_the_record(told: made.People) -> None:
    page = made.client_of(told.owner).get("/i/one/notices/?kind=due").content.decode()
    assert "合同到期：某供应商" in page and 'href="/i/one/registers/contracts/r/k/"' in page and "供应商合同" in page
    english = made.client_of(told.owner, "en").get("/i/one/notices/?kind=due").content.decode()
    assert "Contract ends: " in english and "<b>Contract</b>" in english
    assert "合同到期" not in made.client_of(told.colleague).get("/i/one/notices/").content.decode()
    assert made.client_of(told.outsider).get("/i/one/notices/").status_code == 404


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    with listening() as found:
        settings.SMTP_URL, settings.MAIL_FROM = found.url, "zhengan@example.cn"
        settings.SITE_URL = "https://zhengan.example.cn"
        yield found


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "供应商合同（7 天后到期：2026-11-27） — 合同到期：某供应商"),
        ("en", "Contract (due 2026-11-27, days left: 7) — Contract ends"),
    ],
)
def test_by_mail(language: str, said: str, told: made.People, sink: Sink, clock: Clock) -> None:
    Delivery.objects.exclude(notice__register="contracts").update(read_at=clock.at)
    by_mail(Membership.objects.get(user=told.owner), language=language)
    assert send_due(clock.on(minutes=1)).sent == 1
    (mail,) = sink.taken
    text = body(mail, "plain")
    assert said in text and "https://zhengan.example.cn/i/one/registers/contracts/r/k/" in text
    assert said.split(" — ")[0] in body(mail, "html")
    assert Notice.objects.filter(kind=Kind.DUE, register="contracts").count() == 1
