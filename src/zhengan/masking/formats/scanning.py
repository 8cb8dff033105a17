"""Personal data found in text by the kernels, as fields that a policy's operators mask."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from zhengan.masking.default_masks import BY_RANK
from zhengan.masking.fast import hantables
from zhengan.masking.fast.engine import Engine, star_all
from zhengan.masking.fast.han import SMALLEST, han
from zhengan.masking.fast.hanline import WINDOW
from zhengan.masking.fast.structured import PAD
from zhengan.masking.formats.cells import NUMBER, PLAIN, Cells
from zhengan.masking.formats.files import Result
from zhengan.masking.kinds.structured import STRUCTURED
from zhengan.masking.operators.base import Operator
from zhengan.masking.policy import Policy, Rule

NAME = "name"


@njit(cache=True, nogil=True)
def settled(starts: Any, ends: Any, kinds: Any) -> int:
    """Of spans by start, those that do not overlap: of two that do the longer, then the one of the lower kind."""
    n = 0
    for k in range(starts.size):
        if n and starts[k] < ends[n - 1]:
            longer = ends[k] - starts[k] - (ends[n - 1] - starts[n - 1])
            if longer < 0 or (longer == 0 and kinds[k] >= kinds[n - 1]):
                continue
            n -= 1
        if n and starts[k] < ends[n - 1]:
            n += 1
            continue
        starts[n], ends[n], kinds[n] = starts[k], ends[k], kinds[k]
        n += 1
    return n


@njit(cache=True, nogil=True)
def outside(starts: Any, ends: Any, low: Any, high: Any) -> Any:
    """Which of some spans touch none of the fields ``[low, high)``, all by start."""
    free = np.ones(starts.size, np.bool_)
    f = 0
    for k in range(starts.size):
        while f < low.size and high[f] <= starts[k]:
            f += 1
        free[k] = f == low.size or ends[k] <= low[f]
    return free


class Scanner:
    """Finds values of every kind in texts of up to ``size`` bytes, and knows what a policy does with them."""

    def __init__(self, policy: Policy, size: int):
        self.policy = policy
        self.size = size
        self.engine = Engine(size)
        room = size // SMALLEST + 2
        self.starts, self.ends = np.zeros(room, np.int64), np.zeros(room, np.int64)
        self.kinds = np.zeros(room, np.uint8)
        self.line, self.offsets = np.zeros(WINDOW + 2, np.uint32), np.zeros(WINDOW + 2, np.int64)
        self.state = np.zeros(4, np.int64)
        self.rules: list[Rule] = []
        self.names: list[str] = []
        self.group = np.full(256, -1, np.int16)
        self.rank = np.zeros(256, np.int64)  # by group: the kind's number where its default stars serve
        for rank, kind in BY_RANK.items():
            rule = policy.of_kind(kind.name)
            if rule.operator:
                self.group[rank] = len(self.rules)
                self.rank[len(self.rules)] = (
                    rank if kind in STRUCTURED and kind.name not in policy.kinds else 0
                )
                self.rules.append(rule)
                self.names.append(kind.name)
        for pattern in policy.patterns:
            self.rules.append(Rule(pattern.operator, pattern.name))
            self.names.append(pattern.name)

    @property
    def operators(self) -> list[Operator]:
        """One for each group of the fields found."""
        return [rule.operator for rule in self.rules if rule.operator]

    def spans(self, buf: Any, size: int) -> tuple[Any, Any, Any]:
        """Starts, ends and ranks of every value in the first ``size`` bytes of a buffer that has PAD behind them."""
        many = self.engine.find(buf, 0, size, size)
        first: list[Any] = [self.engine.starts[:many], self.engine.ends[:many], self.engine.kinds[:many]]
        count = han(
            buf,
            0,
            size,
            size,
            self.starts,
            self.ends,
            self.kinds,
            hantables.load(),
            self.line,
            self.offsets,
            self.state,
        )
        more: list[Any] = [self.starts[:count], self.ends[:count], self.kinds[:count]]
        listed = self.policy.names.find(buf[:size].tobytes()) if self.policy.names else []
        known: list[Any] = [[one.start for one in listed], [one.end for one in listed], [BY_NAME_RANK] * len(listed)]
        starts, ends, kinds = (
            np.concatenate([a, b, np.array(c, a.dtype)]) for a, b, c in zip(first, more, known, strict=True)
        )
        order = np.lexsort((kinds, starts))
        starts, ends, kinds = starts[order], ends[order], kinds[order]
        n = settled(starts, ends, kinds)
        return starts[:n], ends[:n], kinds[:n]

    def cells(self, buf: Any, size: int, form: int = PLAIN) -> Cells:
        """The values that the policy masks, as fields."""
        starts, ends, kinds = self.spans(buf, size)
        groups = self.group[kinds]
        cells = chosen(Cells(starts, ends, groups, np.full(starts.size, form, np.uint8)), groups >= 0)
        return with_patterns(self, buf, size, cells, form) if self.policy.patterns else cells

    def starred(self, buf: Any, cells: Cells, result: Result) -> Cells:
        """Structured values under their default stars, in place; the fields that are left for operators."""
        mine = self.rank[cells.groups]
        stars = (mine > 0) & (cells.forms != NUMBER)
        counts = np.zeros(256, np.int64)
        starts, ends = np.ascontiguousarray(cells.starts[stars]), np.ascontiguousarray(cells.ends[stars])
        star_all(buf, starts, ends, mine[stars].astype(np.uint8), starts.size, counts, np.zeros(3, np.int64))
        for rank in np.flatnonzero(counts):
            name = BY_RANK[int(rank)].name
            result.add(result.kinds, name, "keep", name, int(counts[rank]), 0)
        return chosen(cells, ~stars)


def with_patterns(scanner: Scanner, buf: Any, size: int, cells: Cells, form: int) -> Cells:
    """The user's own patterns added where nothing else stands."""
    import re2  # type: ignore[import-untyped]

    text = buf[:size].tobytes()
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1  # over bytes: a text need not be UTF-8 throughout
    first = len(scanner.rules) - len(scanner.policy.patterns)
    for k, pattern in enumerate(scanner.policy.patterns):
        found = [m.span() for m in re2.compile(pattern.regex.encode(), options).finditer(text)]
        starts = np.array([a for a, _ in found], np.int64)
        ends = np.array([b for _, b in found], np.int64)
        more = Cells(
            starts, ends, np.full(starts.size, first + k, np.int16), np.full(starts.size, form, np.uint8)
        )
        cells = together(cells, chosen(more, outside(starts, ends, cells.starts, cells.ends)))
    return cells


def chosen(cells: Cells, which: Any) -> Cells:
    """Some of the fields."""
    return Cells(cells.starts[which], cells.ends[which], cells.groups[which], cells.forms[which])


def together(one: Cells, other: Cells) -> Cells:
    """The fields of both, by start."""
    order = np.argsort(np.concatenate([one.starts, other.starts]), kind="stable")
    pairs = (
        (one.starts, other.starts),
        (one.ends, other.ends),
        (one.groups, other.groups),
        (one.forms, other.forms),
    )
    return Cells(*(np.concatenate(pair)[order] for pair in pairs))


BY_NAME_RANK = next(rank for rank, kind in BY_RANK.items() if kind.name == NAME)
__all__ = ["PAD", "Scanner", "chosen", "outside", "together"]
