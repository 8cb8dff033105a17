"""Recording on pages: what is written is kept, what does not fit is named beside its field, and findings follow."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web import made
from zhengan.accounts.models import Institution, User
from zhengan.kit.time import at
from zhengan.records.clock import now, running
from zhengan.records.services import Conflict
from zhengan.registers import services
from zhengan.registers.continuity.models import BackupRun, RestoreTest
from zhengan.registers.systems.models import System

NEW = "/i/one/registers/restore_tests/new/"
IMPORT = "/i/one/registers/backup_runs/import/"


def page(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[-2000:]
    return response.content.decode()


def cells(row: System) -> dict[str, Any]:
    """What the browser would send back of the system ``core`` with nothing touched."""
    return {
        "id": row.uid, "name": row.name, "important": "true", "markets": "SSE;SZSE", "since": "2018-01-01",
        "cii": "false", "active_active": "false", "version": str(row.pk),
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_the_finding_turns_when_a_validity_check_is_recorded() -> None:
    """20.1 all the way: a page, a record, today's assessment, the article."""
    one = made.institution("one")
    owner = made.client_of(made.people(one, made.institution("two")).owner)
    assert "没有登记备份有效性验证" in page(owner.get("/i/one/articles/20/"))
    stamp = f"{now() - timedelta(minutes=5):%Y-%m-%dT%H:%M}"
    owner.post(NEW, {"system": "core", "at": stamp, "ok": "true", "method": "恢复并比对"})
    article = page(owner.get("/i/one/articles/20/"))
    assert "没有登记备份有效性验证" not in article
    row = re.search(r'<tr class="f-(\w+)">(?:(?!</tr>).)*季度有效性验证', article, re.DOTALL)
    assert row and row[1] == "met"
    assert RestoreTest.objects.get().recorder == "owner"


def test_every_slip_stands_beside_its_field(owner: Client, one: Institution) -> None:
    form = page(owner.post(NEW, {"system": "nope", "at": "2026-02-30", "ok": ""}), 422)
    for name in ("at", "ok"):
        assert f'id="w-{name}"' in form
    assert 'value="2026-02-30"' in form  # what was written is not lost
    assert not RestoreTest.objects.exists()
    form = page(owner.post(NEW, {"system": "nope", "at": "2026-01-05 10:00", "ok": "true"}), 422)
    assert 'id="w-system"' in form


def test_the_future_is_no_fact(owner: Client) -> None:
    tomorrow = now() + timedelta(days=1)
    assert "在未来" in page(owner.post(NEW, {"system": "core", "at": f"{tomorrow:%Y-%m-%dT%H:%M}", "ok": "true"}), 422)


def test_a_correction_keeps_what_stood_before(owner: Client, one: Institution) -> None:
    row = System.objects.get(institution=one, uid="core")
    owner.post("/i/one/registers/systems/r/core/edit/", {**cells(row), "name": "新核心", "remark": "更名"})
    detail = page(owner.get("/i/one/registers/systems/r/core/"))
    assert "<del>核心交易系统</del>" in detail and "<ins>新核心</ins>" in detail and "更名" in detail
    assert System.objects.filter(institution=one, uid="core").count() == 2


def test_the_form_gives_back_what_is_recorded(owner: Client, one: Institution) -> None:
    """Saving an untouched form is refused as no change: nothing is lost on the way through the browser."""
    form = page(owner.get("/i/one/registers/systems/r/core/edit/"))
    sent: dict[str, Any] = {}
    for name, value in re.findall(r'<input class="form-control" id="f-\w+" name="(\w+)" value="([^"]*)"', form):
        sent[name] = value
    for name, options in re.findall(r'<select class="form-select" id="f-\w+" name="(\w+)"[^>]*>(.*?)</select>', form):
        sent[name] = next(iter(re.findall(r'value="([^"]*)" selected', options)), "")
    sent["version"] = re.search(r'name="version" value="(\d+)"', form)[1]  # type: ignore[index]
    assert "没有改动" in page(owner.post("/i/one/registers/systems/r/core/edit/", sent), 422)


