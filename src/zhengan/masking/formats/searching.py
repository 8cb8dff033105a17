"""A column of texts with what is found in it masked, whatever file the column came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from zhengan.masking.formats.cells import Cells, treat
from zhengan.masking.formats.files import Result
from zhengan.masking.formats.scanning import PAD, Scanner, chosen, found, outside, together
from zhengan.masking.held import NEARLY, filled, share
from zhengan.masking.kinds.every import BY_NAME, RANKS
from zhengan.masking.operators.base import NoFit, Operator
from zhengan.masking.operators.packed import Flags, Packed
from zhengan.masking.policy import Policy, Rule

if TYPE_CHECKING:
    from zhengan.masking.formats.json.within import Within

LEAST = 1 << 16
OPENING = np.frombuffer(b"{[", np.uint8)
"""How a text begins that may be JSON."""


class Searcher:
    """Looks through columns of texts by one policy; its tables are made once and grow with the longest batch."""

    def __init__(self, policy: Policy):
        self.policy = policy
        self.scanner: Scanner | None = None

    @cached_property
    def within(self) -> Within:
        """What reads the keys of texts that are JSON."""
        from zhengan.masking.formats.json.within import Within

        return Within(self.policy)

    def search(self, values: Packed, result: Result, against: Any = 0) -> tuple[Packed, Flags]:
        """The column masked, and which rows changed; what was found is counted in ``result.kinds``. ``against``: of each row
        (or of all) against what its header speaks (``Rule.against``)."""
        buf, size, ends = lines_of(values)
        if not size:
            return values, np.zeros(len(values), np.bool_)
        return self.masked(values, buf, size, ends, result, against)

    def masked(
        self, values: Packed, buf: Any, size: int, ends: Any, result: Result, against: Any
    ) -> tuple[Packed, Flags]:
        """The column with what is found in its lines masked, and which rows changed."""
        scanner = self.sized(size)
        cells, row = within(scanner.cells(buf, size, against=lines(ends, against)), ends)
        if scanner.sparing:
            starts, stops, _ranks = scanner.spared
            scanner.spare(result, stops <= ends[np.minimum(np.searchsorted(ends, starts), len(ends) - 1)])
        said = self.keyed(buf, ends)
        if said:
            cells = chosen(cells, outside(cells.starts, cells.ends, said.starts, said.ends))
            row = np.searchsorted(ends, np.concatenate([cells.starts, said.starts]))
        touched = np.zeros(len(values), np.bool_)
        touched[row] = True
        if not len(row):
            return values, touched
        cells = scanner.starred(buf, cells, result)
        operators, many = scanner.operators, len(scanner.rules)
        if said:
            said.groups = (said.groups + many).astype(np.int16)
            cells, operators = together(cells, said), [*operators, *self.within.operators]
        row = np.searchsorted(ends, cells.starts)
        starred = buf.copy()
        try:
            out, counts, misfits = treat(buf, size, cells, operators)
        except NoFit as problem:
            raise NoFit(int(row[problem.cell]), self.within.rules[problem.group - many].kind) from None
        found(result, scanner, counts[:many], misfits[:many])
        if said:
            self.within.count(result, counts[many:], misfits[many:])
        if len(out) != size:  # other lengths: value by value, by the spans that moved
            return moved(values, starred, ends, row, cells, operators), touched
        return values.with_data(out[places(size, ends)]), touched

    def keyed(self, buf: Any, ends: Any) -> Cells | None:
        """What keys name in the texts that are JSON, as fields of the buffer; None for nothing."""
        firsts = np.concatenate([[0], ends[:-1] + 1])
        opens = (ends > firsts) & np.isin(buf[firsts], OPENING)
        return self.within.cells(buf, firsts[opens], ends[opens]) if opens.any() else None

    def said(self, values: Packed) -> Iterator[tuple[int, Rule, str]]:
        """The row, the rule and the text of every value that keys name in texts that are JSON."""
        at, data = values.offsets, values.data
        opens = np.flatnonzero(values.filled)
        opens = opens[np.isin(data[at[opens]], OPENING)]
        texts = [bytes(data[at[row] : at[row + 1]]) for row in opens.tolist()]
        return ((int(opens[k]), rule, text) for k, rule, text in self.within.said(texts)) if texts else iter(())

    def spans(self, values: Packed, against: Any = 0) -> tuple[Any, Any]:
        """The row and the rank of every value found."""
        buf, size, ends = lines_of(values)
        if not size:
            return np.zeros(0, np.int64), np.zeros(0, np.uint8)
        starts, stops, kinds = self.sized(size).spans(buf, size, lines(ends, against))
        row = np.searchsorted(ends, starts)
        inside = stops <= ends[np.minimum(row, len(ends) - 1)]
        return row[inside], kinds[inside]

    def places(self, values: Packed) -> tuple[Any, Any, Any]:
        """The row of everything that is masked, and where in its text it begins and ends."""
        buf, size, ends = lines_of(values)
        cells, row = within(self.sized(size).cells(buf, size), ends)
        if said := self.keyed(buf, ends):
            cells = together(cells, said)
            row = np.searchsorted(ends, cells.starts)
        firsts = np.concatenate([[0], ends[:-1] + 1])
        return row, cells.starts - firsts[row], cells.ends - firsts[row]

    def both(self, values: Packed, against: Any = 0) -> tuple[Any, Any, list[tuple[int, str]]]:
        """The row and the rank of every value found; the row and the reason of every number that a word makes doubtful."""
        buf, size, ends = lines_of(values)
        if not size:
            return np.zeros(0, np.int64), np.zeros(0, np.uint8), []
        scanner = self.sized(size)
        starts, stops, kinds = scanner.spans(buf, size, lines(ends, against))
        row = np.searchsorted(ends, starts)
        inside = stops <= ends[np.minimum(row, len(ends) - 1)]
        doubtful = [(int(np.searchsorted(ends, at)), reason) for at, reason in scanner.unproven(buf, size, starts, stops)]
        return row[inside], kinds[inside], doubtful

    def sized(self, size: int) -> Scanner:
        """A scanner for that many bytes."""
        if not self.scanner or self.scanner.size < size:
            self.scanner = Scanner(self.policy, max(size + size // 4, LEAST))
        return self.scanner


def spelt(policy: Policy, names: Sequence[str], rules: list[Rule], values: Sequence[Sequence[str]]) -> list[Rule]:
    """The rules of a table's columns: those that are searched and hold names spelt in Latin letters are columns of names. One by
    one nothing speaks for them, as where a table is searched row by row; a column of them does."""
    made, searcher = [*rules], None
    for k, rule in enumerate(rules):
        held = filled(values[k]) if rule.scan and names[k] not in policy.columns else []
        if not held or share(held, latin) < NEARLY:
            continue
        searcher = searcher or Searcher(policy)
        rows, ranks = searcher.spans(Packed.of([*held]), rule.against)
        if len({*rows[ranks == RANKS["name"]].tolist()}) >= NEARLY * len(held):
            made[k] = replace(policy.of_kind("name"), also=rule.also)
    return made


def latin(value: str) -> bool:
    """Whether a value is a name in Latin letters."""
    return value.isascii() and BY_NAME["name"].valid(value)


def lines_of(values: Packed) -> tuple[Any, int, Any]:
    """The texts as lines of a buffer, so that none reaches into the next; its size, and where each ends."""
    size = int(values.data.size) + len(values)
    buf = np.zeros(size + PAD, np.uint8)
    ends = values.offsets[1:] + np.arange(len(values))
    buf[:size][places(size, ends)] = values.data
    buf[ends] = 10
    return buf, size, ends


def lines(ends: Any, against: Any) -> Any:
    """Where the lines begin and end (of all, or none) against which something speaks, and what."""
    every = np.broadcast_to(np.asarray(against), ends.shape)
    chosen = every > 0
    return np.concatenate([[0], ends[:-1] + 1])[chosen], ends[chosen], every[chosen]


def places(size: int, ends: Any) -> Any:
    """Where in the lines the texts themselves stand."""
    kept = np.ones(size, np.bool_)
    kept[ends] = False
    return kept


def within(cells: Cells, ends: Any) -> tuple[Cells, Any]:
    """The finds that lie within one text, and the row of each."""
    row = np.searchsorted(ends, cells.starts)
    inside = cells.ends <= ends[np.minimum(row, len(ends) - 1)]
    return chosen(cells, inside), row[inside]


def moved(values: Packed, buf: Any, ends: Any, row: Any, cells: Cells, operators: list[Operator]) -> Packed:
    """The column where masks have other lengths: each value that holds a find is spliced by itself."""
    starts = np.concatenate([[0], ends[:-1] + 1])
    size = int(ends[-1]) + 1
    starred = values.with_data(buf[:size][places(size, ends)])
    texts, touched = [b""] * len(values), np.zeros(len(values), np.bool_)
    touched[row] = True
    for k in np.unique(row):
        mine = chosen(cells, row == k)
        mine = Cells(mine.starts - starts[k], mine.ends - starts[k], mine.groups, mine.forms)
        piece = np.ascontiguousarray(buf[starts[k] : ends[k]])
        texts[k] = bytes(treat(piece, len(piece), mine, operators)[0])
    return starred.replaced(touched, of_bytes(texts))


def of_bytes(texts: list[bytes]) -> Packed:
    """A column of bytes, which need not be UTF-8."""
    at = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(one) for one in texts], out=at[1:])
    return Packed(np.frombuffer(b"".join(texts), np.uint8), at, np.ones(len(texts), np.bool_))
