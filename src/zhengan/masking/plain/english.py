"""The reference for addresses in English: a road behind its number, what names rooms and houses before that, places behind.

    Room 2747, 5/F, No. 562 Century Avenue, Pudong New Area, Shanghai        Flat B, 25/F, 519 Nathan Road, Kowloon

A road without a number is none: there is no telling it from a firm's or a station's name. Nothing is looked at further than
``LEFT`` characters before the road and ``RIGHT`` behind it.
"""

from __future__ import annotations

from zhengan.masking.plain.beside import ALNUM, LETTER, UPPER, at

LEFT, RIGHT = 60, 110
ROADS = frozenset((
    "road", "rd", "street", "st", "avenue", "ave", "lane", "boulevard", "blvd", "drive", "highway", "path",
))  # fmt: skip
SIDES = frozenset(("east", "west", "north", "south", "central", "middle"))  # Queen's Road Central
BEFORE_NUMBER = frozenset(("no", "nos"))
UNITS = frozenset((
    "room", "rm", "unit", "flat", "suite", "shop", "apt", "apartment", "house", "floor", "level", "building", "bldg", "block",
    "blk", "tower", "phase", "office", "workshop",
))  # fmt: skip
FLOORS = frozenset(("floor", "building"))  # behind 5th
HOUSES = frozenset((
    "building", "centre", "center", "plaza", "tower", "towers", "garden", "gardens", "mansion", "house", "court", "estate",
    "square",
))  # fmt: skip
# Words with which something else begins behind an address.
NO_PLACES = frozenset((
    "tel", "phone", "fax", "attn", "email", "mobile", "mob", "dear", "re", "contact", "mr", "ms", "mrs", "please",
    "postal", "postcode", "post", "zip", "code", "website", "web", "wechat", "whatsapp",
))  # fmt: skip
DIGIT = frozenset("0123456789")
IN_WORD = ALNUM | frozenset("'’-/&")
MOST_NAME, MOST_UNITS, MOST_PLACES, MOST_HOUSE, LONGEST = 5, 5, 6, 4, 16


def english(line: str, i: int) -> tuple[int, int] | None:
    """Start and end of the address whose road is named by the word behind the space behind ``i``: Century Avenue."""
    end = road_end(line, i + 2)
    number = numbered(line, i, max(0, i - LEFT)) if end else -1
    if number < 0:
        return None
    start, stop = units_before(line, number, max(0, i - LEFT)), places_behind(line, end, i + RIGHT)
    alone = start == number and stop == end and at(line, start) in DIGIT
    if alone and at(line, end) == " " and at(line, end + 1) in LETTER:  # 3 Main Street shops
        return None
    return start, stop


def road_end(line: str, k: int) -> int:
    """Where the word for a road ends that stands at ``k``, with its point; 0 for none."""
    end = word_end(line, k, k + LONGEST)
    if not worded(line, k, end, ROADS):
        return 0
    if at(line, end) == "." and end - k < 5:
        return end + 1
    side = word_end(line, end + 1, k + RIGHT)
    return side if at(line, end) == " " and worded(line, end + 1, side, SIDES) else end


def worded(line: str, k: int, end: int, words: frozenset[str]) -> bool:
    """Whether one of the words stands there, with a capital."""
    return at(line, k) in UPPER and all(c in LETTER for c in line[k:end]) and line[k:end].lower() in words


def word_end(line: str, k: int, high: int) -> int:
    """Where the word ends that begins at ``k``, before ``high``."""
    while k < high and at(line, k) in IN_WORD:
        k += 1
    return k


def word_start(line: str, k: int, low: int) -> int:
    """Where the word begins that ends at ``k``, from ``low`` on."""
    while k > low and at(line, k - 1) in IN_WORD:
        k -= 1
    return k


def numbered(line: str, i: int, low: int) -> int:
    """Where the number of a road begins whose name's last character stands at ``i``; -1 for none."""
    end = i + 1
    for count in range(MOST_NAME + 1):
        start = word_start(line, end, low)
        if start == end:
            return parted_number(line, end - 1, low) if count and at(line, end - 1) == "," else -1
        if count and is_number(line, start, end):
            return number_start(line, start, low)
        if count == MOST_NAME or not is_name(line, start, end) or at(line, start - 1) != " " or start - 1 <= low:
            return -1
        end = start - 1
    return -1


