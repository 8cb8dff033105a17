"""The tour of the guide, on a fresh installation with the sample, by a real browser and through a real server.

Log in → board → article 21 → a system → record a validity check → the finding turns → the site as of last year → export.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from python_calamine import CalamineWorkbook

from scripts.fresh import Fresh, fresh
from zhengan.records.clock import now

pytestmark = [pytest.mark.browser, pytest.mark.slow]
METHOD = "隔离环境恢复并逐表比对"


@pytest.fixture
def installation() -> Iterator[Fresh]:
    with fresh() as made:
        yield made


@pytest.fixture
def page(browser: Browser, installation: Fresh) -> Iterator[Page]:
    """A window that tells of every fault a page has in it."""
    window = browser.new_context(base_url=installation.address, viewport={"width": 1440, "height": 900}, accept_downloads=True)
    window.set_default_timeout(20_000)  # a day's first assessment takes its time on a busy machine
    expect.set_options(timeout=20_000)
    opened = window.new_page()
    faults: list[str] = []
    opened.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    window.close()
    expect.set_options(timeout=5_000)
    assert faults == []


def test_the_tour(page: Page, installation: Fresh, tmp_path: Path) -> None:
    log_in(page, installation)
    see_a_breach_and_its_system(page)
    subject = record_a_validity_check(page)
    see_it_turned(page, subject)
    look_at_last_year(page, subject)
    take_it_away(page, subject, tmp_path)


def log_in(page: Page, installation: Fresh) -> None:
    page.goto("/")
    page.get_by_label("账号").fill(installation.user)
    page.get_by_label("密码").fill(installation.password)
    page.get_by_role("button", name="登录").click()
    expect(page.locator(".tile")).to_have_count(75)


def see_a_breach_and_its_system(page: Page) -> None:
    """Article 21: a figure beside the figure required; from there to the system it is about."""
    page.locator(".tile[href$='/articles/21/']").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("第 21 条")
    row = page.locator("#c21\\.3 tr.f-not_met").first
    expect(row).to_contain_text(re.compile(r"\d.*要求 [<≥]"))
    row.locator("a[href*='/systems/']").first.click()
    expect(page.locator(".strip, svg").first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("没有这个页面")
    expect(page.locator("main")).to_contain_text("今日交易时段")


def record_a_validity_check(page: Page) -> str:
    """On article 20, a system whose backups nobody validated this quarter; its name in the registers."""
    page.goto(house(page) + "articles/20/")
    row = page.locator("tr:is(.f-not_met, .f-unknown)", has=page.locator("a[href*='/findings/20.1-restore/']")).first
    link = row.locator("a[href*='/findings/20.1-restore/']").first
    subject = str(link.get_attribute("href")).rstrip("/").rsplit("/", 1)[1]
    page.locator("#c20\\.1 details", has_text="要记录什么").locator("summary").click()
    page.locator("#c20\\.1 a[href$='restore_tests/new/']").click()
    expect(page.locator(".decides")).to_contain_text("20.1")
    page.get_by_label("系统编号").select_option(subject)
    page.get_by_label("验证完成时刻").fill(f"{now() - timedelta(minutes=3):%Y-%m-%dT%H:%M:%S}")
    page.get_by_label("是否验证有效").select_option("true")
    page.get_by_label("验证方式").fill(METHOD)
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".note")).to_contain_text("已登记")
    return subject


def see_it_turned(page: Page, subject: str) -> None:
    """Met now; why is traced to who recorded it; and that it was otherwise this morning is not forgotten."""
    page.goto(f"{house(page)}findings/20.1-restore/{subject}/")
    expect(page.get_by_role("heading", level=1).locator(".verdict")).to_have_text("符合")
    expect(page.locator("table.traced")).to_contain_text("officer")
    expect(page.locator("table.traced")).to_contain_text(METHOD)
    expect(page.locator(".revised")).to_contain_text("不符合")


def look_at_last_year(page: Page, subject: str) -> None:
    """The whole site as it stood: the day stays while one walks on, and today's record is not there."""
    page.goto(house(page))
    day = (now().date() - timedelta(days=365)).isoformat()
    page.locator("#on").fill(day)
    expect(page).to_have_url(re.compile(f"on={day}"))
    expect(page.locator(".then")).to_contain_text(day)
    expect(page.locator(".tile")).to_have_count(75)
    page.get_by_role("link", name="台账").first.click()
    expect(page).to_have_url(re.compile(f"on={day}"))
    page.locator("main a[href*='/registers/restore_tests/']").first.click()
    expect(page).to_have_url(re.compile(f"on={day}"))
    expect(page.locator("#rows")).not_to_contain_text(METHOD)
    expect(page.get_by_role("link", name="登记", exact=True)).to_have_count(0)  # the past is read, not written


def take_it_away(page: Page, subject: str, folder: Path) -> None:
    """Both files hold what the list shows, and the new record with it."""
    page.goto(f"{house(page)}registers/restore_tests/?system={subject}")
    table = download(page, page.locator("a[href*='export.csv']"), folder / "rows.csv").read_text("utf-8-sig")
    rows = list(csv.reader(table.splitlines()))
    assert any(METHOD in row for row in rows) and all(subject in row for row in rows[1:])
    book = CalamineWorkbook.from_path(str(download(page, page.locator("a[href*='export.xlsx']"), folder / "rows.xlsx")))
    sheet = book.get_sheet_by_index(0).to_python()
    assert len([row for row in sheet if subject in row]) == len(rows) - 1


def download(page: Page, link: Locator, path: Path) -> Path:
    with page.expect_download() as begun:
        link.click()
    begun.value.save_as(path)
    return path


def house(page: Page) -> str:
    """The start of every address of the institution."""
    return "/" + "/".join(page.url.split("/")[3:5]) + "/"
