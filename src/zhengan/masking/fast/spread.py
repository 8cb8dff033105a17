"""``plain.meaning.spread`` for kernels: a label spaced out before a number, 资 金 账 号：88012345."""

from __future__ import annotations

import numpy as np

from zhengan.masking.fast.context import label_in, window
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds import labels
from zhengan.masking.plain.meaning import CLOSE_BY

ROOM = labels.WINDOW + 32  # what is read behind the end of the text is there


@jit
def han(buf, i, end):
    """A Chinese character stands at ``i`` before ``end``."""
    return i + 3 <= end and 0xE4 <= at(buf, i) <= 0xE9 and at(buf, i + 1) >> 6 == 2 and at(buf, i + 2) >> 6 == 2


@jit
def space(buf, i, end):
    """Bytes of the space at ``i`` before ``end``, ASCII or full-width; 0 for none."""
    if i < end and at(buf, i) == 32:
        return 1
    return 3 if i + 3 <= end and at(buf, i) == 0xE3 and at(buf, i + 1) == 0x80 and at(buf, i + 2) == 0x80 else 0


@jit
def spaced(buf, i, end):
    """Bytes of a space between two Chinese characters, the first at ``i``; 0 for none."""
    if not han(buf, i, end):
        return 0
    size = space(buf, i + 3, end)
    return size if size and han(buf, i + 3 + size, end) else 0


@jit
def spread(buf, start):
    """The kind of the label spaced out before the number at ``start``, 0 for none."""
    apart()
    for i in range(max(0, start - CLOSE_BY), start - 6):
        if spaced(buf, i, start):
            return squeezed(buf, window(buf, start), start)
    return 0


@jit
def squeezed(buf, low, start):
    """The kind of the label in ``[low, start)`` without the spaces between Chinese characters."""
    apart()
    text = np.zeros(ROOM, np.uint8)
    size = 0
    while low < start:
        skip = spaced(buf, low, start)
        width = 3 if skip else 1
        for k in range(width):
            text[size + k] = at(buf, low + k)
        size += width
        low += width + skip
    return label_in(text, 0, size)
