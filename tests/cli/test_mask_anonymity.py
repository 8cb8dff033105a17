"""``zhengan mask anonymity``: the same figures from every format, no value said, an exit code that a script can go by."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from zhengan.cli.main import cli
from zhengan.kit.problem import Problem

HEAD = ["区县", "性别", "风险等级", "备注"]
SIX = [["余杭区", "男", f"C{k % 3}", "甲，\n乙"] for k in range(6)]
ROWS = [*SIX, *[["西湖区", "女", "C1", ""]] * 5, ["滨江区", "男", "C2", "孤"]]
NAMES = ["a.csv", "gb.csv", "a.xlsx", "a.parquet"]
WORDS = ("--quasi", "区县,性别", "--sensitive", "风险等级")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three groups: of six rows and three values, of five rows and one value, of a single row."""
    monkeypatch.chdir(tmp_path)
    lines = [",".join(f'"{one}"' for one in row) for row in (HEAD, *ROWS)]
    (tmp_path / "a.csv").write_text("\ufeff" + "\r\n".join(lines) + "\r\n", encoding="utf-8", newline="")
    (tmp_path / "gb.csv").write_bytes(("\n\n" + "\n".join(lines).replace('","', '";"')).encode("gb18030"))
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("说明").write("A1", "无")
        sheet = book.add_worksheet("客户")
        for k, row in enumerate([HEAD, *ROWS]):
            sheet.write_row(k + 2, 1, row)
    table = pa.table({name: [row[k] for row in ROWS] for k, name in enumerate(HEAD)})
    pq.write_table(table, tmp_path / "a.parquet")
    return tmp_path


def zhengan(*words: str) -> Result:
    return CliRunner().invoke(cli, ["mask", "anonymity", *words], env={"ZHENGAN_LANG": "zh"})


@pytest.mark.parametrize("name", NAMES)
def test_every_format_gives_the_same_figures_and_no_value(folder: Path, name: str) -> None:
    told = json.loads(zhengan(name, *WORDS, "--k", "6", "--l", "2", "--json").stdout)
    assert (told["rows"], told["classes"], told["k"], told["rows_below"], told["sizes"]) == (12, 3, 1, 6, {"1": 1, "5": 1})
    one = told["sensitive"]["风险等级"]
    assert (one["distinct"], one["classes_below"], one["rows_below"], told["holds"]) == (1, 2, 6, False)
    said = zhengan(name, *WORDS).output
    assert "12 条记录" in said and "k = 1" in said and "l = 1" in said
    assert not any(value in said for value in ("余杭区", "滨江区", "C1", "男"))


@pytest.mark.parametrize(("asked", "code"), [((), 0), (("--k", "1"), 0), (("--k", "2"), 1), (("--l", "1"), 0), (("--l", "2"), 1)])
def test_the_exit_code_says_whether_it_holds(folder: Path, asked: tuple[str, ...], code: int) -> None:
    assert zhengan("a.csv", *WORDS, *asked).exit_code == code


@pytest.mark.parametrize("name", NAMES)
def test_a_column_that_is_not_there_is_named(folder: Path, name: str) -> None:
    problem = zhengan(name, "--quasi", "区县,生日").exception
    assert isinstance(problem, Problem) and "生日" in problem.what and "风险等级" in problem.why


def test_records_of_another_width_are_refused_without_their_values(folder: Path) -> None:
    with (folder / "a.csv").open("a", encoding="utf-8") as file:
        file.write("张伟,13812345678\n")
    problem = zhengan("a.csv", *WORDS).exception
    assert isinstance(problem, Problem) and "张伟" not in problem.line()


@pytest.mark.parametrize("asked", [(), ("--k", "5")])
def test_no_record_shows_nothing(folder: Path, asked: tuple[str, ...]) -> None:
    (folder / "e.csv").write_text("区县,性别\n", encoding="utf-8")
    done = zhengan("e.csv", "--quasi", "区县", *asked)
    assert done.exit_code and "达到" not in done.output
    assert isinstance(done.exception, Problem) and "e.csv 没有记录" in done.exception.what


def test_columns_go_by_number_where_there_is_no_header(folder: Path) -> None:
    (folder / "n.csv").write_text("a,x\na,y\n", encoding="utf-8")
    assert json.loads(zhengan("n.csv", "--quasi", "1", "--no-header", "--json").stdout)["k"] == 2


def test_two_sheets_that_have_the_columns_are_told_apart_by_name(folder: Path) -> None:
    with xlsxwriter.Workbook(folder / "b.xlsx") as book:
        for name in ("一", "二"):
            book.add_worksheet(name).write_column("A1", ["性别", "男", "男"])
    problem = zhengan("b.xlsx", "--quasi", "性别").exception
    assert isinstance(problem, Problem) and "一、二" in problem.what
    assert json.loads(zhengan("b.xlsx", "--quasi", "二.性别", "--json").stdout)["k"] == 2


@pytest.mark.parametrize("quasi", ["", " ", "，,"])
def test_no_column_named_is_told_of(folder: Path, quasi: str) -> None:
    problem = zhengan("a.csv", "--quasi", quasi).exception
    assert isinstance(problem, Problem) and "没有写准标识列" in problem.what


def test_an_empty_cell_is_no_value_of_its_own(folder: Path) -> None:
    (folder / "l.csv").write_text("区县,病\na,x\na,\na, \nb,\nb,\n", encoding="utf-8")
    figures = json.loads(zhengan("l.csv", "--quasi", "区县", "--sensitive", "病", "--l", "1", "--json").stdout)
    assert figures["sensitive"]["病"]["distinct"] == 0 and not figures["holds"]  # of b nothing is known
    (folder / "l.csv").write_text("区县,病\na,x\na,\n", encoding="utf-8")
    figures = json.loads(zhengan("l.csv", "--quasi", "区县", "--sensitive", "病", "--l", "2", "--json").stdout)
    assert (figures["sensitive"]["病"]["distinct"], figures["sensitive"]["病"]["entropy"]) == (1, 1.0) and not figures["holds"]


def test_only_formats_that_can_be_read_are_offered(folder: Path) -> None:
    done = zhengan("a.csv", "--format", "ndjson", *WORDS)
    assert done.exit_code == 2 and not isinstance(done.exception, Problem)
    assert zhengan("a.csv", "--format", "csv", *WORDS).exit_code == 0
