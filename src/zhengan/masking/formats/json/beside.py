"""Values of JSON that stand beside the name of their field, or beside what sort of number they are.

    {"key": "mobile", "value": "13812345678"}
    {"类型": "资金账号", "号码": "88012345"}
    {"column": "khxm", "old": "Anna", "new": "Bo"}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from zhengan.masking import owners
from zhengan.masking.formats import keyed
from zhengan.masking.formats.cells import unescaped
from zhengan.masking.formats.json import kernel
from zhengan.masking.formats.json.keys import CHANGED
from zhengan.masking.formats.json.tables import HEADS

NAME, FIELD, TYPE, VALUE, NUMBER = range(1, 6)
"""The name of anything; that of a column or a field; of what sort it is; what stands beside one; what stands beside a sort."""
NAMING = (NAME, FIELD, TYPE)
FIELDS = owners.words(
    "field fieldname fieldcode column columnname columncode colname col path 字段 字段名 字段名称 列 列名"
)
TYPES = ("type", "类型", "类别", "种类", "類型", "類別")
NUMBERS = owners.words("no num number id account acct 号码 编号 账号 账户 證號 证号 號碼 編號 帳號")
ROLES = (
    {key: NAME if role == keyed.NAME else VALUE for key, role in keyed.ROLES.items()}
    | dict.fromkeys(NUMBERS, NUMBER) | dict.fromkeys(CHANGED | {"values", "data"}, VALUE) | dict.fromkeys(FIELDS, FIELD)
)  # fmt: skip
SIGNS = re.compile(rb"[\n{}]")
"""What does not stand between two values of one object."""


class Role(NamedTuple):
    """Where a value stands, what it may be beside others (0 for nothing), its key, and whether that is of a name alone."""

    above: tuple[str, ...]
    what: int
    key: str
    bare: bool


def role(path: Sequence[str]) -> Role:
    """Of a value of JSON by the keys on the way to it."""
    key = path[-1].replace("_", "").lower() if path else ""
    what = ROLES.get(key, TYPE if key.endswith(TYPES) else 0)
    return Role(tuple(path[:-1]), what, key, owners.bare(key))


def both(roles: Sequence[Role]) -> set[tuple[str, ...]]:
    """Where names stand and what they may say something of."""
    return {one.above for one in roles if one.what in NAMING and others(one, roles)}


def others(name: Role, roles: Sequence[Role]) -> list[Role]:
    """What may stand beside a name: a number beside a sort or a field, not beside the name of anything."""
    beside = {VALUE} if name.what == NAME else {VALUE, NUMBER}
    return [one for one in roles if one.what in beside and one.above == name.above]


def pairs(raw: bytes, starts: Any, ends: Any, which: Any, roles: Sequence[Role]) -> Iterator[tuple[int, int, str, str]]:
    """Every name that says anything with each value beside it in its object, by their numbers, what it says, and the kind that
    it names. ``starts``, ``ends``, ``which``: where values stand, in their order, and whose role each has."""
    buf = np.frombuffer(raw, np.uint8)
    names: list[tuple[int, str, str, bool]] = []
    for k, role in enumerate(roles):
        held = others(role, roles) if role.what in NAMING else []
        measured = role.bare and any(one.key in keyed.MEASURED for one in held)  # of another name only that it is none is said
        mine = np.flatnonzero(which == k) if held else np.zeros(0, np.int64)
        _, first, text = np.unique(kernel.texts(buf, starts[mine], ends[mine]), return_index=True, return_inverse=True)
        said = [told(raw[starts[one] : ends[one]]) for one in mine[first].tolist()]
        saying = np.array([bool(kind) or measured for _, kind in said], np.bool_)
        some = saying[text] if said else mine
        names += [(place, *said[one], measured) for place, one in zip(mine[some].tolist(), text[some].tolist(), strict=True)]
    if not names:
        return
    above = [roles[k].above for k in which.tolist()]
    spans = [*zip(starts.tolist(), ends.tolist(), strict=True)]
    for place, word, kind, measured in sorted(names):
        for j in around(raw, spans, above, place):
            one = roles[which[j]]
            if one.what not in NAMING and (kind or (measured and one.key in keyed.MEASURED)):
                yield place, j, word, kind


def told(text: bytes) -> tuple[str, str]:
    """What a name says, of JSON Patch the last part of a path, and the kind that it names."""
    word = unescaped(text).strip()
    word = word.rpartition("/")[2] if word.startswith("/") else word
    return word, keyed.kind_of(word)


def around(raw: bytes, spans: Sequence[tuple[int, int]], above: Sequence[tuple[str, ...]], place: int) -> Iterator[int]:
    """The values that stand in one object with another, in their order."""
    low = high = place
    while low and above[low - 1] == above[place] and not SIGNS.search(raw, spans[low - 1][1], spans[low][0]):
        low -= 1
    while high + 1 < len(spans) and above[high + 1] == above[place] and not SIGNS.search(raw, spans[high][1], spans[high + 1][0]):
        high += 1
    yield from range(low, high + 1)


def named(name: Role, value: Role, said: str, text: str) -> str:
    """The kind of a value beside a name that says so, or ''. What a field is changed from and to, or holds, is what the field
    says, as below a header; beside other names it must look so."""
    if value.what == NUMBER and name.what == NAME:
        return ""
    column = name.what == FIELD or (name.what == NAME and _last(name.above) in HEADS)
    if column and value.what == VALUE and not owners.bare(said):
        return keyed.beside(said, text)
    return keyed.named(said, text)


@lru_cache(4096)
def parameter(name: Role, value: Role, said: str) -> bool:
    """Whether the name beside a value is that of a field, and nobody's: {"name": "status", "value": "ok"}; under a key of
    persons it is theirs."""
    last = value.key in keyed.MEASURED or (value.what == VALUE and bool(keyed.kind_of(said)))
    return last and name.bare and owners.of(name.above) != owners.PERSON


def _last(above: Sequence[str]) -> str:
    return above[-1].replace("_", "").lower() if above else ""
