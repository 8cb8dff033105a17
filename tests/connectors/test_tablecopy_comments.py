"""What comments in the database say of columns whose names say nothing; what a policy left there is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.connectors.test_tablecopy import HEAD, asked, made_policy
from zhengan.connectors.tablecopy.address import Place
from zhengan.connectors.tablecopy.copy import copy
from zhengan.connectors.tablecopy.look import look
from zhengan.masking import audit, policy

COMMENTS = {"c1": "资金账号；8位", "c2": "客户姓名", "order_no": "资金账号", "js": "资金账号"}


@pytest.fixture
def address(postgres: str) -> str:
    with create_engine(Place.read(postgres, "x", {}).url).begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS k, masked"))
        connection.execute(text("CREATE TABLE k (id int PRIMARY KEY, c1 text, c2 text, c3 text, order_no text, js jsonb)"))
        for name, said in COMMENTS.items():
            connection.execute(text(f"COMMENT ON COLUMN k.{name} IS '{said}'"))
        connection.execute(text("INSERT INTO k VALUES (1, '88012345', '玉罕囡', '88012345', '88012345', '[\"88012345\"]')"))
    return postgres


def test_a_comment_says_what_a_column_holds(address: str, tmp_path: Path) -> None:
    source, target, by = Place.read(address, "k", {}), Place.read(address, "masked", {}), made_policy(tmp_path, HEAD)
    assert look(source, policy.builtin()).counts == {"fund_account": 2}  # the name has no form of one
    result = copy(source, target, by)
    assert asked(address, "SELECT c1, c2, c3, order_no, js->>0 FROM masked") == [
        ("88****45", "玉＊＊", "88012345", "88012345", "88****45")
    ]
    assert {name: one["kind"] for name, one in result.columns.items()} == {
        "c1": "fund_account", "c2": "name", "js": "fund_account",
    }  # fmt: skip
    assert look(target, by, audit.record(Path("k"), Path("masked"), result, by, started="", ended="")).clean


@pytest.mark.parametrize("name", ["c1", "k.c1"])
def test_the_policy_goes_by_the_real_name_and_what_it_leaves_is_found(name: str, address: str, tmp_path: Path) -> None:
    by = made_policy(tmp_path, HEAD + f"columns:\n  {name}: {{operator: leave}}\n  c2: {{operator: leave}}\n")
    source, target = Place.read(address, "k", {}), Place.read(address, "masked", {})
    assert look(source, by).counts == {"fund_account": 2, "name": 1}
    result = copy(source, target, by)
    assert asked(address, "SELECT c1, c2 FROM masked") == [("88012345", "玉罕囡")]
    record = audit.record(Path("k"), Path("masked"), result, by, started="", ended="")
    assert look(target, policy.builtin(), record).counts == {"fund_account": 1, "name": 1}


def test_comments_go_over_but_for_what_is_personal(address: str, tmp_path: Path) -> None:
    with create_engine(Place.read(address, "x", {}).url).begin() as connection:
        connection.execute(text("COMMENT ON COLUMN k.c3 IS '有疑问找 13812345678'"))
    source, target = Place.read(address, "k", {}), Place.read(address, "masked", {})
    copy(source, target, made_policy(tmp_path, HEAD))
    asking = "SELECT a.attname, col_description(a.attrelid, a.attnum) FROM pg_attribute a"
    held = dict(asked(address, f"{asking} WHERE a.attrelid = 'masked'::regclass AND a.attnum > 0"))
    assert {name: said for name, said in held.items() if said} == COMMENTS
    assert look(target, policy.builtin()).clean
    to_file = Place.read(f"sqlite:///{tmp_path}/a.db", "k", {})
    assert copy(source, to_file, made_policy(tmp_path, HEAD)).rows == 1
