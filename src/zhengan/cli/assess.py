"""``zhengan assess``: judge an institution as of a date, from a scenario file or from the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhengan.cli import options
from zhengan.cli.base import Command
from zhengan.cli.lang import _, language
from zhengan.cli.show import echo_json
from zhengan.kit.asof import AsOf
from zhengan.kit.problem import Problem
from zhengan.kit.say import say

if TYPE_CHECKING:
    from zhengan.law.engine import Finding

    Judge = Callable[[AsOf], tuple[str, list[Finding]]]

VERDICTS = ("not_met", "unknown", "attested", "met", "not_applicable")


@click.command(cls=Command, help=_("截至某日，按已知事实逐条判定一个机构；给出 --scenario 则不用数据库。"))
@options.scenario
@click.option("--institution", "uid", metavar="ID", help=_("数据库中的机构编号（只有一个机构时可省略）"))
@click.option("--as-of", "valid_on", type=options.JUDGED_DAY, help=_("截至日（默认今天）"))
@click.option("--known-at", type=options.INSTANT, help=_("只用此刻之前已记录的事实"))
@click.option(
    "--clause", "clauses", multiple=True, metavar="CLAUSE", help=_("只看某条或某款，可多次，如 21 或 21.3")
)
@click.option(
    "--verdict", "verdicts", multiple=True, type=click.Choice(VERDICTS), help=_("只看某种结论，可多次")
)
@click.option(
    "--fail-on", type=click.Choice(("not_met", "unknown")), help=_("有这种（或更坏的）结论时以 1 退出")
)
@click.option("--compared-to", "earlier", type=options.JUDGED_DAY, help=_("与这一天相比：新出现、已消除与其他变化"))
@options.as_json
def assess(
    scenario: Path | None,
    uid: str | None,
    valid_on: date | None,
    known_at: datetime | None,
    clauses: tuple[str, ...],
    verdicts: tuple[str, ...],
    fail_on: str | None,
    earlier: date | None,
    as_json: bool,
) -> None:
    """Judge and print; exit 0, or 1 where ``--fail-on`` says so, or 2 for a problem."""
    _refuse_unjudged(clauses, fail_on is not None)
    if scenario is None and known_at is None:
        _hear(uid, valid_on or options.today())
    as_of = moment(valid_on, known_at)
    judged = _judge_scenario(scenario) if scenario else _judge_stored(uid, as_of.known_at)
    name, findings = judged(as_of)
    shown = [f for f in findings if _wanted(f, clauses, verdicts)]
    if earlier is not None:
        before = [f for f in judged(moment(earlier, known_at))[1] if _wanted(f, clauses, verdicts)]
        print_comparison(name, earlier, as_of, before, shown, as_json)
    elif as_json:
        echo_json(document(name, as_of, shown))
    else:
        print_findings(name, as_of, shown, findings)
    bad = {"not_met"} if fail_on == "not_met" else {"not_met", "unknown"} if fail_on else set()
    if any(f.verdict.value in bad for f in shown):
        raise SystemExit(1)


def moment(valid_on: date | None, known_at: datetime | None) -> AsOf:
    """The moment asked about. A day still running is judged up to now: tonight's backup is not missing this morning."""
    day = valid_on or options.today()
    if known_at is None and day == options.today():
        known_at = options.now()
    return AsOf(day, known_at)


def document(institution: str, as_of: AsOf, findings: Iterable[Finding]) -> dict[str, Any]:
    """The published JSON shape of an assessment."""
    return {
        "as_of": as_of.valid_on.isoformat(),
        "known_at": as_of.known_at.isoformat() if as_of.known_at else None,
        "institution": institution,
        "findings": [finding.as_dict(language()) for finding in findings],
    }


def _hear(code: str | None, day: date) -> None:
    """Have what is measured by now on record, so that a day still running is judged by it."""
    from zhengan.cli.node import institution, start_django

    start_django()
    from zhengan.assess.measured import put_on_record

    institution(code)
    put_on_record(day)


def _judge_scenario(path: Path) -> Judge:
    from zhengan.facts.book import FactBook
    from zhengan.facts.scenario import load_scenario
    from zhengan.law.engine import evaluate

    scenario = load_scenario(path, options.now())
    return lambda as_of: (scenario.institution.id, evaluate(FactBook(scenario.facts, as_of)))


