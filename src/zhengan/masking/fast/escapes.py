"""Where a text writes Chinese characters as escapes, if it does: few do, and those that do not are left at once."""

from __future__ import annotations

import numpy as np

from zhengan.masking.fast.vector import at, escapes_of, lowest
from zhengan.masking.kept import kept

ONE = np.uint64(1)


@kept(error_model="numpy")
def first_of(buf, low, high):
    """The first place of ``[low, high)`` where ``\\u4e00``, ``%E5`` or ``&#20`` may begin (``escaped.CHINESE``); -1: none.

    64 bytes must stand behind ``high``.
    """
    text = np.int64(buf.ctypes.data)
    for base in range(low, high, 64):
        bits = escapes_of(text, base)
        while bits:
            p = base + lowest(bits)
            bits &= bits - ONE
            c, d, e = at(text, p), at(text, p + 1), at(text, p + 2)
            if c == 92:
                found = d == 117 and 52 <= e <= 57
            elif c == 37:
                found = d | 32 == 101 and 52 <= e <= 57
            else:
                found = d == 35 and (e | 32 == 120 or 49 <= e <= 52)
            if found:
                return p if p < high else -1
    return -1
