"""From days that have something and days that have not, to lapses and the day a verdict began."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date

from zhengan.facts.base import Term
from zhengan.kit.spans import Span, gaps
from zhengan.kit.time import DAY


def missing_days(present: Container[date], first: date, last: date) -> tuple[Span, ...]:
    """The runs of days from ``first`` to ``last`` (both included) that are not in ``present``, as ``[start, end)``."""
    found: list[Span] = []
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if day in present:
            continue
        if found and found[-1].end == day:
            found[-1] = Span(found[-1].start, day + DAY)
        else:
            found.append(Span(day, day + DAY))
    return tuple(found)


def since_of(lapses: Sequence[Span], first: date, last: date) -> date:
    """Since which day the state of ``last`` has held without a break, no earlier than ``first``.

    ``lapses`` are spans of days in order. Where ``last`` lies in the final lapse, its start; else its end.
    """
    if not lapses:
        return first
    start: date = lapses[-1].start
    end: date = lapses[-1].end
    return start if start <= last < end else end


def vacant(terms: Iterable[Term], window: Span) -> tuple[Span, ...]:
    """The spans of days inside ``window`` on which none of the terms held."""
    return tuple(gaps((term.span(window.end) for term in terms), window))
