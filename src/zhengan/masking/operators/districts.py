"""Where the district of an address ends, by the words that end places: 省, 市, 区, 县, 旗 and their autonomous kin."""

from __future__ import annotations

from typing import Any, Literal

import pyarrow.compute as pc

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


def up_to(addresses: Any, level: Level) -> Any:
    """The beginning of each address (an Arrow array) up to that level; up to a higher one where that is all it says.

    Missing where it begins with no place of that sort.
    """
    pattern = "|".join(TO[level])
    found = pc.extract_regex(addresses, rf"^\s*(?:中国)?(?P<place>{pattern})")
    return pc.struct_field(found, "place")
