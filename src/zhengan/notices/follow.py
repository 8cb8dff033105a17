"""After each assessment of today, people are told what it changed."""

from __future__ import annotations

import logging
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models.signals import post_save

from zhengan.assess.models import Assessment
from zhengan.notices.services import notify

log = logging.getLogger(__name__)


def connect() -> None:
    """Listen to assessments that are made or confirmed."""
    post_save.connect(_follow, sender=Assessment, dispatch_uid="notices")


def _follow(instance: Assessment, **rest: Any) -> None:
    """Only the day on which it is made: another day judged anew is looked at, and is no news."""
    if instance.day == instance.confirmed_at.date():
        transaction.on_commit(lambda: _tell(instance))


def _tell(assessment: Assessment) -> None:
    """The assessment stands whether or not people could be told; what was missed is told with the next one."""
    try:
        notify(assessment.institution, assessment.day, assessment.confirmed_at)
    except DatabaseError:
        log.exception("people could not be told of %s", assessment)
