"""Rows of the registers about the institution itself."""

from __future__ import annotations

from django.db import models

from zhengan.accounts.access import MAY_ACCEPT_RISK
from zhengan.accounts.models import Institution as Anchor
from zhengan.facts import institution as facts
from zhengan.records.fields import Word, Words
from zhengan.records.models import TermRecord


class Institution(TermRecord):
    """What is known of the institution: its kind, licence and the settings its scope follows from."""

    fact = facts.Institution

    name = models.CharField(max_length=200)
    kind = Word()
    licence = Word(null=True)
    jurisdiction = models.CharField(max_length=60, null=True)
    holder_accounts = models.BigIntegerField(null=True)
    runs_own_systems = models.BooleanField(null=True)
    cii_operator = models.BooleanField(default=False)
    scope_claim = Word(null=True)
    csrc_direct = models.DateField(null=True)
    breaks_inside = models.BooleanField(default=True)

    def after_recording(self) -> None:
        """The name shown in every heading follows the register."""
        Anchor.objects.filter(pk=self.institution_id).update(name=self.name)


class Appointment(TermRecord):
    """Who holds a post that answers for security."""

    fact = facts.Appointment

    role = Word()
    person = models.CharField(max_length=100)
    position = Word(null=True)


class LeadDepartment(TermRecord):
    """Which department leads, and the duties given to it."""

    fact = facts.LeadDepartment

    name = models.CharField(max_length=200)
    duties = Words(null=True)


class Waiver(TermRecord):
    """A breach accepted for a time; only a compliance officer may record one."""

    fact = facts.Waiver
    writers = MAY_ACCEPT_RISK

    clause = models.CharField(max_length=20)
    about = models.CharField(max_length=100, null=True)
    by = models.CharField(max_length=100)
    reason = models.CharField(max_length=2000)
