"""The units of addresses, for the reference: what ends a name (路, 镇, 小区) or a number (号, 栋, 室), how far each goes, and the
ways that are told from a village or a road.
"""

from __future__ import annotations

from enum import IntEnum

from zhengan.masking.lexicon import DISTRICT, ESTATE, NO_UNIT, ROAD, TOWN, is_han, words
from zhengan.masking.plain.beside import ALNUM, LETTER, UPPER, at

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
MOST_DASHED, HYPHENS = 10, frozenset("-#")  # 3-2-501, 12#1203
NARROW = frozenset("里坊径徑")  # roads before a number alone: 幸福里5号
HAMLETS, HAMLET, GROUPS = frozenset("村寨屯庄会镇乡"), 5, frozenset("组队社")  # 双楼村大塘组
SETTLED = frozenset("村镇乡")
CORNERS = ("交叉口", "交汇处", "交界处", "路口", "口")
TOWARDS, FACES, MOST_METRES = frozenset("往向以"), frozenset("侧面行边"), 4
OFFICE = "办事处"  # of a street, which stands for it on older papers: 青荷街道办事处五里墩社区
INSIDE = frozenset({"农村", "村镇", "乡镇"})  # words that end with a unit's character: 农村信用社, but 新农村3组
PEOPLE = frozenset("民寓馆")  # 85号公民身份号码, 3号公寓
COUNTED = frozenset("年月日元万亿股手个次人岁分点时份天")
RUN, MORE = 9, 6


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
        ("号门號門", Unit.NUMBER), ("弄巷", Unit.LANE), ("栋幢座楼棟樓舍", Unit.BLOCK), ("室层户房層戶", Unit.ROOM),
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
    """Whether the unit's character at ``k`` begins a word of its own (市场, 号码), or ends one: 农村."""
    if k and line[k - 1 : k + 1] in INSIDE and is_han(at(line, k + 1)) and line[k + 1] not in NUMERAL:
        return True
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


def dashed(line: str, k: int) -> int:
    """Where numbers of a building, a unit and a room end that begin at ``k`` and are written with hyphens (3-2-501); 0: none."""
    end, hyphens = k, 0
    while end - k < MOST_DASHED and (at(line, end) in HYPHENS or at(line, end) in "0123456789"):
        hyphens += line[end] in HYPHENS
        end += 1
    if not hyphens or end - k > 7 + hyphens or at(line, k) in HYPHENS or at(line, end - 1) in HYPHENS:
        return 0
    return end if ends(line, end) else 0


def roomed(line: str, k: int) -> bool:
    """Whether a building's or a room's number begins at ``k`` behind a space, which no date is taken for: 32-3-1905, 3栋."""
    if numbered(line, k)[1] in (Unit.BLOCK, Unit.ROOM):
        return True
    end = dashed(line, k)
    return end > 0 and line.count("-", k, end) > 1 and all(c in DIGIT for c in line[end - 3 : end])


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


def plain(line: str, k: int) -> int:
    """Where a number of two to four figures ends that begins at ``k``, or 之 and a number (12楼之3), or a capital and one
    (4舍B312); 0: none."""
    if at(line, k) in UPPER and ends(line, k + 1):  # 16楼D
        return k + 1
    end = k + (at(line, k) == "之" or at(line, k) in UPPER)
    while end - k < 5 and at(line, end) in "0123456789-":
        end += 1
    return end if 1 < end - k < 5 and "-" not in line[k:end] and ends(line, end) else 0


def ends(line: str, k: int) -> bool:
    """Whether a number may end before ``k``: no letter, point or counted thing follows."""
    after = at(line, k)
    return after not in COUNTED and after not in ALNUM and after not in CLOSE
