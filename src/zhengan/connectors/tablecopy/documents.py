"""A column of JSON read as NDJSON is: every key on the way to a value is a column, whose name begins with the table's column."""

from __future__ import annotations

import json
from collections.abc import Callable, Container
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import JSON

from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.masking import mask as mask_text
from zhengan.masking import owners
from zhengan.masking.formats.fields import Groups, Treatment
from zhengan.masking.formats.ndjson import Reader
from zhengan.masking.formats.scanning import PAD


class Documents(Reader):
    """The values of one column on their way through a treatment, batch by batch; each is a line, ``{"column": value}``."""

    def __init__(self, table: str, column: str, groups: Groups, treatment: Treatment, known: Container[str]):
        super().__init__(Path(table), groups, treatment, known)
        self.table, self.column = table, column

    def through(self, values: list[Any]) -> list[Any]:
        """What becomes of some values; one of which nothing changes is the same object. Raises ``Problem`` for what JSON
        (RFC 8259) has not, as NaN."""
        raw = b"".join(map(self.line_of, values))
        buf = np.frombuffer(bytearray(raw + bytes(PAD)), np.uint8)
        made = self.piece(buf, len(raw), True)[1]
        pairs = zip(values, raw.split(b"\n")[:-1], made.split(b"\n")[:-1], strict=True)
        return [value if old == new else json.loads(new)[self.column] for value, old, new in pairs]

    def line_of(self, value: Any) -> bytes:
        """A value as a line; half of a surrogate pair is written as an escape."""
        value = None if value is JSON.NULL else value
        try:
            return json.dumps({self.column: value}, ensure_ascii=False).encode() + b"\n"
        except UnicodeEncodeError:
            return json.dumps({self.column: value}).encode() + b"\n"

    def header(self, path: list[str], beside: Callable[[], list[str]]) -> str:
        """The table's column stands above all keys, and need not say what it holds."""
        return super().header(path if owners.one(path[0]) != owners.UNKNOWN or len(path) < 2 else path[1:], beside)

    def group(self, path: list[str], header: str) -> int:
        """The number of the column at a path: a policy may call it with the name of the table before it, too."""
        names = [".".join(path[:k]) for k in range(len(path), 0, -1)]
        shown = next((one for one in names if one in self.known or self.of_table(one) in self.known), "")
        every = [name for one in names for name in (self.of_table(one), one)]
        return self.groups.group(every, header, shown or str(mask_text(names[0])))

    def of_table(self, name: str) -> str:
        """A column's name behind the table's."""
        return f"{self.table}.{name}"

    def refuse(self, why: Any, raw: bytes, place: int) -> None:
        """A Problem that names the column and the record."""
        what = say("“{name}”第 {row} 条记录的 JSON 处理不了", name=self.column, row=self.line + raw.count(b"\n", 0, place))
        raise Problem(what, why, "改正这个值，或在策略中写 operator: drop", code="masking-table")
