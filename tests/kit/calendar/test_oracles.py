"""Our tables against two well-kept libraries, day by day."""

from datetime import date, timedelta

import chinese_calendar
import exchange_calendars
import pytest

from zhengan.kit.calendar import default_calendar
from zhengan.kit.time import CST

calendar = default_calendar()
DAYS = [date(2012, 1, 1) + timedelta(days=i) for i in range((date(2026, 12, 31) - date(2012, 1, 1)).days + 1)]


@pytest.fixture(scope="module")
def shanghai() -> exchange_calendars.ExchangeCalendar:
    return exchange_calendars.get_calendar("XSHG", start="2012-01-01", end="2026-12-31")


def test_working_days_agree_with_chinesecalendar() -> None:
    assert [day for day in DAYS if calendar.work.is_working(day) != chinese_calendar.is_workday(day)] == []


def test_trading_days_agree_with_exchange_calendars(shanghai: exchange_calendars.ExchangeCalendar) -> None:
    theirs = {stamp.date() for stamp in shanghai.sessions}
    assert {day for day in DAYS if calendar.trading.is_trading_day("SSE", day)} == theirs


def test_continuous_trading_agrees_minute_by_minute(shanghai: exchange_calendars.ExchangeCalendar) -> None:
    """Theirs holds continuous trading and the closing auction, with no opening auction: so does the sum of ours."""
    clock = calendar.clock(["SSE.A"], breaks_inside=False)
    for opens, breaks, resumes, closes in shanghai.schedule.loc["2026-01-01":].itertuples(index=False):
        ours = [
            s
            for s in clock.sessions(opens.to_pydatetime(), closes.to_pydatetime())
            if s.name != "开盘集合竞价"
        ]
        assert (ours[0].start, ours[0].end) == (opens.to_pydatetime(), breaks.to_pydatetime())
        assert (ours[1].start, ours[-1].end) == (resumes.to_pydatetime(), closes.to_pydatetime())
        assert ours[0].start.tzinfo is CST
