"""The rules of ``plain.addresses`` on a window of code points. The names are the same; parts are bits and a few numbers."""

from __future__ import annotations

from zhengan.masking import lexicon
from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanbeside import gap_before, key_before
from zhengan.masking.fast.handoors import desk, group, hall, lying, quarter, troop
from zhengan.masking.fast.hanline import (
    char,
    is_han,
    pair_at,
    trait,
    word,
    word_before,
    word_behind,
)
from zhengan.masking.fast.hanunits import (
    BLOCK,
    CROSS,
    DISTRICT,
    ESTATE,
    GROUP,
    HEART,
    LANE,
    MIDDLE,
    NOTHING,
    NUMBER,
    REGION,
    ROAD,
    ROOM,
    TOWN,
    VILLAGE,
    absorb,
    dashed,
    hamlet,
    hyphens,
    in_name,
    no_unit,
    numbered,
    paces,
    plain,
    roomed,
    stops,
    suffix,
    unit_named,
    unit_numbered,
)
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.plain import addresses, units
from zhengan.masking.plain.units import Unit

PLACE, CUES, HOME, ORGAN = addresses.PLACE, addresses.CUES, lexicon.HOME, lexicon.ORGAN
GAZETTEER, AREA, CITY_FLAG, COUNTY_FLAG = addresses.GAZETTEER, lexicon.AREA, lexicon.CITY, lexicon.COUNTY
TOLD = lexicon.STRONG | lexicon.TITLE | lexicon.HOME
NAME, RUN, LONGEST, BACK = addresses.NAME, units.RUN, addresses.LONGEST, addresses.BACK
TAIL, MOST_DIGITS, CROSSING = addresses.TAIL, addresses.MOST_DIGITS, addresses.CROSSING
DIGIT, NUMERAL, SPACE, SIDE = tab.DIGIT, tab.NUMERAL, tab.SPACE, tab.SIDE
SELF, RULE, ZONE, PREFECTURE, COUNTY_CHAR, BANNER, EARTH = (ord(c) for c in "自治区州县旗地")
ESPECIAL = tuple(ord(c) for c in "特别行政区")
HEAD, MEETING = ord("长"), ord("会")
CORNER, COPULA = tuple(ord(c) for c in "口处"), tuple(ord(c) for c in "是为")
CROSSES, ORDINAL, CLOSES, REGIONS, LIVES, ASIDE, FILLS, FILLED = (
    tuple(ord(c) for c in sorted(some))
    for some in (
        addresses.CROSSES, addresses.ORDINAL, addresses.CLOSES, addresses.REGIONS, addresses.LIVES, addresses.ASIDE,
        addresses.FILLS, addresses.FILLED,
    )
)  # fmt: skip
STROKES, SITES, IS, HOUSES = (
    tuple(ord(c) for c in sorted(some)) for some in (addresses.STROKES, addresses.SITES, addresses.IS, addresses.HOUSES)
)
LED, TURNED = (tuple(ord(word[0]) << 16 | ord(word[1]) for word in sorted(some)) for some in (addresses.LED, addresses.TURNED))
SITE, MOST_TO_SITE = ord(addresses.SITE), addresses.MOST_TO_SITE
LEADS, GENERAL = tuple(ord(c) for c in sorted(addresses.LEADS)), tuple(ord(c) for c in addresses.GENERAL)
REST, NOT_HOUSE = addresses.REST, addresses.NOT_HOUSE
LATER = tuple((ord(word[0]), ord(word[1])) for word in units.LATER)
UNKNOWN = len(Unit)  # a name that nothing says is a place: 水岸星城3幢
HOUSEHOLDS = tuple(ord(c) for c in sorted(units.HOUSEHOLDS))
# What has been read of an address so far, in bits.
PLACED, IN_CITY, IN_COUNTY, IN_NAMED, ON_ROAD, FINE, BARE, UNSURE, STREET, LABELLED, HOUSED = (1 << k for k in range(11))


