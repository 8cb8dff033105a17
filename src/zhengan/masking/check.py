"""Does anything personal remain in a file? Which kinds, how many, where; never a value.

What the audit of the run names as pseudonyms (``fpe``, ``fake``) and coarser values has the form of personal data and is none
to who has no key: it does not count, and is said. Stars are not found.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from zhengan.kit.problem import Problem
from zhengan.kit.say import Name, Say, say
from zhengan.masking import held, policy
from zhengan.masking.audit import Left
from zhengan.masking.checktext import Text
from zhengan.masking.default_masks import BY_RANK, KINDS
from zhengan.masking.digests import same
from zhengan.masking.filenames import DUMPS, absent, format_of
from zhengan.masking.formats import cells as cut
from zhengan.masking.formats import naming
from zhengan.masking.formats.columnar import COLUMNAR, module_of, sound
from zhengan.masking.formats.csv import forms as csvforms
from zhengan.masking.formats.csv import head as csvhead
from zhengan.masking.formats.csv.table import Table
from zhengan.masking.formats.encodings import filled
from zhengan.masking.formats.encodings import told as read_as
from zhengan.masking.formats.fields import Groups, Looking
from zhengan.masking.formats.files import Pieces, Progress
from zhengan.masking.formats.fixed import looking as fixed
from zhengan.masking.formats.fixed.layout import Layout
from zhengan.masking.formats.scanning import characters, matches
from zhengan.masking.formats.searching import Searcher, lines_of
from zhengan.masking.formats.values import unfolded
from zhengan.masking.headers import kind_of_header, whose
from zhengan.masking.kinds.base import Kind
from zhengan.masking.operators.packed import Packed
from zhengan.masking.policy import Policy, Rule
from zhengan.masking.published import Published
from zhengan.masking.reading import noted
from zhengan.masking.run import grown
from zhengan.masking.standing import in_clear
from zhengan.masking.unproven import REASON

MOST_PLACES = 100
"""Of each kind."""
MOST_HELD = 1 << 14
"""Values of which it is known what they are."""
SPOILT = "“{name}”中有不是文字的字节，那些值没有查看完整"
EXEMPT = (
    "fpe",
    "fake",
    "generalise_address",
    "generalise_date",
    "generalise_age",
    "generalise_amount",
    "hash",
)


def listed(record: dict[str, Any], public: Published) -> bool:
    """Whether a run went by a list of what is published; of a table its audit tells only that there was one."""
    decided = record.get("decided")
    return bool(decided["public"] == public.digest if decided and "public" in decided else "public" in record)


@dataclass
class Remains:
    """What remains: values by kind, the first places, and which columns and kinds the audit says are pseudonyms."""

    counts: dict[str, int] = field(default_factory=dict)
    places: list[dict[str, Any]] = field(default_factory=list)
    pseudonyms: list[str] = field(default_factory=list)
    notes: list[str | Say] = field(default_factory=list)
    """What the reader must know besides: what could not be looked at."""
    doubtful: dict[str, int] = field(default_factory=dict)
    """Numbers behind a word such as 银行账号 that nothing proves, by reason (``doubt.REASONS``): for a person to look at."""
    doubtful_places: list[dict[str, Any]] = field(default_factory=list)
    kept: dict[str, int] = field(default_factory=dict)
    """Of those pseudonyms, how many values fitted no mask and were kept as they were."""

    unseen: bool = False
    """Whether a part could not be looked at, so that nothing found says nothing."""

    @property
    def clean(self) -> bool:
        """All was looked at and nothing was found, nor kept."""
        return not (self.counts or self.kept or self.unseen)

    @property
    def remaining(self) -> int:
        """How many values were found or kept."""
        return sum(self.counts.values()) + sum(self.kept.values())

    @property
    def unproven(self) -> int:
        """How many doubtful numbers there are."""
        return sum(self.doubtful.values())

    def add(self, kind: str, **place: Any) -> None:
        """One value more; ``kind`` may be the reason for which a number is doubtful."""
        if kind in REASON:
            self.doubtful[kind] = self.doubtful.get(kind, 0) + 1
            if len(self.doubtful_places) < MOST_PLACES:
                self.doubtful_places.append({"reason": kind, **place})
            return
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if self.counts[kind] <= MOST_PLACES:
            self.places.append({"kind": kind, **place})


class Nowhere(io.RawIOBase):
    """Takes everything and keeps nothing."""

    def write(self, data: Any) -> int:
        """As many bytes as there are."""
        return len(data)


def check(path: Path, *, told: str = "", encoding: str = "", record: dict[str, Any] | None = None,
          by: Policy | None = None, header: bool = True, separator: str = "", left: Left | None = None,
          progress: Progress = lambda size: None) -> Remains:  # fmt: skip
    """What remains in a file of any format. ``record``: its audit; raises ``Problem`` where that is of another file. ``left``:
    what an audit says that the run left, where it is not to say what is a pseudonym.

    ``by``: the policy that says which columns hold what, beside the audit and the headers: none makes a check laxer than no
    policy does. Numbers are looked at, too. What a policy leaves is looked at, by the kind of its header as well: it is there.
    """
    if not path.is_file():
        raise absent(path)
    kind = format_of(path, told)
    if kind == "sql" and record is not None:  # as the run was told: a dump does not always say whose it is
        kind = (record.get("decided") or {}).get("format") or kind
    remains = Remains()
    judge = Judge(by or policy.builtin(), remains, record and checked(path, record), left)
    if kind in COLUMNAR:
        columnar(path, kind, judge, progress)
    elif kind == "excel":
        excel(path, judge, progress)
    else:
        encoding, doubt = read_as(path, encoding, kind in DUMPS)
        separator = separator or (record or {}).get("separator", "")
        line = 0 if record is None else record.get("header_line", 1)
        layout = fixed.layout_of(path, kind, encoding, told, judge.by, record)
        kind = "fixed" if layout else kind
        finder = finder_of(path, kind, judge, header and (record or {}).get("header", True), encoding, separator, line, layout)
        pieces = Pieces(path, Nowhere(), encoding, progress)  # type: ignore[arg-type]
        pieces.run(finder)
        more = path.stat().st_size - pieces.done
        remains.notes += noted(path, encoding) if kind == "text" else []
        untold = fixed.undivided(path, kind, encoding, judge.by, layout, record)
        remains.notes += [untold] if untold else []
        remains.notes += [*([doubt] if doubt else []), *filled(path), *([grown(more)] if more > 0 else [])]
        spoilt = doubt is not None and kind not in DUMPS  # these hold bytes among their texts
        remains.unseen |= more > 0 or untold is not None or spoilt
    return remains


def finder_of(path: Path, kind: str, judge: Judge, header: bool, encoding: str, separator: str = "",
              line: int = 0, layout: Layout | None = None) -> Any:  # fmt: skip
    """What takes the pieces of a file. ``line``: in which a table's header stands, by its audit; 0 where it is to be found;
    ``layout``: that of records of fixed width."""
    if kind == "csv":
        return Csv(path, judge, header, encoding, separator, line).piece
    if kind == "text":
        return Text(judge).piece
    if layout:
        return fixed.Records(judge, layout).piece
    groups = Groups(judge.policy)
    if kind == "ndjson":
        from zhengan.masking.formats.json import ndjson

        looking = Looking(groups, ndjson.SPELLINGS, judge.found, judge.in_line)
        return ndjson.Reader(path, groups, looking, {*judge.policy.columns, *judge.covering}).piece
    from zhengan.masking.formats.sql import dump as sql
    from zhengan.masking.formats.sql import spelling as sqlspelling

    return sql.Reader(path, groups, Looking(groups, sqlspelling.SPELLINGS, judge.found, judge.in_line), kind).piece


def checked(path: Path, record: dict[str, Any]) -> dict[str, Any]:
    """An audit that is of this very file."""
    if not same(path, record["target"]["digest"]):
        raise Problem(
            "审计记录与文件不符",
            "文件在脱敏之后改动过，或审计记录属于另一个文件",
            "重新脱敏，或用 --no-audit 检查",
            code="masking-audit",
        )
    return record


class Asking(Policy):
    """A policy as a check asks it what a column holds: by its header, too, whatever becomes of the column."""

    @classmethod
    def of(cls, by: Policy) -> Asking:
        """The same policy; what it leaves or searches, named or not, is looked at as if it said nothing of it."""
        columns = {name: rule for name, rule in by.columns.items() if rule.operator}
        return cls(**{one.name: getattr(by, one.name) for one in fields(by)} | {"rest": "scan", "columns": columns})

    def rule(self, column: str, values: Sequence[str | None] = ()) -> Rule:
        """What a policy says of a column, and what the header says."""
        return replace(super().rule(column, values), also=held.kind(column, values))


class Judge:
    """Which values of a column are personal: by what the column is said to hold, and by what is found in its text."""

    def __init__(self, by: Policy, remains: Remains, record: dict[str, Any] | None, left: Left | None = None):
        if record is not None and by.public and not listed(record, by.public):
            by = replace(by, public=None)  # it excuses nothing in what the run wrote
        self.by, self.policy, self.remains = by, Asking.of(by), remains
        # What ``by`` leaves is looked at too: every kind by the built-in policy, and the policy's own names and patterns;
        # what it says is published is none of it.
        self.searcher = Searcher(replace(policy.builtin(), names=by.names, patterns=by.patterns, public=by.public))
        stated = record["columns"] if record else {}
        self.columns = {name: one["kind"] for name, one in stated.items()}
        self.exempt = {name for name, one in stated.items() if one["operator"] in EXEMPT}
        self.kinds = {name for name, one in (record["kinds"] if record else {}).items() if one["operator"] in EXEMPT}
        self.left = (left or Left.of(record or {}), Left.by(by))
        self.fitting = lru_cache(MOST_HELD)(fitting)  # masked addresses are few, in many rows; no value outlives a check
        remains.pseudonyms = sorted(self.exempt | self.kinds)
        both = [*stated.items(), *(record["kinds"] if record else {}).items()]
        remains.kept = {name: one["kept"] for name, one in both if one["operator"] in EXEMPT and one.get("kept")}

    @property
    def covering(self) -> set[str]:
        """Names in the audit that stand for all that is below them: not those that are columns for what they are called by, for
        these are read again as the run has read them."""
        return {name for name in self.columns if name in self.exempt or not kind_of_header(name)}

    def counted(self, rank: int, column: str | None = None) -> bool:
        """Whether values of this kind count, found in the text of a column, or in no table."""
        return BY_RANK[rank].personal and BY_RANK[rank].name not in self.spared(column)

    def spared(self, column: str | None) -> set[str]:
        """The kinds of which values in a column may be pseudonyms: none where the run, or the policy, leaves it as it is."""
        return set() if column is not None and self.leaves(column) else self.kinds

    def leaves(self, column: str) -> bool:
        """Whether the run, or the policy, leaves a column as it is."""
        return any(one.leaves(column) for one in self.left)

    def asked(self, column: str, rule: Rule) -> list[Kind]:
        """The kinds that a whole value of a column may be of: by the policy, by the audit, and by the header."""
        said = (rule.kind, self.columns.get(column, ""), *(one.kind(column) for one in self.left), rule.also)
        spared = self.spared(column)
        return [KINDS[name] for name in dict.fromkeys(said) if name in KINDS and name not in spared]

    def stands(self, column: str, kind: str) -> bool:
        """Whether what is of a kind stands in a column as it was: it is left, and not only by a policy of which the run knew
        nothing."""
        return column not in self.columns and any(one.leaves_kind(column, kind) for one in self.left)

    def texts(self, column: str, values: Packed) -> list[str | None]:
        """The values of a column; bytes in them that are no text are told."""
        texts, whole = values.legible()
        if not whole:
            self.remains.unseen = True
            note = say(SPOILT, name=Name(column))
            self.remains.notes += [note] if note not in self.remains.notes else []
        return texts

    def found(self, column: str, rule: Rule, values: Packed) -> Iterator[tuple[int, str]]:
        """The row (from 0) and kind of every personal value of a column."""
        if column in self.exempt:
            return
        whole: set[int] = set()
        if kinds := self.asked(column, rule):
            names = tuple(one.name for one in kinds)
            # What is left under the header of a kind is somebody's, whatever it looks like: a run would mask it for its header.
            own = next((one for one in kinds if one.personal and self.stands(column, one.name)), None)
            for row, text in enumerate(self.texts(column, values)):
                kind = self.fitting(names, unfolded(text.strip())) if text else None
                if kind := kind or (own if own and text and in_clear(text) else None):
                    whole.add(row)
                    yield row, kind.name
        told = Counter([] if kinds else self.keyed(column, values))
        yield from told.elements()
        rows, ranks, unproven = self.searcher.both(values, rule.against)
        for row, rank in zip(rows.tolist(), ranks.tolist(), strict=True):
            one = row, BY_RANK[rank].name
            if row not in whole and self.counted(rank, column) and told[one] <= 0:
                yield one
            told[one] -= 1  # what its key has told the text tells again
        yield from ((row, reason) for row, reason in unproven if row not in whole)
        if self.policy.patterns:
            buf, size, ends = lines_of(values)
            for start, name in self.patterned(buf[:size].tobytes()):
                yield int(np.searchsorted(ends, start)), name

    def keyed(self, column: str, values: Packed) -> Iterator[tuple[int, str]]:
        """The same of what keys name in texts that are JSON."""
        spared = self.spared(column)
        for row, rule, text in self.searcher.said(values):
            here = rule.kind not in spared and KINDS[rule.kind].valid(text.strip())
            if here or (in_clear(text) and rule.kind not in spared and self.stands(column, rule.kind)):
                yield row, rule.kind

    def patterned(self, text: bytes) -> Iterator[tuple[int, str]]:
        """Where the policy's own patterns match, and what each is called."""
        text = characters(text) if self.policy.patterns else text
        for pattern in self.policy.patterns:
            if pattern.name not in self.kinds:
                yield from ((start, pattern.name) for start, _ in matches(pattern, text))

    def names(self, names: Sequence[str]) -> None:
        """Looks at the names of columns, which may be a record that was taken for a header: as row 0."""
        for k, kind in naming.personal(names, self.policy.public):
            if kind not in self.kinds:
                self.remains.add(kind, row=0, column=str(k + 1))

    def described(self, schema: Any) -> None:
        """Looks at the metadata of a schema and of its columns."""
        from zhengan.masking.formats import metadata

        def look(texts: list[str], key: str, column: str) -> list[str]:
            for _, kind in self.found("", Rule(scan=True), Packed.of(texts)):
                self.remains.add(kind, metadata=key, **({"column": column} if column else {}))
            return texts

        metadata.treated(schema, look)

    def in_line(self, kind: str, column: str, line: int) -> None:
        """Takes what was found in a line."""
        self.remains.add(kind, line=line, **({"column": column} if column else {}))


