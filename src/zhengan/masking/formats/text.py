"""Text and logs: every value that is found becomes what the policy says; all other bytes stay.

Lines of any length, in constant memory, with as many threads as asked (``fast.stream``). Only the user's own patterns,
which may match anything, want their line whole: with them a line has at most 64 MiB.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from zhengan.masking.fast.hanlist import Listed
from zhengan.masking.fast.part import Part, View
from zhengan.masking.fast.stream import CHUNK, Run
from zhengan.masking.formats.cells import Cells, treat
from zhengan.masking.formats.encodings import no_gb18030
from zhengan.masking.formats.files import Pieces, Progress, Result, writing
from zhengan.masking.formats.scanning import PAD, Scanner, chosen, found, listed, worded
from zhengan.masking.plain import wrapped
from zhengan.masking.policy import Policy

if TYPE_CHECKING:
    from zhengan.masking.fast.engine import Engine

NO_TEXT = 0xFF  # what the kernels make of bytes that are no GB18030


def mask(source: Path, target: Path, policy: Policy, *, encoding: str, force: bool = False, threads: int = 1, chunk: int = CHUNK,
         progress: Progress = lambda size: None) -> Result:  # fmt: skip
    """Writes ``source`` masked to ``target``; raises ``Problem``. The target appears only when all is written."""
    result = Result("text", encoding)
    if policy.patterns:
        with writing(source, target, force) as out:
            by_pieces(source, out, policy, result, progress)
        return result
    parts: list[Treated] = []
    names = listed(policy)

    def part(engine: Engine | None) -> Treated:
        parts.append(Treated(chunk, encoding, policy, names, source.name, engine))
        return parts[-1]

    with writing(source, target, force) as out, source.open("rb", buffering=0) as file:
        done = Run(file, out, threads, part, policy.sums, progress).all()
    for name, count in done.counts.items():
        result.add(result.kinds, name, "keep", name, count, 0)
    for one in parts:
        add(result, one.result)
    result.size, result.before, result.after = done.size, done.before, done.after
    return result


class Treated(Part):
    """A chunk of text whose values become what a policy says; ``result`` counts them."""

    def __init__(self, size: int, encoding: str, policy: Policy, names: Listed | None, source: str,
                 engine: Engine | None) -> None:  # fmt: skip
        super().__init__(size, encoding, names, worded(policy), engine)
        self.scanner = Scanner(policy, size, self.engine)
        self.result, self.source = Result("text", encoding), source

    def masked(self, view: View, low: int, high: int) -> Any:
        """The text of the file between two places of the view, in the file's encoding."""
        buf = view.buf[low:high]
        if self.reader and (buf == NO_TEXT).any():
            raise no_gb18030(Path(self.source))
        if self.scanner.sparing:
            self.spare(view.buf)
        if not self.scanner.rest:
            return self.in_place(view, low, high)
        self.engine.star(view.buf, self.scanner.stars)
        masked = treated(self.scanner, buf, high - low, self.others(view.buf, low), self.result).tobytes()
        return memoryview(masked.decode().encode("gb18030") if self.reader else masked)

    def spare(self, buf: Any) -> None:
        """Takes what is published from what the engine has found."""
        found = self.engine.found
        left = np.flatnonzero(self.scanner.left(buf, found.count))
        for values in found.arrays:
            values[: left.size] = values[left]
        found.count = left.size
        self.scanner.spare(self.result)

    def in_place(self, view: View, low: int, high: int) -> Any:
        """The same where stars are all that is asked for."""
        self.engine.star(view.buf, self.scanner.stars)
        if self.reader:
            self.reader.bring_back(self.array, self.engine.found)
        return memoryview(self.raw)[view.raw(low) : view.raw(high)]

    def others(self, buf: Any, low: int) -> Cells:
        """What was found that is an operator's, from a place of the view on."""
        cells = self.scanner.found(buf)
        cells = chosen(cells, self.scanner.rank[cells.groups] == 0)
        return Cells(cells.starts - low, cells.ends - low, cells.groups, cells.forms)


def treated(scanner: Scanner, buf: Any, size: int, cells: Cells, result: Result) -> Any:
    """The first ``size`` bytes of a buffer with its fields masked, counted in ``result``."""
    left = scanner.starred(buf, cells, result)
    out, counts, misfits = treat(buf, size, left, scanner.operators)
    found(result, scanner, counts, misfits)
    return out


def by_pieces(source: Path, out: BinaryIO, policy: Policy, result: Result, progress: Progress) -> None:
    """Line by line in one thread, each whole."""
    scanners: list[Scanner] = []

    def piece(buf: Any, size: int, last: bool) -> tuple[int, Any]:
        end = size if last else last_line(buf, size)
        if not end:
            return 0, b""
        if not scanners or scanners[0].size < end:
            scanners[:] = [Scanner(policy, len(buf), tabled=True)]
        kept = buf[end : end + PAD].copy()  # the kernels want zeros behind the text
        cells = scanners[0].cells(buf, end)
        scanners[0].spare(result)
        masked = treated(scanners[0], buf, end, cells, result).tobytes()
        buf[end : end + PAD] = kept
        return end, masked

    result.size, result.before, result.after = Pieces(
        source, out, result.encoding, progress, policy.sums
    ).run(piece)


def last_line(buf: Any, size: int) -> int:
    """Where the last whole line of a buffer ends; 0 where it holds none."""
    return wrapped.last_line(bytes(memoryview(buf)[:size]), 0, size)


def add(result: Result, more: Result) -> None:
    """Adds what a thread has counted."""
    for name, one in more.kinds.items():
        result.add(result.kinds, name, one["operator"], one["kind"], one["values"], one["misfits"], "kept" in one)
    for kind, count in more.public.items():
        result.spare(kind, count)
