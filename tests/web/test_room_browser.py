"""The incident room by one thumb: declared, written into, reported and recovered on a phone; without a script; how it looks."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web import made
from tests.web.looks import faults
from zhengan.accounts.models import Institution
from zhengan.registers.filings.models import Filing
from zhengan.registers.incidents.models import Incident, IncidentEntry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("ZHENGAN_SHOTS")
DESK = "/i/one/incidents/"
ROOM = f"{DESK}fire/room/"
SIZES = ((390, 844), (1440, 900))
SMALL = """() => [...document.querySelectorAll('.room button, .room select, .room input:not([type=hidden], [type=checkbox]),'
  + ' .room .tick, .room .btn, .desk button, .desk select, .desk .nature')]
  .filter(one => { const box = one.getBoundingClientRect(); return box.height && box.height < 44; })
  .map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def one() -> Institution:
    return made.institution("one")


@pytest.fixture
def people(one: Institution) -> made.People:
    return made.people(one, made.institution("two"))


class Visits:
    """Windows of somebody who is logged in; ``complaints``: what the browser refused or could not run."""

    def __init__(self, browser: Browser, address: str):
        self.browser, self.address = browser, address
        self.complaints: list[str] = []

    def open(self, user: Any, address: str, width: int = 390, language: str = "zh-hans", **options: Any) -> Page:
        context = self.browser.new_context(viewport={"width": width, "height": 844}, base_url=self.address, **options)
        cookies = {"sessionid": made.client_of(user).cookies["sessionid"].value, "django_language": language}
        context.add_cookies([{"name": name, "value": value, "url": self.address} for name, value in cookies.items()])
        page = context.new_page()
        page.clock.install()  # its time goes on as ours, and may be run ahead
        page.on("console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(address)
        return page


@pytest.fixture
def visits(browser: Browser, live_server: Any) -> Iterator[Visits]:
    opened = Visits(browser, live_server.url)
    yield opened
    for context in browser.contexts:
        context.close()
    refused = "Failed to load resource: the server responded with a status of 422"  # a form sent back: it remarks on that
    assert [text for text in opened.complaints if not text.startswith(refused)] == []


def current(model: Any, one: Institution) -> Any:
    return model.objects.filter(institution=one).current()


def test_a_night_on_the_phone(visits: Visits, people: made.People, one: Institution) -> None:
    page = visits.open(people.owner, DESK, has_touch=True)
    page.get_by_label("哪个系统").select_option("core")
    page.get_by_text("数据损毁").tap()
    page.get_by_label("所见").fill("持仓数据错误")
    page.get_by_role("button", name="发现，开始计时").tap()
    big = page.locator(".big")
    expect(big).to_have_text(re.compile(r"^0:00:0\d$"))
    first = big.inner_text()
    expect(big).not_to_have_text(first)  # it ticks
    expect(page.locator("#d-first")).to_contain_text("立即，应于")
    expect(page.locator("#d-first .left")).to_have_text(re.compile(r"还有 0:59:\d\d|还有 1:00:00"))

    field = page.locator("#entry-text")
    field.fill("停止自动对账")
    field.press("Enter")
    expect(page.locator(".lines .told").first).to_have_text("停止自动对账")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    assert page.url.endswith("/room/")

    field.fill("写到一半")
    page.locator("#d-first").get_by_role("button", name="已报告").tap()
    expect(page.locator("#d-first .stands")).to_contain_text("已完成")
    expect(field).to_have_value("写到一半")  # another form does not lose the line
    expect(page.locator(".lines")).to_contain_text("应急报告（首报） → 属地派出机构")

    page.locator("#evidence li", has_text="异常画面截屏").get_by_role("button").tap()
    expect(page.locator("#evidence li.kept")).to_have_count(1)
    page.get_by_role("button", name="现场和证据已保护").tap()
    expect(page.locator("#d-evidence .stands")).to_have_text("已保护")
    page.locator("#grade").select_option("severe")
    page.locator(".grade button").tap()
    expect(page.locator("#d-again .left")).to_have_text(re.compile("还有 0:2"))

    page.locator("#d-recovery summary").first.tap()
    page.get_by_role("button", name="记为已恢复").tap()
    expect(page.locator(".clock.over")).to_be_visible()
    stopped = big.inner_text()
    page.wait_for_timeout(1500)
    assert big.inner_text() == stopped
    incident = current(Incident, one).get()
    assert incident.nature == "data_damage" and incident.recovered >= incident.detected
    assert incident.evidence_kept is True and incident.grade == "severe"
    assert current(Filing, one).get().about == incident.uid and current(IncidentEntry, one).count() == 2
    page.goto("/i/one/")
    expect(page.locator(".going")).to_have_count(0)


def test_what_something_else_styled_is_swapped_without_a_style_attribute(
    visits: Visits, people: made.People, one: Institution
) -> None:
    """A script or an extension may give an element a style; carried over to the new one as an attribute, it breaks the policy."""
    made.incident(one)
    page = visits.open(people.owner, ROOM, has_touch=True)
    page.evaluate("() => document.querySelectorAll('[id]').forEach(one => { one.style.opacity = '1'; })")
    page.get_by_role("button", name="影响投资者", exact=True).tap()
    expect(page.get_by_role("button", name="影响投资者", exact=True)).to_have_count(0)


def test_a_refused_time_says_so_and_keeps_the_line(visits: Visits, people: made.People, one: Institution) -> None:
    made.incident(one)
    page = visits.open(people.owner, ROOM)
    page.locator("#entry-text").fill("切换到同城")
    page.locator(".entry summary").click()
    page.locator("#at-at-entry").fill("2099-01-01T00:00:07")
    expect(page.locator(".entry summary b")).to_have_text("2099-01-01 00:00:07")
    page.get_by_role("button", name="记下").click()
    expect(page.locator(".room .problems")).to_contain_text("在未来", timeout=20_000)
    expect(page.locator("#entry-text")).to_have_value("切换到同城")
    assert not current(IncidentEntry, one).exists()


def test_what_did_not_arrive_is_told_and_not_lost(visits: Visits, people: made.People, one: Institution) -> None:
    made.incident(one)
    page = visits.open(people.owner, ROOM)
    page.context.set_offline(True)
    page.locator("#entry-text").fill("切换到同城")
    page.get_by_role("button", name="记下").click()
    expect(page.locator("[data-unsent]")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="记下").click()
    expect(page.locator(".lines .told").first).to_have_text("切换到同城")
    expect(page.locator("[data-unsent]")).to_be_hidden()
    assert current(IncidentEntry, one).count() == 1
    offline = ("htmx:", "Failed to load resource: net::ERR_INTERNET_DISCONNECTED")  # it remarks on that
    visits.complaints[:] = [text for text in visits.complaints if not text.startswith(offline)]


def test_what_was_written_elsewhere_comes_by_itself(visits: Visits, people: made.People, one: Institution) -> None:
    made.incident(one)
    page = visits.open(people.owner, ROOM)
    page.locator("#entry-text").fill("写到一半")
    other = visits.open(people.owner, ROOM)
    other.locator("#entry-text").fill("切换到同城")
    other.get_by_role("button", name="记下").click()
    expect(other.locator(".lines .told").first).to_have_text("切换到同城")
    page.clock.run_for(20_000)
    expect(page.locator(".lines .told").first).to_have_text("切换到同城")
    expect(page.locator("[data-stale]")).to_contain_text("他人有新的登记")
    expect(page.locator("#entry-text")).to_have_value("写到一半")


def test_it_works_without_a_script(visits: Visits, people: made.People, one: Institution) -> None:
    page = visits.open(people.owner, DESK, java_script_enabled=False)
    page.get_by_label("哪个系统").select_option("core")
    page.get_by_label("所见").fill("登录失败")
    page.get_by_role("button", name="发现，开始计时").click()
    assert re.fullmatch(r"0:00:0\d", page.locator(".big").inner_text())
    page.locator("#entry-text").fill("重启网关")
    page.get_by_role("button", name="记下").click()
    assert page.locator(".lines .told").first.inner_text() == "重启网关"
    page.locator("#d-first").get_by_role("button", name="已报告").click()
    assert "已完成" in page.locator("#d-first .stands").inner_text()
    page.locator("#d-recovery summary").first.click()
    page.get_by_role("button", name="记为已恢复").click()
    assert page.locator(".clock.over").count() == 1


def test_a_text_is_copied(visits: Visits, people: made.People, one: Institution) -> None:
    made.incident(one)
    page = visits.open(people.owner, ROOM, permissions=["clipboard-read", "clipboard-write"], accept_downloads=True)
    page.locator("#d-first").get_by_role("link", name="生成报告文本").click()
    assert "（待补充）" in page.locator("#text").input_value()
    page.locator("#text").fill("改写之后")
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "改写之后"
    with page.expect_download() as begun:
        page.get_by_role("link", name="下载 .txt").click()
    assert begun.value.suggested_filename == "incident-first-zh.txt"


def test_it_prints_what_was_done_and_no_forms(visits: Visits, people: made.People, one: Institution) -> None:
    made.incident(one)
    page = visits.open(people.owner, ROOM, 1440)
    page.emulate_media(media="print")
    expect(page.locator(".entry")).to_be_hidden()
    expect(page.locator(".lines li").first).to_be_visible()
    expect(page.locator("#evidence li", has_text="系统日志与业务日志")).to_be_visible()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_nothing_is_wrong_with_how_it_looks(visits: Visits, people: made.People, one: Institution, language: str) -> None:
    name = "网上交易客户端登录失败，统一身份认证返回超时，涉及全部渠道"
    made.incident(one, 47, investors_affected="是", grade="重大", name=name)
    made.incident(one, 500, id="old", name="Slow orders", recovered="无")
    for text in ("切换认证到同城，观察五分钟", "网关限流放宽至两倍"):
        made.enter(one, "incident_entries", incident="fire", sort="处置", text=text,
                   at=f"{current(Incident, one).get(uid='fire').detected:%Y-%m-%d %H:%M:%S}", id=text[:2])  # fmt: skip
    page = visits.open(people.owner, DESK, language=language)
    wrong: list[str] = []
    for place in (DESK, ROOM, f"{ROOM}text/first/", "/i/one/"):
        page.goto(place)
        for width, height in SIZES:
            found = faults(page, width, height)
            small = page.evaluate(SMALL) if width == 390 else []
            wrong += [f"{place} at {width}: {one}" for one in [*found, *(f"under 44 px: {one}" for one in small)]]
            if SHOTS:
                photograph(page, place, width, language)
    assert wrong == []


def photograph(page: Page, place: str, width: int, language: str) -> None:
    page.reload()
    for theme in ("dark", "light"):
        page.evaluate("theme => document.documentElement.setAttribute('data-bs-theme', theme)", theme)
        kind = place.strip("/").replace("/", "-")
        page.wait_for_timeout(400)  # colours fade from one to the other
        page.screenshot(path=f"{SHOTS}/{kind}-{width}-{language}-{theme}.png", full_page=True)
    if width == 390:
        page.screenshot(path=f"{SHOTS}/{kind}-{width}-{language}-seen.png")


def test_a_line_sent_after_the_log_in_ran_out_is_not_lost(visits: Visits, people: made.People, one: Institution) -> None:
    people.owner.set_password(made.PASSWORD)
    people.owner.save()
    uid = made.incident(one)
    page = visits.open(people.owner, f"/i/one/incidents/{uid}/room/", width=1440)
    page.context.clear_cookies(name="sessionid")
    page.locator("#entry-text").fill("切换至备用链路")
    page.locator("#entry-text").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("还没有保存")
    page.get_by_label("账号").fill(people.owner.get_username())
    page.get_by_label("密码").fill(made.PASSWORD)
    page.get_by_label("密码").press("Enter")
    expect(page.get_by_role("heading", name="尚未保存的内容")).to_be_visible()
    expect(page.locator("table")).to_contain_text("切换至备用链路")
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".lines .told").first).to_have_text("切换至备用链路", timeout=20_000)
    assert page.url.endswith("/room/")
