"""``plain.markup`` for kernels: numbers in the cells of an HTML table.

A row is walked up to its header once: the next row of the same table remembers (``lex.MEMO``), and only goes up to this one.
"""

from __future__ import annotations

import numpy as np

from zhengan.masking.fast.columns import four
from zhengan.masking.fast.context import label, label_in
from zhengan.masking.fast.lex import (
    BASE,
    HEAD_LIMIT,
    HEAD_ROW,
    HEAD_START,
    HEAD_TH,
    LOW,
    MEMO,
    TABLED,
    get,
    jit,
    letter,
    put,
)
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.vector import BLOCK, at, digits_of, equal_to, highest, lowest
from zhengan.masking.kinds import labels
from zhengan.masking.plain.markup import LONGEST_TAG, MOST_BLANK

ACCOUNT, MARKET, FURTHEST, TABLE, WINDOW = labels.ACCOUNT, labels.MARKET, labels.FURTHEST, labels.TABLE, labels.WINDOW
FOUR = np.uint64(15)  # bits of four figures in a row
TD, TH, TR, TABLE_TAG, NO_ROW, NO_TABLE, OTHER = range(1, 8)  # the last three: </tr>, </table>, any other


@jit
def told(buf, start, w):
    """The kind of the label that speaks of what starts at ``start``, be it in the cell of a table or in a text; 0 for none."""
    if start > 0:
        c = at(buf, start - 1)
        if c == 62 or blank(c):
            cell = cell_of(buf, start, w)
            if cell >= 0:
                return in_table(buf, cell, start, w)
    return label(buf, start)


@jit
def blank(c):
    """A byte that may stand between a tag and a text."""
    return c == 32 or c == 10 or c == 13 or c == 9


@jit
def cell_of(buf, start, w):
    """Where the tag of the ``td`` starts with which the text at ``start`` begins, -1 where it begins none."""
    tabled = get(w, MEMO, TABLED)
    i = start
    while True:
        low = max(0, i - MOST_BLANK)
        while i > low and blank(at(buf, i - 1)) and (tabled or at(buf, i - 1) != 10):
            i -= 1
        if i == 0 or at(buf, i - 1) != 62:
            return -1
        i = last_of(buf, i, max(0, i - LONGEST_TAG), 60)
        if i < 0 or start - i > FURTHEST:
            return -1
        kind = tag(buf, i)
        if kind == TD:
            return i if tabled or last_of(buf, start, i, 10) < 0 else -1
        if kind != OTHER or not inline(buf, i):
            return -1


@jit
def last_of(buf, i, low, sign):
    """Where ``sign`` stands last in ``[low, i)``, -1 for nowhere."""
    apart()
    while i - BLOCK >= low:
        found = equal_to(buf, i - BLOCK, sign)
        if found:
            return i - BLOCK + highest(found)
        i -= BLOCK
    while i > low:
        i -= 1
        if at(buf, i) == sign:
            return i
    return -1


@jit
def first_of(buf, i, high, sign):
    """Where ``sign`` stands first in ``[i, high)``, -1 for nowhere."""
    apart()
    while i < high:
        found = equal_to(buf, i, sign)
        if found:
            i += lowest(found)
            return i if i < high else -1
        i += BLOCK
    return -1


@jit
def tag(buf, i):
    """Which tag starts with the ``<`` at ``i``."""
    closing = at(buf, i + 1) == 47
    i += 2 if closing else 1
    if at(buf, i) | 32 != 116:
        return OTHER
    c = at(buf, i + 1) | 32
    if c == 97:
        whole = at(buf, i + 2) | 32 == 98 and at(buf, i + 3) | 32 == 108 and at(buf, i + 4) | 32 == 101
        if not whole or letter(at(buf, i + 5)):
            return OTHER
        return NO_TABLE if closing else TABLE_TAG
    if letter(at(buf, i + 2)):
        return OTHER
    if closing:
        return NO_ROW if c == 114 else OTHER
    return TD if c == 100 else TH if c == 104 else TR if c == 114 else OTHER


@jit
def inline(buf, i):
    """A tag that may open between a cell and its number."""
    c, d = at(buf, i + 1) | 32, at(buf, i + 2)
    if not letter(at(buf, i + 1)):
        return False
    if c == 98:
        return d | 32 != 114
    if c == 105:
        return not letter(d)
    return c == 115 or c == 102 or c == 112 or c == 100 or c == 110 or c == 101 or c == 99 or c == 117 or c == 111 or c == 97


@jit
def line_start(buf, i):
    """Where the line starts in which the byte before ``i`` stands; -1 for more than ``FURTHEST`` bytes before."""
    low = last_of(buf, i, max(0, i - FURTHEST), 10) + 1
    return low if low or i <= FURTHEST else -1


@jit
def reach(buf, i, w):
    """From where on the text before ``i`` counts."""
    base = line_start(buf, i)
    if base < 0:
        return i - FURTHEST
    low, known = base, get(w, MEMO, BASE)
    while low > 0 and low != known and get(w, MEMO, TABLED):
        above = line_start(buf, low - 1)
        if above < 0 or base - above > TABLE:
            break
        low = above
    if low == known:  # as far as this reached, or less
        low = get(w, MEMO, LOW)
        while base - low > TABLE:
            low = first_of(buf, low, base, 10) + 1
    put(w, MEMO, BASE, base)
    put(w, MEMO, LOW, low)
    return low


