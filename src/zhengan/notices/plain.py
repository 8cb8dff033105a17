"""Texts from records made safe for one line of a header or a log."""

from __future__ import annotations

import unicodedata


def one_line(text: str, most: int) -> str:
    """A text on one line, without control, direction or line-breaking characters, cut at ``most`` characters."""
    kept = "".join(" " if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") else char for char in text)
    line = " ".join(kept.split())
    return line if len(line) <= most else line[: most - 1] + "…"
