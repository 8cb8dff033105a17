"""Options that several commands share."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from zhengan.cli.lang import _
from zhengan.kit.asof import not_ahead
from zhengan.kit.problem import Problem
from zhengan.kit.time import CST, parse_day, parse_instant


class _Parsed(click.ParamType):
    """A value read by one of our own parsers, so that the error says what, why and what to do."""

    def __init__(self, name: str, parse: Any):
        self.name = name
        self.parse = parse

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The parsed value; a Problem becomes a usage error of this option."""
        if not isinstance(value, str):
            return value
        try:
            return self.parse(value)
        except Problem as problem:
            self.fail(str(problem), param, ctx)


DAY = _Parsed("date", parse_day)
JUDGED_DAY = _Parsed("date", lambda text: not_ahead(parse_day(text), today()))
INSTANT = _Parsed("datetime", parse_instant)


def now() -> datetime:
    """The present moment in China: the one clock of the command line."""
    return datetime.now(CST)


def today() -> date:
    """The present day in China."""
    return now().date()


scenario = click.option(
    "--scenario",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("情景文件（YAML 或 JSON）；不用数据库"),
)
as_json = click.option("--json", "as_json", is_flag=True, help=_("输出 JSON"))
