"""A made-up securities firm whose three years of records read like real ones: what ``zhengan init`` loads.

Its clock runs through the past three years up to today, so that what was known when can be tried out. Some things are
wrong on purpose, for every one of them is worth finding: ``standing``, ``days``, ``acts``, ``personal`` and ``trouble``
say what and why, and what they assume; ``firm`` is the firm itself. The same day gives the same records. ``loading``
takes them through the importers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zhengan.accounts.models import Institution
from zhengan.assess.quiet import quiet
from zhengan.assess.sample import acts, days, personal, standing, trouble
from zhengan.assess.sample.events import DAYS, Event, Years, at
from zhengan.assess.sample.loading import load
from zhengan.kit.time import DAY
from zhengan.records.bulk import Progress
from zhengan.records.clock import running

CODE = "demo"


def fill(institution: Institution, today: date, days: int = DAYS, progress: Progress | None = None) -> None:
    """Record the sample's last ``days`` up to ``today``, as they were entered; the caller assesses afterwards.

    ``progress`` is told how many of how many steps are done. Raises TypeError where the institution has records.
    """
    years = Years(today - days * DAY, today)
    with quiet(), running(lambda: at(today, "00:00")):
        load(events(years), years.opening, institution, progress or (lambda done, total: None))


def events(years: Years) -> Iterator[Event]:
    """Everything the firm entered, in no order."""
    yield from standing.events(years)
    yield from days.events(years)
    yield from personal.events(years)
    done = [*acts.events(years)]
    yield from done
    yield from trouble.events(years, done)
