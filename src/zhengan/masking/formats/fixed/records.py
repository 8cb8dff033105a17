"""Records of fixed width masked field by field; what stands between the fields, and other lines, is searched as any text."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Name, Say, as_names, say
from zhengan.masking.formats.cells import Cells, treat
from zhengan.masking.formats.files import Pieces, Progress, Result, writing
from zhengan.masking.formats.fixed import layout as layouts
from zhengan.masking.formats.fixed.layout import Layout
from zhengan.masking.formats.scanning import PAD, TEXTS, Scanner, chosen, found, own, together
from zhengan.masking.formats.text import last_line
from zhengan.masking.operators.base import NoFit
from zhengan.masking.operators.star import Star
from zhengan.masking.policy import Policy, Rule

ALIKE = 0.8
"""Of how many places of figures a record has some."""
UNKNOWN = ("记录是定长的，没有分隔符：第 {places} 位的数字认不出是什么，没有脱敏；是账号等的请在策略的 columns 中写明位置与种类，"
           "不是的写 {{operator: leave}}（zhengan mask suggest 列出各列）")  # fmt: skip
OTHER = "第 {line} 行等与其余的定长记录不同，其中连在一起的数字没有按位置脱敏：请核对这些行，或转换成 CSV"
MOST_OTHERS = 100
LENGTHS = say("有的字段脱敏后长度变了，各列不再对齐：需要定长时改用 keep")


def mask(source: Path, target: Path, policy: Policy, layout: Layout, *, encoding: str, force: bool = False,
         progress: Progress = lambda size: None) -> Result:  # fmt: skip
    """Writes ``source`` masked to ``target``; raises ``Problem``, as where a policy names a column that is no place."""
    placed([*policy.columns], layout)
    result = Result("fixed", encoding, layout=layout.told)
    with writing(source, target, force) as out:
        treated = Treated(policy, layout, result)
        result.size, result.before, result.after = Pieces(source, out, encoding, progress, policy.sums).run(treated.piece)
    result.notes += untold(layout, policy, result)
    if others := [line for line in treated.others if line != treated.end]:
        result.undivided = True
        result.notes.append(say(OTHER, line=others[0]))
    return result


def placed(names: list[str], layout: Layout) -> None:
    """A Problem where columns that a policy names are no places in the records, or two have some of them in common."""
    what, why = None, say("没有表头，各列只有位置")
    stated = {name: layouts.place(name) for name in names if layouts.is_place(name)}
    if wrong := next((name for name in names if name not in stated), ""):
        what = say("定长记录没有“{name}”列", name=Name(wrong))
    elif wrong := next((name for name, at in stated.items() if layout.width and at[1] > layout.width), ""):
        what, why = say("定长记录没有“{name}”列", name=Name(wrong)), say("各行的宽度是 {width}", width=layout.width)
    elif both := next(((a, b) for a, b in pairwise(sorted(stated, key=stated.__getitem__)) if stated[a][1] > stated[b][0]), None):
        what, why = say("“{one}”与“{other}”两列重叠", one=Name(both[0]), other=Name(both[1])), say("一个字符只能属于一列")
    if what:
        raise Problem(what, why, "以起止位置为列名，例如 21-38（zhengan mask suggest 列出各列）", code="masking-column")


def untold(layout: Layout, policy: Policy, result: Result) -> list[Say]:
    """What is said of figures that may be accounts; the result is ``undivided`` then."""
    if left := unknown(layout, policy):
        result.undivided = True
        return [say(UNKNOWN, places=as_names(left))]
    return []


def unknown(layout: Layout, policy: Policy) -> list[str]:
    """The figures that may be accounts, of which a policy says nothing."""
    stated = [layouts.place(name) for name in policy.columns if layouts.is_place(name)]
    return [name for name in layout.unknown if policy.rest == "scan" and not covered(layouts.place(name), stated)]


def covered(at: tuple[int, int], stated: list[tuple[int, int]]) -> bool:
    """Whether every unit of a place is one of those."""
    return all(any(low <= k < high for low, high in stated) for k in range(*at))


class Places:
    """Where in the lines of a buffer the fields of a layout stand."""

    def __init__(self, layout: Layout):
        self.layout = layout
        every = [k for low, high in layout.figures for k in range(low, high)]
        self.figures = np.array(every, np.int32)
        self.others: list[int] = []
        """The lines, from 0, that are no records and hold figures without a border."""
        self.end = -1
        """The last line that holds anything."""

    def of(self, buf: Any, size: int, names: list[str]) -> tuple[Any, Any, Any]:
        """Starts and ends in bytes, and which name's, of the fields that are not empty of the records there, by start."""
        text = buf[:size].tobytes().decode("utf-8", "surrogateescape")
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.int32)
        if codes.size == 0:
            self.others, self.end = [], -1
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
        at, units = behind(bytes_of(codes)), behind(units_of(codes, self.layout.unit))
        first, stop, others = self.records(codes, units)
        self.others = [line for line, low, high in others if layouts.UNBROKEN.search(text[low:high])]
        made = []
        for k, name in enumerate(names):
            low, high = layouts.place(name)
            start = np.minimum(np.searchsorted(units, units[first] + low), stop)
            end = np.minimum(np.searchsorted(units, units[first] + high), stop)
            start, end = trimmed(codes, start, end)
            kept = start < end
            made.append((at[start[kept]].astype(np.int64), at[end[kept]].astype(np.int64), np.full(int(kept.sum()), k, np.int64)))
        starts, ends, whose = (np.concatenate(of) for of in zip(*made, strict=True)) if made else 3 * (np.zeros(0, np.int64),)
        order = np.argsort(starts, kind="stable")
        return starts[order], ends[order], whose[order]

    def records(self, codes: Any, units: Any) -> tuple[Any, Any, list[tuple[int, int, int]]]:
        """The first character of every record, and where it ends; headers and trailers are of another width, or have no figures
        where records have. The other lines that hold something: which, from where to where."""
        breaks = np.flatnonzero(codes == 10)
        first = np.concatenate([[0], breaks + 1])
        stop = np.concatenate([breaks, [codes.size]])
        stop = stop - ((stop > first) & (codes[np.maximum(stop - 1, 0)] == 13))
        first = first + ((first < stop) & (codes[np.minimum(first, codes.size - 1)] == 0xFEFF))
        width = units[stop] - units[first]
        alike = width == self.layout.width if self.layout.width else width > 0
        near = np.flatnonzero(alike)
        if self.figures.size and near.size:
            at = np.searchsorted(units, units[first[near]][:, None] + self.figures)
            there = figures_of()[np.minimum(codes[np.minimum(at, codes.size - 1)], 0xFFFF)] & (at < stop[near][:, None])
            alike[near] = there.sum(axis=1) >= ALIKE * self.figures.size
        self.end = int(np.flatnonzero(width > 0)[-1]) if (width > 0).any() else -1
        others = np.flatnonzero(~alike & (width > 0))
        return first[alike], stop[alike], [*zip(others.tolist(), first[others].tolist(), stop[others].tolist(), strict=True)]


