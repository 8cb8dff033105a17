"""``plain.french`` for kernels: passports of France."""

from __future__ import annotations

from zhengan.masking.fast.foreign import LONG_FRENCH, french_at
from zhengan.masking.fast.lex import get, jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.rules import foreign
from zhengan.masking.plain.french import HEAD


@jit
def french(buf, n, w, g):
    """One that ends in the group, after a label or in a column of passports."""
    apart()
    start = get(w, g, 0) - HEAD
    end = start + LONG_FRENCH
    if start < 0 or get(w, g, 1) != end or not french_at(buf, start, n):
        return 0, 0, 0, 0
    return foreign(buf, n, w, g, start, end)
