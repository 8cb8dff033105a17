"""What comments say of columns whose names say nothing, and tables that inherit the columns of others."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.masking.formats.test_sql_owned import masked, psql
from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.formats.sql.tables import Tables
from zhengan.masking.headers import second_header
from zhengan.masking.run import mask

MYSQL = """-- MySQL dump
CREATE TABLE `t` (
  `a` varchar(20) DEFAULT 'COMMENT x' COMMENT '资金账号',
  `b` varchar(9) COMMENT "客户姓名（必填）",
  `c` bigint COMMENT '成交金额，it''s',
  `order_no` varchar(20) COMMENT '资金账号'
) COMMENT='客户姓名';
INSERT INTO `t` VALUES ('88012345','欧阳娜娜',88012345,'88012345');
UPDATE t SET a='88012345', order_no='88012345';
ALTER TABLE t RENAME COLUMN a TO k, CHANGE c d bigint COMMENT '资金账号：8位';
INSERT INTO `t` VALUES ('88012345','欧阳娜娜',88012345,'88012345');
"""
POSTGRES = """-- PostgreSQL database dump
CREATE TABLE public.t (id int, a text, b text, order_no text);
COMMENT ON TABLE public.t IS '资金账号';
COMMENT ON COLUMN public.t.a IS '资金账号，8位';
COMMENT ON COLUMN public.t.b IS E'客户姓名';
COMMENT ON COLUMN public.t.order_no IS '资金账号';
COPY public.t (id, a, b, order_no) FROM stdin;
1\t88012345\t欧阳娜娜\t88012345
\\.
INSERT INTO public.t VALUES (1,'88012345','欧阳娜娜','88012345');
"""


def test_a_comment_says_what_a_column_of_mysql_holds(tmp_path: Path) -> None:
    out, result = masked(tmp_path, MYSQL)
    row = "VALUES ('88****45','欧阳＊＊',88012345,'88012345')"
    assert out == MYSQL.replace("('88012345','欧阳娜娜',88012345,'88012345')", row[7:], 1).replace(
        "('88012345','欧阳娜娜',88012345,'88012345')", "('88****45','欧阳＊＊','88****45','88012345')"
    ).replace("a='88012345'", "a='88****45'").replace("'COMMENT x'", "'CO****T x'")
    assert {name: one["values"] for name, one in result.columns.items()} == {"t.a": 3, "t.b": 2, "t.k": 1, "t.d": 1}
    assert check(tmp_path / "in.sql").counts["fund_account"] == 4 and check(tmp_path / "out.sql").clean


def test_a_comment_says_what_a_column_of_postgres_holds(tmp_path: Path) -> None:
    wanted = POSTGRES.replace("欧阳娜娜", "欧阳＊＊")
    wanted = wanted.replace("1\t88012345", "1\t88****45").replace("1,'88012345'", "1,'88****45'")
    assert masked(tmp_path, POSTGRES)[0] == wanted
    assert not check(tmp_path / "in.sql").clean and check(tmp_path / "out.sql").clean


def test_the_policy_goes_by_the_real_name(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text('zhengan-masking: "1"\ncolumns:\n  t.a: {operator: leave}\n', "utf-8")
    (tmp_path / "a.sql").write_text(POSTGRES, "utf-8")
    mask(tmp_path / "a.sql", tmp_path / "o.sql", policy.load(tmp_path / "p.yaml", {}, bytes(32)))
    assert (tmp_path / "o.sql").read_text("utf-8") == POSTGRES.replace("欧阳娜娜", "欧阳＊＊")
    (tmp_path / "p.yaml").write_text('zhengan-masking: "1"\ncolumns:\n  资金账号: {operator: leave}\n', "utf-8")
    with pytest.raises(Problem, match="资金账号"):
        mask(tmp_path / "a.sql", tmp_path / "p.sql", policy.load(tmp_path / "p.yaml", {}, bytes(32)))


@pytest.mark.parametrize(
    ("name", "remark", "header"),
    [
        ("a", "资金账号", "资金账号"), ("a", "客户在营业部的资金账号；8位", "客户在营业部的资金账号"), ("a", "", "a"),
        ("a", "8位，资金账号", "a"), ("a", "是否有资金账号", "a"), ("order_no", "资金账号", "order_no"), ("name", "备注", "name"),
        ("a", "成交金额", "成交金额"),
    ],
)  # fmt: skip
def test_a_comment_counts_where_the_name_says_nothing(name: str, remark: str, header: str) -> None:
    assert second_header(name, remark) == header


def test_another_table_of_the_same_name_has_its_own_comments() -> None:
    tables = Tables()
    for one in (b"CREATE TABLE t (a int COMMENT 'x');", b"CREATE TABLE u LIKE t;", b"DROP TABLE t;", b"CREATE TABLE t (a int);",
                b"RENAME TABLE u TO v;", b"COMMENT ON COLUMN s.w.a IS 'y';", b"COMMENT ON COLUMN s.w.a IS NULL;"):  # fmt: skip
        tables.hear(one)
    assert (tables.remarks(["t"]), tables.remarks(["v"]), tables.remarks(["s", "w"])) == ({}, {"a": "x"}, {"a": ""})


HEIRS = """-- PostgreSQL database dump
CREATE TABLE public.c (id int, name text, fund_account text);
CREATE TABLE public.d (extra text, fund_account text)
INHERITS (public.c);
INSERT INTO public.d VALUES (1,'欧阳娜娜','88012345','x');
"""


def test_columns_that_are_inherited_stand_first(tmp_path: Path) -> None:
    assert masked(tmp_path, HEIRS)[0] == HEIRS.replace("88012345", "88****45").replace("欧阳娜娜", "欧阳＊＊")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (HEIRS.replace(",'x'", ""), 5, ("“d”", "应有 4 个值：d.id、d.name、d.fund_account、d.extra")),
        (HEIRS.replace("INHERITS (public.c)", "INHERITS (public.other)"), 5, ("“d”", "哪些列")),
        ("-- MySQL dump\nINSERT INTO t (a, b) VALUES ('x');\n", 2, ("“t”", "应有 2 个值：t.a、t.b")),
    ],
)
def test_rows_that_do_not_fit_are_told_in_words_of_tables(tmp_path: Path, text: str, line: int, words: tuple[str, ...]) -> None:
    with pytest.raises(Problem) as refused:
        masked(tmp_path, text)
    assert all(word in refused.value.line() for word in words) and "表头" not in refused.value.line()
    assert refused.value.where and refused.value.where.line == line


@pytest.mark.slow
@pytest.mark.parametrize("options", [[], ["--inserts"], ["--column-inserts"]])
def test_tables_that_inherit_are_dumped_masked_and_load_again(tmp_path: Path, postgres: str, options: list[str]) -> None:
    target = postgres.rsplit("/", 1)[0] + "/heirs"
    psql(postgres, "-c", "DROP DATABASE IF EXISTS heirs", "-c", "CREATE DATABASE heirs")
    made = HEIRS + "COMMENT ON COLUMN public.d.extra IS '资金账号';\nUPDATE public.d SET extra = '88012346';\n"
    psql(target, "-c", made)
    dump = subprocess.run(["pg_dump", *options, target], capture_output=True, check=True).stdout.decode()
    masked(tmp_path, dump)
    psql(target, "-c", "DROP TABLE d, c", "-f", str(tmp_path / "out.sql"))
    assert psql(target, "-c", "SELECT id, name, fund_account, extra FROM d") == "1|欧阳＊＊|88****45|88****46"
