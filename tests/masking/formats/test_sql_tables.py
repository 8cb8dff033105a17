"""Columns of a table that a dump changes before it fills it: a value is masked as its own column, never as another."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.formats.sql.tables import Tables
from zhengan.masking.run import mask

CREATE = "CREATE TABLE `t` (`id` int, `name` varchar(9), `mobile` varchar(20));"


@pytest.mark.parametrize(
    ("statements", "columns"),
    [
        ("ALTER TABLE `t` ADD COLUMN `note` text FIRST;", "note id name mobile"),
        ("ALTER TABLE t ADD note text DEFAULT 'a, first' AFTER `name`, DROP COLUMN id;", "name note mobile"),
        ("ALTER TABLE t ADD (a int, b decimal(3,2)), ADD KEY k (a, b);", "id name mobile a b"),
        ("ALTER TABLE t DROP PRIMARY KEY, DROP INDEX x, DROP KEY y, DROP CONSTRAINT z, DROP `name`;", "id mobile"),
        ("ALTER TABLE t MODIFY mobile varchar(30) NOT NULL FIRST, CHANGE name nick text AFTER id;", "mobile id nick"),
        ("ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);", "id name mobile"),
        ("ALTER TABLE t RENAME COLUMN name TO nick, RENAME INDEX a TO b;", "id nick mobile"),
        ("/*!40000 ALTER TABLE `t` DISABLE KEYS */;", "id name mobile"),
        ("ALTER TABLE t OWNER TO crm; ALTER TABLE t ALTER COLUMN id SET DEFAULT 1;", "id name mobile"),
        ("ALTER TABLE t ADD COLUMN IF NOT EXISTS NAME text;", "id name mobile"),
        ("ALTER TABLE t RENAME TO u; CREATE TABLE t (x int);", "x"),
        ("RENAME TABLE t TO u, u TO t;", "id name mobile"),
        ("CREATE TABLE u LIKE t; DROP TABLE IF EXISTS `t`, v; CREATE TABLE t LIKE u;", "id name mobile"),
        ("DROP TABLE IF EXISTS t;", ""),
        ("ALTER TABLE t DROP COLUMN missing;", ""),
        ("ALTER TABLE t ADD note text AFTER missing;", ""),
        ("ALTER TABLE t ADD (;", ""),
    ],
)  # fmt: skip
def test_the_order_of_columns_is_followed_or_forgotten(statements: str, columns: str) -> None:
    tables = Tables()
    for one in (CREATE, *statements.replace("; ", ";\n").split("\n")):
        tables.hear(one.encode())
    assert tables.of(["t"]) == columns.split()


def test_a_masked_column_is_its_own_behind_an_alter(tmp_path: Path) -> None:
    rows = "INSERT INTO `t` VALUES (1,'张伟','88012345');\n"
    moved = "ALTER TABLE `t` DROP COLUMN `name`, ADD `fund_account` varchar(20), MODIFY mobile text AFTER id;\n"
    text = f"-- MySQL dump\n{CREATE}\n{rows}{moved}{rows.replace('张伟', '13812345678')}"
    (tmp_path / "a.sql").write_text(text, encoding="utf-8")
    result = mask(tmp_path / "a.sql", tmp_path / "b.sql", policy.builtin())
    out = (tmp_path / "b.sql").read_text(encoding="utf-8")
    assert "(1,'138****5678','88****45')" in out
    assert {name: one["values"] for name, one in result.columns.items()} == {"t.name": 1, "t.mobile": 2, "t.fund_account": 1}


def test_an_alter_that_is_not_understood_leaves_no_columns(tmp_path: Path) -> None:
    text = f"-- MySQL dump\n{CREATE}\nALTER TABLE `t` DROP `other`;\nINSERT INTO `t` VALUES (1,'张伟','x');\n"
    (tmp_path / "a.sql").write_text(text, encoding="utf-8")
    with pytest.raises(Problem, match="t") as refused:
        mask(tmp_path / "a.sql", tmp_path / "b.sql", policy.builtin())
    assert "ALTER TABLE" in str(refused.value.why) and refused.value.where and refused.value.where.line == 4
