"""Facts drawn at random from the vocabulary itself: any kind, any field, any value its type allows."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date, datetime
from typing import Any, Literal, Union

from hypothesis import strategies as st

from zhengan.facts.base import Fact, Term
from zhengan.facts.convert import hints
from zhengan.facts.institution import Institution
from zhengan.facts.kinds import KINDS
from zhengan.kit.time import CST

PLAIN_KINDS = [kind for kind in KINDS.values() if kind is not Institution]
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Cn")), min_size=1, max_size=30
).map(str.strip).filter(bool)
days = st.dates(date(1991, 1, 1), date(2026, 1, 1))
instants = st.datetimes(datetime(1991, 1, 1), datetime(2026, 1, 1), timezones=st.just(CST))
numbers = st.floats(0.001, 1e15)
_SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: texts, bool: st.booleans(), int: st.integers(0, 2**53), float: numbers, date: days, datetime: instants,
}  # fmt: skip


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field's type."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        return st.one_of([st.none() if arg is type(None) else values(arg) for arg in args])
    if origin is Literal:
        return st.sampled_from(args)
    if origin is tuple:
        return st.lists(values(args[0]), max_size=3, unique=True).map(tuple)
    if dataclasses.is_dataclass(hint):
        return st.builds(hint, **{f.name: values(hints(hint)[f.name]) for f in dataclasses.fields(hint)})
    return _SCALARS[hint]


def facts(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    """Any fact of a kind whose dates are in order."""
    made = {f.name: values(hints(kind)[f.name]) for f in dataclasses.fields(kind)}
    for field in dataclasses.fields(kind):
        if field.metadata.get("positive") and hints(kind)[field.name] is int:
            made[field.name] = st.integers(1, 2**53)
        if field.metadata.get("within"):
            made[field.name] = st.none() | st.integers(*field.metadata["within"])
    return st.builds(kind, **made).map(ordered)


def ordered(fact: Fact) -> Fact:
    """The same fact with its dates put in order: recorded after it happened, ended after it began, never corrected."""
    changes: dict[str, Any] = {"superseded": None}
    if isinstance(fact, Term) and fact.to is not None and fact.to < fact.since:
        changes["to"] = fact.since
    fact = dataclasses.replace(fact, **changes)
    for first, second in (
        ("start", "end"), ("started", "detected"), ("started", "recovered"), ("detected", "recovered"),
        ("detected", "investors_told"), ("remedied", "problems"),
        ("at", "test_by"), ("at", "report_kept_to"), ("since", "next_review"), ("at", "handled"),
    ):  # fmt: skip
        a, b = getattr(fact, first, None), getattr(fact, second, None)
        if isinstance(a, date | int) and isinstance(b, date | int) and b < a:
            fact = dataclasses.replace(fact, **{second: a})
    return dataclasses.replace(fact, recorded=max(fact.recorded, fact.happened))
