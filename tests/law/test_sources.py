"""Silences: what lasts longer than allowed between what was heard, checked against a minute-by-minute count."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from zhengan.kit.limits import Limit
from zhengan.kit.spans import Span
from zhengan.kit.time import parse_instant
from zhengan.law.sources import length, silences

ZERO = parse_instant("2026-01-01 00:00")
MINUTE = timedelta(minutes=1)
HOUR = 60


def minutes(start: int, end: int) -> Span:
    return Span(ZERO + start * MINUTE, ZERO + end * MINUTE)


def allowed(value: float) -> Limit:
    return Limit("silence", "18.1", "at_most", value, "minutes")


def test_a_single_sample_breaks_a_silence() -> None:
    assert silences([minutes(30, 30)], minutes(0, 60), allowed(30)) == ()
    assert silences([], minutes(0, 60), allowed(30)) == (minutes(0, 60),)


def test_exactly_the_allowed_length_is_no_silence() -> None:
    assert silences([minutes(0, 10), minutes(15, 60)], minutes(0, 60), allowed(5)) == ()
    assert silences([minutes(0, 10), minutes(16, 60)], minutes(0, 60), allowed(5)) == (minutes(10, 16),)


spans = st.tuples(st.integers(-10, HOUR + 10), st.integers(0, 20)).map(lambda pair: minutes(pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=8), st.integers(0, 30))
def test_silences_are_the_quiet_runs_longer_than_allowed(heard: list[Span], most: int) -> None:
    whole = minutes(0, HOUR)
    found = silences(heard, whole, allowed(most))
    assert all(length(span, "minutes") > most for span in found)
    assert all(not (span.start < point < span.end) for span in found for h in heard for point in h)
    quiet = [m for m in range(HOUR) if not any(h.start <= ZERO + m * MINUTE and ZERO + (m + 1) * MINUTE <= h.end for h in heard)]
    inside = {m for span in found for m in range(HOUR) if span.start <= ZERO + m * MINUTE < span.end}
    assert inside <= set(quiet)
    if most == 0:
        assert inside == set(quiet)
