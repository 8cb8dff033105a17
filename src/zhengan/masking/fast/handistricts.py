"""The rules of ``plain.districts`` on a window of code points, and the masks of whole names and addresses in columns.

The names are the same; ``line`` ends at ``n`` where the address does.
"""

from __future__ import annotations

from zhengan.masking import lexicon
from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanaddresses import TOLD, autonomous
from zhengan.masking.fast.hanline import ANY, char, class_of, is_han, pair_at, trait, word
from zhengan.masking.fast.hanunits import (
    DISTRICT,
    ESTATE,
    REGION,
    ROAD,
    TOWN,
    VILLAGE,
    no_unit,
    suffix,
    unit_named,
)
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.plain import addresses, districts, units

GAZETTEER, COUNTY, PLACED = addresses.GAZETTEER, lexicon.COUNTY, districts.PLACED
LONGEST = lexicon.LONGEST
NAME, TAIL, UNPLACED = addresses.NAME, addresses.TAIL, districts.UNPLACED
COUNTRY, PEOPLE = (ord(c) for c in districts.ABROAD)
ZONE, FLAG, RED, SELF, COUNTY_CHAR = (ord(c) for c in (districts.ZONE, districts.FLAG, districts.RED, districts.SELF, "县"))
CITY_UNIT, = (ord(c) for c in districts.CITIES)


def codes(chars):
    """Characters as a rule asks for them."""
    return tuple(ord(c) for c in sorted(chars))


GAPS, DISTRICTS, WHOLE, SPARED, INNER = (
    codes(chars) for chars in (districts.GAPS, districts.DISTRICTS, districts.WHOLE, districts.SPARED, districts.INNER)
)
NO_ZONE = codes(districts.NO_ZONE - units.NUMERAL)
NO_CITY, RARELY_CITY = codes(districts.NO_CITY), codes(districts.RARELY_CITY)


@jit
def of_its_own(unit):
    """Whether a unit makes a name of its own of what stands before it."""
    return unit in (ROAD, TOWN, VILLAGE, ESTATE)


@jit
def shown(line, n, p, tables):
    """Where, of the address from ``p`` to ``n``, stars begin."""
    start, end = place(line, n, p, len(GAZETTEER), tables)
    return end if start < end < n else p


@jit
def place(line, n, p, levels, tables):
    """Where the place of that many levels begins and ends with which the address from ``p`` to ``n`` begins."""
    apart()
    start = gap(line, n, p)
    if char(line, n, start) == COUNTRY and char(line, n, start + 1) == PEOPLE:
        start += 2
    end, county = known(line, n, start, levels, tables)
    placed = end > start
    while levels == len(GAZETTEER) and not county:
        stop, county = named(line, n, gap(line, n, end), placed, tables)
        if stop == 0:
            break
        end, county, placed = stop, county or placed, True
    return start, end


@jit
def gap(line, n, k):
    """Behind the space or the stroke that may stand at ``k``."""
    return k + 1 if char(line, n, k) in GAPS else k


@jit
def known(line, n, start, levels, tables):
    """Where what the gazetteer knows of these levels ends, and whether it is a district."""
    apart()
    end, county = start, False
    for level in range(levels):
        kind = GAZETTEER[level]
        k = gap(line, n, end)
        size = 0
        for most in (4, 3, 2):
            if size == 0 and word(line, n, k, most, tables) & kind:
                size = most
        if size == 0:
            continue
        stop = k + size
        whole = char(line, n, stop - 1) in WHOLE
        more, district = unit(line, n, stop, tables)
        if whole:
            more, district = 0, False
        elif more == 0 and called(line, n, stop, tables):
            break
        end, county = stop + more, county or district or kind & COUNTY != 0
    return end, county


