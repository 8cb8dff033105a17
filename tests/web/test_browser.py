"""A real browser: log in, find the breach, record what was done, see the finding turn. Three people; two widths."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web import made
from zhengan.accounts.models import User
from zhengan.records.clock import now

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("ZHENGAN_SHOTS")  # a folder: every page the tests meet is photographed there


class House:
    """The pages of a live server, seen by one person at a time."""

    def __init__(self, browser: Browser, address: str):
        self.browser, self.address = browser, address
        self.complaints: list[str] = []

    def visit(self, user: User | None, width: int = 1440, height: int = 900, dark: bool = False) -> Page:
        """A fresh browser window; logged in by the log-in page where somebody is given."""
        window = self.browser.new_context(
            viewport={"width": width, "height": height}, base_url=self.address, color_scheme="dark" if dark else "light"
        )
        page = window.new_page()
        page.on("console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if user is not None:
            page.goto("/login/")
            page.get_by_label("账号").fill(user.username)
            page.get_by_label("密码").fill(made.PASSWORD)
            page.get_by_role("button", name="登录").click()
            expect(page.locator(".wall")).to_be_visible()
            page.wait_for_load_state()  # its scripts too: keys are heard from then on
        return page

    def shot(self, page: Page, name: str) -> None:
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


@pytest.fixture
def people() -> made.People:
    one = made.institution("one")
    made.backups(one, 20)
    for place in ("local", "same_city", "remote"):
        made.enter(one, "backup_sites", id=place, site=place, name=f"{place} 机房", since="2020-01-01")
    found = made.people(one, made.institution("two"))
    made.may_log_in(found.owner, found.colleague, found.outsider)
    return found


@pytest.fixture
def house(browser: Browser, live_server: Any, people: made.People) -> Iterator[House]:
    opened = House(browser, live_server.url)
    yield opened
    for context in browser.contexts:
        context.close()
    assert opened.complaints == []  # a refused inline style would complain here


def test_from_log_in_to_a_finding_that_turns(house: House, people: made.People) -> None:
    page = house.visit(people.owner)
    house.shot(page, "board")
    tile = page.locator(".tile[href$='/articles/20/']")
    expect(tile).to_contain_text("未知")
    tile.click()
    clause = page.locator("#c20\\.1")
    expect(clause).to_contain_text("没有登记备份有效性验证")
    clause.locator(".links a[href*='restore_tests/new']").click()
    page.get_by_label("系统编号").select_option("core")
    stamp = now() - timedelta(minutes=3)
    page.get_by_label("验证完成时刻").fill(f"{stamp:%Y-%m-%dT%H:%M:%S}")
    page.get_by_label("是否验证有效").select_option("true")
    page.get_by_label("验证方式").fill("隔离环境恢复并逐表比对")
    house.shot(page, "record")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".note")).to_contain_text("已登记")
    page.goto("/i/one/articles/20/")
    row = clause.locator("tr", has_text="季度有效性验证")
    expect(row.locator(".verdict")).to_have_text("符合")
    house.shot(page, "article")


def test_a_colleague_sees_and_cannot_write_an_outsider_sees_nothing(house: House, people: made.People) -> None:
    page = house.visit(people.colleague)
    page.goto("/i/one/registers/systems/")
    expect(page.get_by_role("link", name="core", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="登记")).to_have_count(0)
    stranger = house.visit(people.outsider)
    stranger.goto("/i/one/articles/20/")
    expect(stranger.get_by_role("heading", name="没有这个页面")).to_be_visible()
    house.complaints.clear()  # the browser itself remarks on the 404


def test_a_row_opens_beside_the_table_and_keys_walk_it(house: House, people: made.People) -> None:
    page = house.visit(people.owner)
    page.goto("/i/one/registers/backup_runs/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("table.rows tbody tr").nth(1).locator("a").first
    expect(second).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("备份完成时刻")
    expect(page).to_have_url(re.compile("/backup_runs/$"))
    house.shot(page, "drawer")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(second).to_be_focused()


def test_the_table_filters_as_one_types_and_the_address_keeps_it(house: House, people: made.People) -> None:
    page = house.visit(people.owner)
    page.goto("/i/one/registers/backup_runs/")
    day = now().date() - timedelta(days=4)
    page.get_by_label("搜索").fill(f"{day:%Y%m%d}")
    expect(page.locator("table.rows tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile(f"q={day:%Y%m%d}"))
    page.reload()
    expect(page.locator("table.rows tbody tr")).to_have_count(1)


@pytest.mark.parametrize(("list_", "name"), [("registers/systems/", "important"), ("findings/", "verdict")])
def test_what_stands_around_a_filtered_table_follows_the_filter(house: House, people: made.People, list_: str, name: str) -> None:
    """The exports, the day and the language are of the rows one sees; and going back shows whole pages."""
    page = house.visit(people.owner)
    page.goto(f"/i/one/{list_}")
    every = page.locator("#rows tbody tr").count()
    chosen = page.locator(f".filters select[name={name}]")
    value = chosen.locator("option").nth(1).get_attribute("value")
    chosen.select_option(value)
    expect(page).to_have_url(re.compile(f"={value}"))
    expect(page.locator("#rows tbody tr")).not_to_have_count(every)
    few = page.locator("#rows tbody tr").count()
    expect(page.locator("#tools a").last).to_have_attribute("href", re.compile(f"[?&]{name}={value}"))
    expect(page.locator(f"#asof input[name={name}]")).to_have_value(str(value))
    page.locator("#rows tbody a").first.focus()  # the page goes on to live: its keys and links are heard
    page.goto("/i/one/")
    page.go_back()
    expect(page.locator("header.top")).to_be_visible()
    expect(page.locator("#rows tbody tr")).to_have_count(few)
    page.go_back()
    expect(page.locator("#rows tbody tr")).to_have_count(every)
    expect(page.locator("header.top")).to_be_visible()
    page.go_forward()
    expect(page.locator("#rows tbody tr")).to_have_count(few)
    page.get_by_role("button", name="English").click()
    expect(page.locator("#rows tbody tr")).to_have_count(few)


def test_the_drawer_is_not_taken_for_the_page_of_the_same_address(house: House, people: made.People) -> None:
    page = house.visit(people.owner)
    page.goto("/i/one/registers/systems/r/core/")
    page.goto("/i/one/registers/systems/")
    page.locator("#rows tbody a", has_text="core").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.go_back()
    expect(page.locator("header.top")).to_be_visible()
    page.goto("/i/one/registers/systems/r/core/")
    expect(page.locator("header.top")).to_be_visible()


def test_a_step_back_closes_the_drawer_and_leaves_the_list(house: House, people: made.People) -> None:
    page = house.visit(people.owner)
    page.goto("/i/one/registers/")
    page.goto("/i/one/registers/systems/")
    page.locator("select[name=important]").select_option("true")
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    listed = page.url
    row = page.locator("#rows tbody a", has_text="core").first
    for close in (page.go_back, lambda: page.keyboard.press("Escape"), lambda: page.locator("[data-close]").click()):
        row.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        close()
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(row).to_be_focused()
        expect(page.locator("#rows tbody tr")).to_have_count(1)
        assert page.url == listed
    page.evaluate("() => { setTimeout(() => history.back()) }")  # no step was added by what was closed
    expect(page.locator("#rows tbody tr")).to_have_count(2)
    expect(page).to_have_url(re.compile("/one/registers/systems/$"))


def test_a_day_that_is_typed_is_asked_when_it_is_whole(house: House, people: made.People) -> None:
    page = house.visit(people.owner)
    page.goto("/i/one/")
    day = page.get_by_label("截至", exact=True)
    day.focus()
    page.keyboard.type("06152025")
    page.wait_for_timeout(300)
    expect(page).to_have_url(re.compile("/i/one/$"))
    expect(day).to_have_value("2025-06-15")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("on=2025-06-15"))
    page.get_by_label("截至", exact=True).fill("2025-06-16")  # chosen, not typed
    expect(page).to_have_url(re.compile("on=2025-06-16"))


def test_columns_are_chosen_and_stay_while_one_filters(house: House, people: made.People) -> None:
    page = house.visit(people.owner)
    page.goto("/i/one/registers/systems/")
    page.get_by_text("选择列").click()
    page.get_by_role("checkbox", name="业务功能").uncheck()
    page.get_by_role("checkbox", name="认定理由").check()
    page.get_by_role("button", name="应用").click()
    expect(page.get_by_role("columnheader", name="认定理由")).to_be_visible()
    expect(page.get_by_role("columnheader", name="业务功能")).to_have_count(0)
    page.get_by_placeholder("搜索", exact=True).fill("oa")
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    expect(page.get_by_role("columnheader", name="认定理由")).to_be_visible()
    page.reload()
    expect(page.get_by_role("columnheader", name="认定理由")).to_be_visible()
    page.get_by_text("选择列").click()
    page.get_by_role("link", name="恢复默认列").click()
    expect(page.get_by_role("columnheader", name="业务功能")).to_be_visible()
    expect(page.locator("#rows tbody tr")).to_have_count(1)


def test_an_import_through_the_browser(house: House, people: made.People) -> None:
    page = house.visit(people.owner)
    page.goto("/i/one/registers/restore_tests/import/")
    head = "系统编号,验证完成时刻,是否验证有效\n"
    bad = {"name": "a.csv", "mimeType": "text/csv", "buffer": f"{head}core,2026-02-30 10:00,是\n".encode()}
    page.get_by_label("文件").set_input_files(files=[bad])  # type: ignore[list-item]
    page.get_by_role("button", name="核对").click()
    expect(page.locator("#preview")).to_contain_text("2026-02-30")
    house.shot(page, "import-refused")
    house.complaints.clear()  # the browser itself remarks on the 422
    good = {"name": "a.csv", "mimeType": "text/csv", "buffer": f"{head}core,2026-01-20 10:00,是\n".encode("gb18030")}
    page.get_by_label("文件").set_input_files(files=[good])  # type: ignore[list-item]
    page.get_by_role("button", name="核对").click()
    page.get_by_role("button", name="确认导入").click()
    expect(page.locator(".note")).to_contain_text("已导入 1 条")


def test_english_by_one_click_and_a_dark_page_by_another(house: House, people: made.People) -> None:
    page = house.visit(people.owner)
    page.goto("/i/one/articles/20/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Article 20")
    before = page.locator("html").get_attribute("data-bs-theme")
    page.get_by_role("button", name="Light or dark").click()
    assert page.locator("html").get_attribute("data-bs-theme") != before
    page.reload()
    assert page.locator("html").get_attribute("data-bs-theme") != before  # it is remembered
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("第 20 条")


def test_the_wall_fits_one_screen(house: House, people: made.People) -> None:
    page = house.visit(people.owner)
    bottom = page.locator(".chapter").last.bounding_box()
    assert bottom is not None and bottom["y"] + bottom["height"] <= 900


CUT = """() => [...document.querySelectorAll('.tile')].filter(tile => {
  const title = tile.querySelector('.title'), [outer, inner] = [tile, title].map(one => one.getBoundingClientRect());
  return inner.bottom > outer.bottom || title.scrollHeight > title.clientHeight + 1 || title.scrollWidth > title.clientWidth;
}).map(tile => tile.innerText)"""
UNREADABLE = """() => [...document.querySelectorAll('input[placeholder]')].filter(input => {
  const pen = document.createElement('canvas').getContext('2d'), style = getComputedStyle(input);
  pen.font = style.font;
  const room = input.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return input.clientWidth > 0 && pen.measureText(input.placeholder).width > room;
}).map(input => input.placeholder)"""


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_title_of_the_wall_and_no_hint_of_a_form_is_cut(house: House, people: made.People, language: str) -> None:
    page = house.visit(people.owner)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": house.address}])
    for width in (1440, 1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/i/one/")
        assert page.locator(".tile").count() == 75 and page.evaluate(CUT) == []
        page.goto("/i/one/registers/changes/new/")
        assert page.locator("input[placeholder]").count() > 5 and page.evaluate(UNREADABLE) == []


def test_it_works_without_a_script(house: House, people: made.People, browser: Browser) -> None:
    window = browser.new_context(base_url=house.address, java_script_enabled=False)
    page = window.new_page()
    page.goto("/login/")
    page.get_by_label("账号").fill("owner")
    page.get_by_label("密码").fill(made.PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.goto("/i/one/registers/systems/")
    page.get_by_label("搜索").fill("oa")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("table.rows tbody tr")).to_have_count(1)
    page.get_by_role("link", name="oa", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("办公系统")


def test_a_slash_goes_to_the_search_and_arrows_walk_what_it_found(house: House, people: made.People) -> None:
    page = house.visit(people.owner)
    page.keyboard.press("/")
    expect(page.locator("#seek")).to_be_focused()
    page.keyboard.type("核心交易")
    page.keyboard.press("Enter")
    expect(page.locator("[data-hits]")).to_be_visible()
    page.wait_for_load_state()
    found = page.url
    assert "/i/one/search/?q=" in found  # an address to keep, to go back from, and to open again
    page.reload()
    expect(page.locator("[data-hits]")).to_be_visible()
    page.go_back()
    expect(page.locator(".wall")).to_be_visible()
    page.go_forward()
    expect(page.locator("[data-hits]")).to_be_visible()
    assert page.url == found
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    first = page.locator("a[data-hit]").first
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#seek")).to_be_focused()


def test_the_first_stop_of_every_page_leads_past_the_header(house: House, people: made.People) -> None:
    page = house.visit(people.owner)
    for address in ("/i/one/", "/i/one/registers/backup_runs/", "/i/one/tokens/"):
        page.goto(address)
        page.keyboard.press("Tab")
        skip = page.locator(".skip")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#main') !== null"), address


STOP = """() => { const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return { name: one.outerHTML.slice(0, 90), end: one === document.body, top: box.top + scrollY,
    seen: style.outlineStyle !== 'none' || style.boxShadow !== 'none' }; }"""


@pytest.mark.parametrize("address", ["/i/one/", "/i/one/articles/20/", "/i/one/registers/systems/", "/i/one/tokens/"])
def test_tab_walks_a_page_from_head_to_foot_and_shows_where_it_is(house: House, people: made.People, address: str) -> None:
    page = house.visit(people.owner)
    page.goto(address)
    stops = []
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["end"]:
            break
        stops.append(stop)
    assert [one["name"] for one in stops if not one["seen"]] == []
    top = "one => document.querySelector(one).getBoundingClientRect().top + scrollY"
    parts = page.evaluate(f"['.top', '#main', '.foot'].map({top})")
    inside = [sum(one["top"] >= start for start in parts) for one in stops[1:]]
    assert inside == sorted(inside) and set(inside) == {1, 2, 3}, "header, then page, then foot"


def test_the_drawer_holds_the_focus_until_it_is_closed(house: House, people: made.People) -> None:
    page = house.visit(people.owner)
    page.goto("/i/one/registers/backup_runs/")
    row = page.locator("table.rows tbody a").first
    row.focus()
    page.keyboard.press("Escape")
    expect(row).to_be_focused()  # nothing is open: nothing is closed
    page.keyboard.press("Enter")
    close = page.get_by_role("dialog").get_by_role("button")
    expect(close).to_be_focused()
    for key in ("Tab", "Tab", "Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab", "j"):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.closest('[role=dialog]') !== null"), key
    close.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(close).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(row).to_be_focused()


def test_a_new_token_is_copied_by_a_click_and_revoked_by_two(house: House, people: made.People) -> None:
    page = house.visit(people.owner)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/i/one/tokens/")
    page.get_by_label("给谁用").fill("对账程序")
    page.get_by_role("button", name="生成令牌").click()
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#secret").input_value()
    revoke = page.get_by_role("button", name="吊销")
    expect(revoke).to_be_hidden()
    page.locator("summary", has_text="吊销").click()
    revoke.click()
    expect(page.locator("table")).to_contain_text("已失效")


def test_a_table_that_goes_on_says_so(house: House, people: made.People) -> None:
    page = house.visit(people.owner, 390, 844)
    page.goto("/i/one/registers/systems/")
    box = page.locator("#rows .scroll")
    expect(box).to_have_attribute("data-more", "right")
    box.evaluate("one => { one.scrollLeft = one.scrollWidth }")
    expect(box).to_have_attribute("data-more", "left")
    first = page.locator("table.rows tbody td").first.bounding_box()
    assert first is not None and first["x"] >= 0  # the identifier stays in sight


def test_on_paper_there_is_the_page_and_not_what_leads_through_it(house: House, people: made.People) -> None:
    page = house.visit(people.owner, 703, 1000)  # an A4 page upright, its margins taken off
    page.emulate_media(media="print")
    for address in ("/i/one/", "/i/one/articles/20/"):
        page.goto(address)
        expect(page.locator(".top")).to_be_hidden()
        expect(page.locator(".foot")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= 703, address
    head = page.locator("table.findings thead").first.bounding_box()
    assert head is not None and head["x"] >= 0  # a table, not the slips of a phone


def test_a_second_click_on_an_import_leaves_the_reader_at_its_answer(house: House, people: made.People) -> None:
    page = house.visit(people.owner)
    page.goto("/i/one/registers/suppliers/import/")
    table = "编号,名称,起始日\ns1,甲公司,2020-01-01\n".encode()
    page.locator("#file").set_input_files({"name": "f.csv", "mimeType": "text/csv", "buffer": table})
    page.get_by_role("button", name="核对").click()
    page.get_by_role("button", name="确认导入").dblclick()
    expect(page).to_have_url(re.compile("/registers/suppliers/$"))
    expect(page.locator("table.rows tbody")).to_contain_text("甲公司")
    page.go_back()
    again = page.get_by_role("button", name="确认导入")
    if again.count():  # where the browser kept the preview, the same button leads on to what came of it
        again.click()
        expect(page).to_have_url(re.compile(r"/imports/\d+/$"))
