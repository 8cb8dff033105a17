"""The default mask of each kind, as an operator over a column (domain: keep 3 + 4 of an ID, the domain of a mailbox, …)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pyarrow as pa

from zhengan.masking.fast import hancolumn
from zhengan.masking.kinds.every import BY_NAME as KINDS
from zhengan.masking.kinds.every import BY_RANK, RANKS
from zhengan.masking.operators import kernels
from zhengan.masking.operators.base import Operator
from zhengan.masking.operators.packed import Flags, Packed
from zhengan.masking.operators.star import Star, StarNumber

__all__ = ["BY_RANK", "KINDS", "StarAddress", "StarName", "StarResident", "default"]


@dataclass(frozen=True, kw_only=True)
class StarWords(Operator):
    """Names or addresses, value by value as ``plain.stars`` masks them in a text; bytes that are no UTF-8 are refused."""

    name: ClassVar[str] = "keep"
    rank: ClassVar[int]

    def treat(self, column: Packed) -> tuple[Packed, Flags]:
        """Stars behind what stays; dots and spaces stay too."""
        column.to_arrow(pa.large_string()).validate(full=True)
        starred = hancolumn.starred(column.data, column.offsets, self.rank)
        return column.with_data(starred), np.zeros(len(column), np.bool_)


@dataclass(frozen=True, kw_only=True)
class StarName(StarWords):
    """``张＊``, ``欧阳＊＊``: the surname stays. A name of one character becomes a star."""

    rank: ClassVar[int] = RANKS["name"]


@dataclass(frozen=True, kw_only=True)
class StarAddress(StarWords):
    """``浙江省杭州市余杭区＊＊＊``: what stands behind the district becomes stars; all of it where there is none, or no more."""

    rank: ClassVar[int] = RANKS["address"]


@dataclass(frozen=True, kw_only=True)
class StarResident(Operator):
    """``360***********0071``: of an old number of fifteen digits the last three, for the fourth belongs to the birth date."""

    name: ClassVar[str] = "keep"

    def treat(self, column: Packed) -> tuple[Packed, Flags]:
        """Stars between the first three and the last four or three."""
        made, misfits = StarNumber(front=3, back=4).treat(column)
        gaps = kernels.grouped(column.data)
        old = kernels.stars_until(column.data, column.offsets, column.lengths, gaps) == 15
        if not old.any():
            return made, misfits
        return made.replaced(old, StarNumber(front=3, back=3).treat(column)[0]), misfits


def default(kind: str, **options: Any) -> Operator:
    """The operator ``keep`` of a kind."""
    if kind == "name":
        return StarName(**options)
    if kind == "address":
        return StarAddress(**options)
    if kind == "email":
        return Star(front=1, hidden=0, before="@", **options)
    if kind == "resident_id":
        return StarResident(**options)
    keep = KINDS[kind].keep
    return keeping(kind, front=keep.front, back=keep.back, **options)


def keeping(kind: str, **options: Any) -> Operator:
    """Stars with other figures: of numbers, what stands between groups does not count."""
    return (Star if kind in ("name", "address", "email") else StarNumber)(**options)
