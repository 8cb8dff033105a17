"""The reference for addresses: places of the gazetteer, then roads, numbers, buildings and rooms, read from left to right.

An address is at least a place or a road with something that leads to a door; a province or a district alone is none,
nor is an organisation that is called after one (上海证券交易所).
"""

from __future__ import annotations

from dataclasses import dataclass

from zhengan.masking.lexicon import (
    AREA,
    CITY,
    COUNTY,
    HOME,
    NEVER,
    ORGAN,
    PROVINCE,
    STRONG,
    TITLE,
    VERB,
    WEAK,
    is_han,
    words,
)  # fmt: skip
from zhengan.masking.plain.beside import (
    FIELD,
    LETTER,
    at,
    gap_before,
    key_before,
    word_before,
    word_behind,
)
from zhengan.masking.plain.doors import desk, group, hall, lying, quarter, troop
from zhengan.masking.plain.units import (
    DIGIT,
    HOUSEHOLDS,
    LATER,
    NAMED,
    NUMBERED,
    NUMERAL,
    RUN,
    SIDES,
    Unit,
    absorb,
    dashed,
    hamlet,
    in_name,
    no_unit,
    numbered,
    paces,
    plain,
    roomed,
    stops,
    suffix,
)

PLACE = PROVINCE | CITY | COUNTY
GAZETTEER = (PROVINCE, CITY, COUNTY | AREA)  # from the largest to the least
CUES = HOME | STRONG | TITLE | WEAK
# What may stand between parts; behind a province, a city or a district only, save for the spaces: 江苏省/苏州市/姑苏区.
SPACES, STROKES = frozenset(" \u3000"), frozenset("/／-－")
CROSSES, CROSSING = frozenset("与和"), 4
# How words end behind which somebody lives, surely: those of HOME, and pairs that need no more; what leads on from 址.
SITES, IS, SITE, MOST_TO_SITE = frozenset("址籍住居地所"), frozenset("是为到在于由从"), "址", 6
LED = frozenset(one + two for one in "搬迁寄送" for two in "到至往去") | {"住在", "住于", "住到"}
TURNED = frozenset({"改成", "换成", "变成"})
REGIONS, LIVES = frozenset("市区县镇乡"), frozenset("住在到至往赴")
ASIDE = frozenset("旁面侧边内外上下处近等前后口")  # 88号对面
FILLS, FILLED = FIELD | {"/"}, FIELD | {"/", "\r", "\0"}
REST, CLOSES = 10, SPACES | frozenset("'\",|\t<>;，；。、)）\r\0")  # a house's name to the end of a field: 416号橡树湾
LEADS, GENERAL = frozenset("将已需未"), "将军"  # 建国路88号 + 将停电检修, but 将军大厦
NOT_HOUSE = STRONG | WEAK | NEVER | TITLE | ORGAN | VERB
HOUSES = frozenset("栋幢棟元")
ORDINAL = frozenset("第字")
AUTONOMOUS = ("自治区", "自治州", "自治县", "自治旗", "特别行政区", "地区")
MOST_DIGITS = 4  # in a row in the name of a road
NAME, LONGEST, BACK, TAIL = 10, 110, 24, 9


@dataclass
class Parts:
    """What has been read of an address so far."""

    end: int
    place: bool = False
    city: bool = False
    county: bool = False
    named: bool = False  # a town, or a group of villagers
    road: bool = False  # a road, a village or an estate
    number: int = 0  # numbered parts
    fine: bool = False  # a building or a room: only numbers may follow
    bare: bool = False  # ends in a number without a unit
    street: bool = False  # tells where in a town or a village
    told: bool = False  # behind a word such as 住址
    house: bool = False  # a building that people live in, or one of its doors: 3栋, 2单元
    unsure: bool = False  # begins with a name that nothing says is a place: 水岸星城3幢


