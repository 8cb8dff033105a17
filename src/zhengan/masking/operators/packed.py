"""A column of texts as one run of UTF-8 bytes and offsets: what the operators work on, and how Arrow becomes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.masking.operators import kernels

Bytes = NDArray[np.uint8]
Offsets = NDArray[np.int64]
Flags = NDArray[np.bool_]
MOST_32 = 2**31 - 1
PART = 32_768
"""Rows at a time of what takes several passes: enough for the calls not to count, few enough for a cache."""


@dataclass(frozen=True)
class Packed:
    """Texts in UTF-8: value i is ``data[offsets[i]:offsets[i + 1]]``; ``present[i]`` is false where there is none.

    A missing value has no bytes. The arrays are views that cannot be written: they may belong to somebody else, and
    kernels are then compiled once, for arrays of this sort.
    """

    data: Bytes
    offsets: Offsets
    present: Flags

    def __post_init__(self) -> None:
        for name in ("data", "offsets", "present"):
            view = getattr(self, name).view()
            view.flags.writeable = False
            object.__setattr__(self, name, view)

    def __len__(self) -> int:
        return self.present.size

    @property
    def lengths(self) -> Offsets:
        """Bytes of each value."""
        return np.diff(self.offsets)

    @property
    def filled(self) -> Flags:
        """Where there is a value of at least one byte: what an operator has to do with."""
        return self.present & (self.lengths > 0)

    @classmethod
    def of(cls, texts: Sequence[str | None]) -> Packed:
        """Texts as they are in Python."""
        return cls.from_arrow(pa.array(texts, pa.large_string()))

    @classmethod
    def from_arrow(cls, array: Any) -> Packed:
        """An Arrow array of strings, 32- or 64-bit, sliced or not. Copies no text but under missing values."""
        wide = pa.types.is_large_string(array.type)
        _, offsets, data = array.buffers()
        dtype = np.int64 if wide else np.int32
        size, start = len(array), array.offset
        at = (
            np.frombuffer(offsets, dtype)[start : start + size + 1].astype(np.int64)
            if size
            else np.zeros(1, np.int64)
        )
        held = np.frombuffer(data, np.uint8) if data else np.empty(0, np.uint8)
        held = held[at[0] : at[-1]]
        if at[0]:
            at -= at[0]
        if not array.null_count:
            return cls(held, at, np.ones(size, np.bool_))
        present = np.asarray(array.is_valid().to_numpy(zero_copy_only=False), np.bool_)
        if (~present & (np.diff(at) > 0)).any():  # Arrow allows bytes under a missing value: they may be personal
            bare = cls(held, at, present)
            which = np.where(present, np.arange(size), -1)
            return cls(*kernels.spread(bare.data, bare.offsets, which), present)
        return cls(held, at, present)

    def to_arrow(self, like: Any) -> Any:
        """An Arrow array of the type ``like`` (string or large_string)."""
        wide = pa.types.is_large_string(like)
        if not wide and self.data.size > MOST_32:
            raise Problem(
                "这一批文字超过 2 GiB",
                say("类型 {type} 的偏移只有 32 位", type=str(like)),
                "改用 large_string，或分成小批",
                code="masking-batch",
            )
        validity = None if self.present.all() else pa.py_buffer(np.packbits(self.present, bitorder="little"))
        offsets = pa.py_buffer(self.offsets if wide else self.offsets.astype(np.int32))
        return pa.Array.from_buffers(like, len(self), [validity, offsets, pa.py_buffer(self.data)])

    def texts(self) -> list[str | None]:
        """The texts as they are in Python."""
        texts: list[str | None] = self.to_arrow(pa.large_string()).to_pylist()
        return texts

    def legible(self) -> tuple[list[str | None], bool]:
        """The same of bytes that may be no text: where they are none stands U+FFFD; and whether all of them are."""
        try:
            return self.texts(), True
        except UnicodeDecodeError:
            raw, at = self.data.tobytes(), self.offsets.tolist()
            pairs = zip(self.present.tolist(), at[:-1], at[1:], strict=True)
            return [raw[a:b].decode("utf-8", "replace") if there else None for there, a, b in pairs], False

    def part(self, start: int, end: int) -> Packed:
        """Some rows."""
        at = self.offsets[start : end + 1]
        return Packed(self.data[at[0] : at[-1]], at - at[0], self.present[start:end])

    def with_data(self, data: Bytes) -> Packed:
        """The same lengths with other bytes."""
        return Packed(data, self.offsets, self.present)

    def replaced(self, rows: Flags, by: Packed) -> Packed:
        """This column with the chosen rows taken from another of as many rows."""
        if not rows.any():
            return self
        if np.array_equal(self.offsets, by.offsets):
            return self.with_data(kernels.overlaid(self.data, by.data, self.offsets, rows))
        data, offsets = kernels.merged(self.data, self.offsets, by.data, by.offsets, rows)
        return Packed(data, offsets, self.present)

    def filled_with(self, label: bytes) -> Packed:
        """The same text in the place of every value that is not empty."""
        one = Packed.of([label.decode()])
        data, offsets = kernels.spread(one.data, one.offsets, np.where(self.filled, 0, -1))
        return Packed(data, offsets, self.present)
