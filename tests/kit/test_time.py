"""Days, clocks and instants: what is taken, what is refused, and calendar arithmetic at its edges."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengan.kit.problem import Problem
from zhengan.kit.time import (
    CST,
    FIRST_YEAR,
    LAST_YEAR,
    at,
    end_of_day,
    months_after,
    months_before,
    months_between,
    parse_clock,
    parse_day,
    parse_instant,
    start_of_day,
    to_cst,
    years_before,
    years_between,
)

days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
instants = st.datetimes(datetime(FIRST_YEAR, 1, 2), datetime(LAST_YEAR, 12, 30), timezones=st.just(CST))


@given(days)
def test_every_day_in_its_three_forms(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    for text in (day.isoformat(), f"{y}-{m}-{d}", f"{y}/{m}/{d}", f"{y}/{m:02}/{d:02}", f"{y}年{m}月{d}日", f" {day} "):
        assert parse_day(text) == day


@pytest.mark.parametrize("text", [
    "", " ", "2023-02-29", "2023-13-01", "2023-00-01", "2023-01-00", "2023-1", "20230501", "23-05-01", "2023-05/01",
    "2023.05.01", "today", "2023－05－01", "1/5/2023", "2023年5月", "2023年5月1",
    "２０２３-05-01", "٢٠٢٣-05-01", "2023-05-01T00:00", "2023-05-01\x00",
    "2023-W18-1", "0000-00-00", "1066-10-14", "1899-12-31", "2101-01-01", "9999-12-31", "-2023-05-01", "2023-05-01 10:30",
])  # fmt: skip
def test_no_day(text: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_day(text)
    assert caught.value.code == "date" and caught.value.why and caught.value.do


@pytest.mark.parametrize(("text", "why"), [
    ("2026-02-30", "2026 年 2 月只有 1 日至 28 日"), ("2024/2/30", "2024 年 2 月只有 1 日至 29 日"),
    ("2026年11月31日", "2026 年 11 月只有 1 日至 30 日"), ("2026-12-32", "2026 年 12 月只有 1 日至 31 日"),
    ("2026-01-00", "2026 年 1 月只有 1 日至 31 日"), ("2026-13-01", "月份应为 1 至 12"), ("2026-00-10", "月份应为 1 至 12"),
])  # fmt: skip
def test_a_day_no_calendar_has(text: str, why: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_day(text)
    assert caught.value.why == why and "不存在" in caught.value.what and "2026-03-03" not in caught.value.do


@given(instants)
def test_every_instant_in_its_forms(instant: datetime) -> None:
    clock = instant.time().isoformat("auto")
    day = instant.date()
    for text in (f"{day} {clock}", f"{day}T{clock}", f"{day} {clock}+08:00", instant.isoformat()):
        parsed = parse_instant(text)
        assert parsed == instant and parsed.tzinfo is CST
    utc = instant.astimezone(UTC)
    if FIRST_YEAR <= utc.year <= LAST_YEAR:
        assert parse_instant(utc.isoformat()) == parse_instant(utc.isoformat().replace("+00:00", "Z")) == instant


@pytest.mark.parametrize(("text", "wanted"), [
    ("2026-03-03 9:05", "2026-03-03T09:05:00+08:00"),
    ("2026/3/3 9:05", "2026-03-03T09:05:00+08:00"),
    ("2026年3月3日 09:05", "2026-03-03T09:05:00+08:00"),
    ("2026年3月3日09:05:07", "2026-03-03T09:05:07+08:00"),
    ("2026-03-03 09:05:07.5", "2026-03-03T09:05:07.500000+08:00"),
    ("2026-03-03 09:05-0500", "2026-03-03T22:05:00+08:00"),
    ("2026-03-03 09:05 Z", "2026-03-03T17:05:00+08:00"),
])  # fmt: skip
def test_instants(text: str, wanted: str) -> None:
    assert parse_instant(text).isoformat() == wanted


@pytest.mark.parametrize("text", [
    "", "2026-03-03", "2026-03-03Z", "2026-03-03 ", "10:30", "2026-03-03 24:00", "2026-03-03 23:60", "2026-03-03 23:59:60",
    "2026-03-03X10:30", "2026-03-0310:30", "2026-03-31:30", "20260303T103000", "2026-03-03 10", "2026-03-03 1030",
    "2026-03-03 10:30:15.1234567", "2026-03-03 10:30+25:00", "2026-03-03 10:30+08:99", "2026-03-03 10:30 CST", "2026-02-29 10:30",
    "1066-10-14 09:00", "9999-12-31 23:59", "2026-03-03 ١٠:٣٠", "2026-03-03 10:30\n11:00", "2026-03-03 -1:30",
])  # fmt: skip
def test_no_instant(text: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_instant(text)
    assert caught.value.code in ("instant", "date", "clock")


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_a_problem(text: str) -> None:
    for parse in (parse_day, parse_instant, parse_clock):
        try:
            parse(text)  # type: ignore[operator]
        except Problem as problem:
            assert problem.why and problem.do


def test_clocks() -> None:
    assert parse_clock("2:30") == parse_clock("02:30:00") == time(2, 30)
    assert parse_clock("23:59:59.999999") == time(23, 59, 59, 999999)


def test_naive_instants_are_refused_and_others_carried_over() -> None:
    with pytest.raises(Problem, match="没有时区"):
        to_cst(datetime(2026, 3, 3))
    tokyo = datetime(2026, 3, 3, 1, 30, tzinfo=timezone(timedelta(hours=9)))
    assert to_cst(tokyo) == at(date(2026, 3, 3), "00:30") and to_cst(tokyo).tzinfo is CST


@given(days, st.integers(-400, 400))
def test_months(day: date, months: int) -> None:
    earlier = months_before(day, months)
    assert (earlier.year * 12 + earlier.month) == (day.year * 12 + day.month) - months
    assert earlier.day == day.day or (earlier.day < day.day and (earlier + timedelta(days=1)).day == 1)
    assert months_after(day, months) == months_before(day, -months)


@given(days, st.integers(0, 30))
def test_years(day: date, years: int) -> None:
    assert years_before(day, years) == months_before(day, 12 * years)
    assert years_between(day, months_after(day, 12 * years)) == years
    assert months_between(day, months_after(day, years)) == years


@given(days, st.integers(0, 4000))
def test_spans_of_time_grow_with_the_days(day: date, length: int) -> None:
    end, after = day + timedelta(days=length), day + timedelta(days=length + 1)
    assert years_between(day, end) <= years_between(day, after)
    assert months_between(day, end) <= months_between(day, after)


def test_five_years_to_the_day() -> None:
    assert years_between(date(2020, 2, 29), date(2025, 2, 28)) == 5
    assert years_between(date(2020, 5, 1), date(2025, 4, 30)) < 5 <= years_between(date(2020, 5, 1), date(2025, 5, 1))


@given(days)
def test_a_day_ends_where_the_next_begins(day: date) -> None:
    assert end_of_day(day) == start_of_day(day) + timedelta(hours=24)
    assert start_of_day(day).tzinfo is CST and start_of_day(day).date() == day
