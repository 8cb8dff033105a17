"""Arrow and Feather: files and streams are masked as Parquet is, and stay what they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.feather
import pytest

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.digests import of_file
from zhengan.masking.formats.tables import read
from zhengan.masking.run import mask
from zhengan.masking.suggest import suggest

KEY = bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")
RULES = 'zhengan-masking: "1"\nkey: once\ncolumns:\n  手机: {kind: mobile, operator: fpe}\n  标签: {operator: leave}\n'
ROWS = 1000
FORMS = ["file.arrow", "stream.arrow", "a.feather"]


def table() -> Any:
    names = [["张伟", "李娜", None][k % 3] for k in range(ROWS)]
    made = pa.table({
        "编号": range(ROWS), "手机": [f"138{k * 7919 % 10**8:08}" for k in range(ROWS)],
        "姓名": pa.array(names).dictionary_encode(), "标签": [["a"]] * ROWS,
        "备注": pa.array([f"回访13612345678第{k}次" if k % 2 else None for k in range(ROWS)], pa.string_view()),
    })  # fmt: skip
    return made.replace_schema_metadata({"owner": "运营部"})


def stored(folder: Path, name: str, held: Any) -> Path:
    path = folder / name
    if name.endswith(".feather"):
        pyarrow.feather.write_feather(held, str(path), chunksize=300)
        return path
    with (pa.ipc.new_stream if "stream" in name else pa.ipc.new_file)(str(path), held.schema) as writer:
        writer.write_table(held, max_chunksize=300)
    return path


def back(path: Path, name: str) -> Any:
    with pa.memory_map(str(path)) as held:
        return (pa.ipc.open_stream if "stream" in name else pa.ipc.open_file)(held).read_all()


@pytest.mark.parametrize("name", FORMS)
def test_columns_are_masked_and_the_rest_stays(tmp_path: Path, name: str) -> None:
    path, out = stored(tmp_path, name, table()), tmp_path / f"out.{name}"
    (tmp_path / "p.yaml").write_text(RULES, encoding="utf-8")
    result = mask(path, out, policy.load(tmp_path / "p.yaml", {}, KEY))
    before, after = back(path, name), back(out, name)
    assert after.schema.equals(before.schema, check_metadata=True)
    old, new = before.to_pydict(), after.to_pydict()
    assert [old[one] for one in ("编号", "标签")] == [new[one] for one in ("编号", "标签")]
    assert len(set(new["手机"])) == ROWS and not set(new["手机"]) & set(old["手机"])
    assert new["姓名"] == [one and one[0] + "＊" for one in old["姓名"]]
    assert new["备注"] == [one and one.replace("13612345678", "136****5678") for one in old["备注"]]
    assert (result.format, result.rows, result.kinds["mobile"]["values"]) == ("arrow", ROWS, ROWS // 2)
    assert (result.before, result.after) == (of_file(path), of_file(out))


@pytest.mark.parametrize("name", FORMS)
def test_check_suggest_and_figures_read_it(tmp_path: Path, name: str) -> None:
    path = stored(tmp_path, name, table())
    remains = check(path)
    assert remains.counts == {"mobile": ROWS + ROWS // 2, "name": len([k for k in range(ROWS) if k % 3 < 2])}
    assert remains.places[1] == {"kind": "mobile", "row": 2, "column": "手机"}
    said = suggest(path)
    assert '"手机": {kind: mobile}' in said and '"姓名": {kind: name}' in said
    assert read(path, ["姓名"]).num_rows == ROWS


@pytest.mark.parametrize("raw", [b"", b"no arrow at all", b"ARROW1\0\0 and no more"])
def test_what_is_no_arrow_is_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.arrow"
    path.write_bytes(raw)
    for refused in (lambda: mask(path, tmp_path / "o.arrow", policy.builtin()), lambda: check(path), lambda: suggest(path)):
        with pytest.raises(Problem) as problem:
            refused()
        assert problem.value.code == "masking-arrow"
    assert [one.name for one in tmp_path.iterdir()] == ["a.arrow"]


def test_a_file_cut_short_leaves_nothing(tmp_path: Path) -> None:
    path = stored(tmp_path, "stream.arrow", table())
    path.write_bytes(path.read_bytes()[:-9000])
    with pytest.raises(Problem):
        mask(path, tmp_path / "o.arrow", policy.builtin())
    assert not (tmp_path / "o.arrow").exists()
