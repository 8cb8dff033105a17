"""The rules of ``plain.english`` on a window of code points: addresses in English. The names are the same."""

from __future__ import annotations

import numpy as np

from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.hanline import char, hashed, trait
from zhengan.masking.fast.lex import figure, jit, letter
from zhengan.masking.fast.raw import apart, byte
from zhengan.masking.plain import beside
from zhengan.masking.plain import english as rules

LEFT, RIGHT, LONGEST = rules.LEFT, rules.RIGHT, rules.LONGEST
MOST_NAME, MOST_UNITS, MOST_PLACES, MOST_HOUSE = rules.MOST_NAME, rules.MOST_UNITS, rules.MOST_PLACES, rules.MOST_HOUSE
ROADS, SIDES, BEFORE_NUMBER, UNITS, FLOORS, HOUSES, NO_PLACES = (
    tuple(sorted(int(np.uint64(tab.fnv(word)).astype(np.int64)) for word in words))
    for words in (rules.ROADS, rules.SIDES, rules.BEFORE_NUMBER, rules.UNITS, rules.FLOORS, rules.HOUSES, rules.NO_PLACES)
)
FIRSTS = tuple(sorted({ord(word[0].upper()) for word in rules.ROADS}))
SHORTEST_ROAD, LONGEST_ROAD = min(map(len, rules.ROADS)), max(map(len, rules.ROADS))
LETTER, UPPER, ALNUM = tab.LETTER, tab.UPPER, tab.ALNUM
IN_WORD = tuple(sorted(ord(c) for c in rules.IN_WORD - beside.ALNUM))
SPACE, COMMA, DOT, HYPHEN, SLASH, GROUND, FLOOR = (ord(c) for c in " ,.-/GF")
LABELS = tuple(ord(c) for c in ":：=@")
ENDINGS = tuple(tuple(ord(c) for c in end) for end in ("st", "nd", "rd", "th"))


@jit
def road(buf, p, n):
    """Whether the last letter of a word stands at ``p``, a space behind it, and behind that what may be a word for a road."""
    if not letter(byte(buf, p)) or byte(buf, p + 1) != SPACE or byte(buf, p + 2) not in FIRSTS:
        return False
    end = p + 2
    while end < n and end - p < LONGEST_ROAD + 3 and letter(byte(buf, end)):
        end += 1
    return SHORTEST_ROAD <= end - p - 2 <= LONGEST_ROAD


@jit
def english(line, n, i, tables):
    """Start and end; -1 when there is none."""
    apart()
    end = road_end(line, n, i + 2, tables)
    low = max(0, i - LEFT)
    number = numbered(line, n, i, low, tables) if end else -1
    if number < 0:
        return -1, 0
    start, stop = units_before(line, n, number, low, tables), places_behind(line, n, end, i + RIGHT, tables)
    alone = start == number and stop == end and figure(char(line, n, start))
    if alone and char(line, n, end) == SPACE and trait(char(line, n, end + 1), LETTER, tables):
        return -1, 0
    return start, stop


@jit
def in_word(line, n, k, tables):
    """A character of a word stands at ``k``."""
    code = char(line, n, k)
    return trait(code, ALNUM, tables) or code in IN_WORD


@jit
def worded(line, n, k, end, words, tables):
    """Whether one of the words stands there, with a capital."""
    if end <= k or not trait(char(line, n, k), UPPER, tables):
        return False
    for q in range(k, end):
        if not trait(char(line, n, q), LETTER, tables):
            return False
    return np.int64(hashed(line, k, end)) in words


@jit
def road_end(line, n, k, tables):
    """Where the word for a road ends that stands at ``k``, with its point or its side; 0 for none."""
    end = word_end(line, n, k, k + LONGEST, tables)
    if not worded(line, n, k, end, ROADS, tables):
        return 0
    if char(line, n, end) == DOT and end - k < 5:
        return end + 1
    side = word_end(line, n, end + 1, k + RIGHT, tables)
    return side if char(line, n, end) == SPACE and worded(line, n, end + 1, side, SIDES, tables) else end


@jit
def word_end(line, n, k, high, tables):
    """Where the word ends that begins at ``k``, before ``high``."""
    while k < high and in_word(line, n, k, tables):
        k += 1
    return k


@jit
def word_start(line, n, k, low, tables):
    """Where the word begins that ends at ``k``, from ``low`` on."""
    while k > low and in_word(line, n, k - 1, tables):
        k -= 1
    return k


@jit
def numbered(line, n, i, low, tables):
    """Where the number of a road begins whose name's last character stands at ``i``; -1 for none."""
    end = i + 1
    for count in range(MOST_NAME + 1):
        start = word_start(line, n, end, low, tables)
        if start == end:
            return parted_number(line, n, end - 1, low, tables) if count and char(line, n, end - 1) == COMMA else -1
        if count and is_number(line, n, start, end, tables):
            return number_start(line, n, start, low, tables)
        named = trait(char(line, n, start), UPPER, tables) or ordinal(line, n, start, end)
        if count == MOST_NAME or not named or char(line, n, start - 1) != SPACE or start - 1 <= low:
            return -1
        end = start - 1
    return -1