def _judge_stored(code: str | None, known_at: datetime | None) -> Judge:
    from zhengan.cli.node import stored_facts
    from zhengan.facts.book import FactBook
    from zhengan.facts.kinds import KINDS
    from zhengan.law.engine import evaluate

    held, facts = stored_facts(code, KINDS.values(), known_at)
    return lambda as_of: (held, evaluate(FactBook(facts(as_of), as_of)))


def print_comparison(
    name: str, earlier: date, as_of: AsOf, before: list[Finding], after: list[Finding], as_json: bool
) -> None:
    """What appeared, what is gone and what else changed its verdict since the earlier day."""
    from zhengan.kit.verdict import VERDICT_ZH
    from zhengan.law.compare import compare

    found = compare(before, after)
    groups = {"appeared": found.appeared, "cleared": found.cleared, "other": found.other}
    if as_json:
        data = {
            group: [
                {"before": c.before.verdict.value if c.before else None, "after": c.after.verdict.value if c.after else None,
                 "finding": c.now.as_dict(language())}
                for c in changes
            ]
            for group, changes in groups.items()
        }  # fmt: skip
        echo_json(
            {"institution": name, "from": earlier.isoformat(), "to": as_of.valid_on.isoformat(), **data}
        )
        return
    titles = {"appeared": _("新出现"), "cleared": _("已消除"), "other": _("其他变化")}
    for group, changes in groups.items():
        click.echo(f"{titles[group]}  {len(changes)}")
        for change in changes:
            verdicts = [_(VERDICT_ZH[f.verdict]) if f else "–" for f in (change.before, change.after)]
            click.echo(f"  {change.now.clause}  {' → '.join(verdicts)}  {change.now.sentence(language())}")


def _refuse_unjudged(clauses: tuple[str, ...], failing: bool) -> None:
    """Say which of these clauses no rule judges; raises Problem where one does not exist, or where a program waits for the
    answer (``failing``) and none of its duties is judged: an empty table would pass."""
    from zhengan.law.loader import duties_of

    for clause in clauses:
        duties = duties_of(clause)
        judged, pending = (any(one.status == "served" for one in duties), [one.id for one in duties if one.status == "pending"])
        if judged and not pending:
            continue
        told = say("尚无规则，程序不会判定：{clauses}", clauses=pending or [clause])
        problem = Problem(told, "没有判定不等于符合", "请人工核对", code="no-rule")
        if failing and not judged:
            raise problem
        click.echo(problem.line(language()), err=True)


def _wanted(finding: Finding, clauses: tuple[str, ...], verdicts: tuple[str, ...]) -> bool:
    from zhengan.law.loader import within

    inside = not clauses or any(within(finding.clause, one) for one in clauses)
    return inside and (not verdicts or finding.verdict.value in verdicts)


def print_findings(name: str, as_of: AsOf, shown: list[Finding], findings: list[Finding]) -> None:
    """The sentence of counts, then the findings worst first, and what to do about each that is not met or unknown."""
    from rich.console import Console
    from rich.table import Table

    from zhengan.kit.verdict import VERDICT_ZH, Verdict
    from zhengan.law.windows import IN_FORCE

    console = Console(soft_wrap=False)
    if as_of.valid_on < IN_FORCE:
        console.print(_("本办法自 2023-05-01 起施行，{day} 不作判定。").format(day=as_of.valid_on))
        return
    counts = Counter(finding.verdict for finding in findings)
    tally = _("，").join(f"{counts[v]} {_(VERDICT_ZH[v])}" for v in map(Verdict, VERDICTS) if counts[v])
    console.print(_("{name} 截至 {day}：{total} 项判定：{tally}").format(
        name=name, day=as_of.valid_on, total=len(findings), tally=tally), highlight=False)  # fmt: skip
    colours = {
        "not_met": "red",
        "unknown": "yellow",
        "attested": "cyan",
        "met": "green",
        "not_applicable": "dim",
    }
    table = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0))
    for title in ("条款", "结论", "说明"):
        table.add_column(_(title), no_wrap=title != "说明", overflow="fold")
    lang = language()
    for finding in sorted(shown, key=lambda f: -f.verdict.badness):
        text = finding.sentence(lang)
        if finding.judgement.do is not None and finding.verdict.value in ("not_met", "unknown"):
            text += f"\n→\u00a0{finding.judgement.do.render(lang)}"
        verdict = finding.verdict.value
        table.add_row(
            finding.clause, f"[{colours[verdict]}]{_(VERDICT_ZH[finding.verdict])}[/]", _plain(text)
        )
    console.print(table)


def _plain(text: str) -> Any:
    from rich.text import Text

    return Text(text)
