"""Nodes → facts: the one reader behind scenario files, the cases of the law's rooms, and NDJSON imports.

An item states one fact, or with ``daily: {from, to, except, time}`` one fact a day. Where ``recorded`` is not
stated, a fact is taken as recorded at the moment it became true: a scenario tells what is so.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from zhengan.facts.base import Fact
from zhengan.facts.convert import convert, hints, mapping, refuse
from zhengan.facts.document import Node
from zhengan.facts.kinds import KINDS, NAMES
from zhengan.kit.problem import Where
from zhengan.kit.time import CST, start_of_day

MOST_FACTS = 2_000_000
DAILY = ("from", "to", "except", "time")


def read_facts(node: Node, now: datetime | None = None) -> tuple[list[Fact], dict[str, Where]]:
    """Every fact of a ``{plural name: [items]}`` mapping, and where each id stands.

    ``now`` (the caller's clock) makes facts dated after it a Problem; None, as in cases, asks nothing of the clock.
    Raises Problem for unknown kinds and keys, values that do not fit, duplicate ids and facts of the future.
    """
    facts: list[Fact] = []
    places: dict[str, Where] = {}
    for name, items in mapping(node, set(KINDS) - {"institution"}, "facts").items():
        if not isinstance(items.value, list):
            raise refuse(items, f"“{name}”应是列表", "每类事实可有多条", "请在每条前加“- ”")
        for item in items.value:
            for fact in read_item(KINDS[name], item, now):
                identity = f"{name}/{fact.id}"
                if identity in places and fact.superseded is None:
                    raise refuse(item, f"编号“{fact.id}”重复", f"{places[identity]} 已有同类同号的一条", "请改用不同的编号", "duplicate-id")
                places[identity] = item.where
                facts.append(fact)
                if len(facts) > MOST_FACTS:
                    raise refuse(item, "事实过多", f"一份文件最多 {MOST_FACTS:,} 条", "请改用批量导入")
    return facts, places


def read_item(kind: type[Fact], node: Node, now: datetime | None = None) -> Iterator[Fact]:
    """The fact an item states, or the facts its ``daily`` stands for."""
    allowed = {f.name for f in dataclasses.fields(kind)}
    moment = kind.moment
    repeats = moment in ("at", "day")
    values = dict(mapping(node, allowed | ({"daily"} if repeats else set()), NAMES[kind]))
    daily = values.pop("daily", None)
    types_ = hints(kind)
    made = {name: convert(types_[name], inner) for name, inner in values.items()}
    if daily is None:
        yield _finish(kind, made, node, now)
        return
    if moment in made:
        raise refuse(node, f"“{moment}”与“daily”只能写一个", "daily 已给出每天的日期", "请删去其一")
    stem = made.pop("id", None) or f"{NAMES[kind]}-{node.where.line}"
    for value in _days(daily, types_[str(moment)] is date):
        yield _finish(kind, {**made, str(moment): value, "id": f"{stem}-{value:%Y%m%d}"}, node, now)


def _days(node: Node, plain: bool) -> Iterator[date | datetime]:
    values = mapping(node, set(DAILY), "daily")
    for name in ("from", "to"):
        if name not in values:
            raise refuse(node, f"daily 缺少“{name}”", "需要起止日期", f"请补充 {name}")
    first, last = convert(date, values["from"]), convert(date, values["to"])
    if last < first:
        raise refuse(values["to"], "截止日早于起始日", f"{last} < {first}", "请对调或改正")
    skipped = set(convert(tuple[date, ...], values["except"])) if "except" in values else set()
    clock = _clock(values["time"]) if "time" in values else time(0)
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if day not in skipped:
            yield day if plain else datetime.combine(day, clock, tzinfo=CST)


def _clock(node: Node) -> time:
    try:
        return time.fromisoformat(convert(str, node))
    except ValueError:
        raise refuse(node, f"“{node.value}”不是钟点", "应写成 02:30 或 02:30:15", "请改正，并加引号") from None


def _finish(kind: type[Fact], made: dict[str, Any], node: Node, now: datetime | None) -> Fact:
    """The fact, once nothing is missing, nothing lies ahead of the clock, and no term ends before it begins."""
    for f in dataclasses.fields(kind):
        if f.name in made or f.name == "recorded":
            continue
        if f.name == "id":
            made["id"] = f"{NAMES[kind]}-{node.where.line}"
        elif f.default is dataclasses.MISSING:
            raise refuse(node, f"缺少“{f.name}”（{f.metadata['zh']}）", f"{kind.zh}必须写明这一项", f"请补充 {f.name}", "missing")
    moment = made.get(kind.moment or "since")
    if moment is None:  # a term whose start has a default
        moment = next(f.default for f in dataclasses.fields(kind) if f.name == "since")
    happened = moment if isinstance(moment, datetime) else start_of_day(moment)
    if "recorded" not in made:
        made["recorded"] = happened
    fact = kind(**made)
    _check_order(fact, node)
    if now is not None:
        _check_clock(fact, node, now)
    return fact


def _check_order(fact: Fact, node: Node) -> None:
    pairs = (("since", "to"), ("start", "end"), ("started", "detected"))
    for first, second in pairs:
        a, b = getattr(fact, first, None), getattr(fact, second, None)
        if a is not None and isinstance(b, (date, datetime)) and b < a:
            raise refuse(node, f"“{second}”早于“{first}”", f"{b} < {a}", "请改正日期", "order")


def _check_clock(fact: Fact, node: Node, now: datetime) -> None:
    for f in dataclasses.fields(fact):
        value = getattr(fact, f.name)
        if f.metadata.get("future") or not isinstance(value, (date, datetime)):
            continue
        ahead = value > now if isinstance(value, datetime) else value > now.date()
        if ahead and not _planned(fact, f.name):
            raise refuse(
                node, f"“{f.name}”在未来：{value}", f"现在是 {now:%Y-%m-%d %H:%M}，尚未发生的事不能作为事实", "请改正日期，或待发生后登记",
                "future",
            )


def _planned(fact: Fact, name: str) -> bool:
    """A change may be planned; so its start, end and checks may lie ahead."""
    return NAMES[type(fact)] == "changes" and name not in ("recorded", "superseded")
