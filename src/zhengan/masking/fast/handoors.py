"""The rules of ``plain.doors`` on a window of code points. The names are the same."""

from __future__ import annotations

from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanline import char, is_han, trait
from zhengan.masking.fast.hanunits import DIGIT, GROUP, NOTHING, REGION, TOWN, no_unit
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.plain import doors

FIGURES, TEAM_ENDS, LIES, DOORS, INNER_DOORS, QUARTERS, POINTS, REGIONS = (
    tuple(ord(c) for c in sorted(some))
    for some in (
        doors.FIGURES, doors.TEAM_ENDS, doors.LIES, doors.DOORS, doors.INNER_DOORS, doors.QUARTERS, doors.POINTS, doors.REGIONS,
    )
)  # fmt: skip
NO_REGIMENT, NO_COMPANY = (tuple(ord(c) for c in sorted(some)) for some in (doors.NO_REGIMENT, doors.NO_COMPANY))
DIVISION, REGIMENT, COMPANY, FARM, SQUAD = (
    ord(c) for c in (doors.DIVISION, doors.REGIMENT, doors.COMPANY, doors.FARM, doors.SQUAD)
)
CORPS = tuple(ord(c) for c in doors.CORPS[0])
CORPS_FROM = tuple(len(doors.CORPS[0]) - len(word) for word in doors.CORPS)  # where the other words for it begin in the first
HALLS, MOST_CALLED = tuple((ord(word[0]), ord(word[1])) for word in sorted(doors.HALLS)), doors.MOST_CALLED
DESKS = tuple((ord(word[0]), ord(word[1])) for word in sorted(doors.DESKS))
CHINA = ord(doors.CHINA)
ORDINAL, MOST_COUNTED, MOST_SIDES = ord(doors.ORDINAL), doors.MOST_COUNTED, doors.MOST_SIDES
FOUR, THREE, TWO = (tuple(tuple(ord(c) for c in word) for word in doors.TEAMS if len(word) == size) for size in (4, 3, 2))
SIDE_DOORS = tuple((ord(word[0]), ord(word[1])) for word in doors.SIDE_DOORS)


@jit
def counting(code, tables):
    """Whether groups are counted with a character."""
    return trait(code, DIGIT, tables) or code in FIGURES


@jit
def group(line, n, k, tables):
    """Where a counted group of villagers ends; 0 when none begins here."""
    apart()
    start = k + (char(line, n, k) == ORDINAL)
    run = start
    while run - start < MOST_COUNTED and counting(char(line, n, run), tables):
        run += 1
    if run == start:
        return 0
    one, two, three, four = char(line, n, run), char(line, n, run + 1), char(line, n, run + 2), char(line, n, run + 3)
    if (one, two, three, four) in FOUR:
        return run + 4
    if (one, two, three) in THREE:
        return run + 3
    if (one, two) in TWO:
        return run + 2
    return run + 1 if start > k and one in TEAM_ENDS and not no_unit(line, n, run, tables) else 0


@jit
def corps(line, n, k):
    """Where the name of the corps ends that begins here, 0 when none does."""
    for first in CORPS_FROM:
        if char(line, n, k) == CORPS[first]:
            q = first
            while q < len(CORPS) and char(line, n, k + q - first) == CORPS[q]:
                q += 1
            if q == len(CORPS):
                return k + q - first
    return 0


@jit
def troop(line, n, k, tables):
    """Where a part of the corps ends and what it is like."""
    apart()
    end = corps(line, n, k)
    if end:
        return end, REGION
    start = k + (char(line, n, k) == ORDINAL)
    run = start
    while run - start < MOST_COUNTED and counting(char(line, n, run), tables):
        run += 1
    if run == start:
        return 0, NOTHING
    one, after = char(line, n, run), char(line, n, run + 1)
    if one == DIVISION and (start > k or counting(after, tables)):
        return run + 1, REGION
    if one == REGIMENT and after not in NO_REGIMENT:
        return run + 1 + (after == FARM), TOWN
    if one == COMPANY and after not in NO_COMPANY:
        return run + 1 + (after == SQUAD), GROUP
    return 0, NOTHING


@jit
def lying(line, n, k, inside, tables):
    """Where a door ends that is told by where it lies; 0 when none begins here."""
    apart()
    q = k
    while q - k < MOST_SIDES and char(line, n, q) in LIES:
        q += 1
    if q == k:
        return 0
    one = char(line, n, q)
    if inside and (one, char(line, n, q + 1)) in SIDE_DOORS:
        return q + 2
    found = one in INNER_DOORS if inside else one in DOORS
    return q + 1 if found and not no_unit(line, n, q, tables) else 0


@jit
def quarter(line, n, end, road, county, tables):
    """Whether the district that ends at ``end`` is rather a part of an estate."""
    if road or char(line, n, end - 1) not in QUARTERS:
        return False
    called = char(line, n, end - 2)
    if counting(called, tables) or trait(called, tab.UPPER, tables):
        one = char(line, n, end - 4)
        return county or (is_han(char(line, n, end - 3)) and is_han(one) and one != CHINA)
    return county and called in POINTS and char(line, n, end - 3) not in REGIONS


@jit
def hall(line, n, k, tables):
    """Whether a room of a firm is called at ``k``, behind its floor."""
    for q in range(k, k + MOST_CALLED + 1):
        one = char(line, n, q)
        if (one, char(line, n, q + 1)) in HALLS:
            return True
        if not (is_han(one) or counting(one, tables) or trait(one, tab.UPPER, tables)):
            return False
    return False


@jit
def desk(line, n, k, tables):
    """Whether the number at ``k`` is that of a desk or a rack, behind the word for it and a letter at most."""
    end = k - trait(char(line, n, k - 1), tab.UPPER, tables)
    return (char(line, n, end - 2), char(line, n, end - 1)) in DESKS
