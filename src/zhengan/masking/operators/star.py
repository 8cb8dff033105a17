"""Keep and star: what may stay stays, stars for the other characters, byte length kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhengan.masking.lexicon import doubles
from zhengan.masking.operators import kernels
from zhengan.masking.operators.base import Operator
from zhengan.masking.operators.districts import Level, up_to
from zhengan.masking.operators.packed import Flags, Offsets, Packed


@dataclass(frozen=True, kw_only=True)
class Star(Operator):
    """``138****5678``: keeps ``front`` and ``back`` characters. Masking twice changes nothing more.

    ``hidden``: at least so many characters, and a third, must be hidden; where ``front`` and ``back`` leave fewer, a
    quarter of the value stays at each end (as with the default masks of kinds, ``Keep.split``). 0 turns that off: then
    a value no longer than what would stay becomes stars altogether.
    ``before``: a character such as ``@``; it and what follows its last place stay, and a value without it is a misfit.
    """

    name: ClassVar[str] = "keep"
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
        length = kernels.stars_until(column.data, column.offsets, ends)
        first, last = kernels.between(length, self.fronts(column), self.back, self.hidden)
        return column.with_data(kernels.starred(column.data, column.offsets, ends, first, last)), misfits

    def fronts(self, column: Packed) -> Offsets:
        """How many characters stay in front of each value."""
        return np.full(len(column), self.front)


@dataclass(frozen=True, kw_only=True)
class StarName(Star):
    """``张＊``, ``欧阳＊＊``: the surname stays, also one of two characters where a given name follows."""

    name: ClassVar[str] = "keep_name"
    front: int = 1
    hidden: int = 0

    def fronts(self, column: Packed) -> Offsets:
        """One, and one more for a double surname."""
        pattern = f"^(?:{'|'.join(sorted(doubles()))})."
        double = pc.match_substring_regex(column.to_arrow(pa.large_string()), pattern)
        longer: Offsets = pc.fill_null(double, False).to_numpy(zero_copy_only=False).astype(np.int64)
        return longer + self.front


@dataclass(frozen=True, kw_only=True)
class StarAddress(Operator):
    """``浙江省杭州市余杭区＊＊＊＊``: the place stays up to its district (or city, or province).

    An address that begins with no place that could be read is a misfit.
    """

    name: ClassVar[str] = "keep_address"
    to: Level = "district"

    def treat(self, column: Packed) -> tuple[Packed, Flags]:
        """Stars behind the place."""
        places = up_to(column.to_arrow(pa.large_string()), self.to)
        kept = pc.fill_null(pc.binary_length(places), 0).to_numpy(zero_copy_only=False).astype(np.int64)
        first = kernels.stars_until(column.data, column.offsets, kept)
        every = column.lengths
        return column.with_data(
            kernels.starred(column.data, column.offsets, every, first, every)
        ), column.filled & (kept == 0)


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
