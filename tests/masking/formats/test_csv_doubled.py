"""A header of two rows, codes above captions: both name the columns, and neither is masked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from zhengan.cli.main import cli
from zhengan.masking.formats.csv import head as csvhead

CODES, CAPTIONS, ROW = ["client_id", "client_name", "asset_acc"], ["客户号", "客户姓名", "资产账户"], ["1", "玉罕囡", "88012345"]
MASKED = ["1", "玉＊＊", "88****45"]
TEXT = "\n".join(map(",".join, (CODES, CAPTIONS, ROW))) + "\n"
OUT = TEXT.replace("玉罕囡", "玉＊＊").replace("88012345", "88****45")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def zhengan(*words: str) -> Result:
    return CliRunner().invoke(cli, ["mask", *words], env={"MASK_KEY": "", "ZHENGAN_LANG": "zh"})


@pytest.mark.parametrize("above", ["", "客户明细表,,\n", "\ufeff", "\n\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_both_rows_name_the_columns_and_stay(folder: Path, above: str, end: str) -> None:
    (folder / "a.csv").write_bytes((above + TEXT).replace("\n", end).encode())
    done = zhengan("run", "a.csv", "-o", "o.csv")
    assert (folder / "o.csv").read_bytes() == (above + OUT).replace("\n", end).encode() and "表头有两行" in done.output
    assert json.loads((folder / "o.csv.audit.json").read_text("utf-8"))["rows"] == 1
    assert zhengan("check", "a.csv").exit_code == 1 and zhengan("check", "o.csv").exit_code == 0
    assert zhengan("check", "o.csv", "--no-audit").exit_code == 0
    zhengan("run", "o.csv", "-o", "p.csv")
    assert (folder / "p.csv").read_bytes() == (folder / "o.csv").read_bytes()


@pytest.mark.parametrize("name", ["资产账户", "asset_acc"])
def test_a_policy_may_call_a_column_by_either(folder: Path, name: str) -> None:
    (folder / "a.csv").write_text(TEXT, "utf-8")
    rule = f"  {name}: {{kind: fund_account, operator: fpe}}\n"
    (folder / "p.yaml").write_text(f'zhengan-masking: "1"\nkey: once\ncolumns:\n{rule}', "utf-8")
    assert zhengan("run", "a.csv", "-o", "o.csv", "--policy", "p.yaml").exit_code == 0
    out = (folder / "o.csv").read_text("utf-8")
    assert out.startswith(TEXT[:-18]) and "88012345" not in out
    assert zhengan("check", "o.csv").exit_code == 0 and zhengan("check", "o.csv", "--policy", "p.yaml").exit_code == 0
    assert zhengan("anonymity", "a.csv", "--quasi", name).output.count("：1 条记录") == 1


@pytest.mark.parametrize(
    "text",
    [
        "序号,客户信息,,备注\n,姓名,资金账号,\n1,玉罕囡,88012345,k\n2,Anna,88012346,\n",
        "序号,客户信息,\n,姓名,资金账号\n1,玉罕囡,88012345\n",
        "客户信息,,营业部\n姓名,资金账号,\n玉罕囡,88012345,北京\n",
    ],
)
def test_a_name_over_several_columns_and_theirs_below(folder: Path, text: str) -> None:
    (folder / "a.csv").write_text(text, "utf-8")
    assert "表头有两行" in zhengan("run", "a.csv", "-o", "o.csv").output
    masked = text
    for value, shown in (("玉罕囡", "玉＊＊"), ("88012345", "88****45"), ("Anna", "A***"), ("88012346", "88****46")):
        masked = masked.replace(value, shown)
    assert (folder / "o.csv").read_text("utf-8") == masked
    assert zhengan("check", "a.csv").exit_code == 1 and zhengan("check", "o.csv").exit_code == 0


@pytest.mark.parametrize("text", ["姓名,,备注\n张三,,\n,北京,姓名\n", "姓名,手机,\n,,开户\n", "编号,,类型\n,护照,\n1,2,3\n"])
def test_a_record_with_gaps_is_none(folder: Path, text: str) -> None:
    (folder / "a.csv").write_text(text, "utf-8")
    assert ("表头有两行" in zhengan("run", "a.csv", "-o", "o.csv").output) == ("护照" in text)


def test_a_header_alone(folder: Path) -> None:
    for text in (TEXT.rsplit("\n", 2)[0], TEXT.rsplit("\n", 2)[0] + "\n"):
        (folder / "a.csv").write_text(text, "utf-8")
        assert zhengan("run", "a.csv", "-o", "o.csv", "--force").exit_code == 0
        assert (folder / "o.csv").read_text("utf-8") == text


@pytest.mark.parametrize("first", [CODES, ["client_no", "client_name", "mobile"]])
def test_a_workbook_has_both_as_well(folder: Path, first: list[str]) -> None:
    second = CAPTIONS if first is CODES else ["客户号", "客户姓名", "手机"]
    row, masked = (ROW, MASKED) if first is CODES else (["1", "玉罕囡", "13812345678"], ["1", "玉＊＊", "138****5678"])
    with xlsxwriter.Workbook(str(folder / "a.xlsx")) as book:
        sheet = book.add_worksheet("s")
        for k, cells in enumerate((first, second, row)):
            sheet.write_row(k, 0, cells)
    assert zhengan("run", "a.xlsx", "-o", "o.xlsx").exit_code == 0
    assert CalamineWorkbook.from_path(str(folder / "o.xlsx")).get_sheet_by_index(0).to_python() == [first, second, masked]
    assert zhengan("check", "o.xlsx").exit_code == 0 and zhengan("check", "a.xlsx").exit_code == 1


@pytest.mark.parametrize(
    "rows",
    [
        ["姓名,手机,备注", "玉罕囡,手机,x"],
        ["姓名,手机", "玉罕囡,13812345678"],
        ["字段,中文名", "khxm,姓名", "sjh,手机"],
        ["姓名,号码", "姓名,13812345678"],
        ["client_name,x", "玉罕囡,客户姓名"],
        ["a,b", "姓名,手机"],
        ["姓名,手机"],
        ["姓名,手机", "姓名,手机,备注"],
    ],
)
def test_a_record_is_no_header(rows: list[str]) -> None:
    assert not csvhead.doubled([row.split(",") for row in rows], ())
