"""Bytes read as chains of digit groups: ``138-1234 5678`` is one chain of three groups.

A digit may be written plainly, full-width, or escaped: ``%31``, ``%EF%BC%91``, ``\\u0031``, ``\\uff11``, ``&#49;``,
``&#x31;``. Other escapes (``%20``, ``\\n``, ``\\u003a``, ``\\x3a``) are read as wholes, so that the ``20`` of
``%2013812345678`` (``%2520`` where a URL stands in another) and the ``n`` of ``\\n13812345678`` do
not stick to the number behind them. ``%10`` to ``%19`` stand for nothing that is written: the ``%`` of LIKE '%13812345678%'
begins no escape. Between digits, of which three follow, ``%20`` is the space that it stands for: ``138%201234%205678``.
No pattern here knows ``\\b`` or ``\\w``: those mean Unicode letters in one place and ASCII in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

DIGIT = (
    rb"(?:[0-9]|\xef\xbc[\x90-\x99]|%3[0-9]|%[Ee][Ff]%[Bb][Cc]%9[0-9]|\\u003[0-9]|\\u[Ff][Ff]1[0-9]"
    rb"|&#4[89];|&#5[0-7];|&#x3[0-9];)"
)
ESCAPE = rb"(?:%(?:25)?(?!1[0-9])[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\[nrtbfv])"
HYPHEN = rb"(?:-|\xe2\x80[\x90-\x95]|\xef\xbc\x8d)"
SPACE = rb"(?: |%20(?=[0-9]{3})|\xc2\xa0|\xe3\x80\x80|\xe2\x80[\x80-\x8d]|\xe2\x80\xaf)"

UNIT = re.compile(DIGIT)
GROUP = re.compile(rb"(" + HYPHEN + rb"|" + SPACE + rb"|)((?:" + DIGIT + rb")+)")
TOKEN = re.compile(
    rb"(?P<chain>(?:" + DIGIT + rb")+(?:(?:" + HYPHEN + rb"|" + SPACE + rb")(?:" + DIGIT + rb")+)*)|" + ESCAPE
)
IS_HYPHEN, IS_SPACE = re.compile(HYPHEN), re.compile(SPACE)
IS_ESCAPE = re.compile(ESCAPE)
AT = re.compile(rb"@|%40|\\u0040|&#64;|\xef\xbc\xa0")


@dataclass(frozen=True)
class Group:
    """Digits without a gap, at ``[start, end)``; ``sep`` stands between them and the group before in the chain."""

    start: int
    end: int
    digits: str
    sep: bytes

    @property
    def hyphened(self) -> bool:
        """A hyphen joins it to the group before."""
        return IS_HYPHEN.fullmatch(self.sep) is not None

    @property
    def width(self) -> int:
        """The bytes of a digit, where all are written alike."""
        return (self.end - self.start) // len(self.digits)

    @property
    def written_otherwise(self) -> bool:
        """Some digit is full-width or escaped."""
        return self.end - self.start != len(self.digits)


def digits_of(raw: bytes) -> str:
    """The digits that the units of ``raw`` stand for."""
    return "".join(value(unit) for unit in UNIT.findall(raw))


def value(unit: bytes) -> str:
    """The digit that one unit stands for: the low four bits of its last figure say it, save for ``&#49;``."""
    if unit.startswith(b"&#x"):
        return chr(unit[4])
    if unit.startswith(b"&#"):
        return chr(int(unit[2:4]))
    return str(unit[-1] & 15)


def chains(data: bytes) -> Iterator[list[Group]]:
    """The chains of the text, in order, each with its groups."""
    for token in TOKEN.finditer(data):
        if token["chain"] is not None:
            yield [
                Group(group.start(2), group.end(2), digits_of(group[2]), group[1])
                for group in GROUP.finditer(data, token.start(), token.end())
            ]  # fmt: skip


def past_escape(data: bytes, at: int, stop: int) -> int:
    """``at``, or the end of an escape that began before it and reaches beyond, never past ``stop``."""
    for start in range(max(0, at - 5), at + 1):
        found = IS_ESCAPE.match(data, start, stop)
        if found and found.end() > at:
            return found.end()
    return at
