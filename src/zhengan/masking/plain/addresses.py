"""The reference for addresses: places of the gazetteer, then roads, numbers, buildings and rooms, read from left to right.

An address is at least a place or a road with something that leads to a door; a province or a district alone is none,
nor is an organisation that is called after one (上海证券交易所).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from zhengan.masking.lexicon import (
    AREA,
    CITY,
    COUNTY,
    DISTRICT,
    ESTATE,
    HOME,
    NEVER,
    NO_UNIT,
    ORGAN,
    PROVINCE,
    ROAD,
    STRONG,
    TITLE,
    TOWN,
    VERB,
    WEAK,
    is_han,
    words,
)  # fmt: skip
from zhengan.masking.plain.beside import (
    ALNUM,
    FIELD,
    LETTER,
    UPPER,
    at,
    gap_before,
    key_before,
    word_before,
    word_behind,
)
from zhengan.masking.plain.doors import group, hall, lying, quarter

PLACE = PROVINCE | CITY | COUNTY
GAZETTEER = (PROVINCE, CITY, COUNTY | AREA)  # from the largest to the least
CUES = HOME | STRONG | TITLE | WEAK
# Never in an address, so a name of a road or an estate ends or begins there.
STOP = frozenset(
    "的了在是我你您他她它们这那哪么吗呢吧啊也很更最没被把跟与或该让使请问说讲称谈诉找帮去过着做办买卖付款收转汇取存账额给到至往因为住址寄送搬派想且需须即从"
)
# But they may stand in the name of a house: 汇景台, not 汇款; 理想城.
REMITS, NOT_REMITTED, THINKS, DREAMS = "汇", frozenset("款入到给出往至付票兑率总转报集丰编算"), "想", frozenset("理梦")
DIGIT = frozenset("0123456789０１２３４５６７８９")
NUMERAL = DIGIT | LETTER | frozenset("一二三四五六七八九十百零〇甲乙丙丁-－—#附之")
CLOSE = frozenset(".:/_")  # a number that they follow goes on
SIDES = frozenset("东西南北中")
STRETCHES = SIDES | frozenset("一二三四五六上下前后")  # of a road: 北段, 一段
CROSSES, CROSSING, MOST_DASHED = frozenset("与和"), 4, 10
NARROW = frozenset("里坊径徑")  # roads before a number alone: 幸福里5号
REGIONS, LIVES = frozenset("市区县镇乡"), frozenset("住在到至往赴")
HAMLETS, HAMLET, GROUPS = frozenset("村寨屯庄会镇乡"), 5, frozenset("组队社")  # 双楼村大塘组
SETTLED = frozenset("村镇乡")
CORNERS = ("交叉口", "交汇处", "交界处", "路口", "口")
TOWARDS, FACES, MOST_METRES = frozenset("往向以"), frozenset("侧面行边"), 4
ASIDE = frozenset("旁面侧边内外上下处近等前后口")  # 88号对面
FILLS, FILLED = FIELD | {"/"}, FIELD | {"/", "\r", "\0"}
REST, CLOSES = 10, frozenset("'\",|\t<>;，；。、)）\r\0")  # a house's name to the end of a field: 416号橡树湾
LEADS, GENERAL = frozenset("将已需未"), "将军"  # 建国路88号 + 将停电检修, but 将军大厦
NOT_HOUSE = STRONG | WEAK | NEVER | TITLE | ORGAN | VERB
ORDINAL = frozenset("第字")
AUTONOMOUS = ("自治区", "自治州", "自治县", "自治旗", "特别行政区", "地区")
OFFICE = "办事处"  # of a street, which stands for it on older papers: 青荷街道办事处五里墩社区
PEOPLE = frozenset("民寓馆")  # 85号公民身份号码, 3号公寓
COUNTED = frozenset("年月日元万亿股手个次人岁分点时份天")
MOST_DIGITS = 4  # in a row in the name of a road
NAME, RUN, LONGEST, BACK, TAIL, MORE = 10, 9, 110, 24, 9, 6


class Unit(IntEnum):
    """What ends a part of an address."""

    NONE, REGION, DISTRICT, TOWN, ROAD, VILLAGE, ESTATE, NUMBER, LANE, BLOCK, ROOM, GROUP = range(12)


# After a name, after a number.
NAMED = {
    unit: what
    for units, what in (
        ("省市盟州", Unit.REGION), ("区县旗區縣", Unit.DISTRICT), ("镇乡鎮鄉", Unit.TOWN), ("路街道巷弄", Unit.ROAD),
        ("村庄屯寨莊邨", Unit.VILLAGE), ("苑", Unit.ESTATE),
    )
    for unit in units
}  # fmt: skip
NUMBERED = {
    unit: what
    for units, what in (
        ("号门號門", Unit.NUMBER), ("弄巷", Unit.LANE), ("栋幢座楼棟樓", Unit.BLOCK), ("室层户房層戶", Unit.ROOM),
        ("组队社組隊", Unit.GROUP),
    )
    for unit in units
}  # fmt: skip
HOUSEHOLDS = frozenset("户戶")  # counted alone (开户109户), a door behind another number
FLOORS = "Ff"  # behind the number of one
ELEMENTS, NUMBERS = ("单元", "單元"), frozenset("号號")
LATER = (*ELEMENTS, "村民")  # what stands behind a number as its unit does
BEHIND_NUMBER = {"楼": Unit.BLOCK, "樓": Unit.BLOCK, "院": Unit.NUMBER, "库": Unit.NUMBER, "室": Unit.ROOM, "房": Unit.ROOM}
PAIRS = ((DISTRICT, Unit.DISTRICT), (ROAD, Unit.ROAD), (TOWN, Unit.TOWN), (ESTATE, Unit.ESTATE))


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
    unsure: bool = False  # begins with a name that nothing says is a place: 水岸星城3幢


def suffix(line: str, k: int) -> tuple[int, Unit]:
    """The length of the unit at ``k`` that ends a name, and what it is; (0, NONE) when there is none."""
    for size in (4, 3, 2):
        flags = words().get(line[k : k + size], 0) if k + size <= len(line) else 0
        for flag, what in PAIRS:
            if flags & flag:
                return size, what
    if at(line, k) in NARROW and at(line, k + 1) in DIGIT:
        return 1, Unit.ROAD
    what = NAMED.get(at(line, k), Unit.NONE)
    return (1, what) if what and not no_unit(line, k) else (0, Unit.NONE)


def no_unit(line: str, k: int) -> bool:
    """Whether the unit's character at ``k`` begins a word of its own: 市场, 号码."""
    return bool(words().get(line[k : k + 2], 0) & NO_UNIT) and not (line[k : k + 2] == "号公" and at(line, k + 2) in PEOPLE)


