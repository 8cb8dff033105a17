"""Tables within JSON: the names of their columns say what the values of their rows are."""

from __future__ import annotations

from typing import Any

import pytest

from tests.masking.formats.test_json_keys import masked

SPLIT: dict[str, Any] = {"columns": ["客户姓名", "资金账号", "说明"], "index": [0, 1],
                         "data": [["阿迪力", 88012345, "x"], [None, "88012346", None]]}  # fmt: skip


def test_a_table_as_pandas_splits_it(tmp_path: Any) -> None:
    assert masked(tmp_path, SPLIT, {"a": SPLIT, "columns": ["x"]}) == [
        {**SPLIT, "data": [["阿＊＊", "88****45", "x"], [None, "88****46", None]]},
        {"a": {**SPLIT, "data": [["阿＊＊", "88****45", "x"], [None, "88****46", None]]}, "columns": ["x"]},
    ]


def test_each_record_has_columns_of_its_own(tmp_path: Any) -> None:
    lines = [
        {"columns": ["客户姓名", "x"], "rows": [["阿迪力", "88012345"]]},
        {"columns": ["x", "资金账号"], "rows": [["阿迪力", "88012345"]]},
        {"columns": ["name", "手机"], "rows": [["阿迪力", "x"]]},
    ]  # fmt: skip
    made = masked(tmp_path, *lines)
    assert [one["rows"] for one in made] == [[["阿＊＊", "88012345"]], [["阿迪力", "88****45"]], [["阿＊＊", "*"]]]


@pytest.mark.parametrize(
    "line",
    [
        {"columns": ["name", "price"], "rows": [["阿迪力", 88012345]]}, {"columns": ["客户姓名"], "rows": ["阿迪力", "x"]},
        {"columns": ["客户姓名"], "other": [["阿迪力"]]}, {"columns": ["客户姓名"], "x": {"rows": [["阿迪力"]]}},
        {"rows": [["阿迪力"]], "columns": ["客户姓名"]}, {"columns": ["客户姓名"], "rows": [[{"a": "阿迪力"}], []]},
        {"columns": ["编号", "客户姓名"], "rows": [["阿迪力"], [1], ["x", ""]]},
    ],
)  # fmt: skip
def test_what_is_no_row_below_such_a_name_stays(line: dict[str, Any], tmp_path: Any) -> None:
    assert masked(tmp_path, line) == [line]
