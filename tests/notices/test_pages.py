"""The bell, the page of notices and the settings: everybody their own, nobody another's."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.notices.conftest import Clock, Judge, by_mail
from tests.web import made
from zhengan.accounts.models import Institution, Membership
from zhengan.notices.models import Delivery, Mail, Notice, Preference
from zhengan.notices.services import unread

PAGES = ("/i/one/notices/", "/i/one/notices/settings/")


@pytest.fixture
def breach(one: Institution, people: made.People, judge: Judge, clock: Clock) -> Notice:
    judge()
    Delivery.objects.all().delete()
    clock.on(days=2)
    (found,) = judge()
    return found


@pytest.fixture
def clients(people: made.People) -> dict[str, Client]:
    return {name: made.client_of(getattr(people, name)) for name in ("owner", "colleague", "outsider")}


def member(name: str) -> Membership:
    return Membership.objects.select_related("user").get(user__username=name)


@pytest.mark.parametrize("page", PAGES)
def test_three_actors(page: str, breach: Notice, clients: dict[str, Client]) -> None:
    assert clients["owner"].get(page).status_code == clients["colleague"].get(page).status_code == 200
    assert clients["outsider"].get(page).status_code == clients["outsider"].post(page, {"read": "all"}).status_code == 404
    assert made.client_of(None).get(page).status_code == 302
    assert unread(member("owner")) == 1


def test_the_bell_counts_what_is_unread_and_links_to_the_finding(breach: Notice, clients: dict[str, Client]) -> None:
    page = clients["owner"].get("/i/one/notices/").content.decode()
    assert "1 条未读" in page and "/i/one/findings/20.1-daily/core/" in page
    mine = Delivery.objects.get(membership=member("owner"))
    came = clients["owner"].post("/i/one/notices/", {"read": mine.pk, "next": "/i/one/findings/20.1-daily/core/"})
    assert came.headers["Location"] == "/i/one/findings/20.1-daily/core/"
    assert "条未读" not in clients["owner"].get("/i/one/notices/").content.decode()
    assert "1 unread" in made.client_of(member("colleague").user, "en").get("/i/one/").content.decode()


def test_nobody_marks_anothers_notice_read(breach: Notice, clients: dict[str, Client]) -> None:
    theirs = Delivery.objects.get(membership=member("owner"))
    clients["colleague"].post("/i/one/notices/", {"read": theirs.pk})
    clients["colleague"].post("/i/one/notices/", {"read": "all"})
    assert unread(member("owner")) == 1 and unread(member("colleague")) == 0


@pytest.mark.parametrize("read", ["", "x", "-1", "9" * 40, "²"])
def test_odd_numbers_mark_nothing(read: str, breach: Notice, clients: dict[str, Client]) -> None:
    assert clients["owner"].post("/i/one/notices/", {"read": read}).status_code == 302
    assert unread(member("owner")) == 1


def test_no_way_out_of_the_site(breach: Notice, clients: dict[str, Client]) -> None:
    came = clients["owner"].post("/i/one/notices/", {"read": "all", "next": "https://evil.example/"})
    assert came.headers["Location"] == "/i/one/notices/"


def test_filters(breach: Notice, clients: dict[str, Client]) -> None:
    def shown(query: str) -> bool:
        return "findings/20.1-daily" in clients["owner"].get(f"/i/one/notices/{query}").content.decode()

    assert shown("") and shown("?kind=breach") and shown("?unread=1") and not shown("?kind=nonsense")
    assert not shown("?kind=due")
    clients["owner"].post("/i/one/notices/", {"read": "all"})
    assert shown("") and not shown("?unread=1")


FORM = {"breach": "on", "digest": "daily", "hour": "7", "quiet_from": "22:00", "quiet_to": "07:00", "language": "en"}


def test_wishes_are_kept_for_oneself(breach: Notice, clients: dict[str, Client]) -> None:
    sent = {**FORM, "mail": "on", "address": "me@example.cn"}
    assert clients["colleague"].post(PAGES[1], sent).status_code == 302
    wish = Preference.objects.get()
    assert wish.membership == member("colleague") and (wish.hour, wish.digest, wish.language) == (7, "daily", "en")
    assert wish.breach and not wish.due and wish.quiet_from is not None and wish.quiet_from.hour == 22


@pytest.mark.parametrize(
    "change",
    [{"mail": "on"}, {"address": "no\r\nBcc: x@example.cn"}, {"hour": "24"}, {"quiet_to": ""}, {"digest": "hourly"}],
)
def test_wishes_that_cannot_be_kept_are_named(change: dict[str, str], breach: Notice, clients: dict[str, Client]) -> None:
    page = clients["owner"].post(PAGES[1], {**FORM, **change})
    assert page.status_code == 422 and "wrong-text" in page.content.decode()
    assert not Preference.objects.exists()


def test_only_the_officer_sees_colleagues_mails_that_did_not_go(
    breach: Notice, clients: dict[str, Client], clock: Clock, settings: object
) -> None:
    settings.SMTP_URL = "smtp://127.0.0.1:1"  # type: ignore[attr-defined]
    by_mail(member("colleague"))
    Mail.objects.create(
        membership=member("colleague"), to="colleague@example.cn", subject="s", text="t", html="t", made_at=clock.at,
        send_at=clock.at, why="login", detail="535 no",
    )  # fmt: skip
    for_officer = clients["owner"].get(PAGES[1]).content.decode()
    assert "邮件服务器拒绝登录" in for_officer and "535 no" in for_officer and "colleague@example.cn" in for_officer
    Membership.objects.filter(user__username="owner").update(role="owner")
    assert "535 no" not in clients["owner"].get(PAGES[1]).content.decode()
    assert "535 no" in clients["colleague"].get(PAGES[1]).content.decode()


def test_a_missing_server_is_said(breach: Notice, clients: dict[str, Client]) -> None:
    assert "邮件服务器尚未设置" in clients["owner"].get(PAGES[1]).content.decode()
    english = made.client_of(member("owner").user, "en").get(PAGES[1]).content.decode()
    assert "No mail server is set up" in english