def test_a_conflict_shows_the_version_that_stands(owner: Client, one: Institution) -> None:
    read = System.objects.get(institution=one, uid="core")
    owner.post("/i/one/registers/systems/r/core/edit/", {**cells(read), "name": "甲改的名"})
    late = page(owner.post("/i/one/registers/systems/r/core/edit/", {**cells(read), "name": "乙改的名"}), 422)
    assert f"“{read.name}”已被 owner 改动" in late and "甲改的名" in late and 'value="乙改的名"' in late
    again = re.search(r'name="version" value="(\d+)"', late)
    assert again and int(again[1]) != read.pk
    owner.post("/i/one/registers/systems/r/core/edit/", {**cells(read), "name": "乙改的名", "version": again[1]})
    assert System.objects.get(institution=one, uid="core", superseded_at=None).name == "乙改的名"


def test_a_conflict_over_what_has_no_name_says_of_what_kind_it_is(one: Institution) -> None:
    row = BackupRun.objects.filter(institution=one).current().first()
    assert row is not None
    services.withdraw(row, by=None, why="登记有误")
    with pytest.raises(Conflict) as told:
        services.withdraw(row, by=None, why="登记有误")
    assert told.value.what == f"{row.fact.zh}（{row.uid}）已被 operator 改动"
    assert "已被" not in told.value.spoken("en")[0] and row.uid in told.value.spoken("en")[0]


def test_a_withdrawal_asks_why_and_keeps_the_history(owner: Client, one: Institution) -> None:
    row = System.objects.get(institution=one, uid="oa")
    address = "/i/one/registers/systems/r/oa/"
    assert owner.post(address + "withdraw/", {"version": row.pk, "why": " "}).status_code == 400
    owner.post(address + "withdraw/", {"version": row.pk, "why": "登记有误"})
    detail = page(owner.get(address))
    assert "已撤回" in detail and "登记有误" in detail
    assert "/oa/" not in page(owner.get("/i/one/registers/systems/"))
    assert owner.get(address + "edit/").status_code == 404


def test_a_conflict_stands_side_by_side_and_only_what_differs(owner: Client, one: Institution) -> None:
    read = System.objects.current().get(institution=one, uid="core")
    owner.post("/i/one/registers/systems/r/core/edit/", {**cells(read), "name": "甲改的名"})
    written = cells(read)
    late = owner.post("/i/one/registers/systems/r/core/edit/", {**written, "cii": "true"})
    table = page(late, 422).partition('<table class="diff">')[2].partition("</table>")[0]
    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', table, re.S)
    assert len(rows) == 2 and rows[0][1].count("核心交易系统</") == 1 and "<ins>甲改的名</ins>" in rows[0][1]
    assert "未改" in rows[0][1] and "现行值" in rows[0][1]  # nobody is said to have typed what they left alone
    assert rows[1][1].count("<ins>") == 1 and "两人都改了" not in table  # the one the reader changed
    form = {c.field.name: c.value for group in late.context["groups"] for c in group.controls}
    assert (form["name"], form["cii"]) == ("甲改的名", "true")
    again = {**written, "name": form["name"], "cii": form["cii"], "version": late.context["read"]}
    assert owner.post("/i/one/registers/systems/r/core/edit/", again).status_code == 302
    stands = System.objects.current().get(institution=one, uid="core")
    assert (stands.name, stands.cii) == ("甲改的名", True)  # both changes, neither undone


def test_a_conflict_asks_only_about_what_both_changed(owner: Client, one: Institution) -> None:
    read = System.objects.current().get(institution=one, uid="core")
    owner.post("/i/one/registers/systems/r/core/edit/", {**cells(read), "name": "甲改的名", "since": "2018-02-01", "cii": "true"})
    sent = {**cells(read), "name": "乙改的名", "since": "2018-02-01", "active_active": "true"}
    late = owner.post("/i/one/registers/systems/r/core/edit/", sent)
    told = {one.field.name: (one.both, one.untouched) for one in late.context["differences"]}
    assert told == {"name": (True, False), "cii": (False, True), "active_active": (False, False), "since": (False, False)}
    form = {c.field.name: c.value for group in late.context["groups"] for c in group.controls}
    assert (form["name"], form["cii"], form["active_active"]) == ("乙改的名", "true", "true")
    assert page(late, 422).count("两人都改了，请核对") == 1


