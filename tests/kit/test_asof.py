"""What was true, and what was known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengan.kit.asof import AsOf
from zhengan.kit.problem import Problem
from zhengan.kit.time import CST, end_of_day, parse_instant, start_of_day

DAY = date(2024, 12, 31)
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
instants = st.datetimes(datetime(1950, 1, 1), datetime(2100, 12, 31), timezones=st.just(CST))


def test_a_day_asked_about_later_has_wholly_passed() -> None:
    for known in (None, parse_instant("2025-03-01 09:00"), parse_instant("2025-01-01 00:00")):
        asked = AsOf(DAY, known)
        assert asked.until == parse_instant("2025-01-01 00:00") and asked.last_full_day == DAY


def test_a_running_day_is_judged_up_to_what_is_known() -> None:
    noon = AsOf(DAY, parse_instant("2024-12-31 12:00"))
    assert noon.until == parse_instant("2024-12-31 12:00") and noon.last_full_day == date(2024, 12, 30)
    midnight = AsOf(DAY, parse_instant("2024-12-31 00:00"))
    assert midnight.last_full_day == date(2024, 12, 30)
    just_after = AsOf(DAY, parse_instant("2024-12-31 00:00:00.000001"))
    assert just_after.last_full_day == date(2024, 12, 30)


@given(days, st.none() | instants)
def test_the_last_full_day_has_passed_and_the_next_has_not(day: date, known: datetime | None) -> None:
    asked = AsOf(day, known)
    last = asked.last_full_day
    assert end_of_day(last) <= asked.until < end_of_day(last + timedelta(days=1))
    assert asked.until <= end_of_day(day) and (known is None or asked.until <= known)


def test_the_zone_known_at_is_written_in_makes_no_difference() -> None:
    utc = AsOf(DAY, datetime(2024, 12, 31, 4, 0, tzinfo=UTC))
    assert utc == AsOf(DAY, parse_instant("2024-12-31 12:00"))
    assert utc.known_at is not None and utc.known_at.tzinfo is CST
    with pytest.raises(Problem, match="没有时区"):
        AsOf(DAY, datetime(2024, 12, 31, 12))


@given(days, instants, st.none() | instants, st.none() | instants)
def test_sees_what_was_recorded_and_not_yet_corrected(
    day: date, recorded: datetime, superseded: datetime | None, known: datetime | None
) -> None:
    seen = AsOf(day, known).sees(recorded, superseded)
    if known is None:
        assert seen == (superseded is None)
    else:
        assert seen == (recorded <= known and not (superseded is not None and superseded <= known))


def test_a_correction_takes_over_at_its_very_instant() -> None:
    first, second = parse_instant("2024-01-01 09:00"), parse_instant("2024-02-01 09:00")
    for known, old, new in ((first, True, False), (second - timedelta(seconds=1), True, False), (second, False, True)):
        assert AsOf(DAY, known).sees(first, second) is old
        assert AsOf(DAY, known).sees(second) is new


@given(days, st.integers(1, 6))
def test_years_back_begins_the_day_after_the_anniversary(day: date, years: int) -> None:
    start = AsOf(day).years_back(years)
    assert start == start_of_day(start.date())
    assert years * 365 <= (AsOf(day).until - start).days <= years * 366
    assert AsOf(date(2024, 12, 31)).years_back(1) == parse_instant("2024-01-01 00:00")
    assert AsOf(date(2024, 2, 29)).years_back(1) == parse_instant("2023-03-01 00:00")
