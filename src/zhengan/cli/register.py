"""``zhengan record`` and ``zhengan import``: into a register, by the same way in as the pages."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from zhengan.cli import options
from zhengan.cli.base import Command
from zhengan.cli.lang import _, language
from zhengan.cli.node import institution, start_django
from zhengan.cli.show import echo_json, echo_problem
from zhengan.kit.problem import Problem, Problems
from zhengan.kit.say import say

RECORD = """zhengan record backup_runs system=core at="2026-11-22 02:00" ok=是 site=local
zhengan record restore_tests system=core at="2026-11-22 10:00" ok=是"""
IMPORT = """zhengan import backup_runs runs.csv --dry-run
zhengan import backup_runs runs.csv"""


institution_option = click.option(
    "--institution", "code", metavar="ID", help=_("机构编号（只有一个机构时可省略）")
)


@click.command(
    cls=Command,
    epilog=RECORD,
    help=_("向台账登记一条记录：REGISTER 是台账名，其后各项写作 字段=值。不写 id 则自动编号。"),
)
@click.argument("register")
@click.argument("values", nargs=-1)
@institution_option
@options.as_json
def record(register: str, values: tuple[str, ...], code: str | None, as_json: bool) -> None:
    """Record one fact and print its identifier and when it was recorded."""
    start_django()
    from zhengan.registers import services

    cells: dict[str, str] = {}
    for value in values:
        name, equals, text = value.partition("=")
        if not equals:
            raise Problem(
                say("“{value}”不是“字段=值”的形式", value=value), "", "例如 system=core", code="usage"
            )
        if name in cells:
            raise Problem(
                say("字段“{name}”写了两次", name=name), "后者会悄悄盖掉前者", "请只留一个", code="usage"
            )
        cells[name] = text
    made = services.enter(register, cells, institution=institution(code), by=None, origin="cli")
    if as_json:
        echo_json({"register": register, "id": made.uid, "recorded": made.recorded_at.isoformat()})
    else:
        text = say("已登记：{register} {id}（{at}）", register=register, id=made.uid, at=made.recorded_at)
        click.echo(text.render(language()))


@click.command(
    "import",
    cls=Command,
    epilog=IMPORT,
    help=_(
        "从 CSV 批量导入台账：先逐格核对，有一格不对就全不导入。首行是字段名或中文名。编码 UTF-8 或 GB18030。"
    ),
)
@click.argument("register")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=_("只核对，不写入"))
@institution_option
@options.as_json
def import_(register: str, file: Path, dry_run: bool, code: str | None, as_json: bool) -> None:
    """Check every cell, then record all or nothing. Exit 2 with every bad cell named."""
    start_django()
    from zhengan.registers import services

    try:
        raw = file.read_bytes()
    except OSError as error:
        raise Problem(
            say("读不到文件 {file}", file=str(file)), error.strerror or "", "请检查路径与权限", code="file"
        ) from None
    body = institution(code)
    plan = services.plan_import(register, raw, file.name, institution=body)
    if plan.problems:
        echo_problem(Problems(list(plan.problems)), as_json)
        if not as_json:
            told = say("{count} 处有误，没有导入任何记录", count=len(plan.problems))
            click.echo(told.render(language()), err=True)
        sys.exit(2)
    count = (
        len(plan.facts)
        if dry_run
        else len(services.carry_out(plan, institution=body, by=None, origin="import"))
    )
    if as_json:
        echo_json({"register": register, "file": file.name, "rows": count, "imported": not dry_run})
    elif dry_run:
        click.echo(say("核对无误：{count} 条可以导入", count=count).render(language()))
    else:
        click.echo(say("已导入 {count} 条", count=count).render(language()))
