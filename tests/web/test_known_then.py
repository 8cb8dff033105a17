"""A day gone by is shown in one of two ways, the same on every page: by what is known now, or by what was known then."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web import made
from tests.web.test_pages import BUDGET, text
from zhengan.accounts.models import Institution
from zhengan.assess.models import Assessment
from zhengan.assess.services import View
from zhengan.kit.time import end_of_day
from zhengan.records.clock import now, running
from zhengan.records.models import Origin
from zhengan.registers import services
from zhengan.registers.catalogue import register
from zhengan.registers.continuity.models import BackupRun
from zhengan.registers.incidents.models import Incident
from zhengan.registers.suppliers.models import Supplier
from zhengan.registers.systems.models import System
from zhengan.web.kit.deadlines import deadlines
from zhengan.web.kit.forms import cells_from

DAY = now().date() - timedelta(days=10)
THEN = f"?on={DAY}&known=then"


@pytest.fixture
def one(db: None) -> Institution:
    """Twenty days ago a firm with a system; since then it was renamed, another one recorded late, and a third begun."""
    with running(lambda: now_before):
        found = made.institution("one")
        made.backups(found, 40)
        made.enter(found, "suppliers", id="maker", name="原名公司", since="2019-01-01")
        made.enter(found, "contracts", id="deal", supplier="maker", systems="core", since="2020-01-01")
        made.enter(found, "links", id="l-1", link="line", name="专线", systems="core", mbps="100", since="2020-01-01")
    maker = Supplier.objects.current().get(institution=found)
    services.amend(maker, {"id": "maker", "name": "新名公司", "since": "2019-01-01"}, by=None, origin=Origin.PAGE)
    row = System.objects.current().get(institution=found, uid="core")
    services.amend(row, {"id": "core", "name": "新名系统", "important": "是", "since": "2019-01-01"}, by=None, origin=Origin.PAGE)
    made.enter(found, "systems", id="late", name="补录系统", important="是", since="2020-01-01")
    made.enter(found, "systems", id="new", name="新建系统", important="是", since=str(DAY + timedelta(days=3)))
    return found


now_before = now() - timedelta(days=20)


def shown(owner: Client, place: str, known: str) -> str:
    return text(owner, f"/i/one/{place}?on={DAY}{known}")


def test_the_list_of_a_register(owner: Client, one: Institution) -> None:
    today, on, then = (text(owner, f"/i/one/registers/systems/{query}") for query in ("", f"?on={DAY}", THEN))
    assert "新名系统" in today and "补录系统" in today and "新建系统" in today
    assert "新名系统" in on and "补录系统" in on and "新建系统" not in on
    assert "核心交易系统" in then and not re.search("新名系统|补录系统|新建系统", then)
    for query, rows in (("", 4), (f"?on={DAY}", 3), (THEN, 2)):
        table = owner.get(f"/i/one/registers/systems/export.csv{query}")
        assert len(b"".join(table.streaming_content).decode("utf-8-sig").splitlines()) == rows + 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("place", ["", "articles/20/", "articles/30/", "systems/core/"])
@pytest.mark.parametrize("first", ["", "&known=then"])
def test_links_keep_the_way_of_looking_whichever_was_looked_at_first(
    owner: Client, one: Institution, place: str, first: str
) -> None:
    """What a page holds for the next reader (the wall, the heads of clauses) is not that of the other way."""
    second = "" if first else "&known=then"
    shown(owner, place, first)
    main = owner.get(f"/i/one/{place}?on={DAY}{second}").content.decode().partition("<main")[2].partition("</main>")[0]
    kept = [link for link in re.findall(r'href="(/i/one/[^"#]*)', main) if f"on={DAY}" in link]
    assert len(kept) > 2 and {"known=then" in link for link in kept} == {bool(second)}


def test_findings_and_names_are_of_one_moment(owner: Client, one: Institution) -> None:
    for place in ("findings/", "articles/20/", "systems/core/", "findings/20.1-daily/core/", "search/"):
        more = "&q=20.1-daily" if place == "search/" else ""
        on, then = shown(owner, place, more), shown(owner, place, more + "&known=then")
        if place != "search/":
            then = then.partition('id="spells"')[0]  # where that stands, it says that it is what is known now
            assert "新名系统" in on and "核心交易系统" in then and "新名系统" not in then, place
        assert "新建系统" not in on and "补录系统" not in then
    assert "补录系统" in shown(owner, "findings/", "") and "补录系统" not in shown(owner, "findings/", "&known=then")


def test_the_tables_of_a_system_call_others_as_was_known(owner: Client, one: Institution) -> None:
    system, firm = ("核心交易系统", "新名系统"), ("原名公司", "新名公司")
    for tab, old, new in (("suppliers", *system), ("suppliers", *firm), ("history", *system)):
        on, then = (shown(owner, f"systems/core/{tab}/", known) for known in ("", "&known=then"))
        assert new in on and old in then and new not in then, (tab, new)


def test_what_a_list_can_be_filtered_by_is_of_its_moment(owner: Client, one: Institution) -> None:
    on, then = (shown(owner, "registers/contracts/", known) for known in ("", "&known=then"))
    assert "新名公司（maker）" in on and "原名公司（maker）" in then and "新名公司" not in then
    on, then = (shown(owner, "registers/backup_runs/", known) for known in ("", "&known=then"))
    assert "补录系统（late）" in on and "核心交易系统（core）" in then and not re.search("新名系统|补录系统|新建系统", then)


def test_search_finds_what_there_was(owner: Client, one: Institution) -> None:
    for words, on, then in (("新名系统", 1, 0), ("核心交易系统", 0, 1), ("补录系统", 1, 0), ("新建系统", 0, 0)):
        for known, there in (("", on), ("&known=then", then)):
            page = shown(owner, "search/", f"&q={words}{known}")
            assert len(re.findall(r'data-hit href="/i/one/registers/systems/r/[^"]+"', page)) == there, (words, known)


def test_a_record_and_a_system_that_were_not_there_yet_say_since_when(owner: Client, outsider: Client, one: Institution) -> None:
    for place in ("registers/systems/r/new/", "systems/new/"):
        told = owner.get(f"/i/one/{place}?on={DAY}")
        assert told.status_code == 404 and f"“new”自 {DAY + timedelta(days=3)} 起" in told.content.decode()
    for place in ("registers/systems/r/late/", "systems/late/"):
        assert owner.get(f"/i/one/{place}?on={DAY}").status_code == 200
        told = owner.get(f"/i/one/{place}{THEN}")
        assert told.status_code == 404 and f"“late”于 {now():%Y-%m-%d}" in told.content.decode()
        assert "补录" not in outsider.get(f"/i/one/{place}{THEN}").content.decode()
    versions = "更正|新名系统"
    assert re.search(versions, shown(owner, "registers/systems/r/core/", ""))
    assert not re.search("新名系统", shown(owner, "registers/systems/r/core/", "&known=then"))


def test_an_incident_told_of_later(owner: Client, one: Institution) -> None:
    at = f"{DAY - timedelta(days=1)} 10:00"
    over = f"{DAY + timedelta(days=1)} 10:00"
    made.enter(one, "incidents", id="inc", system="core", detected=at, recovered=over, nature="service", name="迟登的事件")
    for place in ("incidents/", ""):
        on, then = shown(owner, place, ""), shown(owner, place, "&known=then")
        assert "迟登的事件" in on and "迟登的事件" not in then, place
    room = shown(owner, "incidents/inc/room/", "")
    assert "迟登的事件" in room and owner.get(f"/i/one/incidents/inc/room/{THEN}").status_code == 404
    assert owner.get(f"/i/one/incidents/inc/room/?on={DAY - timedelta(days=2)}").status_code == 404
    assert Incident.objects.filter(institution=one).count() == 1


def test_what_came_later_stands_beside_no_finding(owner: Client, one: Institution) -> None:
    """A waiver entered since, a correction of what was judged, a date recorded since: none was known on the day."""
    accepted = {"clause": "20.1", "about": "core", "by": "王芳", "reason": "迟到的接受"}
    made.enter(one, "waivers", id="w", since="2020-01-01", to="2030-01-01", **accepted)
    run = BackupRun.objects.current().filter(institution=one, at__lt=now_before).latest("at")
    services.amend(run, {**cells_from(run, register("backup_runs")), "ok": "否"}, by=None, origin=Origin.PAGE)
    for known, there in (("", True), ("&known=then", False)):
        page = shown(owner, "findings/20.1-daily/core/", known)
        assert ("迟到的接受" in page) is there, known
        assert "其后有更正或撤回" not in page, known  # the version judged was, or is, the last one known
        assert ("风险接受到期" in shown(owner, "calendar/", f"&view=list{known}")) is there, known


def test_an_assessment_that_holds_for_longer_tells_nothing_of_what_came_meanwhile(one: Institution) -> None:
    """One stored at the day's end and found to hold until now: a plan entered in between belongs to what is known now."""
    end = end_of_day(DAY)
    made.enter(one, "drills", id="d", name="其后计划的演练", systems="core", at=str(DAY + timedelta(days=20)))
    held = Assessment(institution=one, day=DAY, known_at=end, confirmed_at=now() + timedelta(hours=1))
    for then, there in ((None, 1), (end, 0)):
        assert len(deadlines(View(one, held, (), then=then))) == there


