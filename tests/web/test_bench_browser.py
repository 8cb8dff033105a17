"""The masking bench in a real browser: by keyboard, without a script, at two widths, in two languages, light and dark."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web import made
from tests.web.looks import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("ZHENGAN_SHOTS")
BENCH = "/i/one/masking/"
SIZES = ((1440, 900), (390, 844))


@pytest.fixture
def member() -> str:
    people = made.people(made.institution("one"), made.institution("two"))
    return made.client_of(people.owner).cookies["sessionid"].value


def window(browser: Browser, live_server: Any, session: str, language: str, **options: Any) -> Page:
    made_ = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=live_server.url, **options)
    cookies = {"sessionid": session, "django_language": language}
    made_.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    page = made_.new_page()
    page.goto(BENCH)
    return page


@pytest.fixture
def page(browser: Browser, live_server: Any, member: str) -> Iterator[Page]:
    opened = window(browser, live_server, member, "zh-hans", permissions=["clipboard-read", "clipboard-write"])
    said: list[str] = []
    opened.on("console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None)
    opened.on("pageerror", lambda one: said.append(str(one)))
    yield opened
    opened.context.close()
    assert [text for text in said if "Failed to load resource" not in text] == []  # it remarks on a 422


def test_by_keyboard_then_copied_then_cleared(page: Page) -> None:
    page.locator("#text").fill("手机 13912345678")
    expect(page.locator("[data-size]")).to_have_text("14 / 20,000")
    page.locator("#text").press("Control+Enter")
    expect(page.locator("#masked")).to_have_value("手机 139****5678")
    assert page.evaluate("document.activeElement.id") == "tried" and page.url.endswith(BENCH)
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "手机 139****5678"
    page.locator("#text").fill("长" * 20_001)
    expect(page.locator("[data-size].over")).to_be_visible()
    page.get_by_role("button", name="试脱敏").click()
    expect(page.locator(".problems")).to_contain_text("文字过长")
    page.get_by_role("link", name="清空").click()
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator("#tried")).to_contain_text("用示例试一次")


def test_going_back_finds_nothing(page: Page) -> None:
    page.locator("#text").fill("手机 13912345678")
    page.locator("#text").press("Control+Enter")
    expect(page.locator("#masked")).to_be_visible()
    page.goto("/i/one/calendar/")
    page.go_back()
    expect(page.locator("#text")).to_have_value("")
    assert "13912345678" not in page.content()


def test_it_works_without_a_script(browser: Browser, live_server: Any, member: str) -> None:
    plain = window(browser, live_server, member, "zh-hans", java_script_enabled=False)
    plain.locator("#text").fill("手机 13912345678")
    plain.get_by_role("button", name="试脱敏").click()
    assert plain.locator("#masked").input_value() == "手机 139****5678"
    assert plain.locator("#text").input_value() == "手机 13912345678"
    plain.get_by_role("link", name="清空").click()
    plain.get_by_role("button", name="用示例试一次").click()
    expect(plain.locator("#text")).not_to_have_value("")  # the answer is another page: a count would not wait for it
    assert plain.locator(".original mark").count() > 5
    plain.context.close()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_nothing_is_wrong_with_how_it_looks(browser: Browser, live_server: Any, member: str, language: str) -> None:
    page = window(browser, live_server, member, language)
    wrong: list[str] = []
    for name in ("empty", "tried"):
        if name == "tried":
            page.locator("[form=try-example]").click()
            page.locator(".spots").wait_for()
        for width, height in SIZES:
            wrong += [f"{name} at {width}: {one}" for one in faults(page, width, height)]
            if SHOTS:
                for theme in ("dark", "light"):
                    page.evaluate("theme => document.documentElement.setAttribute('data-bs-theme', theme)", theme)
                    page.screenshot(path=f"{SHOTS}/bench-{name}-{width}-{language}-{theme}.png", full_page=True)
    page.context.close()
    assert wrong == []
