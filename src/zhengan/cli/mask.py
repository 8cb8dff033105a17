"""``zhengan mask``: personal data masked in files, what remains found, a policy proposed."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhengan.cli import options
from zhengan.cli.base import Command, Group
from zhengan.cli.lang import _, language, speak
from zhengan.cli.maskanonymity import anonymity
from zhengan.cli.masked import (
    encoding_option,
    format_option,
    header_option,
    looked_at,
    policy_of,
    policy_option,
    ready,
    say_remains,
    separator_option,
    strict_option,
    told_of,
)
from zhengan.cli.maskleft import audited, begun, told_to_stop
from zhengan.cli.maskrecord import How, record_option, recorder
from zhengan.cli.masktable import check_table, table
from zhengan.cli.register import institution_option
from zhengan.cli.relay import relay
from zhengan.cli.show import echo_json
from zhengan.kit.oserrors import reason
from zhengan.kit.problem import Problem, Problems, Where
from zhengan.kit.say import Name, Say, as_names, say
from zhengan.masking import digests

if TYPE_CHECKING:
    from zhengan.masking.policy import Policy

NEEDED = ("numpy", "numba", "pyarrow", "cryptography", "re2", "blake3")
RUN = """zhengan mask run customers.csv -o masked.csv
zhengan mask run --policy customers.yaml customers-2025.csv customers-2026.csv -o masked/"""
UNTOLD = 3  # the exit code where a part could not be looked at, as of ``gate`` where it cannot tell
WORTH_SHOWING = 64 << 20  # bytes from which the wait is long enough for a bar



@click.group(cls=Group, help=_("个人信息脱敏（第16.2、34.1、34.2条）：掩盖、检查、建议策略。"))
def mask() -> None:
    """The group. Refused with a word where the extra is not installed."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # names of files may be bytes of another encoding
    if any(find_spec(name) is None for name in NEEDED):
        raise Problem(
            "脱敏功能没有安装",
            "它所用的软件包较大，默认不装",
            'pip install "zhengan[masking]"',
            code="masking-extra",
        )


@mask.command(
    cls=Command,
    epilog=RUN,
    help=_(
        "脱敏文件：文本与日志、CSV、NDJSON、SQL 转储、Excel、Parquet、Arrow（Feather）。写出同样格式的文件，旁边写一份审计记录；"
        "文本类格式未改动部分逐字节相同，Excel 只写出各格的值（公式写成上次的结果，批注、图表等不写出）。"
        "原文件不改动；中途失败不留下不完整的文件。多个文件时 -o 是目录，已完成的（审计记录与策略、选项、程序都相符）跳过；"
        "已有而不相符的不覆盖，说明哪里不同，其余照常进行（退出码 2）。"
        "退出码：0 完成，3 有文件在读取时又变长，后来的部分没有脱敏。"
    ),
)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE…"
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help=_("写到哪个文件（多个文件时为目录）"),
)
@policy_option
@format_option
@encoding_option
@header_option
@separator_option
@click.option("--force", is_flag=True, help=_("输出已存在时覆盖"))
@click.option("--sums", type=click.Choice(digests.NAMES),
              help=_("审计记录中文件摘要的算法（默认 blake3，最快；策略中也可写 sums）"))  # fmt: skip
