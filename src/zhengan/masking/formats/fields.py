"""Texts within a file of any syntax: read as they are meant, masked, and written back as that syntax spells them.

A format gives fields (where they stand, whose they are, how they are spelt) and one ``Spelling`` for each way of spelling.
Only fields whose meaning changes are written again; every other byte stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any, Protocol

import numpy as np

from zhengan.kit.problem import Where
from zhengan.kit.say import Name, Say, say
from zhengan.masking import held
from zhengan.masking.formats import naming
from zhengan.masking.formats.cells import Cells, overwritten, splice, taken
from zhengan.masking.formats.files import Result
from zhengan.masking.formats.json import text as jsontext
from zhengan.masking.formats.pgarray import unfolded
from zhengan.masking.formats.searching import Searcher, of_bytes
from zhengan.masking.kept import kept
from zhengan.masking.operators import kernels
from zhengan.masking.operators.base import NoFit
from zhengan.masking.operators.packed import Flags, Packed
from zhengan.masking.policy import Policy, Rule


class Spelling(Protocol):
    """How a text stands in a file."""

    plain: bool
    """Its bytes are the text itself, so long as a masked text has none of the ``special`` bytes."""
    special: bytes
    searched: bool
    """Whether the text is searched where no rule of its own says what becomes of it."""
    word: bool
    """Whether it is true or false: masked only where the policy itself names the column, not for the column's header."""

    def read(self, raw: bytes) -> str | None:
        """The text that is meant; None where it is none. ``read_all``, where there is one, reads many at once."""

    def write(self, text: str, raw: bytes) -> bytes:
        """How another text is spelt where ``raw`` stood."""


FREE = ("", "", False, "")
JSON = say("JSON 中的数字掩盖后写成了字符串，以便仍是有效的 JSON")
KEYS = "键名中有个人信息，键名未改动"
BARE = "第 {line} 行的语句中有没加引号的数字，像是 {kind}，没有改动：请给它所在的列写规则，或删去这条语句"
OPAQUE = "“{name}”中有不是文字的字节（图片、压缩包等），其中的内容没有查找：请给这一列写规则，例如 operator: drop"
BODY = "第 {line} 行的函数体或 DO 块（$$…$$）中有增改数据的语句，只按文字查找，其中的值没有按列脱敏：请核对，或改写成普通语句"
OPAQUE_STATEMENT = "语句中有不是文字的字节（如大对象 lowrite 的图片、压缩包），其中的内容没有查找：请导出时不带大对象，或另行处理"


class Groups:
    """Whose a field is: every column of a file, with what becomes of it, numbered from 0."""

    def __init__(self, policy: Policy):
        self.policy = policy
        self.names: list[str] = []
        self.rules: list[Rule] = []
        self.stated: list[bool] = []
        self.headers: list[str] = []
        """What each column goes by, as by its header: a comment on it, keys above."""
        self.kinds: list[str] = []
        """Of what was found in a text by its surroundings, and is no column's, the kind."""
        self.of_kinds: dict[str, int] = {}
        self.number: dict[tuple[str, str, bool, str], int] = {}
        self.seen: set[str] = set()
        self.open: set[int] = set()
        """Columns of which the values have yet to say what they are (``held``)."""
        self.notes: list[Say] = []

    def group(self, names: Sequence[str], header: str, shown: str) -> int:
        """The number of the column that a policy may call by any of ``names``, the first wins; ``header`` may name a kind."""
        stated = next((name for name in names if name in self.policy.columns), None)
        if stated is not None:
            self.seen.add(stated)
        also = self.policy.rule(header).also  # of what is below a column that the policy names, too
        key = (stated or header, shown, stated is not None, also)
        if key not in self.number:
            rule = replace(self.policy.rule(stated or header), also=also)
            self.number[key] = self.more(shown, rule, stated is not None, header=header)
            if stated is None and self.policy.rest == "scan" and held.asks(header):
                self.open.add(self.number[key])
        return self.number[key]

    def more(self, shown: str, rule: Rule, stated: bool = False, kind: str = "", header: str = "") -> int:
        """One group more."""
        self.names.append(shown)
        self.headers.append(header)
        self.stated.append(stated)
        self.rules.append(rule)
        self.kinds.append(kind)
        return len(self.rules) - 1

    def of_kind(self, kind: str) -> int:
        """The number of values of a kind that were found and stand in no column of their own."""
        if kind not in self.of_kinds:
            self.of_kinds[kind] = self.more("", self.policy.of_kind(kind), kind=kind)
        return self.of_kinds[kind]

    def decide(self, group: int, values: Sequence[str | None]) -> None:
        """Hears the first values of a column that is open still: once they are of a kind, they stay."""
        if group in self.open and held.filled(values):
            rule = self.rules[group] = self.policy.rule(self.headers[group], values)
            if rule.operator:
                self.open.discard(group)
            elif (note := held.note(self.headers[group], values, self.names[group])) and note not in self.notes:
                self.notes.append(note)

    def ruled(self, group: int) -> bool:
        """Whether a rule of its own says what becomes of a column, or may."""
        return not self.rules[group].scan or group in self.open

    def free(self) -> int:
        """The number of texts that belong to no column: searched, unless the policy leaves them."""
        if FREE not in self.number:
            self.number[FREE] = self.more("", Rule(scan=self.policy.rest != "leave"))
        return self.number[FREE]

    def missing(self) -> str:
        """A column that the policy names and the file has not, or ''."""
        return next((name for name in self.policy.columns if name not in self.seen), "")


