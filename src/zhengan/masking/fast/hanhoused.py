"""The rules of ``plain.housed`` on a window of code points. The names are the same."""

from __future__ import annotations

from zhengan.masking import lexicon
from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanaddresses import (
    IN_CITY,
    IN_COUNTY,
    IS,
    NAME,
    PLACE,
    RULE,
    SELF,
    TURNED,
    labelled,
    parse,
    places,
)
from zhengan.masking.fast.hanline import char, class_of, is_han, pair_at, word_behind
from zhengan.masking.fast.hannames import name_at
from zhengan.masking.fast.hanunits import no_unit
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.plain import housed

AREA, CITY, PROVINCE = lexicon.AREA, lexicon.CITY, lexicon.PROVINCE
AWAKE, MOVES, TO, COLONS, GAPS, SPACES, NOT_LIVED, ELSEWHERE, SURNAMED = (
    tuple(ord(c) for c in sorted(some))
    for some in (
        housed.AWAKE, housed.MOVES, housed.TO, housed.COLONS, housed.GAPS, housed.SPACES, housed.NOT_LIVED, housed.ELSEWHERE,
        housed.SURNAMED,
    )
)  # fmt: skip
TAG, MOST_LED, MOST_GAPS, PLACED = ord(housed.TAG), housed.MOST_LED, housed.MOST_GAPS, housed.PLACED
MOST_NAMED = housed.MOST_NAMED
SEAT = tuple(ord(c) for c in housed.REST[0])
UNITS = tuple(ord(c) for c in sorted(housed.UNITS))
FIRMS = tuple(ord(word[0]) << 16 | ord(word[1]) for word in sorted(housed.FIRMS))


@jit
def addressed(line, n, i, tables):
    """Start and end of the address that the character at ``i`` leads to, which begins with no place; -1 when there is none."""
    apart()
    colon = char(line, n, i) in COLONS
    start = begun(line, n, i, colon, tables)
    one = char(line, n, start)
    if not is_han(one) or one in ELSEWHERE or word_behind(line, n, start, PLACE, tables) or not labelled(line, n, start, tables):
        return -1, 0
    if not colon and (one in NOT_LIVED or later(line, n, start, tables)):
        return -1, 0
    end = parse(line, n, start, False, tables)
    return (start, end) if end and not somebody_before(line, n, start, tables) else (-1, 0)


@jit
def later(line, n, start, tables):
    """Whether a place begins behind ``start``, before which somebody may be named, and none there."""
    apart()
    surnamed = class_of(char(line, n, start), tables) & tab.SURNAME or pair_at(line, n, start, tables) & tab.DOUBLE
    found = False
    for q in range(start + 1, start + (MOST_NAMED if surnamed else 2)):
        found |= word_behind(line, n, q, PLACED, tables) != 0
    return found and not word_behind(line, n, start, PLACED, tables)


@jit
def begun(line, n, i, colon, tables):
    """Where the address would begin; a place in the line where none does when the character at ``i`` leads to none."""
    if colon:
        return i + 1 if char(line, n, i) == TAG else spaced(line, n, i + 1)
    after = char(line, n, i + 1)
    if not is_han(after) and after not in SPACES:
        return i + 1
    return spaced(line, n, led_to(line, n, i, tables))


@jit
def spaced(line, n, k):
    """Behind the spaces and quotes here."""
    start = k
    while start - k < MOST_GAPS and char(line, n, start) in GAPS:
        start += 1
    return start


@jit
def led_to(line, n, i, tables):
    """Where the words end that begin with the character at ``i`` and lead to an address; else where they begin."""
    k = i + 1
    if char(line, n, i) in MOVES:
        return k + 1 if char(line, n, k) in TO else i
    if (char(line, n, k), char(line, n, k + 1), char(line, n, k + 2)) == SEAT:
        return k + 3
    if char(line, n, k) == SEAT[2]:
        return k + 1
    for q in range(k, k + MOST_LED):
        one = char(line, n, q)
        if not is_han(one) or word_behind(line, n, q, PLACED, tables):
            break
        if one in IS or (char(line, n, q - 1) << 16 | one) in TURNED:
            return q + 1
    return k


@jit
def somebody_before(line, n, start, tables):
    """Whether the name of a person or a firm stands at ``start``, and the address only behind it."""
    apart()
    double = pair_at(line, n, start, tables) & tab.DOUBLE != 0
    end = name_at(line, n, start, double, False, tables)
    for q in range(start + 2, start + NAME):
        if not is_han(char(line, n, q - 1)):
            return False
        ends_there = q == end or (char(line, n, q - 2) << 16 | char(line, n, q - 1)) in FIRMS
        if not ends_there and not (q == end - 1 and runs_into(line, n, q, tables)):
            continue
        if (word_behind(line, n, q, AREA, tables) or told(line, n, q, tables)) and parse(line, n, q, True, tables):
            return True
    return False


@jit
def runs_into(line, n, k, tables):
    """Whether the last character of a name, at ``k``, rather begins an address."""
    return word_behind(line, n, k, PLACE, tables) != 0 and parse(line, n, k, True, tables) > 0


@jit
def told(line, n, p, tables):
    """Whether the place at ``p`` has its unit, or a second place behind it."""
    apart()
    if not word_behind(line, n, p, PLACE, tables):
        return False
    end, parts = places(line, n, p, tables)
    county = parts & IN_COUNTY != 0
    if char(line, n, end - 1) in UNITS or (char(line, n, end - 3) == SELF and char(line, n, end - 2) == RULE):
        return True
    if county and char(line, n, end) in UNITS and not no_unit(line, n, end, tables):
        return True
    if not county and not parts & IN_CITY:
        return False
    return word_behind(line, n, p, PROVINCE | CITY if county else PROVINCE, tables) != 0