def named(line: str, k: int, parts: Parts) -> tuple[int, Unit]:
    """End and unit of a name with its unit at ``k`` (建国路, 翠苑小区, 光山县); (0, NONE) when there is none."""
    for q in range(k, k + NAME + 1):
        size, what = suffix(line, q)
        if size and (q > k or (size == 1 and q == parts.end and parts.place and what != Unit.VILLAGE)):
            return absorb(line, q, size, what)
        one = at(line, q)
        led = parts.road or parts.county or parts.city or not parts.place
        if q > k + 1 and one in NUMERAL and at(line, q - 1) not in DIGIT and led and door(line, q, parts):
            if desk(line, q) and not (parts.road or parts.place):
                return 0, Unit.NONE
            parts.unsure |= not (parts.road or parts.place)
            return q, Unit.ESTATE
        if q > k + 1 and one in SPACES and (parts.road or parts.county) and roomed(line, q + 1):  # 88号 恒大绿洲 32-3-1905
            return q, Unit.ESTATE
        if not in_name(line, q) or (q > k and words().get(line[q : q + 2], 0) & (STRONG | TITLE | HOME)):
            return 0, Unit.NONE
    return 0, Unit.NONE


def door(line: str, k: int, parts: Parts) -> bool:
    """Whether the number of a building, a unit or a room stands at ``k``, or of a door that follows a district's name."""
    end, unit = numbered(line, k)
    if end and line[end - 1] in HOUSEHOLDS:
        return False
    if unit == Unit.NUMBER:  # 清华园1号, not 公告第1号
        return parts.county and at(line, k - 1) not in ORDINAL
    return unit in (Unit.BLOCK, Unit.ROOM) or dashed(line, k) > 0


def crossing(line: str, k: int) -> int:
    """Where 与汉口路交叉口 ends that begins at ``k``; 0: no such thing does."""
    if at(line, k) not in CROSSES or not in_name(line, k + 1):
        return 0
    for q in range(k + 2, k + 2 + NAME):
        size, what = suffix(line, q)
        if size and what == Unit.ROAD:
            end = absorb(line, q, size, what)[0]
            for last in range(end + 1, end + 1 + CROSSING):
                if at(line, end) == "交" and at(line, last) in "口处":
                    return last + 1
                if not is_han(at(line, last)):
                    break
            return 0
        if not in_name(line, q):
            return 0
    return 0


def places(line: str, p: int) -> Parts:
    """What the gazetteer knows at ``p``: a province, then a prefecture or a county."""
    parts = Parts(p)
    for kind in GAZETTEER:
        k = parts.end + (parts.place and apart(line, parts.end))
        for size in (4, 3, 2):
            flags = words().get(line[k : k + size], 0) if k + size <= len(line) else 0
            if flags & kind:
                parts.place = True
                parts.city |= kind == CITY
                parts.county |= kind & COUNTY != 0
                parts.end = k + size + tail(line, k + size)
                break
    return parts


def apart(line: str, k: int) -> bool:
    """Whether a sign at ``k`` may stand between two places."""
    return at(line, k) in SPACES or at(line, k) in STROKES


def tail(line: str, k: int) -> int:
    """The length of what a place's short name is followed by: 省, 市, 地区, 壮族自治区."""
    if NAMED.get(at(line, k)) == Unit.REGION and not no_unit(line, k):
        return 1
    for q in range(k, k + TAIL):
        for word in AUTONOMOUS:
            if line[q : q + len(word)] == word:
                return q + len(word) - k
        if not is_han(at(line, q)):
            break
    return 0


def regional(parts: Parts) -> bool:
    """Whether only places have been read, no road and no door."""
    return parts.place and not (parts.road or parts.number)


