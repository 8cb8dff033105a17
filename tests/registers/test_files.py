"""Files as they come: what is read from them alike, what is refused, and in whose memory a bomb goes off."""

from __future__ import annotations

import io
import json
import resource
import time
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime
from typing import Any

import pytest

from tests.registers.books import HEADER, altered, bomb, book, lying_bomb, with_cell
from tests.web.made import institution
from zhengan.kit.problem import Problem, Problems, Where
from zhengan.registers import exporting, services
from zhengan.registers.catalogue import register
from zhengan.registers.kit import sheet, workbook
from zhengan.registers.kit.blocks import EXAMPLE, MOST_ROWS
from zhengan.registers.kit.cells import read_cells
from zhengan.registers.kit.dates import as_iso
from zhengan.registers.kit.sheet import number_of
from zhengan.registers.kit.table import read_table

RUNS = register("backup_runs")
ROW = ("r1", "core", "2026-01-05 02:00", "是", "本地")
STATED = {"id": "r1", "system": "core", "at": "2026-01-05 02:00", "ok": "是", "site": "本地"}
TYPED = {**STATED, "ok": True}

GOOD = book([HEADER, ROW])


def rows(raw: bytes, source: str = "f.xlsx") -> list[dict[str, Any]]:
    return [dict(row.cells) for row in read_table(RUNS, raw, source).rows]


def refused(raw: bytes, source: str = "f.xlsx") -> list[Problem]:
    with pytest.raises(Problem) as caught:
        list(read_table(RUNS, raw, source).rows)
    return list(caught.value.problems) if isinstance(caught.value, Problems) else [caught.value]


def wrong(raw: bytes) -> list[Problem]:
    return list(read_table(RUNS, raw, "f.xlsx").wrong)


def lines(*cells: tuple[str, ...]) -> str:
    return "\r\n".join(",".join(row) for row in cells)


@pytest.mark.parametrize("raw, source", [
    (book([HEADER, ROW]), "f.xlsx"),
    (book([HEADER, (), ROW]), "misnamed.csv"),
    (lines(HEADER, ROW).encode(), "f.csv"),
    (lines(HEADER, ROW).encode("utf-8-sig"), "f.csv"),
    (lines(HEADER, ("", "", "", "", ""), ROW).encode("gb18030"), "f.csv"),
    (lines(HEADER, ROW).replace(",", "\t").encode(), "f.csv"),
    (lines(HEADER, ROW).replace(",", ";").encode("gb18030"), "f.csv"),
    (json.dumps(TYPED).encode(), "f.ndjson"),
    (b"\xef\xbb\xbf" + json.dumps(TYPED, ensure_ascii=False).encode() + b"\r\n\r\n", "f.csv"),
    (json.dumps({**dict(zip(HEADER, ROW, strict=True)), HEADER[3]: True}).encode(), "f.jsonl"),
])  # fmt: skip
def test_one_row_in_many_files(raw: bytes, source: str) -> None:
    (row,) = rows(raw, source)
    assert {**row, "ok": {"true": "是"}.get(row["ok"], row["ok"])} == STATED


def test_a_workbook_s_own_kinds_of_cells() -> None:
    raw = book(
        [
            HEADER,
            (7, "core", datetime(2026, 1, 5, 2, 0, 7), True, None),
            ("r2", 12.5, date(2026, 1, 5), False, "x"),
        ]
    )
    assert rows(raw) == [
        {"id": "7", "system": "core", "at": "2026-01-05 02:00:07", "ok": "true"},
        {"id": "r2", "system": "12.5", "at": "2026-01-05", "ok": "false", "site": "x"},
    ]


def test_rows_keep_their_numbers_and_columns_theirs() -> None:
    swapped = ("备份完成时刻 *", "", "系统编号*", "是否成功")
    table = read_table(RUNS, book([(), swapped, (), ("2026-01-05 02:00", None, "core", "是")]), "f.xlsx")
    assert table.columns == {"at": 1, "system": 3, "ok": 4}
    assert [(row.where.line, row.cells["system"]) for row in table.rows] == [(4, "core")]


