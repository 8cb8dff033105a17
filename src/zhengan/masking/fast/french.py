"""``plain.french`` for kernels: passports of France."""

from __future__ import annotations

from zhengan.masking.fast.documents import called_behind
from zhengan.masking.fast.foreign import LONG_FRENCH, french_at
from zhengan.masking.fast.lex import get, jit
from zhengan.masking.fast.meaning import label_at
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.rules import L_CARD, L_ID, L_PASSPORT, PASSPORT, sorted_out
from zhengan.masking.plain.french import HEAD


@jit
def french(buf, n, w, g):
    """One that ends in the group, after a label or in a column of passports."""
    apart()
    start = get(w, g, 0) - HEAD
    end = start + LONG_FRENCH
    if start < 0 or get(w, g, 1) != end or not french_at(buf, start, n):
        return 0, 0, 0, 0
    kind = label_at(buf, start, w)
    kind = L_ID if kind == L_CARD else kind
    if kind == 0 or kind == L_ID:
        kind = sorted_out(buf, n, w, start, end, kind)
        if kind == 0 or kind == L_ID:
            kind = called_behind(buf, end, n)
    return (PASSPORT, start, end, 1) if kind == L_PASSPORT else (0, 0, 0, 0)