@jit
def in_table(buf, cell, start, w):
    """The kind of the label that speaks of the cell whose tag starts at ``cell``, 0 for none."""
    apart()
    low = reach(buf, cell, w)
    place, left, spanned = 0, -1, False
    i = last_of(buf, cell, low, 60)
    kind = 0
    while i >= 0:
        kind = tag(buf, i)
        if kind in (TR, TABLE_TAG, NO_ROW, NO_TABLE):
            break
        if kind in (TD, TH):
            left = i if place == 0 else left
            place += 1
            spanned |= spans(buf, i, cell)
        i = last_of(buf, i, low, 60)
    beside = text_label(buf, left, cell) if place else 0
    if i < 0 or kind != TR or spanned:
        return beside
    header, end = header_of(buf, i, low, w)
    if digits_of(buf, start) & FOUR != FOUR:
        put(w, MEMO, HEAD_ROW, -1)  # the row might itself be a header to those below
    above = column_label(buf, header, end, place) if header >= 0 else 0
    if above and get(w, MEMO, HEAD_TH):
        return beside if above == ACCOUNT and 0 < beside < ACCOUNT else above
    return beside if beside and not (beside == MARKET and above > ACCOUNT) else above


@jit
def header_of(buf, row, low, w):
    """Where the header above the row at ``row`` starts and ends, (-1, -1) for none."""
    known = get(w, MEMO, HEAD_ROW)
    if row != known:
        walk(buf, row, low, known, w)
        put(w, MEMO, HEAD_ROW, row)
    header = get(w, MEMO, HEAD_START)
    if header < 0 or get(w, MEMO, HEAD_LIMIT) < low:
        return -1, -1
    i = header + 1
    while i < row:  # the next row
        i = first_of(buf, i, row, 60)
        if i < 0:
            break
        if tag(buf, i) == TR:
            return header, i
        i += 1
    return header, row


@jit
def walk(buf, row, low, known, w):
    """Finds the header above a row, no further up than the row ``known``, whose header is remembered."""
    apart()
    heads, cells, one = 0, 0, row
    top, end = -1, row  # the topmost row so far, and where the one being read ends
    top_end = row
    found, limit, th = -1, -1, 0
    i = last_of(buf, row, low, 60)
    while i >= 0:
        kind = tag(buf, i)
        if kind == TH:
            heads, one = heads + 1, i
        elif kind == TD:
            cells, one = cells + 1, i
        elif kind == TR and heads + cells == 1 and spans(buf, one, end):  # the title of the table
            heads, cells, end = 0, 0, i
        elif kind == TR:
            if heads and cells == 0:
                found, limit, th = i, i, 1
                break
            if i == known:
                return
            top, top_end, end = i, end, i
            heads, cells = 0, 0
        elif kind == TABLE_TAG:
            if top >= 0 and not four(buf, top, top_end):
                found, limit = top, i
            break
        elif kind == NO_TABLE:
            break
        i = last_of(buf, i, low, 60)
    put(w, MEMO, HEAD_START, found)
    put(w, MEMO, HEAD_LIMIT, limit)
    put(w, MEMO, HEAD_TH, th)


@jit
def column_label(buf, header, end, place):
    """The kind of the label in a header's cell, 0 for none."""
    i = header + 1
    while i < end:
        i = first_of(buf, i, end, 60)
        if i < 0:
            return 0
        kind = tag(buf, i)
        if kind in (TD, TH):
            if spans(buf, i, end):
                return 0
            if place == 0:
                return text_label(buf, i, end)
            place -= 1
        i += 1
    return 0


@jit
def spans(buf, i, end):
    """The cell whose tag starts at ``i`` may take the place of several."""
    close = first_of(buf, i, min(end, i + LONGEST_TAG), 62)
    while i + 5 <= close:
        first = at(buf, i) | 32 == 115 and at(buf, i + 1) | 32 == 112
        if first and at(buf, i + 2) | 32 == 97 and at(buf, i + 3) | 32 == 110 and at(buf, i + 4) == 61:
            return True
        i += 1
    return False


@jit
def text_label(buf, i, end):
    """The kind of the label in the first text behind the tag at ``i``, in its cell and before ``end``; 0 for none."""
    apart()
    while True:
        i = first_of(buf, i, min(end, i + LONGEST_TAG), 62) + 1
        if i == 0:
            return 0
        while i < end and blank(at(buf, i)):
            i += 1
        if i >= end:
            return 0
        if at(buf, i) != 60:
            break
        k = i + 2 if at(buf, i + 1) == 47 else i + 1
        c = at(buf, k + 1) | 32
        if at(buf, k) | 32 == 116 and (c == 100 or c == 104 or c == 114):
            return 0
    stop = first_of(buf, i, end, 60)
    if stop < 0:
        stop = end
    return label_in(buf, max(i, stop - WINDOW), stop)
