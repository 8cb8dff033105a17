"""What no row of an Arrow or a Parquet file shows goes into no masked file, and is told by check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.formats.bare import alone, bare
from zhengan.masking.run import mask

HIDDEN = "13700000000"
NAMES = ["a.parquet", "file.arrow", "stream.arrow", "a.feather"]


def stored(path: Path, held: Any) -> Path:
    if path.suffix == ".parquet":
        pq.write_table(held, path, compression="none")
    else:
        with (pa.ipc.new_stream if "stream" in path.name else pa.ipc.new_file)(str(path), held.schema) as writer:
            writer.write_table(held, max_chunksize=2)
    return path


def back(path: Path) -> Any:
    if path.suffix == ".parquet":
        return pq.read_table(path)
    with pa.memory_map(str(path)) as held:
        return (pa.ipc.open_stream if "stream" in path.name else pa.ipc.open_file)(held).read_all()


def under(kind: Any, texts: list[str]) -> Any:
    """Texts, of which the second is missing and has its bytes all the same."""
    _, offsets, data = pa.array(texts, kind).buffers()
    return pa.Array.from_buffers(kind, len(texts), [pa.py_buffer(bytes([0b11111101])), offsets, data])


def coded(index: Any = None) -> Any:
    """Three rows of a dictionary, of which an entry is in none."""
    numbers = pa.array([0, None, 0], index or pa.int8())
    return pa.DictionaryArray.from_arrays(numbers, pa.array(["无", f"手机{HIDDEN}"]))


def columns() -> dict[str, Any]:
    hidden = under(pa.string(), ["a", HIDDEN, "c"])
    whole = pa.array(["a", HIDDEN, "c"])
    at = pa.array([0, 1, 2, 3], pa.int32())
    gone = [pa.py_buffer(bytes([0b101]))]
    struct = pa.StructArray.from_buffers(pa.struct([("a", pa.string())]), 3, gone, children=[whole])
    numbers = pa.array([1, int(HIDDEN), 3]).buffers()
    return {
        "备注": coded(), "remark": coded(pa.int32()), "手机": coded(), "b": hidden,
        "w": under(pa.large_string(), ["a", HIDDEN, "c"]),
        "ls": pa.ListArray.from_arrays(at, hidden), "ld": pa.ListArray.from_arrays(at, coded()),
        "ll": pa.LargeListArray.from_arrays(at.cast(pa.int64()), coded()),
        "lg": pa.Array.from_buffers(pa.list_(pa.string()), 3, [*gone, at.buffers()[1]], children=[whole]),
        "s": pa.StructArray.from_arrays([coded(), hidden], ["a", "b"]),
        "sg": struct,
        "lsg": pa.ListArray.from_arrays(at, struct),
        "f": pa.FixedSizeListArray.from_arrays(hidden, 1),
        "m": pa.MapArray.from_arrays(at, pa.array(["x", "y", "z"]), coded()),
        "n": pa.Array.from_buffers(pa.int64(), 3, [*gone, numbers[1]]),
        "v": pa.array([f"一段较长的文字 {k} 手机{HIDDEN}" if k == 1 else f"一段较长的文字 {k} 没有号码" for k in range(5)],
                      pa.string_view()).slice(2),
    }  # fmt: skip


LEAVE = "".join(f"  {name}: {{operator: leave}}\n" for name in ("ls", "ld", "ll", "lg", "s", "sg", "lsg", "f", "m"))


@pytest.mark.parametrize("name", NAMES)
def test_what_no_row_shows_is_not_written(tmp_path: Path, name: str) -> None:
    held = columns()
    path, out = stored(tmp_path / name, pa.table(held)), tmp_path / f"out.{name}"
    assert HIDDEN.encode() in path.read_bytes()
    (tmp_path / "p.yaml").write_text('zhengan-masking: "1"\ncolumns:\n' + LEAVE, encoding="utf-8")
    mask(path, out, policy.load(tmp_path / "p.yaml", {}, bytes(32)))
    raw = out.read_bytes()
    assert HIDDEN.encode() not in raw and np.int64(int(HIDDEN)).tobytes() not in raw
    before, after = back(path), back(out)
    assert after.schema.equals(before.schema)
    assert after.drop_columns(["手机"]).to_pydict() == before.drop_columns(["手机"]).to_pydict()
    assert check(out).clean


@pytest.mark.parametrize("name", NAMES)
def test_check_tells_what_no_row_shows(tmp_path: Path, name: str) -> None:
    found = check(stored(tmp_path / name, pa.table({"备注": coded()})))
    assert found.counts == {"mobile": 1} and found.places == [{"kind": "mobile", "unseen": True, "column": "备注"}]
    if name != "a.parquet":
        found = check(stored(tmp_path / f"b.{name}", pa.table({"备注": under(pa.string(), ["a", HIDDEN, "c"])})))
        assert found.counts == {"mobile": 1}


KINDS = [pa.string(), pa.large_binary(), pa.int64(), pa.list_(pa.string()), pa.struct({"a": pa.string()})]


@pytest.mark.parametrize("kind", KINDS)
def test_slices_leave_the_rest_behind(tmp_path: Path, kind: Any) -> None:
    """Of a slice from the first row on Arrow writes what stands behind it."""
    held = {pa.int64(): [1, int(HIDDEN)], pa.list_(pa.string()): [["a"], [HIDDEN]], pa.large_binary(): [b"a", HIDDEN.encode()],
            pa.struct({"a": pa.string()}): [{"a": "a"}, {"a": HIDDEN}]}.get(kind, ["a", HIDDEN])  # fmt: skip
    made = alone(pa.array(held, kind).slice(0, 1))
    raw = stored(tmp_path / "a.arrow", pa.table({"a": made})).read_bytes()
    assert HIDDEN.encode() not in raw and np.int64(int(HIDDEN)).tobytes() not in raw and made.to_pylist() == held[:1]


def test_a_slice_is_masked_without_what_stands_behind_it(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.arrow", pa.table({"备注": ["a", HIDDEN], "n": [1, int(HIDDEN)]}).slice(0, 1))
    assert HIDDEN.encode() in path.read_bytes()
    mask(path, tmp_path / "o.arrow", policy.builtin())
    raw = (tmp_path / "o.arrow").read_bytes()
    assert HIDDEN.encode() not in raw and np.int64(int(HIDDEN)).tobytes() not in raw


def test_what_holds_nothing_more_stays_the_same_object() -> None:
    for one in (pa.array(["a", "b"]), pa.array(["a", "b"]).dictionary_encode(), pa.array([1, 2])):
        assert alone(one) is one
    column = pa.chunked_array([pa.array(["a", None])])
    assert bare(column, False) is column


def test_order_and_slices_of_dictionaries_stay() -> None:
    made = pa.DictionaryArray.from_arrays(pa.array([2, 1, 0], pa.uint8()), pa.array(["甲", "乙", "丙"]), ordered=True)
    bared = alone(made.slice(0, 2))
    assert bared.type == made.type and bared.to_pylist() == ["丙", "乙"] and bared.dictionary.to_pylist() == ["乙", "丙"]
