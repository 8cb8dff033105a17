"""Accounts of funds outside the exchange at its depository: 98 or 99 and the securities account that they are of (99A123456789).
The figures alone (980123456789) are read as any others are.
"""

from __future__ import annotations

import re

from zhengan.masking.kinds.labels import ACCOUNT, FUND, SECURITIES
from zhengan.masking.plain import context
from zhengan.masking.plain.columns import column
from zhengan.masking.plain.letters import LETTERS
from zhengan.masking.plain.reading import Reading, Value

SIZE, HEAD = 9, re.compile(rb"9[89][A-F]")
LABELS = (FUND, SECURITIES, ACCOUNT)
LONGER = LETTERS | context.DIGITS | frozenset(b"-_.")


def outside(here: Reading) -> Value | None:
    """One that ends in the group, behind a label of accounts or in their column."""
    start, end = here.start - 3, here.end(1)
    if here.at or end - here.start != SIZE or len(here.first.digits) != SIZE or not HEAD.fullmatch(here.data, start, here.start):
        return None
    if (start and here.data[start - 1] in LONGER) or here.joined(1) or here.weak(1):
        return None
    kind, word = here.label_before(3)
    if not kind:
        kind, word = column(here.data, start, end)
    return Value(start, end, "fund_account", 1, f"“{word}”之后") if kind in LABELS else None
