"""``daily: {from, to, except, time}``: the days one item stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from zhengan.facts.convert import convert, lacking, mapping, refuse
from zhengan.facts.node import Node
from zhengan.kit.say import say
from zhengan.kit.time import CST

KEYS = ("from", "to", "except", "time")


@dataclass(frozen=True, slots=True)
class Days:
    """Days in order, as ordinals, and the time of each (None where the kind of fact is dated by the day)."""

    ordinals: Sequence[int]
    clock: time | None

    def moment(self, day: date) -> date | datetime:
        """The moment that dates the fact of a day."""
        return day if self.clock is None else datetime.combine(day, self.clock, tzinfo=CST)


def read_days(node: Node, day_only: bool) -> Days:
    """The days a ``daily`` states; Problem where it ends before it begins, or excepts what it does not hold."""
    values = mapping(node, KEYS, "daily ")
    for name in ("from", "to"):
        if name not in values:
            raise lacking(node, name, "需要起止日期")
    if day_only and "time" in values:
        raise refuse(values["time"], "此类事实以日为单位，没有钟点", "time 不起作用", "请删去 time")
    first, last = convert(date, values["from"]), convert(date, values["to"])
    if last < first:
        why = say("{last} 早于 {first}", last=last, first=first)
        raise refuse(values["to"], "截止日早于起始日", why, "请对调或改正", "order")
    clock = None if day_only else convert(time, values["time"]) if "time" in values else time(0)
    span = range(first.toordinal(), last.toordinal() + 1)
    return Days(span if "except" not in values else _without(span, values["except"]), clock)


def _without(span: range, node: Node) -> list[int]:
    skipped = {day.toordinal(): day for day in convert(tuple[date, ...], node)}
    for ordinal, day in skipped.items():
        if ordinal not in span:
            raise refuse(node, "except 所列日期有误", say("{day} 不在起止之间", day=day), "请改正", "order")
    if len(skipped) == len(span):
        raise refuse(node, "except 所列日期有误", "起止之间一天也不剩", "请改正", "order")
    return [ordinal for ordinal in span if ordinal not in skipped]
