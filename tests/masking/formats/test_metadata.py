"""Metadata of Arrow and Parquet files, of the file and of its columns: masked by run, told by check, and still understood."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.masking.formats.test_bare import NAMES, back, stored
from zhengan.cli.masked import where_of
from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.formats import parquet
from zhengan.masking.run import mask

PHONE, MASKED = "13812345678", "138****5678"


def described() -> Any:
    fields = [
        pa.field("标签", pa.string(), metadata={"说明": f"问王芳 {PHONE}", "unit": "个"}),
        pa.field("s", pa.struct([pa.field("a", pa.int64(), metadata={"by": PHONE})])),
    ]
    nested = json.dumps({"by": [PHONE, int(PHONE)], "n": 1})
    held = {"owner": f"王芳 {PHONE}", "负责人": "王芳", "note": "无", "json": nested, PHONE: "x"}
    return pa.table([pa.array(["甲", "乙"] * 4000), pa.array([{"a": 1}] * 8000)], pa.schema(fields, held))


@pytest.mark.parametrize("name", NAMES)
def test_metadata_are_masked_and_told(tmp_path: Path, name: str) -> None:
    path, out = stored(tmp_path / name, described()), tmp_path / f"out.{name}"
    places = [str(where_of(one)) for one in check(path).places]
    assert {"元数据 owner", "元数据 负责人", "元数据 json", "元数据 5", "“标签”的元数据 说明", "“s”的元数据 by"} <= {*places}
    (tmp_path / "p.yaml").write_text('zhengan-masking: "1"\ncolumns:\n  s: {operator: leave}\n', encoding="utf-8")
    result = mask(path, out, policy.load(tmp_path / "p.yaml", {}, bytes(32)))
    assert result.kinds["mobile"]["values"] == 6
    after = back(out).schema
    held = {key.decode(): value.decode() for key, value in after.metadata.items()}
    assert held["owner"].endswith(MASKED) and held["note"] == "无" and held["负责人"] == "王＊" and held[MASKED] == "x"
    assert json.loads(held["json"]) == {"by": [MASKED, MASKED], "n": 1}
    column = {key.decode(): value.decode() for key, value in after.field("标签").metadata.items()}
    assert column["unit"] == "个" and MASKED in column["说明"]
    assert after.equals(described().schema) and check(out).clean
    raw = out.read_bytes()
    assert PHONE.encode() not in raw
    if name == "a.parquet":
        schema = base64.b64decode(pq.read_metadata(out).metadata[b"ARROW:schema"])
        assert PHONE.encode() not in schema and MASKED.encode() in schema


@pytest.mark.parametrize("name", NAMES)
def test_a_frame_of_pandas_comes_back(tmp_path: Path, name: str) -> None:
    pandas = pytest.importorskip("pandas")
    columns = {"name": ["甲"], "类": pandas.Categorical(["a"]), "13912345678": [1]}
    frame = pandas.DataFrame(columns, index=pandas.Index(["k"], name="键"))
    frame.attrs["by"] = PHONE
    path, out = stored(tmp_path / name, pa.Table.from_pandas(frame)), tmp_path / f"out.{name}"
    assert PHONE.encode() in path.read_bytes()
    mask(path, out, policy.builtin())
    made = back(out).to_pandas()
    assert list(made.columns) == list(frame.columns) and made.index.name == "键" and made.attrs == {"by": MASKED}
    assert PHONE.encode() not in out.read_bytes()


def test_what_says_nothing_stays_byte_for_byte(tmp_path: Path) -> None:
    table = pa.table({"a": ["x"] * 9}).replace_schema_metadata({"k": '{"a":  1}', "b": b"\xff\x00"})
    path, out = stored(tmp_path / "a.parquet", table), tmp_path / "o.parquet"
    mask(path, out, policy.builtin())
    assert pq.read_metadata(out).metadata == pq.read_metadata(path).metadata


def test_dictionaries_are_read_as_such_where_no_metadata_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else every column of texts that repeat would be read and written value by value."""
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"状态": ["正常", "销户"] * 4000}, metadata={"note": "无"}), path)
    opened: list[list[str]] = []
    usual = parquet.opened
    monkeypatch.setattr(parquet, "opened", lambda source, coded=(): (opened.append([*coded]), usual(source, coded))[1])
    (tmp_path / "p.yaml").write_text('zhengan-masking: "1"\nrest: leave\n', encoding="utf-8")
    result = mask(path, tmp_path / "out.parquet", policy.load(tmp_path / "p.yaml", {}))
    assert opened == [[], ["状态"]] and result.rows == 8000
    assert pq.read_table(tmp_path / "out.parquet").equals(pq.read_table(path), check_metadata=True)
