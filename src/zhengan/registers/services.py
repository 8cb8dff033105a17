"""The way in for pages, files and the command line: text cells → checked facts → kept records.

``enter``, ``amend`` and ``withdraw`` for one record, ``amend_several`` and ``withdraw_several`` for those chosen in a list;
``plan_import`` (nothing written, every bad cell named), ``carry_out`` and ``undo_import`` for many; all or none. Each
checks and writes in one turn of the institution, so that what was checked is what is written beside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language

from zhengan.accounts.access import require_change
from zhengan.accounts.models import Institution, User
from zhengan.facts.base import Fact
from zhengan.facts.convert import raise_found
from zhengan.facts.reader import Stated
from zhengan.kit.problem import Problem, Where
from zhengan.records import services as records
from zhengan.records.clock import turn
from zhengan.records.models import Record
from zhengan.records.services import Entry
from zhengan.records.values import values_of
from zhengan.registers.catalogue import BY_KIND, register
from zhengan.registers.checking import check_among, named, refuse_only_institution
from zhengan.registers.importing import ImportPlan, carry_out, plan_import, undo_import
from zhengan.registers.kit.cells import Cell, read_cells, what_it_names
from zhengan.registers.kit.register import Register
from zhengan.registers.referring import refuse_referred

__all__ = [
    "ImportPlan", "amend", "amend_several", "carry_out", "enter", "plan_import", "undo_import", "withdraw", "withdraw_several",
]  # fmt: skip


def _called(into: Register) -> str:
    """What who writes calls the register, in their language: it stands before each fault."""
    return into.title(get_language() or "zh")


def enter(
    name: str, cells: Mapping[str, Cell], *, institution: Institution, by: User | None, origin: str, remark: str = ""
) -> Record:
    """Record one fact in the register ``name`` from written cells. Raises Problem(s), each with its field."""
    into = register(name)
    require_change(by, institution, into.writers)  # before anything is said of what is on record
    read = _read(into, institution, cells, Where(_called(into)))
    with turn(institution):
        (fact,) = named(into, institution, [read])
        check_among(into, institution, [fact], [Where(_called(into))])
        entry = Entry(fact.id, values_of(fact))
        return records.record(into.model, entry, institution=institution, by=by, origin=origin, remark=remark)


def amend(row: Record, cells: Mapping[str, Cell], *, by: User | None, origin: str, remark: str = "") -> Record:
    """Correct the version that was read (``row``) with written cells; the identifier stays. Raises as ``enter`` does."""
    into = BY_KIND[row.fact]
    where = Where(_called(into))
    require_change(by, row.institution, into.writers)
    fact = _read(into, row.institution, {**cells, "id": row.uid}, where)
    with turn(row.institution):
        check_among(into, row.institution, [fact], [where])
        return records.correct(row, values_of(fact), by=by, origin=origin, remark=remark)


def amend_several(
    written: Sequence[tuple[Record, Mapping[str, Cell]]], *, by: User | None, origin: str, remark: str = ""
) -> Sequence[Record]:
    """Correct the versions that were read, records of one register, each with the cells beside it: all or none.

    Gives those that changed. Raises Problem(s), each naming its record; Problem (``unchanged``) where none would change.
    """
    into, institution = BY_KIND[written[0][0].fact], written[0][0].institution
    require_change(by, institution, into.writers)
    places = [Where(f"{_called(into)} {row.uid}") for row, _ in written]
    facts: list[Fact] = []
    found: list[Problem] = []
    for (row, cells), where in zip(written, places, strict=True):
        try:
            facts.append(read_cells(into.model, {**cells, "id": row.uid}, where, columns={})[1])
        except Problem as problem:
            found.append(problem)
    raise_found(found)
    with turn(institution):
        check_among(into, institution, facts, places)
        stated = [(row, values_of(fact)) for (row, _), fact in zip(written, facts, strict=True)]
        return records.correct_several(stated, by=by, origin=origin, remark=remark)


def _read(into: Register, institution: Institution, cells: Mapping[str, Cell], where: Where) -> Fact:
    """The fact that cells state; raises all that is wrong with them, references that lead nowhere included."""
    try:
        return read_cells(into.model, cells, where)[1]
    except Problem as problem:
        found = [problem]
        try:
            check_among(into, institution, [], [], partial=[Stated(what_it_names(into.model, cells), where)])
        except Problem as more:
            found.append(more)
        raise_found(found)
        raise


def withdraw(row: Record, *, by: User | None, why: str, knowing: bool = False) -> None:
    """Close a record that should not have been made; a reason is asked. Raises Conflict as ``amend`` does.

    Raises Problem where it is the institution's only one, and (``referred-to``) where current records refer to it,
    unless the caller says to be ``knowing``.
    """
    withdraw_several([row], by=by, why=why, knowing=knowing)


def withdraw_several(rows: Sequence[Record], *, by: User | None, why: str, knowing: bool = False) -> None:
    """Close records of one register that should not have been made: all or none. Raises as ``withdraw`` does."""
    into, institution, uids = BY_KIND[rows[0].fact], rows[0].institution, [row.uid for row in rows]
    require_change(by, institution, into.writers)
    with turn(institution):
        refuse_only_institution(into, institution, uids)
        if not knowing:
            refuse_referred(into, institution, uids)
        records.withdraw_several(rows, by=by, why=why)
