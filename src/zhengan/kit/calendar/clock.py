"""Trading sessions at an instant, for the markets a system serves.

A night session belongs to the next trading day and runs on the evening of the day before it (Friday's runs into
Saturday and belongs to Monday). Every span is half-open: ``[start, end)``. ``inside`` is one bisection over the
instants at which "a session runs" changes; ``at`` derives its answer from the rows, so each checks the other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NoReturn

from zhengan.kit.calendar.hours import Hours, Slot
from zhengan.kit.calendar.tables import Certainty
from zhengan.kit.calendar.trading import TradingCalendar
from zhengan.kit.calendar.work import DAY, STATUTORY
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.kit.time import CST, end_of_day, start_of_day, to_cst

DAY_SECONDS = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
_OFFSET = 8 * 3600  # China's midnight comes eight hours before UTC's


@dataclass(frozen=True, slots=True)
class Session:
    """One phase of trading: from ``start`` up to ``end``, in the named markets (as the clock was asked for them)."""

    markets: tuple[str, ...]
    name: str
    kind: str  # auction, trading or break
    start: datetime
    end: datetime
    trading_day: date
    certainty: Certainty

    @property
    def verified(self) -> bool:
        """Whether the hours were seen in a public source; otherwise say so wherever the session is shown."""
        return self.certainty.verified


class SessionClock:
    """When sessions of a set of markets run, from ``first`` up to ``last``: the span the tables know.

    ``breaks_inside``: whether 10:15–10:30, lunch and the pauses around auctions count as inside. The time between
    the end of the day and the night session never does. Questions outside the known span raise Problem ``calendar-unknown``,
    except for weekends, days off fixed by statute and hours at which no session can run.
    """

    def __init__(
        self, trading: TradingCalendar, hours: Sequence[Hours], known_from: date, breaks_inside: bool = True
    ):
        self._trading = trading
        self._hours = hours
        self._known_from = known_from
        self.markets = tuple(dict.fromkeys(market for group in hours for market in group.asked))
        self.breaks_inside = breaks_inside
        self._first = _midnight(known_from)
        self._last = min(self._knowledge_ends(group) for group in hours)
        self._edges = self._merged()

    @property
    def first(self) -> datetime:
        """The first instant the clock can answer for."""
        return _instant(self._first)

    @property
    def last(self) -> datetime:
        """The instant from which the clock's tables no longer tell."""
        return _instant(self._last)

    def inside(self, instant: datetime) -> bool:
        """Whether a session runs at the instant (any zone). Raises Problem for a naive instant or an unknown year."""
        if instant.tzinfo is None:
            to_cst(instant)
        stamp = instant.timestamp()
        if self._first <= stamp < self._last:
            return bisect_right(self._edges, stamp) & 1 == 1
        return self._beyond(stamp)

    def at(self, instant: datetime) -> Session | None:
        """The session that runs at the instant, None when none does; of several the first of ``all_at``."""
        running = self.all_at(instant)
        return running[0] if running else None

    def all_at(self, instant: datetime) -> list[Session]:
        """Every session running at the instant: trading before breaks, verified before unverified, longest first."""
        stamp = to_cst(instant).timestamp()
        if not self._first <= stamp < self._last:
            self._beyond(stamp)
            return []
        day = _day(stamp)
        near = [session for d in (day - DAY, day) for session in self._sessions_of(d)]
        running = [session for session in near if session.start <= instant < session.end]
        return sorted(running, key=lambda s: (s.kind == "break", not s.verified, s.start - s.end))

    def sessions(self, start: date | datetime, end: date | datetime) -> list[Session]:
        """Sessions overlapping the span, in order. A plain date means its whole day, as an ``end`` included.

        Raises Problem when any part of the span is unknown.
        """
        since = to_cst(start) if isinstance(start, datetime) else start_of_day(start)
        until = to_cst(end) if isinstance(end, datetime) else end_of_day(end)
        if since.timestamp() < self._first:
            self._refuse(since.timestamp())
        if until.timestamp() > self._last:
            self._refuse(until.timestamp())
        if not self._any(since.timestamp(), until.timestamp()):
            return []
        found = []
        day = since.date() - DAY
        while day <= until.date():
            found += [s for s in self._sessions_of(day) if s.start < until and s.end > since]
            day += DAY
        return sorted(found, key=lambda s: (s.start, s.end))

    def _any(self, since: float, until: float) -> bool:
        """Whether a session overlaps a known span; most changes are made where none does."""
        index = bisect_right(self._edges, since)
        return index & 1 == 1 or (index < len(self._edges) and self._edges[index] < until)

    def next_window(self, after: datetime, length: timedelta) -> tuple[datetime, datetime]:
        """From ``after`` on, the first span without any session that is at least ``length`` long.

        It ends where the next session starts, or where the known calendar ends. Raises Problem when there is none.
        """
        after = to_cst(after)
        stamp, wanted = after.timestamp(), length.total_seconds()
        if wanted < 0:
            raise Problem(
                say("时长 {length} 为负", length=length),
                "窗口的长度不能小于零",
                "请核对变更的预计时长",
                code="window-length",
            )
        if not self._first <= stamp < self._last:
            self._refuse(stamp)
        index = bisect_right(self._edges, stamp)
        start = stamp
        if index & 1:
            start, index = self._edges[index], index + 1
        while index < len(self._edges) and self._edges[index] - start < wanted:
            start, index = self._edges[index + 1], index + 2
        end = self._edges[index] if index < len(self._edges) else self._last
        if end - start < wanted:
            raise Problem(
                say("已知日历内找不到连续 {length} 的非交易时段", length=length),
                say("所服务的市场为 {value}，日历止于 {last}", value=list(self.markets), last=self.last),
                "请缩短变更时长，或导入之后年份的放假安排",
                code="calendar-unknown",
            )
        return (after if start == stamp else _instant(start)), _instant(end)

    def _merged(self) -> list[float]:
        """The instants, in order, at which "a session runs" turns true (even places) and false (odd places)."""
        edges: list[float] = []
        for start, end in sorted(span for group in self._hours for span in self._spans(group)):
            if edges and start <= edges[-1]:
                edges[-1] = max(edges[-1], end)
            else:
                edges += (start, end)
        return edges

    def _spans(self, group: Hours) -> Iterator[tuple[float, float]]:
        for day in self._trading_days(group):
            evening = self._trading.night_before(group.venue, day) if group.has_night else None
            if evening is not None:
                yield from self._anchored(group, evening, night=True)
            yield from self._anchored(group, day, night=False)

    def _anchored(self, group: Hours, day: date, night: bool) -> Iterator[tuple[float, float]]:
        base = _midnight(day)
        return ((base + start, base + end) for start, end in group.outline(day, night, self.breaks_inside))

    def _trading_days(self, group: Hours) -> Iterator[date]:
        day, through = self._known_from, self._trading.work.known_through
        while day <= through:
            if self._trading.is_trading_day(group.venue, day):
                yield day
            day += DAY

    def _sessions_of(self, day: date) -> Iterator[Session]:
        """The sessions that begin on a calendar day: its day phases, and the night phases of its evening."""
        for group in self._hours:
            if not self._trading.is_trading_day(group.venue, day):
                continue
            for slot in group.slots(day, False):
                if self._counts(slot):
                    yield _session(slot, day, day)
            night = [slot for slot in group.slots(day, True) if self._counts(slot)]
            # The last known evening is past ``last``: no question reaches it, and the day after it is unknown.
            if night and _midnight(day) + night[0].start < self._last:
                following = self._trading.night_after(group.venue, day)
                if following is not None:
                    yield from (_session(slot, day, following) for slot in night)

    def _counts(self, slot: Slot) -> bool:
        return self.breaks_inside or slot.kind != "break"

    def _knowledge_ends(self, group: Hours) -> float:
        """Where the group's known span ends: the last known evening hangs on the first day of an unknown year."""
        through = self._trading.work.known_through
        evening = self._trading.previous_trading_day(group.venue, through + DAY)
        night = group.outline(evening, True, True)
        return _midnight(evening) + night[0][0] if night else _midnight(through + DAY)

    def _beyond(self, stamp: float) -> bool:
        """Outside the known span: False where no session can run whatever a notice will say, else a Problem."""
        if stamp < self._first or any(self._may_run(group, stamp) for group in self._hours):
            self._refuse(stamp)
        return False

    def _may_run(self, group: Hours, stamp: float) -> bool:
        day = _day(stamp)
        begins = ((day - DAY, True), (day, False), (day, True))
        return any(
            start <= stamp < end
            for first, night in begins
            if self._may_trade(group, first)
            for start, end in self._anchored(group, first, night)
        )

    def _may_trade(self, group: Hours, day: date) -> bool:
        if self._trading.work.knows(day):
            return self._trading.is_trading_day(group.venue, day)
        return day.weekday() < 5 and (day.month, day.day) not in STATUTORY

    def _refuse(self, stamp: float) -> NoReturn:
        if stamp < self._first:
            raise Problem(
                say("{known_from} 之前的交易时段未录入", known_from=self._known_from),
                say("交易时段表自 {known_from} 起录入", known_from=self._known_from),
                "请只询问此后的时刻",
                code="calendar-unknown",
            )
        known = self._trading.work.known_through.year
        self._trading.work.refuse(max(_day(stamp).year, known + 1))


def _session(slot: Slot, begins: date, trading_day: date) -> Session:
    base = start_of_day(begins)
    start, end = base + timedelta(seconds=slot.start), base + timedelta(seconds=slot.end)
    return Session(slot.markets, slot.name, slot.kind, start, end, trading_day, slot.certainty)


def _midnight(day: date) -> float:
    # A float, as timestamps are: comparing like with like is what makes the bisection quick.
    return float((day.toordinal() - _EPOCH) * DAY_SECONDS - _OFFSET)


def _day(stamp: float) -> date:
    # The last hours of year 9999 lie in year 10000 here, which Python cannot name.
    return date.fromordinal(min(_EPOCH + int((stamp + _OFFSET) // DAY_SECONDS), date.max.toordinal()))


def _instant(stamp: float) -> datetime:
    return datetime.fromtimestamp(stamp, CST)
