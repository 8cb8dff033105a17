"""The sample's records on their way in: each register as a file through the importer, then kept as they were entered.

Every register is written as CSV, read and checked by ``plan_import``, carried out where others name it, and corrected by
``amend``: the ways in of the import page and of forms, with every check they make, in a transaction that is given up.
What they let in is then laid down at the instants at which the firm entered it, for an import of today would show three
years of records as entered late. Its opening files stand among the imports; what came later came page by page, and what
machines measure by itself.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import transaction

from zhengan.accounts.models import Institution
from zhengan.assess.sample.events import Event
from zhengan.kit.problem import Problems
from zhengan.records.bulk import Progress
from zhengan.records.history import Write, lay_down, require_unwritten
from zhengan.records.models import Origin
from zhengan.records.services import OPERATOR, Entry
from zhengan.records.values import values_of
from zhengan.registers import services
from zhengan.registers.catalogue import REGISTERS, register
from zhengan.registers.collect import SERIES
from zhengan.registers.imports.models import Import
from zhengan.registers.kit.register import Register
from zhengan.registers.kit.unhurried import unhurried
from zhengan.registers.kit.written import guarded, write_cell

Key = tuple[str, str, datetime]
"""Register, identifier, instant: one version of one record."""


@unhurried()
def load(events: Iterable[Event], opening: datetime, institution: Institution, progress: Progress) -> None:
    """Check everything as an import would, then record it as it happened. Raises Problems where a check refuses a record,
    TypeError where the institution has records.

    ``progress`` is told how many of how many steps are done, two for each record.
    """
    require_unwritten(institution)
    ordered = sorted(events, key=attrgetter("recorded"))
    total = 2 * len(ordered)
    files: dict[str, str] = {}
    checked = _checked(ordered, opening, institution, files, lambda done: progress(done, total))
    writes = [*_writes(ordered, opening, checked)]
    laid = lay_down(writes, institution=institution, progress=lambda done, _: progress(len(ordered) + done, total))
    for write, instant in laid:
        if write.origin == Origin.IMPORT:
            _told(write, instant, files, institution)


def _checked(
    events: Sequence[Event], opening: datetime, institution: Institution, files: dict[str, str],
    done: Callable[[int], None],
) -> Mapping[Key, Entry]:  # fmt: skip
    """What the ways in make of every event; ``files`` learns the digest of each register's opening file."""
    held: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        held[event.register].append(event)
    entries: dict[Key, Entry] = {}
    with transaction.atomic():
        for name in _in_order(held):
            parts = [*_parts(held[name], opening)]
            kept = len(parts) > 1 or any(name in register(other).checked_with for other in held)
            for part in parts:
                digest = _enter(register(name), part, institution, entries, kept, done)
                if part[0].recorded == opening:
                    files[name] = digest
        transaction.set_rollback(True)
    institution.refresh_from_db()
    return entries


def _in_order(held: Mapping[str, Any]) -> Iterator[str]:
    """The registers, those that others refer to first."""
    waiting = [name for name in REGISTERS if name in held]
    while waiting:
        ready = [n for n in waiting if not (set(register(n).checked_with) - {n}).intersection(waiting)]
        yield from ready
        waiting = [name for name in waiting if name not in ready]


def _parts(events: Sequence[Event], opening: datetime) -> Iterator[list[Event]]:
    """The files of a register: what stood, then what came between one correction and the next; a correction by itself."""
    seen: set[str] = set()
    part: list[Event] = []
    for event in events:
        again = event.uid in seen
        if part and (again or (part[0].recorded == opening and event.recorded != opening)):
            yield part
            part = []
        if again:
            yield [event]
        else:
            seen.add(event.uid)
            part.append(event)
    if part:
        yield part


def _enter(
    into: Register, part: Sequence[Event], institution: Institution, entries: dict[Key, Entry], kept: bool,
    done: Callable[[int], None],
) -> str:  # fmt: skip
    """Import a file, or correct what is on record; the file's digest. ``entries`` learns what came of each event.

    ``kept``: whether anything later looks at what the file states; else its checks are all there is to it.
    """
    first = part[0]
    if kept and (row := into.model.objects.filter(institution=institution, uid=first.uid).current().first()) is not None:
        made = services.amend(row, _cells(into, first), by=None, origin=Origin.PAGE, remark=first.why)
        entries[into.name, first.uid, first.recorded] = Entry(made.uid, values_of(made))
        return ""
    before = len(entries)
    plan = services.plan_import(
        into.name, as_csv(into, part), f"{into.title()}.csv", institution=institution,
        progress=lambda read, _: done(before + read),
    )  # fmt: skip
    if plan.problems:
        raise Problems(list(plan.problems))
    for event, fact in zip(part, plan.facts, strict=True):
        entries[into.name, event.uid, event.recorded] = Entry(fact.id, values_of(fact))
    if kept:
        services.carry_out(plan, institution=institution, by=None, origin=Origin.IMPORT)
    return plan.sha256


def _cells(into: Register, event: Event) -> dict[str, str]:
    """What an event states, as people write it; what it does not state, empty."""
    stated = {"id": event.uid} | event.values
    return {field.name: write_cell(field, stated.get(field.name)) for field in into.fields}


def as_csv(into: Register, events: Iterable[Event]) -> bytes:
    """A file of a register as an export writes it."""
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow([field.label() for field in into.fields])
    for event in events:
        sheet.writerow([guarded(cell) for cell in _cells(into, event).values()])
    return out.getvalue().encode()


def _writes(events: Sequence[Event], opening: datetime, entries: Mapping[Key, Entry]) -> Iterator[Write]:
    """What the firm entered together: the opening files, what machines deliver, and what people enter on pages."""
    order = attrgetter("recorded", "register", "why")
    for (recorded, name, why), together in groupby(sorted(events, key=order), key=order):
        into = register(name)
        parts = [entries[name, event.uid, recorded] for event in together]
        if recorded == opening:
            yield Write(recorded, into.model, parts, Origin.IMPORT, f"{into.title()}.csv")
        else:
            yield Write(recorded, into.model, parts, Origin.CONNECTOR if into.kind in SERIES else Origin.PAGE, why)


def _told(write: Write, instant: datetime, files: Mapping[str, str], institution: Institution) -> None:
    """That a file was imported, as the importer keeps it."""
    name = next(name for name, into in REGISTERS.items() if into.model is write.model)
    Import.objects.create(
        institution=institution, register=name, source=write.remark, sha256=files[name], count=len(write.entries),
        recorded_at=instant, recorded_by=None, recorder=OPERATOR,
    )  # fmt: skip
