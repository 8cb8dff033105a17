"""Tables within JSON: the names of their columns once, and rows of values, as pandas (orient="split") and databases write them.

    {"columns": ["客户姓名", "资金账号"], "rows": [["阿迪力", "88012345"]]}
    {"data": [["阿迪力", "88012345"]], "schema": {"fields": [{"name": "客户姓名"}, {"name": "资金账号"}]}}
    [["客户姓名", "资金账号"], ["阿迪力", "88012345"]]

The names stand before the rows or behind them, in their first row or in the nearest object around them, and are as many as the
values of a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from zhengan.masking import owners
from zhengan.masking.formats import keyed
from zhengan.masking.formats.cells import unescaped
from zhengan.masking.formats.csv.head import valued

HEADS = owners.words(
    "columns column fields field header headers heads head cols columnnames columnname fieldnames keynames names titles 列 列名 "
    "字段 表头 标题"
)
FLAT = owners.words(
    "values row data record columnvalues fieldvalues keyvalues oldvalues newvalues before after old new 行 数据 值"
)
"""What one row alone is called beside them."""
CALLED = owners.words("title columnname colname headername fieldname caption dataindex text value 列名 标题 字段名") | {
    key for key, role in keyed.ROLES.items() if role == keyed.NAME
}
"""Under what an object that says of a column what it is keeps its name."""
HEAD, ROW = 1, 2
NESTED = re.compile(rb"\[\s*\[")
NAMES = re.compile(rb'\[\s*["{]')
TOKEN = re.compile(rb'"((?:[^"\\]|\\.)*)"|[{}\[\],:]|[^\s{}\[\],:"]+')
DEEP = 4
"""How far below an object around a table the names of its columns stand at most."""


class Object(list[tuple[str, Any]]):
    """Keys with what stands under them."""


class Leaf:
    """A value: where it begins, and what a string says."""

    __slots__ = ("place", "raw")

    def __init__(self, place: int, raw: bytes | None):
        self.place, self.raw = place, raw

    @property
    def text(self) -> str:
        """What it says; '' of a number."""
        return unescaped(self.raw).strip() if self.raw is not None else ""


def role(path: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Where a value stands, and whether it may be the name of a column or in one row without others (0 for neither)."""
    key = path[-1].replace("_", "").lower() if path else ""
    return tuple(path[:-1]), HEAD if key in HEADS else ROW if key in FLAT else 0


def lines(raw: bytes, begin: int) -> Iterator[tuple[int, int]]:
    """The lines with arrays in an array, which may be rows, and anything that may be the names of columns."""
    place = begin
    while found := NESTED.search(raw, place):
        low, high = raw.rfind(b"\n", 0, found.start()) + 1, raw.find(b"\n", found.end())
        place = high = high if high >= 0 else len(raw)
        if NAMES.search(raw, low, high):
            yield low, high


def headed(raw: bytes, low: int, high: int) -> Iterator[tuple[int, str]]:
    """Of a line of JSON the values, by their places, that stand in a column which says what it holds, and what it says."""
    yield from within(tree(raw, low, high), [])


def tree(raw: bytes, low: int, high: int) -> Any:
    """What a line holds, in lists, objects and leaves."""
    root: list[Any] = []
    open_: list[Any] = [root]
    keys: list[str | None] = [None]
    for token in TOKEN.finditer(raw, low, high):
        sign, top = token[0], open_[-1]
        if sign in (b"}", b"]"):
            open_.pop()
            keys.pop()
        elif sign == b",":
            keys[-1] = None
        elif sign == b":":
            pass
        elif isinstance(top, Object) and keys[-1] is None:
            keys[-1] = unescaped(token[1])
        else:
            new: Any = Object() if sign == b"{" else [] if sign == b"[" else Leaf(token.start() + (sign[:1] == b'"'), token[1])
            top.append((keys[-1] or "", new) if isinstance(top, Object) else new)
            if not isinstance(new, Leaf):
                open_.append(new)
                keys.append(None)
    return root[0] if root else None


def within(node: Any, around: list[Object]) -> Iterator[tuple[int, str]]:
    """The same of what stands in a node; ``around``: the objects in which it is."""
    if isinstance(node, Object):
        around = [*around, node]
        yield from flat(node)
        for _, one in node:
            if not isinstance(one, Leaf):
                yield from within(one, around)
    elif isinstance(node, list):
        rows = [one for one in node if isinstance(one, list) and not isinstance(one, Object)]
        if rows and len(rows) == len(node):
            yield from table(rows, around)
        for one in node:
            if not isinstance(one, Leaf):
                yield from within(one, around)


