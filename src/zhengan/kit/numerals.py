"""Whole numbers from 1 to 99 in Chinese numerals, as articles are cited and days are written: 三, 十, 二十一."""

from __future__ import annotations

ONES = "一二三四五六七八九"
TEN = "十"
PATTERN = rf"[{ONES}]?{TEN}[{ONES}]?|[{ONES}]"


def numeral(text: str) -> int:
    """What a numeral of ``PATTERN`` stands for. Raises ValueError for anything else (十十, 二三)."""
    tens, ten, ones = text.rpartition(TEN)
    if not text or len(tens) > 1 or len(ones) > 1:
        raise ValueError(text)
    return (10 * _one(tens or ONES[0]) if ten else 0) + (_one(ones) if ones else 0)


def _one(text: str) -> int:
    return ONES.index(text) + 1