def trimmed(codes: Any, start: Any, end: Any) -> tuple[Any, Any]:
    """Fields without the blanks around them; nothing of those that are nothing but noughts."""
    start, end = start.copy(), end.copy()
    while (blank := (start < end) & (codes[np.minimum(start, codes.size - 1)] == 32)).any():
        start[blank] += 1
    while (blank := (start < end) & (codes[end - 1] == 32)).any():
        end[blank] -= 1
    other = behind(codes != 48)
    end = np.where(other[end] == other[start], start, end)
    return start, end


def behind(sizes: Any) -> Any:
    """How many stand before each character, and before the end."""
    made = np.zeros(sizes.size + 1, np.int32)
    np.cumsum(sizes, out=made[1:])
    return made


def bytes_of(codes: Any) -> Any:
    """How many bytes of UTF-8 each character takes; one that stands for a byte which is none takes one."""
    many = 1 + (codes > 0x7F).astype(np.int8) + (codes > 0x7FF) + (codes > 0xFFFF)
    many[(codes >= 0xDC80) & (codes <= 0xDCFF)] = 1
    return many


def units_of(codes: Any, unit: str) -> Any:
    """How many units each character takes."""
    if unit == "chars":
        return np.ones(codes.size, np.int8)
    return bytes_of(codes) if unit == "bytes" else widths()[np.minimum(codes, 0x10000)]


@cache
def widths() -> Any:
    """How many bytes of GB18030 each character takes; the last stands for all that take more than two bytes of UTF-16."""
    return np.array([len(chr(k).encode("gb18030", "replace")) for k in range(0x10001)], np.int8)


@cache
def figures_of() -> Any:
    """Which characters may stand for a figure: an X, and stars over some."""
    made = np.zeros(0x10000, np.bool_)
    made[[*map(ord, "0123456789*＊Xx")]] = True
    return made


