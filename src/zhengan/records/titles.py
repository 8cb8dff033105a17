"""By which of its fields people call a record."""

from __future__ import annotations

from zhengan.records.models import Record

TITLES = ("name", "indicator", "person")  # the first there is


def called(row: Record) -> str:
    """What people call one record, current or not; empty where it has an identifier only."""
    return next((str(getattr(row, name)) for name in TITLES if getattr(row, name, "")), "")
