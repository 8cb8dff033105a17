"""Formats that hold columns: Parquet, and Arrow with Feather. Each is a module with the same functions."""

from __future__ import annotations

from types import ModuleType

COLUMNAR = ("parquet", "arrow")


def module_of(kind: str) -> ModuleType:
    """The module of one of them (``opened``, ``batches``, ``mask``), loaded when it is asked for."""
    from zhengan.masking.formats import arrow, parquet

    return parquet if kind == "parquet" else arrow
