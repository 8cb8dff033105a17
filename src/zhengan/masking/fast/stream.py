"""File to file: read, mask, write, in constant memory, with as many threads as asked.

Chunks are cut at line ends that no value crosses, so each is a worker's own; the last lines of the chunk before are read with
it, for headers of tables. A line longer than a chunk is read with
``REACH`` bytes of what stands before and behind, and gives the same answer as uncut. What is written goes to a
file beside the target, which takes the target's name only when all is written and synced.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from zhengan.masking.atomic import replacing
from zhengan.masking.digests import DEFAULT, Sums
from zhengan.masking.early import Early
from zhengan.masking.fast.longline import long_line
from zhengan.masking.fast.part import Part
from zhengan.masking.fast.structured import PAD
from zhengan.masking.kinds.every import BY_RANK
from zhengan.masking.plain.wrapped import last_line

if TYPE_CHECKING:
    from zhengan.masking.fast.engine import Engine

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
        return Run(file, out, threads, lambda engine: Part(chunk, encoding, None, worded, engine), sums, progress).all()


class Run:
    """One file on its way, through parts that ``part`` makes, with an engine given or their own."""

    def __init__(self, file: BinaryIO, out: BinaryIO, threads: int, part: Callable[[Engine | None], Part], sums: str,
                 progress: Callable[[int], object]) -> None:  # fmt: skip
        self.file, self.out, self.progress = file, out, progress
        self.alone = threads == 1  # one masks, close to the data, and another reads ahead and writes
        self.parts = [part(None)]
        shared = self.parts[0].engine if self.alone else None  # its arrays stay close too
        self.parts += [part(shared) for _ in range(max(2, 2 * threads - 1))]
        self.idle = list(self.parts)
        self.pool = ThreadPoolExecutor(threads)
        self.busy: deque[Future[Part]] = deque()
        self.before, self.after, self.early = Sums(sums), Sums(sums), Early(out)
        self.size = 0

    def all(self) -> Masked:
        """Reads to the end."""
        try:
            part, read = self.ahead(b"", b"")
            while True:
                size, ended = read()
                cut = size if ended else last_line(part.raw, part.low, size)
                if not cut and not ended:
                    self.drain()
                    carried = long_line(part, size, self.fill, self.write)
                    self.idle.append(part)
                    part, read = self.ahead(BEHIND, carried)
                    continue
                part.size = cut
                if ended:
                    self.hand(part)
                    break
                coming = self.ahead(part.lines_above(cut) or BEHIND, bytes(memoryview(part.raw)[cut:size]))
                self.hand(part)
                part, read = coming
            self.drain()
        finally:
            self.pool.shutdown()
            before, after = self.before.value(), self.after.value()
        totals = np.sum([engine.counts for engine in {part.engine for part in self.parts}], axis=0)
        counts = {kind.name: int(totals[rank]) for rank, kind in BY_RANK.items() if totals[rank]}
        return Masked(self.size, counts, before, after)

    def ahead(self, above: bytes, carried: bytes) -> tuple[Part, Callable[[], tuple[int, bool]]]:
        """The part that comes next, with the lines above its text and what was read of that already, and what fills it."""
        part = self.idle.pop() if self.idle else self.done()
        part.low = len(above)
        start = part.low + len(carried)
        part.raw[:start] = above + carried
        return part, self.pool.submit(self.fill, part, start).result if self.alone else partial(self.fill, part, start)

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
