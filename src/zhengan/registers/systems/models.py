"""Rows of the registers of systems, links and protection grades."""

from __future__ import annotations

from django.db import models

from zhengan.facts import systems as facts
from zhengan.records.fields import Moment, Ref, Refs, Words
from zhengan.records.models import Record, TermRecord, series


class System(TermRecord):
    """An information system."""

    fact = facts.System

    name = models.CharField(max_length=200)
    important = models.BooleanField(null=True)
    classified = models.DateField(null=True)
    classification_reason = models.CharField(max_length=2000, null=True)
    functions = Words(default=tuple)
    markets = Words(null=True)
    cii = models.BooleanField(default=False)
    supplier = Ref("suppliers", null=True)
    active_active = models.BooleanField(default=False)


class Link(TermRecord):
    """A network link with its bandwidth; an upgrade is another record of the same link."""

    fact = facts.Link

    link = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    systems = Refs("systems")
    mbps = models.FloatField()


class LinkUse(Record):
    """The highest use of a link on a day."""

    fact = facts.LinkUse

    link = Ref("links")
    at = Moment()
    mbps = models.FloatField()
    in_session = models.BooleanField(null=True)

    class Meta(Record.Meta):
        indexes = [*Record.Meta.indexes, *series("link", "at")]


class MlpsGrading(TermRecord):
    """The MLPS grade of a system."""

    fact = facts.MlpsGrading

    system = Ref("systems")
    level = models.PositiveSmallIntegerField()
    filing_number = models.CharField(max_length=100, null=True)


class MlpsAssessment(Record):
    """An MLPS assessment of a system."""

    fact = facts.MlpsAssessment

    system = Ref("systems")
    at = models.DateField()
    passed = models.BooleanField()
    problems = models.BigIntegerField(null=True)
    remedied = models.BigIntegerField(null=True)
