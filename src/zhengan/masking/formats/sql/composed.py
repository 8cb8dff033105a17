"""Columns of PostgreSQL whose type is made of fields: each field of a value (a,"b c",) is masked as what it is called."""

from __future__ import annotations

from typing import Any

import numpy as np

from zhengan.masking.formats.cells import Cells
from zhengan.masking.formats.sql import kernel
from zhengan.masking.formats.sql.spelling import AROUND, fields_of
from zhengan.masking.formats.sql.statements import merged


class Unread(Exception):
    """A value of several fields that is not understood; ``place``: where it stands."""

    def __init__(self, place: int):
        super().__init__()
        self.place = place


class Composed:
    """The fields of columns, by the numbers of both."""

    def __init__(self) -> None:
        self.fields: dict[int, list[int]] = {}
        """None of an array of such values, or of fields made of fields: they are not understood."""

    def parted(self, raw: bytes, cells: Cells) -> Cells:
        """The values of such columns, as their fields."""
        if not self.fields:
            return cells
        mine = np.isin(cells.groups, list(self.fields))
        rows: list[tuple[int, int, int, int]] = []
        for k in np.flatnonzero(mine).tolist():
            rows += self.one(raw, int(cells.starts[k]), int(cells.ends[k]), int(cells.groups[k]), int(cells.forms[k]))
        return merged(cells, ~mine, rows) if rows else cells

    def one(self, raw: bytes, start: int, end: int, group: int, form: int) -> list[tuple[int, int, int, int]]:
        """The fields of one value."""
        groups = self.fields[group]
        said = fields_of(raw[start:end]) if form < len(AROUND) else None
        if said is None or len(said) != len(groups):
            raise Unread(start)
        pairs = zip(said, groups, strict=True)
        return [(start + a, start + b, one, kernel.FIELD + form) for (a, b), one in pairs if b > a]

    def among(self, groups: Any) -> bool:
        """Whether one of these columns is made of fields."""
        return bool(self.fields) and any(one in self.fields for one in groups.tolist())
