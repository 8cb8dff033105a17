"""Where in a file something stands, found when it is to be told of: lines are not counted on the way."""

from __future__ import annotations

from pathlib import Path

STEP = 1 << 20


def line_behind(source: Path, encoding: str, size: int) -> int:
    """The line (from 1) that goes on behind the first ``size`` bytes of a file's text in UTF-8."""
    line = 1
    with source.open(encoding=encoding or "utf-8", errors="surrogateescape", newline="") as file:
        while size > 0 and (text := file.read(STEP)):
            raw = text.encode("utf-8", "surrogateescape")
            line += raw.count(b"\n", 0, size)
            size -= len(raw)
    return line


class Lines:
    """In which lines places of a text stand, the first of whose lines is ``first``: asked in their order, each line is counted
    once."""

    def __init__(self, raw: bytes, first: int):
        self.raw, self.first = raw, first
        self.last = 0, first

    def at(self, place: int) -> int:
        """The line of a place."""
        before, line = self.last if self.last[0] <= place else (0, self.first)
        self.last = place, line + self.raw.count(b"\n", before, place)
        return self.last[1]