@record_option
@institution_option
@options.as_json
def run(files: tuple[Path, ...], output: Path, policy_file: Path | None, told: str | None, encoding: str | None,
        no_header: bool, separator: str, force: bool, sums: digests.Name | None, into: str | None, code: str | None,
        as_json: bool) -> None:  # fmt: skip
    """Mask each file; exit 2 with the Problems of those that cannot be, when all others are."""
    told_to_stop()
    register = recorder(into, code)
    _no_pipe(files, output)
    policy = policy_of(policy_file)
    policy = replace(policy, sums=sums or policy.sums)
    from zhengan.masking import audit
    from zhengan.masking.deciding import decided
    from zhengan.masking.run import by_reference
    from zhengan.masking.run import mask as mask_one

    stated = decided(policy, told=told or "", encoding=encoding or "", header=not no_header, separator=separator)

    if not all(by_reference(source, policy, told or "") for source in files if source.is_file()):
        ready()
    many = len(files) > 1 or output.is_dir()
    if many:
        _folder(output, files)
    records: list[dict[str, Any]] = []
    refused: list[Problem] = []
    for source in files:
        target = output / source.name if many else output
        done, other = _done(source, target, policy, stated) if many and not force else (None, None)
        if done and register.stands(audit.beside(target)):
            records.append({**done, **register.run(audit.beside(target), as_json, done=True)})
            if not as_json:
                click.echo(speak(say("{file} 已完成，跳过", file=source.name)))
            continue
        started = options.now().isoformat(timespec="seconds")
        size = source.stat().st_size if source.is_file() else 0
        with refusing(source, refused if len(files) > 1 else None), begun(target) as left:
            if other and not left:
                raise _not_again(target, other)
            if not force and not target.exists():
                audit.unwritten(target)
            with _bar(source.name, size, as_json) as tell:
                result = mask_one(source, target, policy, told=told or "", encoding=encoding or "",
                                  force=force or left or bool(done), header=not no_header, separator=separator,
                                  threads=_threads(), progress=tell)  # fmt: skip
            with audited(target):
                ended = options.now().isoformat(timespec="seconds")
                record = audit.record(source, target, result, policy, started=started, ended=ended, decided=stated)
                written = audit.write(target, record).name
            if not as_json:
                told_of(source.name, str(target), record, result.notes)
            records.append({**record, "audit": written, **register.run(audit.beside(target), as_json)})
    register.verdict(as_json)
    if as_json:
        echo_json(records)
    if refused:
        raise refused[0] if len(refused) == 1 else Problems(refused)
    sys.exit(UNTOLD if any(record.get("unread") for record in records) else 0)


@mask.command(
    cls=Command,
    help=_(
        "检查文件中是否还有个人信息：只说种类与位置，不显示内容。审计记录所载的假名列不算；"
        "策略或审计记录写明种类的列按种类检查。带有“银行账号”等字样而无法确认的号码另行计数。"
        "审计记录与目录不检查，跳过并说明。退出码：0 没有，1 有，3 有内容没有查看到、说不出有没有。"
    ),
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True),
    metavar="FILE…",
)
@policy_option
@format_option
@encoding_option
@header_option
@separator_option
@click.option("--no-audit", is_flag=True, help=_("不看旁边的审计记录：假名也算"))
@strict_option
@record_option
@institution_option
@options.as_json
def check(files: tuple[Path, ...], policy_file: Path | None, told: str | None, encoding: str | None, no_header: bool,
          separator: str, no_audit: bool, strict: bool, into: str | None, code: str | None, as_json: bool) -> None:  # fmt: skip
    """What remains, where."""
    register = recorder(into, code)
    by = policy_of(policy_file, keyless=True)
    every, files = files, looked_at(files)
    ready()
    from zhengan.masking import audit
    from zhengan.masking.check import check as look
    from zhengan.masking.reading import Reading

    given = Reading(told or "", encoding or "", not no_header, separator)
    answers, looked = [], []
    for path in files:
        record = None
        if (beside := audit.beside(path)).exists() and not no_audit:
            record = audit.read(beside)
            register.trusted(beside)
        read, sure = register.reading(path, beside, given)
        with _bar(path.name, path.stat().st_size, as_json) as tell:
            remains = look(path, told=read.told, encoding=read.encoding, record=record, by=by,
                           header=read.header, separator=read.separator, left=audit.left(path) if no_audit else None,
                           progress=tell)  # fmt: skip
        answers.append({
            "file": path.name, "clean": remains.clean, "unseen": remains.unseen, "kinds": remains.counts,
            "places": remains.places, "pseudonyms": remains.pseudonyms, "kept": remains.kept,
            "doubtful": remains.doubtful, "doubtful_places": remains.doubtful_places,
            "notes": [str(note) for note in remains.notes],
        })  # fmt: skip
        looked.append(bool(remains.remaining or not remains.unseen))
        if looked[-1]:
            register.file(path, remains, How(by, read.spelt, beside if record else None, sure))
        if not as_json:
            say_remains(path.name, remains, "" if record is None or register.records else beside.name)
    found = any(one["kinds"] or one["kept"] for one in answers)
    untold = not found and (any(one["unseen"] for one in answers) or any(map(Path.is_dir, every)))
    told_of = iter(register.checked(as_json) if any(looked) else [])
    recorded = [next(told_of, {}) if one else {} for one in looked]
    if into and not all(looked) and not as_json:
        click.echo(_("没有登记检查结果：有内容没有查看到"))
    register.verdict(as_json)
    if as_json:
        echo_json([{**one, **more} for one, more in zip(answers, recorded, strict=True)])
    doubted = strict and any(one["doubtful"] for one in answers)
    sys.exit(1 if found or doubted else UNTOLD if untold else 0)


