"""Article 21: stress tests, their reports, capacity against the historical peak, bandwidth inside sessions."""

from __future__ import annotations

from typing import Any

from zhengan.facts.book import FactBook
from zhengan.facts.capacity import Capacity, MarketSwing, StressTest
from zhengan.facts.systems import Link, System
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import say
from zhengan.kit.time import DAY, years_between
from zhengan.kit.verdict import Judgement, judge, met, not_applicable, not_met, unknown
from zhengan.law.capacity import CAPACITY_NEEDS, LINK_NEEDS, headroom, link_use
from zhengan.law.periods import recurrence
from zhengan.law.rule import Needs, rule
from zhengan.law.subjects import acts, important_capacities, important_links, important_systems
from zhengan.law.touched import system_name

PARTS = {
    "plan": "测试方案", "scenarios": "测试场景", "performance": "系统性能指标", "network": "网络负载指标",
    "disaster": "灾备建设指标", "report": "存档的测试报告",
}  # fmt: skip
stress_tests = acts(StressTest, "stress_tests", "没有压力测试记录", reads=(System,))
market_swings = acts(
    MarketSwing, "market_swings", "没有登记可能影响性能容量的市场较大波动", reads=(System,)
)


@rule("21.1-yearly", over=important_systems, needs=[Needs(StressTest, required=False)])
def yearly(system: System, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """重要信息系统每年至少做一次压力测试：从严按滚动十二个月计，满一年之日仍算按时。"""
    tests = book.of(StressTest, system.id)
    stood = recurrence([test.at for test in tests], as_of, 12, system.since)
    if stood.young:
        return not_applicable(
            say("“{system}”应于 {due} 前完成首次压力测试", system=system.name, due=stood.due), due=stood.due
        )
    if not tests:
        return unknown(
            say("“{system}”没有压力测试的记录，无法判定", system=system.name),
            do=say("请在“压力测试”台账登记测试及其报告；若从未测试，请尽快开展"),
        )
    return judge(
        limits.tests_per_year, stood.count,
        say("“{system}”近一年压力测试 {figure}，要求 {limit}；最近一次 {day}，下次不迟于 {due}",
            system=system.name, day=tests[-1].at, due=stood.due),
        due=stood.due, lapses=stood.lapses, evidence=tests[-1:],
        since=stood.began,
        do=say("请立即对“{system}”开展压力测试", system=system.name),
    )  # fmt: skip


@rule("21.1-swing", over=market_swings, needs=[Needs(StressTest, required=False, about=lambda swing: swing.system)])
def swing(event: MarketSwing, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """市场较大波动、性能容量可能不足时，在本机构确定的期限内对相关系统做了压力测试。"""
    done = next((test for test in book.of(StressTest, event.system) if test.at >= event.at), None)
    named = {"system": system_name(event, book), "day": event.at}
    evidence = [event] if done is None else [event, done]
    if event.test_by is None:
        return unknown(
            say("“{system}”{day} 市场较大波动后未确定压力测试期限，是否及时无从判定", **named), evidence=evidence,
            do=say("请登记本机构确定的压力测试期限"),
        )  # fmt: skip
    if done is not None and done.at <= event.test_by:
        text = say("“{system}”{day} 市场较大波动后，已于 {done} 完成压力测试", done=done.at, **named)
        return met(text, evidence=evidence, since=done.at)
    if done is None and as_of.valid_on <= event.test_by:
        text = say("“{system}”{day} 市场较大波动后的压力测试期限 {due} 未到", due=event.test_by, **named)
        return not_applicable(text, due=event.test_by)
    late = say("{done} 才完成", done=done.at) if done else say("至今未开展")
    return not_met(
        say("“{system}”{day} 市场较大波动后应于 {due} 前压力测试，{late}", due=event.test_by, late=late, **named),
        evidence=evidence, since=event.test_by + DAY, do=say("请尽快对相关系统开展压力测试") if done is None else None,
    )  # fmt: skip


@rule("21.2-report", over=stress_tests)
def report(test: StressTest, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """每次压力测试有方案、场景、性能与网络与灾备三类指标，报告存档并保存五年以上。"""
    named = {"system": system_name(test, book), "day": test.at}
    absent = [zh for name, zh in PARTS.items() if getattr(test, name) is False]
    unsaid = [zh for name, zh in PARTS.items() if getattr(test, name) is None]
    years = None if test.report_kept_to is None else years_between(test.at, test.report_kept_to)
    if years is not None and not limits.report_years.holds(years):
        return _kept_too_short(test, years, absent, unsaid, limits, named)
    if absent:
        return not_met(
            say("“{system}”{day} 的压力测试缺：{absent}", absent=absent, **named), evidence=[test], since=test.at,
            do=say("请补齐后重新形成报告存档；下次测试前先定方案与指标"),
        )  # fmt: skip
    if unsaid:
        return unknown(
            say("“{system}”{day} 的压力测试未登记：{unsaid}", unsaid=unsaid, **named), evidence=[test],
            do=say("请在“压力测试”台账补充：{unsaid}", unsaid=unsaid),
        )  # fmt: skip
    if years is None:
        return met(say("“{system}”{day} 的压力测试方案、指标齐全，报告在存", **named), evidence=[test], since=test.at)
    return judge(
        limits.report_years, years,
        say("“{system}”{day} 的压力测试报告保存至 {to}，计 {figure}，要求 {limit}", to=test.report_kept_to, **named),
        evidence=[test], since=test.at,
    )  # fmt: skip


def _kept_too_short(
    test: StressTest, years: float, absent: list[str], unsaid: list[str], limits: LimitSet, named: dict[str, Any]
) -> Judgement:
    """A report not kept for five years, with the parts beside that are absent, or of which nothing was said."""
    text = say("“{system}”{day} 的压力测试报告保存至 {to}，计 {figure}，要求 {limit}", to=test.report_kept_to, **named)
    do = say("请延长该报告的保存期限")
    if absent:
        text = say("“{system}”{day} 的压力测试缺：{absent}；报告保存至 {to}，计 {figure}，要求 {limit}",
                   absent=absent, to=test.report_kept_to, **named)  # fmt: skip
        do = say("请延长该报告的保存期限，补齐所缺后重新形成报告存档；下次测试前先定方案与指标")
    judged = judge(limits.report_years, years, text, evidence=[test], since=test.at, do=do)
    return judged.noting(say("另未登记：{unsaid}", unsaid=unsaid)) if unsaid else judged


@rule("21.3-capacity", over=important_capacities, needs=CAPACITY_NEEDS)
def capacity(capacity: Capacity, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """现行性能容量（含外购额度）与全部历史日峰值之最高者相比，应在两倍以上；按趋势预测不足之日。"""
    return headroom(capacity, book, limits.capacity, as_of)


@rule("21.3-bandwidth", over=important_links, needs=LINK_NEEDS)
def bandwidth(link: Link, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """交易时段内近一年使用峰值占当前带宽的比例：核心机构低于 50 %，经营机构低于 80 %，恰等于即不符合。"""
    text = say("“{link}”交易时段近一年使用峰值 {peak} Mbps（{at}），占当前带宽 {bandwidth} Mbps 的 {figure}，要求 {limit}")
    return link_use(link, book, limits.bandwidth, as_of, lambda peak, width: peak / width, text)
