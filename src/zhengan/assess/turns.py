"""One at a time in this process: several pages that find a day out of date have it judged once, not each for itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import Lock

PATIENCE = 30.0  # seconds; who waited longer judges for itself rather than never answer
_locks: dict[tuple[int, date], Lock] = {}
_several = Lock()
MOST = 1_000


@contextmanager
def alone(institution: int, day: date) -> Iterator[None]:
    """Have the block to oneself, for an institution and a day; other processes are not waited for."""
    with _several:
        if len(_locks) >= MOST:
            _locks.clear()  # who holds one of these releases it all the same; at worst a day is judged twice
        lock = _locks.setdefault((institution, day), Lock())
    held = lock.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if held:
            lock.release()
