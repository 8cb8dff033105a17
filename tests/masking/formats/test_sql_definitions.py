"""Values in what a dump says of its tables are masked like those of their rows; what a schema says of itself stays."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.masking.formats.test_sql_owned import masked, psql
from zhengan.masking.check import check

PG = "-- PostgreSQL database dump\nCREATE TABLE public.c (id int, khxm text, zjzh text);\n"
MYSQL = "-- MySQL dump\nCREATE TABLE `c` (`id` int, `khxm` varchar(9), `zjzh` varchar(20));\n"
POSTGRES_ONES = """
CREATE TABLE d (id int, khxm character varying(10) DEFAULT '玉罕囡'::character varying NOT NULL, zjzh text DEFAULT '88012345')
CREATE TABLE d (zjzh text, CONSTRAINT k CHECK (((zjzh)::text = ANY \
  ((ARRAY['88012345'::character varying, '88012346'::character varying])::text[]))))
CREATE TABLE d AS SELECT '玉罕囡' AS khxm, '88012345'::text AS zjzh
CREATE VIEW v AS SELECT c.id FROM public.c WHERE ((c.zjzh = ANY (ARRAY['88012345'::text, \
  '88012346'::text])) AND (c.khxm = '玉罕囡'::text))
CREATE VIEW v AS SELECT 1 FROM c WHERE ((c.zjzh)::text = ANY \
  ((ARRAY['88012345'::character varying, '88012346'::character varying])::text[]))
CREATE OR REPLACE VIEW v (a, khxm) AS SELECT zjzh, '玉罕囡' FROM c WHERE c.zjzh = '88012345'
CREATE MATERIALIZED VIEW v AS SELECT '玉罕囡'::text AS khxm, '88012345' AS zjzh WITH NO DATA
CREATE POLICY p ON public.c FOR SELECT USING ((khxm = '玉罕囡'::text)) WITH CHECK ((zjzh <> '88012345'::text))
CREATE INDEX i ON ONLY public.c USING btree (id) WHERE ((khxm = '玉罕囡'::text) OR (zjzh = '88012345'::text))
CREATE RULE r AS ON INSERT TO public.c WHERE (new.zjzh = '88012345') DO INSTEAD INSERT INTO d (khxm) VALUES ('玉罕囡')
CREATE TRIGGER t BEFORE UPDATE ON public.c FOR EACH ROW WHEN ((new.khxm = '玉罕囡'::text)) EXECUTE FUNCTION f('x')
ALTER TABLE ONLY public.c ALTER COLUMN khxm SET DEFAULT '玉罕囡'::text
ALTER TABLE public.c ADD COLUMN xm text DEFAULT '玉罕囡', ADD CONSTRAINT k CHECK ((zjzh <> '88012345'::text)) NOT VALID
"""
MYSQL_ONES = """
CREATE TABLE `d` (`id` int DEFAULT '5', `khxm` varchar(10) DEFAULT '玉罕囡' COMMENT '客户', \
  `a1` text DEFAULT ('88012345') COMMENT '资金账号')
CREATE TABLE d SELECT '玉罕囡' AS khxm
/*!50001 CREATE ALGORITHM=UNDEFINED */ /*!50013 DEFINER=`root`@`%` */ /*!50001 VIEW `v` \
  AS select `c`.`id` AS `id` from `c` where (`c`.`khxm` = '玉罕囡') */
ALTER TABLE c ALTER COLUMN khxm SET DEFAULT '玉罕囡', CHANGE id xm text DEFAULT "玉罕囡" AFTER \
  zjzh, ADD (zjzh2 text DEFAULT '88012345')
CREATE VIEW v AS SELECT id FROM c WHERE zjzh = 88012345
CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO UPDATE c SET khxm = '玉罕囡' WHERE zjzh IN ('88012345')
"""
STAY = """
CREATE TABLE z (id int DEFAULT 5, status text DEFAULT '正常', made date DEFAULT '2020-01-01', zjzh text DEFAULT '' NOT NULL)
CREATE TABLE z (zjzh bigint DEFAULT nextval('public.cust_zjzh_seq'::regclass) NOT NULL, \
  xm text DEFAULT '无', khxm text DEFAULT '未知')
