"""The engine over Arrow batches: alone, in PySpark and in Ray Data, each really run on this machine."""

from __future__ import annotations

import importlib.util
import os
import pickle
import sys

import pyarrow as pa
import pytest

from zhengan.kit.problem import Problem
from zhengan.masking.cluster import TEXT, mask_batches, mask_table
from zhengan.masking.operators.star import Star
from zhengan.masking.policy import builtin
from zhengan.masking.run import mask

COLUMNS = {"phone": Star(front=3, back=4), "remark": TEXT}
ROWS = 1000
ASKED = "cluster tests, which bring 650 MB of PySpark and Ray: make test-cluster runs them"
asked = pytest.mark.skipif(
    not os.environ.get("CLUSTER") or not all(map(importlib.util.find_spec, ("pyspark", "ray"))), reason=ASKED
)


def table() -> pa.Table:
    phones = [None if k % 100 == 0 else f"138{k:08d}" for k in range(ROWS)]
    return pa.table({"id": list(range(ROWS)), "phone": phones, "remark": ["客户张伟来电13812345678"] * ROWS})


def holds(rows: list[dict]) -> None:
    assert len(rows) == ROWS
    for row in sorted(rows, key=lambda row: row["id"]):
        k = row["id"]
        assert row["phone"] == (None if k % 100 == 0 else f"138****{k % 10000:04d}")
        assert row["remark"] == "客户张＊来电138****5678"


def test_over_batches_of_any_size():
    for size in (1, 7, ROWS):
        batches = table().to_batches(max_chunksize=size)[:50]
        out = pa.Table.from_batches(mask_batches(COLUMNS)(iter(batches)))
        assert out.schema == table().schema
        if size == ROWS:
            holds(out.to_pylist())
    holds(mask_table(COLUMNS)(table()).to_pylist())
    assert list(mask_batches(COLUMNS)(iter([]))) == []


def test_it_travels():
    holds(pickle.loads(pickle.dumps(mask_table(COLUMNS)))(table()).to_pylist())


def test_text_is_masked_as_a_file_is(tmp_path):
    """By the same policy, with the same bytes; null and empty stay; a text of several lines is one value."""
    texts = ["卡号6228480402564890018，客户张伟", None, "", "第一行13812345678\n第二行：上海市浦东新区世纪大道100号", "无"]
    out = mask_table({"remark": TEXT})(pa.table({"remark": texts}))["remark"].to_pylist()
    assert (out[1], out[2], out[4]) == (None, "", "无")
    source, target = tmp_path / "in.txt", tmp_path / "out.txt"
    source.write_text("\n".join(one for one in texts if one), "utf-8")
    mask(source, target, builtin())
    assert "\n".join(one for one in out if one) == target.read_text("utf-8")
    assert "138****5678\n" in out[3]


def test_what_would_be_masked_by_nothing_is_a_problem():
    numbers = pa.table({"n": [13812345678]})
    for treatment in (TEXT, Star(front=3, back=4)):
        with pytest.raises(Problem, match=r"“n”|int64"):
            mask_table({"n": treatment})(numbers)
    for made in (mask_table, mask_batches):
        with pytest.raises(Problem, match="没有写要脱敏的列"):
            made({})
    nothing = pa.table({"n": pa.nulls(2)})
    assert mask_table({"n": TEXT})(nothing) == nothing


def ipc(table: pa.Table) -> bytes:
    out = pa.BufferOutputStream()
    with pa.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)
    return out.getvalue().to_pybytes()


