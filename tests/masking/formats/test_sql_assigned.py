"""Programs in SQL: what a name is assigned is masked by it; INSERT into several tables; the formats of dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengan.masking import policy, run

HEAD = "-- PostgreSQL database\nCREATE TABLE t (khmc text, zjzh text, csrq date, ye numeric);\n"
MASKED = {"阿迪力": "阿＊＊", "卡迪尔": "卡＊＊", "'88012345'": "'88****45'"}
ONES = """
v_khmc := '阿迪力';
BEGIN l_zjzh := '88012345'; :new.khmc := '卡迪尔'; END;
DECLARE v_khmc varchar2(50) := '阿迪力'; v_zjzh constant varchar2(20) default '88012345'; BEGIN null; END;
p_open(khmc => '阿迪力', zjzh => '88012345');
pkg.p_open(p_khmc => '阿迪力', p_in_khmc => '卡迪尔', status => '开户');
exec :khmc := '阿迪力';
SET @khmc = N'阿迪力';
DECLARE @khmc nvarchar(50) = N'阿迪力', @zjzh AS varchar(20) = '88012345';
EXEC p_open @khmc = N'阿迪力', @zjzh = '88012345';
CREATE PROC p @khmc nvarchar(20) = N'阿迪力', @n int = 10020001 AS SET @n = 5;
CREATE OR REPLACE PROCEDURE p (p_khmc IN varchar2 DEFAULT '阿迪力') IS v_khmc varchar2(20) := '卡迪尔'; BEGIN null; END;
x1 t.khmc%TYPE := '阿迪力';
IF p_khmc = '阿迪力' THEN v_khmc := nvl(p_khmc, '卡迪尔'); END IF;
IF @khmc = N'阿迪力' SET @n = 1; EXEC p @n = 10020001;
INSERT ALL INTO t (khmc, zjzh) VALUES ('阿迪力', '88012345') INTO t (khmc, ye) VALUES ('卡迪尔', 88012345) SELECT * FROM dual;
INSERT FIRST WHEN ye > 5 THEN INTO t (khmc) VALUES ('阿迪力') ELSE INTO t (zjzh) VALUES ('88012345') SELECT 1 AS ye FROM t;
INSERT ALL INTO t (khmc, ye) SELECT '阿迪力', 10020001 FROM dual;
"""
STAY = """
v_status := '开户';
v_cnt := 88012345;
v_sql varchar2(99) := 'select 1 from t';
v_date date := to_date('2024-01-05', 'yyyy-mm-dd');
p_open(status => '10020003', flag => '阿');
v_khmc := '其他';
v_khmc := '';
EXEC p_open @flag = '10020005', @n = 88012345;
DECLARE @n int = 88012345, @status nvarchar(9) = N'开户';
"""


def masked(folder: Path, text: str, said: str = "") -> str:
    (folder / "in.sql").write_text(text, "utf-8")
    if said:
        (folder / "p.yaml").write_text(f'zhengan-masking: "1"\nversion: "1"\ncolumns:\n  csrq: {{operator: {said}}}\n', "utf-8")
    run.mask(folder / "in.sql", folder / "out.sql", policy.load(folder / "p.yaml", {}) if said else policy.builtin(), force=True)
    return (folder / "out.sql").read_text("utf-8")


@pytest.mark.parametrize("line", ONES.strip().split("\n"))
def test_what_a_name_is_assigned_is_masked_by_it(tmp_path: Path, line: str) -> None:
    made = HEAD + line + "\n"
    for value, mask in MASKED.items():
        made = made.replace(value, mask)
    assert masked(tmp_path, HEAD + line + "\n") == made


@pytest.mark.parametrize("line", STAY.strip().split("\n"))
def test_other_names_say_nothing(tmp_path: Path, line: str) -> None:
    assert masked(tmp_path, HEAD + line + "\n") == HEAD + line + "\n"


def test_an_insert_into_several_tables_of_another_width_is_refused(tmp_path: Path) -> None:
    from zhengan.kit.problem import Problem

    with pytest.raises(Problem):
        masked(tmp_path, HEAD + "INSERT ALL INTO t (khmc) VALUES ('阿迪力', '开户') SELECT * FROM dual;\n")


@pytest.mark.parametrize("call", ["to_date('{}', 'yyyy-mm-dd')", "TO_TIMESTAMP( '{}','yyyy-mm-dd hh24:mi:ss' )",
                                  "to_date(date '{}', 'yyyymmdd')"])  # fmt: skip
def test_the_format_of_a_date_in_a_column_with_a_rule_stays(tmp_path: Path, call: str) -> None:
    text = HEAD + f"INSERT INTO t (ye, csrq) VALUES (1, {call}), (2, {call});\n"
    assert masked(tmp_path, text.replace("{}", "1990-01-01"), "redact") == text.replace("{}", "[已脱敏]")


def test_rows_of_one_column_are_no_formats(tmp_path: Path) -> None:
    text = HEAD + "INSERT INTO t (csrq) VALUES ('1990-01-01'),('1990-01-02');\n"
    assert "1990" not in masked(tmp_path, text, "redact")
