"""Session look-ups of arbitrary instants, beside the bare bisection they cannot beat and a calendar library."""

from __future__ import annotations

import random
import statistics
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any

import exchange_calendars
import pandas

from benchmarks.table import Row, row
from zhengan.kit.calendar import load_calendar
from zhengan.kit.time import CST

LOOKUPS = 1_000_000
RUNS = 5
PEER_CALLS = 2_000  # the peer takes tens of microseconds a call: a sample is enough for a figure per call
MARKETS = ["SSE", "SZSE", "SHFE", "INE.sc", "CFFEX"]


def run() -> list[Row]:
    """Seconds for a million look-ups, microseconds a call beside the peer, milliseconds to be ready."""
    begun = perf_counter()
    calendar = load_calendar()
    loaded = perf_counter()
    clock = calendar.clock(MARKETS)
    ready = perf_counter()
    shanghai = calendar.clock(["SSE.A"], breaks_inside=False)

    pick = random.Random(218)
    since, until = clock.first, clock.last
    span = (until - since).total_seconds()
    seconds = [pick.random() * span for _ in range(LOOKUPS)]
    instants = [since + timedelta(seconds=s) for s in seconds]
    elsewhere = [instant.astimezone(UTC) for instant in instants]
    stamps = [instant.timestamp() for instant in instants]
    edges = sorted(pick.sample(stamps, 12_000))  # about as many edges as the clock holds

    floor = median(lambda: bisections(edges, stamps))
    ours = median(lambda: lookups(clock.inside, instants))
    foreign = median(lambda: lookups(clock.inside, elsewhere))
    told = median(lambda: lookups(clock.at, instants[:PEER_CALLS])) / PEER_CALLS * 1e6
    window = median(lambda: windows(clock.next_window, instants[:PEER_CALLS])) / PEER_CALLS * 1e6

    days = shanghai.sessions(datetime(2025, 2, 5, tzinfo=CST), datetime(2026, 12, 30, tzinfo=CST))
    inner = [session.start + timedelta(minutes=7) for session in days[:PEER_CALLS]]
    peer_clock = exchange_calendars.get_calendar("XSHG", start="2025-01-01", end="2026-12-31")
    minutes = [pandas.Timestamp(instant).floor("min").tz_convert("UTC") for instant in inner]
    theirs = median(lambda: lookups(peer_clock.is_open_on_minute, minutes)) / len(minutes) * 1e6
    same = median(lambda: lookups(shanghai.inside, inner)) / len(inner) * 1e6

    bare = "1,000,000 bare bisections"
    return [
        row("1,000,000 session look-ups", ours, "s", against=bare, against_figure=floor, at_most=2),
        row("1,000,000 session look-ups, UTC", foreign, "s", against=bare, against_figure=floor, at_most=2),
        row("one look-up", same, "µs", against="exchange_calendars is_open_on_minute", against_figure=theirs),
        row("which session runs", told, "µs"),
        row("next window of two hours", window, "µs"),
        row("calendar tables read and checked", (loaded - begun) * 1e3, "ms"),
        row("clock of five markets built", (ready - loaded) * 1e3, "ms"),
    ]


def median(work: Callable[[], None]) -> float:
    """The median of a few runs, in seconds."""
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return statistics.median(times)


def lookups(ask: Callable[[Any], object], instants: Sequence[datetime]) -> None:
    for instant in instants:
        ask(instant)


def bisections(edges: Sequence[float], stamps: Sequence[float]) -> None:
    for stamp in stamps:
        bisect_right(edges, stamp)


def windows(ask: Callable[[datetime, timedelta], object], instants: Sequence[datetime]) -> None:
    length = timedelta(hours=2)
    for instant in instants:
        ask(instant, length)
