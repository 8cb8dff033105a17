"""Where the district of an address ends, by the words that end places: 省, 市, 区, 县, 旗 and their autonomous kin."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, Literal

Level = Literal["province", "city", "district"]

# Names are short and never hold a road, a village or a number; the shortest that fits is taken.
PROVINCE = r"(?:[\p{Han}]{2,7}?(?:省|自治区|特别行政区)|(?:北京|上海|天津|重庆)市?)"
CITY = r"(?:[^\d省市区县镇乡街道路村号弄巷]{1,10}?(?:市|自治州|地区|盟))"
# 小区, 社区, 园区 and the like are no districts.
COUNTY = (
    r"(?:[^\d市区县镇乡街道路村号弄巷]{0,8}?[^\d市县镇乡街道路村号弄巷小社园校院厂景宅片]区"
    r"|[^\d市区县镇乡街道路村号弄巷]{1,9}?(?:自治县|县|旗)"
    r"|[^\d市区县镇乡街道路村号弄巷]{1,7}?市)"
)
TO: dict[Level, tuple[str, ...]] = {
    "district": (
        rf"{PROVINCE}{CITY}{COUNTY}",
        rf"{PROVINCE}{COUNTY}",
        rf"{CITY}{COUNTY}",
        rf"{PROVINCE}{CITY}",
        CITY,
        COUNTY,
        PROVINCE,
    ),
    "city": (rf"{PROVINCE}{CITY}", PROVINCE, CITY),
    "province": (PROVINCE,),
}


# \p{Han} of RE2, in which the patterns are written, for Python's own engine: their answers are the same, but this one takes
# a microsecond for an address, where Arrow's compiles the pattern (25 ms) at every call and takes ten for each.
HAN = (
    "[\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5々〇\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9"
    "\U00020000-\U000323af]"
)


@cache
def begins(level: Level) -> re.Pattern[str]:
    """What an address up to that level begins with."""
    pattern = "|".join(TO[level]).replace(r"[\p{Han}]", HAN)
    return re.compile(rf"[\t\n\f\r ]*(?:中国)?(?P<place>{pattern})", re.ASCII)


def up_to(addresses: Any, level: Level) -> Any:
    """The beginning of each address (an Arrow array) up to that level; up to a higher one where that is all it says.

    Missing where it begins with no place of that sort, and where its bytes are no UTF-8.
    """
    import pyarrow as pa  # a single address is placed without it

    match = begins(level).match
    return pa.array([place(raw, match) for raw in addresses.cast(pa.large_binary()).to_pylist()], addresses.type)


def place(raw: bytes | None, match: Callable[[str], re.Match[str] | None]) -> str | None:
    """The place with which one address begins."""
    try:
        found = match(raw.decode()) if raw else None
    except UnicodeDecodeError:
        return None
    return found["place"] if found else None
