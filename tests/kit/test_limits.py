"""Strictness, tolerance, audience and dates of limits, and figures as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengan.kit.limits import COMPARISONS, TOLERANCE, Limit, choose
from zhengan.kit.problem import Problem

finite = st.floats(-1e12, 1e12)


def limit(comparison: str, value: float, unit: str = "ratio", **more: object) -> Limit:
    return Limit("x", "21.3", comparison, value, unit, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("comparison", "below", "on", "above"), [
    ("at_least", False, True, True),  # 以上 includes the number
    ("above", False, False, True),
    ("at_most", True, True, False),
    ("below", True, False, False),  # 以下 excludes it
])  # fmt: skip
def test_strictness(comparison: str, below: bool, on: bool, above: bool) -> None:
    half = limit(comparison, 0.5)
    assert (half.holds(0.499999), half.holds(0.5), half.holds(0.500001)) == (below, on, above)


def test_a_ratio_lands_on_the_limit_it_equals() -> None:
    assert 0.1 * 3 / 0.6 != 0.5  # what floats make of it
    assert not limit("below", 0.5).holds(0.1 * 3 / 0.6)
    assert limit("at_least", 0.5).holds(0.1 * 3 / 0.6)
    assert not limit("below", 0.8).holds(0.8 - 1e-12)
    assert limit("below", 0.8).holds(0.799)


@given(finite, finite)
def test_pairs_exclude_each_other(value: float, figure: float) -> None:
    for one, other in (("at_least", "below"), ("at_most", "above")):
        assert limit(one, value).holds(figure) != limit(other, value).holds(figure)


@given(finite, st.floats(-1, 1))
def test_equality_is_one_part_in_a_billion(value: float, nudge: float) -> None:
    near = value + nudge * TOLERANCE * max(1.0, abs(value)) * 0.9
    assert limit("at_least", value).holds(near) and limit("at_most", value).holds(near)
    assert not limit("above", value).holds(near) and not limit("below", value).holds(near)


@given(st.sampled_from(sorted(COMPARISONS)), finite, finite, finite)
def test_monotone(comparison: str, value: float, a: float, b: float) -> None:
    """More never turns a floor from held to broken, nor a ceiling from broken to held."""
    low, high = sorted((a, b))
    held = limit(comparison, value)
    if comparison in ("at_least", "above"):
        assert held.holds(high) or not held.holds(low)
    else:
        assert held.holds(low) or not held.holds(high)


@pytest.mark.parametrize("comparison", COMPARISONS)
def test_no_number_is_no_pass(comparison: str) -> None:
    assert not limit(comparison, 1.0).holds(float("nan"))


def test_chosen_by_body_and_day() -> None:
    core = limit("below", 0.5, audience=("core",))
    operating = limit("below", 0.8, audience=("operating",), valid_to=date(2025, 1, 1))
    later = limit("below", 0.7, audience=("operating",), valid_from=date(2025, 1, 1))
    everyone = Limit("y", "21.3", "at_least", 2, "times")
    asked = [core, operating, later, everyone]
    assert choose(21, asked, "core", date(2024, 1, 1)).x is core
    assert choose(21, asked, "operating", date(2024, 12, 31)).x is operating
    assert choose(21, asked, "operating", date(2025, 1, 1)).x is later
    assert choose(21, asked, "provider", date(2024, 1, 1)).y is everyone
    with pytest.raises(AttributeError, match="no limit 'x'"):
        _ = choose(21, asked, "provider", date(2024, 1, 1)).x
    with pytest.raises(AttributeError):
        _ = choose(21, asked, "core", date(2023, 4, 30)).x


def test_shown_as_people_write_it() -> None:
    shown = {
        str(limit("below", 0.5)): "< 50 %",
        str(limit("at_least", 2, "times")): "≥ 2.00 倍",
        str(limit("at_most", 15, "working_days")): "≤ 15 个工作日",
        str(limit("at_least", 1000, "accounts")): "≥ 1,000 户",
    }
    assert all(written == wanted for written, wanted in shown.items()), shown
    assert limit("below", 0.5).as_dict() == {"below": 0.5}


def test_an_impossible_limit_is_a_problem() -> None:
    with pytest.raises(Problem, match="比较方式"):
        limit("under", 1)
    with pytest.raises(Problem, match="单位"):
        limit("below", 1, "furlongs")
