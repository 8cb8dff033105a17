"""A day's trading sessions as a strip of hours, for the header of a system and for each of its changes.

Drawn with attributes only, stretched to its place; every hour it shows is said in words beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from zhengan.kit.calendar import default_calendar
from zhengan.kit.problem import Problem
from zhengan.kit.spans import Span, clip, union
from zhengan.kit.time import DAY, end_of_day, start_of_day
from zhengan.records.clock import now

MINUTE = timedelta(minutes=1)
LONGEST = 3  # days: a change that takes longer is shown by its first ones
HOUR = 60
SLIMMEST = 6.0  # minutes: a change of one must be seen on a strip of a day


@dataclass(frozen=True)
class Box:
    """A stretch of the strip, in minutes from its left end."""

    x: float
    width: float


@dataclass(frozen=True)
class Strip:
    """The sessions from the first to the last day. ``problem``: why nothing is known of them.

    ``spans`` are the hours of trading, auctions included and breaks not; ``open`` is the stretch that runs now, breaks included,
    ``next`` the instant at which the next one begins; ``window`` is what is laid over them, such as a change.
    """

    first: date
    last: date
    trading: list[Box]
    breaks: list[Box]
    spans: list[Span]
    now: float | None = None
    open: Span | None = None
    next: datetime | None = None
    window: Box | None = None
    problem: Problem | None = None

    @property
    def width(self) -> int:
        """Minutes shown."""
        return ((self.last - self.first).days + 1) * 24 * HOUR

    @property
    def ticks(self) -> list[int]:
        """Where the lines of the hours stand, every six."""
        return list(range(6 * HOUR, self.width, 6 * HOUR))

    @property
    def hours(self) -> list[str]:
        """What is written under the strip, spread evenly."""
        days = (self.last - self.first).days + 1
        if days == 1:
            return ["00", "06", "12", "18", "24"]
        return ["00", *[text for _ in range(days) for text in ("12", "24")]]


def today_of(markets: Sequence[str], day: date) -> Strip:
    """The strip of a day; where the day is today, with the present instant on it."""
    made = _strip(markets, day, day)
    instant = now()
    if made.problem or instant.date() != day:
        return made
    running = _running(markets, instant)
    ahead = None if running else _next(markets, instant)
    return replace(made, now=_minutes(instant, day), open=running, next=ahead)


def of_window(markets: Sequence[str], start: datetime, end: datetime | None) -> Strip:
    """The strip of the days of a change, with the change laid over it; an open end is shown as an instant."""
    until = end or start
    first = start.date()
    last = min(until.date(), first + (LONGEST - 1) * DAY)
    made = _strip(markets, first, last)
    left, right = _minutes(start, first), min(_minutes(until, first), made.width)
    return replace(made, window=Box(left, max(SLIMMEST, right - left)))


def _strip(markets: Sequence[str], first: date, last: date) -> Strip:
    whole = Span(start_of_day(first), end_of_day(last))
    try:
        sessions = default_calendar().clock(markets).sessions(whole.start, whole.end)
    except Problem as problem:
        return Strip(first, last, [], [], [], problem=problem)
    kinds: dict[bool, list[Span]] = {True: [], False: []}
    for session in sessions:
        kinds[session.kind == "break"].append(Span(session.start, session.end))
    return Strip(
        first, last, _boxes(kinds[False], whole, first), _boxes(kinds[True], whole, first), clip(union(kinds[False]), whole),
    )  # fmt: skip


def _boxes(spans: list[Span], whole: Span, first: date) -> list[Box]:
    return [
        Box(_minutes(span.start, first), (span.end - span.start) / MINUTE) for span in clip(union(spans), whole)
    ]


def _minutes(instant: datetime, first: date) -> float:
    return round((instant - start_of_day(first)) / MINUTE, 2)


def _running(markets: Sequence[str], instant: datetime) -> Span | None:
    """The stretch of sessions and breaks around an instant."""
    near = default_calendar().clock(markets).sessions(instant.date(), instant.date())
    return next((span for span in union(Span(one.start, one.end) for one in near) if span.start <= instant < span.end), None)


def _next(markets: Sequence[str], instant: datetime) -> datetime | None:
    """When the next session begins, where the calendar knows it within the longest closure."""
    try:
        coming = default_calendar().clock(markets).sessions(instant, instant + 12 * DAY)
    except Problem:
        return None
    return min((session.start for session in coming if session.start > instant), default=None)