class Treatment:
    """What is done with fields; by itself nothing."""

    arrays = False
    """Whether texts may be arrays as PostgreSQL spells them."""

    def __init__(self, groups: Groups, spellings: Sequence[Spelling]):
        self.groups, self.spellings = groups, spellings
        self.plain = np.array([one.plain for one in spellings])
        self.searched = np.array([one.searched for one in spellings])
        self.words = np.array([one.word for one in spellings])
        self.special = np.zeros(256, np.bool_)
        for one in spellings:
            self.special[list(one.special)] = True

    def fields(self, buf: Any, size: int, cells: Cells, line: int) -> Any:
        """The first ``size`` bytes of ``buf`` treated; ``line`` is that of its first byte."""
        return buf[:size]

    def named(self, text: str, line: int) -> None:
        """Hears of every name of a column, which stays as it is."""

    def bare(self, kind: str, line: int) -> None:
        """Hears of a number that is no field, and stays as it is."""

    def aside(self, group: int, text: str | None, line: int) -> None:
        """Hears of a text that turns out to be a group's behind the place where it stands."""

    def opaque(self, column: str) -> None:
        """Hears of a column (of none: '') in which bytes stand that are no text, so that nothing is found in them."""

    def body(self, line: int) -> None:
        """Hears of the body of a function with statements about rows, which was searched as a text."""

    def read(self, buf: Any, cells: Cells, rows: Any) -> Packed:
        """Some fields as they are meant."""
        data, at, _ = taken(buf, cells.starts, cells.ends, np.zeros(len(cells), np.uint8), rows)
        made = Packed(data, at, np.ones(rows.size, np.bool_))
        forms = cells.forms[rows]
        if self.plain[forms].all():
            return made
        for form in np.unique(forms[~self.plain[forms]]):
            other = forms == form
            meant = self.meant(self.spellings[form], buf, cells, rows[other])
            which = np.where(other, np.cumsum(other) - 1, -1)
            spread = Packed(*kernels.spread(meant.data, meant.offsets, which), other)
            mixed = made.replaced(other, spread)
            present = made.present.copy()
            present[other] = meant.present
            made = Packed(mixed.data, mixed.offsets, present)
        return made

    def meant(self, spelling: Spelling, buf: Any, cells: Cells, rows: Any) -> Packed:
        """Some fields of one spelling."""
        many = getattr(spelling, "read_all", None)
        if many:
            data, at = many(buf, cells.starts, cells.ends, rows)
            return Packed(data, at, np.ones(rows.size, np.bool_))
        view = memoryview(buf)
        return Packed.of([spelling.read(bytes(view[cells.starts[r] : cells.ends[r]])) for r in rows.tolist()])

    def each(self, buf: Any, cells: Cells, passed: Callable[[int, Any], None] = lambda group, rows: None) -> Any:
        """(Group, its rule, its fields) of every group that has any; without what is not searched, where that is the rule:
        of it ``passed`` hears."""
        order, borders = by_group(cells.groups, len(self.groups.rules))
        for group in range(len(self.groups.rules)):
            rows = order[borders[group] : borders[group + 1]]
            if group in self.groups.open and rows.size:
                self.groups.decide(group, readable(self.read(buf, cells, rows[: held.LOOKED_AT])).texts())
            rule = self.groups.rules[group]
            if not rule.operator and rows.size:
                searched = self.searched[cells.forms[rows]]
                if rule.scan and not searched.all():
                    passed(group, rows[~searched])
                rows = rows[searched]
            if not self.groups.stated[group] and rows.size:
                rows = rows[~self.words[cells.forms[rows]]]
            if rows.size:
                yield group, rule, rows


