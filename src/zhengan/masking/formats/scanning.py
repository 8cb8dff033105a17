"""Personal data found in text by the kernels, as fields that a policy's operators mask."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.masking import policy as policies
from zhengan.masking.default_masks import BY_RANK, default
from zhengan.masking.fast.engine import EVERY, Engine, star_all
from zhengan.masking.fast.escapes import in_escapes
from zhengan.masking.fast.hanlist import LONGEST, Listed, pack
from zhengan.masking.fast.structured import PAD
from zhengan.masking.formats.cells import NUMBER, PLAIN, SPELT, Cells
from zhengan.masking.formats.files import Result
from zhengan.masking.formats.sparing import Sparing
from zhengan.masking.kept import kept
from zhengan.masking.kinds.every import RANKS
from zhengan.masking.operators.base import Operator
from zhengan.masking.plain.landlines import without_extension
from zhengan.masking.policy import Pattern, Policy, Rule
from zhengan.masking.unproven import unproven

LANDLINE, PSEUDONYMS = RANKS["landline"], ("hash", "fpe", "fpe-back", "fake")
TEXTS, PROVES_ITSELF = ("name", "address", "email"), 18  # no numbers; bytes of an identity number that no label speaks against
NUMBERS = np.isin(np.arange(256), [rank for name, rank in RANKS.items() if name not in TEXTS])
AROUND = np.isin(np.arange(256), [*b" *`'\"\t\r-"])  # what may stand beside a number in its field
NO_CHARACTER = "zhengan-no-character"
SYNTAX = [*b',\t;|"\x01^']  # what may stand between the fields of a table
Fields = tuple[Any, Any]
Against = tuple[Any, Any, Any]
"""Where fields begin and end, and against what the header of each speaks (``Rule.against``)."""
NOTHING = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.uint8))


@kept
def outside(starts: Any, ends: Any, low: Any, high: Any) -> Any:
    """Which of some spans touch none of the fields ``[low, high)``, all by start."""
    free = np.ones(starts.size, np.bool_)
    f = 0
    for k in range(starts.size):
        while f < low.size and high[f] <= starts[k]:
            f += 1
        free[k] = f == low.size or ends[k] <= low[f]
    return free


@kept
def filling(buf: Any, starts: Any, ends: Any, low: Any, high: Any, around: Any) -> Any:
    """Which of some spans fill one of the fields ``[low, high)``, all by start: only what may stand ``around`` is beside them."""
    made = np.zeros(starts.size, np.bool_)
    f = 0
    for k in range(starts.size):
        while f < low.size and high[f] < ends[k]:
            f += 1
        if f == low.size or starts[k] < low[f]:
            continue
        made[k] = True
        for i in range(low[f], starts[k]):
            made[k] &= around[buf[i]]
        for i in range(ends[k], high[f]):
            made[k] &= around[buf[i]]
    return made


class Scanner:
    """Finds values of every kind in texts of up to ``size`` bytes, and knows what a policy does with them.

    ``engine``: one that is there already, to be shared. ``tabled``: whether a line may be the header of those below.
    Operators are the scanner's own, so that each may have its thread.
    """

    def __init__(self, policy: Policy, size: int, engine: Engine | None = None, tabled: bool = False):
        self.policy = policy
        self.size = size
        self.engine = engine or Engine(size, listed(policy), worded(policy), tabled)
        self.rules: list[Rule] = []
        self.names: list[str] = []
        self.group = np.full(256, -1, np.int16)
        self.rank = np.zeros(256, np.int64)  # by group: the kind's number where its default stars serve
        self.stars = np.zeros(256, np.bool_)  # by that number: whether they do
        for rank, kind in BY_RANK.items():
            rule = policy.of_kind(kind.name)
            if rule.operator:
                self.group[rank] = len(self.rules)
                self.rank[len(self.rules)] = rank if is_default(kind.name, rule.operator) else 0
                self.stars[rank] = self.rank[len(self.rules)] > 0
                self.rules.append(own(rule))
                self.names.append(kind.name)
        for pattern in policy.patterns:
            self.rules.append(own(Rule(pattern.operator, pattern.name)))
            self.names.append(pattern.name)
        self.sparing = Sparing(policy.public) if policy.public else None
        self.spared: tuple[Any, Any, Any] = NOTHING
        """Starts, ends and ranks of what the last text held that is the policy's list of published data."""

    @property
    def operators(self) -> list[Operator]:
        """One for each group of the fields found."""
        return [rule.operator for rule in self.rules if rule.operator]

    def spans(self, buf: Any, size: int, against: Against | None = None) -> tuple[Any, Any, Any]:
        """Starts, ends and ranks of every value in the first ``size`` bytes of a buffer that has PAD behind them. ``against``:
        see ``believed``. Without what is ``spared``."""
        n, found = self.engine.find(buf, size), self.engine.found
        left = self.left(buf, n, against)
        return found.starts[:n][left], found.ends[:n][left], found.kinds[:n][left]

    def left(self, buf: Any, n: int, against: Against | None = None) -> Any:
        """Which of the first ``n`` values found are ``believed`` and are not published; of these ``spared`` hears."""
        left, held = self.believed(buf, n, against), self.engine.found
        if self.sparing:
            starts, ends, kinds = held.starts[:n], held.ends[:n], held.kinds[:n]
            public = self.sparing.held(buf, starts, ends, kinds, left & (self.group[kinds] >= 0))
            self.spared = starts[public], ends[public], kinds[public]
            left &= ~public
        return left

    def spare(self, result: Result, which: Any = ...) -> None:
        """Counts what the last text held that is ``spared``, or some of it."""
        ranks, counts = np.unique(self.spared[2][which], return_counts=True)
        for rank, count in zip(ranks.tolist(), counts.tolist(), strict=True):
            result.spare(BY_RANK[rank].name, count)

    def believed(self, buf: Any, n: int, against: Against | None) -> Any:
        """Which of the first ``n`` values found are none of the numbers, or names, that fill a field ``against`` which its
        header speaks, as a label before it would; an identity number of eighteen characters proves itself."""
        held = self.engine.found
        left = np.ones(n, np.bool_)
        if against is not None and against[0].size:
            starts, ends, kinds = held.starts[:n], held.ends[:n], held.kinds[:n]
            numbers = NUMBERS[kinds] & ~((kinds == RANKS["resident_id"]) & (ends - starts >= PROVES_ITSELF))
            low, high, what = against
            for bit, doubtful in ((policies.NUMBERS, numbers), (policies.NAMES, kinds == RANKS["name"])):
                if (mine := what & bit > 0).any():
                    left &= ~(doubtful & filling(buf, starts, ends, low[mine], high[mine], AROUND))
        return left

    def unproven(self, buf: Any, size: int, starts: Any, stops: Any, shift: int = 0) -> Iterator[tuple[int, str]]:
        """The doubtful numbers of the last text, in which those values were found, but for what is published. ``shift``: by how
        many bytes its places are ahead of those of the buffer."""
        if self.spared[0].size:
            starts = np.sort(np.concatenate([starts, self.spared[0] - shift]))
            stops = np.sort(np.concatenate([stops, self.spared[1] - shift]))
        return unproven(buf, size, starts, stops, self.policy.public)

    @property
    def rest(self) -> bool:
        """Whether the policy does anything with a kind but put its default stars."""
        return bool((self.rank[: len(self.rules)] == 0).any())

    def cells(
        self, buf: Any, size: int, form: int = PLAIN, against: Against | None = None, fields: Fields | None = None
    ) -> Cells:
        """The values that the policy masks, as fields. ``against``: see ``believed``; ``fields``: see ``apart``."""
        n = self.engine.find(buf, size)
        left = self.left(buf, n, against)
        cells = self.found(buf, form, left)
        return with_patterns(self, buf, size, cells, form, fields) if self.policy.patterns else cells

    def found(self, buf: Any, form: int = PLAIN, left: Any = True) -> Cells:
        """Those that the engine has found in a buffer and the policy masks, as fields; of them what is ``left``."""
        n, held = self.engine.found.count, self.engine.found
        groups = self.group[held.kinds[:n]]
        forms = np.full(n, form, np.uint8)
        forms[in_escapes(buf, held.starts[:n], held.ends[:n], held.kinds[:n])] = SPELT
        return chosen(Cells(held.starts[:n], held.ends[:n], groups, forms, held.heads[:n]), (groups >= 0) & left)

    def starred(self, buf: Any, cells: Cells, result: Result) -> Cells:
        """Values under their default stars, in place; the fields that are left for operators."""
        mine = self.rank[cells.groups]
        stars = (mine > 0) & (cells.forms != NUMBER)
        counts = np.zeros(256, np.int64)
        starts, ends, heads = (np.ascontiguousarray(of[stars]) for of in (cells.starts, cells.ends, cells.heads))
        kinds = mine[stars].astype(np.uint8)
        star_all(buf, starts, ends, heads, kinds, starts.size, EVERY, counts)
        for rank in np.flatnonzero(counts):
            name = BY_RANK[int(rank)].name
            result.add(result.kinds, name, "keep", name, int(counts[rank]), 0)
        return self.numbers(buf, chosen(cells, ~stars))

    def numbers(self, buf: Any, cells: Cells) -> Cells:
        """The same with fixed lines up to their extensions, where a pseudonym is to be the same with one and without."""
        group = self.group[LANDLINE]
        if group >= 0 and self.rules[group].named in PSEUDONYMS:
            for k in np.flatnonzero((cells.groups == group) & (cells.forms != NUMBER)):
                start, end = int(cells.starts[k]), int(cells.ends[k])
                cells.ends[k] = start + without_extension(buf[start:end].tobytes())
        return cells


