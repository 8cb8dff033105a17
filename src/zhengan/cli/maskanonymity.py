"""``zhengan mask anonymity``: how well a masked table hides each person, in figures and never in values."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhengan.cli import options
from zhengan.cli.base import Command
from zhengan.cli.lang import _, speak
from zhengan.cli.masked import encoding_option, header_option, separator_option
from zhengan.cli.show import echo_json
from zhengan.kit.problem import Problem
from zhengan.kit.say import Name, say

if TYPE_CHECKING:
    from zhengan.masking.anonymity import Anonymity

USUAL_K, USUAL_L = 5, 2
EXAMPLE = """zhengan mask anonymity masked.csv --quasi 区县,出生年月,性别 --k 5
zhengan mask anonymity masked.parquet --quasi 区县,性别 --sensitive 风险等级 --k 5 --l 2"""


def listed(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Names of columns between commas."""
    return tuple(name.strip() for name in (value or "").replace("，", ",").split(",") if name.strip())


@click.command(
    cls=Command, epilog=EXAMPLE,
    help=_("评估脱敏后的表能否认出个人：k-匿名、l-多样性、t-接近。只说数量，不显示内容。"
           "退出码：0 达到所要求的 k、l（没有要求也是 0），1 没有达到。"),
)  # fmt: skip
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--quasi", callback=listed, required=True, metavar="COLUMNS",
              help=_("准标识列：合起来可能认出一个人的各列，用逗号隔开"))  # fmt: skip
@click.option("--sensitive", callback=listed, metavar="COLUMNS", help=_("敏感列：不应让人推知的各列，用逗号隔开"))
@click.option("--k", type=click.IntRange(1), help=_("要求每组至少有几条记录"))
@click.option("--l", "least", type=click.IntRange(1), help=_("要求每组中每个敏感列至少有几种不同的值（空值不算）"))
@click.option("--format", "told", type=click.Choice(("csv", "excel", "parquet", "arrow")), help=_("文件格式（默认按扩展名）"))
@encoding_option
@header_option
@separator_option
@options.as_json
def anonymity(file: Path, quasi: tuple[str, ...], sensitive: tuple[str, ...], k: int | None, least: int | None,
              told: str | None, encoding: str | None, no_header: bool, separator: str, as_json: bool) -> None:  # fmt: skip
    """The figures; exit 1 where they are below what is asked."""
    if not quasi:
        raise Problem("没有写准标识列", "没有它们就无从分组", "加 --quasi 列名，例如 --quasi 区县,出生年月,性别", code="usage")
    if least and not sensitive:
        raise Problem("写了 --l，没有写敏感列", "l-多样性是敏感列的", "加 --sensitive 列名", code="usage")
    from zhengan.masking.anonymity import anonymity as figures
    from zhengan.masking.formats.tables import read

    table = read(file, [*quasi, *sensitive], told=told or "", encoding=encoding or "", header=not no_header,
                 separator=separator)
    if not table.num_rows:
        raise Problem(say("{file} 没有记录", file=file.name), "没有记录就得不出 k、l，不能算达到要求",
                      "检查文件与表头：没有表头的 CSV 加 --no-header", code="anonymity-empty")  # fmt: skip
    made = figures(table, quasi, sensitive, k=k or USUAL_K, least_distinct=least or USUAL_L)
    holds = not (k and made.rows_below) and not (least and any(one.rows_below for one in made.sensitive.values()))
    if as_json:
        echo_json({"file": file.name, "quasi": quasi, **asdict(made), "asked": {"k": k, "l": least}, "holds": holds})
    else:
        tell(file.name, quasi, made, least or USUAL_L)
        if k or least:
            click.echo(_("达到要求") if holds else _("没有达到要求：把准标识列泛化得更粗（generalise_…），或删去最小的组"))
    sys.exit(0 if holds else 1)


def tell(name: str, quasi: tuple[str, ...], made: Anonymity, least: int) -> None:
    """The figures in lines."""
    click.echo(speak(say("{file}：{rows} 条记录，按 {columns} 分为 {classes} 组",
                         file=name, rows=made.rows, columns=quasi, classes=made.classes)))  # fmt: skip
    click.echo("  " + speak(say("k = {k}；不足 {asked} 条的组有 {classes} 个，共 {rows} 条记录",
                                k=made.k, asked=made.asked, classes=made.classes_below, rows=made.rows_below)))  # fmt: skip
    for size, classes in made.sizes.items():
        click.echo("    " + speak(say("每组 {size} 条：{classes} 组", size=size, classes=classes)))
    for column, one in made.sensitive.items():
        click.echo("  " + speak(say("{column}：l = {distinct}（按熵 {entropy}），t = {distance}", column=Name(column),
                                    distinct=one.distinct, entropy=round(one.entropy, 2), distance=round(one.distance, 2))))
        click.echo("    " + speak(say("不足 {asked} 种值的组有 {classes} 个，共 {rows} 条记录",
                                      asked=least, classes=one.classes_below, rows=one.rows_below)))  # fmt: skip
