"""The days on which a capacity fell short, held against asking each day by itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from zhengan.facts.book import FactBook
from zhengan.facts.capacity import Capacity, DailyPeak
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import Limit
from zhengan.kit.time import CST
from zhengan.law.capacity import _short_days

FIRST, LAST = date(2025, 3, 1), date(2025, 4, 10)
RECORDED = datetime(2025, 5, 1, tzinfo=CST)
LIMIT = Limit("headroom", "21.3", "at_least", 2.0, "ratio")
days = st.integers(-40, 45).map(lambda n: FIRST + timedelta(days=n))
values = st.sampled_from([0.0, 10.0, 20.0, 30.0, 40.0])
terms = st.lists(st.tuples(days, st.none() | st.integers(0, 40), st.sampled_from([40.0, 60.0, 80.0])), min_size=1, max_size=4)


@given(st.lists(st.tuples(days, values), max_size=12), terms)
@settings(max_examples=200)
def test_each_day_by_itself(readings: list[Any], terms: list[Any]) -> None:
    peaks = [DailyPeak(id=f"p{n}", recorded=RECORDED, system="s", measure="m", day=day, value=value)
             for n, (day, value) in enumerate(readings)]  # fmt: skip
    held = [Capacity(id=f"c{n}", recorded=RECORDED, system="s", measure="m", since=since, value=value,
                     to=None if length is None else since + timedelta(days=length))
            for n, (since, length, value) in enumerate(terms)]  # fmt: skip
    book = FactBook([*peaks, *held], AsOf(date(2025, 6, 1)))
    found = _short_days(held[0], book, book.of(DailyPeak, "s"), LIMIT, FIRST, LAST)
    short = {span.start + timedelta(days=n) for span in found for n in range((span.end - span.start).days)}
    begins = max(FIRST, min(capacity.since for capacity in held))
    for n in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=n)
        reached = max((peak.value for peak in peaks if peak.day <= day), default=0.0)
        capacity = min((c.value for c in held if c.holds_on(day)), default=0.0)
        enough = reached == 0 or capacity / reached >= LIMIT.value
        assert (day in short) is (day >= begins and not enough), day
