"""Which exchanges trade now, and until when: the board's strip of the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import caches
from django.utils.functional import lazy

from zhengan.kit.calendar import default_calendar
from zhengan.kit.catalogue import translate
from zhengan.kit.exchanges import NAMES
from zhengan.kit.problem import Problem
from zhengan.records.clock import now
from zhengan.web.language import lang

EXCHANGES = {code: lazy(lambda name: translate(name, lang()), str)(name) for code, name in NAMES.items()}

AHEAD = timedelta(days=3)


@dataclass(frozen=True)
class Market:
    """One exchange at this instant. ``known`` is False where the calendar has no data.

    ``until``: when the running session ends; ``next``: when the next one begins, within three days.
    """

    code: str
    name: str
    open: bool
    until: datetime | None = None
    next: datetime | None = None
    known: bool = True

    @property
    def next_today(self) -> bool:
        """Whether the next session begins today, so that its day need not be named."""
        return self.next is not None and self.next.date() == now().date()


def today() -> list[Market]:
    """Every exchange as it stands now."""
    minute = now().replace(second=0, microsecond=0)  # sessions begin and end on whole minutes
    key = f"markets:{minute.isoformat()}:{lang()}"
    found: list[Market] = caches["held"].get_or_set(key, lambda: _at(minute), 60)
    return found


def _at(instant: datetime) -> list[Market]:
    return [_market(code, name, instant) for code, name in EXCHANGES.items()]


def _market(code: str, name: object, instant: datetime) -> Market:
    try:
        clock = default_calendar().clock((code,))
        session = clock.at(instant)
        inside = clock.inside(instant)
        ahead = (coming.start for coming in clock.sessions(instant, instant + AHEAD) if coming.start > instant)
        return Market(code, str(name), inside, session.end if session else None, min(ahead, default=None))
    except Problem:
        return Market(code, str(name), False, known=False)
