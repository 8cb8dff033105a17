"""The calendar put together: the shipped tables, then any imported ones over them, checked as a whole.

An imported table of the same format replaces, never mixes: a year of holidays replaces that year, a set of hours
replaces the set of that name, a market's row replaces its row of the same ``valid_from``. Closures add up.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from zhengan.kit.calendar.check import check_holidays, check_markets, check_phases
from zhengan.kit.calendar.clock import SessionClock
from zhengan.kit.calendar.hours import Hours
from zhengan.kit.calendar.tables import Closure, Holiday, Market, Phase, Row, read_table
from zhengan.kit.calendar.trading import TradingCalendar
from zhengan.kit.calendar.work import WorkCalendar
from zhengan.kit.problem import Problem
from zhengan.kit.say import say

DATA = Path(__file__).parent / "data"
# The shipped rows of hours are vouched for from this day on; a row that starts later is a market that opened later.
SESSIONS_FROM = date(2021, 1, 1)


class Calendar:
    """Working days (``work``), trading days (``trading``) and, through ``clock``, trading sessions."""

    def __init__(self, rows: Iterable[Row]):
        rows = list(rows)
        closures = [row for row in rows if isinstance(row, Closure)]
        self.holidays = tuple(_latest_years(row for row in rows if isinstance(row, Holiday)))
        self._phases = _latest_sets(row for row in rows if isinstance(row, Phase))
        self._markets = _latest_markets(row for row in rows if isinstance(row, Market))
        check_holidays(self.holidays)
        check_phases(self._phases)
        check_markets(self._markets, self._phases, closures)
        opened = {code: _opened(markets[0]) for code, markets in self._markets.items() if "." not in code}
        self.work = WorkCalendar(self.holidays)
        self.trading = TradingCalendar(self.work, closures, opened)
        self.digest = ""
        self._clocks: dict[tuple[tuple[str, ...], bool], SessionClock] = {}

    @property
    def known_through(self) -> date:
        """The last day whose notice is in the tables."""
        return self.work.known_through

    @property
    def markets(self) -> Mapping[str, Sequence[Market]]:
        """Every venue and market by code, each with its rows from the oldest to the newest."""
        return self._markets

    def resolve(self, code: str) -> str:
        """The code as the tables write it, whatever its case. Raises Problem naming known codes that are close, if any."""
        if code in self._markets:
            return code
        for known in self._markets:
            if known.casefold() == code.strip().casefold():
                return known
        near = self._near(code)
        venues = [known for known in self._markets if "." not in known]
        why = say("相近的有：{near}", near=near) if near else say("没有相近的；交易场所的代码是 {venues}", venues=venues)
        do = "请改用上面的代码，某一品种写作 SHFE.ag 的形式；若是新的市场，请管理员先用 zhengan calendar import 导入它的交易时段"
        raise Problem(say("不认识的市场代码“{code}”", code=code), why, do, code="market")

    def clock(self, markets: Iterable[str], breaks_inside: bool = True) -> SessionClock:
        """The sessions of the markets taken together; a bare venue stands for all that trades there.

        Raises Problem for no market at all (its sessions would be none, and everything allowed) or an unknown code.
        """
        if isinstance(markets, str):
            markets = (markets,)
        codes = tuple(dict.fromkeys(self.resolve(code) for code in markets))
        if not codes:
            do = "请登记该系统服务的市场，例如 SSE、SHFE.ag"
            raise Problem("没有写明服务的市场", "无市场则无法判断交易时段", do, code="no-market")
        if (codes, breaks_inside) not in self._clocks:
            groups = [Hours(venue, asked, self._phases) for venue, asked in self._groups(codes).items()]
            clock = SessionClock(self.trading, groups, SESSIONS_FROM, breaks_inside)
            self._clocks[codes, breaks_inside] = clock
        return self._clocks[codes, breaks_inside]

    def _groups(self, codes: Iterable[str]) -> dict[str, dict[str, list[Sequence[Market]]]]:
        """The codes, with their markets, gathered under one venue for each calendar of trading days."""
        venues: dict[tuple[frozenset[date], date], str] = {}
        groups: dict[str, dict[str, list[Sequence[Market]]]] = {}
        for code in codes:
            venue = code.partition(".")[0]
            key = (self.trading.closed(venue), _opened(self._markets[venue][0]))
            groups.setdefault(venues.setdefault(key, venue), {})[code] = self._members(code)
        return groups

    def _members(self, code: str) -> list[Sequence[Market]]:
        if "." in code:
            return [self._markets[code]]
        return [rows for rows in self._markets.values() if rows[-1].venue == code and rows[-1].in_venue]

    def _near(self, code: str) -> list[str]:
        import difflib  # only for the message: not worth its import time on every start

        if "hk" in code.casefold():  # Hong Kong's is served here as Stock Connect
            return [known for known in self._markets if known.endswith(".CONNECT")]
        if called := [known for known, rows in self._markets.items() if code.strip() and code.strip() in rows[0].name]:
            return called[:3]
        names = {known.casefold(): known for known in self._markets}
        return [names[name] for name in difflib.get_close_matches(code.casefold(), names, n=3, cutoff=0.6)]


_laid_over: list[Path] = []


def load_calendar(extra: Sequence[Path] = ()) -> Calendar:
    """The shipped calendar with the tables in ``extra`` (files, or folders of ``*.csv``) laid over it in order.

    Raises Problem naming file and line for a table that is malformed or contradicts itself.
    """
    rows: list[Row] = []
    total = hashlib.sha256()
    for place in (DATA, *extra):
        for path in _files(Path(place)):
            rows += read_table(path)
            total.update(path.read_bytes())
    calendar = Calendar(rows)
    calendar.digest = total.hexdigest()
    return calendar


@functools.cache
def default_calendar() -> Calendar:
    """The shipped calendar with what the installation laid over it, read once."""
    return load_calendar(_laid_over)


def lay_over(extra: Sequence[Path]) -> None:
    """From now on the default calendar is the shipped one with these tables over it. For the faces, at start-up."""
    _laid_over[:] = extra
    default_calendar.cache_clear()


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    found = sorted(place.glob("*.csv")) if place.is_dir() else []
    if not found:
        why = "应为 CSV 文件，或存放 CSV 文件的目录"
        raise Problem(say("{place} 处没有日历表", place=place), why, "请核对路径", code="calendar-table")
    return found


def _latest_years(rows: Iterable[Holiday]) -> list[Holiday]:
    years: dict[int, tuple[str, list[Holiday]]] = {}
    for row in rows:
        if row.year not in years or years[row.year][0] != row.where.source:
            years[row.year] = (row.where.source, [])
        years[row.year][1].append(row)
    return [row for year in sorted(years) for row in years[year][1]]


def _latest_sets(rows: Iterable[Phase]) -> dict[str, list[Phase]]:
    sets: dict[str, list[Phase]] = {}
    for row in rows:
        if row.hours not in sets or sets[row.hours][0].where.source != row.where.source:
            sets[row.hours] = []
        sets[row.hours].append(row)
    return sets


def _latest_markets(rows: Iterable[Market]) -> dict[str, list[Market]]:
    markets: dict[str, dict[date, Market]] = {}
    for row in rows:
        markets.setdefault(row.code, {})[row.valid_from] = row
    return {code: [dated[day] for day in sorted(dated)] for code, dated in markets.items()}


def _opened(row: Market) -> date:
    return row.valid_from if row.valid_from > SESSIONS_FROM else date.min
