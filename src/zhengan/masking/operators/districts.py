"""The place with which an address begins, for a column: its province, city and district, as its default mask reads them."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhengan.masking.fast import hancolumn
from zhengan.masking.operators.packed import Packed
from zhengan.masking.plain.districts import GAPS

Level = Literal["province", "city", "district"]
LEVELS: dict[Level, int] = {"province": 1, "city": 2, "district": 3}


def up_to(addresses: Any, level: Level) -> Any:
    """The beginning of each address (an Arrow array) up to that level; up to a higher one where that is all it says.

    Missing where it begins with no place of that sort, and where its bytes are no UTF-8.
    """
    packed = Packed.from_arrow(readable(addresses))
    starts, ends = hancolumn.places(packed.data, packed.offsets, LEVELS[level])
    inside = np.zeros(packed.data.size + 1, np.int8)
    found = starts < ends
    inside[starts[found]] += 1
    inside[ends[found]] -= 1
    data = packed.data[np.cumsum(inside[:-1], dtype=np.int8) > 0]
    offsets = np.concatenate([[0], np.cumsum(ends - starts)])
    made = Packed(data, offsets, packed.present & found).to_arrow(pa.large_string())
    for one in GAPS:
        made = pc.replace_substring(made, one, "")
    return made.cast(addresses.type)


def readable(addresses: Any) -> Any:
    """The same texts, missing where their bytes are no UTF-8: kernels read nothing else."""
    try:
        addresses.validate(full=True)
    except pa.ArrowInvalid:
        return pa.array([text(raw) for raw in addresses.cast(pa.large_binary()).to_pylist()], addresses.type)
    return addresses


def text(raw: bytes | None) -> str | None:
    """What bytes say, where they are UTF-8."""
    try:
        return raw.decode() if raw else None
    except UnicodeDecodeError:
        return None
