"""Jobs done in a process of their own: minutes of judging would take the processor from the pages, turn by turn.

Each is ``python -m zhengan.schedule NAME``, as whoever began it (the same holder, so the same lease), and ends with him.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from zhengan.schedule.leases import due
from zhengan.schedule.models import Outcome, Run

log = logging.getLogger(__name__)
Told = Callable[[str, Outcome], None]  # hears of each job as it is begun (running) and ended
AGAIN = 1800.0  # seconds until a process that could not even begin is tried again
END = 5.0  # seconds to end when asked to


class Apart:
    """The processes of one schedule: at most one for each job."""

    def __init__(self, holder: str):
        self._holder = holder
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._not_before: dict[str, float] = {}

    def look(self, name: str, told: Told) -> None:
        """See whether the job's process has ended; begin one where the job is due."""
        child = self._running.get(name)
        if child is not None:
            if child.poll() is None:
                return
            del self._running[name]
            self._ended(name, child.returncode, told)
        if time.monotonic() >= self._not_before.get(name, 0.0) and due(name):
            self._running[name] = self._begun(name)
            told(name, Outcome.RUNNING)

    def stop(self) -> None:
        """End what is under way; its lease is given back by whoever began it."""
        for child in self._running.values():
            child.terminate()
        for child in self._running.values():
            with suppress(subprocess.TimeoutExpired):
                child.wait(END)
        self._running.clear()

    def _begun(self, name: str) -> subprocess.Popen[bytes]:
        environ = {**os.environ, "ZHENGAN_HOLDER": self._holder}
        command = [sys.executable, "-m", "zhengan.schedule", name]  # a session of its own: Ctrl+C is for the one that began it
        return subprocess.Popen(command, env=environ, stdin=subprocess.DEVNULL, start_new_session=True)

    def _ended(self, name: str, code: int, told: Told) -> None:
        if code:
            log.error("the process of job %s ended with %s; it is tried again in %.0f minutes", name, code, AGAIN / 60)
            self._not_before[name] = time.monotonic() + AGAIN
        run = Run.objects.filter(job__name=name).order_by("-fence").first()
        told(name, Outcome.LOST if run is None or run.outcome == Outcome.RUNNING else Outcome(run.outcome))
