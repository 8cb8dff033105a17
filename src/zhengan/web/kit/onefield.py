"""One field given to several records at once: what they state now, the input, and what was written into it.

Where they differ nothing is chosen beforehand, and nothing is cleared but by a tick of its own.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from zhengan.accounts.models import Institution
from zhengan.kit.problem import Problem
from zhengan.records.models import Record
from zhengan.registers.kit.cells import Cell, CellProblem, is_written
from zhengan.registers.kit.fields import Field
from zhengan.registers.kit.register import Register
from zhengan.web.kit.forms import Control, cells_from, cells_of, controls

SHOWN = 8  # values named one by one
CLEAR = "clear"  # the name of the tick


@dataclass(frozen=True)
class Stated:
    """What records state in a field: each value with how many state it, the most frequent first; ``more`` are not shown."""

    values: list[tuple[Any, int]]
    more: int
    shared: Cell

    @property
    def differ(self) -> bool:
        """Whether they do not all state the same."""
        return len(self.values) > 1


def stated(rows: Sequence[Record], into: Register, field: Field) -> Stated:
    """What the records state in the field; ``shared`` is the cell of all of them, empty where they differ."""
    cells = [cells_from(row, into)[field.name] for row in rows]
    keys = [cell if isinstance(cell, str) else tuple(cell) for cell in cells]
    values = {key: getattr(row, field.name) for key, row in zip(keys, rows, strict=True)}
    counted = Counter(keys).most_common()
    shown = [(values[key], count) for key, count in counted[:SHOWN]]
    return Stated(shown, len(counted) - len(shown), cells[0] if len(counted) == 1 else "")


def clearable(into: Register, field: Field) -> bool:
    """Whether a record may say nothing in the field: left out, it is not taken for something else either."""
    if field.required:
        return False
    source = next(one for one in dataclasses.fields(into.kind) if one.name == field.name)
    return source.default in (None, "", ())


def written(into: Register, field: Field, now: Stated, data: QueryDict) -> Cell:
    """The new value a form states. Raises Problem (with its ``field``) where it states none and does not ask to clear it."""
    value = cells_of(into, data)[field.name]
    may = clearable(into, field)
    if may and data.get(CLEAR) == "1":
        if is_written(value) and value != now.shared:
            raise _wrong(field, "已勾选“清空该项”，又填写了新值：请只留其一")
        return ""
    if is_written(value):
        return value
    if now.differ:
        raise _wrong(field, "各条的值不同：请填写新值，或勾选“清空该项”" if may else "各条的值不同：请填写新值")
    raise _wrong(field, "未填写新值：请填写，或勾选“清空该项”" if may else "未填写新值：请填写")


def control_of(into: Register, institution: Institution, field: Field, value: Cell, wrong: Problem | None) -> Control:
    """The input of the field; an empty value stays one, whatever a new record would begin with."""
    made = next(one for one in controls(into, institution, {}, wrong) if one.field is field)
    made.value = value
    if made.choices and not field.many:
        made.choices = [("", _("请选择")), *(choice for choice in made.choices if choice[0])]
    return made


def _wrong(field: Field, what: str) -> Problem:
    made = CellProblem(what, code="no-value")
    made.field = field.name
    return made
