"""What holds for every register, whatever it keeps: nothing is lost on the way in, nothing forgotten, nobody let in.

A new kind of fact is tested here without a line more; the database tests run on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.registers.made import any_fact, any_facts, bare, cells_of, keep, lay_ground, moved, plainest, turn
from zhengan.accounts.models import Institution, Membership, Role, User
from zhengan.facts.base import digest
from zhengan.facts.filings import Filing
from zhengan.facts.kinds import KINDS
from zhengan.kit.problem import Problem, Where
from zhengan.kit.time import CST
from zhengan.records import services as records
from zhengan.records.clock import running
from zhengan.records.together import facts_together
from zhengan.records.values import COLUMN_OF, columns, facts_from, values_of
from zhengan.registers import services
from zhengan.registers.catalogue import GROUPS, REGISTERS
from zhengan.registers.collect import SERIES, collect
from zhengan.registers.kit.cells import read_cells
from zhengan.registers.kit.register import Register
from zhengan.registers.kit.written import guarded

every_register = pytest.mark.parametrize("register", REGISTERS.values(), ids=list(REGISTERS))
several = settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def institution(db: None) -> Institution:
    return Institution.objects.create(code="one", name="甲")


@pytest.fixture
def ground(institution: Institution) -> Institution:
    lay_ground(institution)
    return institution


@contextmanager
def undone() -> Iterator[None]:
    """Everything written inside is taken back, so that examples do not meet."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_kind_of_fact_has_one_register() -> None:
    declared = [register.kind for _, group in GROUPS for register in group]
    assert sorted(kind.__name__ for kind in declared) == sorted(kind.__name__ for kind in KINDS.values())
    assert len({register.model for register in REGISTERS.values()}) == len(REGISTERS)


@every_register
def test_what_is_listed_filtered_and_searched_are_columns(register: Register) -> None:
    for name in (*register.columns, *register.filters, *register.search, register.order.lstrip("-")):
        register.model._meta.get_field(name)
    assert set(register.checked_with) <= set(REGISTERS)


@every_register
def test_a_column_is_empty_where_the_fact_may_be(register: Register) -> None:
    """Unknown must be kept as unknown: a column that cannot be NULL would turn it into something else."""
    fact = plainest(register.kind)
    unknown = [name for name, value in values_of(fact).items() if value is None]
    assert [name for name in unknown if not register.model._meta.get_field(name).null] == []


@every_register
@several
@given(data=st.data())
def test_facts_are_read_back_as_they_were_recorded(
    register: Register, institution: Institution, data: Any
) -> None:
    facts = data.draw(any_facts(register.kind))
    with undone():
        keep(institution, *facts)
        found = collect(institution, {register.kind})[register.kind]
    assert repr(bare(found)) == repr(bare(facts))  # as written: 1 is not 1.0, a list is not a tuple
    instants = [value for fact in found for value in values_of(fact).values() if isinstance(value, datetime)]
    assert all(instant.tzinfo is CST for instant in instants)


@every_register
@settings(max_examples=40)
@given(data=st.data(), lang=st.sampled_from(["zh-hans", "en"]))
def test_cells_read_back_what_they_were_written_from(register: Register, data: Any, lang: str) -> None:
    fact = data.draw(any_fact(register.kind))
    with override(lang):
        cells = cells_of(fact)
    name, read = read_cells(register.model, cells, Where("测试"))
    assert name == fact.id
    assert values_of(read) == values_of(fact)


@every_register
@several
@given(data=st.data())
def test_a_table_out_and_in_again(register: Register, ground: Institution, data: Any) -> None:
    fact = data.draw(any_fact(register.kind))
    with undone():
        plan = services.plan_import(
            register.name, _csv(register, cells_of(fact)), "out.csv", institution=ground
        )
        assert [problem.line() for problem in plan.problems] == []
        services.carry_out(plan, institution=ground, by=None, origin="import")
        found = [f for f in collect(ground, {register.kind})[register.kind] if f.id == fact.id]
    assert bare(found) == bare([fact])


@every_register
def test_texts_fill_their_columns_and_no_more(register: Register, institution: Institution) -> None:
    """SQLite keeps a text that is too long, PostgreSQL fails on it: neither may ever see one."""
    texts = [field for field in register.fields if field.control in ("text", "ref") and not field.many]
    longest = {field.name: "长" * field.longest for field in texts}
    assert {f.longest for f in texts} <= {
        register.model._meta.get_field(COLUMN_OF.get(f.name, f.name)).max_length for f in texts
    }
    keep(institution, plainest(register.kind, **longest))
    assert bare(collect(institution, {register.kind})[register.kind])[0].items() >= longest.items()
    for field in texts:
        cells = cells_of(plainest(register.kind)) | {field.name: "长" * (field.longest + 1)}
        with pytest.raises(Problem, match="文字过长"):
            read_cells(register.model, cells, Where("测试"))


