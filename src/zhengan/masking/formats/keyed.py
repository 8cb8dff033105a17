"""Tables that stand upright: names of fields in one column, their values in the one beside it.

    字段,值
    资金账号,88012345

What a name says of a header it says of the value beside it, where the value is one of that kind; all others are searched.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import lru_cache

from zhengan.masking import owners
from zhengan.masking.headers import kind_of_header, speaks_against
from zhengan.masking.kinds.every import BY_NAME
from zhengan.masking.policy import Policy, Rule

LOOKED_AT, LEAST = 200, 2
"""Rows that tell whether a table stands upright, and how many there must be."""

NAME, VALUE = 1, 2
NAMES = "k key name field label item attr attribute property prop param fieldname keyname 字段 字段名 项目 名称 键"
VALUES = "v value val text content fieldvalue 值 字段值 内容"
ROLES = dict.fromkeys(NAMES.split(), NAME) | dict.fromkeys(VALUES.split(), VALUE)
MEASURED = ("v", "value", "val", "fieldvalue", "值", "字段值")
"""What stands beside the name of a field; text and content may be what somebody has written."""
Role = tuple[tuple[str, ...], int, str]


def role(path: list[str]) -> Role:
    """Where a value of JSON stands, whether it is the name of a field or what stands beside one (0 for neither), and its key."""
    key = path[-1].replace("_", "").lower() if path else ""
    return tuple(path[:-1]), ROLES.get(key, 0), key


def parameter(name: Role, value: Role, said: str) -> bool:
    """Whether the name beside a value is that of a field, and nobody's: {"name": "status", "value": "ok"}; under a key of
    persons it is theirs."""
    last = value[2] in MEASURED or bool(kind_of(said.strip()))
    return last and owners.bare(name[2]) and owners.of(name[0]) != owners.PERSON


@lru_cache(4096)
def kind_of(name: str) -> str:
    """The kind that the name of a field says of its value, or ''."""
    return "" if speaks_against(name) else kind_of_header(name)


def named(name: str, value: str) -> str:
    """The kind of a value beside that name, or '' where it is none of the kind, or the name says nothing."""
    kind = kind_of(name.strip())
    return kind if kind and value and BY_NAME[kind].valid(value.strip()) else ""


def upright(rows: Sequence[Sequence[str]], columns: Container[str]) -> bool:
    """Whether most of the first rows of a table are names with their values. ``columns``: those that a policy names, which are
    headers."""
    held = [row for row in rows[:LOOKED_AT] if any(cell.strip() for cell in row)]
    if len(held) < LEAST or any(len(row) != 2 for row in held):
        return False
    if any(cell.strip() in columns for row in held for cell in row):
        return False
    names = sum(bool(kind_of(row[0].strip())) for row in held)
    values = sum(bool(kind_of(row[1].strip())) for row in held)
    return 2 * names > len(held) and 2 * values <= len(held) and any(named(*row) for row in held)


def headed(rows: Sequence[Sequence[str]], columns: Container[str]) -> bool | None:
    """Whether the first of the rows of an upright table is its header: no name of a field; None where the table is none."""
    own = bool(rows) and len(rows[0]) == 2 and not kind_of(rows[0][0].strip())
    if own and kind_of(rows[0][1].strip()):
        return None  # 证件类型,证件号码: what the second holds is said already
    return own if upright(rows[1:] if own else rows, columns) else None


def rules(policy: Policy) -> dict[str, Rule]:
    """What becomes of values of each kind."""
    return {kind: policy.of_kind(kind) for kind, one in BY_NAME.items() if one.personal}
