"""Text and logs: every value that is found becomes what the policy says; all other bytes stay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zhengan.masking.formats.cells import treat
from zhengan.masking.formats.files import Pieces, Progress, Result, writing
from zhengan.masking.formats.scanning import PAD, Scanner
from zhengan.masking.policy import Policy


def mask(source: Path, target: Path, policy: Policy, *, encoding: str, force: bool = False,
         progress: Progress = lambda size: None) -> Result:  # fmt: skip
    """Writes ``source`` masked to ``target``. Lines of up to 64 MiB; memory stays that of the longest line."""
    result = Result("text", encoding)
    scanners: list[Scanner] = []

    def piece(buf: Any, size: int, last: bool) -> tuple[int, Any]:
        end = size if last else last_line(buf, size)
        if not end:
            return 0, b""
        if not scanners or scanners[0].size < end:
            scanners[:] = [Scanner(policy, len(buf))]
        kept = buf[end : end + PAD].copy()  # the kernels want zeros behind the text
        cells = scanners[0].starred(buf, scanners[0].cells(buf, end), result)
        out, counts, misfits = treat(buf, end, cells, scanners[0].operators)
        masked = out.tobytes()
        buf[end : end + PAD] = kept
        found(result, scanners[0], counts, misfits)
        return end, masked

    with writing(source, target, force) as out:
        result.size, result.before, result.after = Pieces(source, out, encoding, progress).run(piece)
    return result


def last_line(buf: Any, size: int) -> int:
    """Where the last whole line of a buffer ends; 0 where it holds none."""
    return bytes(memoryview(buf)[:size]).rfind(b"\n") + 1


def found(result: Result, scanner: Scanner, counts: list[int], misfits: list[int]) -> None:
    """Counts the values found in text."""
    for name, rule, count, misfit in zip(scanner.names, scanner.rules, counts, misfits, strict=True):
        if count:
            result.add(result.kinds, name, rule.named, name, count, misfit)
