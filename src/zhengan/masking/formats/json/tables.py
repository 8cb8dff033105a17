"""Tables within JSON: the names of their columns once, and rows of values, as pandas (orient="split") and databases write them.

    {"columns": ["客户姓名", "资金账号"], "rows": [["阿迪力", "88012345"]]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhengan.masking import owners
from zhengan.masking.formats.keyed import kind_of

HEAD, ROW = 1, 2
HEADS = owners.words("columns column fields field header headers heads cols columnnames fieldnames 列 列名 字段 表头")
ROWS = owners.words("rows row data values records result results datas 行 数据 记录")
ROLES = dict.fromkeys(HEADS, HEAD) | dict.fromkeys(ROWS, ROW)
NESTED = re.compile(rb"[\[,][ \t\r]*\[\Z")
BRACKET = re.compile(rb"[\[\]{}\n]")
Role = tuple[tuple[str, ...], int]


def role(path: list[str]) -> Role:
    """Where a value stands, and whether it may be the name of a column or in a row of a table (0 for neither)."""
    return tuple(path[:-1]), ROLES.get(path[-1].replace("_", "").lower(), 0) if path else 0


def headed(raw: bytes, spans: Sequence[tuple[int, int]], roles: Sequence[Role], texts: Sequence[str]
           ) -> Iterator[tuple[int, str]]:  # fmt: skip
    """Which of some values of JSON, by their places, stand in a column that says what it holds, and what it says. ``texts``: of
    names of columns what they say."""
    heads: list[str] = []
    table: tuple[str, ...] | None = None
    before, place, column = 0, 0, 0
    for k, ((start, end), (above, what)) in enumerate(zip(spans, roles, strict=True)):
        if b"\n" in raw[place:start] or above != table:
            heads, table, before = [], above, 0
        between = raw[place:start]
        if what == HEAD:
            heads = [*heads, texts[k]] if before == HEAD else [texts[k]]
        elif heads:
            if before == ROW and not BRACKET.search(between):
                column += between.count(b",")
            else:
                opened = raw.rfind(b"[", place, start)
                column = raw.count(b",", opened, start) if NESTED.search(raw, max(0, opened - 32), opened + 1) else len(heads)
            if column < len(heads) and said(heads[column], heads):
                yield k, heads[column].strip()
        before, place = what, end


def said(head: str, heads: Sequence[str]) -> bool:
    """Whether the name of a column says what it holds; a name alone only beside others of persons."""
    if not owners.bare(head.strip()):
        return bool(kind_of(head.strip()))
    others = [one for one in heads if not owners.bare(one)]
    return owners.beside(others) == owners.PERSON or any(kind_of(one.strip()) for one in others)
