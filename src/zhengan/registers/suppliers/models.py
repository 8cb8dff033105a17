"""Rows of the registers of suppliers."""

from __future__ import annotations

from django.db import models

from zhengan.facts import suppliers as facts
from zhengan.records.fields import Ref, Refs
from zhengan.records.models import Record, TermRecord


class Supplier(TermRecord):
    """Who provides products or services for information systems, and whether it is filed with CSRC."""

    fact = facts.Supplier

    name = models.CharField(max_length=200)
    filed = models.DateField(null=True)
    filing_checked = models.DateField(null=True)


class Contract(TermRecord):
    """A contract with a supplier and what it lays down."""

    fact = facts.Contract

    supplier = Ref("suppliers")
    systems = Refs("systems", default=tuple)
    confidentiality = models.BooleanField(null=True)
    security_duties = models.BooleanField(null=True)
    assist_investigation = models.BooleanField(null=True)


class FilingUrge(Record):
    """The institution urged a supplier to file."""

    fact = facts.FilingUrge

    supplier = Ref("suppliers")
    at = models.DateField()
