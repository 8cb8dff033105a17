"""The way in for pages, files and the command line: text cells → checked facts → kept records.

``enter``, ``amend`` and ``withdraw`` for one record; ``plan_import`` (nothing written, every bad cell named) and
``carry_out`` for many, all or none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from zhengan.accounts.access import require_change
from zhengan.accounts.models import Institution, User
from zhengan.facts.base import Fact
from zhengan.facts.checks import check
from zhengan.facts.convert import raise_found
from zhengan.facts.reader import Stated
from zhengan.kit.problem import Problem, Problems, Where
from zhengan.kit.say import say
from zhengan.records import services as records
from zhengan.records.models import Record
from zhengan.records.services import Entry
from zhengan.records.values import values_of
from zhengan.registers.catalogue import BY_KIND, REGISTERS, register
from zhengan.registers.collect import collect
from zhengan.registers.kit.cells import Cell, CellProblem, read_cells
from zhengan.registers.kit.naming import name_all
from zhengan.registers.kit.register import Register
from zhengan.registers.kit.table import read_table

MOST_PROBLEMS = 200
withdraw = records.withdraw


def enter(
    name: str, cells: Mapping[str, Cell], *, institution: Institution, by: User | None, origin: str, remark: str = ""
) -> Record:
    """Record one fact in the register ``name`` from written cells. Raises Problem(s), each with its field."""
    into = register(name)
    require_change(by, institution, into.writers)  # before anything is said of what is on record
    read = [read_cells(into.model, cells, Where(into.title()))]
    (fact,) = _named(into, institution, read)
    _check(into, institution, [fact], [Where(into.title())])
    return records.record(
        into.model, Entry(fact.id, values_of(fact)), institution=institution, by=by, origin=origin, remark=remark
    )


def amend(row: Record, cells: Mapping[str, Cell], *, by: User | None, origin: str, remark: str = "") -> Record:
    """Correct the version that was read (``row``) with written cells; the identifier stays. Raises as ``enter`` does."""
    into = BY_KIND[row.fact]
    where = Where(into.title())
    require_change(by, row.institution, into.writers)
    _, fact = read_cells(into.model, {**cells, "id": row.uid}, where)
    _check(into, row.institution, [fact], [where])
    return records.correct(row, values_of(fact), by=by, origin=origin, remark=remark)


@dataclass(frozen=True)
class ImportPlan:
    """What a file would record: its entries and facts, or the problems that keep it out."""

    register: Register
    source: str
    facts: Sequence[Fact]
    problems: Sequence[Problem]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def plan_import(name: str, raw: bytes, source: str, *, institution: Institution) -> ImportPlan:
    """Read a CSV file for a register and name every bad cell; writes nothing."""
    into = register(name)
    problems: list[Problem] = []
    read: list[tuple[str, Fact]] = []
    places: list[Where] = []
    try:
        rows = read_table(into, raw, source)
    except Problem as problem:
        return ImportPlan(into, source, [], [problem])
    for row in rows:
        try:
            read.append(read_cells(into.model, row.cells, row.where))
            places.append(row.where)
        except Problems as several:
            problems.extend(several.problems)
        except Problem as problem:
            problems.append(problem)
        if len(problems) >= MOST_PROBLEMS:
            break
    facts = _named(into, institution, read)
    if not problems:
        problems.extend(_repeated(into, institution, facts, places))
        try:
            _check(into, institution, facts, places)
        except Problems as several:
            problems.extend(several.problems)
        except Problem as problem:
            problems.append(problem)
    return ImportPlan(into, source, facts, problems[:MOST_PROBLEMS])


def carry_out(plan: ImportPlan, *, institution: Institution, by: User | None, origin: str, remark: str = "") -> list[Record]:
    """Record what a sound plan holds, all or none. Raises its problems where it is not sound."""
    if plan.problems:
        raise Problems(list(plan.problems))
    entries = [Entry(fact.id, values_of(fact)) for fact in plan.facts]
    return records.record_many(
        plan.register.model, entries, institution=institution, by=by, origin=origin, remark=remark or plan.source
    )


def _named(into: Register, institution: Institution, read: list[tuple[str, Fact]]) -> list[Fact]:
    taken: set[str] = set()
    if any(not given for given, _ in read) and into.kind.moment is None:
        taken.update(into.model.objects.filter(institution=institution).values_list("uid", flat=True).distinct())
    names = name_all(read, taken)
    return [replace(fact, id=name) for (_, fact), name in zip(read, names, strict=True)]


def _repeated(into: Register, institution: Institution, facts: Sequence[Fact], places: Sequence[Where]) -> list[Problem]:
    """A file that repeats itself, or what is on record already: the usual slip of importing a file twice."""
    current = into.model.objects.filter(institution=institution).current()
    seen = set(current.values_list("uid", flat=True)) if facts else set()
    found: list[Problem] = []
    for fact, where in zip(facts, places, strict=True):
        if fact.id in seen:
            found.append(
                Problem(
                    say("编号“{id}”重复", id=fact.id),
                    "台账中或本文件内已有同号的一条",
                    "若已登记请删去该行；更正请打开原记录",
                    code="duplicate-id",
                    where=where,
                )
            )
        seen.add(fact.id)
    return found


def _check(into: Register, institution: Institution, facts: Sequence[Fact], places: Sequence[Where]) -> None:
    """The checks across facts of a scenario file, on the new facts among those already kept; raises what concerns these."""
    kinds = {REGISTERS[name].kind for name in into.checked_with if name in REGISTERS} | {into.kind}
    if into.kind.moment is not None:
        kinds.discard(into.kind)  # moments do not clash with one another, and there may be very many
    new = {fact.id for fact in facts}
    kept = collect(institution, kinds)
    standing = [fact for kind in kinds for fact in kept[kind] if kind is not into.kind or fact.id not in new]
    try:
        check([Stated(fact, where) for fact, where in zip(facts, places, strict=True)], standing)
    except Problem as problem:
        several = problem.problems if isinstance(problem, Problems) else [problem]
        raise_found([_on_a_field(into, one) for one in several])


def _on_a_field(into: Register, problem: Problem) -> Problem:
    """A reference that leads nowhere belongs to the one field that refers, where there is one."""
    refs = [field.name for field in into.fields if field.ref]
    if problem.code != "unknown-reference" or len(refs) != 1:
        return problem
    made = CellProblem(*problem.sentences, code=problem.code, where=problem.where)
    made.field = refs[0]
    return made
