"""A page about another day: every link that can keep the day keeps it, and nothing is offered to be written."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

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


@pytest.mark.parametrize("known", [None, "then"])
@pytest.mark.parametrize("place", PAGES)
def test_a_past_day_goes_along_and_nothing_is_written(owner: Client, one: Institution, place: str, known: str | None) -> None:
    day = now().date() - timedelta(days=1)
    asked = {"on": [str(day)], **({"known": [known]} if known else {})}
    response = owner.get(f"/i/one/{place}{'&' if '?' in place else '?'}{urlencode(asked, doseq=True)}")
    assert response.status_code == 200
    page = response.content.decode()
    chosen = re.search('<p class="then" .*?</p>', page)
    page = page.replace(chosen[0], "") if chosen else page  # there the reader chooses another moment
    lost, writing = [], []
    for found in re.findall(r'href="(/i/one/[^"]*)"', page):  # a form carries the day in a field of its own
        address = urlsplit(unescape(found))
        name = resolve(address.path).url_name
        query = parse_qs(address.query)
        if name in DAYED and {key: query.get(key) for key in ("on", "known")} != {"known": None, **asked}:
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


@pytest.mark.parametrize("known", ["", "&known=then"])
@pytest.mark.parametrize("place", ["new/", "import/", "r/core/edit/", "r/core/withdraw/", "picked/amend/", "picked/withdraw/"])
def test_a_form_is_not_opened_for_a_day_gone_by(
    owner: Client, colleague: Client, one: Institution, place: str, known: str
) -> None:
    form, day = f"/i/one/registers/systems/{place}", now().date() - timedelta(days=1)
    refused = owner.get(f"{form}?name=x&on={day}{known}")
    page = refused.content.decode()
    assert refused.status_code == 400 and "过去的日子只供查看" in page and f'href="{form}?name=x"' in page
    assert owner.get(f"{form}?name=x&on={now().date()}").status_code == owner.get(f"{form}?name=x").status_code == 200
    assert colleague.get(f"{form}?on={day}").status_code == 403


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
