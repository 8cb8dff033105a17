"""Statements that say by their columns what a text or a number is, in whatever form: it is masked, and nothing else changes."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.formats import files
from zhengan.masking.run import mask

PG = "-- PostgreSQL database dump\nCREATE TABLE c (id int, name text, fund_account text, j jsonb);\n"
MYSQL = "-- MySQL dump\nCREATE TABLE `c` (`id` int, `name` text, `fund_account` text, `j` json);\n"
POSTGRES_STATEMENTS = """
INSERT INTO c AS x (id,fund_account) VALUES (6,'88012345');
INSERT INTO c AS x VALUES (6,'张伟','88012345','{}') ON CONFLICT DO NOTHING;
INSERT INTO c AS x (id,name) VALUES (6,'张伟'||'王五') RETURNING name = '李四';
INSERT INTO c (id,fund_account) OVERRIDING SYSTEM VALUE SELECT 1,'88012345';
UPDATE c SET (name,fund_account)=('张伟','88012345') WHERE id=1;
UPDATE c SET (name,fund_account)=ROW('张伟','88012345') WHERE id=1;
UPDATE c SET (name,fund_account)=(SELECT '张伟','88012345') WHERE id=1;
UPDATE c SET fund_account=CASE WHEN id=88012345 THEN '88012345' WHEN name='张伟' THEN '88012346' ELSE '88012347' END;
UPDATE c SET fund_account=CASE name WHEN '张伟' THEN '88012345' END;
DELETE FROM c WHERE (name,fund_account) IN (('张伟','88012345'),('李四','88012346'));
DELETE FROM c WHERE (name,fund_account) IN (VALUES ('张伟','88012345'));
DELETE FROM c WHERE ('张伟','88012345') = (name,fund_account);
INSERT INTO c (id,fund_account) SELECT * FROM (VALUES (6,'88012345')) t;
INSERT INTO c (id,fund_account) WITH t AS (SELECT 1) SELECT 5,'88012345' FROM t;
WITH t AS (SELECT 5 AS a,'88012345' AS b) INSERT INTO c (id,fund_account) SELECT a,b FROM t;
WITH t(a,b) AS (VALUES (5,'88012345')) INSERT INTO c (id,fund_account) SELECT * FROM t;
INSERT INTO c (id,name,fund_account) (SELECT 1,'张伟','88012345' UNION ALL SELECT 2,'李四'::varchar(20),CAST('88012346' AS text));
INSERT INTO c (id,name,fund_account) SELECT d.id, v.n, v.a FROM c d JOIN (VALUES (1,'张伟','88012345')) v(id,n,a) ON v.id=d.id;
INSERT INTO c (id,fund_account) SELECT 5, f.x FROM unnest(ARRAY['88012345']) AS f(x);
MERGE INTO c USING (SELECT 1 AS one) s ON (c.id=s.one) WHEN MATCHED AND c.name='张伟' THEN UPDATE SET fund_account='88012345' \
WHEN NOT MATCHED THEN INSERT (name,fund_account) VALUES ('张伟','88012345');
MERGE INTO c USING (VALUES (1,'88012345')) AS s(id,acct) ON (c.id=s.id) \
WHEN NOT MATCHED THEN INSERT (fund_account) VALUES (s.acct);
UPDATE c SET name='王五' WHERE fund_account BETWEEN '88012348' AND '88012349' AND id BETWEEN 3 AND 88012348;
SELECT * FROM c WHERE fund_account BETWEEN '88012348' AND '88012349' ORDER BY name = '张伟';
SELECT * FROM c WHERE '88012349'=fund_account OR coalesce(name,'张伟') <> '李四';
UPDATE c SET fund_account=v.fund_account FROM (VALUES (1,'88012345')) AS v(id,fund_account) WHERE c.id=v.id;
UPDATE c SET fund_account=v.column2 FROM (VALUES (1,'88012345')) v WHERE c.id=v.column1;
INSERT INTO public.c (id, "fund_account") /* x */ VALUES (6,'88012345') ON CONFLICT DO NOTHING;
INSERT INTO c (id,fund_account) VALUES (6,'88012345'), -- it's
 (7,'88012346');
