"""Article 20: backups, validity checks, fault and disaster backup, active-active."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

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
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import say
from zhengan.kit.spans import Span
from zhengan.kit.time import DAY
from zhengan.kit.verdict import Judgement, judge, met, not_applicable, not_met, unknown
from zhengan.law.lapses import missing_days, since_of
from zhengan.law.quarters import next_quarter, quarter_start, quarters
from zhengan.law.rule import Needs, rule
from zhengan.law.subjects import important_systems, institution, systems_where
from zhengan.law.windows import past_days

SITES = {"local": "本地", "same_city": "同城", "remote": "异地"}


@rule("20.1-daily", over=important_systems, needs=[Needs(BackupRun)])
def daily(system: System, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """重要信息系统每天至少成功备份一次数据：看最近一个完整日，近一年缺备份的日子列为缺口。"""
    first, last = past_days(as_of, since=system.since)
    if first > last:
        return not_applicable(say("“{system}”上线未满一天，尚无应备份之日", system=system.name))
    runs = [run for run in book.of(BackupRun, system.id) if run.ok]
    by_day = Counter(run.at.date() for run in runs)
    lapses = missing_days(by_day, first, last)
    return judge(
        limits.backups_per_day, by_day[last],
        say("“{system}”{day} 成功备份 {figure}，要求 {limit}；近一年缺 {missing} 天",
            system=system.name, day=last, missing=sum((gap.end - gap.start).days for gap in lapses)),
        since=since_of(lapses, first, last), lapses=lapses, evidence=runs[-1:],
        due=last + DAY if by_day[last] == 0 else None,
        do=say("请今日内补做“{system}”的备份并登记；查明备份任务未执行的原因", system=system.name),
    )  # fmt: skip


@rule("20.1-restore", over=important_systems, needs=[Needs(RestoreTest)])
def restore(system: System, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """每季度至少对数据备份做一次有效性验证（真实恢复并比对）：看最近一个已结束的季度及本季度，近一年缺验证的季度列为缺口。"""
    first, last = past_days(as_of, since=system.since)
    done = [test for test in book.of(RestoreTest, system.id) if test.ok]
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
    return judge(
        limits.restores_per_quarter, counts[quarter],
        say("“{system}”{quarter} 起的季度有效性验证 {figure}，要求 {limit}；近一年缺 {missing} 个季度",
            system=system.name, quarter=quarter, missing=len(lapses)),
        lapses=lapses, evidence=done[-1:], since=quarter,
        due=None if counts[running] else next_quarter(running) - DAY,
        do=say("请从备份中真实恢复一次“{system}”的数据并比对，登记结果", system=system.name),
    )  # fmt: skip


@rule("20.1-sites", over=institution, needs=[Needs(BackupSite, about=lambda _: None)])
def sites(body: Institution, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """建有本地、同城和异地三类数据备份设施，缺一不可。"""
    held = book.standing(BackupSite)
    kinds = {site.site for site in held}
    missing = [zh for site, zh in SITES.items() if site not in kinds]
    text = (
        say("数据备份设施有 {figure} 类，要求 {limit}；缺：{missing}", missing=missing)
        if missing
        else say("本地、同城和异地数据备份设施齐全（{figure}，要求 {limit}）")
    )
    return judge(
        limits.backup_sites, len(kinds), text, evidence=held,
        since=max((site.since for site in held), default=None),
        do=say("请建设并登记缺少的数据备份设施：{missing}", missing=missing),
    )  # fmt: skip
