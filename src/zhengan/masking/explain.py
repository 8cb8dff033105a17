"""What is personal in a text and why, by the readable reference: for people, not for speed. Values under their default masks."""

from __future__ import annotations

import codecs
from typing import Any

from zhengan.kit.problem import Problem
from zhengan.masking.default_masks import KINDS
from zhengan.masking.doubt import REASONS, doubts
from zhengan.masking.plain import stars
from zhengan.masking.plain.find import find
from zhengan.masking.spans import Found

DOUBTFUL, UNPROVEN = "doubtful", "无法确认的号码"
"""The kind of a row that is of none, and what it is called."""


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
    """Kind, place (line and column from 1), why, and the masked value of each. What looks like somebody's number and is not
    proven stands among them, as ``DOUBTFUL``: no file that is masked has it masked, and nothing of it is shown."""
    data = text.encode("utf-8", "replace")
    rows: list[tuple[int, dict[str, Any]]] = []
    after = bytearray(data)
    for one in find(data):
        raw = data[one.start : one.end]
        kind = KINDS[one.kind]
        shown = masked(raw, one) if kind.personal else raw.decode("utf-8", "replace")
        after[one.start : one.end] = b"*" * len(raw)
        rows.append((one.start, {"kind": one.kind, "zh": kind.zh, "why": one.why, "personal": kind.personal, "masked": shown}))
    for doubt in doubts(bytes(after)):
        said: dict[str, Any] = {"kind": DOUBTFUL, "zh": UNPROVEN, "why": REASONS[doubt.reason], "personal": None, "masked": ""}
        rows.append((doubt.start, said))
    return [row | place(data, start) for start, row in sorted(rows, key=lambda one: one[0])]


def place(data: bytes, start: int) -> dict[str, int]:
    """The line and the column of a byte, both from 1."""
    before = data[:start].decode("utf-8", "replace")
    return {"line": before.count("\n") + 1, "column": len(before) - before.rfind("\n")}


def masked(raw: bytes, one: Found) -> str:
    """One value under its default mask, in the form of its escapes."""
    return stars.masked(raw, one).decode("utf-8", "replace")
