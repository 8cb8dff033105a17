"""Keep and star: what may stay stays, stars for the other characters, byte length kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from zhengan.masking.operators import kernels
from zhengan.masking.operators.base import Operator
from zhengan.masking.operators.packed import Flags, Packed


@dataclass(frozen=True, kw_only=True)
class Star(Operator):
    """``138****5678``: keeps ``front`` and ``back`` characters. Masking twice changes nothing more.

    ``hidden``: at least so many characters, and a third, must be hidden; where ``front`` and ``back`` leave fewer, a
    quarter of the value stays at each end (as with the default masks of kinds, ``Keep.split``). 0 turns that off: then
    a value no longer than what would stay becomes stars altogether.
    ``before``: a character such as ``@``; it and what follows its last place stay, and a value without it is a misfit.
    """

    name: ClassVar[str] = "keep"
    grouped: ClassVar[bool] = False
    front: int = 0
    back: int = 0
    hidden: int = 4
    before: str = ""

    def treat(self, column: Packed) -> tuple[Packed, Flags]:
        """Stars between what stays."""
        ends, misfits = column.lengths, np.zeros(len(column), np.bool_)
        if self.before:
            places = kernels.last_places(column.data, column.offsets, ord(self.before))
            misfits = column.filled & (places < 0)
            ends = np.where(places < 0, ends, places)
        gaps = self.grouped and kernels.grouped(column.data)
        length = kernels.stars_until(column.data, column.offsets, ends, gaps)
        first, last = kernels.between(length, np.full(len(column), self.front), self.back, self.hidden)
        starred = kernels.starred(column.data, column.offsets, ends, first, last, gaps)
        return column.with_data(starred), misfits


@dataclass(frozen=True, kw_only=True)
class StarNumber(Star):
    """``138-****-5678``: what stands between the groups of a number stays and does not count, as in a text; what is Chinese, as
    who is called by it (张伟13812345678), becomes stars wherever it stands."""

    grouped: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class Redact(Operator):
    """The same label in the place of every value; shows nothing, not even the length."""

    name: ClassVar[str] = "redact"

    def treat(self, column: Packed) -> tuple[Packed, Flags]:
        """The label where there is something to hide."""
        return column.filled_with(self.label.encode()), np.zeros(len(column), np.bool_)


@dataclass(frozen=True, kw_only=True)
class Drop(Operator):
    """No value at all: every row becomes missing. A table engine may leave the whole column out."""

    name: ClassVar[str] = "drop"

    def treat(self, column: Packed) -> tuple[Packed, Flags]:
        """Nothing."""
        nothing = np.zeros(len(column), np.bool_)
        return Packed(column.data[:0], np.zeros(len(column) + 1, np.int64), nothing), nothing
