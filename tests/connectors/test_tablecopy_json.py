"""JSON in a table: what is not masked stays as it is written, to the byte; and a key is never emptied."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.connectors.test_tablecopy import HEAD, made_policy
from zhengan.connectors.tablecopy.address import Place
from zhengan.connectors.tablecopy.copy import copy
from zhengan.connectors.tablecopy.look import look
from zhengan.kit.problem import Problem
from zhengan.masking import audit, policy

PLAIN = [
    '{"amt":12345678901234567.89,"s":1.50}',
    '{"n": 1234567890123456789012345.123, "big": 12345678901234567890123}',
    '{"k":1,"k":2,"z":0,"a":-0.0}',
    '[1.0, 1e5, [], {}, [[2.50]], null, true]',
    '"1.50"',
    "null",
    '"\\u4f60\\ud83d\\ude00 \\u0041"',
    '{ "a" :\r\n  1.10 ,\n\t"b":"x\\ny" }',
    '  {"a": 1}\n',
    '{"\\ud800": "\\udfff"}',
    None,
]
MASKED = [
    ('{"amt":12345678901234567.890,"手机":"13812345678","k":1,"k":2.0}',
     '{"amt":12345678901234567.890,"手机":"138****5678","k":1,"k":2.0}'),
    ('{ "a":\r\n [1.50,\n"张伟 13812345678"\r],\n"z" : 1e2 }\n', '{ "a":\r\n [1.50,\n"张＊ 138****5678"\r],\n"z" : 1e2 }\n'),
    ('["\\u5f20\\u4f1f 13812345678", 0.10]', '["\\u5f20\\uff0a 138****5678", 0.10]'),
    ('{"id_no": 110105199003071239, "x": 1.00}', '{"id_no": "110***********1239", "x": 1.00}'),
    ('"13812345678"', '"138****5678"'),
]  # fmt: skip


def raw(address: str, question: str) -> list[object]:
    """One column as the database itself writes it."""
    engine = create_engine(Place.read(address, "x", {}).url)
    with engine.connect() as connection:
        answer = [row[0] for row in connection.exec_driver_sql(question)]
    engine.dispose()
    return answer


def table(address: str, kind: str, values: list[str | None]) -> None:
    with create_engine(Place.read(address, "x", {}).url).begin() as connection:
        for name in ("docs", "masked_docs"):
            connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
        connection.execute(text(f"CREATE TABLE docs (id INTEGER PRIMARY KEY, js {kind})"))
        rows = [{"id": k, "v": one} for k, one in enumerate(values)]
        if rows:
            connection.execute(text(f"INSERT INTO docs VALUES (:id, CAST(:v AS {kind}))" if "json" in kind else
                                    "INSERT INTO docs VALUES (:id, :v)"), rows)  # fmt: skip


def copied(address: str, by: policy.Policy, target: str = "") -> Place:
    """The copy, which is that of its audit."""
    new = Place.read(target or address, "masked_docs", {})
    result = copy(Place.read(address, "docs", {}), new, by)
    look(new, by, audit.record(Path("a"), Path("b"), result, by, started="", ended=""))
    return new


@pytest.mark.parametrize("kind", ["JSON", "json", "jsonb"])
def test_a_document_in_which_nothing_is_masked_is_written_as_it_was_read(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    address = f"sqlite:///{tmp_path}/a.db" if kind == "JSON" else request.getfixturevalue("postgres")
    values = [one for one in PLAIN if not (kind == "jsonb" and one and "ud800" in one)]
    table(address, kind, values)
    copied(address, made_policy(tmp_path, HEAD))
    shown = "js" if kind == "JSON" else "js::text"
    made = raw(address, f"SELECT {shown} FROM masked_docs ORDER BY id")
    assert made == raw(address, f"SELECT {shown} FROM docs ORDER BY id")
    assert kind == "jsonb" or made == values
    assert raw(address, "SELECT id FROM masked_docs WHERE js IS NULL") == [len(values) - 1]


@pytest.mark.parametrize("kind", ["JSON", "json", "jsonb"])
def test_of_a_document_in_which_something_is_masked_all_else_stays(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    address = f"sqlite:///{tmp_path}/a.db" if kind == "JSON" else request.getfixturevalue("postgres")
    table(address, kind, [before for before, _ in MASKED])
    new = copied(address, made_policy(tmp_path, HEAD))
    shown = "js" if kind == "JSON" else "js::text"
    made = raw(address, f"SELECT {shown} FROM masked_docs ORDER BY id")
    wanted: list[object] = [after for _, after in MASKED]
    if kind == "jsonb":  # the database has spaces and an order of its own
        wanted = raw(address, "SELECT v::jsonb::text FROM (VALUES " + ", ".join(
            f"({k}, $a${after}$a$)" for k, (_, after) in enumerate(MASKED)) + ") AS t (k, v) ORDER BY k")  # fmt: skip
    assert made == wanted
    assert look(new, policy.builtin()).clean


def test_arrays_of_documents_and_missing_ones_among_them(postgres: str, tmp_path: Path) -> None:
    with create_engine(Place.read(postgres, "x", {}).url).begin() as connection:
        for name in ("docs", "masked_docs"):
            connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
        connection.exec_driver_sql("CREATE TABLE docs (id int PRIMARY KEY, js json[], jb jsonb[])")
        connection.exec_driver_sql("""INSERT INTO docs VALUES
            (1, ARRAY['{"a":1.50}'::json, NULL, 'null', ' "13812345678" '],
             ARRAY['{"a":1.50,"t":"13812345678"}'::jsonb, NULL, 'null']),
            (2, ARRAY[ARRAY['1.0'::json, '[2.0, 3]']], '{}'), (3, NULL, NULL)""")  # fmt: skip
    new = copied(postgres, made_policy(tmp_path, HEAD))
    assert raw(postgres, "SELECT js::text FROM masked_docs ORDER BY id") == [
        '{"{\\"a\\":1.50}",NULL,"null"," \\"138****5678\\" "}', '{{1.0,"[2.0, 3]"}}', None]  # fmt: skip
    assert raw(postgres, "SELECT jb::text FROM masked_docs ORDER BY id") == [
        '{"{\\"a\\": 1.50, \\"t\\": \\"138****5678\\"}",NULL,"null"}', "{}", None]  # fmt: skip
    assert look(new, policy.builtin()).clean
    before = look(Place.read(postgres, "docs", {}), policy.builtin())
    assert before.places == [{"kind": "mobile", "row": 1, "column": "js"}, {"kind": "mobile", "row": 1, "column": "jb.t"}]


def test_a_domain_of_documents(postgres: str, tmp_path: Path) -> None:
    with create_engine(Place.read(postgres, "x", {}).url).begin() as connection:
        for name in ("docs", "masked_docs"):
            connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
        connection.exec_driver_sql("DROP DOMAIN IF EXISTS paper")
        connection.exec_driver_sql("CREATE DOMAIN paper AS json")
        connection.exec_driver_sql("CREATE TABLE docs (id int PRIMARY KEY, js paper)")
        connection.exec_driver_sql("""INSERT INTO docs VALUES (1, '{"a":1.50, "t":"13812345678"}'), (2, NULL), (3, 'null')""")
    new = copied(postgres, made_policy(tmp_path, HEAD))
    assert raw(postgres, "SELECT js::text FROM masked_docs ORDER BY id") == ['{"a":1.50, "t":"138****5678"}', None, "null"]
    assert look(new, policy.builtin()).clean
    assert look(Place.read(postgres, "docs", {}), policy.builtin()).places == [{"kind": "mobile", "row": 1, "column": "js.t"}]


def test_from_postgresql_to_sqlite_and_back_numbers_stay(postgres: str, tmp_path: Path) -> None:
    """The audit of a copy in another database is its own still, however that spells a number."""
    values = [*PLAIN[:6], "1.50", "7", "1e3"]
    table(postgres, "json", values)
    file = f"sqlite:///{tmp_path}/a.db"
    copied(postgres, made_policy(tmp_path, HEAD), file)
    assert raw(file, "SELECT js FROM masked_docs ORDER BY id")[:6] == PLAIN[:6]
    with create_engine(file).begin() as connection:
        connection.exec_driver_sql("ALTER TABLE masked_docs RENAME TO docs")
    copied(file, made_policy(tmp_path, HEAD), postgres)
    assert raw(postgres, "SELECT js::text FROM masked_docs ORDER BY id")[:6] == PLAIN[:6]


def test_a_copy_that_was_changed_is_none_of_its_audit(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/a.db"
    table(address, "JSON", ['{"amt":12345678901234567.89}'])
    by = made_policy(tmp_path, HEAD)
    new = Place.read(address, "masked_docs", {})
    record = audit.record(Path("a"), Path("b"), copy(Place.read(address, "docs", {}), new, by), by, started="", ended="")
    with create_engine(address).begin() as connection:
        connection.exec_driver_sql("UPDATE masked_docs SET js = '{\"amt\":12345678901234567.90}'")
    with pytest.raises(Problem, match="审计记录与表不符"):
        look(new, by, record)


@pytest.mark.parametrize("value", ["{bad 13812345678", '{"a": NaN}', "[" * 3000 + "]" * 3000])
def test_what_is_no_json_is_told_of(tmp_path: Path, value: str) -> None:
    address = f"sqlite:///{tmp_path}/a.db"
    table(address, "JSON", [value])
    for act in (lambda: look(Place.read(address, "docs", {}), policy.builtin()),
                lambda: copied(address, made_policy(tmp_path, HEAD))):  # fmt: skip
        with pytest.raises(Problem, match="JSON") as refused:
            act()
        assert "138" not in refused.value.line()


def test_bytes_that_are_json_are_read_and_others_are_told_of(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/a.db"
    table(address, "JSON", [])
    with sqlite3.connect(tmp_path / "a.db") as base:
        base.execute("INSERT INTO docs VALUES (1, ?)", (b'{"a": "13812345678", "b": 1.50}',))
    copied(address, made_policy(tmp_path, HEAD))
    assert raw(address, "SELECT js FROM masked_docs") == ['{"a": "138****5678", "b": 1.50}']
    with sqlite3.connect(tmp_path / "a.db") as base:
        base.execute("UPDATE docs SET js = ?", (b"\xff\xfe\xfd",))
    with pytest.raises(Problem, match="JSON"):
        look(Place.read(address, "docs", {}), policy.builtin())


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_key_is_not_emptied(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """SQLite would number the rows anew, and the audit would not be that of the table."""
    address = f"sqlite:///{tmp_path}/a.db" if kind == "sqlite" else request.getfixturevalue("postgres")
    table(address, "JSON" if kind == "sqlite" else "json", [json.dumps({"a": 1})])
    with pytest.raises(Problem) as refused:
        copied(address, made_policy(tmp_path, HEAD + "columns:\n  id: {operator: drop}\n"))
    assert "id" in str(refused.value.what) and "fpe" in str(refused.value.do) and "hash" in str(refused.value.do)
    with pytest.raises(Problem, match="masked_docs"):
        look(Place.read(address, "masked_docs", {}), policy.builtin())
    said = HEAD + "columns:\n  js: {operator: drop}\nrest: leave\n"
    copied(address, made_policy(tmp_path, said))
    assert raw(address, "SELECT js FROM masked_docs") == [None]
