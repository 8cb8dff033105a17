"""The copy itself: counted on both sides, under another name until it is whole."""

from __future__ import annotations

import hashlib
import json
import secrets
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Dialect,
    MetaData,
    Select,
    String,
    Table,
    Text,
    func,
    inspect,
    select,
    types,
)
from sqlalchemy.dialects.postgresql.named_types import NamedType
from sqlalchemy.exc import CompileError, IntegrityError, NoSuchTableError, SAWarning, SQLAlchemyError
from sqlalchemy.schema import CreateTable, DropTable, SetColumnComment

from zhengan.connectors.tablecopy.address import (
    REPEATED,
    VALUE,
    Place,
    connected,
    failed,
    state_of,
    unreadable,
)
from zhengan.connectors.tablecopy.documents import Documents, of_json, title
from zhengan.connectors.tablecopy.exactly import Document, meant, refuse_driver, refuse_odd
from zhengan.kit.problem import Problem
from zhengan.kit.say import Name, as_names, say
from zhengan.masking.formats import naming
from zhengan.masking.formats.fields import Masking
from zhengan.masking.formats.files import Result
from zhengan.masking.formats.json import ndjson
from zhengan.masking.formats.values import Columns, written
from zhengan.masking.held import LOOKED_AT, asks
from zhengan.masking.operators.star import Drop
from zhengan.masking.policy import Policy, Rule

ROWS = 5000
"""Rows of a batch: what memory holds."""
WIDEST = 255
NO_ZERO = ("mobile", "resident_id", "bank_card")
"""Kinds whose pseudonyms never begin with 0, which a number would lose."""
BYTES = bytes | bytearray | memoryview
AS_LONG = ("keep", "fpe", "drop")
"""Operators whose masks have no more characters than the values."""
Progress = Callable[[int, int], object]
"""Hears how many rows of how many."""


def copy(source: Place, target: Place, policy: Policy, progress: Progress = lambda done, total: None) -> Result:
    """Writes the masked copy. ``before`` and ``after`` are sums over rows in any order (see ``Sum``).

    Raises ``Problem`` for a target that exists, a column the policy names and the table has not, values that cannot be
    masked, and rows that are not as many on both sides; then no table is left.
    """
    if (source.url, source.path) == (target.url, target.path):
        raise Problem("新表就是原表", "原表不会被改动", "换一个表名", code="masking-output")
    source.present()
    result = Result("table")
    columns = Columns(policy, result)
    with ExitStack() as stack:
        try:
            reading, writing = connections(source, target, stack)
            table = reflected(reading, source)
            refuse_schema(writing, target)
            if inspect(writing).has_table(target.table, schema=target.schema):
                raise Problem(say("表 {name} 已存在", name=target.path), "不会覆盖已有的表", "换一个表名", code="masking-output")
            rules = ruled(columns, table, policy, first_values(reading, table, source))
            new = like(table, rules, target, writing.dialect, same=reading.dialect.name == writing.dialect.name)
            know_types(writing, new, rules)
            with beside(writing, new):
                moved(reading, writing, source, table, new, columns, rules, result, progress)
                renamed(writing, new, target)
            writing.commit()
        except json.JSONDecodeError:
            raise unreadable(source) from None
        except SQLAlchemyError as error:
            raise failed(say("没有复制完 {name}，没有留下新表", name=source.path), error) from None
    return result


def connections(source: Place, target: Place, stack: ExitStack) -> tuple[Connection, Connection]:
    """To both databases; one for both where a file allows only one at a time."""
    opened: list[Connection] = []
    for place in (source, target):
        if opened and place.url == source.url and place.url.get_backend_name() == "sqlite":
            opened.append(opened[0])
            break
        engine = place.engine()
        stack.callback(engine.dispose)
        opened.append(connected(engine, place))
        stack.callback(closed, opened[-1])
    return opened[0], opened[1]


def closed(connection: Connection) -> None:
    """Closes a connection; one that is broken by now has nothing to undo."""
    try:
        connection.close()
    except SQLAlchemyError:
        connection.invalidate()
        connection.close()


def refuse_schema(connection: Connection, place: Place) -> None:
    """A Problem for a schema that is not there: it is not made."""
    if place.schema and not inspect(connection).has_schema(place.schema):
        raise Problem(say("没有模式 {name}", name=place.schema), say("在 {place}；模式不会自动建立", place=place.shown),
                      "检查模式名，或先建立它（CREATE SCHEMA）", code="masking-table")  # fmt: skip


