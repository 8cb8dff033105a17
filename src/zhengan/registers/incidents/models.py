"""Rows of the registers of outages, security events, emergency plans and drills."""

from __future__ import annotations

from django.db import models

from zhengan.facts import incidents as facts
from zhengan.records.fields import Moment, Ref, Refs, When, Word, Words
from zhengan.records.models import Record, TermRecord, series


class Outage(Record):
    """A span in which monitoring saw a system fail or degrade."""

    fact = facts.Outage

    system = Ref("systems")
    start = Moment()
    end = Moment(null=True)
    planned = models.BooleanField(default=False)


class Incident(Record):
    """A network security event and how it was dealt with."""

    fact = facts.Incident

    system = Ref("systems")
    name = models.CharField(max_length=200, default="")
    nature = Word()
    started = Moment(null=True)
    detected = Moment()
    recovered = When()
    grade = Word(null=True)
    affected_accounts = models.BigIntegerField(null=True)
    evidence_kept = models.BooleanField(null=True)
    investors_affected = models.BooleanField(null=True)
    investors_told = When()
    told_substitute = models.BooleanField(null=True)
    told_risks = models.BooleanField(null=True)


class IncidentEntry(Record):
    """One line of the course of an incident."""

    fact = facts.IncidentEntry

    incident = Ref("incidents")
    at = Moment()
    sort = Word()
    text = models.CharField(max_length=500)
    item = Word(null=True)

    class Meta(Record.Meta):
        indexes = [*Record.Meta.indexes, *series("incident", "at")]


class EmergencyPlan(TermRecord):
    """A version of the emergency plan in force."""

    fact = facts.EmergencyPlan

    name = models.CharField(max_length=200)
    impact_analysis = models.DateField(null=True)
    aims = models.BooleanField(null=True)
    organisation = models.BooleanField(null=True)
    procedure = models.BooleanField(null=True)
    scenarios = Words(null=True)
    next_review = models.DateField(null=True)
    bases = Words(null=True)


class Drill(Record):
    """An emergency drill."""

    fact = facts.Drill

    at = models.DateField()
    name = models.CharField(max_length=200, default="")
    systems = Refs("systems", default=tuple)
    connected_parties = models.BooleanField(null=True)
    report_archived = models.BooleanField(null=True)
