"""What a gate is asked about, found in a book, and its answer as plain data: the same for every face."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from zhengan.facts.book import FactBook
from zhengan.facts.changes import Change
from zhengan.facts.systems import System
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.law.gate import GateAnswer


def recorded_change(book: FactBook, change_id: str, at: datetime | None, minutes: int | None) -> Change:
    """The change on record, moved to ``at`` and to a length of ``minutes`` where they are given. Raises Problem."""
    found = book.planned(Change, change_id)
    if found is None:
        raise Problem(
            say("没有登记变更“{change_id}”", change_id=change_id),
            "闸口核对的是已登记的变更",
            "请先登记该变更，或只按系统核对交易时段",
            code="no-change",
        )
    if at is None and minutes is None:
        return found
    start = at or found.start
    length = found.end - found.start if found.end else None
    length = timedelta(minutes=minutes) if minutes is not None else length
    return replace(found, start=start, end=start + length if length is not None else None)


def recorded_system(book: FactBook, id: str) -> System:
    """The system on record; raises Problem naming those there are."""
    found = book.system(id)
    if found is None:
        known = [system.id for system in book.all(System)[:20]]
        raise Problem(
            say("没有登记系统“{id}”", id=id),
            say("已登记：{value}", value=known or "无"),
            "请核对编号，或先登记系统",
            code="no-system",
        )
    return found


def answer_data(answer: GateAnswer, start: datetime, lang: str) -> dict[str, Any]:
    """A gate's answer as plain data; ``allowed`` is None where something unrecorded decides."""
    window = answer.next_window
    return {
        "at": start.isoformat(),
        "allowed": answer.allowed,
        "reasons": [finding.as_dict(lang) for finding in answer.findings],
        "next_window": {"from": window[0].isoformat(), "to": window[1].isoformat()} if window else None,
        "not_looked_at": [sentence.render(lang) for sentence in answer.unlooked],
    }
