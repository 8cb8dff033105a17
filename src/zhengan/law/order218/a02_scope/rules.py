"""Article 2: which bodies this law binds."""

from __future__ import annotations

from zhengan.facts.book import FactBook
from zhengan.facts.institution import Institution
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import say
from zhengan.kit.verdict import Judgement, met, not_applicable, not_met, unknown
from zhengan.law.rule import rule
from zhengan.law.scope import kind_of
from zhengan.law.subjects import institution
from zhengan.law.windows import IN_FORCE
from zhengan.law.words import KIND_OF, KINDS, LICENCES


@rule("2.1-scope", over=institution)
def scope(body: Institution, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """核心机构、经营机构和信息技术系统服务机构均适用本办法：由机构类别和牌照判断，自述不适用的予以指出。"""
    since = max(body.since, IN_FORCE)
    kind = KINDS[body.kind]
    if body.kind == "other" and kind_of(body) != "other":
        right = KINDS[kind_of(body)]
        return not_met(
            say("“{body}”持有{licence}牌照，属于{kind}，适用本办法，却登记为其他机构",
                body=body.name, licence=LICENCES[body.licence or ""], kind=right),
            since=since, evidence=[body], do=say("请在“机构”台账将类别更正为{kind}；各条已按此判定", kind=right),
        )  # fmt: skip
    if body.kind == "other":
        return not_applicable(say("“{body}”不属于第二条所列机构，是否参照适用见第七十四条", body=body.name))
    if body.scope_claim == "exempt":
        return not_met(
            say("“{body}”属于{kind}，适用本办法，却自述不适用", body=body.name, kind=kind), since=since, evidence=[body],
            do=say("请更正“机构”台账中的适用自述，并按{kind}履行各项义务", kind=kind),
        )  # fmt: skip
    if body.scope_claim == "applies":
        return met(
            say("“{body}”属于{kind}，适用本办法，自述一致", body=body.name, kind=kind),
            since=since,
            evidence=[body],
        )
    if body.licence is not None and KIND_OF[body.licence] == body.kind:
        licence = LICENCES[body.licence]
        return met(
            say("“{body}”的业务资格为{licence}，属于{kind}，适用本办法", body=body.name, licence=licence, kind=kind),
            since=since, evidence=[body],
        )  # fmt: skip
    return unknown(
        say(
            "“{body}”没有可与机构类别（{kind}）相印证的牌照或者适用自述，适用范围无从核实",
            body=body.name,
            kind=kind,
        ),
        do=say("请在“机构”台账登记牌照或业务资格，并写明是否适用本办法"),
    )
