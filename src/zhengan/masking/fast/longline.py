"""A line longer than a chunk, read piece by piece with the same answer as uncut.

Each piece is read with ``REACH`` bytes of what stands before it (as it was, without stars) and behind it. The last
``HELD`` bytes before a cut are not written yet: a value found behind the cut may begin in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from zhengan.masking.fast.structured import REACH

if TYPE_CHECKING:
    from zhengan.masking.fast.stream import Part, Run

HELD = REACH // 2


class Piece:
    """What the buffer of a part holds, as the kernels read it: UTF-8, and where its bytes stand in the buffer."""

    def __init__(self, part: Part, size: int) -> None:
        self.part, self.raw_size = part, size
        self.view, self.places = part.array, None
        self.size = size
        if part.reader:
            self.size = part.reader.read(part.array, size)
            self.view, self.places = part.reader.out, part.reader.places

    def whole(self, place: int) -> int:
        """The place, or the start of the character it falls into."""
        if self.places is not None:
            while 0 < place < self.size and self.places[place] == self.places[place - 1]:
                place -= 1
        return place

    def raw(self, place: int) -> int:
        """Where it stands in the buffer."""
        return place if self.places is None else int(self.places[place])

    def star(self, spans: Any) -> None:
        """Stars over the spans (rows of start, end, kind), in the buffer."""
        engine, count = self.part.engine, len(spans)
        engine.starts[:count], engine.ends[:count], engine.kinds[:count] = spans.T
        counts = engine.counts.copy()  # counted where they were found
        engine.star(self.view, count)
        engine.counts[:] = counts
        if self.part.reader:
            self.part.reader.bring_back(self.part.array, engine, count)


def long_line(run: Run, part: Part, size: int) -> bytes:
    """Writes the line that starts in the part (full, without a line end); returns what was read behind its end."""
    engine = part.engine
    pending = np.zeros((0, 3), np.int64)
    begin = free = written = 0
    stop, ended = 0, False
    while True:
        last = bool(stop) or ended
        rest = bytes(memoryview(part.raw)[stop or size : size])  # the kernels need zeros behind their text
        piece = Piece(part, stop or size)
        end = piece.size if last else piece.size - REACH
        count = engine.find(piece.view, begin, end, piece.size, free)
        new = np.stack(
            [engine.starts[:count], engine.ends[:count], engine.kinds[:count].astype(np.int64)], axis=1
        )
        engine.counts += np.bincount(engine.kinds[:count], minlength=len(engine.counts))
        spans = np.concatenate([pending, new])
        border = end if last else piece.whole(end - HELD)
        low = piece.whole(max(0, border - REACH))
        raw_low, raw_border = piece.raw(low), piece.raw(border) if border < piece.size else piece.raw_size
        tail = bytes(memoryview(part.raw)[raw_low:size])
        piece.star(spans[spans[:, 0] < border])
        run.write(memoryview(part.raw)[written:raw_border])
        if last:
            return rest
        pending = spans[spans[:, 1] > border] - np.array([low, low, 0])
        begin, free, written = (
            int(engine.state[0]) - low,
            max(0, int(engine.state[1]) - low),
            raw_border - raw_low,
        )
        part.raw[: len(tail)] = tail
        size, ended = run.fill(part, len(tail))
        stop = part.raw.find(b"\n", len(tail), size) + 1
