"""What a run that was killed has left beside its output: unfinished parts, and an output without its audit."""

from __future__ import annotations

import glob
import os
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def begun(target: Path) -> Iterator[bool]:
    """Around the writing of an output and its audit: whether the output that is there was left by a run that was killed
    before it wrote the audit, so that it is to be made anew. A mark beside it holds which file that run wrote; only a kill
    leaves it."""
    from zhengan.masking import atomic, audit

    cleared(target)
    mark = atomic.mark_of(target)
    left = not audit.beside(target).exists() and written(target, mark)
    ours = left or not target.exists()
    if ours:
        with suppress(OSError):  # where nothing can be written the masking itself will say so
            mark.touch()
    try:
        yield left
    finally:
        if ours:
            with suppress(OSError):
                mark.unlink(missing_ok=True)


def written(target: Path, mark: Path) -> bool:
    """Whether the output that is there is the very file that a run has written whose mark this is."""
    from zhengan.masking.atomic import identity

    try:
        return mark.read_text("ascii") == identity(target)
    except (OSError, UnicodeDecodeError):
        return False


def told_to_stop() -> None:
    """From now on a process that is told to end (SIGTERM, by ``timeout``, a scheduler or a container) takes away what it has
    begun before it does, as after Ctrl-C. Nothing where it runs in a thread of another program."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))


@contextmanager
def audited(target: Path) -> Iterator[None]:
    """Around the writing of the audit of an output that is there: where it fails, the output does not stay without one."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        raise


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
