"""Every page the address table knows, and every state it can be in, as it looks in a real browser.

Two widths, two languages, light and dark: nothing cut off, nothing off the edge, nothing too small for a thumb, nothing
that axe-core minds, no title twice. A page without a visit here fails the first test.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests.web import made, whole
from tests.web.looks import faults
from tests.web.test_access import ARGUMENTS, POST_ONLY
from tests.web.test_walk import ELSEWHERE
from tests.web.walk import FILES
from zhengan.web.systems.tabs import TABS
from zhengan.web.urls import house, urlpatterns

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("ZHENGAN_SHOTS")  # a folder: every page at every size is photographed there
HOUSE = "/i/one/"
SIZES = ((1440, 900), (390, 844))
NO_PAGES = {*FILES, *POST_ONLY, "logout", "language", "calendar-feed", "home"}  # home leads to the board
WRONG = "系统编号,备份完成时刻,是否成功,备份位置\ncore,2026-02-30 02:00,是,本地\nnope,2026-03-01 02:00,也许,异地\n"
RIGHT = "系统编号,验证完成时刻,是否验证有效\ncore,2026-01-20 10:00,是\n"
Go = Callable[[Page], object]

MORE: dict[str, tuple[str, ...]] = {  # other states of a page, by what is asked of it
    "board": (f"?on={made.yesterday()}", "?verdict=not_met"),
    "article": ("../5/", "../21/"),
    "system": ("../oa/capacity/",),
    "system-tab": tuple(f"../{tab}/" for tab in TABS if tab != "capacity"),
    "finding": ("../../20.1-restore/core/", "../../20.2-facilities/core/"),
    "calendar": ("?view=list", "?month=2027-01"),
    "notices": ("?unread=1&kind=cleared",),
    "search": ("?q=备份", "?q=安全&all=clauses", "?q=core", "?q=nowhere", "?q=a"),
    "register": ("../waivers/", "../filings/", "../systems/?order=-name&important=true", "../systems/?q=zzzz"),
    "record-new": ("../../changes/new/",),
}


def _upload(register: str, text: str) -> Go:
    def go(page: Page) -> None:
        page.goto(f"{HOUSE}registers/{register}/import/")
        file = {"name": "a.csv", "mimeType": "text/csv", "buffer": text.encode()}
        page.locator("input[type=file]").set_input_files(files=[file])  # type: ignore[list-item]
        page.locator("form[enctype] .btn-primary").click()
        page.locator("#preview").wait_for()

    return go


def _imported(page: Page) -> None:
    _upload("restore_tests", RIGHT)(page)
    page.locator("[name=confirm]").click()
    expect(page.locator(".note")).to_be_visible()
    page.goto(f"{HOUSE}imports/")


def _touched(page: Page) -> None:
    """The import of ``_imported``, its record corrected since."""
    page.goto(f"{HOUSE}imports/")
    undo = str(page.locator("main a[href*='/imports/']").first.get_attribute("href"))
    page.goto(f"{HOUSE}registers/restore_tests/?order=-recorded_at")
    page.goto(str(page.locator("table.rows tbody a").first.get_attribute("href")) + "edit/")
    page.locator("#f-method").fill("逐表比对")
    page.locator("form.record .btn-primary").click()
    expect(page.locator(".note")).to_be_visible()
    page.goto(undo)
    expect(page.locator(".referring a").first).to_be_visible()
    assert page.locator("[name=why]").count() == 0


def _stale(page: Page) -> None:
    """A form whose page is older than the log-in."""
    page.goto(f"{HOUSE}registers/systems/r/oa/edit/")
    page.evaluate("document.querySelector('form.record [name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    page.locator("form.record .btn-primary").click()
    expect(page.get_by_role("alert").locator(".btn")).to_have_attribute("href", f"{HOUSE}registers/systems/r/oa/edit/")


def _refused(page: Page) -> None:
    page.goto(f"{HOUSE}registers/restore_tests/new/")
    page.evaluate("document.querySelector('form.record').noValidate = true")
    page.locator("form.record .btn-primary").click()
    expect(page.locator(".wrong").first).to_be_visible()


def _conflict(page: Page) -> None:
    """Two people correct the same record; the second is shown what the first wrote."""
    page.goto(f"{HOUSE}registers/systems/r/oa/edit/")
    other = page.context.new_page()
    for one, name in ((other, "办公系统二"), (page, "办公系统三")):
        if one is other:
            one.goto(f"{HOUSE}registers/systems/r/oa/edit/")
        one.locator("#f-name").fill(name)
        one.locator("form.record .btn-primary").click()
    other.close()
    expect(page.locator(".diff")).to_be_visible()


def _drawer(page: Page) -> None:
    page.goto(f"{HOUSE}registers/backup_runs/")
    page.locator("table.rows tbody a").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()


def _ticked(button: str, field: str = "") -> Go:
    """Two systems ticked in the list, and what is to become of them."""

    def go(page: Page) -> None:
        page.goto(f"{HOUSE}registers/systems/")
        page.locator("[data-pick-all]").check()
        page.get_by_role("button", name=re.compile(button)).click()
        page.wait_for_url("**/picked/**")
        if field:
            page.locator("#field").select_option(field)
            page.wait_for_url(f"**field={field}**")

    return go


def _just_ticked(page: Page) -> None:
    page.goto(f"{HOUSE}registers/systems/")
    page.locator("input[name=v]").first.check()
    expect(page.locator("#picked")).to_be_visible()


def _token(page: Page) -> None:
    page.goto(f"{HOUSE}tokens/")
    page.locator("[name=name]").fill("夜间批处理对账程序")
    page.locator(".make .btn-primary").click()
    expect(page.locator("#secret")).to_be_visible()


def _subscribed(page: Page) -> None:
    page.goto(f"{HOUSE}calendar/subscribe/")
    if page.locator("details").count():
        page.locator("summary").click()
    page.locator("[value=renew]").click()
    expect(page.locator("#address")).to_be_visible()


def _logged_out(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")
    page.goto("/login/")
    expect(page.locator("#id_password")).to_be_visible()


def _tried(text: str, waits: str) -> Go:
    def go(page: Page) -> None:
        page.goto(f"{HOUSE}masking/")
        page.locator("#text").fill(text)
        page.locator("#text").press("Control+Enter")
        page.locator(waits).wait_for()

    return go


def _example(page: Page) -> None:
    page.goto(f"{HOUSE}masking/")
    page.locator("[form=try-example]").click()
    page.locator(".spots").wait_for()


STATES: dict[str, Go] = {  # states that are come to by doing something
    "import with a preview": _upload("restore_tests", RIGHT), "import with errors": _upload("backup_runs", WRONG),
    "imports": _imported, "form with errors": _refused, "conflict": _conflict, "drawer": _drawer,
    "ticked": _just_ticked, "several corrected": _ticked("批量更正|Correct several", "to"),
    "several withdrawn": _ticked("批量撤回|Withdraw several"), "new token": _token, "new subscription": _subscribed,
    "bench with an example": _example, "bench with nothing found": _tried("今日无事", ".passes"),
    "bench with too long a text": _tried("长" * 20_001, ".problems"),
    "no such page": lambda page: page.goto(f"{HOUSE}nowhere/"),
    "stale form": _stale, "import with a record corrected since": _touched,
    "record not known yet": lambda page: page.goto(f"{HOUSE}registers/systems/r/core/?on=2024-01-01"),
    "problem": lambda page: page.goto(f"{HOUSE}?on=2999-01-01"),
}  # fmt: skip


def named() -> dict[str, str]:
    """The pages of the address table by name, save what is no page."""
    inside = {n: reverse(n, kwargs={"code": "one", **given}) for n, given in ARGUMENTS.items() if n not in NO_PAGES}
    return {**inside, "login": "/login/", "password": "/password/", "api-docs": "/api/v1/docs"}


def visits() -> Iterator[tuple[str, Go]]:
    """Every page and every further state of it, with the way to it."""
    for name, address in named().items():
        if name == "login":
            continue
        for asked in ("", *MORE.get(name, ())):
            yield f"{name} {asked}", lambda page, to=address + asked: page.goto(to)  # type: ignore[misc]
    yield from STATES.items()
    yield "login ", _logged_out  # the last: whoever is logged in does not see it


def test_every_page_of_the_address_table_is_visited() -> None:
    known = {one.name for one in (*house, *urlpatterns) if getattr(one, "name", None)}
    assert known - NO_PAGES | {"api-docs"} == set(named())  # of the interface's addresses the others are for programs
    assert ELSEWHERE <= {*NO_PAGES, *named()} and set(MORE) <= set(named())


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A window of the owner's. At its end the browser must have had nothing to complain of."""
    people = whole.fill()
    client = made.client_of(people.owner)
    window = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=live_server.url)
    window.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    opened, said = window.new_page(), []
    window.on("console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None)
    window.on("weberror", lambda one: said.append(str(one.error)))
    yield opened
    window.close()
    assert [text for text in said if "Failed to load resource" not in text] == []  # it remarks on a 404 and a 422


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_nothing_is_wrong_with_how_a_page_looks(page: Page, live_server: Any, language: str) -> None:
    page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    wrong: list[str] = []
    titles: dict[str, str] = {}
    for name, go in visits():
        page.set_viewport_size({"width": 1440, "height": 900})
        go(page)
        for width, height in SIZES:
            wrong += [f"{name} at {width}: {one}" for one in faults(page, width, height)]
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/{re.sub('[^a-z0-9]+', '-', name)}-{width}-{language}.png", full_page=True)
        if name.endswith(" "):
            wrong += [f"{name}: titled as {titles[page.title()]}"] if page.title() in titles else []
            titles[page.title()] = name
    assert wrong == []
