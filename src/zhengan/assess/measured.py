"""What is measured all the time but put on record now and then: it is put there before the present is judged.

Otherwise a source that was heard seconds ago would be judged by what the register happened to hold, and found silent.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.dispatch import Signal

from zhengan.assess.quiet import quiet
from zhengan.assess.touched import Touched
from zhengan.records.clock import now

wanted = Signal()  # who measures puts on record what waits, and answers what that concerns (None: nothing waited)


def put_on_record(day: date) -> Touched:
    """Have everything measured by now on record, where ``day`` is still running; what was written concerns these."""
    if day != now().date():
        return {}
    with quiet(), transaction.atomic():  # who asks judges what was written; others' pages find it written since
        told = [concerned for _, concerned in wanted.send(sender=None) if concerned]
    return {kind: subjects for concerned in told for kind, subjects in concerned.items()}
