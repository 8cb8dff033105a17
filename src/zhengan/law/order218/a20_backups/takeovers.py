"""Takeovers: what switching to another data centre proves of it, and which disaster centres count (20.2, 20.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhengan.facts.book import FactBook
from zhengan.facts.continuity import DisasterSite, Takeover
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.spans import Span, clip
from zhengan.kit.time import DAY
from zhengan.law.centres import serving
from zhengan.law.windows import past_days


def last_by(book: FactBook, system: System, day: date) -> Takeover | None:
    """The last takeover up to and with a day."""
    return next((one for one in reversed(book.of(Takeover, system.id)) if one.at.date() <= day), None)


def takeover_days(book: FactBook, system: System) -> set[date]:
    """The days of the takeovers of a system."""
    return {one.at.date() for one in book.of(Takeover, system.id)}


def before_them(switch: Takeover, sites: Sequence[DisasterSite]) -> bool:
    """Whether a takeover lies before every one of the sites: then it was to none of them, and proves nothing of them."""
    return bool(sites) and all(switch.at.date() < site.since for site in sites)


def continued(system: System, book: FactBook, limits: LimitSet, day: date) -> bool | None:
    """How it stood on a day: another centre serving, and business went on in the last takeover by then; None: not known."""
    last = last_by(book, system, day)
    if last is None or not any(site.since <= day for site in book.of(DisasterSite, system.id)):
        return None
    others = [site for site in serving(book, system, day) if site.active]
    if not limits.other_centres.holds(len(others)):
        return False
    return None if before_them(last, others) else last.continuous


def broken_off(system: System, book: FactBook, as_of: AsOf) -> list[Span]:
    """The days of the past year after a takeover that broke business off, up to the next takeover."""
    first, last = past_days(as_of, since=system.since)
    switches = book.of(Takeover, system.id)
    ends = [*(one.at.date() for one in switches[1:]), last + DAY]
    spans = (Span(one.at.date(), end) for one, end in zip(switches, ends, strict=False) if one.continuous is False)
    return clip(spans, Span(first, last + DAY))


def counted_centres(
    system: System, book: FactBook, limits: LimitSet, day: date
) -> tuple[list[DisasterSite], list[DisasterSite]]:
    """The disaster centres of a day, and those of which that is not known: another active one counts where 20.3 lets it."""
    held = serving(book, system, day)
    plain, active = [site for site in held if not site.active], [site for site in held if site.active]
    proven = continued(system, book, limits, day) if active else False
    return [*plain, *(active if proven else [])], active if proven is None else []