@jit
def named(line, n, k, end, parts, tables):
    """A name with its unit, as roads and villages have one."""
    apart()
    for q in range(k, k + NAME + 1):
        size, what = suffix(line, n, q, tables)
        if size and (q > k or (size == 1 and q == end and parts & PLACED and what != VILLAGE)):
            return absorb(line, n, q, size, what, tables)
        one = char(line, n, q)
        led = parts & (ON_ROAD | IN_COUNTY | IN_CITY) or not parts & PLACED
        begun = q > k + 1 and trait(one, NUMERAL, tables) and not trait(char(line, n, q - 1), DIGIT, tables)
        if begun and led and door(line, n, q, parts, tables):
            if not parts & (ON_ROAD | PLACED) and desk(line, n, q, tables):
                return 0, NOTHING
            return q, ESTATE if parts & (ON_ROAD | PLACED) else UNKNOWN
        spaced = q > k + 1 and trait(one, SPACE, tables) and parts & (ON_ROAD | IN_COUNTY)
        if spaced and roomed(line, n, q + 1, tables):
            return q, ESTATE
        if not in_name(line, n, q, tables) or (q > k and pair_at(line, n, q, tables) & TOLD):
            return 0, NOTHING
    return 0, NOTHING


@jit
def door(line, n, k, parts, tables):
    """Whether a building's number stands here, or a door's behind a district's name."""
    end, unit = numbered(line, n, k, tables)
    if end and char(line, n, end - 1) in HOUSEHOLDS:
        return False
    if unit == NUMBER:
        return parts & IN_COUNTY != 0 and char(line, n, k - 1) not in ORDINAL
    return unit in (BLOCK, ROOM) or dashed(line, n, k, tables) > 0


@jit
def crossing(line, n, k, tables):
    """Where a crossing with another road ends, 0 when there is none."""
    apart()
    if char(line, n, k) not in CROSSES or not in_name(line, n, k + 1, tables):
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
        if not in_name(line, n, q, tables):
            return 0
    return 0


@jit
def places(line, n, p, tables):
    """End and parts of what the gazetteer knows at ``p``."""
    apart()
    end = p
    parts = 0
    for kind in GAZETTEER:
        k = end + (1 if parts and between(char(line, n, end), tables) else 0)
        for size in (4, 3, 2):
            if word(line, n, k, size, tables) & kind:
                parts |= PLACED
                if kind == CITY_FLAG:
                    parts |= IN_CITY
                if kind & COUNTY_FLAG:
                    parts |= IN_COUNTY
                end = k + size + tail(line, n, k + size, tables)
                break
    return end, parts


