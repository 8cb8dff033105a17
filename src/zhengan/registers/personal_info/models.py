"""Rows of the registers of personal information."""

from __future__ import annotations

from django.db import models

from zhengan.facts import personal as facts
from zhengan.records.fields import Moment, Ref, When, Word, Words
from zhengan.records.models import Record, TermRecord


class DataSet(TermRecord):
    """A set of data in an environment that is not production."""

    fact = facts.DataSet

    system = Ref("systems")
    name = models.CharField(max_length=200)
    environment = Word()
    sensitive = models.BooleanField(null=True)
    masked = When()
    policy = models.CharField(max_length=200, null=True)
    checked = When()
    remaining = models.BigIntegerField(null=True)
    need = models.CharField(max_length=2000, null=True)
    controls = Words(null=True)
    production_controls = Words(null=True)


class MaskingRun(Record):
    """One run that masked data, as its audit tells."""

    fact = facts.MaskingRun

    data_set = Ref("test_data_sets", null=True)
    at = Moment()
    policy = models.CharField(max_length=200)
    policy_version = models.CharField(max_length=100)
    masked = models.BigIntegerField()
    kinds = Words(default=tuple)
    before = models.CharField(max_length=100)
    after = models.CharField(max_length=100)
    tool = models.CharField(max_length=200, null=True)
    output = models.CharField(max_length=1000, null=True)
    audit = models.CharField(max_length=100, null=True)
    public = models.BigIntegerField(null=True)


class MaskingCheck(Record):
    """What one look at a file or table found in clear."""

    fact = facts.MaskingCheck

    data_set = Ref("test_data_sets")
    at = Moment()
    output = models.CharField(max_length=1000)
    digest = models.CharField(max_length=100)
    remaining = models.BigIntegerField()
    doubtful = models.BigIntegerField(null=True)
    tool = models.CharField(max_length=200, null=True)
    policy = models.CharField(max_length=200, null=True)
    policy_version = models.CharField(max_length=100, null=True)
    options = models.CharField(max_length=200, null=True)
    audit = models.CharField(max_length=100, null=True)


class OutboundChannel(TermRecord):
    """A way by which data leaves the institution's own boundary."""

    fact = facts.OutboundChannel

    system = Ref("systems")
    name = models.CharField(max_length=200)
    kind = Word()
    personal = models.BooleanField(null=True)
    protection = Word(null=True)
    means = Word(null=True)
    verified = models.DateField(null=True)


class OutboundSample(Record):
    """A sample of what a channel sent."""

    fact = facts.OutboundSample

    channel = Ref("outbound_channels")
    at = Moment()
    looked_at = models.BigIntegerField()
    unmasked = models.BigIntegerField()
    method = models.CharField(max_length=2000, null=True)
