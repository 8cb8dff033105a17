"""File to file: read, mask, write, in constant memory, with as many threads as asked.

Chunks are cut at line ends, where no value crosses, so each is a worker's own. A line longer than a chunk is read with
``REACH`` bytes of what stands before and behind, and gives the same answer as uncut. What is written goes to a
file beside the target, which takes the target's name only when all is written and synced.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from zhengan.masking.fast.engine import Engine
from zhengan.masking.fast.gb18030 import Reader
from zhengan.masking.fast.longline import long_line
from zhengan.masking.fast.structured import PAD
from zhengan.masking.kinds.structured import BY_RANK

CHUNK = 1 << 20
SMALLEST_CHUNK = 1 << 13


@dataclass(frozen=True)
class Masked:
    """What a run did: bytes read (and written), values by kind, SHA-256 of both files ("" where not asked)."""

    size: int
    counts: dict[str, int]
    before: str
    after: str


class Part:
    """A buffer with the text of one chunk, and who works on it."""

    def __init__(self, size: int, encoding: str) -> None:
        self.raw = bytearray(size + PAD)
        self.array = np.frombuffer(self.raw, np.uint8)
        self.engine = Engine(size if encoding == "utf-8" else 2 * size)
        self.reader = Reader(size) if encoding == "gb18030" else None
        self.size = 0

    def mask(self) -> Part:
        """Masks its text in place."""
        if self.reader:
            self.reader.mask(self.array, self.size, self.engine)
        else:
            self.engine.mask(self.array, self.size)
        return self


class Sums:
    """SHA-256 of what goes by, in a thread of its own: the kernel need not wait."""

    def __init__(self, wanted: bool) -> None:
        self.digest = hashlib.sha256()
        self.pool = ThreadPoolExecutor(1) if wanted else None
        self.waiting: deque[Future[None]] = deque()

    def add(self, data: memoryview) -> None:
        """Counts bytes in; at most four chunks wait."""
        if self.pool:
            if len(self.waiting) >= 4:
                self.waiting.popleft().result()
            self.waiting.append(self.pool.submit(self.digest.update, bytes(data)))

    def value(self) -> str:
        """The sum in figures."""
        if not self.pool:
            return ""
        self.pool.shutdown()
        return self.digest.hexdigest()


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
    source: Path, target: Path, *, threads: int = 1, chunk: int = CHUNK, encoding: str = "utf-8", sums: bool = True,
    progress: Callable[[int], object] = lambda size: None,
) -> Masked:  # fmt: skip
    """Writes ``source`` with default masks to ``target``; ``progress`` hears how many bytes each time.

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
        return Run(file, out, threads, chunk, encoding, sums, progress).all()


class Run:
    """One file on its way."""

    def __init__(self, file: BinaryIO, out: BinaryIO, threads: int, chunk: int, encoding: str, sums: bool,
                 progress: Callable[[int], object]) -> None:  # fmt: skip
        self.file, self.out, self.progress = file, out, progress
        self.parts = [Part(chunk, encoding) for _ in range(1 if threads == 1 else 2 * threads)]
        self.idle = list(self.parts)
        self.pool = ThreadPoolExecutor(threads) if threads > 1 else None
        self.busy: deque[Future[Part]] = deque()
        self.before, self.after = Sums(sums), Sums(sums)
        self.size = 0

    def all(self) -> Masked:
        """Reads to the end."""
        carried = b""
        try:
            while True:
                part = self.idle.pop() if self.idle else self.written(self.busy.popleft().result())
                part.raw[: len(carried)] = carried
                size, ended = self.fill(part, len(carried))
                cut = size if ended else part.raw.rfind(b"\n", 0, size) + 1
                if not cut and not ended:
                    self.drain()
                    carried = long_line(self, part, size)
                    self.idle.append(part)
                    continue
                carried = bytes(memoryview(part.raw)[cut:size])
                part.size = cut
                self.hand(part)
                if ended:
                    break
            self.drain()
        finally:
            if self.pool:
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
        """To a worker, or done here."""
        if self.pool:
            self.busy.append(self.pool.submit(part.mask))
        else:
            self.idle.append(self.written(part.mask()))

    def drain(self) -> None:
        """Waits for the workers, writes in order."""
        while self.busy:
            self.idle.append(self.written(self.busy.popleft().result()))

    def written(self, part: Part) -> Part:
        """Its text, in the file."""
        self.write(memoryview(part.raw)[: part.size])
        return part

    def write(self, view: memoryview) -> None:
        """All of it, though the system may take less at a time."""
        self.after.add(view)
        self.size += len(view)
        self.progress(len(view))
        while view:
            view = view[self.out.write(view) :]
