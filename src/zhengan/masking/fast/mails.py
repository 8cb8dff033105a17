"""``plain.emails`` for kernels."""

from __future__ import annotations

from zhengan.masking.fast.letters import same
from zhengan.masking.fast.lex import figure, jit, letter, past_escape
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.tables import NO_BOXES, SIZES
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds.email import LOCAL_MOST

LONGEST_LABEL, MOST_LABELS, LONGEST_TOP = 63, 8, 24
UUID = 36


@jit
def at_sign(buf, i, n):
    """How many bytes the @ at ``i`` takes, 0 when none stands there."""
    if i >= n:
        return 0
    c = at(buf, i)
    if c == 64:
        return 1
    if c == 37:
        return 3 if i + 2 < n and at(buf, i + 1) == 52 and at(buf, i + 2) == 48 else 0
    if c == 0xEF:
        return 3 if i + 2 < n and at(buf, i + 1) == 0xBC and at(buf, i + 2) == 0xA0 else 0
    if c == 38:
        if (
            i + 4 < n
            and at(buf, i + 1) == 35
            and at(buf, i + 2) == 54
            and at(buf, i + 3) == 52
            and at(buf, i + 4) == 59
        ):
            return 5
        return 0
    if c == 92 and i + 5 < n and at(buf, i + 1) == 117 and at(buf, i + 2) == 48 and at(buf, i + 3) == 48:
        return 6 if at(buf, i + 4) == 52 and at(buf, i + 5) == 48 else 0
    return 0


@jit
def local(c):
    """A character of the local part."""
    return letter(c) or figure(c) or c == 46 or c == 95 or c == 43 or c == 45


@jit
def local_start(buf, i, free):
    """Where the local part that ends at ``i`` begins, not before ``free``; ``i`` itself when there is none."""
    apart()
    start = i
    while start > free and local(at(buf, start - 1)) and i - start < LOCAL_MOST:
        start -= 1
    start = past_escape(buf, start, i)
    if start + 1 < i and at(buf, start) == 95 and at(buf, start + 1) == 95:
        while start < i and at(buf, start) == 95:
            start += 1
    while start < i:
        c = at(buf, start)
        if c != 46 and c != 43 and c != 45:
            break
        start += 1
    if start > 0 and at(buf, start - 1) == 60 and no_box(buf, start - 1):
        return i
    return i if i - start == UUID and uuid(buf, start) else start


@jit
def no_box(buf, i):
    """The name of a field of a mail and a colon stand before the < at ``i``."""
    apart()
    i -= i > 0 and (at(buf, i - 1) == 32 or at(buf, i - 1) == 9)
    if i == 0 or at(buf, i - 1) != 58:
        return False
    for row in range(NO_BOXES[0], NO_BOXES[1]):
        size = SIZES[row]
        if i > size and same(buf, i - 1 - size, row, size):
            return True
    return False


@jit
def uuid(buf, i):
    """A UUID stands at ``i``."""
    for k in range(UUID):
        c = at(buf, i + k)
        if k == 8 or k == 13 or k == 18 or k == 23:
            if c != 45:
                return False
        elif not (figure(c) or (letter(c) and (c | 32) <= 102)):
            return False
    return True


@jit
def domain_end(buf, i, n):
    """Where the domain that starts at ``i`` ends, 0 when there is none."""
    apart()
    if i + 1 < n and 49 <= at(buf, i) <= 57 and at(buf, i + 1) == 120 and i + 2 < n and at(buf, i + 2) == 46:
        return 0  # icon@2x.png
    end = 0
    for labels in range(MOST_LABELS + 1):
        k = i
        letters = True
        while k < n:
            c = at(buf, k)
            if letter(c):
                k += 1
            elif figure(c) or c == 45:
                if letters and labels and LONGEST_TOP >= k - i >= 2 and not figure(c):
                    end = k
                letters = False
                k += 1
            else:
                break
        size = k - i
        if size == 0:
            break
        if letters and labels and 2 <= size <= LONGEST_TOP:
            end = k
        c = at(buf, i)
        if c == 45 or size > LONGEST_LABEL or k >= n or at(buf, k) != 46:
            break
        i = k + 1
    return end


@jit
def overlapped(buf, end, n, free):
    """An address reaches into the value that ends at ``end``: its @ lies behind nothing but local characters."""
    c = at(buf, end)
    if c != 64 and not local(c) and c != 37 and c != 38 and c != 92 and c != 0xEF:
        return False
    i = end
    while i < n and i - end <= LOCAL_MOST and local(at(buf, i)):
        i += 1
    size = at_sign(buf, i, n)
    if size == 0:
        return False
    start = local_start(buf, i, free)
    return start < end and start < i and domain_end(buf, i + size, n) > 0
