"""Which table of which database: an SQLAlchemy address and a name; a password is never part of what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    NoSuchModuleError,
    SQLAlchemyError,
    StatementError,
)

from zhengan.connectors.tablecopy.exactly import keep_exact, loaded, spelt
from zhengan.kit.problem import Problem
from zhengan.kit.say import Say, say

FROM_ENVIRONMENT = "env:"
SAME = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
ISOLATED = ("postgresql", "mysql", "mariadb")
"""Databases in which a whole reading sees one moment if it is asked to."""
NO_CATALOGUE = ("sqlite", *ISOLATED)
"""Databases in which a schema is named by one word."""


@dataclass(frozen=True)
class Place:
    """One table of one database."""

    url: URL
    table: str
    schema: str | None = None

    @classmethod
    def read(cls, address: str, table: str, environment: Mapping[str, str]) -> Place:
        """From an address, or ``env:NAME`` of a variable that holds it, and ``table`` or ``schema.table``."""
        if address.startswith(FROM_ENVIRONMENT):
            name = address.removeprefix(FROM_ENVIRONMENT)
            if name not in environment:
                what = say("环境变量 {name} 没有设置", name=name)
                raise Problem(what, "数据库地址从它读取", "设置后再运行", code="masking-table")
            address = environment[name]
        try:
            url = make_url(address)
        except (ArgumentError, ValueError):
            raise Problem("数据库地址写法有误", "地址不在此显示：其中可能有密码",
                          "写成 postgresql+psycopg://用户@主机/库、sqlite:///文件，或 env:变量名",
                          code="masking-table") from None  # fmt: skip
        url = url.set(drivername=SAME.get(url.drivername, url.drivername))
        schema, _, name = table.rpartition(".")
        if not name:
            raise Problem("没有写表名", "", "例如 --table customers 或 --table crm.customers", code="usage")
        if "." in schema and url.get_backend_name() in NO_CATALOGUE:
            raise Problem(say("表名“{name}”有不止一个点", name=table), "表名写成 表名 或 模式名.表名",
                          "例如 --table customers 或 --table crm.customers；另一个库写在地址中", code="usage")  # fmt: skip
        return cls(url, name, schema or None)

    @property
    def shown(self) -> str:
        """Database and table, without user, password and options."""
        host = (self.url.host or "") + (f":{self.url.port}" if self.url.port else "")
        return f"{self.url.get_backend_name()}://{host}/{self.url.database or ''} {self.path}"

    @property
    def path(self) -> str:
        """The table with its schema."""
        return f"{self.schema}.{self.table}" if self.schema else self.table

    def present(self) -> None:
        """A Problem where it is a file of SQLite that is not there: SQLite would make one, and find no table in it."""
        file = self.url.database or ""
        named = self.url.get_backend_name() == "sqlite" and file and not file.startswith((":", "file:"))
        if named and not Path(file).is_file():
            raise Problem(say("没有这个数据库文件 {path}", path=file), "", "检查路径；绝对路径写成 sqlite:////…",
                          code="masking-table")  # fmt: skip

    def engine(self) -> Engine:
        """A way to it; nothing is opened yet."""
        options: dict[str, Any] = {}
        if self.url.get_backend_name() in ISOLATED:
            options["isolation_level"] = "REPEATABLE READ"
        try:
            engine = create_engine(self.url, hide_parameters=True, json_deserializer=loaded, json_serializer=spelt,
                                   **options)  # fmt: skip
        except (NoSuchModuleError, ModuleNotFoundError):
            raise Problem(say("没有数据库驱动 {name}", name=self.url.drivername), "地址“+”之后是驱动的名字",
                          "安装这一驱动并写明它，例如 pip install pymysql，地址写成 mysql+pymysql://…",
                          code="masking-table") from None  # fmt: skip
        keep_exact(engine)
        return engine


def unreadable(place: Place) -> Problem:
    """What is said of a cell of JSON that is none, which drivers do not read."""
    return Problem(say("读不了表 {name}", name=place.shown), "JSON 列中有一格不是有效的 JSON",
                   "改正这一格，或先把这一列改为文字列", code="masking-table")  # fmt: skip


ADVICE = (
    (("08", "SQLITE_CANTOPEN"), "检查地址、端口与网络"),
    (("28", "3D"), "检查用户名、密码与库名"),
    (("42501", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH"), "检查这个用户读原表、在目标库建表与写入的权限"),
    (("42", "3F"), "检查表名、模式名，以及两边的数据库类型"),
    (("53", "SQLITE_FULL", "SQLITE_IOERR"), "检查数据库的磁盘空间与连接数"),
    (("40", "55", "57", "SQLITE_BUSY", "SQLITE_LOCKED"), "表正被占用或连接被中断：稍后重新运行"),
    (("22", "SQLITE_MISMATCH", "SQLITE_TOOBIG"), "有值放不进新表的列：数字列用 fpe，星号与文字放不进；或检查原表的值"),
    (("23502", "SQLITE_CONSTRAINT_NOTNULL"), "不能为空的列（如主键）不能写 operator: drop"),
)
"""What helps, by the beginning of a database's own code (SQLSTATE; SQLite's names); the first that fits."""
VALUE = "有值读不出或放不进新表的列：在策略中逐列写 operator: drop 找出这一列，或先建一个视图，把它转换为文字再复制"
BROKEN = "与数据库的连接中断了：检查数据库与网络，稍后重新运行"
REPEATED = ("23505", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_ROWID")
MYSQL_REPEATED = 1062


def state_of(error: SQLAlchemyError) -> str:
    """The database's own code of an error, or ''."""
    cause = getattr(error, "orig", None) or error
    state = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None) or ""
    mysql = getattr(error, "orig", None) is not None and getattr(cause, "args", ())[:1] == (MYSQL_REPEATED,)
    return "23505" if mysql else str(state)


def failed(what: str | Say, error: SQLAlchemyError, words: str = "") -> Problem:
    """What is said of a database's refusal: its class and code. Its own ``words`` could hold values of rows, and are said only
    where they cannot."""
    cause, state = getattr(error, "orig", None) or error, state_of(error)
    name = type(cause).__name__
    why = words or (say("{name} {state}", name=name, state=state) if state else name)
    return Problem(what, why, advice(error, state), code="masking-table")


def advice(error: SQLAlchemyError, state: str) -> str:
    """What helps against an error: by the database's code; where there is none, by what went wrong."""
    found = next((do for codes, do in ADVICE if state and state.startswith(codes)), "")
    if not found and getattr(error, "connection_invalidated", False):
        return BROKEN
    drivers = isinstance(error, DataError) or (isinstance(error, StatementError) and not isinstance(error, DBAPIError))
    if not found and not state and drivers:  # the database was never asked
        return VALUE
    return found or "检查地址、权限与磁盘空间"


def connected(engine: Engine, place: Place) -> Connection:
    """A connection; raises ``Problem`` with the first line of what the driver says, which knows of no row yet, and without the
    password."""
    try:
        return engine.connect()
    except SQLAlchemyError as error:
        words = str(getattr(error, "orig", None) or "").partition("\n")[0].strip()
        password = str(place.url.password or "")
        told = "" if password and password in words else words
        raise failed(say("连不上数据库 {name}", name=place.shown), error, told) from None
