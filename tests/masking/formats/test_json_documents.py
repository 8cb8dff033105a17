"""JSON that is one array of objects, or objects of many lines: read by its keys as an object a line is, all else untouched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.formats import files
from zhengan.masking.run import mask
from zhengan.masking.suggest import suggest

ROWS = [{"custName": "玉罕囡", "fundAccount": 88012345, "note": "a\n],[{ \\ \"b", "stock": {"name": "乜某"}, "ids": [1, [2]]},
        {"custName": "李娜", "fundAccount": "88012345", "memo": None, "x": []}]  # fmt: skip
DOCUMENTS = [
    json.dumps(ROWS, ensure_ascii=False),
    json.dumps(ROWS, ensure_ascii=False, indent=2) + "\n",
    "\ufeff\n " + json.dumps(ROWS, ensure_ascii=False, indent="\t").replace("\n", "\r\n") + "\r\n\r\n",
    "[" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS) + "]",
    json.dumps({"code": 0, "data": {"list": ROWS}}, ensure_ascii=False, indent=4),
    '{"code":0,"data":[\n' + ",\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS) + "\n]}\n",
    "\n".join(json.dumps(row, ensure_ascii=False, indent=2) for row in ROWS),
]


def masked(folder: Path, text: str) -> str:
    (folder / "a.json").write_bytes(text.encode())
    mask(folder / "a.json", folder / "b.json", policy.builtin(), force=True)
    return (folder / "b.json").read_bytes().decode()


@pytest.mark.parametrize("text", DOCUMENTS)
def test_values_change_where_they_stand(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = text.replace("玉罕囡", "玉＊＊").replace("李娜", "李＊")
    wanted = wanted.replace('"88012345"', '"88****45"').replace("88012345", '"88****45"')
    assert masked(tmp_path, text) == wanted != text
    assert check(tmp_path / "a.json").counts == {"name": 1, "fund_account": 2} and check(tmp_path / "b.json").clean
    line = text[: text.index("李娜")].count("\n") + 1
    assert [one["line"] for one in check(tmp_path / "a.json").places if one["kind"] == "name"][-1] == line
    assert '"fundAccount": {kind: fund_account}' in suggest(tmp_path / "a.json").replace("data.", "").replace("list.", "")
    monkeypatch.setattr(files, "CHUNK", 67)
    assert masked(tmp_path, text) == wanted


@pytest.mark.parametrize("text", ['[{"a":1},\n{"a":2}', '[{"a":1}\n{"a":2}]', '[{"a":1},\n5]', '{\n"a":1', '[{"a":1}]\n]'])
def test_what_is_none_is_refused_with_its_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(Problem) as problem:
        masked(tmp_path, text)
    assert problem.value.where and problem.value.where.line == text.rstrip("\n").count("\n") + 1
    assert not (tmp_path / "b.json").exists()
