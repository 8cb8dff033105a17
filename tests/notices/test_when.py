"""Quiet hours and digests, to the minute."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from zhengan.kit.time import CST
from zhengan.notices.models import Preference
from zhengan.notices.when import after_quiet, ready_at


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=CST)


NIGHT = Preference(quiet_from=time(22), quiet_to=time(7, 30))
NOON = Preference(quiet_from=time(12), quiet_to=time(13))


@pytest.mark.parametrize(
    ("wish", "asked", "found"),
    [
        (NIGHT, at(20, 21, 59), at(20, 21, 59)),
        (NIGHT, at(20, 22), at(21, 7, 30)),
        (NIGHT, at(20, 23, 59), at(21, 7, 30)),
        (NIGHT, at(21, 0), at(21, 7, 30)),
        (NIGHT, at(21, 7, 29), at(21, 7, 30)),
        (NIGHT, at(21, 7, 30), at(21, 7, 30)),
        (NOON, at(20, 11, 59), at(20, 11, 59)),
        (NOON, at(20, 12), at(20, 13)),
        (NOON, at(20, 13), at(20, 13)),
        (Preference(), at(20, 3), at(20, 3)),
        (Preference(quiet_from=time(8), quiet_to=time(8)), at(20, 8), at(20, 8)),
    ],
)
def test_quiet_hours(wish: Preference, asked: datetime, found: datetime) -> None:
    assert after_quiet(wish, asked) == found


def test_an_emergency_waits_for_nothing() -> None:
    wish = Preference(digest="daily", hour=9, quiet_from=time(22), quiet_to=time(7))
    assert ready_at(wish, at(20, 23), urgent=True) == at(20, 23)
    assert ready_at(wish, at(20, 23), urgent=False) == at(21, 9)


def test_the_daily_digest() -> None:
    wish = Preference(digest="daily", hour=9)
    assert ready_at(wish, at(20, 8, 59), False) == at(20, 9)
    assert ready_at(wish, at(20, 9), False) == at(20, 9)
    assert ready_at(wish, at(20, 9, 1), False) == at(21, 9)


def test_a_digest_inside_the_quiet_hours_comes_at_their_end() -> None:
    wish = Preference(digest="daily", hour=6, quiet_from=time(22), quiet_to=time(7))
    assert ready_at(wish, at(20, 8), False) == at(21, 7)