class Masking(Treatment):
    """Fields masked as the policy says; counted in ``result``."""

    def __init__(self, groups: Groups, spellings: Sequence[Spelling], result: Result, note: str | Say = KEYS):
        super().__init__(groups, spellings)
        self.result, self.note = result, note
        self.searcher = Searcher(groups.policy)
        self.told = self.bodied = False
        """Whether a number that is no field was noted."""

    def named(self, text: str, line: int) -> None:
        """A name that holds something personal is noted, for it stays."""
        if self.note not in self.result.notes and naming.found(text, self.groups.policy.public):
            self.result.notes.append(self.note)

    def bare(self, kind: str, line: int) -> None:
        """The first is noted."""
        if not self.told:
            self.told = True
            self.result.notes.append(say(BARE, line=line, kind=kind))

    def opaque(self, column: str) -> None:
        """It is noted."""
        self.result.notes.append(say(OPAQUE, name=Name(column)) if column else say(OPAQUE_STATEMENT))

    def body(self, line: int) -> None:
        """The first is noted."""
        if not self.bodied:
            self.bodied = True
            self.result.notes.append(say(BODY, line=line))

    def fields(self, buf: Any, size: int, cells: Cells, line: int) -> Any:
        """The first ``size`` bytes of ``buf`` masked."""
        pending: list[tuple[Any, Packed]] = []
        scanned: list[Any] = []
        for group, rule, rows in self.each(buf, cells, partial(self.passed, buf, cells)):
            if rule.scan:
                scanned.append(rows)
            elif rule.operator:
                before = readable(self.read(buf, cells, rows))
                laid = unfolded(before) if self.arrays else None
                kind = self.groups.kinds[group]
                where, name = (self.result.kinds, kind) if kind else (self.result.columns, self.groups.names[group])
                try:
                    after, misfits = rule.operator.packed(laid.flat if laid else before)
                except NoFit as problem:
                    problem.row = laid.row(problem.row) if laid else problem.row
                    at = line + int(np.count_nonzero(buf[: cells.starts[rows[problem.row]]] == 10))
                    raise NoFit(problem.row, name, where=Where("", at)) from None
                many = int((laid.flat if laid else before).filled.sum())
                after = laid.folded(after) if laid else after
                self.result.add(where, name, rule.named, rule.kind, many, misfits, rule.keeps)
                touched = before.present & changed(before, after)
                self.put(buf, cells, rows[touched], part(after, touched), pending)
        self.result.notes += [one for one in self.groups.notes if one not in self.result.notes]
        if scanned:
            rows = np.sort(np.concatenate(scanned))
            before = self.read(buf, cells, rows)
            against = np.array([rule.against for rule in self.groups.rules])
            after, touched = self.searcher.search(before, self.result, against[cells.groups[rows]])
            touched &= before.present
            if touched.any():
                after, mended = jsontext.mended(self.searcher, before, after, touched, self.again)
                if mended and JSON not in self.result.notes:
                    self.result.notes.append(JSON)
                self.put(buf, cells, rows[touched], part(after, touched), pending)
        if not pending:
            return buf[:size]
        plain = Cells(cells.starts, cells.ends, cells.groups, np.zeros(len(cells), np.uint8))
        return splice(buf, size, plain, pending, 0)

    def again(self, values: Packed) -> tuple[Packed, Flags]:
        """Texts masked that are counted already."""
        return self.searcher.search(values, Result(""))

    def passed(self, buf: Any, cells: Cells, group: int, rows: Any) -> None:
        """Looks at the first numbers of a column without a rule."""
        name = self.groups.names[group]
        left = self.result.unseen(name)
        if left:
            against = self.groups.rules[group].against
            self.result.passed(name, self.read(buf, cells, rows[:left]).texts(), against)

    def put(self, buf: Any, cells: Cells, rows: Any, after: Packed, pending: list[tuple[Any, Packed]]) -> None:
        """Masked texts in the place of fields: in place where they are as long, else kept until all are known."""
        made = self.spelt(buf, cells, rows, after)
        if np.array_equal(made.lengths, cells.ends[rows] - cells.starts[rows]):
            overwritten(buf, cells.starts, cells.ends, rows, made.data, made.offsets)
        elif rows.size:
            pending.append((rows, made))

    def spelt(self, buf: Any, cells: Cells, rows: Any, after: Packed) -> Packed:
        """Texts as they are written in the place of those fields."""
        slow = ~self.plain[cells.forms[rows]] | holding(after.data, after.offsets, self.special)
        if not slow.any():
            return after
        made = [b""] * rows.size
        meant, at = after.data.tobytes(), after.offsets.tolist()
        for k in np.flatnonzero(slow):
            r = rows[k]
            raw = bytes(memoryview(buf)[cells.starts[r] : cells.ends[r]])
            made[k] = self.spellings[cells.forms[r]].write(text_of(meant[at[k] : at[k + 1]]), raw)
        return after.replaced(slow, of_bytes(made))