def test_what_was_known_is_judged_once_and_not_stored(owner: Client, one: Institution) -> None:
    text(owner, f"/i/one/{THEN}")
    before = Assessment.objects.count()
    for place in ("articles/20/", "findings/", "systems/core/", "calendar/", "findings/20.1-daily/core/"):
        with CaptureQueriesContext(connection) as queries:
            shown(owner, place, "&known=then")
        assert len(queries) <= BUDGET, place
    assert Assessment.objects.count() == before


def test_the_board_compares_what_was_known_with_what_was_known(owner: Client, one: Institution) -> None:
    then = shown(owner, "", "&known=then")
    assert "补录系统" not in then and "当日所知" in then and "改按现在所知" in then
    on = shown(owner, "", "")
    assert "改按当日所知" in on and f'href="?on={DAY}&amp;known=then"' in on


@pytest.mark.parametrize("asked", ["now", "foo", "x" * 300, "then&known=now"])
def test_another_word_is_no_way_of_knowing(owner: Client, one: Institution, asked: str) -> None:
    page = text(owner, f"/i/one/registers/systems/?q=core&on={DAY}&known={asked}", 400)
    assert "没有“known=" in page and f'href="/i/one/registers/systems/?q=core&amp;on={DAY}"' in page
    assert text(owner, f"/i/one/registers/?on={DAY}&known={asked}", 400)


def test_no_word_is_what_is_known_now(owner: Client, one: Institution) -> None:
    assert "补录系统" in shown(owner, "registers/systems/", "&known=")


def test_today_knows_everything_in_either_way(owner: Client, one: Institution) -> None:
    for query in ("?known=then", f"?on={now().date()}&known=then"):
        page = text(owner, f"/i/one/registers/systems/{query}")
        assert "补录系统" in page and "当日所知" not in page and "登记" in page


def test_three_people(owner: Client, colleague: Client, outsider: Client, one: Institution, other: Any) -> None:
    for place in ("", "findings/", "registers/systems/", "systems/core/", "search/"):
        assert shown(owner, place, "&known=then") and colleague.get(f"/i/one/{place}{THEN}").status_code == 200
        assert outsider.get(f"/i/one/{place}{THEN}").status_code == 404


def test_a_day_before_the_law(owner: Client, one: Institution) -> None:
    assert owner.get(f"/i/one/?on={date(2020, 1, 1)}&known=then").status_code == 400
