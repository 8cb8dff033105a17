"""Backing PostgreSQL up with its own pg_dump, and restoring a backup into a scratch database of the same server."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from zhengan.connectors.selfdb.digest import Table, table_of
from zhengan.kit.problem import Problem
from zhengan.kit.say import say

if TYPE_CHECKING:
    import psycopg

SUFFIX = ".dump"
LONGEST = 6 * 3600  # seconds a dump or restore may take
CHUNK = 2000


def dump(address: str, to: Path) -> dict[str, Table]:
    """``pg_dump -Fc`` to ``to``; the tables as they stood in the very snapshot that was dumped."""
    with _connected(address) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert snapshot is not None
        tables = _tables(connection)
        done = _run(address, "pg_dump", "-Fc", f"--snapshot={snapshot[0]}", f"--file={to}")
    if done.returncode:
        raise Problem("数据库备份失败", _said(done), "请核对磁盘空间、权限与 pg_dump 的版本后重试", code="backup")
    return tables


def restored(address: str, backup: Path) -> tuple[dict[str, Table], list[str]]:
    """Restore into a database made for it and dropped afterwards: what it holds, and what pg_restore complained of."""
    prefix = scratch_prefix(address)
    name = f"{prefix}{secrets.token_hex(6)}"
    try:
        with _connected(address, autocommit=True) as living:
            _sweep(living, prefix)
            living.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", (name,))
            living.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
            try:
                done = _run(address, "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", str(backup), into=name)
                if done.returncode:
                    return {}, [_said(done)]
                with _connected(address, name) as scratch:
                    return _tables(scratch), []
            finally:
                living.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    except _errors() as error:
        return {}, [str(error)]


def scratch_prefix(address: str) -> str:
    """What the names of this database's scratch databases begin with."""
    return f"zhengan_restore_{re.sub('[^a-z0-9]', '_', unquote(urlsplit(address).path.lstrip('/')).lower())[:30]}_"


def _sweep(living: psycopg.Connection[Any], prefix: str) -> None:
    """Drop what a restore that was killed left behind: a scratch database whose lock nobody holds any more."""
    found = living.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", (prefix,)).fetchall()
    for (name,) in found:
        if living.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", (name,)).fetchone() == (True,):
            living.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            living.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", (name,))


@contextmanager
def _connected(address: str, name: str = "", autocommit: bool = False) -> Iterator[psycopg.Connection[Any]]:
    import psycopg

    changed: dict[str, Any] = {"dbname": name} if name else {}
    with psycopg.connect(address.replace("postgresql://", "postgres://", 1), autocommit=autocommit, **changed) as connection:
        yield connection


def _errors() -> type[Exception]:
    import psycopg

    return psycopg.Error


def _tables(connection: psycopg.Connection[Any]) -> dict[str, Table]:
    found = connection.execute(
        "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables"
        " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"
    )
    return {str(name): table_of(_rows(connection, str(name))) for (name,) in found.fetchall()}


def _rows(connection: psycopg.Connection[Any], name: str) -> Iterator[object]:
    with connection.cursor(name="rows") as cursor:  # on the server: a table need not fit in memory
        cursor.itersize = CHUNK
        cursor.execute(f"SELECT t::text FROM {name} t")  # nosec B608: a quoted name from the catalogue
        yield from cursor


def _run(address: str, tool: str, *options: str, into: str = "") -> subprocess.CompletedProcess[str]:
    """One of PostgreSQL's tools; the password goes by the environment, where other users cannot read it."""
    path = shutil.which(tool)
    if path is None:
        what = say("没有找到 {tool}", tool=tool)
        raise Problem(what, "备份 PostgreSQL 要用它自己的工具", "请安装 postgresql-client", code="no-tool")
    parts = urlsplit(address)
    told = {
        "PGHOST": parts.hostname or "", "PGPORT": str(parts.port or ""), "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""), "PGDATABASE": into or unquote(parts.path.lstrip("/")),
    }  # fmt: skip
    environment = {**os.environ, **{name: value for name, value in told.items() if value}, "LC_ALL": "C.UTF-8"}
    database = ("--dbname", told["PGDATABASE"] or "") if tool == "pg_restore" else ()
    return subprocess.run(
        [path, *database, *options], env=environment, capture_output=True, text=True, errors="replace", timeout=LONGEST
    )


def _said(done: subprocess.CompletedProcess[str]) -> str:
    return done.stderr.strip()[:500] or f"exit {done.returncode}"
