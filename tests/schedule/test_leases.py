"""Two never do a thing twice: whoever slept past his lease is refused, missed turns are caught up once, failures retried."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from zhengan.kit.problem import Problem
from zhengan.kit.time import CST
from zhengan.records.clock import running
from zhengan.schedule.leases import Lapsed, ask, give_back, release, take
from zhengan.schedule.models import Job, Outcome, Run
from zhengan.schedule.timing import Timing

NOON = datetime(2026, 5, 20, 12, tzinfo=CST)
LEASE = timedelta(minutes=10)
NIGHTLY = Timing("day", 2)


@pytest.fixture
def clock(db: None) -> Any:
    hands = {"now": NOON}
    with running(lambda: hands["now"]):
        Job.objects.create(name="backup", next_at=NOON - timedelta(days=5))
        yield hands


def test_only_one_takes_it(clock: Any) -> None:
    assert take("backup", "a", LEASE) is not None
    assert take("backup", "b", LEASE) is None


def test_missed_turns_are_caught_up_once(clock: Any) -> None:
    claim = take("backup", "a", LEASE)
    assert claim is not None and claim.due_at == NOON - timedelta(days=5)
    give_back(claim, NIGHTLY, Outcome.DONE, "fine")
    assert take("backup", "a", LEASE) is None
    assert Job.objects.get().next_at == datetime(2026, 5, 21, 2, tzinfo=CST)


def test_who_slept_past_his_lease_writes_nothing(clock: Any) -> None:
    slept = take("backup", "a", LEASE)
    assert slept is not None
    clock["now"] += LEASE
    other = take("backup", "b", LEASE)
    assert other is not None and other.fence == slept.fence + 1
    with pytest.raises(Lapsed), slept.writing():
        raise AssertionError("the block must not be entered")
    with pytest.raises(Lapsed):
        give_back(slept, NIGHTLY, Outcome.DONE, "late")
    give_back(other, NIGHTLY, Outcome.DONE, "mine")
    assert list(Run.objects.order_by("fence").values_list("outcome", "detail")) == [("lost", ""), ("done", "mine")]


def test_renewed_it_is_nobody_elses_and_given_back_it_is_not_taken_again(clock: Any) -> None:
    claim = take("backup", "a", LEASE)
    assert claim is not None
    clock["now"] += LEASE - timedelta(seconds=1)
    assert claim.renew()
    clock["now"] += LEASE - timedelta(seconds=1)
    assert take("backup", "b", LEASE) is None
    clock["now"] += timedelta(seconds=1)
    other = take("backup", "b", LEASE)
    assert other is not None and not claim.renew()
    give_back(other, NIGHTLY, Outcome.DONE, "")
    assert not other.renew() and Job.objects.get().leased_until is None  # a renewal that comes late holds nothing


def test_a_failure_is_tried_again_three_times_then_waits_for_its_turn(clock: Any) -> None:
    for following in (NOON + timedelta(minutes=30), NOON + timedelta(minutes=60), datetime(2026, 5, 21, 2, tzinfo=CST)):
        claim = take("backup", "a", LEASE)
        assert claim is not None
        give_back(claim, NIGHTLY, Outcome.FAILED, "disk full")
        assert Job.objects.get().next_at == following
        clock["now"] = following
    assert Run.objects.filter(outcome="failed", detail="disk full").count() == 3


def test_asked_for_out_of_turn(clock: Any) -> None:
    claim = take("backup", "a", LEASE)
    assert claim is not None
    with pytest.raises(Problem, match="正在运行"):
        ask("backup", "ann")
    give_back(claim, NIGHTLY, Outcome.DONE, "")
    ask("backup", "ann")
    again = take("backup", "a", LEASE)
    assert again is not None and Run.objects.get(fence=again.fence).asked_by == "ann"
    with pytest.raises(Problem, match="没有名为"):
        ask("nonsense", "ann")


def test_a_clean_stop_gives_the_lease_back_and_what_goes_on_writes_nothing(clock: Any) -> None:
    claim = take("backup", "a", LEASE)
    assert claim is not None
    release("a")
    assert not claim.renew()
    with pytest.raises(Lapsed):
        give_back(claim, NIGHTLY, Outcome.DONE, "late")
    assert Run.objects.get().outcome == Outcome.LOST
    assert take("backup", "b", LEASE)


@pytest.mark.parametrize(
    ("timing", "after", "due"),
    [
        (Timing("hour", minute=1), "2026-05-20T12:00", "2026-05-20T12:01"),
        (Timing("hour", minute=1), "2026-05-20T23:01", "2026-05-21T00:01"),
        (Timing("day", 2), "2026-05-20T01:59", "2026-05-20T02:00"),
        (Timing("day", 2), "2026-12-31T02:00", "2027-01-01T02:00"),
        (Timing("quarter", 3, 30), "2026-05-20T12:00", "2026-07-01T03:30"),
        (Timing("quarter", 3, 30), "2026-07-01T03:00", "2026-07-01T03:30"),
        (Timing("quarter", 3, 30), "2026-10-01T03:30", "2027-01-01T03:30"),
    ],
)
def test_times(timing: Timing, after: str, due: str) -> None:
    assert timing.after(datetime.fromisoformat(after).replace(tzinfo=CST)) == datetime.fromisoformat(due).replace(tzinfo=CST)