def with_patterns(scanner: Scanner, buf: Any, size: int, cells: Cells, form: int, fields: Fields | None = None) -> Cells:
    """The user's own patterns added; see ``longer`` for where something else stands."""
    text = characters((apart(buf, size, *fields) if fields else buf[:size]).tobytes())
    first = len(scanner.rules) - len(scanner.policy.patterns)
    for k, pattern in enumerate(scanner.policy.patterns):
        cells, starts, ends = longer(cells, matches(pattern, text))
        more = Cells(
            starts, ends, np.full(starts.size, first + k, np.int16), np.full(starts.size, form, np.uint8)
        )
        cells = together(cells, more)
    return cells


def longer(cells: Cells, found: list[tuple[int, int]]) -> tuple[Cells, Any, Any]:
    """Of values and a pattern's matches, both by start, those that stay: the longer of two that overlap, with what the shorter
    one has beyond it, so that nothing of either passes."""
    starts, ends = np.array(found, np.int64).reshape(-1, 2).T
    low, high = np.searchsorted(cells.ends, starts, "right"), np.searchsorted(cells.starts, ends, "left")
    touching = np.flatnonzero(low < high)
    if not touching.size:
        return cells, starts, ends
    kept = np.ones(len(cells), np.bool_)
    made: list[tuple[int, int]] = []
    done = 0
    for k in touching:
        start, end = int(starts[k]), int(ends[k])
        of = slice(int(low[k]), int(high[k]))
        lows, highs = cells.starts[of], cells.ends[of]
        if end - start > int((highs - lows).max()):
            kept[of] = False
            pieces = [(min(start, int(lows[0])), max(end, int(highs[-1])))]
        else:
            pieces = [*zip([start, *highs.tolist()], [*lows.tolist(), end], strict=True)]
        for a, b in pieces:
            if max(a, done) < b:
                made.append((max(a, done), b))
                done = b
    free = np.ones(starts.size, np.bool_)
    free[touching] = False
    every = np.array([*zip(starts[free], ends[free], strict=True), *made], np.int64).reshape(-1, 2)
    every = every[np.argsort(every[:, 0], kind="stable")]
    return chosen(cells, kept), every[:, 0].copy(), every[:, 1].copy()


