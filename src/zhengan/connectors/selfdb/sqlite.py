"""Backing SQLite up by its online backup API, while others write, and reading a backup back."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from zhengan.connectors.selfdb.digest import Table, table_of
from zhengan.kit.problem import Problem

SUFFIX = ".sqlite3"
WAIT = 30  # seconds for a lock


def dump(address: str, to: Path) -> dict[str, Table]:
    """Copy the database to ``to``; the tables as they stood in the living database at the instant copied."""
    if not Path(address).is_file():
        raise Problem("找不到要备份的数据库", address, "请先运行 zhengan init", code="no-database")
    try:
        with closing(_reading(Path(address))) as source, closing(sqlite3.connect(to, timeout=WAIT)) as copy:
            source.execute("BEGIN")  # one snapshot for the digests and for the copy
            tables = _tables(source)
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # a backup is one file, with no log beside it
        return tables
    except (sqlite3.Error, OSError) as error:
        raise Problem("数据库备份失败", str(error), "请核对磁盘空间与文件权限后重试", code="backup") from error


def restored(address: str, backup: Path) -> tuple[dict[str, Table], list[str]]:
    """Restore into a scratch database: what it holds, and what its own integrity check finds (in SQLite's words)."""
    del address
    with tempfile.TemporaryDirectory(prefix="zhengan-restore-") as scratch:
        path = Path(scratch) / "restored.sqlite3"
        try:
            with closing(_reading(backup)) as source, closing(sqlite3.connect(path)) as copy:
                source.backup(copy)
                said = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(10)")]
                said += [f"foreign key: {row}" for row in copy.execute("PRAGMA foreign_key_check")][:10]
                return _tables(copy), [line for line in said if line != "ok"]
        except (sqlite3.Error, OSError, UnicodeError) as error:
            return {}, [str(error)]


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=WAIT, isolation_level=None)


def _tables(connection: sqlite3.Connection) -> dict[str, Table]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return {str(name): table_of(_rows(connection, str(name))) for (name,) in names}


def _rows(connection: sqlite3.Connection, name: str) -> Iterator[object]:
    quoted = name.replace('"', '""')
    yield from connection.execute(f'SELECT * FROM "{quoted}"')  # nosec B608: quoted above
