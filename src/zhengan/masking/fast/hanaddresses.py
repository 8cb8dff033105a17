"""The rules of ``plain.addresses`` on a window of code points. The names are the same; parts are bits and a few numbers."""

from __future__ import annotations

from zhengan.masking import lexicon
from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanbeside import gap_before, key_before
from zhengan.masking.fast.hanline import (
    TRAITS,
    begun,
    cell,
    char,
    is_han,
    pair_at,
    trait,
    word,
    word_before,
    word_behind,
)
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.plain import addresses
from zhengan.masking.plain.addresses import Unit

PLACE, CUES = addresses.PLACE, addresses.CUES
PROVINCE, CITY_FLAG, COUNTY_FLAG = lexicon.PROVINCE, lexicon.CITY, lexicon.COUNTY
HOME, ORGAN, NO_UNIT, TOLD = lexicon.HOME, lexicon.ORGAN, lexicon.NO_UNIT, lexicon.STRONG | lexicon.TITLE
DISTRICT_FLAG, ROAD_FLAG, TOWN_FLAG, ESTATE_FLAG = lexicon.DISTRICT, lexicon.ROAD, lexicon.TOWN, lexicon.ESTATE
NAME, RUN, LONGEST, BACK = addresses.NAME, addresses.RUN, addresses.LONGEST, addresses.BACK
TAIL, MORE, MOST_DIGITS = addresses.TAIL, addresses.MORE, addresses.MOST_DIGITS
NOTHING, REGION, DISTRICT, TOWN, ROAD, VILLAGE, ESTATE, NUMBER, LANE, BLOCK, ROOM, GROUP = (int(unit) for unit in Unit)
STOP, DIGIT, NUMERAL, LETTER, ALNUM, SPACE = tab.STOP, tab.DIGIT, tab.NUMERAL, tab.LETTER, tab.ALNUM, tab.SPACE
COUNTED, CLOSE, SIDE = tab.COUNTED, tab.CLOSE, tab.SIDE
NAMED_SHIFT, NUMBERED_SHIFT = tab.NAMED_SHIFT, tab.NUMBERED_SHIFT
SINGLE, ELEMENT, NO, STOREY, YARD, STORE, CHAMBER, HOUSE = (ord(c) for c in "单元号楼院库室房")
SELF, RULE, ZONE, PREFECTURE, COUNTY_CHAR, BANNER, EARTH = (ord(c) for c in "自治区州县旗地")
ESPECIAL = tuple(ord(c) for c in "特别行政区")
MIDDLE, HEART, STATE, BORDER = (ord(c) for c in "中心国际")
STRETCH_CHAR, CROSS, LIVES = ord("段"), ord("交"), ord("住")
CROSSES = tuple(ord(c) for c in sorted(addresses.CROSSES))
ORDINAL = tuple(ord(c) for c in sorted(addresses.ORDINAL))
CORNER, COPULA = tuple(ord(c) for c in "口处"), tuple(ord(c) for c in "是为")
CROSSING, MOST_DASHED = addresses.CROSSING, addresses.MOST_DASHED
UNKNOWN = len(Unit)  # a name that nothing says is a place: 水岸星城3幢
# What has been read of an address so far, in bits.
PLACED, IN_CITY, IN_COUNTY, IN_NAMED, ON_ROAD, FINE, BARE, UNSURE = (1 << k for k in range(8))


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
    """Whether a word begins here that only looks like a unit."""
    return begun(line, n, k, tables) and pair_at(line, n, k, tables) & NO_UNIT != 0


@jit
def suffix(line, n, k, tables):
    """The unit that stands here: its length and what it is."""
    apart()
    code = char(line, n, k)
    if not is_han(code):
        return 0, NOTHING
    for size in (3, 2) if begun(line, n, k, tables) else (0, 0):
        flags = word(line, n, k, size, tables) if size else 0
        if flags & DISTRICT_FLAG:
            return size, DISTRICT
        if flags & ROAD_FLAG:
            return size, ROAD
        if flags & TOWN_FLAG:
            return size, TOWN
        if flags & ESTATE_FLAG:
            return size, ESTATE
    what = unit_named(code, tables)
    if what and not no_unit(line, n, k, tables):
        return 1, what
    return 0, NOTHING


