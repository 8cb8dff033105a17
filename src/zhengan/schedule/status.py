"""How the schedule stands: each job, who holds it, its last result, and what is known of Zhengan itself today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db.models import OuterRef, Subquery

from zhengan.records.clock import now
from zhengan.schedule import peaks
from zhengan.schedule.heartbeat import BREAK
from zhengan.schedule.jobs import TASKS, Task
from zhengan.schedule.models import Beat, Job, Outcome, Run

LATEST = 40


class State(Enum):
    """Where a job stands. LOST: its lease ended unrenewed, and nobody has taken it since; STUCK: so, after its longest."""

    WAITING = "waiting"
    RUNNING = "running"
    LOST = "lost"
    STUCK = "stuck"


@dataclass(frozen=True)
class Standing:
    """A job, its table row, the run of whoever holds it (None: nobody) and the last that ended (None: none did).

    ``overdue``: due for longer than a break. ``behind``: but another job is being done, which comes first.
    """

    task: Task
    job: Job
    state: State
    held: Run | None
    last: Run | None
    overdue: bool
    behind: bool

    @property
    def running(self) -> bool:
        """Whether somebody does it now: his lease is in force."""
        return self.state is State.RUNNING

    @property
    def outcome(self) -> Outcome | None:
        """What there is to say of the latest run; None where there never was one."""
        if self.held is not None:
            return Outcome.RUNNING if self.running else Outcome.LOST
        return Outcome(self.last.outcome) if self.last else None


@dataclass(frozen=True)
class Alive:
    """The last heartbeat (None: never) and whether it is recent; today's busiest second so far (None: not measured)."""

    last: Beat | None
    fresh: bool
    peak: int | None


def standing() -> list[Standing]:
    """Every job that was enrolled, in the order of the list."""
    instant = now()
    rows = {job.name: job for job in Job.objects.all()}
    last = _latest(ended=True)
    held = _latest(ended=False)
    states = {name: _state(TASKS[name], job, held.get(job.pk), instant) for name, job in rows.items() if name in TASKS}
    busy = State.RUNNING in states.values()
    found = []
    for name, task in TASKS.items():
        if job := rows.get(name):
            state = states[name]
            overdue = state is not State.RUNNING and instant - job.next_at > BREAK
            current = held.get(job.pk) if state is not State.WAITING else None
            found.append(Standing(task, job, state, current, last.get(job.pk), overdue, overdue and busy))
    return found


def _latest(*, ended: bool) -> dict[int, Run]:
    """By job: its latest run that has ended, or the one that has not."""
    newest = Run.objects.filter(job=OuterRef("job"), ended_at__isnull=not ended).order_by("-fence").values("pk")[:1]
    return {run.job_id: run for run in Run.objects.filter(pk=Subquery(newest))}


def _state(task: Task, job: Job, run: Run | None, instant: datetime) -> State:
    if job.leased_until is None or run is None:
        return State.WAITING
    if job.leased_until > instant:
        return State.RUNNING
    return State.STUCK if job.leased_until - run.started_at > task.longest else State.LOST


def alive() -> Alive:
    """Whether a serving process beats, and today's peak."""
    last = Beat.objects.order_by("-last_at").first()
    fresh = last is not None and last.stopped_at is None and now() - last.last_at <= BREAK
    return Alive(last, fresh, peaks.so_far(now().date()))


def latest_runs() -> Sequence[tuple[Run, Outcome]]:
    """The last runs of all jobs, the latest first, each with what there is to say of it: an unrenewed lease is a loss."""
    instant = now()
    found = []
    for run in Run.objects.select_related("job").order_by("-started_at", "-pk")[:LATEST]:
        until = run.job.leased_until
        gone = run.job.fence != run.fence or until is None or until <= instant
        lost = run.outcome == Outcome.RUNNING and gone
        found.append((run, Outcome.LOST if lost else Outcome(run.outcome)))
    return found
