"""The year behind, judged a day a week: which days, what is left alone, and who waits for whom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.assess.history import of_article
from zhengan.assess.lookback import PAUSE, fridays, look_back
from zhengan.assess.models import Assessment
from zhengan.kit.problem import Problem
from zhengan.kit.time import CST
from zhengan.records.clock import running

TODAY = date(2026, 5, 20)


@pytest.fixture
def one(db: None) -> Any:
    with running(lambda: datetime(2026, 5, 20, 12, tzinfo=CST)):
        found = made.institution("one")
        made.backups(found, 40, until=TODAY - timedelta(days=1))
        yield found


@contextmanager
def writing() -> Iterator[None]:
    yield


def test_the_fridays_of_a_year_that_are_over_and_under_the_law() -> None:
    days = list(fridays(TODAY))
    assert (days[0], days[-1]) == (date(2026, 5, 15), date(2025, 5, 23)) and len(days) == 52
    assert {day.weekday() for day in days} == {4}
    assert next(fridays(date(2026, 5, 15))) == date(2026, 5, 8)  # today is not over, whichever day it is
    assert list(fridays(date(2023, 5, 20)))[-1] == date(2023, 5, 5)  # in force since Monday, 2023-05-01
    assert list(fridays(date(2023, 5, 2))) == []


def test_a_year_can_be_read_that_nobody_asked_about(one: Institution) -> None:
    waited: list[float] = []
    assert look_back(one, TODAY, writing, waited.append) == len(waited) == 52
    stretches = of_article(one, 20, date(2026, 4, 20), TODAY)["20.1"]
    judged = [stretch.first for stretch in stretches if stretch.verdict is not None]
    assert judged == [date(2026, 4, 24) + timedelta(weeks=n) for n in range(4)]
    assert all(0 <= wait <= PAUSE for wait in waited)


def test_done_again_only_what_records_changed_is_judged_again(one: Institution) -> None:
    entered: list[int] = []

    @contextmanager
    def counted() -> Iterator[None]:
        entered.append(1)
        yield

    look_back(one, TODAY, counted, lambda _: None)
    before = list(Assessment.objects.values_list("pk", "confirmed_at"))
    entered.clear()
    assert look_back(one, TODAY, counted, lambda _: None) == 52
    assert not entered and list(Assessment.objects.values_list("pk", "confirmed_at")) == before
    made.backups(one, 1, until=date(2026, 3, 5))
    look_back(one, TODAY, counted, lambda _: None)
    assert len(entered) == 52


def test_before_the_institution_was_there_nothing_is_judged(one: Institution) -> None:
    empty = Institution.objects.create(code="empty", name="空")
    assert look_back(empty, TODAY, writing, lambda _: None) == 0
    assert not Assessment.objects.filter(institution=empty).exists()


def test_trouble_of_other_kinds_is_told(one: Institution) -> None:
    @contextmanager
    def lapsed() -> Iterator[None]:
        raise Problem("不行", "", "", code="other")
        yield

    with pytest.raises(Problem, match="不行"):
        look_back(one, TODAY, lapsed, lambda _: None)
