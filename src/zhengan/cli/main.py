"""``zhengan``: the group of commands, each loaded only when it is run, so that ``--help`` and gates answer at once."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Any

import click

from zhengan import __version__
from zhengan.cli import clickwords
from zhengan.cli.base import Group
from zhengan.cli.data import of_database
from zhengan.cli.lang import _
from zhengan.cli.show import echo_problem, misuse
from zhengan.conf import calendars
from zhengan.kit.problem import Problem
from zhengan.kit.say import say

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("zhengan.cli.node:init", "建立数据库与示例机构，打印登录账号"),
    "firm": ("zhengan.cli.people:firm", "登记一个自己的机构"),
    "user": ("zhengan.cli.people:user", "给一个人在机构中的角色"),
    "serve": ("zhengan.cli.node:serve", "启动网站（默认 127.0.0.1:8218）"),
    "worker": ("zhengan.cli.schedule:worker", "单独运行定时任务（备份、验证、判定）"),
    "jobs": ("zhengan.cli.schedule:jobs", "定时任务的上次与下次运行"),
    "backup": ("zhengan.cli.schedule:backup", "立即备份证安自身数据库；--verify 恢复并比对"),
    "measure": ("zhengan.cli.schedule:measure", "实测证安自身的容量"),
    "assess": ("zhengan.cli.assess:assess", "截至某日，逐条判定一个机构"),
    "law": ("zhengan.cli.law:law", "条文、案例与覆盖情况"),
    "gate": ("zhengan.cli.gate:gate", "事前闸口：此刻可否变更"),
    "record": ("zhengan.cli.register:record", "向台账登记一条记录"),
    "calendar": ("zhengan.cli.calendar:calendar", "交易时段、工作日与期限；导入新一年的放假安排"),
    "mail": ("zhengan.cli.mail:mail", "邮件通知：试发一封，或发出等待中的邮件"),
    "mask": ("zhengan.cli.mask:mask", "个人信息脱敏：文件、检查、建议策略、邮件中继"),
    "import": ("zhengan.cli.importing:import_", "从 Excel、CSV 或 NDJSON 批量导入台账"),
    "template": ("zhengan.cli.importing:template", "写出某个台账的 Excel 模板"),
    "token": ("zhengan.cli.token:token", "接口令牌：生成、列出、吊销"),
}


NO_COMMAND: Any = getattr(click.exceptions, "NoArgsIsHelpError", ())
"""A group without a command: its help. Before its version 8.2 the library prints that itself."""


class Lazy(Group):
    """A group whose commands are named here and imported from where they live when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _sep, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest known command named where there is none."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise Problem(
                say("没有命令“{value}”", value=args[0]),
                say("可用：{value}", value=list(COMMANDS)),
                "运行 zhengan --help 查看",
                code="usage",
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands from the table above, without importing one of them."""
        with formatter.section(_("命令")):
            formatter.write_dl([(name, _(text)) for name, (_where, text) in COMMANDS.items()])


@click.command(
    cls=Lazy,
    help=_("证安 Zhengan：把《证券期货业网络和信息安全管理办法》（证监会令第218号）作为软件来运行。"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="zhengan", message="%(prog)s %(version)s", help=_("打印版本"))
def cli() -> None:
    """The root of all commands. Calendar tables the installation imported lie over the shipped ones from here on."""
    if imported := calendars():
        from zhengan.kit.calendar import lay_over

        lay_over(imported)


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line; a Problem or a misuse is printed as what, why, what to do, and ends with exit code 2."""
    given = list(sys.argv[1:] if args is None else args)
    clickwords.install()
    try:
        code = cli.main(given, prog_name="zhengan", standalone_mode=False)
    except Problem as problem:
        echo_problem(problem, as_json="--json" in given)
        sys.exit(2)
    except NO_COMMAND as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except click.UsageError as error:
        echo_problem(misuse(error), as_json="--json" in given)
        sys.exit(2)
    except click.ClickException as error:
        echo_problem(Problem(error.format_message(), code="file"), as_json="--json" in given)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo(_("已中止"), err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
    except Exception as error:
        unusable = of_database(error)
        if unusable is None:
            raise
        echo_problem(unusable, as_json="--json" in given)
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
