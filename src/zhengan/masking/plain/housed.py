"""The reference for addresses behind 住址 and a colon: one that begins with no place of the gazetteer, as an estate may, and
somebody named there before his address.
"""

from __future__ import annotations

from zhengan.masking.lexicon import AREA, CITY, PROVINCE, is_han
from zhengan.masking.plain.addresses import NAME, PLACE, home_before, parse, places
from zhengan.masking.plain.beside import at, word_behind
from zhengan.masking.plain.names import name_at
from zhengan.masking.plain.units import no_unit

UNITS = frozenset("省市区县旗盟")
# How the names of firms end.
FIRMS = frozenset({
    "公司", "集团", "证券", "银行", "基金", "期货", "信托", "保险", "资管", "资本", "控股", "业部", "支行", "分行", "务所",
})  # fmt: skip


def addressed(line: str, colon: int) -> tuple[int, int] | None:
    """Start and end of the address behind 地址 and the colon at ``colon`` that begins with no place of the gazetteer, as an
    estate may: 地址：锦绣江南3-2-501."""
    start = colon + 1
    while start - colon < 3 and at(line, start) in " \u3000":
        start += 1
    if at(line, colon - 1) != "址" or not is_han(at(line, start)) or word_behind(line, start, PLACE):
        return None
    end = parse(line, start, False) if home_before(line, start) else 0
    return (start, end) if end and not somebody_before(line, start) else None


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
