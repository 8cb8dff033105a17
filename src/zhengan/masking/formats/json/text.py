"""JSON within a field (a column of jsonb in a dump): where a number in it is masked, the mask becomes a string, so that it is
JSON still."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from zhengan.masking.formats.searching import Searcher
from zhengan.masking.operators.packed import Flags, Packed
from zhengan.masking.validjson import valid

TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*')
Search = Callable[[Packed], tuple[Packed, Flags]]


def mended(searcher: Searcher, before: Packed, after: Packed, touched: Flags, search: Search) -> tuple[Packed, bool]:
    """The texts as they were masked, those that were JSON and are none now masked anew with their numbers as strings; whether
    there are any. ``search``: masks texts and counts nothing."""
    first = np.zeros(len(before), np.uint8)
    filled = before.lengths > 0
    first[filled] = before.data[before.offsets[:-1][filled]]
    rows = np.flatnonzero(touched & ((first == 123) | (first == 91)))  # { [
    was, now = raw(before, rows), raw(after, rows)
    broken = [k for k in range(rows.size) if valid(was[k]) and not valid(now[k])]
    if not broken:
        return after, False
    held = [was[k] for k in broken]
    hit = hits(searcher, held)
    quoted = [numbers(text, spans, lambda one: b'"' + one + b'"') for text, spans in zip(held, hit, strict=True)]
    masked = raw(search(Packed.of([one.decode() for one in quoted]))[0], np.arange(len(held)))
    made = [again(text, spans, other) for text, spans, other in zip(held, hit, masked, strict=True)]
    which = np.zeros(len(before), np.bool_)
    which[rows[broken]] = True
    texts: list[str | None] = [""] * len(before)
    for row, one in zip(rows[broken].tolist(), made, strict=True):
        texts[row] = one.decode()
    return after.replaced(which, Packed.of(texts)), True


def hits(searcher: Searcher, texts: list[bytes]) -> list[list[tuple[int, int]]]:
    """Of each text the numbers in which something is found."""
    rows, starts, ends = searcher.places(Packed.of([one.decode() for one in texts]))
    made: list[list[tuple[int, int]]] = []
    for k, text in enumerate(texts):
        found = [*zip(starts[rows == k].tolist(), ends[rows == k].tolist(), strict=True)]
        spans = [token.span() for token in TOKEN.finditer(text) if token[0][:1] != b'"']
        made.append([(a, b) for a, b in spans if any(a < end and start < b for start, end in found)])
    return made


def numbers(text: bytes, spans: list[tuple[int, int]], other: Callable[[bytes], bytes]) -> bytes:
    """A text with something else in the place of some of its numbers."""
    made, low = bytearray(), 0
    for start, end in spans:
        made += text[low:start] + other(text[start:end])
        low = end
    return bytes(made + text[low:])


def again(text: bytes, spans: list[tuple[int, int]], masked: bytes) -> bytes:
    """The masked text; a number that was found and is as it was, under stars."""
    tokens = [token[0] for token in TOKEN.finditer(text)]
    places = [token.start() for token in TOKEN.finditer(text)]
    found = {place for place, _ in spans}
    others = [*TOKEN.finditer(masked)]
    if len(others) != len(tokens) or not valid(masked):  # masks that hold quotes themselves
        return numbers(text, spans, lambda one: b'"' + b"*" * len(one) + b'"')
    same = [other.span() for place, token, other in zip(places, tokens, others, strict=True)
            if place in found and other[0] == b'"' + token + b'"']  # fmt: skip
    return numbers(masked, same, lambda one: b'"' + b"*" * (len(one) - 2) + b'"')


def raw(column: Packed, rows: Any) -> list[bytes]:
    """Some texts as bytes."""
    data = memoryview(column.data.data)
    return [bytes(data[column.offsets[r] : column.offsets[r + 1]]) for r in rows.tolist()]
