"""Columns whose header says that a number in them is nobody's, as 订单号 does: judged as text under that label is."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from zhengan.masking import check, policy, run, suggest
from zhengan.masking.headers import speaks_against
from zhengan.masking.plain.find import find

MOBILE, CARD, IDENTITY = "13812345678", "6228480402564890018", "110101199003070070"
HEADERS = ["订单号", "orderNo", "流水号", "委托编号", "金额", '"ORDER NO"', "可用资金", "手续费", "委托序号", "ClOrdID"]
STAR = "138****5678"


@pytest.mark.parametrize("header", HEADERS)
def test_a_header_speaks_as_the_label_does_in_text(header: str) -> None:
    assert speaks_against(header) and not find(f"{header}\n{MOBILE}\n".encode())


@pytest.mark.parametrize("header", ["ye", "JE", "佣金", "sxf", "浮动盈亏", "入金"])
def test_some_speak_so_of_columns_alone(header: str) -> None:
    assert speaks_against(header) and find(f"{header} {MOBILE}".encode())


@pytest.mark.parametrize("header", ["手机", "订单联系人", "订单手机", "备注", "orderPhone", "reorder", "1", "", "客户"])
def test_others_do_not(header: str) -> None:
    assert not speaks_against(header)


def masked(path: Path, by: policy.Policy | None = None) -> tuple[Path, run.Result]:
    target = path.with_name(f"out.{path.name}")
    return target, run.mask(path, target, by or policy.builtin())


@pytest.mark.parametrize("header", HEADERS)
def test_csv(tmp_path: Path, header: str) -> None:
    source = tmp_path / "a.csv"
    source.write_text(f"{header}\n{MOBILE}\n", "utf-8")
    target, done = masked(source)
    assert target.read_bytes() == source.read_bytes() and not done.kinds
    assert check.check(target).clean


def test_only_numbers_that_fill_the_cell_and_prove_nothing_are_left(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    rows = f'{MOBILE},"{CARD}",{MOBILE}', f"致电{MOBILE},{IDENTITY},x", f'" {MOBILE} ",张伟,"a ""b"" {MOBILE}"'
    source.write_text("\n".join(["订单号,流水号,备注", *rows, ""]), "utf-8")
    target, _ = masked(source)
    assert target.read_text("utf-8").splitlines()[1:] == [
        f'{MOBILE},"{CARD}",{STAR}', f"致电{STAR},110***********0070,x", f'" {MOBILE} ",张＊,"a ""b"" {STAR}"',
    ]  # fmt: skip
    assert check.check(source).counts == {"mobile": 3, "resident_id": 1, "name": 1}


def test_later_pieces_do_not_forget_the_header(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("订单号,手机\n" + f"{MOBILE},{MOBILE}\n" * 100_000, "utf-8")
    target, _ = masked(source)
    assert target.read_text("utf-8") == "订单号,手机\n" + f"{MOBILE},{STAR}\n" * 100_000


def test_a_policy_has_the_last_word_and_its_patterns_see_what_is_left(tmp_path: Path) -> None:
    source, written = tmp_path / "a.csv", tmp_path / "p.yaml"
    source.write_text(f"订单号,流水号\n{MOBILE},{MOBILE}\n", "utf-8")
    written.write_text('zhengan-masking: "1"\ncolumns: {订单号: {kind: mobile}}\npatterns: [{regex: "1381[0-9]+"}]\n', "utf-8")
    target, _ = masked(source, policy.load(written, {}))
    assert target.read_text("utf-8") == f"订单号,流水号\n{STAR},[已脱敏]\n"


def test_ndjson(tmp_path: Path) -> None:
    source = tmp_path / "a.ndjson"
    one = {"orderNo": MOBILE, "order": {"备注": MOBILE}, "金额": [MOBILE], "流水号": int(MOBILE), "x": int(MOBILE)}
    source.write_text(json.dumps(one, ensure_ascii=False) + "\n", "utf-8")
    target, done = masked(source)
    assert json.loads(target.read_text("utf-8")) == {**one, "order": {"备注": STAR}}
    assert [note for note in map(str, done.notes) if "流水号" in note or "“x”" in note] == [
        "“x”是数字，没有查找，但像是 mobile：请给这一列写规则（Parquet、Arrow 先转换为 string）"
    ]


def test_excel_parquet_and_sql(tmp_path: Path) -> None:
    book, table, dump = tmp_path / "a.xlsx", tmp_path / "a.parquet", tmp_path / "a.sql"
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet("s")
        sheet.write_row(0, 0, ["订单号", "备注"])
        sheet.write_row(1, 0, [MOBILE, MOBILE])
    pq.write_table(pa.table({"订单号": [MOBILE], "备注": [MOBILE]}), table)
    dump.write_text(f"-- MySQL dump\nINSERT INTO `t` (`order_no`, `note`) VALUES ('{MOBILE}','{MOBILE}');\n", "utf-8")
    assert CalamineWorkbook.from_path(str(masked(book)[0])).get_sheet_by_index(0).to_python()[1] == [MOBILE, STAR]
    assert pq.read_table(masked(table)[0]).to_pylist() == [{"订单号": MOBILE, "备注": STAR}]
    assert masked(dump)[0].read_text("utf-8").endswith(f"('{MOBILE}','{STAR}');\n")
    for path in (book, table, dump):
        assert check.check(path).counts == {"mobile": 1}


def test_a_policy_proposed_calls_them_no_mobiles(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(f"orderNo,x\n{MOBILE},{MOBILE}\n", "utf-8")
    said = suggest.suggest(source)
    assert '"orderNo": {operator: leave}' in said and '"x": {kind: mobile}' in said


def test_what_a_sample_does_not_show_is_searched_all_the_same(tmp_path: Path) -> None:
    source = tmp_path / "late.csv"
    rows = "".join(f"{k},2024-01-0{k % 9 + 1},x{k},ok\n" for k in range(9000))
    source.write_text(f"编号,日期,备用,说明\n{rows}9,2024-01-01,13812345678,客户张伟\n", "utf-8")
    made = suggest.suggest(source)
    assert [line.split("}")[0] for line in made.splitlines() if line.startswith("  ")] == [
        '  "编号": {operator: leave', '  "日期": {operator: leave', '  "备用": {kind: text', '  "说明": {kind: text']  # fmt: skip


def test_a_key_of_figures_is_no_table(tmp_path: Path) -> None:
    source = tmp_path / "a.ndjson"
    source.write_text('{"2024": {"mobile": "13812345678"}}\n', "utf-8")
    (tmp_path / "p.yaml").write_text(suggest.suggest(source), "utf-8")
    run.mask(source, tmp_path / "b.ndjson", policy.load(tmp_path / "p.yaml", {}))
    assert (tmp_path / "b.ndjson").read_text("utf-8") == '{"2024": {"mobile": "138****5678"}}\n'


def test_a_key_that_is_personal_is_not_written_into_a_policy(tmp_path: Path) -> None:
    source = tmp_path / "a.ndjson"
    source.write_text('{"13812345678": 1, "备注": "无"}\n', "utf-8")
    made = suggest.suggest(source)
    (tmp_path / "p.yaml").write_text(made, "utf-8")
    assert "13812345678" not in made and [*policy.load(tmp_path / "p.yaml", {}).columns] == ["备注"]
