"""The institution's own record: always one, never two at once, and nobody can take it away."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.assess.services import latest
from zhengan.kit.problem import Problem
from zhengan.records.clock import now
from zhengan.records.models import Origin
from zhengan.registers import services
from zhengan.registers.imports.models import Import
from zhengan.registers.institutions.models import Institution as Row

STATED = {"name": "one 证券", "kind": "operating", "licence": "securities", "since": "2010-01-01"}


@pytest.fixture
def one(db: None) -> Institution:
    return made.institution("one")


def row(one: Institution) -> Row:
    return Row.objects.current().get(institution=one)


def test_it_cannot_be_withdrawn_even_knowingly(one: Institution) -> None:
    with pytest.raises(Problem) as refused:
        services.withdraw(row(one), by=None, why="误登", knowing=True)
    assert refused.value.code == "only-institution"
    assert row(one).name == "one 证券" and latest(one, now().date()).findings


def test_an_import_of_it_is_not_undone(db: None) -> None:
    one = Institution.objects.create(code="one", name="one")
    raw = "编号,名称,机构类别,起始日\none,甲证券,经营机构,2010-01-01\n".encode()
    plan = services.plan_import("institution", raw, "a.csv", institution=one)
    services.carry_out(plan, institution=one, by=None, origin=Origin.IMPORT)
    with pytest.raises(Problem) as refused:
        services.undo_import(Import.objects.get(), by=None, why="误导", knowing=True)
    assert refused.value.code == "only-institution" and row(one).name == "甲证券"


def test_a_second_one_at_the_same_time_is_refused_and_a_later_one_taken(one: Institution) -> None:
    other = {**STATED, "id": "other", "name": "又一家", "kind": "core", "licence": "exchange"}
    with pytest.raises(Problem) as refused:
        services.enter("institution", other, institution=one, by=None, origin=Origin.CLI)
    assert refused.value.code == "overlap" and row(one).kind == "operating"
    yesterday, today = now().date() - timedelta(days=1), now().date()
    services.amend(row(one), {**STATED, "to": f"{yesterday}"}, by=None, origin=Origin.CLI)
    services.enter("institution", {**other, "since": f"{today}"}, institution=one, by=None, origin=Origin.CLI)
    kinds = dict(Row.objects.current().filter(institution=one).values_list("kind", "uid"))
    assert kinds == {"operating": "one", "core": "other"}
    services.withdraw(Row.objects.current().get(uid="one"), by=None, why="误登")  # another stands today
