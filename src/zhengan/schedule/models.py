"""What the schedule remembers: jobs and who holds them, every run, the heartbeats, and the day's busiest second."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhengan.kit.say import Say
from zhengan.records.fields import Moment
from zhengan.schedule.details import read


class Job(models.Model):
    """A thing done by the clock. Whoever holds the lease (``holder`` until ``leased_until``) does it, nobody else.

    ``fence`` grows with each taking: who comes back after his lease ran out finds another number and writes nothing.
    """

    name = models.CharField(max_length=40, unique=True)
    next_at = Moment()
    fence = models.PositiveBigIntegerField(default=0)
    holder = models.CharField(max_length=120, blank=True)
    leased_until = Moment(null=True)
    asked_by = models.CharField(max_length=150, blank=True)  # who asked for it out of its turn
    tries = models.PositiveSmallIntegerField(default=0)  # failures in a row

    def __str__(self) -> str:
        return self.name


class Outcome(models.TextChoices):
    """How a run ended. Lost: whoever did it was gone, or too late, when it was to be written down."""

    RUNNING = "running", _("进行中")
    DONE = "done", _("完成")
    FAILED = "failed", _("失败")
    LOST = "lost", _("中断")


class Run(models.Model):
    """One doing of a job, kept whatever became of it. ``due_at``: when it should have been."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="runs")
    fence = models.PositiveBigIntegerField()
    due_at = Moment()
    started_at = Moment()
    ended_at = Moment(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.RUNNING)
    detail = models.CharField(max_length=1000, blank=True)
    holder = models.CharField(max_length=120)
    asked_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "fence"], name="one_run_a_fence")]
        indexes = [models.Index(fields=["job", "-started_at"], name="run_latest")]

    def __str__(self) -> str:
        return f"{self.job} #{self.fence} {self.outcome}"

    @property
    def says(self) -> Say:
        """What came of it."""
        return read(self.detail)

    @property
    def seconds(self) -> float | None:
        """How long it took; None while it runs."""
        return None if self.ended_at is None else float((self.ended_at - self.started_at).total_seconds())


class Beat(models.Model):
    """A stretch in which a serving process was seen alive without a break, ``count`` heartbeats in all.

    ``stopped_at``: it was asked to stop, and did. ``told_to`` and ``told``: how far it is on record as samples.
    """

    node = models.CharField(max_length=120)
    started_at = Moment()
    last_at = Moment(db_index=True)
    count = models.PositiveBigIntegerField(default=1)
    stopped_at = Moment(null=True)
    told_to = Moment(null=True)
    told = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.node} {self.started_at} – {self.last_at}"


class Peak(models.Model):
    """The most requests one node answered in any one second of a day, so far."""

    node = models.CharField(max_length=120)
    day = models.DateField()
    value = models.PositiveIntegerField()
    at = Moment()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "day"], name="one_peak_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.node}: {self.value}"
