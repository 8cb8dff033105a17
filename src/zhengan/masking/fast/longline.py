"""A line longer than a chunk, read piece by piece with the same answer as uncut.

Each piece is read with ``REACH`` bytes of what stands before it (as it was, without stars) and behind it. The last
``HELD`` bytes before a cut are not written yet: a value found behind the cut may begin in them. No cut falls into a value.
Escapes count as many bytes as they are written with: of an address in escapes, ``REACH`` are some hundred characters.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from zhengan.masking.fast.part import Part, View
from zhengan.masking.fast.structured import REACH

HELD = REACH // 2


def long_line(
    part: Part, size: int, fill: Callable[[Part, int], tuple[int, bool]], write: Callable[[Any, int], object]
) -> bytes:
    """Writes the line that starts in the part at its ``low`` (full, without a line end); returns what was read behind its end.

    ``fill`` reads more behind so many bytes of the part, ``write`` takes what stands for so many bytes read.
    """
    from zhengan.masking.fast.engine import Place

    engine = part.engine
    for spans in engine.every:
        spans.count = 0
    stop = 0
    ended = False
    written = seen = part.view(size).place(part.low)
    place = Place(seen, seen, seen, seen, seen, seen)
    while True:
        last = bool(stop) or ended
        rest = bytes(memoryview(part.raw)[stop or size : size])  # the kernels need zeros behind their text
        view = part.view(stop or size)
        end = view.size if last else view.size - REACH
        engine.read(view.buf, end, view.size, place, seen)
        border = end if last else clear(part, view, end - HELD)
        low = view.whole(max(0, border - REACH))
        tail = bytes(memoryview(part.raw)[view.raw(low) : size])
        many = [spans.many_until(border) for spans in engine.every]
        engine.settle(*many)
        write(part.masked(view, written, border), view.raw(border) - view.raw(written))
        if last:
            return rest
        for spans, count in zip(engine.every, many, strict=True):
            spans.forget(count, low)
        place.back(low)
        written, seen = border - low, 0
        part.raw[: len(tail)] = tail
        size, ended = fill(part, len(tail))
        stop = part.raw.find(b"\n", len(tail), size) + 1


def clear(part: Part, view: View, border: int) -> int:
    """The border, or the start of the value into which it falls: of the first of those that overlap."""
    border = view.whole(border)
    while True:
        next_ones = ((spans, spans.many_until(border)) for spans in part.engine.every)
        straddled = [int(spans.starts[k]) for spans, k in next_ones if k < spans.count and spans.starts[k] < border]
        if not straddled:
            return border
        border = min(straddled)
