"""Article 37: an emergency plan in force and reviewed, resting on an impact analysis, covering four kinds of scenario."""

from __future__ import annotations

from datetime import date
from functools import partial

from zhengan.facts.book import FactBook
from zhengan.facts.incidents import EmergencyPlan
from zhengan.facts.institution import Institution
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import Say, say
from zhengan.kit.spans import Span, clip, union
from zhengan.kit.time import DAY
from zhengan.kit.verdict import Judgement, Verdict, judge, met, not_met, unknown
from zhengan.law.lapses import began, since_lacking, turns, vacant
from zhengan.law.plans import current_plans
from zhengan.law.rule import Needs, rule
from zhengan.law.subjects import bound_since, institution
from zhengan.law.windows import IN_FORCE, term_window

SCENARIOS = {
    "security_event": say("网络安全事件"), "disaster": say("自然灾害和公共卫生事件"),
    "key_people": say("网络和信息安全相关重大人事变动"), "supplier_exit": say("主要信息技术系统服务机构退出"),
}  # fmt: skip


@rule("37.1-current", over=institution, needs=[Needs(EmergencyPlan)])
def current(body: Institution, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """一直有现行应急预案，且没有超过自定的下次评审日期（评审当日不算超期）。"""
    window = term_window(as_of, since=bound_since("37.1", book))
    plans = book.all(EmergencyPlan)
    stale = clip((_overdue(plan, window.end) for plan in plans), window)
    lapses = union([*vacant(plans, window), *stale])
    reviews_due = {plan.next_review + DAY for plan in plans if plan.next_review}
    since = max(began(partial(_current, plans), turns(plans) | reviews_due, as_of.valid_on), IN_FORCE)
    held = book.standing(EmergencyPlan)
    if not held:
        none_since = max(since_lacking([plans], as_of.valid_on) or since, IN_FORCE)
        return not_met(
            say("自 {since} 起没有现行应急预案", since=none_since), since=since, lapses=lapses, evidence=plans[-1:],
            do=say("请制定应急预案，并在“应急预案”台账登记"),
        )  # fmt: skip
    late = [plan.name for plan in held if plan.next_review is not None and plan.next_review < as_of.valid_on]
    due = min((plan.next_review for plan in held if plan.next_review is not None), default=None)
    unsaid = [plan.name for plan in held if plan.next_review is None]
    if late:
        return not_met(
            say("应急预案{plans}应于 {due} 前评审，已超期", plans=late, due=due), since=since, lapses=lapses,
            due=due, evidence=held,
            do=say("请评审并更新应急预案，登记新的评审日期"),
        )  # fmt: skip
    if unsaid:
        return unknown(
            say("应急预案{plans}没有登记下次评审日期，是否现行有效无从判断", plans=unsaid),
            since=since, lapses=lapses, evidence=held, do=say("请在“应急预案”台账补充下次评审日期"),
        )  # fmt: skip
    return met(
        say("应急预案{plans}现行有效，下次评审 {due}", plans=[plan.name for plan in held], due=due),
        since=since,
        lapses=lapses,
        due=due,
        evidence=held,
    )


def _current(plans: list[EmergencyPlan], day: date) -> Verdict | None:
    """How it stood with the plans on a day; None before the first on record."""
    held = [plan.next_review for plan in plans if plan.holds_on(day)]
    if not held:
        return Verdict.NOT_MET if any(plan.since <= day for plan in plans) else None
    if any(review is not None and review < day for review in held):
        return Verdict.NOT_MET
    return Verdict.UNKNOWN if None in held else Verdict.MET


def _overdue(plan: EmergencyPlan, end: object) -> Span:
    """The days on which the plan was still used after its review fell due."""
    held: Span = plan.span(end)  # type: ignore[arg-type]
    return (
        Span(held.end, held.end)
        if plan.next_review is None
        else Span(max(held.start, plan.next_review + DAY), held.end)
    )


@rule("37.1-basis", over=current_plans)
def basis(plan: EmergencyPlan, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """应急预案以不晚于预案启用日的业务影响分析为依据，明确应急目标、应急组织和处置流程。"""
    parts: dict[str, tuple[Say, bool | None]] = {
        "impact": (
            say("预案启用前的业务影响分析"),
            None if plan.impact_analysis is None else plan.impact_analysis <= plan.since,
        ),
        "aims": (say("应急目标"), plan.aims),
        "organisation": (say("应急组织"), plan.organisation),
        "procedure": (say("处置流程"), plan.procedure),
    }
    absent = [zh for zh, stated in parts.values() if stated is False]
    silent = [zh for zh, stated in parts.values() if stated is None]
    since = max(plan.since, IN_FORCE)
    if absent:
        return not_met(
            say("应急预案“{plan}”缺少：{missing}", plan=plan.name, missing=absent), since=since, evidence=[plan],
            do=say("请修订“{plan}”，补齐：{missing}", plan=plan.name, missing=absent),
        )  # fmt: skip
    if silent:
        return unknown(
            say("应急预案“{plan}”有无以下内容未登记：{missing}", plan=plan.name, missing=silent), evidence=[plan],
            do=say("请在“应急预案”台账补充：{missing}", missing=silent),
        )  # fmt: skip
    return met(
        say("应急预案“{plan}”以 {day} 的业务影响分析为依据，目标、组织和流程齐全", plan=plan.name, day=plan.impact_analysis),
        since=since, evidence=[plan],
    )  # fmt: skip


@rule("37.1-scenarios", over=institution, needs=[Needs(EmergencyPlan)])
def scenarios(body: Institution, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """现行应急预案（含专项预案）合起来覆盖四类应急场景，缺的逐类指出。"""
    held, plans = book.standing(EmergencyPlan), book.all(EmergencyPlan)
    since = max(IN_FORCE, began(partial(_covered, plans), turns(plans), as_of.valid_on))
    covered = {word for plan in held for word in plan.scenarios or ()}
    missing = [zh for word, zh in SCENARIOS.items() if word not in covered]
    if missing and (not held or any(plan.scenarios is None for plan in held)):
        return unknown(
            say("现行应急预案覆盖的场景没有登记，是否覆盖以下场景无法判定：{missing}", missing=missing),
            evidence=held, since=since, do=say("请在“应急预案”台账登记现行预案覆盖的场景"),
        )  # fmt: skip
    text = (
        say("现行应急预案覆盖场景 {figure}，要求 {limit}；缺：{missing}", missing=missing)
        if missing
        else say("现行应急预案覆盖全部四类场景（{figure}，要求 {limit}）")
    )
    return judge(
        limits.scenarios, len(covered), text, evidence=held, since=since,
        do=say("请在应急预案中补充场景：{missing}", missing=missing),
    )  # fmt: skip


def _covered(plans: list[EmergencyPlan], day: date) -> bool | None:
    """Whether the plans of a day covered every scenario; None where that is not known."""
    said = [plan.scenarios for plan in plans if plan.holds_on(day)]
    if set(SCENARIOS).issubset({word for each in said for word in each or ()}):
        return True
    return None if not said or None in said else False
