"""``zhengan law``: the text, its duties and rules; the cases; what is covered and what is pending."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

import click

from zhengan.cli import options
from zhengan.cli.base import Group
from zhengan.cli.lang import _, language
from zhengan.cli.show import echo_json

STATUS = {"served": "已有规则", "definition": "定义", "pending": "待实现", "worklist": "监管工作单"}


@click.group(cls=Group, help=_("条文、案例与覆盖情况。"))
def law() -> None:
    """The group of commands about the law itself."""


@law.command(help=_("显示一条或一款：条文、义务、规则与限值，如 21 或 21.3。"))
@click.argument("clause")
@options.as_json
def show(clause: str, as_json: bool) -> None:
    """One article or clause with everything known of it."""
    from zhengan.law.asdata import clause_data

    data = clause_data(clause, language())
    if as_json:
        echo_json(data)
        return
    click.echo(_("第 {number} 条　{title}").format(number=data["article"], title=data["title"]))
    for i, paragraph in enumerate(data["text"], 1):
        click.echo(f"  {data['article']}.{i}  {paragraph['text']}")
        for j, item in enumerate(paragraph["items"], 1):
            click.echo(f"      ({j}) {item}")
    for one in data["duties"]:
        click.echo(f"\n{one['clause']}  {one['title']}  [{_(STATUS[one['status']])}]")
        click.echo(f"  {one['does']}")
        for rule in one["rules"]:
            click.echo(f"  · {rule['rule']}  {rule['asks']}")
        for limit in one["limits"]:
            mark = "" if limit["verified"] else _("（未经核实）")
            click.echo(f"  · {limit['limit']}{mark}  {limit['source']}")
        for line in one["record"]:
            click.echo(f"  ○ {line}")


@law.command(help=_("运行案例：全部，或某几条的。有一个不符即以 1 退出。"))
@click.argument("articles", nargs=-1, type=int)
@options.as_json
def test(articles: tuple[int, ...], as_json: bool) -> None:
    """Run every case, show the differences, and refuse clauses that lack one of their four cases."""
    from zhengan.law.cases import all_cases, missing_outcomes, run
    from zhengan.law.rule import load_rules

    rules = load_rules()
    every = list(all_cases())
    chosen = [case for case in every if not articles or case.article in articles]
    results: list[dict[str, Any]] = []
    with _progress(len(chosen), as_json) as step:
        for case in chosen:
            results.append({
                "article": case.article, "case": case.name, "rule": case.rule, "shows": case.shows, "line": case.line,
                "differences": run(case, rules),
            })  # fmt: skip
            step()
    lacking = {} if articles else missing_outcomes(rules, every)
    failed = [result for result in results if result["differences"]]
    if as_json:
        echo_json({"cases": results, "lacking": lacking})
    else:
        for result in failed:
            click.echo(
                click.style("✗ ", fg="red")
                + f"{result['rule']}  {result['case']}"
                + _("（{note}）").format(note=f"cases.yaml:{result['line']}")
            )
            for line in result["differences"]:
                click.echo(f"    {line}")
        for name, outcomes in lacking.items():
            click.echo(
                click.style("✗ ", fg="red")
                + _("{name} 缺少案例：{outcomes}").format(name=name, outcomes=_("、").join(outcomes))
            )
        click.echo(_("{total} 个案例，{failed} 个不符").format(total=len(results), failed=len(failed)))
    if failed or lacking or not results:
        sys.exit(1)


@law.command(help=_("75 条逐条逐款的覆盖情况。"))
@options.as_json
def coverage(as_json: bool) -> None:
    """Every article, every clause, its status and its rules; counts at the end."""
    from zhengan.law.loader import check_rules, load_law
    from zhengan.law.rule import load_rules

    whole, rules = load_law(), load_rules()
    check_rules(whole, rules)
    lang = language()
    names: dict[str, list[str]] = {}
    for rule in rules:
        names.setdefault(rule.clause, []).append(rule.id)
    rows = [
        {"article": a.number, "title": a.title(lang), "clause": d.id, "duty": d.title(lang), "status": d.status,
         "rules": names.get(d.id, [])}
        for a in whole.articles for d in a.duties
    ]  # fmt: skip
    counts = Counter(str(row["status"]) for row in rows)
    if as_json:
        echo_json(
            {"articles": len(whole.articles), "clauses": len(rows), "counts": dict(counts), "coverage": rows}
        )
        return
    number = None
    for row in rows:
        if row["article"] != number:
            number = row["article"]
            click.echo(_("第 {number} 条　{title}").format(number=number, title=row["title"]))
        click.echo(
            f"    {row['clause']:<9} {_(STATUS[str(row['status'])])}  {row['duty']}  {' '.join(row['rules'])}"
        )  # type: ignore[arg-type]
    tally = _("，").join(f"{counts[s]} {_(STATUS[s])}" for s in STATUS if counts[s])
    click.echo(
        _("{articles} 条，{clauses} 项：{tally}").format(
            articles=len(whole.articles), clauses=len(rows), tally=tally
        )
    )


def _progress(length: int, quiet: bool) -> Any:
    """A progress bar on a terminal's error stream; nothing where the output is for a machine."""
    from contextlib import contextmanager

    @contextmanager
    def bar() -> Any:
        if quiet or not sys.stderr.isatty() or length < 50:
            yield lambda: None
            return
        with click.progressbar(length=length, label=_("案例"), file=sys.stderr) as shown:
            yield lambda: shown.update(1)

    return bar()