@jit
def behind_number(code):
    """The unit behind a number, and where it ends."""
    if code == STOREY:
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
    if one == SINGLE and char(line, n, run + 1) == ELEMENT:
        return run + 2, BLOCK
    unit = unit_numbered(one, tables)
    if unit == 0 or no_unit(line, n, run, tables):
        return 0, NOTHING
    end = run + 1
    more = behind_number(char(line, n, end))
    if one == NO and more and not no_unit(line, n, end, tables):
        return end + 1, more
    return end, unit


@jit
def in_name(code, tables):
    """Whether a character may stand inside the name of a place."""
    return not trait(code, STOP, tables) and (is_han(code) or trait(code, DIGIT | LETTER, tables))


@jit
def named(line, n, k, end, parts, tables):
    """A name with its unit, as roads and villages have one."""
    apart()
    for q in range(k, k + NAME + 1):
        size, what = suffix(line, n, q, tables)
        if size and (q > k or (size == 1 and q == end and parts & PLACED)):
            return absorb(line, n, q, size, what, tables)
        one = char(line, n, q)
        led = parts & (ON_ROAD | IN_COUNTY | IN_CITY) or not parts & PLACED
        if q > k + 1 and led and trait(one, NUMERAL, tables) and door(line, n, q, parts, tables):
            return q, ESTATE if parts & (ON_ROAD | PLACED) else UNKNOWN
        if not in_name(one, tables) or (q > k and pair_at(line, n, q, tables) & TOLD):
            return 0, NOTHING
    return 0, NOTHING


@jit
def absorb(line, n, q, size, what, tables):
    """How far a part of an address takes in what stands before it."""
    apart()
    end = q + size
    while end - q < MORE:
        if what == ROAD and char(line, n, end + 1) == STRETCH_CHAR and trait(char(line, n, end), tab.STRETCH, tables):
            end += 2
        size, more = suffix(line, n, end, tables)
        one, two = char(line, n, end), char(line, n, end + 1)
        if size == 0 or (one == MIDDLE and two == HEART) or (one == STATE and two == BORDER):
            break
        end += size
        what = more
    return end, what


@jit
def door(line, n, k, parts, tables):
    """Whether a building's number stands here, or a door's behind a district's name."""
    unit = numbered(line, n, k, tables)[1]
    if unit == NUMBER:
        return parts & IN_COUNTY != 0 and char(line, n, k - 1) not in ORDINAL
    return unit in (BLOCK, ROOM) or dashed(line, n, k, tables) > 0


@jit
def dashed(line, n, k, tables):
    """Where numbers with hyphens end, 0 when none stand here."""
    apart()
    end = k
    hyphens = 0
    while end - k < MOST_DASHED:
        code = char(line, n, end)
        if code == 45:
            hyphens += 1
        elif code < 48 or code > 57:
            break
        end += 1
    if hyphens == 0 or end - k > 7 + hyphens or char(line, n, k) == 45 or char(line, n, end - 1) == 45:
        return 0
    return end if ends(line, n, end, tables) else 0


@jit
def crossing(line, n, k, tables):
    """Where a crossing with another road ends, 0 when there is none."""
    apart()
    if char(line, n, k) not in CROSSES or not in_name(char(line, n, k + 1), tables):
        return 0
    for q in range(k + 2, k + 2 + NAME):
        size, what = suffix(line, n, q, tables)
        if size and what == ROAD:
            end = absorb(line, n, q, size, what, tables)[0]
            for last in range(end + 1, end + 1 + CROSSING):
                if char(line, n, end) == CROSS and char(line, n, last) in CORNER:
                    return last + 1
                if not is_han(char(line, n, last)):
                    return 0
            return 0
        if not in_name(char(line, n, q), tables):
            return 0
    return 0


