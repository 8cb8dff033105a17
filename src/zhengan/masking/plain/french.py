"""Passports of France: two figures, two letters, five figures. The last five are the group that is read."""

from __future__ import annotations

import re

from zhengan.masking.kinds.labels import CARD, ID, PASSPORT
from zhengan.masking.kinds.passport import FRENCH
from zhengan.masking.plain.labelled import called_behind, sorted_out
from zhengan.masking.plain.reading import Reading, Value

HEAD = 4  # characters before the group
TOKEN = re.compile(rb"(?<![A-Za-z0-9_.-])(?:" + FRENCH.encode() + rb")(?![A-Za-z0-9_-])")


def french(here: Reading) -> Value | None:
    """One that ends in the group, after a label or in a column of passports."""
    start = here.start - HEAD
    found = TOKEN.match(here.data, start) if start >= 0 and not here.at else None
    if not found or found.end() != here.end(1):
        return None
    kind, word = here.label_before(HEAD)
    kind = ID if kind == CARD else kind
    if kind in (0, ID):
        kind, word = sorted_out(here.data, start, found.end(), kind)
        if kind in (0, ID):
            kind, word = called_behind(here.data, found.end())
    return Value(start, found.end(), "passport", 1, f"“{word}”之后") if kind == PASSPORT else None
