"""``zhengan calendar``: sessions of a day, working-day deadlines, and importing a new year's holidays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from zhengan.cli import options
from zhengan.cli.base import Command, Group
from zhengan.cli.lang import _, language
from zhengan.cli.show import echo_json
from zhengan.kit.problem import Problem
from zhengan.kit.say import Say, say

SESSIONS = """zhengan calendar sessions SSE SHFE.ag --on 2026-11-27"""
DEADLINE = """zhengan calendar deadline 2026-12-15 15      # 演练后 15 个工作日（第三十八条）"""


@click.group(cls=Group, help=_("交易时段、工作日与期限；导入新一年的放假安排。"))
def calendar() -> None:
    """The group of questions to the calendar."""


@calendar.command(cls=Command, help=_("已录入哪些年份、依据哪份通知。"))
@options.as_json
def show(as_json: bool) -> None:
    """The known years with their notices, and where knowledge ends."""
    from zhengan.kit.calendar import default_calendar

    work = default_calendar().work
    years = [(year, work.source(year)) for year in range(work.known_from.year, work.known_through.year + 1)]
    if as_json:
        rows = [
            {"year": year, "source": c.source, "verified": c.verified, "checked": c.checked.isoformat()}
            for year, c in years
        ]
        echo_json({"known_through": work.known_through.isoformat(), "years": rows})
        return
    for year, certainty in years:
        mark = "" if certainty.verified else _("（未经核实）")
        click.echo(f"{year}  {certainty.source}{mark}  " + _("核对于 {day}").format(day=certainty.checked))
    click.echo(_("已知截至 {day}；其后的期限为暂定，闸口不作猜测。").format(day=work.known_through))


@calendar.command(cls=Command, epilog=SESSIONS, help=_("某日各市场的交易时段（含集合竞价、休市与夜盘）。"))
@click.argument("markets", nargs=-1, required=True)
@click.option("--on", "day", type=options.DAY, help=_("日期（默认今天）"))
@options.as_json
def sessions(markets: tuple[str, ...], day: date | None, as_json: bool) -> None:
    """Every phase that touches the day, in order, and to which trading day it belongs."""
    from zhengan.kit.calendar import default_calendar

    day = day or options.today()
    found = default_calendar().clock(markets).sessions(day, day)
    lang = language()
    if as_json:
        echo_json([
            {"markets": list(s.markets), "name": s.name, "kind": s.kind, "from": s.start.isoformat(), "to": s.end.isoformat(),
             "trading_day": s.trading_day.isoformat(), "verified": s.verified}
            for s in found
        ])  # fmt: skip
        return
    for one in found:
        mark = "" if one.verified else _("（未经核实）")
        name = Say(one.name).render(lang)
        click.echo(
            f"{one.start:%m-%d %H:%M} – {one.end:%m-%d %H:%M}  {name}{mark}  {' '.join(one.markets)}  "
            + _("交易日 {day}").format(day=one.trading_day)
        )
    if not found:
        click.echo(_("{day} 没有交易时段").format(day=day))


@calendar.command(
    cls=Command, epilog=DEADLINE, help=_("某日之后第 N 个工作日（调休上班日计入，起算日不计）。")
)
@click.argument("day", type=options.DAY)
@click.argument("count", type=int, metavar="N")
@options.as_json
def deadline(day: date, count: int, as_json: bool) -> None:
    """The deadline; a provisional one says so and why."""
    from zhengan.kit.calendar import default_calendar

    due = default_calendar().work.add(day, count)
    reason = due.reason.render(language()) if due.reason else None
    if as_json:
        echo_json({"day": due.day.isoformat(), "provisional": due.provisional, "reason": reason})
        return
    click.echo(f"{due.day}" + ("  " + _("暂定") if due.provisional else ""))
    if reason:
        click.echo(reason)


@calendar.command(
    "import", cls=Command, help=_("导入放假安排、休市、时段或市场表（CSV），先核对再生效；网站重启后采用。")
)
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    """Check the table together with everything already known, then keep it in the installation's data folder."""
    from zhengan.conf import calendars, home
    from zhengan.kit.calendar import load_calendar

    if not file.is_file():
        raise Problem(say("读不到文件 {file}", file=str(file)), "没有这个文件", "请检查路径", code="file")
    kept = [path for path in calendars() if path.name != file.name]
    made = load_calendar([*kept, file])
    folder = home() / "calendar"
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{file.name}.part"
    part.write_bytes(file.read_bytes())
    part.replace(folder / file.name)
    click.echo(
        say("已导入 {file}；日历现已知截至 {day}", file=file.name, day=made.known_through).render(language())
    )
