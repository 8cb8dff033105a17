"""What a table holds, in two figures: how many rows, and a digest that any changed, missing or doubled row changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

MODULUS = 1 << 256


@dataclass(frozen=True)
class Table:
    """A table's rows. ``digest``: the sum of the rows' SHA-256, so that their order does not matter."""

    rows: int
    digest: str


def table_of(rows: Iterable[object]) -> Table:
    """Count and digest of rows; each is told apart by its ``repr``, which keeps 1, "1", 1.0 and None apart."""
    total = count = 0
    for row in rows:
        total = (total + int.from_bytes(hashlib.sha256(repr(row).encode()).digest())) % MODULUS
        count += 1
    return Table(count, f"{total:064x}")
