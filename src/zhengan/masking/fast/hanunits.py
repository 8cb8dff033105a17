"""The units of an address on a window of code points: what ends a name or a number, as ``plain.units`` reads it.

The names are the same.
"""

from __future__ import annotations

from zhengan.masking import lexicon
from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanline import TRAITS, begun, cell, char, is_han, pair_at, trait, word
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.plain import units
from zhengan.masking.plain.units import Unit

NO_UNIT, DISTRICT_FLAG, ROAD_FLAG, TOWN_FLAG, ESTATE_FLAG = (
    lexicon.NO_UNIT, lexicon.DISTRICT, lexicon.ROAD, lexicon.TOWN, lexicon.ESTATE,
)  # fmt: skip
RUN, MORE = units.RUN, units.MORE
NOTHING, REGION, DISTRICT, TOWN, ROAD, VILLAGE, ESTATE, NUMBER, LANE, BLOCK, ROOM, GROUP = (int(unit) for unit in Unit)
STOP, DIGIT, NUMERAL, LETTER, SIDE = tab.STOP, tab.DIGIT, tab.NUMERAL, tab.LETTER, tab.SIDE
COUNTED, ALNUM, CLOSE = tab.COUNTED, tab.ALNUM, tab.CLOSE
NAMED_SHIFT, NUMBERED_SHIFT = tab.NAMED_SHIFT, tab.NUMBERED_SHIFT
ELEMENT, NO, YARD, STORE, CHAMBER, HOUSE = (ord(c) for c in "元号院库室房")
SINGLES = tuple(ord(word[0]) for word in units.ELEMENTS)
STOREYS, NUMBERS = tuple(ord(c) for c in "楼樓"), tuple(ord(c) for c in sorted(units.NUMBERS))
MIDDLE, HEART, STATE, BORDER, STRETCH_CHAR, CROSS = (ord(c) for c in "中心国际段交")
PUBLIC, REMITS, THINKS = ord("公"), ord(units.REMITS), ord(units.THINKS)
NOT_REMITTED, DREAMS, PEOPLE = (
    tuple(ord(c) for c in sorted(some)) for some in (units.NOT_REMITTED, units.DREAMS, units.PEOPLE)
)
WAY, MOUTH, OF, ABOUT, METRE, HAMLET_CHAR = (ord(c) for c in "路口之约米村")
SETTLED = tuple(ord(c) for c in sorted(units.SETTLED))
NARROW, HAMLETS, GROUPS, TOWARDS, FACES = (
    tuple(ord(c) for c in sorted(some))
    for some in (units.NARROW, units.HAMLETS, units.GROUPS, units.TOWARDS, units.FACES)
)
JUNCTIONS = tuple((ord(c[1]), ord(c[2])) for c in units.CORNERS if len(c) == 3)
FLOORS = tuple(ord(c) for c in units.FLOORS)
OFFICE = tuple(ord(c) for c in units.OFFICE)
INSIDE, INNER = tuple((ord(word[0]), ord(word[1])) for word in sorted(units.INSIDE)), tuple(ord(c) for c in "村镇")
HYPHENS = tuple(ord(c) for c in sorted(units.HYPHENS))
HAMLET, MOST_METRES, MOST_DASHED = units.HAMLET, units.MOST_METRES, units.MOST_DASHED


@jit
def unit_named(code, tables):
    """How a place's unit stands behind a name, by the character's traits."""
    return (cell(tables, TRAITS + code) >> NAMED_SHIFT) & 15


@jit
def unit_numbered(code, tables):
    """How a unit stands behind a number, by the character's traits."""
    return (cell(tables, TRAITS + code) >> NUMBERED_SHIFT) & 15


@jit
def no_unit(line, n, k, tables):
    """Whether a word begins here that only looks like a unit, or ends with what does."""
    one, after = char(line, n, k), char(line, n, k + 1)
    if one in INNER and (char(line, n, k - 1), one) in INSIDE and is_han(after) and not trait(after, NUMERAL, tables):
        return True
    if not begun(line, n, k, tables) or pair_at(line, n, k, tables) & NO_UNIT == 0:
        return False
    return not (one == NO and after == PUBLIC and char(line, n, k + 2) in PEOPLE)


@jit
def suffix(line, n, k, tables):
    """The unit that stands here: its length and what it is."""
    apart()
    code = char(line, n, k)
    if not is_han(code):
        return 0, NOTHING
    for size in (4, 3, 2) if begun(line, n, k, tables) else (0, 0, 0):
        flags = word(line, n, k, size, tables) if size else 0
        if flags & DISTRICT_FLAG:
            return size, DISTRICT
        if flags & ROAD_FLAG:
            return size, ROAD
        if flags & TOWN_FLAG:
            return size, TOWN
        if flags & ESTATE_FLAG:
            return size, ESTATE
    if code in NARROW and trait(char(line, n, k + 1), DIGIT, tables):
        return 1, ROAD
    what = unit_named(code, tables)
    if what and not no_unit(line, n, k, tables):
        return 1, what
    return 0, NOTHING


@jit
def behind_number(code):
    """The unit behind a number, and where it ends."""
    if code in STOREYS:
        return BLOCK
    if code in (YARD, STORE):
        return NUMBER
    if code in (CHAMBER, HOUSE):
        return ROOM
    return NOTHING


