"""Judging the past year week by week, so that an article shows how it stood although nobody asked on those days."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date

from zhengan.accounts.models import Institution
from zhengan.assess.services import standing
from zhengan.kit.problem import Problem
from zhengan.kit.time import DAY, years_before
from zhengan.law.loader import load_law

FRIDAY = 4
PAUSE = 5.0  # seconds at most: between two days the pages of this process come first


def fridays(today: date) -> Iterator[date]:
    """The Fridays of the year before ``today`` on which the law was in force, the latest first."""
    day = today - DAY
    while day.weekday() != FRIDAY:
        day -= DAY
    earliest = max(years_before(today, 1) + DAY, load_law().effective)
    while day >= earliest:
        yield day
        day -= 7 * DAY


def look_back(
    institution: Institution, today: date, writing: Callable[[], AbstractContextManager[None]],
    pause: Callable[[float], object] = time.sleep,
) -> int:
    """Judge what is not judged yet, or was by other rules or before records came; how many days now stand.

    ``writing``: in which each day is judged and stored. Goes back to where the institution's own register is empty: on
    days before that, nothing is known of what binds it. Raises Problem for any other trouble.
    """
    stand = 0
    for day in fridays(today):
        begun = time.monotonic()
        try:
            standing(institution, day, writing=writing)
        except Problem as problem:
            if problem.code == "no-institution":
                break
            raise
        stand += 1
        pause(min(time.monotonic() - begun, PAUSE))
    return stand
