"""Columns of PostgreSQL whose type is made of fields: each field is masked as what it is called, or the value is refused."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.masking.formats.test_sql_owned import masked, psql
from zhengan.kit.problem import Problem
from zhengan.masking.check import check
from zhengan.masking.formats import files
from zhengan.masking.formats.sql.spelling import SPELLINGS, fields_of

HEAD = """-- PostgreSQL database dump
CREATE TYPE public.p AS (
\txm text,
\tzjzh character varying(20),
\tnote text
);
CREATE TYPE public.q AS (a int, b text);
CREATE TYPE public.r AS (p public.p, b text);
CREATE TABLE public.t (id int, v public.p, w public.q);
CREATE TABLE public.u (id int, v public.p[], s text);
CREATE TABLE public.n (id int, v public.r);
CREATE TABLE public.o OF public.p;
"""
ROWS = """COPY public.t (id, v, w) FROM stdin;
1\t(玉罕囡,88012345,)\t(1,88012345)
2\t("玉罕囡",,"a, \\\\\\\\ ""x"" 手机13812345678")\t(1,"a b")
3\t\\N\t\\N
\\.
INSERT INTO public.t VALUES (1, '(玉罕囡,88012345,"it''s")', NULL);
INSERT INTO public.t (id, v) VALUES (1, ROW('玉罕囡','88012345','x')), (2, ROW('玉罕囡', 88012345, NULL)::public.p);
UPDATE public.t SET v = ROW('玉罕囡','88012345','x') WHERE (v).zjzh = '88012345' AND (v).note = '正常' AND (w).b = 'x';
INSERT INTO public.o VALUES ('玉罕囡', '88012345', 'x');
CREATE TABLE public.s (id int);
ALTER TABLE public.s ADD COLUMN v public.p;
INSERT INTO public.s VALUES (1, '(玉罕囡,88012345,"it''s")');
"""


def changed(text: str) -> str:
    text = text.replace("玉罕囡", "玉＊＊").replace(" 88012345,", " '88****45',").replace("88012345", "88****45")
    return text.replace("13812345678", "138****5678").replace("(1,88****45)", "(1,88012345)")


def test_fields_are_masked_as_what_they_are_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert masked(tmp_path, HEAD + ROWS)[0] == HEAD + changed(ROWS)
    assert not check(tmp_path / "in.sql").clean and check(tmp_path / "out.sql").clean
    monkeypatch.setattr(files, "CHUNK", 311)
    assert masked(tmp_path, HEAD + ROWS)[0] == HEAD + changed(ROWS)


@pytest.mark.parametrize(
    "rows",
    [
        "INSERT INTO public.t VALUES (1, '(玉罕囡,88012345)');", "INSERT INTO public.t VALUES (1, '玉罕囡', NULL);",
        "COPY public.u FROM stdin;\n1\t{\"(玉罕囡,88012345,)\"}\tx\n\\.",
        "UPDATE public.t SET v = ROW('玉罕囡','88012345');",
        "COPY public.n FROM stdin;\n1\t(\"(玉罕囡,88012345,)\",x)\n\\.", "INSERT INTO public.t VALUES (1, 88012345, NULL);",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused(tmp_path: Path, rows: str) -> None:
    with pytest.raises(Problem, match=r"复合类型|个数") as refused:
        masked(tmp_path, f"{HEAD}{rows}\n")
    assert refused.value.where and refused.value.where.line == HEAD.count("\n") + 1 + rows.startswith("COPY")


def test_a_type_without_personal_fields_is_searched(tmp_path: Path) -> None:
    text = HEAD + "CREATE TABLE x (id int, w public.q[]);\nCOPY x FROM stdin;\n1\t{\"(1,\\\\\"手机13812345678 x\\\\\")\"}\n\\.\n"
    assert masked(tmp_path, text)[0] == text.replace("13812345678", "138****5678")


@pytest.mark.parametrize("form", range(15, 23))
@pytest.mark.parametrize("text", ["玉罕囡", "a b", 'it\'s "x"', "a\\b, (c)\t\n", " "])
def test_a_field_that_is_written_is_read_back(form: int, text: str) -> None:
    spelt = SPELLINGS[form]
    raw = spelt.write(text, b"x")
    assert spelt.read(raw) == text and fields_of(b"(" + raw + b",x)") == [(1, 1 + len(raw)), (2 + len(raw), 3 + len(raw))]


MADE = """
CREATE TYPE p AS (xm text, zjzh text, note text);
CREATE TABLE t (id int, v p);
CREATE TABLE o OF p;
INSERT INTO t VALUES (1, ('玉罕囡', '88012345', NULL)), (2, ('阿 迪', '', E'it''s \\\\ "x" (y)\\t,z')), (3, NULL);
INSERT INTO o VALUES ('玉罕囡', '88012345', 'x');
"""


@pytest.mark.slow
@pytest.mark.parametrize("options", [[], ["--inserts"], ["--column-inserts"]])
def test_fields_are_dumped_masked_and_load_again(tmp_path: Path, postgres: str, options: list[str]) -> None:
    target = postgres.rsplit("/", 1)[0] + "/composed"
    psql(postgres, "-c", "DROP DATABASE IF EXISTS composed", "-c", "CREATE DATABASE composed")
    psql(target, "-c", MADE)
    read = "SELECT (v).xm, (v).zjzh, md5((v).note) FROM t ORDER BY id"
    before = psql(target, "-c", read)
    dump = subprocess.run(["pg_dump", *options, target], capture_output=True, check=True).stdout.decode()
    masked(tmp_path, dump)
    psql(target, "-c", "DROP TABLE t, o", "-c", "DROP TYPE p", "-f", str(tmp_path / "out.sql"))
    assert psql(target, "-c", read) == before.replace("玉罕囡|88012345", "玉＊＊|88****45").replace("阿 迪", "阿 ＊")
    assert psql(target, "-c", "SELECT * FROM o") == "玉＊＊|88****45|x"
