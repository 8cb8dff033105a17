"""Numbers drawn from keyed bytes, many rows at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zhengan.masking.kept import kept


def below(words: NDArray[np.uint32], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of each row of eight words, one number below each of the counts (under 2³¹): what ``fake.Draw`` draws, one by one."""
    return divided(words.copy(), counts)


@kept
def divided(words: NDArray[np.uint32], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The remainders of each row, a number of 256 bits, divided by the counts in turn; the rows become what is left."""
    out = np.empty((words.shape[0], counts.size), np.int64)
    for i in range(words.shape[0]):
        for k in range(counts.size):
            rest = np.int64(0)
            for j in range(words.shape[1]):
                rest = rest << 32 | np.int64(words[i, j])
                words[i, j] = rest // counts[k]
                rest %= counts[k]
            out[i, k] = rest
    return out
