"""A correction that meets another: each field from whoever changed it, and those that both changed put before the writer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhengan.kit.problem import Where
from zhengan.records.models import Record
from zhengan.records.values import values_of
from zhengan.registers.kit.cells import Cell, read_cells
from zhengan.registers.kit.fields import Field
from zhengan.registers.kit.register import Register
from zhengan.web.kit.forms import cells_from


@dataclass(frozen=True)
class Difference:
    """A field that is not the same in all three: as it was read, as it stands by now, as it was written."""

    field: Field
    before: Any
    theirs: Any
    ours: Any

    @property
    def untouched(self) -> bool:
        """Whether the writer left it as it was read: then what stands is kept."""
        return bool(self.ours == self.before)

    @property
    def both(self) -> bool:
        """Whether both changed it, and not to the same: only the writer can tell which is right."""
        return self.before not in (self.theirs, self.ours) and self.theirs != self.ours


@dataclass(frozen=True)
class Merged:
    """``cells``: what the form shows to be saved next; ``differences``: what led there, field by field."""

    cells: dict[str, Cell]
    differences: list[Difference]


def merged(into: Register, read: Record, stands: Record, written: Mapping[str, Cell]) -> Merged:
    """What was written (sound cells) over what stands, where the writer had ``read`` before them."""
    _, fact = read_cells(into.model, {**written, "id": read.uid}, Where(into.title()))
    before, theirs, ours = values_of(read), values_of(stands), values_of(fact)
    told = [Difference(one, before[one.name], theirs[one.name], ours[one.name]) for one in into.fields if one.name != "id"]
    standing = cells_from(stands, into)
    cells = {**written, **{one.field.name: standing[one.field.name] for one in told if one.untouched}}
    return Merged(cells, [one for one in told if not one.before == one.theirs == one.ours])
