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
    """Spans that do not overlap, by start: of two that do, the longer stays, then the lower rank, then the earlier."""
    kept: list[Found] = []
    taken: list[Found] = sorted(found, key=lambda one: (-one.length, rank.get(one.kind, 99), one.start))
    for one in taken:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept)
