"""Rows of the register of filings."""

from __future__ import annotations

from django.db import models

from zhengan.facts import filings as facts
from zhengan.records.fields import Moment, Word, Words
from zhengan.records.models import Record
from zhengan.registers.filings.figures import Figures


class Filing(Record):
    """Something reported to the regulator. ``about`` names an incident, a drill or a change, as its ``type`` says."""

    fact = facts.Filing

    at = Moment()
    type = Word()
    to = Word(null=True)
    office = models.CharField(max_length=60, null=True)
    about = models.CharField(max_length=100, null=True)
    year = models.BigIntegerField(null=True)
    contents = Words(null=True)
    figures = Figures(default=tuple)
