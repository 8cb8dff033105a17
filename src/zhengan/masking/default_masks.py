"""The default mask of each kind, as an operator over a column (domain: keep 3 + 4 of an ID, the domain of a mailbox, …)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhengan.masking.kinds.every import BY_NAME as KINDS
from zhengan.masking.kinds.every import BY_RANK
from zhengan.masking.kinds.name import DOTS
from zhengan.masking.lexicon import doubles
from zhengan.masking.operators import kernels
from zhengan.masking.operators.base import Operator
from zhengan.masking.operators.districts import up_to
from zhengan.masking.operators.packed import Bytes, Flags, Packed
from zhengan.masking.operators.star import Star
from zhengan.masking.plain.stars import SPACES

SEPARATORS = [np.frombuffer(char.encode(), np.uint8) for char in DOTS + SPACES]
__all__ = ["BY_RANK", "KINDS", "StarAddress", "StarName", "StarResident", "default"]


@dataclass(frozen=True, kw_only=True)
class StarName(Operator):
    """``张＊``, ``欧阳＊＊``: the surname stays. A name of one character becomes a star."""

    name: ClassVar[str] = "keep"

    def treat(self, column: Packed) -> tuple[Packed, Flags]:
        """Stars behind the surname."""
        texts = column.to_arrow(pa.large_string())
        two = pc.is_in(pc.utf8_slice_codeunits(texts, 0, 2), pa.array(sorted(doubles()), pa.large_string()))
        long = pc.greater(pc.utf8_length(texts), 2)
        shown = np.where(flags(pc.and_(two, long)), 2, 1)
        return stars_behind(column, shown), np.zeros(len(column), np.bool_)


@dataclass(frozen=True, kw_only=True)
class StarAddress(Operator):
    """``浙江省杭州市余杭区＊＊＊``: what stands behind the district becomes stars; all of it where none is recognised."""

    name: ClassVar[str] = "keep"

    def treat(self, column: Packed) -> tuple[Packed, Flags]:
        """Stars behind the district."""
        districts = pc.fill_null(up_to(column.to_arrow(pa.large_string()), "district"), "")
        texts = column.to_arrow(pa.large_string())
        starts = [
            bool(t) and bool(d) and t.startswith(d)
            for t, d in zip(texts.to_pylist(), districts.to_pylist(), strict=True)
        ]
        shown = np.where(starts, pc.utf8_length(districts).to_numpy(zero_copy_only=False), 0)
        return stars_behind(column, shown), np.zeros(len(column), np.bool_)


@dataclass(frozen=True, kw_only=True)
class StarResident(Operator):
    """``360***********0071``: of an old number of fifteen digits the last three, for the fourth belongs to the birth date."""

    name: ClassVar[str] = "keep"

    def treat(self, column: Packed) -> tuple[Packed, Flags]:
        """Stars between the first three and the last four or three."""
        made, misfits = Star(front=3, back=4).treat(column)
        old = kernels.stars_until(column.data, column.offsets, column.lengths) == 15
        if not old.any():
            return made, misfits
        return made.replaced(old, Star(front=3, back=3).treat(column)[0]), misfits


def flags(values: Any) -> Flags:
    """An Arrow array of truth values as flags; missing is false."""
    return np.asarray(pc.fill_null(values, False).to_numpy(zero_copy_only=False), np.bool_)


def stars_behind(column: Packed, shown: Any) -> Packed:
    """The first ``shown`` characters stay; of a value that has no more, none does. Dots and spaces stay, as in text."""
    length = kernels.stars_until(column.data, column.offsets, column.lengths)
    first = np.where(length > shown, shown, 0).astype(np.int64)
    starred = kernels.starred(column.data, column.offsets, column.lengths, first, length)
    for mark in SEPARATORS:
        starred[places_of(mark, column.data)] = mark
    return column.with_data(starred)


def places_of(mark: Bytes, data: Bytes) -> Any:
    """Where the bytes of a character stand, each occurrence a row."""
    size = max(0, data.size - mark.size + 1)
    found = np.ones(size, np.bool_)
    for k, byte in enumerate(mark):
        found &= data[k : k + size] == byte
    return np.flatnonzero(found)[:, None] + np.arange(mark.size)


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
    return Star(front=keep.front, back=keep.back, **options)