def numbered(line: str, k: int) -> tuple[int, Unit]:
    """End and unit of a number with its unit at ``k`` (88号, 3号楼, 2单元, 501室); (0, NONE) when there is none."""
    run = k
    while run - k < RUN and at(line, run) in NUMERAL:
        run += 1
    if run == k:
        return 0, Unit.NONE
    if line[run - 1] in FLOORS and at(line, run - 2) in DIGIT and at(line, run) not in ALNUM and run - 1 > k:  # 国贸大厦7F
        return run, Unit.ROOM
    if line[run : run + 2] in ELEMENTS:
        return run + 2, Unit.BLOCK
    unit = NUMBERED.get(at(line, run), Unit.NONE)
    if not unit or no_unit(line, run):
        return 0, Unit.NONE
    end = run + 1
    if at(line, end) in SETTLED and not no_unit(line, end):  # 丁楼村
        return 0, Unit.NONE
    if line[run] in NUMBERS and at(line, end) in BEHIND_NUMBER and not no_unit(line, end):
        return end + 1, BEHIND_NUMBER[line[end]]
    return end, unit


def in_name(line: str, k: int) -> bool:
    """Whether a name of a road or an estate may hold what stands at ``k``."""
    one = at(line, k)
    return (is_han(one) or one in DIGIT or one in LETTER) and not stops(line, k)


