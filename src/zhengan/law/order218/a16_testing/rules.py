"""Article 16: testing before a launch or change, and the market-wide connection test."""

from __future__ import annotations

from zhengan.facts.book import FactBook
from zhengan.facts.changes import Change
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import say
from zhengan.kit.verdict import Judgement, not_applicable, unknown
from zhengan.law.notes import name_of
from zhengan.law.preparations import prepared
from zhengan.law.rule import rule
from zhengan.law.subjects import acts
from zhengan.law.touched import changes_where, maybe_important, system_name, unclassified

tested_changes = acts(
    Change, "tested_changes", "没有须按本条判定的重要信息系统上线或变更",
    lambda change, book: change.kind != "removal" and maybe_important(change, book), reads=(System,),
)  # fmt: skip
CONNECTED = {"trading", "quotation", "account", "settlement", "communication"}
connected_changes = changes_where(
    "connected_changes", "没有交易、行情、开户、结算、通信等重要信息系统的上线或变更",
    lambda change: change.kind != "removal",
    lambda system: system.important is not False and (not system.functions or bool(CONNECTED.intersection(system.functions))),
)  # fmt: skip


@rule("16.1-tested", over=tested_changes, gate="change")
def tested(change: Change, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """重要信息系统上线、变更开始前已制定测试方案、备齐测试用例和数据、测试执行通过；下线不问；恰在开始时刻完成的，算开始前。"""
    items = {"测试方案": change.test_plan, "测试用例与数据": change.test_cases, "测试执行通过": change.test_passed}
    return unclassified(change, book) or prepared(change, book, items, limits.test_steps)


@rule("16.3-connected", over=connected_changes, gate="change")
def connected(change: Change, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """核心机构的交易、行情、开户、结算、通信等系统上线或重大升级变更，开始前已组织联网测试；恰在开始时刻完成的，算开始前。"""
    named = {"change": name_of(change), "system": system_name(change, book)}
    unclear = unclassified(change, book)
    if unclear is not None:
        return unclear
    system = book.system(change.system)
    if system is None or not system.functions:
        return unknown(
            say("“{system}”没有登记业务功能，无法判定变更“{change}”是否须联网测试", **named),
            do=say("请在“信息系统”台账登记“{system}”的业务功能", system=named["system"]), evidence=[change],
        )  # fmt: skip
    if change.kind == "change" and change.major is None:
        return unknown(
            say("“{system}”的变更“{change}”没有记录是否重大升级变更，无法判定是否须联网测试", **named),
            do=say("请在“变更”台账补充是否重大升级变更"), since=change.start.date(), evidence=[change],
        )  # fmt: skip
    if change.kind == "change" and not change.major:
        return not_applicable(say("“{system}”的变更“{change}”不是重大升级变更，无须联网测试", **named), evidence=[change])
    return prepared(change, book, {"联网测试": change.market_test}, limits.market_tests)
