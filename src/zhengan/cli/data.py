"""What a command works on: data that is there, and an address that can be one; said before anything is made or opened."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from urllib.parse import unquote_plus, urlsplit

from zhengan.conf import home
from zhengan.kit.oserrors import reason
from zhengan.kit.problem import Problem
from zhengan.kit.say import Say, say

SERVERS = ("postgres", "postgresql", "psql", "pgsql")
ADDRESS = "写作 postgres://用户:密码@主机:端口/库名 或 sqlite:////绝对路径；不写则用 ZHENGAN_HOME 中的 SQLite"

SETUP = "请先运行 zhengan init，或核对 ZHENGAN_HOME 与 DATABASE_URL"
LATER = "请稍后再试；若长期如此，请查看是否有任务停滞"
UPDATE = "请运行 zhengan init（不改动已有记录）"
TROUBLE = (  # words of SQLite and of PostgreSQL's driver; what they mean; what to do
    # Django asks SQLite once whether it knows JSON; from a database held by others it hears that it does not.
    (("locked", "lock timeout", "deadlock", "jsonfields"), "数据库正被占用，未能完成", LATER),
    (("disk i/o", "is full", "no space"), "数据库所在磁盘已满或读写出错", "请检查磁盘的空间与状态"),
    (("malformed", "not a database"), "数据库文件已损坏，或不是数据库", "请从备份恢复；损坏的文件请保留备查"),
    (("readonly", "read-only", "permission denied"), "对数据库没有写的权限", "请核对文件、目录或数据库账号的权限"),
    (("unable to open", "connect", "password", "could not translate", "server closed"), "数据库尚未建立或无法连接", SETUP),
    (("no such table", "no such column", "does not exist"), "数据库尚未建立，或表结构还是旧版本的", UPDATE),
)
log = logging.getLogger(__name__)


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
    return Problem(what, reason(error, str(error)), "请核对环境变量 ZHENGAN_HOME 与目录的权限", code="home")


def of_database(error: Exception) -> Problem | None:
    """What a database raises that is not there, not set up, out of reach or held by others, as a Problem; else None."""
    django = sys.modules.get("django.db.utils")
    if django is None or not isinstance(error, django.DatabaseError | django.InterfaceError):
        return None
    why = (str(error).splitlines() or [""])[0]
    for words, what, do in TROUBLE:
        if any(word in why.lower() for word in words):
            return Problem(what, why, do, code="database")
    log.error("the database refused", exc_info=error)  # not foreseen: the whole of it is wanted
    do = "请把上面的错误信息交给技术支持；尚未初始化的，先运行 zhengan init"
    return Problem("数据库出错，未能完成", why, do, code="database")
