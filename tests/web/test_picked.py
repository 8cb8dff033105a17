"""Rows ticked in a list: corrected together, withdrawn together, exported; by three people, and in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.web import made
from tests.web.conftest import window_of
from zhengan.accounts.models import Institution
from zhengan.records.clock import now
from zhengan.records.models import Kept
from zhengan.registers import services
from zhengan.registers.catalogue import REGISTERS
from zhengan.registers.systems.models import System
from zhengan.web.kit.onefield import clearable

LIST = "/i/one/registers/systems/"
AMEND, WITHDRAW = f"{LIST}picked/amend/", f"{LIST}picked/withdraw/"


def pk(one: Institution, uid: str) -> str:
    return str(System.objects.current().get(institution=one, uid=uid).pk)


def both(one: Institution) -> list[str]:
    return [pk(one, "core"), pk(one, "oa")]


def last_days(one: Institution) -> dict[str, str]:
    rows = System.objects.current().filter(institution=one).order_by("uid")
    return {row.uid: str(row.to) for row in rows}


def said(response: Any) -> str:
    return str(response.content.decode())


def test_one_field_of_several_is_corrected_in_one_turn(owner: Client, one: Institution) -> None:
    chosen = said(owner.get(AMEND, {"v": both(one)}))
    assert "改哪一项" in chosen and 'name="to"' not in chosen
    form = said(owner.get(AMEND, {"v": both(one), "field": "to"}))
    assert 'name="to"' in form and "各条现值相同" in form and 'name="clear"' in form
    sent = {"v": both(one), "field": "to", "to": "2027-06-30", "remark": "统一下线", "list": "q=系统&order=-name"}
    done = owner.post(AMEND, sent)
    assert done.status_code == 302 and done["Location"] == LIST + "?q=%E7%B3%BB%E7%BB%9F&order=-name"
    assert last_days(one) == {"core": "2027-06-30", "oa": "2027-06-30"}
    instants = {row.recorded_at for row in System.objects.current().filter(institution=one)}
    assert len(instants) == 1  # one turn: nobody ever knew half of it
    core = System.objects.current().get(institution=one, uid="core")
    assert (core.name, core.important, core.markets, core.remark) == ("核心交易系统", True, ("SSE", "SZSE"), "统一下线")
    assert "已更正 2 条" in said(owner.get(LIST))


def test_those_that_say_so_already_are_left_and_told(owner: Client, one: Institution) -> None:
    owner.post(AMEND, {"v": [pk(one, "oa")], "field": "to", "to": "2027-06-30"})
    before = pk(one, "oa")
    owner.post(AMEND, {"v": both(one), "field": "to", "to": "2027-06-30"})
    assert pk(one, "oa") == before and "已更正 1 条" in (told := said(owner.get(LIST))) and "另有 1 条原已如此" in told
    again = owner.post(AMEND, {"v": both(one), "field": "to", "to": "2027-06-30"})
    assert again.status_code == 422 and "没有改动" in said(again)


def test_one_that_does_not_fit_keeps_all_as_they_were(owner: Client, one: Institution) -> None:
    """A last day before the first one of the two."""
    made.enter(one, "systems", id="new", name="新系统", important="否", since="2026-01-01")
    ticked = [*both(one), pk(one, "new")]
    refused = owner.post(AMEND, {"v": ticked, "field": "to", "to": "2025-01-01"})
    told = said(refused)
    assert refused.status_code == 422 and re.search(r"信息系统 new</span>", told) and 'value="2025-01-01"' in told
    assert set(last_days(one).values()) == {"None"}
    for field, value in (("since", "2026-02-30"), ("name", ""), ("since", "2999-01-01")):
        assert owner.post(AMEND, {"v": ticked, "field": field, field: value}).status_code == 422
    assert owner.post(AMEND, {"v": ticked, "field": "id", "id": "x"}).status_code == 200  # no field to choose
    assert {row.uid for row in System.objects.current().filter(institution=one)} == {"core", "oa", "new"}


def test_values_that_differ_are_not_wiped_in_one_click(owner: Client, one: Institution) -> None:
    owner.post(AMEND, {"v": [pk(one, "oa")], "field": "to", "to": "2027-06-30"})
    form = said(owner.get(AMEND, {"v": both(one), "field": "to"}))
    assert "各条现值不同" in form and "2027-06-30 × 1" in form and "—</span> × 1" in form
    refused = owner.post(AMEND, {"v": both(one), "field": "to", "to": ""})
    assert refused.status_code == 422 and last_days(one) == {"core": "None", "oa": "2027-06-30"}
    beside = said(refused).partition('id="w-to"')[2].partition("</p>")[0]
    assert "各条的值不同：请填写新值，或勾选“清空该项”" in beside and said(refused).count("各条的值不同") == 1
    both_ways = owner.post(AMEND, {"v": both(one), "field": "to", "to": "2028-01-01", "clear": "1"})
    assert both_ways.status_code == 422 and "请只留其一" in said(both_ways) and "checked" in said(both_ways)
    assert owner.post(AMEND, {"v": both(one), "field": "to", "to": "", "clear": "1"}).status_code == 302
    assert last_days(one) == {"core": "None", "oa": "None"}


def test_a_shared_value_is_emptied_by_a_tick_only(owner: Client, one: Institution) -> None:
    owner.post(AMEND, {"v": both(one), "field": "to", "to": "2027-06-30"})
    form = said(owner.get(AMEND, {"v": both(one), "field": "to"}))
    assert 'value="2027-06-30"' in form and "2027-06-30 × 2" in form
    emptied = owner.post(AMEND, {"v": both(one), "field": "to", "to": ""})
    assert emptied.status_code == 422 and "未填写新值：请填写，或勾选“清空该项”" in said(emptied)
    assert set(last_days(one).values()) == {"2027-06-30"}
    assert owner.post(AMEND, {"v": both(one), "field": "to", "to": "2027-06-30", "clear": "1"}).status_code == 302
    assert set(last_days(one).values()) == {"None"}  # the tick beside what was prefilled


@pytest.mark.parametrize(
    ("name", "value", "may_be_cleared"), [("important", "false", True), ("cii", "true", False), ("markets", "SSE", True)]
)
def test_a_choice_that_differs_opens_with_nothing_chosen(
    owner: Client, one: Institution, name: str, value: str, may_be_cleared: bool
) -> None:
    owner.post(AMEND, {"v": [pk(one, "oa")], "field": "cii", "cii": "true"})
    form = owner.get(AMEND, {"v": both(one), "field": name})
    chosen, text = form.context["control"], said(form)
    assert chosen.value == "" and ('name="clear"' in text) is may_be_cleared and "留空则清除" not in text
    if name != "markets":
        assert chosen.choices[0] == ("", "请选择") and '<option value="" selected>请选择</option>' in text
    before = both(one)
    refused = owner.post(AMEND, {"v": before, "field": name, name: "", **({} if may_be_cleared else {"clear": "1"})})
    assert refused.status_code == 422 and "各条的值不同：请填写新值" in said(refused) and both(one) == before
    assert owner.post(AMEND, {"v": before, "field": name, name: value}).status_code == 302


def test_only_what_may_be_blank_is_offered_to_be_cleared() -> None:
    """What is left out of a record is then nothing, and never a default that says something."""
    for into in REGISTERS.values():
        assert not {field.name for field in into.fields} & {"v", "list", "field", "clear"}  # the form's own
    systems = REGISTERS["systems"]
    may = {field.name for field in systems.fields[1:] if clearable(systems, field)}
    assert {"to", "important", "supplier", "functions"} <= may and not may & {"name", "since", "cii", "active_active"}


def overtaken(told: str) -> list[list[str]]:
    """The table of what differs, a row a list of its cells' texts."""
    table = told.partition('<table class="diff">')[2].partition("</table>")[0]
    rows = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in table.split("<tr>")[2:]]
    return [[re.sub("<[^>]+>", "", cell).strip() for cell in row] for row in rows]


