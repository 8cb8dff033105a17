"""Nodes → facts: the one reader behind scenario files, the cases of the law's rooms, and NDJSON imports.

An item states one fact, or with ``daily: {from, to, except, time}`` one fact a day. Where ``recorded`` is not
stated, a fact is taken as recorded at the moment it became true: a scenario tells what is so.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Container, Iterable
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, cast, get_args, get_origin

from zhengan.facts.base import Fact
from zhengan.facts.convert import hints, mapping, raise_found, refuse, values_of
from zhengan.facts.daily import Days, read_days
from zhengan.facts.kinds import KINDS, NAMES
from zhengan.facts.node import Node
from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import say
from zhengan.kit.time import start_of_day, to_cst

MOST_FACTS = 600_000
MOST_PROBLEMS = 50
_GIVEN = ("id", "recorded")  # what the reader supplies where it is not written
FACT_KINDS = frozenset(KINDS) - {"institution"}
_ORDER = (  # what cannot come before what
    ("since", "to"), ("start", "end"), ("started", "detected"), ("started", "recovered"), ("detected", "recovered"),
    ("detected", "investors_told"), ("at", "test_by"), ("at", "report_kept_to"), ("since", "next_review"),
    ("at", "handled"),
)  # fmt: skip
_PARTS = (("problems", "remedied"),)  # of how many how many at most


class Stated(NamedTuple):
    """A fact as written, and where. A ``daily`` item stands here once, by its first day."""

    fact: Fact
    where: Where


def read_facts(node: Node, now: datetime | None = None) -> tuple[list[Fact], list[Stated]]:
    """Every fact of a ``{plural name: [items]}`` mapping, and what was stated where.

    ``now`` (the caller's clock) makes facts dated after it a Problem; None, as in cases, asks nothing of the clock.
    Raises every Problem found (the first ``MOST_PROBLEMS``): unknown kinds and keys, values that do not fit, duplicate
    ids, facts of the future.
    """
    facts: list[Fact] = []
    stated: list[Stated] = []
    found: list[Problem] = []
    for name, items in mapping(node, FACT_KINDS, "facts").items():
        if not isinstance(items.value, list):
            found.append(refuse(items, say("“{value}”应是列表", value=name), "每类事实可有多条", "请在每条前加“- ”"))
            continue
        taken: dict[str, Node] = {}
        for item in items.value:
            try:
                made = read_item(KINDS[name], item, now, _stem(name, item, taken))
                _take(made, item, taken)
            except Problem as problem:
                found.append(problem)
                if len(found) >= MOST_PROBLEMS:
                    raise_found(found)
                continue
            stated.append(Stated(made[0], item.where))
            facts += made
            if len(facts) > MOST_FACTS:
                raise refuse(item, "事实过多", say("一份文件最多 {most} 条", most=MOST_FACTS), "请改用批量导入")
    raise_found(found)
    return facts, stated


def _stem(name: str, item: Node, taken: dict[str, Node]) -> str:
    """The id of an item that states none: its line, and its column where the line holds several."""
    stem = f"{name}-{item.line}"
    return stem if stem not in taken else f"{stem}.{item.column}"


def _take(made: list[Fact], item: Node, taken: dict[str, Node]) -> None:
    for fact in made:
        if fact.superseded is None:
            first = taken.setdefault(fact.id, item)
            if first is not item:
                why = say("第 {line} 行已有同类同号的一条", line=str(first.line))
                raise refuse(item, say("编号“{id}”重复", id=fact.id), why, "请改用不同的编号", "duplicate-id")


def read_item(kind: type[Fact], node: Node, now: datetime | None = None, stem: str = "") -> list[Fact]:
    """The fact an item states, or the facts its ``daily`` stands for; ``stem``: its id where it states none."""
    plan = plan_of(cast(type, kind))
    made = values_of(kind, node, kind.zh, plan.extra)
    pairs: dict[str, Node] = node.value
    made.setdefault("id", stem or f"{NAMES[kind]}-{node.line}")
    if "daily" not in pairs:
        _require(plan, made, node)
        made.setdefault("recorded", _instant(made.get(plan.moment) or plan.start))
        facts = [kind(**made)]
        _check(plan, facts, pairs, node, now)
        return facts
    if plan.moment in made:
        what = say("“{name}”与“daily”只能写一个", name=plan.moment)
        raise refuse(node, what, "daily 已给出每天的日期", "请删去其一")
    _require(plan, {*made, plan.moment}, node)
    days = read_days(pairs["daily"], plan.day_only)
    ends = _on_each(plan, made, days, (days.ordinals[0], days.ordinals[-1]))
    _check(plan, ends, pairs, node, now)  # before the days between are made: they break no rule the ends keep
    return _on_each(plan, made, days, days.ordinals)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a reader asks of one kind of fact, worked out once."""

    kind: type[Fact]
    extra: tuple[str, ...]  # keys beside the fields
    required: tuple[tuple[str, str], ...]
    moment: str
    start: Any  # the moment's default, where a term has one
    day_only: bool
    order: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    ahead: bool  # may be stated before it happens, as a planned change is
    past: tuple[str, ...]  # dates that may not lie ahead of the clock
    nested: tuple[str, ...]  # lists of plain records, which carry dates of their own


@functools.cache
def plan_of(kind: type) -> Plan:
    """What holds for every fact of a kind: what it must state, which dates may lie ahead, what comes after what."""
    fields, types = dataclasses.fields(kind), hints(kind)
    assert issubclass(kind, Fact)
    return Plan(
        kind,
        ("daily",) if kind.moment in ("at", "day") else (),
        tuple((f.name, f.metadata["zh"]) for f in fields if f.default is dataclasses.MISSING and f.name not in _GIVEN),
        kind.moment or "since",
        next(f.default for f in fields if f.name == (kind.moment or "since")),
        types[kind.moment or "since"] is date,
        tuple(pair for pair in _ORDER if set(pair) <= types.keys()),
        tuple(pair for pair in _PARTS if set(pair) <= types.keys()),
        kind.moment is None or any(f.name == kind.moment and f.metadata.get("future") for f in fields),
        tuple(f.name for f in fields if not f.metadata.get("future") and _dated(types[f.name])),
        tuple(f.name for f in fields if get_origin(types[f.name]) is tuple and is_dataclass(get_args(types[f.name])[0])),
    )


def _dated(hint: Any) -> bool:
    return bool({date, datetime} & {hint, *get_args(hint)})


def _on_each(plan: Plan, made: dict[str, Any], days: Days, ordinals: Iterable[int]) -> list[Fact]:
    """The facts of some days of a ``daily``: alike in all but day, id and, where it is not stated, recording."""
    shared = {name: value for name, value in made.items() if name not in ("id", "recorded")}
    kind, stem, recorded = plan.kind, made["id"], made.get("recorded")
    facts = []
    for ordinal in ordinals:
        day = date.fromordinal(ordinal)
        dated: dict[str, Any] = {plan.moment: days.moment(day)}
        fact_id = f"{stem}-{day.year}{day.month:02}{day.day:02}"
        facts.append(kind(**shared, **dated, id=fact_id, recorded=recorded or _instant(dated[plan.moment])))
    return facts


def _instant(moment: date) -> datetime:
    return moment if isinstance(moment, datetime) else start_of_day(moment)


def _require(plan: Plan, made: Container[str], node: Node) -> None:
    """Refuse an item that leaves out what its kind must state."""
    missing = [(name, zh) for name, zh in plan.required if name not in made]
    if missing:
        names = [say("“{name}”（{title}）", name=name, title=zh) for name, zh in missing]
        raise refuse(node, say("缺少{names}", names=names), say("{kind}必须写明", kind=plan.kind.zh), "请补充", "missing")


def _check(plan: Plan, facts: list[Fact], pairs: dict[str, Node], node: Node, now: datetime | None) -> None:
    for fact in facts:
        if now is not None:  # first: that it lies ahead says more than that it was recorded before it happened
            _check_clock(plan, fact, pairs, node, to_cst(now))
        _check_order(plan, fact, pairs, node)


def before(one: Any, other: Any) -> bool:
    """Whether a date or instant comes before another; what is none, as the word ``none`` is not, does not."""
    return isinstance(one, date) and isinstance(other, date) and one < other


def more(part: Any, whole: Any) -> bool:
    """Whether a number of some is more than that of all; where one was not stated, it is not."""
    return part is not None and whole is not None and bool(part > whole)


def _check_order(plan: Plan, fact: Fact, pairs: dict[str, Node], node: Node) -> None:
    for first, second in plan.order:
        a, b = getattr(fact, first), getattr(fact, second)
        if before(b, a):
            what = say("“{second}”早于“{first}”", second=second, first=first)
            place = pairs.get(second, node)
            raise refuse(place, what, say("{last} 早于 {first}", last=b, first=a), "请改正日期", "order")
    for whole, part in plan.parts:
        a, b = getattr(fact, whole), getattr(fact, part)
        if more(b, a):
            what = say("“{second}”多于“{first}”", second=part, first=whole)
            raise refuse(pairs.get(part, node), what, say("{last} 多于 {first}", last=b, first=a), "请改正数目", "order")
    if fact.superseded is not None and fact.superseded <= fact.recorded:
        raise refuse(node, "“superseded”不晚于“recorded”", "一条记录不会在登记之前被更正", "请改正时刻", "order")
    if not plan.ahead and fact.recorded < fact.happened:
        why = say("{when} 时它尚未发生", when=fact.recorded)
        raise refuse(node, "“recorded”早于事实发生", why, "请改正时刻", "order")


def _check_clock(plan: Plan, fact: Fact, pairs: dict[str, Node], node: Node, now: datetime) -> None:
    dates = [(name, getattr(fact, name)) for name in plan.past if name != "recorded" or name in pairs]
    for outer in plan.nested:
        for part in getattr(fact, outer):
            dates += [(f"{outer}.{f.name}", getattr(part, f.name)) for f in dataclasses.fields(part)]
    for name, value in dates:
        if isinstance(value, (date, datetime)) and (value > now if isinstance(value, datetime) else value > now.date()):
            raise refuse(
                pairs.get(name.partition(".")[0], node),
                say("“{name}”在未来：{value}", name=name, value=value),
                say("现在是 {now}，尚未发生的事不能作为事实", now=now),
                "请改正日期，或待发生后登记",
                "future",
            )
    if "recorded" not in pairs and fact.happened > now:
        raise refuse(node, "计划中的事项缺少“recorded”", "它尚未发生，登记时刻无从推定", "请写明 recorded", "missing")