def test_the_example_row_of_a_template_is_passed_over() -> None:
    for marker in EXAMPLE:
        assert rows(book([HEADER, (marker, *ROW[1:]), ROW])) == [STATED]
    assert refused(book([HEADER, (EXAMPLE[0], *ROW[1:])]))[0].code == "empty"


def test_dates_that_count_from_1904() -> None:
    raw = book([HEADER, ("r1", "core", datetime(2026, 1, 5, 2), "是", "")], more=None)
    shifted = altered(raw, workbook=lambda text: text.replace(b"<workbookPr ", b'<workbookPr date1904="1" '))
    assert rows(shifted)[0]["at"] == "2030-01-06 02:00:00"  # what such a workbook means by the same number
    bare = book([HEADER, ("r1", "core", 46027.5, "是", "")])
    shifted = altered(bare, workbook=lambda text: text.replace(b"<workbookPr ", b'<workbookPr date1904="1" '))
    assert as_iso(rows(bare)[0]["at"]) == "2026-01-05 12:00:00"
    assert as_iso(rows(shifted)[0]["at"]) == "2030-01-06 12:00:00"


def test_which_sheet_is_read() -> None:
    def another(name: str) -> Callable[[Any, Any], None]:
        return lambda made, page: made.add_worksheet(name).write(0, 0, "别的")

    title = RUNS.title()
    assert rows(book([HEADER, ROW], sheet=title, more=another("汇总"))) == [STATED]
    assert rows(book([HEADER, ROW], sheet="随便", more=another("说明"))) == [STATED]
    assert rows(
        book([HEADER, ROW], sheet="随便", more=lambda made, page: made.add_worksheet("藏").hide())
    ) == [STATED]
    assert refused(book([HEADER, ROW], sheet="随便", more=another("汇总")))[0].code == "which-sheet"


def test_cells_whose_value_is_not_their_own_are_named() -> None:
    def more(made: Any, page: Any) -> None:
        page.write_formula(1, 1, '=HYPERLINK("http://x","core")', None, "core")
        page.write_formula(2, 3, "=NA()", None, "#N/A")
        page.merge_range("A4:A5", "r9")

    found = wrong(book([HEADER, ROW], more=more))
    assert [(p.code, p.where.line, p.where.column) for p in found if p.where] == [
        ("formula", 2, 2), ("formula", 3, 4), ("merged", None, None),
    ]  # fmt: skip
    error = altered(
        book([HEADER, ROW]),
        sheet1=lambda t: t.replace(
            b"</row></sheetData>", b'<c r="F2" t="e"><v>#N/A</v></c></row></sheetData>'
        ),
    )
    assert [(p.code, p.where.line, p.where.column) for p in wrong(error) if p.where] == [
        ("cell-error", 2, 6)
    ]


def test_a_formula_hides_no_other_cell_that_is_wrong(db: None) -> None:
    def more(made: Any, page: Any) -> None:
        page.write_formula(1, 2, "=NOW()", None, "2026-01-05 02:00")
        page.write_formula(2, 3, "=1/0", None, "#DIV/0!")

    bad = [(f"b{number}", "core", "昨天", "或许", "本地") for number in range(5)]
    raw = book([HEADER, ROW, ("r2", *ROW[1:]), *bad], more=more)
    found = services.plan_import("backup_runs", raw, "f.xlsx", institution=institution())
    assert [(p.where.line, p.where.column) for p in found.problems if p.where and p.where.column] == [
        (2, 3), (3, 4), *((line, column) for line in range(4, 9) for column in (3, 4)),
    ]  # fmt: skip
    assert [p.code for p in found.problems if p.where and p.where.line in (2, 3)] == ["formula", "formula"]
    headed = book([("id", "nonsense"), ROW], more=more)
    codes = {p.code for p in services.plan_import("backup_runs", headed, "f.xlsx", institution=institution("two")).problems}
    assert "formula" in codes and len(codes) > 1


