"""One room's ``duties.toml``: read strictly, so that a slip of the pen is refused and never overlooked."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from zhengan.law.model import Duty, DutyKind, Status, Who
from zhengan.law.tomlfile import TomlFile, read_toml

CLAUSE = re.compile(r"(\d+)\.(\d+)(?:\((\d+)\))?")
ROOM_KEYS: dict[str, type] = {"title_zh": str, "title_en": str, "duty": list}
DUTY_KEYS: dict[str, type] = {
    "id": str,
    "who": list,
    "kinds": list,
    "act": bool,
    "title_zh": str,
    "title_en": str,
    "does_zh": str,
    "does_en": str,
    "record_zh": list,
    "record_en": list,
    "penalties": list,
    "status": str,
}
LISTS = [key for key, kind in DUTY_KEYS.items() if kind is list]
WORKLISTS = {"duty_of_regulator", "duty_of_association"}


@dataclass(frozen=True, slots=True)
class DutyFile:
    """What a room says of its article: its short name and its duties in the order of the text."""

    title_zh: str
    title_en: str
    duties: tuple[Duty, ...]


def read_duties(path: Path, number: int, clauses: Collection[str], penalties: Collection[str]) -> DutyFile:
    """The duties of article ``number``.

    ``clauses`` are those its text holds, ``penalties`` the ones Articles 62 to 69 hold. Raises Problem for an
    unknown or missing key, a wrong word or type, a clause that the text does not hold, a paragraph without a
    duty, a duty named twice or out of order, a penalty that is none, a status that cannot be.
    """
    file = read_toml(path, f"第 {number} 条的义务说明")
    file.check(f"第 {number} 条", file.data, ROOM_KEYS)
    words = {"who": get_args(Who), "kinds": get_args(DutyKind), "penalties": penalties}
    duties = tuple(_duty(file, number, table, clauses, words) for table in file.data["duty"])
    _complete(file, number, [duty.id for duty in duties], list(clauses))
    return DutyFile(file.data["title_zh"], file.data["title_en"], duties)


def _duty(
    file: TomlFile, number: int, table: Any, clauses: Collection[str], words: dict[str, Collection[str]]
) -> Duty:
    clause = table.get("id") if isinstance(table, dict) else None
    file.check(f"第 {number} 条的义务 {clause}", table, DUTY_KEYS, {"act"}, _mark(clause))
    match = CLAUSE.fullmatch(clause or "")
    if match is None or clause not in clauses:
        why = f"正文中有：{'、'.join(clauses)}"
        raise file.problem(f"第 {number} 条没有条款 {clause}", why, "改正编号", (_mark(clause),))
    _lists(file, table, words)
    _status(file, table)
    lists = {key: tuple(table[key]) for key in LISTS}
    item = int(match[3]) if match[3] else None
    return Duty(article=number, paragraph=int(match[2]), item=item, **{**table, **lists})


def _mark(clause: Any) -> str:
    """How a duties file names the clause: where to look for its duty."""
    return f'id = "{clause}"'


def _lists(file: TomlFile, table: dict[str, Any], words: dict[str, Collection[str]]) -> None:
    """Known words only, none twice; somebody bound, somehow; what to record said in both languages alike."""
    clause = table["id"]
    for key in LISTS:
        values = table[key]
        at: tuple[str, ...] = (_mark(clause), f"\n{key} ")
        if not all(isinstance(value, str) and value for value in values) or len(set(values)) < len(values):
            raise file.problem(f"{clause} 的 {key} 应为互不相同的非空文字", f"现为 {values!r}", "", at)
        for value in values if key in words else ():
            if value not in words[key]:
                do = f"可用：{'、'.join(words[key])}"
                raise file.problem(f"{clause} 的 {key} 中“{value}”不存在", "", do, at)
    at = (_mark(clause),)
    if not table["who"] or not table["kinds"]:
        raise file.problem(f"{clause} 没有说明约束谁、如何判断", "", "填写 who 和 kinds", at)
    if len(table["record_zh"]) != len(table["record_en"]):
        raise file.problem(f"{clause} 的记录事项中英文条数不同", "", "逐条对应", at)
    if not table["record_zh"] and "definition" not in table["kinds"]:
        raise file.problem(f"{clause} 没有说明要记录什么", "没有记录就无从判断", "填写 record_zh", at)


def _status(file: TomlFile, table: dict[str, Any]) -> None:
    """One of four words; the two that need no rule are only for duties that lay nothing on an institution."""
    clause, status, kinds = table["id"], table["status"], set(table["kinds"])
    at = (_mark(clause), "\nstatus ")
    if status not in get_args(Status):
        raise file.problem(f"{clause} 的状态“{status}”不存在", "", f"可用：{'、'.join(get_args(Status))}", at)
    if status == "definition" and kinds != {"definition"}:
        raise file.problem(f"{clause} 不只是定义，状态不能是 definition", "", "改为 pending 或 served", at)
    if status == "worklist" and not kinds <= WORKLISTS:
        raise file.problem(f"{clause} 约束机构，状态不能是 worklist", "", "改为 pending 或 served", at)


def _complete(file: TomlFile, number: int, stated: list[str], clauses: list[str]) -> None:
    """Every clause has a duty, once, in the order of the text; those of all items serve for a paragraph."""
    for clause in stated:
        if stated.count(clause) > 1:
            mark = _mark(clause)
            raise file.problem(f"条款 {clause} 的义务写了两次", "", "合并为一项", (mark, mark))
    if stated != [clause for clause in clauses if clause in stated]:
        raise file.problem(f"第 {number} 条的义务未按条文顺序排列", "", f"顺序：{'、'.join(clauses)}")
    for clause in clauses:
        paragraph, bracket, _ = clause.partition("(")
        items = [other for other in clauses if other.startswith(f"{clause}(")]
        others = [paragraph] if bracket else items
        if clause not in stated and not (others and all(other in stated for other in others)):
            why = "法条的每一款、每一项都要说明其义务"
            raise file.problem(f"条款 {clause} 没有义务", why, "补上一项 [[duty]]")