@jit
def parted_number(line, n, comma, low, tables):
    """Where No. begins before a number and the comma behind it; -1 for none."""
    start = word_start(line, n, comma, low, tables)
    first = number_start(line, n, start, low, tables) if is_number(line, n, start, comma, tables) else start
    return first if first < start else -1


@jit
def is_number(line, n, start, end, tables):
    """A house's number."""
    if not figure(char(line, n, start)) or end - start > 9:
        return False
    for q in range(start, end - 1):
        code = char(line, n, q)
        if not (figure(code) or code == HYPHEN):
            return False
    last = char(line, n, end - 1)
    return figure(last) or trait(last, UPPER, tables)


@jit
def ordinal(line, n, start, end):
    """1st, 2nd, 3rd, 12th."""
    if end - start < 3:
        return False
    for q in range(start, end - 2):
        if not figure(char(line, n, q)):
            return False
    return (char(line, n, end - 2), char(line, n, end - 1)) in ENDINGS


@jit
def number_start(line, n, start, low, tables):
    """``start`` of a house's number, or where No. begins before it."""
    k = start - (char(line, n, start - 1) == SPACE)
    k -= char(line, n, k - 1) == DOT
    first = word_start(line, n, k, low, tables)
    return first if worded(line, n, first, k, BEFORE_NUMBER, tables) else start


@jit
def units_before(line, n, start, low, tables):
    """``start``, or where the rooms, floors and houses begin that stand before it."""
    apart()
    for _ in range(MOST_UNITS):
        k = start - (char(line, n, start - 1) == SPACE)
        if k <= low or char(line, n, k - 1) != COMMA:
            break
        first = unit_start(line, n, k - 1, low, tables)
        if first < 0:
            break
        start = first
    return start


@jit
def unit_start(line, n, end, low, tables):
    """Where what names a room, a floor or a house begins that ends at ``end``; -1 for none."""
    start = word_start(line, n, end, low, tables)
    if start == end:
        return -1
    if floor(line, n, start, end):
        return start
    k = start - (char(line, n, start - 1) == SPACE)
    first = k
    if low < k < start:
        first = word_start(line, n, k - (char(line, n, k - 1) == DOT), low, tables)
    if first < k:
        stop = word_end(line, n, first, k, tables)
        if worded(line, n, first, stop, UNITS, tables) and is_code(line, n, start, end, tables):
            return first
        if worded(line, n, start, end, FLOORS, tables) and ordinal(line, n, first, k):
            return first
    return house_start(line, n, start, low, tables) if worded(line, n, start, end, HOUSES, tables) else -1


@jit
def floor(line, n, start, end):
    """5/F, 25F, G/F."""
    if end - start < 2 or char(line, n, end - 1) != FLOOR:
        return False
    stop = end - 2 if char(line, n, end - 2) == SLASH else end - 1
    if stop - start == 1 and char(line, n, start) == GROUND:
        return True
    for q in range(start, stop):
        if not figure(char(line, n, q)):
            return False
    return stop > start


@jit
def is_code(line, n, start, end, tables):
    """What a room is called."""
    figures = 0
    for q in range(start, end):
        code = char(line, n, q)
        figures += figure(code)
        if not (figure(code) or code == HYPHEN or trait(code, UPPER, tables)):
            return False
    return end - start <= 9 and (end - start == 1 or figures > 0)


@jit
def house_start(line, n, start, low, tables):
    """Where the name of a house begins whose last word begins at ``start``; -1 where it has no other."""
    found = -1
    for _ in range(MOST_HOUSE):
        if char(line, n, start - 1) != SPACE or start - 1 <= low:
            break
        first = word_start(line, n, start - 1, low, tables)
        if first == start - 1 or not trait(char(line, n, first), UPPER, tables):
            break
        found = start = first
    return found


@jit
def places_behind(line, n, end, high, tables):
    """Where the address ends: behind the districts and towns that follow with commas between."""
    apart()
    for _ in range(MOST_PLACES):
        if char(line, n, end) != COMMA:
            break
        stop = place_end(line, n, end + 1 + (char(line, n, end + 1) == SPACE), high, tables)
        if stop == 0:
            break
        end = stop
    return end


@jit
def place_end(line, n, k, high, tables):
    """Where the name of a place ends that begins at ``k``; 0 for none."""
    end = 0
    for _ in range(MOST_NAME):
        stop = word_end(line, n, k, high, tables)
        if stop == k or not trait(char(line, n, k), UPPER, tables) or not trait(char(line, n, stop - 1), LETTER, tables):
            break
        if worded(line, n, k, stop, NO_PLACES, tables):
            break
        if stop - k == 1 and char(line, n, stop) == DOT:
            break
        end = stop
        if char(line, n, stop) != SPACE:
            break
        k = stop + 1
    return 0 if end == 0 or end >= high or char(line, n, end) in LABELS else end
