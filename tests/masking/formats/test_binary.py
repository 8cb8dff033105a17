"""Excel and Parquet: read, masked, written anew; what a workbook hides or a file breaks is refused."""

from __future__ import annotations

import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.formats import files, parquet
from zhengan.masking.run import mask
from zhengan.masking.suggest import suggest

ONCE = bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")
HEAD = 'zhengan-masking: "1"\nkey: once\n'
FPE = HEAD + "columns:\n  手机: {kind: mobile, operator: fpe}\n"


def run(folder: Path, name: str, text: str = FPE) -> files.Result:
    (folder / "policy.yaml").write_text(text, encoding="utf-8")
    made = policy.load(folder / "policy.yaml", {}, ONCE)
    return mask(folder / name, folder / f"out.{name}", made, force=True)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook with a title above its header, numbers for texts, dates, a formula, a comment and a hidden sheet."""
    made = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    made.set_properties({"author": "张伟 13812345678"})
    sheet = made.add_worksheet("客户")
    day = made.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write("B2", "名单，联系人手机13812345678")
    sheet.write_row("B4", ["编号", "姓名", "手机", "开户日", "备注"])
    for k in range(3):
        sheet.write_row(4 + k, 1, [k, "张伟", 13812345678 if k else "13812345678"])
        sheet.write_datetime(4 + k, 4, datetime(2020, 1, 1 + k), day)
        sheet.write_string(4 + k, 5, "=来电13612345678")
    sheet.write_formula("H5", "=1+1", None, 2)
    sheet.write_row("H6", [True, 1.5])
    sheet.write_comment("B5", "13912345678")
    made.add_worksheet("空")
    hidden = made.add_worksheet("隐藏")
    hidden.hide()
    hidden.write_column("A1", ["手机", "13812345678"])
    made.close()
    return tmp_path


def cells(path: Path) -> dict[str, list[list[Any]]]:
    opened = CalamineWorkbook.from_path(str(path))
    return {name: opened.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in opened.sheet_names}


def test_every_sheet_is_masked_and_values_stay_where_they_stood(book: Path) -> None:
    result = run(book, "a.xlsx")
    before, after = cells(book / "a.xlsx"), cells(book / "out.a.xlsx")
    assert list(after) == ["客户", "空", "隐藏"]
    phone = after["客户"][5][3]
    assert isinstance(phone, float) and after["客户"][4][3] == f"{phone:.0f}" == after["隐藏"][1][0] != "13812345678"
    wanted = [list(row) for row in before["客户"]]
    wanted[1][1] = "名单，联系人手机138****5678"
    for k in range(4, 7):
        wanted[k][2], wanted[k][3], wanted[k][5] = "张＊", phone if k > 4 else f"{phone:.0f}", "=来电136****5678"
    assert after["客户"] == wanted and wanted[4][4] == date(2020, 1, 1) and wanted[4][7] == 2
    assert result.rows == 4 and result.columns["客户.手机"]["values"] == 3
    assert result.notes == ["有公式，写成了上次计算的值"]


def test_nothing_hidden_travels_along(book: Path) -> None:
    """Not in any part of the archive: properties, comments, formulas."""
    run(book, "a.xlsx")
    with zipfile.ZipFile(book / "out.a.xlsx") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"13912345678" not in everything and b"13812345678" not in everything and b"<f>" not in everything


def test_check_says_sheet_row_and_column(book: Path) -> None:
    found = check(book / "a.xlsx").places
    assert {"kind": "mobile", "sheet": "客户", "row": 2, "column": "B"} in found
    assert {"kind": "mobile", "sheet": "客户", "row": 6, "column": "手机"} in found
    assert {"kind": "mobile", "sheet": "隐藏", "row": 2, "column": "手机"} in found
    run(book, "a.xlsx", HEAD)
    assert check(book / "out.a.xlsx").clean


def test_a_workbook_is_sampled_for_a_policy(book: Path) -> None:
    said = suggest(book / "a.xlsx")
    assert '"姓名": {kind: name}' in said and '"隐藏.手机": {kind: mobile}' in said


def test_a_far_cell_a_bomb_and_what_is_no_workbook_are_refused(tmp_path: Path) -> None:
    far = xlsxwriter.Workbook(tmp_path / "far.xlsx")
    far.add_worksheet().write("A1", "x")
    far.worksheets()[0].write(1_048_575, 16_383, "y")
    far.close()
    assert (tmp_path / "far.xlsx").stat().st_size < 10_000
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for k in range(3):
            with archive.open(f"xl/worksheets/sheet{k}.xml", "w", force_zip64=True) as part:
                for _ in range(800):
                    part.write(b" " * (1 << 20))
    (tmp_path / "no.xlsx").write_text("手机\n13812345678\n")
    for name, said in (("far.xlsx", "共 16,384 列"), ("bomb.xlsx", "过大"), ("no.xlsx", "损坏")):
        with pytest.raises(Problem, match=said):
            run(tmp_path, name, HEAD)
        with pytest.raises(Problem, match=said):
            check(tmp_path / name)
        assert not (tmp_path / f"out.{name}").exists()


def test_a_missing_column_leaves_nothing(book: Path) -> None:
    names = sorted(path.name for path in book.iterdir())
    with pytest.raises(Problem, match="证件"):
        run(book, "a.xlsx", HEAD + "columns:\n  证件: {kind: resident_id}\n")
    assert sorted(path.name for path in book.iterdir()) == sorted([*names, "policy.yaml"])


def table(rows: int) -> pa.Table:
    made = pa.table(
        {
            "编号": range(rows), "手机": [f"138{k * 7919 % 10**8:08}" for k in range(rows)],
            "姓名": pa.array(["张伟", None] * (rows // 2)).dictionary_encode(),
            "备注": pa.array([f"回访13612345678第{k}次" if k % 2 else None for k in range(rows)], pa.large_string()),
            "金额": pa.array([k / 3 for k in range(rows)]), "标签": [["a"]] * rows,
        }
    )  # fmt: skip
    return made.replace_schema_metadata({"owner": "运营部"})


LEAVE = FPE + "  标签: {operator: leave}\n"


def test_parquet_keeps_schema_metadata_groups_codecs_and_joins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codecs = {"编号": "SNAPPY", "手机": "ZSTD", "姓名": "GZIP", "备注": "NONE", "金额": "SNAPPY", "标签": "SNAPPY"}
    pq.write_table(table(1000), tmp_path / "a.parquet", row_group_size=300, compression=codecs)
    result = run(tmp_path, "a.parquet", LEAVE)
    before, after = pq.ParquetFile(tmp_path / "a.parquet"), pq.ParquetFile(tmp_path / "out.a.parquet")
    assert after.schema_arrow.equals(before.schema_arrow, check_metadata=True)
    for k in range(4):
        old, new = before.metadata.row_group(k), after.metadata.row_group(k)
        assert old.num_rows == new.num_rows
        assert [old.column(c).compression for c in range(6)] == [new.column(c).compression for c in range(6)]
    old, new = before.read().to_pydict(), after.read().to_pydict()
    assert [old[name] for name in ("编号", "金额", "标签")] == [new[name] for name in ("编号", "金额", "标签")]
    assert len(set(new["手机"])) == 1000 and not set(new["手机"]) & set(old["手机"])
    assert new["姓名"] == ["张＊", None] * 500
    assert new["备注"] == [text and text.replace("13612345678", "136****5678") for text in old["备注"]]
    assert result.rows == 1000 and result.kinds["mobile"]["values"] == 500
    monkeypatch.setattr(parquet, "MOST_ROWS", 70)
    again = run(tmp_path, "a.parquet", LEAVE)
    assert (again.rows, again.columns, again.kinds) == (result.rows, result.columns, result.kinds)
    assert pq.read_table(tmp_path / "out.a.parquet").equals(after.read())
    assert after.metadata.num_row_groups == 4 < pq.ParquetFile(tmp_path / "out.a.parquet").metadata.num_row_groups


@pytest.mark.parametrize("stored", [True, False])
def test_parquet_columns_of_few_values_go_through_as_they_are_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stored: bool
) -> None:
    """Left as they are: texts, nulls, types, codings; and nothing of a dictionary that no row has."""
    rows = 9000
    made = pa.table({
        "手机": ["13812345678"] * rows,
        "状态": [None if k % 7 == 0 else f"状态{k % 5}" for k in range(rows)],
        "城市": ["北京"] * (rows - 1) + ["上海"],
        "空": pa.nulls(rows, pa.string()),
        "各异": [f"这是第{k}个与众不同的值" for k in range(rows)],
        "长": pa.array([f"备注{k % 3}" for k in range(rows)], pa.large_string()),
        "行.点": [f"点{k % 3}" for k in range(rows)],
    }).replace_schema_metadata({"owner": "运营部"})  # fmt: skip
    pq.write_table(made, tmp_path / "a.parquet", row_group_size=4000, compression="NONE", store_schema=stored)
    rules = FPE + "rest: leave\n"
    result = run(tmp_path, "a.parquet", rules)
    before, after = pq.ParquetFile(tmp_path / "a.parquet"), pq.ParquetFile(tmp_path / "out.a.parquet")
    assert after.schema_arrow.equals(before.schema_arrow, check_metadata=True)
    for group in range(3):
        for k in range(1, 7):
            old, new = before.metadata.row_group(group).column(k), after.metadata.row_group(group).column(k)
            assert (old.encodings, old.statistics, old.total_compressed_size) == (
                new.encodings, new.statistics, new.total_compressed_size,
            )  # fmt: skip
    assert before.read().drop_columns(["手机"]).equals(after.read().drop_columns(["手机"]))
    assert result.columns == {"手机": result.columns["手机"]}
    monkeypatch.setattr(parquet, "MOST_ROWS", 700)  # of a dictionary each part keeps what it has of it
    run(tmp_path, "a.parquet", rules)
    parts = pq.ParquetFile(tmp_path / "out.a.parquet")
    assert parts.read().equals(after.read())
    sizes = [parts.metadata.row_group(k).column(2).total_compressed_size for k in range(parts.metadata.num_row_groups)]
    assert sizes[-1] > max(sizes[:-1])


def test_parquet_dictionaries_hold_nothing_that_no_row_has(tmp_path: Path) -> None:
    """A table that rows were taken out of may still hold their values in its dictionaries."""
    whole = pa.table({"手机": ["13812345678"] * 900, "状态": ["在册", "离职者张伟", "休假"] * 300})
    coded = whole.set_column(1, "状态", whole["状态"].dictionary_encode())
    left = coded.filter(pc.equal(whole["状态"], "在册"))
    pq.write_table(left, tmp_path / "a.parquet", compression="NONE", store_schema=False)
    assert "离职者".encode() in (tmp_path / "a.parquet").read_bytes()
    run(tmp_path, "a.parquet", FPE + "rest: leave\n")
    assert "离职者".encode() not in (tmp_path / "out.a.parquet").read_bytes()
    assert pq.read_table(tmp_path / "out.a.parquet")["状态"].to_pylist() == ["在册"] * 300


def test_parquet_is_checked_with_its_rows(tmp_path: Path) -> None:
    pq.write_table(table(1000), tmp_path / "a.parquet", row_group_size=300)
    found = check(tmp_path / "a.parquet")
    assert found.counts == {"mobile": 1500, "name": 500}
    assert {"kind": "mobile", "row": 1, "column": "手机"} in found.places
    result = run(tmp_path, "a.parquet", LEAVE)
    record = {"target": {"digest": result.after}, "columns": result.columns, "kinds": result.kinds}
    assert check(tmp_path / "out.a.parquet", record=record).clean
    nested = pa.table({"a": [[{"p": "13812345678"}]], "n": [13812345678], "手机": pa.array([1], pa.int64())})
    pq.write_table(nested, tmp_path / "n.parquet")
    assert [place["column"] for place in check(tmp_path / "n.parquet").places] == ["a", "n"]


def test_a_broken_parquet_file_leaves_nothing(tmp_path: Path) -> None:
    pq.write_table(table(1000), tmp_path / "whole.parquet", row_group_size=100)
    raw = (tmp_path / "whole.parquet").read_bytes()
    for k, broken in enumerate((b"", raw[: len(raw) // 2], raw[:20] + b"\xff" * 3000 + raw[3020:])):
        (tmp_path / f"{k}.parquet").write_bytes(broken)
        with pytest.raises(Problem):
            run(tmp_path, f"{k}.parquet", LEAVE)
    assert not list(tmp_path.glob("out.*")) and not list(tmp_path.glob(".*"))


def test_records_are_counted_not_lines_and_columns_are_the_policys(tmp_path: Path) -> None:
    text = '编号,联络,备注\r\n1,000123456789,"上\r\n中\r\n下"\r\n\r\n2,x,"说""\n13812345678"\r\n3,000123456780,\r\n'
    (tmp_path / "a.csv").write_bytes(text.encode())
    assert check(tmp_path / "a.csv").places == [{"kind": "mobile", "row": 2, "column": "备注"}]
    said = 'zhengan-masking: "1"\nkey: {env: NONE}\ncolumns: {联络: {kind: fund_account, operator: fpe}}\n'
    (tmp_path / "policy.yaml").write_text(said, encoding="utf-8")
    by = policy.load(tmp_path / "policy.yaml", {}, ONCE, keyless=True)
    found = check(tmp_path / "a.csv", by=by).places
    assert [(one["kind"], one["row"], one["column"]) for one in found] == [
        ("fund_account", 1, "联络"), ("fund_account", 3, "联络"), ("mobile", 2, "备注"),
    ]  # fmt: skip


def test_lines_and_columns_of_ndjson_and_dumps(tmp_path: Path) -> None:
    lines = [{"id": 1}, {"customer": {"phone": ["无", "13812345678"], "n": 13812345678}}]
    (tmp_path / "a.ndjson").write_text("\n".join(json.dumps(one) for one in lines), encoding="utf-8")
    assert check(tmp_path / "a.ndjson").places == [
        {"kind": "mobile", "line": 2, "column": "customer.phone"}, {"kind": "mobile", "line": 2, "column": "customer.n"},
    ]  # fmt: skip
    (tmp_path / "a.sql").write_text("-- MySQL dump\nINSERT INTO `t` (`a`,`b`) VALUES\n(1,'x'),\n(13812345678,'13812345678');\n")
    assert [(one["line"], one["column"]) for one in check(tmp_path / "a.sql").places] == [(4, "t.a"), (4, "t.b")]
    assert '"customer.phone": {kind: mobile}' in suggest(tmp_path / "a.ndjson").replace("text", "mobile")
    assert '"t.b": {kind: text}' in suggest(tmp_path / "a.sql")


def test_names_of_sheets_are_looked_at_and_masked(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as made:
        for name in ("张伟", "张明", "13812345678", "客户"):
            made.add_worksheet(name).write_column("A1", ["手机", "13812345678"])
    remains = check(tmp_path / "a.xlsx")
    assert remains.counts == {"name": 2, "mobile": 5} and "张伟" not in str(remains.places)
    assert {"kind": "name", "sheet": "张＊", "row": 0, "column": ""} in remains.places
    result = run(tmp_path, "a.xlsx", HEAD)
    assert list(cells(tmp_path / "out.a.xlsx")) == ["张＊", "张＊_2", "138＊＊＊＊5678", "客户"]
    assert "张伟.手机" not in result.columns and result.kinds["name"]["values"] == 2
    assert check(tmp_path / "out.a.xlsx").clean
    run(tmp_path, "a.xlsx", HEAD + "columns:\n  张伟.手机: {operator: drop}\nrest: leave\n")
    left = cells(tmp_path / "out.a.xlsx")
    assert list(left) == ["张伟", "张明", "13812345678", "客户"] and left["张伟"][1:] in ([], [[""]])
