"""Many records from one file: a plan that names every bad cell, carried out whole or not at all, and taken back whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from zhengan.accounts.access import require_change
from zhengan.accounts.models import Institution, User
from zhengan.facts.base import Fact
from zhengan.facts.convert import raise_found
from zhengan.facts.reader import Stated
from zhengan.kit.problem import Problem, Problems, Where
from zhengan.kit.say import Say, say
from zhengan.records import services as records
from zhengan.records.clock import now, turn
from zhengan.records.services import OPERATOR, Progress, Recorded
from zhengan.records.values import values_of
from zhengan.registers.catalogue import register
from zhengan.registers.checking import MOST_PROBLEMS, check_among, named, refuse_only_institution
from zhengan.registers.imports.models import Import
from zhengan.registers.kit.cells import UNNAMED, read_cells, what_it_names
from zhengan.registers.kit.quick import QuickReader
from zhengan.registers.kit.register import Register
from zhengan.registers.kit.row import Row
from zhengan.registers.kit.table import Table, read_table
from zhengan.registers.kit.unhurried import unhurried
from zhengan.registers.referring import refuse_referred


@dataclass(frozen=True)
class ImportPlan:
    """What a file would record: its facts, or the problems that keep it out (the first ``MOST_PROBLEMS``).

    ``sheet``: which sheet of a workbook was read, ``unread``: which others hold something; ``columns``: in which column of
    the file each field stands; ``read``: the rows as they were read. ``checked_at``: the institution's last write before the
    facts were checked.
    """

    register: Register
    source: str
    facts: Sequence[Fact]
    problems: Sequence[Problem]
    sha256: str = ""
    sheet: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)
    read: _Read | None = None
    checked_at: datetime | None = None
    unread: Sequence[str] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def refused(self, problem: Problem) -> ImportPlan:
        """The same plan with what keeps it out after all."""
        return replace(self, facts=[], problems=_in_order(problem.problems if isinstance(problem, Problems) else [problem]))

    @property
    def cut(self) -> bool:
        """Whether there may be more problems than are named."""
        return len(self.problems) >= MOST_PROBLEMS


@unhurried()
def plan_import(
    name: str, raw: bytes, source: str, *, institution: Institution, progress: Progress | None = None
) -> ImportPlan:
    """Read a file (.xlsx, .csv, .ndjson) for the register ``name`` and name every bad cell; writes nothing.

    ``progress`` is told now and then how many of about how many rows are read.
    """
    into = register(name)
    sha256 = hashlib.sha256(raw).hexdigest()
    read, sheet, unread = _Read(source), "", tuple[str, ...]()
    try:
        _refuse_again(into, institution, sha256)
        table = read_table(into, raw, source)
        sheet, unread = table.sheet, table.unread
        read.take(into, table, progress or _silent)
        checked_at = _written_at(institution)
        facts = _among(into, institution, read, table.columns)  # those that were read, whatever is wrong with others
    except Problem as problem:
        read.problems += _besides(read.problems, problem)
    if read.problems:
        return ImportPlan(into, source, [], _in_order(read.problems), sha256, sheet, unread=unread)
    return ImportPlan(into, source, facts, [], sha256, sheet, table.columns, read, checked_at, unread)


@unhurried()
def carry_out(
    plan: ImportPlan,
    *,
    institution: Institution,
    by: User | None,
    origin: str,
    remark: str = "",
    progress: Progress | None = None,
) -> Recorded:
    """Record what a sound plan holds, all or none, and that it was imported.

    Raises its problems where it is not sound, or is no longer since others wrote in the meantime.
    """
    if plan.problems:
        raise Problems(list(plan.problems))
    require_change(by, institution, plan.register.writers)
    with turn(institution) as held:
        made = records.record_facts(
            plan.register.model, _still_sound(plan, held), institution=institution, by=by, origin=origin,
            remark=(remark or plan.source)[:500], progress=progress,
        )  # fmt: skip
        Import.objects.create(
            institution=institution, register=plan.register.name, source=plan.source[:200], sha256=plan.sha256,
            count=len(made), recorded_at=made.recorded_at, recorded_by=by, recorder=by.get_username() if by else OPERATOR,
        )  # fmt: skip
    return made


def _written_at(institution: Institution) -> datetime | None:
    """The instant of the institution's last write, asked anew."""
    return Institution.objects.values_list("written_at", flat=True).get(pk=institution.pk)


