"""The import page: what is wrong is shown cell by cell, nothing is half written, and a whole import is taken back."""

from __future__ import annotations

import hashlib
import html
import io
import re
import zipfile
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.registers.books import bomb, book
from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.kit.problem import Problem
from zhengan.kit.time import CST
from zhengan.records import services as records
from zhengan.records.models import Record
from zhengan.registers import services
from zhengan.registers.catalogue import REGISTERS, register
from zhengan.registers.importing import MOST_PROBLEMS
from zhengan.registers.imports.models import Import
from zhengan.registers.kit.table import MOST_BYTES, read_table
from zhengan.web.kit import exports
from zhengan.web.middleware import MOST_BODY
from zhengan.web.views.imports import letters

PAGE = "/i/one/registers/restore_tests/import/"
RESTORES = ("id", "system", "at", "ok", "method")
GOOD = [RESTORES, ("t1", "core", "2026.1.5 10:00", "是", "恢复并比对"), ("t2", "oa", datetime(2026, 1, 6, 9, 30), "否", "")]
BAD = [
    RESTORES,
    ("t1", "core", "03/04/2026", "也许", ""),
    ("t 2", "nobody", "2026-01-05 10:00", "是", "长" * 10_000),
    ("t3", "core", "", "是", "暗\u202e号"),
    ("t4", "core", "2099-01-05 10:00", "是", "\x00"),
]


def sent(client: Client, raw: bytes, name: str = "f.xlsx", address: str = PAGE) -> Any:
    return client.post(address, {"file": SimpleUploadedFile(name, raw)})


def confirmed(client: Client, page: Any, address: str = PAGE) -> Any:
    return client.post(address, {"token": page.context["token"], "confirm": "1"})


def kept(name: str = "restore_tests") -> Any:
    return REGISTERS[name].model.objects.current()


def test_a_sound_file_is_shown_then_written_then_listed_then_taken_back(owner: Client, one: Institution) -> None:
    raw = book(GOOD)
    page = sent(owner, raw)
    assert page.status_code == 200 and "2 条可以导入" in page.content.decode() and not kept().exists()
    assert confirmed(owner, page).status_code == 302
    assert {(row.uid, row.system, row.ok, row.origin, row.remark) for row in kept()} == {
        ("t1", "core", True, "import", "f.xlsx"), ("t2", "oa", False, "import", "f.xlsx"),
    }  # fmt: skip
    (row,) = Import.objects.all()
    assert (row.count, row.sha256, row.recorder) == (2, hashlib.sha256(raw).hexdigest(), "owner")
    listed = owner.get("/i/one/imports/").content.decode()
    assert "f.xlsx" in listed and row.sha256[:12] in listed and "撤销这次导入" in listed
    assert "导入过" in sent(owner, raw, "again.xlsx").content.decode()
    assert owner.post(f"/i/one/imports/{row.pk}/undo/", {"why": "导错了文件"}).status_code == 302
    assert not kept().exists() and len(records.history(register("restore_tests").model, one, "t1")) == 1
    listed = owner.get("/i/one/imports/").content.decode()
    assert "导错了文件" in listed and "/undo/" not in listed
    assert owner.post(f"/i/one/imports/{row.pk}/undo/", {"why": "再来"}).status_code == 400
    assert sent(owner, raw).status_code == 200  # and it may be imported anew


def test_an_import_that_others_built_on_is_not_taken_back(owner: Client, one: Institution) -> None:
    confirmed(owner, sent(owner, book(GOOD)))
    row = kept().get(uid="t1")
    services.amend(row, {"system": "core", "at": "2026-01-05 10:00", "ok": "否"}, by=None, origin="cli")
    address = f"/i/one/imports/{Import.objects.get().pk}/"
    before = owner.get(address).content.decode()  # said before anybody tries, and nothing is offered
    assert "不能整批撤销" in before and "/i/one/registers/restore_tests/r/t1/" in before
    assert "/r/t2/" not in before and "可以撤回" not in before and "/undo/" not in before
    answer = owner.post(address + "undo/", {"why": "导错了"})
    assert answer.status_code == 400 and "t1" in answer.content.decode()
    assert kept().count() == 2 and Import.objects.get().undone_at is None


