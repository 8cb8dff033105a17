"""JSON in a cell: of a text that is an object or an array the keys say what its values are, as in NDJSON. All else in it is
searched as a text.

    {"客户姓名": "阿迪力", "资金账号": 88012345}

Only texts that begin with { or [ are looked at. A name alone is somebody's only where other keys say so: what the cell is about
is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from zhengan.kit.problem import Problem
from zhengan.masking import owners
from zhengan.masking.formats.cells import NUMBER, PLAIN, QUOTED, SPELT, STRING, Cells, unescaped
from zhengan.masking.formats.fields import JSON, Groups, Treatment
from zhengan.masking.formats.files import Result
from zhengan.masking.formats.json import keys as jsonkeys
from zhengan.masking.formats.json import ndjson
from zhengan.masking.formats.scanning import PAD, own
from zhengan.masking.headers import kind_of_header
from zhengan.masking.operators.base import Operator
from zhengan.masking.operators.packed import Flags, Packed
from zhengan.masking.operators.star import Star
from zhengan.masking.plain import escapes
from zhengan.masking.policy import Policy, Rule
from zhengan.masking.validjson import valid

ABOVE = "cell"
"""What stands above all keys: a word that says nothing of whose a name is."""
HEAD = f'{{"{ABOVE}":'.encode()
BRACE = 123
STRINGS = ndjson.Text(False)
WORD = 3
"""The spelling of true and false."""
NO_NUMBER = re.compile(rb'"(?:[^"\\]|\\.)*"|NaN|Infinity')
FIELD = re.compile(rb'[^"]*(?:""[^"]*)*')
PLAIN_ESCAPES = re.compile(rb"\\[^u]")


@dataclass(frozen=True, kw_only=True)
class InQuotes(Operator):
    """Another operator, for numbers of JSON: what it makes of one stands in quotes."""

    name: ClassVar[str] = "keep"
    inner: Operator

    def treat(self, column: Packed) -> tuple[Packed, Flags]:
        """As the other does."""
        return self.inner.treat(column)

    def packed(self, column: Packed) -> tuple[Packed, int]:
        """The same in quotes."""
        made, misfits = self.inner.packed(column)
        return Packed.of([f'"{one or ""}"' for one in made.texts()]), misfits


class InEscapes(InQuotes):
    """The same for strings in which something is escaped: the other operator is handed what they say."""

    def packed(self, column: Packed) -> tuple[Packed, int]:
        """What it makes of that is escaped again."""
        raw = [(one or "").encode() for one in column.texts()]
        meant = [unescaped(one) for one in raw]
        made, misfits = self.inner.packed(Packed.of(meant))
        pairs = zip(raw, meant, made.texts(), strict=True)
        held = [old if new == said else STRINGS.write(new or "", old) for old, said, new in pairs]
        return Packed.of([one.decode() for one in held]), misfits


class Reader(ndjson.Reader):
    """Cells, each of them a line of its own below one key."""

    def __init__(self, groups: Groups):
        super().__init__(Path(), groups, Treatment(groups, ndjson.SPELLINGS), ())
        self.asked = groups.more("", Rule(scan=True))
        """The group of names, of which each cell is asked anew whose they are."""

    def header(self, path: list[str], beside: Callable[[], list[str]]) -> str:
        """What the keys say; nothing of what has none."""
        return super().header(path, beside) if len(path) > 1 else ""

    def group(self, path: list[str], header: str) -> int:
        """The number of what goes by that header, whatever a policy calls its columns; one for all that names no kind."""
        if len(path) > 1 and owners.bare(path[-1]):
            return self.asked
        return self.kind(header)

    def kind(self, header: str) -> int:
        """The same of a header alone; keys may be as many as there are cells."""
        header = header if kind_of_header(header) else ""
        return self.groups.group((), header, header)

    def values(self, buf: Any, begin: int, end: int, raw: bytes) -> Cells:
        """Every value of some whole lines."""
        cells = super().values(buf, begin, end, raw)
        for row in np.flatnonzero(cells.groups == self.asked).tolist():
            place = int(cells.starts[row])
            cells.groups[row] = self.kind(jsonkeys.header(ndjson.path_at(raw, place), partial(ndjson.keys_beside, raw, place)))
        return cells


class Within:
    """Finds in JSON what its keys name; the kinds that are masked, and how, are those of a policy. ``operators``: one for each
    group of what is found."""

    def __init__(self, policy: Policy):
        self.groups = Groups(replace(policy, columns={}, rest="scan"))
        self.reader = Reader(self.groups)
        self.rules: list[Rule] = []
        self.operators: list[Operator] = []
        self.numbered: dict[tuple[str, type[InQuotes] | None], int] = {}
        self.quoted = False
        """Whether any number was found."""

    @property
    def kinds(self) -> list[str]:
        """The kind of each group."""
        return [rule.kind for rule in self.rules]

    def cells(self, buf: Any, firsts: Any, ends: Any) -> Cells | None:
        """What the keys name in those texts of a buffer, as fields of it."""
        view = memoryview(buf)
        places = [(low, bytes(view[low:high])) for low, high in zip(firsts.tolist(), ends.tolist(), strict=True)]
        return made([
            (place + start, place + end, self.group(rule), NUMBER if number else form)
            for place, _, found in self.found(places) for start, end, rule, number, form in found
        ])  # fmt: skip

    def in_table(self, buf: Any, size: int, sep: int) -> Cells | None:
        """The same in the fields of a CSV, wherever one is JSON."""
        if not bool((buf[:size] == BRACE).any()):
            return None
        raw = bytes(memoryview(buf)[:size])
        fields = {start: (end, quoted) for start, end, quoted in opened(raw, sep)}
        texts = [(start, raw[start:end].replace(b'""', b'"') if quoted else raw[start:end])
                 for start, (end, quoted) in fields.items()]  # fmt: skip
        made_of = []
        for start, text, found in self.found(texts):
            quoted = fields[start][1]
            for low, high, rule, number, form in found:
                wrapped = InQuotes if number else InEscapes if form == STRING and b"\\" in text[low:high] else None
                form = form if form == SPELT else QUOTED if quoted else PLAIN
                if quoted:  # in which each quote is two
                    low, high = low + text.count(b'"', 0, low), high + text.count(b'"', 0, high)
                made_of.append((start + low, start + high, self.group(rule, wrapped), form))
        return made(made_of)

    def said(self, texts: Sequence[bytes]) -> Iterator[tuple[int, Rule, str]]:
        """The number of the text, the rule and the text of every value that keys name."""
        for row, raw, found in self.found([*enumerate(texts)]):
            yield from ((row, rule, unescaped(raw[start:end])) for start, end, rule, _, _ in found)

    def group(self, rule: Rule, wrapped: type[InQuotes] | None = None) -> int:
        """The number of a rule among the operators. ``wrapped``: in what its operator is."""
        key = rule.kind, wrapped
        if key not in self.numbered:
            operator = own(rule).operator or Star()
            self.numbered[key] = len(self.rules)
            self.rules.append(rule)
            self.operators.append(wrapped(inner=operator) if wrapped else operator)
        return self.numbered[key]

    def count(self, result: Result, counts: Sequence[int], misfits: Sequence[int]) -> None:
        """Counts in what was found, by kind; of numbers it is noted that they are none now."""
        if self.quoted and any(counts) and JSON not in result.notes:
            result.notes.append(JSON)
        for rule, count, misfit in zip(self.rules, counts, misfits, strict=True):
            if count:
                result.add(result.kinds, rule.kind, rule.named, rule.kind, count, misfit, rule.keeps)

    def found(self, places: Sequence[tuple[int, bytes]]) -> Iterator[tuple[int, bytes, list[tuple[int, int, Rule, bool, int]]]]:
        """Of each of some texts, by its place, what the keys name: where, the rule, whether it is a number, and how it is
        written."""
        places = [(place, text) for place, text in places if b":" in text and valid(text)]
        if not places:
            return
        raw = b"".join(HEAD + text.replace(b"\n", b" ") + b"}\n" for _, text in places)
        buf = np.frombuffer(bytearray(raw + bytes(PAD)), np.uint8)
        try:
            cells = self.reader.values(buf, 0, len(raw), raw)
        except Problem:  # what JSON has not, as Python writes it, or too deep: the others are read all the same
            self.reader = Reader(self.groups)
            numbered = [(place, NO_NUMBER.sub(as_number, text)) for place, text in places]
            if numbered != places:
                yield from self.found(numbered)
            elif len(places) > 1:
                half = len(places) // 2
                yield from self.found(places[:half])
                yield from self.found(places[half:])
            return
        lengths = np.array([len(text) for _, text in places])
        firsts = np.cumsum(lengths + len(HEAD) + 2) - lengths - 2
        which = np.searchsorted(firsts, cells.starts, "right") - 1
        named = [k for k, rule in enumerate(self.groups.rules) if rule.operator]
        wanted = np.isin(cells.groups, named) & (cells.forms != WORD) & (cells.ends > cells.starts)
        held: dict[int, list[tuple[int, int, Rule, bool, int]]] = {}
        for k in np.flatnonzero(wanted).tolist():
            row = int(which[k])
            start, end = int(cells.starts[k]), int(cells.ends[k])
            number = raw[start - 1] != 34
            self.quoted |= number
            rule = self.groups.rules[cells.groups[k]]
            place = int(firsts[row])
            held.setdefault(row, []).append((start - place, end - place, rule, number, form_of(raw[start:end])))
        yield from ((*places[row], found) for row, found in sorted(held.items()))


def as_number(token: re.Match[bytes]) -> bytes:
    """A string as it is, and a number in the place of what is none."""
    return token[0] if token[0][:1] == b'"' else b"1" * len(token[0])


def form_of(raw: bytes) -> int:
    """How the text of a string of JSON is written: where characters stand in escapes (``plain.escapes``), so does its mask."""
    return SPELT if (b"\\u" in raw or escapes.CHINESE.search(raw)) and not PLAIN_ESCAPES.search(raw) else STRING


def made(found: list[tuple[int, int, int, int]]) -> Cells | None:
    """Fields by start; None for none."""
    if not found:
        return None
    starts, ends, groups, forms = zip(*sorted(found), strict=True)
    return Cells(np.array(starts, np.int64), np.array(ends, np.int64), np.array(groups, np.int16), np.array(forms, np.uint8))


def opened(raw: bytes, sep: int) -> Iterator[tuple[int, int, bool]]:
    """The fields of a CSV that begin with { or [: where they begin and end, without their quotes, and whether they have some."""
    sign = re.escape(bytes([sep]))
    bare = re.compile(rb"[^\r\n" + sign + rb"]*")
    place = 0
    for field in re.finditer(rb'(?:\A|[\r\n' + sign + rb'])("?)[{\[]', raw):
        start, quoted = field.end() - 1, bool(field[1])
        if start < place:
            continue
        end = FIELD.match(raw, start) if quoted else bare.match(raw, start)
        place = end.end() if end else len(raw)
        yield start, place, quoted
