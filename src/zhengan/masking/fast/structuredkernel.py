"""The structured kinds at the speed of a disk: the same spans as ``plain.structured``.

Not every byte is looked at. Sixty-four at a time become a word of bits that says where digits are; shifts of that word
say where seven stand in a row, or four beside four (or three between), or single digits and gaps take turns: no value is
without one of these (``Reading.tight``). Only there is a chain read and are the rules asked. A block of
prose costs some twenty instructions.
"""

from __future__ import annotations

import numpy as np

from zhengan.masking.fast.certificates import certified
from zhengan.masking.fast.context import exact_before, left_free
from zhengan.masking.fast.foreign import capital, passport_like
from zhengan.masking.fast.french import french
from zhengan.masking.fast.lex import (
    END,
    GROUPS,
    HEAD,
    LOW,
    MEMO,
    OVER_LINE,
    TABLED,
    chain_start,
    figure,
    get,
    jit,
    lone_run,
    put,
    read_chain,
    unit,
)
from zhengan.masking.fast.lines import dotted_line, fixed_line
from zhengan.masking.fast.mails import at_sign, domain_end, local_start, overlapped
from zhengan.masking.fast.outside import outside
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.residents import identity, legacy
from zhengan.masking.fast.rules import card, cell, dotted_cell, labelled, lettered
from zhengan.masking.fast.structured import REACH
from zhengan.masking.fast.tables import SHENZHEN
from zhengan.masking.fast.touching import letters_before, wide_capital, wide_letters_before
from zhengan.masking.fast.unbroken import unbroken
from zhengan.masking.fast.vector import (
    BLOCK,
    at,
    capitals_of,
    digits_of,
    escapes_of,
    line_ends_of,
    loose,
    lowest,
    signs_of,
)
from zhengan.masking.fast.wrapped import going_on, wrapped
from zhengan.masking.kept import kept
from zhengan.masking.kinds.structured import BY_NAME
from zhengan.masking.plain import unbroken as unbroken_rules

LONG, CELL = unbroken_rules.SIZE, unbroken_rules.CELL  # of digits that may hold an identity number, or stand behind one
LOOKED_BACK = 20  # groups of a chain that a value may take, and one
EMAIL = BY_NAME["email"].rank
ZERO, ONE, FULL = np.uint64(0), np.uint64(1), np.uint64(0xFFFFFFFFFFFFFFFF)
S1, S2, S3, S4, S5, S6, S7, S8, S9, _, S11 = (np.uint64(k) for k in range(1, 12))
B63, B62, B61, B60, B59, B58, B57, B56, B55, _, B53 = (np.uint64(64 - k) for k in range(1, 12))


@jit
def of_shenzhen(buf, start):
    """The letter before an account of Shenzhen is that of shares, behind 深: 深A0123456789."""
    c = at(buf, start - 1)
    return (c == 65 or c == 66) and exact_before(buf, start - 1, SHENZHEN[0], SHENZHEN[1]) > 0


@jit
def read(buf, n, w, g, many):
    """The value that starts at a group: (kind, start, end, groups)."""
    apart()
    start = get(w, g, 0)
    letters = 0
    if get(w, g, 3) == 0:
        if start > 3 and at(buf, start - 1) == 46 and figure(at(buf, start - 2)):
            found = dotted_cell(buf, n, w) if get(w, g, 2) == 4 else (0, 0, 0, 0)
            if found[0] == 0:
                found = dotted_line(buf, n, w, g)
            if found[0]:
                return found
        letters = letters_before(buf, start)
        if letters < 0:
            found = outside(buf, n, w, g, many)
            return found if found[0] else french(buf, n, w, g)
        if not left_free(buf, start):
            return 0, 0, 0, 0
        width = 1
        if letters == 0 and wide_capital(buf, start):
            letters, width = wide_letters_before(buf, start), 3
        if letters == 1 and get(w, g, 2) == 10 and of_shenzhen(buf, start):
            letters = 0
        if letters > 0:
            return lettered(buf, n, w, g, many, letters, width)
    found = lone(buf, n, w, g, many) if many - g == 1 else chained(buf, n, w, g, many)
    if found[0]:
        return found
    c = at(buf, get(w, many - 1, 1))
    return wrapped(buf, n, w, g, many) if c == 10 or c == 13 else found


