"""A form from a page that is no longer good: what happened, why and what to do, in both languages; no page of Django's."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.web import made

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture
def browser(people: made.People) -> Client:
    made.may_log_in(people.owner)
    return Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})


def form(browser: Client, **more: str) -> dict[str, str]:
    token = TOKEN.search(browser.get("/login/").content.decode())
    assert token
    return {"csrfmiddlewaretoken": token[1], "username": "owner", "password": made.PASSWORD, **more}


def test_two_tabs_and_the_second_is_led_on(browser: Client) -> None:
    first, second = form(browser), form(browser)
    assert browser.post("/login/", first).status_code == 302
    led = browser.post("/login/", second, follow=True)
    assert led.redirect_chain[0] == ("/", 302) and led.status_code == 200
    assert "您已登录为 owner" in led.content.decode()


@pytest.mark.parametrize("language", ["", "en"])
def test_logged_in_and_out_again_meanwhile(browser: Client, language: str) -> None:
    old = form(browser)
    browser.post("/login/", old)
    browser.logout()
    browser.cookies["django_language"] = language or "zh-hans"
    browser.get("/login/")
    refused = browser.post("/login/", old, headers={"referer": "http://127.0.0.1/login/?next=/i/one/"})
    page = refused.content.decode()
    assert refused.status_code == 403 and "DEBUG" not in page
    assert 'href="/login/?next=/i/one/"' in page  # back to the form, as it was opened
    assert ("旧页面不再有效" in page) == (not language) and ("no longer good" in page) == bool(language)


def test_who_sends_no_cookie_and_who_comes_from_elsewhere(browser: Client) -> None:
    data = form(browser)
    foreign = browser.post("/login/", data, headers={"origin": "https://evil.example", "referer": "https://evil.example/x"})
    page = foreign.content.decode()
    assert foreign.status_code == 403 and "ZHENGAN_HOSTS" in page and "evil" not in page
    browser.cookies.clear()
    without = browser.post("/login/", data)
    assert without.status_code == 403 and "没有送回 Cookie" in without.content.decode()
    assert browser.post("/api/v2/x", data).headers["Content-Type"].startswith("application/json")
