"""Blocks of alike rows → facts, column by column: a cell met before is not read again.

What is read here is what ``cells.read_cells`` reads, whose parts do the reading. Wherever anything is wrong or out of the
ordinary the block is left to it, so that what is refused, and in which words, is decided in one place.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from zhengan.facts.base import Fact
from zhengan.facts.convert import converters
from zhengan.facts.node import Node
from zhengan.facts.reader import before, more, plan_of
from zhengan.kit.problem import Problem
from zhengan.kit.time import CST, FIRST_YEAR, LAST_YEAR
from zhengan.records.models import Record
from zhengan.records.values import made
from zhengan.registers.kit.blocks import Block
from zhengan.registers.kit.cells import UNNAMED, Cell, is_written, read_cell
from zhengan.registers.kit.fields import Field, fields_of

NOWHERE = Node(None, "", 0, 0)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}")
_INSTANT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\+08:00)?")
Reader = Callable[[Cell | None], Any]


class Unfit(Exception):
    """Something to be looked at row by row."""


class QuickReader:
    """Reads the blocks of one file for one register; ``present``: the instant that all its rows are read at."""

    def __init__(self, model: type[Record], present: datetime):
        self.kind: type[Fact] = model.fact
        self.present = present
        self.plan = plan_of(self.kind)
        self.absent = {f.name: f.default for f in dataclasses.fields(self.kind)}
        self.absent |= {"id": UNNAMED, "recorded": present}
        self.required = {field.name for field in fields_of(model) if field.required}
        self.readers = {field.name: self._reader(model, field) for field in fields_of(model)}

    def read(self, block: Block) -> list[Fact] | None:
        """The facts of a block, those that were given no identifier called ``UNNAMED``; None: read its rows one by one."""
        if block.columns is None or not self.required or not block.columns.keys() >= self.required:
            return None
        try:
            values = {name: [*map(self.readers[name], cells)] for name, cells in block.columns.items()}
        except (Problem, Unfit, KeyError):
            return None
        if not self._in_order(values):
            return None
        count = len(block.lines)
        return made(self.kind, [values.get(name) or [default] * count for name, default in self.absent.items()])

    def _in_order(self, values: Mapping[str, list[Any]]) -> bool:
        """Whether nothing ends before it begins, and of nothing there is more than of the whole."""
        asked = ((wrong, pair) for wrong, pairs in ((before, self.plan.order), (more, self.plan.parts)) for pair in pairs)
        return not any(
            wrong(b, a) for wrong, (first, second) in asked if first in values and second in values
            for a, b in zip(values[first], values[second], strict=True)
        )

    def _reader(self, model: type[Record], field: Field) -> Reader:
        """What a cell of a field says; held, for a column of 100,000 cells has few different ones (identifiers apart)."""
        convert, absent = converters(model.fact)[field.name], self.absent[field.name]
        past = field.name in self.plan.past

        def read(cell: Cell | None) -> Any:
            if cell is None or not is_written(cell):
                if field.required:
                    raise Unfit
                return absent
            if field.control == "json":
                raise Unfit
            value = _instant(field, cell)
            if value is None:
                value = convert(read_cell(model, field, cell, NOWHERE))
            if past and isinstance(value, date) and self._ahead(value):
                raise Unfit
            return value

        if field.name == "id":
            return lambda cell: cell if isinstance(cell, str) and _ID.fullmatch(cell) else read(cell)
        return _Held(read).__getitem__

    def _ahead(self, value: date) -> bool:
        return value > self.present if isinstance(value, datetime) else value > self.present.date()


class _Held(dict[Cell | None, Any]):
    """What each cell of a column says, read when it is first met."""

    def __init__(self, read: Reader):
        super().__init__()
        self.read = read

    def __missing__(self, cell: Cell | None) -> Any:
        value = self[cell] = self.read(cell)
        return value


def _instant(field: Field, cell: Cell) -> datetime | None:
    """An instant as programs write it; None where the cell is none, or one written otherwise."""
    if field.control != "instant" or not isinstance(cell, str) or (match := _INSTANT.fullmatch(cell)) is None:
        return None
    try:
        instant = datetime.fromisoformat(f"{match[1]} {match[2]}").replace(tzinfo=CST)
    except ValueError:
        return None
    return instant if FIRST_YEAR <= instant.year <= LAST_YEAR else None
