"""One file masked: its format by its name or as told, its encoding by what it holds."""

from __future__ import annotations

import re
from mmap import ACCESS_READ, mmap
from os import stat_result
from pathlib import Path
from typing import TYPE_CHECKING

from zhengan.kit.problem import Problem
from zhengan.kit.say import Name, Say, say
from zhengan.masking import digests, reading, restoring
from zhengan.masking.choice import kernels
from zhengan.masking.filenames import DUMPS, ENDS, FORMATS, OLD_EXCEL, absent, by_name, format_of
from zhengan.masking.formats import small
from zhengan.masking.formats.columnar import COLUMNAR, module_of
from zhengan.masking.formats.encodings import filled
from zhengan.masking.formats.encodings import told as read_as
from zhengan.masking.formats.files import Progress, Result
from zhengan.masking.formats.fixed import layout as fixed

if TYPE_CHECKING:
    from zhengan.masking.policy import Policy

NUMBER = re.compile(rb"[:\[,]\s*-?[0-9]*\*[0-9*]*\s*[,}\]]")
UNQUOTED = say("JSON 文档按文字脱敏，其中未加引号的数字脱敏后不再是有效的 JSON：需要解析时，先转换为每行一个对象的 NDJSON 再脱敏")
BINARY = (*COLUMNAR, "excel")


def by_reference(source: Path, policy: Policy, told: str = "") -> bool:
    """Whether a file is masked without kernels: a small text, and a policy that asks for no more than default masks."""
    text = (told or by_name(source)) == "text" and not fixed.as_such(source, policy, told)
    return text and small.serves(policy) and source.is_file() and kernels(source.stat().st_size) is None


def mask(source: Path, target: Path, policy: Policy, *, told: str = "", encoding: str = "", force: bool = False,
         header: bool = True, separator: str = "", threads: int = 1,
         progress: Progress = lambda size: None) -> Result:  # fmt: skip
    """Writes ``source`` masked to ``target``. Raises ``Problem``; the source is never touched, no partial target left.

    ``threads``: how many work on a text file.
    """
    if not source.is_file():
        raise absent(source)
    kind = format_of(source, told)
    fitting(source, target, kind)
    doubts = restoring.checked(source, policy)
    begun = source.stat()
    if kind not in BINARY:
        encoding, doubt = read_as(source, encoding, kind in DUMPS)
        doubts += [*([doubt] if doubt else []), *filled(source)]
        kind = "fixed" if kind == "text" and fixed.as_such(source, policy, told, encoding) else kind
    try:
        if kind in BINARY:
            result = of_binary(source, target, policy, kind, force, progress)
        else:
            result = of_text(source, target, policy, kind, encoding, force, header, separator, threads, progress)
    except Problem as problem:
        if within := getattr(problem, "within", None):  # a value that fits no mask: a column knows of no file
            raise within(source.name) from None
        raise
    result.notes += doubts
    if changed := steady(source, begun, result, kind):
        target.unlink(missing_ok=True)
        raise changed
    if kind == "text":
        result.notes += reading.noted(source, encoding)
        result.undivided = fixed.found(source, encoding) is not None
        result.notes += [fixed.UNDIVIDED] if result.undivided else []
    result.notes += [UNQUOTED] if source.suffix.lower() == ".json" and kind == "text" and unquoted(target) else []
    return result


def steady(source: Path, begun: stat_result, result: Result, kind: str) -> Problem | None:
    """Sees to it that a file stayed as it was while it was read (``begun``: before). What has only grown is noted, with how much
    of it is not masked; the Problem of any other change, for nobody knows of which file the output then is."""
    now = source.stat()
    if (now.st_size, now.st_mtime_ns) == (begun.st_size, begun.st_mtime_ns):
        return None
    if kind in BINARY or digests.of_file(source, result.before.partition(":")[0], result.size) != result.before:
        return Problem(say("{name} 在读取时被改动", name=Name(source.name)), "分不清写出的是改动前还是改动后的内容，没有留下输出",
                       "等写入它的程序结束，或先复制一份，再运行", code="masking-changed")  # fmt: skip
    result.unread = max(now.st_size - result.size, 0)
    result.notes += [grown(result.unread)] if result.unread else []
    return None


def grown(more: int) -> Say:
    """That a file has become longer behind what was read of it."""
    return say("文件在读取时又变长，末尾的 {count} 个字节没有读到：等写入结束后重新运行", count=more)


def unquoted(path: Path) -> bool:
    """Whether a document of JSON holds stars where a number stood: those want quotes."""
    with path.open("rb") as file:
        if not file.seek(0, 2):
            return False
        with mmap(file.fileno(), 0, access=ACCESS_READ) as text:
            return NUMBER.search(text) is not None


def fitting(source: Path, target: Path, kind: str) -> None:
    """A Problem where the output's name says a format that it will not have: nobody could open it. Names of texts serve
    every format that is text, and an output may be called as its source is."""
    end = target.suffix.lower()
    means = "excel" if end in OLD_EXCEL else "ndjson" if end == ".json" else FORMATS.get(end, "")
    same = means == ("sql" if kind in DUMPS else kind) and end not in OLD_EXCEL
    free = kind not in BINARY and (means == "text" or (end == ".json" and kind == "text"))
    if means and not same and not free and end != source.suffix.lower():
        raise Problem(say("输出 {path} 的扩展名不是 {format} 的", path=Name(target), format=kind),
                      "输出与输入是同样的格式，不会转换", say("换一个扩展名，例如 {end}", end=Name(source.suffix or ENDS[kind])),
                      code="masking-output")  # fmt: skip


def of_binary(source: Path, target: Path, policy: Policy, kind: str, force: bool, progress: Progress) -> Result:
    """The same of a file that is no text."""
    if kind in COLUMNAR:
        done: Result = module_of(kind).mask(source, target, policy, force=force, progress=progress)
        return done
    from zhengan.masking.formats import excel

    return excel.mask(source, target, policy, force=force, progress=progress)


def of_text(source: Path, target: Path, policy: Policy, kind: str, encoding: str, force: bool, header: bool,
            separator: str, threads: int, progress: Progress) -> Result:  # fmt: skip
    """The same of a file that is text throughout, in an encoding."""
    if kind == "csv":
        from zhengan.masking.formats.csv import table as csv

        return csv.mask(
            source,
            target,
            policy,
            encoding=encoding,
            force=force,
            header=header,
            separator=separator,
            progress=progress,
        )
    if kind == "ndjson":
        from zhengan.masking.formats.json import ndjson

        return ndjson.mask(source, target, policy, encoding=encoding, force=force, progress=progress)
    if kind in DUMPS:
        from zhengan.masking.formats.sql import dump as sql

        return sql.mask(source, target, policy, encoding=encoding, dialect=kind, force=force, progress=progress)
    if kind == "fixed":
        from zhengan.masking.formats.fixed import records

        return records.mask(source, target, policy, fixed.needed(source, encoding), encoding=encoding, force=force,
                            progress=progress)  # fmt: skip
    if policy.columns:
        raise Problem(
            "策略按列写，文件却是文字",
            "文字没有列",
            "用 kinds 写各种类的脱敏方式，或加 --format csv",
            code="masking-column",
        )
    if by_reference(source, policy, kind):
        return small.mask(source, target, encoding=encoding, force=force, progress=progress, sums=policy.sums,
                          public=policy.public)  # fmt: skip
    from zhengan.masking.formats import text

    return text.mask(source, target, policy, encoding=encoding, force=force, threads=threads, progress=progress)
