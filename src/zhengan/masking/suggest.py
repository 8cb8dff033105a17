"""A policy proposed from a sample of a table: which columns hold which kind, by their headers and by their values."""

from __future__ import annotations

import csv
import io
import json
from itertools import islice
from pathlib import Path

from zhengan.kit.problem import Problem, Where
from zhengan.masking.default_masks import KINDS
from zhengan.masking.formats.csv import guessed
from zhengan.masking.formats.files import encoding_of
from zhengan.masking.policy import kind_of_header
from zhengan.masking.run import format_of

SAMPLE_BYTES, SAMPLE_ROWS = 4 << 20, 2000
SURE, LIKELY = 0.8, 0.3
PROVEN = ("resident_id", "mobile", "bank_card", "email", "social_credit_code")
"""Kinds whose values say by themselves what they are; others need a header."""


def suggest(path: Path, encoding: str = "") -> str:
    """A policy as YAML with its reasons as comments; a person is to read it before it is used. CSV only."""
    if format_of(path) != "csv":
        raise Problem(
            "目前只能由 CSV 建议策略",
            "",
            "先导出一份 CSV 样本",
            code="masking-format",
            where=Where(path.name),
        )
    with path.open("rb") as file:
        raw = file.read(SAMPLE_BYTES)
    text = raw.decode(encoding or encoding_of(path), "replace").removeprefix("\ufeff")
    first = text.split("\n", 1)[0]
    rows = list(
        islice(
            csv.reader(io.StringIO(text, newline=""), delimiter=guessed(first.encode()).decode()),
            SAMPLE_ROWS + 1,
        )
    )
    if len(rows) < 2:
        raise Problem(
            "样本中没有数据",
            "至少要有表头和一条记录",
            "换一个文件",
            code="masking-sample",
            where=Where(path.name),
        )
    lines = [
        'zhengan-masking: "1"',
        'version: "1"',
        "purpose: test",
        f"# 由样本 {len(rows) - 1} 条记录建议，请逐列核对。",
        "columns:",
    ]
    for k, name in enumerate(rows[0]):
        kind, why = judged(name, [row[k].strip() for row in rows[1:] if len(row) > k and row[k].strip()])
        rule = f"{{kind: {kind}}}" if kind else "{operator: leave}"
        lines.append(f"  {json.dumps(name.strip(), ensure_ascii=False)}: {rule}  # {why}")
    return "\n".join([*lines, "rest: scan", ""])


def judged(header: str, values: list[str]) -> tuple[str, str]:
    """The kind of a column ('text': search it; '': nothing personal seen) and why, in words."""
    if not values:
        return (kind_of_header(header) or "text"), "样本中没有值"
    shares = {name: sum(map(KINDS[name].valid, values)) / len(values) for name in PROVEN}
    best = max(shares, key=lambda name: shares[name])
    called = kind_of_header(header)
    if called:
        share = sum(map(KINDS[called].valid, values)) / len(values)
        return called, f"表头是“{KINDS[called].zh}”的写法；{share:.0%} 的值合格"
    if shares[best] >= SURE and KINDS[best].personal:
        return best, f"{shares[best]:.0%} 的值是有效的{KINDS[best].zh}"
    if shares[best] >= LIKELY:
        return "text", f"{shares[best]:.0%} 的值是有效的{KINDS[best].zh}，其余不是：按文字查找"
    if any(len(value) > 12 or not value.isascii() for value in values):
        return "text", "文字：查找其中的个人信息"
    return "", "没有发现个人信息"
