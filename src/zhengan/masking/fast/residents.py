"""The rules of ``plain.structured`` about resident IDs, for kernels."""

from __future__ import annotations

from zhengan.masking.fast import checks
from zhengan.masking.fast.context import right_free
from zhengan.masking.fast.letters import run_on
from zhengan.masking.fast.lex import HEAD, JOINED, figure, get, jit, letter, separator
from zhengan.masking.fast.meaning import label_at
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.reading import even, join, tight, unlike
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds import labels
from zhengan.masking.kinds.structured import BY_NAME

RESIDENT = BY_NAME["resident_id"].rank
L_ID, L_AMOUNT = labels.ID, labels.AMOUNT


@jit
def cross(buf, i, n):
    """Bytes of an X at ``i``, plain or full-width; 0 for none."""
    if i >= n:
        return 0
    c = at(buf, i)
    if c == 120 or c == 88:
        return 1
    if c == 0xEF and i + 2 < n:
        d, e = at(buf, i + 1), at(buf, i + 2)
        if (d == 0xBD and e == 0x98) or (d == 0xBC and e == 0xB8):
            return 3
    return 0


@jit
def spread(buf, end, n, w, g, count):
    """Bytes of what may stand before an X behind groups: the separator that stands between them, any behind one; else 0."""
    size, sign = separator(buf, end, n)
    return size if count == 1 or sign == get(w, g + count - 1, 3) else 0


@jit
def identity(buf, n, w, g, many):
    """Eighteen characters, in one piece or in groups."""
    apart()
    total = 0
    for count in range(1, min(18, many - g) + 1):
        total += get(w, g + count - 1, 2)
        if total > 18 or not even(w, g, count, 0):
            break
        if total < 17:
            continue
        end = get(w, g + count - 1, 1)
        join(w, g, count)
        last = 10
        if total == 17:
            gap = spread(buf, end, n, w, g, count)
            size = cross(buf, end + gap, n)
            if size == 0:
                gap, size = 0, cross(buf, end, n)
            if size == 0:
                continue
            end += gap + size
            if gap and end < n and (letter(at(buf, end)) or figure(at(buf, end))):  # 1101…002 X1
                continue
        else:
            last = get(w, JOINED, HEAD + 17)
        if checks.valid18(w, JOINED, last) and tight(w, g, count) and (right_free(buf, end, n) or run_on(buf, end, n)):
            return RESIDENT, get(w, g, 0), end, count
    return 0, 0, 0, 0


@jit
def legacy(buf, n, w, g, many):
    """Fifteen digits, in one piece or 6-6-3."""
    apart()
    count = 0
    if get(w, g, 2) == 15:
        count = 1
    elif g + 2 < many and get(w, g, 2) == 6 and get(w, g + 1, 2) == 6 and get(w, g + 2, 2) == 3:
        count = 3 if even(w, g, 3, 0) else 0
    if count == 0:
        return 0, 0, 0, 0
    join(w, g, count)
    if checks.valid15(w, JOINED, True) and not unlike(buf, n, w, g, count, many):
        kind = label_at(buf, get(w, g, 0), w)
        if kind < L_AMOUNT and checks.valid15(w, JOINED, kind == L_ID):
            return RESIDENT, get(w, g, 0), get(w, g + count - 1, 1), count
    return 0, 0, 0, 0
