"""``zhengan gate change``: may this change begin then? Exit 0 allowed, 1 refused, 3 unknown (2: a problem)."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhengan.cli import options
from zhengan.cli.base import Command, Group
from zhengan.cli.lang import _, language
from zhengan.cli.show import echo_json
from zhengan.kit.asof import AsOf
from zhengan.kit.problem import Problem

if TYPE_CHECKING:
    from zhengan.facts.book import FactBook
    from zhengan.law.gate import GateAnswer

EXIT = {True: 0, False: 1, None: 3}
EXAMPLES = """zhengan gate change --serves SHFE.ag --at "2026-11-28 01:30"
zhengan gate change --scenario firm.yaml --system core --at "2026-11-28 02:31" --minutes 90
zhengan gate change --scenario firm.yaml --change chg-17"""


@click.group(cls=Group, help=_("事前闸口：法律禁止的，做之前就拒绝。"))
def gate() -> None:
    """The group of gates."""


@gate.command(
    cls=Command,
    epilog=EXAMPLES,
    help=_(
        "此刻可否开始变更。给出 --change 则核对该变更的全部事前要求（第15、16、45条）；只给系统或市场则只核对交易时段"
        "（第15条第二款）。退出码：0 允许，1 拒绝，3 无法判定。"
    ),
)
@options.scenario
@click.option("--institution", "uid", metavar="ID", help=_("数据库中的机构编号（只有一个机构时可省略）"))
@click.option("--system", metavar="ID", help=_("系统编号"))
@click.option("--serves", multiple=True, metavar="MARKET", help=_("直接写明市场，可多次，如 SSE、SHFE.ag"))
@click.option("--change", "change_id", metavar="ID", help=_("已登记的变更编号"))
@click.option("--at", type=options.INSTANT, help=_('开始时刻，如 "2026-11-23 10:30"（默认现在）'))
@click.option("--minutes", type=click.IntRange(min=0), help=_("预计时长（分钟）"))
@click.option(
    "--breaks",
    type=click.Choice(("inside", "outside")),
    help=_("盘中休市算不算交易时段（默认按机构设置，否则算）"),
)
@options.as_json
def change(
    scenario: Path | None,
    uid: str | None,
    system: str | None,
    serves: tuple[str, ...],
    change_id: str | None,
    at: datetime | None,
    minutes: int | None,
    breaks: str | None,
    as_json: bool,
) -> None:
    """Ask the gate and print its answer."""
    from zhengan.law.asking import answer_data, recorded_change, recorded_system
    from zhengan.law.gate import ask_change, ask_system, ask_window

    if not (system or serves or change_id):
        raise Problem(
            "没有写明要变更什么",
            "闸口要知道系统、市场或变更编号",
            "请给出 --system、--serves 或 --change",
            code="usage",
        )
    start = at or options.now()
    length = timedelta(minutes=minutes or 0)
    inside = None if breaks is None else breaks == "inside"
    if serves and not (system or change_id):
        answer = ask_window(serves, start, length, breaks_inside=inside is not False)
    else:
        book = _book(scenario, uid, start, inside)
        if change_id:
            planned = recorded_change(book, change_id, at, minutes)
            start = planned.start
            answer = ask_change(planned, book)
        else:
            answer = ask_system(recorded_system(book, system or ""), start, length, book)
    if as_json:
        echo_json(answer_data(answer, start, language()))
    else:
        print_answer(answer, start)
    sys.exit(EXIT[answer.allowed])


def _book(scenario: Path | None, uid: str | None, start: datetime, breaks_inside: bool | None) -> FactBook:
    """The book from a scenario file, or of a stored institution, as of the moment of the change."""
    from dataclasses import replace

    from zhengan.facts.book import FactBook
    from zhengan.facts.institution import Institution

    as_of = AsOf(max(start, options.now()).date())
    if scenario is not None:
        from zhengan.facts.scenario import load_scenario

        facts = dict(load_scenario(scenario, options.now()).facts)
    else:
        from zhengan.cli.node import stored_facts
        from zhengan.law.gate import gate_kinds

        _code, held = stored_facts(uid, gate_kinds())
        facts = held(as_of)
    if breaks_inside is not None:
        facts[Institution] = [replace(body, breaks_inside=breaks_inside) for body in facts[Institution]]  # type: ignore[type-var]
    return FactBook(facts, as_of)


def print_answer(answer: GateAnswer, start: datetime) -> None:
    """The answer in a line, the reasons under it, and the next window where it refused."""
    lang = language()
    words = {True: (_("允许"), "green"), False: (_("拒绝"), "red"), None: (_("无法判定"), "yellow")}
    word, colour = words[answer.allowed]
    click.echo(click.style(word, fg=colour, bold=True) + f"  {start:%Y-%m-%d %H:%M:%S}")
    marks = {"met": "✓", "not_met": "✗", "unknown": "?", "attested": "✓", "not_applicable": "–"}
    for finding in answer.findings:
        click.echo(f"  {marks[finding.verdict.value]} {finding.clause}  {finding.sentence(lang)}")
        if finding.judgement.do is not None and finding.verdict.value in ("not_met", "unknown"):
            click.echo(f"      → {finding.judgement.do.render(lang)}")
    if answer.next_window is not None:
        first, last = answer.next_window
        click.echo(
            "  "
            + _("下一个可变更窗口：{first:%Y-%m-%d %H:%M} 至 {last:%Y-%m-%d %H:%M}").format(
                first=first, last=last
            )
        )
    for sentence in answer.unlooked:
        click.echo("  · " + sentence.render(lang))
