"""Statements of a dump that are no rows of INSERT or COPY: which column a text in them belongs to, and what they say as a whole.

``UPDATE t SET fund_account='88012345'`` says by its column what the text is; ``CALL open('资金账号', '88012345')`` by its other
texts. What is found so is masked where it stands within a text, spelt as it was; a number without quotes stays, unless it is a
column's, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from zhengan.masking.default_masks import BY_RANK
from zhengan.masking.formats import sqlkernel as kernel
from zhengan.masking.formats.cells import Cells
from zhengan.masking.formats.fields import Groups, Treatment
from zhengan.masking.formats.searching import Searcher, lines_of, of_bytes
from zhengan.masking.formats.sqlnames import CHOSEN, NAME, TABLE, bare, names

ROWS = re.compile(rb"(?i)(?:/\*!\d*\s*)?(?:UPDATE|DELETE|INSERT|REPLACE|SELECT|MERGE|WITH|CALL|EXEC|EXECUTE|ON)\b")
"""Statements about rows: what a number or a column's text says in one is somebody's. (In others it is the schema's.)"""
BEHIND = re.compile(rb"(?i)ON\b")
"""What stands behind the rows of an INSERT: ON DUPLICATE KEY UPDATE, ON CONFLICT."""
WHERE = re.compile(rb"(?i)\b(?:UPDATE|FROM|INTO)\s+(?:(?:LOW_PRIORITY|IGNORE|ONLY)\s+)*" + TABLE)
COLUMN = rb"(?<![\w$.\x80-\xff])(" + NAME + rb"(?:\s*\.\s*" + NAME + rb")*)\s*\)?(?:\s*::\s*[\w ]+?)?\s*"
NUMBER = rb"(?:0[xX][0-9A-Fa-f]+|[-+]?\d+)(?![\w.])"
EQUAL = re.compile(COLUMN + rb"(?:<=>|<>|!=|:?=)\s*(?:(?:_\w+\s*|[EeNnXx])?(')|(" + NUMBER + rb"))")
IN = re.compile(rb"\b[Ii][Nn]\s*\(")
AMONG = re.compile(rb"(?i)" + COLUMN + rb"(?:NOT\s+)?\bIN\s*\(([^()]*)\)")
ONE = re.compile(rb"(')\0*'|(?<![\w.])(" + NUMBER + rb")")
TURN = re.compile(rb"(?i)[(),;]|\b(?:FROM|SELECT(?:\s+(?:DISTINCT|ALL))?)\b|'\0*'")
ITEM = re.compile(
    rb"(?i)\s*(?:CAST\s*\(\s*)?(?:(?:_\w+\s*|[ENX])?(')\0*'|(" + NUMBER + rb"))(?:\s*::[\w ()]+|\s+AS\s+[\w ()`]+)*\s*\)*\s*\Z"
)
NO_PERSON = re.compile(rb"(?i)\bsetval\s*\(|\bset_config\s*\(")
TEXTS = np.array([kernel.STANDARD, kernel.DOUBLED, kernel.BACK, kernel.BACKED, kernel.E_BACK, kernel.E_BACKED, kernel.DOUBLE,
                  kernel.DOUBLE_BACKED])  # fmt: skip
ESCAPES = re.compile(rb"[\\%]|&#")
Columns = Callable[[list[str], str], int]
"""The group of a table's column."""


def blanked(raw: bytes, begin: int, end: int, low: list[int], high: list[int]) -> bytes:
    """A statement whose texts say nothing: '\\0\\0\\0', whatever sign they stood between."""
    made = bytearray(raw[begin:end])
    for a, b in zip(low, high, strict=True):
        made[a - begin : b - begin] = bytes(b - a)
        for k in (a - 1 - begin, b - begin):
            if 0 <= k < len(made) and made[k : k + 1] == b'"':
                made[k : k + 1] = b"'"
    return bytes(made)


def owned(text: bytes, path: list[str], known: Callable[[list[str]], list[str]]) -> Iterator[tuple[list[str], str, int, int]]:
    """(Table, column, start, end) of texts and numbers in a blanked statement that belong to a column: a text's start is that
    of its quote, its end −1. ``path``: the table, where the statement does not name it."""
    if not ROWS.match(text):
        return
    where = None if BEHIND.match(text) else WHERE.search(text)
    path = names(where[1]) if where else path
    for found in EQUAL.finditer(text):
        yield path, bare_last(found[1]), *(found.span(3) if found[3] else (found.start(2), -1))
    for found in AMONG.finditer(text) if IN.search(text) else ():
        for one in ONE.finditer(text, *found.span(2)):
            yield path, bare_last(found[1]), *(one.span(2) if one[2] else (one.start(1), -1))
    if head := CHOSEN.match(text):
        path = names(head[1])
        columns = names(head[2]) if head[2] else known(path)
        for k, low, high in items(text, head.end()):
            alone = ITEM.match(text, low, high)
            if alone and k < len(columns):
                yield path, columns[k], *(alone.span(2) if alone[2] else (alone.start(1), -1))


def bare_last(path: bytes) -> str:
    """The column in ``t.column``."""
    return names(path)[-1] if b"." in path else bare(path)


def items(text: bytes, begin: int) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of what a SELECT lists, and of what those list that are united with it."""
    depth = number = 0
    start, listing = begin, True
    for turn in TURN.finditer(text, begin):
        sign = turn[0].upper()
        over = listing and depth == 0
        if over and sign in (b",", b"FROM", b";", b")"):
            yield number, start, turn.start()
            number, start, listing = number + 1, turn.end(), sign == b","
        elif sign[:6] == b"SELECT" and depth == 0:
            if over:  # behind UNION: what is before that word was the last
                united = re.search(rb"(?i)\b(?:UNION|EXCEPT|INTERSECT)\b", text[start : turn.start()])
                yield number, start, start + united.start() if united else turn.start()
            number, start, listing = 0, turn.end(), True
        depth += (sign == b"(") - (sign == b")" and depth > 0)
    if listing and depth == 0:
        yield number, start, len(text)


class Whole:
    """Statements looked through as wholes."""

    def __init__(self, groups: Groups, treatment: Treatment):
        self.groups, self.treatment = groups, treatment
        self.searcher = Searcher(groups.policy)

    def parted(self, raw: bytes, cells: Cells, spans: list[tuple[int, int]], line: int) -> Cells:
        """The fields of a piece, those in which something is found by the statement around them in parts. ``spans``: where the
        statements stand, by start."""
        if not spans or not self.groups.rules[self.groups.free()].scan:
            return cells
        found: dict[int, list[tuple[int, int, int]]] = {}
        for begin, start, end, rank in self.found([raw[a:b] for a, b in spans], [a for a, _ in spans]):
            k = int(np.searchsorted(cells.starts, start, "right")) - 1
            if k >= 0 and end <= cells.ends[k]:
                if cells.forms[k] in TEXTS and self.groups.rules[cells.groups[k]].scan and not ESCAPES.search(raw, start, end):
                    found.setdefault(k, []).append((start, end, rank))
            elif (k < 0 or start >= cells.ends[k]) and raw[start : start + 1].isdigit():
                self.bare(raw, begin, start, end, rank, line)
        return self.split(raw, cells, found) if found else cells

    def found(self, texts: list[bytes], begins: list[int]) -> Iterator[tuple[int, int, int, int]]:
        """(Where the text begins, start, end, rank) of what is found in texts that begin at those places."""
        buf, size, ends = lines_of(of_bytes(texts))
        starts, stops, ranks = self.searcher.sized(size).spans(buf, size)
        rows = np.searchsorted(ends, starts)
        firsts = np.concatenate([[0], ends[:-1] + 1])
        for row, start, stop, rank in zip(rows.tolist(), starts.tolist(), stops.tolist(), ranks.tolist(), strict=True):
            if stop <= ends[row] and BY_RANK[rank].personal:
                moved = begins[row] - int(firsts[row])
                yield begins[row], start + moved, stop + moved, rank

    def bare(self, raw: bytes, begin: int, start: int, end: int, rank: int, line: int) -> None:
        """A number that stands in no text, in a statement about rows."""
        if ROWS.match(raw, begin) and not NO_PERSON.search(raw, begin, start) and raw[end : end + 1] not in b"'\"`":
            self.treatment.bare(BY_RANK[rank].name, line + raw.count(b"\n", 0, start))

    def split(self, raw: bytes, cells: Cells, found: dict[int, list[tuple[int, int, int]]]) -> Cells:
        """Fields cut at what is found in them and would not be found without their surroundings."""
        places = [int(cells.starts[k]) for k in found]
        alone: dict[int, list[tuple[int, int]]] = {}
        for begin, start, end, _ in self.found([raw[cells.starts[k] : cells.ends[k]] for k in found], places):
            alone.setdefault(begin, []).append((start, end))
        rows: list[tuple[int, int, int, int]] = []
        gone = np.zeros(len(cells), np.bool_)
        for k, spans in found.items():
            first, last = int(cells.starts[k]), int(cells.ends[k])
            known = alone.get(first, [])
            new = [one for one in sorted(spans) if all(one[1] <= a or one[0] >= b for a, b in known)]
            for start, end, rank in new:
                rows += [(first, start, int(cells.groups[k]), int(cells.forms[k]))] if first < start else []
                rows.append((start, end, self.groups.of_kind(BY_RANK[rank].name), int(cells.forms[k])))
                first, gone[k] = end, True
            rows += [(first, last, int(cells.groups[k]), int(cells.forms[k]))] if new and first < last else []
        return merged(cells, ~gone, rows)


def merged(cells: Cells, left: Any, more: list[tuple[int, int, int, int]]) -> Cells:
    """The fields that are left, and others among them, by start."""
    if not more:
        return cells
    starts, ends, groups, forms = (np.array(one) for one in zip(*more, strict=True))
    pairs = (cells.starts, starts), (cells.ends, ends), (cells.groups, groups), (cells.forms, forms)
    made = [np.concatenate([old[left], new.astype(old.dtype)]) for old, new in pairs]
    order = np.argsort(made[0], kind="stable")
    return Cells(*(np.ascontiguousarray(one[order]) for one in made))