@jit
def lone(buf, n, w, g, many):
    """The value that a group is by itself; a rule is asked only about what may have its form."""
    size, first = get(w, g, 2), get(w, g, HEAD)
    found = (0, 0, 0, 0)
    if size < 7 or size > 19:
        return found
    if size >= 15:
        if first == 0 and size >= 18:
            found = certified(buf, n, w, g)
            if found[0]:
                return found
        if size == 17 or size == 18:
            found = identity(buf, n, w, g, many)
        elif size == 15:
            found = legacy(buf, n, w, g, many)
        if found[0] == 0 and size > 15:
            found = card(buf, n, w, g, many)
    if found[0] == 0 and size <= 16:
        found = labelled(buf, n, w, g, many)
    abroad = (size == 13 and first == 8) or (size == 15 and first == 0)
    if found[0] == 0 and (abroad or (size == 11 and first == 1) or (size == 12 and first == 0)):
        found = cell(buf, n, w, g, many)
    national = (12 <= size <= 13 and first == 8) or (14 <= size <= 15 and first == 0)
    if found[0] == 0 and (size <= 8 or (10 <= size <= 12 and first == 0) or national):
        found = fixed_line(buf, n, w, g, many)
    return found


@jit
def chained(buf, n, w, g, many):
    """The value that starts at a group that others follow."""
    apart()
    found = identity(buf, n, w, g, many)
    if found[0] == 0:
        found = legacy(buf, n, w, g, many)
    if found[0] == 0:
        found = card(buf, n, w, g, many)
    if found[0] == 0:
        found = labelled(buf, n, w, g, many)
    if found[0] == 0 and get(w, g, 2) <= 15:
        found = cell(buf, n, w, g, many)
        if found[0] == 0:
            found = fixed_line(buf, n, w, g, many)
    return found


@jit
def runs(d, ahead):
    """Where, of 64 bytes whose digits are ``d`` and the next 64 with ``ahead``, digits stand as they do in a value: seven in a
    row, four beside four, nine or eleven bytes on, or eight that take turns with gaps."""
    next1 = (d >> S1) | (ahead << B63)
    pair, pair_ahead = d & next1, ahead & (ahead >> S1)
    four = pair & ((pair >> S2) | (pair_ahead << B62))
    four_ahead = pair_ahead & (pair_ahead >> S2)
    near = ((four >> S3) | (four_ahead << B61)) | ((four >> S5) | (four_ahead << B59))
    near |= ((four >> S6) | (four_ahead << B58)) | ((four >> S7) | (four_ahead << B57))
    near |= ((four >> S9) | (four_ahead << B55)) | ((four >> S11) | (four_ahead << B53))
    lone = d & ~next1
    lone_ahead = ahead & ~(ahead >> S1)
    turns = lone & ((lone >> S2) | (lone_ahead << B62))
    turns_ahead = lone_ahead & (lone_ahead >> S2)
    turns &= (turns >> S4) | (turns_ahead << B60)
    turns_ahead &= turns_ahead >> S4
    return (four & near) | (turns & ((turns >> S8) | (turns_ahead << B56)))


