"""Values of JSON that stand beside the name of their field, or beside what sort of number they are.

    {"key": "mobile", "value": "13812345678"}
    {"类型": "资金账号", "号码": "88012345"}
    {"column": "khxm", "old": "Anna", "new": "Bo"}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zhengan.masking import owners
from zhengan.masking.formats import keyed
from zhengan.masking.formats.cells import unescaped
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
    """Where both stand, names and what may be beside them."""
    held: dict[tuple[str, ...], set[bool]] = {}
    for one in roles:
        if one.what:
            held.setdefault(one.above, set()).add(one.what in NAMING)
    return {above for above, found in held.items() if len(found) > 1}


def pairs(raw: bytes, spans: Sequence[tuple[int, int]], roles: Sequence[Role]) -> Iterator[tuple[int, int, str, str]]:
    """Every name that says anything with each value beside it in its object, by their places, what it says, and the
    kind that it names."""
    said: dict[bytes, tuple[str, str]] = {}
    for low, high in objects(raw, spans, roles):
        for k in range(low, high):
            if roles[k].what not in NAMING:
                continue
            text = raw[spans[k][0] : spans[k][1]]
            if text not in said:
                word = unescaped(text).strip()
                word = word.rpartition("/")[2] if word.startswith("/") else word  # JSON Patch
                said[text] = word, keyed.kind_of(word)
            word, kind = said[text]
            if kind or roles[k].bare:  # of another name only that it is none is said
                yield from ((k, j, word, kind) for j in range(low, high)
                            if roles[j].what not in NAMING and (kind or roles[j].key in keyed.MEASURED))  # fmt: skip


def objects(raw: bytes, spans: Sequence[tuple[int, int]], roles: Sequence[Role]) -> Iterator[tuple[int, int]]:
    """From where to where values stand in one object."""
    low = 0
    for k in range(1, len(spans) + 1):
        if k == len(spans) or roles[k].above != roles[low].above or SIGNS.search(raw, spans[k - 1][1], spans[k][0]):
            if k - low > 1:
                yield low, k
            low = k


def named(name: Role, value: Role, said: str, text: str) -> str:
    """The kind of a value beside a name that says so, or ''. What a field is changed from and to, or holds, is what the field
    says, as below a header; beside other names it must look so."""
    if value.what == NUMBER and name.what == NAME:
        return ""
    column = name.what == FIELD or (name.what == NAME and _last(name.above) in HEADS)
    if column and value.what == VALUE and not owners.bare(said):
        return keyed.beside(said, text)
    return keyed.named(said, text)


def parameter(name: Role, value: Role, said: str) -> bool:
    """Whether the name beside a value is that of a field, and nobody's: {"name": "status", "value": "ok"}; under a key of
    persons it is theirs."""
    last = value.key in keyed.MEASURED or (value.what == VALUE and bool(keyed.kind_of(said)))
    return last and name.bare and owners.of(name.above) != owners.PERSON


def _last(above: Sequence[str]) -> str:
    return above[-1].replace("_", "").lower() if above else ""
