"""Holding a job while it is being done: a thread beside the work renews the lease, three times in its length.

The thread dies with its process, so a job whose process was killed is free when the lease ends. A process that was
only held up may renew again when it wakes, unless another has taken the job meanwhile: then the fence refuses it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import Error, close_old_connections, connections

from zhengan.schedule.leases import Claim

log = logging.getLogger(__name__)
RENEWALS = 3  # in the length of a lease: two may fail before it ends


@contextmanager
def holding(claim: Claim, longest: timedelta) -> Iterator[None]:
    """Renew the claim's lease while the block runs, but not for longer than ``longest``: what hangs must not hold on."""
    over = threading.Event()
    thread = threading.Thread(
        target=_renewing, args=(claim, longest, over), name=f"zhengan-lease-{claim.name}", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _renewing(claim: Claim, longest: timedelta, over: threading.Event) -> None:
    end = time.monotonic() + longest.total_seconds()
    try:
        while not over.wait(claim.lease.total_seconds() / RENEWALS):
            if time.monotonic() > end:
                log.warning("job %s #%s takes longer than %s; its lease is left to end", claim.name, claim.fence, longest)
                return
            if not _renewed(claim):
                log.warning("job %s #%s is no longer held by this process", claim.name, claim.fence)
                return
    finally:
        connections.close_all()


def _renewed(claim: Claim) -> bool:
    """False only where the database says that the job is not ours; trouble with the database is tried again."""
    try:
        close_old_connections()
        return claim.renew()
    except Error:
        log.warning("the lease of job %s #%s could not be renewed", claim.name, claim.fence, exc_info=True)
        return True
