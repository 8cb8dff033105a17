"""A proposed policy says of a column what a run without one would do: by the comment on it, by the keys above, by its header."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from zhengan.masking.suggest import suggest

SOMEBODY = "乜某"


def proposed(path: Path) -> dict[str, dict[str, str]]:
    return dict(yaml.safe_load(suggest(path))["columns"])


@pytest.mark.parametrize(
    "text",
    [
        "-- MySQL dump\nCREATE TABLE `t` (`c1` varchar(40) COMMENT '资金账号', `n` int COMMENT '成交金额');\n"
        "INSERT INTO `t` VALUES ('88012345',13812345678);\n",
        "-- PostgreSQL database dump\nCREATE TABLE t (c1 text, n int);\nCOMMENT ON COLUMN t.c1 IS '资金账号；8位';\n"
        "COMMENT ON COLUMN t.n IS '成交金额';\nINSERT INTO t VALUES ('88012345',13812345678);\n",
    ],
)
def test_the_comments_of_a_dump(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text(text, "utf-8")
    assert proposed(tmp_path / "a.sql") == {"t.c1": {"kind": "fund_account"}, "t.n": {"operator": "leave"}}


def test_whose_a_name_is_in_json_and_what_an_account_is_called_above(tmp_path: Path) -> None:
    line = {
        "stock": {"name": SOMEBODY}, "logger": {"name": "com.x.Foo"}, "customer": {"name": SOMEBODY},
        "payee": {"account": "88-1"}, "资金账号": {"普通": "88012345", "状态": "1"}, "手机": {"value": "x"},
    }  # fmt: skip
    (tmp_path / "a.ndjson").write_text(json.dumps(line, ensure_ascii=False) + "\n", "utf-8")
    assert proposed(tmp_path / "a.ndjson") == {
        "stock.name": {"kind": "text"}, "logger.name": {"kind": "text"}, "customer.name": {"kind": "name"},
        "payee.account": {"kind": "bank_card"}, "资金账号.普通": {"kind": "fund_account"}, "资金账号.状态": {"operator": "leave"},
        "手机.value": {"kind": "mobile"},
    }  # fmt: skip


def test_the_header_of_a_table_is_taken_whole(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"stock.name,customer.name,c.手机\n{SOMEBODY},{SOMEBODY},x\n", "utf-8")
    assert proposed(tmp_path / "a.csv") == {
        "stock.name": {"kind": "text"}, "customer.name": {"kind": "name"}, "c.手机": {"kind": "mobile"},
    }  # fmt: skip


def test_a_table_of_things_in_a_dump(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text(f"-- MySQL dump\nINSERT INTO `stock` (`name`) VALUES ('{SOMEBODY}');\n", "utf-8")
    assert proposed(tmp_path / "a.sql") == {"stock.name": {"kind": "text"}}
