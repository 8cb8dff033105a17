"""Article 41: investors affected by an event are told, while it still helps them."""

from __future__ import annotations

from datetime import datetime

from zhengan.facts.book import FactBook
from zhengan.facts.incidents import Incident
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import say
from zhengan.kit.verdict import Judgement, met, not_applicable, not_met, unknown
from zhengan.law.notes import name_of
from zhengan.law.rule import rule
from zhengan.law.subjects import acts
from zhengan.law.touched import system_name

incidents = acts(Incident, "incidents", "没有登记网络安全事件")


@rule("41.1-told", over=incidents)
def told(incident: Incident, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """事件影响投资者的，已通知替代方式或应急措施并提示风险。“及时”未定数值：恢复之前（含当时）通知的算及时，恢复之后才通知的须由人认定。"""
    named = {"incident": name_of(incident), "system": system_name(incident, book)}
    common = {"since": incident.detected.date(), "evidence": [incident]}
    if incident.investors_affected is None:
        return unknown(
            say("“{system}”的事件“{incident}”没有记录是否影响投资者", **named),
            do=say("请在“事件”台账补充是否影响投资者"), **common,
        )  # fmt: skip
    if not incident.investors_affected:
        return not_applicable(say("“{system}”的事件“{incident}”没有影响投资者", **named), **common)
    at = incident.investors_told
    notice = True if isinstance(at, datetime) and at <= as_of.until else False if at == "none" else None
    items = {"通知投资者": notice, "替代方式或应急措施": incident.told_substitute, "风险提示": incident.told_risks}
    undone = [name for name, done in items.items() if done is False]
    silent = [name for name, done in items.items() if done is None]
    if undone:
        return not_met(
            say("“{system}”的事件“{incident}”影响投资者，未作：{undone}", undone=undone, **named),
            do=say("请立即通过网站、交易终端、电话或者邮件补作并登记：{undone}", undone=undone), **common,
        )  # fmt: skip
    if silent:
        return unknown(
            say("“{system}”的事件“{incident}”影响投资者，没有记录：{silent}", silent=silent, **named),
            do=say("请在“事件”台账补充，确未做的记为 none 或否：{silent}", silent=silent), **common,
        )  # fmt: skip
    over = incident.recovered
    if isinstance(over, datetime) and isinstance(at, datetime) and at > over:
        return unknown(
            say("“{system}”的事件“{incident}”{over} 恢复，{at} 才通知投资者，是否及时须由人认定", over=over, at=at, **named),
            do=say("请由责任人认定通知是否及时，并写明理由；今后应在恢复之前通知"), **common,
        )  # fmt: skip
    return met(say("“{system}”的事件“{incident}”已于 {at} 通知投资者替代方式或应急措施，并提示风险", at=at, **named), **common)