def table(rows: list[list[Any]], around: list[Object]) -> Iterator[tuple[int, str]]:
    """Of rows whose columns are called in the first of them, or around them; and of pairs, a name and its value."""
    width = max(map(len, rows))
    if (heads := first(rows)) is not None:
        yield from below(rows[1:], heads)
    elif heads := next((made for one in reversed(around) for made in names(one, DEEP) if len(made) == width), None):
        yield from below(rows, heads)
    elif width == 2:
        for row in rows:
            if len(row) == 2 and isinstance(row[0], Leaf) and isinstance(row[1], Leaf) and keyed.kind_of(row[0].text):
                value = row[1].text or ""
                if keyed.named(row[0].text, value):
                    yield row[1].place, row[0].text


def flat(node: Object) -> Iterator[tuple[int, str]]:
    """Of one row alone beside the names of its columns: {"columnnames": [...], "columnvalues": [...]}."""
    held = [(role([key])[1], one) for key, one in node if isinstance(one, list) and not isinstance(one, Object)]
    for what, one in held:
        heads = next(filter(None, map(texts, (made for role, made in held if role == HEAD and len(made) == len(one)))), None)
        if what == ROW and heads and all(isinstance(value, Leaf) for value in one):
            yield from below([one], heads)


def below(rows: list[list[Any]], heads: list[str]) -> Iterator[tuple[int, str]]:
    """The values of rows by what their columns are called."""
    said = [saying(head, heads) and head for head in heads]
    for row in rows:
        yield from ((one.place, head) for one, head in zip(row, said, strict=False) if head and isinstance(one, Leaf))


def first(rows: list[list[Any]]) -> list[str] | None:
    """The names of columns, where the first row is these and the second is not."""
    heads = texts(rows[0]) if len(rows) > 1 else None
    if not heads or any(map(valued, heads)) or any(len(a) != len(b) for a, b in pairwise(rows[:3])):
        return None
    second = [one.text if isinstance(one, Leaf) else "" for one in rows[1]]
    if len(heads) == 2 and keyed.upright([[*map(_shown, row)] for row in rows[:20]], ()):
        return None
    return None if any(keyed.kind_of(one) for one in second if one) else heads


def _shown(one: Any) -> str:
    if not isinstance(one, Leaf):
        return ""
    return one.text if one.raw is not None else "0"


def names(node: Any, deep: int) -> Iterator[list[str]]:
    """What may be the names of columns in a node, the nearest first."""
    if not deep:
        return
    if isinstance(node, Object):
        lists = [(key, one) for key, one in node if isinstance(one, list)]
        for key, one in lists:
            made = None if isinstance(one, Object) else texts(one)
            if made and (role([key])[1] == HEAD or isinstance(one[0], Object) or sure(made)):
                yield made
        for _, one in lists:
            yield from names(one, deep - 1)


def texts(node: list[Any]) -> list[str] | None:
    """What a list of strings, or of objects each of which has a name, calls columns; None where none of it names a kind."""
    made = [one.text if isinstance(one, Leaf) and one.raw is not None else called(one) for one in node]
    heads = [one for one in made if one is not None]
    return heads if len(heads) == len(made) and any(saying(one, heads) for one in heads) else None


def sure(heads: list[str]) -> bool:
    """Whether words under any key are the names of columns: one alone may be a tag."""
    return sum(saying(one, heads) for one in heads) > (len(heads) > 1)


def called(node: Any) -> str | None:
    """The name of a column by an object that says what it is: of several names the one that names a kind."""
    if not isinstance(node, Object):
        return None
    made = [one.text for key, one in node if key.replace("_", "").lower() in CALLED and isinstance(one, Leaf)]
    return next((one for one in made if keyed.kind_of(one)), made[0] if made else None)


def saying(head: str, heads: Sequence[str]) -> bool:
    """Whether the name of a column says what it holds; a name alone only beside others of persons."""
    if not owners.bare(head.strip()):
        return bool(keyed.kind_of(head.strip()))
    others = [one for one in heads if not owners.bare(one)]
    return owners.beside(others) == owners.PERSON or any(keyed.kind_of(one.strip()) for one in others)
