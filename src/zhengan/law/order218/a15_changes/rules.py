"""Article 15: launches, changes and removals of important systems."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from zhengan.facts.book import FactBook
from zhengan.facts.changes import Change
from zhengan.facts.filings import Filing
from zhengan.facts.institution import Institution
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.calendar import Session, SessionClock, default_calendar
from zhengan.kit.exchanges import called
from zhengan.kit.limits import Limit, LimitSet
from zhengan.kit.problem import Problem, as_say
from zhengan.kit.quantities import Quantity
from zhengan.kit.say import Say, say
from zhengan.kit.spans import Span, clip, union
from zhengan.kit.time import DAY
from zhengan.kit.verdict import Judgement, judge, met, not_applicable, not_met, unknown
from zhengan.law.notes import name_of, worded
from zhengan.law.nothing import missing_text, says_nothing
from zhengan.law.preparations import prepared
from zhengan.law.rule import Needs, rule
from zhengan.law.subjects import acts
from zhengan.law.touched import maybe_important, system_name, system_of, unclassified

important_changes = acts(
    Change, "important_changes", "没有须按本条判定的重要信息系统变更", maybe_important, reads=(System,)
)
MINUTE = timedelta(minutes=1)


@rule("15.1-prepared", over=important_changes, gate="change")
def preparations(change: Change, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """技术风险评估、业务风险评估、风险防控措施、应急处置方案、回退方案五项均在变更开始前完成；恰在开始时刻完成的，算开始前。"""
    items = {
        "技术风险评估": change.technical_risk,
        "业务风险评估": change.business_risk,
        "风险防控措施": change.controls,
        "应急处置方案": change.emergency_plan,
        "回退方案": change.rollback_plan,
    }
    return unclassified(change, book) or prepared(change, book, items, limits.preparations)


@rule("15.1-report", over=important_changes, needs=[Needs(Filing, required=False)], gate="change")
def report(change: Change, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """可能对市场安全平稳运行产生较大影响的变更，在开始前向中国证监会或派出机构报告；恰在开始时刻报告的，算提前；台账所记与报送记录不一的，以较早者为准。"""
    unclear = unclassified(change, book)
    if unclear is not None:
        return unclear
    named = {"change": name_of(change), "system": system_name(change, book)}
    if change.larger_impact is None:
        return unknown(
            say("“{system}”的变更“{change}”没有记录是否可能产生较大影响，无法判定是否须提前报告", **named),
            do=say("请在“变更”台账补充是否可能产生较大影响"), since=change.start.date(), evidence=[change],
        )  # fmt: skip
    if not change.larger_impact:
        return not_applicable(say("“{system}”的变更“{change}”经评估不会产生较大影响，无须提前报告", **named), evidence=[change])
    filed = [f for f in book.all(Filing) if f.type == "change_report" and f.about == change.id]
    told = [when for when in (change.reported, *(f.at for f in filed[:1])) if isinstance(when, datetime)]
    judged = prepared(change, book, {"提前报告监管": min(told, default=change.reported)}, limits.reports, tuple(filed[:1]))
    if change.reported == "none" and filed:
        # The filing is the act itself, with its receipt; what the register of changes says of it may not have kept up.
        judged = judged.noting(say("“变更”台账记为未报告，报送记录为 {at}，以报送记录为准；请更正台账", at=filed[0].at))
    return judged


@rule("15.1-verified", over=important_changes)
def verified(change: Change, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """变更结束后对结果进行复核验证：早于变更结束的不算，恰在结束时刻的算；没有登记结束时刻的，是否在其后未知；变更尚未结束的不问。"""
    unclear = unclassified(change, book)
    if unclear is not None:
        return unclear
    named = {"change": name_of(change), "system": system_name(change, book), "at": change.start}
    ended = change.end or change.start
    common = {"since": ended.date(), "evidence": [change]}
    if as_of.until <= ended:
        return not_applicable(say("“{system}”{at} 的变更“{change}”尚未结束，复核验证须在其后完成", **named), evidence=[change])
    when, again = change.verified, say("请对“{system}”的变更结果进行复核验证，并在“变更”台账登记", system=named["system"])
    if when is None or (when != "none" and when > as_of.until):
        return unknown(say("“{system}”{at} 的变更“{change}”没有复核验证的记录", **named), do=again, **common)
    if when == "none":
        return not_met(say("“{system}”{at} 的变更“{change}”未作复核验证", **named), do=again, **common)
    if when < change.start:
        text = say("“{system}”{at} 的变更“{change}”在 {when} 复核验证，早于变更开始，不能验证其结果", when=when, **named)
        return not_met(text, do=again, **common)
    if change.end is None:
        return unknown(
            say("“{system}”{at} 的变更“{change}”在 {when} 复核验证，没有登记变更结束时刻，是否在结束之后无从判定",
                when=when, **named),
            do=say("请在“变更”台账补充结束时刻"), **common,
        )  # fmt: skip
    if when < change.end:
        text = say("“{system}”{at} 的变更“{change}”在 {when} 复核验证，早于变更结束（{end}），不能验证其结果",
                   when=when, end=change.end, **named)  # fmt: skip
        return not_met(text, do=again, **common)
    common["since"] = max(ended, when).date()
    return met(say("“{system}”{at} 的变更“{change}”已于 {when} 复核验证", when=when, **named), **common)


@rule("15.2-session", over=important_changes, needs=[Needs(Institution, required=False)], gate="change")
def session(change: Change, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """变更的任何一刻都不在系统所服务市场的交易时段内（不足一分钟按一分钟计）；确需紧急修复的，须写明故障或缺陷（写“无”等于没写），且评估不晚于变更开始；评估早于开始过久的，是否为此次所作未知。"""
    unclear = unclassified(change, book)
    if unclear is not None:
        return unclear
    named = {"change": name_of(change), "system": system_name(change, book)}
    system = system_of(change, book)
    if system is None or system.markets is None:
        return unknown(
            say("“{system}”没有登记所服务的市场，无法判定变更“{change}”是否在交易时段内", **named),
            do=say("请在“信息系统”台账登记“{system}”服务的市场", system=named["system"]), evidence=[change],
        )  # fmt: skip
    try:
        clock = default_calendar().clock(system.markets, breaks_inside=book.institution.breaks_inside)
        touched = touching(clock, change.start, change.end)
        later = touching(clock, change.start, as_of.until) if not touched and change.end is None else []
    except Problem as problem:
        text = say("“{system}”的变更“{change}”是否在交易时段内无从判断：{what}", what=problem.sentences[0], **named)
        return unknown(text, do=as_say(problem.sentences[2]), evidence=[change, system])
    if later:
        return unknown(
            say("“{system}”的变更“{change}”没有登记结束时刻，其后已有交易时段开始，无法判定是否延入", **named),
            do=say("请在“变更”台账补充结束时刻"), evidence=[change], since=later[0].start.date(),
        )  # fmt: skip
    judged = judge(
        limits.minutes_in_session, minutes_inside(touched, change.start, change.end),
        _where(change, named, touched, clock), since=change.start.date(), evidence=[change, system],
        do=say("请改在非交易时段实施；属紧急修复的，须在开始前完成评估，并登记所修复的故障或缺陷"),
    )  # fmt: skip
    if any(not found.verified for found in touched) and not any(found.verified for found in touched):
        judged = judged.noting(say("该交易时段的起止未经核实"))
    return judged if not touched else _excused(change, judged, limits.urgency_age)


def touching(clock: SessionClock, start: datetime, end: datetime | None) -> list[Session]:
    """The sessions that ``[start, end)`` touches; without an end, those running at ``start``."""
    if end is None or end <= start:
        return clock.all_at(start)
    return clock.sessions(start, end)


def minutes_inside(touched: list[Session], start: datetime, end: datetime | None) -> int:
    """Whole minutes of the change that lie inside the sessions, a part of a minute counted as one."""
    if not touched:
        return 0
    spans = union(clip((Span(s.start, s.end) for s in touched), Span(start, end or start)))
    return max(1, ceil(sum((span.end - span.start for span in spans), timedelta()) / MINUTE))


def _where(change: Change, named: Mapping[str, str | Say], touched: list[Session], clock: SessionClock) -> Say:
    if change.end is None:
        return _endless(change, named, touched, clock)
    values = {**named, "start": change.start, "end": change.end, "markets": called(clock.markets)}
    if not touched:
        return say(
            "“{system}”的变更“{change}”（{start} 至 {end}）不在{markets}的交易时段内（{figure}，要求 {limit}）", **values
        )
    first = touched[0]
    return say(
        "“{system}”的变更“{change}”（{start} 至 {end}）落入{market}的{session}"
        "（{opens} 至 {closes}），在交易时段内 {figure}，要求 {limit}",
        market=called(first.markets), session=first.name, opens=first.start, closes=first.end,
        **{name: value for name, value in values.items() if name != "markets"},
    )  # fmt: skip


def _endless(change: Change, named: Mapping[str, str | Say], touched: list[Session], clock: SessionClock) -> Say:
    """The same of a change whose end nobody recorded: what is known is how it stood when it began."""
    if not touched:
        return say(
            "“{system}”的变更“{change}”{start} 开始，没有登记结束时刻；开始时不在{markets}的交易时段内"
            "（{figure}，要求 {limit}）",
            start=change.start, markets=called(clock.markets), **named,
        )  # fmt: skip
    first = touched[0]
    return say(
        "“{system}”的变更“{change}”{start} 开始，没有登记结束时刻；开始时已在{market}的{session}（{opens} 至 {closes}）内，"
        "至少计 {figure}，要求 {limit}",
        start=change.start, market=called(first.markets), session=first.name, opens=first.start, closes=first.end, **named,
    )  # fmt: skip


def _excused(change: Change, judged: Judgement, age: Limit) -> Judgement:
    """The exception of 15.2: an urgent repair passes with the fault named and the urgency assessed shortly beforehand."""
    if not change.urgent:
        return judged
    assessed = change.urgency_assessed
    common = {"since": judged.since, "evidence": judged.evidence, "notes": judged.notes}
    in_time = assessed if isinstance(assessed, datetime) and assessed <= change.start else None
    if in_time and not says_nothing(change.fault):
        return _urgent(change, judged, in_time, age, common)
    lacking = [] if in_time else [say("不晚于变更开始的紧急修复评估")]
    if says_nothing(change.fault):
        lacking.insert(0, missing_text(say("所修复的故障或缺陷"), change.fault))
    return not_met(
        say("{inside}；称为紧急修复，但缺：{lacking}", inside=worded(judged).says, lacking=lacking),
        figure=judged.figure, limit=judged.limit, do=say("请补充：{lacking}", lacking=lacking), **common,
    )  # fmt: skip


def _urgent(change: Change, judged: Judgement, assessed: datetime, age: Limit, common: Mapping[str, Any]) -> Judgement:
    """Excused, unless the assessment is so much older than the change that it may have been made of something else."""
    named = {"inside": worded(judged).says, "fault": change.fault, "at": assessed}
    days = (change.start - assessed) / DAY
    if not age.holds(days):
        return unknown(
            say("{inside}；称为紧急修复：{fault}，但 {at} 的评估早于变更开始 {days}，约定 {limit}，是否为此次修复所作无从认定",
                days=Quantity(round(days, 1), age.unit), limit=age.quantity, **named),
            do=say("请登记就此次故障或缺陷所作的紧急修复评估及其时刻"), **common,
        )  # fmt: skip
    return met(say("{inside}；属紧急修复：{fault}，{at} 已评估须紧急修复，可以实施", **named), **common)