def _still_sound(plan: ImportPlan, institution: Institution) -> Sequence[Fact]:
    """The facts of a plan, which was checked outside the turn it is carried out in: anew, where somebody wrote since."""
    if plan.read is None or institution.written_at == plan.checked_at:
        return plan.facts
    _refuse_again(plan.register, institution, plan.sha256)
    return _among(plan.register, institution, plan.read, plan.columns)


def _among(into: Register, institution: Institution, read: _Read, columns: Mapping[str, int]) -> Sequence[Fact]:
    """The facts that were read, each with its identifier, checked among what is on record; raises what is wrong."""
    facts = named(into, institution, read.facts)
    found = [*_repeated(into, institution, read, facts)]
    try:
        check_among(into, institution, facts, read.places, columns, read.partial)
    except Problem as problem:
        found.append(problem)
    raise_found(found)
    return facts


def undo_import(made: Import, *, by: User | None, why: str, knowing: bool = False) -> int:
    """Withdraw every record of an import, and tell how many; a reason is asked.

    Raises Problem where it was undone already, or one of its records was corrected or withdrawn since; and, unless
    ``knowing``, where current records refer to some of them.
    """
    into, institution = register(made.register), made.institution
    require_change(by, institution, into.writers)
    with turn(institution):
        standing = Import.objects.get(pk=made.pk)
        if standing.undone_at is not None:
            raise Problem("这次导入已经撤销", say("撤销于 {at}", at=standing.undone_at), "无需再做", code="undone")
        refuse_only_institution(into, institution, imported(made))
        if not knowing:
            refuse_referred(into, institution, imported(made))
        count = records.withdraw_all(into.model, institution=institution, recorded_at=standing.recorded_at, by=by, why=why)
        standing.undone_at, standing.undone_by, standing.undone_why = institution.written_at, by, why[:500]
        standing.save()
    return count


def imported(made: Import) -> list[str]:
    """The identifiers of the records that an import made."""
    rows = register(made.register).model.objects.filter(institution=made.institution, recorded_at=made.recorded_at)
    return list(rows.values_list("uid", flat=True))


def touched_since(made: Import) -> list[str]:
    """Of the records that an import made, those corrected or withdrawn since, for which it cannot be taken back whole."""
    return records.touched(register(made.register).model, made.institution, made.recorded_at)


@dataclass(frozen=True)
class _Places(Sequence[Where]):
    """Where each fact was stated; a place is made when it is asked for."""

    source: str
    lines: Sequence[int]

    def __getitem__(self, index: Any) -> Any:
        return Where(self.source, self.lines[index])

    def __len__(self) -> int:
        return len(self.lines)