def fitting(names: tuple[str, ...], value: str) -> Kind | None:
    """The first of some kinds of which a value is."""
    return next((KINDS[name] for name in names if KINDS[name].valid(value)), None)


class Csv(Table):
    """Looks through a table; a record is one, however many lines it takes."""

    def __init__(self, path: Path, judge: Judge, header: bool, encoding: str, separator: str = "", line: int = 0):
        super().__init__(path, judge.policy, header, separator)
        self.result.encoding = encoding
        self.result.notes = judge.remains.notes  # in which line the header is
        self.judge, self.before, self.stated = judge, 0, line
        self.called = {*judge.by.columns, *judge.columns}  # as the run has called them

    def head(self, raw: bytes, start: int, stop: int) -> int:
        """Where the audit says that it is; a masked title may read like one."""
        return max(csvhead.place_of(raw, self.stated), start) if self.stated else super().head(raw, start, stop)

    def start(self, buf: Any, size: int, end: int) -> int:
        """Reads the header; a value that stands beside its name among the records has no column that says what it is."""
        begun = super().start(buf, size, end)
        if self.started and self.astray[0]:
            self.judge.remains.add(kind_of_header(self.astray[1]), line=self.astray[0], column="")
        return begun

    def tell_header(self, masked: Any) -> None:
        """Nothing: a personal header is found as such."""

    def free(self, above: bytes) -> Any:
        """It is looked at, as a text and as a form."""
        found = [*self.judge.found("", Rule(scan=True), Packed.of(above.decode("utf-8", "replace").split("\n")))]
        for start, end, kind in csvforms.values(above, self.separator):
            one, text = (above.count(b"\n", 0, start), kind), above[start:end].decode("utf-8", "replace")
            if one not in found and kind not in self.judge.kinds and KINDS[kind].valid(text.strip()):
                found.append(one)
        for row, kind in sorted(found):
            self.judge.remains.add(kind, line=row + 1, column="")
        return above

    def assign(self) -> None:
        """Every column is looked at; a policy that names one the file has not is refused, whatever it says of it."""
        self.policy = self.judge.by
        super().assign()
        if self.header:
            self.judge.names(self.columns)
        self.groups = np.arange(max(len(self.columns), 1), dtype=np.int16)
        self.starred = False

    def masked(self, buf: Any, size: int, cells: cut.Cells) -> Any:
        """Instead of masking."""
        for k, name in enumerate(self.shown):
            rows = np.flatnonzero(cells.groups == k)
            for row, kind in self.judge.found(name, self.rules[k], cut.column(buf, cells, rows)[0]):
                self.judge.remains.add(kind, row=self.before + row + 1, column=name)
        self.before = self.result.rows
        return buf[:size]


