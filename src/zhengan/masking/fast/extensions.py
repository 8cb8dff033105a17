"""``plain.extensions`` for kernels: the extension behind a fixed line."""

from __future__ import annotations

from zhengan.masking.fast.context import exact
from zhengan.masking.fast.lex import figure, jit, letter
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.tables import FILLERS, TURNS
from zhengan.masking.fast.vector import at


@jit
def extended(buf, i, n):
    """Behind the extension that follows a number which ends at ``i``, or ``i``."""
    apart()
    c = at(buf, i) if i < n else 0
    if c == 45:
        return figures_behind(buf, i, i + 1, n, 5)
    if c == 42 or c == 35:  # *801, #801
        return figures_behind(buf, i, i + 1, n, 6)
    k = i + (c == 32)
    if k + 1 < n and at(buf, k) | 32 == 120 and figure(at(buf, k + 1)):  # x801
        return figures_behind(buf, i, k + 1, n, 6)
    size = exact(buf, k, n, TURNS[0], TURNS[1])
    if size == 0 and k + 2 < n and at(buf, k) | 32 == 101 and at(buf, k + 1) | 32 == 120 and at(buf, k + 2) | 32 == 116:
        size = 3 + (k + 3 < n and at(buf, k + 3) == 46)
    elif size:
        size += exact(buf, k + size, n, FILLERS[0], FILLERS[0] + 1)  # 号
    if size == 0:
        return i
    k += size
    return figures_behind(buf, i, k + (k < n and at(buf, k) == 32), n, 6)


@jit
def figures_behind(buf, i, k, n, most):
    """Where the figures from ``k`` on end that are at most so many, with nothing that goes on against them; else ``i``."""
    end = k
    while end < n and end - k <= most and figure(at(buf, end)):
        end += 1
    if end == k or end - k > most:
        return i
    c = at(buf, end) if end < n else 0
    return i if figure(c) or letter(c) or c == 45 else end
