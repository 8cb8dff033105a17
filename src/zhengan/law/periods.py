"""Duties that fall due again every so many months: how often in the period, when next, and when it was missed.

每年 and the like are read as *rolling* periods, the stricter reading: no more than that long may pass from one to the
next. The anniversary itself is still in time. (每季度 is read by calendar quarters: see ``quarters``.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhengan.kit.asof import AsOf
from zhengan.kit.spans import Span, gaps, union
from zhengan.kit.time import DAY, months_after, years_before
from zhengan.law.windows import IN_FORCE


@dataclass(frozen=True, slots=True)
class Recurrence:
    """``count`` in the period that ends at the day asked, ``due`` next, ``lapses`` in the past year (spans of days).

    ``young``: the duty is not yet one period old and nothing was done, so nothing is overdue. ``began``: since which day it
    has been done in time without a break, or has not been.
    """

    count: int
    due: date
    lapses: tuple[Span, ...]
    young: bool
    began: date


def recurrence(done: Sequence[date], as_of: AsOf, months: int, since: date) -> Recurrence:
    """How a duty that recurs every ``months`` stood; ``done`` in order of time, ``since`` the day the duty first bound."""
    today = as_of.valid_on  # a day still running is in time where it is the anniversary, and late where that was yesterday
    start = max(since, IN_FORCE)
    first_due = months_after(start, months)
    window = Span(max(first_due + DAY, years_before(today, 1) + DAY), today + DAY)
    covered = [Span(day, months_after(day, months) + DAY) for day in done]
    count = sum(1 for day in done if day <= today <= months_after(day, months))
    due = months_after(done[-1], months) if done else first_due
    return Recurrence(
        count,
        max(due, first_due) if not count else due,
        () if window.empty else tuple(gaps(covered, window)),
        count == 0 and today <= first_due,
        _began([span for span in union(covered) if span.start <= today], today, first_due + DAY),
    )


def _began(kept: Sequence[Span], today: date, overdue: date) -> date:
    """``kept``: the spans of days on which it had been done no longer ago than the period; ``overdue``: where it never was."""
    if not kept:
        return overdue
    begun: date = kept[-1].start
    ended: date = kept[-1].end
    return begun if today < ended else max(ended, overdue)
