"""Accounts of funds outside the exchange: ``plain.outside`` for kernels."""

from __future__ import annotations

from zhengan.masking.fast.columns import column
from zhengan.masking.fast.lex import MEMO, TABLED, figure, get, jit, letter
from zhengan.masking.fast.meaning import label_at
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.reading import joined, weak
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds.structured import BY_NAME
from zhengan.masking.plain import outside as rules

FUND, SIZE, LABELS = BY_NAME["fund_account"].rank, rules.SIZE, rules.LABELS
NINE, EIGHT, FIRST, LAST = (ord(c) for c in "98AF")
JOINS = tuple(b"-_.")


@jit
def outside(buf, n, w, g, many):
    """One that ends in the group, behind a label of accounts or in their column: (kind, start, end, groups)."""
    apart()
    start, end = get(w, g, 0) - 3, get(w, g, 1)
    if start < 0 or end - start != SIZE + 3 or get(w, g, 2) != SIZE or at(buf, start) != NINE:
        return 0, 0, 0, 0
    if not EIGHT <= at(buf, start + 1) <= NINE or not FIRST <= at(buf, start + 2) <= LAST:
        return 0, 0, 0, 0
    c = at(buf, start - 1) if start else 0
    if letter(c) or figure(c) or c in JOINS or joined(w, g, 1, many) or weak(buf, n, w, g, 1, many):
        return 0, 0, 0, 0
    kind = label_at(buf, start, w)
    if kind == 0 and get(w, MEMO, TABLED):
        kind = column(buf, start, end, n, w)
    return (FUND, start, end, 1) if kind in LABELS else (0, 0, 0, 0)