def carried(told: str) -> list[str]:
    """The versions that the form of the change itself sends on."""
    form = re.search(r'<form method="post" class="card.*?</form>', told, re.DOTALL)
    return re.findall(r'name="v" value="(\d+)"', form[0]) if form else []


def renamed(one: Institution) -> None:
    """A colleague changes two fields of one of the systems."""
    cells = {"name": "办公系统二", "important": "是", "since": "2018-01-01"}
    services.amend(System.objects.current().get(institution=one, uid="oa"), cells, by=None, origin="cli")


def test_what_a_colleague_corrected_meanwhile_is_said_when_the_page_opens(owner: Client, one: Institution) -> None:
    ticked = both(one)
    renamed(one)
    for address, more in ((AMEND, {}), (AMEND, {"field": "to"}), (WITHDRAW, {})):
        opened = owner.get(address, {"v": ticked, **more})
        told = said(opened)
        assert opened.status_code == 200 and "他人已更正其中 1 条" in told and "<small>2 条</small>" in told
        assert [row[:4] for row in overtaken(told)] == [
            ["oa 办公系统二", "名称", "办公系统", "办公系统二"], ["oa 办公系统二", "是否重要信息系统", "否", "是"],
        ]  # fmt: skip
        assert all("本机操作员" in row[4] and re.search(r"\d{4}-\d\d-\d\d", row[4]) for row in overtaken(told))
        assert re.search(r"/oa/\">oa</a> <span class=\"tag new\">他人已更正", told) and told.count("tag new") == 1
    assert carried(told) == both(one)  # what was shown is what is withdrawn


