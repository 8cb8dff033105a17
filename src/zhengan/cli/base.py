"""Commands and groups whose help speaks the terminal's language throughout, headings included."""

from __future__ import annotations

from typing import Any

import click

from zhengan.cli.lang import _


class _Spoken:
    """Headings and the help option's own text, in place of the library's English ones."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """``用法 zhengan … [选项]``."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("用法：") + " ")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option, described in the reader's language."""
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("显示本说明")
        return option

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under a heading of their own; a group's commands follow."""
        records = [r for r in (p.get_help_record(ctx) for p in self.get_params(ctx)) if r]  # type: ignore[attr-defined]
        if records:
            with formatter.section(_("选项")):
                formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples at the end, their lines kept as written."""
        epilog: str | None = self.epilog  # type: ignore[attr-defined]
        if epilog:
            with formatter.section(_("示例")):
                for line in _(epilog).splitlines():
                    formatter.write(f"  {line}\n")


class Command(_Spoken, click.Command):
    """A command."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, options_metavar=_("[选项]"), **kwargs)


class Group(_Spoken, click.Group):
    """A group of commands."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, options_metavar=_("[选项]"), subcommand_metavar=_("命令 …"), **kwargs)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with their one-line help."""
        rows = [
            (name, (self.commands[name].help or "").partition("\n")[0]) for name in self.list_commands(ctx)
        ]
        with formatter.section(_("命令")):
            formatter.write_dl(rows)