@jit
def between(code, tables):
    """Whether a sign may stand between two places."""
    return trait(code, SPACE, tables) or code in STROKES


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
    if k > p and not parts & BARE:
        one = char(line, n, k)
        regional = parts & PLACED and not parts & ON_ROAD and numbers == 0
        if trait(one, SPACE, tables) or (one in STROKES and regional):
            k += 1
    stop, unit = numbered(line, n, k, tables)
    if stop and numbers == 0 and char(line, n, stop - 1) in HOUSEHOLDS:
        return False, end, parts, numbers
    if stop:
        parts &= ~BARE
        if char(line, n, stop - 1) in HOUSES:
            parts |= HOUSED
        if unit in (BLOCK, ROOM):
            parts |= FINE
        elif unit == GROUP:
            parts |= IN_NAMED
        elif unit == LANE:
            parts |= ON_ROAD | STREET
        return True, stop, parts, numbers + 1
    stop, unit = troop(line, n, k, tables) if parts & (PLACED | LABELLED) else (0, NOTHING)
    if stop and (parts & IN_NAMED or unit != GROUP):
        if unit == TOWN:
            parts |= IN_NAMED | ON_ROAD
        return True, stop, (parts | PLACED) & ~BARE, numbers + (unit == GROUP)
    stop = group(line, n, k, tables) if parts & (ON_ROAD | IN_NAMED) else 0
    if stop:
        return True, stop, (parts | IN_NAMED) & ~BARE, numbers + 1
    stop = lying(line, n, k, parts & FINE != 0, tables) if numbers else 0
    if stop:
        return True, stop, (parts | FINE) & ~BARE, numbers + 1
    stop = crossing(line, n, k, tables) if parts & ON_ROAD and numbers == 0 else 0
    if stop:
        return True, stop, parts, numbers
    stop = hamlet(line, n, k, tables)
    if stop == 0 and parts & ON_ROAD:
        stop = paces(line, n, k, tables)
    if stop:
        return True, stop, parts | IN_NAMED | FINE, numbers
    if not parts & FINE:
        stop, unit = named(line, n, k, end, parts, tables)
    if stop == 0:
        bare = numbers > 0 or (parts & ON_ROAD != 0 and dashed(line, n, k, tables) > 0)
        stop = trailing(line, n, k, parts, tables) if bare else 0
        if stop:
            numbers = max(numbers + (numbers > 0 and hyphens(line, n, k, stop) > 1), 1)
        return stop > 0, stop if stop else end, parts | (BARE if stop else 0), numbers
    if unit == UNKNOWN:
        parts |= UNSURE | ON_ROAD
    if unit == DISTRICT and quarter(line, n, stop, parts & ON_ROAD != 0, parts & IN_COUNTY != 0, tables):
        unit = ESTATE
    if unit == DISTRICT or (unit == REGION and parts & PLACED):
        parts |= IN_COUNTY
    if unit != ESTATE and unit != UNKNOWN:
        parts |= STREET
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
def parse(line, n, p, known, tables):
    """The address that begins here: its end and how strong its grammar is."""
    apart()
    end, parts, numbers = p, 0, 0
    if known or word_behind(line, n, p, AREA, tables):
        end, parts = places(line, n, p, tables)
        if known and road_called(line, n, end, tables):
            return 0
    if not known and labelled(line, n, p, tables):
        parts |= LABELLED
    going = True
    while going and end - p < LONGEST:
        going, end, parts, numbers = read_on(line, n, p, end, parts, numbers, tables)
    # What begins with a place that is known reads on the same with a label and without, and with a number ends so, too.
    if known and numbers == 0 and parts & (ON_ROAD | IN_NAMED) and labelled(line, n, p, tables):
        parts |= LABELLED
    if not enough(line, n, p, end, parts, numbers, known, tables):
        return settled(line, n, p, end, parts, numbers, tables)
    return house(line, n, p, end, tables) if (numbers or parts & LABELLED) and not parts & BARE else end


@jit
def settled(line, n, p, end, parts, numbers, tables):
    """The end of an address of which a label, a place and a town have been read, and nothing or a village follows; or 0."""
    apart()
    all_three = parts & LABELLED and parts & PLACED and parts & IN_NAMED
    if not all_three or parts & ON_ROAD or numbers:
        return 0
    end = house(line, n, p, end, tables)
    return 0 if is_han(char(line, n, end)) else end


@jit
def house(line, n, p, end, tables):
    """The end of an address with the name of a house that fills the rest of its field or clause."""
    apart()
    k = end
    if char(line, n, end) in LEADS and (char(line, n, end), char(line, n, end + 1)) != GENERAL:
        return end
    while is_han(char(line, n, k)) and k - end <= REST:
        if stops(line, n, k, tables) or word_behind(line, n, k, NOT_HOUSE, tables):
            return end
        k += 1
    if char(line, n, k - 1) in ASIDE or k - end < 2 or k - end > REST:
        return end
    if char(line, n, k) not in CLOSES and not filled(line, n, p, k, tables):
        return end
    if filled(line, n, p, k, tables):
        return k
    return k if home_before(line, n, p, tables) else end


@jit
def road_called(line, n, k, tables):
    """Whether a road is called so: a name, then a unit of roads."""
    apart()
    unit = unit_named(char(line, n, k - 1), tables)
    if unit in (REGION, DISTRICT):
        return False
    return suffix(line, n, k + 1 if trait(char(line, n, k), SIDE, tables) else k, tables)[1] == ROAD


