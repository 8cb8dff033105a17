"""A permutation of the numbers below any N of a million or more, by FF1.

FF1 permutes strings of numerals. A radix r with r² (or r³) just above N makes the numbers below N such strings with few to
spare; what lands on a spare one is encrypted again until it comes home (cycle walking), seldom more than once in 300.
"""

from __future__ import annotations

import numpy as np

from zhengan.masking.operators.blocks import Blocks
from zhengan.masking.operators.ff1 import MOST_RADIX, NO_TWEAKS, Ff1, Words


class Ranks:
    """Permutes numbers below ``count``; ``varying``: bytes of each value's own tweak. Raises ``Problem`` as ``Ff1``."""

    def __init__(self, blocks: Blocks, count: int, varying: int = 0):
        length, radix = 2, least_root(count, 2)
        while radix > MOST_RADIX:
            length += 1
            radix = least_root(count, length)
        self.count = np.uint64(count)
        self.ff1 = Ff1(blocks, radix, length, varying=varying)
        self.low = np.uint64(self.ff1.moduli[1])

    def move(self, ranks: Words, tweaks: Words = NO_TWEAKS, *, back: bool = False) -> Words:
        """The numbers in whose place each stands, or with ``back`` the former ones."""
        moved = self._once(ranks, tweaks, back)
        away = np.flatnonzero(moved >= self.count)
        while away.size:
            moved[away] = self._once(moved[away], tweaks[away] if tweaks.size else tweaks, back)
            away = away[moved[away] >= self.count]
        return moved

    def _once(self, ranks: Words, tweaks: Words, back: bool) -> Words:
        a = ranks // self.low  # NumPy divides by one number fast, not so with the remainder
        b = ranks - a * self.low
        self.ff1.halves(a, b, tweaks, back=back)
        return a * self.low + b


def least_root(count: int, power: int) -> int:
    """The least whole number whose ``power`` reaches ``count``."""
    root: int = max(2, round(count ** (1 / power)))
    while root**power < count:
        root += 1
    while (root - 1) ** power >= count:
        root -= 1
    return root
