"""What a file was handed, on its way to the disk before the end, where that is waited for."""

from __future__ import annotations

import io
import os
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import BinaryIO

EARLY = 8 << 20
"""Bytes of what goes to disk at once."""


class Early:
    """Has the system begin to put on disk what a file was handed: at the end, where that is waited for, little is left.

    The system takes the advice when the disk has taken what was there before: a thread waits for that, not who masks.
    """

    def __init__(self, out: BinaryIO):
        self.disk = out.fileno() if isinstance(out, io.FileIO) and hasattr(os, "posix_fadvise") else -1
        self.pool = ThreadPoolExecutor(1) if self.disk >= 0 else None
        self.going: Future[None] | None = None
        self.written = self.sent = 0

    def add(self, more: int) -> None:
        """So many bytes were written."""
        self.written += more
        if self.pool and self.written - self.sent >= EARLY and (self.going is None or self.going.done()):
            self.going = self.pool.submit(begin, self.disk, self.sent, self.written - self.sent)
            self.sent = self.written


def begin(disk: int, start: int, size: int) -> None:
    """Advises. A file system that takes no advice, and a file that was closed meanwhile, are written as they are."""
    with suppress(OSError):
        os.posix_fadvise(disk, start, size, os.POSIX_FADV_DONTNEED)
