"""Statements of a dump that are no rows of INSERT or COPY: what they say as a whole, and texts that a function makes bytes of.

``UPDATE t SET fund_account='88012345'`` says by its column what the text is; ``CALL open('资金账号', '88012345')`` by its other
texts. What is found so is masked where it stands within a text, spelt as it was; a number without quotes stays, unless it is a
column's, and is told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from zhengan.masking.default_masks import BY_RANK
from zhengan.masking.formats.cells import Cells
from zhengan.masking.formats.fields import Groups, Treatment
from zhengan.masking.formats.searching import Searcher, lines_of, of_bytes
from zhengan.masking.formats.sql import kernel, names
from zhengan.masking.formats.sql.definitions import DEFINING

ROWS = re.compile(
    rb"(?i)(?:/\*!\d*\s*)?(?:(?:UPDATE|DELETE|INSERT|REPLACE|SELECT|VALUES|MERGE|WITH|CALL|PREPARE|EXEC|EXECUTE|ON)\b|SET\s+@|\()"
)
"""Statements about rows: what a number or a column's text says in one is somebody's. (In others it is the schema's.)"""
BODY = re.compile(rb"(?i)\b(?:INSERT\s+INTO|UPDATE\s+[^\s;]+\s+SET|MERGE\s+INTO|DELETE\s+FROM)\b[^;]*'[^';]{2}")
"""A statement about rows with texts in it, within the body of a function or a DO: those are no column's."""
NO_PERSON = re.compile(rb"(?i)\bsetval\s*\(|\bset_config\s*\(")
TEXTS = np.array([kernel.STANDARD, kernel.DOUBLED, kernel.BACK, kernel.BACKED, kernel.E_BACK, kernel.E_BACKED, kernel.DOUBLE,
                  kernel.DOUBLE_BACKED])  # fmt: skip
ESCAPES = re.compile(rb"[\\%]|&#")
PACKED = re.compile(rb"(?i)\b(?:(decode)|unhex|(from_base64))\s*\(\s*'")
NEAR = 64
DATED = re.compile(rb"(?i)\bto_(?:date|timestamp(?:_tz)?)\s*\(\s*(?:[nN]|date|timestamp)?\s*'\Z")
BEHIND = re.compile(rb"'\s*,\s*[nN]?'")
SAID = re.compile(rb"(?i)'\s*(?:::\s*text\s*)?,\s*'(?:(hex)|(base64))'(?:\s*(?:::\s*text\s*)?\)\s*,\s*'[\w-]+')?")


def blanked(raw: bytes, begin: int, end: int, fields: Iterable[tuple[int, int, int]]) -> bytes:
    """A statement whose texts (start, end, form) say nothing: '\\0\\0\\0', whatever sign they stood between."""
    made = bytearray(raw[begin:end])
    for a, b, form in fields:
        made[a - begin : b - begin] = bytes(b - a)
        if form in (kernel.DOUBLE, kernel.DOUBLE_BACKED):
            made[a - 1 - begin] = made[b - begin] = 39
    return bytes(made)


def cut(raw: bytes, begin: int, end: int, cells: Cells, first: int, last: int) -> tuple[int, int] | None:
    """Where in ``[begin, end)`` a statement about rows begins behind words that no semicolon ends (``use crm``, ``begin``), and
    which of the fields from ``first`` on is its first; None where none does."""
    if not names.FOLLOWING.search(raw, begin + 1, end) or any(one.match(raw, begin) for one in (ROWS, DEFINING, names.GRANTS)):
        return None
    low = cells.starts[first:last].tolist()
    text = blanked(raw, begin, end, zip(low, cells.ends[first:last].tolist(), cells.forms[first:last].tolist(), strict=True))
    for one in names.FOLLOWING.finditer(text, 1):
        if text.count(b"(", 0, one.start()) == text.count(b")", 0, one.start()):
            return begin + one.end(), first + bisect_left(low, begin + one.end())
    return None


def unpacked(raw: bytes, end: int, cells: Cells, free: int) -> None:
    """Texts that a function takes for bytes in hexadecimal digits, or in base 64, are read as it does; what it is told about
    them (``'hex'``, and behind that ``'UTF8'``) is no column's."""
    low = raw[:end].lower()
    if not (b"decode" in low or b"unhex" in low or b"from_base64" in low):
        return
    for call in PACKED.finditer(raw, 0, end):
        k = int(np.searchsorted(cells.starts, call.end()))
        if k == len(cells) or cells.starts[k] != call.end() or cells.forms[k] not in (kernel.STANDARD, kernel.BACK):
            continue
        said = SAID.match(raw, int(cells.ends[k])) if call[1] else None
        if said:
            cells.groups[k + 1 : np.searchsorted(cells.starts, said.end())] = free
        if call[2] or (said and said[2]):
            cells.forms[k] = kernel.BASE64
        elif said or not call[1]:
            cells.forms[k] = kernel.HEX


def dated(raw: bytes, cells: Cells, groups: Groups, free: int) -> None:
    """What to_date is told of a date beside it, in a column with a rule, is no column's: its format."""
    same = np.flatnonzero((cells.groups[1:] == cells.groups[:-1]) & (cells.starts[1:] - cells.ends[:-1] < NEAR))
    ruled = {one for one in np.unique(cells.groups[same]).tolist() if groups.ruled(one)}
    for k in same[np.isin(cells.groups[same], list(ruled))].tolist() if ruled else ():
        start, end = int(cells.starts[k]), int(cells.ends[k])
        if DATED.search(raw, max(start - NEAR, 0), start) and BEHIND.fullmatch(raw, end, int(cells.starts[k + 1])):
            cells.groups[k + 1] = free


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
        for k in np.flatnonzero(cells.forms == kernel.COMMENT).tolist():
            if raw[cells.starts[k] - 1 : cells.starts[k]] == b"$" and BODY.search(raw, int(cells.starts[k]), int(cells.ends[k])):
                self.treatment.body(line + raw.count(b"\n", 0, int(cells.starts[k])))
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