def apart(buf: Any, size: int, starts: Any, ends: Any) -> Any:
    """A table's text with line ends for all that stands between its fields, so that a pattern matches within one of them."""
    edges = np.zeros(size + 1, np.int64)
    edges[starts] += 1
    edges[ends] -= 1
    between = np.cumsum(edges[:size]) == 0
    first = int(starts[0]) if starts.size else size  # before that, the header
    between[:first] &= np.isin(buf[:first], SYNTAX)
    return np.where(between, 10, buf[:size]).astype(np.uint8)


def matches(pattern: Pattern, text: bytes) -> list[tuple[int, int]]:
    """Where (in bytes) a pattern of the user's own matches a text in UTF-8, ``characters`` where it need not be; never beyond
    a line's end, for where pieces and values are joined there."""
    return [m.span() for m in compiled(pattern.regex).finditer(text)]


@cache
def compiled(regex: str) -> Any:
    """A pattern over UTF-8, as the policy has read it."""
    import re2

    options = re2.Options()
    options.never_nl = True
    return re2.compile(regex.encode(), options)


def characters(text: bytes) -> bytes:
    """A text as long in which each byte that is no UTF-8 is a character (U+001A): so a pattern sees what is beside it, and
    what stands for any character takes it in."""
    try:
        text.decode()
        return text
    except UnicodeDecodeError:
        return text.decode("utf-8", NO_CHARACTER).encode()


