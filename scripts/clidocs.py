"""`python scripts/clidocs.py [--check]`: docs/cli.md, every command's help as the terminal prints it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ["ZHENGAN_LANG"] = "zh"  # before the commands are imported: their help is translated then

import click

from zhengan.cli.main import cli

PAGE = Path(__file__).parent.parent / "docs" / "cli.md"
HEAD = """# 命令行 Command line

每条命令的 `--help` 原文。用英文：`ZHENGAN_LANG=en`。凡有 `--json` 的命令，输出同一内容的 JSON。
Each command's own help. For English set `ZHENGAN_LANG=en`. `--json` prints the same content as JSON.

退出码 Exit codes: 0 成功 done · 1 否定的答案 a negative answer (gate refused, a case failed, `--fail-on`) ·
2 用法或输入有误 misuse or bad input · 3 无法判定 unknown (gate).
"""


def commands(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Every command below one, itself first."""
    ctx = click.Context(command, info_name=" ".join(path), terminal_width=100, max_content_width=100)
    yield " ".join(path), command, ctx
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            found = command.get_command(ctx, name)
            if found is not None:
                yield from commands(found, (*path, name))


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for name, command, ctx in commands(cli, ("zhengan",)):
        parts.append(f"\n## {name}\n\n```text\n{command.get_help(ctx).rstrip()}\n```\n")
    return "".join(parts)


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.read_text("utf-8") == page() else "docs/cli.md is stale: run python scripts/clidocs.py")
    PAGE.write_text(page(), "utf-8")
