"""Article 45: changes of critical information infrastructure."""

from __future__ import annotations

from zhengan.facts.book import FactBook
from zhengan.facts.changes import Change
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import say
from zhengan.kit.verdict import Judgement, not_applicable, unknown
from zhengan.law.notes import name_of
from zhengan.law.preparations import prepared
from zhengan.law.rule import rule
from zhengan.law.touched import changes_where, system_name

cii_changes = changes_where(
    "cii_changes", "没有关键信息基础设施的变更或下线", lambda change: change.kind != "launch", lambda system: system.cii
)


@rule("45.2-review", over=cii_changes, gate="change")
def expert_review(change: Change, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """可能产生较大影响的关基变更或下线，在满足第十五条之外，开始前已通过专家评审；恰在开始时刻通过的，算开始前。"""
    named = {"change": name_of(change), "system": system_name(change, book)}
    if change.larger_impact is None:
        return unknown(
            say("“{system}”的变更“{change}”没有记录是否可能产生较大影响，无法判定是否须专家评审", **named),
            do=say("请在“变更”台账补充是否可能产生较大影响"), since=change.start.date(), evidence=[change],
        )  # fmt: skip
    if not change.larger_impact:
        return not_applicable(say("“{system}”的变更“{change}”经评估不会产生较大影响，无须专家评审", **named), evidence=[change])
    return prepared(change, book, {"专家评审通过": change.expert_review}, limits.expert_reviews)