@jit
def filled(line, n, p, end, tables):
    """Whether what stands between fills a field."""
    p -= 1 if char(line, n, p - 1) == 32 else 0
    end += 1 if char(line, n, end) == 32 else 0
    return char(line, n, p - 1) in FILLS and char(line, n, end) in FILLED


@jit
def enough(line, n, p, end, parts, numbers, known, tables):
    """Whether the parts found make an address."""
    apart()
    if numbers == 0 and (known or parts & LABELLED):
        last = char(line, n, end - 1)
        if last == MEETING or (char(line, n, end - 2) == MIDDLE and last == HEART):
            return False
        placed = parts & IN_COUNTY or (parts & LABELLED and parts & IN_NAMED)
        return parts & ON_ROAD != 0 and placed != 0 and not organisation(line, n, end, tables)
    if numbers == 0 or not parts & (ON_ROAD | IN_NAMED):
        return False
    if known:
        return True
    if parts & STREET == 0 and hall(line, n, end, tables):
        return False
    sure = parts & (FINE | IN_COUNTY) != 0 or numbers > 1 or filled(line, n, p, end, tables)
    if sure and (not parts & UNSURE or lone(line, n, p, parts, numbers)):
        return True
    return home_before(line, n, p, tables)


@jit
def lone(line, n, p, parts, numbers):
    """Whether a name that nothing says is a place begins a field or a clause and leads to a flat."""
    flat = parts & HOUSED and (numbers > 1 or parts & BARE)
    return flat != 0 and is_han(char(line, n, p + 2)) and not is_han(char(line, n, p - 1))


@jit
def labelled(line, n, p, tables):
    """Whether a word stands before that says of nothing else than of an address that it is one."""
    apart()
    k = gap_before(line, n, p, tables)
    one = char(line, n, k - 1)
    last = char(line, n, k - 2) << 16 | one
    if last in LED:
        return True
    if one in SITES and word_before(line, n, k, HOME, tables) and not trait(char(line, n, k - 3), tab.LETTER, tables):
        return True
    if one in IS or last in TURNED:
        near = False
        for q in range(k - MOST_TO_SITE, k):
            near |= char(line, n, q) == SITE
        return near
    return k < p and key_before(line, n, k, tables) & tab.HOME_KEY != 0


@jit
def home_before(line, n, p, tables):
    """Whether a word or a field before says that somebody lives here."""
    k = gap_before(line, n, p, tables)
    if word_before(line, n, k, HOME, tables):
        return True
    if char(line, n, k - 1) in COPULA and word_before(line, n, k - 1, HOME, tables):
        return True
    if char(line, n, p - 1) in LIVES:
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
    while k - start < BACK and start > floor and in_name(line, n, start - 1, tables):
        if start < k and word_before(line, n, start, CUES, tables) and not headed(line, n, start):
            break
        start -= 1
        digits = digits + 1 if trait(char(line, n, start), DIGIT, tables) else 0
        if digits > MOST_DIGITS:
            break
    while start < k and trait(char(line, n, start), DIGIT, tables):
        start += 1
    for q in range(start, k):
        if word_behind(line, n, q, AREA, tables):
            start = q
            break
    return start if k - start >= 2 else -1


@jit
def headed(line, n, k):
    """Whether a head of a place seems to end here, which may be the place and a road."""
    return char(line, n, k - 1) == HEAD and char(line, n, k - 2) in REGIONS


@jit
def address_at(line, n, i, floor, tables):
    """Start and end in the window; -1 when there is none. ``floor``: the index before which none may begin."""
    apart()
    if word_behind(line, n, i, PLACE, tables):
        end = parse(line, n, i, True, tables)
        if end:
            return i, end
    one = char(line, n, i)
    unit = unit_numbered(one, tables) or (one, char(line, n, i + 1)) in LATER
    if unit and trait(char(line, n, i - 1), DIGIT, tables):
        start = begins(line, n, i, floor, tables)
        if start >= floor:
            end = parse(line, n, start, False, tables)
            if end > i:
                return start, end
    return -1, 0
