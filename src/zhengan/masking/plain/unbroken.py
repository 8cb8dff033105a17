"""Identity numbers in a run of digits without a border, as in records of fixed width: 0178890831110105199310250472199….

Of eighteen digits out of a longer run, a county of the table, a birth date of 1900 to 2009 and the check digit are right by
chance once in ten millions. Serial numbers are made of a county, a day and figures, too, but of days since then. Eleven digits
between an identity number and an end of the run, or another one, that are a mobile number are one.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhengan.masking.kinds import mobile, resident_id
from zhengan.masking.kinds.tables import counties
from zhengan.masking.plain import context
from zhengan.masking.plain.reading import Reading, Value

SIZE, CELL, MOST = 18, 11, 512
LEAST = SIZE + CELL
"""Characters of an identity number and of a mobile number; digits of a run that is looked through, and how many it has at least:
there must be room for another number, since a shorter one is a serial number with a few figures more."""
FIRST_YEAR, LAST_YEAR = 1900, 2009
X = (b"x", b"X")


def unbroken(here: Reading) -> Iterator[Value]:
    """Those in the first group, which is longer by another number, or ends with an X, or stands behind one that does. Letters may
    touch it: of figures so many proves more than what stands beside them."""
    group, data = here.first, here.data
    if group.written_otherwise or len(group.digits) > MOST or here.joined(1) or not context.left_free(data, here.start):
        return
    crossed = behind_one(data, here.start)
    end = group.end + (data[group.end : group.end + 1] in X)
    text = data[here.start : end].decode()
    if not (crossed or len(text) >= (LEAST if end == group.end else SIZE + 1)) or decimals(data, end):
        return
    done = at = 0  # behind the number before; where the next may begin
    proven = crossed
    while at + SIZE <= len(text):
        if not proves(text[at : at + SIZE]):
            at += 1
            continue
        yield from between(here.start + done, text[done:at])
        yield Value(here.start + at, here.start + at + SIZE, "resident_id", 1, "区划、出生日期与校验码相符")
        done = at = at + SIZE
        proven = True
    if proven and end == group.end:
        yield from between(here.start + done, text[done:])


def decimals(data: bytes, end: int) -> bool:
    """Whether figures behind a point follow, but for the one of a number that was read as one with decimals."""
    return data[end : end + 1] == b"." and data[end + 1 : end + 2].isdigit() and not context.floated(data, end)


def between(start: int, text: str) -> Iterator[Value]:
    """What stands between identity numbers or the ends of the run, where that is a mobile number."""
    if len(text) == CELL and mobile.valid(text):
        yield Value(start, start + CELL, "mobile", 1, "号段与位数相符")


def behind_one(data: bytes, start: int) -> bool:
    """Whether an identity number with an X ends there."""
    return start >= SIZE and data[start - 1 : start] in X and proves(data[start - SIZE : start].decode("latin-1"))


def proves(value: str) -> bool:
    """Whether eighteen characters can hardly be anything else."""
    figures = value[:17].isascii() and value[:17].isdigit() and FIRST_YEAR <= int(value[6:10]) <= LAST_YEAR
    return figures and value[:6] in counties() and resident_id.valid18(value)
