"""A first record that is no header: looked at, told of, and never printed as the names of columns."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from zhengan.cli.main import cli

ROWS = [["13812345678", "360426199101010071", "张伟"], ["x", "y", "李娜说电话13912345678"]]
VALUES = [*ROWS[0], "13912345678"]
WRONG = 'zhengan-masking: "1"\nkey: once\ncolumns:\n  手机: {kind: mobile}\n'
NAMES = ["a.csv", "a.xlsx", "a.parquet"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two records without a header, in each format that has one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("".join(f"{','.join(row)}\n" for row in ROWS), encoding="utf-8")
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("s")
        sheet.write_row(0, 0, [int(ROWS[0][0]), *ROWS[0][1:]])
        sheet.write_row(1, 0, ROWS[1])
    columns = [[value] for value in ROWS[1]]
    pq.write_table(pa.Table.from_arrays([pa.array(one) for one in columns], names=ROWS[0]), tmp_path / "a.parquet")
    (tmp_path / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    (tmp_path / "drop.yaml").write_text('zhengan-masking: "1"\nrest: drop\n', encoding="utf-8")
    return tmp_path


def zhengan(*words: str) -> Result:
    done = CliRunner().invoke(cli, ["mask", *words], env={"ZHENGAN_LANG": "zh"})
    said = done.output + (done.exception.line() if hasattr(done.exception, "line") else "")
    assert not any(value in said for value in VALUES), said
    return done


@pytest.mark.parametrize("name", NAMES)
def test_check_looks_at_the_first_record_and_prints_none_of_it(folder: Path, name: str) -> None:
    told = json.loads(zhengan("check", "--json", name).stdout)[0]
    assert told["kinds"] == {"mobile": 2, "resident_id": 1, "name": 2}
    assert not any(value in json.dumps(told, ensure_ascii=False) for value in VALUES)
    assert zhengan("check", name).exit_code == 1


@pytest.mark.parametrize("name", NAMES)
def test_neither_errors_nor_audits_nor_suggestions_print_it(folder: Path, name: str) -> None:
    assert zhengan("run", "--policy", "wrong.yaml", name, "-o", "o").exit_code != 0
    assert zhengan("suggest", name).exit_code != 0
    done = zhengan("run", "--policy", "drop.yaml", name, "-o", f"out.{name}")
    assert done.exit_code == 0 and (("个人信息" in done.output) is (name != "a.xlsx"))
    assert not any(value in (folder / f"out.{name}.audit.json").read_text("utf-8") for value in VALUES)


def test_without_a_header_every_record_is_one(folder: Path) -> None:
    told = json.loads(zhengan("check", "--json", "--no-header", "a.csv").stdout)[0]
    assert told["kinds"] == {"mobile": 2, "resident_id": 1, "name": 2}
    assert {"kind": "mobile", "row": 1, "column": "1"} in told["places"]
    assert '"1": {kind: text}' in zhengan("suggest", "--no-header", "a.csv").output
    (folder / "fpe.yaml").write_text(WRONG.replace("手机: {kind: mobile", '"1": {kind: mobile, operator: fpe'), "utf-8")
    assert zhengan("run", "--no-header", "--policy", "fpe.yaml", "a.csv", "-o", "o.csv").exit_code == 0
    assert json.loads((folder / "o.csv.audit.json").read_text("utf-8"))["header"] is False
    assert zhengan("check", "o.csv").exit_code == 0  # the audit says that there is no header


def test_a_policy_for_columns_that_nothing_names_looks_at_their_values(folder: Path) -> None:
    rows = [("88010000", "玉罕囡", "20240101", "买入", "100"), ("88010001", "阿依古丽", "20240102", "卖出", "200")] * 5
    unlike = [(f"8801{k:04}", f"阿{chr(0x4E8E + k)}丽", *row[2:]) for k, row in enumerate(rows)]
    Path("n.csv").write_text("\n".join(map(",".join, unlike)), "utf-8")
    told = zhengan("suggest", "--no-header", "n.csv").output
    Path("n.yaml").write_text(told, "utf-8")
    assert "各不相同的 8 位数字，可能是资金账号" in told and "两到五个汉字，可能是姓名" in told
    assert '"1": {kind: fund_account}' in told and '"2": {kind: name}' in told and '"3": {operator: leave}' in told
    assert '"4": {kind: text}' in told and '"5": {operator: leave}' in told
    assert zhengan("run", "--no-header", "--policy", "n.yaml", "n.csv", "-o", "o.csv").exit_code == 0
    assert Path("o.csv").read_text("utf-8").splitlines()[1] == "88****01,阿＊＊,20240102,卖出,200"


def test_a_header_is_one(folder: Path) -> None:
    Path("h.csv").write_text("姓名,客户手机号,地址,江苏省,2024\n张＊,,,1,2\n", encoding="utf-8")
    assert zhengan("check", "h.csv").exit_code == 0 and "客户手机号" in zhengan("suggest", "h.csv").output


def test_a_name_of_a_sheet_or_a_table_is_said_as_it_may_be_read(folder: Path) -> None:
    """And a policy may call the sheet so: what is suggested is what ``run`` takes."""
    with xlsxwriter.Workbook(folder / "b.xlsx") as book:
        for name in ("客户", "张伟13812345678"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["姓名", "城市"])
            sheet.write_row(1, 0, ["张伟", "杭州"])
    said = zhengan("suggest", "b.xlsx").stdout
    assert '"张＊138＊＊＊＊5678.姓名"' in said
    (folder / "b.yaml").write_text(said, encoding="utf-8")
    assert zhengan("run", "--policy", "b.yaml", "b.xlsx", "-o", "o.xlsx").exit_code == 0
    twice = zhengan("anonymity", "b.xlsx", "--quasi", "城市")
    assert twice.exit_code and "张＊138＊＊＊＊5678" in twice.exception.line()
    assert "1 条记录" in zhengan("anonymity", "b.xlsx", "--quasi", "张＊138＊＊＊＊5678.城市").output
    (folder / "b.sql").write_text("INSERT INTO `张伟13812345678` (`姓名`, `城市`) VALUES ('张伟', '杭州');\n", encoding="utf-8")
    assert '\n  "姓名": {kind: name}' in zhengan("suggest", "--format", "mysql", "b.sql").stdout
