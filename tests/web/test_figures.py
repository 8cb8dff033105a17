"""What is drawn: strips over sessions, years of days, bars with gaps. Facts in, boxes out; no database."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from zhengan.facts.continuity import BackupRun, RestoreTest
from zhengan.facts.logs import LogArchive, LogSource, MonitorSource, Samples
from zhengan.kit.spans import Span
from zhengan.kit.time import CST
from zhengan.law.room import limits_for
from zhengan.records.clock import running
from zhengan.web.kit.strip import of_window, today_of
from zhengan.web.systems import backups, logs

STOCKS = ("SSE", "SZSE")
TRADING = date(2026, 5, 20)  # a Wednesday
SUNDAY = date(2026, 5, 24)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=CST)


def test_a_strip_names_the_session_that_runs_and_the_next_one() -> None:
    with running(lambda: at(TRADING, 10)):
        strip = today_of(STOCKS, TRADING)
    assert strip.now == 600 and strip.open and strip.open.start <= at(TRADING, 10) < strip.open.end
    with running(lambda: at(TRADING, 20)):
        strip = today_of(STOCKS, TRADING)
    assert strip.open is None and strip.next and strip.next.date() == date(2026, 5, 21)
    with running(lambda: at(SUNDAY, 10)):
        strip = today_of(STOCKS, SUNDAY)
    assert strip.spans == [] and strip.next and strip.next.date() == date(2026, 5, 25)


def test_a_strip_of_another_day_has_no_present() -> None:
    with running(lambda: at(SUNDAY, 10)):
        strip = today_of(STOCKS, TRADING)
    assert strip.now is None and strip.next is None and strip.spans


@pytest.mark.parametrize("markets", [(), ("NOWHERE",)])
def test_a_strip_without_sessions_says_why(markets: tuple[str, ...]) -> None:
    assert today_of(markets, TRADING).problem is not None


def test_a_year_the_calendar_does_not_know_is_no_day_off() -> None:
    assert today_of(STOCKS, date(2031, 3, 4)).problem is not None


def test_a_night_session_that_runs_past_midnight_shows_on_both_days() -> None:
    (monday, tuesday) = (today_of(("SHFE.ag",), date(2026, 5, 18)), today_of(("SHFE.ag",), date(2026, 5, 19)))
    assert monday.trading[-1].x + monday.trading[-1].width == 24 * 60 and tuesday.trading[0].x == 0


def test_a_change_lies_where_it_was_and_is_seen_however_short() -> None:
    strip = of_window(STOCKS, at(TRADING, 14, 10), at(TRADING, 14, 11))
    assert strip.window and strip.window.x == 850 and strip.window.width == 6
    over_midnight = of_window(STOCKS, at(TRADING, 22), at(TRADING, 22) + timedelta(hours=5))
    assert over_midnight.width == 2 * 1440 and over_midnight.window and over_midnight.window.width == 300
    for_a_week = of_window(STOCKS, at(TRADING, 22), at(TRADING, 22) + timedelta(days=7))
    assert for_a_week.width == 3 * 1440 and for_a_week.window
    assert for_a_week.window.x + for_a_week.window.width == for_a_week.width
    assert of_window(STOCKS, at(TRADING, 22), None).window


def run(day: date, ok: bool = True, late: int = 0) -> BackupRun:
    return BackupRun(
        id=f"{day}-{ok}", recorded=at(day, 3) + timedelta(days=late), system="s", at=at(day, 2), ok=ok
    )


def states(year: backups.Year) -> dict[date, str]:
    return {cell.day: cell.state for month in year.months for week in month.weeks for cell in week if cell}


def test_each_day_of_a_year_has_its_state() -> None:
    days = [TRADING - timedelta(days=n) for n in range(5)]
    runs = [run(days[0]), run(days[1], ok=False), run(days[2], late=9), run(days[3], ok=False), run(days[3])]
    year = backups.year(runs, [], date(2026, 1, 1), TRADING, running=False)
    found = states(year)
    assert [found[day] for day in days] == ["ok", "failed", "late", "ok", "none"]
    assert found[date(2025, 12, 31)] == "before" and min(found) == date(2025, 5, 21) and max(found) == TRADING
    assert len(found) == 365 and sum(number for _, _, number in year.counts) == 365
    assert [cell.day for cell in year.missing][:2] == [days[1], days[4]]


def test_today_is_no_gap_before_it_is_over() -> None:
    assert TRADING not in states(backups.year([], [], date(2020, 1, 1), TRADING, running=True))
    assert states(backups.year([], [], date(2020, 1, 1), TRADING, running=False))[TRADING] == "none"


def test_weeks_begin_on_monday_and_a_failed_check_does_not_pass() -> None:
    checks = [
        RestoreTest(id=str(ok), recorded=at(TRADING, 16), system="s", at=at(TRADING, 15), ok=ok)
        for ok in (True, False)
    ]
    year = backups.year([], checks, date(2020, 1, 1), TRADING, running=False)
    for month in year.months:
        for week in month.weeks:
            assert len(week) == 7
            assert all(cell is None or cell.day.weekday() == place for place, cell in enumerate(week))
    (checked,) = [
        cell
        for month in year.months
        for week in month.weeks
        for cell in week
        if cell and cell.check is not None
    ]
    assert checked.check is False and year.checks == 1


SHARE = limits_for(18, "operating", date(2026, 5, 20)).samples_share
WHOLE = Span(at(date(2025, 5, 21), 0), at(TRADING, 12))


def archive(start: datetime, end: datetime, **more: object) -> LogArchive:
    return LogArchive(id=str(start), recorded=end, source="log", start=start, end=end, **more)  # type: ignore[arg-type]


def test_gaps_of_a_log_are_holes_and_what_follows_is_none() -> None:
    source = LogSource(
        id="log", recorded=WHOLE.start, system="s", kind="business", name="Journal", since=date(2020, 1, 1)
    )
    day = date(2026, 1, 5)
    kept = [archive(at(date(2024, 1, 1), 0), at(day, 1)), archive(at(day, 7), at(TRADING, 0))]
    bar = logs.of_log(source, kept, WHOLE, [])
    assert bar.gaps == [Span(at(day, 1), at(day, 7))] and bar.last == at(TRADING, 0)
    assert bar.holes[0].width == logs.SLIMMEST and bar.tail and 0.99 < bar.share < 1


def test_what_is_deleted_or_damaged_is_not_kept() -> None:
    source = LogSource(
        id="log", recorded=WHOLE.start, system="s", kind="business", name="Journal", since=date(2026, 5, 1)
    )
    several = [
        archive(at(date(2026, 5, 1), 0), at(TRADING, 12), intact=False),
        archive(at(date(2026, 5, 1), 0), at(TRADING, 12), deleted=TRADING),
    ]
    bar = logs.of_log(source, several, WHOLE, [])
    assert bar.share == 0 and bar.tail and bar.tail.x == pytest.approx(345, abs=0.6) and bar.kept == []


def test_the_day_a_log_began_lacks_nothing_before_its_first_archive() -> None:
    begun = date(2026, 5, 1)
    source = LogSource(id="log", recorded=WHOLE.start, system="s", kind="business", name="Journal", since=begun)
    assert logs.of_log(source, [archive(at(begun, 20), at(TRADING, 12))], WHOLE, []).gaps == []
    late = at(date(2026, 5, 2), 0)
    assert logs.of_log(source, [archive(late, at(TRADING, 12))], WHOLE, []).gaps == [Span(at(begun, 0), late)]


def test_a_pause_within_the_grace_is_no_gap() -> None:
    source = MonitorSource(
        id="m",
        recorded=WHOLE.start,
        system="s",
        indicator="up",
        every_minutes=1,
        grace_minutes=4,
        since=date(2026, 5, 19),
    )
    pieces = [
        (at(date(2026, 5, 19), 0), at(date(2026, 5, 19), 9)),
        (at(date(2026, 5, 19), 9, 5), at(TRADING, 0)),
        (at(TRADING, 2), at(TRADING, 11, 59)),
    ]
    samples = [
        Samples(id=str(start), recorded=end, source="m", start=start, end=end) for start, end in pieces
    ]
    bar = logs.of_monitor(source, samples, WHOLE, [], SHARE)
    assert bar.gaps == [Span(at(TRADING, 0), at(TRADING, 2))] and bar.tail is None


@pytest.mark.parametrize("stated", [{"frozen": True}, {"count": 0}, {"count": 1}])
def test_silence_is_not_drawn_as_data(stated: dict[str, Any]) -> None:
    """What the rule does not take for data is a gap: a value that never moved, no sample, or far too few."""
    source = MonitorSource(
        id="m", recorded=WHOLE.start, system="s", indicator="up", every_minutes=1, grace_minutes=4, since=date(2026, 5, 19)
    )
    pieces = [(at(date(2026, 5, 19), 0), at(TRADING, 0), {}), (at(TRADING, 0), at(TRADING, 2), stated),
              (at(TRADING, 2), at(TRADING, 11, 59), {})]  # fmt: skip
    samples = [Samples(id=str(a), recorded=b, source="m", start=a, end=b, **more) for a, b, more in pieces]
    assert logs.of_monitor(source, samples, WHOLE, [], SHARE).gaps == [Span(at(TRADING, 0), at(TRADING, 2))]
    samples[1] = Samples(id="x", recorded=WHOLE.end, source="m", start=at(TRADING, 0), end=at(TRADING, 2), count=60)
    assert logs.of_monitor(source, samples, WHOLE, [], SHARE).gaps == []  # half of those due: the limit
