"""The one clock of what is kept. Nobody states when a record was made: the server does.

``tick`` gives each write and each assessment of an institution an instant of its own, strictly after the last one,
even where the machine's clock was set back. So "as known at" always cuts between two whole writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.db import transaction

from zhengan.accounts.models import Institution
from zhengan.kit.time import CST, to_cst

Clock = Callable[[], datetime]


def _machine() -> datetime:
    return datetime.now(CST)


_clock: ContextVar[Clock] = ContextVar("clock", default=_machine)


def now() -> datetime:
    """The present instant, in China time."""
    return to_cst(_clock.get()())


@contextmanager
def running(clock: Clock) -> Iterator[None]:
    """Let another clock run inside the block: for tests and for the sample institution, never for real records."""
    token = _clock.set(clock)
    try:
        yield
    finally:
        _clock.reset(token)


@contextmanager
def turn(institution: Institution) -> Iterator[Institution]:
    """A transaction in which others writing for the institution wait; gives the institution as it stands.

    What is read inside still holds when the block writes: take the turn first, then check, then write.
    """
    with transaction.atomic():
        yield Institution.objects.select_for_update().get(pk=institution.pk)


def tick(institution: Institution, *, writes: bool = True) -> datetime:
    """The instant of this write (or, with ``writes`` off, of this assessment); call it inside a transaction.

    Others writing for the institution wait until the transaction ends.
    """
    row = Institution.objects.select_for_update().get(pk=institution.pk)
    instant = now()
    if row.ticked_at is not None:
        instant = max(instant, to_cst(row.ticked_at) + timedelta(microseconds=1))
    ticks = {"ticked_at": instant, "written_at": instant} if writes else {"ticked_at": instant}
    Institution.objects.filter(pk=row.pk).update(**ticks)
    for name, value in ticks.items():
        setattr(institution, name, value)
    return instant
