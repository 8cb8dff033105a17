"""``zhengan record``: into a register, by the same way in as the pages."""

from __future__ import annotations

import click

from zhengan.cli import options
from zhengan.cli.base import Command
from zhengan.cli.lang import _, language
from zhengan.cli.node import institution, start_django
from zhengan.cli.show import echo_json
from zhengan.kit.problem import Problem
from zhengan.kit.say import say

RECORD = """zhengan record backup_runs system=core at="2026-11-22 02:00" ok=是 site=local
zhengan record restore_tests system=core at="2026-11-22 10:00" ok=是"""


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
