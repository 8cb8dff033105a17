"""Whether a value of a column that a policy leaves stands in clear, whatever its shape: it says something, and no star hides
any of it.

The header says that it is somebody's, and a run without that policy would have masked it for that alone.
"""

from __future__ import annotations

import re

from zhengan.masking.operators.base import LABEL
from zhengan.masking.owners import words

NOTHING = words(
    "无 暂无 没有 空 不详 未知 不明 未提供 未填 未填写 未登记 缺失 不适用 是 否 有 null none nil na nan n y yes no true false "
    "unknown undefined"
)
"""What stands where there is no value, or only says whether there is one; ``n`` is what is left of ``\\N``."""
HIDDEN = ("*", "＊", LABEL)
TOTAL = re.compile(r"(?:[^\x00-\x7f]{2,4})?[合小总共累][ \u3000]*计[:：]?")
"""What stands in front of a row of totals, 小计, 本页合计：, in whatever column. Behind one character alone it may be a name."""
HOLDERS = "0xX"
"""Of nothing but these a value is made that stands for another."""


def in_clear(text: str) -> bool:
    """Whether a value says something and is not masked."""
    if total(text) or any(sign in text for sign in HIDDEN):
        return False
    said = "".join(filter(str.isalnum, text))
    return bool(said.strip(HOLDERS)) and said.casefold() not in NOTHING


def total(text: str) -> bool:
    """Whether that stands in front of a row of totals."""
    return bool(TOTAL.fullmatch(text.strip()))
