"""Today's assessment follows the records: after each commit, what it can have changed is asked again."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from zhengan.accounts.models import Institution
from zhengan.assess.models import Assessment
from zhengan.assess.quiet import followed
from zhengan.assess.services import FRESH, reassess
from zhengan.assess.touched import Touched
from zhengan.kit.problem import Problem
from zhengan.records.clock import now
from zhengan.records.services import changed

log = logging.getLogger(__name__)


def connect() -> None:
    """Listen to what the services record."""
    changed.connect(_follow, dispatch_uid="assess")


def _follow(institution: Institution, touched: Touched, **rest: Any) -> None:
    if not followed():
        return
    try:
        reassess(institution, touched)
    except Exception as error:  # the record itself is kept; the next page judges the day anew and shows the problem
        log.warning("today could not be judged again: %s", error, exc_info=not isinstance(error, Problem))
        stale = now() - FRESH - timedelta(days=1)
        Assessment.objects.filter(institution=institution, day=now().date()).update(full_at=stale)
