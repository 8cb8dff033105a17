"""What must be done before a change starts: counted, and each missing item named with how it is missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from zhengan.facts.base import Fact, When
from zhengan.facts.book import FactBook
from zhengan.facts.changes import Change
from zhengan.kit.limits import Limit
from zhengan.kit.say import Say, say
from zhengan.kit.verdict import Judgement, judge, unknown
from zhengan.law.notes import name_of
from zhengan.law.touched import system_name


def prepared(
    change: Change, book: FactBook, items: Mapping[str, When], limit: Limit, evidence: tuple[Fact, ...] = ()
) -> Judgement:
    """How many of ``items`` (Chinese name → when done) were done no later than the change started, against ``limit``.

    An item on record as not done, or done after the start, is a breach, whatever else is unrecorded; an item
    without a record alone makes the answer unknown.
    """
    start = change.start
    done = [name for name, when in items.items() if isinstance(when, datetime) and when <= start]
    named = {"change": name_of(change), "system": system_name(change, book), "at": start}
    common = {"since": start.date(), "evidence": [change, *evidence]}
    missing = [
        lacking for name, when in items.items() if (lacking := _lacking(name, when, start)) is not None
    ]
    if len(done) == len(items):
        text = say(
            "“{system}”{at} 的变更“{change}”开始前已完成 {figure}，要求 {limit}：{items}",
            items=list(items),
            **named,
        )
        return judge(limit, len(done), text, **common)
    if all(when is None or name in done for name, when in items.items()):
        return unknown(
            say("“{system}”{at} 的变更“{change}”有事项没有记录：{missing}", missing=missing, **named),
            do=say("请在“变更”台账补充完成时刻，确未做的记为 none：{items}", items=[n for n, w in items.items() if w is None]),
            **common,
        )  # fmt: skip
    return judge(
        limit, len(done),
        say("“{system}”{at} 的变更“{change}”开始前完成 {figure}，要求 {limit}；缺：{missing}", missing=missing, **named),
        do=say("开始前应完成并登记：{items}；已实施的，请补做并查明原因", items=[n for n in items if n not in done]), **common,
    )  # fmt: skip


def _lacking(name: str, when: When, start: datetime) -> Say | None:
    if when is None:
        return say("{item}（未登记）", item=name)
    if when == "none":
        return say("{item}（未做）", item=name)
    return say("{item}（{at} 才完成）", item=name, at=when) if when > start else None
