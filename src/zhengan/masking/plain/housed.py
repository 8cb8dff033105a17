"""The reference for addresses behind 住址, 搬到 or addr=: one that begins with no place that wakes a rule, as a county or an
estate may, and somebody named there before his address.
"""

from __future__ import annotations

from zhengan.masking.lexicon import AREA, CITY, PROVINCE, doubles, is_han, surnames
from zhengan.masking.plain.addresses import IS, NAME, PLACE, TURNED, labelled, parse, places
from zhengan.masking.plain.beside import at, word_behind
from zhengan.masking.plain.names import name_at
from zhengan.masking.plain.units import no_unit

# Characters that wake the rule, and words that lead from them to the address: 搬 + 到, 住 + 在, 址 + 已改 + 为.
MOVES, AWAKE = frozenset("搬迁寄送"), frozenset("住居址籍搬迁寄送")
TO, MOST_LED, REST = frozenset("到至往去"), 5, ("所在地", "地")
COLONS, TAG, SPACES, GAPS, MOST_GAPS = frozenset(":：=>"), ">", " \u3000", frozenset(" \u3000\"'“"), 2
# What the name of an address does not begin with behind 住: 住房, 住院.
NOT_LIVED, ELSEWHERE = frozenset("房院宅所户宿建持"), frozenset("见详附")
# Surnames with which words begin that lead to an address, so that these are not passed: 居住地址.
SURNAMED = frozenset("常原居房单")
PLACED, MOST_NAMED = PLACE | AREA, 5
UNITS = frozenset("省市区县旗盟")
# How the names of firms end.
FIRMS = frozenset({
    "公司", "集团", "证券", "银行", "基金", "期货", "信托", "保险", "资管", "资本", "控股", "业部", "支行", "分行", "务所",
})  # fmt: skip


def addressed(line: str, i: int) -> tuple[int, int] | None:
    """Start and end of the address that the character at ``i`` leads to, the last of 地址 or the colon behind it, when it begins
    with no place of the gazetteer, as an estate may: 地址：锦绣江南3-2-501."""
    colon = line[i] in COLONS
    start = begun(line, i, colon)
    if not is_han(at(line, start)) or line[start] in ELSEWHERE or word_behind(line, start, PLACE) or not labelled(line, start):
        return None
    if not colon and (line[start] in NOT_LIVED or later(line, start)):
        return None
    end = parse(line, start, False)
    return (start, end) if end and not somebody_before(line, start) else None


def later(line: str, start: int) -> bool:
    """Whether a place begins one character behind ``start`` and none there, or some characters behind a surname there, so that
    somebody may be named first: 张伟 + 光山县."""
    surnamed = line[start] in surnames() or line[start : start + 2] in doubles()
    behind = range(start + 1, start + (MOST_NAMED if surnamed else 2))
    return not word_behind(line, start, PLACED) and any(word_behind(line, q, PLACED) for q in behind)


def begun(line: str, i: int, colon: bool) -> int:
    """Where the address would begin; a place in the line where none does when the character at ``i`` leads to none."""
    if colon:
        return i + 1 if line[i] == TAG else spaced(line, i + 1)
    if not is_han(at(line, i + 1)) and at(line, i + 1) not in SPACES:
        return i + 1
    return spaced(line, led_to(line, i))


def spaced(line: str, k: int) -> int:
    """Behind the spaces and quotes at ``k``."""
    start = k
    while start - k < MOST_GAPS and at(line, start) in GAPS:
        start += 1
    return start


def led_to(line: str, i: int) -> int:
    """Where the words end that begin with the character at ``i`` and lead to an address: 搬到, 住在, 址已改为; else where they
    begin."""
    k = i + 1
    if line[i] in MOVES:
        return k + 1 if at(line, k) in TO else i
    for word in REST:
        if line.startswith(word, k):
            return k + len(word)
    for q in range(k, k + MOST_LED):
        if not is_han(at(line, q)) or word_behind(line, q, PLACED):
            break
        if line[q] in IS or line[q - 1 : q + 1] in TURNED:
            return q + 1
    return k


def somebody_before(line: str, start: int) -> bool:
    """Whether the name of a person or a firm stands at ``start``, and the address only behind it: 张伟 + 北京市朝阳区建国路….

    What is neither (a rare name, a house told before its city) stays in the address, all of it under stars.
    """
    end = name_at(line, start, False)
    for q in range(start + 2, start + NAME):
        if not is_han(at(line, q - 1)):
            return False
        if not (q == end or (q == end - 1 and runs_into(line, q)) or line[q - 2 : q] in FIRMS):
            continue
        if (word_behind(line, q, AREA) or told(line, q)) and parse(line, q, True):
            return True
    return False


def runs_into(line: str, k: int) -> bool:
    """Whether the last character of a name, at ``k``, rather begins an address: 张伟 + 江苏南京鼓楼区…, not 张伟江 + 苏."""
    return bool(word_behind(line, k, PLACE)) and parse(line, k, True) > 0


def told(line: str, p: int) -> bool:
    """Whether the place at ``p`` has its unit, or a second place behind it, so that it is no part of a word: 北京市, 杭州西湖."""
    if not word_behind(line, p, PLACE):
        return False
    parts = places(line, p)
    united = at(line, parts.end - 1) in UNITS or line[parts.end - 3 : parts.end - 1] == "自治"
    if united or (parts.county and at(line, parts.end) in UNITS and not no_unit(line, parts.end)):
        return True
    return bool(word_behind(line, p, PROVINCE | CITY if parts.county else PROVINCE)) and (parts.county or parts.city)
