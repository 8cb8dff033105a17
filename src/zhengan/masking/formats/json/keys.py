"""What the keys on the way to a value of JSON say of it: the last one, and those above where it says nothing, or not whose it is.

    {"customer": {"name": "张三"}}                  a person's
    {"stock": {"name": "贵州茅台"}}                 nobody's: searched as any text
    {"mobile": {"value": "13812345678"}}            what stands under mobile is one
    {"资金账号": {"普通": 88012345, "状态": "1"}}   what is one, of what stands under 资金账号
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from zhengan.masking import owners
from zhengan.masking.formats.keyed import MEASURED
from zhengan.masking.headers import WORDED, kind_of_header, meaning

NUMBERED = owners.words("number num no $numberlong")
BARE = owners.words("values v raw full first last middle given family zh cn en #text") | {*MEASURED, *NUMBERED}
"""Keys that hold no more than what is called by the key above; under one of names, addresses or mails a number is none."""


class Above(NamedTuple):
    """The key above that says what a value is, and the kind that it names; nothing in either for none."""

    header: str
    kind: str


NONE = Above("", "")


def header(keys: Sequence[str], beside: Callable[[], Sequence[str]]) -> str:
    """What a value is called by as a column is by its header; '' where nothing is said. ``beside``: all keys of its object."""
    if not keys:
        return ""
    if not owners.bare(keys[-1]):
        above, last = over(keys)
        return above if last else keys[-1]
    who = owners.of(keys[:-1])
    if who == owners.PERSON:
        return ".".join(keys)
    if who == owners.THING:
        return ""
    others = [key for key in beside() if not owners.bare(key)]
    said = owners.beside(others)
    if said == owners.PERSON or any(kind_of_header(key) for key in others):
        return keys[-1]
    return keys[-1] if who == owners.NOBODY and said == owners.NOBODY else ""


def above(keys: Sequence[str]) -> Above:
    """The key above of whose kind a value is if it looks so; none where its own key says what it is."""
    called, last = over(keys)
    kind = "" if last or not called else kind_of_header(called)
    return Above(called, kind) if kind and kind not in WORDED else NONE


def over(keys: Sequence[str]) -> tuple[str, bool]:
    """The nearest key above that names a kind, where none below it says anything; whether these only hold its value."""
    below: set[str] = set()
    for k in range(len(keys) - 1, 0, -1):
        if owners.bare(keys[k]) or meaning(keys[k]) is not None:
            break
        below.add(keys[k].replace("_", "").lower())
        called = ".".join(keys[:k]) if owners.bare(keys[k - 1]) else keys[k - 1]
        if kind := kind_of_header(called):
            return called, below <= (BARE - NUMBERED if kind in WORDED else BARE)
    return "", False
