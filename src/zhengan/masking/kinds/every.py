"""Every kind: the structured ones, and those that are read from Chinese text."""

from __future__ import annotations

from zhengan.masking.kinds import address, name
from zhengan.masking.kinds.base import Kind
from zhengan.masking.kinds.structured import STRUCTURED

EVERY: tuple[Kind, ...] = (*STRUCTURED, name.KIND, address.KIND)
BY_NAME: dict[str, Kind] = {kind.name: kind for kind in EVERY}
BY_RANK: dict[int, Kind] = {kind.rank: kind for kind in EVERY}
RANKS: dict[str, int] = {kind.name: kind.rank for kind in EVERY}