def test_undoing_asks_for_a_reason_and_for_the_right_to_write(
    owner: Client, colleague: Client, outsider: Client, one: Institution, people: made.People
) -> None:
    confirmed(owner, sent(owner, book(GOOD)))
    address = f"/i/one/imports/{Import.objects.get().pk}/undo/"
    assert owner.post(address, {"why": " "}).status_code == 400
    assert colleague.post(address, {"why": "x"}).status_code == 403
    assert outsider.post(address, {"why": "x"}).status_code == 404
    assert outsider.post(address.replace("/one/", "/two/"), {"why": "x"}).status_code == 404
    opened = owner.get(address)
    assert opened.status_code == 405 and f'href="{address.removesuffix("undo/")}"' in opened.content.decode()
    for stranger in (people.colleague, people.outsider):
        with pytest.raises(Problem) as refused:
            services.undo_import(Import.objects.get(), by=stranger, why="x")
        assert refused.value.code == "not-allowed"
    assert kept().count() == 2
    assert "撤销这次导入" not in colleague.get("/i/one/imports/").content.decode()
    assert "f.xlsx" not in outsider.get("/i/two/imports/").content.decode()


def test_an_import_is_open_to_all_who_may_read_and_taken_back_by_those_who_may_write(
    owner: Client, colleague: Client, outsider: Client, one: Institution
) -> None:
    confirmed(owner, sent(owner, book(GOOD)))
    address = f"/i/one/imports/{Import.objects.get().pk}/"
    for client, may in ((owner, True), (colleague, False)):
        page = client.get(address)
        text = page.content.decode()
        assert page.status_code == 200 and "f.xlsx" in text and Import.objects.get().sha256[:12] in text
        assert ("/undo/" in text) is may and ("这次导入有效" in text) is not may
        assert address in client.get("/i/one/imports/").content.decode()
    assert outsider.get(address).status_code == 404 == outsider.get(address.replace("/one/", "/two/")).status_code


def test_a_preview_confirmed_again_leads_to_the_import_that_came_of_it(
    owner: Client, colleague: Client, one: Institution
) -> None:
    raw = book(GOOD)  # once: a workbook holds the second it was made
    page = sent(owner, raw)
    assert confirmed(owner, page).status_code == 302
    made_ = Import.objects.get()
    again = confirmed(owner, page)  # Back, and the same button
    assert again.status_code == 302 and again["Location"] == f"/i/one/imports/{made_.pk}/"
    assert "已经导入，没有再次写入" in owner.get(again["Location"]).content.decode()
    other = sent(owner, raw, "again.xlsx")  # a second upload of the same file, confirmed from its own preview
    assert "导入过" in other.content.decode()
    raced = owner.post(PAGE, {"token": other.context["token"], "confirm": "1"})
    assert raced.status_code == 302 and raced["Location"] == again["Location"]
    assert Import.objects.count() == 1 and kept().count() == 2
    unknown = owner.post(PAGE, {"token": "x" * 32, "confirm": "1"})
    assert unknown.status_code == 400 and "没有收到文件" in unknown.content.decode()
    assert colleague.post(PAGE, {"token": page.context["token"], "confirm": "1"}).status_code == 403


def test_the_preview_tells_which_sheets_are_not_read(owner: Client) -> None:
    title = register("restore_tests").title()
    for rows in (GOOD, BAD):
        file = book(rows, sheet=title, more=lambda made, _: made.add_worksheet("二季度").write_string(0, 0, "x"))
        assert f"读取的是工作表“{title}”；其余有内容的工作表没有读取：二季度" in sent(owner, file).content.decode()
    assert "没有读取" not in sent(owner, book(GOOD)).content.decode()


def test_a_reference_of_a_record_without_a_name_is_told_by_its_line(owner: Client) -> None:
    rows = [RESTORES, ("", "nosuch", "2026-01-05 10:00", "是", ""), ("t", "nowhere", "?", "是", "")]
    text = sent(owner, book(rows)).content.decode()
    assert "所指的“nosuch”不存在" in text and "“-”" not in text and "“t”所指的“nowhere”不存在" in text
    form = owner.post("/i/one/registers/restore_tests/new/", {"system": "nosuch", "at": "?", "ok": "true"}).content.decode()
    assert "所指的“nosuch”不存在" in form and "“-”" not in form


@pytest.mark.parametrize("text", ["=1+1|cmd", "+1", "-x", "@y", "'=1", "''=1", "'x", "＝1", "=HYPERLINK(1)", "plain"])
def test_a_text_like_a_formula_goes_out_and_comes_back(owner: Client, one: Institution, text: str) -> None:
    made.enter(one, "restore_tests", id="t9", system="core", at="2026-01-05 10:00", ok="是", method=text)
    into = register("restore_tests")
    rows = into.model.objects.filter(institution=one)
    raw = exports.as_xlsx(into, rows, "zh")
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        shown = parts.read("xl/sharedStrings.xml").decode()
        assert "<f>" not in parts.read("xl/worksheets/sheet1.xml").decode()
    assert text.startswith("'") or f">{html.escape(text, quote=False)}<" in shown  # no sign that is not the text's own
    csv = "".join(exports.as_csv(into, rows, "zh")).encode()
    for file, name in ((raw, "f.xlsx"), (csv, "f.csv")):
        (row,) = read_table(into, file, name).rows
        assert row.cells["method"] == text


