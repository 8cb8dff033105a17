"""What must be on hand of a log, from when to when, and what is (18.2)."""

from __future__ import annotations

from datetime import date, timedelta

from zhengan.facts.book import FactBook
from zhengan.facts.logs import LogArchive, LogSource
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import Limit, LimitSet
from zhengan.kit.spans import Span
from zhengan.kit.time import DAY, end_of_day, months_before, start_of_day
from zhengan.law.windows import IN_FORCE

MOMENT = timedelta(microseconds=1)


def period_of(source: LogSource, limits: LimitSet) -> Limit:
    """For how long its logs must be kept."""
    return limits.business_kept if source.kind == "business" else limits.system_kept


def required(source: LogSource, book: FactBook, period: Limit, as_of: AsOf) -> Span:
    """The instants whose logs must be on hand: the smaller of the period and the age of system, source and law."""
    months = int(period.value * (12 if period.unit == "years" else 1))
    system = book.system(source.system)
    first = max(months_before(as_of.valid_on, months) + DAY, source.since, IN_FORCE, *([system.since] if system else []))
    ends = [term.to for term in (source, system) if term is not None and term.to is not None]
    return Span(start_of_day(first), min(as_of.until, *(end_of_day(day) for day in ends)) if ends else as_of.until)


def lived(source: LogSource, book: FactBook, whole: Span, as_of: AsOf) -> Span:
    """The same without the hours of the first day before there was a log, and of the last day after there was one.

    When a source or its system begins and ends is told by the day. So on that first day the hours before the very first
    archive (kept or not) are not missing, nor those of the last day after the very last one. A day without any archive
    stays whole: nothing tells that there was no log on it.
    """
    terms = [term for term in (source, book.system(source.system)) if term is not None]
    spans = [Span(a.start, a.end) for a in book.of(LogArchive, source.id) if max(a.end, a.start + MOMENT) > whole.start]
    first = min((span.start for span in spans), default=whole.start)
    last = max((min(span.end, whole.end) for span in spans if span.start < whole.end), default=whole.end)
    begins = first.date() in {term.since for term in terms} and first.date() == whole.start.date()
    ended = {end_of_day(term.to) for term in terms if term.to is not None}
    ends = whole.end in ended and start_of_day(as_of.valid_on) >= whole.end and whole.end - last < DAY
    lived = Span(max(whole.start, first) if begins else whole.start, last if ends else whole.end)
    return whole if lived.empty else lived


def lost(span: Span, source: LogSource, book: FactBook, limits: LimitSet) -> date:
    """The day a missing stretch went missing: when its archive was deleted; where nothing was kept, once the next archive
    passed it over or was overdue, and not before there was an archive at all."""
    archives = book.of(LogArchive, source.id)
    deleted = (a.deleted for a in archives if a.start <= span.start < a.end and a.deleted is not None)
    overdue = min(span.end, span.start + timedelta(hours=limits.lag.value))
    return next(deleted, max(overdue, archives[0].start).date())


def held_of(source: LogSource, book: FactBook, as_of: AsOf) -> list[LogArchive]:
    """The archives that have not been deleted."""
    return [a for a in book.of(LogArchive, source.id) if a.deleted is None or a.deleted > as_of.valid_on]