CREATE TABLE z (zjzh text, lx text, CHECK (lx IN ('身份证','护照')), CHECK (length(zjzh) = 8), CHECK (zjzh ~ '^[0-9]{8}$'))
CREATE TABLE z (zjzh bigint DEFAULT 10000000, CHECK (zjzh > 10000000), CHECK (zjzh BETWEEN 10000000 AND 99999999))
CREATE VIEW v AS SELECT 1 AS khxm, 1 AS zjzh
ALTER TABLE c ADD CONSTRAINT k CHECK (khxm <> '其他')
CREATE VIEW v AS SELECT CASE WHEN zjzh IS NULL THEN '没有账号的客户' ELSE '有账号的客户' END AS lx FROM c
CREATE VIEW v AS SELECT replace(zjzh, '-', '') AS zjzh, concat(khxm, ' ', 'x') AS khxm, left(khxm, 1) AS xm FROM c
"""
TRIGGER = """DELIMITER ;;
CREATE TRIGGER `t` BEFORE INSERT ON `c` FOR EACH ROW BEGIN
  IF NEW.zjzh = '88012345' THEN SET NEW.khxm = '玉罕囡'; ELSE UPDATE d SET xm = '玉罕囡' WHERE id = 88012345; END IF;
END ;;
CREATE PROCEDURE `p`(IN a INT) BEGIN
  DECLARE zjzh VARCHAR(20) DEFAULT '88012345';
  DECLARE done INT DEFAULT 0;
  SET @x = '88012345', @n = 0;
  UPDATE c SET zjzh = @x WHERE khxm = '玉罕囡';
  CASE a WHEN 1 THEN INSERT INTO c (zjzh) VALUES ('88012345'); ELSE UPDATE c SET khxm = '玉罕囡'; END CASE;
END ;;
DELIMITER ;
"""
MASKS = {"88012345": "88****45", "88012346": "88****46", "玉罕囡": "玉＊＊"}


def changed(text: str) -> str:
    for value, mask in MASKS.items():
        text = text.replace(value, mask)
    return text.replace(" 88****45", " '88****45'")


@pytest.mark.parametrize(
    ("head", "statement"),
    [(PG, one) for one in POSTGRES_ONES.strip().split("\n")] + [(MYSQL, one) for one in MYSQL_ONES.strip().split("\n")],
)
def test_values_of_definitions_are_masked(tmp_path: Path, head: str, statement: str) -> None:
    assert masked(tmp_path, f"{head}{statement};\n")[0] == changed(f"{head}{statement};\n")
    assert check(tmp_path / "out.sql").clean


@pytest.mark.parametrize("statement", STAY.strip().split("\n"))
@pytest.mark.parametrize("head", [PG, MYSQL])
def test_words_bounds_and_names_of_a_schema_stay(tmp_path: Path, head: str, statement: str) -> None:
    assert masked(tmp_path, f"{head}{statement};\n")[0] == f"{head}{statement};\n"


def test_statements_of_a_trigger_are_statements(tmp_path: Path) -> None:
    assert masked(tmp_path, MYSQL + TRIGGER)[0] == changed(MYSQL + TRIGGER).replace("id = '88****45'", "id = 88012345")


SCHEMA = """
CREATE TABLE c (id int, khxm varchar(10) DEFAULT '玉罕囡', zjzh varchar(20) CHECK (zjzh IN ('88012345', '88012346')),
  CHECK (length(zjzh) = 8 AND zjzh ~ '^[0-9*]{8}$'));
CREATE VIEW v AS SELECT id, CASE WHEN zjzh = '88012345' THEN 1 ELSE 2 END AS n FROM c WHERE khxm = '玉罕囡' AND zjzh LIKE '%45';
CREATE INDEX i ON c (id) WHERE khxm = '玉罕囡';
CREATE POLICY p ON c USING (khxm = '玉罕囡');
INSERT INTO c VALUES (1, '玉罕囡', '88012345'), (2, '玉罕囡', '88012346');
"""


@pytest.mark.slow
def test_a_schema_is_dumped_masked_and_its_rows_still_fit(tmp_path: Path, postgres: str) -> None:
    target = postgres.rsplit("/", 1)[0] + "/defined"
    psql(postgres, "-c", "DROP DATABASE IF EXISTS defined", "-c", "CREATE DATABASE defined")
    psql(target, "-c", SCHEMA)
    dump = subprocess.run(["pg_dump", target], capture_output=True, check=True).stdout.decode()
    out, _ = masked(tmp_path, dump)
    assert not any(value in out for value in MASKS)
    psql(target, "-c", "DROP TABLE c CASCADE", "-f", str(tmp_path / "out.sql"))
    assert psql(target, "-c", "SELECT * FROM v") == "1|1"
    psql(target, "-c", "INSERT INTO c (id) VALUES (3)")
    assert psql(target, "-c", "SELECT khxm FROM c WHERE id = 3") == "玉＊＊"
