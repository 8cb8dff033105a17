"""Tables within JSON: the names of their columns say what the values of their rows are."""

from __future__ import annotations

from typing import Any

import pytest

from tests.masking.formats.test_json_keys import masked

SPLIT: dict[str, Any] = {"columns": ["客户姓名", "资金账号", "说明"], "index": [0, 1],
                         "data": [["玉罕囡", 88012345, "x"], [None, "88012346", None]]}  # fmt: skip


def test_a_table_as_pandas_splits_it(tmp_path: Any) -> None:
    assert masked(tmp_path, SPLIT, {"a": SPLIT, "columns": ["x"]}) == [
        {**SPLIT, "data": [["玉＊＊", "88****45", "x"], [None, "88****46", None]]},
        {"a": {**SPLIT, "data": [["玉＊＊", "88****45", "x"], [None, "88****46", None]]}, "columns": ["x"]},
    ]


def test_each_record_has_columns_of_its_own(tmp_path: Any) -> None:
    lines = [
        {"columns": ["客户姓名", "x"], "rows": [["玉罕囡", "88012345"]]},
        {"columns": ["x", "资金账号"], "rows": [["玉罕囡", "88012345"]]},
        {"columns": ["name", "手机"], "rows": [["玉罕囡", "x"]]},
    ]  # fmt: skip
    made = masked(tmp_path, *lines)
    assert [one["rows"] for one in made] == [[["玉＊＊", "88012345"]], [["玉罕囡", "88****45"]], [["玉＊＊", "*"]]]


@pytest.mark.parametrize(
    "line",
    [
        {"columns": ["name", "price"], "rows": [["玉罕囡", 88012345]]}, {"columns": ["客户姓名"], "rows": ["玉罕囡", "x"]},
        {"columns": ["客户姓名", "x"], "other": [["玉罕囡"]]}, {"columns": ["客户姓名"], "rows": [[{"a": "玉罕囡"}], []]},
        {"columns": ["编号", "客户姓名"], "rows": [["玉罕囡"], [1], ["x", ""]]},
    ],
)  # fmt: skip
def test_what_is_no_row_below_such_a_name_stays(line: dict[str, Any], tmp_path: Any) -> None:
    assert masked(tmp_path, line) == [line]
