"""Two who write at the same time, on connections of their own: what was checked still holds when it is written."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from typing import Any

import pytest
from django.db import connections

from tests.registers.made import keep, plainest
from zhengan.accounts.models import Institution
from zhengan.facts.changes import Change
from zhengan.facts.institution import Appointment
from zhengan.facts.systems import MlpsGrading, System
from zhengan.kit.problem import Problem, Problems
from zhengan.registers import importing, services
from zhengan.registers.catalogue import BY_KIND, register
from zhengan.registers.collect import collect
from zhengan.registers.imports.models import Import

MEET = 1.0  # seconds in which two checks that do not wait for one another surely meet


@pytest.fixture
def one(shared: None) -> Institution:
    made = Institution.objects.create(code="one", name="甲")
    keep(made, plainest(System, "core"))
    return made


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], None]:
    """Let a check of a module linger, once done, until another one is done as well, or for ``MEET`` seconds."""
    barrier = threading.Barrier(2)

    def linger(module: Any, name: str) -> None:
        real = getattr(module, name)

        def checked(*args: Any, **options: Any) -> Any:
            found = real(*args, **options)
            with suppress(threading.BrokenBarrierError):  # the other one waits for its turn
                barrier.wait(MEET)
            return found

        monkeypatch.setattr(module, name, checked)

    return linger


def race(*works: Callable[[], object]) -> list[str]:
    """Do everything at once, each in a thread of its own: the codes of the problems met (several: all of them)."""
    codes: list[str] = []
    others: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except Problem as problem:
            codes.extend(one.code for one in (problem.problems if isinstance(problem, Problems) else [problem]))
        except BaseException as error:
            others.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert others == [] and not any(thread.is_alive() for thread in threads)
    return codes


def appoint(one: Institution, person: str) -> Callable[[], object]:
    cells = {"role": "first_responsible", "person": person, "since": "2020-01-01"}
    return lambda: services.enter("appointments", cells, institution=one, by=None, origin="cli")


def test_of_two_overlapping_terms_entered_at_once_one_stands(
    one: Institution, meeting: Callable[[Any, str], None]
) -> None:
    meeting(services, "check_among")
    assert race(appoint(one, "张三"), appoint(one, "李四")) == ["overlap"]
    assert len(collect(one, {Appointment})[Appointment]) == 1


def test_a_correction_and_an_entry_at_once(one: Institution, meeting: Callable[[Any, str], None]) -> None:
    """The term on record is stretched over the days for which another is entered."""
    held = {"system": "core", "level": "3", "since": "2020-01-01", "to": "2020-12-31"}
    row = services.enter("mlps_gradings", held, institution=one, by=None, origin="cli")
    meeting(services, "check_among")
    later = {"system": "core", "level": "2", "since": "2021-01-01"}
    codes = race(
        lambda: services.amend(row, {**held, "to": "2021-06-30"}, by=None, origin="cli"),
        lambda: services.enter("mlps_gradings", later, institution=one, by=None, origin="cli"),
    )
    assert codes == ["overlap"]
    terms = sorted(collect(one, {MlpsGrading})[MlpsGrading], key=lambda term: term.since)
    assert all(a.to and a.to < b.since for a, b in pairwise(terms))


def test_a_system_withdrawn_while_a_record_names_it(one: Institution, meeting: Callable[[Any, str], None]) -> None:
    meeting(services, "check_among")
    meeting(services, "refuse_referred")
    row = BY_KIND[System].model.objects.get(uid="core")
    change = {"system": "core", "kind": "change", "start": "2020-01-05 10:00"}
    codes = race(
        lambda: services.withdraw(row, by=None, why="误登"),
        lambda: services.enter("changes", change, institution=one, by=None, origin="cli"),
    )
    assert codes in (["referred-to"], ["unknown-reference"])
    standing = collect(one, {System, Change})
    assert {change.system for change in standing[Change]} <= {system.id for system in standing[System]}
    assert len(standing[Change]) + len(standing[System]) in (0, 2)


TERMS = "责任人类别,姓名,起始日\n第一责任人,{},2020-01-01\n"


def plan(one: Institution, person: str) -> importing.ImportPlan:
    raw = TERMS.format(person).encode()
    found = services.plan_import("appointments", raw, f"{person}.csv", institution=one)
    assert found.sound
    return found


def test_two_plans_that_were_sound_and_clash(one: Institution) -> None:
    plans = [plan(one, "张三"), plan(one, "李四")]
    works = [lambda p=p: services.carry_out(p, institution=one, by=None, origin="import") for p in plans]  # type: ignore[misc]
    assert race(*works) == ["overlap"]
    assert len(collect(one, {Appointment})[Appointment]) == 1 and Import.objects.count() == 1


def test_the_same_file_at_once_is_imported_once(one: Institution) -> None:
    plans = [plan(one, "张三"), plan(one, "张三")]
    works = [lambda p=p: services.carry_out(p, institution=one, by=None, origin="import") for p in plans]  # type: ignore[misc]
    assert race(*works) == ["imported-before"]
    assert Import.objects.count() == 1


def test_a_plan_refused_after_all_names_the_row(one: Institution) -> None:
    held = plan(one, "张三")
    appoint(one, "李四")()
    with pytest.raises(Problem) as refused:
        services.carry_out(held, institution=one, by=None, origin="import")
    assert "张三.csv 第 2 行" in str(refused.value.where) and not Import.objects.exists()


def test_a_plan_is_not_checked_twice_where_nobody_wrote(one: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    held = plan(one, "张三")

    def again(*args: object) -> None:
        raise AssertionError("checked again")

    monkeypatch.setattr(importing, "check_among", again)
    assert len(services.carry_out(held, institution=one, by=None, origin="import")) == 1


def test_an_import_undone_while_a_record_names_what_it_brought(
    one: Institution, meeting: Callable[[Any, str], None]
) -> None:
    table = "编号,名称,起始日\ns,软件公司,2020-01-01\n"
    brought = services.plan_import("suppliers", table.encode(), "s.csv", institution=one)
    services.carry_out(brought, institution=one, by=None, origin="import")
    meeting(services, "check_among")
    meeting(importing, "refuse_referred")
    contract = {"supplier": "s", "since": "2020-01-01"}
    codes = race(
        lambda: services.undo_import(Import.objects.get(), by=None, why="误导"),
        lambda: services.enter("contracts", contract, institution=one, by=None, origin="cli"),
    )
    assert codes in (["referred-to"], ["unknown-reference"])
    rows = [register(name).model.objects.current().count() for name in ("suppliers", "contracts")]
    assert rows in ([0, 0], [1, 1])