def substituted(error: UnicodeError) -> tuple[str, int]:
    """What stands for bytes that are no UTF-8."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\x1a" * (error.end - error.start), error.end


codecs.register_error(NO_CHARACTER, substituted)


def chosen(cells: Cells, which: Any) -> Cells:
    """Some of the fields."""
    return Cells(cells.starts[which], cells.ends[which], cells.groups[which], cells.forms[which], cells.heads[which])


def together(one: Cells, other: Cells) -> Cells:
    """The fields of both, by start."""
    order = np.argsort(np.concatenate([one.starts, other.starts]), kind="stable")
    pairs = (
        (one.starts, other.starts),
        (one.ends, other.ends),
        (one.groups, other.groups),
        (one.forms, other.forms),
        (one.heads, other.heads),
    )
    return Cells(*(np.concatenate(pair)[order] for pair in pairs))


def is_default(kind: str, operator: Operator) -> bool:
    """Whether an operator is the kind's default mask, by whatever policy: then the kernels put the stars.

    What it does with misfits is of no account, for what is found in text fits.
    """
    usual = default(kind)
    return type(operator) is type(usual) and replace(operator, on_misfit=usual.on_misfit, label=usual.label) == usual


def own(rule: Rule) -> Rule:
    """The rule with an operator of its own: ciphers are not to be shared by threads."""
    return replace(rule, operator=copy(rule.operator))


def found(result: Result, scanner: Scanner, counts: list[int], misfits: list[int]) -> None:
    """Counts the values found in text."""
    for name, rule, count, misfit in zip(scanner.names, scanner.rules, counts, misfits, strict=True):
        if count:
            result.add(result.kinds, name, rule.named, name, count, misfit, rule.keeps)


def listed(policy: Policy) -> Listed | None:
    """The policy's list of names for the kernels; a Problem where one is no name of a person."""
    try:
        return pack(policy.names) if policy.names else None
    except ValueError:
        raise Problem(say("姓名清单中有超过 {most} 字节的姓名", most=LONGEST), "清单应为每行一个姓名", "检查姓名清单",
                      code="masking-policy") from None  # fmt: skip


def worded(policy: Policy) -> bool:
    """Whether a policy does anything with names or addresses found in text."""
    return any(policy.of_kind(kind).operator for kind in ("name", "address"))


__all__ = ["PAD", "Scanner", "chosen", "found", "listed", "outside", "together", "worded"]
