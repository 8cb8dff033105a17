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
