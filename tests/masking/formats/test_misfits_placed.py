"""A value that fits no mask, where the policy asks for a stop: which file, which column, which record of data, counted from 1,
and the line of the file. The column is called as the file calls it, in every language."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from click.testing import CliRunner

from zhengan.cli.main import cli
from zhengan.kit.problem import Problem
from zhengan.kit.say import Name, Say, as_names, say
from zhengan.masking import policy, run

POLICY = 'zhengan-masking: "1"\nkey: once\non_misfit: error\ncolumns:\n  姓名: {kind: email, operator: fpe}\n'
GOOD, ONCE = "abcdefgh@qq.com", bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")


def refused(source: Path) -> Problem:
    (source.parent / "p.yaml").write_text(POLICY, "utf-8")
    with pytest.raises(Problem) as caught:
        run.mask(source, source.with_name("out" + source.suffix), policy.load(source.parent / "p.yaml", {}, ONCE))
    assert caught.value.code == "masking-misfit" and not source.with_name("out" + source.suffix).exists()
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("many", [0, 200_000])
def test_csv(tmp_path: Path, many: int, encoding: str) -> None:
    source = tmp_path / "a.csv"
    source.write_text("号,姓名\n" + f"1,{GOOD}\n" * many + f'"甲\n乙",{GOOD}\n\n2,zz\n3,zz\n', encoding)
    said = refused(source).line()
    assert said.startswith(f"a.csv 第 {many + 5} 行：“姓名”有值不符合格式，未脱敏（第一个在第 {many + 2:,} 条记录）")
    assert refused(source).line("en").count("姓名") == 1


def test_ndjson_and_sql(tmp_path: Path) -> None:
    (tmp_path / "a.ndjson").write_text(f'{{"姓名":"{GOOD}"}}\n{{"姓名":"zz"}}\n', "utf-8")
    insert = f"-- MySQL dump\nINSERT INTO `t` (`姓名`) VALUES ('{GOOD}'),\n('zz');\n"
    (tmp_path / "a.sql").write_text(insert, "utf-8")
    assert refused(tmp_path / "a.ndjson").line().startswith("a.ndjson 第 2 行：“姓名”有值")
    assert refused(tmp_path / "a.sql").line().startswith("a.sql 第 3 行：“t.姓名”有值")


def test_columns_and_sheets(tmp_path: Path) -> None:
    table = pa.table({"姓名": [GOOD] * 5 + ["zz"]})
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=2)
    feather.write_feather(table, tmp_path / "a.feather", chunksize=2)
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("表")
        for row, text in enumerate(["姓名", GOOD, "zz"]):
            sheet.write(row, 0, text)
    for name in ("a.parquet", "a.feather"):
        assert refused(tmp_path / name).line().startswith(f"{name}：“姓名”有值不符合格式，未脱敏（第一个在第 6 条记录）")
    assert refused(tmp_path / "a.xlsx").line().startswith("a.xlsx：“表.姓名”有值不符合格式，未脱敏（第一个在“表”表第 3 行）")


def test_names_of_columns_are_not_translated(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("姓名,手机号\n张伟,13812345678\n", "utf-8")
    said = CliRunner().invoke(cli, ["mask", "check", str(source)], env={"ZHENGAN_LANG": "en"}).output
    assert "record 1 姓名  name" in said and "record 1 手机号  mobile" in said
    assert "name 1, mobile 1" in said
    (tmp_path / "p.yaml").write_text('zhengan-masking: "1"\ncolumns:\n  手机: {kind: mobile}\n', "utf-8")
    with pytest.raises(Problem) as caught:
        run.mask(source, tmp_path / "out.csv", policy.load(tmp_path / "p.yaml", {}))
    assert "姓名, 手机号" in caught.value.line("en") and "“手机”" in caught.value.line()


def test_a_name_is_kept_as_one() -> None:
    made = say("“{name}”写了两次", name=Name("姓名"), more=as_names(["手机号"]))
    assert "姓名" in Say.from_data(made.as_data()).render("en") and type(Say.from_data(made.as_data()).values["name"]) is Name


def test_a_file_that_is_none(tmp_path: Path) -> None:
    for path, said in ((tmp_path, "是目录"), (tmp_path / "a.bin", "没有文件")):
        with pytest.raises(Problem, match=said):
            run.mask(path, tmp_path / "out", policy.builtin())
