"""Forms of dumps and scripts in which rows stand: psql's own copy, partitions and heirs, tables made like others."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.masking.formats.test_sql_owned import masked, psql
from zhengan.kit.problem import Problem
from zhengan.masking.check import check
from zhengan.masking.formats import files

BANNER = "-- PostgreSQL database dump\n"
TABLE = "CREATE TABLE public.t (id int, khxm text, zjzh text);\n"
COPIED = f"""{BANNER}{TABLE}\\restrict a13812345678
\\copy public.t (id, khxm, zjzh) from stdin
1\t玉罕囡\t88012345
\\.
\\COPY public.t FROM STDIN;
1\t玉罕囡\t88012345
\\.
\\copy t to 'x.csv' csv
\\echo 手机13812345678
SELECT '13812345678';
COPY t FROM stdin;
1\t玉罕囡\t88012345
\\."""


def changed(text: str) -> str:
    """What these dumps become."""
    return text.replace("玉罕囡", "玉＊＊").replace("88012345", "88****45")


def test_rows_behind_the_copy_of_psql_are_masked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = changed(COPIED).replace("机13812345678", "机138****5678").replace("'13812345678", "'138****5678")
    assert masked(tmp_path, COPIED)[0] == wanted
    assert check(tmp_path / "in.sql").counts["fund_account"] == 3 and check(tmp_path / "out.sql").clean
    monkeypatch.setattr(files, "CHUNK", 211)
    assert masked(tmp_path, COPIED)[0] == wanted


@pytest.mark.parametrize(
    ("command", "word"),
    [("\\copy t (id) from stdin csv", "选项"), ("\\copy t (id) from stdin with (format csv)", "选项"),
     ("\\copy t (id) from pstdin", "看不懂"), ("\\copy unknown from stdin", "哪些列")],
)  # fmt: skip
def test_a_copy_of_psql_that_is_not_understood_is_refused(tmp_path: Path, command: str, word: str) -> None:
    with pytest.raises(Problem, match=word) as refused:
        masked(tmp_path, f"{BANNER}{command}\n1\n\\.\n")
    assert refused.value.where and refused.value.where.line == 2


CUST = "CREATE TABLE public.cust (c0 integer, c1 text, c2 text) PARTITION BY RANGE (c0);\n"
ONE = "CREATE TABLE public.cust_1 (c2 text, c0 integer, c1 text);\n"
ATTACH = "ALTER TABLE ONLY public.cust ATTACH PARTITION public.cust_1 FOR VALUES FROM (0) TO (10);\n"
REMARK = "COMMENT ON COLUMN public.cust.c1 IS '资金账号';\n"
ROWS = """COPY public.cust_1 (c0, c1, c2) FROM stdin;
1\t88012345\tx
\\.
INSERT INTO public.cust_1 VALUES ('x', 1, '88012345');
UPDATE public.cust_1 SET c1 = '88012345';
"""


@pytest.mark.parametrize("order", [CUST + REMARK + ONE + ATTACH, CUST + ONE + ATTACH + REMARK, CUST + ONE + REMARK + ATTACH])
def test_what_is_said_of_a_table_goes_for_its_partitions(tmp_path: Path, order: str) -> None:
    text = BANNER + order + ROWS
    assert masked(tmp_path, text)[0] == changed(text)
    assert not check(tmp_path / "in.sql").clean and check(tmp_path / "out.sql").clean


@pytest.mark.parametrize(
    "made",
    [
        "CREATE TABLE public.d PARTITION OF public.cust FOR VALUES FROM (0) TO (10);\n",
        "CREATE TABLE public.d PARTITION OF public.cust (c1 DEFAULT 'x', CONSTRAINT k CHECK (c0 > 1)) DEFAULT;\n",
        "CREATE TABLE public.d (LIKE public.cust INCLUDING ALL);\n",
        "CREATE TABLE public.d (LIKE public.cust, CHECK (c0 > 1));\n",
        "CREATE TABLE public.d ()\nINHERITS (public.cust);\n",
        "CREATE TABLE public.d (c0 int, c1 text, c2 text);\nALTER TABLE public.d INHERIT public.cust;\n",
        "CREATE TABLE public.e () INHERITS (public.cust);\nALTER TABLE public.e RENAME TO d;\n",
    ],
)  # fmt: skip
def test_columns_of_another_table_are_known(tmp_path: Path, made: str) -> None:
    rows = "INSERT INTO public.d VALUES (1, '88012345', 'x');\nCOPY public.d FROM stdin;\n1\t88012345\tx\n\\.\n"
    text = BANNER + CUST + REMARK + made + rows
    assert masked(tmp_path, text)[0] == changed(text)


def test_a_table_like_one_that_is_not_known_has_no_columns(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="哪些列"):
        masked(tmp_path, BANNER + "CREATE TABLE d (id int, LIKE e);\nINSERT INTO d VALUES (1, 'x');\n")


PARTS = """
CREATE TABLE cust (c0 integer, c1 text, c2 text) PARTITION BY RANGE (c0);
CREATE TABLE cust_1 PARTITION OF cust FOR VALUES FROM (0) TO (10);
CREATE TABLE cust_2 (c2 text, c1 text, c0 integer);
ALTER TABLE cust ATTACH PARTITION cust_2 FOR VALUES FROM (10) TO (20);
COMMENT ON COLUMN cust.c1 IS '资金账号';
CREATE TABLE base (a text, b text);
CREATE TABLE heir (c text) INHERITS (base);
COMMENT ON COLUMN base.b IS '客户姓名';
INSERT INTO cust SELECT k, '88012345', 'x' FROM generate_series(1, 19) k;
INSERT INTO heir VALUES ('x', '玉罕囡', 'y');
"""


@pytest.mark.slow
@pytest.mark.parametrize("options", [[], ["--inserts"], ["--column-inserts"], ["--load-via-partition-root"]])
def test_partitions_are_dumped_masked_and_load_again(tmp_path: Path, postgres: str, options: list[str]) -> None:
    target = postgres.rsplit("/", 1)[0] + "/parts"
    psql(postgres, "-c", "DROP DATABASE IF EXISTS parts", "-c", "CREATE DATABASE parts")
    psql(target, "-c", PARTS)
    dump = subprocess.run(["pg_dump", *options, target], capture_output=True, check=True).stdout.decode()
    masked(tmp_path, dump)
    psql(target, "-c", "DROP TABLE cust, base CASCADE", "-f", str(tmp_path / "out.sql"))
    assert psql(target, "-c", "SELECT count(*), min(c1), max(c1) FROM cust") == "19|88****45|88****45"
    assert psql(target, "-c", "SELECT * FROM heir") == "x|玉＊＊|y"


REMARKS = """INSERT INTO t (id, zjzh) VALUES (1, /* 'a', */ '88012345'), -- 手机13812345678, it's (
 (-2, '88012345' -- it's
 ), (3/* ( */, -- c
 88012345/*;*/)
