"""Half-open spans ``[start, end)`` and their algebra: union, gaps, intersection, length.

Works for anything ordered (dates, instants, numbers). Used for log gaps, vacant offices, outages and lapses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple


class Span(NamedTuple):
    """From ``start`` (included) to ``end`` (excluded)."""

    start: Any
    end: Any

    @property
    def empty(self) -> bool:
        """Nothing lies inside."""
        return bool(self.start >= self.end)


def union(spans: Iterable[Span]) -> list[Span]:
    """The same ground covered by the fewest spans, in order; touching spans become one."""
    merged: list[Span] = []
    for span in sorted(s for s in spans if not s.empty):
        if merged and span.start <= merged[-1].end:
            if span.end > merged[-1].end:
                merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged


def gaps(spans: Iterable[Span], whole: Span) -> list[Span]:
    """The parts of ``whole`` that no span covers, in order."""
    found: list[Span] = []
    reached = whole.start
    for span in union(spans):
        if span.start >= whole.end:
            break
        if span.start > reached:
            found.append(Span(reached, span.start))
        reached = max(reached, span.end)
    if reached < whole.end:
        found.append(Span(reached, whole.end))
    return found


def clip(spans: Iterable[Span], whole: Span) -> list[Span]:
    """Each span cut to ``whole``; what falls outside is dropped."""
    cut = (Span(max(s.start, whole.start), min(s.end, whole.end)) for s in spans)
    return [span for span in cut if not span.empty]


def overlaps(spans: Sequence[Span]) -> list[tuple[Span, Span]]:
    """Neighbouring pairs (by start) that share ground: an empty list means the spans are disjoint."""
    ordered = sorted(s for s in spans if not s.empty)
    return [(a, b) for a, b in pairwise(ordered) if b.start < a.end]


def covers(spans: Iterable[Span], whole: Span) -> bool:
    """Whether ``whole`` lies under the spans without a gap."""
    return not gaps(spans, whole)
