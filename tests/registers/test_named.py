"""Names that are drawn from facts, and fields that are named as people see them."""

from __future__ import annotations

import pytest

from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.kit.problem import Problem, Where
from zhengan.registers import services
from zhengan.registers.catalogue import register
from zhengan.registers.kit.cells import CellProblem, read_cells

HEAD = "system,at,ok,site\n"


@pytest.fixture
def one(db: None) -> Institution:
    return made.institution("one")


def test_parts_of_a_second_make_names_differ(one: Institution) -> None:
    rows = [f"core,2026-01-05 02:00:00{part},是,本地\n" for part in ("", ".123", ".12", ".000001")]
    plan = services.plan_import("backup_runs", (HEAD + "".join(rows)).encode(), "f.csv", institution=one)
    assert plan.problems == []
    assert [fact.id for fact in plan.facts] == [
        f"core-20260105T020000{part}" for part in ("", ".123", ".12", ".000001")
    ]  # fmt: skip
    again = services.plan_import("backup_runs", (HEAD + rows[1] + rows[1]).encode(), "f.csv", institution=one)
    assert [problem.code for problem in again.problems] == ["duplicate-id"]


def test_a_long_name_leaves_room_for_the_moment(one: Institution) -> None:
    long = "s" * 100
    made.enter(one, "systems", id=long, name="长", important="否", since="2024-01-01")
    rows = "".join(f"{long},2026-01-0{day} 02:00,是,本地\n" for day in (5, 6))
    plan = services.plan_import("backup_runs", (HEAD + rows).encode(), "f.csv", institution=one)
    assert plan.problems == [] and [len(fact.id) for fact in plan.facts] == [100, 100]


@pytest.mark.parametrize("name, cells, later", [
    ("systems", {"name": "甲", "important": "是", "since": "2026-01-02", "to": "2026-01-01"}, "to"),
    ("outages", {"system": "core", "start": "2026-01-02 10:00", "end": "2026-01-02 09:00"}, "end"),
])  # fmt: skip
def test_an_end_before_the_beginning_is_said_of_its_field(
    one: Institution, name: str, cells: dict[str, str], later: str
) -> None:
    into = register(name)
    with pytest.raises(Problem) as caught:
        read_cells(into.model, cells, Where("表单"))
    problem = caught.value
    assert isinstance(problem, CellProblem) and problem.field == later
    pair = {"to": ("to", "since"), "end": ("end", "start")}[later]
    for lang in ("zh", "en"):
        told = problem.spoken(lang)[0]
        for field in pair:
            assert into.field(field).label(lang).casefold() in told.casefold(), told
    raw = (",".join(cells) + "\n" + ",".join(cells.values()) + "\n").encode()
    (again,) = services.plan_import(name, raw, "f.csv", institution=one).problems
    assert again.where is not None and (again.where.line, again.where.column) == (2, list(cells).index(later) + 1)
    assert again.spoken("zh") == problem.spoken("zh")
