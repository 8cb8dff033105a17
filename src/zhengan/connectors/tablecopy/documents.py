"""A column of JSON read as NDJSON is: every key on the way to a value is a column, whose name begins with the table's column."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Column, types
from sqlalchemy.dialects.postgresql import DOMAIN

from zhengan.connectors.tablecopy.exactly import Document, spelt
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.masking import mask as mask_text
from zhengan.masking import owners
from zhengan.masking.formats.fields import Groups, Treatment
from zhengan.masking.formats.json.ndjson import Reader
from zhengan.masking.formats.scanning import PAD
from zhengan.masking.headers import second_header

ENDS, SPACE, DECODER = re.compile("[\\r\\n]"), re.compile("[ \\t\\r]*"), json.JSONDecoder()


class Documents(Reader):
    """The values of one column on their way through a treatment, batch by batch; each is a line, ``{"column": value}``."""

    def __init__(self, table: str, column: str, groups: Groups, treatment: Treatment, known: Container[str], title: str = ""):
        super().__init__(Path(table), groups, treatment, known)
        self.table, self.column, self.title = table, column, title or column

    def through(self, values: list[Any]) -> list[Any]:
        """What becomes of some values, or arrays of them; one of which nothing changes is the same object, and of another all
        that is not masked stays as it is written. Raises ``Problem`` for what JSON (RFC 8259) has not, as NaN."""
        before = json.dumps({self.column: None}, ensure_ascii=False).encode()[: -len("null}")]
        raw = b"".join(before + line_of(value) + b"}\n" for value in values)
        buf = np.frombuffer(bytearray(raw + bytes(PAD)), np.uint8)
        made = self.piece(buf, len(raw), True)[1]
        pairs = zip(values, raw.split(b"\n")[:-1], made.split(b"\n")[:-1], strict=True)
        return [value if old == new else read(new[len(before) : -1].decode(), value) for value, old, new in pairs]

    def header(self, path: list[str], beside: Callable[[], list[str]]) -> str:
        """The table's column stands above all keys, and need not say what it holds; a comment may."""
        path = [self.title, *path[1:]]
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

    def refuse(self, why: Any, place: int) -> None:
        """A Problem that names the column and the record."""
        row = self.line + self.raw.count(b"\n", 0, place)
        what = say("“{name}”第 {row} 条记录的 JSON 处理不了", name=self.column, row=row)
        raise Problem(what, why, "改正这个值，或在策略中写 operator: drop", code="masking-table")


def title(column: Column[Any]) -> str:
    """What a column goes by as by its header: its name; where that says nothing, what the comment on it in the database says."""
    return second_header(column.name, column.comment or "")


def line_of(value: Any) -> bytes:
    """A value in one line: for the ends of its own stand carriage returns, which are no less of a space in JSON."""
    if isinstance(value, list):
        return b"[" + b",".join(map(line_of, within(value))) + b"]"
    return b"null" if value is None else spelt(value).encode().replace(b"\n", b"\r")


def read(line: str, before: Any) -> Any:
    """The masked value, with ends of lines where they stood in what was there before."""
    if isinstance(before, list):
        return again(before, iter(parts(line)))
    if not isinstance(before, Document):
        return before if before is None else json.loads(line)
    if "\n" in before.text:
        ends = iter(ENDS.findall(before.text))
        line = ENDS.sub(lambda _: next(ends), line)  # masks hold none, nor do other strings of JSON
    return Document(line)


def parts(line: str) -> Iterator[str]:
    """The values of an array, as they are written."""
    start, last = 1, len(line) - 1
    while start < last:
        blank = SPACE.match(line, start)
        _, end = DECODER.raw_decode(line, blank.end() if blank else start)
        stop = line.find(",", end)
        yield line[start : stop if stop >= 0 else last]
        start = (stop if stop >= 0 else last) + 1


def within(value: Any) -> Iterator[Any]:
    """The values of an array of the database."""
    if isinstance(value, list):
        for one in value:
            yield from within(one)
    else:
        yield value


def again(value: Any, lines: Iterator[str]) -> Any:
    """The same array with others in the place of its values."""
    return [again(one, lines) for one in value] if isinstance(value, list) else read(next(lines), value)


def of_json(kind: Any) -> bool:
    """Whether a type is JSON, an array of it, or a domain of either."""
    kind = kind.data_type if isinstance(kind, DOMAIN) else kind
    return isinstance(kind.item_type if isinstance(kind, types.ARRAY) else kind, types.JSON)
