"""Article 20: backups, validity checks, fault and disaster backup, active-active."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import partial
from operator import attrgetter

from zhengan.facts.book import FactBook
from zhengan.facts.continuity import (
    BackupRun,
    BackupSite,
    DisasterSite,
    FaultBackup,
    RecoveryObjective,
    RestoreTest,
    Takeover,
)
from zhengan.facts.institution import Institution
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import Limit, LimitSet
from zhengan.kit.say import say
from zhengan.kit.spans import Span, clip, union
from zhengan.kit.time import DAY, start_of_day
from zhengan.kit.verdict import Judgement, judge, met, not_applicable, not_met, unknown
from zhengan.law.centres import OUTAGES, centre_turns, serving, uncovered
from zhengan.law.lapses import began, missing_days, since_of, turns, vacant
from zhengan.law.order218.a20_backups.takeovers import (
    before_them,
    broken_off,
    continued,
    counted_centres,
    last_by,
    takeover_days,
)
from zhengan.law.quarters import next_quarter, quarter_start, quarters
from zhengan.law.rule import Needs, rule
from zhengan.law.subjects import bound_since, important_systems, institution, systems_where
from zhengan.law.windows import IN_FORCE, past_days, term_window

active_systems = systems_where(
    "active_systems", lambda s: s.important is True and s.active_active, "没有采取双活或多活架构的重要信息系统"
)
SITES = {"local": "本地", "same_city": "同城", "remote": "异地"}


@rule("20.1-daily", over=important_systems, needs=[Needs(BackupRun, years=1, last=("", "ok"))])
def daily(system: System, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """重要信息系统每天至少成功备份一次数据：看最近一个完整日，近一年缺备份的日子列为缺口。"""
    first, last = past_days(as_of, since=system.since)
    if first > last:
        return not_applicable(say("“{system}”上线未满一天，尚无应备份之日", system=system.name))
    by_day = Counter(run.at.date() for run in book.between(BackupRun, system.id, start_of_day(first)) if run.ok)
    good = next((run for run in reversed(book.of(BackupRun, system.id)) if run.ok), None)
    lapses = missing_days(by_day, first, last)
    return judge(
        limits.backups_per_day, by_day[last],
        say("“{system}”{day} 成功备份 {figure}，要求 {limit}；近一年缺 {missing} 天",
            system=system.name, day=last, missing=sum((gap.end - gap.start).days for gap in lapses)),
        since=since_of(lapses, first, last), lapses=lapses, evidence=[good] if good else [],
        due=last + DAY if by_day[last] == 0 else None,
        do=say("请今日内补做“{system}”的备份并登记；查明备份任务未执行的原因", system=system.name),
    )  # fmt: skip


@rule("20.1-restore", over=important_systems, needs=[Needs(RestoreTest)])
def restore(system: System, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """每季度至少对数据备份做一次有效性验证（真实恢复并比对）：看最近一个已结束的季度及本季度，近一年缺验证的季度列为缺口；上线之前的验证不算。"""
    first, last = past_days(as_of, since=system.since)
    every = book.of(RestoreTest, system.id)
    tests = [test for test in every if test.at.date() >= system.since]
    done = [test for test in tests if test.ok]
    counts = Counter(quarter_start(test.at.date()) for test in done)
    ended = list(quarters(first, last))
    running = quarter_start(as_of.valid_on)
    if not ended and not counts[running]:
        return not_applicable(
            say("“{system}”尚未经历一个完整季度，本季度应于 {due} 前验证", system=system.name, due=next_quarter(running)),
            due=next_quarter(running) - DAY,
        )
    lapses = tuple(Span(start, end) for start, end in ended if not counts[start])
    quarter = ended[-1][0] if ended and not counts[running] else running
    begins = max(system.since, IN_FORCE)
    starts = {start for start, _ in quarters(begins, as_of.valid_on)} | {running}
    changes = {test.at.date() for test in every} | starts | {next_quarter(start) - DAY for start in starts}
    judged = judge(
        limits.restores_per_quarter, counts[quarter],
        say("“{system}”{quarter} 起的季度有效性验证 {figure}，要求 {limit}；近一年缺 {missing} 个季度",
            system=system.name, quarter=quarter, missing=len(lapses)),
        lapses=lapses, evidence=[*done[-1:], *(test for test in tests[-1:] if not test.ok)],
        since=began(partial(_verified, every, system.since, as_of.last_full_day), changes, as_of.valid_on, begins),
        due=None if counts[running] else next_quarter(running) - DAY,
        do=say("请从备份中真实恢复一次“{system}”的数据并比对，登记结果", system=system.name),
    )  # fmt: skip
    if not tests or tests[-1].ok:
        return judged
    return judged.noting(say("最近一次验证（{at}）无效，请查明原因并重新验证", at=tests[-1].at))


def _verified(tests: list[RestoreTest], live: date, last: date, day: date) -> bool | None:
    """How it stood on a day: a valid check in the quarter that runs, or in the last that had ended by then (``last``: the last
    day that is over), since it went ``live``; None: nothing was due yet, or no check was on record."""
    running = quarter_start(day)
    before = quarter_start(quarter_start(min(day, last) + DAY) - DAY)
    known = [test for test in tests if test.at.date() <= day]
    if any(test.ok and test.at.date() >= max(running, live) for test in known):
        return True
    if not known or before < max(live, IN_FORCE):
        return None
    return any(test.ok and test.at.date() >= before for test in known)


@rule("20.1-sites", over=institution, needs=[Needs(BackupSite, about=lambda _: None)])
def sites(body: Institution, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """建有本地、同城和异地三类数据备份设施，缺一不可；近一年不齐的日子列为缺口。"""
    held = book.standing(BackupSite)
    kinds = {site.site for site in held}
    missing = [zh for site, zh in SITES.items() if site not in kinds]
    every = [[site for site in book.all(BackupSite) if site.site == place] for place in SITES]
    text = (
        say("数据备份设施有 {figure}，要求 {limit}；缺：{missing}", missing=missing)
        if missing
        else say("本地、同城和异地数据备份设施齐全（{figure}，要求 {limit}）")
    )
    terms = book.all(BackupSite)

    def complete(day: date) -> bool:
        return limits.backup_sites.holds(len({site.site for site in terms if site.holds_on(day)}))

    return judge(
        limits.backup_sites, len(kinds), text, evidence=held, since=began(complete, turns(terms), as_of.valid_on),
        lapses=union(span for kind in every for span in vacant(kind, term_window(as_of, since=bound_since("20.1", book)))),
        do=say("请建设并登记缺少的数据备份设施：{missing}", missing=missing),
    )  # fmt: skip


@rule(
    "20.2-facilities",
    over=important_systems,
    needs=[Needs(DisasterSite), Needs(FaultBackup, required=False), Needs(Takeover, required=False), OUTAGES],
)
def facilities(system: System, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """重要信息系统同时有故障备份设施和同城或异地灾难备份中心；双活、多活的另一数据中心，
    切换证明业务连续的（第二十条第三款）方可算作灾难备份中心。"""
    fault = book.standing(FaultBackup, system.id)
    ever = book.of(FaultBackup, system.id)
    first, last = past_days(as_of, since=system.since)
    bare = vacant(ever, Span(first, last + DAY))
    away = ("same_city", "remote")
    passive = uncovered(book, system, away, as_of, lambda site: not site.active)  # without one that is a centre in any case
    broken = [span for off in broken_off(system, book, as_of) for span in clip(passive, off)]
    lapses = union([*uncovered(book, system, away, as_of), *broken, *bare])
    centres, unproven = counted_centres(system, book, limits, as_of.valid_on)
    missing = [zh for zh, held in (("故障备份设施", fault), ("灾难备份中心", centres)) if not held]
    evidence = [*fault, *centres]

    def complete(day: date) -> bool | None:
        if not any(site.since <= day for site in book.of(DisasterSite, system.id)):
            return None  # no disaster site on record yet: unknown
        standing, doubtful = counted_centres(system, book, limits, day)
        if not book.standing(FaultBackup, system.id, day) or not (standing or doubtful):
            return False
        return bool(standing) or None

    changes = centre_turns(book, system) | turns(ever) | takeover_days(book, system)
    since = began(complete, changes, as_of.valid_on, system.since)
    if unproven and fault and not centres:
        return unknown(
            say("“{system}”的灾备中心只有双活或多活的{names}，没有切换证明业务连续，能否视为灾备设施无从判定",
                system=system.name, names=[c.name for c in unproven]),
            lapses=lapses, evidence=[*fault, *unproven], since=since, do=say("请做切换验证并在“灾备切换”台账登记结果"),
        )  # fmt: skip
    if missing:
        return not_met(
            say("“{system}”缺：{missing}", system=system.name, missing=missing), lapses=lapses, evidence=evidence,
            do=say("请为“{system}”建设并登记：{missing}", system=system.name, missing=missing), since=since,
        )  # fmt: skip
    return met(
        say("“{system}”有故障备份设施，灾备中心：{names}", system=system.name, names=[c.name for c in centres]),
        lapses=lapses, evidence=evidence, since=since,
    )  # fmt: skip


@rule(
    "20.2-objectives", over=important_systems,
    needs=[Needs(RecoveryObjective), Needs(Takeover), Needs(DisasterSite, required=False), OUTAGES],
)  # fmt: skip
def objectives(system: System, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """按重要程度确定了恢复目标（RTO、RPO），且最近一次灾备切换的实测值不超过目标。"""
    target, last = _target(system, book, as_of.valid_on), book.of(Takeover, system.id)[-1]
    if target is None:
        return unknown(
            say("“{system}”没有现行的恢复目标", system=system.name), do=say("请在“恢复目标”台账登记 RTO 与 RPO")
        )
    measured = _measured(target, last, limits)
    if measured is None:
        return unknown(
            say("“{system}”{day} 的灾备切换没有实测恢复时间或恢复点", system=system.name, day=last.at.date()),
            do=say("请补充该次切换的实测 RTO 与 RPO"), evidence=[target, last],
        )  # fmt: skip
    if before_them(last, serving(book, system)):
        return unknown(
            say("“{system}”最近一次切换（{day}）早于现有灾备中心启用，说明不了现有中心", system=system.name, day=last.at.date()),
            do=say("请对现有灾备中心做切换验证并登记实测 RTO 与 RPO"), evidence=[target, last],
        )  # fmt: skip
    worst, figure = measured
    name = "恢复点" if worst.id == limits.recovery_point.id else "恢复时间"

    def reached(day: date) -> bool | None:
        """Whether the objective of a day was reached in the last takeover by then; None where that is not known."""
        aim, switch = _target(system, book, day), last_by(book, system, day)
        proves = switch is not None and not before_them(switch, serving(book, system, day))
        found = _measured(aim, switch, limits) if aim and switch and proves else None
        return None if found is None else found[0].holds(found[1])

    changes = takeover_days(book, system) | turns(book.of(RecoveryObjective, system.id)) | centre_turns(book, system)
    since = began(reached, changes, as_of.valid_on)
    return judge(
        worst, figure,
        say("“{system}”{day} 切换实测{name} {figure}，目标 {limit}", system=system.name, day=last.at.date(), name=name),
        since=since, evidence=[target, last],
        do=say("请查明“{system}”恢复超时的原因，整改后重做灾备切换演练", system=system.name),
    )  # fmt: skip


def _target(system: System, book: FactBook, day: date) -> RecoveryObjective | None:
    """The recovery objective in force on a day."""
    return next(iter(reversed(book.standing(RecoveryObjective, system.id, day))), None)


def _measured(target: RecoveryObjective, last: Takeover, limits: LimitSet) -> tuple[Limit, float] | None:
    """Of the two objectives the one that was missed, with what was measured, else the recovery time; None if not measured."""
    if last.rto_minutes is None or last.rpo_minutes is None:
        return None
    data = replace(limits.recovery_point, value=target.rpo_minutes)
    if not data.holds(last.rpo_minutes):
        return data, last.rpo_minutes
    return replace(limits.recovery_time, value=target.rto_minutes), last.rto_minutes


@rule("20.3-active", over=active_systems, needs=[Needs(DisasterSite), Needs(Takeover), OUTAGES])
def active(system: System, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """双活或多活架构：另有数据中心同时对外服务，且最近一次切换证明业务连续运行，方可视为灾备设施；近一年不具备的日子列为缺口。"""
    others = [site for site in serving(book, system) if site.active]
    common = {
        "since": began(
            lambda day: continued(system, book, limits, day), centre_turns(book, system) | takeover_days(book, system),
            as_of.valid_on, system.since,
        ),
        "lapses": union([*uncovered(book, system, SITES, as_of, attrgetter("active")), *broken_off(system, book, as_of)]),
    }  # fmt: skip
    if not limits.other_centres.holds(len(others)):
        return judge(
            limits.other_centres, len(others),
            say("“{system}”同时对外服务的其他数据中心有 {figure}，要求 {limit}", system=system.name),
            do=say("请登记或恢复“{system}”的另一数据中心；在此之前须另有灾难备份设施", system=system.name), evidence=others,
            **common,
        )  # fmt: skip
    last = book.of(Takeover, system.id)[-1]
    if before_them(last, others):
        return unknown(
            say("“{system}”最近一次切换（{day}）早于现有的其他数据中心启用，不能证明业务连续",
                system=system.name, day=last.at.date()),
            do=say("请向现有的另一数据中心做切换验证并登记结果"), evidence=[*others, last], **common,
        )  # fmt: skip
    if last.continuous is None:
        return unknown(
            say("“{system}”{day} 的切换未记录业务是否连续运行", system=system.name, day=last.at.date()),
            do=say("请补充该次切换的结果"), evidence=[*others, last], **common,
        )  # fmt: skip
    judged = judge(
        limits.other_centres, len(others),
        say("“{system}”另有 {figure}数据中心同时服务（要求 {limit}），{day} 切换时业务连续",
            system=system.name, day=last.at.date()),
        evidence=[*others, last], **common,
    )  # fmt: skip
    if last.continuous:
        return judged
    return not_met(
        say("“{system}”{day} 切换时业务中断，另一数据中心不能视为灾备设施", system=system.name, day=last.at.date()),
        evidence=[*others, last], do=say("请查明中断原因，整改后重做切换验证"), **common,
    )  # fmt: skip
