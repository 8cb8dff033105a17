"""The subjects rules are asked about, each with an answer for when there are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.capacity import Capacity, DailyPeak
from zhengan.facts.institution import Institution
from zhengan.facts.systems import Link, System
from zhengan.kit.asof import AsOf
from zhengan.kit.say import say
from zhengan.kit.time import DAY, start_of_day
from zhengan.kit.verdict import Judgement, not_applicable, unknown
from zhengan.law.loader import duty
from zhengan.law.rule import Over
from zhengan.law.scope import audience
from zhengan.law.windows import IN_FORCE


def _institution(book: FactBook, as_of: AsOf) -> Sequence[Fact]:
    return [book.institution]


def bound_since(clause: str, book: FactBook) -> date:
    """Since when a clause has bound the institution without a break, whatever it was called and wherever it sat: a new record
    of a new name, place or licence is the same institution, and does not begin its duties anew."""
    who, since = duty(clause).who, book.institution.since
    for former in reversed(book.all(Institution)):
        follows = former.since < since and former.to is not None and former.to + DAY >= since
        if follows and audience(former) in who:
            since = former.since
    return since


def _never(book: FactBook, as_of: AsOf) -> Judgement:
    raise AssertionError("there is always one institution")


institution = Over("institution", _institution, _never, (Institution,))


def _running(book: FactBook, test: Callable[[System], bool]) -> list[System]:
    return [system for system in book.standing(System) if test(system)]


def _no_systems(zh: str) -> Callable[[FactBook, AsOf], Judgement]:
    def answer(book: FactBook, as_of: AsOf) -> Judgement:
        running = book.standing(System)
        if not running and book.all(System):
            return not_applicable(say("登记的信息系统在这一天均已下线"))
        if not running and book.ahead(System):
            return not_applicable(say("登记的信息系统在这一天均未上线"))
        if not running:
            return unknown(
                say("尚未登记信息系统，无法判定"), do=say("请在“信息系统”台账登记系统及其是否重要")
            )
        if any(system.important is None for system in running):
            return unknown(
                say("有信息系统尚未认定是否重要，无法判定"), do=say("请在“信息系统”台账补充重要性认定")
            )
        return not_applicable(say(zh))

    return answer


def systems_where(name: str, test: Callable[[System], bool], none: str) -> Over:
    """Running systems that pass ``test``; ``none`` is the sentence for a register without one."""
    return Over(name, lambda book, as_of: _running(book, test), _no_systems(none), (System,))


important_systems = systems_where(
    "important_systems", lambda s: s.important is True, "没有认定为重要的信息系统"
)
all_systems = systems_where("all_systems", lambda s: True, "没有运行中的信息系统")
cii_systems = systems_where("cii_systems", lambda s: s.cii, "没有认定为关键信息基础设施的系统")


def _links_of(test: Callable[[System], bool]) -> Callable[[FactBook, AsOf], Sequence[Fact]]:
    def pick(book: FactBook, as_of: AsOf) -> Sequence[Fact]:
        chosen = {system.id for system in _running(book, test)}
        return [link for link in book.standing(Link) if chosen.intersection(link.systems)]

    return pick


def _no_links(book: FactBook, as_of: AsOf) -> Judgement:
    if book.standing(System) and not book.all(Link):
        return unknown(
            say("尚未登记网络线路，无法判定"), do=say("请在“网络线路”台账登记线路、承载的系统和带宽")
        )
    return _no_systems("没有承载重要信息系统的网络线路")(book, as_of)


def _capacities_of(test: Callable[[System], bool]) -> Callable[[FactBook, AsOf], Sequence[Fact]]:
    """The smallest capacity in force of each system and measure; of a measure read in the past year that has none in force
    the last there was; and the systems that have none on record, or a measure of which there never was one."""

    def pick(book: FactBook, as_of: AsOf) -> Sequence[Fact]:
        found: list[Fact] = []
        for system in _running(book, test):
            least: dict[str, Capacity] = {}
            for capacity in book.standing(Capacity, system.id):
                held = least.get(capacity.measure)
                if held is None or capacity.value < held.value:
                    least[capacity.measure] = capacity
            lapsed = {c.measure: c for c in book.of(Capacity, system.id) if c.measure not in least}
            read = measures_read(book, system.id, as_of)
            mine = [*least.values(), *(capacity for measure, capacity in lapsed.items() if measure in read)]
            found.extend(mine or [system])
            if mine and read - least.keys() - lapsed.keys():
                found.append(system)
        return found

    return pick


def measures_read(book: FactBook, system: str, as_of: AsOf) -> set[str]:
    """The measures of a system of which there are peaks in the past year."""
    first = as_of.years_back(1).date()
    return {peak.measure for peak in book.of(DailyPeak, system) if peak.day >= first}


def unlimited(book: FactBook, system: str, as_of: AsOf) -> list[str]:
    """The measures of a system that were read in the past year and of which no capacity was ever on record, by name."""
    return sorted(measures_read(book, system, as_of) - {capacity.measure for capacity in book.of(Capacity, system)})


def important(system: System) -> bool:
    """On record as an important system."""
    return system.important is True


def critical(system: System) -> bool:
    """On record as critical information infrastructure."""
    return system.cii


important_capacities = Over(
    "important_capacities",
    _capacities_of(important),
    _no_systems("没有认定为重要的信息系统"),
    (Capacity, System),
)
cii_capacities = Over(
    "cii_capacities",
    _capacities_of(critical),
    _no_systems("没有认定为关键信息基础设施的系统"),
    (Capacity, System),
)
important_links = Over("important_links", _links_of(lambda s: s.important is True), _no_links, (Link, System))
cii_links = Over("cii_links", _links_of(lambda s: s.cii), _no_links, (Link, System))


def acts(
    kind: type[Fact],
    name: str,
    none: str,
    test: Callable[[Any, FactBook], bool] | None = None,
    reads: tuple[type[Fact], ...] = (),
) -> Over:
    """Acts of a kind since the law came into force (75.1); ``none`` says that none is on record."""
    begins = start_of_day(IN_FORCE)

    def covers(act: Any, book: FactBook) -> bool:
        return act.happened >= begins and (test is None or test(act, book))

    def pick(book: FactBook, as_of: AsOf) -> Sequence[Fact]:
        return [act for act in book.all(kind) if covers(act, book)]

    return Over(
        name, pick, lambda book, as_of: not_applicable(say(none)), (kind, *reads), act=True, covers=covers
    )
