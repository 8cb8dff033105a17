"""Capacity against the historical peak and bandwidth against the past year's: shared by Articles 21 and 48."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from operator import attrgetter

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.capacity import Capacity, DailyPeak
from zhengan.facts.systems import Link, LinkUse, System
from zhengan.facts.window import Highest
from zhengan.kit.asof import AsOf
from zhengan.kit.calendar import default_calendar
from zhengan.kit.forecast import trend
from zhengan.kit.limits import Limit
from zhengan.kit.problem import Problem, as_say
from zhengan.kit.say import Say, say
from zhengan.kit.spans import Span
from zhengan.kit.time import DAY
from zhengan.kit.verdict import Judgement, judge, unknown
from zhengan.law.lapses import missing_days, since_of
from zhengan.law.rule import Needs
from zhengan.law.subjects import unlimited
from zhengan.law.windows import past_days

SERIES = (
    20  # this many readings in a year are a running series, whose silence matters; fewer state single peaks
)
_day, _value = attrgetter("day"), attrgetter("value")
SILENT_DAYS = 10  # the longest market closures (Spring Festival, National Day) stay under this


def system_of(subject: Fact) -> str:
    """The system a capacity belongs to, or the system itself."""
    return subject.system if isinstance(subject, Capacity) else subject.key


CAPACITY_NEEDS = (
    Needs(Capacity, about=system_of),
    Needs(DailyPeak, years=1, about=system_of, last=("",), highest=Highest("value", Capacity, ("system", "measure"))),
)
LINK_NEEDS = (Needs(LinkUse, years=1, last=("",)), Needs(System, required=False, about=lambda link: None))


def headroom(capacity: Capacity | System, book: FactBook, limit: Limit, as_of: AsOf) -> Judgement:
    """Capacity in force as a multiple of the highest daily peak in all history, with the day growth will exhaust it.

    A system stands for itself where none of the capacities on record for it is in force, or where peaks were read of a
    measure that has none.
    """
    if isinstance(capacity, System):
        return _no_capacity(capacity, book, as_of)
    system = book.system(capacity.system)
    name = system.name if system else capacity.system
    if not capacity.holds_on(as_of.valid_on):
        return unknown(
            say("“{system}”的“{measure}”登记的容量有效期至 {day}，之后没有现行容量，无法判定",
                system=name, measure=capacity.measure, day=capacity.to),
            do=say("请在“性能容量”台账登记“{measure}”的现行容量及其起始日；该指标确已停用的，近一年没有读数之后不再判定",
                   measure=capacity.measure),
            evidence=[capacity], since=capacity.to + DAY if capacity.to else None,
        )  # fmt: skip
    peaks = [p for p in book.of(DailyPeak, capacity.system) if p.measure == capacity.measure]
    highest = max(peaks, key=_value, default=None)
    if highest is None or highest.value <= 0:
        return unknown(
            say("“{system}”的“{measure}”没有大于零的历史峰值，无法判定", system=name, measure=capacity.measure),
            do=say("请在“日峰值”台账登记或接入每日峰值"), since=None,
        )  # fmt: skip
    silent = _silence(peaks, as_of)
    first, last = past_days(as_of, since=system.since if system else None)
    lapses = _short_days(capacity, book, peaks, limit, first, last)
    judged = judge(
        limit, capacity.value / highest.value,
        say("“{system}”{measure}容量 {capacity}，历史峰值 {peak}（{day}），为 {figure}，要求 {limit}",
            system=name, measure=capacity.measure, capacity=capacity.value, peak=highest.value, day=highest.day),
        lapses=lapses, since=max(since_of(lapses, first, last), _known(capacity, peaks, book)) if first <= last else None,
        evidence=[capacity, highest],
        do=say("请将“{system}”{measure}容量扩至 {needed} 以上，并重新压力测试",
               system=name, measure=capacity.measure, needed=highest.value * limit.value),
    )  # fmt: skip
    if silent is not None and limit.holds(judged.figure or 0):
        return silent_answer(name, silent, peaks[-1])
    return _forecast(
        judged, capacity.value / limit.value, [(p.day, p.value) for p in peaks[bisect_left(peaks, first, key=_day) :]]
    )


def _known(capacity: Capacity, peaks: list[DailyPeak], book: FactBook) -> date:
    """Since which day there has been a capacity of the measure and a peak to hold it against: before, nothing was known."""
    first = next(c.since for c in book.of(Capacity, capacity.system) if c.measure == capacity.measure)
    return max(first, peaks[0].day)


def _no_capacity(system: System, book: FactBook, as_of: AsOf) -> Judgement:
    bare = unlimited(book, system.key, as_of)
    last = [peak for peak in book.of(DailyPeak, system.key) if peak.measure in bare][-1:]
    if bare:
        return unknown(
            say("“{system}”近一年有日峰值而没有登记容量的指标：{measures}，无法判定", system=system.name, measures=bare),
            do=say("请在“性能容量”台账登记这些指标的容量；指标名称写错的，请更正日峰值，使之与容量的指标名称一致"), evidence=last,
        )  # fmt: skip
    return unknown(
        say("“{system}”登记的容量当日均不在有效期内，无法判定", system=system.name),
        do=say("请在“性能容量”台账登记现行容量及其起始日"), evidence=book.of(Capacity, system.key)[-1:],
    )  # fmt: skip


def _short_days(
    capacity: Capacity, book: FactBook, peaks: list[DailyPeak], limit: Limit, first: date, last: date
) -> tuple[Span, ...]:
    """The days on which the capacity of that day fell short of the peak reached by then."""
    held: set[date] = set()
    terms = [c for c in book.of(Capacity, capacity.system) if c.measure == capacity.measure]
    changes = {first, *(c.since for c in terms), *(c.to + DAY for c in terms if c.to)}
    begins = max(first, terms[0].since)
    index = bisect_right(peaks, begins, key=_day)
    reached = max(map(_value, peaks[:index]), default=0.0)
    enough: bool | None = None  # whether it is, as long as neither the capacity nor the peak reached changes
    for ordinal in range(begins.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        while index < len(peaks) and peaks[index].day <= day:
            if peaks[index].value > reached:
                reached, enough = peaks[index].value, None
            index += 1
        if day in changes or ordinal == begins.toordinal():
            in_force, enough = min((c.value for c in terms if c.holds_on(day)), default=0.0), None
        if enough is None:
            enough = reached == 0 or limit.holds(in_force / reached)
        if enough:
            held.add(day)
    return missing_days(held, begins, last)


def _forecast(judged: Judgement, ceiling: float, points: list[tuple[date, float]]) -> Judgement:
    """Where the past year's peaks grow, the day the limit will no longer hold, as a note and a due date."""
    line = trend(points)
    if line is None or judged.due is not None:
        return judged
    day = line.reaches(ceiling)
    if day is None or day <= line.on:
        return judged
    soonest = replace(line, slope=line.slope_high).reaches(ceiling)
    note = say("按近一年增长趋势，预计 {day} 起不足（最早 {soonest}）", day=day, soonest=soonest or day)
    return replace(judged, due=day).noting(note)


