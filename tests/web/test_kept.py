"""A page asked again is not made again; what anybody may write, read or become makes the next one anew."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web import made
from zhengan.accounts.models import Institution, Membership, Role
from zhengan.notices.models import Delivery, Kind, Notice
from zhengan.records.clock import now, running
from zhengan.web.kept import Page, Pages

KEPT = (
    "/i/one/", "/i/one/articles/20/", "/i/one/systems/core/", "/i/one/systems/core/backups/", "/i/one/findings/",
    "/i/one/findings/20.1-daily/core/", "/i/one/registers/", "/i/one/registers/systems/", "/i/one/calendar/",
    "/i/one/search/?q=core",
)  # fmt: skip
ASKED = 4  # queries of an answer that is not made: session, user, membership, what is unread


def asked(client: Client, page: str) -> tuple[str, int]:
    """A page and how many queries it took."""
    with CaptureQueriesContext(connection) as sent:
        response = client.get(page)
    assert response.status_code == 200
    return response.content.decode(), len(sent)


def bare(page: str) -> str:
    """A page without the token that differs from one answer to the next."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


@pytest.fixture
def clock(one: Institution):  # type: ignore[no-untyped-def]
    """Time that stands still in the middle of a minute until it is moved."""
    at = [now().replace(hour=12, minute=30, second=20)]
    with running(lambda: at[0]):
        yield at


@pytest.mark.parametrize("page", KEPT)
def test_asked_again_it_is_the_same_and_not_made_again(owner: Client, clock: list, page: str) -> None:
    asked(owner, page)  # today is judged
    first, _ = asked(owner, page)
    second, queries = asked(owner, page)
    assert bare(first) == bare(second)
    assert queries == ASKED


def test_a_record_is_seen_at_once(owner: Client, one: Institution, clock: list) -> None:
    page = "/i/one/registers/systems/"
    asked(owner, page)
    made.enter(one, "systems", id="risk", name="风控系统", important="是", since="2020-01-01")
    assert "风控系统" in asked(owner, page)[0]
    assert "风控系统" in asked(owner, "/i/one/articles/20/")[0]


def test_another_member_gets_a_page_of_their_own(owner: Client, colleague: Client, outsider: Client, clock: list) -> None:
    page = "/i/one/registers/systems/"
    assert "/i/one/registers/systems/new/" in asked(owner, page)[0]
    assert "/i/one/registers/systems/new/" not in asked(colleague, page)[0]
    assert outsider.get(page).status_code == 404


def test_a_role_that_is_taken_away_is_gone_at_once(owner: Client, one: Institution, clock: list) -> None:
    page = "/i/one/registers/systems/"
    asked(owner, page)
    held = Membership.objects.get(institution=one, user__username="owner")
    Membership.objects.filter(pk=held.pk).update(role=Role.AUDITOR)
    assert "/i/one/registers/systems/new/" not in asked(owner, page)[0]
    held.delete()
    assert owner.get(page).status_code == 404


def test_the_language_is_part_of_the_page(owner: Client, clock: list) -> None:
    assert "交易时段" in asked(owner, "/i/one/")[0]
    owner.cookies["django_language"] = "en"
    assert "交易时段" not in bare(asked(owner, "/i/one/")[0])


def test_a_notice_read_is_seen_on_the_bell(owner: Client, one: Institution, clock: list) -> None:
    notice = Notice.objects.create(institution=one, key="k", kind=Kind.BREACH, clause="20.1", rule="20.1-daily", subject="core",
                                   verdict="not_met", says='{"text":"甲","values":{}}', made_at=now())  # fmt: skip
    one_of = Delivery.objects.create(notice=notice, membership=Membership.objects.get(institution=one, user__username="owner"))
    page = "/i/one/registers/"
    assert '<b aria-hidden="true">1</b>' in asked(owner, page)[0]
    Delivery.objects.filter(pk=one_of.pk).update(read_at=now())
    assert '<b aria-hidden="true">1</b>' not in asked(owner, page)[0]


def test_the_next_minute_it_is_made_anew(owner: Client, clock: list) -> None:
    page = "/i/one/registers/systems/"
    asked(owner, page)
    assert asked(owner, page)[1] == ASKED
    clock[0] += timedelta(seconds=40)
    assert asked(owner, page)[1] > ASKED


def test_a_form_of_a_kept_page_is_accepted(people: made.People, clock: list) -> None:
    browser = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    browser.force_login(people.owner)
    pages = [asked(browser, "/i/one/registers/")[0] for _ in range(3)]
    tokens = [re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page) for page in pages]
    assert all(tokens) and len({token[1] for token in tokens if token}) == 3  # masked anew each time
    form = {"language": "en", "next": "/i/one/registers/"}
    assert browser.post("/language/", form).status_code == 403
    for token in tokens:
        assert token and browser.post("/language/", {**form, "csrfmiddlewaretoken": token[1]}).status_code == 302


def test_what_is_told_once_is_told_once(owner: Client, one: Institution, clock: list) -> None:
    page = "/i/one/registers/systems/"
    asked(owner, page)
    form = {"id": "x2", "name": "办公系统二", "important": "false", "since": "2018-01-01"}
    assert owner.post("/i/one/registers/systems/new/", form).status_code == 302
    assert 'class="note note-' in asked(owner, page)[0]
    assert 'class="note note-' not in asked(owner, page)[0]


def test_the_least_lately_asked_are_let_go_first() -> None:
    pages = Pages(most=250)
    for name in "abc":
        pages.put((name,), Page(("m",), b"x" * 100, "text/html"))
    assert pages.get(("a",), ("m",)) is None
    assert pages.get(("c",), ("m",)) is not None and pages.get(("c",), ("n",)) is None
    pages.put(("d",), Page(("m",), b"x" * 1000, "text/html"))
    assert all(pages.get((name,), ("m",)) is None for name in "abcd")
