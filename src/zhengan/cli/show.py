"""What commands print: JSON, problems, and plain lines. Tables (rich) are imported where one is drawn."""

from __future__ import annotations

import json
from typing import Any

import click

from zhengan.cli.lang import _, language
from zhengan.kit.problem import Problem, Problems


def echo_json(data: Any) -> None:
    """Plain data as indented JSON; the same data always prints the same bytes."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def problems_data(problem: Problem) -> dict[str, Any]:
    """One problem, or the several it holds, as JSON shows them."""
    found = problem.problems if isinstance(problem, Problems) else [problem]
    return {"problems": [one.as_dict(language()) for one in found]}


def echo_problem(problem: Problem, as_json: bool = False) -> None:
    """A problem on the error stream: where, what, why, what to do; as JSON where the command was asked for JSON."""
    found = problem.problems if isinstance(problem, Problems) else [problem]
    if as_json:
        click.echo(json.dumps(problems_data(problem), ensure_ascii=False, indent=2), err=True)
        return
    for one in found:
        parts = (one.where.render(language()) if one.where else "", getattr(one, "field", ""))
        place = "".join(f"{part}  " for part in parts if part)  # the field, where a cell is at fault
        what, why, do = one.spoken(language())
        click.echo(click.style(_("错误") + " ", fg="red", bold=True) + place + what, err=True)
        if why:
            click.echo("  " + _("原因") + "  " + why, err=True)
        if do:
            click.echo("  " + _("处理") + "  " + do, err=True)


ARGUMENTS = {"files": "文件", "file": "文件", "address": "数据库地址", "output": "输出文件", "text": "文字", "register": "台账"}
"""Arguments by the words of their help, in place of names that nobody wrote."""


def misuse(error: click.UsageError) -> Problem:
    """A misuse of the command line, as a Problem in the reader's language."""
    path = error.ctx.command_path if error.ctx else "zhengan"
    do = _("运行 {path} --help 查看用法").format(path=path)
    if isinstance(error, click.NoSuchOption):
        near = _("、").join(error.possibilities or ())
        return Problem(
            _("没有选项 {name}").format(name=error.option_name),
            _("相近的有：{near}").format(near=near) if near else "",
            do,
            code="usage",
        )
    name = ""
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = error.param.opts[0] if error.param.opts else str(error.param.name)
    if isinstance(error, click.MissingParameter):
        return Problem(_("缺少 {name}").format(name=_(ARGUMENTS.get(name, name))), "", do, code="usage")
    if isinstance(error, click.BadParameter) and isinstance(error.param, click.Argument):  # whose name nobody wrote
        return Problem(error.message, "", do, code="usage")
    if isinstance(error, click.BadParameter):
        return Problem(_("{name} 的值不能用").format(name=name), error.message, do, code="usage")
    return Problem(_("命令用法有误"), error.message, do, code="usage")
