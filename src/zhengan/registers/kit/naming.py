"""Identifiers for records whose author gave none: drawn from what they state, so that the same fact entered twice shows."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from zhengan.facts.base import Fact
from zhengan.facts.kinds import NAMES
from zhengan.registers.kit.cells import LONGEST_NAME, UNNAMED

FIT = str.maketrans("/\\?#%,;，；、", "每＼？＃％·····")
"""What an identifier may not hold, as what it may: a measure is often named ``委托笔/秒`` or ``CPU %``."""


def name_all(read: Iterable[Fact], taken: set[str]) -> Iterator[str]:
    """The identifier of each fact: the one given, or one drawn from subject and time, or the next free number."""
    for fact in read:
        name = (fact.id if fact.id != UNNAMED else "") or _drawn(fact) or _numbered(fact, taken)
        taken.add(name)
        yield name


def _drawn(fact: Fact) -> str:
    kind = type(fact)
    if kind.moment is None:
        return ""
    moment = getattr(fact, kind.moment)
    text = moment.isoformat()
    stamp = text[:19].replace("-", "").replace(":", "")  # to the second, and further where the moment is
    if getattr(moment, "microsecond", 0):
        stamp += text[19:26].rstrip("0")
    subject = (getattr(fact, kind.subject) if kind.subject else None) or NAMES[kind]
    parts = [str(subject), getattr(fact, "measure", "") or ""]
    return "-".join(_fit(part) for part in parts if part)[: LONGEST_NAME - len(stamp) - 1] + f"-{stamp}"


@functools.lru_cache(4096)
def _fit(part: str) -> str:
    return "".join(part.translate(FIT).split())


def _numbered(fact: Fact, taken: set[str]) -> str:
    stem = NAMES[type(fact)].replace("_", "-")
    number = len(taken) + 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
