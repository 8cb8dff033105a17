"""Passports of France: two figures, two letters, five figures. The last five are the group that is read."""

from __future__ import annotations

import re

from zhengan.masking.kinds.passport import FRENCH
from zhengan.masking.plain.labelled import foreign
from zhengan.masking.plain.reading import Reading, Value

HEAD = 4  # characters before the group
TOKEN = re.compile(rb"(?<![A-Za-z0-9_.-])(?:" + FRENCH.encode() + rb")(?![A-Za-z0-9_-])")


def french(here: Reading) -> Value | None:
    """One that ends in the group, after a label or in a column of passports."""
    start = here.start - HEAD
    found = TOKEN.match(here.data, start) if start >= 0 and not here.at else None
    return foreign(here, start, found.end()) if found and found.end() == here.end(1) else None