def test_every_bad_cell_is_named_and_nothing_written(owner: Client) -> None:
    page = sent(owner, book(BAD))
    assert page.status_code == 422 and not kept().exists() and not Import.objects.exists()
    shown = [(one["line"], one["column"], one["field"] and one["field"].name) for one in page.context["wrong"]]
    assert shown == [
        (2, "C", "at"), (2, "D", "ok"), (3, "A", "id"), (3, "B", "system"), (3, "E", "method"), (4, "C", "at"),
        (4, "E", "method"), (5, "E", "method"),
    ]  # fmt: skip
    assert all(one["why"] and one["do"] for one in page.context["wrong"])
    text = page.content.decode()
    for said in ("分不清日与月", "10,000 字", "U+202E", "U+0000", "缺少“验证完成时刻”", "8 处不对"):
        assert said in text


def test_what_only_shows_beside_what_stands_is_named_too(owner: Client) -> None:
    rows = [RESTORES, ("t1", "nobody", "2026-01-05 10:00", "是", ""), ("t1", "core", "2026-01-06 10:00", "是", "")]
    page = sent(owner, book(rows))
    assert [(one["line"], one["column"]) for one in page.context["wrong"]] == [(2, "B"), (3, "")]  # and the identifier twice
    page = sent(owner, book(rows[:2]))
    assert [(one["line"], one["column"], one["field"].name) for one in page.context["wrong"]] == [(2, "B", "system")]


def test_the_same_thing_twice_without_an_identifier(owner: Client) -> None:
    head = ("name", "important", "markets", "since")
    row = ("新系统", "否", "SSE", "2020-01-01")
    page = sent(owner, book([head, row, row]), address="/i/one/registers/systems/import/")
    assert [(one["line"], "第 2 行完全相同" in one["what"]) for one in page.context["wrong"]] == [(3, True)]


def test_very_many_mistakes_are_cut(owner: Client) -> None:
    page = sent(owner, book([RESTORES, *[(f"t{n}", "core", "x", "是", "") for n in range(MOST_PROBLEMS + 9)]]))
    assert len(page.context["wrong"]) == MOST_PROBLEMS and "至少" in page.content.decode()


def test_very_many_records_that_name_what_there_is_not_are_cut_as_well(owner: Client) -> None:
    rows = [(f"t{n}", f"nowhere-{n}", "2026-03-03 10:00", "是", "") for n in range(MOST_PROBLEMS + 9)]
    page = sent(owner, book([RESTORES, *rows]))
    assert len(page.context["wrong"]) == MOST_PROBLEMS and "至少" in page.content.decode()


def test_a_bomb_is_a_message(owner: Client) -> None:
    page = sent(owner, bomb(500_000_000))
    assert page.status_code == 422 and "展开后过大" in page.content.decode()
    assert owner.get("/i/one/").status_code == 200


def test_three_people_and_a_file(colleague: Client, outsider: Client, one: Institution) -> None:
    assert sent(colleague, book(GOOD)).status_code == 403
    assert sent(outsider, book(GOOD)).status_code == 404
    assert not kept().exists()


def test_nobody_confirms_what_another_sent(owner: Client, people: made.People, one: Institution) -> None:
    page = sent(owner, book(GOOD))
    other = made.client_of(people.owner)  # the same person, another session
    assert confirmed(other, page).status_code == 400
    assert owner.post(PAGE, {"token": "../" * 11, "confirm": "1"}).status_code == 400
    assert owner.post(PAGE, {"confirm": "1"}).status_code == 400
    assert not kept().exists()


@pytest.mark.parametrize("size", [MOST_BODY + 1, 1 << 30, 1 << 60])
def test_a_body_beyond_the_bound_is_refused_unread(owner: Client, size: int) -> None:
    class Unread(io.RawIOBase):
        def read(self, *args: Any) -> bytes:
            raise AssertionError("a byte was read")

    told: dict[str, Any] = {"CONTENT_LENGTH": str(size), "wsgi.input": Unread()}
    answer = owner.generic("POST", PAGE, b"", "multipart/form-data; boundary=x", **told)
    text = answer.content.decode()
    assert answer.status_code == 413 and "文件过大" in text and "上限" in text and "请拆分" in text


def test_a_file_of_just_more_than_the_bound(owner: Client) -> None:
    assert sent(owner, b"x" * (MOST_BYTES + 1), "f.csv").status_code == 413


