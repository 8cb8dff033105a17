"""Fields of CSV that say that there is no value: what databases write for NULL. As empty fields they stay as they are."""

from __future__ import annotations

import numpy as np

from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.vector import at
from zhengan.masking.kept import kept

MARKS = (b"\\N", b"NULL", b"null", b"N/A", b"NA", b"None", b"nil", b"-", b"--")
LONGEST = 4
CODES = tuple(int.from_bytes(mark, "big") for mark in MARKS)


@jit
def nothing(buf, low, high):
    """Whether a field says that there is no value."""
    if high - low > LONGEST:
        return False
    code = np.int64(0)
    for i in range(low, high):
        code = code << 8 | at(buf, i)
    found = False
    for one in CODES:
        found |= code == one
    return found


@kept
def every(buf, starts, ends):
    """Which of some fields say that there is none."""
    made = np.zeros(starts.size, np.bool_)
    for k in range(starts.size):
        made[k] = nothing(buf, starts[k], ends[k])
    return made
