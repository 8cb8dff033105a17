"""A past laid down at once: what an institution of examples recorded over years, each write at an instant of its own.

Real records are written by ``services``, where nobody states an instant. This way in is open only as long as nothing was
recorded for the institution, so no record can ever be slipped in behind those that are there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from zhengan.accounts.models import Institution
from zhengan.kit.time import to_cst
from zhengan.records.bulk import Progress, write_rows
from zhengan.records.models import Record
from zhengan.records.services import Entry, made_row, tell

TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Write:
    """What was entered together: entries of one register, when, and by which way. ``remark``: why, where it corrects."""

    at: datetime
    model: type[Record]
    entries: Sequence[Entry]
    origin: str
    remark: str = ""


@transaction.atomic
def lay_down(
    writes: Iterable[Write], *, institution: Institution, progress: Progress | None = None
) -> list[tuple[Write, datetime]]:
    """Record the writes in the order of their instants; a later entry of an identifier corrects the one before it.

    Gives each write with the instant it got: its own, or just after the last one, for no two writes share one.
    ``progress`` is told how many of how many records are written. Raises TypeError where the institution has records.
    """
    held = Institution.objects.select_for_update().get(pk=institution.pk)
    require_unwritten(held)
    rows, told, last = _rows(sorted(writes, key=lambda write: write.at), held)
    total, done = sum(map(len, rows.values())), 0
    for model, made in rows.items():
        write_rows(model, made)
        for row in made:
            if row.current:
                row.after_recording()
        tell(model, institution)
        done += len(made)
        if progress is not None:
            progress(done, total)
    Institution.objects.filter(pk=held.pk).update(ticked_at=last, written_at=last)
    institution.refresh_from_db()
    return told


def require_unwritten(institution: Institution) -> None:
    """Raise TypeError where something was recorded for the institution."""
    if institution.written_at is not None:
        raise TypeError("a past is laid down only where nothing is recorded yet: use zhengan.records.services")


def _rows(
    writes: Sequence[Write], institution: Institution
) -> tuple[dict[type[Record], list[Record]], list[tuple[Write, datetime]], datetime | None]:
    """The rows of every register, corrected ones closed; each write's instant; the last instant (None: no writes)."""
    rows: dict[type[Record], list[Record]] = defaultdict(list)
    standing: dict[tuple[type[Record], str], Record] = {}
    told: list[tuple[Write, datetime]] = []
    now: datetime | None = None if institution.ticked_at is None else to_cst(institution.ticked_at)
    for write in writes:
        now = write.at if now is None else max(write.at, now + TICK)
        told.append((write, now))
        for entry in write.entries:
            row = made_row(write.model, entry, institution, None, write.origin, write.remark, now)
            before = standing.get((write.model, entry.uid))
            if before is not None:
                before.superseded_at, before.superseded_why = now, write.remark
            standing[write.model, entry.uid] = row
            rows[write.model].append(row)
    return rows, told, now