def test_what_a_colleague_withdrew_meanwhile_is_named(owner: Client, one: Institution, people: made.People) -> None:
    ticked = both(one)
    gone = System.objects.current().get(institution=one, uid="oa")
    services.withdraw(gone, by=people.owner, why="重复登记")
    sent = {"v": ticked, "field": "to", "to": "2027-06-30", "why": "误登", "knowing": "1"}
    for address in (AMEND, WITHDRAW):
        for page in (owner.get(address, {"v": ticked}), owner.post(address, sent)):
            told = said(page)
            assert "他人已撤回其中 1 条" in told and re.search(r"办公系统：已于 .* 由 owner 撤回：重复登记", told)
            assert "<small>1 条</small>" in told and "核对两个版本的差异" not in told
            assert carried(told) == ([] if address == AMEND and "f-to" not in told else [pk(one, "core")])
        assert page.status_code == 422
    assert last_days(one) == {"core": "None"}
    assert "没有选中现行的记录" in said(owner.get(AMEND, {"v": [str(gone.pk)]}))


def test_a_version_changed_meanwhile_stops_all_and_is_shown(owner: Client, one: Institution) -> None:
    ticked = both(one)
    renamed(one)
    refused = owner.post(AMEND, {"v": ticked, "field": "to", "to": "2027-06-30"})
    told = said(refused)
    assert refused.status_code == 422 and "未更正。请核对后再次提交。" in told and 'value="2027-06-30"' in told
    assert [row[1:4] for row in overtaken(told)] == [["名称", "办公系统", "办公系统二"], ["是否重要信息系统", "否", "是"]]
    assert set(last_days(one).values()) == {"None"}
    seen = carried(told)
    assert seen == both(one)
    assert owner.post(AMEND, {"v": seen, "field": "to", "to": "2027-06-30"}).status_code == 302  # having seen it
    assert set(last_days(one).values()) == {"2027-06-30"}
    assert System.objects.current().get(institution=one, uid="oa").name == "办公系统二"  # what the colleague wrote stays
    again = owner.post(WITHDRAW, {"v": ticked, "why": "误登", "knowing": "1"})
    assert again.status_code == 422 and "未撤回。请核对后再次提交。" in said(again) and len(last_days(one)) == 2
    assert ["名称", "办公系统", "办公系统二"] in [row[1:4] for row in overtaken(said(again))]


def test_several_are_withdrawn_with_one_reason(owner: Client, one: Institution) -> None:
    form = said(owner.get(WITHDRAW, {"v": both(one)}))
    assert "/i/one/registers/backup_runs/" in form and "已知悉仍有 40 条" in form
    refused = owner.post(WITHDRAW, {"v": both(one), "why": "误登"})
    assert refused.status_code == 422 and 'value="误登"' in said(refused) and len(last_days(one)) == 2
    assert owner.post(WITHDRAW, {"v": both(one), "why": " ", "knowing": "1"}).status_code == 400 and len(last_days(one)) == 2
    assert owner.post(WITHDRAW, {"v": both(one), "why": "误登", "knowing": "1"}).status_code == 302
    assert last_days(one) == {}
    closed = System.objects.filter(institution=one)
    assert {(row.superseded_why, row.superseded_at) for row in closed} == {("误登", closed[0].superseded_at)}