@jit
def numbered(line, n, k, tables):
    """A number with its unit, as doors, floors and rooms have one."""
    apart()
    run = k
    while run - k < RUN and trait(char(line, n, run), NUMERAL, tables):
        run += 1
    if run == k:
        return 0, NOTHING
    one = char(line, n, run)
    floor = char(line, n, run - 1) in FLOORS and run - 1 > k and trait(char(line, n, run - 2), DIGIT, tables)
    if floor and not trait(one, ALNUM, tables):
        return run, ROOM
    if one in SINGLES and char(line, n, run + 1) == ELEMENT:
        return run + 2, BLOCK
    unit = unit_numbered(one, tables)
    if unit == 0 or no_unit(line, n, run, tables):
        return 0, NOTHING
    end = run + 1
    if char(line, n, end) in SETTLED and not no_unit(line, n, end, tables):
        return 0, NOTHING
    more = behind_number(char(line, n, end))
    if one in NUMBERS and more and not no_unit(line, n, end, tables):
        return end + 1, more
    return end, unit


@jit
def in_name(line, n, k, tables):
    """Whether a character may stand inside the name of a place."""
    code = char(line, n, k)
    return (is_han(code) or trait(code, DIGIT | LETTER, tables)) and not stops(line, n, k, tables)


@jit
def stops(line, n, k, tables):
    """Whether no name of a road or an estate holds the character here."""
    code = char(line, n, k)
    if not trait(code, STOP, tables):
        return False
    if code == REMITS:
        more = char(line, n, k + 1)
        return not is_han(more) or more in NOT_REMITTED
    return not (code == THINKS and char(line, n, k - 1) in DREAMS)


@jit
def absorb(line, n, q, size, what, tables):
    """How far a part of an address takes in what stands before it."""
    apart()
    end = q + size
    while end - q < MORE:
        if what == ROAD and char(line, n, end + 1) == STRETCH_CHAR and trait(char(line, n, end), tab.STRETCH, tables):
            end += 2
        if what == ROAD and trait(char(line, n, end), SIDE, tables) and trait(char(line, n, end + 1), DIGIT, tables):
            end += 1
        size, more = suffix(line, n, end, tables)
        one, two = char(line, n, end), char(line, n, end + 1)
        if size == 0 or (one == MIDDLE and two == HEART) or (one == STATE and two == BORDER):
            break
        if what == DISTRICT and more == VILLAGE and one != HAMLET_CHAR:
            break
        end += size
        what = more
    if what == TOWN and (char(line, n, end), char(line, n, end + 1), char(line, n, end + 2)) == OFFICE:
        end += len(OFFICE)
    return end, what


@jit
def dashed(line, n, k, tables):
    """Where numbers with hyphens end, 0 when none stand here."""
    apart()
    end = k
    hyphens = 0
    while end - k < MOST_DASHED:
        code = char(line, n, end)
        if code in HYPHENS:
            hyphens += 1
        elif code < 48 or code > 57:
            break
        end += 1
    if hyphens == 0 or end - k > 7 + hyphens or char(line, n, k) in HYPHENS or char(line, n, end - 1) in HYPHENS:
        return 0
    return end if ends(line, n, end, tables) else 0


@jit
def roomed(line, n, k, tables):
    """Whether a building's or a room's number begins here behind a space, which no date is taken for."""
    apart()
    unit = numbered(line, n, k, tables)[1]
    if unit in (BLOCK, ROOM):
        return True
    end = dashed(line, n, k, tables)
    if end == 0 or hyphens(line, n, k, end) < 2:
        return False
    three = True
    for q in range(end - 3, end):
        three &= trait(char(line, n, q), DIGIT, tables)
    return three


@jit
def hyphens(line, n, k, end):
    """How many stand in ``[k, end)``."""
    count = 0
    for q in range(k, end):
        count += char(line, n, q) == 45
    return count


@jit
def ends(line, n, k, tables):
    """Whether a number may end here."""
    return not trait(char(line, n, k), COUNTED | ALNUM | CLOSE, tables)


@jit
def plain(line, n, k, tables):
    """Where a number of two to four figures ends, 0 when none stands here."""
    if trait(char(line, n, k), tab.UPPER, tables) and ends(line, n, k + 1, tables):
        return k + 1
    end = k + 1 if char(line, n, k) == OF or trait(char(line, n, k), tab.UPPER, tables) else k
    while end - k < 5 and 48 <= char(line, n, end) <= 57:
        end += 1
    return end if 1 < end - k < 5 and char(line, n, end) != 45 and ends(line, n, end, tables) else 0


@jit
def hamlet(line, n, k, tables):
    """Where the name of a group of villagers ends that begins behind a village; 0 when none does."""
    if char(line, n, k - 1) not in HAMLETS:
        return 0
    for q in range(k, k + HAMLET):
        one = char(line, n, q)
        if q > k and one in GROUPS and not no_unit(line, n, q, tables):
            return q + 1
        if not is_han(one) or trait(one, STOP, tables) or (one in HAMLETS and char(line, n, q + 1) not in GROUPS):
            return 0
    return 0


@jit
def corner(line, n, k):
    """The length of the first of ``CORNERS`` that stands here, or 0."""
    one, two, three = char(line, n, k), char(line, n, k + 1), char(line, n, k + 2)
    if one == CROSS and (two, three) in JUNCTIONS:
        return 3
    if one == WAY and two == MOUTH:
        return 2
    return 1 if one == MOUTH else 0


@jit
def paces(line, n, k, tables):
    """Where a way told from a road ends, 0 when there is none."""
    apart()
    k += corner(line, n, k)
    if char(line, n, k) in TOWARDS:
        k += 1
    start = k
    while k - start < 2 and trait(char(line, n, k), SIDE, tables):
        k += 1
    if k == start:
        return 0
    if char(line, n, k) in FACES:
        k += 1
    if char(line, n, k) == ABOUT:
        k += 1
    digits = k
    while k - digits < MOST_METRES and trait(char(line, n, k), DIGIT, tables):
        k += 1
    return k + 1 if k > digits and char(line, n, k) == METRE else 0
