"""Columns of values as a program holds them (texts, numbers, dates, nested JSON): masked as texts, given back as they were."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from math import isfinite
from typing import Any

import numpy as np

from zhengan.masking.formats.fields import Groups, changed
from zhengan.masking.formats.files import Result
from zhengan.masking.formats.searching import Searcher
from zhengan.masking.held import LOOKED_AT
from zhengan.masking.operators.base import NoFit
from zhengan.masking.operators.packed import Packed
from zhengan.masking.policy import Policy, Rule
from zhengan.masking.standing import total

INTEGER = re.compile(r"-?(0|[1-9]\d{0,14})\Z", re.ASCII)

POWER, MOST_POWER = re.compile(r"([1-9])\.([0-9]{5,})[eE]\+?([0-9]{1,2})"), 4
"""How a spreadsheet or a program writes a long number, and so many noughts are none of its figures."""


def whole(value: Any) -> str | None:
    """A text, or a whole number as one; nothing else."""
    if isinstance(value, bool) or value == "":
        return None
    if isinstance(value, float | Decimal) and isfinite(value) and value == int(value):
        return str(int(value))
    return str(value) if isinstance(value, str | int) else None


def unfolded(value: str) -> str:
    """A whole number that is written with a power of ten, in figures: 1.3812345678E10; any other value as it is."""
    found = POWER.fullmatch(value)
    if not found or not 0 <= int(found[3]) - len(found[2]) <= MOST_POWER:
        return value
    return found[1] + found[2] + "0" * (int(found[3]) - len(found[2]))


def written(value: Any) -> str | None:
    """Any value as a text; None where there is none."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return whole(value) or str(value)


def replaced(value: Any, text: str) -> Any:
    """What stands in a value's place: a number where it was one and the mask still is."""
    return int(text) if isinstance(value, int | float) and not isinstance(value, bool) and INTEGER.match(text) else text


def leaf(value: Any) -> bool:
    """Whether a value within nested ones is masked: a text or a number."""
    return isinstance(value, str | int | float | Decimal) and not isinstance(value, bool)


def leaves(value: Any) -> Iterator[Any]:
    """The texts and numbers within nested lists and mappings."""
    if leaf(value):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from leaves(one)


def with_leaves(value: Any, others: Iterator[Any]) -> Any:
    """The same nesting with others in the place of its leaves."""
    if leaf(value):
        return next(others)
    if isinstance(value, dict):
        return {key: with_leaves(one, others) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [with_leaves(one, others) for one in value]
    return value


class Columns:
    """Masks columns by one policy and counts what it did."""

    def __init__(self, policy: Policy, result: Result):
        self.result, self.searcher, self.groups = result, Searcher(policy), Groups(policy)

    def rule(self, names: Sequence[str], header: str, shown: str, values: Sequence[Any] = ()) -> Rule:
        """What becomes of a column that has these first values; see ``Groups``."""
        group = self.groups.group(names, header, shown)
        if group in self.groups.open:
            self.groups.decide(group, [*map(written, islice(leaves([*values]), LOOKED_AT))])
            self.result.notes += [one for one in self.groups.notes if one not in self.result.notes]
        return self.groups.rules[group]

    def free(self) -> Rule:
        """What becomes of texts that stand in no column."""
        return self.groups.rules[self.groups.free()]

    def masked(self, shown: str, rule: Rule, values: list[Any]) -> list[Any]:
        """The values of a column, masked; None and empty texts stay. Nested values are masked leaf by leaf."""
        if any(isinstance(one, dict | list | tuple) for one in values):
            flat = [one for value in values for one in leaves(value)]
            others = iter(self.masked(shown, rule, flat))
            return [with_leaves(one, others) for one in values]
        if rule.operator:
            texts = [written(one) for one in values]
            before = Packed.of([None if one is None or total(one) else one for one in texts])
            try:
                after, misfits = rule.operator.packed(before)
            except NoFit as problem:
                raise NoFit(problem.row, shown) from None
            touched = changed(before, after)
            self.result.add(self.result.columns, shown, rule.named, rule.kind, int(before.filled.sum()), misfits, rule.keeps)
        elif rule.scan:
            if left := self.result.unseen(shown):
                numbers = [whole(one) for one in values if isinstance(one, int | float | Decimal)]
                self.result.passed(shown, numbers[:left], rule.against)
            before = Packed.of([one if isinstance(one, str) else None for one in values])
            after, touched = self.searcher.search(before, self.result, rule.against)
        else:
            return values
        if not touched.any():
            return values
        made, values = after.texts(), list(values)
        for row in np.flatnonzero(touched).tolist():
            values[row] = replaced(values[row], made[row] or "")
        return values