def test_the_institutions_own_record_stays_among_several(owner: Client, one: Institution) -> None:
    held = services.register("institution").model.objects.current().get(institution=one)
    page = owner.post("/i/one/registers/institution/picked/withdraw/", {"v": [held.pk], "why": "误登", "knowing": "1"})
    assert page.status_code in (400, 422) and "机构登记不能撤回" in said(page)


def test_what_is_ticked_is_exported_and_nothing_else(owner: Client, colleague: Client, one: Institution) -> None:
    for client in (owner, colleague):
        table = b"".join(client.get(f"{LIST}export.csv", {"v": [pk(one, "oa")]}).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
        assert "办公系统" in table and "核心交易系统" not in table
    assert owner.get(f"{LIST}export.xlsx", {"v": both(one)}).status_code == 200


def table_of(response: Any) -> str:
    return b"".join(response.streaming_content).decode("utf-8-sig")


def test_an_export_of_what_is_ticked_gives_what_stands(owner: Client, one: Institution, people: made.People) -> None:
    ticked = both(one)
    renamed(one)
    table = table_of(owner.get(f"{LIST}export.csv", {"v": ticked}))
    assert "办公系统二" in table and len(table.splitlines()) == 3
    core = System.objects.current().get(institution=one, uid="core")
    services.withdraw(core, by=people.owner, why="误登", knowing=True)
    for form in ("csv", "xlsx"):
        told = owner.get(f"{LIST}export.{form}", {"v": ticked, "list": "q=系统"})
        assert told.status_code == 409 and "1 条已被撤回：core 核心交易系统" in said(told)
    rest = re.search(r'href="([?][^"]+)">导出其余 1 条', said(owner.get(f"{LIST}export.csv", {"v": ticked})))
    assert rest and "办公系统二" in (table := table_of(owner.get(f"{LIST}export.csv{rest[1]}"))) and "核心" not in table
    alone = said(owner.get(f"{LIST}export.csv", {"v": [core.pk], "list": "order=uid"}))
    assert f'href="{LIST}?order=uid">返回列表' in alone and "导出其余" not in alone


def test_an_export_of_a_list_of_another_day_stays_with_that_day(owner: Client, one: Institution) -> None:
    """What was ticked there is what was known then, corrected since or not."""
    held = pk(one, "oa")
    before = System.objects.filter(pk=held)
    super(Kept, before).update(recorded_at=now() - timedelta(days=9))
    renamed(one)
    day = str((now() - timedelta(days=2)).date())
    assert "办公系统二" not in table_of(owner.get(f"{LIST}export.csv", {"v": [held], "on": day, "known": "then"}))
    assert "办公系统二" in table_of(owner.get(f"{LIST}export.csv", {"v": [held]}))


def test_three_people(
    owner: Client, colleague: Client, outsider: Client, one: Institution, other: Institution
) -> None:
    sent = {"v": both(one), "field": "to", "to": "2027-06-30", "why": "误登", "knowing": "1"}
    for address in (AMEND, WITHDRAW):
        assert colleague.get(address, {"v": both(one)}).status_code == colleague.post(address, sent).status_code == 403
        assert outsider.get(address, {"v": both(one)}).status_code == outsider.post(address, sent).status_code == 404
        assert outsider.post(address.replace("/one/", "/two/"), sent).status_code == 404  # another's versions
    assert outsider.get(f"{LIST}export.csv", {"v": both(one)}).status_code == 404
    assert outsider.get(f"{LIST}export.csv".replace("/one/", "/two/"), {"v": both(one)}).status_code == 404
    assert set(last_days(one).values()) == {"None"} and len(last_days(one)) == 2
    assert "批量" not in said(colleague.get(LIST)) and "批量撤回" in said(owner.get(LIST))


@pytest.mark.parametrize("asked", [["x"], ["-1"], ["9" * 40], ["999999999"], ["²"], ["1", "' or 1=1"]])
def test_what_is_no_version_is_not_found(owner: Client, asked: list[str]) -> None:
    for address in (AMEND, WITHDRAW, f"{LIST}export.csv"):
        assert owner.get(address, {"v": asked}).status_code == 404
    assert owner.post(WITHDRAW, {"v": asked, "why": "x"}).status_code == 404


def test_too_many_and_none(owner: Client) -> None:
    many = owner.post(AMEND, {"v": [str(n) for n in range(201)], "field": "to"})
    assert many.status_code == 400 and "一次至多 200 条" in said(many)
    for address in (AMEND, WITHDRAW):
        for page in (owner.get(address), owner.post(address, {"why": "x"})):
            assert page.status_code == 200 and "请先在列表中勾选" in said(page)


def test_the_way_back_is_never_elsewhere(owner: Client, one: Institution) -> None:
    sent = {"v": both(one), "field": "to", "to": "2027-06-30", "list": "//evil.example/?a=1\r\nSet-Cookie: x"}
    assert owner.post(AMEND, sent)["Location"].startswith(LIST + "?")


# ── in a real browser ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    one = made.institution("one")
    people = made.people(one, made.institution("two"))
    with window_of(people.owner, browser, live_server.url) as opened:
        yield opened


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_ticked_by_hand_and_by_key(page: Page) -> None:
    page.goto(f"{LIST}?order=uid")
    bar, boxes = page.locator("#picked"), page.locator("input[name=v]")
    expect(bar).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(boxes.first).to_be_checked()
    expect(bar).to_contain_text("已选中 1 条")
    expect(page.locator("[data-pick-all]")).to_have_js_property("indeterminate", True)
    page.locator("[data-pick-all]").check()
    expect(bar).to_contain_text("已选中 2 条")
    page.get_by_role("button", name="批量更正").click()
    page.locator("#field").select_option("to")
    page.locator("#f-to").fill("2027-06-30")
    page.get_by_role("button", name="更正这 2 条").click()
    expect(page.locator(".note")).to_contain_text("已更正 2 条")
    expect(page).to_have_url(re.compile(r"order=uid"))
    page.wait_for_load_state()  # htmx listens from then on
    page.locator("#q").fill("办公")
    expect(boxes).to_have_count(1)
    boxes.first.check()  # the table that htmx brought counts too, and so it does when leaving the search brings it again
    page.wait_for_timeout(600)
    expect(bar).to_contain_text("已选中 1 条")
    page.get_by_role("button", name="批量撤回").click()
    page.locator("#why").fill("误登")
    page.get_by_role("button", name="撤回这 1 条").click()
    expect(page.locator(".note")).to_contain_text("已撤回 1 条")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_keys_go_on_from_a_box_ticked_by_mouse(page: Page) -> None:
    page.goto(f"{LIST}?order=uid")
    boxes, links = page.locator("#rows input[name=v]"), page.locator("table.rows tbody td:first-child a")
    boxes.first.click()
    page.keyboard.press("x")
    expect(boxes.first).not_to_be_checked()
    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("x")
    expect(boxes.nth(1)).to_be_checked()
    boxes.nth(1).click()
    page.keyboard.press("k")
    expect(links.first).to_be_focused()
    page.locator("#q").focus()
    page.keyboard.press("x")  # in a text field a letter is a letter
    expect(page.locator("#q")).to_have_value("x")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_choosing_columns_leaves_the_keyboard_where_they_are_chosen(page: Page) -> None:
    page.goto(LIST)
    page.wait_for_load_state()
    chooser = page.locator("#rows form.choose")
    chooser.locator("summary").click()
    chooser.locator("input[value=name]").uncheck()
    chooser.get_by_role("button", name="应用").click()
    page.wait_for_url(re.compile("columns="))
    expect(chooser.locator("summary")).to_be_focused()


RUNS = "/i/one/registers/backup_runs/"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_ticks_stay_over_pages_and_searches_until_they_are_let_go(page: Page) -> None:
    made.backups(Institution.objects.get(code="one"), 210)
    page.goto(f"{RUNS}?order=uid")
    bar, boxes, every = page.locator("#picked"), page.locator("#rows .pick input[name=v]"), page.locator("[data-pick-all]")
    boxes.nth(2).check()
    page.get_by_role("link", name="下一页").click()
    expect(bar).to_contain_text("已选中 1 条，其中 1 条不在本页")
    boxes.first.check()
    expect(bar).to_contain_text("已选中 2 条，其中 1 条不在本页")
    page.wait_for_load_state()
    page.locator("#q").fill("no such run")
    expect(boxes).to_have_count(0)
    expect(bar).to_contain_text("已选中 2 条，其中 2 条不在本页")
    page.goto(f"{RUNS}?order=uid")
    expect(boxes.nth(2)).to_be_checked()
    page.get_by_role("button", name="批量更正").click()
    expect(page.locator("h1 small")).to_have_text("2 条")
    page.get_by_role("link", name="取消").or_(page.locator(".crumbs a").nth(1)).first.click()
    expect(bar).to_contain_text("已选中 2 条")
    for number in (1, 2, 3, 4):
        page.goto(f"{RUNS}?order=uid&page={number}")
        every.check()
    expect(bar).to_contain_text("已选中 200 条，其中 150 条不在本页")
    page.goto(f"{RUNS}?order=uid&page=5")
    boxes.first.click()
    expect(boxes.first).not_to_be_checked()
    expect(bar).to_contain_text("一次至多 200 条，其余未选入")
    page.get_by_role("button", name="清除选择").click()
    expect(bar).to_be_hidden()
    expect(every).to_be_focused()
    page.goto(f"{RUNS}?order=uid")
    expect(boxes.nth(2)).not_to_be_checked()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_ticks_of_two_pages_are_changed_together_and_then_gone(page: Page) -> None:
    one = Institution.objects.get(code="one")
    made.backups(one, 60)
    page.goto(f"{RUNS}?order=uid")
    bar, boxes = page.locator("#picked"), page.locator("#rows .pick input[name=v]")
    boxes.first.check()
    page.goto(f"{RUNS}?order=uid&page=2")
    boxes.first.check()
    page.get_by_role("button", name="批量撤回").click()
    page.locator("#why").fill("误登")
    page.get_by_role("button", name="撤回这 2 条").click()
    expect(page.locator(".note")).to_contain_text("已撤回 2 条")
    expect(bar).to_be_hidden()
    assert services.register("backup_runs").model.objects.current().filter(institution=one).count() == 58
    boxes.first.check()  # what is ticked after that is ticked for something else
    page.reload()
    expect(bar).to_contain_text("已选中 1 条")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_all_that_a_search_leaves_is_ticked_at_once(page: Page) -> None:
    made.backups(Institution.objects.get(code="one"), 230)
    month = f"{now().date() - timedelta(days=40):%Y%m}"  # part of the identifiers
    bar, boxes = page.locator("#picked"), page.locator("#rows .pick input[name=v]")
    page.goto(f"{RUNS}?order=-uid")
    boxes.nth(1).check()
    page.get_by_role("button", name="选中前 200 条（共 230 条）").click()
    expect(bar).to_contain_text("已选中 200 条，其中 150 条不在本页")
    page.get_by_role("button", name="清除选择").click()
    page.goto(f"{RUNS}?q=-{month}&order=uid")
    expect(page.locator("[data-matching]")).to_have_count(0)  # one page holds them all
    page.goto(f"{RUNS}?q=-2&order=uid")
    boxes.first.check()
    found = page.locator("[data-matching]")
    page.evaluate("() => { window.kept = window.fetch; window.fetch = () => Promise.reject(new Error('offline')); }")
    found.click()
    expect(bar).to_contain_text("未能选中，请重试")
    page.evaluate("() => { window.fetch = window.kept; }")
    found.click()
    expect(bar).to_contain_text("已选中 200 条")


def test_what_is_ticked_at_once_follows_filter_order_and_institution(owner: Client, outsider: Client, one: Institution) -> None:
    rows = services.register("backup_runs").model.objects.current().filter(institution=one)
    address = "/i/one/registers/backup_runs/picked/matching.json"
    assert owner.get(address, {"order": "-uid"}).json() == [[row.uid, row.pk] for row in rows.order_by("-uid")]
    into = REGISTERS["systems"]
    extra = next(field.name for field in into.fields[1:] if field.name not in into.columns)
    systems = into.model.objects.current().filter(institution=one).ordered(f"-{extra}")  # a column only this list shows
    told = owner.get(f"{LIST}picked/matching.json", {"columns": extra, "order": f"-{extra}"}).json()
    assert [uid for uid, _ in told] == [row.uid for row in systems]
    last = rows.order_by("-uid")[0]
    assert owner.get(address, {"q": last.uid, "page": "7"}).json() == [[last.uid, last.pk]]
    assert outsider.get(address).status_code == 404
