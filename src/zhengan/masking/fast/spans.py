"""Spans as arrays, as kernels write them, and two lists of them made one that does not overlap."""

from __future__ import annotations

from typing import Any

import numpy as np

from zhengan.masking.kept import kept
from zhengan.masking.kinds.every import BY_RANK
from zhengan.masking.spans import Found


class Spans:
    """Room for so many spans by start. ``heads``: where the stars of a name or an address begin (0 for other kinds)."""

    def __init__(self, room: int) -> None:
        self.starts, self.ends, self.heads = (np.zeros(room, np.int64) for _ in range(3))
        self.kinds = np.zeros(room, np.uint8)
        self.count = 0

    @property
    def arrays(self) -> tuple[Any, Any, Any, Any]:
        """Starts, ends, heads and ranks."""
        return self.starts, self.ends, self.heads, self.kinds

    def found(self) -> list[Found]:
        """As the reference gives them, without the words of ``why``."""
        rows = (values[: self.count].tolist() for values in (self.starts, self.ends, self.kinds))
        return [Found(start, end, BY_RANK[kind].name) for start, end, kind in zip(*rows, strict=True)]

    def many_until(self, place: int) -> int:
        """How many of them, from the first on, end at or before a place that falls into none."""
        return int(np.searchsorted(self.ends[: self.count], place, "right"))

    def forget(self, many: int, shift: int) -> None:
        """The first ``many`` are done with; the others now stand ``shift`` bytes further to the front."""
        left = self.count - many
        for values in self.arrays:
            values[:left] = values[many : self.count].copy()
        for values in (self.starts, self.ends, self.heads):
            values[:left] -= shift
        self.count = left


@kept(error_model="numpy")
def merged(one, m, other, n, found):
    """Two lists of spans (starts, ends, heads, kinds) by start as one without overlap; how many. The rule is that of
    ``spans.settle``: of two that overlap the longer stays, of two as long the one of lower rank, then the earlier."""
    starts, ends, heads, kinds = found
    i = j = count = 0
    while i < m or j < n:
        first = j >= n or (i < m and (one[0][i] < other[0][j] or (one[0][i] == other[0][j] and one[3][i] <= other[3][j])))
        if first:
            start, end, head, kind = one[0][i], one[1][i], one[2][i], one[3][i]
            i += 1
        else:
            start, end, head, kind = other[0][j], other[1][j], other[2][j], other[3][j]
            j += 1
        if count and start < ends[count - 1]:
            longer = (end - start) - (ends[count - 1] - starts[count - 1])
            if longer < 0 or (longer == 0 and kind >= kinds[count - 1]):
                continue
            count -= 1
        starts[count], ends[count], heads[count], kinds[count] = start, end, head, kind
        count += 1
    return count
