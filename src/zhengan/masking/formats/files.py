"""File to file in pieces: read, hand over whole records, write beside the target, which appears only when all is well."""

from __future__ import annotations

import codecs
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from zhengan.kit.oserrors import reason
from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import say
from zhengan.masking.digests import DEFAULT
from zhengan.masking.early import Early
from zhengan.masking.fast.stream import replacing
from zhengan.masking.fast.structured import PAD
from zhengan.masking.formats.sums import TwoSums

CHUNK, SLOTS, LONGEST = 1 << 20, 3, 64 << 20
"""Bytes of a piece, how many of them are on their way at once, and bytes of the longest record."""
Progress = Callable[[int], object]


@dataclass
class Result:
    """What became of one file. ``columns``: operator, kind, values, misfits of each; ``kinds``: the same of what text held;
    ``before`` and ``after``: the digests of what was read and written."""

    format: str
    encoding: str = ""
    size: int = 0
    rows: int = 0
    before: str = ""
    after: str = ""
    columns: dict[str, dict[str, Any]] = field(default_factory=dict)
    kinds: dict[str, dict[str, Any]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(
        self, where: dict[str, dict[str, Any]], name: str, operator: str, kind: str, values: int, misfits: int
    ) -> None:
        """Counts values in."""
        one = where.setdefault(name, {"operator": operator, "kind": kind, "values": 0, "misfits": 0})
        one["values"] += values
        one["misfits"] += misfits


def encoding_of(path: Path) -> str:
    """``utf-8`` or ``gb18030`` by what its beginning, middle and end hold; a Problem for UTF-16 and zipped files."""
    size = path.stat().st_size
    with path.open("rb") as file:
        samples = []
        for place in sorted({0, max(0, size // 2), max(0, size - (1 << 20))}):
            file.seek(place)
            samples.append(file.read(1 << 20))
    if samples[0][:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise Problem(
            "文件是 UTF-16 编码",
            "支持 UTF-8 与 GB18030",
            "先转换为 UTF-8",
            code="masking-encoding",
            where=Where(path.name),
        )
    if all(readable(sample, "utf-8") for sample in samples):
        return "utf-8"
    # In the middle of a file a cut character cannot be told from another: its beginning decides.
    return "gb18030" if any(not one.isascii() and readable(one, "gb18030", 0) for one in samples) else "utf-8"


def readable(sample: bytes, encoding: str, skip: int = 3) -> bool:
    """Whether bytes, cut anywhere, are text in an encoding."""
    for start in range(skip + 1):
        try:
            codecs.getincrementaldecoder(encoding)().decode(sample[start:])
            return True
        except UnicodeDecodeError:
            continue
    return False


@contextmanager
def writing(source: Path, target: Path, force: bool) -> Iterator[BinaryIO]:
    """A file that takes the target's name when the block ends well. The source is never the target, and what exists
    is not overwritten unless ``force`` says so; a full disk is a Problem and leaves nothing."""
    try:
        if target.exists():
            if target.samefile(source):
                raise Problem(
                    "输出就是输入文件", "原文件不会被改动", "换一个输出文件名", code="masking-output"
                )
            if not force:
                raise Problem(
                    say("输出 {path} 已存在", path=str(target)),
                    "不会覆盖已有文件",
                    "换一个文件名，或加 --force",
                    code="masking-output",
                )
        with replacing(target) as out:
            yield out
    except OSError as error:
        raise Problem(say("写不完 {path}", path=str(target)), reason(error), "没有留下不完整的文件；检查磁盘空间与权限",
                      code="masking-output") from None  # fmt: skip


@dataclass
class Slot:
    """Room for a piece: ``read`` as it was read, ``raw`` in UTF-8 for the treatment; ``busy``: who still looks at them."""

    read: bytearray
    raw: bytearray
    busy: list[Future[None]] = field(default_factory=list)

    def free(self, rest: Any, more: int) -> None:
        """Waits, puts ``rest`` in front, and sees to room for ``more`` bytes to be read."""
        self.wait()
        if len(self.read) < more:
            self.read = bytearray(more)
        if len(self.raw) < len(rest) + 2 * more + PAD:
            self.raw = bytearray(len(rest) + 2 * more + PAD)
        self.raw[: len(rest)] = rest

    def wait(self) -> None:
        """Until nobody looks; raises what went wrong there."""
        for one in self.busy:
            one.result()


class Pieces:
    """One text file on its way: ``treat(buf, size, last)`` gives how many bytes it took (whole records) and their masked form.

    What it gives may stand in ``buf``. At the end it is called again for what it did not take, until it takes nothing.
    """

    def __init__(self, source: Path, out: BinaryIO, encoding: str, progress: Progress, digest: str = DEFAULT):
        self.source, self.out, self.progress = source, out, progress
        self.sums = TwoSums(digest)
        self.gb = encoding == "gb18030"
        self.decoder = codecs.getincrementaldecoder("gb18030")()
        self.early = Early(out)
        self.done = 0

    def run(self, treat: Callable[[Any, int, bool], tuple[int, Any]]) -> tuple[int, str, str]:
        """To the end of the file: its size, and the digests before and after."""
        try:
            with self.source.open("rb", buffering=0) as file:
                self.loop(file, treat)
        finally:
            before, after = self.sums.values()
        return self.done, before, after

    def loop(self, file: BinaryIO, treat: Callable[[Any, int, bool], tuple[int, Any]]) -> None:
        """Reads, hands over, keeps what was not taken."""
        slots = deque(Slot(bytearray(), bytearray()) for _ in range(SLOTS))
        rest: Any = b""
        taken, last = 0, False
        while not last or (rest and taken):
            if len(rest) > LONGEST:
                raise Problem("一条记录超过 64 MiB", "可能是引号未闭合，或不是这种格式", "检查文件", code="masking-record",
                              where=Where(self.source.name))  # fmt: skip
            slot = slots[0]
            slots.rotate(-1)
            slot.free(rest, max(CHUNK, len(rest)))  # a long record is not looked through for every piece
            room = memoryview(slot.read)[: 0 if last else max(CHUNK, len(rest))]
            data = self.read(file, room)
            last = last or len(data) < len(room)
            text = self.decoded(data, last) if self.gb else data
            size = len(rest) + len(text)
            slot.raw[len(rest) : size] = text
            taken, masked = treat(np.frombuffer(slot.raw, np.uint8), size, last)
            slot.busy = self.sums.add(data, self.write(masked))
            rest = memoryview(slot.raw)[taken:size]
        for slot in slots:
            slot.wait()

    def read(self, file: BinaryIO, room: memoryview) -> memoryview:
        """As much as there is room for; less where the file ends."""
        size = 0
        while size < len(room) and (got := file.readinto(room[size:])):  # type: ignore[attr-defined]
            size += got
        self.done += size
        self.progress(size)
        return room[:size]

    def decoded(self, data: memoryview, last: bool) -> bytes:
        """GB18030 as UTF-8."""
        try:
            text = self.decoder.decode(data, final=last)
        except UnicodeDecodeError:
            raise Problem("文件中有不是 GB18030 的字节", "无法保证未改动部分逐字节相同", "检查编码，或用 --encoding utf-8",
                          code="masking-encoding", where=Where(self.source.name)) from None  # fmt: skip
        return text.encode()

    def write(self, data: Any) -> memoryview:
        """All of it, in the file's encoding, which is returned."""
        whole = memoryview(data).cast("B") if len(data) else memoryview(b"")
        if self.gb and len(whole):
            whole = memoryview(bytes(whole).decode().encode("gb18030"))
        view = whole
        while view:
            view = view[self.out.write(view) :]
        self.early.add(len(whole))
        return whole
