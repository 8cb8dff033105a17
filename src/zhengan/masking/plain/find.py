"""The reference for everything at once: values of every kind in a text, none over another. What ``fast.engine`` must equal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zhengan.masking.kinds.every import RANKS
from zhengan.masking.plain import escapes, han, structured
from zhengan.masking.spans import Found, settle


def find(data: bytes) -> list[Found]:
    """Personal data of every kind in UTF-8 bytes, by start, with the reason for each; overlaps as ``spans.settle`` says."""
    numbers, told = structured.find(data), [*in_escapes(data)]
    return settle([*(settle([*numbers, *told], RANKS) if told else numbers), *han.find(data)], RANKS)


def in_escapes(data: bytes) -> Iterator[Found]:
    """Numbers, written as they are, of which labels in escapes say what they are: {"\\u5361\\u53f7": "88012345"}."""
    for start, stop in escapes.lines(data):
        line, places = escapes.read(data, start, stop)
        for one in structured.find(line):
            low, high = places[one.start], places[one.end]
            if high - low == one.length:
                yield replace(one, start=low, end=high)