def read_on(line: str, p: int, parts: Parts) -> bool:
    """Read one more part behind ``parts``; False when none follows."""
    k = parts.end
    if k > p and not parts.bare and (at(line, k) in SPACES or (at(line, k) in STROKES and regional(parts))):
        k += 1
    end, unit = numbered(line, k)
    if end and line[end - 1] in HOUSEHOLDS and not parts.number:
        return False
    if end:
        parts.number += 1
        parts.fine |= unit in (Unit.BLOCK, Unit.ROOM)
        parts.house |= line[end - 1] in HOUSES
        parts.named |= unit == Unit.GROUP
        parts.road |= unit == Unit.LANE
        parts.street |= unit == Unit.LANE
        parts.end, parts.bare = end, False
        return True
    end, unit = troop(line, k) if parts.place or parts.told else (0, Unit.NONE)
    if end and (parts.named or unit != Unit.GROUP):
        parts.number += unit == Unit.GROUP
        parts.named |= unit == Unit.TOWN
        parts.road |= unit == Unit.TOWN
        parts.place, parts.end, parts.bare = True, end, False
        return True
    end = group(line, k) if parts.road or parts.named else 0
    if end:
        parts.number += 1
        parts.named, parts.end, parts.bare = True, end, False
        return True
    end = lying(line, k, parts.fine) if parts.number else 0
    if end:
        parts.number += 1
        parts.fine, parts.end, parts.bare = True, end, False
        return True
    end = crossing(line, k) if parts.road and not parts.number else 0
    if end:
        parts.end = end
        return True
    end = hamlet(line, k) or (paces(line, k) if parts.road else 0)
    if end:
        parts.named, parts.fine, parts.end = True, True, end
        return True
    end, unit = (0, Unit.NONE) if parts.fine else named(line, k, parts)
    if not end:
        return trailing(line, k, parts) if parts.number or (parts.road and dashed(line, k)) else False
    if unit == Unit.DISTRICT and quarter(line, end, parts.road, parts.county):
        unit = Unit.ESTATE
    parts.county |= unit == Unit.DISTRICT or (unit == Unit.REGION and parts.place)
    parts.place |= unit in (Unit.REGION, Unit.DISTRICT)
    parts.street |= unit != Unit.ESTATE
    parts.named |= unit == Unit.TOWN
    parts.road |= unit in (Unit.ROAD, Unit.VILLAGE, Unit.ESTATE)
    parts.end = end
    return True


def trailing(line: str, k: int, parts: Parts) -> bool:
    """Read a last number without a unit (3栋2单元501, 88号3-2-501)."""
    end = dashed(line, k) or plain(line, k)
    if parts.bare or not end:
        return False
    parts.number = max(parts.number + (parts.number > 0 and line.count("-", k, end) > 1), 1)  # 88号3-2-501 says more than 88号
    parts.end, parts.bare = end, True
    return True


def parse(line: str, p: int, known: bool) -> int:
    """Where an address that begins at ``p`` ends; 0: none does. ``known``: the gazetteer has a place there."""
    parts = places(line, p) if known or word_behind(line, p, AREA) else Parts(p)
    if known and road_called(line, parts.end):
        return 0
    parts.told = labelled(line, p)
    while parts.end - p < LONGEST and read_on(line, p, parts):
        pass
    if not enough(line, p, parts, known):
        return settled(line, p, parts)
    return house(line, p, parts.end) if (parts.number or parts.told) and not parts.bare else parts.end


def settled(line: str, p: int, parts: Parts) -> int:
    """Where an address ends of which a label, a place and a town have been read, behind which what is left of the field is a
    village (下庄镇李家沟) or nothing; 0: neither."""
    if not (parts.told and parts.place and parts.named) or parts.road or parts.number:
        return 0
    end = house(line, p, parts.end)
    return end if not is_han(at(line, end)) else 0


def house(line: str, p: int, end: int) -> int:
    """The end of an address from ``p`` to ``end`` with the name of a house that fills the rest of its field or clause."""
    k = end
    if at(line, end) in LEADS and line[end : end + 2] != GENERAL:
        return end
    while is_han(at(line, k)) and k - end <= REST:
        if stops(line, k) or word_behind(line, k, NOT_HOUSE):
            return end
        k += 1
    if at(line, k - 1) in ASIDE or not 1 < k - end <= REST or not (at(line, k) in CLOSES or filled(line, p, k)):
        return end
    return k if filled(line, p, k) or home_before(line, p) else end


def filled(line: str, p: int, end: int) -> bool:
    """Whether an address fills its field: 'x', |x|, | x |."""
    p -= at(line, p - 1) == " "
    end += at(line, end) == " "
    return at(line, p - 1) in FILLS and at(line, end) in FILLED


