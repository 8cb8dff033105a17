"""Statements of a dump that are no rows of INSERT or COPY: what their columns and their other texts say of a text counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.formats import files
from zhengan.masking.run import mask

ONCE = bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")
HEAD = 'zhengan-masking: "1"\nkey: once\n'
MYSQL = """-- MySQL dump
CREATE TABLE `t` (`id` int,`name` varchar(9),`fund_account` varchar(20));
UPDATE t SET fund_account='88012345' WHERE id=1;
UPDATE `t` SET `name`="欧阳娜娜";
INSERT INTO `t` (`id`,`name`,`fund_account`) SELECT 1,'王五','88012345';
INSERT INTO `t` SELECT 1,"王五",CAST('88012345' AS CHAR) UNION ALL SELECT 2,'李四',88012345 FROM dual;
DELETE FROM `t` WHERE `name`="欧阳娜娜" LIMIT 1;
UPDATE t SET fund_account=88012345, note='it\\'s "x"', m = "a\\"b 13812345678 'q'"
  WHERE name IN ('欧阳娜娜','王五') AND id IN (1,2);
CALL open_account('资金账号','88012345',1);
INSERT `t` VALUES (1,'张伟','88012345') ON DUPLICATE KEY UPDATE fund_account='88012345', name="王五";
UPDATE t SET scan=0xE5BCA0E4BC9F, other='资金账号88012345,88x' WHERE id = 3;
"""
POSTGRES = """-- PostgreSQL database dump
UPDATE public.b AS x SET fund_account = '88012345', (a, b) = ROW('x''y', E'a\\'b') WHERE (x."姓名")::text = '张伟'::text;
SELECT pg_catalog.setval('public.mobile_seq', 13812345678, true);
CREATE TABLE public.c (t text, CONSTRAINT a CHECK (((id_type)::text = ANY (ARRAY['身份证'::text])) AND (name <> '其他')));
COMMENT ON COLUMN public.b.id IS '客户姓名，资金账号';
"""
MASKS = {"88012345": "88****45", "欧阳娜娜": "欧阳＊＊", "王五": "王＊", "李四": "李＊", "张伟": "张＊",
         "13812345678 ": "138****5678 ",
         ",88****45 FROM": ",'88****45' FROM", "=88****45": "='88****45'", "E5BCA0E4BC9F": "E5BCA0EFBC8A"}  # fmt: skip


def masked(folder: Path, text: str, rules: str = "") -> tuple[str, files.Result]:
    (folder / "policy.yaml").write_text(HEAD + rules, encoding="utf-8")
    (folder / "in.sql").write_text(text, encoding="utf-8")
    made = policy.load(folder / "policy.yaml", {}, ONCE)
    result = mask(folder / "in.sql", folder / "out.sql", made, force=True)
    return (folder / "out.sql").read_text(encoding="utf-8"), result


@pytest.mark.parametrize("text", [MYSQL, POSTGRES])
def test_a_text_beside_its_column_or_label_is_masked_and_nothing_else_changes(tmp_path: Path, text: str) -> None:
    wanted = text
    for value, mask_of_it in MASKS.items():
        wanted = wanted.replace(value, mask_of_it)
    assert wanted != text
    assert masked(tmp_path, text)[0] == wanted
    assert not check(tmp_path / "in.sql").clean and check(tmp_path / "out.sql").clean


def test_pieces_of_any_size_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, result = masked(tmp_path, MYSQL)
    monkeypatch.setattr(files, "CHUNK", 211)
    again, other = masked(tmp_path, MYSQL)
    assert again == whole and other.columns == result.columns and other.kinds == result.kinds


def test_the_policy_says_what_becomes_of_a_column_wherever_it_stands(tmp_path: Path) -> None:
    rules = "columns:\n  t.fund_account: {kind: fund_account, operator: redact, label: \"<it's>\"}\n"
    out, result = masked(tmp_path, MYSQL, rules)
    assert out.count("'<it\\'s>'") == 5 and out.count("'<it''s>'") == 2
    assert result.columns["t.fund_account"]["values"] == 7


def test_a_number_without_quotes_that_no_column_explains_is_told(tmp_path: Path) -> None:
    text = "-- MySQL dump\nCALL p('手机号', 13812345678);\n"
    out, result = masked(tmp_path, text)
    assert out == text
    assert "第 2 行" in str(result.notes[0]) and "mobile" in str(result.notes[0])
    assert check(tmp_path / "out.sql").places == [{"kind": "mobile", "line": 2}]


def test_names_in_double_quotes_are_texts_only_where_the_dump_says_so(tmp_path: Path) -> None:
    text = "-- MySQL dump\n/*!40101 SET SQL_MODE='NO_AUTO_VALUE_ON_ZERO,ANSI' */;\nUPDATE \"t\" SET \"欧阳娜娜\"='x';\n"
    assert masked(tmp_path, text)[0] == text


def test_where_texts_are_left_statements_are_left(tmp_path: Path) -> None:
    text = "-- MySQL dump\nUPDATE t SET a='资金账号', b='88012345', c='手机13812345678';\n"
    assert masked(tmp_path, text, "rest: leave\n")[0] == text
