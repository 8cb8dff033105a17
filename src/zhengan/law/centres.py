"""Disaster sites that really stand behind a system, and the days on which none did."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import date

from zhengan.facts.book import FactBook
from zhengan.facts.continuity import CentreOutage, DisasterSite
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.spans import Span, gaps
from zhengan.kit.time import DAY
from zhengan.law.lapses import turns
from zhengan.law.rule import Needs
from zhengan.law.windows import past_days

OUTAGES = Needs(CentreOutage, required=False, about=lambda system: None)
"""What ``serving`` and ``uncovered`` read beside the sites: filed under the site, not the system, so all of them."""


def serving(book: FactBook, system: System, on: date | None = None) -> list[DisasterSite]:
    """The disaster sites of a system in service on a day (default: the day asked)."""
    return [
        site
        for site in book.standing(DisasterSite, system.id, on)
        if not book.standing(CentreOutage, site.id, on)
    ]


def centre_turns(book: FactBook, system: System) -> set[date]:
    """The days on which a disaster site of a system comes into service, or goes out of it."""
    sites = book.of(DisasterSite, system.id)
    return turns(sites, *(book.of(CentreOutage, site.id) for site in sites))


def anywhere(site: DisasterSite) -> bool:
    """Any disaster site of the system."""
    return True


def uncovered(
    book: FactBook, system: System, places: Container[str], as_of: AsOf, test: Callable[[DisasterSite], bool] = anywhere
) -> tuple[Span, ...]:
    """The spans of days in the past year on which no disaster site at ``places`` that passes ``test`` stood behind it."""
    first, last = past_days(as_of, since=system.since)
    end = last + DAY
    if first >= end:
        return ()
    served: list[Span] = []
    for site in book.of(DisasterSite, system.id):
        if site.place in places and test(site):
            down = [outage.span(end) for outage in book.of(CentreOutage, site.id)]
            held = site.span(end)
            served.extend(gaps(down, held) if not held.empty else [])
    return tuple(gaps(served, Span(first, end)))
