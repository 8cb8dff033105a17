"""One file masked: its format by its name or as told, its encoding by what it holds."""

from __future__ import annotations

from pathlib import Path

from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.masking.formats.files import Progress, Result, encoding_of
from zhengan.masking.policy import Policy

FORMATS = {
    ".csv": "csv", ".tsv": "csv", ".txt": "text", ".log": "text", ".md": "text", ".ndjson": "ndjson", ".jsonl": "ndjson",
    ".parquet": "parquet", ".sql": "sql", ".xlsx": "excel",
}  # fmt: skip
NOT_YET = {"sql": "SQL 转储", "excel": "Excel", "ndjson": "NDJSON"}


def format_of(path: Path, told: str = "") -> str:
    """``text``, ``csv`` or ``parquet``; a Problem for what cannot be masked."""
    name = told or FORMATS.get(path.suffix.lower(), "")
    if name in NOT_YET:
        raise Problem(
            say("还不能按表脱敏 {what}", what=NOT_YET[name]), "按文字处理会漏掉表中的姓名与地址",
            "先导出为 CSV 或 Parquet；确要按文字处理时加 --format text", code="masking-format",
        )  # fmt: skip
    if not name:
        raise Problem(
            say("看不出 {name} 是什么格式", name=path.name), "按扩展名认定格式",
            "加 --format text、csv 或 parquet", code="masking-format",
        )  # fmt: skip
    return name


def mask(source: Path, target: Path, policy: Policy, *, told: str = "", encoding: str = "", force: bool = False,
         header: bool = True, separator: str = "", threads: int = 1,
         progress: Progress = lambda size: None) -> Result:  # fmt: skip
    """Writes ``source`` masked to ``target``. Raises ``Problem``; the source is never touched, no partial target left.

    ``threads``: how many work on a text file.
    """
    kind = format_of(source, told)
    if not source.is_file():
        raise Problem(say("没有文件 {path}", path=str(source)), "", "检查路径", code="masking-input")
    if kind == "parquet":
        from zhengan.masking.formats import parquet

        return parquet.mask(source, target, policy, force=force, progress=progress)
    encoding = encoding or encoding_of(source)
    if kind == "csv":
        from zhengan.masking.formats import csv

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
    from zhengan.masking.formats import text

    if policy.columns:
        raise Problem(
            "策略按列写，文件却是文字",
            "文字没有列",
            "用 kinds 写各种类的脱敏方式，或加 --format csv",
            code="masking-column",
        )
    return text.mask(source, target, policy, encoding=encoding, force=force, threads=threads, progress=progress)