@every_register
def test_what_was_known_when(register: Register, institution: Institution) -> None:
    first = plainest(register.kind)
    second = moved(first)
    start = datetime(2026, 3, 2, 9, tzinfo=CST)
    hours = [start + timedelta(hours=n) for n in range(5)]
    with running(lambda: hours[1]):
        keep(institution, first)
    (row,) = register.model.objects.current()
    with running(lambda: hours[2]):
        row = records.correct(row, values_of(second), by=None, origin="cli")
    with running(lambda: hours[3]):
        records.withdraw(row, by=None, why="误记")
    known = {hour: collect(institution, {register.kind}, hour)[register.kind] for hour in hours}
    assert [bare(known[hour]) for hour in hours] == [[], bare([first]), bare([second]), [], []]
    assert collect(institution, {register.kind})[register.kind] == []
    (before,), (after,) = known[hours[1]], known[hours[2]]
    assert (before.recorded, before.superseded, after.recorded, after.superseded) == (
        hours[1],
        hours[2],
        hours[2],
        hours[3],
    )


def test_a_handful_of_queries(ground: Institution, django_assert_num_queries: Any) -> None:
    for register in REGISTERS.values():
        with django_assert_num_queries(1):
            collect(ground, {register.kind})
    with django_assert_num_queries(len(SERIES) + 1):
        collect(ground, KINDS.values())


@every_register
@several
@given(data=st.data())
def test_every_way_of_reading_gives_what_the_plain_one_gives(
    register: Register, institution: Institution, data: Any
) -> None:
    """The quick ways (column by column; many registers in one query) beside Django's own rows, row by row."""
    facts = data.draw(any_facts(register.kind))
    names = [field.name for field in dataclasses.fields(register.kind)]
    with undone():
        keep(institution, *facts)
        rows = register.model.objects.filter(institution=institution).order_by("pk")
        plain = [register.kind(**dict(zip(names, row, strict=True))) for row in rows.values_list(*columns(register.kind))]
        quick = facts_from(register.kind, rows)
        together = facts_together({register.kind: rows})[register.kind]
    assert len(plain) == len(facts)
    assert repr(quick) == repr(together) == repr(plain)
    assert [digest(fact) for fact in quick] == [digest(fact) for fact in plain]


def test_no_kind_does_anything_when_it_is_made() -> None:
    """``made`` fills the slots directly, so nothing that a constructor would do may matter."""
    assert [kind for kind in KINDS.values() if hasattr(kind, "__post_init__")] == []


@every_register
def test_nobody_sees_the_facts_of_another(register: Register, institution: Institution) -> None:
    other = Institution.objects.create(code="two", name="乙")
    keep(institution, plainest(register.kind))
    keep(other, plainest(register.kind))  # the same identifier, in a register of its own
    assert len(collect(institution, {register.kind})[register.kind]) == 1


@every_register
def test_who_may_write(register: Register, ground: Institution) -> None:
    """One of the house who may, a colleague who only reads, and somebody from elsewhere."""
    writer = _member("writer", ground, register.writers[-1])
    auditor = _member("auditor", ground, Role.AUDITOR)
    outsider = _member("outsider", Institution.objects.create(code="two", name="乙"), Role.OFFICER)
    fact = turn(register.kind, 1)
    plan = services.plan_import(
        register.name, _csv(register, cells_of(turn(register.kind, 2))), "f", institution=ground
    )
    row = services.enter(register.name, cells_of(fact), institution=ground, by=writer, origin="page")
    for stranger in (auditor, outsider):
        attempts = (
            lambda by: services.enter(
                register.name, cells_of(turn(register.kind, 3)), institution=ground, by=by, origin="page"
            ),
            lambda by: services.carry_out(plan, institution=ground, by=by, origin="import"),
            lambda by: services.amend(row, cells_of(moved(fact)), by=by, origin="page"),
            lambda by: services.withdraw(row, by=by, why="误记"),
        )
        for attempt in attempts:
            with pytest.raises(Problem) as refused:
                attempt(stranger)
            assert refused.value.code == "not-allowed"
    assert register.model.objects.filter(uid__startswith="n-").count() == 1
    services.carry_out(plan, institution=ground, by=writer, origin="import")
    services.withdraw(
        services.amend(row, cells_of(moved(fact)), by=writer, origin="page"), by=writer, why="误记"
    )
    assert [r.recorder for r in records.history(register.model, ground, "n-1")] == ["writer", "writer"]


@every_register
def test_a_record_without_a_name_gets_one_that_fits_an_address(
    register: Register, ground: Institution
) -> None:
    unnamed = {**cells_of(plainest(register.kind)), "id": ""}
    if "measure" in unnamed:
        unnamed["measure"] = "CPU 使用率 %/核；峰值？#\\"
    row = services.enter(register.name, unnamed, institution=ground, by=None, origin="cli")
    cells = {**cells_of(moved(plainest(register.kind))), "id": row.uid}
    assert read_cells(register.model, cells, Where("测试"))[0] == row.uid


def test_a_filing_and_its_figures_refer_to_what_exists(ground: Institution) -> None:
    for cells in ({"about": "x-9"}, {"figures": '[{"name": "outage_minutes", "value": 30, "about": "x-9"}]'}):
        stated = {**cells_of(plainest(Filing, type="emergency_report")), **cells}
        with pytest.raises(Problem) as refused:
            services.enter("filings", stated, institution=ground, by=None, origin="cli")
        assert refused.value.code == "unknown-reference"


def _member(username: str, institution: Institution, role: Role) -> User:
    user = User.objects.create_user(username)
    Membership.objects.create(user=user, institution=institution, role=role)
    return user


def _csv(register: Register, cells: dict[str, str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(
        [[f.label() for f in register.fields], [guarded(cells[f.name]) for f in register.fields]]
    )
    return out.getvalue().encode()
