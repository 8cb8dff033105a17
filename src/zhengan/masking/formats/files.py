"""File to file in pieces: read, hand over whole records, write beside the target, which appears only when all is well."""

from __future__ import annotations

import codecs
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from zhengan.kit.oserrors import reason
from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Name, Say, say
from zhengan.masking.atomic import replacing, special
from zhengan.masking.digests import DEFAULT
from zhengan.masking.early import Early
from zhengan.masking.fast.structured import PAD
from zhengan.masking.formats.encodings import no_gb18030
from zhengan.masking.formats.sums import TwoSums

CHUNK, SLOTS, LONGEST = 1 << 20, 3, 64 << 20
"""Bytes of a piece, how many of them are on their way at once, and bytes of the longest record."""
LOOKED_AT = 2000
NUMBERS, PROVEN = ("mobile", "resident_id", "bank_card"), ("resident_id",)
"""Of a column of numbers without a rule, how many are looked at, and for which kinds that prove themselves."""
Progress = Callable[[int], object]


@dataclass
class Result:
    """What became of one file. ``columns``: operator, kind, values, misfits of each, and of these those kept as they were;
    ``kinds``: the same of what text held; ``before`` and ``after``: the digests of what was read and written."""

    format: str
    encoding: str = ""
    size: int = 0
    rows: int = 0
    header: bool = True
    """Whether a table's first record was taken for its header."""
    headed: bool = False
    """Whether a table's first record looks like a header all the same where it is said that there is none."""
    lost: bool = False
    """Whether a table's header seems to be a record: it holds somebody's values, and numbers."""
    unnamed: bool = False
    """Whether a table has no header, and no column is called by its number."""
    astray: bool = False
    """Whether names of fields stand among a table's records, their values beside them."""
    undivided: bool = False
    """Whether records of fixed width without separators hold figures that may be accounts and are not read."""
    layout: dict[str, str | int] = field(default_factory=dict)
    """How records of fixed width lie (``formats.fixed``)."""
    line: int = 1
    """In which line a table's header stands."""
    separator: str = ""
    """What stands between the fields of a table's text."""
    unread: int = 0
    """Bytes by which a file grew while it was read."""
    before: str = ""
    after: str = ""
    columns: dict[str, dict[str, Any]] = field(default_factory=dict)
    kinds: dict[str, dict[str, Any]] = field(default_factory=dict)
    notes: list[str | Say] = field(default_factory=list)
    public: dict[str, int] = field(default_factory=dict)
    """How many values of each kind stay in texts because the policy's list of published data holds them."""
    seen: dict[str, int] = field(default_factory=dict)
    """How many numbers of a column without a rule were looked at (``passed``)."""

    def add(
        self, where: dict[str, dict[str, Any]], name: str, operator: str, kind: str, values: int, misfits: int,
        kept: bool = False,
    ) -> None:  # fmt: skip
        """Counts values in; ``kept``: misfits are left as they were."""
        one = where.setdefault(name, {"operator": operator, "kind": kind, "values": 0, "misfits": 0})
        one["values"] += values
        one["misfits"] += misfits
        if kept and misfits:
            one["kept"] = one.get("kept", 0) + misfits

    def spare(self, kind: str, values: int) -> None:
        """Counts values in that stay, for they are published."""
        self.public[kind] = self.public.get(kind, 0) + values

    def unseen(self, column: str) -> int:
        """How many more numbers of a column without a rule are to be looked at."""
        return LOOKED_AT - self.seen.get(column, 0) if column else 0

    def passed(self, column: str, texts: Sequence[str | None], against: int = 0) -> None:
        """Hears of numbers in a column without a rule, which stay: of the first, that they look personal is noted.
        ``against``: the header speaks against all that does not prove itself."""
        from zhengan.masking.default_masks import KINDS

        self.seen[column] = self.seen.get(column, 0) + len(texts)
        held = [text.strip() for text in texts if text]
        kind = next((kind for kind in (PROVEN if against else NUMBERS) if any(map(KINDS[kind].valid, held))), "")
        if kind:
            self.seen[column] = LOOKED_AT
            self.notes.append(say("“{name}”是数字，没有查找，但像是 {kind}：请给这一列写规则（Parquet、Arrow 先转换为 string）",
                                  name=Name(column), kind=kind))  # fmt: skip


@contextmanager
def writing(source: Path, target: Path, force: bool) -> Iterator[BinaryIO]:
    """A file that takes the target's name when the block ends well. The source is never the target, and what exists
    is not overwritten unless ``force`` says so; a full disk is a Problem and leaves nothing."""
    try:
        if target.exists():
            if not target.is_file():
                raise special(target)
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
        if not target.parent.is_dir():
            what = say("没有目录 {path}", path=Name(target.parent))
            raise Problem(what, "输出要写到已有的目录", "先建这个目录，或换一个输出位置", code="masking-output") from None
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
        before = len(self.decoder.getstate()[0])  # bytes of a character that the piece before has begun
        try:
            text = self.decoder.decode(data, final=last)
        except UnicodeDecodeError as error:
            raise no_gb18030(self.source, self.done - len(data) - before + error.start) from None
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
