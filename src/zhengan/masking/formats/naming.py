"""What columns are called on screen and in audits: a header may be a record itself, and its values are said nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import say
from zhengan.masking import find
from zhengan.masking.kinds.every import BY_NAME
from zhengan.masking.published import Published

HEADER = say("表头中有个人信息，没有改动：文件没有表头的，请加 --no-header 重新运行")
HEADER_MASKED = say("表头中有个人信息，已按文字掩盖并计作一条记录：文件没有表头的，请加 --no-header 重新运行")
NAMES = say("列名中有个人信息，列名没有改动")

FIGURES = re.compile(r"[0-9]{5,}")
"""A number that may be somebody's, beside one that is."""


def personal(names: Sequence[str], public: Published | None = None) -> list[tuple[int, str]]:
    """(Column from 0, kind) of what is personal in names of columns; nothing where they are names. One value that says by
    itself what it is makes the whole a record, which is then read as one. ``public``: what is nobody's."""
    if not any(found(name, public) for name in names):
        return []
    made = {(k, kind) for k, name in enumerate(names) for _, kind in found(name, public)}
    place, borders = 0, []
    for name in names:
        borders.append(place)
        place += len(name.encode("utf-8", "surrogateescape")) + 1
    for start, kind in found(",".join(names), public):
        made.add((sum(border <= start for border in borders) - 1, kind))
    return sorted(made)


def shown(names: Sequence[str]) -> list[str]:
    """The names themselves; their numbers, from 1, where any is personal."""
    return [str(k + 1) for k in range(len(names))] if personal(names) else [*names]


def each(names: Sequence[str]) -> list[str]:
    """The names of columns that have types, which are seldom a record: of one that is personal its number, from 1, and of all
    only where most are."""
    numbers = {k for k, _ in personal(names)}
    if 2 * len(numbers) >= len(names):
        return shown(names)
    return [str(k + 1) if k in numbers or (numbers and FIGURES.fullmatch(name)) else name for k, name in enumerate(names)]


def found(text: str, public: Published | None = None) -> list[tuple[int, str]]:
    """Start (in bytes) and kind of every personal value of a text that is not published."""
    held = [one for one in find(text) if BY_NAME[one.kind].personal]
    if public and held:
        data = text.encode("utf-8", "surrogateescape")
        held = [one for one in held if not public.holds(one.kind, data[one.start : one.end])]
    return [(one.start, one.kind) for one in held]


def refuse(names: Sequence[str], source: str) -> None:
    """A Problem where names of columns are personal: a policy would have to write them down."""
    if found := personal(names):
        numbers = [*dict.fromkeys(k + 1 for k, _ in found)]
        what = say("列名中有个人信息（第 {columns} 列），不能写进策略", columns=numbers)
        raise Problem(what, "第一条记录可能不是表头，而是数据",
                      "没有表头的 CSV 加 --no-header；其他文件先改正列名；Parquet、Arrow 也可自己写策略，"
                      "以列号（从 1 起）为列名",
                      code="masking-header", where=Where(source))  # fmt: skip
