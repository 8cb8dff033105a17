"""The rows of a file in blocks: by column where the rows are alike, which is many times quicker, and one by one anyhow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import say
from zhengan.registers.kit.cells import Cell
from zhengan.registers.kit.row import Row

MOST_ROWS = 200_000
SIZE = 500
EXAMPLE = ("示例：此行不导入", "Example: this row is not imported")
"""What stands as the identifier of a template's example row: such a row is passed over."""

T = TypeVar("T")
Line = tuple[int, T]
Columns = Mapping[str, Sequence[Cell | None]]
"""The cells of each field, one for each row; None and the empty text state nothing."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows that follow one another, with the line of each.

    ``columns``: their cells by field; None where something is odd about them. ``rows`` gives them one by one, with what
    is wrong with each.
    """

    lines: Sequence[int]
    columns: Columns | None
    rows: Callable[[], Sequence[Row]]


def blocks(
    lines: Iterator[Line[T]], alike: Callable[[Sequence[T]], Columns | None], rows: Callable[[Iterator[Line[T]]], Iterator[Row]],
    source: str,
) -> Iterator[Block]:  # fmt: skip
    """The lines of a file as blocks; blank rows and a template's example are passed over.

    ``alike`` gives the columns of a block, or None where a row of it has to be looked at by itself; ``rows`` reads lines
    one by one. Raises Problem, once what stands before was given, for more than ``MOST_ROWS`` rows, none at all, and
    whatever ``lines`` raises.
    """
    count = 0
    for part in _parts(lines):
        columns = alike([cells for _, cells in part])
        if columns is not None and not set(EXAMPLE).isdisjoint(columns.get("id", ())):
            columns = None
        if columns is None or count + len(part) > MOST_ROWS:
            found = [row for row in rows(iter(part)) if row.cells.get("id") not in EXAMPLE]
            room = MOST_ROWS - count
            if found[:room]:
                yield _one_by_one(found[:room])
            if found[room:]:
                raise _too_many(found[room].where)
            count += len(found)
        else:
            count += len(part)
            yield Block([number for number, _ in part], columns, lambda part=part: list(rows(iter(part))))  # type: ignore[misc]
    if not count:
        raise Problem("没有数据行", "表头之下没有内容（示例行不算）", "请填写后再导入", code="empty", where=Where(source))


def _parts(lines: Iterator[Line[T]]) -> Iterator[list[Line[T]]]:
    """``SIZE`` lines at a time; what was read before a Problem is given before it is raised."""
    part: list[Line[T]] = []
    try:
        for line in lines:
            part.append(line)
            if len(part) == SIZE:
                yield part
                part = []
    except Problem:
        if part:
            yield part
        raise
    if part:
        yield part


def _one_by_one(rows: Sequence[Row]) -> Block:
    return Block([row.where.line or 0 for row in rows], None, lambda: rows)


def _too_many(where: Where) -> Problem:
    return Problem(say("超过 {most} 行", most=MOST_ROWS), "一次导入的上限", "请拆分后导入", code="too-large", where=where)


def by_column(parts: Sequence[Sequence[Any]], fill: Any) -> list[Sequence[Any]]:
    """Rows turned into columns, short rows filled up."""
    width = max(map(len, parts))
    return [*zip(*(part if len(part) == width else [*part, *[fill] * (width - len(part))] for part in parts), strict=True)]