@jit
def unit(line, n, k, tables):
    """The length of the unit behind a place's short name, and whether it is a district's."""
    apart()
    what = unit_named(char(line, n, k), tables)
    if what == REGION or (what == DISTRICT and ends_place(line, n, k, tables)):
        return 1, what == DISTRICT
    for q in range(k, k + TAIL):
        size = autonomous(line, n, q)
        if size:
            last = char(line, n, q + 2)
            return q + size - k, char(line, n, q) == SELF and last in (COUNTY_CHAR, FLAG)
        if not is_han(char(line, n, q)) or of_its_own(unit_named(char(line, n, q), tables)):
            break
    return 0, False


@jit
def called(line, n, k, tables):
    """Whether a road, an estate or a village is called after the short name that ends at ``k``."""
    if trait(char(line, n, k), tab.SIDE | tab.NUMERAL, tables):
        return suffix(line, n, k + 1, tables)[1] == ROAD
    return of_its_own(suffix(line, n, k, tables)[1])


@jit
def ends_place(line, n, k, tables):
    """Whether the unit at ``k`` is one and begins no word, or does so by chance."""
    if not no_unit(line, n, k, tables):
        return True
    return pair_at(line, n, k + 1, tables) & ANY != 0 and suffix(line, n, k + 3, tables)[1] == ROAD


@jit
def named(line, n, k, placed, tables):
    """Where a name ends that begins at ``k`` and has a unit of places, and whether that is a district; 0: none."""
    apart()
    for q in range(k, k + NAME + 1):
        size, what = suffix(line, n, q, tables)
        if size > 1:
            good = what == DISTRICT and (placed or ((size > 2 or q > k + 1) and not led(line, n, k, q, 2, tables)))
            return (q + size, True) if good and not taken(line, n, q + size, tables) else (0, False)
        one, before = char(line, n, q), char(line, n, q - 1)
        if one == CITY_UNIT and q - k > 1 and ends_place(line, n, q, tables):
            good = city(before, q - k, placed) and (placed or not led(line, n, k, q, 3, tables))
            return (q + 1, False) if good and not taken(line, n, q + 1, tables) else (0, False)
        if one in DISTRICTS and q > k and ends_place(line, n, q, tables) and not (one == FLAG and before == RED):
            good = placed or ((2 if one == ZONE else 1) <= q - k <= UNPLACED and not led(line, n, k, q, 3, tables))
            if one == ZONE and (before in NO_ZONE or trait(before, tab.NUMERAL, tables)):
                good = False
            return (q + 1, True) if good and not taken(line, n, q + 1, tables) else (0, False)
        if q > k and of_its_own(what) and not (one in INNER and place_unit(char(line, n, q + 1))):
            return 0, False
        if not is_han(one) or (trait(one, tab.STOP, tables) and one not in SPARED):
            return 0, False
        if q > k and pair_at(line, n, q, tables) & TOLD:
            return 0, False
    return 0, False


@jit
def led(line, n, k, q, least, tables):
    """Whether somebody may be named at ``k``, before the place whose unit stands at ``q``."""
    apart()
    first = char(line, n, k)
    surnamed = is_han(first) and (class_of(first, tables) & tab.SURNAME != 0 or pair_at(line, n, k, tables) & tab.DOUBLE != 0)
    if surnamed and least <= q - k <= UNPLACED and char(line, n, q) != SELF:
        return True
    for p in range(k + 1, q - 1):
        for end in (q, q + 1):
            if end - p <= LONGEST and word(line, n, p, end - p, tables) & PLACED:
                return True
    return False


@jit
def place_unit(code):
    """Whether a character ends the names of districts or cities."""
    return code == CITY_UNIT or code in DISTRICTS


@jit
def city(before, size, placed):
    """Whether a 市 behind a name of ``size`` characters, the last of them ``before``, ends the name of a city."""
    if before in RARELY_CITY:
        return placed and size == 2
    return before not in NO_CITY and (placed or size <= UNPLACED)


@jit
def taken(line, n, k, tables):
    """Whether what ends at ``k`` is only how something else is called."""
    apart()
    size, what = suffix(line, n, k, tables)
    if what == ESTATE:
        return size == 1 or suffix(line, n, k + size, tables)[0] == 0
    if what in (TOWN, VILLAGE):
        return size > 1 or char(line, n, k - 1) != ZONE
    return what == ROAD
