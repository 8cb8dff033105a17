"""How many samples a stretch should hold, and what is sure of one that counts fewer."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from zhengan.facts.logs import MonitorSource, Samples
from zhengan.kit.limits import Limit
from zhengan.kit.time import CST
from zhengan.law.arrivals import Arrivals, due_in

BEGUN = datetime(2026, 11, 1, tzinfo=CST)
HALF = Limit("samples_share", "18.1", "at_least", 0.5, "ratio")


def source(every: float) -> MonitorSource:
    return MonitorSource(id="m", recorded=BEGUN, system="core", indicator="CPU", every_minutes=every, since=BEGUN.date())


def stretch(minutes: float, count: int | None, *, after: float = 0, frozen: bool = False) -> Samples:
    start = BEGUN + timedelta(minutes=after)
    end = start + timedelta(minutes=minutes)
    return Samples(id=str(after), recorded=end, source="m", start=start, end=end, count=count, frozen=frozen)


@pytest.mark.parametrize(
    ("minutes", "every", "due"),
    [(0, 1, 1), (0.5, 1, 1), (1, 1, 1), (1.5, 1, 1), (2, 1, 2), (6, 0.1, 60), (60, 7, 8), (60, 1e15, 1), (60, 1e-300, 10**18)],
)
def test_one_for_each_whole_interval(minutes: float, every: float, due: int) -> None:
    assert due_in(stretch(minutes, None), source(every)) == due


def test_what_is_sure_and_what_may_be() -> None:
    facts = [
        stretch(60, None), stretch(60, 30, after=100), stretch(60, 29, after=200), stretch(60, 0, after=300),
        stretch(60, 60, after=400, frozen=True),
    ]  # fmt: skip
    arrived = Arrivals.of(facts, source(1), HALF, BEGUN + timedelta(minutes=240))
    assert [span.start for span in arrived.at_least] == [facts[0].start, facts[1].start]
    assert [span.start for span in arrived.at_most] == [fact.start for fact in facts[:3]]
    assert arrived.sparse == (facts[2],)
    assert arrived.last(arrived.at_least) == facts[1].end
    assert arrived.last(arrived.at_most) == BEGUN + timedelta(minutes=240)  # no later than the moment asked about
    assert arrived.last(()) == BEGUN
