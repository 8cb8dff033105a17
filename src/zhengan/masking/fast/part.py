"""A chunk of a text on its way from file to file: its bytes, as the kernels read them, and who works on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from zhengan.masking.fast.structured import CONTEXT, PAD

if TYPE_CHECKING:
    from zhengan.masking.fast.engine import Engine
    from zhengan.masking.fast.hanlist import Listed


@dataclass(frozen=True)
class View:
    """A part's text as the kernels read it: UTF-8, and where its bytes stand in the part's buffer (None: where they are)."""

    buf: Any
    size: int
    places: Any = None

    def whole(self, place: int) -> int:
        """The place, or the start of the character it falls into."""
        if self.places is not None:
            while 0 < place < self.size and self.places[place] == self.places[place - 1]:
                place -= 1
        return place

    def place(self, raw: int) -> int:
        """Where the character at a place of the buffer stands in it."""
        return raw if self.places is None else int(np.searchsorted(self.places[: self.size], raw))

    def raw(self, place: int) -> int:
        """Where it stands in the buffer."""
        return place if self.places is None else int(self.places[place])


class Part:
    """A buffer with the text of one chunk, and who works on it: an engine of its own, unless it is given one that others use
    while it waits. A subclass may do something else than put stars."""

    def __init__(self, size: int, encoding: str, listed: Listed | None = None, worded: bool = True,
                 engine: Engine | None = None) -> None:  # fmt: skip
        # Loaded by who works with them: files are read and written without kernels too.
        from zhengan.masking.fast.engine import Engine
        from zhengan.masking.fast.gb18030 import Reader

        # A character of GB18030 takes up to twice the bytes of UTF-8.
        self.context = CONTEXT if encoding == "utf-8" else 2 * CONTEXT
        size += self.context
        self.raw = bytearray(size + PAD)
        self.array = np.frombuffer(self.raw, np.uint8)
        self.engine = engine or Engine(size if encoding == "utf-8" else 2 * size, listed, worded)
        self.reader = Reader(size) if encoding == "gb18030" else None
        self.low = self.size = 0
        self.out: Any = b""

    def view(self, size: int) -> View:
        """The first ``size`` bytes of its buffer, to be read."""
        if not self.reader:
            return View(self.array, size)
        return View(self.reader.out, self.reader.read(self.array, size), self.reader.places)

    def mask(self) -> Part:
        """Masks its text from ``low`` on, which starts and ends at line ends."""
        view = self.view(self.size)
        low = view.place(self.low)
        self.engine.find(view.buf, view.size, low)
        self.out = self.masked(view, low, view.size)
        return self

    def lines_above(self, cut: int) -> bytes:
        """The last lines before a line's start, as far as a header may stand from its row."""
        low = cut - self.context
        return bytes(memoryview(self.raw)[self.raw.find(b"\n", low - 1, cut) + 1 if low > 0 else 0 : cut])

    def masked(self, view: View, low: int, high: int) -> Any:
        """What is to be written for ``[low, high)`` of the view, whose values the engine has found."""
        self.engine.star(view.buf)
        if self.reader:
            self.reader.bring_back(self.array, self.engine.found)
        return memoryview(self.raw)[view.raw(low) : view.raw(high)]
