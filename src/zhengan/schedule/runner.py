"""Doing what is due: one round of it, a loop of rounds, and the threads inside ``zhengan serve``."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from django.db import close_old_connections, connections

from zhengan.kit.problem import Problem
from zhengan.notices import services as notices
from zhengan.records.clock import now
from zhengan.schedule import heartbeat, logbook, peaks
from zhengan.schedule.apart import Apart, Told
from zhengan.schedule.details import kept, read
from zhengan.schedule.holding import holding
from zhengan.schedule.jobs import TASKS, enrol
from zhengan.schedule.leases import Claim, Lapsed, give_back, release, take
from zhengan.schedule.models import Beat, Outcome

log = logging.getLogger(__name__)
ROUND = 5.0  # seconds between looks at what is due
FLUSH = 2  # heartbeats between keepings of the peak: a minute
SEND, LOOK = 12, 180  # rounds between sendings of notices (a minute), between looks at hours that run out (a quarter)
SWITCH = "ZHENGAN_SCHEDULE"
"""What ``zhengan serve`` tells its server process: ``on`` (watch and do jobs), ``watch`` (jobs are done elsewhere)."""


def node() -> str:
    """This machine, by name."""
    return socket.gethostname()[:100]


def holder() -> str:
    """This process, by machine and number."""
    return os.environ.get("ZHENGAN_HOLDER") or f"{node()}:{os.getpid()}"


def round_of_jobs(stopping: threading.Event | None = None, told: Told | None = None) -> list[str]:
    """Do every job that is due and free, one after the other; the names of those done here, however they ended."""
    return list(_due(TASKS, stopping, told or _untold))


def _untold(name: str, outcome: Outcome) -> None:
    pass


def _due(names: Iterable[str], stopping: threading.Event | None, told: Told) -> Iterator[str]:
    for name in names:
        if stopping is not None and stopping.is_set():
            return
        claim = take(name, holder())
        if claim is not None:
            told(name, Outcome.RUNNING)
            told(name, do(claim))
            yield name


def do(claim: Claim) -> Outcome:
    """Do a job that was taken, holding it, and write down how it ended. One that fails never takes the schedule with it."""
    with holding(claim, TASKS[claim.name].longest):
        outcome, detail = _done(claim)
        if outcome is not Outcome.LOST:
            outcome = _given_back(claim, outcome, detail)
    logbook.write("system", "job", job=claim.name, fence=claim.fence, outcome=str(outcome.value), detail=str(read(detail)))
    return outcome


def _done(claim: Claim) -> tuple[Outcome, str]:
    try:
        return Outcome.DONE, kept(TASKS[claim.name].do(claim))
    except Lapsed:
        log.warning("job %s #%s came back after its lease; nothing of it was kept", claim.name, claim.fence)
        return Outcome.LOST, ""
    except Problem as problem:
        return Outcome.FAILED, kept(problem)
    except Exception as error:
        log.exception("job %s #%s", claim.name, claim.fence)
        return Outcome.FAILED, f"{type(error).__name__}: {error}"


def _given_back(claim: Claim, outcome: Outcome, detail: str) -> Outcome:
    try:
        give_back(claim, TASKS[claim.name].timing, outcome, detail)
    except Lapsed:
        log.warning("job %s #%s ended after its lease", claim.name, claim.fence)
        return Outcome.LOST
    return outcome


def work(stopping: threading.Event, told: Told | None = None) -> None:
    """Look at what is due again and again until told to stop. Trouble with the database is logged and waited out."""
    enrolled, rounds, apart = False, 0, Apart(holder())
    here, there = ([name for name, task in TASKS.items() if task.apart is which] for which in (False, True))
    while not stopping.is_set():
        try:
            close_old_connections()
            if not enrolled:
                enrol()
                enrolled = True
            for name in there:
                apart.look(name, told or _untold)
            for _ in _due(here, stopping, told or _untold):
                pass
            rounds += 1
            tell(rounds)
        except Exception:
            log.exception("the schedule could not look at its jobs")
        stopping.wait(ROUND)
    apart.stop()
    connections.close_all()


def tell(rounds: int) -> None:
    """Send the mails that wait, and have hours that ran out noticed. No job of the table: each mail has its own lease."""
    if rounds % LOOK == 0:
        notices.watch(now())
    if rounds % SEND == 0:
        notices.send_due(now())


def watch(stopping: threading.Event, every: timedelta = heartbeat.EVERY) -> None:
    """Beat and keep the peak until told to stop."""
    row: Beat | None = None
    beats = 0
    while not stopping.is_set():
        try:
            close_old_connections()
            row = heartbeat.begin(node()) if row is None else heartbeat.beat(row)
            if beats % FLUSH == 0:
                peaks.keep(node())
            beats += 1
        except Exception:
            log.exception("no heartbeat could be kept")
        stopping.wait(every.total_seconds())
    connections.close_all()


def start_threads() -> threading.Event | None:
    """In a server process: start what the switch asks for. Set the event to stop it; None where nothing was asked."""
    asked = os.environ.get(SWITCH, "")
    if asked not in ("on", "watch"):
        return None
    stopping = threading.Event()
    logbook.listen()
    logbook.write("system", "started", node=holder())
    wanted: list[Callable[[threading.Event], None]] = [watch, work] if asked == "on" else [watch]
    for thing in wanted:
        threading.Thread(target=thing, args=(stopping,), name=f"zhengan-{thing.__name__}", daemon=True).start()
    return stopping


def stopped() -> None:
    """After the server has stopped as asked: say so, so that the time until the next start is planned."""
    heartbeat.stop(node())
    release(holder())
    logbook.write("system", "stopped", node=node())
