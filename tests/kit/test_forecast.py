"""Trends: the planted slope found again, wild days ignored, too little data admitted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengan.kit.forecast import FEWEST_POINTS, HORIZON_DAYS, Trend, trend

START = date(2023, 1, 1)


def line(slope: float, level: float = 1000.0, days: int = 365) -> list[tuple[date, float]]:
    return [(START + timedelta(days=i), level + slope * i) for i in range(days)]


@given(st.floats(-5, 5), st.floats(0, 1e5), st.integers(31, 900))
@settings(max_examples=60)
def test_a_straight_line_is_found_again(slope: float, level: float, days: int) -> None:
    found = trend(line(slope, level, days))
    assert found is not None and found.on == START + timedelta(days=days - 1)
    assert found.slope == pytest.approx(slope, abs=1e-6)
    assert found.level == pytest.approx(level + slope * (days - 1), abs=abs(slope) * 20 + 1e-3)
    assert found.slope_low <= found.slope <= found.slope_high


@given(st.lists(st.tuples(st.integers(0, 364), st.floats(0, 1e9)), max_size=5), st.floats(0.5, 5))
@settings(max_examples=60)
def test_a_few_wild_days_move_nothing(wild: list[tuple[int, float]], slope: float) -> None:
    points = line(slope)
    for day, figure in wild:
        points[day] = (points[day][0], figure)
    found = trend(points)
    assert found is not None and found.slope == pytest.approx(slope, rel=0.05)


def test_too_little_to_tell() -> None:
    assert trend([]) is None
    assert trend(line(1, days=FEWEST_POINTS - 1)) is None
    assert trend(line(1, days=FEWEST_POINTS)) is None  # 29 days apart
    assert trend(line(1, days=FEWEST_POINTS + 1)) is not None
    same_day = [(START, float(i)) for i in range(100)]
    assert trend(same_day) is None


def test_reaches_its_ceiling_on_the_first_day_at_or_above_it() -> None:
    rising = Trend(START, 100.0, 2.0, 2.0, 2.0)
    assert rising.reaches(99.0) == rising.reaches(100.0) == START
    assert rising.reaches(110.0) == START + timedelta(days=5)
    assert rising.reaches(110.1) == START + timedelta(days=6)
    assert rising.reaches(109.9) == START + timedelta(days=5)
    assert Trend(START, 0.1, 0.1, 0.1, 0.1).reaches(0.3) == START + timedelta(days=2)  # 0.2 / 0.1 in floats


def test_never_or_beyond_ten_years() -> None:
    for slope in (0.0, -1.0):
        assert Trend(START, 100.0, slope, slope, slope).reaches(200.0) is None
    assert Trend(START, 0.0, 1.0, 1.0, 1.0).reaches(HORIZON_DAYS + 1.0) is None
    assert Trend(START, 0.0, 1e-300, 0.0, 0.0).reaches(1e300) is None


@given(st.floats(0.01, 10), st.floats(0, 2000), st.floats(0, 2000))
def test_a_higher_ceiling_is_never_reached_sooner(slope: float, a: float, b: float) -> None:
    low, high = sorted((a, b))
    rising = Trend(START, 500.0, slope, slope, slope)
    sooner, later = rising.reaches(low), rising.reaches(high)
    assert later is None or (sooner is not None and sooner <= later)
    for ceiling, day in ((low, sooner), (high, later)):
        if day is not None and day > START:
            assert 500 + slope * (day - START).days >= ceiling - 1e-6
            assert 500 + slope * ((day - START).days - 1) < ceiling