def test_a_form_stands_in_groups_by_the_clauses_its_fields_serve(owner: Client) -> None:
    form = owner.get("/i/one/registers/changes/new/")
    groups = {group.duty and group.duty.id: [c.field.name for c in group.controls] for group in form.context["groups"]}
    assert [*groups] == [None, "15.1", "15.2", "16.1", "16.3", "45.2"]
    assert "technical_risk" in groups["15.1"] and "urgency_assessed" in groups["15.2"] and groups["45.2"] == ["expert_review"]
    assert {"id", "system", "start", "end", "kind"} <= set(groups[None])
    text = page(form)
    assert "<legend>基本情况</legend>" in text and "/i/one/articles/15/#c15.1" in text and "用于 16.1 · 16.3 · 45.2" in text
    plain = owner.get("/i/one/registers/backup_runs/new/")
    assert len(plain.context["groups"]) == 1 and "<legend>" not in plain.content.decode()


def test_columns_are_chosen_in_the_address(owner: Client, colleague: Client, outsider: Client) -> None:
    address = "/i/one/registers/systems/?columns=cii&columns=classified&columns=nothing&columns=id&order=-classified"
    for client in (owner, colleague):
        shown = client.get(address).context["listing"]
        assert [field.name for field in shown.columns] == ["classified", "cii"] and shown.order == "-classified"
    assert outsider.get(address).status_code == 404
    text = page(owner.get(address))
    assert text.count('form="filters"') == 2 and text.count('type="checkbox" name="columns"') == len(shown.offered)
    assert "恢复默认列" in text
    default = owner.get("/i/one/registers/systems/?columns=nothing").context["listing"]
    assert [field.name for field in default.columns] == [*default.register.columns] and not default.chosen
    assert "恢复默认列" not in page(owner.get("/i/one/registers/systems/"))


def test_another_institutions_version_cannot_be_touched(owner: Client, other: Institution) -> None:
    theirs = System.objects.get(institution=other, uid="core")
    sent = owner.post("/i/one/registers/systems/r/core/withdraw/", {"version": theirs.pk, "why": "x"})
    assert sent.status_code == 404
    assert System.objects.get(pk=theirs.pk).superseded_at is None


def test_what_was_entered_late_says_so(owner: Client, one: Institution) -> None:
    made.enter(one, "backup_runs", system="core", at="2024-05-05 02:00", ok="是")
    listed = page(owner.get("/i/one/registers/backup_runs/?order=at"))
    assert "补录" in listed
    assert "补录" in page(owner.get("/i/one/registers/backup_runs/r/core-20240505T020000/"))


def test_filters_search_and_pages(owner: Client, one: Institution) -> None:
    made.backups(one, 60, "oa")
    listed = page(owner.get("/i/one/registers/backup_runs/?system=oa"))
    assert "共 60 条" in listed and "1 / 2" in listed
    day = f"{now().date() - timedelta(days=3):%Y%m%d}"
    found = page(owner.get(f"/i/one/registers/backup_runs/?q={day}"))
    assert "共 2 条" in found
    assert "共 0 条" in page(owner.get("/i/one/registers/backup_runs/?ok=false"))
    assert "共 40 条" in page(owner.get("/i/one/registers/backup_runs/?system=core&page=x&columns=nothing"))


def test_htmx_gets_the_drawer_alone_and_caches_know_it(owner: Client) -> None:
    table = page(owner.get("/i/one/registers/systems/", headers={"hx-request": "true"}))
    assert "<html" in table and "<table" in table
    answer = owner.get("/i/one/registers/systems/r/core/", headers={"hx-request": "true"})
    assert "<html" not in page(answer) and 'role="dialog"' in page(answer)
    assert "HX-Request" in answer["Vary"] and "HX-Request" in owner.get("/i/one/registers/systems/r/core/")["Vary"]


def upload(client: Client, raw: bytes, name: str = "runs.csv") -> Any:
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, raw)})


ROWS = "系统编号,备份完成时刻,是否成功,备份位置\ncore,2026-01-05 02:00,是,本地\ncore,2026-01-06 02:00,否,异地\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_an_import_is_seen_before_it_is_written(owner: Client, one: Institution, encoding: str) -> None:
    before = BackupRun.objects.count()
    preview = page(upload(owner, ROWS.encode(encoding)))
    assert "2 条可以导入" in preview and "异地" in preview
    assert BackupRun.objects.count() == before
    token = re.search(r'name="token" value="([^"]+)"', preview)
    assert token and owner.post(IMPORT, {"token": token[1], "confirm": "1"}).status_code == 302
    assert BackupRun.objects.count() == before + 2
    assert BackupRun.objects.get(uid="core-20260106T020000").remark == "runs.csv"
    again = owner.post(IMPORT, {"token": token[1], "confirm": "1"})  # used up: it leads to what came of it
    assert again.status_code == 302 and "/imports/" in again["Location"] and BackupRun.objects.count() == before + 2


