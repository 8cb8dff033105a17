"""A place of the law as people cite it, in any of their ways → its number as this software writes it: ``21``, ``21.3``."""

from __future__ import annotations

import re
import unicodedata

from zhengan.kit.numerals import PATTERN, numeral

_NUMBER = rf"[0-9]{{1,2}}|{PATTERN}"
# \u7b2c before a number; \u6761 article, \u6b3e paragraph, \u9879 item
_CHINESE = re.compile(
    rf"(?:\u7b2c({_NUMBER})|({_NUMBER})(?=\u6761))\u6761?(?:\u7b2c?({_NUMBER})\u6b3e)?(?:\u7b2c?\(?({_NUMBER})\)?\u9879)?"
)
_NUMBERED = re.compile(r"(?:art(?:icle)?\.?)?([0-9]{1,2}(?:\.[0-9]+(?:\([0-9]+\))?)?)", re.IGNORECASE)


def cited(text: str) -> str:
    """The number of the article, paragraph or item that ``text`` is; empty where it is none.

    An item cited without its paragraph is the first's: an article that has items so cited has but one paragraph.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = _NUMBERED.fullmatch(plain)
    if found:
        return found[1]
    found = _CHINESE.fullmatch(plain)
    if not found:
        return ""
    article, paragraph, item = found[1] or found[2], found[3], found[4]
    number = str(_number(article))
    if paragraph or item:
        number += f".{_number(paragraph) if paragraph else 1}"
    return number + (f"({_number(item)})" if item else "")


def _number(text: str) -> int:
    """1 to 99 from digits or Chinese numerals."""
    return int(text) if text.isdecimal() else numeral(text)
