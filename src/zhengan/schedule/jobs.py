"""Every job, listed: what it does, when, and how long it may take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhengan.accounts.models import Institution
from zhengan.assess.lookback import look_back
from zhengan.assess.measured import put_on_record
from zhengan.assess.services import assess
from zhengan.kit.problem import Problem
from zhengan.kit.say import Say, say
from zhengan.kit.time import DAY
from zhengan.records.clock import now
from zhengan.schedule import backups, heartbeat, itself, logbook, peaks
from zhengan.schedule.leases import Claim
from zhengan.schedule.models import Job, Run
from zhengan.schedule.timing import Timing

KEPT = timedelta(days=400)  # runs older than this are forgotten; the facts they made are not
LONG = timedelta(hours=8)  # a dump alone may take six, see connectors.selfdb.postgres


@dataclass(frozen=True)
class Task:
    """A job: its name for machines and people, its times, and what it does (a line about what came of it).

    ``longest``: what takes longer is stuck; its lease is renewed no more, and another may take the job.
    ``at_once``: it is due when it is first met, not at its first time.
    ``apart``: it takes the processor for minutes, so a server or worker has it done by a process of its own.
    """

    name: str
    title: Promise
    when: Promise
    timing: Timing
    longest: timedelta
    do: Callable[[Claim], Say]
    at_once: bool = False
    apart: bool = False


def _assess(claim: Claim) -> Say:
    """Yesterday, which is over, and today."""
    today = now().date()
    put_on_record(today)  # by itself: whoever beats must not wait until a day is judged

    def both_days(institution: Institution) -> None:
        for day in (today - DAY, today):
            with claim.writing():
                assess(institution, day)

    return say("已判定 {count} 家机构的昨天与今天", count=_each(both_days))


def _look_back(claim: Claim) -> Say:
    """The year behind, a day a week: what was recorded or connected later tells of it, too."""
    days: list[int] = []
    count = _each(lambda institution: days.append(look_back(institution, now().date(), claim.writing)))
    return say("{count} 家机构近一年的逐周判定已补齐，共 {days} 天", count=count, days=sum(days))


def _each(do: Callable[[Institution], None]) -> int:
    """Do it for each institution by itself, so that one's trouble is not another's; how many there are.

    Raises Problem that names those that failed, after all were tried.
    """
    institutions = list(Institution.objects.order_by("pk"))
    failed: list[str] = []
    for institution in institutions:
        try:
            do(institution)
        except Problem as problem:
            failed.append(f"{institution.code}: {problem}")
    if failed:
        raise Problem("有机构未能判定", "；".join(failed), "请按各机构的提示处理", code="not-judged")
    return len(institutions)


def _samples(claim: Claim) -> Say:
    logbook.write("system", "alive")
    with claim.writing():
        return say("登记心跳样本 {count} 段", count=heartbeat.flush())


def _days(claim: Claim) -> Say:
    """What can be said of a day only when it is over."""
    with claim.writing():
        closed = peaks.close_days()
        made, broken = logbook.archive()
        heartbeat.forget()
        Run.objects.filter(started_at__lt=now() - KEPT).delete()
    if broken:
        raise Problem("日志完整性校验未通过", f"{broken}", "请核查被改动或丢失的日志文件", code="log-broken")
    return say("日峰值入账 {peaks} 条，日志归档 {logs} 段", peaks=closed, logs=made)


TASKS: dict[str, Task] = {
    task.name: task
    for task in (
        Task("backup", _("备份证安自身数据库"), _("每天 02:00"), Timing("day", 2), LONG, backups.back_up, at_once=True),
        Task("verify", _("恢复备份并逐表比对"), _("每季度首日 03:30"), Timing("quarter", 3, 30), LONG, backups.verify, True),
        Task("assess", _("判定昨天与今天"), _("每天 00:20"), Timing("day", 0, 20), timedelta(hours=2), _assess),
        Task("samples", _("登记心跳样本"), _("每小时"), Timing("hour", minute=1), timedelta(minutes=10), _samples),
        Task("days", _("日峰值入账，日志归档与校验"), _("每天 00:10"), Timing("day", 0, 10), timedelta(hours=2), _days),
        Task("history", _("补判近一年每周五"), _("每天 01:00"), Timing("day", 1), LONG, _look_back, True, apart=True),
    )
}


def enrol() -> None:
    """Have every job in the table, with its first time; harmless when done again, and by two at once."""
    itself.register_with_owner()
    instant = now()
    for task in TASKS.values():
        first = instant if task.at_once else task.timing.after(instant)
        Job.objects.get_or_create(name=task.name, defaults={"next_at": first})
