"""One row of a file, whatever kind of file it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhengan.kit.problem import Problem, Where
from zhengan.registers.kit.cells import Cell


@dataclass(frozen=True, slots=True)
class Row:
    """Its cells by field name, and its place. ``wrong``: what is known to be wrong with it already."""

    cells: Mapping[str, Cell]
    where: Where
    wrong: tuple[Problem, ...] = ()
