"""Article 11: a department that leads the work, with its three duties."""

from __future__ import annotations

from datetime import date

from zhengan.facts.book import FactBook
from zhengan.facts.institution import Institution, LeadDepartment
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import say
from zhengan.kit.verdict import Judgement, Verdict, judge, not_met, unknown
from zhengan.law.lapses import began, since_lacking, turns, vacant
from zhengan.law.rule import Needs, rule
from zhengan.law.subjects import bound_since, institution
from zhengan.law.windows import IN_FORCE, term_window

DUTIES = {
    "important_systems": say("管理重要信息系统和相关基础设施"), "emergency_plan": say("制定网络安全应急预案"),
    "drills": say("组织应急演练"),
}  # fmt: skip


@rule("11.1-lead", over=institution, needs=[Needs(LeadDepartment)])
def lead(body: Institution, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """有一个牵头部门或者机构一直承担三项职责：管理重要信息系统和相关基础设施、制定应急预案、组织应急演练。"""
    window = term_window(as_of, since=bound_since("11.1", book))
    enough = limits.lead_duties
    ever = book.all(LeadDepartment)
    right = [d for d in ever if d.duties is None or enough.holds(len(set(d.duties)))]
    lapses = vacant(right, window)

    def led(day: date) -> Verdict | None:
        """How it stood on a day; None before the first department on record."""
        duties = [d.duties for d in ever if d.holds_on(day)]
        if any(enough.holds(len(set(each or ()))) for each in duties):
            return Verdict.MET
        return Verdict.UNKNOWN if None in duties else Verdict.NOT_MET if any(d.since <= day for d in ever) else None

    since = max(began(led, turns(ever), as_of.valid_on), IN_FORCE)
    held = sorted(book.standing(LeadDepartment), key=lambda d: len(set(d.duties or ())))
    if not held:
        return not_met(
            say("自 {since} 起没有牵头部门", since=max(since_lacking([ever], as_of.valid_on) or since, IN_FORCE)),
            since=since, lapses=lapses, evidence=ever[-1:],
            do=say("请指定或者设立牵头部门，并在“牵头部门”台账登记其职责"),
        )  # fmt: skip
    best = held[-1]
    duties = set(best.duties or ())
    if not enough.holds(len(duties)) and any(d.duties is None for d in held):
        return unknown(
            say("牵头部门“{name}”的职责未登记，无法判定", name=next(d.name for d in held if d.duties is None)),
            since=since, lapses=lapses, evidence=held, do=say("请在“牵头部门”台账登记其职责"),
        )  # fmt: skip
    missing = [zh for word, zh in DUTIES.items() if word not in duties]
    text = (
        say(
            "牵头部门“{name}”承担 {figure}职责，要求 {limit}；缺：{missing}", name=best.name, missing=missing
        )
        if missing
        else say("牵头部门“{name}”承担全部三项职责（{figure}，要求 {limit}）", name=best.name)
    )
    return judge(
        enough, len(duties), text, since=since, lapses=lapses, evidence=[best],
        do=say("请把缺少的职责明确给“{name}”：{missing}", name=best.name, missing=missing),
    )  # fmt: skip
