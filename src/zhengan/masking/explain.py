"""What is personal in a text and why, by the readable reference: for people, not for speed. Values under their default masks."""

from __future__ import annotations

import codecs
from typing import Any

from zhengan.kit.problem import Problem
from zhengan.masking.default_masks import KINDS
from zhengan.masking.plain import stars
from zhengan.masking.plain.find import find
from zhengan.masking.spans import Found


def text_of(raw: bytes) -> str:
    """A text by what its bytes are, UTF-8 or GB18030, as files are read; bytes that are neither are none's. Raises Problem."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Problem("文件是 UTF-16 编码", "支持 UTF-8 与 GB18030", "先转换为 UTF-8", code="masking-encoding")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def explain(text: str) -> list[dict[str, Any]]:
    """Kind, place (line and column from 1), why, and the masked value of each."""
    data = text.encode("utf-8", "replace")
    rows = []
    for one in find(data):
        before = data[: one.start].decode("utf-8", "replace")
        raw = data[one.start : one.end]
        value = raw.decode("utf-8", "replace")
        kind = KINDS[one.kind]
        rows.append({
            "kind": one.kind, "zh": kind.zh, "line": before.count("\n") + 1, "column": len(before) - before.rfind("\n"),
            "why": one.why, "personal": kind.personal,
            "masked": masked(raw, one) if kind.personal else value,
        })  # fmt: skip
    return rows


def masked(raw: bytes, one: Found) -> str:
    """One value under its default mask, in the form of its escapes."""
    return stars.masked(raw, one).decode("utf-8", "replace")
