"""What must hold between new facts and those on record: names of their own, references that lead somewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from zhengan.accounts.models import Institution
from zhengan.facts.base import Fact, Term
from zhengan.facts.checks import check, settled, unresolved
from zhengan.facts.convert import raise_found
from zhengan.facts.institution import Institution as InstitutionFact
from zhengan.facts.reader import Stated
from zhengan.kit.problem import Problem, Problems, Where
from zhengan.kit.say import Say, say
from zhengan.records.clock import now
from zhengan.records.values import with_ids
from zhengan.registers.catalogue import REGISTERS
from zhengan.registers.collect import collect
from zhengan.registers.kit.cells import UNNAMED, CellProblem
from zhengan.registers.kit.naming import name_all
from zhengan.registers.kit.register import Register

MOST_PROBLEMS = 200  # that are named of one file


def named(into: Register, institution: Institution, read: Sequence[Fact]) -> Sequence[Fact]:
    """The facts that were read, each with an identifier: the one given, or one made from what it states."""
    taken: set[str] = set()
    if all(fact.id != UNNAMED for fact in read):
        return read
    if into.kind.moment is None:
        taken.update(
            into.model.objects.filter(institution=institution).values_list("uid", flat=True).distinct()
        )
    return with_ids(into.kind, read, list(name_all(read, taken)))


def refuse_only_institution(into: Register, institution: Institution, uids: Collection[str]) -> None:
    """Raise Problem where, with these records gone, none would say today what the institution is."""
    if into.kind is not InstitutionFact:
        return
    today = now().date()
    holding = {one.id for one in collect(institution, [into.kind])[into.kind] if isinstance(one, Term) and one.holds_on(today)}
    if holding and holding <= set(uids):
        raise Problem(
            "机构登记不能撤回", "各条的判定以机构的类别为前提，没有机构登记就无从判定",
            "登记有误的请更正；类别变更的，请填写截止日，再登记新的一条", code="only-institution",
        )  # fmt: skip


def check_among(
    into: Register,
    institution: Institution,
    facts: Sequence[Fact],
    places: Sequence[Where],
    columns: Mapping[str, int] | None = None,
    partial: Sequence[Stated] = (),
) -> None:
    """The checks across facts of a scenario file, on the new facts among those already kept; raises what concerns these.

    ``partial``: facts that could not be read whole; of these only the references that were read are looked at.
    """
    kinds = {REGISTERS[name].kind for name in into.checked_with if name in REGISTERS} | {into.kind}
    if into.kind.moment is not None:
        kinds.discard(into.kind)  # moments do not clash with one another, and there may be very many
    new = {fact.id for fact in facts} if into.kind in kinds else set()
    kept = collect(institution, kinds)
    standing = [fact for kind in kinds for fact in kept[kind] if kind is not into.kind or fact.id not in new]
    found = unresolved(partial, [*standing, *facts])
    if not settled(into.kind, facts, standing):
        try:
            check([Stated(fact, where) for fact, where in zip(facts, places, strict=True)], standing, MOST_PROBLEMS)
        except Problem as problem:
            found += problem.problems if isinstance(problem, Problems) else [problem]
    raise_found([_on_a_field(into, _without_no_name(one), columns or {}) for one in found])


def _without_no_name(problem: Problem) -> Problem:
    """A record that has no identifier yet is told by its line, not by the sign that stands for none."""
    what = problem.sentences[0]
    if problem.code != "unknown-reference" or not isinstance(what, Say) or what.values.get("id") != UNNAMED:
        return problem
    told = say("所指的“{name}”不存在", name=what.values["name"])
    return Problem(told, *problem.sentences[1:], code=problem.code, where=problem.where)


def _on_a_field(into: Register, problem: Problem, columns: Mapping[str, int]) -> Problem:
    """A reference that leads nowhere belongs to the one field that refers, where there is one; a clause to its own."""
    refs = [field.name for field in into.fields if field.ref]
    name = "clause" if problem.code == "clause" else refs[0] if problem.code == "unknown-reference" and len(refs) == 1 else ""
    if not name:
        return problem
    where = problem.where or Where()
    place = Where(where.source, where.line, columns.get(name, where.column))
    made = CellProblem(*problem.sentences, code=problem.code, where=place)
    made.field = name
    return made