/* ' */;
INSERT INTO t (id, zjzh) VALUES (4, '88012345') -- ;
ON CONFLICT DO NOTHING;
"""
QUOTED = """INSERT INTO t (id, zjzh, khxm) VALUES (1, "88012345", "it's"), # x'
 (2, "88012345", "玉罕囡"), # "
 (3, '88012345', "O\\"阿\\n");
"""


def test_comments_among_rows_are_no_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for head in (BANNER + TABLE, "-- MySQL dump\n" + TABLE):
        text = head + (REMARKS if head[3] == "P" else REMARKS.replace("ON CONFLICT DO NOTHING", "ON DUPLICATE KEY UPDATE id = 5"))
        wanted = changed(text).replace("13812345678", "138****5678").replace(" 88****45/", " '88****45'/")
        assert masked(tmp_path, text)[0] == wanted
        monkeypatch.setattr(files, "CHUNK", 211)
        out, result = masked(tmp_path, text)
        assert out == wanted and result.rows == 4
        monkeypatch.undo()


def test_texts_of_mysql_between_double_quotes_are_values(tmp_path: Path) -> None:
    text = "-- MySQL dump\n" + TABLE + QUOTED
    assert masked(tmp_path, text)[0] == changed(text).replace("it's", "i***").replace('O\\"阿\\n', "O*＊*")


@pytest.mark.parametrize(
    "text",
    [
        "INSERT INTO t (zjzh) VALUES ('88012345'::text);\n",
        "SET client_encoding = 'UTF8';\nINSERT INTO t (zjzh) VALUES ('88012345');\n",
        "COPY t (zjzh) FROM STDIN;\n88012345\n\\.\n", "\\copy t (zjzh) from stdin\n88012345\n\\.\n",
        "INSERT INTO t (d, zjzh) VALUES ('{}'::pg_catalog.jsonb, '88012345');\n",
        "CREATE TABLE t (zjzh text) ENGINE=InnoDB;\nINSERT INTO t VALUES (\"88012345\");\n",
    ],
)  # fmt: skip
def test_a_dump_without_a_banner_is_known_by_its_words(tmp_path: Path, text: str) -> None:
    assert masked(tmp_path, text)[0] == changed(text)
