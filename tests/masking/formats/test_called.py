"""What columns and counts are called: headers that are somebody's by numbers and letters, counts as in other formats."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.formats.files import Result
from zhengan.masking.run import mask
from zhengan.masking.suggest import suggest

OWN = "张伟13812345678"
REDACT = "columns:\n  {name}: {{kind: mobile, operator: redact}}\n"


def run(folder: Path, name: str, rules: str = "") -> Result:
    (folder / "p.yaml").write_text(f'zhengan-masking: "1"\n{rules}', "utf-8")
    return mask(folder / name, folder / f"o.{name}", policy.load(folder / "p.yaml", {}, bytes(32)), force=True)


def book(folder: Path, sheets: dict[str, list[list[Any]]]) -> None:
    made = xlsxwriter.Workbook(folder / "a.xlsx")
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for k, row in enumerate(rows):
            sheet.write_row(k, 0, row)
    made.close()


def test_a_policy_calls_personal_columns_of_parquet_by_number(tmp_path: Path) -> None:
    pq.write_table(pa.table({OWN: ["13912345678"], "手机": ["13612345678"]}), tmp_path / "a.parquet")
    result = run(tmp_path, "a.parquet", REDACT.format(name='"1"'))
    assert set(result.columns) == {"1", "2"}
    assert pq.read_table(tmp_path / "o.a.parquet").to_pydict() == {OWN: ["[已脱敏]"], "手机": ["136****5678"]}
    with pytest.raises(Problem, match="没有策略中的列"):
        run(tmp_path, "a.parquet", REDACT.format(name='"3"'))
    with pytest.raises(Problem) as problem:
        suggest(tmp_path / "a.parquet")
    assert "第 1 列" in problem.value.line() and "列号" in problem.value.line() and "138" not in problem.value.line()


def test_suggest_says_sheet_and_column_of_a_personal_header(tmp_path: Path) -> None:
    book(tmp_path, {"好": [["手机"], ["13812345678"]], "名单": [["编号", OWN], [1, 2]]})
    with pytest.raises(Problem) as problem:
        suggest(tmp_path / "a.xlsx")
    assert "“名单”表的列名中有个人信息（B 列）" in problem.value.line() and "138" not in problem.value.line()
    result = run(tmp_path, "a.xlsx", REDACT.format(name="名单.B"))
    assert result.columns["名单.B"]["values"] == 1


def test_rows_of_a_sheet_whose_header_has_a_name_twice(tmp_path: Path) -> None:
    book(tmp_path, {"a": [["手机", "手机", "金额"], *[["13812345678", "13912345678", 1000.5]] * 3]})
    said = suggest(tmp_path / "a.xlsx")
    assert "样本 3 条记录" in said and "样本中没有值" not in said and '"金额": {operator: leave}' in said


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())])
def test_empty_texts_of_parquet_are_no_values(tmp_path: Path, kind: Any) -> None:
    held = pa.array(["13812345678", "", None, "13912345678"])
    column = held.dictionary_encode() if pa.types.is_dictionary(kind) else held.cast(kind)
    pq.write_table(pa.table({"手机": column}), tmp_path / "a.parquet")
    (tmp_path / "a.csv").write_text("编号,手机\n1,13812345678\n2,\n3,\n4,13912345678\n", "utf-8")
    for name in ("a.parquet", "a.csv"):
        one = run(tmp_path, name).columns["手机"]
        assert (one["values"], one["misfits"]) == (2, 0)


def test_errors_of_a_workbook_are_noted(tmp_path: Path) -> None:
    made = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = made.add_worksheet()
    sheet.write_column("A1", ["手机", "13812345678"])
    sheet.write_formula("B2", "=NA()", None, "#N/A")
    made.close()
    assert "有 1 格是错误值（如 #N/A），写成了空格" in map(str, run(tmp_path, "a.xlsx").notes)
