"""From days that have something and days that have not, to lapses and the day a verdict began."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date

from zhengan.facts.base import Term
from zhengan.kit.spans import Span, gaps, union
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


def since_lacking(kinds: Iterable[Iterable[Term]], day: date) -> date | None:
    """Since which day one of the kinds has been missing; None where one was never there, or none is missing on ``day``."""
    ends: list[date] = []
    for terms in kinds:
        spans = union(term.span(day + DAY) for term in terms)
        if not spans:
            return None
        if spans[-1].end <= day:
            ends.append(spans[-1].end)
    return min(ends, default=None)


def turns(*kinds: Iterable[Term]) -> set[date]:
    """The days on which terms begin, and those on which they no longer hold."""
    terms = [term for kind in kinds for term in kind]
    return {term.since for term in terms} | {term.to + DAY for term in terms if term.to is not None}


def began(state: Callable[[date], object], changes: Iterable[date], day: date, first: date = date.min) -> date:
    """Since which day the state of ``day`` has held without a break: the day the verdict began, however long ago.

    ``state`` answers how it stood at the end of a day, and changes on no day but ``changes``; before the earliest of these,
    and before ``first``, nothing was judged. A trailing window has no say in it: its edge is no event.
    """
    now, since = state(day), None
    for change in sorted({max(change, first) for change in changes if change <= day}, reverse=True):
        if state(change) != now:
            break
        since = change
    return since or day
