"""Values of JSON beside what says of which sort they are, and records of changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.masking.formats.test_json_keys import masked


@pytest.mark.parametrize(
    ("line", "stars"),
    [
        ({"类型": "资金账号", "号码": "10020001"}, {"号码": "10****01"}),
        ({"type": "fundAccount", "value": 10020001}, {"value": "10****01"}),
        ({"no": "10020001", "acctType": "fundAccount"}, {"no": "10****01"}),
        ({"类别": "手机", "号码": "65881234"}, {"号码": "65****34"}),
        ({"column": "khxm", "old": "Anna", "new": "Bo"}, {"old": "A***", "new": "B*"}),
        ({"field": "zjzh", "oldValue": "10020001", "newValue": 10020002}, {"oldValue": "10****01", "newValue": "10****02"}),
        ({"变更前": "10020001", "字段": "资金账号", "变更后": "10020002"}, {"变更前": "10****01", "变更后": "10****02"}),
        ({"op": "replace", "path": "/a/fundAccount", "value": "10020001"}, {"value": "10****01"}),
        ({"field": "address", "id": 7, "before": "Some Road 5", "after": None}, {"before": "**** **** *"}),
    ],
)  # fmt: skip
def test_they_are_masked(line: dict[str, Any], stars: dict[str, Any], tmp_path: Path) -> None:
    assert masked(tmp_path, line, {"changes": [line]}) == [{**line, **stars}, {"changes": [{**line, **stars}]}]


@pytest.mark.parametrize(
    "line",
    [
        {"op": "replace", "path": "/var/log", "value": "10020001"}, {"field": "khxm", "values": []},
        {"type": "order", "no": "10020001"}, {"类型": "资金账号", "状态": "10020001"}, {"key": "资金账号", "no": "10020001"},
        {"field": "status", "old": "Anna", "new": "Bo"}, {"field": "name", "old": "nginx", "new": "redis"},
        {"key": "address", "value": "localhost"}, {"field": "address", "value": "127.0.0.1"},
        {"type": "mobile", "no": "10020001"}, {"field": "zjzh", "x": {"old": "10020001"}},
        {"old": {"a": "Anna"}, "field": "khxm"},
    ],
)  # fmt: skip
def test_what_is_none_of_it_stays(line: dict[str, Any], tmp_path: Path) -> None:
    assert masked(tmp_path, line) == [line]


def test_below_a_key_stands_which_of_several_or_what_it_was(tmp_path: Path) -> None:
    line: dict[str, Any] = {
        "手机": {"主": "65881234", "备": "65881235", "状态": "65881236"}, "khxm": {"old": "Anna", "new": "Bo"},
        "address": {"home": "Road 5", "ip": "1.2.3.4"}, "status": {"old": "a"}, "zjzh": {"before": "1002"},
    }  # fmt: skip
    assert masked(tmp_path, line) == [{
        "手机": {"主": "65****34", "备": "65****35", "状态": "65881236"}, "khxm": {"old": "A***", "new": "B*"},
        "address": {"home": "**** *", "ip": "1.2.3.4"}, "status": {"old": "a"}, "zjzh": {"before": "1**2"},
    }]  # fmt: skip