def parted_number(line: str, comma: int, low: int) -> int:
    """Where No. begins before a number and the comma behind it: No. 5, Shennan Avenue; -1 for none."""
    start = word_start(line, comma, low)
    first = number_start(line, start, low) if is_number(line, start, comma) else start
    return first if first < start else -1


def is_number(line: str, start: int, end: int) -> bool:
    """A house's number: 562, 12-14, 12A."""
    if at(line, start) not in DIGIT or end - start > 9:
        return False
    last = line[end - 1]
    inner = all(c in DIGIT or c == "-" for c in line[start : end - 1])
    return inner and (last in DIGIT or last in UPPER)


def is_name(line: str, start: int, end: int) -> bool:
    """A word of a road's name: it begins with a capital, or is 1st, 2nd."""
    return at(line, start) in UPPER or ordinal(line, start, end)


def ordinal(line: str, start: int, end: int) -> bool:
    """1st, 2nd, 3rd, 12th."""
    if end - start < 3 or line[end - 2 : end] not in ("st", "nd", "rd", "th"):
        return False
    return all(c in DIGIT for c in line[start : end - 2])


def number_start(line: str, start: int, low: int) -> int:
    """``start`` of a house's number, or where No. begins before it."""
    k = start - (at(line, start - 1) == " ")
    k -= at(line, k - 1) == "."
    first = word_start(line, k, low)
    return first if worded(line, first, k, BEFORE_NUMBER) else start


def units_before(line: str, start: int, low: int) -> int:
    """``start``, or where the rooms, floors and houses begin that stand before it, with commas between."""
    for _ in range(MOST_UNITS):
        k = start - (at(line, start - 1) == " ")
        if k <= low or at(line, k - 1) != ",":
            break
        first = unit_start(line, k - 1, low)
        if first < 0:
            break
        start = first
    return start


def unit_start(line: str, end: int, low: int) -> int:
    """Where what names a room, a floor or a house begins that ends at ``end``; -1 for none."""
    start = word_start(line, end, low)
    if start == end:
        return -1
    if floor(line, start, end):
        return start
    k = start - (at(line, start - 1) == " ")
    first = word_start(line, k - (at(line, k - 1) == "."), low) if k < start and k > low else k
    if first < k and worded(line, first, word_end(line, first, k), UNITS) and is_code(line, start, end):
        return first
    if first < k and worded(line, start, end, FLOORS) and ordinal(line, first, k):
        return first
    return house_start(line, start, low) if worded(line, start, end, HOUSES) else -1


def floor(line: str, start: int, end: int) -> bool:
    """5/F, 25F, G/F."""
    if end - start < 2 or line[end - 1] != "F":
        return False
    stop = end - 2 if line[end - 2] == "/" else end - 1
    return stop > start and (line[start:stop] == "G" or all(c in DIGIT for c in line[start:stop]))


def is_code(line: str, start: int, end: int) -> bool:
    """What a room is called: 2747, 2-311, B, 12A."""
    code = line[start:end]
    return end - start <= 9 and all(c in DIGIT or c in UPPER or c == "-" for c in code) and (
        end - start == 1 or any(c in DIGIT for c in code)
    )


def house_start(line: str, start: int, low: int) -> int:
    """Where the name of a house begins whose last word begins at ``start``; -1 where it has no other."""
    found = -1
    for _ in range(MOST_HOUSE):
        if at(line, start - 1) != " " or start - 1 <= low:
            break
        first = word_start(line, start - 1, low)
        if first == start - 1 or at(line, first) not in UPPER:
            break
        found = start = first
    return found


def places_behind(line: str, end: int, high: int) -> int:
    """Where the address ends: behind the districts and towns that follow with commas between."""
    for _ in range(MOST_PLACES):
        if at(line, end) != ",":
            break
        stop = place_end(line, end + 1 + (at(line, end + 1) == " "), high)
        if not stop:
            break
        end = stop
    return end


def place_end(line: str, k: int, high: int) -> int:
    """Where the name of a place ends that begins at ``k``: up to five words with capitals, and what follows does not say that
    it was a label; 0 for none."""
    end = 0
    for _ in range(MOST_NAME):
        stop = word_end(line, k, high)
        if at(line, k) not in UPPER or stop == k or at(line, stop - 1) not in LETTER or worded(line, k, stop, NO_PLACES):
            break
        if stop - k == 1 and at(line, stop) == ".":  # P.R. China
            break
        end = stop
        if at(line, stop) != " ":
            break
        k = stop + 1
    return 0 if end == 0 or end >= high or at(line, end) in ":：=@" else end