class Looking(Treatment):
    """Fields looked through for what remains: ``tell(kind, column, line)`` hears of every value found."""

    def __init__(
        self, groups: Groups, spellings: Sequence[Spelling], judge: Callable[..., Any], tell: Callable[[str, str, int], None]
    ):
        super().__init__(groups, spellings)
        self.tell, self.judge = tell, judge
        self.searched = np.ones(len(spellings), np.bool_)

    def named(self, text: str, line: int) -> None:
        """A name is looked at like a text."""
        for _, kind in self.judge("", Rule(scan=True), Packed.of([text])):
            self.tell(kind, "", line)

    def bare(self, kind: str, line: int) -> None:
        """It is told."""
        self.tell(kind, "", line)

    def aside(self, group: int, text: str | None, line: int) -> None:
        """It is looked at."""
        name = self.groups.names[group]
        for _, kind in self.judge(name, self.groups.rules[group], Packed.of([text])):
            self.tell(kind, name, line)

    def fields(self, buf: Any, size: int, cells: Cells, line: int) -> Any:
        """Nothing changes."""
        line_ends = np.flatnonzero(buf[:size] == 10)
        for group, rule, rows in self.each(buf, cells):
            name = self.groups.names[group]
            values = self.read(buf, cells, rows)
            laid = unfolded(readable(values)) if self.arrays and rule.kind else None
            for row, kind in self.judge(name, rule, laid.flat if laid else values):
                row = laid.row(row) if laid else row
                self.tell(kind, name, line + int(np.searchsorted(line_ends, cells.starts[rows[row]])))
        return buf[:size]


class Sampling(Treatment):
    """The first texts of every column."""

    def __init__(self, groups: Groups, spellings: Sequence[Spelling], most: int):
        super().__init__(groups, spellings)
        self.most = most
        self.searched = np.ones(len(spellings), np.bool_)
        self.values: dict[str, list[str]] = {}
        self.headers: dict[str, str] = {}
        """What each column goes by; what names a kind comes first."""

    def fields(self, buf: Any, size: int, cells: Cells, line: int) -> Any:
        """Nothing changes."""
        for group, _, rows in self.each(buf, cells):
            name, header = self.groups.names[group], self.groups.headers[group]
            texts = self.values.setdefault(name, [])
            if name not in self.headers or self.groups.rules[group].also:
                self.headers[name] = header
            more = readable(self.read(buf, cells, rows[: self.most - len(texts)])).texts()
            texts += [text.strip() for text in more if text and text.strip()]
        return buf[:size]


@kept
def by_group(groups: Any, many: int) -> Any:
    """Fields by their group, in the order in which they stand, and where each group begins among them."""
    borders = np.zeros(many + 1, np.int64)
    for k in range(groups.size):
        borders[groups[k] + 1] += 1
    for group in range(many):
        borders[group + 1] += borders[group]
    order, next_of = np.empty(groups.size, np.int64), borders.copy()
    for k in range(groups.size):
        order[next_of[groups[k]]] = k
        next_of[groups[k]] += 1
    return order, borders


@kept
def holding(data: Any, at: Any, special: Any) -> Any:
    """Which texts hold one of the special bytes."""
    made = np.zeros(at.size - 1, np.bool_)
    for k in range(made.size):
        for i in range(at[k], at[k + 1]):
            made[k] |= special[data[i]]
    return made


@kept
def differing(one: Any, one_at: Any, other: Any, other_at: Any) -> Any:
    """Which texts of two columns differ."""
    made = np.zeros(one_at.size - 1, np.bool_)
    for k in range(made.size):
        size = one_at[k + 1] - one_at[k]
        made[k] = size != other_at[k + 1] - other_at[k]
        for i in range(size):
            if made[k]:
                break
            made[k] = one[one_at[k] + i] != other[other_at[k] + i]
    return made


def changed(before: Packed, after: Packed) -> Flags:
    """Which rows an operator changed."""
    flags: Flags = differing(before.data, before.offsets, after.data, after.offsets)
    return flags


def text_of(raw: bytes) -> str:
    """Text in UTF-8; of other bytes each one as a character, so that none is lost."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def readable(column: Packed) -> Packed:
    """The column as operators want it: all of it UTF-8."""
    raw = column.data.tobytes()
    try:
        raw.decode()
        return column
    except UnicodeDecodeError:
        at = column.offsets.tolist()
        texts = [text_of(raw[a:b]).encode() for a, b in pairwise(at)]
        made = of_bytes(texts)
        return Packed(made.data, made.offsets, column.present)


def part(column: Packed, rows: Flags) -> Packed:
    """Some rows of a column."""
    if rows.all():
        return column
    data, at = kernels.spread(column.data, column.offsets, np.flatnonzero(rows))
    return Packed(data, at, column.present[rows])
