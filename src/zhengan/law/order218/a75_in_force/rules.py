"""Article 75: in force from 2023-05-01, and Order 82 repealed."""

from __future__ import annotations

from zhengan.facts.book import FactBook
from zhengan.facts.incidents import EmergencyPlan
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import say
from zhengan.kit.verdict import Judgement, met, not_met, unknown
from zhengan.law.plans import current_plans
from zhengan.law.rule import rule
from zhengan.law.windows import IN_FORCE


@rule("75.1-bases", over=current_plans)
def bases(plan: EmergencyPlan, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """现行应急预案不得仍以 2023-05-01 起废止的证监会令第 82 号为依据；同时写明以本办法为依据的，不视为沿用旧令。"""
    since = max(plan.since, IN_FORCE)
    if plan.bases is None:
        return unknown(
            say("应急预案“{plan}”没有登记制定依据，是否沿用已废止的规定无从判断", plan=plan.name),
            do=say("请在“应急预案”台账登记制定依据"), evidence=[plan],
        )  # fmt: skip
    if "order82" in plan.bases and "order218" not in plan.bases:
        return not_met(
            say("应急预案“{plan}”仍以已于 2023-05-01 废止的证监会令第 82 号为依据", plan=plan.name),
            since=since, evidence=[plan], do=say("请依据本办法修订预案，并登记新版本"),
        )  # fmt: skip
    return met(
        say("应急预案“{plan}”没有沿用已废止的证监会令第 82 号", plan=plan.name), since=since, evidence=[plan]
    )
