"""Scripts that people run: lines for the program that runs them, which no semicolon ends, and what begins behind such a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengan.kit.problem import Problem
from zhengan.masking import audit, policy
from zhengan.masking.check import check
from zhengan.masking.formats import files
from zhengan.masking.formats.sql import dump

ROWS = [("买买提", "88010000"), ("阿依古丽", "88010001"), ("热娜", "88010002")]
MASKS = {"买买提": "买＊＊", "阿依古丽": "阿依＊＊", "热娜": "热＊", "88010000": "88****00", "88010001": "88****01",
         "88010002": "88****02", "张三丰": "张＊＊"}  # fmt: skip
INSERTS = [f"insert into t_cust (khxm, zjzh)\nvalues ('{name}', '{account}')" for name, account in ROWS]
LINES = ";\n".join(INSERTS) + ";\n"
SCRIPTS = [
    "prompt PL/SQL Developer Export Tables for user HS@UF20\nprompt Created by 张三丰 on 2024年1月5日\n"
    "set feedback off\nset define off\n\n"
    "prompt It's loading T_CUST...\n" + LINES + "commit;\nprompt 3 records loaded\nset feedback on\nprompt Done\n",
    "REM INSERTING into T_CUST\nSET DEFINE OFF;\n" + LINES,
    "use crm\n" + LINES,
    "begin\n" + LINES + "end;\n/\n",
    "whenever sqlerror exit rollback\nif not exists (select 1 from t_cust\n where id = 1) then\n" + LINES + "end if;\n",
    "USE crm\nGO\n" + "\nGO\n".join(INSERTS) + "\nGO\n",
    "\n".join(INSERTS) + ";\n",
    "\n/\n".join(INSERTS) + "\n/\n",
    "update t_cust set khxm='买买提'\nwhere zjzh='88010000'\ngo\nupdate t_cust set khxm='热娜' "
    "where zjzh = '88010002'\ngo\n",
    "grant\n  select, insert\n on t_cust to x;\ndrop table if exists a\n/\n"
    "insert into t_cust (khxm) values ('热娜') on duplicate "
    "key\nupdate khxm=values(khxm);\n",
    "insert into t_cust (khxm, note) values ('热娜', 'a\n/\ngo\nbegin\ninsert into\n');\n"
    "comment on table x is 'y\ninsert into z';\n",
]


def masked(folder: Path, text: str, dialect: str) -> str:
    (folder / "in.sql").write_text(text, encoding="utf-8")
    dump.mask(folder / "in.sql", folder / "out.sql", policy.builtin(), encoding="utf-8", dialect=dialect, force=True)
    return (folder / "out.sql").read_text(encoding="utf-8")


def wanted(text: str) -> str:
    for value, mask_of_it in MASKS.items():
        text = text.replace(value, mask_of_it)
    return text


@pytest.mark.parametrize("dialect", ["mysql", "postgresql"])
@pytest.mark.parametrize("text", SCRIPTS)
def test_rows_behind_a_line_without_a_semicolon_are_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, dialect: str
) -> None:
    assert masked(tmp_path, text, dialect) == wanted(text) != text
    monkeypatch.setattr(files, "CHUNK", 97)
    assert masked(tmp_path, text, dialect) == wanted(text)


@pytest.mark.parametrize("text", ["[it's {}]", "(it's {})", "{{it's '' {}}}", "<it's >{}>", "!it's {}!", "|it's {}|"])
def test_texts_between_signs_that_oracle_lets_one_choose(tmp_path: Path, text: str) -> None:
    """An apostrophe within turned what was text into code and back: every other row stayed in clear."""
    row = "insert into t_cust (note, khxm, zjzh) values (to_clob({}'{}'), '买买提', '88010000');\n"
    rows = "".join(row.format(q, text.format("手机 13812345678")) for q in ("q", "Q", "nq"))
    rows += row.format("", "faq").replace("to_clob", "") + "update t_cust set note=q'{}', khxm='热娜';\n".format(text.format("q"))
    assert masked(tmp_path, rows, "postgresql") == wanted(rows).replace("13812345678", "138****5678")


COMPOSED = (
    "chr(10)||'{}'", "'{}'||to_char(sysdate,'yyyymmdd')", "(select khxm from b where t='x')", "decode(t, 'A', '{}', '{}')",
    "case '10020003' when '1' then '2' end", "trim('{}')", "upper(trim('{}'))", "'{}'", "lpad('{}', 12345, '0')",
    "decode(t, 'A', '{}', 'B', '{}')",
)  # fmt: skip


@pytest.mark.parametrize("value", COMPOSED)
def test_of_what_is_made_of_texts_only_the_columns_values_are_masked(tmp_path: Path, value: str) -> None:
    """All that stood in quotes was: chr('1*'), to_char(sysdate,'y*******'), and the script was none any more."""
    from zhengan.masking.run import mask

    first, more = f"({value.replace('{}', '热娜')}, '88010000')", "('热娜', '88010001')"
    text = f"-- PostgreSQL database dump\ninsert into t_cust (khxm, zjzh) values {first},\n {more};\n"
    source, out = tmp_path / "in.sql", tmp_path / "out.sql"
    source.write_text(text, "utf-8")
    result = mask(source, out, policy.builtin())
    hidden = text.replace("热娜", "热＊").replace("880100", "88****")
    assert out.read_text("utf-8") == hidden
    assert result.rows == 2 and check(out, record=audit.record(source, out, result, policy.builtin(), started="", ended="")).clean


def test_a_check_reads_a_dump_as_its_audit_says_that_the_run_did(tmp_path: Path) -> None:
    """A script does not say whose it is; the run was told, and the check need not be told again."""
    from zhengan.masking.run import mask

    (tmp_path / "in.sql").write_text(SCRIPTS[2], encoding="utf-8")
    out = tmp_path / "out.sql"
    result = mask(tmp_path / "in.sql", out, policy.builtin(), told="mysql")
    record = audit.record(tmp_path / "in.sql", out, result, policy.builtin(), started="", ended="", decided={"format": "mysql"})
    assert check(out, record=record).clean


def test_numbers_in_brackets_are_values_and_those_of_types_are_none(tmp_path: Path) -> None:
    text = (
        "insert into t_cust (zjzh, khxm, amt) values (CAST(88010000 AS DECIMAL(12,0)), CONVERT('热娜' USING utf8), 88010001),\n"
        " ((88010000), CAST(NULL AS CHAR(20)), (88010001)), (CAST(NULL AS DECIMAL(12345)), lpad('热娜', 12345), ABS(-(1))),\n"
        " (to_char(88010000, 12345), coalesce(NULL, '热娜'), CAST(88010001 AS Decimal(18, 2)));\n"
    )
    out = text.replace("热娜", "热＊").replace("CAST(88010000", "CAST('88****00'").replace("((88010000", "(('88****00'")
    assert masked(tmp_path, text, "mysql") == out.replace("to_char(88010000", "to_char('88****00'")


@pytest.mark.parametrize("dialect", ["mysql", "postgresql"])
@pytest.mark.parametrize(
    "text",
    [
        "UPDATE [Customer] SET [Name]=N'热娜' WHERE [ID]=1;\n",
        "USE [crm]\nGO\nINSERT [dbo].[Customer] ([ID], [Name]) VALUES (1, N'热娜')\nGO\n",
    ],
)
def test_names_as_sql_server_writes_them_are_refused(tmp_path: Path, text: str, dialect: str) -> None:
    with pytest.raises(Problem, match="看不懂这条语句"):
        masked(tmp_path, text, dialect)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("do $$\nbegin\n  insert into t_cust (khxm) values ('买买提');\nend $$;\n", True),
        ("create function f() returns void as $x$\nbegin\n  update t_cust set khxm = '买买提';\nend $x$ language sql;\n", True),
        ("create function f() returns trigger as $$\nbegin\n  insert into log values (new.id, now());\nend $$;\n", False),
        ("select $$it's update$$;\n", False),
    ],
)
def test_statements_in_bodies_of_functions_are_told(tmp_path: Path, text: str, told: bool) -> None:
    """They are searched as texts: what a column alone says of a value is not known there."""
    (tmp_path / "in.sql").write_text(text, encoding="utf-8")
    result = dump.mask(tmp_path / "in.sql", tmp_path / "out.sql", policy.builtin(), encoding="utf-8", dialect="postgresql")
    assert any("只按文字查找" in str(note) for note in result.notes) is told
