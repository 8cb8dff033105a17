"""What the masking commands share: the policy, the kernels, and how they tell what was done and what remains."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhengan.cli.lang import _, speak
from zhengan.kit.problem import Problem, as_say
from zhengan.kit.say import Name, Say, as_names, say

if TYPE_CHECKING:
    from zhengan.masking.policy import Policy

policy_option = click.option("--policy", "policy_file", type=click.Path(path_type=Path), metavar="FILE",
                             help=_("脱敏策略（YAML）；不写则用内置策略"))  # fmt: skip

FORMATS = ("text", "fixed", "csv", "ndjson", "sql", "mysql", "postgresql", "excel", "parquet", "arrow")
format_option = click.option(
    "--format", "told", type=click.Choice(FORMATS), help=_("文件格式（默认按扩展名；sql 自动辨认是哪一种转储）")
)
encoding_option = click.option(
    "--encoding", type=click.Choice(("utf-8", "gb18030")), help=_("文件编码（默认自动辨认）")
)
strict_option = click.option("--strict", is_flag=True, help=_("有带有字样但无法确认的号码时，退出码也为 1"))
header_option = click.option("--no-header", is_flag=True, help=_("CSV 没有表头；策略用列号（从 1 起）"))
FOLDER = "{path}：是目录，其中的文件没有检查：写明文件，例如 {path}/*"
SHOWN = 20
"""How many places are told on screen."""
SPELT, BY_CODE = {"\\t": "\t", "^A": "\x01"}, re.compile(r"\\x([0-9A-Fa-f]{2})")
"""How a separator that cannot be typed may be written."""


def separated(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """One character that stands between fields; "" where it is to be found out."""
    coded = BY_CODE.fullmatch(value)
    made = chr(int(coded[1], 16)) if coded else SPELT.get(value, value)
    if len(made.encode()) > 1 or made in ('"', "\n", "\r"):
        raise Problem("分隔符应为一个 ASCII 字符", "", "例如 --separator ';'", code="usage")
    return made


separator_option = click.option("--separator", metavar="CHAR", default="", callback=separated,
                                help=_("CSV 分隔符（默认自动辨认；制表符写 \\t，U+0002 写 \\x02）"))  # fmt: skip


def policy_of(path: Path | None, *, keyless: bool = False) -> Policy:
    """The policy of a file, or the built-in one; ``keyless`` where nothing is to be masked."""
    from zhengan.masking import policy

    return policy.load(path, os.environ, secrets.token_bytes(32), keyless=keyless) if path else policy.builtin()


def looked_at(paths: Sequence[Path]) -> tuple[Path, ...]:
    """What of a list, as ``out/*`` makes one, is to be checked: no audits, which hold no values, and no folders; it is said of
    each. A Problem where nothing is left."""
    from zhengan.masking import audit

    files = []
    for path in paths:
        if path.is_dir():
            click.echo(speak(say(FOLDER, path=Name(path))), err=True)
        elif audit.is_one(path):
            click.echo(speak(say("{path}：是审计记录，其中没有数据，跳过", path=Name(path))), err=True)
        else:
            files.append(path)
    if not files:
        raise Problem("没有要检查的文件", "写出的都是审计记录或目录", "写明脱敏后的文件，例如 目录/*", code="masking-file")
    return tuple(files)


def ready() -> None:
    """The kernels; the first time after an installation they are compiled, which is said."""
    from zhengan.masking.fast import engine

    if not engine.compiled():
        click.echo(_("正在编译脱敏内核，仅首次（约一分钟）；可事先用 zhengan mask prepare 完成…"), err=True)
        engine.ready()


def told_of(source: str, target: str, record: dict[str, Any], notes: Sequence[str | Say]) -> None:
    """What a run did, in lines. ``notes``: the result's own, which can be said in English, too."""
    form, encoding = record["format"], record["encoding"] or "-"
    names = {"source": source, "target": target, "format": form, "encoding": encoding}
    click.echo(speak(say("{source} → {target}（{format}，{encoding}）", **names)))
    for name, one in [*record["columns"].items(), *record["kinds"].items()]:
        line = speak(say("{values} 个值，{operator}", values=one["values"], operator=one["operator"]))
        if one["misfits"]:
            line += speak(say("，其中 {misfits} 个不合格式", misfits=one["misfits"]))
        click.echo(f"  {name}  {line}")
    for name, count in record.get("public", {}).items():
        click.echo(f"  {name}  " + speak(say("{values} 个值属本机构公开信息清单，未脱敏", values=count)))
    for note in notes:
        click.echo(f"  {speak(as_say(note))}")


def say_remains(file: str, remains: Any, trusted: str = "") -> None:
    """What a check found, in lines. ``trusted``: the audit that was taken at its word, where nobody compared it with a record."""
    if remains.pseudonyms:
        click.echo(
            speak(
                say("{file}：假名与泛化值不算：{names}", file=Name(file), names=as_names(remains.pseudonyms))
            )
        )
        if trusted:
            told = {"file": Name(file), "audit": Name(trusted)}
            click.echo(speak(say("{file}：哪些是假名，以审计记录 {audit} 所写为准，没有与登记核对（加 --record 核对）", **told)))
    for note in remains.notes:
        click.echo(speak(say("{file}：{note}", file=Name(file), note=speak(as_say(note)))))
    for name, count in remains.kept.items():
        told = {"file": Name(file), "name": Name(name), "count": count}
        click.echo(speak(say("{file}：“{name}”有 {count} 个值不合格式，按原样保留（on_misfit: keep）", **told)))
    say_doubtful(file, remains)
    if remains.kept and not remains.counts:
        return
    if remains.clean:
        click.echo(speak(say("{file}：没有发现个人信息", file=Name(file))))
        return
    if not remains.counts:
        click.echo(speak(say("{file}：没有查看完整，说不出是否还有个人信息", file=Name(file))))
        return
    counts = as_names(f"{kind} {count}" for kind, count in remains.counts.items())
    click.echo(speak(say("{file}：还有个人信息：{counts}", file=Name(file), counts=counts)))
    shown = spread(remains.places, SHOWN)
    for place in shown:
        click.echo(f"  {speak(where_of(place))}  {place['kind']}".rstrip())
    if more := sum(remains.counts.values()) - len(shown):
        click.echo("  " + speak(say("另有 {count} 处没有列出（--json 每种列出至多 100 处）", count=more)))


def spread(places: Sequence[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """So many places, the first of each kind before the second of any, in the order in which they stand."""
    seen: dict[str, int] = {}
    ranked = []
    for k, place in enumerate(places):
        seen[place["kind"]] = seen.get(place["kind"], 0) + 1
        ranked.append((seen[place["kind"]], k))
    return [places[k] for k in sorted(k for _, k in sorted(ranked)[:most])]


def say_doubtful(file: str, remains: Any) -> None:
    """How many numbers behind such words nothing proves, where; never one itself."""
    if not remains.doubtful:
        return
    from zhengan.masking.doubt import reason_say

    click.echo(speak(say("{file}：带有字样但无法确认的号码 {n} 个，请人核对", file=Name(file), n=remains.unproven)))
    for place in remains.doubtful_places[:20]:
        click.echo(f"  {speak(where_of(place))}  {speak(reason_say(place['reason']))}")


def where_of(place: dict[str, Any]) -> Say:
    """A place in words: line and column of a text, line and column's name, row and column's name, sheet."""
    column = place.get("column", "")
    column = Name(column) if isinstance(column, str) else column
    if "sheet" in place and place["row"] == 0:
        return say("“{sheet}”表的名字", sheet=Name(place["sheet"]))
    if "metadata" in place:
        key = Name(place["metadata"])
        return say("“{column}”的元数据 {key}", column=column, key=key) if column else say("元数据 {key}", key=key)
    if "unseen" in place:
        return say("{column}：没有记录用到、仍留在文件中的值", column=column)
    if place.get("row") == 0:
        return say("表头（列名）第 {column} 列", column=column)
    if "sheet" in place:
        return say("“{sheet}”表第 {row} 行 {column}", sheet=Name(place["sheet"]), row=place["row"], column=column)
    if "line" in place and isinstance(column, int):
        return say("第 {line} 行第 {column} 列", line=place["line"], column=column)
    if "line" in place and not column:
        return say("第 {line} 行（不在列中，或是键名、列名）", line=place["line"])
    if "line" in place:
        return say("第 {line} 行 {column}", line=place["line"], column=column)
    return say("第 {row} 条记录 {column}", row=place["row"], column=column)
