"""How a field is written: bare, in quotes, or as a formula ="…"; what a mask may then hold, and where the text within stands."""

from __future__ import annotations

from typing import Any

import numpy as np

from zhengan.masking.formats.cells import BARE, QUOTED, Cells
from zhengan.masking.policy import Rule

PLAINLY = ("keep", "redact", "hash", "fpe", "fpe-back", "fake", "leave", "scan")


def plainly(rule: Rule, sep: int) -> bool:
    """Whether a column's masks hold nothing that CSV would have to quote."""
    label = getattr(rule.operator, "label", "")
    return rule.named in PLAINLY and not {*label} & {'"', "\n", "\r", chr(sep)}


def inside(buf: Any, wanted: Any, starts: Any, ends: Any, groups: Any, forms: Any) -> tuple[Any, Any, Any, Any]:
    """The same fields, of those that are written as ``="…"`` only the text within, so that it is masked as elsewhere.
    ``wanted``: for which columns."""
    for form, head, tail in ((BARE, b'="', b'"'), (QUOTED, b'=""', b'""')):
        rows = np.flatnonzero((forms == form) & wanted[groups] & (ends - starts > len(head) + len(tail)))
        for k, byte in enumerate(head):
            rows = rows[buf[starts[rows] + k] == byte]
        for k, byte in enumerate(tail):
            rows = rows[buf[ends[rows] - len(tail) + k] == byte]
        starts[rows] += len(head)
        ends[rows] -= len(tail)
    return starts, ends, groups, forms


def text_at(buf: Any, cells: Cells, k: int) -> str:
    """One field as text."""
    return bytes(buf[cells.starts[k] : cells.ends[k]]).decode("utf-8", "replace").replace('""', '"')