def test_one_bad_cell_keeps_all_of_it_out_and_every_one_is_named(owner: Client, one: Institution) -> None:
    before = BackupRun.objects.count()
    bad = ROWS + "core,2026-13-05 02:00,是,本地\nnope,2026-01-07 02:00,也许,月球\n"
    told = page(upload(owner, bad.encode()), 422)
    assert ">4</td>" in told and ">5</td>" in told  # the row of each slip
    for slip in ("2026-13-05", "也许", "月球"):
        assert slip in told
    token = re.search(r'name="token" value="([^"]+)"', told)
    assert token is None and BackupRun.objects.count() == before


def test_importing_twice_is_noticed(owner: Client) -> None:
    preview = page(upload(owner, ROWS.encode()))
    token = re.search(r'name="token" value="([^"]+)"', preview)
    assert token
    owner.post(IMPORT, {"token": token[1], "confirm": "1"})
    assert "这份文件已导入过" in page(upload(owner, ROWS.encode()), 422)  # to the letter the same file
    assert "编号“core-20260105T020000”重复" in page(upload(owner, ROWS.encode() + b"\n"), 422)  # the same rows


def test_an_upload_belongs_to_its_session(owner: Client, people: made.People) -> None:
    preview = page(upload(owner, ROWS.encode()))
    token = re.search(r'name="token" value="([^"]+)"', preview)
    stranger = made.client_of(people.outsider)
    assert token
    sent = stranger.post("/i/two/registers/backup_runs/import/", {"token": token[1], "confirm": "1"})
    assert sent.status_code == 400


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n", b"\x00" * 50, b'"', "系统编号\n".encode()])
def test_a_hopeless_file_is_a_problem(owner: Client, raw: bytes) -> None:
    response = upload(owner, raw)
    told = response.content.decode()
    assert response.status_code in (400, 422) and "note-error" in told and 'data-label="不对之处"><strong>' in told  # what, named


def test_an_export_can_be_imported_elsewhere(owner: Client, outsider: Client, other: Institution) -> None:
    """Nothing is lost from one institution's CSV to another's register."""
    body = b"".join(owner.get("/i/one/registers/backup_runs/export.csv").streaming_content)  # type: ignore[attr-defined]
    preview = page(outsider.post("/i/two/registers/backup_runs/import/", {"file": SimpleUploadedFile("x.csv", body)}))
    token = re.search(r'name="token" value="([^"]+)"', preview)
    assert token
    outsider.post("/i/two/registers/backup_runs/import/", {"token": token[1], "confirm": "1"})
    stated = ("uid", "system", "at", "ok", "site")
    rows = BackupRun.objects.order_by("uid").values_list(*stated)
    assert list(rows.filter(institution__code="two")) == list(rows.filter(institution__code="one")) != []


def test_no_cell_of_an_export_is_a_formula(owner: Client, one: Institution) -> None:
    made.enter(one, "restore_tests", system="core", at="2026-01-05 10:00", ok="是", method="＝HYPERLINK(1)")
    body = b"".join(owner.get("/i/one/registers/restore_tests/export.csv").streaming_content)  # type: ignore[attr-defined]
    assert ",'＝HYPERLINK" in body.decode("utf-8-sig")
    from python_calamine import CalamineWorkbook

    book = owner.get("/i/one/registers/restore_tests/export.xlsx").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "编号" and "＝HYPERLINK(1)" in rows[1]  # a text by the kind of its cell, with no sign before it
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_a_clock_set_back_never_reorders_the_record(one: Institution) -> None:
    first = System.objects.get(institution=one, uid="oa").recorded_at
    with running(lambda: at(first.date() - timedelta(days=3))):
        made.enter(one, "systems", id="late", name="迟", since="2020-01-01")
    assert System.objects.get(uid="late").recorded_at > first


