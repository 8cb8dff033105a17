"""A text looked through for what remains, in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from zhengan.masking.default_masks import BY_RANK
from zhengan.masking.fast.engine import padded
from zhengan.masking.fast.stream import BEHIND
from zhengan.masking.fast.structured import CONTEXT
from zhengan.masking.formats.scanning import Scanner
from zhengan.masking.formats.text import last_line

if TYPE_CHECKING:
    from zhengan.masking.check import Judge

LONG_LINE, REACH = 4 << 20, 1 << 16
"""Bytes of a line without an end from which it is looked through in parts, and how many are seen behind a part."""


class Text:
    """Looks through a text."""

    def __init__(self, judge: Judge):
        self.judge, self.line = judge, 1
        self.scanner: Scanner | None = None
        self.before = self.skip = 0
        """Characters of the line before a piece that begins within one."""
        self.above = b""
        """The last lines before a piece: the header of a table may stand in them."""

    def piece(self, buf: Any, size: int, last: bool) -> tuple[int, Any]:
        """The whole lines of a piece."""
        end = size if last else last_line(buf, size)
        cut = not end and size >= LONG_LINE
        seen = size if cut else end
        if cut:
            end = size - REACH
            while buf[end] & 0xC0 == 0x80:  # within a character
                end -= 1
        if end:
            starts, ends, kinds = self.spans(buf, seen, end)
            raw = bytes(memoryview(buf)[:seen])
            line_ends = np.flatnonzero(buf[:end] == 10)
            found = [(start, BY_RANK[rank].name) for start, rank in zip(starts.tolist(), kinds.tolist(), strict=True)
                     if self.judge.counted(rank)]  # fmt: skip
            found += [(start, kind) for start, kind in self.judge.patterned(raw) if start < end]
            found += [(start, reason) for start, reason in self.doubtful(buf, seen, starts, ends) if start < end]
            seen_line, at, chars = -1, 0, 0  # characters of the line before ``at``: a line of megabytes is counted once
            for start, kind in sorted(found):
                line = int(np.searchsorted(line_ends, start))
                if line != seen_line:
                    seen_line, at, chars = line, int(line_ends[line - 1]) + 1 if line else 0, 0 if line else self.before
                at, chars = start, chars + len(raw[at:start].decode("utf-8", "replace"))
                self.judge.remains.add(kind, line=self.line + line, column=chars + 1)
            self.line += len(line_ends)
            begun = raw[int(line_ends[-1]) + 1 if len(line_ends) else 0 : end] if cut else b""
            self.before = len(begun.decode("utf-8", "replace")) + (self.before if cut and not len(line_ends) else 0)
        return end, b""

    def doubtful(self, buf: Any, size: int, starts: Any, ends: Any) -> Iterator[tuple[int, str]]:
        """The numbers that nothing proves, beside the values that ``spans`` has found."""
        return self.scanner.unproven(buf, size, starts, ends, self.skip) if self.scanner else iter(())

    def spans(self, buf: Any, size: int, end: int) -> tuple[Any, Any, Any]:
        """What the kernels find that begins before ``end``, with what stands above."""
        whole = self.above + bytes(memoryview(buf)[:size])
        if not self.scanner or self.scanner.size < len(whole):
            self.scanner = Scanner(self.judge.searcher.policy, len(buf) + CONTEXT, tabled=True)
        starts, ends, kinds = self.scanner.spans(padded(whole), len(whole))
        skip = self.skip = len(self.above)
        new = (starts >= skip) & (starts < skip + end)
        whole = whole[: skip + end]
        low = len(whole) - CONTEXT
        if end < size:  # within a line: what stands before is seen, wherever it begins
            self.above = whole[max(low, 0) :].decode("utf-8", "ignore").encode() if low > 0 else whole
            return starts[new] - skip, ends[new] - skip, kinds[new]
        self.above = whole[whole.find(b"\n", low - 1) + 1 if low > 0 else 0 :] or BEHIND
        return starts[new] - skip, ends[new] - skip, kinds[new]