def reflected(reading: Connection, source: Place) -> Table:
    """The table as it is."""
    refuse_schema(reading, source)
    try:
        with warnings.catch_warnings():  # of a type that is not known is said what to do where it matters
            warnings.filterwarnings("ignore", "Did not recognize type", SAWarning)
            table = Table(source.table, MetaData(), schema=source.schema, autoload_with=reading, resolve_fks=False)
    except NoSuchTableError:
        raise Problem(say("没有表 {name}", name=source.path), say("在 {place}", place=source.shown), "检查表名与模式名",
                      code="masking-table") from None  # fmt: skip
    for column in table.columns:
        column.type = exact(column.type, reading.dialect)
    return table


class Held(types.Numeric[Any]):
    """A whole number of many figures as SQLite holds it: by way of a fraction those beyond the fifteenth would be lost."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """As it is; a Decimal, which SQLite does not know, in figures."""
        return lambda value: str(value) if isinstance(value, Decimal) else value

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        """As it is."""


def exact(kind: Any, dialect: Dialect) -> Any:
    """A type by which a database neither reads nor writes another number than it holds."""
    return Held(kind.precision, 0) if dialect.name == "sqlite" and of_figures(kind) else kind


def of_figures(kind: Any) -> bool:
    """Whether a type is NUMERIC or DECIMAL of so many figures without a fraction."""
    return isinstance(kind, types.Numeric) and bool(kind.precision) and not kind.scale


def first_values(reading: Connection, table: Table, place: Place) -> list[list[Any]]:
    """The first values, by the primary key, of each column in which they have a say (others may hold documents); none of the
    others. Raises ``Problem`` as ``batches`` does."""
    asked = [one for one in table.columns if asks(title(one))]
    wanted = select(*asked).order_by(*table.primary_key.columns).limit(LOOKED_AT)
    rows = [row for some in batches(reading, wanted, place) for row in some] if asked else []
    values = {one.name: [row[k] for row in rows] for k, one in enumerate(asked)}
    return [values.get(one.name, []) for one in table.columns]


def ruled(columns: Columns, table: Table, policy: Policy, values: Sequence[Sequence[Any]]) -> list[Rule]:
    """What becomes of each column, by its first values, too; raises ``Problem`` for one that the table has not, and for bytes
    under a mask or that are named nowhere."""
    rules = [columns.rule([f"{table.name}.{one.name}", one.name], title(one), one.name, some)
             for one, some in zip(table.columns, values, strict=True)]  # fmt: skip
    for one, rule, some in zip(table.columns, rules, values, strict=True):
        if rule.scan and not any(map(written, some)):
            columns.result.notes += policy.doubts([title(one)], [[*map(written, some)]], [one.name])
    refuse_bytes([one.name for one, rule in zip(table.columns, rules, strict=True)
                  if looked_into(rule) and isinstance(one.type, types.LargeBinary)])  # fmt: skip
    refuse_missing(columns, [one.name for one in table.columns], documents(table, rules, policy))
    refuse_emptied([one.name for one, rule in zip(table.columns, rules, strict=True)
                    if one.primary_key and isinstance(rule.operator, Drop)])  # fmt: skip
    return rules


def refuse_missing(columns: Columns, known: list[str], unread: Sequence[str] = ()) -> None:
    """A Problem for a column that the policy names and the table has not; ``unread``: columns whose keys are not known yet."""
    groups = columns.groups
    missing = next((name for name in groups.policy.columns if name not in groups.seen and not below(name, unread)), "")
    if missing:
        raise Problem(say("表中没有策略中的列“{name}”", name=Name(missing)), say("有：{known}", known=as_names(known)),
                      "核对列名；JSON 列中的键用点连接，例如 doc.mobile", code="masking-column")  # fmt: skip


def refuse_emptied(keys: list[str]) -> None:
    """A Problem for columns of the primary key that would be emptied: SQLite would number the rows anew, others refuse midway."""
    if keys:
        what = say("主键列不能清空（operator: drop）：{names}", names=as_names(keys))
        raise Problem(what, "主键的每一个值都要有，且互不相同",
                      "主键列用 fpe（不同的值得到不同的假名，仍可关联）或 hash，不是个人信息的写 leave",
                      code="masking-column")  # fmt: skip


def below(name: str, columns: Sequence[str]) -> bool:
    """Whether a policy's name is that of a key in one of these columns, with the table's name before it or without."""
    return any(name.startswith(f"{one}.") or f".{one}." in name for one in columns)


def documents(table: Table, rules: list[Rule], policy: Policy) -> list[str]:
    """The columns of JSON, save those that are emptied and of which the policy names no key."""
    pairs = zip(table.columns, rules, strict=True)
    held = [(one.name, rule) for one, rule in pairs if of_json(one.type)]
    return [name for name, rule in held
            if not isinstance(rule.operator, Drop) or any(below(one, [name]) for one in policy.columns)]  # fmt: skip


def looked_into(rule: Rule) -> bool:
    """Whether what a column holds has to be read: it is masked or searched."""
    return rule.scan or bool(rule.operator and not isinstance(rule.operator, Drop))


def refuse_bytes(names: list[str]) -> None:
    """A Problem for columns of bytes: a text may be among them, and nothing of it would be masked."""
    if names:
        raise Problem(say("这些列是字节，不是文字：{names}", names=names), "字节不查找，其中可能有个人信息",
                      "在策略中写明这些列：operator: drop（清空）或 leave（原样保留）", code="masking-type")  # fmt: skip


def like(table: Table, rules: list[Rule], target: Place, dialect: Dialect, *, same: bool) -> Table:
    """A new table for the masked rows: the columns with what comments say of them, but for somebody's data, and the primary key;
    no foreign keys, defaults and indexes."""
    name = f"{target.table[:40]}_part_{secrets.token_hex(4)}"
    return Table(name, MetaData(), *(
        Column(one.name, known_to(dialect, one, rule, same), primary_key=one.primary_key, autoincrement=False,
               comment=None if naming.found(one.comment or "") else one.comment,
               nullable=not one.primary_key and (bool(one.nullable) or isinstance(rule.operator, Drop)))
        for one, rule in zip(table.columns, rules, strict=True)
    ), schema=target.schema)  # fmt: skip


def known_to(dialect: Dialect, column: Column[Any], rule: Rule, same: bool) -> Any:
    """The type of a masked column as the new database knows it; a text for a column that is dropped and of which it knows no
    such type, a Problem for any other."""
    try:
        kind = exact(type_of(column, rule, same), dialect)
        dialect.type_compiler_instance.process(kind)
    except (NotImplementedError, CompileError):
        if isinstance(rule.operator, Drop):
            return Text()
        raise Problem(say("新表所在的数据库没有“{name}”的类型 {type}", name=Name(column.name), type=shown_type(column.type)),
                      "两边是不同的数据库，这一列无法照样建出", "写 operator: drop，或先建一个视图，把这一列转换为文字再复制",
                      code="masking-type") from None  # fmt: skip
    return kind


def know_types(writing: Connection, new: Table, rules: list[Rule]) -> None:
    """A Problem for columns whose types have a name (enumerations, domains) that the new database does not know; one that is
    dropped becomes a text."""
    dialect: Any = writing.dialect
    if dialect.name != "postgresql":
        return
    for column, rule in zip(new.columns, rules, strict=True):
        kind: Any = column.type.item_type if isinstance(column.type, types.ARRAY) else column.type
        if not isinstance(kind, NamedType) or dialect.has_type(writing, kind.name, schema=kind.schema):
            continue
        if isinstance(rule.operator, Drop):
            column.type = Text()
        else:
            raise Problem(say("新表所在的数据库没有“{name}”的类型 {type}", name=Name(column.name), type=str(kind.name)),
                          "它是原库中用 CREATE TYPE 或 CREATE DOMAIN 建立的枚举或域，不会自动建立",
                          "先在目标库建立这一类型，或写 operator: drop，或先建一个视图，把这一列转换为文字再复制",
                          code="masking-type")  # fmt: skip


def shown_type(kind: Any) -> str:
    """A type in words; by its class where it has none."""
    try:
        return str(kind)
    except (NotImplementedError, CompileError):
        return type(kind).__name__


def type_of(column: Column[Any], rule: Rule, same: bool) -> Any:
    """The type of a masked column: as it was, wider where a mask may be longer, a text where a mask is no number
    or may begin with 0."""
    kind = column.type
    if isinstance(kind, types.NullType):
        if isinstance(rule.operator, Drop):
            return Text()
        raise Problem(say("不认识“{name}”的类型", name=Name(column.name)), "新表无法照样建出",
                      "写 operator: drop，或先建一个视图，把这一列转换为文字再复制", code="masking-type")  # fmt: skip
    if textual(kind):
        length = getattr(kind, "length", None)
        if length and rule.operator and rule.operator.name not in AS_LONG:
            return String(max(length, WIDEST))
    elif rule.operator and not nested(kind) and not same_type(rule, kind):
        return String(WIDEST) if column.primary_key else Text()
    kind = kind if same else kind.as_generic()
    if of_json(kind):  # else a NULL would be written as JSON's null
        kind = kind.copy()
        if isinstance(kind, types.ARRAY):
            kind.item_type = kind.item_type.copy()
        (kind.item_type if isinstance(kind, types.ARRAY) else kind).none_as_null = True  # a domain does not heed it
    return kind


def textual(kind: Any) -> bool:
    """Whether a type holds text of any letters."""
    return isinstance(kind, types.String) and not isinstance(kind, types.Enum)


def same_type(rule: Rule, kind: Any) -> bool:
    """Whether a masked value is of the type that the value had: where the pseudonym has as many figures and does not begin with
    0, for 034587 and 34587 would be one number."""
    operator = rule.operator.name if rule.operator else "drop"
    figures = isinstance(kind, types.Integer) or of_figures(kind)
    return operator == "drop" or (operator == "fpe" and figures and rule.kind in NO_ZERO)


def nested(kind: Any) -> bool:
    """Whether a type holds lists or mappings."""
    return isinstance(kind, types.JSON | types.ARRAY)


@contextmanager
def beside(writing: Connection, new: Table) -> Iterator[None]:
    """The table made, and dropped when something goes wrong (where making one is not undone with the rest)."""
    writing.execute(CreateTable(new))
    try:
        if writing.dialect.supports_comments and not writing.dialect.inline_comments:
            for column in new.columns:
                if column.comment:
                    writing.execute(SetColumnComment(column))
        yield
    except BaseException as error:
        if not undone(writing, new) and writing.dialect.name != "postgresql":  # which undoes it when the connection breaks
            raise Problem(say("没有复制完，没写完的表 {name} 可能留在目标库", name=new.name), "与数据库的连接中断了",
                          "数据库恢复后删除这张表，再重新运行", code="masking-table") from error  # fmt: skip
        raise


def undone(writing: Connection, new: Table) -> bool:
    """Drops the table; whether that could be done. A connection that is broken is opened anew."""
    for again in (False, True):
        try:
            if again:
                writing.invalidate()
            writing.rollback()
            writing.execute(DropTable(new, if_exists=True))
            writing.commit()
            return True
        except SQLAlchemyError:
            continue
    return False


def moved(reading: Connection, writing: Connection, source: Place, table: Table, new: Table, columns: Columns,
          rules: list[Rule], result: Result, progress: Progress) -> None:  # fmt: skip
    """Every row read, masked, written; counted against both tables."""
    wanted = reading.scalar(select(func.count()).select_from(table))
    before, after = Sum(), Sum()
    policy = columns.groups.policy
    masking = Masking(columns.groups, ndjson.SPELLINGS, result)
    read = {name: Documents(table.name, name, columns.groups, masking, policy.columns, title(table.columns[name]))
            for name in documents(table, rules, policy)}  # fmt: skip
    names = [column.name for column in table.columns]
    refuse_driver(reading.dialect, [one.name for one, rule in zip(table.columns, rules, strict=True)
                                    if isinstance(one.type, types.Interval) and not isinstance(rule.operator, Drop)])  # fmt: skip
    texts = [textual(made.type) and not textual(old.type) for made, old in zip(new.columns, table.columns, strict=True)]
    for some in batches(reading, select(table), source):
        rows = [list(row) for row in some]
        before.add(rows)
        for k, name in enumerate(names):
            values = [row[k] for row in rows]
            if looked_into(rules[k]) and any(map(holds_bytes, values)):  # in SQLite any column can, and in arrays
                refuse_bytes([name])
            if name in read:
                made = read[name].through(values)
            elif isinstance(rules[k].operator, Drop):
                filled = sum(value is not None for value in values)
                result.add(result.columns, name, "drop", rules[k].kind, filled, 0)
                made = [None] * len(values)
            else:
                made = columns.masked(name, rules[k], values)
                made = [written(one) for one in made] if texts[k] else made
                refuse_odd(writing.dialect, name, made, result.rows + 1)
            for row, value in zip(rows, made, strict=True):
                row[k] = value
        after.add(rows)
        written_to(writing, table, new, rules, [dict(zip(names, row, strict=True)) for row in rows])
        result.rows += len(rows)
        progress(result.rows, wanted or 0)
    if result.rows:
        refuse_missing(columns, [*dict.fromkeys(filter(None, columns.groups.names))])
    reached = writing.scalar(select(func.count()).select_from(new))
    if not wanted == result.rows == reached:
        raise Problem(say("行数不符：原表 {before}，读到 {read}，新表 {after}", before=wanted, read=result.rows, after=reached),
                      "复制期间原表可能有改动", "在没有写入时重新运行", code="masking-table")  # fmt: skip
    result.before, result.after = before.value, after.value


def batches(reading: Connection, wanted: Select[Any], place: Place) -> Iterator[Sequence[Any]]:
    """The rows asked for, batch by batch. Raises ``Problem`` for a date in a file of SQLite that is none, whose words are not
    repeated."""
    try:
        yield from reading.execution_options(stream_results=True, yield_per=ROWS).execute(wanted).partitions(ROWS)
    except json.JSONDecodeError:
        raise
    except ValueError:
        raise Problem(say("读不了表 {name}", name=place.shown), "日期、时间或数字列中有一格不是它们的值", VALUE,
                      code="masking-table") from None  # fmt: skip


def holds_bytes(value: Any) -> bool:
    """Whether a value is bytes, or a list of some."""
    return isinstance(value, BYTES) or (isinstance(value, list | tuple) and any(map(holds_bytes, value)))


def written_to(writing: Connection, table: Table, new: Table, rules: list[Rule], rows: list[dict[str, Any]]) -> None:
    """Masked rows into the new table. Raises ``Problem`` where masked values collide in the primary key, which is all that is
    unique in it."""
    try:
        writing.execute(new.insert(), rows)
    except IntegrityError as error:
        keys = [(one.name, rule.operator.name) for one, rule in zip(table.columns, rules, strict=True)
                if one.primary_key and rule.operator]  # fmt: skip
        if not state_of(error).startswith(REPEATED) or not keys:
            raise
        raise Problem(
            say("没有复制完 {name}，没有留下新表：主键“{column}”脱敏后有重复的值", name=table.name,
                column=[name for name, _ in keys]),
            say("{operator} 会把不同的值变成相同的", operator=[operator for _, operator in keys]),
            "主键列用 fpe（不同的值得到不同的假名，仍可关联），或写 leave", code="masking-table",
        ) from None  # fmt: skip


def renamed(writing: Connection, new: Table, target: Place) -> None:
    """The table takes the name it was made for; the database refuses where that exists by now."""
    quoted = writing.dialect.identifier_preparer
    writing.exec_driver_sql(f"ALTER TABLE {quoted.format_table(new)} RENAME TO {quoted.quote(target.table)}")


ROWS_SUM = "rows-sha256"  # what an audit calls the digest of a table


class Sum:
    """SHA-256 of every row, added modulo 2²⁵⁶: the same for the same rows in whatever order a database gives them."""

    def __init__(self) -> None:
        self.total = 0

    def add(self, rows: list[list[Any]]) -> None:
        """Rows more."""
        for row in rows:
            data = json.dumps([*map(summed, row)], ensure_ascii=False).encode("utf-8", "surrogatepass")
            self.total = (self.total + int.from_bytes(hashlib.sha256(data).digest())) % (1 << 256)

    @property
    def value(self) -> str:
        """The sum in figures, under its own name: it is of no file."""
        return f"{ROWS_SUM}:{self.total:064x}"


def summed(value: Any) -> str | None:
    """A value as the sum takes it."""
    if isinstance(value, list):
        return str([summed(one) for one in value])
    return meant(value) if isinstance(value, Document) else written(value)