@jit
def places(line, n, p, tables):
    """End and parts of what the gazetteer knows at ``p``."""
    apart()
    end = p
    parts = 0
    for kind in (PROVINCE, CITY_FLAG, COUNTY_FLAG):
        k = end + (1 if parts and char(line, n, end) == 32 else 0)
        for size in (4, 3, 2):
            if word(line, n, k, size, tables) & kind:
                parts |= PLACED
                if kind == CITY_FLAG:
                    parts |= IN_CITY
                if kind == COUNTY_FLAG:
                    parts |= IN_COUNTY
                end = k + size + tail(line, n, k + size, tables)
                break
    return end, parts


@jit
def autonomous(line, n, q):
    """The length of 自治区, 自治州, 自治县, 自治旗, 特别行政区 or 地区 at ``q``."""
    one, two, three = char(line, n, q), char(line, n, q + 1), char(line, n, q + 2)
    if one == SELF and two == RULE:
        return 3 if three in (ZONE, PREFECTURE, COUNTY_CHAR, BANNER) else 0
    if one == EARTH and two == ZONE:
        return 2
    for k in range(5):
        if char(line, n, q + k) != ESPECIAL[k]:
            return 0
    return 5


@jit
def tail(line, n, k, tables):
    """The parts behind a place, one after the other, to where the address ends."""
    apart()
    if unit_named(char(line, n, k), tables) == REGION and not no_unit(line, n, k, tables):
        return 1
    for q in range(k, k + TAIL):
        size = autonomous(line, n, q)
        if size:
            return q + size - k
        if not is_han(char(line, n, q)):
            break
    return 0


@jit
def read_on(line, n, p, end, parts, numbers, tables):
    """One more part: whether there was one, and what is read now."""
    apart()
    k = end
    if k > p and trait(char(line, n, k), SPACE, tables) and not parts & BARE:
        k += 1
    stop, unit = numbered(line, n, k, tables)
    if stop:
        parts &= ~BARE
        if unit in (BLOCK, ROOM):
            parts |= FINE
        elif unit == GROUP:
            parts |= IN_NAMED
        elif unit == LANE:
            parts |= ON_ROAD
        return True, stop, parts, numbers + 1
    stop = crossing(line, n, k, tables) if parts & ON_ROAD and numbers == 0 else 0
    if stop:
        return True, stop, parts, numbers
    if not parts & FINE:
        stop, unit = named(line, n, k, end, parts, tables)
    if stop == 0:
        bare = numbers > 0 or (parts & ON_ROAD != 0 and dashed(line, n, k, tables) > 0)
        stop = trailing(line, n, k, parts, tables) if bare else 0
        return stop > 0, stop if stop else end, parts | (BARE if stop else 0), numbers
    if unit == UNKNOWN:
        parts |= UNSURE | ON_ROAD
    if unit == DISTRICT or (unit == REGION and parts & PLACED):
        parts |= IN_COUNTY
    if unit in (REGION, DISTRICT):
        parts |= PLACED
    elif unit == TOWN:
        parts |= IN_NAMED
    elif unit in (ROAD, VILLAGE, ESTATE):
        parts |= ON_ROAD
    return True, stop, parts, numbers


@jit
def trailing(line, n, k, parts, tables):
    """Where a last number without a unit ends, 0 when there is none."""
    if parts & BARE:
        return 0
    end = dashed(line, n, k, tables)
    return end if end else plain(line, n, k, tables)


@jit
def plain(line, n, k, tables):
    """Where a number of two to four figures ends, 0 when none stands here."""
    end = k
    while end - k < 5 and 48 <= char(line, n, end) <= 57:
        end += 1
    return end if 1 < end - k < 5 and char(line, n, end) != 45 and ends(line, n, end, tables) else 0