def _silence(readings: list[DailyPeak] | list[LinkUse], as_of: AsOf) -> int | None:
    """For how many days a running series has been silent; None where it is not, or is no series."""
    year_ago = as_of.years_back(1)
    recent = [r for r in readings[-SERIES:] if r.happened >= year_ago]
    days = (as_of.last_full_day - readings[-1].happened.date()).days
    return days if len(recent) == SERIES and days > SILENT_DAYS else None


def silent_answer(name: str, days: int, last: Fact) -> Judgement:
    """A series that fell silent decides nothing: unknown, since the day after its last reading."""
    day = last.happened.date()
    return unknown(
        say("“{name}”的读数已静默 {days} 天（最后一次 {day}），近况未知", name=name, days=days, day=day),
        do=say("请恢复数据源，并补齐 {day} 之后的读数", day=day), since=day + DAY, evidence=[last],
    )  # fmt: skip


def session_peak(link: Link, book: FactBook, as_of: AsOf) -> LinkUse | None:
    """The highest reading of the past year inside a trading session of a market the link serves.

    What a reading states of itself adds to the calendar and takes nothing from it: one stated to be outside counts where
    the calendar says inside. Raises Problem where sessions decide and the markets, or that year's calendar, are not known.
    """
    readings = book.between(LinkUse, link.key, as_of.years_back(1))
    for reading in sorted(readings, key=lambda r: (-r.mbps, r.at)):
        if reading.in_session is True or _by_calendar(reading, link, book):
            return reading
    return None


