"""What a file was handed, on its way to the disk before the end, where that is waited for."""

from __future__ import annotations

import io
import os
from contextlib import suppress
from typing import BinaryIO

EARLY = 8 << 20
"""Bytes of what goes to disk at once."""


class Early:
    """Has the system begin to put on disk what a file was handed: at the end, where that is waited for, little is left."""

    def __init__(self, out: BinaryIO):
        self.disk = out.fileno() if isinstance(out, io.FileIO) and hasattr(os, "posix_fadvise") else -1
        self.written = self.sent = 0

    def add(self, more: int) -> None:
        """So many bytes were written."""
        self.written += more
        if self.disk >= 0 and self.written - self.sent >= EARLY:
            with suppress(OSError):  # advice: a file system that takes none writes at the end
                os.posix_fadvise(self.disk, self.sent, self.written - self.sent, os.POSIX_FADV_DONTNEED)
            self.sent = self.written
