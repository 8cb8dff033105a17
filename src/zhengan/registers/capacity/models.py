"""Rows of the registers of capacity and of what was measured against it."""

from __future__ import annotations

from django.db import models

from zhengan.facts import capacity as facts
from zhengan.records.fields import Ref
from zhengan.records.models import Record, TermRecord, series


class Capacity(TermRecord):
    """What a system can bear on one measure; an enlargement is another record of the same system and measure."""

    fact = facts.Capacity

    system = Ref("systems")
    measure = models.CharField(max_length=100)
    value = models.FloatField()
    purchased = models.BooleanField(default=False)


class DailyPeak(Record):
    """The highest load of a system on one measure on a day."""

    fact = facts.DailyPeak

    system = Ref("systems")
    measure = models.CharField(max_length=100)
    day = models.DateField()
    value = models.FloatField()

    class Meta(Record.Meta):
        indexes = [
            *Record.Meta.indexes, *series("system", "day"),
            models.Index(fields=["institution", "system", "measure", "-value", "day"], name="dailypeak_highest"),
        ]  # fmt: skip


class StressTest(Record):
    """A stress test of a system."""

    fact = facts.StressTest

    system = Ref("systems")
    at = models.DateField()
    plan = models.BooleanField(null=True)
    scenarios = models.BooleanField(null=True)
    performance = models.BooleanField(null=True)
    network = models.BooleanField(null=True)
    disaster = models.BooleanField(null=True)
    report = models.BooleanField(null=True)
    report_kept_to = models.DateField(null=True)


class MarketSwing(Record):
    """A great market swing after which a system's capacity may fall short."""

    fact = facts.MarketSwing

    system = Ref("systems")
    at = models.DateField()
    test_by = models.DateField(null=True)
    note = models.CharField(max_length=2000, null=True)
