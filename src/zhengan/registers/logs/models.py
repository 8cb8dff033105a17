"""Rows of the registers of monitoring and of logs."""

from __future__ import annotations

from django.db import models

from zhengan.facts import logs as facts
from zhengan.records.fields import Moment, Ref, When, Word
from zhengan.records.models import Record, TermRecord, series


class MonitorSource(TermRecord):
    """A source of measurements of a system, and how often a sample is expected."""

    fact = facts.MonitorSource

    system = Ref("systems")
    indicator = models.CharField(max_length=200)
    threshold = models.CharField(max_length=200, null=True)
    every_minutes = models.FloatField()
    grace_minutes = models.FloatField(default=0.0)


class Samples(Record):
    """Samples received from a source without a break."""

    fact = facts.Samples

    source = Ref("monitor_sources")
    start = Moment()
    end = Moment()
    count = models.BigIntegerField(null=True)
    frozen = models.BooleanField(default=False)

    class Meta(Record.Meta):
        indexes = [*Record.Meta.indexes, *series("source", "start")]


class Anomaly(Record):
    """An anomaly that monitoring raised, and when it was dealt with."""

    fact = facts.Anomaly

    system = Ref("systems")
    at = Moment()
    handled = When()


class MonitoringReview(Record):
    """A review of how well monitoring works."""

    fact = facts.MonitoringReview

    at = models.DateField()


class LogSource(TermRecord):
    """A log that a system writes."""

    fact = facts.LogSource

    system = Ref("systems")
    kind = Word()
    name = models.CharField(max_length=200)


class LogArchive(Record):
    """A stretch of log that is kept."""

    fact = facts.LogArchive

    source = Ref("log_sources")
    start = Moment()
    end = Moment()
    deleted = models.DateField(null=True)
    intact = models.BooleanField(null=True)

    class Meta(Record.Meta):
        indexes = [*Record.Meta.indexes, *series("source", "start")]
