"""JSON in a cell: its keys say what its values are, whatever file holds it; all else stays to the byte."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from zhengan.kit.problem import Problem
from zhengan.masking import audit, check, policy, run

ONCE = bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")
FORMS = ("ndjson", "sql", "csv", "tsv", "parquet", "xlsx")
SPACED = {"客户姓名": "玉罕囡", "资金账号": 88012345, "备注": "来电 13812345678", "c": 1.5,
          "n": {"手机": 13812345678, "状态": "1"}}  # fmt: skip
STARRED = {"客户姓名": "玉＊＊", "资金账号": "88****45", "备注": "来电 138****5678", "c": 1.5,
           "n": {"手机": "138****5678", "状态": "1"}}  # fmt: skip


def written(folder: Path, form: str, cells: list[str]) -> Path:
    path = folder / f"a.{form if form != 'tsv' else 'csv'}"
    if form == "ndjson":
        path.write_text("".join(json.dumps({"js": cell}, ensure_ascii=False) + "\n" for cell in cells), "utf-8")
    elif form == "sql":
        rows = [cell.replace("\\", "\\\\").replace("'", "\\'").replace('"', '\\"') for cell in cells]
        held = ",".join(f"('{row}')" for row in rows)
        path.write_text(f"-- MySQL dump\nINSERT INTO `t` (`js`) VALUES {held};\n", "utf-8")
    elif form == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("id", "js"), *enumerate(cells)])
    elif form == "tsv":
        path.write_text("id\tjs\n" + "".join(f"{k}\t{cell}\n" for k, cell in enumerate(cells)), "utf-8")
    elif form == "parquet":
        pq.write_table(pa.table({"js": cells}), path)
    else:
        book = xlsxwriter.Workbook(path)
        book.add_worksheet("甲").write_column(0, 0, ["js", *cells])
        book.close()
    return path


def read(path: Path, form: str) -> list[str]:
    if form == "ndjson":
        return [json.loads(line)["js"] for line in path.read_text("utf-8").splitlines()]
    if form == "sql":
        rows = path.read_text("utf-8").split("VALUES ('", 1)[1].rsplit("')", 1)[0].split("'),('")
        return [row.replace('\\"', '"').replace("\\'", "'").replace("\\\\", "\\") for row in rows]
    if form in ("csv", "tsv"):
        if form == "tsv":
            return [line.split("\t", 1)[1] for line in path.read_text("utf-8").splitlines()[1:]]
        return [row[1] for row in csv.reader(path.read_text("utf-8").splitlines())][1:]
    if form == "parquet":
        return [*pq.read_table(path)["js"].to_pylist()]
    return [str(row[0]) for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1:]]


def masked(folder: Path, form: str, cells: list[str], rules: str = "") -> list[str]:
    """The cells, masked; a check of the output finds nothing."""
    (folder / "p.yaml").write_text('zhengan-masking: "1"\nkey: once\n' + rules, "utf-8")
    own = policy.load(folder / "p.yaml", {}, ONCE)
    source = written(folder, form, cells)
    target = folder / f"b{source.suffix}"
    result = run.mask(source, target, own, force=True)
    record = json.loads(json.dumps(audit.record(source, target, result, own, started="", ended="")))
    assert check.check(target, record=record).clean
    return read(target, form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("options", [{}, {"ensure_ascii": False}, {"ensure_ascii": False, "separators": (",", ":")}])
def test_keys_speak_in_a_cell(form: str, options: dict[str, Any], tmp_path: Path) -> None:
    cells = [json.dumps(SPACED, **options), "无", json.dumps([SPACED, {"x": [SPACED]}], **options)]
    made = masked(tmp_path, form, cells)
    assert made == [json.dumps(STARRED, **options), "无", json.dumps([STARRED, {"x": [STARRED]}], **options)]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_named_stays_to_the_byte(form: str, tmp_path: Path) -> None:
    cells = [
        '{ "a" : 1.50,"k":1, "k":2,  "b":[ ] ,"name":"玉罕囡" }', "{玉罕囡}", "[INFO] 资金", "[1,2,[3]]", "{}",
        '{"客户姓名":"","资金账号":null}',
        '{"产品":{"name":"玉罕囡"}, "fundCode":"510300"}', '{"资金账号":{"状态":"88"}}', '["玉罕囡"]', '{"客户姓名":true}',
    ]  # fmt: skip
    assert masked(tmp_path, form, cells) == cells


@pytest.mark.parametrize("form", FORMS)
def test_whose_a_name_is_each_cell_says_itself(form: str, tmp_path: Path) -> None:
    cells = ['{"name":"玉罕囡","version":"1"}', '{"name":"玉罕囡","birthday":"x"}', '{"name":"玉罕囡","version":"2"}']
    assert masked(tmp_path, form, cells) == [cells[0], cells[1].replace("罕囡", "＊＊"), cells[2]]


@pytest.mark.parametrize("form", FORMS)
def test_what_python_writes_and_json_has_not(form: str, tmp_path: Path) -> None:
    cells = ['{"a": NaN, "客户姓名": "玉罕囡", "b": "NaN"}', '{"客户姓名": "玉罕囡"}', '{"a": -Infinity}']
    assert masked(tmp_path, form, cells) == [one.replace("罕囡", "＊＊") for one in cells]


@pytest.mark.parametrize("form", FORMS)
def test_names_beside_values(form: str, tmp_path: Path) -> None:
    cells = ['{"k":"fund_account","v":"88012345"}', '[{"key":"资金账号","value":88012345}]', '{"k":"ver","v":"88012345"}']
    assert masked(tmp_path, form, cells) == [
        '{"k":"fund_account","v":"88****45"}', '[{"key":"资金账号","value":"88****45"}]', cells[2]
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_pseudonyms_are_drawn_once_and_are_those_of_any_column(form: str, tmp_path: Path) -> None:
    rules = "kinds:\n  mobile: {operator: fpe}\n  fund_account: {operator: redact, label: 账号}\n"
    cells = ['{"手机":13812345678,"资金账号":"88012345","x":"13812345678"}', "13812345678"]
    first, second = masked(tmp_path, form, cells, rules)
    held = json.loads(first)
    assert held["手机"] == held["x"] == second != "13812345678" and held["资金账号"] == "账号"


@pytest.mark.parametrize("form", FORMS)
def test_a_check_finds_what_keys_name(form: str, tmp_path: Path) -> None:
    cells = ['{"资金账号":"88012345","n":{"手机":13812345678}}', '{"客户姓名":"Adili","x":{"账号":{"y":1}}}']
    path = written(tmp_path, form, cells)
    assert check.check(path).counts == {"fund_account": 1, "mobile": 1}
    (tmp_path / "p.yaml").write_text('zhengan-masking: "1"\ncolumns:\n  js: {operator: leave}\n', "utf-8")
    left = policy.load(tmp_path / "p.yaml", {}, ONCE)
    assert check.check(path, by=left).counts == {"fund_account": 1, "mobile": 1, "name": 1}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_escapes_stay_escapes(ascii_only: bool, form: str, tmp_path: Path) -> None:
    held = {"客户姓名": "Adili\tM", "地址": '上海"村\n东头', "资金账号": "a\\\\8801\"2345", "备注": "甲\n乙\\"}
    (made,) = masked(tmp_path, form, [json.dumps(held, ensure_ascii=ascii_only)])
    said = json.loads(made)
    assert said.keys() == held.keys() and said["备注"] == held["备注"]
    assert all("*" in said[key] or "＊" in said[key] for key in [*held][:3])


def test_keys_without_end_and_what_is_noted(tmp_path: Path) -> None:
    cells = [json.dumps({f"k{k}": {"name": "玉罕囡", "mobile": f"1381234{k:04}", "x": k}}) for k in range(300)]
    path = written(tmp_path, "csv", cells)
    result = run.mask(path, tmp_path / "b.csv", policy.builtin())
    assert {kind: one["values"] for kind, one in result.kinds.items()} == {"name": 300, "mobile": 300} and not result.notes
    (tmp_path / "c.csv").write_text('id,js\n1,"{""资金账号"":88012345}"\n', "utf-8")
    assert "JSON" in str(run.mask(tmp_path / "c.csv", tmp_path / "d.csv", policy.builtin()).notes)


def test_a_misfit_that_is_to_stop_the_run_is_told_with_its_kind(tmp_path: Path) -> None:
    rules = "kinds:\n  mobile: {operator: fpe, on_misfit: error}\n"
    for form in FORMS:
        with pytest.raises(Problem, match="不符合格式"):
            masked(tmp_path, form, ['{"手机":"无此号"}'], rules)


def test_a_quoted_field_of_many_lines(tmp_path: Path) -> None:
    text = 'id,js\n1,"{\n  ""客户姓名"": ""玉罕囡"",\n  ""资金账号"": 88012345\n}"\n2,"[{""手机"":""x""}]"\n'
    (tmp_path / "a.csv").write_text(text, "utf-8")
    run.mask(tmp_path / "a.csv", tmp_path / "b.csv", policy.builtin())
    made = text.replace("罕囡", "＊＊").replace("88012345", '""88****45""').replace('""x""', '""*""')
    assert (tmp_path / "b.csv").read_text("utf-8") == made


def test_a_column_with_a_rule_of_its_own_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text('zhengan-masking: "1"\ncolumns:\n  js: {operator: leave}\n', "utf-8")
    own = policy.load(tmp_path / "p.yaml", {}, ONCE)
    for form in FORMS:
        source = written(tmp_path, form, ['{"客户姓名":"玉罕囡"}'])
        run.mask(source, tmp_path / f"b{source.suffix}", own, force=True)
        assert read(tmp_path / f"b{source.suffix}", form) == ['{"客户姓名":"玉罕囡"}']