def columnar(path: Path, kind: str, judge: Judge, progress: Progress) -> None:
    """Looks through every column that can hold a text or a number of figures."""
    from zhengan.masking.formats.bare import unseen
    from zhengan.masking.formats.parquet import as_text, first_values

    format = module_of(kind)
    with format.opened(path) as file:
        values = first_values(file)
    with format.opened(path) as file:
        before = 0
        names = file.schema_arrow.names
        judge.names(names)
        shown = naming.each(names)
        judge.described(file.schema_arrow)
        told: set[tuple[int, str]] = set()
        called = [whose(name, names, judge.policy.columns) for name in names]
        rules = [*map(judge.policy.rule, called, values)]
        for table, size in sound(kind, path, format.batches(file)):
            for k, column in enumerate(table.columns):
                for row, what in judge.found(shown[k], rules[k], Packed.from_arrow(as_text(column))):
                    judge.remains.add(what, row=before + row + 1, column=shown[k])
                more = [one for one in dict.fromkeys(as_text(unseen(column)).to_pylist()) if (k, one) not in told]
                told.update((k, one) for one in more)  # batches may share a dictionary
                for _, kind in judge.found(shown[k], rules[k], Packed.of(more)):
                    judge.remains.add(kind, unseen=True, column=shown[k])
            before += table.num_rows
            progress(size)


def excel(path: Path, judge: Judge, progress: Progress) -> None:
    """Looks through every cell of every sheet."""
    from zhengan.masking.formats import excel as format
    from zhengan.masking.formats import xlsxguard

    xlsxguard.looked_through(path)
    for batch in format.batches(path, judge.policy):
        if batch.first == 1:
            for _, kind in naming.found(batch.sheet):
                judge.remains.add(kind, sheet=batch.title, row=0, column="")
        for name, shown, values in batch.columns():
            rule = judge.policy.rule(whose(name, batch.header, judge.policy.columns), values.texts())
            for row, kind in judge.found(batch.audited(shown), rule, values):
                judge.remains.add(kind, sheet=batch.title, row=batch.first + row, column=shown)
        progress(0)