def test_a_text_that_looks_like_a_formula_is_a_text() -> None:
    raw = book([HEADER, ("r1", "=1+1", "@x", "是", "-2")])
    assert rows(raw) == [{"id": "r1", "system": "=1+1", "at": "@x", "ok": "是", "site": "-2"}]


def test_a_number_with_more_digits_than_a_spreadsheet_keeps() -> None:
    table = read_table(
        RUNS, book([HEADER, ("r1", 123456789012345678, "2026-01-05 02:00", "是", "")]), "f.xlsx"
    )
    (row,) = table.rows
    assert [(p.code, p.where and p.where.column) for p in row.wrong] == [("inexact", 2)]


HOSTILE: dict[str, tuple[bytes, str]] = {
    "a far column": (with_cell("XFD3"), "too-large"),
    "a far row": (with_cell("B1048576"), "too-large"),
    "the last cell there can be": (with_cell("XFD1048576"), "too-large"),
    "a cell beyond all cells": (with_cell("ZZZZZZZ99999999999999"), "too-large"),
    "a bomb that says so": (bomb(sheet.MOST_UNPACKED), "too-large"),
    "a bomb that lies": (lying_bomb(80_000_000), "workbook"),
    "a document type": (
        altered(GOOD, sheet1=lambda t: t.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', 1)),
        "dtd",
    ),
    "entities in the list of sheets": (
        altered(book([HEADER, ROW]), workbook=lambda t: t.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY e "y">]>', 1)), "dtd",
    ),
    "a second encoding": (altered(book([HEADER, ROW]), sheet1=lambda t: t.decode().encode("utf-16")), "dtd"),
    "cut short": (book([HEADER, ROW])[:3000], "workbook"),
    "an empty archive": (b"PK\x05\x06" + bytes(18), "workbook"),
    "no workbook at all": (b"PK\x03\x04" + b"x" * 500, "workbook"),
    "no sheet where it should be": (altered(GOOD, workbook=lambda t: t.replace(b'r:id="rId1"', b'r:id="rId9"')), "workbook"),
    "locked": (workbook.COMPOUND + bytes(600) + workbook.LOCKED + bytes(600), "encrypted"),
    "an old one": (workbook.COMPOUND + bytes(2000), "workbook"),
    "nothing in it": (book([]), "empty"),
    "too many sheets": (
        book([HEADER], more=lambda made, page: [made.add_worksheet() for _ in range(sheet.MOST_SHEETS)] and None), "too-large",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_and_costs_the_server_nothing(name: str) -> None:
    raw, code = HOSTILE[name]
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    found = refused(raw)
    assert found[0].code == code and found[0].why and found[0].do
    assert time.monotonic() - began < 30
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # KiB


UNPLACED = {
    "rows": b"<row><c/></row>" * 5_000_000,
    "rows that all say they are one": b'<row r="2"><c/></row>' * 1_000_000,
    "cells": (b"<row>" + b"<c/>" * 150 + b"</row>") * 200_000,
    "cells behind a style": b'<row><c s="1"/>' + b"<c />" * 300 + b"</row>",
    "rows of another name space": b"<x:row><x:c/></x:row>" * 1_000_000,
}


@pytest.mark.parametrize("name", UNPLACED)
def test_rows_and_cells_that_say_no_place_count_as_well(name: str) -> None:
    raw = altered(book([HEADER]), sheet1=lambda t: t.replace(b"</sheetData>", UNPLACED[name] + b"</sheetData>"))
    began = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    assert refused(raw)[0].code == "too-large"
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - began < 5  # the parser never saw it


def test_texts_without_end_are_refused_before_the_parser_reads_them() -> None:
    raw = altered(book([HEADER, ROW]), sharedStrings=lambda t: t.replace(b"</sst>", b"<si/>" * 7_000_000 + b"</sst>"))
    assert refused(raw)[0].code == "too-large"


def test_a_row_of_cells_without_places_is_read() -> None:
    cells = b"".join(b'<c t="inlineStr"><is><t>%s</t></is></c>' % str(one).encode() for one in ROW)
    raw = altered(book([HEADER]), sheet1=lambda t: t.replace(b"</sheetData>", b"<row>" + cells + b"</row></sheetData>"))
    assert rows(raw) == [STATED]


def test_more_workbooks_at_once_than_are_read_are_told_to_come_again() -> None:
    with ExitStack() as stack:
        for _ in range(workbook.AT_ONCE):
            stack.enter_context(workbook._turn("other.xlsx"))
        (told,) = refused(GOOD)
        assert told.code == "busy" and "正在解析其他文件" in told.what
    assert rows(GOOD) == [STATED]


def test_columns_are_counted() -> None:
    assert [number_of(letters) for letters in (b"A", b"Z", b"AA", b"XFD")] == [1, 26, 27, 16384]


@pytest.mark.parametrize("raw, source, code", [
    (b"", "f.csv", "empty"),
    (b"\n\n", "f.csv", "empty"),
    ("编号,系统编号,备份完成时刻,是否成功\n".encode(), "f.csv", "empty"),
    (lines(HEADER, ROW).encode("utf-16"), "f.csv", "encoding"),
    (b"\x89PNG\r\n\x1a\n\xff\xff\xfe", "f.csv", "encoding"),
    ("编号,系统编号,备份完成时刻,是否成功,颜色\nr1,,,,red\n".encode(), "f.csv", "header"),
    ("编号,系统编号,备份完成时刻,是否成功,id\nr1,,,,r2\n".encode(), "f.csv", "header"),
    ('编号,系统编号,备份完成时刻,是否成功\nr1,"core\n'.encode(), "f.csv", "csv"),
    ('编号,系统编号,备份完成时刻,是否成功\nr1,"core"x\n'.encode(), "f.csv", "csv"),
    (b"id,system,at,ok\n" + b"x" * 200_000, "f.csv", "csv"),
    (b"id,system,at,ok\n" + b"x\n" * (MOST_ROWS + 1), "f.csv", "too-large"),
    (b"x" * (20 * 1024 * 1024 + 1), "f.csv", "too-large"),
    (b"\n", "f.ndjson", "empty"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(raw: bytes, source: str, code: str) -> None:
    assert [problem.code for problem in refused(raw, source)] == [code]


def test_a_cell_under_no_heading_is_named() -> None:
    (row,) = read_table(RUNS, "编号,系统编号,备份完成时刻,是否成功\nr1,core,,,,3\n".encode(), "f.csv").rows
    assert [(p.code, p.where and p.where.line, p.where and p.where.column) for p in row.wrong] == [
        ("width", 2, 6)
    ]


@pytest.mark.parametrize("raw, source", [
    ("编号,备份位置\nr1,本地\n".encode(), "f.csv"), (book([("编号", "备份位置"), ("r1", "本地")]), "f.xlsx"),
])  # fmt: skip
def test_a_column_that_is_wanting_is_a_heading_that_is_wanting(raw: bytes, source: str) -> None:
    found = refused(raw, source)
    assert [(one.code, one.what, one.where and one.where.line) for one in found] == [
        ("header", f"缺少表头“{name}”", 1) for name in ("系统编号", "备份完成时刻", "是否成功")
    ]


def test_a_workbook_in_name_only_is_none() -> None:
    for name in ("f.xlsx", "F.XLSX", "f.xls"):
        (told,) = refused(lines(HEADER, ROW).encode(), name)
        assert told.code == "workbook" and "不是 Excel 工作簿" in told.what and name.rpartition(".")[2] in told.why


def mixed(*odd: int, main: str = "utf-8", other: str = "gb18030", names: str = "核心机房一") -> bytes:
    """A table of ten rows whose lines ``odd`` are in the other encoding."""
    rows = [lines(HEADER), *(lines((f"r{n}", names, "2026-01-05 02:00", "是", "本地")) for n in range(10))]
    return b"\n".join(row.encode(other if number in odd else main) for number, row in enumerate(rows, 1))


@pytest.mark.parametrize("raw, line, said", [
    (mixed(4), 4, "第 4 行是 GB18030，其余是 UTF-8"),
    (b"\xef\xbb\xbf" + mixed(4, 9), 4, "第 4、9 行是 GB18030，其余是 UTF-8"),
    (mixed(7, main="gb18030", other="utf-8"), 7, "第 7 行是 UTF-8，其余是 GB18030"),
    (mixed(1, main="gb18030", other="utf-8"), 1, "第 1 行是 UTF-8，其余是 GB18030"),
])  # fmt: skip
def test_two_encodings_in_a_file_are_told_with_the_line(raw: bytes, line: int, said: str) -> None:
    (told,) = refused(raw, "f.csv")
    assert (told.code, told.where and told.where.line) == ("encoding", line) and said in told.what


@pytest.mark.parametrize("names", ["核心机房一", "联通", "a", "甲", "啊啊啊", "中国证券监督管理委员会"])
def test_a_file_in_one_encoding_is_read(names: str) -> None:
    for main in ("utf-8", "utf-8-sig", "gb18030"):
        raw = b"\n".join(line for line in mixed(names=names).decode().encode(main).split(b"\n"))
        assert {row["system"] for row in rows(raw, "f.csv")} == {names}


def more_sheets(made: Any, page: Any) -> None:
    second, note, empty = made.add_worksheet("二季度"), made.add_worksheet("说明"), made.add_worksheet("空表")
    second.write_row(0, 0, HEADER)
    note.write_string(0, 0, "如何填写")
    empty.set_column(0, 0, 30, made.add_format({"bold": True}))
    empty.write_blank(0, 0, None, made.add_format({"bold": True}))
    hidden = made.add_worksheet("旧数据")
    hidden.write_number(0, 0, 1)
    hidden.hide()


def test_the_sheets_that_are_not_read_are_told(db: None) -> None:
    raw = book([HEADER, ROW], sheet="备份记录", more=more_sheets)
    table = read_table(RUNS, raw, "f.xlsx")
    assert (table.sheet, table.unread) == ("备份记录", ("二季度", "旧数据")) and len(list(table.rows)) == 1
    where, bad = institution(), ("r1", "nobody", "x", "?", "")
    for file in (raw, book([HEADER, bad], sheet="备份记录", more=more_sheets)):
        plan = services.plan_import("backup_runs", file, "f.xlsx", institution=where)
        assert (plan.sheet, list(plan.unread)) == ("备份记录", ["二季度", "旧数据"])
    assert read_table(RUNS, GOOD, "f.xlsx").unread == ()
    assert read_table(RUNS, exporting.template(RUNS, "zh", lambda _: [("core", "核心")]), "f.xlsx").unread == ()


def test_a_number_out_of_all_measure_is_told_in_short() -> None:
    (row,) = read_table(RUNS, book([HEADER, (1e308, *ROW[1:])]), "f.xlsx").rows
    assert [one.code for one in row.wrong] == ["inexact"] and len(row.wrong[0].what) < 40 and len(row.cells["id"]) < 40


@pytest.mark.parametrize("line, code", [
    ('{"id": "a", "id": "b"}', "duplicate-key"),
    ('{"id": "a", "编号": "b"}', "duplicate-key"),
    ('{"id": NaN}', "value"),
    ('{"id": -Infinity}', "value"),
    ('["id"]', "ndjson"),
    ('"id"', "ndjson"),
    ('{"id": "a"', "ndjson"),
    ('{"id": "a"} {"id": "b"}', "ndjson"),
    ("{'id': 1}", "ndjson"),
    ("[" * 5000, "ndjson"),
    ('{"id": "' + "x" * 1_000_001 + '"}', "ndjson"),
    ('{"id": "\x00"}', "ndjson"),
])  # fmt: skip
def test_a_line_of_ndjson_that_is_wrong_is_named_and_the_next_is_read(line: str, code: str) -> None:
    first, second = read_table(RUNS, (line + "\n" + json.dumps(TYPED)).encode(), "f.ndjson").rows
    assert [(p.code, p.where and p.where.line) for p in first.wrong] == [(code, 1)]
    assert second.cells == {**STATED, "ok": "true"} and second.where.line == 2


def test_numbers_of_ndjson_come_as_they_were_written() -> None:
    line = b'{"system": "core", "at": "2026-01-05 02:00", "measure": "orders", "value": 0.10, "note": null}'
    (row,) = read_table(register("daily_peaks"), line, "f.ndjson").rows
    assert row.cells == {"system": "core", "at": "2026-01-05 02:00", "measure": "orders", "value": "0.10"}


SOUND = {"id": "r1", "system": "core", "at": "2026-01-05 02:00", "ok": True, "site": "local"}
OF_OTHER_TYPES = [
    ("system", ["core"], "不能是列表"), ("system", 7, "应是文字"), ("system", {"a": 1}, "不能是对象"),
    ("system", True, "不是是非项"),
    ("ok", 1, "应为 true 或 false"), ("ok", "yes", "应为 true 或 false"), ("ok", "true", "应为 true 或 false"),
    ("ok", [True], "不能是列表"), ("at", 20260105, "应是文字"), ("id", 7, "应是文字"), ("id", [["a"]], "不能是列表"),
    ("site", 1, "应是文字"),
]  # fmt: skip


@pytest.mark.parametrize("field, value, said", OF_OTHER_TYPES)
def test_json_is_read_by_its_own_types_and_the_rest_of_the_line_all_the_same(field: str, value: Any, said: str) -> None:
    wrong = {**SOUND, "at": "never", field: value} if field != "at" else {**SOUND, "ok": 1, field: value}
    first, second = read_table(RUNS, f"{json.dumps(wrong)}\n{json.dumps(SOUND)}".encode(), "f.ndjson").rows
    with pytest.raises(Problem) as caught:
        read_cells(RUNS.model, first.cells, first.where, {})
    found = {getattr(one, "field", ""): one for one in getattr(caught.value, "problems", [caught.value])}
    assert said in found[field].what and len(found) == 2 and all(one.where and one.where.line == 1 for one in found.values())
    assert read_cells(RUNS.model, second.cells, second.where, {})[0] == "r1"


def test_several_may_be_a_list_and_a_grade_a_number() -> None:
    grading = register("mlps_gradings")
    (row,) = read_table(grading, b'{"system": "core", "level": 3, "filing_number": "x", "since": "2024-01-01"}', "f.ndjson").rows
    assert row.cells["level"] == "3"
    (row,) = read_table(register("systems"), b'{"id": "a", "markets": ["SSE", "SZSE"]}', "f.ndjson").rows
    assert list(row.cells["markets"]) == ["SSE", "SZSE"]


def test_a_date_ahead_is_told_by_its_heading_in_every_kind_of_file() -> None:
    ahead = {**SOUND, "at": "2098-01-05 02:00"}
    told = []
    csv = lines(HEADER, ("r1", "core", "2098-01-05 02:00", "是", "本地"))
    for raw, name in ((json.dumps(ahead).encode(), "f.ndjson"), (csv.encode(), "f.csv")):
        table = read_table(RUNS, raw, name)
        (row,) = table.rows
        with pytest.raises(Problem) as caught:
            read_cells(RUNS.model, row.cells, row.where, table.columns)
        told.append((caught.value.what, getattr(caught.value, "field", "")))
    assert told[0] == told[1] and told[0][1] == "at" and told[0][0].startswith("“备份完成时刻”在未来")


@pytest.mark.parametrize("text", [
    "2026-03-03", "2026-3-3", "2026/3/3", "2026/03/03", "2026.3.3", "2026.03.03", "2026年3月3日", "20260303", "46084",
    "２０２６年３月３日", "二〇二六年三月三日", "二零二六年三月三日",
])  # fmt: skip
def test_a_day_in_every_way_it_is_written(text: str) -> None:
    assert as_iso(text) == "2026-03-03"


@pytest.mark.parametrize("text, wanted", [
    ("2026.3.3 10:30", "2026-03-03 10:30"),
    ("2026年3月3日10:30:15", "2026-03-03 10:30:15"),
    ("20260303T10:30", "2026-03-03 10:30"),
    ("2026年3月3日9时5分", "2026-03-03 09:05"),
    ("2026年3月9日 2时5分6秒", "2026-03-09 02:05:06"),
    ("2026年3月9日下午3点5分6秒", "2026-03-09 15:05:06"),
    ("2026年3月9日 2时5分06秒", "2026-03-09 02:05:06"),
    ("2026-3-3 9:05", "2026-03-03 09:05"),
    ("2026-3-3 上午9:05", "2026-03-03 09:05"),
    ("2026/3/3 下午3:05:09", "2026-03-03 15:05:09"),
    ("二〇二六年十二月三十一日 晚上8点整", "2026-12-31 20:00"),
    ("2026-3-3 9:5", "2026-03-03 9:5"),  # 9:05 or 9:50: who reads instants refuses it
    ("2026-3-3 上午12:05", "2026-03-03 上午12:05"),
    ("2026-3-3 下午13:05", "2026-03-03 下午13:05"),
    ("2026/3/3 10：30", "2026-03-03 10:30"),
    ("46084.4375", "2026-03-03 10:30:00"),
    ("46084.000005787", "2026-03-03 00:00:00.500"),
])  # fmt: skip
def test_an_instant_keeps_its_time(text: str, wanted: str) -> None:
    assert as_iso(text) == wanted


@pytest.mark.parametrize("text", [
    "03/04/2026", "3.4.26", "03-04-2026", "2026-02-30", "20261301", "2026-13-01", "260303", "4608", "99999", "明天", "2026",
    "202603031",
    "2026-3/3", "3月3日", "Mar 3, 2026", "二〇二六年二十三月一日", "二〇二六年十十月一日", "二〇二六年二月三十日",
    "二六年三月三日", "32/4/2026", "13/13/2026", "29.2.2026", "03/03/03",
])  # fmt: skip
def test_no_day_or_either_of_two(text: str) -> None:
    with pytest.raises(Problem) as caught:
        as_iso(text)
    assert caught.value.code == "date" and caught.value.why and caught.value.do


def test_which_day_an_unclear_one_could_be_is_said() -> None:
    with pytest.raises(Problem, match="分不清日与月") as caught:
        as_iso("03/04/2026")
    assert "03 月 04 日" in caught.value.why and "04 月 03 日" in caught.value.why


def test_a_year_of_two_digits_is_asked_for() -> None:
    with pytest.raises(Problem, match="“26-11-20”分不清年、月与日") as caught:
        as_iso("26-11-20")
    assert "四位的年份" in caught.value.why


@pytest.mark.parametrize(("text", "wanted"), [
    ("3/3/2026", "2026-03-03"), ("25/3/2026", "2026-03-25"), ("3/25/2026", "2026-03-25"), ("3.25.2026 9:05", "2026-03-25 09:05"),
    ("29-2-2024", "2024-02-29"),
])  # fmt: skip
def test_day_and_month_that_only_one_order_gives(text: str, wanted: str) -> None:
    assert as_iso(text) == wanted


def test_an_archive_with_two_parts_of_one_name() -> None:
    out = io.BytesIO(book([HEADER, ROW]))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning):
        archive.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    assert refused(out.getvalue())[0].code == "workbook"


def test_a_serial_number_with_a_time_of_day_is_no_day() -> None:
    cells = {"id": "s", "name": "S", "important": "否", "since": "45981.5"}
    with pytest.raises(Problem, match=r"“45981\.5”是带钟点的日期"):
        read_cells(register("systems").model, cells, Where("f.csv", 2))


def test_a_date_ahead_inside_a_figure_is_told_at_its_field() -> None:
    figures = '[{"name": "drills", "value": 1, "to": "2099-01-01"}]'
    with pytest.raises(Problem, match="在未来") as caught:
        read_cells(register("filings").model, {"at": "2024-01-01 09:00", "type": "other", "figures": figures}, Where())
    assert getattr(caught.value, "field", None) == "figures"
