"""A page about another day: every link that can keep the day keeps it, and nothing is offered to be written."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from tests.web import made, rich
from tests.web.test_access import ARGUMENTS
from zhengan.accounts.models import Institution
from zhengan.records.clock import now, running
from zhengan.web.systems.tabs import TABS

DAYED = {
    "board", "article", "system", "system-tab", "findings", "finding", "calendar", "search", "registers", "register", "record",
    "export", "findings-export", "incidents", "incident-room", "incident-text",
}  # fmt: skip
WRITING = {
    "record-new", "import", "record-edit", "record-withdraw", "picked-amend", "picked-withdraw",
}  # fmt: skip
PAGES = (
    "", "articles/20/", "articles/21/", "articles/48/", "findings/", "calendar/", "calendar/?view=list", "search/?q=core",
    "registers/",
    "registers/systems/", "registers/backup_runs/?system=core", "registers/systems/r/core/", "registers/outbound_channels/r/sms/",
    "findings/20.1-daily/core/", *(f"systems/core/{tab}/" for tab in TABS), "systems/core/",
    "incidents/", "incidents/inc/room/", "incidents/inc/room/text/first/", "registers/incidents/", "registers/incidents/r/inc/",
)  # fmt: skip


@pytest.fixture
def one(db: None) -> Institution:
    then = now() - timedelta(days=3)
    with running(lambda: then):
        found = made.institution("one")
        made.backups(found, 40)
        rich.fill(found)
    made.enter(found, "restore_tests", id="late", system="core", at=f"{now().date() - timedelta(days=2)} 15:00", ok="是")
    return found


@pytest.mark.parametrize("place", PAGES)
def test_a_past_day_goes_along_and_nothing_is_written(owner: Client, one: Institution, place: str) -> None:
    day = now().date() - timedelta(days=1)
    response = owner.get(f"/i/one/{place}{'&' if '?' in place else '?'}on={day}")
    page = response.content.decode()
    lost, writing = [], []
    for found in re.findall(r'href="(/i/one/[^"]*)"', page):  # a form carries the day in a field of its own
        address = urlsplit(unescape(found))
        name = resolve(address.path).url_name
        kept = parse_qs(address.query).get("on") == [str(day)] or name not in DAYED
        # What was recorded later has no page as of that day: its link leads to today's.
        if not kept and (name != "record" or owner.get(address.path, {"on": day}).status_code == 200):
            lost.append(found)
        if name in WRITING:
            writing.append(found)
    writing += re.findall(r'formaction="([^"]*/picked/[^"]*)"', page)
    assert not lost and not writing, (lost, writing)


def test_the_names_are_of_the_address_table() -> None:
    assert DAYED | WRITING <= set(ARGUMENTS)


@pytest.mark.parametrize("on", ["2999-01-01", "2001-01-01", "tomorrow"])
def test_from_a_day_that_cannot_be_shown_one_link_leads_to_today(owner: Client, one: Institution, on: str) -> None:
    response = owner.get(f"/i/one/findings/?verdict=met&on={on}")
    assert response.status_code == 400
    assert 'href="/i/one/findings/?verdict=met"' in response.content.decode()
    assert owner.get("/i/one/findings/?verdict=met").status_code == 200


def test_the_word_of_the_interface_leads_to_the_same_day(owner: Client, one: Institution) -> None:
    day = now().date() - timedelta(days=2)
    response = owner.get(f"/i/one/findings/?verdict=met&as_of={day}")
    assert response.status_code == 302 and response["Location"] == f"/i/one/findings/?verdict=met&on={day}"
    assert owner.get(response["Location"]).status_code == 200


def test_a_file_of_another_day_says_so_in_its_name(owner: Client, one: Institution) -> None:
    day = now().date() - timedelta(days=1)
    for form in ("csv", "xlsx"):
        past, today = (owner.get(f"/i/one/registers/systems/export.{form}{query}") for query in (f"?on={day}", ""))
        assert past["Content-Disposition"] == f'attachment; filename="systems-{day}.{form}"'
        assert today["Content-Disposition"] == f'attachment; filename="systems.{form}"'
