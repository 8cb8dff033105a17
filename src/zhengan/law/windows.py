"""The spans over which duties are judged. Nothing before the law came into force is judged (75.1)."""

from __future__ import annotations

from datetime import date, datetime

from zhengan.kit.asof import AsOf
from zhengan.kit.spans import Span
from zhengan.kit.time import DAY, start_of_day

IN_FORCE = date(2023, 5, 1)


def past(as_of: AsOf, years: int = 1, *, since: date | None = None) -> Span:
    """The instants of the past ``years`` up to ``as_of``, no earlier than the law, or than ``since`` (a go-live)."""
    start = max(as_of.years_back(years), start_of_day(IN_FORCE))
    if since is not None:
        start = max(start, start_of_day(since))
    return Span(start, as_of.until)


def past_days(as_of: AsOf, years: int = 1, *, since: date | None = None) -> tuple[date, date]:
    """The first and last whole day of the past ``years``; first > last where no whole day has passed."""
    span = past(as_of, years, since=since)
    start: datetime = span.start
    return start.date(), as_of.last_full_day


def term_window(as_of: AsOf, *, since: date | None = None) -> Span:
    """The days of the past year up to and with the day asked: over which offices, plans and contracts are judged."""
    start: datetime = past(as_of, since=since).start
    return Span(start.date(), as_of.valid_on + DAY)
