"""``zhengan import`` and ``zhengan template``: files into a register by the pages' own way in, and the workbook to fill in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from zhengan.cli import options
from zhengan.cli.base import Command
from zhengan.cli.lang import _, language
from zhengan.cli.node import institution, start_django
from zhengan.cli.progress import bar
from zhengan.cli.register import institution_option
from zhengan.cli.show import echo_json, echo_problem, problems_data
from zhengan.kit.oserrors import reason
from zhengan.kit.problem import Problem, Problems
from zhengan.kit.say import say

IMPORT = """zhengan import backup_runs.xlsx --dry-run
zhengan import backup_runs runs.csv"""
TEMPLATE = "zhengan template backup_runs -o backup_runs.xlsx"


@click.command(
    "import",
    cls=Command,
    epilog=IMPORT,
    help=_(
        "从文件批量导入台账：Excel（.xlsx）、CSV（UTF-8 或 GB18030）或 NDJSON。先逐格核对，有一格不对就全不导入。"
        "首行是字段名或中文名。不写 REGISTER 时，按工作表名或文件名认定台账。"
    ),
)
@click.argument("what", nargs=-1, required=True, metavar="[REGISTER] FILE")
@click.option("--dry-run", is_flag=True, help=_("只核对，不写入"))
@institution_option
@options.as_json
def import_(what: tuple[str, ...], dry_run: bool, code: str | None, as_json: bool) -> None:
    """Check every cell, then record all or nothing. Exit 2 with every bad cell named (--dry-run --json: on the output)."""
    if len(what) > 2:
        raise Problem("命令用法有误", "一次导入一个文件", "请写成 zhengan import [台账] 文件", code="usage")
    file = Path(what[-1])
    raw = _bytes_of(file)
    start_django()
    from zhengan.registers import services
    from zhengan.registers.which import which_register

    body = institution(code)
    register = what[0] if len(what) == 2 else which_register(raw, file.name)
    with bar(_("正在核对"), as_json) as tell:
        plan = services.plan_import(register, raw, file.name, institution=body, progress=tell)
    sheets = {"sheet": plan.sheet or None, "unread": list(plan.unread)}
    if plan.unread and not as_json:
        told = say("读取的是工作表“{sheet}”；未读取：{names}", sheet=plan.sheet, names=list(plan.unread))
        click.echo(told.render(language()), err=True)
    if plan.problems:
        problems = Problems(list(plan.problems))
        if as_json and dry_run:  # what was asked for: the answer, not an error beside it
            echo_json({"register": register, "file": file.name, **sheets, "cut": plan.cut, **problems_data(problems)})
            sys.exit(2)
        echo_problem(problems, as_json)
        if not as_json:
            few = say("{count} 处有误，没有导入任何记录", count=len(plan.problems))
            many = say("至少 {count} 处有误，没有导入任何记录", count=len(plan.problems))
            click.echo((many if plan.cut else few).render(language()), err=True)
        sys.exit(2)
    count = len(plan.facts)
    if not dry_run:
        with bar(_("正在写入"), as_json) as tell:
            services.carry_out(plan, institution=body, by=None, origin="import", progress=tell)
    if as_json:
        told_of = {"register": register, "file": file.name, "sha256": plan.sha256, **sheets}
        echo_json({**told_of, "rows": count, "imported": not dry_run})
    elif dry_run:
        click.echo(say("核对无误：{count} 条可以导入", count=count).render(language()))
    else:
        click.echo(say("已导入 {count} 条", count=count).render(language()))


@click.command(
    cls=Command,
    epilog=TEMPLATE,
    help=_("写出某个台账的 Excel 模板：表头有批注，可选值有下拉，示例行不会导入。"),
)
@click.argument("register")
@click.option("-o", "--output", "output", type=click.Path(path_type=Path, dir_okay=False), required=True, help=_("写到哪个文件"))
@institution_option
def template(register: str, output: Path, code: str | None) -> None:
    """Write the workbook to fill in."""
    start_django()
    from zhengan.registers.catalogue import register as named
    from zhengan.registers.exporting import template as made
    from zhengan.web.kit.references import choices

    into, body = named(register), institution(code)
    raw = made(into, language(), lambda ref: choices(ref, body))
    try:
        output.write_bytes(raw)
    except OSError as error:
        what = say("写不了文件 {file}", file=str(output))
        raise Problem(what, reason(error), "请检查路径与权限", code="file") from None
    click.echo(say("已写出模板 {file}", file=str(output)).render(language()))


def _bytes_of(file: Path) -> bytes:
    """The file's bytes; one that is far too large is not read to its end."""
    from zhengan.facts.rawtext import read_bytes

    return read_bytes(file)
