"""What is personal in a text and why, by the readable reference: for people, not for speed. Values under their default masks."""

from __future__ import annotations

from typing import Any

from zhengan.masking.default_masks import KINDS, default
from zhengan.masking.plain.find import find


def explain(text: str) -> list[dict[str, Any]]:
    """Kind, place (line and column from 1), why, and the masked value of each."""
    data = text.encode("utf-8", "replace")
    rows = []
    for one in find(data):
        before = data[: one.start].decode("utf-8", "replace")
        value = data[one.start : one.end].decode("utf-8", "replace")
        kind = KINDS[one.kind]
        rows.append({
            "kind": one.kind, "zh": kind.zh, "line": before.count("\n") + 1, "column": len(before) - before.rfind("\n"),
            "why": one.why, "personal": kind.personal,
            "masked": default(one.kind).value(value) if kind.personal else value,
        })  # fmt: skip
    return rows
