"""Trading days: which days a venue opens. Make-up weekends are working days but never trading days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from zhengan.kit.calendar.tables import Closure
from zhengan.kit.calendar.work import DAY, WorkCalendar


class TradingCalendar:
    """Trading days of each venue, over the years the working-day calendar knows.

    Answers for a venue's code (``SHFE``); a market's (``SHFE.ag``) is answered by its venue.
    """

    def __init__(self, work: WorkCalendar, closures: Iterable[Closure], opened: Mapping[str, date]):
        self.work = work
        self._opened = dict(opened)
        self._closed: dict[str, frozenset[date]] = {venue: frozenset() for venue in opened}
        for closure in closures:
            days = {closure.first + DAY * i for i in range((closure.last - closure.first).days + 1)}
            for venue in closure.venues:
                self._closed[venue] |= days

    def closed(self, venue: str) -> frozenset[date]:
        """Days on which the venue closed by its own notice."""
        return self._closed[venue]

    def is_trading_day(self, venue: str, day: date) -> bool:
        """Whether the venue opens on the day. Raises Problem ``calendar-unknown`` for a year without a notice."""
        venue = venue.partition(".")[0]
        if self.work.is_holiday(day) or day.weekday() >= 5:
            return False
        return day not in self._closed[venue] and day >= self._opened[venue]

    def next_trading_day(self, venue: str, day: date) -> date:
        """The first trading day after ``day``. Raises Problem when it lies past the known horizon."""
        return self._step(venue, day, 1)

    def previous_trading_day(self, venue: str, day: date) -> date:
        """The last trading day before ``day``. Raises Problem when it lies before the known years."""
        return self._step(venue, day, -1)

    def night_before(self, venue: str, day: date) -> date | None:
        """The day whose evening holds the night session of trading day ``day``; None when there is none.

        It is the previous trading day, unless a holiday or a closure lies between the two: a weekend alone
        does not cancel the night session, a holiday that falls on a weekend does (上期发〔2015〕133号).
        """
        evening = self.previous_trading_day(venue, day)
        return evening if self._only_weekend_between(venue, evening, day) else None

    def night_after(self, venue: str, day: date) -> date | None:
        """The trading day that the night session on the evening of trading day ``day`` belongs to; None when none."""
        following = self.next_trading_day(venue, day)
        return following if self._only_weekend_between(venue, day, following) else None

    def _only_weekend_between(self, venue: str, first: date, second: date) -> bool:
        between = (first + DAY * i for i in range(1, (second - first).days))
        closed = self._closed[venue.partition(".")[0]]
        return not any(self.work.is_holiday(day) or day in closed for day in between)

    def _step(self, venue: str, day: date, direction: int) -> date:
        day += DAY * direction
        while not self.is_trading_day(venue, day):
            day += DAY * direction
        return day
