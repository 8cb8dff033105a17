"""The reference for what leads to a door by words and not by a number's unit: villagers' groups that are counted (第9村民小组,
3生产队, 第2组), the companies of the corps of 新疆 (第八师121团3连), doors told by where they lie (五楼西户, 2单元东头), the
numbered parts of estates (望京西园三区), and the rooms of firms, which are nobody's.
"""

from __future__ import annotations

from zhengan.masking.lexicon import NO_UNIT, is_han, words
from zhengan.masking.plain.beside import at
from zhengan.masking.plain.units import Unit

FIGURES, MOST_COUNTED = frozenset("一二三四五六七八九十"), 4
COUNTING = FIGURES | frozenset("0123456789０１２３４５６７８９")
ORDINAL, TEAM_ENDS = "第", frozenset("组队社")
TEAMS = ("村民小组", "居民小组", "生产小队", "村民组", "居民组", "生产队", "生产组", "小组")
# The corps of 新疆, and what follows the units of it that are none: 3团购, 5连板.
CORPS, DIVISION, REGIMENT, COMPANY, FARM, SQUAD = ("生产建设兵团", "建设兵团", "兵团"), "师", "团", "连", "场", "队"
NO_REGIMENT, NO_COMPANY = frozenset("购队体长员伙结圆聚委支年"), frozenset("涨板跌阳阴胜冠续号接")
LIES, MOST_SIDES = frozenset("东西南北中左右"), 2
DOORS, INNER_DOORS = frozenset("户"), frozenset("户室头首")  # behind a number; behind a building, a floor or a room
SIDE_DOORS = ("边户", "侧户", "单元")
# Parts of an estate are called so, and parts of the country not: 三区, A区, 东区, but 华东区, 东南区.
QUARTERS, CAPITALS = frozenset("区區"), frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
POINTS, REGIONS, CHINA = frozenset("东西南北中"), frozenset("华东西南北中"), "华"
HALLS = frozenset({"会议", "机房", "大堂", "大厅", "多功", "培训", "报告", "接待", "洽谈", "贵宾", "值班", "档案"})
# What has numbers within a firm, and is no estate: 机房A3-2-1, 柜台3-2.
DESKS = frozenset({
    "机房", "机柜", "机架", "机位", "柜台", "前台", "展台", "工位", "车位", "座位", "席位", "展位", "库位", "仓位", "槽位",
    "泊位", "货架", "窗口", "端口", "网口", "卡座",
})  # fmt: skip
MOST_CALLED = 4  # characters before one: 第一会议室, VIP会议室


def group(line: str, k: int) -> int:
    """Where a counted group of villagers ends that begins at ``k``; 0: none does. 3组 is a number with its unit."""
    start = k + (at(line, k) == ORDINAL)
    run = start
    while run - start < MOST_COUNTED and at(line, run) in COUNTING:
        run += 1
    if run == start:
        return 0
    for team in TEAMS:
        if line[run : run + len(team)] == team:
            return run + len(team)
    return run + 1 if start > k and at(line, run) in TEAM_ENDS and not begins_word(line, run) else 0


def troop(line: str, k: int) -> tuple[int, Unit]:
    """Where a part of the corps ends that begins at ``k``, and what it is like: a region (生产建设兵团, 第八师), a town (121团)
    or a group of villagers (3连); (0, NONE) when none does."""
    for word in CORPS:
        if line.startswith(word, k):
            return k + len(word), Unit.REGION
    start = k + (at(line, k) == ORDINAL)
    run = start
    while run - start < MOST_COUNTED and at(line, run) in COUNTING:
        run += 1
    if run == start:
        return 0, Unit.NONE
    one, after = at(line, run), at(line, run + 1)
    if one == DIVISION and (start > k or after in COUNTING):
        return run + 1, Unit.REGION
    if one == REGIMENT and after not in NO_REGIMENT:
        return run + 1 + (after == FARM), Unit.TOWN
    if one == COMPANY and after not in NO_COMPANY:
        return run + 1 + (after == SQUAD), Unit.GROUP
    return 0, Unit.NONE


def lying(line: str, k: int, inside: bool) -> int:
    """Where a door ends that is told by where it lies and begins at ``k`` (西户); 0: none does. ``inside``: behind a building
    or a floor."""
    q = k
    while q - k < MOST_SIDES and at(line, q) in LIES:
        q += 1
    if q == k:
        return 0
    if inside and line[q : q + 2] in SIDE_DOORS:
        return q + 2
    return q + 1 if at(line, q) in (INNER_DOORS if inside else DOORS) and not begins_word(line, q) else 0


def quarter(line: str, end: int, road: bool, county: bool) -> bool:
    """Whether the district that ends at ``end`` is rather a part of an estate: 望京西园三区, and in a county 建外SOHO东区 and
    泉水B2区; not 华东一区. ``road``: an estate was read before, whose parts need no more."""
    if road or at(line, end - 1) not in QUARTERS:
        return False
    called = at(line, end - 2)
    if called in COUNTING | CAPITALS:
        return county or (is_han(at(line, end - 3)) and is_han(at(line, end - 4)) and at(line, end - 4) != CHINA)
    return county and called in POINTS and at(line, end - 3) not in REGIONS


def hall(line: str, k: int) -> bool:
    """Whether a room of a firm is called at ``k``, behind its floor: 18楼 + 第一会议室."""
    for q in range(k, k + MOST_CALLED + 1):
        if line[q : q + 2] in HALLS:
            return True
        if not (is_han(at(line, q)) or at(line, q) in COUNTING | CAPITALS):
            return False
    return False


def desk(line: str, k: int) -> bool:
    """Whether the number at ``k`` is that of a desk or a rack, behind the word for it and a letter at most."""
    end = k - (at(line, k - 1) in CAPITALS)
    return line[max(0, end - 2) : end] in DESKS


def begins_word(line: str, k: int) -> bool:
    """Whether the unit's character at ``k`` begins a word of its own: 户口, 组织."""
    return bool(words().get(line[k : k + 2], 0) & NO_UNIT)