def road_called(line: str, k: int) -> bool:
    """Whether a road is called after the place that ends at ``k`` (北京路, 南京西路): it says nothing of where it is."""
    if NAMED.get(at(line, k - 1)) in (Unit.REGION, Unit.DISTRICT):
        return False
    return suffix(line, k + 1 if at(line, k) in SIDES else k)[1] == Unit.ROAD


def enough(line: str, p: int, parts: Parts, known: bool) -> bool:
    """Whether what was read leads to a door, or to a village."""
    if not parts.number and (known or parts.told):
        centre = line[parts.end - 2 : parts.end] == "中心" or line[parts.end - 1] == "会"  # 海淀区培训中心
        placed = parts.county or (parts.told and parts.named)
        return parts.road and placed and not centre and not organisation(line, parts.end)
    if not parts.number or not (parts.road or parts.named):
        return False
    if known:
        return True
    if not parts.street and hall(line, parts.end):
        return False
    sure = parts.fine or parts.county or parts.number > 1 or filled(line, p, parts.end)
    return (sure and (not parts.unsure or lone(line, p, parts))) or home_before(line, p)


def lone(line: str, p: int, parts: Parts) -> bool:
    """Whether a name that nothing says is a place begins a field or a clause and leads to a flat: 依山郡3栋2单元301."""
    flat = parts.house and (parts.number > 1 or parts.bare)
    return flat and is_han(at(line, p + 2)) and not is_han(at(line, p - 1))


def labelled(line: str, p: int) -> bool:
    """Whether a word stands before that says of nothing else than of an address that it is one: 住址, 搬到, 地址已改为, addr=."""
    k = gap_before(line, p)
    one = at(line, k - 1)
    if line[k - 2 : k] in LED or (one in SITES and word_before(line, k, HOME) and at(line, k - 3) not in LETTER):  # not IP地址
        return True
    if one in IS or line[k - 2 : k] in TURNED:
        return SITE in line[max(0, k - MOST_TO_SITE) : k]
    return k < p and key_before(line, k) == "home"


def home_before(line: str, p: int) -> bool:
    """Whether a word such as 住址 or 位于 stands before, or a field of addresses."""
    k = gap_before(line, p)
    if word_before(line, k, HOME) or (at(line, k - 1) in "是为" and word_before(line, k - 1, HOME)):  # 新住址是
        return True
    return at(line, p - 1) in LIVES or (k < p and key_before(line, k) == "home")


def organisation(line: str, e: int) -> bool:
    """Whether what follows makes an organisation of it: 解放路营业部."""
    for k in range(e, e + 8):
        if word_behind(line, k, ORGAN):
            return True
        if not is_han(at(line, k)):
            return False
    return False


def begins(line: str, unit: int, floor: int) -> int:
    """Where an address may begin whose first numbered unit stands at ``unit``, not before ``floor``; -1: nowhere."""
    k = unit
    while unit - k < RUN and k > floor and at(line, k - 1) in NUMERAL:
        k -= 1
    start, digits = k, 0
    while k - start < BACK and start > floor and in_name(line, start - 1):
        if start < k and word_before(line, start, CUES) and not headed(line, start):
            break
        start -= 1
        digits = digits + 1 if line[start] in DIGIT else 0
        if digits > MOST_DIGITS:
            break
    while start < k and line[start] in DIGIT:  # a number that stands before is another's: 13812345678建设路88号
        start += 1
    start = next((q for q in range(start, k) if word_behind(line, q, AREA)), start)  # 总部 + 崇川区花园路
    return start if k - start >= 2 else -1


def headed(line: str, k: int) -> bool:
    """Whether a head of a place seems to end before ``k``, which may be the place and a road: 奎文区 + 长江路."""
    return at(line, k - 1) == "长" and at(line, k - 2) in REGIONS


def address_at(line: str, i: int, floor: int) -> tuple[int, int] | None:
    """Start and end of the address that is known by what stands at ``i``: a place's name, or the unit of a number."""
    if word_behind(line, i, PLACE):
        end = parse(line, i, True)
        if end:
            return i, end
    if at(line, i - 1) in DIGIT and (at(line, i) in NUMBERED or line[i : i + 2] in LATER):
        start = begins(line, i, floor)
        if start >= floor:
            end = parse(line, start, False)
            if end > i:
                return start, end
    return None