@mask.command(cls=Command, help=_("由样本建议一份策略（YAML）：哪些列是什么，凭什么。核对后保存使用。"))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@format_option
@encoding_option
@header_option
@separator_option
def suggest(file: Path, told: str | None, encoding: str | None, no_header: bool, separator: str) -> None:
    """A policy with its reasons, on the standard output."""
    from zhengan.masking.suggest import suggest as proposed

    click.echo(proposed(file, encoding or "", told or "", not no_header, separator), nl=False)


@mask.command(cls=Command, help=_("打印脱敏策略文件的 JSON Schema，供编辑器校验与提示。"))
def schema() -> None:
    """On the standard output."""
    from zhengan.masking.schema import policy_schema

    echo_json(policy_schema())


@mask.command(
    cls=Command, help=_("解释一段文字中的个人信息：种类、位置、凭什么，值已掩盖；无法确认的号码也列出。不写 TEXT 时读标准输入。")
)
@click.argument("text", required=False)
@options.as_json
def explain(text: str | None, as_json: bool) -> None:
    """Spans and why, by the readable reference."""
    from zhengan.masking.bench import KINDS, why_say
    from zhengan.masking.explain import DOUBTFUL, text_of
    from zhengan.masking.explain import explain as explained

    rows = explained(text if text is not None else text_of(sys.stdin.buffer.read()))
    if as_json:
        echo_json(rows)
        return
    for row in rows:
        if row["kind"] == DOUBTFUL:
            told = {"place": Name(f"{row['line']}:{row['column']}"), "why": row["why"]}
            click.echo(speak(say("{place}  无法确认的号码，不会脱敏，请人核对：{why}", **told)))
            continue
        kind = KINDS[row["kind"]]
        title = kind.en if language() == "en" else kind.zh
        click.echo(f"{row['line']}:{row['column']}  {title}  {row['masked']}  {speak(why_say(row['why']))}".rstrip())
    if not rows:
        click.echo(_("没有找到个人信息"))


@mask.command(cls=Command, help=_("列出认识的数据种类与默认掩盖方式。"))
@options.as_json
def kinds(as_json: bool) -> None:
    """Every kind."""
    from zhengan.masking.default_masks import KINDS

    rows = [
        {"name": k.name, "zh": k.zh, "en": k.en, "form": k.form, "personal": k.personal, "source": k.source}
        for k in KINDS.values()
    ]
    if as_json:
        echo_json(rows)
        return
    for kind in KINDS.values():
        click.echo(f"{kind.name:20} {kind.en if language() == 'en' else kind.zh}")


@mask.command(
    cls=Command,
    help=_("事先编译脱敏内核，仅安装后首次需要（几分钟）：之后每次使用都不再等待。make setup 在后台自动运行本命令。"),
)
def prepare() -> None:
    """Each step with the seconds that it took; at once where all is there."""
    from zhengan.masking.fast.engine import compiled
    from zhengan.masking.prepare import compiling, steps

    click.echo(_("识别内核已编译，正在核对其余…") if compiled() else _("正在编译脱敏内核，仅首次…"))
    many = 0
    for what, act in steps():
        began = time.monotonic()
        with compiling() as made:
            act()
        many += len(made)
        click.echo(speak(say("  {what}：{seconds} 秒", what=speak(what), seconds=round(time.monotonic() - began, 1))))
    click.echo(_("脱敏内核已就绪") if many else _("脱敏内核早已就绪，没有要编译的"))


