"""Lists written as words with spaces between them."""

from __future__ import annotations


def listed(text: str) -> list[str]:
    """The words of a text."""
    return text.split()
