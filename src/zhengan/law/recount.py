"""What the records say of a figure stated in a filing: each kind of figure counted again from the facts (57.1).

Every counter answers None where the records do not decide: silence never confirms a figure.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.capacity import StressTest
from zhengan.facts.continuity import BackupRun
from zhengan.facts.filings import Figure, Filing
from zhengan.facts.incidents import Drill, Incident, Outage
from zhengan.facts.systems import System
from zhengan.kit.say import Say, say
from zhengan.kit.spans import Span, union

F = TypeVar("F", bound=Fact)
Counter = Callable[[Figure, Filing, FactBook], float | None]

READS: tuple[type[Fact], ...] = (Outage, Incident, BackupRun, System, StressTest, Drill)
NAMES: dict[str, Say] = {
    "outage_minutes": say("中断时长（分钟）"),
    "affected_accounts": say("受影响账户数"),
    "backup_runs_failed": say("备份失败次数"),
    "important_systems": say("重要信息系统数量"),
    "stress_tests": say("压力测试次数"),
    "drills": say("应急演练次数"),
    "incidents": say("网络安全事件数"),
}


def recount(figure: Figure, filing: Filing, book: FactBook) -> float | None:
    """The figure as the records give it, in its own unit; None where they do not decide."""
    return COUNTERS[figure.name](figure, filing, book)


def _outage_minutes(figure: Figure, filing: Filing, book: FactBook) -> float | None:
    """Of one outage, of one incident (what monitoring saw of it, summed), or of a period."""
    if figure.about is None:
        return _minutes([outage for outage in _in_period(Outage, figure, filing, book) if not outage.planned])
    outage = book.by_id(Outage, figure.about)
    if outage is not None:
        return _minutes([outage])
    incident = book.by_id(Incident, figure.about)
    return None if incident is None else _incident_minutes(incident, book)


def _incident_minutes(incident: Incident, book: FactBook) -> float | None:
    """What monitoring saw inside the incident, else the incident's own start and recovery."""
    if not isinstance(incident.recovered, datetime):
        return None
    whole = Span(incident.started or incident.detected, incident.recovered)
    touching = (
        o
        for o in book.of(Outage, incident.system)
        if o.start < whole.end and (o.end is None or o.end > whole.start)
    )
    seen = [outage for outage in touching if not outage.planned]
    if seen:
        return _minutes(seen)
    return None if incident.started is None else _length([whole])


def _minutes(outages: list[Outage]) -> float | None:
    """Their summed length, alarms that overlap on one system counted once; None where there is none, or one goes on."""
    if not outages or any(outage.end is None for outage in outages):
        return None
    systems = {outage.system for outage in outages}
    return sum(
        _length(union(Span(o.start, o.end) for o in outages if o.system == system)) for system in systems
    )


def _length(spans: list[Span]) -> float:
    """Minutes covered by disjoint spans of instants."""
    return float(sum((span.end - span.start).total_seconds() for span in spans)) / 60


def _affected_accounts(figure: Figure, filing: Filing, book: FactBook) -> float | None:
    incident = book.by_id(Incident, figure.about or filing.about or "")
    return None if incident is None else incident.affected_accounts


def _backup_runs_failed(figure: Figure, filing: Filing, book: FactBook) -> float | None:
    runs = _in_period(BackupRun, figure, filing, book)
    return sum(not run.ok for run in runs) if runs else None


def _important_systems(figure: Figure, filing: Filing, book: FactBook) -> float | None:
    """As they ran on the day the figure counts to, else on the day of filing; None while one is undecided."""
    running = book.standing(System, on=figure.to or figure.since or filing.at.date())
    undecided = any(system.important is None for system in running)
    return None if undecided or not running else sum(bool(system.important) for system in running)


def _count(kind: type[Fact]) -> Counter:
    """How many facts of a kind fall into the period; None without a period, or where none of that kind is on record at all."""

    def answer(figure: Figure, filing: Filing, book: FactBook) -> float | None:
        known = _period(figure, filing) is not None and book.all(kind)
        return len(_in_period(kind, figure, filing, book)) if known else None

    return answer


def _in_period(kind: type[F], figure: Figure, filing: Filing, book: FactBook) -> list[F]:
    """The facts of a kind inside the figure's period, and about its system where it names one."""
    period = _period(figure, filing)
    if period is None:
        return []
    facts = book.all(kind)
    if figure.about is not None:
        facts = (
            book.of(kind, figure.about)
            if kind.subject == "system"
            else [f for f in facts if figure.about in _systems(f)]
        )
    first = bisect_left(facts, period[0], key=_day)  # books keep facts in order of time
    return facts[first : bisect_right(facts, period[1], lo=first, key=_day)]


def _day(fact: Fact) -> date:
    return fact.happened.date()


def _systems(fact: Fact) -> tuple[str, ...]:
    return fact.systems if isinstance(fact, Drill) else ()


def _period(figure: Figure, filing: Filing) -> tuple[date, date] | None:
    """First and last day counted: as the figure states them, else the filing's year; None where neither is whole."""
    if figure.since is not None and figure.to is not None:
        return figure.since, figure.to
    if figure.since is None and figure.to is None and filing.year is not None:
        return date(filing.year, 1, 1), date(filing.year, 12, 31)
    return None


COUNTERS: dict[str, Counter] = {
    "outage_minutes": _outage_minutes,
    "affected_accounts": _affected_accounts,
    "backup_runs_failed": _backup_runs_failed,
    "important_systems": _important_systems,
    "stress_tests": _count(StressTest),
    "drills": _count(Drill),
    "incidents": _count(Incident),
}
