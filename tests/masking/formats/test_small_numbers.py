"""Columns of numbers whose header names a kind with few figures; and which names of columns are shown as numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from zhengan.cli.main import cli
from zhengan.kit.problem import Problem
from zhengan.masking import check, policy, run
from zhengan.masking.formats import naming


def zhengan(*words: str) -> Result:
    return CliRunner().invoke(cli, ["mask", *words], env={"ZHENGAN_LANG": "zh"})


def written(path: Path, columns: dict[str, Any]) -> Path:
    table = pa.table(columns)
    if path.suffix == ".parquet":
        pq.write_table(table, path)
    else:
        feather.write_feather(table, path)
    return path


@pytest.fixture(params=["a.parquet", "a.feather"])
def path(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path(request.param)


@pytest.mark.parametrize("kind", [pa.int32(), pa.uint32(), pa.int64(), pa.float64()])
@pytest.mark.parametrize(("header", "value"), [("fund_account", 88012345), ("资金账号", 88012345), ("股东账户", 1234567890)])
def test_a_number_that_may_be_an_account_is_refused(path: Path, kind: pa.DataType, header: str, value: int) -> None:
    source = written(path, {header: pa.array([value], kind)})
    with pytest.raises(Problem, match="不是文字") as refused:
        run.mask(source, Path("o" + path.suffix), policy.builtin())
    assert "string" in str(refused.value.do)
    assert not check.check(source).clean
    Path("p.yaml").write_text(f'zhengan-masking: "1"\ncolumns:\n  {header}: {{operator: drop}}\n', "utf-8")
    assert zhengan("run", str(path), "-o", "o" + path.suffix, "--policy", "p.yaml").exit_code == 0
    assert check.check(Path("o" + path.suffix)).clean


@pytest.mark.parametrize(("header", "kind"), [("fund_account", pa.int16()), ("mobile", pa.int32()), ("姓名", pa.int64())])
def test_a_number_that_can_be_none_passes(path: Path, header: str, kind: pa.DataType) -> None:
    source = written(path, {header: pa.array([12345], kind)})
    assert run.mask(source, Path("o" + path.suffix), policy.builtin()).rows == 1
    assert check.check(Path("o" + path.suffix)).clean


def test_one_personal_name_of_a_column_hides_no_other(path: Path) -> None:
    source = written(path, {"id": [1], "客户13812345678": ["张伟"], "资金账号": ["88012345"], "备注": ["手机13912345678"]})
    out = "o" + path.suffix
    done = zhengan("run", str(path), "-o", out)
    assert done.exit_code == 0
    record = Path(out + ".audit.json").read_text("utf-8")
    assert "13812345678" not in record and [*json.loads(record)["columns"]] == ["资金账号"]
    found = json.loads(zhengan("check", str(source), "--json").output)[0]
    assert {one["column"] for one in found["places"]} == {"2", "资金账号", "备注"} and "138" not in json.dumps(found)
    Path("p.yaml").write_text('zhengan-masking: "1"\ncolumns:\n  "2": {operator: drop}\n  备注: {operator: drop}\n', "utf-8")
    assert zhengan("run", str(path), "-o", "p" + out, "--policy", "p.yaml").exit_code == 0


def test_names_that_are_a_record_are_all_hidden() -> None:
    assert naming.each(["张伟", "13812345678", "北京"]) == ["1", "2", "3"]
    assert naming.each(["a", "88012345", "b", "客户13812345678", "c"]) == ["a", "2", "b", "4", "c"]
    assert naming.each(["a", "88012345", "b"]) == ["a", "88012345", "b"]
