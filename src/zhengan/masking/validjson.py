"""Whether a text is JSON (RFC 8259, and what Python reads besides: NaN, Infinity)."""

from __future__ import annotations

import json


def valid(text: str | bytes) -> bool:
    """Whether a text is JSON: not one that is nested too deep to be read."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
