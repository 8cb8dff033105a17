"""Answers kept for programs that ask twice because the first answer was lost on the way."""

from __future__ import annotations

from django.db import models

from zhengan.accounts.models import Token
from zhengan.records.fields import Moment


class KeptAnswer(models.Model):
    """What a token was answered under an Idempotency-Key; ``digest`` is of the whole request."""

    token = models.ForeignKey(Token, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(default="")
    made_at = Moment()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="one_answer_a_key")]

    def __str__(self) -> str:
        return f"{self.token} {self.key}"