def _by_calendar(reading: LinkUse, link: Link, book: FactBook) -> bool | None:
    """Whether a reading lies inside a session; None where the calendar cannot tell and the reading itself states it.

    Raises Problem where neither tells.
    """
    try:
        return _inside(link, book)(reading.at)
    except Problem:
        if reading.in_session is None:
            raise
        return None


def _contradicted(reading: LinkUse, link: Link, book: FactBook) -> Say | None:
    """What to look at where the reading states one thing and the calendar says another."""
    inside = _by_calendar(reading, link, book)
    if reading.in_session is None or inside is None or inside is reading.in_session:
        return None
    if inside:
        return say("{at} 的读数登记为非交易时段，按交易日历在时段内，已计入，请核对", at=reading.at)
    return say("{at} 的读数登记为交易时段内，按交易日历不在时段内，从严计入，请核对", at=reading.at)


def _inside(link: Link, book: FactBook) -> Callable[[datetime], bool]:
    markets = book.markets_of_link(link)
    if not markets:
        raise Problem(
            say("线路“{link}”承载的系统没有登记所服务的市场", link=link.name),
            "读数是否在交易时段内无从判断",
            "请登记系统服务的市场",
            code="no-markets",
        )
    return default_calendar().clock(markets, breaks_inside=book.institution.breaks_inside).inside


def link_use(
    link: Link, book: FactBook, limit: Limit, as_of: AsOf, figure: Callable[[float, float], float], text: Say
) -> Judgement:
    """A link's in-session peak of the past year judged by ``figure(peak, bandwidth)``; silence and ignorance named."""
    try:
        peak = session_peak(link, book, as_of)
    except Problem as problem:
        return unknown(
            say("“{link}”{what}：{why}", link=link.name, what=problem.sentences[0], why=problem.sentences[1]),
            do=as_say(problem.sentences[2]),
        )
    readings = book.between(LinkUse, link.key, as_of.years_back(1))
    if not readings:
        last = book.of(LinkUse, link.key)[-1]
        return unknown(
            say("“{link}”近一年没有登记线路使用峰值（最近一次 {day}），无法判定", link=link.name, day=last.at.date()),
            do=say("请在“线路使用峰值”台账登记或接入交易时段内的每日峰值"), evidence=[link, last],
        )  # fmt: skip
    if peak is None or peak.mbps <= 0:
        return unknown(
            say("“{link}”近一年没有交易时段内大于零的使用读数，无法判定", link=link.name),
            do=say("请在“线路使用峰值”台账登记或接入交易时段内的每日峰值"),
        )  # fmt: skip
    judged = judge(
        limit, figure(peak.mbps, link.mbps),
        Say(text.text, {"link": link.name, "peak": peak.mbps, "at": peak.at, "bandwidth": link.mbps}),
        evidence=[link, peak], since=max(link.since, peak.at.date()),
        do=say("请扩容“{link}”或分流，使交易时段峰值回到要求之内", link=link.name),
    )  # fmt: skip
    note = _contradicted(peak, link, book)
    judged = judged.noting(note) if note else judged
    silent = _silence(readings, as_of)
    if silent is not None and limit.holds(judged.figure or 0):
        return silent_answer(link.name, silent, readings[-1])
    ceiling = link.mbps * limit.value if limit.comparison == "below" else link.mbps / limit.value
    return _forecast(judged, ceiling, [(r.at.date(), r.mbps) for r in readings if r.in_session is not False])
