"""What is explained of a text: what is masked, and what looks like somebody's number and nothing proves."""

from __future__ import annotations

import json

from click.testing import CliRunner

from zhengan.cli.main import cli
from zhengan.masking.explain import DOUBTFUL, explain

MISTYPED, PROVEN = "360426199101010072", "360426199101010071"


def said(text: str, *options: str) -> str:
    told = CliRunner().invoke(cli, ["mask", "explain", *options, text], catch_exceptions=False)
    assert told.exit_code == 0
    return told.output


def test_a_doubtful_number_is_told_with_its_place_and_never_shown() -> None:
    rows = explain(f"客户张伟\n证件 {MISTYPED}，手机13812345678")
    assert [(row["kind"], row["line"], row["column"]) for row in rows] == [("name", 1, 3), (DOUBTFUL, 2, 4), ("mobile", 2, 25)]
    assert "校验码不符" in rows[1]["why"] and rows[1]["masked"] == "" and MISTYPED not in json.dumps(rows)


def test_on_screen_in_both_languages() -> None:
    out = said(f"身份证 {MISTYPED}")
    assert "1:5" in out and "无法确认" in out and "校验码不符" in out and MISTYPED not in out
    assert [row["kind"] for row in json.loads(said("卡号 6222021234567890", "--json"))] == [DOUBTFUL]


def test_nothing_is_doubtful_that_is_proven_or_nobodys() -> None:
    for text in (f"身份证 {PROVEN}", "订单号 6222021234567890", "客服热线：95588123456", "证券代码=601684 数量=4100", ""):
        assert all(row["kind"] != DOUBTFUL for row in explain(text)), text
    assert "没有找到个人信息" in said("证券代码=601684")
