"""One room's ``duties.toml``: read strictly, so that a slip of the pen is refused and never overlooked."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import tomli  # the same parser as tomllib, compiled: a third of its time over the 75 rooms

from zhengan.kit.problem import Problem, Where
from zhengan.law.model import Duty, DutyKind, Status, Who

CLAUSE = re.compile(r"(\d+)\.(\d+)(?:\((\d+)\))?")
ROOM_KEYS = {"title_zh": str, "title_en": str, "duty": list}
DUTY_KEYS = {
    "id": str, "who": list, "kinds": list, "title_zh": str, "title_en": str, "does_zh": str, "does_en": str,
    "record_zh": list, "record_en": list, "penalties": list, "status": str, "act": bool,
}  # fmt: skip
OPTIONAL = {"act"}
WORDS = {"who": get_args(Who), "kinds": get_args(DutyKind)}
WORKLISTS = {"duty_of_regulator", "duty_of_association"}


@dataclass(frozen=True, slots=True)
class DutyFile:
    """What a room says of its article: its short name and its duties in the order of the text."""

    title_zh: str
    title_en: str
    duties: tuple[Duty, ...]


def read_duties(path: Path, number: int, clauses: Collection[str], penalties: Collection[str]) -> DutyFile:
    """The duties of article ``number``.

    ``clauses`` are those its text holds, ``penalties`` the ones Articles 62 to 69 hold. Raises Problem for an unknown
    or missing key, a wrong word or type, a clause that the text does not hold, a paragraph without a duty, a duty
    named twice or out of order, a penalty that is none, a status that cannot be.
    """
    text, data = _toml(path, number)
    room = _Place(path, text)
    _keys(room, f"第 {number} 条", data, ROOM_KEYS, set())
    duties = tuple(_duty(room, number, table, clauses, penalties) for table in data["duty"])
    _complete(room, number, [duty.id for duty in duties], list(clauses))
    return DutyFile(data["title_zh"], data["title_en"], duties)


def parse_toml(path: Path, raw: bytes) -> tuple[str, dict[str, Any]]:
    """The text and the table of a TOML file; raises Problem with line and column where it is not TOML."""
    try:
        text = raw.decode()
        return text, tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        where = Where(_Place(path, "").source, error.lineno, error.colno)
        raise Problem("文件不是合法的 TOML", error.msg, "更正这一行", code="law-duties", where=where) from None
    except UnicodeDecodeError as error:
        where = Where(_Place(path, "").source)
        raise Problem("文件不是 UTF-8 编码", str(error), "以 UTF-8 保存", code="law-duties", where=where) from None


@dataclass(frozen=True, slots=True)
class _Place:
    """A duties file open for complaint: finds the line of what is wrong."""

    path: Path
    text: str

    @property
    def source(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}"

    def problem(self, what: str, why: str = "", do: str = "", *, at: str = "") -> Problem:
        line = self.text.count("\n", 0, self.text.index(at)) + 1 if at and at in self.text else None
        return Problem(what, why, do, code="law-duties", where=Where(self.source, line))


def _toml(path: Path, number: int) -> tuple[str, dict[str, Any]]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise Problem(
            f"第 {number} 条缺少义务说明", "每条都应当说明其各款的义务", f"补齐 {path.parent.name}/{path.name}",
            code="law-duties",
        ) from None  # fmt: skip
    return parse_toml(path, raw)


def _keys(room: _Place, name: str, table: dict[str, Any], known: dict[str, type], optional: set[str]) -> None:
    """Refuse unknown and missing keys, wrong types and empty words."""
    for key in table.keys() - known.keys():
        raise room.problem(f"{name}有不认识的键“{key}”", "", f"可用：{'、'.join(known)}", at=f"{key} =")
    for key in known.keys() - optional - table.keys():
        raise room.problem(f"{name}缺少“{key}”", "", "补上这一项", at=f'"{table.get("id")}"')
    for key, value in table.items():
        if type(value) is not known[key] or value == "":
            raise room.problem(f"{name}的“{key}”应为非空的 {known[key].__name__}", f"现为 {value!r}", at=f"{key} =")


def _duty(
    room: _Place, number: int, table: dict[str, Any], clauses: Collection[str], penalties: Collection[str]
) -> Duty:
    _keys(room, f"第 {number} 条的义务 {table.get('id', '')}", table, DUTY_KEYS, OPTIONAL)
    clause = table["id"]
    mark = f'"{clause}"'
    match = CLAUSE.fullmatch(clause)
    if match is None or clause not in clauses:
        raise room.problem(f"第 {number} 条没有条款 {clause}", f"正文中有：{'、'.join(clauses)}", "改正编号", at=mark)
    for key, words in WORDS.items():
        for word in table[key]:
            if word not in words:
                raise room.problem(f"{clause} 的 {key} 不认识“{word}”", "", f"可用：{'、'.join(words)}", at=mark)
    for penalty in table["penalties"]:
        if penalty not in penalties:
            raise room.problem(f"{clause} 引用的罚则 {penalty} 不存在", "", f"可用：{'、'.join(penalties)}", at=mark)
    _status(room, clause, table)
    _lists(room, clause, table)
    paragraph, item = int(match[2]), int(match[3]) if match[3] else None
    lists = {key: tuple(value) for key, value in table.items() if isinstance(value, list)}
    return Duty(article=number, paragraph=paragraph, item=item, **{**table, **lists})


def _status(room: _Place, clause: str, table: dict[str, Any]) -> None:
    """A status is one of four words, and the two that need no rule are only for duties that need none."""
    status, kinds = table["status"], set(table["kinds"])
    mark = f'"{clause}"'
    if status not in get_args(Status):
        raise room.problem(f"{clause} 的状态“{status}”不存在", "", f"可用：{'、'.join(get_args(Status))}", at=mark)
    if status == "definition" and kinds != {"definition"}:
        raise room.problem(f"{clause} 不是定义，状态不能是 definition", "", "改为 pending 或 served", at=mark)
    if status == "worklist" and not kinds & WORKLISTS:
        raise room.problem(f"{clause} 约束机构，状态不能是 worklist", "", "改为 pending 或 served", at=mark)


def _lists(room: _Place, clause: str, table: dict[str, Any]) -> None:
    """Somebody is bound, somehow; what to record is said in both languages, entry by entry."""
    mark = f'"{clause}"'
    for key in ("who", "kinds", "record_zh", "record_en", "penalties"):
        values = table[key]
        if not all(isinstance(value, str) and value for value in values) or len(set(values)) < len(values):
            raise room.problem(f"{clause} 的 {key} 应为互不相同的非空文字", f"现为 {values!r}", at=mark)
    if not table["who"] or not table["kinds"]:
        raise room.problem(f"{clause} 没有说明约束谁、如何判断", "", "填写 who 和 kinds", at=mark)
    if len(table["record_zh"]) != len(table["record_en"]):
        raise room.problem(f"{clause} 的记录事项中英文条数不同", "", "逐条对应", at=mark)
    if not table["record_zh"] and "definition" not in table["kinds"]:
        raise room.problem(f"{clause} 没有说明要记录什么", "没有记录就无从判断", "填写 record_zh 与 record_en", at=mark)


def _complete(room: _Place, number: int, stated: list[str], clauses: list[str]) -> None:
    """Every paragraph has a duty: its own, or one for each of its items; each once, in the order of the text."""
    for clause in stated:
        if stated.count(clause) > 1:
            raise room.problem(f"条款 {clause} 的义务写了两次", "", "合并为一项", at=f'"{clause}"')
    if stated != [clause for clause in clauses if clause in stated]:
        raise room.problem(f"第 {number} 条的义务未按条文顺序排列", "", f"顺序：{'、'.join(clauses)}")
    for clause in clauses:
        items = [other for other in clauses if other.startswith(f"{clause}(")]
        served_by = [clause.partition("(")[0]] if "(" in clause else items
        if clause not in stated and not (served_by and all(other in stated for other in served_by)):
            raise room.problem(f"条款 {clause} 没有义务", "法条的每一款、每一项都要说明其义务", "补上一项 [[duty]]")
