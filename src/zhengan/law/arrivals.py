"""When samples of a source arrived: what is sure of it, and what may be, where a stretch tells of too few (18.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor

from zhengan.facts.logs import MonitorSource, Samples
from zhengan.kit.limits import TOLERANCE, Limit
from zhengan.kit.spans import Span
from zhengan.kit.time import start_of_day

MINUTE = timedelta(minutes=1)
MOST = 1e18  # samples; an interval of no length to speak of asks for more than anybody counts


@dataclass(frozen=True)
class Arrivals:
    """The stretches in which a source was heard: surely (``at_least``), and with the ``sparse`` ones (``at_most``).

    A stretch whose value never moved, or that counts no sample, was not heard. A sparse one states far fewer samples than
    its length asks for: it was broken somewhere, and nobody knows where.
    """

    at_least: tuple[Span, ...]
    at_most: tuple[Span, ...]
    sparse: tuple[Samples, ...]
    before: datetime
    until: datetime

    @classmethod
    def of(cls, samples: Sequence[Samples], source: MonitorSource, share: Limit, until: datetime) -> Arrivals:
        """Sorted out by ``share``: which part of the samples due a stretch must count; one without a count is whole."""
        heard = [one for one in samples if not one.frozen and one.count != 0]
        sparse = [one for one in heard if one.count is not None and not share.holds(one.count / due_in(one, source))]
        known = {id(one) for one in sparse}
        spans = [(Span(one.start, min(one.end, until)), id(one) in known) for one in heard]
        surely = tuple(span for span, few in spans if not few)
        return cls(surely, tuple(span for span, _ in spans), tuple(sparse), start_of_day(source.since), until)

    def last(self, heard: Sequence[Span]) -> datetime:
        """When the last sample of these stretches came; where there is none, when the source was taken into use."""
        found: datetime = min(max((span.end for span in heard), default=self.before), self.until)
        return found


def due_in(samples: Samples, source: MonitorSource) -> int:
    """How many samples a stretch should hold: one for each whole interval, and one at the least.

    The first of a stretch may be the last of the stretch before, and is not asked for twice.
    """
    intervals = (samples.end - samples.start) / MINUTE / source.every_minutes
    return max(1, floor(min(intervals, MOST) + TOLERANCE))
