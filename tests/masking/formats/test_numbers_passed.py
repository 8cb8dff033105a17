"""Numbers without a rule stay as they are; that they look personal is said at once, and not only by a later check."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from click.testing import CliRunner

from zhengan.cli.main import cli
from zhengan.masking import policy
from zhengan.masking.formats.files import LOOKED_AT, Result
from zhengan.masking.formats.values import Columns

PHONE = 13812345678
NAMES = ["a.ndjson", "a.sql", "a.xlsx", "a.parquet", "d.parquet", "a.arrow"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A column of numbers that are mobiles, and one of others, in every format."""
    monkeypatch.chdir(tmp_path)
    rows = [(PHONE + k, k) for k in range(3)]
    (tmp_path / "a.ndjson").write_text("".join(json.dumps({"c1": a, "c2": b, "c3": True}) + "\n" for a, b in rows))
    values = ",".join(f"({a},{b})" for a, b in rows)
    (tmp_path / "a.sql").write_text(f"-- MySQL dump\nINSERT INTO `t` (`c1`,`c2`) VALUES {values};\n")
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("s")
        for k, row in enumerate([("c1", "c2"), *rows]):
            sheet.write_row(k, 0, row)
    made = pa.table({"c1": [a for a, _ in rows], "c2": [b for _, b in rows]})
    pq.write_table(made, tmp_path / "a.parquet")
    pq.write_table(made.set_column(0, "c1", made["c1"].cast(pa.decimal128(20, 0))), tmp_path / "d.parquet")
    with pa.ipc.new_file(str(tmp_path / "a.arrow"), made.schema) as writer:
        writer.write_table(made)
    (tmp_path / "leave.yaml").write_text('zhengan-masking: "1"\nrest: leave\n')
    return tmp_path


def run(*words: str) -> str:
    done = CliRunner().invoke(cli, ["mask", "run", *words], env={"ZHENGAN_LANG": "zh"})
    assert done.exit_code == 0, done.exception
    return done.output


@pytest.mark.parametrize("name", NAMES)
def test_it_is_said_and_recorded(folder: Path, name: str) -> None:
    said = run(name, "-o", f"out.{name}")
    (note,) = json.loads((folder / f"out.{name}.audit.json").read_text("utf-8"))["notes"]
    assert "c1" in note and "mobile" in note and note in said and str(PHONE) not in said
    assert "没有查找" not in run("--policy", "leave.yaml", name, "-o", f"left.{name}")


@pytest.mark.parametrize("value", [PHONE, float(PHONE), Decimal(PHONE)])
def test_of_tables_too_and_only_the_first(value: Any) -> None:
    for before, notes in ((0, 1), (LOOKED_AT, 0)):
        result = Result("table")
        columns = Columns(policy.builtin(), result)
        rule = columns.rule(["c1"], "c1", "c1")
        if before:
            columns.masked("c1", rule, [1] * before)
        assert columns.masked("c1", rule, [value, None, True]) == [value, None, True]
        assert len(result.notes) == notes
