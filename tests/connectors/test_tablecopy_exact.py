"""What a database holds and Python does not; what breaks off; what cannot be said of a table: copied as it is, or told so."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.connectors.test_tablecopy import HEAD, MANY, asked, made_policy, tables
from zhengan.connectors.tablecopy.address import Place
from zhengan.connectors.tablecopy.copy import copy
from zhengan.connectors.tablecopy.look import look
from zhengan.kit.problem import Problem
from zhengan.masking import audit, policy

ODD = {
    "d": ("date", ["infinity", "0044-03-15 BC", "12000-01-01", "2026-01-02"]),
    "ts": ("timestamp", ["-infinity", "0044-03-15 10:00:00 BC", "294000-01-01 00:00:00", "2026-01-02 03:04:05.678"]),
    "tz": ("timestamptz", ["-infinity", "0044-03-15 10:00:00+00 BC", "infinity", "2026-01-02 03:04:05+08"]),
    "t": ("time", ["24:00:00", "23:59:60", "00:00:00", "12:00:00.5"]),
    "tt": ("timetz", ["24:00:00+08", "23:59:59-07:30", "00:00:00+00", "12:00:00+08"]),
    "i": ("interval", ["1 year 2 mons", "36:00:00", "1 mon -1 days", "-2 days +03:04:05.6"]),
    "j": ("jsonb", ["null", '{"a": null}', "[null]", '"13812345678"']),
    "js": ("json", ["null", "1", "[]", "{}"]),
    "ja": ("jsonb[]", ["{1}", "{}", "{4}", "{2,3}"]),
}


@pytest.fixture
def odd(postgres: str) -> Iterator[str]:
    """A table of such values, and one of many rows."""
    with Place.read(postgres, "x", {}).engine().begin() as connection:
        for name in ("other", "masked", "many"):
            connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
        columns = ", ".join(f"{name} {kind}" for name, (kind, _) in ODD.items())
        connection.exec_driver_sql(f"CREATE TABLE other (id int PRIMARY KEY, {columns})")
        for k in range(4):
            values = ", ".join(f"'{values[k]}'" for _, values in ODD.values())
            connection.exec_driver_sql(f"INSERT INTO other VALUES ({k}, {values})")
        connection.exec_driver_sql("INSERT INTO other VALUES (9)")
    yield postgres


@pytest.mark.parametrize("style", ["ISO, MDY", "SQL, DMY", "German"])
def test_what_python_has_not_arrives_as_it_is(odd: str, tmp_path: Path, style: str) -> None:
    def styled(how: str) -> None:
        with Place.read(odd, "x", {}).engine().begin() as connection:
            connection.exec_driver_sql(f"ALTER ROLE CURRENT_USER SET datestyle = {how!r}")

    styled(style)
    try:
        target = Place.read(odd, "masked", {})
        by = made_policy(tmp_path, HEAD + "columns:\n  j: {operator: leave}\n")
        result = copy(Place.read(odd, "other", {}), target, by)
        record = audit.record(Path("other"), Path("masked"), result, by, started="", ended="")
        assert look(target, by, record).clean is False  # j was left
    finally:
        styled("ISO, MDY")
    shown = ", ".join(f"{name}::text" for name in ODD)
    rows = "SELECT id, " + shown + " FROM {} ORDER BY id"
    assert asked(odd, rows.format("masked")) == asked(odd, rows.format("other"))
    kinds = "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = '{}' ORDER BY 1"
    assert asked(odd, kinds.format("masked")) == asked(odd, kinds.format("other"))


@pytest.mark.parametrize("name", ["d", "ts", "tz", "t", "i"])
def test_another_database_that_has_not_the_value_is_told_of_column_and_record(odd: str, tmp_path: Path, name: str) -> None:
    with Place.read(odd, "x", {}).engine().begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE masked AS SELECT id, {name} FROM other ORDER BY id DESC")
    source, target = Place.read(odd, "masked", {}), Place.read(f"sqlite:///{tmp_path}/out.db", "masked", {})
    with pytest.raises(Problem) as refused:
        copy(source, target, made_policy(tmp_path, HEAD))
    assert f"“{name}”第 " in refused.value.what and "drop" in refused.value.do and "视图" in refused.value.do
    assert copy(source, target, made_policy(tmp_path, HEAD + f"columns:\n  {name}: {{operator: drop}}\n")).rows == 5


def test_another_driver_that_reads_durations_wrong_is_refused(odd: str, tmp_path: Path) -> None:
    from zhengan.connectors.tablecopy.exactly import refuse_driver

    class Dialect:
        name, driver = "postgresql", "psycopg2"

    refuse_driver(Dialect(), [])  # type: ignore[arg-type]
    with pytest.raises(Problem, match="psycopg2 读不准：i"):
        refuse_driver(Dialect(), ["i"])  # type: ignore[arg-type]


def test_a_type_nobody_knows_is_quietly_dropped_or_refused(postgres: str, tmp_path: Path) -> None:
    with Place.read(postgres, "x", {}).engine().begin() as connection:
        for name in ("other", "masked"):
            connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
        connection.exec_driver_sql("CREATE TABLE other (id int PRIMARY KEY, x xml, p point)")
        connection.exec_driver_sql("INSERT INTO other VALUES (1, '<a>13812345678</a>', '(1,2)')")
    source, target = Place.read(postgres, "other", {}), Place.read(postgres, "masked", {})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(Problem) as refused:
            copy(source, target, made_policy(tmp_path, HEAD))
        assert "“x”" in refused.value.what and "drop" in refused.value.do
        copy(source, target, made_policy(tmp_path, HEAD + "columns:\n  x: {operator: drop}\n  p: {operator: drop}\n"))
    assert asked(postgres, "SELECT * FROM masked") == [(1, None, None)]


@pytest.mark.parametrize("apart", [False, True])
def test_a_connection_that_breaks_off_is_told_of_and_leaves_no_table(odd: str, tmp_path: Path, apart: bool) -> None:
    """Both sessions, or that which reads alone, are ended by the database when the first batch is through."""
    with Place.read(odd, "x", {}).engine().begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE many AS SELECT k AS id, '备注' AS note FROM generate_series(1, {MANY}) k")
    target = Place.read(f"sqlite:///{tmp_path}/out.db" if apart else odd, "masked", {})
    others = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE pid <> pg_backend_pid() AND datname = current_database()"
    )

    def broken(done: int, every: int) -> None:
        asked(odd, others)

    with pytest.raises(Problem) as refused:
        copy(Place.read(odd, "many", {}), target, made_policy(tmp_path, HEAD), broken)
    assert "没有复制完 many，没有留下新表" in refused.value.what and "中断" in refused.value.do
    assert not {one for one in tables(target.url.render_as_string(hide_password=False)) if one.startswith("masked")}


def test_a_schema_that_is_not_there_and_a_name_of_three_words(odd: str, tmp_path: Path) -> None:
    source = Place.read(odd, "other", {})
    with pytest.raises(Problem) as refused:
        copy(source, Place.read(odd, "nowhere.masked", {}), made_policy(tmp_path, HEAD))
    assert "没有模式 nowhere" in refused.value.what and "CREATE SCHEMA" in refused.value.do
    file = tmp_path / "a.db"
    file.touch()
    with pytest.raises(Problem, match="没有模式 nowhere"):
        copy(source, Place.read(f"sqlite:///{file}", "nowhere.masked", {}), made_policy(tmp_path, HEAD))
    with pytest.raises(Problem, match="没有模式 nowhere"):
        look(Place.read(f"sqlite:///{file}", "nowhere.masked", {}), policy.builtin())
    for address in (odd, f"sqlite:///{file}"):
        with pytest.raises(Problem, match="不止一个点"):
            Place.read(address, "a.b.c", {})


def test_a_date_in_sqlite_that_is_none_is_told_of_without_its_value(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/crm.db"
    with Place.read(address, "x", {}).engine().begin() as connection:
        connection.exec_driver_sql("CREATE TABLE other (id INTEGER PRIMARY KEY, d DATE)")
        connection.exec_driver_sql("INSERT INTO other VALUES (1, 'x13812345678')")
    for act in (lambda one: look(one, policy.builtin()),
                lambda one: copy(one, Place.read(address, "masked", {}), made_policy(tmp_path, HEAD))):  # fmt: skip
        with pytest.raises(Problem) as refused:
            act(Place.read(address, "other", {}))
        assert "138" not in refused.value.line() and "视图" in refused.value.do
    assert tables(address) == {"other"}


def test_an_audit_that_cannot_be_written_is_told_before_the_copy(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/crm.db"
    with Place.read(address, "x", {}).engine().begin() as connection:
        connection.exec_driver_sql("CREATE TABLE other (id INTEGER PRIMARY KEY)")
    words = ("table", address, "--table", "other", "--as", "masked", "--audit", str(tmp_path / "nothing/x.json"))
    done = subprocess.run([str(Path(sys.executable).with_name("zhengan")), "mask", *words], capture_output=True, text=True)
    assert done.returncode == 2 and "x.json" in done.stderr and "脱敏文件已写出" not in done.stderr
    assert tables(address) == {"other"}
