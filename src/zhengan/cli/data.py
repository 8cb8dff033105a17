"""What a command works on: data that is there, and an address that can be one; said before anything is made or opened."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import unquote_plus, urlsplit

from zhengan.conf import home
from zhengan.kit.problem import Problem
from zhengan.kit.say import Say, say

SERVERS = ("postgres", "postgresql", "psql", "pgsql")
ADDRESS = "写作 postgres://用户:密码@主机:端口/库名 或 sqlite:////绝对路径；不写则用 ZHENGAN_HOME 中的 SQLite"


def refuse_unusable(wanted: bool) -> None:
    """Raise Problem for a DATABASE_URL that is none and, where data is ``wanted``, for a place that holds none.

    Nothing is made: a question asked in the wrong folder must not leave an empty installation there.
    """
    address = os.environ.get("DATABASE_URL", "")
    file = _file(address) if address else home() / "zhengan.sqlite3"
    if wanted and file is not None and not _exists(file) and not _opened():
        why = "数据在环境变量 ZHENGAN_HOME 所指的目录，未设则为当前目录下的 var"
        do = "请把 ZHENGAN_HOME 设为数据所在的目录；首次使用请先运行 zhengan init"
        if address:
            why, do = "环境变量 DATABASE_URL 指的是它", "请核对 DATABASE_URL；首次使用请先运行 zhengan init"
        raise Problem(say("这里没有证安的数据：{file}", file=str(file)), why, do, code="no-database")


def _opened() -> bool:
    """Whether this process has a database open already, wherever it lies: that is the data, then."""
    held = sys.modules.get("django.db")
    return held is not None and any(one.connection is not None for one in held.connections.all(initialized_only=True))


def _exists(file: Path) -> bool:
    try:
        return file.exists()
    except OSError as error:
        raise unusable_home(error) from None


def _file(address: str) -> Path | None:
    """The file of an SQLite address; None of a server's. Raises Problem for what is neither."""
    try:
        parts = urlsplit(address)
        scheme, name, _port = parts.scheme, unquote_plus(parts.path[1:]), parts.port
    except ValueError:
        raise _no_address("主机或端口写得不对；端口是 1 至 65535 的数") from None
    if scheme == "sqlite":
        if not name and parts.netloc != ":memory:":
            raise _no_address("没有写明文件")
        return Path(name) if name and name != ":memory:" else None
    if scheme not in SERVERS:
        raise _no_address(say("不支持“{scheme}”，数据库可以是 SQLite 或 PostgreSQL", scheme=scheme or address[:20]))
    if not name:
        raise _no_address("没有写明库名")
    return None


def _no_address(why: str | Say) -> Problem:
    return Problem("DATABASE_URL 不是可用的数据库地址", why, ADDRESS, code="database-url")


def unusable_home(error: OSError) -> Problem:
    """The folder of the data cannot be read or made."""
    what = say("数据目录 {home} 不能使用", home=str(home()))
    return Problem(what, error.strerror or str(error), "请核对环境变量 ZHENGAN_HOME 与目录的权限", code="home")


def of_database(error: Exception) -> Problem | None:
    """What a database that is not there, not set up or out of reach raises, as a Problem; None of any other error."""
    django = sys.modules.get("django.db.utils")
    if django is None or not isinstance(error, (django.OperationalError, django.ProgrammingError, django.InterfaceError)):
        return None
    why = (str(error).splitlines() or [""])[0]
    do = "请先运行 zhengan init，或核对 ZHENGAN_HOME 与 DATABASE_URL"
    return Problem("数据库尚未建立或无法连接", why, do, code="no-database")
