"""What a run that was killed has left beside its output: unfinished parts, and an output without its audit."""

from __future__ import annotations

import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def begun(target: Path) -> Iterator[bool]:
    """Around the writing of an output and its audit: whether the output that is there was left by a run that was killed
    before it wrote the audit, so that it is to be made anew. A mark beside it says so; only a kill leaves it."""
    from zhengan.masking import audit

    cleared(target)
    mark = target.with_name(f".{target.name}.begun")
    left = mark.exists() and not audit.beside(target).exists()
    ours = left or not target.exists()
    if ours:
        with suppress(OSError):  # where nothing can be written the masking itself will say so
            mark.touch()
    try:
        yield left
    finally:
        if ours:
            mark.unlink(missing_ok=True)


def cleared(target: Path) -> None:
    """Removes parts of this output, and of its audit, whose process is gone."""
    for name in (target.name, f"{target.name}.audit.json"):
        for part in target.parent.glob(f".{glob.escape(name)}.*.part"):
            process = part.name.removeprefix(f".{name}.").removesuffix(".part").removesuffix(".rows")
            if not (process.isdecimal() and gone(int(process))):
                continue
            if part.is_dir():
                shutil.rmtree(part, ignore_errors=True)
            else:
                part.unlink(missing_ok=True)


def gone(process: int) -> bool:
    """Whether no process has this number any more."""
    if os.name != "posix":  # elsewhere asking would end it
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        return False
    return False
