"""Sources that hang on important systems (of measurements, of logs), and the silences between what they delivered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.logs import LogSource, MonitorSource
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import Limit
from zhengan.kit.say import say
from zhengan.kit.spans import Span
from zhengan.kit.verdict import Judgement, unknown
from zhengan.law.rule import Over
from zhengan.law.subjects import important_systems

LOG_KINDS = {"business": "业务日志", "system": "系统日志"}
UNIT = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1)}


def sources_over(name: str, kind: type[MonitorSource] | type[LogSource], *, ended: bool) -> Over:
    """Sources of important systems: those in use on the day asked, or with ``ended`` all there ever were."""

    def pick(book: FactBook, as_of: AsOf) -> Sequence[Fact]:
        held: Sequence[MonitorSource | LogSource] = book.all(kind) if ended else book.standing(kind)
        return [source for source in held if _important(book.system(source.system), as_of, ended)]

    def none(book: FactBook, as_of: AsOf) -> Judgement:
        if not important_systems.pick(book, as_of):
            return important_systems.none(book, as_of)
        return unknown(
            say("重要信息系统没有登记{kind}，无法判定", kind=kind.zh),
            do=say("请在“监测与日志”台账为重要信息系统登记{kind}", kind=kind.zh),
        )

    return Over(name, pick, none, (kind, System))


def _important(system: System | None, as_of: AsOf, ended: bool) -> bool:
    return system is not None and system.important is True and (ended or system.holds_on(as_of.valid_on))


def silences(heard: Iterable[Span], whole: Span, allowed: Limit) -> tuple[Span, ...]:
    """The parts of ``whole`` between what was heard that last longer than ``allowed``, in order.

    ``heard`` are spans of instants; one of no length is a single sample and breaks a silence too.
    """
    found: list[Span] = []
    reached = whole.start
    for span in sorted(heard):
        if span.end < reached or span.start > whole.end:
            continue
        if span.start > reached and not allowed.holds(length(Span(reached, span.start), allowed.unit)):
            found.append(Span(reached, span.start))
        reached = max(reached, span.end)
    if reached < whole.end and not allowed.holds(length(Span(reached, whole.end), allowed.unit)):
        found.append(Span(reached, whole.end))
    return tuple(found)


def length(span: Span, unit: str) -> float:
    """How long a span of instants is, in ``unit`` (minutes or hours)."""
    lasting: timedelta = span.end - span.start
    return lasting / UNIT[unit]
