"""One row for each file that was imported. Which records came of it, their instant tells: every write has its own."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from zhengan.records.fields import Moment


class Import(models.Model):
    """A file that became records: ``count`` of them in ``register``, all recorded at ``recorded_at``."""

    institution = models.ForeignKey("accounts.Institution", models.PROTECT, related_name="+")
    register = models.CharField(max_length=60)
    source = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    recorded_at = Moment()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorder = models.CharField(max_length=150)
    undone_at = Moment(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_why = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "recorded_at"], name="import_one_instant")
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.register} ({self.count})"