@jit
def ends(line, n, k, tables):
    """Whether a number may end here."""
    return not trait(char(line, n, k), COUNTED | ALNUM | CLOSE, tables)


@jit
def parse(line, n, p, known, tables):
    """The address that begins here: its end and how strong its grammar is."""
    apart()
    end, parts, numbers = p, 0, 0
    if known:
        end, parts = places(line, n, p, tables)
        if road_called(line, n, end, tables):
            return 0
    going = True
    while going and end - p < LONGEST:
        going, end, parts, numbers = read_on(line, n, p, end, parts, numbers, tables)
    return end if enough(line, n, p, end, parts, numbers, known, tables) else 0


@jit
def road_called(line, n, k, tables):
    """Whether a road is called so: a name, then a unit of roads."""
    apart()
    unit = unit_named(char(line, n, k - 1), tables)
    if unit in (REGION, DISTRICT):
        return False
    return suffix(line, n, k + 1 if trait(char(line, n, k), SIDE, tables) else k, tables)[1] == ROAD


@jit
def enough(line, n, p, end, parts, numbers, known, tables):
    """Whether the parts found make an address."""
    apart()
    if known:
        if numbers:
            return parts & (ON_ROAD | IN_NAMED) != 0
        if char(line, n, end - 2) == MIDDLE and char(line, n, end - 1) == HEART:
            return False
        return parts & ON_ROAD != 0 and parts & IN_COUNTY != 0 and not organisation(line, n, end, tables)
    if numbers == 0 or not parts & (ON_ROAD | IN_NAMED):
        return False
    filled = trait(char(line, n, p - 1), tab.FIELD, tables) and trait(char(line, n, end), tab.FIELD, tables)
    sure = parts & (FINE | IN_COUNTY) != 0 or numbers > 1 or filled
    return (sure and not parts & UNSURE) or home_before(line, n, p, tables)


@jit
def home_before(line, n, p, tables):
    """Whether a word or a field before says that somebody lives here."""
    k = gap_before(line, n, p, tables)
    if word_before(line, n, k, HOME, tables):
        return True
    if char(line, n, k - 1) in COPULA and word_before(line, n, k - 1, HOME, tables):
        return True
    if char(line, n, p - 1) == LIVES:
        return True
    return k < p and key_before(line, n, k, tables) & tab.HOME_KEY != 0


@jit
def organisation(line, n, e, tables):
    """Whether this is an organisation's name and no address."""
    apart()
    for k in range(e, e + 8):
        if word_behind(line, n, k, ORGAN, tables):
            return True
        if not is_han(char(line, n, k)):
            return False
    return False


@jit
def begins(line, n, unit, floor, tables):
    """Where an address may begin, not before ``floor``; -1: nowhere."""
    apart()
    k = unit
    while unit - k < RUN and k > floor and trait(char(line, n, k - 1), NUMERAL, tables):
        k -= 1
    start, digits = k, 0
    while k - start < BACK and start > floor and in_name(char(line, n, start - 1), tables):
        if start < k and word_before(line, n, start, CUES, tables):
            break
        start -= 1
        digits = digits + 1 if trait(char(line, n, start), DIGIT, tables) else 0
        if digits > MOST_DIGITS:
            break
    while start < k and trait(char(line, n, start), DIGIT, tables):
        start += 1
    return start if k - start >= 2 else -1


@jit
def address_at(line, n, i, floor, tables):
    """Start and end in the window; -1 when there is none. ``floor``: the index before which none may begin."""
    apart()
    if word_behind(line, n, i, PLACE, tables):
        end = parse(line, n, i, True, tables)
        if end:
            return i, end
    one = char(line, n, i)
    unit = unit_numbered(one, tables) or (one == SINGLE and char(line, n, i + 1) == ELEMENT)
    if unit and trait(char(line, n, i - 1), DIGIT, tables):
        start = begins(line, n, i, floor, tables)
        if start >= floor:
            end = parse(line, n, start, False, tables)
            if end > i:
                return start, end
    return -1, 0
