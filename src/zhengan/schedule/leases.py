"""Who may do a job now: take it, hold it, write down what it did, give it back. Any number of processes may ask at once.

A job is taken by one conditional UPDATE, for a short lease that its holder renews while he works (``holding``). What
it found is written inside ``Claim.writing()``, which holds the job's row and asks whether the claim still stands: who
slept past his lease, so that another took the job, is refused, and nothing of his is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.records.clock import now
from zhengan.schedule.models import Job, Outcome, Run
from zhengan.schedule.timing import Timing

LEASE = timedelta(seconds=45)  # how long a job stays held without a sign of life; machines' clocks must agree better
RETRY = timedelta(minutes=30)  # after a failure, where the job's own time is later still
TRIES = 3  # failures in a row before it waits for its own time
DETAIL = 1000  # characters of a detail that are kept


class Lapsed(Exception):
    """The lease ran out and somebody else has the job: what was done must not be written."""


@dataclass(frozen=True)
class Claim:
    """A job that was taken: its name, the number that fences others off, when it was due, and for how long at a time."""

    job: int
    name: str
    fence: int
    due_at: datetime
    started_at: datetime
    lease: timedelta = LEASE

    def renew(self) -> bool:
        """Hold the job for one more lease from now; False where it was taken by another, or given back."""
        held = Job.objects.filter(pk=self.job, fence=self.fence).exclude(leased_until=None)
        return held.update(leased_until=now() + self.lease) == 1

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction in which the claim stands, and nobody can take the job. Raises Lapsed.

        Nobody can renew the lease from outside in the meantime, so it is renewed with what was written.
        """
        with transaction.atomic():
            if Job.objects.select_for_update().get(pk=self.job).fence != self.fence:
                raise Lapsed(self.name)
            yield
            self.renew()


def due(name: str) -> bool:
    """Whether a job is due and nobody holds it: who finds so may still be too late to take it."""
    return _takeable(name, now()).exists()


def _takeable(name: str, instant: datetime) -> QuerySet[Job]:
    free = Q(leased_until=None) | Q(leased_until__lte=instant)
    return Job.objects.filter(free, name=name, next_at__lte=instant)


def take(name: str, holder: str, lease: timedelta | None = None) -> Claim | None:
    """Take a job that is due and that nobody holds; None where there is nothing to take."""
    lease = lease or LEASE
    with transaction.atomic():
        instant = now()
        if not _takeable(name, instant).update(fence=F("fence") + 1, holder=holder, leased_until=instant + lease):
            return None
        job = Job.objects.get(name=name)
        left = Run.objects.filter(job=job, outcome=Outcome.RUNNING)  # whoever had it is gone, or will be refused
        left.update(outcome=Outcome.LOST, ended_at=instant)
        Run.objects.create(
            job=job, fence=job.fence, due_at=job.next_at, started_at=instant, holder=holder, asked_by=job.asked_by
        )
        return Claim(job.pk, name, job.fence, job.next_at, instant, lease)


def give_back(claim: Claim, timing: Timing, outcome: Outcome, detail: str) -> None:
    """Write how the run ended and when the job is due next: once, however many turns were missed. Raises Lapsed."""
    with claim.writing():
        instant = now()
        job = Job.objects.get(pk=claim.job)
        failed = outcome is Outcome.FAILED
        tries = job.tries + 1 if failed else 0
        following = timing.after(instant)
        if failed and tries < TRIES:
            following = min(following, instant + RETRY)
        Job.objects.filter(pk=job.pk).update(
            next_at=following, holder="", leased_until=None, asked_by="", tries=0 if tries >= TRIES else tries
        )
        Run.objects.filter(job=job, fence=claim.fence).update(outcome=outcome, detail=detail[:DETAIL], ended_at=instant)


def release(holder: str) -> None:
    """Give back what a process that has ended, or is about to, still holds; another may take it at once.

    The fence is raised, so that a thread which goes on for a moment writes nothing any more.
    """
    with transaction.atomic():
        held = Job.objects.filter(holder=holder).exclude(leased_until=None)
        for job in held.select_for_update():
            Run.objects.filter(job=job, outcome=Outcome.RUNNING).update(outcome=Outcome.LOST, ended_at=now())
            Job.objects.filter(pk=job.pk).update(fence=F("fence") + 1, holder="", leased_until=None)


def ask(name: str, by: str) -> Job:
    """Have a job done out of its turn, as soon as somebody looks. Raises Problem where it is under way or unknown."""
    instant = now()
    free = Q(leased_until=None) | Q(leased_until__lte=instant)
    with transaction.atomic():
        if not Job.objects.filter(free, name=name).update(next_at=instant, asked_by=by[:150], tries=0):
            if Job.objects.filter(name=name).exists():
                raise Problem("任务正在运行", "同一任务不会同时运行两次", "请等它结束后再试", code="running")
            what = say("没有名为“{name}”的任务", name=name)
            raise Problem(what, "任务在 zhengan serve 或 zhengan worker 首次启动时登记", "请先启动其中之一", code="no-job")
        return Job.objects.get(name=name)
