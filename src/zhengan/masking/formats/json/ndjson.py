"""NDJSON: one JSON object (RFC 8259) a line, UTF-8; also an array of objects, objects of many lines, and an array of rows below
the names of their columns. Values change where they stand; keys, order, spacing and numbers stay.

Columns are the keys on the way to a value, joined by dots; the elements of an array stand under the key of the array. A policy
that names a key above covers all that is below it, and so does a key that names a kind for what says nothing itself
(``jsonkeys``). Strings without a rule are searched. A masked number stays a number
where the mask gives one, and becomes a string where it does not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Name, as_names, say
from zhengan.masking import mask as mask_text
from zhengan.masking.filenames import DOCUMENT, MOST_LINE, of_rows
from zhengan.masking.formats import keyed
from zhengan.masking.formats.cells import Cells, unescaped
from zhengan.masking.formats.fields import Groups, Masking, Spelling, Treatment
from zhengan.masking.formats.files import Pieces, Progress, Result, writing
from zhengan.masking.formats.json import beside as jsonbeside
from zhengan.masking.formats.json import kernel
from zhengan.masking.formats.json import keys as jsonkeys
from zhengan.masking.formats.json import tables as jsontables
from zhengan.masking.formats.text import last_line
from zhengan.masking.policy import Policy

BOM = b"\xef\xbb\xbf"
MOST_PATHS, MOST_NAMES = 100_000, 1000
"""Paths that are remembered, and columns told apart by their whole path."""
WHY = {
    kernel.BROKEN: "不是有效的 JSON",
    kernel.DEEP: say("嵌套超过 {most} 层", most=kernel.DEEPEST),
    kernel.NO_OBJECT: "每一行应是一个 JSON 对象",
}
INTEGER = re.compile(r"-?(0|[1-9]\d*)(\.0)?\Z", re.ASCII)


class Text:
    """A JSON string."""

    special = bytes([*range(32), 34, 92])
    searched, word = True, False

    def __init__(self, plain: bool):
        self.plain = plain
        self.read_all = kernel.meant

    def read(self, raw: bytes) -> str:
        """What it says."""
        return unescaped(raw)

    def write(self, text: str, raw: bytes) -> bytes:
        """Escapes where JSON asks for them; a string that was ASCII by escapes stays ASCII."""
        return json.dumps(text, ensure_ascii=b"\\u" in raw and raw.isascii())[1:-1].encode()


class Bare:
    """A number, true or false."""

    plain, special, searched = False, b"", False

    def __init__(self, word: bool):
        self.word = word

    def read(self, raw: bytes) -> str:
        """As it is spelt."""
        return raw.decode()

    def write(self, text: str, raw: bytes) -> bytes:
        """A number where it is one still, else a string."""
        return (text if INTEGER.match(text) else json.dumps(text, ensure_ascii=False)).encode()


SPELLINGS: tuple[Spelling, ...] = (Text(True), Text(False), Bare(False), Bare(True))


def mask(source: Path, target: Path, policy: Policy, *, encoding: str, force: bool = False,
         progress: Progress = lambda size: None) -> Result:  # fmt: skip
    """Writes ``source`` masked to ``target``. Raises ``Problem`` with the line of what is no JSON object."""
    result = Result("ndjson", encoding)
    groups = Groups(policy)
    reader = Reader(source, groups, Masking(groups, SPELLINGS, result), policy.columns)
    with writing(source, target, force) as out:
        result.size, result.before, result.after = Pieces(source, out, encoding, progress, policy.sums).run(reader.piece)
        reader.finish()
    result.rows = reader.rows
    return result


class Reader:
    """One NDJSON file on its way through a treatment. ``known``: the names of columns that are told apart by their paths."""

    def __init__(self, source: Path, groups: Groups, treatment: Treatment, known: Container[str]):
        self.source, self.groups, self.treatment, self.known = source, groups, treatment, known
        self.line, self.rows = 1, 0
        self.numbers: dict[int, int] = {}
        self.roles: dict[int, jsonbeside.Role] = {}
        self.of_headers: dict[tuple[int, str, str], int] = {}
        self.above: dict[int, jsonkeys.Above] = {}
        self.tabled: dict[int, tuple[tuple[str, ...], int]] = {}
        self.state = np.zeros(5, np.int64)
        self.started = self.document = self.array = self.rowed = False
        self.room = 0
        self.raw = b""

    def piece(self, buf: Any, size: int, last: bool) -> tuple[int, Any]:
        """The whole lines of a piece; of a document its whole objects."""
        begin = 0 if self.started else self.begin(bytes(memoryview(buf)[: min(size, MOST_LINE)]))
        lines, end, over = buf, size if last else last_line(buf, size), False
        if self.document:
            lines = np.full(size, 32, np.uint8)
            end, over = kernel.flattened(buf, begin, size, self.array, lines)
            end = end if self.array or not last else size
            if last and self.array and not over:
                self.raw = bytes(memoryview(buf)[:size])
                self.refuse(WHY[kernel.BROKEN], size)
        if end <= begin and not last:
            return 0, b""
        self.started, self.array = True, self.array and not over
        self.raw = bytes(memoryview(buf)[:end])
        self.decodable(self.raw)
        cells = self.values(lines, begin, end, bytes(memoryview(lines)[:end]) if self.document else self.raw)
        out = self.treatment.fields(buf, end, cells, self.line).tobytes()
        self.line += self.raw.count(b"\n")
        return end, out

    def begin(self, first: bytes) -> int:
        """Sees whether lines begin here, or a document; where its first object does, or the first line."""
        head = DOCUMENT.match(first)
        self.rowed = of_rows(first)
        self.document, self.array = bool(head) or self.rowed, bool(head and b"[" in head[0])
        return head.end() if head and self.array else len(BOM) if first.startswith(BOM) else 0

    def values(self, buf: Any, begin: int, end: int, raw: bytes) -> Cells:
        """Every value of some whole lines."""
        if self.room < end // 2 + 64:
            self.room = end // 2 + 64
            kinds = (np.int64, np.int64, np.uint64, np.uint8)
            self.arrays: list[Any] = [np.zeros(self.room, kind) for kind in kinds]
        starts, ends, paths, forms = self.arrays
        kernel.values(buf, begin, end, self.rowed, starts, ends, paths, forms, self.state)
        if self.state[kernel.FAULT]:
            place = int(self.state[kernel.PLACE])
            self.refuse(WHY[int(self.state[kernel.FAULT])], place)
        count = int(self.state[kernel.COUNT])
        starts, ends, paths, forms = (array[:count] for array in self.arrays)
        self.rows = int(self.state[kernel.ROWS])
        different, first, which = np.unique(paths, return_index=True, return_inverse=True)
        if len(self.numbers) > MOST_PATHS:
            self.numbers.clear()
            self.roles.clear()
            self.above.clear()
            self.tabled.clear()
        numbers = np.zeros(len(different), np.int32)
        for k, path in enumerate(different.tolist()):
            if path not in self.numbers:
                place = int(starts[first[k]])
                keys = path_at(raw, place)
                self.numbers[path] = self.group(keys, self.header(keys, partial(keys_beside, raw, place)))
                self.roles[path] = jsonbeside.role(keys)
                self.above[path] = jsonkeys.above(keys)
                self.tabled[path] = jsontables.role(keys)
                self.treatment.named("\n".join(keys), self.line + self.raw.count(b"\n", 0, place))
            numbers[k] = self.numbers[path]
        cells = Cells(starts, ends, numbers[which.reshape(-1)], forms)
        for k, path in enumerate(different.tolist()):
            if self.above[path].kind:
                self.below(raw, cells, np.flatnonzero(which.reshape(-1) == k), self.above[path])
        roles = [self.roles[path] for path in different.tolist()]
        if both := jsonbeside.both(roles):
            some = np.array([one.what > 0 and one.above in both for one in roles])
            self.beside(raw, cells, roles, which.reshape(-1), np.flatnonzero(some[which.reshape(-1)]))
        self.columns(raw, begin, cells, [self.tabled[path] for path in different.tolist()], which.reshape(-1))
        return cells

    def columns(self, raw: bytes, begin: int, cells: Cells, roles: list[tuple[tuple[str, ...], int]], which: Any) -> None:
        """Values in rows of a table belong to what its columns are called."""
        lines = {*jsontables.lines(raw, begin)} if self.state[kernel.NESTED] else set()
        heads = {above for above, role in roles if role == jsontables.HEAD}
        rows = [k for k, (above, role) in enumerate(roles) if role == jsontables.ROW and above in heads]
        starts = cells.starts[np.isin(which, rows)] if rows else np.zeros(0, np.int64)
        for place in starts[listed(np.frombuffer(raw, np.uint8), starts)].tolist():
            lines.add(line_at(raw, place))
        found = [one for low, high in sorted(lines) for one in jsontables.headed(raw, low, high)]
        places = np.array([place for place, _ in found], np.int64)
        which = np.minimum(np.searchsorted(cells.starts, places), max(len(cells) - 1, 0))
        for k in np.flatnonzero(cells.starts[which] == places).tolist() if found else ():  # null is no value
            group, header = int(cells.groups[which[k]]), found[k][1]
            if self.free(group):
                cells.groups[which[k]] = self.called(group, header, keyed.kind_of(header))

    def below(self, raw: bytes, cells: Cells, rows: Any, above: jsonkeys.Above) -> None:
        """Values of one path that are of the kind which a key above names belong to it: {"资金账号": {"普通": 88012345}}."""
        for row in rows.tolist():
            group = cells.groups[row]
            rule = self.groups.rules[group]
            if not rule.scan or self.groups.stated[group]:
                return
            if keyed.fits(above.kind, unescaped(raw[cells.starts[row] : cells.ends[row]]).strip()):
                cells.groups[row] = self.groups.group((), above.header, self.groups.names[group])

    def beside(self, raw: bytes, cells: Cells, roles: list[jsonbeside.Role], which: Any, some: Any) -> None:
        """Values that stand in an object beside the name of their field belong to what it says: {"key": "mobile", "value": …}."""
        starts, ends, which = cells.starts[some], cells.ends[some], which[some]
        for a, b, said, says in jsonbeside.pairs(raw, starts, ends, which, roles):
            name, value, one, other = int(some[a]), int(some[b]), roles[which[a]], roles[which[b]]
            text = unescaped(raw[starts[b] : ends[b]]) if says and self.free(cells.groups[value]) else ""
            if text and (kind := jsonbeside.named(one, other, said, text)):
                cells.groups[value] = self.called(int(cells.groups[value]), said, kind)
            if jsonbeside.parameter(one, other, said) and not self.groups.stated[cells.groups[name]]:
                cells.groups[name] = self.called(int(cells.groups[name]), "", "")

    def called(self, group: int, header: str, kind: str) -> int:
        """The number of the values of a column that something else than its keys calls so, and that are of a kind."""
        if (group, header, kind) not in self.of_headers:
            if len(self.of_headers) > MOST_NAMES:
                self.of_headers.clear()
            shown = self.groups.names[group] + (f"（{kind}）" if kind else "")
            self.of_headers[group, header, kind] = self.groups.group((), header, shown)
        return self.of_headers[group, header, kind]

    def free(self, group: int) -> bool:
        """Whether neither a policy nor a key says what becomes of a column."""
        return self.groups.rules[group].scan and not self.groups.stated[group]

    def header(self, path: list[str], beside: Callable[[], list[str]]) -> str:
        """What the keys at a path say that stands there; see ``jsonkeys``."""
        return jsonkeys.header(path, beside)

    def group(self, path: list[str], header: str) -> int:
        """The number of the column at a path: the longest name that is known, else the path (what keys hold is masked)."""
        names = [".".join(path[:k]) for k in range(len(path), 0, -1)]
        shown = next((name for name in names if name in self.known), "")
        if not shown:
            shown = str(mask_text(".".join(path))) if len(self.groups.names) < MOST_NAMES else header
        return self.groups.group(names, header, shown)

    def decodable(self, raw: bytes) -> None:
        """UTF-8 throughout."""
        try:
            raw.decode()
        except UnicodeDecodeError as error:
            self.refuse("有不是 UTF-8 的字节", error.start)

    def refuse(self, why: Any, place: int) -> None:
        """A Problem at a place; where the file ends too early that is its last line."""
        raw = self.raw
        line = self.line + raw.count(b"\n", 0, min(place, len(raw)))
        column = len(raw[raw.rfind(b"\n", 0, place) + 1 : place].decode("utf-8", "replace")) + 1
        raise Problem("这一行不是一个 JSON 对象", why, "没有留下不完整的输出；改正这一行再运行", code="masking-ndjson",
                      where=Where(self.source.name, line, column))  # fmt: skip

    def finish(self) -> None:
        """What the whole file must show."""
        missing = self.groups.missing()
        if missing and self.rows:
            shown = as_names(dict.fromkeys(self.groups.names[:40]))
            raise Problem(say("文件没有策略中的列“{name}”", name=Name(missing)), say("有：{known}", known=shown),
                          "核对键名；嵌套的键用点连接，例如 customer.mobile", code="masking-column",
                          where=Where(self.source.name))  # fmt: skip


def listed(buf: Any, starts: Any) -> Any:
    """Which values stand in an array: those that no colon stands before."""
    place = starts - 1
    place = place - (buf[place] == 34)
    return buf[place - (buf[place] == 32)] != 58


def line_at(raw: bytes, place: int) -> tuple[int, int]:
    """Where the line around a place begins and ends."""
    high = raw.find(b"\n", place)
    return raw.rfind(b"\n", 0, place) + 1, high if high >= 0 else len(raw)


def keys_beside(raw: bytes, place: int) -> list[str]:
    """All keys of the object in which the value at a place of a line stands."""
    above: list[tuple[bool, list[str]]] = []  # of every open container: whether it is an array, and its keys or those around it
    mine: list[str] | None = None
    key_next = False
    for token in jsontables.TOKEN.finditer(raw, raw.rfind(b"\n", 0, place) + 1):
        sign = token[0]
        if mine is None and token.end() > place:
            mine = above[-1][1]
        if sign in (b"{", b"["):
            above.append((sign == b"[", [] if sign == b"{" else above[-1][1]))
            key_next = sign == b"{"
        elif sign in (b"}", b"]"):
            if not above.pop()[0] and mine is not None and mine is not (above[-1][1] if above else None):
                break
            key_next = False
        elif sign == b",":
            key_next = not above[-1][0]
        elif key_next and token[1] is not None:
            above[-1][1].append(unescaped(token[1]))
            key_next = False
    return mine or []


def path_at(raw: bytes, place: int) -> list[str]:
    """The keys on the way to the value at a place of a line that is JSON."""
    above: list[tuple[bool, list[str]]] = []  # of every open container: whether it is an array, and its own path
    path: list[str] = []
    key_next = False
    for token in jsontables.TOKEN.finditer(raw, raw.rfind(b"\n", 0, place) + 1):
        sign = token[0]
        if token.start() >= place or (token.start() == place - 1 and sign[:1] == b'"'):
            break
        if sign in (b"{", b"["):
            above.append((sign == b"[", path))
            key_next = sign == b"{"
        elif sign in (b"}", b"]"):
            path = above.pop()[1]
        elif sign == b",":
            key_next = not above[-1][0]
        elif key_next and token[1] is not None:
            path = [*above[-1][1], unescaped(token[1])]
            key_next = False
    return path