class _Read:
    """What came of the rows so far: facts (``UNNAMED`` where none gave a name), their lines, and what was wrong.

    ``partial``: of the rows that were wrong, what they name.
    """

    def __init__(self, source: str) -> None:
        self.facts: list[Fact] = []
        self.lines: list[int] = []
        self.places = _Places(source, self.lines)
        self.partial: list[Stated] = []
        self.problems: list[Problem] = []

    def take(self, into: Register, table: Table, progress: Progress) -> None:
        """Read block after block; stops where enough is wrong."""
        present, done = now(), 0
        self.problems += table.wrong
        quick = QuickReader(into.model, present)
        for block in table.blocks:
            facts = quick.read(block)
            if facts is None:
                self._one_by_one(into, block.rows(), table, present)
            else:
                self.facts += facts
                self.lines += block.lines
            if len(self.problems) >= MOST_PROBLEMS:
                return
            done += len(block.lines)
            progress(done, max(table.total, done))
        progress(len(self.facts), len(self.facts))

    def _one_by_one(self, into: Register, rows: Sequence[Row], table: Table, present: datetime) -> None:
        for row in rows:
            try:
                if row.wrong:
                    raise Problems(list(row.wrong))
                self.facts.append(read_cells(into.model, row.cells, row.where, table.columns, present)[1])
                self.lines.append(row.where.line or 0)
            except Problem as problem:
                self.problems += _besides(table.wrong, problem)
                self.partial.append(Stated(what_it_names(into.model, row.cells), row.where))
            if len(self.problems) >= MOST_PROBLEMS:
                return


def _besides(named: Sequence[Problem], problem: Problem) -> list[Problem]:
    """What else is wrong: a cell that could not be read is not said to refer to nothing as well."""
    cells = {(one.where.line, one.where.column) for one in named if one.where and one.where.column}
    several = problem.problems if isinstance(problem, Problems) else [problem]
    return [one for one in several if one.where is None or (one.where.line, one.where.column) not in cells]


def _silent(done: int, total: int) -> None:
    """Nobody is waiting."""


def _in_order(problems: Sequence[Problem]) -> list[Problem]:
    def place(problem: Problem) -> tuple[int, int]:
        where = problem.where or Where()
        return where.line or 0, where.column or 0

    return sorted(problems, key=place)[:MOST_PROBLEMS]


def _refuse_again(into: Register, institution: Institution, sha256: str) -> None:
    """The same file twice is a slip; records without an identifier would stand there twice."""
    before = Import.objects.filter(
        institution=institution, register=into.name, sha256=sha256, undone_at=None
    ).first()
    if before is not None:
        what = say("这份文件已导入过（{at}，{who}）", at=before.recorded_at, who=before.recorder)
        raise Problem(
            what, "内容一字不差", "无需再导；若要重来，请先在导入记录中撤销那一次", code="imported-before"
        )


def _repeated(into: Register, institution: Institution, read: _Read, facts: Sequence[Fact]) -> Iterator[Problem]:
    """A file that repeats itself, or what is on record already: the usual slip of importing a file twice."""
    current = into.model.objects.filter(institution=institution).current()
    standing = set(current.values_list("uid", flat=True))
    ids = {fact.id for fact in facts}
    numbered = into.kind.moment is None and any(fact.id == UNNAMED for fact in read.facts)
    spoiled = {one.fact.id for one in read.partial}
    if len(ids) == len(facts) and standing.isdisjoint(ids) and spoiled.isdisjoint(ids) and not numbered:
        return
    lines: dict[str, int | None] = {one.fact.id: one.where.line for one in read.partial if one.fact.id != UNNAMED}
    contents: dict[str, int | None] = {}
    for fact, written, where in zip(facts, read.facts, read.places, strict=True):
        if fact.id in standing:
            yield _twice(fact.id, "台账中已有同号的一条", where)
        elif fact.id in lines:
            yield _twice(fact.id, say("第 {line} 行已有同号的一条", line=str(lines[fact.id])), where)
        lines.setdefault(fact.id, where.line)
        if numbered and written.id == UNNAMED:  # the number hides the repetition
            content = repr(values_of(fact))
            if content in contents:
                what = say("与第 {line} 行完全相同", line=str(contents[content]))
                yield Problem(
                    what,
                    "两行记录的是同一件事",
                    "请删去其一；若确是两件事，请各给编号",
                    code="duplicate-row",
                    where=where,
                )
            contents.setdefault(content, where.line)


def _twice(name: str, why: str | Say, where: Where) -> Problem:
    do = "若已登记请删去该行；更正请打开原记录"
    return Problem(say("编号“{id}”重复", id=name), why, do, code="duplicate-id", where=where)
