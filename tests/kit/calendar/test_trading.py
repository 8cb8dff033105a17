"""Trading days, and which evening holds a trading day's night session."""

from datetime import date

import pytest

from zhengan.kit.calendar import default_calendar
from zhengan.kit.problem import Problem

calendar = default_calendar()
trading = calendar.trading


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ],
)
@pytest.mark.parametrize("venue", ["SSE", "SHFE", "SHFE.ag"])
def test_make_up_weekends_are_working_but_not_trading(venue: str, day: date) -> None:
    assert calendar.work.is_working(day)
    assert not trading.is_trading_day(venue, day)


def test_the_exchanges_closed_on_a_working_new_years_eve() -> None:
    assert calendar.work.is_working(date(2024, 2, 9))
    assert not trading.is_trading_day("DCE", date(2024, 2, 9))
    assert trading.next_trading_day("DCE", date(2024, 2, 8)) == date(2024, 2, 19)
    assert trading.previous_trading_day("DCE", date(2024, 2, 19)) == date(2024, 2, 8)


def test_a_venue_does_not_trade_before_it_opened() -> None:
    assert not trading.is_trading_day("BSE", date(2021, 11, 12))
    assert trading.is_trading_day("BSE", date(2021, 11, 15))


@pytest.mark.parametrize("evening", [date(2026, 12, 31), date(2026, 12, 31)])
def test_the_next_trading_day_past_the_horizon_is_refused(evening: date) -> None:
    with pytest.raises(Problem) as caught:
        trading.next_trading_day("SSE", evening)
    assert caught.value.code == "calendar-unknown"
    assert "2027" in caught.value.what


@pytest.mark.parametrize(
    ("day", "evening"),
    [
        (date(2026, 11, 24), date(2026, 11, 23)),
        (date(2026, 11, 30), date(2026, 11, 27)),  # Monday's session runs on Friday evening
        (date(2026, 10, 8), None),  # after National Day
        (date(2026, 2, 24), None),  # after the Spring Festival
        (date(2026, 9, 28), None),  # after the Mid-Autumn Festival, Friday to Sunday
        (date(2024, 6, 11), None),  # the Dragon Boat Festival on a Monday: nothing on the Friday evening
        (date(2024, 2, 19), None),
        (date(2015, 9, 28), None),  # a holiday that fell on a Sunday: 上期发〔2015〕133号
        (date(2026, 9, 21), date(2026, 9, 18)),  # a make-up Sunday in between cancels nothing
        (date(2026, 10, 12), date(2026, 10, 9)),  # nor does a make-up Saturday
    ],
)
def test_the_evening_of_a_night_session(day: date, evening: date | None) -> None:
    assert trading.night_before("SHFE", day) == evening
    if evening is not None:
        assert trading.night_after("SHFE", evening) == day
