"""Rows of JSON are masked by the names of their columns, wherever these stand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.masking.formats.test_json_keys import masked
from zhengan.masking import reading, run
from zhengan.masking.policy import builtin

HEAD, ROWS, STARS = ["khxm", "zjzh"], [["Anna", "10020001"], [None, 10020002]], [["A***", "10****01"], [None, "10****02"]]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ({"header": HEAD, "body": ROWS}, "body"), ({"cols": HEAD, "items": ROWS}, "items"), ({"list": ROWS, "x": HEAD}, "list"),
        ({"rows": ROWS, "columns": HEAD}, "rows"), ({"meta": {"cols": HEAD}, "rows": ROWS}, "rows"),
        ({"schema": {"fields": [{"name": "khxm", "type": "string"}, {"name": "zjzh"}]}, "data": ROWS}, "data"),
        ({"headers": [{"text": "姓名", "value": "a"}, {"text": "b", "value": "zjzh"}], "rows": ROWS}, "rows"),
        ({"columns": [{"title": "x", "field": "khxm"}, {"title": "资金账号"}], "rows": ROWS}, "rows"),
    ],
)  # fmt: skip
def test_names_before_and_behind_and_in_objects(line: dict[str, Any], key: str, tmp_path: Path) -> None:
    assert masked(tmp_path, line, {"a": [line]}) == [{**line, key: STARS}, {"a": [{**line, key: STARS}]}]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ({"d": [HEAD, *ROWS]}, {"d": [HEAD, *STARS]}),
        ({"d": [["资金账号", "10020001"], ["手机", "65881234"], ["编号", "10020009"]]},
         {"d": [["资金账号", "10****01"], ["手机", "65****34"], ["编号", "10020009"]]}),
        ({"columnnames": "x", "columnvalues": "y", "a": [{"fields":  HEAD, "row":  ROWS[0]}]},
         {"columnnames": "x", "columnvalues": "y", "a": [{"fields": HEAD, "row": STARS[0]}]}),
        ({"columnnames": HEAD, "columnvalues": ROWS[0]}, {"columnnames": HEAD, "columnvalues": STARS[0]}),
    ],
)  # fmt: skip
def test_names_in_the_first_row_and_of_one_row(line: dict[str, Any], meant: dict[str, Any], tmp_path: Path) -> None:
    assert masked(tmp_path, line) == [meant]


@pytest.mark.parametrize(
    "line",
    [
        {"tags": ["手机", "b"], "coordinates": [[1.5, 2], [3, 4]]}, {"m": [["手机", "电话"], ["邮箱", "地址"]]},
        {"columns": ["khxm", "zjzh", "x"], "rows": [["Anna", "10020001"]]}, {"columns": HEAD, "rows": []},
        {"columns": [{"name": "code"}, {"name": "name"}], "rows": [["600519", "Anna"]]},
        {"d": [["a", "b"], ["Anna", "10020001"]]},
        {"columns": HEAD, "values": ["Anna"]}, {"d": [[], []], "columns": []},
    ],
)  # fmt: skip
def test_what_no_name_speaks_of_stays(line: dict[str, Any], tmp_path: Path) -> None:
    assert masked(tmp_path, line) == [line]


@pytest.mark.parametrize("indent", [None, 1])
def test_a_file_that_is_rows_below_their_names(indent: int | None, tmp_path: Path) -> None:
    source, target = tmp_path / "a.json", tmp_path / "b.json"
    source.write_text(json.dumps([HEAD, *ROWS], indent=indent), "utf-8")
    assert run.mask(source, target, builtin()).format == "ndjson"
    assert target.read_text("utf-8") == json.dumps([HEAD, *STARS], indent=indent)


@pytest.mark.parametrize("text", ['[["Anna", "10020001"]]', "[[1, 2], [3, 4]]", '[["a", "b"], ["c", "d"]]', "[[", "[[]]"])
def test_other_arrays_are_texts(text: str, tmp_path: Path) -> None:
    source = tmp_path / "a.json"
    source.write_text(text, "utf-8")
    assert run.mask(source, tmp_path / "b.json", builtin()).format == "text"


def test_rows_one_a_line_are_told() -> None:
    assert reading.columned('["khxm","zjzh"]\n["Anna","10020001"]\n') == "document"
    assert reading.columned('["a","b"]\n["Anna","10020001"]\n') == ""


def test_a_value_under_two_keys_is_that_of_the_row(tmp_path: Path) -> None:
    line = {"columns": HEAD, "rows": [["Anna", "10020001"]], "资金账号": 10020003}
    assert masked(tmp_path, line) == [{"columns": HEAD, "rows": [STARS[0]], "资金账号": "10****03"}]
