"""Rows of the register of changes."""

from __future__ import annotations

from django.db import models

from zhengan.facts import changes as facts
from zhengan.records.fields import Moment, Ref, When, Word
from zhengan.records.models import Record


class Change(Record):
    """A launch, change or removal of a system; each preparation done at an instant, not done, or unknown."""

    fact = facts.Change

    system = Ref("systems")
    name = models.CharField(max_length=200, default="")
    kind = Word()
    start = Moment()
    end = Moment(null=True)
    technical_risk = When()
    business_risk = When()
    controls = When()
    emergency_plan = When()
    rollback_plan = When()
    verified = When()
    larger_impact = models.BooleanField(null=True)
    reported = When()
    urgent = models.BooleanField(default=False)
    fault = models.CharField(max_length=2000, null=True)
    urgency_assessed = When()
    test_plan = When()
    test_cases = When()
    test_passed = When()
    major = models.BooleanField(null=True)
    market_test = When()
    expert_review = When()
