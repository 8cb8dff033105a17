"""Identity numbers in a run of digits without a border: ``plain.unbroken`` for kernels."""

from __future__ import annotations

from zhengan.masking.fast import checks
from zhengan.masking.fast.context import floated, left_free
from zhengan.masking.fast.lex import HEAD, JOINED, figure, get, jit, put
from zhengan.masking.fast.mails import overlapped
from zhengan.masking.fast.raw import apart
from zhengan.masking.fast.reading import joined
from zhengan.masking.fast.tables import COUNTIES
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds.structured import BY_NAME
from zhengan.masking.plain import unbroken as rules

RESIDENT, MOBILE = BY_NAME["resident_id"].rank, BY_NAME["mobile"].rank
SIZE, CELL, LEAST, MOST = rules.SIZE, rules.CELL, rules.LEAST, rules.MOST
FIRST_YEAR, LAST_YEAR = rules.FIRST_YEAR, rules.LAST_YEAR


@jit
def cross(c):
    """A byte is an X."""
    return c == 120 or c == 88


@jit
def proves(buf, start, w):
    """Eighteen characters from ``start`` on, of which the first 17 are digits, can hardly be anything else."""
    if (at(buf, start + 6) != 49 and at(buf, start + 6) != 50) or at(buf, start + 10) > 49 or at(buf, start + 12) > 51:
        return False  # no year 1… or 2…, no month up to 12, no day up to 31
    for k in range(SIZE - 1):
        if not figure(at(buf, start + k)):
            return False
        put(w, JOINED, HEAD + k, at(buf, start + k) & 15)
    c = at(buf, start + SIZE - 1)
    if not (figure(c) or cross(c)):
        return False
    year = checks.number(w, JOINED, 6, 10)
    if year < FIRST_YEAR or year > LAST_YEAR or not checks.listed(COUNTIES, checks.number(w, JOINED, 0, 6)):
        return False
    return checks.valid18(w, JOINED, 10 if cross(c) else c & 15)


@jit
def cell(buf, low, high):
    """What stands there is a mobile number."""
    return high - low == CELL and at(buf, low) == 49 and at(buf, low + 1) > 50


@jit
def written(buf, low, high, kind, n, free, starts, ends, kinds, count):
    """Writes a value that is no part of a mail address; how many there are."""
    if overlapped(buf, high, n, free):
        return count
    starts[count], ends[count], kinds[count] = low, high, kind
    return count + 1


@jit
def unbroken(buf, n, w, g, many, free, starts, ends, kinds, count):
    """Writes those of a group that nothing else claims, behind the first ``count`` values; how many there are then."""
    apart()
    start, stop, size = get(w, g, 0), get(w, g, 1), get(w, g, 2)
    if stop - start != size or size > MOST or joined(w, g, 1, many) or not left_free(buf, start):
        return count
    crossed = start >= SIZE and cross(at(buf, start - 1)) and proves(buf, start - SIZE, w)
    end = stop + (stop < n and cross(at(buf, stop)))
    if not (crossed or end - start >= (LEAST if end == stop else SIZE + 1)):
        return count
    if end + 1 < n and at(buf, end) == 46 and figure(at(buf, end + 1)) and not floated(buf, end, n):
        return count
    done = low = start
    proven = crossed
    while low + SIZE <= end:
        if not proves(buf, low, w):
            low += 1
            continue
        if cell(buf, done, low):
            count = written(buf, done, low, MOBILE, n, free, starts, ends, kinds, count)
        count = written(buf, low, low + SIZE, RESIDENT, n, free, starts, ends, kinds, count)
        low += SIZE
        done = low
        proven = True
    if proven and end == stop and cell(buf, done, end):
        count = written(buf, done, end, MOBILE, n, free, starts, ends, kinds, count)
    return count
