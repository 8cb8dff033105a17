"""What is measured all the time but put on record now and then: it is put there before the present is judged.

Otherwise a source that was heard seconds ago would be judged by what the register happened to hold, and found silent.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.dispatch import Signal

from zhengan.assess.quiet import quiet
from zhengan.assess.touched import Touched
from zhengan.facts.base import Fact
from zhengan.records.clock import now

wanted = Signal()  # who measures puts on record what waits, and answers what that concerns (None: nothing waited)


def put_on_record(day: date) -> Touched:
    """Have everything measured by now on record, where ``day`` is still running; what was written concerns these."""
    if day != now().date():
        return {}
    with quiet(), transaction.atomic():  # who asks judges what was written; others' pages find it written since
        told = [concerned for _, concerned in wanted.send(sender=None) if concerned]
    return both(*told)


def both(*several: Touched) -> Touched:
    """All that any of them concerns: each kind with the subjects of all, and with any where one says so."""
    found: dict[type[Fact], Collection[str] | None] = {}
    for one in several:
        for kind, subjects in one.items():
            before = found.get(kind, ())
            found[kind] = None if subjects is None or before is None else {*before, *subjects}
    return found