@pytest.mark.parametrize(("language", "words"), [("", "用于判定："), ("en", "Used to judge: ")])
def test_a_form_names_the_clauses_its_register_feeds(people: made.People, language: str, words: str) -> None:
    form = page(made.client_of(people.owner, language).get(NEW))
    line = re.search(r'<p class="decides">(.*?)</p>', form, re.DOTALL)
    assert line and line[1].startswith(words)
    assert re.findall(r'href="([^"]+)"[^>]*>([^<]+)<', line[1]) == [("/i/one/articles/20/#c20.1", "20.1")]
    changes = page(made.client_of(people.owner, language).get("/i/one/registers/changes/new/"))
    assert "/i/one/articles/15/#c15.2" in changes and "/i/one/articles/16/#c16.1" in changes


def test_a_row_follows_the_name_of_what_it_points_to(owner: Client, one: Institution) -> None:
    """Rows and names are held; a record of another register that was corrected since is called by its new name."""
    address = "/i/one/registers/backup_runs/"
    assert '<span title="core">核心交易系统</span>' in page(owner.get(address))
    core = System.objects.current().get(institution=one, uid="core")
    owner.post("/i/one/registers/systems/r/core/edit/", cells(core) | {"name": "集中交易系统"})
    again = page(owner.get(address))
    assert '<span title="core">集中交易系统</span>' in again and "核心交易系统</span>" not in again


def test_a_row_links_to_the_day_of_its_page(owner: Client, one: Institution) -> None:
    """The same rows, seen as of another day or in the other language, are other rows."""
    address = "/i/one/registers/backup_runs/"
    link = re.compile(r'<td[^>]*>(?:<input[^>]*> )?<a href="(/i/one/registers/backup_runs/r/core-\d+/[^"]*)"')
    day = now().date()
    today, then = page(owner.get(address)), page(owner.get(f"{address}?on={day}"))
    assert not any("on=" in found for found in link.findall(today))
    assert link.findall(then) and all(found.endswith(f"?on={day}") for found in link.findall(then))
    english = page(made.client_of(User.objects.get(username="owner"), "en").get(address))
    assert ">yes<" in english.lower() and "bool-yes" in today and ">yes<" not in today.lower()


def test_a_record_on_a_day_before_anybody_knew_it(owner: Client, outsider: Client, one: Institution) -> None:
    address = "/i/one/registers/systems/r/core/"
    page = owner.get(address + "?on=2025-03-03&known=then")
    told = page.content.decode()
    assert page.status_code == 404 and "2025-03-03 时尚无这条记录" in told and f'href="{address}"' in told
    assert "不是该机构的成员" not in told and f"“core”于 {now():%Y-%m-%d}" in told
    never = owner.get("/i/one/registers/systems/r/never/?on=2025-03-03&known=then")
    assert never.status_code == 404 and "时尚无" not in never.content.decode()
    strange = outsider.get(address + "?on=2025-03-03&known=then")  # no more than of a record there never was
    assert strange.status_code == 404 and "不是该机构的成员" in strange.content.decode()
    assert "时尚无" not in strange.content.decode() and "登记" not in strange.content.decode()


def test_each_filter_that_narrows_a_list_can_be_taken_away(owner: Client, one: Institution) -> None:
    made.backups(one, 60, "oa")
    listed = page(owner.get("/i/one/registers/backup_runs/?system=oa&q=2026&page=2&on="))
    chips = re.findall(r'<a class="chip only on" href="([^"]*)"[^>]*>([^<]*)<b>([^<]*)</b>', listed)
    assert [(address.replace("&amp;", "&"), word) for address, _name, word in chips] == [
        ("?system=oa&on=", "2026"), ("?q=2026&on=", "办公系统（oa）"),
    ]  # fmt: skip
    assert 'class="narrowed"' not in page(owner.get("/i/one/registers/backup_runs/?page=2"))


def test_a_term_entered_long_after_it_began_is_marked_where_it_is_read_and_not_in_lists(owner: Client, one: Institution) -> None:
    assert "补录" in owner.get("/i/one/registers/systems/r/core/").content.decode()  # since 2018, entered now
    assert "补录" not in owner.get("/i/one/registers/systems/").content.decode()
    today = f"{now():%Y-%m-%d}"
    made.enter(one, "systems", id="new", name="New", important="否", since=today)
    assert "补录" not in owner.get("/i/one/registers/systems/r/new/").content.decode()
