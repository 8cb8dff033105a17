"""``plain.keyed`` for kernels: a number whose name is the value of the field before it."""

from __future__ import annotations

from zhengan.masking.fast.context import exact_before, filler, nearest, window
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.lists import behind, quote
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.tables import VALUE_KEYS
from zhengan.masking.fast.vector import at
from zhengan.masking.plain.keyed import MOST


@jit
def blanks_before(buf, i):
    """``i`` before up to two spaces."""
    i -= i > 0 and at(buf, i - 1) == 32
    return i - (i > 0 and at(buf, i - 1) == 32)


@jit
def quote_before(buf, i):
    """``i`` before a quote that may stand there."""
    return i - (i > 0 and quote(at(buf, i - 1)))


@jit
def field_before(buf, start):
    """The quote with which the field before that of the number at ``start`` ends, where its key is that of a value; else -1."""
    apart()
    i = blanks_before(buf, quote_before(buf, start))
    if i == 0 or not (at(buf, i - 1) == 58 or at(buf, i - 1) == 61):
        return -1
    i = quote_before(buf, blanks_before(buf, i - 1))
    size = exact_before(buf, i, VALUE_KEYS[0], VALUE_KEYS[1])
    if size == 0:
        return -1
    i = blanks_before(buf, quote_before(buf, i - size))
    if i == 0 or at(buf, i - 1) != 44:
        return -1
    i = blanks_before(buf, i - 1)
    return i - 1 if i > 0 and quote(at(buf, i - 1)) else -1


@jit
def keyed(buf, start):
    """The kind of the label in the field before that of the number at ``start``, 0 for none."""
    apart()
    i = field_before(buf, start)
    if i < 0:
        return beside(buf, start)
    size = behind(buf, i, MOST + 1)
    if 4 <= size <= MOST:
        i = field_before(buf, i - size)
        if i < 0 or 4 <= behind(buf, i, MOST + 1) <= MOST:
            return 0
    end, _, kind = nearest(buf, window(buf, i), i)
    return kind if kind and filler(buf, end, i) else 0


@jit
def beside(buf, start):
    """The kind of the label that the string beside the number at ``start`` is, 0 for none."""
    i = blanks_before(buf, quote_before(buf, start))
    if i < 4 or at(buf, i - 1) != 44:
        return 0
    i -= 1 + (at(buf, i - 2) == 32) + 1
    if not quote(at(buf, i)):
        return 0
    end, size, kind = nearest(buf, window(buf, i), i)
    return kind if kind and end == i and i > size and at(buf, i - size - 1) == at(buf, i) else 0
