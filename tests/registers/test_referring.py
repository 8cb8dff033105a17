"""What refers to a record is told before it is withdrawn, whatever the register, and it is not withdrawn unknowingly."""

from __future__ import annotations

import pytest

from tests.registers.made import NAMED, keep, lay_ground, plainest
from zhengan.accounts.models import Institution
from zhengan.facts.checks import references
from zhengan.facts.filings import Filing
from zhengan.facts.systems import Link, LinkUse, System
from zhengan.kit.problem import Problem
from zhengan.registers import referring as room
from zhengan.registers import services
from zhengan.registers.catalogue import BY_KIND, REGISTERS, register
from zhengan.registers.imports.models import Import
from zhengan.registers.kit.register import Register
from zhengan.registers.referring import FEW, referring

POINTING = [(one, field) for one in REGISTERS.values() for field in one.fields if field.ref]


@pytest.fixture
def ground(db: None) -> Institution:
    made = Institution.objects.create(code="one", name="甲")
    lay_ground(made)
    return made


def counts(into: str, institution: Institution, *uids: str) -> dict[str, int]:
    return {one.register.name: one.count for one in referring(register(into), institution, uids)}


def stating(kind: type, field: str, many: bool, name: str, id: str = "z") -> object:
    """A fact that names ``name`` in one field."""
    return plainest(kind, id, **{field: (name,) if many else name})


@pytest.mark.parametrize(("other", "field"), POINTING, ids=[f"{one.name}.{field.name}" for one, field in POINTING])
def test_every_field_that_refers_counts(other: Register, field: object, db: None) -> None:
    """One column or a list of several; and the database's answer is what the checks across facts call a reference."""
    one = Institution.objects.create(code="one", name="甲")
    into = REGISTERS[field.ref]  # type: ignore[attr-defined]
    keep(one, plainest(into.kind, "y"), *([] if into.kind is other.kind else [plainest(into.kind, "x-2")]))
    fact = stating(other.kind, field.name, field.many, "y")  # type: ignore[attr-defined]
    keep(one, fact)  # type: ignore[arg-type]
    assert counts(into.name, one, "y") == {other.name: 1}
    assert (((into.kind,), "y")) in list(references(fact))  # type: ignore[arg-type]
    row = other.model.objects.get(uid="z")
    services.withdraw(row, by=None, why="误登", knowing=True)
    assert counts(into.name, one, "y") == {}


def test_several_systems_in_one_field_and_what_a_filing_names(ground: Institution) -> None:
    keep(ground, plainest(Link, "wide", link="w", systems=("x-1", "x-2")))
    keep(ground, plainest(Filing, "f", type="drill_report", about="x-2"))
    assert counts("systems", ground, "x-2")["links"] == 1
    assert counts("drills", ground, "x-2") == {"filings": 1}
    assert counts("incidents", ground, "x-2") == {}  # a report of a drill names no incident


def test_nobody_elses_records_count(ground: Institution) -> None:
    other = Institution.objects.create(code="two", name="乙")
    keep(other, plainest(System, "core"))
    keep(ground, plainest(System, "core"))
    assert counts("systems", other, "core") == {} == counts("systems", other, "nowhere")


def test_a_link_keeps_its_name_through_its_upgrades(ground: Institution) -> None:
    from datetime import date

    keep(ground, plainest(Link, "l1", link="line", since=date(2020, 1, 1), to=date(2020, 12, 31)))
    keep(ground, plainest(Link, "l2", link="line", since=date(2021, 1, 1)))
    keep(ground, plainest(LinkUse, "u", link="line"))
    assert counts("links", ground, "l1") == {} and counts("links", ground, "l1", "l2") == {"link_use": 1}


def test_those_that_go_together_do_not_hold_one_another(ground: Institution) -> None:
    assert "systems" not in counts("systems", ground, *NAMED)


def test_more_than_are_named_are_counted(ground: Institution) -> None:
    from zhengan.facts.suppliers import Contract

    keep(ground, *(plainest(Contract, f"k{n:02}", supplier="x-1") for n in range(FEW + 5)))
    (found,) = [one for one in referring(register("suppliers"), ground, ["x-1"]) if one.register.name == "contracts"]
    assert (found.count, len(found.uids), found.more) == (FEW + 5, FEW, 5)


def test_the_database_and_the_facts_count_alike(ground: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {name: counts(name, ground, "x-1") for name in REGISTERS}
    monkeypatch.setattr(room, "MOST_ASKED", -1)
    assert {name: counts(name, ground, "x-1") for name in REGISTERS} == asked and any(asked.values())


def test_a_withdrawal_is_refused_until_one_knows(ground: Institution) -> None:
    row = BY_KIND[System].model.objects.get(uid="x-1")
    with pytest.raises(Problem) as refused:
        services.withdraw(row, by=None, why="误登")
    told = counts("systems", ground, "x-1")
    problem = refused.value
    assert problem.code == "referred-to" and f"{sum(told.values())} 条现行记录" in problem.line()
    assert all(f"{register(name).title()} {count} 条" in problem.line() for name, count in told.items())
    assert "先更正或撤回" in problem.line() and problem.as_dict("en")["why"].count(": ") > len(told)
    row.refresh_from_db()
    assert row.current
    services.withdraw(row, by=None, why="误登", knowing=True)
    row.refresh_from_db()
    assert not row.current and row.superseded_why == "误登"


def test_knowing_is_no_reason(ground: Institution) -> None:
    with pytest.raises(Problem) as refused:
        services.withdraw(BY_KIND[System].model.objects.get(uid="x-1"), by=None, why=" ", knowing=True)
    assert refused.value.code == "no-reason"


def test_an_import_that_others_refer_to_is_not_undone_unknowingly(ground: Institution) -> None:
    table = "编号,名称,起始日\ns1,甲公司,2020-01-01\ns2,乙公司,2020-01-01\n"
    plan = services.plan_import("suppliers", table.encode(), "s.csv", institution=ground)
    services.carry_out(plan, institution=ground, by=None, origin="import")
    services.enter("contracts", {"supplier": "s2", "since": "2020-01-01"}, institution=ground, by=None, origin="cli")
    made = Import.objects.get()
    with pytest.raises(Problem) as refused:
        services.undo_import(made, by=None, why="误导")
    assert refused.value.code == "referred-to" and "供应商合同 1 条" in refused.value.line()
    made.refresh_from_db()
    assert made.undone_at is None and BY_KIND[System].model.objects.current().exists()
    assert services.undo_import(made, by=None, why="误导", knowing=True) == 2
