"""Article 38: the yearly drill with connected parties, and its report within 15 working days."""

from __future__ import annotations

from datetime import date

from zhengan.facts.book import FactBook
from zhengan.facts.filings import Filing
from zhengan.facts.incidents import Drill
from zhengan.facts.institution import Institution
from zhengan.kit.asof import AsOf
from zhengan.kit.calendar import Deadline, default_calendar
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import Say, say
from zhengan.kit.time import DAY
from zhengan.kit.verdict import Judgement, judge, not_applicable, not_met, unknown
from zhengan.law.periods import recurrence
from zhengan.law.rule import Needs, rule
from zhengan.law.subjects import acts, bound_since, institution
from zhengan.law.windows import IN_FORCE

joint_drills = acts(
    Drill, "joint_drills", "没有与关联主体的应急演练记录", lambda drill, book: drill.connected_parties is True
)


@rule("38.1-yearly", over=institution, needs=[Needs(Drill, required=False)])
def yearly(body: Institution, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """核心机构每年至少组织一次有关联主体参加的应急演练：从严按滚动十二个月计，满一年之日仍算按时；自行演练不算。"""
    drills = book.all(Drill)
    joint = [drill for drill in drills if drill.connected_parties]
    stood = recurrence([drill.at for drill in joint], as_of, 12, max(bound_since("38.1", book), IN_FORCE))
    if stood.young:
        return not_applicable(say("应于 {due} 前完成首次与关联主体的应急演练", due=stood.due), due=stood.due)
    unsure = [d for d in drills if d.connected_parties is None and (not joint or d.at > joint[-1].at)]
    if not stood.count and (unsure or not drills):
        return unknown(
            say("近一年没有记明关联主体参加的应急演练，无法判定"), evidence=unsure[-1:],
            do=say("请在“应急演练”台账登记演练，并写明关联主体是否参加"),
        )  # fmt: skip
    last = joint[-1].at if joint else None
    return judge(
        limits.drills_per_year, stood.count,
        say("近一年与关联主体的应急演练 {figure}，要求 {limit}；最近一次 {day}，期限 {due}",
            day=last or say("无"), due=stood.due),
        due=stood.due, lapses=stood.lapses, evidence=joint[-1:],
        since=stood.began,
        do=say("请尽快组织有关联主体参加的应急演练"),
    )  # fmt: skip


@rule("38.1-report", over=joint_drills, needs=[Needs(Filing, required=False, about=lambda _: None)])
def report(drill: Drill, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """有关联主体参加的演练，自次日起 15 个工作日内（调休上班日计入）报告中国证监会；期限跨入放假安排未知的年份时为暂定。"""
    limit = limits.report_days
    deadline = default_calendar().work.add(drill.at, int(limit.value))
    notes = (*_provisional(deadline), *_too_early(drill, book))
    sent = next(
        (
            f
            for f in book.all(Filing)
            if _reports(f, drill) and f.at.date() >= drill.at  # a report is made after what it reports
        ),
        None,
    )
    if sent is not None:
        return judge(
            limit, _working_days(drill.at, sent.at.date()),
            say("{drill} 演练，于 {sent} 报告，用时 {figure}，要求 {limit}（{due} 前）",
                drill=drill.at, sent=sent.at.date(), due=deadline.day),
            evidence=[drill, sent], since=min(sent.at.date(), deadline.day + DAY), notes=notes,
            do=say("报告已逾期，事后不能补正；请说明原因并改进报告安排"),
        )  # fmt: skip
    if as_of.valid_on <= deadline.day:
        return not_applicable(
            say("{drill} 演练的报告期限未到：{due}", drill=drill.at, due=deadline.day),
            due=deadline.day,
            evidence=[drill],
            notes=notes,
        )
    if deadline.provisional:
        return unknown(
            say("{drill} 演练没有报告记录，报告期限 {due} 为暂定，是否逾期无法判定", drill=drill.at, due=deadline.day),
            due=deadline.day,
            evidence=[drill], notes=notes, do=say("请导入该年放假安排，并登记演练报告的报送"),
        )  # fmt: skip
    return not_met(
        say("{drill} 演练应于 {due} 前报告中国证监会，没有报告记录", drill=drill.at, due=deadline.day),
        due=deadline.day, since=deadline.day + DAY, notes=notes,
        evidence=[drill], do=say("请立即向中国证监会报告演练情况，并在“报送”台账登记"),
    )  # fmt: skip


def _reports(filing: Filing, drill: Drill) -> bool:
    return filing.type == "drill_report" and filing.about == drill.id and filing.to != "dispatch_office"


def _too_early(drill: Drill, book: FactBook) -> list[Say]:
    """What is said of reports dated before the drill: they are counted for nothing, and one of the dates is wrong."""
    early = [f for f in book.all(Filing) if _reports(f, drill) and f.at.date() < drill.at]
    return [say("{sent} 的报告早于演练，不计，请核对日期", sent=f.at.date()) for f in early[:1]]


def _provisional(deadline: Deadline) -> tuple[Say, ...]:
    return (deadline.reason,) if deadline.provisional and deadline.reason else ()


def _working_days(start: date, day: date) -> int:
    """The smallest number of working days after ``start`` that reaches ``day``: a Saturday belongs to the working day after."""
    count, work = 0, default_calendar().work
    while work.add(start, count).day < day:
        count += 1
    return count
