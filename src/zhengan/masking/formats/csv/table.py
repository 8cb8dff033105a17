"""CSV (RFC 4180): chosen columns masked, the text of others searched; every other byte stays as it was.

Fields may be quoted and hold separators, line ends and doubled quotes. A record with more or fewer fields than the first is
refused: what stands in the wrong column would pass unmasked. The header need not be the first: see ``csvhead``.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Name, as_names, say
from zhengan.masking.formats import astray, keyed, naming
from zhengan.masking.formats.cells import QUOTED, Cells, treat
from zhengan.masking.formats.csv import forms as csvforms
from zhengan.masking.formats.csv import head as csvhead
from zhengan.masking.formats.csv import kernel
from zhengan.masking.formats.csv import stars as csvstars
from zhengan.masking.formats.csv.head import begin, guessed, record_end, split
from zhengan.masking.formats.csv.quoting import inside, plainly, text_at
from zhengan.masking.formats.files import Pieces, Progress, Result, writing
from zhengan.masking.formats.json.within import Within
from zhengan.masking.formats.places import line_behind
from zhengan.masking.formats.scanning import PAD, Scanner, chosen, found, outside, together
from zhengan.masking.formats.searching import spelt
from zhengan.masking.headers import kind_of_header, speaks_against, whose
from zhengan.masking.operators.base import NoFit
from zhengan.masking.operators.star import Star, StarNumber
from zhengan.masking.policy import Policy, Rule

UPRIGHT_WHY = "字段名与值并列的表没有列：值按旁边的字段名脱敏"
REACH = 1 << 13
"""Bytes of the end of a piece that are looked at again with the next, and so many of this."""


def mask(source: Path, target: Path, policy: Policy, *, encoding: str, force: bool = False, header: bool = True,
         separator: str = "", progress: Progress = lambda size: None) -> Result:  # fmt: skip
    """Writes ``source`` masked to ``target``. Without a ``header`` columns are named by their number, from 1."""
    table = Table(source, policy, header, separator)
    table.result.encoding = encoding
    with writing(source, target, force) as out:
        table.result.size, table.result.before, table.result.after = Pieces(
            source, out, encoding, progress, policy.sums
        ).run(table.piece)
        table.finish()
    return table.result


class Table:
    """One CSV file."""

    def __init__(self, source: Path, policy: Policy, header: bool, separator: str):
        self.source, self.policy, self.header, self.separator = source, policy, header, separator
        self.result = Result("csv", header=header)
        self.state = np.zeros(8, np.int64)
        self.starred = False
        self.columns: list[str] = []
        self.shown: list[str] = []
        """What the columns are called where somebody reads it."""
        self.astray = 0, ""
        """In which line a name of a field stands among the records, beside its value, and that name."""
        self.repeated = b""
        """The header, which may stand once more below."""
        self.rules: list[Rule] = []
        self.kinds: list[str] = []
        self.groups = np.full(1, -1, np.int16)
        self.keys: dict[str, int] = {}
        """Of a table of names and their values, the number of each kind among the rules."""
        self.started = False
        self.room = 0
        self.passed = self.rows = self.begun = self.more = self.above = 0
        """Bytes of the text and its records that are done with, bytes of its header, records in that, and bytes above it."""
        self.headless = not header
        self.line = 0 if header else 1
        """In which line the header stands; 0 until that is known."""
        self.tail = b""
        """The end of what is done with, as it was read."""
        self.first = b""
        """A header that is personal, until it is known what became of it."""
        self.scanner: Scanner | None = None
        self.within: Within | None = None
        self.rule_of: Callable[[str, Sequence[str]], Rule] = policy.rule
        self.called: Container[str] = policy.columns
        """What the header may call columns besides the names of kinds."""

    def piece(self, buf: Any, size: int, last: bool) -> tuple[int, Any]:
        """The whole records of a piece, masked; first of all what stands above the header."""
        if not self.line and (above := self.titles(buf, size, last)):
            self.passed = self.above = len(above)
            return self.above, self.free(above)
        bare = last and size and buf[size - 1] != 10  # a last record without a line end: one stands behind it for the kernel
        taken, masked = self.whole(buf, size, size + bool(bare))
        if last and (self.state[kernel.OPEN] or not (self.started or taken == size)):
            raise self.unclosed()
        return taken, masked

    def titles(self, buf: Any, size: int, last: bool) -> bytes:
        """What stands above the header; nothing where that is the first record, or is none. It is noted in which line it is."""
        raw = bytes(memoryview(buf)[:size])
        start = begin(raw)
        stop = record_end(raw, start)
        if stop < 0 and not last:  # of the first record there is more to come
            self.ended(raw)
            return b""
        place = self.head(raw, start, stop if stop >= 0 else size)
        self.line, above = csvhead.line_of(raw, start, place)
        if not above:
            self.line = 1
            return b""
        self.result.line = self.line
        self.result.notes.append(csvhead.said(self.line, above))
        return raw[:place]

    def ended(self, raw: bytes) -> None:
        """A Problem where a long text has no line ends but CR: a record that goes on may be a long one."""
        if len(raw) >= csvhead.UPRIGHT and b"\n" not in raw:
            csvhead.no_returns(self.source, raw)

    def head(self, raw: bytes, start: int, stop: int) -> int:
        """Where the header begins: with the first record, which stands from ``start`` to ``stop``, or below."""
        first = raw[start:stop].decode("utf-8", "replace")
        sep = self.separator or guessed(raw[start:stop]).decode()
        if self.upright(raw[start:], len(split(self.source, first, sep)), sep):
            return start
        return csvhead.below(raw, start, self.separator, self.called)

    def free(self, above: bytes) -> Any:
        """What stands above the header."""
        return csvforms.masked(above, self.separator, self.policy, self.result)

    def whole(self, buf: Any, size: int, end: int) -> tuple[int, Any]:
        """Records that end before ``end``."""
        skip = 0
        if not self.started:
            skip = self.begun = self.start(buf, size, end)
            if not self.started:
                return 0, b""
        kept = buf[size : size + PAD].copy()
        buf[size : size + PAD] = 0
        if end > size:
            buf[size] = 10
        usual = csvforms.usual(buf, skip, size, self.sep, len(self.columns), self.repeated)
        again = [] if usual else csvforms.repeats(buf, skip, size, self.repeated)
        tail = self.alone(buf, skip, size, again, usual)
        begun, skip = skip, self.star(buf, skip, size, end, usual)
        csvforms.restored(buf, again, self.repeated, size if skip < 0 else skip)
        if skip < 0:
            taken = self.taken(buf, begun, size)
            masked = buf[:taken]
        else:
            cells = self.fields(buf[skip:], end - skip)
            taken = self.taken(buf, skip, size)
            cells.starts += skip
            cells.ends += skip
            np.minimum(cells.ends, size, out=cells.ends)
            cells = csvforms.spared(cells, again, self.repeated)
            masked = self.masked(buf, taken, cells)
        buf[size : size + PAD] = kept
        self.tail = tail[: max(len(tail) - (size - taken), 0)]
        self.passed += taken
        self.rows = self.result.rows
        self.tell_header(masked)
        return taken, masked

    def alone(self, buf: Any, skip: int, size: int, again: list[int], usual: bool) -> bytes:
        """A Problem where another table begins, whose columns are not those of the header. Given is the end of the text, which is
        looked at again before what follows. ``again``: where the header is repeated; ``usual``: whether there is nothing."""
        if len(self.columns) < 2 or self.keys:
            return b""
        if self.tail:
            both = self.tail + bytes(memoryview(buf)[skip : min(size, skip + REACH)])
            two = np.frombuffer(both + bytes(PAD), np.uint8)
            self.second(two, 0, len(both), self.passed - len(self.tail), csvforms.repeats(two, 0, len(both), self.repeated))
        if not usual:
            self.second(buf, skip, size, self.passed, again)
        return bytes(memoryview(buf)[max(skip, size - REACH) : size])

    def second(self, buf: Any, skip: int, size: int, passed: int, again: list[int]) -> None:
        """The same of a text that stands behind so many bytes."""
        place, name = csvforms.amid(buf, skip, size, self.sep, again)
        if place >= 0:
            why = say("“{name}”等名称的旁边是它的值，不能按列脱敏", name=Name(name))
            raise self.problem("这个 CSV 的记录之间夹着表单", why,
                               "它们会漏脱敏：把每张表连同上方的表单拆成一个文件，再运行", passed + place)  # fmt: skip
        place = skip
        while (place := kernel.blank(buf, place, size, self.sep, len(self.columns), csvhead.lasts())) >= 0:
            raw = bytes(memoryview(buf)[place : min(size, place + REACH)])
            rows = [*islice(csvhead.beginning(raw, 0, chr(self.sep)), 2)]
            above = bytes(memoryview(buf)[max(skip, place - REACH) : place]).removesuffix(b"\n").rpartition(b"\n")[2]
            amid = place == skip or csvhead.untitled(above, bytes([self.sep]))
            if self.other(rows, amid) and not bytes(memoryview(buf)[skip:place]).count(b'"') % 2:
                if self.headless:
                    return self.looks_headed(rows[0].cells)
                name = Name(next(filter(kind_of_header, rows[0].cells)))
                why = say("下面的“{name}”等像是列名，与上面的表头不同", name=name)
                raise self.problem("这个 CSV 中像是还有另一张表", why,
                                   "它的各列会漏脱敏：把每张表拆成一个文件，再运行", passed + place)  # fmt: skip
            place += raw.find(b"\n") + 1

    def looks_headed(self, cells: Sequence[str]) -> None:
        """Notes once that a record looks like a header where it is said that there is none."""
        self.result.notes += [] if self.result.headed else [csvhead.headed_said(cells)]
        self.result.headed = True

    def other(self, rows: list[csvhead.Row], amid: bool) -> bool:
        """Whether the first row names columns otherwise than the header does, and records stand below; ``amid`` others a number
        below what it names, as lists of fields have none. ``rows``: two at most."""
        cells = rows[0].cells if rows else ()
        if len(cells) != len(self.columns) or rows[0].numbered() or any(map(csvhead.valued, cells)):
            return False
        kinds = [kind_of_header(one) for one in cells]
        against = [*map(speaks_against, cells)]
        new = [k for k, kind in enumerate(kinds) if (against[k] if not self.rules[k].scan else kind and kind != self.kinds[k])]
        below = len(rows) > 1 and any(rows[1].cells[k : k + 1] not in ([], [""], [cells[k]]) for k in new)
        many = sum(map(bool, kinds)) + sum(against)
        if amid and not (below and any(map(csvhead.number, (rows[1].cells[k] for k in new if k < len(rows[1].cells))))):
            return False
        return bool(new) and below and any(kinds) and many > 1 and 2 * many >= rows[0].filled

    def star(self, buf: Any, skip: int, size: int, end: int, usual: bool) -> int:
        """Stars over the chosen columns as their borders are found. −1, or from where on ``kernel.fields`` is to find them:
        with columns of other operators, and where there is doubt, which it resolves."""
        if not self.starred or (not usual and kernel.formulas(buf[skip:], size - skip)):
            return skip
        csvstars.star_columns(
            buf[skip:], end - skip, self.sep, self.chosen, self.stars, self.marks, self.values, self.state
        )
        doubt = self.state[kernel.DOUBT]
        self.state[kernel.DOUBT] = 0
        return skip + int(self.state[kernel.TAKEN]) if doubt else -1

    def borders(self, buf: Any, size: int, state: Any) -> None:
        """Where records end, and no more, into ``state``."""
        none, few = np.full(1, -1, np.int16), np.zeros(3, np.int64)
        kernel.fields(buf, size, self.sep, none, few, few, none, np.zeros(3, np.uint8), state)

    def taken(self, buf: Any, skip: int, size: int) -> int:
        """Bytes of the whole records behind ``skip`` that a kernel has found; a Problem for one of another width, and for
        one where a reader could see more in a field than was masked."""
        place = int(self.state[kernel.TAKEN]) + skip
        if row := int(self.state[kernel.BEHIND]):
            raise self.problem(say("第 {row} 条记录的引号之后还有文字", row=row), "这些文字会漏脱敏",
                               "字段内的引号应写成两个：检查这条记录", self.passed + place)  # fmt: skip
        if row := int(self.state[kernel.BAD]):
            raise self.problem(say("第 {row} 条记录的列数与表头不同", row=row), say("应有 {count} 列", count=len(self.columns)),
                               "列错位的值会漏脱敏：检查分隔符与引号", self.passed + place)  # fmt: skip
        self.result.rows = int(self.state[kernel.ROWS])
        return min(place, size)

    def start(self, buf: Any, size: int, end: int) -> int:
        """Reads the header: which rule each column has. How many bytes it takes: a BOM and empty lines only, where
        there is no header."""
        raw = bytes(memoryview(buf)[:size])
        bom = begin(raw)
        stop = record_end(raw, bom)
        if stop < 0 and end == size and size:
            self.ended(raw)
            return 0
        first = raw[bom : stop if stop >= 0 else size]
        sep = self.separator.encode() if self.separator else guessed(first)
        self.sep = sep[0]
        self.result.separator = sep.decode()
        names = split(self.source, first.decode("utf-8", "replace"), chr(self.sep))
        self.keys = {} if self.above else self.upright(raw[bom:], len(names), chr(self.sep))
        if self.header and len(names) == 1 and not self.separator and stop >= 0:
            note = csvhead.unsplit(first.decode("utf-8", "replace").strip(), raw, stop + 1, self.source)
            self.result.notes += [note] if note else []
        if self.headless and not self.keys and csvhead.headed(names):
            self.looks_headed(names)
        self.columns = [name.strip() if self.header else str(k) for k, name in enumerate(names, 1)]
        stop = max(stop, self.doubled(raw, bom)) if stop >= 0 and not self.keys else stop
        self.repeated = raw[bom : stop if stop >= 0 else size].rstrip(b"\r\n") if self.header and len(names) > 1 else b""
        self.shown = naming.shown(self.columns)
        if self.shown != self.columns and naming.personal(self.columns, self.policy.public):
            self.first = raw[: stop if stop >= 0 else size]
        if not self.keys:
            csvhead.judge(self.result, names, self.called, bool(self.first))
            rows = [row.cells for row in csvhead.beginning(raw, bom, chr(self.sep))]
            self.astray = astray.judge(self.result, rows, self.columns, self.called, max(self.line, 1))
        begun = (stop + 1 if stop >= 0 else size) if self.header and size else bom
        self.values_of = csvhead.first_values(raw[begun:], chr(self.sep), len(self.columns))
        self.assign()
        self.started = True
        return begun

    def doubled(self, raw: bytes, start: int) -> int:
        """Where a second row of the header ends, which names the columns, too; 0 where there is none."""
        rows = [*csvhead.beginning(raw, start, chr(self.sep))] if self.header else []
        if not csvhead.doubled([row.cells for row in rows], self.called):
            return 0
        self.columns = csvhead.called_all(rows[0].cells, rows[1].cells, self.called)
        self.result.notes.append(csvhead.doubled_said(self.line))
        stop = csvhead.record_end(raw, rows[1].place)
        return stop if stop >= 0 else len(raw) - 1

    def upright(self, raw: bytes, width: int, sep: str) -> dict[str, int]:
        """Of a table of names and their values the number of each kind among its rules; none for another. A first record that
        is such a pair is no header."""
        if width < 2 or self.policy.rest != "scan":
            return {}
        own = keyed.headed(csvhead.first_rows(raw, sep, keyed.LOOKED_AT), self.policy.columns)
        if own is None:
            return {}
        self.header = self.result.header = self.header and own
        return {kind: k for k, kind in enumerate(keyed.rules(self.policy), width)}

    def beside(self, buf: Any, cells: Cells) -> None:
        """Values beside a name belong to what it says."""
        values = np.flatnonzero((cells.groups % 2 == 1) & (cells.groups < len(self.columns)))
        for k in values[values > 0].tolist():
            low, high = int(cells.ends[k - 1]), int(cells.starts[k])
            if cells.groups[k - 1] == cells.groups[k] - 1 and 10 not in buf[low:high]:
                name, value = (text_at(buf, cells, one) for one in (k - 1, k))
                cells.groups[k] = self.keys.get(keyed.beside(name, value), cells.groups[k])

    def tell_header(self, masked: Any) -> None:
        """Notes what became of a header that is personal: it is searched where any column is. It counts as a record."""
        if self.first:
            self.result.notes.append(naming.HEADER if bytes(masked[: len(self.first)]) == self.first else naming.HEADER_MASKED)
            self.first, self.more = b"", 1

    def assign(self) -> None:
        """The rule of each column; a policy that names one the file has not is refused."""
        missing = [name for name in self.policy.columns if name not in self.columns]
        shown = as_names(self.shown[:40])
        if missing and self.header and self.shown != self.columns and missing[0] in self.shown:
            why = say("策略中的列“{name}”是列号，第一行中有个人信息", name=missing[0])
            raise self.problem("文件的第一行像是数据，不是表头", why, "文件没有表头的，加 --no-header 重新运行")  # fmt: skip
        if missing and self.keys:
            raise self.problem(say("文件没有策略中的列“{name}”", name=Name(missing[0])), UPRIGHT_WHY, "从策略中去掉这一列")
        if missing:
            raise self.problem(say("文件没有策略中的列“{name}”", name=Name(missing[0])), say("有：{known}", known=shown),
                               "核对列名；没有表头的文件用列号（从 1 起）并加 --no-header")  # fmt: skip
        called = [whose(name, self.columns, self.policy.columns) for name in self.columns]
        self.rules = spelt(self.policy, called, [*map(self.rule_of, called, self.values_of)], self.values_of)
        self.result.notes += self.policy.doubts(called, self.values_of, self.shown)
        self.kinds = [*map(kind_of_header, self.columns)]
        if self.keys:
            self.rules += keyed.rules(self.policy).values()
            self.shown = [*self.shown, *(f"{self.shown[1]}（{kind}）" for kind in self.keys)]
        self.groups = np.array(
            [k if rule.operator or not rule.scan or rule.against or self.policy.patterns else -1
             for k, rule in enumerate(self.rules)] or [-1], np.int16,
        )  # fmt: skip
        if self.keys:
            self.groups[: len(self.columns)] = np.arange(len(self.columns))
        self.state[kernel.WIDTH] = len(self.columns)
        self.stars = np.zeros((max(len(self.rules), 1), 4), np.int64)
        for k, rule in enumerate(self.rules):
            one = rule.operator
            if isinstance(one, Star) and type(one) in (Star, StarNumber) and one.hidden > 0 and not one.before:
                self.stars[k] = one.front, one.back, one.hidden, csvstars.GROUPED if one.grouped else csvstars.STARS
        self.plainly = np.array([plainly(rule, self.sep) for rule in self.rules] or [False])
        self.leaves = np.array([rule.operator is None for rule in self.rules] or [True])
        self.against = np.array([rule.against * rule.scan for rule in self.rules] or [0])
        self.ruled = np.array([not rule.scan for rule in self.rules] or [True])
        self.scans = any(rule.scan for rule in self.rules)
        if not self.scans:  # nothing is searched: columns that are left need no borders
            self.groups[self.leaves[: len(self.groups)]] = -1
        self.values = np.zeros(len(self.stars), np.int64)
        self.chosen = np.append(np.flatnonzero(self.stars[:, 3]), len(self.stars))
        self.marks = np.zeros(csvstars.TILE + 64 + len(self.stars), np.int64)
        self.starred = bool(self.columns) and not self.scans and bool((self.leaves | (self.stars[:, 3] > 0)).all())

    def fields(self, buf: Any, size: int) -> Cells:
        """The fields of whole records whose columns have a rule of their own."""
        if self.room < size + 64:
            self.room = size + 64
            room = size // 2 + len(self.groups) + 64
            self.arrays = (
                np.zeros(room, np.int64),
                np.zeros(room, np.int64),
                np.zeros(room, np.int16),
                np.zeros(room, np.uint8),
            )
        kernel.fields(buf, size, self.sep, self.groups, *self.arrays, self.state)
        count = int(self.state[kernel.COUNT])
        cells = Cells(*inside(buf, self.plainly, *(array[:count] for array in self.arrays)))
        if self.keys:
            self.beside(buf, cells)
        return cells

    def masked(self, buf: Any, size: int, cells: Cells) -> Any:
        """The first ``size`` bytes with every column treated."""
        if self.keys:
            cells = chosen(cells, cells.groups >= len(self.columns))
        extra, said = self.searched(buf, size, cells) if self.scans else (None, None)
        csvstars.star_fields(buf, cells.starts, cells.ends, cells.groups, cells.forms, self.stars, self.values)
        left = (self.stars[:, 3] == 0) & ~self.leaves
        operators = [rule.operator or Star() for rule in self.rules]
        if left.any():
            cells = chosen(cells, left[cells.groups])
            cells = chosen(cells, ~kernel.nothings(buf, cells.starts, cells.ends))
        elif said is None and (extra is None or not len(extra)):
            return buf[:size]
        else:
            cells = chosen(cells, np.zeros(len(cells), np.bool_))
        many = len(operators)
        if extra is not None and self.scanner:
            extra = self.scanner.starred(buf, extra, self.result)
            extra.groups = (extra.groups + many).astype(np.int16)
            cells = together(cells, extra)
            operators += self.scanner.operators
        every = len(operators)
        if said is not None and self.within:
            said.groups = (said.groups + every).astype(np.int16)
            cells = together(cells, said)
            operators += self.within.operators
        try:
            out, counts, misfits = treat(buf, size, cells, operators, self.sep)
        except NoFit as problem:
            names = [*self.shown, *(self.scanner.names if self.scanner else ()), *(self.within.kinds if self.within else ())]
            raise self.no_fit(buf, int(cells.starts[problem.cell]), names[problem.group]) from None
        for column in range(many):
            if counts[column]:
                self.count(column, int(counts[column]), int(misfits[column]))
        if self.scanner:
            found(self.result, self.scanner, counts[many:every], misfits[many:every])
        if self.within:
            self.within.count(self.result, counts[every:], misfits[every:])
        return out

    def searched(self, buf: Any, size: int, cells: Cells) -> tuple[Cells, Cells | None]:
        """Values found in columns without a rule of their own; and of fields that are JSON what their keys name."""
        if not self.scanner or self.scanner.size < size:
            self.scanner = Scanner(self.policy, len(buf))
            self.within = self.within or Within(self.policy)
        behind = buf[size : size + PAD].copy()
        of = np.flatnonzero(self.against[cells.groups])
        fields = (cells.starts, cells.ends) if self.policy.patterns else None
        extra = self.scanner.cells(buf, size, QUOTED, (cells.starts[of], cells.ends[of], self.against[cells.groups[of]]), fields)
        buf[size : size + PAD] = behind
        own = chosen(cells, self.ruled[cells.groups])
        if self.scanner.sparing:
            starts, ends, _ranks = self.scanner.spared
            self.scanner.spare(self.result, outside(starts, ends, own.starts, own.ends))
        extra = chosen(extra, outside(extra.starts, extra.ends, own.starts, own.ends))
        said = self.within.in_table(buf, size, self.sep) if self.within else None
        if said is not None:
            said = chosen(said, outside(said.starts, said.ends, own.starts, own.ends))
            extra = chosen(extra, outside(extra.starts, extra.ends, said.starts, said.ends))
        return extra, said

    def count(self, column: int, values: int, misfits: int) -> None:
        """Counts a column's values in."""
        rule = self.rules[column]
        self.result.add(self.result.columns, self.shown[column], rule.named, rule.kind, values, misfits, rule.keeps)

    def no_fit(self, buf: Any, place: int, name: str) -> NoFit:
        """What is said of a value that fits no mask."""
        skip = 0 if self.passed > self.above else self.begun
        state = self.state.copy()
        self.borders(buf[skip:], place - skip, state)
        row = self.rows + int(state[kernel.ROWS] - self.state[kernel.ROWS]) + 1
        line = line_behind(self.source, self.result.encoding, self.passed + place)
        return NoFit.record(row, name, Where(self.source.name, line))

    def finish(self) -> None:
        """What the whole file must show."""
        self.result.rows += self.more
        for k, rule in enumerate(self.rules):
            if rule.operator and (self.values[k] or not self.keys):
                self.count(k, int(self.values[k]), 0)

    def unclosed(self) -> Problem:
        """A quote that no other closes."""
        return self.problem("引号没有闭合", "文件末尾仍在一对引号之内", "检查最后几条记录")

    def problem(self, what: Any, why: Any, do: Any, place: int = -1) -> Problem:
        """A Problem of this file; ``place``: behind so many bytes of its text."""
        line = line_behind(self.source, self.result.encoding, place) if place >= 0 else None
        return Problem(what, why, do, code="masking-csv", where=Where(self.source.name, line))