UPDATE /* it's */ ONLY public."c" AS x -- it's
 SET "fund_account" /* ( */ = '88012345' WHERE x."name" = '张伟' AND x.fund_account IS DISTINCT FROM '88012347';
PREPARE p (int,text,text) AS INSERT INTO c VALUES ($1,$2,$3,'{}');
EXECUTE p(6,'张伟','88012345');
UPDATE c SET fund_account=replace(fund_account,'88012345','88012346'), name=left(name,4)||'张伟';
UPDATE c SET fund_account=lpad('88012345', 10, '0'), \
j=jsonb_set(j,'{fund_account}','"88012345"') WHERE j->>'fund_account'='88012345';
UPDATE c SET j=jsonb_build_object('fund_account','88012345','amount',88012345,'name','张伟');
DELETE FROM c USING c d WHERE c.id=d.id AND d.fund_account IN ('88012345','88012346') OR c.fund_account = ANY (ARRAY['88012347']);
WITH up AS (UPDATE c SET fund_account='88012345' RETURNING *) SELECT * FROM up;
SELECT CASE WHEN fund_account='88012345' THEN '客户' ELSE '其他' END, '88012346' AS fund_account, 5 AS amount FROM c;
INSERT INTO c (id,name) VALUES (1,convert_from(decode('e5bca0e4bc9f','hex'),'UTF8')), \
(2,convert_from(decode('5byg5Lyf','base64'),'UTF8'));
UPDATE c SET name=convert_from(decode('e5bca0e4bc9f','hex'),'UTF8') WHERE id=1;
INSERT INTO c (id,name) VALUES (1,U&'\\5F20\\4F1F');
UPDATE c SET name=U&'\\5F20\\4F1F' WHERE name=U&'张伟';
"""
MYSQL_STATEMENTS = """
INSERT INTO c VALUES ROW(1,'张伟','88012345','{}'),ROW(2,"李四",88012346,NULL);
UPDATE c SET j=JSON_SET(j,'$.fund_account','88012345','$.amount',88012345) WHERE id=1;
UPDATE c SET j=JSON_OBJECT('fund_account','88012345','id',5) WHERE JSON_EXTRACT(j,'$.fund_account')='88012345';
DELETE FROM c WHERE fund_account+0=88012346 OR fund_account DIV 1 = 88012347;
DELETE FROM c WHERE fund_account COLLATE utf8mb4_bin='88012348';
SET @fund_account = 88012345, @amount = 88012345;
SELECT @fund_account := 88012345;
REPLACE INTO c SET id=1, fund_account='88012345', name="张伟";
INSERT INTO c SET id=88012345, fund_account=88012345;
INSERT INTO c (id,name) VALUES (1,'张伟') AS new(a,b) ON DUPLICATE KEY UPDATE name='李四', \
fund_account=IF(id=3,'88012345',VALUES(name));
UPDATE d, c SET c.fund_account='88012345', d.x='y' WHERE c.id=d.id AND c.name="张伟";
UPDATE c x JOIN d ON d.id=x.id AND d.name='李四' SET x.fund_account='88012345';
UPDATE c SET name=UNHEX('E5BCA0E4BC9F') WHERE id=1;
INSERT INTO c (id,name) VALUES (1,FROM_BASE64('5byg5Lyf'));
INSERT INTO c (id,name) VALUE (1,'张伟');
/*!50003 UPDATE c SET fund_account='88012345' */;
INSERT INTO c VALUES (1,'张伟','88012345',NULL), /* it's */ (2,'李四',88012346,NULL);
UPDATE c SET fund_account='' ORDER BY FIELD(name,'张伟','李四') LIMIT 10;
INSERT INTO c (id,fund_account) SELECT 1, 88012345 FROM dual WHERE NOT EXISTS (SELECT 1 FROM c WHERE fund_account = 88012345);
DELETE FROM c WHERE (fund_account) = ('88012345') OR NOT (name='张伟' OR id=5);
"""
ALIKE = [("e5bca0e4bc9f", "e5bca0efbc8a"), ("5byg5Lyf", "5byg77yK"), ("E5BCA0E4BC9F", "E5BCA0EFBC8A"),
         ("\\5F20\\4F1F", "\\5F20\\FF0A"), ("张伟", "张＊"), ("王五", "王＊"), ("李四", "李＊")]  # fmt: skip
LEFT = re.compile(r"(id=|id BETWEEN 3 AND |amount',|@amount = )880\d+")
"""Numbers of other columns."""


def of(text: str) -> list[str]:
    return text.strip().replace(";\nEXECUTE", "; EXECUTE").split(";\n")


def wanted(text: str) -> str:
    """What a dump becomes."""
    left = [one[0] for one in LEFT.finditer(text)]
    text = LEFT.sub("<left>", text)
    for before, after in ALIKE:
        text = text.replace(before, after)
    text = re.sub(r"(?<=['\"])8801234(\d)", r"88****4\1", text)
    text = re.sub(r"(?<![\w'\"*])8801234(\d)", r"'88****4\1'", text)
    for one in left:
        text = text.replace("<left>", one, 1)
    return text


def masked(folder: Path, text: str) -> tuple[str, files.Result]:
    (folder / "in.sql").write_text(text, encoding="utf-8")
    result = mask(folder / "in.sql", folder / "out.sql", policy.builtin(), force=True)
    return (folder / "out.sql").read_text(encoding="utf-8"), result


@pytest.mark.parametrize(
    ("head", "statement"), [(PG, one) for one in of(POSTGRES_STATEMENTS)] + [(MYSQL, one) for one in of(MYSQL_STATEMENTS)]
)
def test_values_go_by_the_column_that_the_statement_names(tmp_path: Path, head: str, statement: str) -> None:
    text = head + statement.removesuffix(";") + ";\n"
    assert wanted(text) != text
    assert masked(tmp_path, text)[0] == wanted(text)
    assert not check(tmp_path / "in.sql").clean and check(tmp_path / "out.sql").clean


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE o SET amount=12345678.50, trade_date='2026-01-01', order_no='88012345', qty=qty+88012345 WHERE id=88012345",
        "UPDATE o SET updated=timestamp '2026-01-01 00:00' + interval '1 day' WHERE made AT TIME ZONE 'Asia/Shanghai' > '2026'",
        "SELECT substr(fund_account,1,4), left(name,2), '客户类型', 88012345 AS amount FROM c WHERE substr(name,1,4) = o.x",
        "DELETE FROM o WHERE amount > 88012345 AND trade_date = 20260101 AND status IN ('正常','销户') AND name IS NOT NULL",
        "SELECT CASE WHEN fund_account IS NULL THEN '无' ELSE '有' END, to_char(birth_date, 'YYYY-MM-DD') FROM c LIMIT 1000",
        "MERGE INTO o USING s ON o.id = s.id AND o.fund_account = s.fund_account WHEN MATCHED THEN UPDATE SET amount = 88012345",
        "INSERT INTO o (id, status) SELECT id, '正常' FROM c WHERE fund_account = c.old AND type = 'A'",
        "INSERT INTO c TABLE d", "INSERT INTO d SELECT * FROM e", "INSERT INTO c DEFAULT VALUES", "INSERT INTO d VALUES ()",
    ],
)  # fmt: skip
def test_amounts_numbers_dates_and_words_stay(tmp_path: Path, statement: str) -> None:
    text = PG.replace(");", ");\nCREATE TABLE d (id int);", 1) + statement + ";\n"
    try:
        out, result = masked(tmp_path, text)
    except Problem as refused:
        assert "列数不同" in refused.line() and "()" in statement
        return
    assert out == text and not result.notes


@pytest.mark.parametrize("texts", [POSTGRES_STATEMENTS, MYSQL_STATEMENTS])
def test_pieces_of_any_size_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, texts: str) -> None:
    text = (PG if texts is POSTGRES_STATEMENTS else MYSQL) + ";\n".join(of(texts)).removesuffix(";") + ";\n"
    whole, result = masked(tmp_path, text)
    assert whole == wanted(text)
    monkeypatch.setattr(files, "CHUNK", 311)
    again, other = masked(tmp_path, text)
    assert again == whole and other.columns == result.columns and other.rows == result.rows


def test_a_long_statement_is_read_like_a_short_one(tmp_path: Path) -> None:
    """Thousands of rows behind a comment, and thousands of values in a list."""
    rows = ",".join(f"({k},'张伟','88012345','{{}}')" for k in range(3000))
    listed = ",".join(["'88012345'"] * 5000)
    text = f"{PG}INSERT INTO c VALUES (1,'李四','88012346','{{}}'), /* x */ {rows};\n"
    text += f"DELETE FROM c WHERE fund_account IN ({listed});\n"
    assert masked(tmp_path, text)[0] == wanted(text)


def test_statements_that_differ_in_their_values_alone_are_read_alike(tmp_path: Path) -> None:
    """Each goes by the first of its shape: short and long values, signs, numbers in names, other tables behind an ALTER."""
    made = [f"UPDATE c SET \"fund_account\" = {value}, id = {k} WHERE left(name, {k}) = {name} AND t{k % 2} = '88012345'"
            for k, value in enumerate(["'88012345'", "'88012346'", "-88012347", "88012348", "'1'", "''"] * 2)
            for name in ("'张伟'", "''", "'李四'", "coalesce(name,'张伟')", "coalesce(name,'-')")]  # fmt: skip
    made += [f'UPDATE e SET "a {k}" = \'88012345\'' for k in (1, 2)]
    made += ["INSERT INTO c (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET k = '88012345'"] * 2
    made += ["COMMENT ON COLUMN c.k IS '资金账号'", *made[-1:]]
    text = PG + ";\n".join(made) + ";\n"
    one_by_one = PG + "".join(masked(tmp_path, PG + one + ";\n")[0][len(PG) :] for one in made[:-2])
    out, _ = masked(tmp_path, text)
    assert out.startswith(one_by_one) and one_by_one != text[: len(one_by_one)]
    assert out.endswith(made[-1].replace("88012345", "88****45") + ";\n")


UNICODE = [("\\5F20\\4F1F", "\\5F20\\FF0A"), ("张伟", "张＊"), ("a\\\\b ''手机13812345678", "a\\\\b ''手机138****5678"),
           ("\\+01F600 13812345678 \\D83D\\DE00", "\\+01F600 138****5678 \\+01F600")]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), UNICODE)
def test_texts_in_numbers_of_unicode_are_read_and_written_so(tmp_path: Path, before: str, after: str) -> None:
    text = f"{PG}INSERT INTO c (id, name) VALUES (1, U&'{before}');\nUPDATE c SET name = u&'{before}';\n"
    if "138" in before:
        text = text.replace("name", "note")
    assert masked(tmp_path, text)[0] == text.replace(before, after)


@pytest.mark.slow
def test_what_is_masked_loads_in_a_real_server(tmp_path: Path, postgres: str) -> None:
    target = postgres.rsplit("/", 1)[0] + "/owned"
    psql(postgres, "-c", "DROP DATABASE IF EXISTS owned", "-c", "CREATE DATABASE owned")
    more = "".join(f"INSERT INTO c (id, name) VALUES (77, U&'{before}');\n" for before, _ in UNICODE)
    statements = [one for one in of(POSTGRES_STATEMENTS) if "(j" not in one]
    if int(psql(postgres, "-c", "SHOW server_version_num")) < 150000:
        statements = [one for one in statements if not one.startswith("MERGE")]
    text = PG + ";\n".join([*statements, more])
    masked(tmp_path, text)
    psql(target, "-f", str(tmp_path / "in.sql"))
    rows = psql(target, "-c", "SELECT count(*) FROM c")
    psql(target, "-c", "DROP TABLE c", "-c", "DEALLOCATE ALL", "-f", str(tmp_path / "out.sql"))
    assert psql(target, "-c", "SELECT count(*) FROM c") == rows
    assert psql(target, "-c", "SELECT count(*) FROM c WHERE fund_account ~ '8801234' OR name ~ '张伟|李四|王五'") == "0"


def psql(address: str, *what: str) -> str:
    done = subprocess.run(["psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", address, *what], capture_output=True,
                          text=True, env={**os.environ, "PGOPTIONS": "-c client_min_messages=error"})  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
