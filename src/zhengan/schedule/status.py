"""How the schedule stands: each job with its last run, and what is known of Zhengan itself today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from zhengan.records.clock import now
from zhengan.schedule import peaks
from zhengan.schedule.heartbeat import BREAK
from zhengan.schedule.jobs import TASKS, Task
from zhengan.schedule.models import Beat, Job, Run

LATEST = 40


@dataclass(frozen=True)
class Standing:
    """A job, its table row and its last run (None: never). ``overdue``: due, and nobody has looked for it."""

    task: Task
    job: Job
    last: Run | None
    running: bool
    overdue: bool


@dataclass(frozen=True)
class Alive:
    """The last heartbeat (None: never) and whether it is recent; today's busiest second so far (None: not measured)."""

    last: Beat | None
    fresh: bool
    peak: int | None


def standing() -> list[Standing]:
    """Every job that was enrolled, in the order of the list."""
    instant = now()
    held = {job.name: job for job in Job.objects.all()}
    newest = Run.objects.filter(job=OuterRef("job")).order_by("-fence").values("pk")[:1]
    last = {run.job_id: run for run in Run.objects.filter(pk=Subquery(newest))}
    found = []
    for name, task in TASKS.items():
        if job := held.get(name):
            running = job.leased_until is not None and job.leased_until > instant
            overdue = not running and instant - job.next_at > BREAK
            found.append(Standing(task, job, last.get(job.pk), running, overdue))
    return found


def alive() -> Alive:
    """Whether a serving process beats, and today's peak."""
    last = Beat.objects.order_by("-last_at").first()
    fresh = last is not None and last.stopped_at is None and now() - last.last_at <= BREAK
    return Alive(last, fresh, peaks.so_far(now().date()))


def latest_runs() -> Sequence[Run]:
    """The last runs of all jobs, the latest first."""
    return list(Run.objects.select_related("job").order_by("-started_at", "-pk")[:LATEST])
