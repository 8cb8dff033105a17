"""The borders of CSV fields (RFC 4180), 64 bytes at a time, and stars over a field where it stands."""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

from zhengan.masking.fast.vector import LANES, at, bits, equal, load, lowest, pointer
from zhengan.masking.formats.cells import BARE, QUOTED

COUNT, TAKEN, ROWS, BAD, WIDTH, OPEN = range(6)
"""Places of ``state``: fields found, bytes taken, records, the record (from 1) of another width than WIDTH, WIDTH
(0: that of the first record), whether a quote was open at the end."""


@intrinsic
def marks_of(typingctx: Any, buf: Any, index: Any, sep: Any) -> Any:
    """Which of 64 bytes are the separator, a line end or a quote."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        lanes = load(builder, pointer(context, builder, signature, args[:2]), 0)
        one = builder.insert_element(
            ir.Constant(LANES, ir.Undefined),
            builder.trunc(args[2], ir.IntType(8)),
            ir.Constant(ir.IntType(32), 0),
        )
        mask = ir.Constant(ir.VectorType(ir.IntType(32), 64), [0] * 64)
        every = builder.shuffle_vector(one, ir.Constant(LANES, ir.Undefined), mask)
        found = builder.icmp_unsigned("==", lanes, every)
        for sign in (10, 34):
            found = builder.or_(found, equal(builder, lanes, sign))
        return bits(builder, found)

    return types.uint64(buf, types.int64, types.int64), codegen


@njit(nogil=True, error_model="numpy", cache=True)
def fields(buf, size, sep, groups, starts, ends, group, forms, state):
    """The fields of whole records whose column has a group (``groups[column]`` ≥ 0). 64 bytes must stand behind ``size``."""
    n = column = first = 0
    opened, closed = False, np.int64(-2)
    room = starts.size - groups.size - 1
    state[TAKEN] = state[COUNT] = 0
    base = np.int64(0)
    while base < size:
        word = marks_of(buf, base, sep)
        while word:
            i = base + lowest(word)
            word &= word - np.uint64(1)
            if i >= size:
                break
            c = at(buf, i)
            if c == 34:
                if opened:
                    opened, closed = False, i
                elif i == first or i == closed + 1:
                    opened = True
                continue
            if opened:
                continue
            wanted = groups[min(column, groups.size - 1)]
            if wanted >= 0:
                low, high = first, i
                form = BARE
                if c == 10 and high > low and at(buf, high - 1) == 13:
                    high -= 1
                if closed > first and at(buf, first) == 34:
                    low, high, form = first + 1, closed, QUOTED
                starts[n], ends[n], group[n], forms[n] = low, high, wanted, form
                n += 1
            first = i + 1
            column += 1
            if c == 10:
                empty = column == 1 and (
                    i == state[TAKEN] or (i == state[TAKEN] + 1 and at(buf, i - 1) == 13)
                )
                if empty:
                    n = state[COUNT]
                else:
                    state[ROWS] += 1
                    if state[WIDTH] == 0:
                        state[WIDTH] = column
                    elif column != state[WIDTH]:
                        state[BAD] = state[ROWS]
                        return
                column = 0
                state[TAKEN], state[COUNT] = i + 1, n
                if n > room:
                    return
        base += 64
    state[OPEN] = opened


@njit(nogil=True, error_model="numpy", cache=True)
def star_fields(buf, starts, ends, group, rules, values):
    """Stars in place over fields whose group has a rule (kept in front, behind, fewest hidden, 1); others are left."""
    for k in range(starts.size):
        g = group[k]
        if rules[g, 3] == 0:
            continue
        i, end = starts[k], ends[k]
        values[g] += end > i
        length = 0
        j = i
        while j < end:
            c = at(buf, j)
            length += not 0x80 <= c < 0xC0
            j += 1
        few = length - rules[g, 0] - rules[g, 1] < max(rules[g, 2], (length + 2) // 3)
        front = length // 4 if few else rules[g, 0]
        back = length // 4 if few else rules[g, 1]
        place = 0
        j = i
        while j < end:
            c = at(buf, j)
            step = 1 if c < 0xC0 else 2 if c < 0xE0 else 3 if c < 0xF0 else 4
            step = min(step, end - j)
            if front <= place < length - back:
                if step == 3:
                    buf[j], buf[j + 1], buf[j + 2] = 0xEF, 0xBC, 0x8A
                else:
                    for s in range(step):
                        buf[j + s] = 42
            place += 1
            j += step