def test_what_no_row_shows_goes_nowhere():
    """A dictionary that was filtered keeps its entries, an array the bytes under what is missing: not on the way to a worker."""
    coded = pa.array(["客户张伟来电13812345678", "无", "无"]).dictionary_encode()
    data = "13812345678无".encode()
    offsets = pa.py_buffer(b"".join(k.to_bytes(4, "little") for k in (0, 11, len(data))))
    hidden = pa.Array.from_buffers(pa.string(), 2, [pa.py_buffer(b"\x02"), offsets, pa.py_buffer(data)])
    assert hidden.to_pylist() == [None, "无"]
    for values in (coded.filter(pa.array([False, True, True])), hidden, pa.array(["13812345678", "无"]).slice(1),
                   pa.array(["13812345678" * 3, "无"]).cast(pa.string_view()).slice(1)):  # fmt: skip
        for treatment in (TEXT, Star(front=1, back=1)):
            out = mask_table({"c": treatment})(pa.table({"c": values}))
            assert b"13812345678" not in ipc(out) and out.schema.field("c").type == values.type


def test_metadata_are_masked_as_in_a_file():
    field = pa.field("c", pa.string(), metadata={"who": "联系人张伟13812345678"})
    schema = pa.schema([field, pa.field("d", pa.int64())], metadata={"owner": "客户李建国"})
    held = pa.table({"c": ["无"], "d": [1]}, schema=schema)
    for treatment in (TEXT, Star(front=3, back=4)):
        for out in (mask_table({"c": treatment})(held), *mask_batches({"c": treatment})(iter(held.to_batches()))):
            assert out.schema.metadata == {b"owner": "客户李＊＊".encode()}
            assert out.schema.field("c").metadata == {b"who": "联系人张＊138****5678".encode()}
            assert out.schema.equals(held.schema)


def test_bytes_that_are_no_text_are_a_problem_that_names_the_column():
    raw = "客户张伟13812345678".encode("gbk")
    offsets = pa.py_buffer((0).to_bytes(4, "little") + len(raw).to_bytes(4, "little"))
    gbk = pa.Array.from_buffers(pa.string(), 1, [None, offsets, pa.py_buffer(raw)])
    for treatment in (TEXT, Star(front=3, back=4)):
        with pytest.raises(Problem, match=r"“c”.*不是 UTF-8 文字"):
            mask_table({"c": treatment})(pa.table({"c": gbk}))


def test_every_type_of_text_and_columns_without_any():
    for kind in (pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())):
        held = pa.table({"c": pa.array(["13812345678", None]).cast(kind)})
        for treatment in (TEXT, Star(front=3, back=4)):
            out = mask_table({"c": treatment})(held)
            assert out.schema == held.schema and out["c"].to_pylist() == ["138****5678", None]
    nothing = pa.table({"c": pa.nulls(2)})
    assert mask_table({"c": Star(front=3, back=4)})(nothing) == nothing


def test_a_name_of_two_columns_and_a_class_for_an_object_are_problems():
    twice = pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["c0", "c0"])
    with pytest.raises(Problem, match="有两列都叫“c0”"):
        mask_table({"c0": TEXT})(twice)
    for wrong in (Star, type(TEXT)):
        with pytest.raises(Problem, match="写得不对：c0"):
            mask_table({"c0": wrong})
    with pytest.raises(Problem, match="“c”有值不符合格式"):
        mask_table({"c": Star(before="@", on_misfit="error")})(pa.table({"c": ["1"]}))


def test_a_missing_column_is_a_problem():
    with pytest.raises(Problem):
        mask_table({"mobile": TEXT})(table())


def test_a_treatment_that_is_none_is_a_problem():
    with pytest.raises(Problem, match="脱敏方式写得不对：phone"):
        mask_table({"phone": "keep", "remark": TEXT})


@asked
def test_pyspark():
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        frame = spark.createDataFrame(table().to_pylist(), "id long, phone string, remark string").repartition(4)
        done = frame.mapInArrow(mask_batches(COLUMNS), frame.schema)
        holds([row.asDict() for row in done.collect()])
    finally:
        spark.stop()


@asked
def test_ray_data():
    import ray

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    try:
        done = ray.data.from_arrow(table()).repartition(4).map_batches(mask_table(COLUMNS), batch_format="pyarrow")
        holds(done.take_all())
    finally:
        ray.shutdown()
