"""``zhengan worker``, ``jobs``, ``backup`` and ``measure``: the schedule from the command line."""

from __future__ import annotations

import json
import threading
from typing import Any

import click

from zhengan.cli.base import Command, Group
from zhengan.cli.lang import _, language
from zhengan.cli.node import institution, start_django
from zhengan.cli.options import as_json
from zhengan.kit.problem import Problem
from zhengan.kit.say import say

GRACE = 10.0  # seconds for the job under way when asked to stop; one that takes longer is left to whoever comes next


def _ready() -> None:
    """Django, a database that is set up, and the jobs in it. Raises Problem."""
    start_django()
    from zhengan.accounts.models import Institution
    from zhengan.schedule.jobs import enrol

    try:
        institution(None)
    except Problem as problem:
        if problem.code != "which-institution" or not Institution.objects.exists():
            raise
    enrol()


@click.command(cls=Command, help=_("单独运行定时任务；Ctrl+C 停止。可与 zhengan serve 同时运行，同一任务不会做两次。"))
@click.option("--once", is_flag=True, help=_("只做眼下到期的，做完即退出"))
def worker(once: bool) -> None:
    """Do what is due until stopped."""
    _ready()
    from zhengan.schedule import logbook, runner
    from zhengan.schedule.stopping import ENDS, listen

    logbook.listen()
    if once:
        runner.round_of_jobs(told=_tell)
        return
    stopping = threading.Event()
    listen(dict.fromkeys(ENDS, stopping.set))
    working = threading.Thread(target=runner.work, args=(stopping, _tell), name="zhengan-work", daemon=True)
    working.start()
    click.echo(_("定时任务已启动（{holder}），Ctrl+C 停止").format(holder=runner.holder()))
    stopping.wait()
    _end(working, runner.holder())


def _tell(name: str, outcome: Any) -> None:
    """A line for each job begun and ended: what a service's journal keeps."""
    click.echo(f"{name}  {outcome.label}")


def _end(working: threading.Thread, holder: str) -> None:
    """Let the job under way end, for a while; then give back what is held, so that another may take it at once."""
    from zhengan.schedule.leases import release

    working.join(GRACE)
    if working.is_alive():
        click.echo(_("任务 {seconds} 秒内未做完，已放下，由下一个进程重做").format(seconds=f"{GRACE:.0f}"))
    release(holder)
    click.echo(_("定时任务已停止"))


@click.command(cls=Command, help=_("列出定时任务：何时应做、上次何时做、结果如何。"))
@as_json
def jobs(as_json: bool) -> None:
    """The jobs, as a table or JSON."""
    _ready()
    from zhengan.schedule.status import standing

    rows = [_plain(one) for one in standing()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['name']:8} {row['next_at']}  {row['outcome'] or '—'}  {row['detail']}")


def _plain(one: Any) -> dict[str, Any]:
    latest = one.held or one.last
    return {
        "name": one.task.name, "title": str(one.task.title), "next_at": one.job.next_at.isoformat(timespec="seconds"),
        "state": one.state.value, "running": one.running, "holder": one.job.holder if one.held else None,
        "leased_until": one.job.leased_until.isoformat(timespec="seconds") if one.held else None,
        "outcome": one.outcome.value if one.outcome else None,
        "started_at": latest.started_at.isoformat(timespec="seconds") if latest else None,
        "seconds": latest.seconds if latest else None, "detail": latest.says.render(language()) if latest else "",
    }  # fmt: skip


@click.command(cls=Command, help=_("立即备份证安自身数据库并登记；--verify 再恢复到临时数据库逐表比对。"))
@click.option("--verify", is_flag=True, help=_("备份后立即验证"))
def backup(verify: bool) -> None:
    """Back up now, and verify if told to; exit 1 where it failed."""
    _ready()
    for name in ("backup", "verify") if verify else ("backup",):
        _now(name)


def _now(name: str) -> None:
    from zhengan.schedule import runner
    from zhengan.schedule.leases import ask, take
    from zhengan.schedule.models import Outcome, Run
    from zhengan.schedule.runner import holder

    ask(name, "operator")
    claim = take(name, holder())
    if claim is None:
        raise Problem("任务正在运行", "同一任务不会同时运行两次", "请等它结束后再试", code="running")
    outcome = runner.do(claim)
    run = Run.objects.get(job=claim.job, fence=claim.fence)
    click.echo(f"{run.get_outcome_display()}  {run.says.render(language())}")
    if outcome is not Outcome.DONE:
        raise click.exceptions.Exit(1)


@click.group(cls=Group, help=_("实测证安自身的指标，登记为事实。"))
def measure() -> None:
    """Measurements of Zhengan itself."""


@measure.command(help=_("在本机另起一个服务，加压若干秒，把每秒应答数登记为容量（21.3 与 48.1 以此为分母）。"))
@click.option("--seconds", type=click.FloatRange(1, 60), default=10, show_default=True, help=_("加压秒数"))
@click.option("--value", type=click.FloatRange(min=0, min_open=True), help=_("不测定，直接登记此值（请求/秒）"))
def capacity(seconds: float, value: float | None) -> None:
    """Measure, record, tell."""
    _ready()
    from zhengan.schedule.capacity import CLIENTS, PATH
    from zhengan.schedule.capacity import measure as load
    from zhengan.schedule.itself import set_capacity

    if value is None:
        found = load(seconds)
        value = round(found.per_second, 1)
        how = f"{CLIENTS} clients, {found.seconds:.1f} s, {found.requests} × GET {PATH}, loopback"
    else:
        how = "stated by the operator"
    set_capacity(value, how)
    click.echo(str(say("容量 {value} 请求/秒，已登记", value=value)))
