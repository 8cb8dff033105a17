"""The rules of ``plain.housed`` on a window of code points. The names are the same."""

from __future__ import annotations

from zhengan.masking import lexicon
from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanaddresses import (
    IN_CITY,
    IN_COUNTY,
    NAME,
    PLACE,
    RULE,
    SELF,
    home_before,
    parse,
    places,
)
from zhengan.masking.fast.hanline import char, is_han, pair_at, word_behind
from zhengan.masking.fast.hannames import name_at
from zhengan.masking.fast.hanunits import no_unit
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart
from zhengan.masking.plain import housed

AREA, CITY, PROVINCE = lexicon.AREA, lexicon.CITY, lexicon.PROVINCE
SITE = ord("址")
UNITS = tuple(ord(c) for c in sorted(housed.UNITS))
FIRMS = tuple(ord(word[0]) << 16 | ord(word[1]) for word in sorted(housed.FIRMS))


@jit
def addressed(line, n, i, start, tables):
    """Start and end of the address behind 地址 and the colon at ``i``, which begins with no place; -1 when there is none."""
    apart()
    if char(line, n, i - 1) != SITE or word_behind(line, n, start, PLACE, tables) or not home_before(line, n, start, tables):
        return -1, 0
    end = parse(line, n, start, False, tables)
    return (start, end) if end and not somebody_before(line, n, start, tables) else (-1, 0)


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
