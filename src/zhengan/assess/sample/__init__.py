"""A made-up institution whose records read like real ones, entered as they happened through the public services.

Its clock runs through the past four hundred days, so that what was known when can be tried out. Some things are wrong
on purpose, for every one of them is worth finding: see ``standing``, ``days`` and ``acts``, which say what and why.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from zhengan.accounts.models import Institution
from zhengan.assess.follow import quiet
from zhengan.assess.sample import acts, days, standing
from zhengan.assess.sample.events import DAYS, Event
from zhengan.records.clock import running
from zhengan.records.models import Origin
from zhengan.records.services import Entry, record_many
from zhengan.registers.catalogue import register

CODE = "demo"


def fill(institution: Institution, today: date) -> None:
    """Record the sample up to ``today``, in the order in which it was recorded; the caller assesses afterwards."""
    first = today - timedelta(days=DAYS)
    events = [*standing.events(first, today), *days.events(first, today), *acts.events(first, today)]
    order = attrgetter("recorded", "register")
    with quiet():
        for (recorded, name), together in groupby(sorted(events, key=order), key=order):
            with running(lambda recorded=recorded: recorded):  # type: ignore[misc]
                record_many(
                    register(name).model, [_entry(event) for event in together], institution=institution, by=None,
                    origin=Origin.IMPORT,
                )  # fmt: skip


def _entry(event: Event) -> Entry:
    return Entry(event.uid, event.values)
