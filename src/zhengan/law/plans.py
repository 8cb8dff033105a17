"""The emergency plans in force, as subjects of rules (37.1, 75.1)."""

from __future__ import annotations

from zhengan.facts.book import FactBook
from zhengan.facts.incidents import EmergencyPlan
from zhengan.kit.asof import AsOf
from zhengan.kit.say import say
from zhengan.kit.verdict import Judgement, not_applicable, unknown
from zhengan.law.rule import Over
from zhengan.law.scope import kind_of


def _none(book: FactBook, as_of: AsOf) -> Judgement:
    if kind_of(book.institution) == "provider":  # Art. 37 does not bind it
        return not_applicable(say("本机构没有登记应急预案，第三十七条也不约束本类机构"))
    if book.all(EmergencyPlan):
        return not_applicable(say("当日没有现行的应急预案可供核对，缺预案由第三十七条判定"))
    return unknown(say("没有应急预案的记录，无法判定"), do=say("请在“应急预案”台账登记现行预案"))


current_plans = Over(
    "current_plans", lambda book, as_of: book.standing(EmergencyPlan), _none, (EmergencyPlan,)
)
