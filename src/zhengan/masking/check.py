"""Does anything personal remain in a file? Which kinds, how many, where; never a value.

What the audit of the run names as pseudonyms (``fpe``, ``fake``) and coarser values has the form of personal data and is none
to who has no key: it does not count, and is said. Stars are not found.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.default_masks import BY_RANK, KINDS
from zhengan.masking.formats import cells as cut
from zhengan.masking.formats import csvkernel
from zhengan.masking.formats.csv import Table
from zhengan.masking.formats.files import Pieces, Progress, encoding_of
from zhengan.masking.formats.scanning import PAD, Scanner, outside
from zhengan.masking.formats.text import last_line
from zhengan.masking.run import format_of

MOST_PLACES = 100
EXEMPT = (
    "fpe",
    "fake",
    "generalise_address",
    "generalise_date",
    "generalise_age",
    "generalise_amount",
    "hash",
)


@dataclass
class Remains:
    """What remains: values by kind, the first places, and which columns and kinds the audit says are pseudonyms."""

    counts: dict[str, int] = field(default_factory=dict)
    places: list[dict[str, Any]] = field(default_factory=list)
    pseudonyms: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Nothing was found."""
        return not self.counts

    def add(self, kind: str, **place: Any) -> None:
        """One value more."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if len(self.places) < MOST_PLACES:
            self.places.append({"kind": kind, **place})


class Nowhere(io.RawIOBase):
    """Takes everything and keeps nothing."""

    def write(self, data: Any) -> int:
        """As many bytes as there are."""
        return len(data)


def check(path: Path, *, told: str = "", encoding: str = "", record: dict[str, Any] | None = None,
          progress: Progress = lambda size: None) -> Remains:  # fmt: skip
    """What remains in a text or CSV file. ``record``: its audit; raises ``Problem`` where that is of another file."""
    kind = format_of(path, told)
    if kind == "parquet":
        raise Problem("还不能检查 Parquet", "", "导出为 CSV 后检查", code="masking-format")
    remains = Remains()
    columns, kinds = exempt(path, record, remains) if record else (set(), set())
    finder = Csv(path, remains, columns, kinds) if kind == "csv" else Text(path, remains, kinds)
    Pieces(path, Nowhere(), encoding or encoding_of(path), progress).run(finder.piece)  # type: ignore[arg-type]
    return remains


def exempt(path: Path, record: dict[str, Any], remains: Remains) -> tuple[set[str], set[str]]:
    """Columns and kinds of pseudonyms, of the very file that the audit is of."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while data := file.read(1 << 20):
            digest.update(data)
    if record["target"]["sha256"] != digest.hexdigest():
        raise Problem(
            "审计记录与文件不符",
            "文件在脱敏之后改动过，或审计记录属于另一个文件",
            "重新脱敏，或用 --no-audit 检查",
            code="masking-audit",
        )
    columns = {name for name, one in record["columns"].items() if one["operator"] in EXEMPT}
    kinds = {name for name, one in record["kinds"].items() if one["operator"] in EXEMPT}
    remains.pseudonyms = sorted(columns | kinds)
    return columns, kinds


class Text:
    """Looks through a text."""

    def __init__(self, path: Path, remains: Remains, kinds: set[str]):
        self.remains, self.kinds, self.line = remains, kinds, 1
        self.policy = policy.builtin()
        self.scanner: Scanner | None = None

    def piece(self, buf: Any, size: int, last: bool) -> tuple[int, Any]:
        """The whole lines of a piece."""
        end = size if last else last_line(buf, size)
        if end:
            starts, _, kinds = self.spans(buf, end)
            raw = bytes(memoryview(buf)[:end])
            for start, rank in zip(starts.tolist(), kinds.tolist(), strict=True):
                if self.counted(rank):
                    column = len(raw[raw.rfind(b"\n", 0, start) + 1 : start].decode("utf-8", "replace")) + 1
                    self.remains.add(
                        BY_RANK[rank].name, line=self.line + raw.count(b"\n", 0, start), column=column
                    )
            self.line += raw.count(b"\n")
        return end, b""

    def spans(self, buf: Any, size: int) -> tuple[Any, Any, Any]:
        """What the kernels find."""
        if not self.scanner or self.scanner.size < size:
            self.scanner = Scanner(self.policy, len(buf))
        kept = buf[size : size + PAD].copy()
        found = self.scanner.spans(buf, size)
        buf[size : size + PAD] = kept
        return found

    def counted(self, rank: int) -> bool:
        """Whether values of this kind count."""
        return BY_RANK[rank].personal and BY_RANK[rank].name not in self.kinds


class Csv(Text):
    """Looks through a table: columns whose header names a kind hold values of it, all others text."""

    def __init__(self, path: Path, remains: Remains, columns: set[str], kinds: set[str]):
        super().__init__(path, remains, kinds)
        # A column of pseudonyms has a rule of its own (to be left alone), so that its fields are not searched.
        self.table = Table(path, self.policy, True, "")
        self.table.rule_of = lambda name: policy.Rule() if name in columns else self.policy.rule(name)
        self.exempt = columns
        self.rows = 0

    def piece(self, buf: Any, size: int, last: bool) -> tuple[int, Any]:
        """The whole records of a piece."""
        self.table.masked = self.looked  # type: ignore[method-assign,assignment]
        taken, _ = self.table.piece(buf, size, last)
        return taken, b""

    def looked(self, buf: Any, size: int, every: cut.Cells) -> Any:
        """Instead of masking."""
        table = self.table
        for k, name in enumerate(table.columns):
            kind = policy.kind_of_header(name)
            if kind and name not in self.exempt and kind not in self.kinds:
                rows = np.flatnonzero(every.groups == k)
                for r, text in enumerate(cut.column(buf, every, rows)[0].texts()):
                    if text and KINDS[kind].valid(text.strip()):
                        self.remains.add(kind, row=self.row(buf, int(every.starts[rows[r]])), column=name)
        starts, ends, kinds = self.spans(buf, size)
        free = outside(starts, ends, every.starts, every.ends)
        for start, rank in zip(starts[free].tolist(), kinds[free].tolist(), strict=True):
            if self.counted(rank):
                self.remains.add(BY_RANK[rank].name, row=self.row(buf, start))
        self.rows = int(table.state[csvkernel.ROWS])
        return buf[:size]

    def row(self, buf: Any, place: int) -> int:
        """The line of the piece in which a place stands, from the first record on: 1 is the first below the header."""
        return (
            self.rows + max(bytes(memoryview(buf)[:place]).count(b"\n"), 1)
            if not self.rows
            else self.rows + 1 + bytes(memoryview(buf)[:place]).count(b"\n")
        )
