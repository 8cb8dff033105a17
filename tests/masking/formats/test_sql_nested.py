"""JSON and arrays in columns of a dump: what is masked in them leaves them JSON, and arrays."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.formats import files
from zhengan.masking.formats.pgarray import elements
from zhengan.masking.run import mask

ONCE = bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")
HEAD = 'zhengan-masking: "1"\nkey: once\n'
DOC = '{"mobile":13812345678,"m2": [13912345678, -1.5e3, "手机13612345678"], "n": {"金额": 13812345678}, "张伟": null}'


def masked(folder: Path, text: str, rules: str = "") -> tuple[str, files.Result]:
    (folder / "policy.yaml").write_text(HEAD + rules, encoding="utf-8")
    (folder / "in.sql").write_text(text, encoding="utf-8")
    result = mask(folder / "in.sql", folder / "out.sql", policy.load(folder / "policy.yaml", {}, ONCE), force=True)
    return (folder / "out.sql").read_text(encoding="utf-8"), result


@pytest.mark.parametrize(
    ("head", "tail", "spell"),
    [
        ("-- MySQL dump\nINSERT INTO `t` (`doc`) VALUES ('", "');\n", lambda text: text.replace('"', '\\"')),
        ("-- PostgreSQL database dump\nINSERT INTO t (doc) VALUES ('", "');\n", str),
        ("-- PostgreSQL database dump\nCOPY t (doc) FROM stdin;\n", "\n\\.\n", str),
    ],
)  # fmt: skip
def test_a_masked_number_becomes_a_string(tmp_path: Path, head: str, tail: str, spell: object) -> None:
    assert callable(spell)
    out, result = masked(tmp_path, head + spell(DOC) + tail)
    made = json.loads(out.removeprefix(head).removesuffix(tail).replace('\\"', '"'))
    assert made["mobile"] == "138****5678" and made["m2"] == ["139****5678", -1500.0, "手机136****5678"]
    assert made["n"] == {"金额": 13812345678}
    assert "JSON" in str(result.notes[0]) and result.kinds["mobile"]["values"] == 3
    assert check(tmp_path / "out.sql").counts.keys() <= {"name"}


def test_labels_that_hold_quotes_break_no_json(tmp_path: Path) -> None:
    rules = "kinds:\n  mobile: {operator: redact, label: 'a\"b'}\n"
    head, tail = "-- PostgreSQL database dump\nCOPY t (doc) FROM stdin;\n", "\n\\.\n"
    out, _ = masked(tmp_path, head + '{"mobile":13812345678}' + tail, rules)
    assert out == head + '{"mobile":"a\\\\"b"}' + tail  # in COPY a backslash is two


ARRAYS = """-- PostgreSQL database dump
COPY public.b (id, "姓名", mobile) FROM stdin;
1\t{张三,"李 四",NULL}\t{13812345678,13912345678}
2\t{}\t{{13812345678},{NULL}}
3\t\\N\t[0:0]={13812345678}
4\t王五\t{}
\\.
INSERT INTO public.b (id, "姓名") VALUES (1, '{张三,"欧阳修远"}'), (2, '{}'), (3, '{{张伟},{王五}}');
"""


def test_arrays_are_masked_element_by_element(tmp_path: Path) -> None:
    out, result = masked(tmp_path, ARRAYS)
    wanted = ARRAYS
    for before, after in [("张三", "张＊"), ("李 四", "李 ＊"), ("13812345678", "138****5678"), ("13912345678", "139****5678"),
                          ("王五", "王＊"), ("张伟", "张＊"), ("欧阳修远", "欧阳＊＊")]:  # fmt: skip
        wanted = wanted.replace(before, after)
    assert out == wanted
    assert result.columns["b.mobile"]["values"] == 4 and result.columns["b.姓名"]["values"] == 7
    assert check(tmp_path / "in.sql").counts == {"name": 7, "mobile": 4} and check(tmp_path / "out.sql").clean


def test_pseudonyms_stand_for_the_same_in_arrays(tmp_path: Path) -> None:
    rules = "columns:\n  mobile: {kind: mobile, operator: fpe}\n"
    out, _ = masked(tmp_path, ARRAYS, rules)
    held = [line.split("\t")[2] for line in out.splitlines()[2:5]]
    first, _, second = held[0].strip("{}").partition(",")
    assert held[1] == f"{{{{{first}}},{{NULL}}}}" and held[2] == f"[0:0]={{{first}}}" and second != first


@pytest.mark.parametrize("text", ['{"a":1}', "{a", "{a b}c}", "x{a}", "{a}{b}", '{"a"b}'])
def test_other_texts_are_no_arrays(text: str) -> None:
    assert elements(text) is None


TABLES = """
DROP TABLE IF EXISTS nested;
CREATE TABLE nested (id int PRIMARY KEY, doc jsonb, "姓名" text[], mobile varchar(20)[], scan bytea);
INSERT INTO nested VALUES (1, '{"mobile":13812345678, "x": "手机13612345678"}',
  '{张三,"李 四",NULL}', '{{13812345678},{13912345678}}',
  convert_to('客户张伟 13812345678', 'UTF8')), (2, '[]', '{}', NULL, '\\x');
"""


@pytest.mark.slow
@pytest.mark.parametrize("options", [[], ["--inserts"]])
def test_a_masked_dump_with_json_arrays_and_bytes_loads_again(tmp_path: Path, postgres: str, options: list[str]) -> None:
    target = postgres.rsplit("/", 1)[0] + "/masked"
    psql(postgres, "-c", "DROP DATABASE IF EXISTS masked", "-c", "CREATE DATABASE masked")
    psql(postgres, "-c", TABLES)
    dump = subprocess.run(["pg_dump", "-t", "nested", *options, postgres], capture_output=True, check=True).stdout.decode()
    psql(postgres, "-c", "DROP TABLE nested")
    masked(tmp_path, dump)
    psql(target, "-f", str(tmp_path / "out.sql"))
    wanted = [
        '{"x": "手机136****5678", "mobile": "138****5678"}', '{张＊,"李 ＊",NULL}', "{{138****5678},{139****5678}}",
        "客户张＊ 138****5678",
    ]  # fmt: skip
    read = 'SELECT doc, "姓名", mobile, convert_from(scan, \'UTF8\') FROM nested WHERE id = 1'
    assert psql(target, "-c", read).split("|") == wanted
    assert psql(target, "-c", "SELECT doc, mobile IS NULL FROM nested WHERE id = 2") == "[]|t"


def psql(address: str, *what: str) -> str:
    done = subprocess.run(["psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", address, *what], capture_output=True,
                          text=True, env={**os.environ, "PGOPTIONS": "-c client_min_messages=error"})  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
