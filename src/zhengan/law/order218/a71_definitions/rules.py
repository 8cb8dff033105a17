"""Article 71: the kinds of body, and which systems are important."""

from __future__ import annotations

from zhengan.facts.book import FactBook
from zhengan.facts.institution import Institution
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import say
from zhengan.kit.spans import Span, clip
from zhengan.kit.verdict import Judgement, attested, met, not_applicable, not_met, unknown
from zhengan.law.nothing import missing_text, says_nothing
from zhengan.law.rule import rule
from zhengan.law.subjects import all_systems, institution
from zhengan.law.windows import IN_FORCE, term_window
from zhengan.law.words import FUNCTIONS, KIND_OF, KINDS, LICENCES

KEY_FUNCTIONS = frozenset({"trading", "quotation", "account", "settlement", "risk", "communication"})


@rule("71.1(1)-core", over=institution)
def core(body: Institution, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """登记为核心机构的，应当是证券期货交易场所、登记结算机构或者信息技术公共基础设施运营机构；反之亦然。"""
    return _kind(body, "core")


@rule("71.1(2)-operating", over=institution)
def operating(body: Institution, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """登记为经营机构的，应当是证券公司、期货公司或者基金管理公司；反之亦然。"""
    return _kind(body, "operating")


@rule("71.1(3)-provider", over=institution)
def provider(body: Institution, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """登记为信息技术系统服务机构的，业务资格应当与之一致；反之亦然。"""
    return _kind(body, "provider")


def _kind(body: Institution, kind: str) -> Judgement:
    """Whether the licence and the kind of body agree, as far as they speak of ``kind``."""
    by_licence = KIND_OF[body.licence] if body.licence else None
    since = max(body.since, IN_FORCE)
    if kind not in (body.kind, by_licence):
        return not_applicable(say("“{body}”不是{kind}", body=body.name, kind=KINDS[kind]))
    if body.licence is None:
        return unknown(
            say("“{body}”登记为{kind}，但没有登记牌照或业务资格，无从核实", body=body.name, kind=KINDS[kind]),
            do=say("请在“机构”台账登记牌照或业务资格"),
        )
    licence = LICENCES[body.licence]
    if body.kind == by_licence:
        return met(
            say("“{body}”是{licence}，属于{kind}", body=body.name, licence=licence, kind=KINDS[kind]),
            since=since,
            evidence=[body],
        )
    return not_met(
        say("“{body}”登记为{stated}，牌照却是{licence}，属于{right}",
            body=body.name, stated=KINDS[body.kind], licence=licence, right=KINDS[by_licence or "other"]),
        since=since, evidence=[body], do=say("请在“机构”台账改正机构类别或者牌照：两者决定适用哪些条款"),
    )  # fmt: skip


@rule("71.1(5)-importance", over=all_systems)
def importance(system: System, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """每个系统都应在上线当日或之前认定是否重要；承载交易、行情、开户、结算、风控、通信的系统不认定为重要的，须有书面理由（写“无”等于没写）。"""
    name = system.name
    if system.important is None:
        return unknown(
            say("“{system}”尚未认定是否为重要信息系统", system=name),
            do=say("请在“信息系统”台账补充重要性认定及日期"),
        )
    keys = [FUNCTIONS[word] for word in system.functions if word in KEY_FUNCTIONS]
    spared = system.important is False and bool(keys)
    if spared and says_nothing(system.classification_reason):
        lacking = missing_text(say("书面理由"), system.classification_reason)
        return not_met(
            say("“{system}”承载{functions}，未认定为重要信息系统，也没有{lacking}", system=name, functions=keys, lacking=lacking),
            since=max(system.since, IN_FORCE), evidence=[system], do=say("请将其认定为重要信息系统，或写明不认定的理由"),
        )  # fmt: skip
    if system.classified is None or system.classified > as_of.valid_on:
        return unknown(
            say("“{system}”没有登记重要性认定日期，是否在上线前认定无从判断", system=name),
            do=say("请在“信息系统”台账补充重要性认定日期"),
        )
    if system.important is False and not system.functions:
        return unknown(
            say("“{system}”认定为不重要，但没有登记业务功能，无从核对", system=name),
            do=say("请在“信息系统”台账登记业务功能"),
        )
    late = tuple(clip([Span(system.since, system.classified)], term_window(as_of, since=system.since)))
    since = max(system.since, system.classified, IN_FORCE)
    if spared:
        return attested(
            say("“{system}”承载{functions}，于 {day} 认定为不重要，理由：{reason}",
                system=name, functions=keys, day=system.classified, reason=system.classification_reason),
            since=since, lapses=late, evidence=[system],
        )  # fmt: skip
    result = say("重要信息系统") if system.important else say("非重要信息系统")
    return met(
        say("“{system}”于 {day} 认定为{result}，{live} 上线",
            system=name, day=system.classified, result=result, live=system.since),
        since=since, lapses=late, evidence=[system],
    )  # fmt: skip
