"""A file that is whole or not there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from zhengan.kit.problem import Problem
from zhengan.kit.say import Name, say


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A file beside the target that becomes the target when the block ends well, and vanishes when it does not."""
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("xb", buffering=0) as file:
            yield file
            os.fsync(file.fileno())
        if mark_of(target).exists():
            mark_of(target).write_text(identity(beside), "ascii")
        os.replace(beside, target)
    finally:
        with suppress(OSError):  # what went wrong before is the reason
            beside.unlink(missing_ok=True)


def special(target: Path) -> Problem:
    """What is said of a folder, a device or a pipe where a file is to be written: a file would take its place."""
    return Problem(say("输出 {path} 是目录、管道或设备，不是普通文件", path=Name(target)),
                   "写出时会用文件取代它，--force 也不这样做",
                   "换一个输出文件名", code="masking-output")  # fmt: skip


def mark_of(target: Path) -> Path:
    """The mark that stands beside a target while it is written and has no audit yet; see ``cli.maskleft``."""
    return target.with_name(f".{target.name}.begun")


def identity(path: Path) -> str:
    """What tells a file from any other, and from itself once somebody has written to it; a new name changes nothing."""
    is_now = path.stat()
    return f"{is_now.st_dev} {is_now.st_ino} {is_now.st_size} {is_now.st_mtime_ns}"


@contextmanager
def folder(target: Path) -> Iterator[Path]:
    """A folder beside the target for what is written on the way; it is called by the target, so that the next run finds what a
    run that was killed has left of it."""
    beside = target.with_name(f".{target.name}.{os.getpid()}.rows.part")
    try:
        beside.mkdir(mode=0o700)
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)
