"""Reading by column is reading row by row: the same facts, the same refusals, whatever the file holds."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.registers.books import book
from tests.registers.made import any_facts, bare, cells_of, lay_ground, plainest
from zhengan.accounts.models import Institution
from zhengan.facts.checks import check, settled
from zhengan.facts.continuity import BackupRun
from zhengan.facts.reader import Stated
from zhengan.facts.systems import System
from zhengan.kit.problem import Problem, Where
from zhengan.kit.time import CST
from zhengan.registers import services
from zhengan.registers.catalogue import REGISTERS, register
from zhengan.registers.importing import ImportPlan
from zhengan.registers.kit.blocks import SIZE, Block
from zhengan.registers.kit.cells import UNNAMED, Cell, read_cells
from zhengan.registers.kit.quick import QuickReader
from zhengan.registers.kit.register import Register
from zhengan.registers.kit.row import Row

PRESENT = datetime(2026, 1, 1, 12, tzinfo=CST)
RUNS = register("backup_runs")
every_register = pytest.mark.parametrize("register", REGISTERS.values(), ids=list(REGISTERS))
several = settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])

ODD = st.sampled_from([
    "", " ", "是", "否", "yes", "无", "none", "-", "本地", "local", "0", "-1", "1.5", "1e3", "NaN", "１２", "core", "a b",
    "x" * 101, "a;a", "\u202e", "\x00",
    "2026-01-01 12:00:01", "2026-01-01 12:00:00", "2026-01-01", "2026-01-02", "2026-02-30 10:00:00",
    "9999-01-01 00:00:00", "1899-12-31 00:00:00", "2025-12-31T10:00:00+08:00", "2025-12-31T10:00:00Z", "2025-12-31 10:00:00.5",
    "2025年12月31日10:00", "46000.5", "3/4/2025", "[]", "'=1", "=1",
])  # fmt: skip


def block_of(rows: Sequence[dict[str, Cell]]) -> Block:
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name) for row in rows] for name in names}
    return Block(list(range(2, len(rows) + 2)), columns, lambda: [Row(row, Where("f", n)) for n, row in enumerate(rows, 2)])


@every_register
@several
@given(data=st.data())
def test_the_same_facts(register: Register, data: Any) -> None:
    facts = data.draw(any_facts(register.kind))
    rows: list[dict[str, Cell]] = [{name: cell for name, cell in cells_of(fact).items() if cell} for fact in facts]
    for row in rows:
        if data.draw(st.integers(0, 5)) == 0:
            row[data.draw(st.sampled_from([field.name for field in register.fields]))] = data.draw(ODD)
    found = QuickReader(register.model, PRESENT).read(block_of(rows))
    try:
        careful = [read_cells(register.model, row, Where("f", 2), None, PRESENT)[1] for row in rows]
    except Problem:
        assert found is None
        return
    if any(field.control == "json" and field.name in row for field in register.fields for row in rows):
        assert found is None
    else:
        assert found == careful
        assert [list(map(type, one.values())) for one in bare(found)] == [list(map(type, one.values())) for one in bare(careful)]


@pytest.mark.parametrize("cell", ["2025-12-31 10:00:00", "2025-12-31T10:00:00", "2025-12-31T10:00:00+08:00"])
def test_an_instant_is_china_s(cell: str) -> None:
    (fact,) = QuickReader(RUNS.model, PRESENT).read(block_of([{"system": "core", "at": cell, "ok": "是"}])) or ()
    assert isinstance(fact, BackupRun) and fact.at == datetime(2025, 12, 31, 10, tzinfo=CST) and fact.at.tzinfo is CST
    assert fact.id == UNNAMED and fact.recorded == PRESENT and fact.site is None


def as_file(form: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    if form == "xlsx":
        return book([header, *rows])
    if form == "ndjson":
        typed = ([True if cell == "是" else cell for cell in row] for row in rows)
        return "\n".join(json.dumps(dict(zip(header, row, strict=True))) for row in typed).encode()
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode()


def told(plan: ImportPlan) -> tuple[list[str], list[dict[str, Any]]]:
    return [problem.line() for problem in plan.problems], bare(plan.facts)


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "xlsx", "ndjson"])
def test_the_same_plan(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """More rows than a block; here a name twice, there a wrong cell, a blank row, a system nobody knows."""
    institution = Institution.objects.create(code="one", name="甲")
    lay_ground(institution)
    sound = [[f"r{n}", "x-1", f"2025-01-01 00:{n // 60:02}:{n % 60:02}", "是", "本地"] for n in range(SIZE + 60)]
    files = [sound]
    for place, column, cell in ((3, 1, "nobody"), (SIZE + 5, 0, "r7"), (2, 2, "2025-13-01"), (SIZE - 1, 3, "perhaps")):
        rows = [row.copy() for row in sound]
        rows[place][column] = cell
        files.append(rows)
    files.append([*sound[:5], [""] * 5, *sound[5:]])
    header = ["id", "system", "at", "ok", "site"]
    plans = [services.plan_import(RUNS.name, as_file(form, header, rows), f"f.{form}", institution=institution) for rows in files]
    monkeypatch.setattr(QuickReader, "read", lambda self, block: None)
    for rows, plan in zip(files, plans, strict=True):
        careful = services.plan_import(RUNS.name, as_file(form, header, rows), f"f.{form}", institution=institution)
        assert told(plan) == told(careful)
    assert [len(plan.problems) for plan in plans[:5]] == [0, 1, 1, 1, 1] and len(plans[0].facts) == len(sound)


@pytest.mark.parametrize("system, fine", [("core", True), ("other", False)])
def test_what_is_settled_holds_nothing_to_find(system: str, fine: bool) -> None:
    standing = [plainest(System, "core")]
    runs = [plainest(BackupRun, "a", system="core"), plainest(BackupRun, "b", system=system)]
    assert settled(BackupRun, runs, standing) is fine
    stated = [Stated(run, Where("f", 2)) for run in runs]
    if fine:
        check(stated, standing)
    else:
        with pytest.raises(Problem):
            check(stated, standing)
    assert not settled(System, standing, [])