class Treated:
    """The lines of a file, masked; counted in ``result``."""

    def __init__(self, policy: Policy, layout: Layout, result: Result):
        self.policy, self.result = policy, result
        kinds = dict(layouts.columns(layout, [*policy.columns]))
        self.names = [*kinds]
        self.rules = [own(rule) if (rule := self.rule(name, kind)).operator else rule for name, kind in kinds.items()]
        self.places = Places(layout)
        self.scanner: Scanner | None = None
        self.line = 1
        self.others: list[int] = []
        """The first lines that are neither a header nor records and hold long numbers."""
        self.end = 0
        """The last line that holds something: it may be a trailer."""

    def rule(self, name: str, kind: str) -> Rule:
        """What becomes of a field."""
        policy = self.policy
        return policy.rule(name) if name in policy.columns or policy.rest != "scan" else policy.of_kind(kind)

    def piece(self, buf: Any, size: int, last: bool) -> tuple[int, Any]:
        """The whole lines of a piece."""
        end = size if last else last_line(buf, size)
        if not end:
            return 0, b""
        if not self.scanner or self.scanner.size < end:
            self.scanner = Scanner(self.policy, len(buf), tabled=True)
        kept = buf[end : end + PAD].copy()  # the kernels want zeros behind the text
        lines = int(np.count_nonzero(buf[:end] == 10))
        masked = self.masked(buf, end, self.scanner).tobytes()
        buf[end : end + PAD] = kept
        self.hear()
        self.line += lines
        return end, masked

    def hear(self) -> None:
        """Remembers which lines of a piece are no records and hold long numbers; the first of a file may be a header."""
        self.others += [self.line + k for k in self.places.others if self.line + k > 1][: MOST_OTHERS - len(self.others)]
        self.end = self.line + self.places.end if self.places.end >= 0 else self.end

    def masked(self, buf: Any, size: int, scanner: Scanner) -> Any:
        """The first ``size`` bytes of a buffer, masked."""
        many = len(scanner.rules)
        starts, ends, whose = self.places.of(buf, size, self.names)
        fields = Cells(starts, ends, (whose + many).astype(np.int16), np.zeros(starts.size, np.uint8))
        searched = np.array([rule.scan for rule in self.rules], np.bool_)[whose]
        fields = chosen(fields, ~searched)
        cells = scanner.cells(buf, size)
        scanner.spare(self.result)
        if self.policy.rest != "scan":
            cells = chosen(cells, np.zeros(len(cells), np.bool_))
        cells = scanner.starred(buf, apart(scanner, cells, fields), self.result)
        ruled = np.array([rule.operator is not None for rule in self.rules], np.bool_)[fields.groups - many]
        fields = chosen(fields, ruled)
        operators = [*scanner.operators, *(rule.operator or Star() for rule in self.rules)]
        every = together(cells, fields)
        try:
            out, counts, misfits = treat(buf, size, every, operators)
        except NoFit as problem:
            name = self.names[problem.group - many] if problem.group >= many else ""
            line = self.line + int(np.count_nonzero(buf[: every.starts[problem.cell]] == 10))
            raise NoFit(problem.row, name, where=Where("", line)) from None
        found(self.result, scanner, counts[:many], misfits[:many])
        for name, rule, count, misfit in zip(self.names, self.rules, counts[many:], misfits[many:], strict=True):
            self.result.add(self.result.columns, name, rule.named, rule.kind, count, misfit, rule.keeps)
        if len(out) != size and LENGTHS not in self.result.notes:
            self.result.notes.append(LENGTHS)
        return out


def apart(scanner: Scanner, cells: Cells, fields: Cells) -> Cells:
    """What was found outside the fields: a number that touches one goes, a name or an address is what there is beside it."""
    if not len(fields) or not len(cells):
        return cells
    first = np.searchsorted(fields.ends, cells.starts, "right")  # the first that ends behind where one begins
    next_at = np.append(fields.starts, np.iinfo(np.int64).max)
    within = next_at[first] <= cells.starts
    starts = np.where(within, np.append(fields.ends, 0)[first], cells.starts)
    first += within
    ends = np.minimum(cells.ends, next_at[first])
    number = np.array([name not in TEXTS for name in scanner.names], np.bool_)[cells.groups]
    whole = (starts == cells.starts) & (ends == cells.ends)
    made = Cells(starts, ends, cells.groups, cells.forms, np.minimum(np.maximum(cells.heads, starts), ends))
    return chosen(made, (starts < ends) & (whole | ~number))
