"""Very many rows at once are the same rows as one by one, in every register and on both engines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.registers.made import plainest, turn
from zhengan.accounts.models import Institution, User
from zhengan.kit.problem import Problem
from zhengan.records import bulk
from zhengan.records import services as records
from zhengan.records.services import Entry
from zhengan.records.values import values_of
from zhengan.registers.catalogue import REGISTERS
from zhengan.registers.kit.register import Register


def written(register: Register, institution: Institution) -> list[dict[str, Any]]:
    """Every column but those that tell two writes apart."""
    rows = register.model._base_manager.filter(institution=institution).order_by("uid").values()
    return [{name: value for name, value in row.items() if name not in ("id", "institution_id", "recorded_at")} for row in rows]


def both_ways(register: Register, monkeypatch: pytest.MonkeyPatch, write: Callable[[list[Any], Institution, User], None]) -> None:
    """What is written of four facts is the same by the quick way and by Django's."""
    facts = [turn(register.kind, number) for number in range(3)] + [plainest(register.kind, "x")]
    monkeypatch.setattr("zhengan.accounts.access.may_change", lambda *args: True)
    user = User.objects.create_user("a")
    found = []
    for many in (1, 1000):
        monkeypatch.setattr(bulk, "MANY", many)
        body = Institution.objects.create(code=f"i{many}", name="甲")
        write(facts, body, user)
        found.append(written(register, body))
    assert found[0] == found[1] and len(found[0]) == 4


@pytest.mark.django_db
@pytest.mark.parametrize("register", REGISTERS.values(), ids=list(REGISTERS))
def test_the_same_rows(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(facts: list[Any], body: Institution, user: User) -> None:
        entries = [Entry(fact.id, values_of(fact)) for fact in facts]
        told: list[tuple[int, int]] = []
        made = records.record_many(
            register.model, entries, institution=body, by=user, origin="import", remark="r",
            progress=lambda done, total: told.append((done, total)),
        )  # fmt: skip
        keys = dict(register.model._base_manager.filter(institution=body).values_list("uid", "pk"))
        assert {row.uid: row.pk for row in made} == keys and told[-1] == (4, 4)

    both_ways(register, monkeypatch, write)


@pytest.mark.django_db
def test_a_row_made_among_many_can_be_corrected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MANY", 1)
    body = Institution.objects.create(code="one", name="甲")
    register = REGISTERS["backup_runs"]
    fact = turn(register.kind, 1)
    (row,) = records.record_many(register.model, [Entry("r", values_of(fact))], institution=body, by=None, origin="import")
    after = records.correct(row, {**values_of(fact), "ok": not fact.ok}, by=None, origin="cli")  # type: ignore[attr-defined]
    assert [version.pk for version in records.history(register.model, body, "r")] == [after.pk, row.pk]


@pytest.mark.django_db
@pytest.mark.parametrize("register", REGISTERS.values(), ids=list(REGISTERS))
def test_facts_at_once_are_the_same_rows(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(facts: list[Any], body: Institution, user: User) -> None:
        made = records.record_facts(register.model, facts, institution=body, by=user, origin="import", remark="r")
        assert len(made) == 4 and body.written_at == made.recorded_at
        kept = register.model._base_manager.filter(institution=body)
        assert set(kept.values_list("recorded_at", flat=True)) == {made.recorded_at}

    both_ways(register, monkeypatch, write)


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, 1000])
def test_an_identifier_in_use_is_named_and_nothing_is_kept(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MANY", many)
    body, register = Institution.objects.create(code="one", name="甲"), REGISTERS["backup_runs"]
    records.record_facts(register.model, [turn(register.kind, 1)], institution=body, by=None, origin="import")
    with pytest.raises(Problem) as refused:
        again = [turn(register.kind, 2), turn(register.kind, 1)]
        records.record_facts(register.model, again, institution=body, by=None, origin="import")
    assert refused.value.code == "duplicate-id" and "n-1" in refused.value.what and "n-2" not in refused.value.what
    assert register.model._base_manager.filter(institution=body).count() == 1