def _threads() -> int:
    """As many as the processors this process may use, at most four: more wait for the disk."""
    return min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _folder(output: Path, files: tuple[Path, ...]) -> None:
    """The folder of the outputs, made where it is not; refused where two of the files would become one there."""
    names = [source.name for source in files]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        shown = as_names(str(source) for source in files if source.name == twice)
        raise Problem(say("有几个输入文件同名：{names}", names=shown), "输出都写到同一个目录，后写的会覆盖先写的",
                      "分几次运行，每次写到不同的目录", code="masking-output")  # fmt: skip
    there = [one for one in files if output.is_dir() and one.exists() and (output / one.name).exists()]
    if own := next((one for one in there if one.samefile(output / one.name)), None):
        raise Problem(say("{path} 是目录，其中的 {name} 就是输入文件", path=Name(output), name=Name(own.name)),
                      "原文件不会被改动", "写明输出文件名，或换一个目录", code="masking-output")  # fmt: skip
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = "输入不止一个文件，-o 应是目录，这里却是文件" if output.exists() else reason(error)
        raise Problem(say("建不了输出目录 {path}", path=str(output)), why, "换一个目录名", code="masking-output") from None


def _no_pipe(files: tuple[Path, ...], output: Path) -> None:
    """A Problem where a dash asks for the standard input or output: a file has a beginning to go back to, and an audit."""
    from zhengan.masking.filenames import absent

    if Path("-") in files:
        raise absent(Path("-"))
    if output == Path("-"):
        raise Problem("脱敏后的文件不能写到标准输出（-）", "全部写完才留下，旁边还要写审计记录", "写明输出文件名",
                      code="masking-output")  # fmt: skip


def _done(source: Path, target: Path, policy: Policy, stated: dict[str, Any]) -> tuple[dict[str, Any] | None, Say | None]:
    """The audit of a target that a run like this made of this very source, where there is one; of another target that is there,
    why it is not taken for done. ``stated``: what decides it."""
    from zhengan.masking import audit, deciding
    from zhengan.masking.digests import same

    if not (target.is_file() and source.is_file()) or target.samefile(source):
        return None, None
    if not audit.beside(target).exists():
        return None, say("旁边没有审计记录，说不出它是怎样得来的")
    record = audit.read(audit.beside(target))
    other = deciding.other(record, policy, stated)
    if not other and not same(source, record["source"]["digest"]):
        other = say("原文件在上次脱敏之后改动过")
    if not other and not same(target, record["target"]["digest"]):
        other = say("输出文件在写出之后改动过")
    return (None, other) if other else (record, None)


def _not_again(target: Path, why: Say) -> Problem:
    """A Problem of an output that is there and is not what this run would write."""
    return Problem(say("输出 {path} 已存在，没有重新脱敏", path=Name(target)), why,
                   "要重新脱敏的，加 --force，或换一个目录", code="masking-output")  # fmt: skip


@contextmanager
def refusing(source: Path, refused: list[Problem] | None) -> Iterator[None]:
    """Keeps the Problem of one file of several, with its name, for the others go on; of one alone it is raised."""
    try:
        yield
    except Problem as problem:
        if refused is None:
            raise
        every = problem.problems if isinstance(problem, Problems) else [problem]
        refused += [one if one.where else Problem(*one.sentences, code=one.code, where=Where(source.name)) for one in every]


@contextmanager
def _bar(text: str, total: int, as_json: bool) -> Iterator[Callable[[int], object]]:
    """How far it has got, on the error stream where somebody watches and the wait is worth it."""
    if as_json or not sys.stderr.isatty() or total < WORTH_SHOWING:
        yield lambda size: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    columns = TextColumn(text), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as drawn:
        task = drawn.add_task(text, total=total)
        yield lambda size: drawn.advance(task, size)


for command in (relay, table, check_table, anonymity):
    mask.add_command(command)
