"""Parquet: columns of every type are looked at; what cannot be masked is refused or told of, never passed over."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.formats import files
from zhengan.masking.run import mask
from zhengan.masking.suggest import suggest

ONCE = bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")
HEAD = 'zhengan-masking: "1"\nkey: once\n'
PHONE = "13812345678"


def stored(folder: Path, values: Any, kind: Any, name: str = "c1") -> Path:
    pq.write_table(pa.table({name: pa.array(values, kind)}), folder / "a.parquet")
    return folder / "a.parquet"


def run(path: Path, said: str = HEAD) -> files.Result:
    (path.parent / "p.yaml").write_text(said, encoding="utf-8")
    made = policy.load(path.parent / "p.yaml", {}, ONCE)
    return mask(path, path.with_name("out.parquet"), made, force=True)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([f"电话{PHONE}", None], pa.string_view()),
        ([PHONE.encode(), b"\xff"], pa.binary()), ([PHONE.encode()], pa.large_binary()),
        ([PHONE.encode()], pa.binary_view()), ([PHONE.encode()], pa.binary(11)),
        ([Decimal(PHONE), Decimal("1.5"), None], pa.decimal128(20, 2)), ([Decimal(PHONE)], pa.decimal256(40, 0)),
        ([float(PHONE), 1.5, float("nan"), float("inf"), None], pa.float64()), ([int(PHONE), 5], pa.uint64()),
        ([{"a": PHONE.encode()}], pa.struct([("a", pa.binary())])),
    ],
)  # fmt: skip
def test_check_looks_at_every_type(tmp_path: Path, values: Any, kind: Any) -> None:
    remains = check(stored(tmp_path, values, kind))
    assert remains.counts == {"mobile": 1} and remains.places == [{"kind": "mobile", "row": 1, "column": "c1"}]


def test_texts_of_every_type_are_masked_and_keep_it(tmp_path: Path) -> None:
    path = stored(tmp_path, [f"电话{PHONE}", None, ""], pa.string_view())
    for said, wanted in ((HEAD, "电话138****5678"), (HEAD + "columns:\n  c1: {operator: redact}\n", "[已脱敏]")):
        run(path, said)
        made = pq.read_table(tmp_path / "out.parquet")
        assert made.schema.field("c1").type == pa.string_view() and made["c1"].to_pylist() == [wanted, None, ""]
    run(stored(tmp_path, [PHONE], pa.string_view(), "手机"), HEAD + "columns:\n  手机: {kind: mobile, operator: fpe}\n")
    assert pq.read_table(tmp_path / "out.parquet")["手机"][0].as_py() not in (PHONE, "138****5678")


@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary(), pa.binary_view(), pa.binary(11)])
def test_bytes_are_refused_by_run(tmp_path: Path, kind: Any) -> None:
    with pytest.raises(Problem, match="不是文字"):
        run(stored(tmp_path, [PHONE.encode()], kind))


@pytest.mark.parametrize("said", ["columns:\n  c1: {kind: text}\n", "text_columns: [c1]\n", "columns:\n  c1: {kind: mobile}\n"])
def test_a_rule_that_cannot_be_followed_is_refused(tmp_path: Path, said: str) -> None:
    path = stored(tmp_path, [int(PHONE)], pa.int64())
    with pytest.raises(Problem, match="c1”的类型是 int64"):
        run(path, HEAD + said)
    assert not (tmp_path / "out.parquet").exists()


def test_two_columns_of_one_name_are_refused_and_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_arrays([pa.array(["x"]), pa.array([PHONE])], names=["c1", "c1"]), path)
    with pytest.raises(Problem, match="两列都叫“c1”"):
        run(path)
    assert check(path).counts == {"mobile": 1}
    with pytest.raises(Problem, match="两列都叫“c1”"):
        suggest(path)


def test_what_is_suggested_is_what_run_takes(tmp_path: Path) -> None:
    made = pa.table({
        "手机": pa.array([int(PHONE)] * 3), "c1": pa.array([int(PHONE)] * 3), "编号": range(3), "金额": [0.5, 1.5, 2.25],
        "标签": [["张伟"]] * 3, "图": [b"\xff\x00"] * 3, "备注": [f"电话{PHONE}"] * 3, "空": pa.nulls(3, pa.int64()),
    })  # fmt: skip
    pq.write_table(made, tmp_path / "a.parquet")
    said = suggest(tmp_path / "a.parquet")
    for name, rule in (("手机", "drop"), ("c1", "drop"), ("编号", "leave"), ("金额", "leave"), ("标签", "drop"), ("空", "leave")):
        assert f'"{name}": {{operator: {rule}}}' in said
    assert '"备注": {kind: text}' in said and "转换为 string" in said
    run(tmp_path / "a.parquet", said)
    assert check(tmp_path / "out.parquet").clean


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("手机", [True, False], pa.bool_()), ("phone", [1, 2], pa.date32()), ("地址", [None, None], pa.null()),
        ("负责人", [88012345, 7], pa.int64()), ("联系方式", [1, 2], pa.int16()), ("起始地址", [4096], pa.int64()),
    ],
)  # fmt: skip
def test_a_header_alone_refuses_no_column_that_can_hold_nothing_of_its_kind(
    tmp_path: Path, name: str, values: Any, kind: Any
) -> None:
    source = stored(tmp_path, values, kind, name)
    run(source)
    assert pq.read_table(tmp_path / "out.parquet").equals(pq.read_table(source))
    with pytest.raises(Problem):
        run(source, HEAD + f"columns:\n  {name}: {{kind: mobile}}\n")
