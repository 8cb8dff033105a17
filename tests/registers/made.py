"""Facts of any kind, made from what the kind says of its fields: the plainest one, and any one (Hypothesis)."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st

from zhengan.accounts.models import Institution
from zhengan.facts.base import BOOKKEEPING, Fact
from zhengan.facts.convert import hints
from zhengan.facts.kinds import KINDS
from zhengan.kit.time import CST
from zhengan.records.services import Entry, record_many
from zhengan.records.values import values_of
from zhengan.registers.catalogue import BY_KIND
from zhengan.registers.kit.written import write_cell

NAMED = ("x-1", "x-2")
"""Identifiers that exist in every register others point into, once ``lay_ground`` ran."""
GROUND = (
    "systems", "suppliers", "links", "monitor_sources", "log_sources", "disaster_sites", "incidents", "outages", "drills",
    "changes", "test_data_sets", "outbound_channels",
)  # fmt: skip
DAY = date(2020, 3, 2)
NEVER = datetime(2026, 1, 1, tzinfo=CST)
SUM = "sha256:" + "0a" * 32
PLAIN: dict[Any, Any] = {
    str: NAMED[0],
    bool: True,
    int: 1,
    float: 1.5,
    date: DAY,
    datetime: datetime(2020, 3, 2, 10, tzinfo=CST),
}
SPECIAL: dict[str, Any] = {
    "clause": st.sampled_from(["20.1", "71.1(6)"]),
    "about": st.none() | st.sampled_from(NAMED),
    "kinds": st.lists(st.sampled_from(["resident_id", "mobile", "bank_card", "name"]), unique=True).map(tuple),
}
MARKETS = st.none() | st.lists(st.sampled_from(["SSE", "SZSE", "BSE"]), unique=True, min_size=1).map(tuple)
ORDER = (
    ("since", "to"), ("start", "end"), ("started", "detected"), ("started", "recovered"), ("detected", "recovered"),
    ("detected", "investors_told"), ("at", "test_by"), ("at", "report_kept_to"), ("since", "next_review"),
    ("at", "handled"),
)  # fmt: skip
PARTS = (("problems", "remedied"),)
LETTERS = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Zs"))
NAMES = st.text(
    st.characters(categories=("Lu", "Ll", "Lo", "Nd"), include_characters="-_."), min_size=1, max_size=30
)
DAYS = st.dates(date(1990, 1, 1), date(2025, 12, 31))
INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2025, 12, 31)).map(lambda t: t.replace(tzinfo=CST, fold=0))


def plainest(kind: type[Fact], id: str = "n-1", **stated: Any) -> Fact:
    """A fact that states only what its kind must."""
    needed = [
        f
        for f in dataclasses.fields(kind)
        if f.default is dataclasses.MISSING and f.name not in ("id", "recorded")
    ]
    values = {f.name: SUM if f.metadata["sum"] else _plain(f.name, hints(kind)[f.name]) for f in needed}
    return kind(**{**values, **stated}, id=id, recorded=NEVER)


def turn(kind: type[Fact], number: int) -> Fact:
    """The plainest fact of its number, terms closed so that none meets another."""
    day = DAY + timedelta(days=10 * number)
    return plainest(kind, f"n-{number}", **({} if kind.moment else {"since": day, "to": day}))


def moved(fact: Fact) -> Fact:
    """The same fact, but a day earlier."""
    name = type(fact).moment or "since"
    return dataclasses.replace(fact, **{name: getattr(fact, name) - timedelta(days=1)})


def any_fact(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    """Any fact of a kind that a register may hold beside the ground."""
    register = BY_KIND[kind]
    parts = {
        field.name: _any(field.name, field.hint, register.field(field.name).longest, bool(field.ref), kind)
        for field in register.fields
        if field.name != "id"
    }
    return st.builds(
        lambda id, values: kind(id=f"n{id}", recorded=NEVER, **_ordered(values)),
        NAMES,
        st.fixed_dictionaries(parts),
    )


def any_facts(kind: type[Fact]) -> st.SearchStrategy[list[Fact]]:
    """Several, each with an identifier of its own."""
    return st.lists(any_fact(kind), min_size=1, max_size=4, unique_by=lambda fact: fact.id)


def bare(facts: Sequence[Fact]) -> list[dict[str, Any]]:
    """What facts state, the bookkeeping left out: for comparison."""
    return [
        {f.name: getattr(fact, f.name) for f in dataclasses.fields(fact) if f.name not in BOOKKEEPING}
        for fact in facts
    ]


def cells_of(fact: Fact) -> dict[str, str]:
    """A fact as written cells."""
    return {field.name: write_cell(field, getattr(fact, field.name)) for field in BY_KIND[type(fact)].fields}


def keep(institution: Institution, *facts: Fact) -> None:
    """Record facts of one kind as they are, by the operator."""
    model = BY_KIND[type(facts[0])].model
    record_many(
        model, [Entry(f.id, values_of(f)) for f in facts], institution=institution, by=None, origin="cli"
    )


def lay_ground(institution: Institution) -> None:
    """Record what other facts refer to."""
    for name in GROUND:
        keep(
            institution,
            *(
                plainest(KINDS[name], id, **({"link": f"line-{id}"} if name == "links" else {}))
                for id in NAMED
            ),
        )


def _plain(name: str, hint: Any) -> Any:
    if name == "clause":
        return "20.1"
    if get_origin(hint) is Literal:
        return get_args(hint)[0]
    return (_plain("", get_args(hint)[0]),) if get_origin(hint) is tuple else PLAIN[hint]


def _any(name: str, hint: Any, longest: int, ref: bool, owner: type) -> st.SearchStrategy[Any]:
    if name == "markets":
        return MARKETS
    if name in SPECIAL:
        return SPECIAL[name]
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return st.one_of(
            [st.none() if arg is type(None) else _any(name, arg, longest, ref, owner) for arg in args]
        )
    if origin is Literal:
        return st.sampled_from(args)
    if origin is tuple:
        return st.lists(_any(name, args[0], longest, ref, owner), unique=True, max_size=3).map(tuple)
    if dataclasses.is_dataclass(hint):
        inner = hints(hint)
        return st.builds(
            hint, **{f.name: _any(f.name, inner[f.name], 100, False, hint) for f in dataclasses.fields(hint)}
        )
    field = next(f for f in dataclasses.fields(owner) if f.name == name)
    if field.metadata.get("within"):
        return st.integers(*field.metadata["within"])
    if field.metadata.get("sum"):
        return st.binary(min_size=32, max_size=32).map(lambda raw: f"sha256:{raw.hex()}")
    return _scalar(hint, longest, ref, bool(field.metadata.get("positive")))


def _scalar(hint: Any, longest: int, ref: bool, positive: bool) -> st.SearchStrategy[Any]:
    if hint is str:
        return st.sampled_from(NAMED) if ref else _texts(longest)
    return {
        bool: st.booleans(),
        int: st.integers(int(positive), 2**53),
        float: st.floats(0, 2**53, exclude_min=positive),
        date: DAYS,
        datetime: INSTANTS,
    }[hint]


def _texts(longest: int) -> st.SearchStrategy[str]:
    """Any text of a line, and those that a spreadsheet, a reader of words or a list might take for something else."""
    tricky = st.sampled_from(
        [
            "core",
            "none",
            "是",
            "无",
            "null",
            "3",
            "=1+1",
            "'=1",
            "＝1",
            "-",
            "a;b，c",
            'say "so"',
            "2026-03-03",
            "[]",
        ]
    )
    return tricky | st.text(LETTERS, min_size=1, max_size=min(longest, 40))


def _ordered(values: dict[str, Any]) -> dict[str, Any]:
    for first, second in ORDER:
        a, b = values.get(first), values.get(second)
        if isinstance(a, date) and isinstance(b, date) and b < a:
            values = {**values, second: a}
    for whole, part in PARTS:
        a, b = values.get(whole), values.get(part)
        if a is not None and b is not None and b > a:
            values = {**values, part: a}
    return values
