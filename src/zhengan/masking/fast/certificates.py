"""Papers in the name of who a certificate is for: the part of ``plain.structured`` that tells them, for kernels."""

from __future__ import annotations

from zhengan.masking.fast import checks
from zhengan.masking.fast.lex import HEAD, JOINED, get, jit, put
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds.structured import BY_NAME

RESIDENT = BY_NAME["resident_id"].rank
SIGN, FIGURES, TEN = ord("@"), 18, 10


@jit
def certified(buf, n, w, g):
    """The number of papers between two @, behind the figure of their sort (0: 身份证): CN=051@张三@0110101…@1."""
    apart()
    start, end, size = get(w, g, 0), get(w, g, 1), get(w, g, 2)
    if start == 0 or at(buf, start - 1) != SIGN or size < FIGURES or size > FIGURES + 1:
        return 0, 0, 0, 0
    last = get(w, g, HEAD + FIGURES)
    if size == FIGURES and end < n:
        if at(buf, end) | 32 != ord("x"):
            return 0, 0, 0, 0
        last, end = TEN, end + 1
    for k in range(FIGURES - 1):
        put(w, JOINED, HEAD + k, get(w, g, HEAD + k + 1))
    if end >= n or at(buf, end) != SIGN or not checks.valid18(w, JOINED, last):
        return 0, 0, 0, 0
    return RESIDENT, start + 1, end, 1
