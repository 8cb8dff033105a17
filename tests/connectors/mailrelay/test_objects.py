"""Mails in which JSON names accounts from afar are held, and others pass (Art. 34.2)."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from tests.connectors.mailrelay.test_spanned import sent
from zhengan.connectors.mailrelay.objects import left

TABLE = {"columns": ["khxm", "zjzh"], "rows": [["Anna", "10020001"], ["Bo", "10020002"]]}


@pytest.mark.parametrize(
    "value",
    [
        {"fundAccount": {"value": "10020001"}}, {"a": [{"资金账号": {"主": 10020001}}]}, TABLE,
        {"rows": TABLE["rows"], "x": ["khxm", "zjzh"]},
        [["khxm", "zjzh"], ["Anna", "10020001"]], {"类型": "资金账号", "号码": "10020001"}, {"x": {"y": TABLE}},
    ],
)  # fmt: skip
@pytest.mark.parametrize("indent", [None, 2])
def test_what_keys_name_is_masked_or_held(value: Any, indent: int | None) -> None:
    made, body = sent("text/plain", f"您好，\r\n{json.dumps(value, indent=indent, ensure_ascii=False)}\r\n谢谢")
    assert made.doubts["column"] == 1 or "10020001" not in body


@pytest.mark.parametrize(
    "value",
    [
        {"fundAccount": {"openDate": "20200101"}}, {"orderNo": {"value": "10020001"}}, {"fundAccount": {"orderNo": "10020001"}},
        {"columns": ["khxm", "zqdm"], "rows": [["Anna", "10020001"]]}, {"类型": "订单", "号码": "10020001"}, [1, 10020001],
        {"a": None},
        {"fundAccount": {"余额": 10020001}}, {"fundAccount": ["1", 1.5, True]}, [["zjzh"], []], [[], ["10020001"]],
    ],
)  # fmt: skip
def test_others_pass(value: Any) -> None:
    made, body = sent("text/plain", json.dumps(value, indent=2, ensure_ascii=False))
    assert not made.doubts and json.loads(body) == value


def test_what_is_masked_is_no_doubt() -> None:
    made, body = sent("text/plain", '{"fundAccount": "10020001", "资金账号": {"value": 10020002}}')
    assert not made.doubts and body.count("10****0") == 2


@pytest.mark.parametrize("text", ["[" * 100_000 + '"', '{"a":' * 50_000, '["' * 50_000, "{}" * 50_000])
def test_what_is_no_json_takes_no_time(text: str) -> None:
    begun = time.perf_counter()
    assert not left(text, text)
    assert time.perf_counter() - begun < 5


def test_what_was_not_looked_at_is_held_where_a_number_stands_in_it() -> None:
    behind = json.dumps({"fundAccount": {"value": "10020001"}}, indent=2)
    assert left('["' * 2000 + behind, '["' * 2000 + behind)
    assert not left('["' * 2000 + behind, '["' * 2000 + behind.replace("10020001", "10****01"))
    assert not left('["' * 20 + "10020001", '["' * 20 + "10020001")
