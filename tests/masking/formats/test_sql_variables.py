"""Variables of MySQL whose names say nothing: what they hold is masked as what they become, wherever that stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.masking.formats.test_sql_owned import masked
from zhengan.masking.check import check
from zhengan.masking.formats import files

HEAD = "-- MySQL dump\nCREATE TABLE `t` (`id` int, `zjzh` text, `khxm` text);\nCREATE TABLE `u` (`id` int, `note` text);\n"
ONES = """
SET @v1 := '88012345'; UPDATE t SET zjzh=@v1;
SET @v1 = 88012345, @v2 = '玉罕囡'; UPDATE t SET zjzh=@v1, khxm = concat(@V2, '');
SELECT '88012345' INTO @z; INSERT INTO t (id, zjzh) VALUES (1, @z), (2, @z);
SELECT 5, '玉罕囡' INTO @y, @z; INSERT INTO t (khxm) VALUES (@z);
SELECT @q:='玉罕囡'; REPLACE INTO t (id, khxm) VALUES (1, @q) ON DUPLICATE KEY UPDATE id = 5;
SET @a = '88012345'; SET @b = @a; SET @c = @b; DELETE FROM t WHERE zjzh = @c;
SET @a = '玉罕囡'; INSERT INTO t SELECT 1, '88012345', @a;
SET @a = '88012345'; SELECT * FROM t WHERE zjzh IN (@a, @b) OR @c = khxm; SET @b = '88012345'; SET @c = "玉罕囡";
"""
STAY = """
SET @n = 0; UPDATE t SET zjzh = lpad(@n := @n + 1, 8, '0');
SET @a = '88012345'; UPDATE u SET note = @a WHERE id = @b; INSERT INTO u (id, note) VALUES (1, @a);
SET @OLD_TIME_ZONE=@@TIME_ZONE, TIME_ZONE='+00:00'; SET @x = CONCAT('a', 'b'), @d = '2026-01-01';
SET @a = '88012345'; DELETE FROM t WHERE length(zjzh) = @a;
SET @@session.sql_mode = 'ANSI_QUOTES'; UPDATE t SET zjzh = @@hostname;
"""


def changed(text: str) -> str:
    return text.replace("'88012345'", "88012345").replace("88012345", "'88****45'").replace("玉罕囡", "玉＊＊")


@pytest.mark.parametrize("statements", ONES.strip().split("\n"))
def test_what_a_variable_holds_is_masked_as_what_it_becomes(
    tmp_path: Path, statements: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = HEAD + statements.replace("; ", ";\n") + "\n"
    out, result = masked(tmp_path, text)
    assert out == changed(text)
    assert sum(one["values"] for one in result.columns.values()) == text.count("88012345") + text.count("玉罕囡")
    assert check(tmp_path / "out.sql").clean and check(tmp_path / "in.sql").clean == ("88012345" not in text)
    monkeypatch.setattr(files, "CHUNK", 129)
    assert masked(tmp_path, text)[0] == out


@pytest.mark.parametrize("statements", STAY.strip().split("\n"))
def test_other_variables_stay(tmp_path: Path, statements: str) -> None:
    text = HEAD + statements.replace("; ", ";\n") + "\n"
    assert masked(tmp_path, text)[0] == text
    assert check(tmp_path / "out.sql").clean


def test_a_check_tells_the_line_where_the_value_stands(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text(HEAD + "SET @v1 := '88012345';\nUPDATE t SET zjzh=@v1;\n", "utf-8")
    assert check(tmp_path / "a.sql").places == [{"kind": "fund_account", "line": 4, "column": "t.zjzh"}]
