"""Tables that stand upright: names of fields in one column, their values in the one beside it.

    字段,值
    资金账号,88012345

or in every other cell of a row, as in a form: 姓名,阿迪力,资金账号,88012345.

What a name says of a header it says of the value beside it, where the value is one of that kind; all others are searched.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

from zhengan.masking import owners
from zhengan.masking.headers import SIGNS, kind_of_header, speaks_against
from zhengan.masking.kinds import landline
from zhengan.masking.kinds.every import BY_NAME
from zhengan.masking.policy import Policy, Rule

LOOKED_AT, LEAST = 200, 2
"""Rows that tell whether a table stands upright, and how many pairs there must be."""
FORMS = 20
"""Of rows that hold several pairs each."""
WORDS = ("name", "address")
COLONS = ("：", ":")
LOCAL = re.compile(r"(?<=\d{3})[- ](?=\d{4}\Z)|(?<=\d{7})(?:[-转#*]|\s*转\s*)\d{1,6}\Z")
"""What stands within a number without an area code, or behind it: 6588-1234, 65881234-801."""
LETTER, STARS = re.compile(r"[^\W\d_]"), re.compile(r"\*\*|＊")

NAME, VALUE = 1, 2
NAMES = "k key name field label item attr attribute property prop param fieldname keyname 字段 字段名 项目 名称 键"
VALUES = "v value val text content fieldvalue 值 字段值 内容"
ROLES = dict.fromkeys(NAMES.split(), NAME) | dict.fromkeys(VALUES.split(), VALUE)
MEASURED = ("v", "value", "val", "fieldvalue", "值", "字段值")
"""What stands beside the name of a field; text and content may be what somebody has written."""


@lru_cache(4096)
def kind_of(name: str) -> str:
    """The kind that the name of a field says of its value, or ''."""
    kind = kind_of_header(name)
    return "" if kind and speaks_against(name) else kind


def named(name: str, value: str) -> str:
    """The kind of a value beside that name, or '' where it is none of the kind, or the name says nothing."""
    kind = kind_of(name.strip())
    return kind if kind and value and fits(kind, value.strip()) else ""


def fits(kind: str, value: str) -> bool:
    """Whether a value is one of a kind that a name says it is: a telephone may be a fixed line, without its area code too."""
    if BY_NAME[kind].valid(value):
        return True
    return kind == "mobile" and (landline.valid("".join(value.split("-"))) or local(value))


def local(value: str) -> bool:
    """Whether a number beside its label is a fixed line without its area code: 6588-1234."""
    return landline.local(LOCAL.sub("", value))


def beside(name: str, value: str) -> str:
    """The kind of a value of an upright table beside that name: a name or an address is whatever word stands there, as below a
    header."""
    kind = kind_of(name.strip())
    if kind == "mobile" and local(value.strip()):
        return "landline"
    if kind in WORDS and LETTER.search(value) and not kind_of(value.strip()):
        return kind
    return named(name, value)


def day(cell: str) -> bool:
    """Whether a number is a day of this century or the last, by which tables call columns."""
    return len(cell) == 8 and cell[:2] in ("19", "20") and "01" <= cell[4:6] <= "12" and "01" <= cell[6:] <= "31"


def behind(row: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Every cell of a row that holds something, and what stands before it."""
    before = ""
    for k, cell in enumerate(row):
        if cell:
            yield from [(k, before)] if before else ()
            before = cell


def formed(row: Sequence[str]) -> bool:
    """Whether a row is one of a form, as above a ledger: 客户姓名：, Anna, 资金账号：, 10020001. A number stands behind its name,
    or anything behind one that a colon ends; 姓名 before 余额 is a header."""
    for k, name in behind(row):
        kind, value = kind_of(name), row[k]
        sure = bool(kind) and (STARS.search(value) or (kind not in WORDS and fits(kind, value) and not day(value)))
        if kind and not kind_of(value) and not value.endswith(COLONS) and (sure or name.endswith(COLONS)):
            return True
    return False


def like_one(row: Sequence[str]) -> bool:
    """Whether a row may be of a form where another beside it is: any word stands behind a name, or behind a colon."""
    return any(beside(name, row[k]) or (name.endswith(COLONS) and not row[k].endswith(COLONS)) for k, name in behind(row))


def shows(name: str, value: str) -> bool:
    """Whether a value is what the name beside it says, or was before stars were put over it."""
    return bool(kind_of(name.strip())) and (bool(STARS.search(value)) or bool(named(name, value)))


def pairs(row: Sequence[str]) -> list[tuple[str, str]]:
    """The names of a row, in every other cell, with their values; none of the pairs that are empty."""
    made = zip(row[::2], [*row[1::2], ""], strict=False)
    return [(name, value) for name, value in made if name.strip() or value.strip()]


def upright(rows: Sequence[Sequence[str]], columns: Container[str], told: bool = False) -> bool:
    """Whether most of the first rows of a table are names with their values. ``columns``: those that a policy names, which are
    headers, unless they are names of fields that stand beside a value (the policy may mean another sheet); ``told``: whether a
    header says that it stands upright."""
    width = len(rows[0]) if rows else 0
    if width < 2 or any(len(row) != width or (width % 2 and row[-1].strip()) for row in rows):
        return False
    if any(cell.strip() in columns and (k % 2 or not kind_of(cell.strip())) for row in rows for k, cell in enumerate(row)):
        return False
    held = [pair for row in rows[: LOOKED_AT if width < 4 else FORMS] for pair in pairs(row)]
    if len(held) < (1 if told else LEAST):
        return False
    names = sum(labelled(name) for name, _ in held)
    values = sum(bool(kind_of(value.strip())) for _, value in held)
    if 2 * names <= len(held) or 2 * values > len(held) or (width > 3 and not form(rows[:FORMS])):
        return False
    if told:
        return any(beside(*one) for one in held)
    return any(shows(*one) for one in held if width < 4 or kind_of(one[0].strip()) != "name")


def labelled(cell: str) -> bool:
    """Whether a cell says what stands beside it."""
    return bool(kind_of(cell.strip())) or owners.plain(cell.strip(SIGNS)) in owners.PERSONAL


def form(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows of several pairs are those of a form: no value of the first names anything, as a header does of all columns,
    and names stand in every column of names, as they do not where one column tells what the next one holds."""
    if any(kind_of(value.strip()) for value in rows[0][1::2]):
        return False
    below = [[cell for cell in column if cell.strip()] for column in [*zip(*rows[1:], strict=True)][::2]]
    return all(2 * sum(map(labelled, column)) >= len(column) for column in below)


def headed(rows: Sequence[Sequence[str]], columns: Container[str]) -> bool | None:
    """Whether the first of the rows of an upright table is its header: no name of a field; None where the table is none."""
    if not rows:
        return None
    first = [cell.strip() for cell in rows[0]]
    told = len(first) > 1 and all((ROLES.get(a.lower()), ROLES.get(b.lower())) == (NAME, VALUE) for a, b in pairs(first))
    own = told or (len(first) == 2 and not kind_of(first[0]))
    if own and not told and kind_of(first[1]):
        return None  # 证件类型,证件号码: what the second holds is said already
    return own if upright(rows[1:] if own else rows, columns, told) else None


def rules(policy: Policy) -> dict[str, Rule]:
    """What becomes of values of each kind."""
    return {kind: policy.of_kind(kind) for kind, one in BY_NAME.items() if one.personal}
