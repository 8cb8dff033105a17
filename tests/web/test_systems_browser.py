"""The page of a system in a real browser: charts draw under the strict policy, keys read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web import made, rich

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people() -> made.People:
    one = made.institution("one")
    made.backups(one, 20)
    rich.fill(one)
    return made.people(one, made.institution("two"))


class Window:
    """A browser window of the owner. ``complaints``: what the browser refused or could not run."""

    def __init__(self, browser: Browser, address: str, people: made.People):
        self.browser, self.address, self.people = browser, address, people
        self.complaints: list[str] = []

    def open(self, width: int = 1440, dark: bool = False, **options: Any) -> Page:
        client = made.client_of(self.people.owner)
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, base_url=self.address, color_scheme="dark" if dark else "light", **options
        )
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.address}])
        page = context.new_page()
        page.on("console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page


@pytest.fixture
def window(browser: Browser, live_server: Any, people: made.People) -> Iterator[Window]:
    opened = Window(browser, live_server.url, people)
    yield opened
    for context in browser.contexts:
        context.close()
    assert opened.complaints == []  # an inline style or an eval would complain here


def painted(page: Page, chart: str) -> int:
    """How many pixels of a chart are not empty."""
    count: int = page.evaluate(
        """id => { const c = document.querySelector('#' + id + ' canvas');
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0;
        for (let i = 3; i < d.length; i += 4) if (d[i]) n += 1; return n; }""",
        chart,
    )
    return count


def test_the_charts_draw_and_follow_the_theme(window: Window) -> None:
    page = window.open()
    page.goto("/i/one/systems/core/capacity/")
    assert painted(page, "m0") > 2000 and painted(page, "l0") > 2000
    light = page.locator("#m0 canvas").screenshot()
    page.locator("[data-theme-toggle]").click()
    assert page.locator("#m0 canvas").screenshot() != light


def test_the_arrow_keys_read_a_chart_day_by_day(window: Window) -> None:
    page = window.open()
    page.goto("/i/one/systems/core/capacity/")
    page.locator("#m0").focus()
    page.keyboard.press("ArrowLeft")
    last = page.locator("[data-readout=m0]")
    expect(last).to_contain_text("日峰值 219 · 容量 400")
    page.keyboard.press("ArrowLeft")
    expect(last).to_contain_text("日峰值 218")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(last).to_contain_text("日峰值 219")
    box = page.locator("#m0").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2)
    expect(last).not_to_contain_text("日峰值 219")


def test_without_a_script_the_table_tells_it(window: Window) -> None:
    page = window.open(java_script_enabled=False)
    page.goto("/i/one/systems/core/capacity/")
    expect(page.locator("table.readings").first.locator("tbody tr")).to_have_count(rich.DAYS)


def test_it_prints_on_paper(window: Window) -> None:
    page = window.open()
    page.goto("/i/one/systems/core/backups/")
    page.emulate_media(media="print")
    expect(page.locator("nav.tabs")).to_be_hidden()
    expect(page.locator(".month").first).to_be_visible()


def test_what_is_folded_is_unfolded_on_paper_and_by_the_keyboard(window: Window) -> None:
    page = window.open()
    page.goto("/i/one/systems/core/")
    fold = page.locator("details.folded.met").first
    rows = fold.locator("tbody tr").first
    expect(rows).to_be_hidden()
    fold.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(rows).to_be_visible()
    page.keyboard.press("Enter")
    page.evaluate("""window.addEventListener('beforeprint', () => { window.printed =
        document.querySelectorAll('details.folded:not([open])').length; })""")
    page.pdf(format="A4")
    assert page.evaluate("window.printed") == 0  # ours came first
    expect(rows).to_be_hidden()  # and as it was, afterwards


def test_a_dark_page_is_printed_light_and_its_charts_fit_the_sheet(window: Window) -> None:
    page = window.open(dark=True)
    page.goto("/i/one/systems/core/capacity/")
    root = page.locator("html")
    expect(root).to_have_attribute("data-bs-theme", "dark")
    wide = page.locator("#m0 canvas").bounding_box()
    page.evaluate("""window.addEventListener('beforeprint', () => { window.printed = [
        document.documentElement.dataset.bsTheme, document.querySelector('#m0 canvas').clientWidth]; })""")
    page.pdf(format="A4")
    theme, width = page.evaluate("window.printed")
    assert theme == "light" and width <= 700 < (wide or {"width": 0})["width"]
    expect(root).to_have_attribute("data-bs-theme", "dark")
    again = page.locator("#m0 canvas").bounding_box()
    assert wide and again and again["width"] == wide["width"]
