"""The province, the city and the district with which an address begins: what its default mask shows (the reference).

Provinces and prefectures are the gazetteer's, all of them; districts and counties are known there or by the 市, 区, 县, 旗 that
ends them. What is called after a place (南京路, 中山公园) or only ends like one (红旗大街, 翠苑小区, 超市) is none: where that is
doubtful, stars stand.
"""

from __future__ import annotations

from zhengan.masking.lexicon import AREA, COUNTY, STRONG, TITLE, doubles, is_han, surnames, words
from zhengan.masking.plain.addresses import AUTONOMOUS, GAZETTEER, NAME, PLACE, SPACES, STROKES, TAIL
from zhengan.masking.plain.beside import at
from zhengan.masking.plain.units import NAMED, NUMERAL, SIDES, STOP, Unit, no_unit, suffix

ABROAD, GAPS = "中国", "".join(sorted(SPACES | STROKES))
CITIES, DISTRICTS = frozenset("市"), frozenset("区县旗")
WHOLE = CITIES | DISTRICTS | frozenset("省盟")  # a place of the gazetteer that ends so has its unit
ZONE, FLAG, RED, SELF, SPARED = "区", "旗", "红", "自", frozenset("那额买")
PLACES = CITIES | DISTRICTS
PLACED = PLACE | AREA
INNER = frozenset("道庄屯乡")  # ends other names, and stands within those of districts: 二道区, 台儿庄区
NO_ZONE = frozenset("小社园校院厂景宅片活属墅假业房楼街店库") | NUMERAL
NO_CITY, RARELY_CITY = frozenset("超集夜菜早股门"), frozenset("城都")
UNPLACED = 4  # characters of a name that only its unit makes a place
OF_ITS_OWN = (Unit.ROAD, Unit.TOWN, Unit.VILLAGE, Unit.ESTATE)


def shown(value: str) -> int:
    """How many characters stay; none where the address names no place, or is nothing else."""
    start, end = place(value, len(GAZETTEER))
    return end if start < end < len(value) else 0


def place(value: str, levels: int) -> tuple[int, int]:
    """Where the place begins and ends with which an address begins, of the first ``levels`` of province, city and district."""
    start = gap(value, 0)
    start += 2 * (value[start : start + 2] == ABROAD)
    end, county = known(value, start, levels)
    placed = end > start
    while levels == len(GAZETTEER) and not county:
        stop, county = named(value, gap(value, end), placed)
        if not stop:
            break
        end, county, placed = stop, county or placed, True
    return start, end


def gap(line: str, k: int) -> int:
    """Behind the space or the stroke that may stand at ``k``: 北京市/朝阳区."""
    return k + (at(line, k) in GAPS)


def known(line: str, start: int, levels: int) -> tuple[int, bool]:
    """Where what the gazetteer knows of these levels ends, and whether it is a district."""
    end, county = start, False
    for kind in GAZETTEER[:levels]:
        k = gap(line, end)
        size = next((n for n in (4, 3, 2) if k + n <= len(line) and words().get(line[k : k + n], 0) & kind), 0)
        if not size:
            continue
        stop = k + size
        whole = at(line, stop - 1) in WHOLE
        more, district = (0, False) if whole else unit(line, stop)
        if not whole and not more and called(line, stop):
            break
        end, county = stop + more, county or district or kind & COUNTY != 0
    return end, county


def unit(line: str, k: int) -> tuple[int, bool]:
    """The length of the unit behind a place's short name (省, 市, 区, 壮族自治区), and whether it is a district's."""
    what = NAMED.get(at(line, k))
    if what == Unit.REGION or (what == Unit.DISTRICT and ends_place(line, k)):
        return 1, what == Unit.DISTRICT
    for q in range(k, k + TAIL):
        for word in AUTONOMOUS:
            if line[q : q + len(word)] == word:
                return q + len(word) - k, word in ("自治县", "自治旗")
        if not is_han(at(line, q)) or NAMED.get(line[q]) in OF_ITS_OWN:
            break
    return 0, False


def called(line: str, k: int) -> bool:
    """Whether a road, an estate or a village is called after the short name that ends at ``k``: 南京西路, 中山三路, 中山公园."""
    if at(line, k) in SIDES or at(line, k) in NUMERAL:
        return suffix(line, k + 1)[1] == Unit.ROAD
    return suffix(line, k)[1] in OF_ITS_OWN


def ends_place(line: str, k: int) -> bool:
    """Whether the unit at ``k`` is one and begins no word, or does so by chance: 县长江路."""
    if not no_unit(line, k):
        return True
    return line[k + 1 : k + 3] in words() and suffix(line, k + 3)[1] == Unit.ROAD


def named(line: str, k: int, placed: bool) -> tuple[int, bool]:
    """Where a name ends that begins at ``k`` and has 市, 区, 县, 旗 or a kind of them, and whether that is a district; 0: none.

    ``placed``: a place stands before it.
    """
    for q in range(k, k + NAME + 1):
        size, what = suffix(line, q)
        if size > 1:
            good = what == Unit.DISTRICT and (placed or ((size > 2 or q > k + 1) and not led(line, k, q, 2)))
            return (q + size, True) if good and not taken(line, q + size) else (0, False)
        one = at(line, q)
        if one in CITIES and q - k > 1 and ends_place(line, q):
            good = city(line, k, q, placed) and (placed or not led(line, k, q, 3))
            return (q + 1, False) if good and not taken(line, q + 1) else (0, False)
        if one in DISTRICTS and q > k and ends_place(line, q) and not (one == FLAG and line[q - 1] == RED):
            good = placed or (1 + (one == ZONE) <= q - k <= UNPLACED and not led(line, k, q, 3))
            good = good and not (one == ZONE and line[q - 1] in NO_ZONE)
            return (q + 1, True) if good and not taken(line, q + 1) else (0, False)
        if q > k and what in OF_ITS_OWN and not (one in INNER and at(line, q + 1) in PLACES):
            return 0, False
        if not is_han(one) or (one in STOP and one not in SPARED):
            return 0, False
        if q > k and words().get(line[q : q + 2], 0) & (STRONG | TITLE):
            return 0, False
    return 0, False


def led(line: str, k: int, q: int, least: int) -> bool:
    """Whether somebody may be named at ``k``, before the place whose unit stands at ``q``: 张伟 + 高新区, 孙 + 北京市.

    ``least``: characters of the shortest surname, given name and place. Nobody is before 自治县: 孟村回族.
    """
    if least <= q - k <= UNPLACED and line[q] != SELF and (line[k] in surnames() or line[k : k + 2] in doubles()):
        return True
    return any(words().get(line[p:end], 0) & PLACED for p in range(k + 1, q - 1) for end in (q, q + 1))


def city(line: str, k: int, q: int, placed: bool) -> bool:
    """Whether the 市 at ``q`` ends the name of a city: not 超市, not 阳光城市."""
    if line[q - 1] in RARELY_CITY:
        return placed and q - k == 2  # 麻城市
    return line[q - 1] not in NO_CITY and (placed or q - k <= UNPLACED)


def taken(line: str, k: int) -> bool:
    """Whether what ends at ``k`` is only how something else is called: 红旗大街, 新市镇, 新区公寓."""
    size, what = suffix(line, k)
    if what == Unit.ESTATE:  # but 崇川区花园路, 赛罕区翠苑小区
        return size == 1 or not suffix(line, k + size)[0]
    if what in (Unit.TOWN, Unit.VILLAGE):
        return size > 1 or line[k - 1] != ZONE  # 海曙区镇明路
    return what == Unit.ROAD
