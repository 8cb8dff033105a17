"""SQL dumps: literals change where they stand, every other byte stays, and the masked dump loads again."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.formats import files
from zhengan.masking.formats.sql.spelling import SPELLINGS
from zhengan.masking.run import mask

ONCE = bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")
HEAD = 'zhengan-masking: "1"\nkey: once\n'
FPE = HEAD + "columns:\n  customers.mobile: {kind: mobile, operator: fpe}\n  orders.mobile: {kind: mobile, operator: fpe}\n"
MYSQL = """-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: localhost    Database: crm 张伟 13812345678
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!50503 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `customers`;
CREATE TABLE `customers` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `name` varchar(64) DEFAULT NULL COMMENT '客户姓名, it''s (x)',
  `mobile` varchar(20) DEFAULT NULL,
  `amount` decimal(12,2) NOT NULL DEFAULT '0.00',
  `note` text,
  `scan` varbinary(64) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `m` (`mobile`),
  CONSTRAINT `c` CHECK ((`amount` >= 0))
) ENGINE=InnoDB AUTO_INCREMENT=4 DEFAULT CHARSET=utf8mb4;
LOCK TABLES `customers` WRITE;
/*!40000 ALTER TABLE `customers` DISABLE KEYS */;
INSERT INTO `customers` VALUES (1,'张伟','13812345678',12.50,'it\\'s \\\\ 13612345678\\n\\"x\\"',0xE5BCA0E4BC9F),\
(2,NULL,'139;(12345678',-1e3,'',NULL),
(3,'欧阳修远','13812345678',0,'C:\\\\',_binary 'abc');
/*!40000 ALTER TABLE `customers` ENABLE KEYS */;
UNLOCK TABLES;
REPLACE INTO `customers` (`mobile`, `note`) VALUES ('13812345678','x''y')  ON DUPLICATE KEY UPDATE note='13712345678';
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `t` BEFORE INSERT ON `customers` FOR EACH ROW
BEGIN SET NEW.note = '13512345678'; END */;;
DELIMITER ;
# 完
"""


def run(folder: Path, raw: bytes, text: str = "", told: str = "") -> tuple[bytes, files.Result]:
    (folder / "policy.yaml").write_text(text or HEAD, encoding="utf-8")
    (folder / "in.sql").write_bytes(raw)
    made = policy.load(folder / "policy.yaml", {}, ONCE)
    result = mask(folder / "in.sql", folder / "out.sql", made, force=True, told=told)
    return (folder / "out.sql").read_bytes(), result


def test_a_mysql_dump_changes_only_in_its_values(tmp_path: Path) -> None:
    out, result = run(tmp_path, MYSQL.encode())
    wanted = MYSQL
    for before, after in [
        ("crm 张伟", "crm 张＊"), ("(1,'张伟'", "(1,'张＊'"), ("13812345678", "138****5678"), ("13612345678", "136****5678"),
        ("0xE5BCA0E4BC9F", "0xE5BCA0EFBC8A"), ("'139;(12345678'", "'139*(****5678'"), ("欧阳修远", "欧阳＊＊"),
        ("13712345678", "137****5678"), ("13512345678", "135****5678"),
    ]:  # fmt: skip
        assert before in wanted
        wanted = wanted.replace(before, after)
    assert out.decode() == wanted
    assert result.rows == 4 and result.columns["customers.mobile"]["values"] == 4


def test_pieces_of_any_size_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _ = run(tmp_path, MYSQL.encode())
    for size in (256, 509, 1024):
        monkeypatch.setattr(files, "CHUNK", size)
        assert run(tmp_path, MYSQL.encode())[0] == whole


def test_gb18030_gives_the_same(tmp_path: Path) -> None:
    assert run(tmp_path, MYSQL.encode("gb18030"))[0].decode("gb18030") == run(tmp_path, MYSQL.encode())[0].decode()


def test_bytes_that_are_no_text_stay(tmp_path: Path) -> None:
    raw = b"-- MySQL dump\nINSERT INTO `t` (`a`) VALUES (_binary '\xff\xfe\\0 13812345678\xe5'),(_binary '\xff13812345678'),"
    raw += b"(x'FF3133383132333435363738'),(0xff00);\n"
    out, _ = run(tmp_path, raw)
    assert out == raw.replace(b"13812345678", b"138****5678").replace(b"3133383132333435363738", b"3133382A2A2A2A35363738")
    longer = HEAD + "kinds:\n  mobile: {operator: redact, label: \"it's\"}\n"
    assert run(tmp_path, raw, longer)[0].count(b"it\\'s") == 2 and run(tmp_path, raw, longer)[0].count(b"\xff") == 2
    assert b"\xe5')" in run(tmp_path, raw, longer)[0]
    run(tmp_path, raw.replace(b"`a`", "`地址`".encode()))


POSTGRES = """-- PostgreSQL database dump
SET standard_conforming_strings = on;
CREATE FUNCTION public.f() RETURNS text LANGUAGE sql AS $_$ SELECT '13812345678'; $_$;
INSERT INTO public.a VALUES (1, 'C:\\', E'it\\'s 13812345678\\t', '{"x": "13812345678"}'::jsonb, '2026-01-01'::date);
COPY public.b (id, "姓名", note) FROM stdin;
1\t张伟\ta\\tb 13812345678\\\\
2\t\\N\t
\\.
"""
TABLE = "CREATE TABLE public.a (id integer, path text, note text, doc jsonb, d date);\n"


def test_postgres_strings_and_copy(tmp_path: Path) -> None:
    raw = POSTGRES.replace("INSERT", TABLE + "INSERT", 1)
    out, result = run(tmp_path, raw.encode())
    assert out.decode() == raw.replace("13812345678", "138****5678").replace("张伟", "张＊")
    assert result.rows == 3


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        (POSTGRES, 4, "哪些列"),
        (POSTGRES.replace("INSERT", TABLE.replace(", d date", "") + "INSERT", 1), 5, "列数"),
        ("-- MySQL dump\nINSERT INTO `t` (`a`) VALUES\n('x),\n('y');\n", 3, "中途"),
        ("-- MySQL dump\nINSERT INTO `t` (`a`) VALUES ('x'),\n('y", 2, "中途"),
        ("-- PostgreSQL database dump\nCOPY t (a) FROM stdin;\n1\n", 4, "中途"),
        ("-- PostgreSQL database dump\nCOPY t (a, b) FROM stdin;\n1\n\\.\n", 3, "列数"),
        ("-- PostgreSQL database dump\nCOPY t (a) FROM stdin WITH CSV;\n1\n\\.\n", 2, "选项"),
        ("-- MySQL dump\nINSERT INTO `t` (a) FROM b VALUES 'x';\n", 2, "看不懂"),
        ("-- MySQL dump\nINSERT INTO t (a, b) VALUES ROW('x');\n", 2, "个数"),
        ("-- MySQL dump\n\nINSERT INTO t SELECT 1, 'x';\n", 3, "哪些列"),
        ("-- PostgreSQL database dump\nINSERT INTO t (a, b) SELECT 'x', 'y', 'z';\n", 2, "个数"),
        ("-- PostgreSQL database dump\nUPDATE t SET (a, b) = ('x', 'y', 'z');\n", 2, "个数"),
        ("-- PostgreSQL database dump\nMERGE INTO t USING u ON true WHEN NOT MATCHED THEN INSERT VALUES ('x');\n", 2, "哪些列"),
        ("-- PostgreSQL database dump\nINSERT INTO t (a) VALUES (U&'!5F20' UESCAPE '!');\n", 2, "UESCAPE"),
        ("-- MySQL dump\nINSERT INTO t (a, b) VALUES ('x' --5, 'y');\n", 2, "VALUES"),
        ("-- MySQL dump\nINSERT INTO t (a, b) VALUES ('x' /*!1, */, 'y');\n", 2, "VALUES"),
        ("-- PostgreSQL database dump\nINSERT INTO t (a, b) VALUES ('x' # y\n, 'y');\n", 2, "VALUES"),
        ("-- PostgreSQL database dump\nINSERT INTO t (a, b) VALUES ('x', /* y);\n", 2, "中途"),
        ("-- PostgreSQL database dump\nSELECT " + "(" * 5000 + ";\n", 2, "看不懂"),
        ("INSERT INTO t (a) VALUES ('x');\n", 1, "哪一种数据库"),
        ("-- PostgreSQL database dump\nSELECT $x$ a;\n", 2, "中途"),
    ],
)  # fmt: skip
def test_what_would_pass_unmasked_is_refused_with_its_line(tmp_path: Path, text: str, line: int, word: str) -> None:
    with pytest.raises(Problem) as refused:
        run(tmp_path, text.encode())
    assert word in refused.value.line()
    assert refused.value.where and refused.value.where.line == line
    assert not (tmp_path / "out.sql").exists()


def test_a_column_that_no_table_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"orders\.mobile"):
        run(tmp_path, MYSQL.encode(), FPE)


TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])) | st.sampled_from(
    ["13812345678", "it's \\ 13812345678\n", "\\'", "''", "张伟", "\t\\N\r\x1a\b", "邮箱a@example.com;--/*"]
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(), TEXTS, TEXTS), min_size=1, max_size=4))
def test_any_text_keeps_its_bytes_or_reads_back_as_its_mask(tmp_path: Path, rows: list[tuple[int, str, str]]) -> None:
    for dialect, form in (("mysql", 3), ("postgresql", 1)):
        spelt = SPELLINGS[form]
        tuples = [f"({k}, '{spelt.write(a, b'').decode()}','{spelt.write(b, b'').decode()}')" for k, a, b in rows]
        raw = "INSERT INTO t (k, a, b) VALUES " + ",\n ".join(tuples) + ";\n"
        out, result = run(tmp_path, raw.encode(), told=dialect)
        assert result.rows == len(rows)
        if not result.kinds:
            assert out == raw.encode()
        if dialect == "postgresql":  # the standard's strings are SQLite's, too
            base = sqlite3.connect(":memory:")
            base.execute("CREATE TABLE t (k TEXT, a TEXT, b TEXT)")
            base.executescript(out.decode())
            back = base.execute("SELECT a, b FROM t").fetchall()
            assert len(back) == len(rows)
            if not result.kinds:
                assert back == [(a, b) for _, a, b in rows]


@pytest.mark.parametrize("form", [1, 3, 5, 7])
@given(TEXTS)
def test_what_is_written_is_read_back(form: int, text: str) -> None:
    spelt = SPELLINGS[form]
    assert spelt.read(spelt.write(text, b"")) == text


TABLES = """
CREATE TABLE customers (id bigint PRIMARY KEY, name text, mobile varchar(20) UNIQUE, note text, doc jsonb);
CREATE TABLE orders (id bigint PRIMARY KEY, mobile varchar(20) REFERENCES customers (mobile), amount numeric(12,2));
INSERT INTO customers SELECT k, '张伟', '138' || lpad((k * 7919 % 100000000)::text, 8, '0'),
  E'it''s \\\\ a\\ttab\\nline "q" 手机1391234' || lpad(k::text, 4, '0'), '{"a": "x\\"y"}' FROM generate_series(1, 500) k;
INSERT INTO orders SELECT k, '138' || lpad(((k % 500 + 1) * 7919 % 100000000)::text, 8, '0'), k / 3.0
  FROM generate_series(1, 1500) k;
"""


@pytest.mark.slow
@pytest.mark.parametrize("options", [[], ["--inserts"], ["--column-inserts", "--rows-per-insert=100"]])
def test_a_masked_postgres_dump_loads_again_and_joins(tmp_path: Path, postgres: str, options: list[str]) -> None:
    """Dumped, masked, loaded into another database of a real server: as many rows, and the keys still join."""
    target = postgres.rsplit("/", 1)[0] + "/masked"
    psql(postgres, "-c", "DROP DATABASE IF EXISTS masked", "-c", "CREATE DATABASE masked")
    psql(postgres, "-c", "DROP TABLE IF EXISTS orders, customers", "-c", TABLES)
    dump = subprocess.run(["pg_dump", *options, postgres], capture_output=True, check=True).stdout
    _, result = run(tmp_path, dump, FPE)
    psql(target, "-f", str(tmp_path / "out.sql"))
    count = "SELECT (SELECT count(*) FROM customers), (SELECT count(*) FROM orders), "
    joined = count + "(SELECT count(*) FROM orders JOIN customers USING (mobile)), (SELECT sum(amount) FROM orders)"
    assert psql(target, "-c", joined) == psql(postgres, "-c", joined)
    assert result.rows == 2000
    kept = "SELECT count(*) FROM customers WHERE note LIKE '%1391234%' OR name = '张伟'"
    assert (psql(target, "-c", kept), psql(postgres, "-c", kept)) == ("0", "500")
    rest = "SELECT md5(string_agg(doc::text || split_part(note, '手机', 1), '' ORDER BY id)) FROM customers"
    assert psql(target, "-c", rest) == psql(postgres, "-c", rest)


def psql(address: str, *what: str) -> str:
    done = subprocess.run(["psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", address, *what], capture_output=True,
                          text=True, env={**os.environ, "PGOPTIONS": "-c client_min_messages=error"})  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