@jit
def scan(buf, begin, end, n, free, starts, ends, kinds, w, state, tabled):
    """Writes the values whose group (or @) starts in ``[begin, end)`` of a text of ``n`` bytes; returns how many.

    ``buf`` and ``w`` are addresses (``fast.raw``). ``free``: where the last address before ``begin`` ended. ``state``
    receives from where the next call may go on, its ``free``, and whether something stands there with which an escape may begin.
    ``tabled``: 1 where lines may be the rows of a table, 0 where each is a text of its own. The arrays must hold
    ``n // SMALLEST + GROUPS`` values.
    """
    for column in range(LOW + 1):
        put(w, MEMO, column, -1)
    put(w, MEMO, OVER_LINE, -1)
    put(w, MEMO, END, n)
    put(w, MEMO, TABLED, tabled)
    count = 0
    resume = begin
    last = min(n, end + REACH)
    pos = begin
    signs = ZERO
    ahead = digits_of(buf, pos)
    while pos < last:
        d, ahead = ahead, digits_of(buf, pos + BLOCK)
        bits, marks = signs_of(buf, pos), escapes_of(buf, pos)
        signs |= marks
        if d:
            bits |= runs(d, ahead)
            behind = d & (capitals_of(buf, pos) << S1 | np.uint64(pos > 0 and capital(at(buf, pos - 1))))
            while behind:  # a digit behind a capital may be of a passport with few in a row
                if passport_like(buf, pos + lowest(behind), n):
                    bits |= behind & (ZERO - behind)
                behind &= behind - ONE
            turns = d & line_ends_of(buf, pos + 1) if tabled else ZERO
            while turns:  # figures that end a line, and the line below begins with some
                if going_on(buf, pos + lowest(turns) + 1, n):
                    bits |= turns & (ZERO - turns)
                turns &= turns - ONE
        while marks:
            p = pos + lowest(marks)
            if unit(buf, p, n) or at_sign(buf, p, n):
                bits |= ONE << np.uint64(p - pos)
            marks &= marks - ONE
        while bits:
            p = pos + lowest(bits)
            bits &= bits - ONE
            if p < resume or p >= n:
                continue
            plain = figure(at(buf, p))
            size = 0 if plain else at_sign(buf, p, n)
            if size:
                if p < end:
                    low = local_start(buf, p, free)
                    high = domain_end(buf, p + size, n)
                    if high and low < p:
                        starts[count], ends[count], kinds[count] = low, high, EMAIL
                        count += 1
                        resume = free = high
            else:
                size = lone_run(buf, p, resume, n, w) if plain else 0
                if size:
                    resume = p + size
                    if p < end:
                        found = read(buf, n, w, 0, 1)
                        if found[0] and not overlapped(buf, found[2], n, free):
                            starts[count], ends[count], kinds[count] = found[1], found[2], found[0]
                            count += 1
                            resume = max(resume, found[2])
                        elif found[0] == 0 and size >= LONG:
                            count = unbroken(buf, n, w, 0, 1, free, starts, ends, kinds, count)
                    continue
                # A cut may have fallen into a chain, or a digit of several bytes: its groups before are read, not asked.
                low = resume if resume > begin else max(0, begin - 2 * BLOCK)
                first, sep = chain_start(buf, p + unit(buf, p, n), low, n), 0
                if unit(buf, first, n) == 0:  # the digit was the end of an escape
                    resume = first
                    continue
                while True:
                    many, resume = read_chain(buf, first, n, sep, w)
                    whole = many < GROUPS
                    limit = many if whole else many - LOOKED_BACK
                    g = 0
                    while g < limit and get(w, g, 0) < end:
                        if get(w, g, 0) < begin:
                            g += 1
                            continue
                        found = read(buf, n, w, g, many)
                        if found[0] and not overlapped(buf, found[2], n, free):
                            starts[count], ends[count], kinds[count] = found[1], found[2], found[0]
                            count += 1
                            resume = max(resume, found[2])
                            g += found[3]
                        else:
                            if found[0] == 0 and get(w, g, 2) >= CELL:
                                count = unbroken(buf, n, w, g, many, free, starts, ends, kinds, count)
                            g += 1
                    if whole or get(w, g, 0) >= end:
                        break
                    first, sep = get(w, g, 0), get(w, g, 3)
            if resume >= pos + BLOCK:
                break
        pos += BLOCK
    state[0] = max(end, ends[count - 1]) if count else end
    state[1] = free
    state[2] = signs != ZERO
    return count


@kept(error_model="numpy")
def structured(buf, begin, end, n, free, starts, ends, kinds, w, state, tabled):
    """``scan``, from Python."""
    spans = loose(starts), loose(ends), loose(kinds)
    text, work = np.int64(buf.ctypes.data), np.int64(w.ctypes.data)
    return scan(text, begin, end, n, free, *spans, work, loose(state), tabled)
