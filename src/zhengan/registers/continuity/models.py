"""Rows of the registers of backup and recovery."""

from __future__ import annotations

from django.db import models

from zhengan.facts import continuity as facts
from zhengan.records.fields import Moment, Ref, Word
from zhengan.records.models import Record, TermRecord, series


class BackupRun(Record):
    """One backup of one system."""

    fact = facts.BackupRun

    system = Ref("systems")
    at = Moment()
    ok = models.BooleanField()
    site = Word(null=True)

    class Meta(Record.Meta):
        indexes = [*Record.Meta.indexes, *series("system", "at")]


class RestoreTest(Record):
    """One validity check of a system's backups."""

    fact = facts.RestoreTest

    system = Ref("systems")
    at = Moment()
    ok = models.BooleanField()
    method = models.CharField(max_length=2000, null=True)


class BackupSite(TermRecord):
    """A data backup facility."""

    fact = facts.BackupSite

    site = Word()
    name = models.CharField(max_length=200)


class DisasterSite(TermRecord):
    """A disaster centre behind a system."""

    fact = facts.DisasterSite

    system = Ref("systems")
    name = models.CharField(max_length=200)
    place = Word()
    in_step = models.BooleanField(null=True)
    active = models.BooleanField(default=False)


class FaultBackup(TermRecord):
    """A fault backup facility of a system."""

    fact = facts.FaultBackup

    system = Ref("systems")
    name = models.CharField(max_length=200)


class RecoveryObjective(TermRecord):
    """The recovery time and point set for a system, in minutes."""

    fact = facts.RecoveryObjective

    system = Ref("systems")
    rto_minutes = models.FloatField()
    rpo_minutes = models.FloatField()


class Takeover(Record):
    """A takeover by the disaster centre, and what it measured."""

    fact = facts.Takeover

    system = Ref("systems")
    at = Moment()
    rto_minutes = models.FloatField(null=True)
    rpo_minutes = models.FloatField(null=True)
    continuous = models.BooleanField(null=True)


class CentreOutage(TermRecord):
    """Days on which a disaster site could not serve."""

    fact = facts.CentreOutage

    centre = Ref("disaster_sites")
