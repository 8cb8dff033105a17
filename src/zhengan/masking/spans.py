"""Where personal data stands in some bytes: spans, and which of two that overlap is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Found:
    """Bytes ``[start, end)`` hold a value of ``kind`` (its name); ``why``: the evidence in a few words, never the value."""

    start: int
    end: int
    kind: str
    why: str = ""

    @property
    def length(self) -> int:
        """How many bytes it covers."""
        return self.end - self.start


def settle(found: Iterable[Found], rank: dict[str, int]) -> list[Found]:
    """Spans that do not overlap, by start.

    The rule of the house, for kernels too (``fast.merge``): left to right, of two that overlap the longer stays, of two as
    long the one of lower rank, then the earlier. Only neighbours are compared, so a text may be read in pieces.
    """
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, rank[one.kind])):
        if kept and one.start < kept[-1].end:
            if (one.length, -rank[one.kind]) <= (kept[-1].length, -rank[kept[-1].kind]):
                continue
            kept.pop()
        kept.append(one)
    return kept
