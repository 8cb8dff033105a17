"""The language in hand, in the two letters that the law, the facts and the sentences use."""

from __future__ import annotations

from django.utils.translation import get_language


def lang() -> str:
    """``zh`` or ``en``."""
    return "en" if (get_language() or "").startswith("en") else "zh"