def stops(line: str, k: int) -> bool:
    """Whether no name of a road or an estate holds the character at ``k``: 汇款, but not 汇景台."""
    one = at(line, k)
    if one == REMITS:
        return not is_han(at(line, k + 1)) or line[k + 1] in NOT_REMITTED
    return one in STOP and not (one == THINKS and at(line, k - 1) in DREAMS)


def named(line: str, k: int, parts: Parts) -> tuple[int, Unit]:
    """End and unit of a name with its unit at ``k`` (建国路, 翠苑小区, 光山县); (0, NONE) when there is none."""
    for q in range(k, k + NAME + 1):
        size, what = suffix(line, q)
        if size and (q > k or (size == 1 and q == parts.end and parts.place and what != Unit.VILLAGE)):
            return absorb(line, q, size, what)
        one = at(line, q)
        led = parts.road or parts.county or parts.city or not parts.place
        if q > k + 1 and one in NUMERAL and at(line, q - 1) not in DIGIT and led and door(line, q, parts):
            parts.unsure |= not (parts.road or parts.place)
            return q, Unit.ESTATE
        if not in_name(line, q) or (q > k and words().get(line[q : q + 2], 0) & (STRONG | TITLE | HOME)):
            return 0, Unit.NONE
    return 0, Unit.NONE


def absorb(line: str, q: int, size: int, what: Unit) -> tuple[int, Unit]:
    """The end of a name whose unit stands at ``q``, with the units that lengthen it (新村路, 城区, 国际社区)."""
    end = q + size
    while end - q < MORE:
        if what == Unit.ROAD and at(line, end) in STRETCHES and at(line, end + 1) == "段":  # 天府大道北段
            end += 2
        if what == Unit.ROAD and at(line, end) in SIDES and at(line, end + 1) in DIGIT:  # 皇后大道中99号
            end += 1
        size, more = suffix(line, end)
        if not size or line[end : end + 2] in ("中心", "国际"):
            break
        if what == Unit.DISTRICT and more == Unit.VILLAGE and at(line, end) != "村":  # 富平县 + 庄里镇, but 旧县村
            break
        end, what = end + size, more
    return end + len(OFFICE) * (what == Unit.TOWN and line.startswith(OFFICE, end)), what


def door(line: str, k: int, parts: Parts) -> bool:
    """Whether the number of a building, a unit or a room stands at ``k``, or of a door that follows a district's name."""
    end, unit = numbered(line, k)
    if end and line[end - 1] in HOUSEHOLDS:
        return False
    if unit == Unit.NUMBER:  # 清华园1号, not 公告第1号
        return parts.county and at(line, k - 1) not in ORDINAL
    return unit in (Unit.BLOCK, Unit.ROOM) or dashed(line, k) > 0


def dashed(line: str, k: int) -> int:
    """Where numbers of a building, a unit and a room end that begin at ``k`` and are written with hyphens (3-2-501); 0: none."""
    end, hyphens = k, 0
    while end - k < MOST_DASHED and at(line, end) in "0123456789-":
        hyphens += line[end] == "-"
        end += 1
    if not hyphens or end - k > 7 + hyphens or "-" in (at(line, k), at(line, end - 1)):
        return 0
    return end if ends(line, end) else 0


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
        k = parts.end + (1 if parts.place and at(line, parts.end) == " " else 0)
        for size in (4, 3, 2):
            flags = words().get(line[k : k + size], 0) if k + size <= len(line) else 0
            if flags & kind:
                parts.place = True
                parts.city |= kind == CITY
                parts.county |= kind & COUNTY != 0
                parts.end = k + size + tail(line, k + size)
                break
    return parts


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


