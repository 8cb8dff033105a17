"""Rows of any number as NDJSON uploads, each within what the interface takes at once.

A later piece begins with as many empty lines as rows went before it: empty lines are no rows to the server, and every
line it names is then the row's number among all of them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO

MOST_BYTES = 20 * 1024 * 1024  # of one bulk upload, as docs/api.md says
MOST_ROWS = 200_000
SPOOL = 1024 * 1024  # a larger piece waits on disk, not in memory


class Pieces:
    """The pieces of an upload, in order, kept aside until the end of a ``with``. A row too long for any stands alone."""

    def __init__(self, lines: Iterable[bytes]):
        self._lines = lines
        self._held = ExitStack()
        self._files: list[IO[bytes]] = []

    def __enter__(self) -> Pieces:
        with ExitStack() as opened:
            self._fill(opened)
            self._held = opened.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def __len__(self) -> int:
        return len(self._files)

    def __iter__(self) -> Iterator[tuple[IO[bytes], int]]:
        """Each piece, to be read from its beginning, and its length in bytes."""
        for file in self._files:
            length = file.seek(0, 2)
            file.seek(0)
            yield file, length

    def _fill(self, opened: ExitStack) -> None:
        rows = size = 0  # of the piece in hand
        for number, line in enumerate(self._lines):
            if not self._files or rows == MOST_ROWS or (rows and size + len(line) > MOST_BYTES):
                self._next(opened, number)
                rows, size = 0, number
            self._files[-1].write(line)
            rows, size = rows + 1, size + len(line)
        if not self._files:
            self._next(opened, 0)

    def _next(self, opened: ExitStack, before: int) -> None:
        file = tempfile.SpooledTemporaryFile(SPOOL)  # noqa: SIM115 — the stack closes it
        self._files.append(opened.enter_context(file))
        file.write(b"\n" * before)
