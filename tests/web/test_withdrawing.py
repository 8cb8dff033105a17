"""Before anything is withdrawn, its page shows what refers to it; by three people, and in a real browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from axe_core_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.web import made
from tests.web.conftest import window_of
from zhengan.accounts.models import Institution, Membership, Role
from zhengan.registers import services
from zhengan.registers.imports.models import Import
from zhengan.registers.systems.models import System

ADDRESS = "/i/one/registers/systems/r/core/withdraw/"
SHOTS = os.environ.get("ZHENGAN_SHOTS")


def core(one: Institution) -> System:
    return System.objects.get(institution=one, uid="core", superseded_at=None)


def stands(one: Institution) -> bool:
    return System.objects.current().filter(institution=one, uid="core").exists()


def fill(one: Institution) -> None:
    made.enter(one, "suppliers", id="s", name="某供应商", since="2020-01-01")
    made.enter(one, "contracts", id="k", supplier="s", systems="core；oa", since="2024-01-01")
    made.enter(one, "drills", id="d", at="2026-01-05", name="年度演练", systems="oa；core")


def bring(one: Institution) -> Import:
    """An import of two suppliers, one of whom has a contract."""
    table = "编号,名称,起始日\ns1,甲公司,2020-01-01\ns2,乙公司,2020-01-01\n"
    plan = services.plan_import("suppliers", table.encode(), "供应商.csv", institution=one)
    services.carry_out(plan, institution=one, by=None, origin="import")
    made.enter(one, "contracts", id="k2", supplier="s2", since="2024-01-01")
    return Import.objects.get(institution=one)


def test_the_page_shows_what_refers_before_it_asks(owner: Client, one: Institution) -> None:
    fill(one)
    assert f'href="{ADDRESS}"' in owner.get("/i/one/registers/systems/r/core/").content.decode()
    page = owner.get(ADDRESS)
    told = {one.of.register.name: one.of.count for one in page.context["references"]}
    assert told == {"backup_runs": 40, "contracts": 1, "drills": 1} and page.context["total"] == 42
    text = page.content.decode()
    assert "/i/one/registers/backup_runs/?system=core" in text and "/i/one/registers/contracts/r/k/" in text
    assert text.index("仍在引用的现行记录") < text.index('name="knowing"') < text.index('name="why"')
    assert "另有 30 条" in text
    assert "共 40 条" in owner.get("/i/one/registers/backup_runs/?system=core").content.decode()


def test_who_does_not_say_to_know_is_refused_and_keeps_what_they_wrote(owner: Client, one: Institution) -> None:
    fill(one)
    sent = {"version": str(core(one).pk), "why": "登记有误"}
    for more in ({}, {"knowing": "0"}, {"knowing": ""}):
        page = owner.post(ADDRESS, {**sent, **more})
        text = page.content.decode()
        assert page.status_code == 422 and "备份记录 40 条" in text and 'value="登记有误"' in text and stands(one)
    assert owner.post(ADDRESS, {**sent, "why": " ", "knowing": "1"}).status_code == 400 and stands(one)
    assert owner.post(ADDRESS, {**sent, "knowing": "1"}).status_code == 302 and not stands(one)
    assert owner.get(ADDRESS).status_code == 404


def test_a_record_nobody_refers_to_asks_for_no_box(owner: Client, one: Institution) -> None:
    text = owner.get("/i/one/registers/systems/r/oa/withdraw/").content.decode()
    assert "没有现行记录在引用" in text and 'name="knowing"' not in text


def test_the_institutions_own_record_is_not_to_be_withdrawn(owner: Client, one: Institution) -> None:
    page = owner.get("/i/one/registers/institution/r/one/withdraw/").content.decode()
    assert "机构登记不能撤回" in page and 'name="why"' not in page and "可以撤回" not in page
    version = services.register("institution").model.objects.current().get(institution=one).pk
    said = {"version": version, "why": "误登", "knowing": "1"}
    assert owner.post("/i/one/registers/institution/r/one/withdraw/", said).status_code in (400, 422)
    assert owner.get("/i/one/").status_code == 200


def test_a_link_is_looked_for_by_the_name_it_keeps(owner: Client, one: Institution) -> None:
    made.enter(one, "links", id="l1", link="line", name="主线路", systems="core", mbps="100", since="2020-01-01")
    made.enter(one, "link_use", id="u", link="line", at="2026-01-05 10:00", mbps="10")
    text = owner.get("/i/one/registers/links/r/l1/withdraw/").content.decode()
    assert "/i/one/registers/link_use/?link=line" in text and "/i/one/registers/link_use/r/u/" in text


def test_a_version_that_is_not_the_last_is_told_so(owner: Client, one: Institution) -> None:
    row = core(one)
    cells = {"name": "新名", "important": "是", "markets": "SSE", "since": "2018-01-01"}
    services.amend(row, cells, by=None, origin="cli")
    page = owner.post(ADDRESS, {"version": row.pk, "why": "误登", "knowing": "1"})
    assert page.status_code == 422 and "有了新的版本" in page.content.decode() and stands(one)


def test_three_people_and_a_withdrawal(colleague: Client, outsider: Client, one: Institution, people: made.People) -> None:
    sent = {"version": core(one).pk, "why": "误登", "knowing": "1"}
    assert colleague.get(ADDRESS).status_code == colleague.post(ADDRESS, sent).status_code == 403
    assert outsider.get(ADDRESS).status_code == outsider.post(ADDRESS, sent).status_code == 404
    assert made.client_of(None).get(ADDRESS).status_code == 302
    assert stands(one)


def test_an_import_is_undone_the_same_way(owner: Client, colleague: Client, outsider: Client, one: Institution) -> None:
    brought = bring(one)
    page, undo = f"/i/one/imports/{brought.pk}/", f"/i/one/imports/{brought.pk}/undo/"
    assert f'href="{page}"' in owner.get("/i/one/imports/").content.decode()
    text = owner.get(page).content.decode()
    assert "/i/one/registers/contracts/r/k2/" in text and 'name="knowing"' in text
    refused = owner.post(undo, {"why": "误导"})
    assert refused.status_code == 422 and "供应商合同 1 条" in refused.content.decode()
    assert "/undo/" not in colleague.get(page).content.decode()
    assert colleague.post(undo, {"why": "x", "knowing": "1"}).status_code == 403
    assert outsider.get(page).status_code == outsider.get(page.replace("/one/", "/two/")).status_code == 404
    assert owner.post(undo, {"why": "误导", "knowing": "1"}).status_code == 302
    brought.refresh_from_db()
    assert brought.undone_why == "误导" and "/undo/" not in owner.get(page).content.decode()


def test_whoever_may_not_write_in_the_register_does_not_undo(owner: Client, one: Institution, people: made.People) -> None:
    """A risk is accepted by an officer, and taken back by one."""
    brought = bring(one)
    Import.objects.filter(pk=brought.pk).update(register="waivers")
    Membership.objects.filter(user=people.owner).update(role=Role.OWNER)
    page = f"/i/one/imports/{brought.pk}/"
    seen = owner.get(page)
    assert seen.status_code == 200 and "/undo/" not in seen.content.decode()
    assert owner.post(page + "undo/", {"why": "x"}).status_code == 403


def test_in_english(people: made.People, one: Institution) -> None:
    fill(one)
    client = made.client_of(people.owner, "en")
    client.cookies["django_language"] = "en"
    text = client.post(ADDRESS, {"version": core(one).pk, "why": "x"}).content.decode()
    assert "Current records still referring" in text and "Current records that still refer to" in text
    assert "40 records" in text and "1 record：" not in text and "I know that 42 current records" in text


def test_a_plan_that_no_longer_holds_is_shown_with_its_row(
    owner: Client, one: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody appoints another between the check and the write of a confirmed import."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    address, table = "/i/one/registers/appointments/import/", "责任人类别,姓名,起始日\n第一责任人,张三,2020-01-01\n"
    token = owner.post(address, {"file": SimpleUploadedFile("a.csv", table.encode())}).context["token"]
    real = services.plan_import

    def overtaken(*args: Any, **options: Any) -> Any:
        plan = real(*args, **options)
        made.enter(one, "appointments", role="first_responsible", person="李四", since="2019-01-01")
        return plan

    monkeypatch.setattr(services, "plan_import", overtaken)
    page = owner.post(address, {"token": token, "confirm": "1"})
    assert page.status_code == 422 and [row["line"] for row in page.context["wrong"]] == [2]
    assert "重叠" in page.content.decode() and not Import.objects.exists()


def withdrawn_by(user: Any, one: Institution, register: str, uid: str) -> None:
    row = services.register(register).model.objects.current().get(institution=one, uid=uid)
    services.withdraw(row, by=user, why="重复登记", knowing=True)


def test_who_corrects_what_was_withdrawn_is_told_and_loses_nothing(owner: Client, one: Institution, people: made.People) -> None:
    """By whom, when and why; what he typed stands in a form that records it anew, under the same identifier."""
    address = "/i/one/registers/systems/r/oa/edit/"
    opened = owner.get(address)
    typed = {c.field.name: c.value for group in opened.context["groups"] for c in group.controls}
    withdrawn_by(people.owner, one, "systems", "oa")
    sent = {**typed, "name": "办公自动化", "version": opened.context["read"], "remark": "改名"}
    refused = owner.post(address, sent)
    told = refused.content.decode()
    assert refused.status_code == 422 and "由 owner 撤回：重复登记" in told and "没有保存" in told
    assert 'value="办公自动化"' in told and 'value="改名"' in told and 'action="/i/one/registers/systems/new/"' in told
    assert not System.objects.current().filter(institution=one, uid="oa").exists()
    again = {c.field.name: c.value for group in refused.context["groups"] for c in group.controls}
    assert again["id"] == "oa"
    assert owner.post("/i/one/registers/systems/new/", again).headers["Location"] == "/i/one/registers/systems/r/oa/"
    assert System.objects.current().get(institution=one, uid="oa").name == "办公自动化"
    assert owner.get(address).status_code == 200  # it stands again, and is corrected as ever


def test_every_page_of_a_withdrawn_record_says_so(
    owner: Client, colleague: Client, outsider: Client, one: Institution, people: made.People
) -> None:
    made.incident(one)
    withdrawn_by(people.owner, one, "systems", "oa")
    withdrawn_by(people.owner, one, "incidents", "fire")
    for address in (
        "registers/systems/r/oa/edit/", "registers/systems/r/oa/withdraw/", "systems/oa/", "systems/oa/logs/",
        "incidents/fire/room/", "incidents/fire/room/text/first/",
    ):  # fmt: skip
        page = owner.get(f"/i/one/{address}")
        told = page.content.decode()
        assert page.status_code == 404 and "由 owner 撤回：重复登记" in told, address
        assert outsider.get(f"/i/one/{address}").status_code == 404
        assert "重复登记" not in outsider.get(f"/i/one/{address}").content.decode()
        assert "撤回：" not in owner.get(f"/i/one/{address.replace('oa', 'none').replace('fire', 'none')}").content.decode()
    assert colleague.get("/i/one/registers/systems/r/oa/edit/").status_code == 403
    assert "重新登记…" in owner.get("/i/one/registers/systems/r/oa/").content.decode()
    assert "重新登记…" not in colleague.get("/i/one/registers/systems/r/oa/").content.decode()


# ── in a real browser ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    one = made.institution("one")
    made.backups(one, 40)
    people = made.people(one, made.institution("two"))
    fill(one)
    bring(one)
    with window_of(people.owner, browser, live_server.url) as opened:
        yield opened


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_withdrawn_in_a_browser_only_with_box_and_reason(page: Page) -> None:
    page.goto("/i/one/registers/systems/r/core/")
    page.get_by_role("link", name="撤回这条记录").click()
    expect(page.get_by_role("heading", name="仍在引用的现行记录")).to_be_visible()
    undo = f"/i/one/imports/{Import.objects.get().pk}/"
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for name, address in (("withdraw", ADDRESS), ("undo", undo)):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
            faults = [v for v in Axe().run(page)["violations"] if v["impact"] in ("serious", "critical")]
            assert faults == []
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
    page.goto(ADDRESS)
    page.get_by_label("理由").fill("登记有误")
    page.get_by_role("button", name="撤回").click()
    assert page.url.endswith(ADDRESS) and page.locator("input:invalid").count() == 1  # the box is asked for
    page.get_by_label("已知悉").check()
    page.get_by_role("button", name="撤回").click()
    expect(page.locator(".headline .gone")).to_be_visible()
    assert not System.objects.current().filter(uid="core", institution__code="one").exists()
