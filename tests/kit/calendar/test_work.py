"""Working days: make-up days, counting, and what lies past the last notice."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengan.kit.calendar import Deadline, default_calendar
from zhengan.kit.problem import Problem
from zhengan.kit.time import start_of_day

work = default_calendar().work
known_days = st.dates(date(2013, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 23), True),  # a Monday
        (date(2026, 11, 22), False),  # a Sunday
        (date(2026, 1, 4), True),  # make-up Sunday for the New Year
        (date(2026, 2, 14), True),  # make-up Saturday before the Spring Festival
        (date(2026, 9, 20), True),  # make-up Sunday before National Day
        (date(2026, 10, 7), False),  # a Wednesday, the holiday's last day
        (date(2012, 1, 21), True),
        (date(2015, 9, 4), False),  # the holiday of 国发明电〔2015〕1号
        (date(2015, 9, 6), True),
        (date(2020, 1, 31), False),  # the Spring Festival lengthened by 国办发明电〔2020〕1号
        (date(2020, 2, 1), False),  # its make-up Saturday fell away with it
        (date(2024, 2, 9), True),  # the New Year's Eve on which only the exchanges closed
    ],
)
def test_working_days(day: date, working: bool) -> None:
    assert work.is_working(day) is working


@pytest.mark.parametrize("day", [date(2027, 1, 4), date(2027, 1, 2), date(2011, 12, 31), date(1900, 1, 1)])
def test_an_unknown_year_is_refused_with_its_name(day: date) -> None:
    with pytest.raises(Problem) as caught:
        work.is_working(day)
    assert caught.value.code == "calendar-unknown"
    assert str(day.year) in caught.value.what
    assert "导入" in caught.value.do


def test_an_instant_is_not_a_day() -> None:
    with pytest.raises(Problem, match="是时刻而不是日期"):
        work.is_working(start_of_day(date(2026, 10, 1)))


@pytest.mark.parametrize(
    ("start", "n", "end", "provisional"),
    [
        (
            date(2026, 12, 15),
            15,
            date(2027, 1, 6),
            True,
        ),  # the drill of 38.1: its report is due past the last notice
        (
            date(2026, 12, 11),
            15,
            date(2027, 1, 4),
            True,
        ),  # the first day from which fifteen days run out of 2026
        (date(2026, 12, 10), 15, date(2026, 12, 31), False),
        (date(2026, 11, 2), 15, date(2026, 11, 23), False),  # 38.1 in a plain month
        (date(2026, 9, 18), 1, date(2026, 9, 20), False),  # the next working day is a make-up Sunday
        (date(2026, 9, 30), 3, date(2026, 10, 10), False),  # over National Day: 8, 9 and the make-up Saturday
        (date(2026, 9, 30), 0, date(2026, 9, 30), False),
        (date(2026, 10, 8), -1, date(2026, 9, 30), False),
        (
            date(2027, 1, 5),
            -3,
            date(2026, 12, 30),
            True,
        ),  # backwards over unknown days is just as provisional
        (date(2026, 12, 31), 85, date(2027, 4, 30), True),
        (date(2027, 4, 30), 1, date(2027, 5, 3), True),  # 1 and 2 May are a weekend in 2027, 3 May a Monday
        (date(2027, 9, 30), 1, date(2027, 10, 4), True),  # 1 October is off by statute, 2 and 3 a weekend
    ],
)
def test_counting_working_days(start: date, n: int, end: date, provisional: bool) -> None:
    deadline = work.add(start, n)
    assert (deadline.day, deadline.provisional) == (end, provisional)
    assert (deadline.reason is not None) is provisional


def test_a_provisional_deadline_says_which_year_and_what_was_assumed() -> None:
    reason = str(work.add(date(2026, 12, 15), 15).reason)
    assert reason.startswith("暂定：2027年放假安排尚未录入")
    assert "调休未计" in reason
    assert "2027、2028年" in str(work.add(date(2026, 12, 15), 280).reason)


def test_counting_refuses_what_it_cannot_know() -> None:
    with pytest.raises(Problem, match="2011 年的放假安排尚未录入"):
        work.add(date(2012, 1, 10), -10)
    with pytest.raises(Problem, match="5001 个工作日"):
        work.add(date(2026, 1, 1), 5001)
    with pytest.raises(Problem, match="2027 年"):
        work.between(date(2026, 12, 20), date(2027, 1, 10))


@given(known_days, st.integers(-200, 200))
def test_counting_back_gives_the_count(day: date, n: int) -> None:
    deadline = work.add(day, n)
    assert work.between(day, deadline.day) == n
    assert n == 0 or work.is_working(deadline.day)
    assert deadline == Deadline(deadline.day, False, None)


@given(known_days, st.integers(0, 200), st.integers(0, 200))
def test_counting_in_two_steps_is_counting_once(day: date, n: int, m: int) -> None:
    assert work.add(work.add(day, n).day, m) == work.add(day, n + m)


def test_every_year_names_its_notice_and_when_it_was_checked() -> None:
    for year in range(2012, 2027):
        source = work.source(year)
        assert f"〔{year - 1}〕" in source.source
        assert source.verified
        assert source.checked == date(2026, 11, 23)
    with pytest.raises(Problem, match="2027 年"):
        work.source(2027)


@pytest.mark.parametrize(("day", "n"), [(date.max, 1), (date.min, -1), (date(9999, 12, 20), 30)])
def test_counting_past_the_end_of_time_is_refused(day: date, n: int) -> None:
    with pytest.raises(Problem):
        work.add(day, n)