def read_on(line: str, p: int, parts: Parts) -> bool:
    """Read one more part behind ``parts``; False when none follows."""
    k = parts.end
    if k > p and at(line, k) in " \u3000" and not parts.bare:
        k += 1
    end, unit = numbered(line, k)
    if end and line[end - 1] in HOUSEHOLDS and not parts.number:
        return False
    if end:
        parts.number += 1
        parts.fine |= unit in (Unit.BLOCK, Unit.ROOM)
        parts.named |= unit == Unit.GROUP
        parts.road |= unit == Unit.LANE
        parts.street |= unit == Unit.LANE
        parts.end, parts.bare = end, False
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


def hamlet(line: str, k: int) -> int:
    """Where the name of a group of villagers ends that begins behind a village at ``k`` (双楼村大塘组); 0: none does."""
    if at(line, k - 1) not in HAMLETS:
        return 0
    for q in range(k, k + HAMLET):
        one = at(line, q)
        if q > k and one in GROUPS and not no_unit(line, q):
            return q + 1
        if not is_han(one) or one in STOP or (one in HAMLETS and at(line, q + 1) not in GROUPS):
            return 0
    return 0


def paces(line: str, k: int) -> int:
    """Where a way told from a road ends that begins at ``k`` (路口往东100米); 0: none does."""
    for corner in CORNERS:
        if line[k : k + len(corner)] == corner:
            k += len(corner)
            break
    k += at(line, k) in TOWARDS
    start = k
    while k - start < 2 and at(line, k) in SIDES:
        k += 1
    if k == start:
        return 0
    k += at(line, k) in FACES
    k += at(line, k) == "约"
    digits = k
    while k - digits < MOST_METRES and at(line, k) in DIGIT:
        k += 1
    return k + 1 if k > digits and at(line, k) == "米" else 0


def trailing(line: str, k: int, parts: Parts) -> bool:
    """Read a last number without a unit (3栋2单元501, 88号3-2-501)."""
    end = dashed(line, k) or plain(line, k)
    if parts.bare or not end:
        return False
    parts.number = max(parts.number + (parts.number > 0 and line.count("-", k, end) > 1), 1)  # 88号3-2-501 says more than 88号
    parts.end, parts.bare = end, True
    return True


def plain(line: str, k: int) -> int:
    """Where a number of two to four figures ends that begins at ``k``, or 之 and a number (12楼之3); 0: none."""
    if at(line, k) in UPPER and ends(line, k + 1):  # 16楼D
        return k + 1
    end = k + (at(line, k) == "之")
    while end - k < 5 and at(line, end) in "0123456789-":
        end += 1
    return end if 1 < end - k < 5 and "-" not in line[k:end] and ends(line, end) else 0


def ends(line: str, k: int) -> bool:
    """Whether a number may end before ``k``: no letter, point or counted thing follows."""
    after = at(line, k)
    return after not in COUNTED and after not in ALNUM and after not in CLOSE


def parse(line: str, p: int, known: bool) -> int:
    """Where an address that begins at ``p`` ends; 0: none does. ``known``: the gazetteer has a place there."""
    parts = places(line, p) if known or word_behind(line, p, AREA) else Parts(p)
    if known and road_called(line, parts.end):
        return 0
    while parts.end - p < LONGEST and read_on(line, p, parts):
        pass
    if not enough(line, p, parts, known):
        return 0
    return house(line, p, parts.end) if parts.number and not parts.bare else parts.end


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
    """Whether what was read leads to a door."""
    if known:
        if parts.number:
            return parts.road or parts.named
        centre = line[parts.end - 2 : parts.end] == "中心" or line[parts.end - 1] == "会"  # 海淀区培训中心
        return parts.road and parts.county and not centre and not organisation(line, parts.end)
    if not parts.number or not (parts.road or parts.named):
        return False
    if not parts.street and hall(line, parts.end):
        return False
    sure = parts.fine or parts.county or parts.number > 1 or filled(line, p, parts.end)
    return (sure and not parts.unsure) or home_before(line, p)


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
