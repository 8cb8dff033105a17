"""Calendar quarters, the periods that 每季度 speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta


def quarter_start(day: date) -> date:
    """The first day of the quarter that holds ``day``."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def next_quarter(start: date) -> date:
    """The first day of the quarter after the one that begins at ``start``."""
    return date(start.year + start.month // 10, (start.month + 2) % 12 + 1, 1)


def quarters(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Every whole quarter ``[start, end)`` that lies wholly inside ``first`` to ``last`` (both included)."""
    start = quarter_start(first)
    if start < first:
        start = next_quarter(start)
    while (end := next_quarter(start)) <= last + timedelta(days=1):
        yield start, end
        start = end
