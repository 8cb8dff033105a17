"""The course of a record: its versions in a row, and which of them were withdrawn rather than corrected.

A correction closes a version at the very instant at which the next one is known; a withdrawal closes it at an instant of
its own, and the same identifier may be recorded again later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zhengan.records.models import Record
from zhengan.records.services import OPERATOR, changes


@dataclass(frozen=True)
class Step:
    """One version of a record. ``changed``: field, before, after, against the version before it; nothing of the first one.

    ``withdrawn``: it was closed without a version in its place. ``again``: it was recorded after such a withdrawal.
    """

    row: Record
    changed: list[tuple[str, Any, Any]]
    withdrawn: bool
    again: bool


def course(versions: Sequence[Record], known_at: datetime | None = None) -> list[Step]:
    """The steps of a record from its versions, the latest first, by what was known at an instant (None: now)."""
    gone = withdrawn(versions, known_at)
    return [
        Step(row, changes(before, row) if before else [], row.pk in gone, before is not None and before.pk in gone)
        for row, before in zip(versions, [*versions[1:], None], strict=True)
    ]


def withdrawn(versions: Sequence[Record], known_at: datetime | None = None) -> set[Any]:
    """Of all versions of a record, the keys of those that were withdrawn, by what was known at an instant (None: now)."""
    begun = {row.recorded_at for row in versions}
    return {
        row.pk for row in versions
        if (at := row.superseded_at) is not None and at not in begun and (known_at is None or at <= known_at)
    }  # fmt: skip


def closer(row: Record) -> str:
    """By whose hand a version was closed, as a user name; empty where it stands."""
    if row.superseded_at is None:
        return ""
    return row.superseded_by.get_username() if row.superseded_by else OPERATOR
