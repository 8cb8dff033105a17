"""``zhengan mask``: what a user types for each format, and what is said."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from zhengan.cli.main import cli
from zhengan.cli.masked import FORMATS
from zhengan.kit.problem import Problem
from zhengan.masking.digests import of_file
from zhengan.masking.filenames import NAMES

POLICY = 'zhengan-masking: "1"\nversion: "7"\nkey: {env: MASK_KEY}\ncolumns:\n  联络: {kind: fund_account, operator: fpe}\n'
KEY = "8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc"
ACCOUNT = "000123456789"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four files that say the same, and a policy."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "a.csv").write_text(f"联络,备注\n{ACCOUNT},电话13812345678\n", encoding="utf-8")
    (tmp_path / "a.ndjson").write_text(json.dumps({"联络": ACCOUNT, "备注": "电话13812345678"}), encoding="utf-8")
    said = f"-- MySQL dump\nINSERT INTO `t` (`联络`,`备注`) VALUES ('{ACCOUNT}','电话13812345678');\n"
    (tmp_path / "a.sql").write_text(said, encoding="utf-8")
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("客户")
    sheet.write_row("A1", ["联络", "备注"])
    sheet.write_row("A2", [ACCOUNT, "电话13812345678"])
    sheet.write_formula("C2", "=1+1", None, 2)
    book.close()
    return tmp_path


def zhengan(*words: str, key: str = KEY) -> Result:
    return CliRunner().invoke(cli, ["mask", *words], env={"MASK_KEY": key, "ZHENGAN_LANG": "zh"})


def test_the_formats_of_the_command_are_those_of_the_engine() -> None:
    assert FORMATS == NAMES


def test_every_format_is_masked_checked_and_recorded(folder: Path) -> None:
    names = ["a.csv", "a.ndjson", "a.sql", "a.xlsx"]
    done = zhengan("run", "--policy", "p.yaml", *names, "-o", "out")
    assert done.exit_code == 0, done.output
    assert ACCOUNT not in done.output and "有公式" in done.output
    for name in names:
        record = json.loads((folder / "out" / f"{name}.audit.json").read_text("utf-8"))
        (column,) = [one for said, one in record["columns"].items() if said.endswith("联络")]
        assert column == {"operator": "fpe", "kind": "fund_account", "values": 1, "misfits": 0}
        assert record["policy"]["version"] == "7" and record["rows"] == 1 and record["kinds"]["mobile"]["values"] == 1
        assert zhengan("check", f"out/{name}").exit_code == 0
    again = zhengan("run", "--policy", "p.yaml", *names, "-o", "out")
    assert again.output.count("已完成，跳过") == 4


@pytest.mark.parametrize("name", ["a.csv", "a.ndjson", "a.sql", "a.xlsx", "a.txt", "a.parquet"])
def test_the_digest_asked_for_is_the_audits_and_is_gone_by(folder: Path, name: str) -> None:
    """By the command before the policy, by the policy before the usual one; a changed file is told by any of them."""
    (folder / "a.txt").write_text("电话13812345678\n" * 20_000, encoding="utf-8")
    pq.write_table(pa.table({"备注": ["电话13812345678"]}), folder / "a.parquet")
    (folder / "s.yaml").write_text('zhengan-masking: "1"\nsums: sha256\n', encoding="utf-8")
    for words, sums in (((), "blake3"), (("--policy", "s.yaml"), "sha256"), (("--policy", "s.yaml", "--sums", "sm3"), "sm3")):
        out = f"{sums}-{name}"
        done = zhengan("run", *words, name, "-o", out)
        assert done.exit_code == 0, done.output
        record = json.loads((folder / f"{out}.audit.json").read_text("utf-8"))
        for side, path in (("source", name), ("target", out)):
            assert record[side]["digest"] == of_file(folder / path, sums), side
        assert zhengan("check", out).exit_code == 0
    with (folder / out).open("ab") as file:
        file.write(b"\n")
    refused = zhengan("check", out).exception
    assert isinstance(refused, Problem) and refused.code == "masking-audit"


@pytest.mark.parametrize("name", ["a.csv", "a.ndjson", "a.sql", "a.xlsx"])
def test_check_goes_by_the_policys_columns_and_needs_no_key(folder: Path, name: str) -> None:
    plain = json.loads(zhengan("check", "--json", name).stdout)
    told = zhengan("check", "--json", "--policy", "p.yaml", name, key="")
    assert told.exit_code == 1
    assert (plain[0]["kinds"], json.loads(told.stdout)[0]["kinds"]) == ({"mobile": 1}, {"fund_account": 1, "mobile": 1})
    shown = zhengan("check", "--policy", "p.yaml", name)
    assert "联络  fund_account" in shown.output and ACCOUNT not in shown.output


@pytest.mark.parametrize("name", ["b.csv", "b.xlsx", "b.sql"])
def test_suggest_proposes_coarser_births_and_ages(folder: Path, name: str) -> None:
    """Dates of Excel are read, and what is suggested is what ``run`` takes; a dump's columns hold nothing coarser."""
    heads, rows = ["生日", "age", "开户日期", "备注"], [[date(1885, 3, 9), 41, date(2024, 1, 2), "无"]]
    if name == "b.xlsx":
        with xlsxwriter.Workbook(folder / name, {"default_date_format": "yyyy-mm-dd"}) as book:
            sheet = book.add_worksheet("客户")
            for k, row in enumerate([heads, *rows]):
                sheet.write_row(k, 0, row)
    elif name == "b.csv":
        (folder / name).write_text(f"{','.join(heads)}\n{','.join(map(str, rows[0]))}\n", encoding="utf-8")
    else:
        (folder / name).write_text(f"INSERT INTO t ({','.join(heads)}) VALUES ('1885-03-09',41,'2024-01-02','无');\n", "utf-8")
    told = ("--format", {"b.csv": "csv", "b.xlsx": "excel", "b.sql": "mysql"}[name])
    said = zhengan("suggest", *told, name).output
    proposed = '生日": {operator: generalise_date}' in said and 'age": {operator: generalise_age}' in said
    assert proposed is (name != "b.sql") and '开户日期": {operator: leave}' in said and "样本中没有值" not in said
    (folder / "b.yaml").write_text(said, encoding="utf-8")
    done = zhengan("run", "--policy", "b.yaml", *told, name, "-o", f"o.{name}")
    assert done.exit_code == 0, done.output
    if name == "b.csv":
        assert (folder / "o.b.csv").read_text("utf-8").splitlines()[1] == "1885-03,40-49,2024-01-02,无"


@pytest.mark.parametrize("name", ["a.csv", "a.ndjson", "a.sql", "a.xlsx"])
def test_suggest_reads_them(folder: Path, name: str) -> None:
    said = zhengan("suggest", name)
    assert said.exit_code == 0 and "备注" in said.output and "{kind: text}" in said.output
