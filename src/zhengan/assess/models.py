"""Which assessments were made, and the findings they gave, kept as intervals."""

from __future__ import annotations

from django.db import models

from zhengan.records.fields import Moment


class Assessment(models.Model):
    """One judging of a day: what was true on ``day`` by what was known at ``known_at``.

    ``confirmed_at`` is the last instant at which judging the same day again gave the same findings, so an unchanged
    repetition costs no row. ``engine`` is the digest of the rules and limits that judged. ``full_at`` is when every
    rule was last asked: before ``known_at`` where only those were that a changed record concerns.
    """

    institution = models.ForeignKey("accounts.Institution", models.CASCADE, related_name="assessments")
    day = models.DateField()
    known_at = Moment()
    confirmed_at = Moment()
    engine = models.CharField(max_length=64)
    full_at = Moment()
    asked_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "day", "known_at"], name="one_assessment_each_moment")
        ]

    @property
    def full(self) -> bool:
        """Whether every rule was asked at ``known_at``."""
        return self.full_at >= self.known_at

    def __str__(self) -> str:
        return f"{self.institution_id} {self.day} @ {self.known_at:%Y-%m-%d %H:%M}"


class StoredFinding(models.Model):
    """A finding that held for the days ``[valid_from, valid_to)`` as known in ``[known_from, known_to)``.

    It speaks only of the days inside that were assessed. ``payload`` is canonical JSON without any language: see
    ``assess.payload``. Two findings with the same ``digest`` are the same.
    """

    institution = models.ForeignKey("accounts.Institution", models.CASCADE, related_name="+", db_index=False)
    article = models.PositiveSmallIntegerField()
    clause = models.CharField(max_length=20)
    rule = models.CharField(max_length=60)
    subject = models.CharField(max_length=100)
    verdict = models.CharField(max_length=20)
    payload = models.TextField()
    digest = models.CharField(max_length=64)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    known_from = Moment()
    known_to = Moment(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["institution", "rule", "subject"], condition=models.Q(known_to=None), name="finding_now"),
            models.Index(fields=["institution", "rule", "subject"], name="finding_question"),
            models.Index(fields=["institution", "subject"], name="finding_subject"),
            models.Index(fields=["institution", "known_from"], name="finding_known_from"),
            models.Index(
                fields=["institution", "known_to"], condition=models.Q(known_to__isnull=False), name="finding_known_to"
            ),
            models.Index(fields=["institution", "article", "known_to"], name="finding_article"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject} {self.verdict}"
