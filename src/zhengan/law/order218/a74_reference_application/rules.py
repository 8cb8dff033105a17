"""Article 74: the bodies to which this law applies by reference, and IT subsidiaries."""

from __future__ import annotations

from typing import Any

from zhengan.facts.book import FactBook
from zhengan.facts.institution import Institution
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import say
from zhengan.kit.verdict import Judgement, met, not_applicable, not_met, unknown
from zhengan.law.rule import rule
from zhengan.law.scope import by_reference
from zhengan.law.subjects import institution
from zhengan.law.windows import IN_FORCE
from zhengan.law.words import KIND_OF, KINDS, LICENCES


@rule("74.1-reference", over=institution)
def reference(body: Institution, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """第七十四条所列机构参照适用本办法；私募证券投资基金管理人自身运维管理信息系统且持有人账户合计一千户以上的，参照适用。"""
    licence = LICENCES[body.licence] if body.licence else say("未登记")
    if body.licence == "it_subsidiary":
        return not_applicable(say("信息科技专业子公司适用第七十四条第二款"))
    if body.licence is not None and KIND_OF[body.licence] != "other":
        return not_applicable(
            say(
                "{licence}属于{kind}，不是第七十四条所列机构",
                licence=licence,
                kind=KINDS[KIND_OF[body.licence]],
            )
        )
    counted: dict[str, Any] = {}
    if body.licence == "private_fund" and body.holder_accounts is not None:
        counted = {"figure": body.holder_accounts, "limit": limits.holder_accounts}
    applies = by_reference(body, limits.holder_accounts)
    if applies is None:
        return unknown(
            say("“{body}”（{licence}）是否参照适用本办法无法判定", body=body.name, licence=licence), **counted, evidence=[body],
            do=say("请在“机构”台账登记业务资格；私募管理人另登记持有人账户合计、是否自身运维管理信息系统"),
        )  # fmt: skip
    text = say("业务资格为{licence}", licence=licence)
    if counted:
        text = say("持有人账户合计 {accounts} 户，参照适用的条件是 {limit}，且自身运维管理信息系统",
                   accounts=body.holder_accounts, limit=limits.holder_accounts.quantity)  # fmt: skip
    since = max(body.since, IN_FORCE)
    if not applies:
        return not_applicable(
            say("“{body}”{why}：不参照适用", body=body.name, why=text), **counted, evidence=[body]
        )
    if body.scope_claim == "exempt":
        return not_met(
            say("“{body}”{why}：应当参照适用，却自述不适用", body=body.name, why=text), **counted, since=since, evidence=[body],
            do=say("请更正“机构”台账中的适用自述，并参照各条履行义务"),
        )  # fmt: skip
    return met(
        say("“{body}”{why}：参照适用", body=body.name, why=text), **counted, since=since, evidence=[body]
    )


@rule("74.2-it_subsidiary", over=institution)
def it_subsidiary(body: Institution, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """为母公司提供信息科技服务的信息科技专业子公司，应当按照本办法落实网络和信息安全要求。"""
    since = max(body.since, IN_FORCE)
    if body.licence != "it_subsidiary":
        return not_applicable(say("“{body}”不是信息科技专业子公司", body=body.name))
    if body.scope_claim is None:
        return unknown(
            say("信息科技专业子公司“{body}”尚未写明是否适用本办法", body=body.name),
            do=say("请在“机构”台账登记适用自述：为母公司提供信息科技服务的，适用"),
        )
    if body.scope_claim == "exempt":
        return not_met(
            say("信息科技专业子公司“{body}”自述不适用本办法", body=body.name), since=since, evidence=[body],
            do=say("请更正适用自述，并按照本办法落实要求"),
        )  # fmt: skip
    return met(
        say("信息科技专业子公司“{body}”按照本办法落实要求，自述一致", body=body.name),
        since=since,
        evidence=[body],
    )
