"""Figures the law requires: value, unit, strictness, for whom and from when.

Strictness lives here, never in a rule's comparison: 71.1(7) says 以上 includes the number and 以下 excludes it,
so ``at_least`` and ``below`` are the two the law writes; ``at_most`` and ``above`` serve other sources.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from zhengan.kit.problem import Problem
from zhengan.kit.quantities import UNITS, Quantity
from zhengan.kit.say import say

COMPARISONS: dict[str, tuple[str, Callable[[float, float], bool]]] = {
    "at_least": ("≥", operator.ge),
    "above": (">", operator.gt),
    "at_most": ("≤", operator.le),
    "below": ("<", operator.lt),
}
TOLERANCE = (
    1e-9  # a ratio such as 0.1 × 3 / 0.6 must land on the limit it equals, not a rounding error beside it
)


@dataclass(frozen=True, slots=True)
class Limit:
    """One required figure, as ``limits.toml`` states it. ``verified`` is False where no public source was seen."""

    id: str
    clause: str
    comparison: str
    value: float
    unit: str
    audience: tuple[str, ...] = ()
    valid_from: date = date(2023, 5, 1)
    valid_to: date | None = None
    source: str = ""
    verified: bool = True

    def __post_init__(self) -> None:
        if self.comparison not in COMPARISONS:
            raise Problem(
                say("限值 {id} 的比较方式“{comparison}”不存在", id=self.id, comparison=self.comparison),
                "",
                say("可用：{value}", value=list(COMPARISONS)),
                code="limit",
            )
        if self.unit not in UNITS:
            raise Problem(
                say("限值 {id} 的单位“{unit}”不存在", id=self.id, unit=self.unit),
                "",
                say("可用：{value}", value=list(UNITS)),
                code="limit",
            )

    def holds(self, figure: float) -> bool:
        """Whether ``figure`` satisfies the limit; equality is decided within one part in 10⁹."""
        sign, compare = COMPARISONS[self.comparison]
        if abs(figure - self.value) <= TOLERANCE * max(1.0, abs(self.value)):
            return "≥" == sign or "≤" == sign
        return compare(figure, self.value)

    def as_dict(self) -> dict[str, float]:
        """``{"below": 0.5}``: the comparison and its value."""
        return {self.comparison: self.value}

    @property
    def quantity(self) -> Quantity:
        """The required figure with its sign and unit."""
        return Quantity(self.value, self.unit, COMPARISONS[self.comparison][0])

    def __str__(self) -> str:
        return str(self.quantity)


@dataclass(frozen=True, slots=True)
class LimitSet:
    """The limits of one article as they stand for one kind of body on one day: ``limits.bandwidth``."""

    article: int
    chosen: dict[str, Limit]

    def __getattr__(self, name: str) -> Limit:
        if name not in LimitSet.__slots__ and name in self.chosen:
            return self.chosen[name]
        raise AttributeError(f"no limit {name!r} for this body on this day")


def choose(article: int, limits: Iterable[Limit], audience: str, on: date) -> LimitSet:
    """The limits in force on ``on`` for a body of kind ``audience``; a limit without audience binds all."""
    chosen = {
        limit.id: limit
        for limit in limits
        if (not limit.audience or audience in limit.audience)
        and limit.valid_from <= on
        and (limit.valid_to is None or on < limit.valid_to)
    }
    return LimitSet(article, chosen)
