"""File to file: read, mask, write, in constant memory, with as many threads as asked.

Chunks are cut at line ends that no value crosses, so each is a worker's own; the last lines of the chunk before are read with
it, for headers of tables. A line longer than a chunk is read with
``REACH`` bytes of what stands before and behind, and gives the same answer as uncut. What is written goes to a
file beside the target, which takes the target's name only when all is written and synced.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from zhengan.masking.digests import DEFAULT, Digest
from zhengan.masking.early import Early
from zhengan.masking.fast.longline import long_line
from zhengan.masking.fast.structured import CONTEXT, PAD
from zhengan.masking.kinds.every import BY_RANK
from zhengan.masking.plain.wrapped import last_line

if TYPE_CHECKING:
    from zhengan.masking.fast.hanlist import Listed

CHUNK = 1 << 21
SMALLEST_CHUNK = 1 << 13
BEHIND = b"0\n"  # stands for a line too long to count: what is below it is not the first line, and goes on with no number


@dataclass(frozen=True)
class Masked:
    """What a run did: bytes read, values by kind, digests of both files ("" where not asked)."""

    size: int
    counts: dict[str, int]
    before: str
    after: str


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
    """A buffer with the text of one chunk, and who works on it. A subclass may do something else than put stars."""

    def __init__(self, size: int, encoding: str, listed: Listed | None = None, worded: bool = True) -> None:
        # Loaded by who works with them: files are read and written without kernels too.
        from zhengan.masking.fast.engine import Engine
        from zhengan.masking.fast.gb18030 import Reader

        # A character of GB18030 takes up to twice the bytes of UTF-8.
        self.context = CONTEXT if encoding == "utf-8" else 2 * CONTEXT
        size += self.context
        self.raw = bytearray(size + PAD)
        self.array = np.frombuffer(self.raw, np.uint8)
        self.engine = Engine(size if encoding == "utf-8" else 2 * size, listed, worded)
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


class Sums:
    """A digest of what goes by, in a thread of its own: the kernel need not wait. ``name``: its algorithm; "" for none."""

    def __init__(self, name: str) -> None:
        self.digest = Digest(name or DEFAULT)
        self.pool = ThreadPoolExecutor(1) if name else None
        self.waiting: deque[Future[None]] = deque()

    def add(self, data: memoryview) -> None:
        """Counts bytes in; at most four chunks wait."""
        if self.pool:
            if len(self.waiting) >= 4:
                self.waiting.popleft().result()
            self.waiting.append(self.pool.submit(self.digest.update, bytes(data)))

    def value(self) -> str:
        """The digest; "" where none was asked for."""
        if not self.pool:
            return ""
        self.pool.shutdown()
        return self.digest.value


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A file beside the target that becomes the target when the block ends well, and vanishes when it does not."""
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("xb", buffering=0) as file:
            yield file
            os.fsync(file.fileno())
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)


def mask_file(
    source: Path, target: Path, *, threads: int = 1, chunk: int = CHUNK, encoding: str = "utf-8", sums: str = DEFAULT,
    worded: bool = True, progress: Callable[[int], object] = lambda size: None,
) -> Masked:  # fmt: skip
    """Writes ``source`` with default masks to ``target``; ``progress`` hears how many bytes each time. ``worded``: names and
    addresses too, not only the structured kinds. ``sums``: the algorithm of both digests, "" for none.

    Raises ValueError for another encoding than utf-8 and gb18030, a chunk under 8 KiB, and for a target that is the
    source; OSError as files do (then no target is left, nor anything beside it).
    """
    if chunk < SMALLEST_CHUNK:
        raise ValueError(chunk)
    if encoding not in ("utf-8", "gb18030"):
        raise ValueError(encoding)
    if target.exists() and target.samefile(source):
        raise ValueError("the target is the source")
    with source.open("rb", buffering=0) as file, replacing(target) as out:
        return Run(file, out, threads, lambda: Part(chunk, encoding, None, worded), sums, progress).all()


class Run:
    """One file on its way, through parts that ``part`` makes."""

    def __init__(self, file: BinaryIO, out: BinaryIO, threads: int, part: Callable[[], Part], sums: str,
                 progress: Callable[[int], object]) -> None:  # fmt: skip
        self.file, self.out, self.progress = file, out, progress
        self.alone = threads == 1  # one masks where it read, close to the data, and another writes
        self.parts = [part() for _ in range(2 * threads)]
        self.idle = list(self.parts)
        self.pool = ThreadPoolExecutor(threads)
        self.busy: deque[Future[Part]] = deque()
        self.before, self.after, self.early = Sums(sums), Sums(sums), Early(out)
        self.size = 0

    def all(self) -> Masked:
        """Reads to the end."""
        above = carried = b""
        try:
            while True:
                part = self.idle.pop() if self.idle else self.done()
                part.low = len(above)
                part.raw[: part.low + len(carried)] = above + carried
                size, ended = self.fill(part, part.low + len(carried))
                cut = size if ended else last_line(part.raw, part.low, size)
                if not cut and not ended:
                    self.drain()
                    above, carried = BEHIND, long_line(self, part, size)
                    self.idle.append(part)
                    continue
                carried = bytes(memoryview(part.raw)[cut:size])
                above = part.lines_above(cut) or BEHIND
                part.size = cut
                self.hand(part)
                if ended:
                    break
            self.drain()
        finally:
            self.pool.shutdown()
            before, after = self.before.value(), self.after.value()
        totals = np.sum([part.engine.counts for part in self.parts], axis=0)
        counts = {kind.name: int(totals[rank]) for rank, kind in BY_RANK.items() if totals[rank]}
        return Masked(self.size, counts, before, after)

    def fill(self, part: Part, start: int) -> tuple[int, bool]:
        """Reads behind ``start`` until the buffer is full or the file ends: how much is in it, and whether it ended."""
        view = memoryview(part.raw)[: len(part.raw) - PAD]
        while start < len(view):
            got = self.file.readinto(view[start:])  # type: ignore[attr-defined]
            if not got:
                return start, True
            self.before.add(view[start : start + got])
            start += got
        return start, False

    def hand(self, part: Part) -> None:
        """To a worker that masks it; where there is one thread for that, masked here and to one that writes it."""
        if self.alone:
            self.busy.append(self.pool.submit(self.written, part.mask()))
        else:
            self.busy.append(self.pool.submit(part.mask))

    def done(self) -> Part:
        """The part that was handed over first, masked and in the file."""
        part = self.busy.popleft().result()
        return part if self.alone else self.written(part)

    def drain(self) -> None:
        """Waits until all is written, in order."""
        while self.busy:
            self.idle.append(self.done())

    def written(self, part: Part) -> Part:
        """Its text, in the file."""
        self.write(part.out, part.size - part.low)
        return part

    def write(self, data: Any, size: int) -> None:
        """All of it, which stands for ``size`` bytes read, though the system may take less at a time."""
        view = memoryview(data)
        self.after.add(view)
        self.size += size
        self.progress(size)
        while view:
            more = self.out.write(view)
            self.early.add(more)
            view = view[more:]