def test_progress_is_told_to_whoever_waits_and_to_nobody_else(
    owner: Client, colleague: Client, one: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = owner.get(PAGE).context["watch"]
    told: list[Any] = []
    real = services.plan_import

    def slow(*args: Any, progress: Any, **options: Any) -> Any:
        progress(500, 1000)
        told.append(owner.get(f"{PAGE}progress/{watch}/").json())
        told.append(made.client_of(None).get(f"{PAGE}progress/{watch}/").status_code)
        told.append(colleague.get(f"{PAGE}progress/{watch}/").status_code)
        return real(*args, progress=progress, **options)

    monkeypatch.setattr(services, "plan_import", slow)
    owner.post(PAGE, {"file": SimpleUploadedFile("f.xlsx", book(GOOD)), "watch": watch})
    assert told == [{"stage": "reading", "done": 500, "total": 1000}, 302, 403]
    assert owner.get(f"{PAGE}progress/{watch}/").json() == {}
    assert owner.get(f"{PAGE}progress/..%2f..%2fx/").status_code in (200, 404)


@pytest.mark.parametrize("name", REGISTERS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_template_has_its_notes_and_its_example_is_not_imported(
    name: str, language: str, people: made.People, one: Institution
) -> None:
    import zipfile

    client = made.client_of(people.owner, language)
    answer = client.get(f"/i/one/registers/{name}/template.xlsx")
    assert answer.status_code == 200
    raw = b"".join(answer)
    with pytest.raises(Problem) as refused:
        list(read_table(register(name), raw, "t.xlsx").rows)
    assert refused.value.code == "empty"
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        notes = archive.read("xl/comments1.xml").decode()
    fields = register(name).fields
    assert notes.count("<comment ") == len(fields)
    chosen = [f for f in fields if not f.many and (f.control in ("bool", "word") or f.ref == "systems")]
    assert len(re.findall("<dataValidation ", sheet)) >= len(chosen)


def test_a_template_offers_what_is_on_record(owner: Client) -> None:
    from python_calamine import CalamineWorkbook

    raw = b"".join(owner.get("/i/one/registers/restore_tests/template.xlsx"))
    lists = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_name("_lists").to_python(skip_empty_area=False)
    assert [row[1] for row in lists if row[1]] == ["core", "oa"]


@pytest.mark.parametrize("text", ["=1+1", "＝cmd|x", "@x", "'=1", "+86", "-1", "－1", "'plain", "x=1"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_formula_goes_out_disarmed_and_comes_back_itself(owner: Client, one: Institution, text: str, form: str) -> None:
    made.enter(one, "restore_tests", id="t1", system="core", at="2026-01-05 00:00", ok="是", method=text)
    raw = b"".join(owner.get(f"/i/one/registers/restore_tests/export.{form}"))
    if form == "csv":
        cell = raw.decode("utf-8-sig").splitlines()[1].split(",")[-1].strip('"')
        assert cell == (text if text in ("'plain", "x=1") else "'" + text)
        assert cell[0] not in "=+-@＝－"
    (row,) = read_table(register("restore_tests"), raw, f"f.{form}").rows
    assert row.cells["method"] == text and row.cells["at"] == "2026-01-05 00:00:00"


def test_an_excel_export_is_imported_as_it_was(owner: Client, one: Institution, other: Institution) -> None:
    for number, at in enumerate(("2026-01-05 00:00", "2026-01-05 10:30:07", "2026-01-05 10:30:07.123456", "2026-01-05 23:59:59")):
        made.enter(one, "restore_tests", id=f"t{number}", system="core", at=at, ok="是")
    into = register("restore_tests")
    raw = exports.as_xlsx(into, into.model.objects.filter(institution=one), "zh")
    plan = services.plan_import("restore_tests", raw, "out.xlsx", institution=other)
    services.carry_out(plan, institution=other, by=None, origin="import")

    def moments(body: Institution) -> list[datetime]:
        rows: Any = into.model.objects.filter(institution=body).order_by("uid")
        return [row.at for row in rows]

    assert moments(other) == moments(one) and moments(one)[0] == datetime(2026, 1, 5, tzinfo=CST)


def test_half_an_import_is_none(owner: Client, one: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = services.plan_import("restore_tests", book(GOOD), "f.xlsx", institution=one)

    def fail(self: Record) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(Record, "after_recording", fail)
    with pytest.raises(RuntimeError):
        services.carry_out(plan, institution=one, by=None, origin="import")
    assert not kept().exists() and not Import.objects.exists()


def test_columns_have_their_letters() -> None:
    assert [letters(n) for n in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
