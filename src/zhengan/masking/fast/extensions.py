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
    opening = bracket(buf, k, n, 40, 0x88)
    if opening:
        end = led(buf, k, k + opening, n)
        closing = bracket(buf, end, n, 41, 0x89)
        return end + closing if end > k and closing and not goes_on(buf, end + closing, n) else i
    end = led(buf, i, k, n)
    return end if end > i and not goes_on(buf, end, n) else i


@jit
def led(buf, i, k, n):
    """Where the figures of an extension end behind 转 or ext at ``k``, ``i`` for none."""
    size = exact(buf, k, n, TURNS[0], TURNS[1])
    if size == 0 and k + 2 < n and at(buf, k) | 32 == 101 and at(buf, k + 1) | 32 == 120 and at(buf, k + 2) | 32 == 116:
        size = 3 + (k + 3 < n and at(buf, k + 3) == 46)
    elif size:
        size += exact(buf, k + size, n, FILLERS[0], FILLERS[0] + 1)  # 号
    if size == 0:
        return i
    k += size
    return figures(buf, i, k + (k < n and at(buf, k) == 32), n, 6)


@jit
def bracket(buf, i, n, narrow, wide):
    """Bytes of the bracket at ``i``, in ASCII or full-width; 0 for none."""
    if i < n and at(buf, i) == narrow:
        return 1
    return 3 if i + 2 < n and at(buf, i) == 0xEF and at(buf, i + 1) == 0xBC and at(buf, i + 2) == wide else 0


@jit
def figures_behind(buf, i, k, n, most):
    """The same, with nothing that goes on against them."""
    end = figures(buf, i, k, n, most)
    return i if goes_on(buf, end, n) else end


@jit
def figures(buf, i, k, n, most):
    """Where the figures from ``k`` on end that are at most so many; else ``i``."""
    end = k
    while end < n and end - k <= most and figure(at(buf, end)):
        end += 1
    return i if end == k or end - k > most else end


@jit
def goes_on(buf, i, n):
    """A figure, a letter or a hyphen stands at ``i``."""
    c = at(buf, i) if i < n else 0
    return figure(c) or letter(c) or c == 45
